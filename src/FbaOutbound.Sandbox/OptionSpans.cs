using System;

namespace FbaOutbound.Sandbox;

/// <summary>Refuses the time spans that PowerShell makes of a bare number, which it takes for ticks.</summary>
internal static class OptionSpans
{
    public static void Require(SandboxOptions options)
    {
        Require(nameof(options.Latency), options.Latency);
        Require(nameof(options.LatencyJitter), options.LatencyJitter);
        Require(nameof(options.TokenLifetime), options.TokenLifetime);
        Require(nameof(options.AnnouncedTokenLifetime), options.AnnouncedTokenLifetime ?? TimeSpan.Zero);
        Require(nameof(options.RestrictedTokenLifetime), options.RestrictedTokenLifetime);
        Require(nameof(options.ListReachesBack), options.ListReachesBack);
        Require(nameof(options.ReadableAfter), options.ReadableAfter);
        Require(nameof(options.Faults) + "." + nameof(options.Faults.Delay), options.Faults.Delay);
        foreach (var property in typeof(Fulfillment.LifeCycleOptions).GetProperties())
        {
            Require(nameof(options.LifeCycle) + "." + property.Name, property.GetValue(options.LifeCycle));
        }

        foreach (var property in typeof(Shipments.ShippingOptions).GetProperties())
        {
            Require(nameof(options.Shipping) + "." + property.Name, property.GetValue(options.Shipping));
        }
    }

    private static void Require(string name, object? value)
    {
        if (value is TimeSpan span && span != TimeSpan.Zero && span.Duration() < TimeSpan.FromMilliseconds(1))
        {
            throw new ArgumentException(
                $"{name} is {span.Ticks} ticks, because PowerShell converts a bare number to ticks: give a TimeSpan, such as "
                    + "[timespan]::FromSeconds(5).");
        }
    }
}
