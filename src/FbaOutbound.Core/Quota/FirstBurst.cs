using System;

namespace FbaOutbound.Quota;

/// <summary>
/// The burst after a rest, for which there are tokens only if no other program has used the account in the meantime. What goes out at the
/// rate is never held up; of what goes out beyond it, only a part is under way at a time, so that an empty bucket refuses no more than
/// that. The burst is over when the bucket is used up, or the service has pushed back: then the bucket's content is known.
/// </summary>
/// <param name="most">How many may be ahead of the rate at a time.</param>
internal sealed class FirstBurst(int most)
{
    private const int Part = 10;

    private long _atRate = Gcra.Full;
    private int _ahead;

    /// <summary>The part of a burst that may be ahead at a time.</summary>
    public static int PartOf(int burst) => Math.Max(1, burst / Part);

    /// <summary>Whether the bucket's content is known.</summary>
    public bool IsOver { get; private set; } = true;

    /// <summary>Before this time nothing more is sent.</summary>
    public long NotBefore => IsOver || _ahead < most ? Gcra.Full : _atRate;

    /// <summary>The bucket is full, as far as the process knows.</summary>
    public void Begin() => IsOver = false;

    /// <summary>A request gets its token. Returns whether it is ahead of the rate.</summary>
    public bool Grant(long now, long interval)
    {
        if (IsOver)
        {
            return false;
        }

        if (now >= _atRate)
        {
            _atRate = now + interval;
            return false;
        }

        _ahead++;
        return true;
    }

    /// <summary>A request that was ahead has ended.</summary>
    public void Ended() => _ahead--;

    /// <summary>The bucket's content is known.</summary>
    public void End() => IsOver = true;
}
