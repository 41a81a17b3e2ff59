using System;
using System.Collections.Generic;
using System.Globalization;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using FbaOutbound.Services;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>How order files are read, checked before any is opened.</summary>
internal sealed record ImportOptions
{
    /// <summary>The format; null to tell it by the header.</summary>
    public OrderFormat? Format { get; init; }

    public ColumnMap Map { get; init; } = ColumnMap.None;

    /// <summary>What stands before the shop's number of an order.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>What stands behind the number of an order of which a part was already sent.</summary>
    public string? IdSuffix { get; init; }

    public SkuMap? SkuMap { get; init; }

    public SpeedMap SpeedMap { get; init; } = SpeedMap.None;

    /// <summary>The required features of all orders; null for those that the order's channel asks for.</summary>
    public IReadOnlyList<FeatureConstraint>? Features { get; init; }

    /// <summary>Features by channel, in the place of the known ones.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FeatureConstraint>>? FeatureMap { get; init; }

    public CultureInfo? Culture { get; init; }

    /// <summary>Whether the user has named the files' encoding.</summary>
    public bool HasEncoding { get; init; }

    /// <summary>The most time since an order was placed; null for that of exports of shops, which is 30 days.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether a journal may know the first day whose orders are sent.</summary>
    public bool HasJournal { get; init; }

    /// <summary>The import, if it has a journal.</summary>
    public ImportMark? Import { get; init; }

    /// <summary>Whether orders are returned however old they are.</summary>
    public bool IgnoresAge { get; init; }

    /// <summary>Whether an order is read as a whole although a part of it was shipped.</summary>
    public bool IgnoresParts { get; init; }

    /// <summary>Whether an order is read as if its unknown status were that of one to be shipped.</summary>
    public bool IgnoresUnknown { get; init; }

    /// <summary>
    /// Whether an order is read as if nothing in the shop held it back, such as a hold or a missing payment. What was cancelled, refunded
    /// or shipped stays that.
    /// </summary>
    public bool IgnoresStops { get; init; }

    /// <summary>Words that hold an order back where its tags have them, besides the known ones.</summary>
    public IReadOnlyList<string> HoldWords { get; init; } = [];

    /// <summary>The first day whose orders are sent.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Whether orders whose units are not certain are sent all the same.</summary>
    public bool IncludesUncertain { get; init; }

    /// <summary>Whether orders are sent all the same that an earlier import recorded as stopped.</summary>
    public bool IncludesStopped { get; init; }

    /// <summary>The most units of one SKU in a line; more are not certain to be meant.</summary>
    public int MostUnits { get; init; } = 999;

    public bool AllowsExport { get; init; }

    public bool AllowsAmazonOrders { get; init; }

    /// <summary>The id of the marketplace of orders that name none.</summary>
    public string? MarketplaceId { get; init; }

    /// <summary>The country of a marketplace; null where it is not known.</summary>
    public Func<string?, string?> CountryOf { get; init; } = _ => null;

    /// <summary>What is known to be wrong with a complete order: errors, each with its member.</summary>
    public Func<FulfillmentOrder, IEnumerable<OrderProblem>> Validate { get; init; } = _ => [];

    /// <summary>The clock that tells how old an order is.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether the age of an order decides: an export of a shop has old orders, and other files do if the user says so.</summary>
    public bool Ages(OrderFormat format) => !format.Cancels && (format.AgesOrders || After is not null || MaxAge is not null);

    /// <summary>Returns options with the clock of a session, and nothing else set.</summary>
    public static ImportOptions Of(OrderContext context) => new() { Time = context.Time };
}
