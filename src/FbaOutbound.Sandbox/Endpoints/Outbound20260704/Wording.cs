using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>The words of version 2026-07-04 for what the engine knows.</summary>
internal static class Wording
{
    /// <summary>Features that version 2020-07-01 names and this version has its own members for.</summary>
    public const string BlankBox = "BLANK_BOX";
    public const string Overbox = "OVERBOX";
    public const string BlockAmazonLogistics = MarketplaceFeature.BlockAmazonLogistics;
    public const string BlockAmazonLogisticsService = "blockAMZL";
    public const string ChannelPrefix = "CHANNEL.";

    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Complete => "COMPLETE",
        OrderStatus.CompletePartialled => "COMPLETE_PARTIAL",
        OrderStatus.Cancelled => "CANCELLED",
        OrderStatus.Unfulfillable => "UNFULFILLABLE",
        OrderStatus.Invalid => "INVALID",
        _ => "PROCESSING",
    };

    public static OrderStatus? Status(string? word) => word switch
    {
        "PROCESSING" => OrderStatus.Processing,
        "COMPLETE" => OrderStatus.Complete,
        "COMPLETE_PARTIAL" => OrderStatus.CompletePartialled,
        "CANCELLED" => OrderStatus.Cancelled,
        "UNFULFILLABLE" => OrderStatus.Unfulfillable,
        "INVALID" => OrderStatus.Invalid,
        _ => null,
    };

    public static string Of(ShipmentStatus status) => status switch
    {
        ShipmentStatus.Shipped => "SHIPPED",
        ShipmentStatus.CancelledByFulfiller or ShipmentStatus.CancelledBySeller => "CANCELLED",
        _ => "PROCESSING",
    };

    public static string Of(ParcelStatus status) => status switch
    {
        ParcelStatus.InTransit => "IN_TRANSIT",
        ParcelStatus.Delayed => "DELAYED",
        ParcelStatus.OutForDelivery => "OUT_FOR_DELIVERY",
        ParcelStatus.Delivered => "DELIVERED",
        ParcelStatus.Undeliverable => "UNDELIVERABLE",
        ParcelStatus.Expired => "EXPIRED",
        _ => "PROCESSING",
    };

    public static ParcelStatus? Parcel(string? word) => word switch
    {
        "PROCESSING" => ParcelStatus.Processing,
        "IN_TRANSIT" => ParcelStatus.InTransit,
        "DELAYED" => ParcelStatus.Delayed,
        "OUT_FOR_DELIVERY" => ParcelStatus.OutForDelivery,
        "DELIVERED" => ParcelStatus.Delivered,
        "UNDELIVERABLE" => ParcelStatus.Undeliverable,
        "EXPIRED" => ParcelStatus.Expired,
        _ => null,
    };

    public static string Of(ShippingSpeed speed) => speed switch
    {
        ShippingSpeed.Expedited => "EXPEDITED",
        ShippingSpeed.Priority => "PRIORITY",
        ShippingSpeed.ScheduledDelivery => "SCHEDULED",
        _ => "STANDARD",
    };

    public static ShippingSpeed? Speed(string? word) => word switch
    {
        "STANDARD" => ShippingSpeed.Standard,
        "EXPEDITED" => ShippingSpeed.Expedited,
        "PRIORITY" => ShippingSpeed.Priority,
        "SCHEDULED" => ShippingSpeed.ScheduledDelivery,
        _ => null,
    };

    public static string Of(OrderAction action) => action == OrderAction.Hold ? "HOLD" : "SHIP";

    public static OrderAction? Action(string? word) => word switch
    {
        "SHIP" => OrderAction.Ship,
        "HOLD" => OrderAction.Hold,
        _ => null,
    };

    public static string Of(OrderPolicy policy) => policy switch
    {
        OrderPolicy.FillAll => "FILL_ALL",
        OrderPolicy.FillAllAvailable => "FILL_ALL_AVAILABLE",
        _ => "FILL_OR_KILL",
    };

    public static OrderPolicy? Policy(string? word) => word switch
    {
        "FILL_OR_KILL" => OrderPolicy.FillOrKill,
        "FILL_ALL" => OrderPolicy.FillAll,
        "FILL_ALL_AVAILABLE" => OrderPolicy.FillAllAvailable,
        _ => null,
    };
}
