using System;
using System.Linq;

namespace FbaOutbound.Stores;

/// <summary>Where a store of quotas or a journal is.</summary>
/// <param name="Provider">The kind of store.</param>
/// <param name="Text">The place as it was given, which may hold a password.</param>
/// <param name="Name">What messages call the place; it never shows a password.</param>
internal sealed record StoreLocation(IStoreProvider Provider, string Text, string Name)
{
    /// <summary>The path; null if the store is not a file.</summary>
    public string? FilePath => Provider is FileStores ? Text : null;

    /// <summary>Recognizes a place.</summary>
    public static StoreLocation Parse(string text) => SharedStores.Providers.Select(provider => provider.Recognize(text))
        .FirstOrDefault(location => location is not null) ?? FileStores.Instance.Recognize(text);

    /// <summary>Returns the location with a path that stands in relation to nothing.</summary>
    public StoreLocation Resolve(Func<string, string> resolvePath) =>
        FilePath is { } path ? FileStores.Instance.Recognize(resolvePath(path)) : this;

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;
}
