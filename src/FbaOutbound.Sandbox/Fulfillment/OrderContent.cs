using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>What the engine has to know of an order to make it. The content has all that the seller said.</summary>
internal sealed class NewOrder(
    string id, OrderAction action, OrderPolicy policy, bool blocksAmazonLogistics, (string? Sku, int Quantity)[] items)
{
    public NewOrder(string id, OrderAction action, OrderContent content)
        : this(id, action, content.Policy, content.BlocksAmazonLogistics, [.. content.Items.Select(item => (item.Sku, item.Quantity))]) =>
        Content = content;

    public string Id { get; } = id;

    public OrderAction Action { get; } = action;

    public OrderPolicy Policy { get; } = policy;

    public bool BlocksAmazonLogistics { get; } = blocksAmazonLogistics;

    public IReadOnlyList<(string? Sku, int Quantity)> Items { get; } = items;

    /// <summary>The content; null if it is in an archive.</summary>
    public OrderContent? Content { get; }
}

/// <summary>What the seller said about an order. Nothing here is ever changed in place: an update makes a new content.</summary>
internal sealed record OrderContent
{
    private readonly Moment _displayableDate;

    public required string MarketplaceId { get; init; }

    public required string DisplayableId { get; init; }

    public required DateTimeOffset DisplayableDate
    {
        get => _displayableDate;
        init => _displayableDate = value;
    }

    public required string DisplayableComment { get; init; }

    public required ShippingSpeed Speed { get; init; }

    public required PostalAddress Address { get; init; }

    public required IReadOnlyList<ItemContent> Items { get; init; }

    public OrderPolicy Policy { get; init; }

    public string? ShipFromCountryCode { get; init; }

    public IReadOnlyList<string>? NotificationEmails { get; init; }

    public IReadOnlyList<Feature>? Features { get; init; }

    public OrderTerms Terms { get; init; } = OrderTerms.None;

    /// <summary>Whether no package may go with Amazon's own carrier.</summary>
    public bool BlocksAmazonLogistics => Requires(MarketplaceFeature.BlockAmazonLogistics);

    public override string ToString() => DisplayableId;

    /// <summary>Whether the order requires a feature.</summary>
    private bool Requires(string feature)
    {
        foreach (var given in Features ?? [])
        {
            if (given.Name == feature)
            {
                return given.Policy != "NotRequired";
            }
        }

        return false;
    }
}

/// <summary>What few orders say. All that say nothing of it share one object, because there may be millions of them.</summary>
internal sealed record OrderTerms
{
    public static readonly OrderTerms None = new();

    public DateWindow? DeliveryWindow { get; init; }

    public string? DeliveryInstructions { get; init; }

    public DropOff? DropOff { get; init; }

    public CashOnDelivery? CashOnDelivery { get; init; }

    public IReadOnlyList<Payment>? Payments { get; init; }

    /// <summary>The acceptable speeds as they were given, the preferred one first; null if the order's speed says it all.</summary>
    public IReadOnlyList<ShippingSpeed>? Speeds { get; init; }

    /// <summary>The packing slip as it was given; null if it follows from the displayable members.</summary>
    public PackingSlip? Slip { get; init; }

    /// <summary>Services that are no features, by their names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? AdditionalServices { get; init; }

    /// <summary>These terms, or the shared ones where they say nothing.</summary>
    public OrderTerms Shared() => this == None ? None : this;
}

/// <summary>What is printed for the recipient, by the names of a template's places.</summary>
internal sealed class PackingSlip(string? template, IReadOnlyList<KeyValuePair<string, string>>? attributes)
{
    /// <summary>The slip of an order that did not request one.</summary>
    public static readonly PackingSlip None = new(null, null);

    public string? Template { get; } = template;

    public IReadOnlyList<KeyValuePair<string, string>>? Attributes { get; } = attributes;
}

internal sealed class PostalAddress
{
    public required string Name { get; init; }

    public required string Line1 { get; init; }

    public string? Line2 { get; init; }

    public string? Line3 { get; init; }

    public string? City { get; init; }

    public string? District { get; init; }

    public string? State { get; init; }

    public required string PostalCode { get; init; }

    public required string CountryCode { get; init; }

    public string? Phone { get; init; }
}

/// <summary>An amount whose digits are kept as they came, so that 40.00 stays 40.00.</summary>
internal sealed class Money(string currency, string amount)
{
    public string Currency { get; } = currency;

    public string Amount { get; } = amount;
}

internal sealed class CashOnDelivery
{
    public required bool IsRequired { get; init; }

    public Money? Charge { get; init; }

    public Money? ChargeTax { get; init; }

    public Money? ShippingCharge { get; init; }

    public Money? ShippingChargeTax { get; init; }
}

/// <summary>A time range whose texts are kept as they came, because they must be those of a preview.</summary>
internal sealed class DateWindow(string start, string end)
{
    public string Start { get; } = start;

    public string End { get; } = end;
}

/// <summary>Where a package is to be left. The values of the attributes are JSON, as they came.</summary>
internal sealed class DropOff(string? type, IReadOnlyList<KeyValuePair<string, string>>? attributes)
{
    public string? Type { get; } = type;

    public IReadOnlyList<KeyValuePair<string, string>>? Attributes { get; } = attributes;
}

internal sealed class Feature(string? name, string? policy)
{
    public string? Name { get; } = name;

    public string? Policy { get; } = policy;
}

internal sealed class Payment(string? transactionId, string? mode, DateTimeOffset? date)
{
    public string? TransactionId { get; } = transactionId;

    public string? Mode { get; } = mode;

    public DateTimeOffset? Date { get; } = date;
}

/// <summary>One line of an order as the seller gave it.</summary>
internal sealed record ItemContent
{
    public required string ItemId { get; init; }

    public required string? Sku { get; init; }

    public required int Quantity { get; init; }

    public string? GiftMessage { get; init; }

    public string? Comment { get; init; }

    public string? NetworkSku { get; init; }

    public string? Disposition { get; init; }

    public Money? DeclaredValue { get; init; }

    public Money? Price { get; init; }

    public Money? Tax { get; init; }

    /// <summary>The item's packing slip as it was given; null if it follows from the message and the comment.</summary>
    public PackingSlip? Slip { get; init; }

    /// <summary>What the recipient pays on delivery for each unit.</summary>
    public Money? PaidOnDelivery { get; init; }
}

/// <summary>What an update changes; null leaves a member as it is.</summary>
internal sealed class OrderChange
{
    public OrderAction? Action { get; init; }

    public string? MarketplaceId { get; init; }

    public string? DisplayableId { get; init; }

    public DateTimeOffset? DisplayableDate { get; init; }

    public string? DisplayableComment { get; init; }

    public ShippingSpeed? Speed { get; init; }

    public PostalAddress? Address { get; init; }

    public OrderPolicy? Policy { get; init; }

    public string? ShipFromCountryCode { get; init; }

    public IReadOnlyList<string>? NotificationEmails { get; init; }

    public IReadOnlyList<Feature>? Features { get; init; }

    public IReadOnlyList<ItemContent>? Items { get; init; }
}
