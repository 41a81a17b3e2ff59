using System;
using System.Collections.Generic;

namespace FbaOutbound.Settlement;

/// <summary>
/// How long and how far back an unknown outcome is looked into. The services do not document when a new order can first be read;
/// these are assumptions, which is why they are options.
/// </summary>
internal sealed record SettlementOptions
{
    /// <summary>
    /// When an order is read back, counted from the end of the attempt whose outcome is unknown, ascending.
    /// <value>The default value is 2, 5, 10 and 20 seconds.</value>
    /// </summary>
    public IReadOnlyList<TimeSpan> ReadBackDelays { get; init; } =
        [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)];

    /// <summary>
    /// How long before the first request the list begins that an order has to be absent from: the service's clock may be behind.
    /// <value>The default value is 15 minutes.</value>
    /// </summary>
    public TimeSpan ListingOverlap { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How far back the list begins if it is unknown when the first request was sent.
    /// <value>The default value is 36 hours, the services' own.</value>
    /// </summary>
    public TimeSpan ListingSpan { get; init; } = TimeSpan.FromHours(36);

    /// <summary>
    /// How long after it was sent a request of unknown outcome may still have its effect.
    /// <value>The default value is 3 minutes.</value>
    /// </summary>
    public TimeSpan LandingTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// How far two clocks may be apart: the service's, by which an order was received, and those of the machines that an earlier run and
    /// this one are on.
    /// <value>The default value is 2 minutes.</value>
    /// </summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(2);
}
