using System;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>A time in half the size of a <see cref="DateTimeOffset"/>, for what there are millions of.</summary>
internal readonly struct Moment(DateTimeOffset time)
{
    private readonly long _ticks = time.UtcTicks;

    public static implicit operator Moment(DateTimeOffset time) => new(time);

    public static implicit operator DateTimeOffset(Moment moment) => new(moment._ticks, TimeSpan.Zero);
}
