using System;

namespace FbaOutbound.Loading;

/// <summary>
/// What is loaded once per process. Unlike <see cref="Lazy{T}"/> it keeps no failure: a load that failed, such as while a file was being
/// replaced, is tried again when the value is next requested.
/// </summary>
/// <param name="load">Loads the value; one thread at a time.</param>
internal sealed class LoadedOnce<T>(Func<T> load)
    where T : class
{
    private readonly object _gate = new();
    private T? _value;

    /// <summary>The value, loaded by the first who asks.</summary>
    public T Value
    {
        get
        {
            lock (_gate)
            {
                return _value ??= load();
            }
        }
    }
}
