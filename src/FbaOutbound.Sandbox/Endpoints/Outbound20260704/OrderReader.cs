using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Sandbox.Endpoints.Outbound20200701;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>Reads the bodies of createOrder and updateOrder.</summary>
internal sealed class OrderReader(SandboxOptions options)
{
    private static readonly string[] s_priorityCountries = ["CA", "IN", "MX"];

    public NewOrder ReadCreate(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        using var document = Outbound20200701.OrderReader.Parse(body);
        return ReadCreate(document.RootElement, now);
    }

    public NewOrder ReadCreate(JsonElement body, DateTimeOffset now)
    {
        var order = Reading.Open(body);
        var id = order.RequiredText("orderId", Reading.LongestOrderId);
        var marketplace = order.Origin() ?? Marketplace.Find(options.MarketplaceId) ?? Marketplace.OfCountry("US")!;
        var destination = order.Required("destination");
        var configuration = order.Object("fulfillmentConfiguration");
        var level = configuration?.Object("serviceLevel");
        var services = configuration?.Object("services");
        var packaging = services?.Object("packaging");
        var additional = Reading.Map(services?.Object("additional"));
        var slip = ReadSlip(packaging) ?? PackingSlip.None;
        var speeds = Reading.Speeds(level);
        var address = destination.Required("deliveryAddress");
        var email = address.Text("email");
        var content = new OrderContent
        {
            MarketplaceId = marketplace.Id,
            DisplayableId = Attribute(slip, "orderId") ?? id,
            DisplayableDate = Members.TryDate(Attribute(slip, "orderTime") ?? "", out var date) ? date : now,
            DisplayableComment = Attribute(slip, "orderText") ?? "",
            Speed = speeds is { Count: > 0 } ? speeds[0] : ShippingSpeed.Standard,
            Address = Reading.Address(address),
            Policy = configuration?.Word("policy", Wording.Policy) ?? OrderPolicy.FillOrKill,
            ShipFromCountryCode = marketplace.CountryCode,
            NotificationEmails = email is null ? null : [email],
            Features = ReadFeatures(order.Text("channel", Reading.LongestChannel), packaging, additional),
            Terms = new OrderTerms
            {
                DeliveryWindow = ReadInterval(level?.Object("deliveryInterval")),
                DeliveryInstructions = destination.Text("deliveryNotes"),
                DropOff = ReadDropOff(destination.Object("dropOffLocation")),
                Payments = order.Object("paymentInformation")?.Objects("payments", ReadPayment),
                Speeds = speeds,
                Slip = slip,
                AdditionalServices = additional?.Where(pair => !IsBlockAmazonLogistics(pair)).ToList(),
            }.Shared(),
            Items = ReadItems(order, services),
        };
        var action = configuration?.Word("action", Wording.Action) ?? OrderAction.Ship;
        Check(content, action, marketplace);
        return new NewOrder(id, action, content);
    }

    /// <summary>
    /// Reads an update. The action is all that this version can change; one that is left out is SHIP, the model's default.
    /// </summary>
    public static OrderChange ReadUpdate(ReadOnlyMemory<byte> body)
    {
        using var document = Reading.Parse(body, out var order);
        return new OrderChange { Action = order.Object("fulfillmentConfiguration")?.Word("action", Wording.Action) ?? OrderAction.Ship };
    }

    public static DropOff? ReadDropOff(Members? place)
    {
        if (place is not { } given)
        {
            return null;
        }

        List<KeyValuePair<string, string>>? attributes = null;
        if (given.Object("attributes") is { } all)
        {
            attributes = [.. all.All().Select(member => new KeyValuePair<string, string>(member.Name, member.Value.GetRawText()))];
        }

        var type = given.Text("type");
        return type is null || type == "LOCKER" || OrderRules.IsDropOff(type)
            ? new DropOff(type, attributes)
            : throw given.InvalidMember("type", type.Length <= 40 ? type : "");
    }

    private static void Check(OrderContent order, OrderAction action, Marketplace marketplace)
    {
        const string Tiers = "fulfillmentConfiguration.serviceLevel.serviceTiers";
        var isJapan = marketplace.IsJapan || string.Equals(order.Address.CountryCode, "JP", StringComparison.OrdinalIgnoreCase);
        foreach (var speed in order.Terms.Speeds ?? [])
        {
            if ((speed == ShippingSpeed.ScheduledDelivery && !isJapan)
                || (speed == ShippingSpeed.Priority && Array.IndexOf(s_priorityCountries, marketplace.CountryCode) < 0))
            {
                throw Members.Invalid(Tiers, Wording.Of(speed));
            }
        }

        if (order.Speed == ShippingSpeed.ScheduledDelivery)
        {
            if (order.Terms.DeliveryWindow is null)
            {
                throw Members.Missing("fulfillmentConfiguration.serviceLevel.deliveryInterval");
            }

            if (action == OrderAction.Hold)
            {
                throw Members.Invalid("fulfillmentConfiguration.action", "HOLD");
            }
        }

        if (!marketplace.IsIndia && order.Terms.Payments is { Count: > 0 })
        {
            throw Members.Invalid("paymentInformation");
        }

        if (!marketplace.IsIndia && order.Items.Any(item => item.PaidOnDelivery is not null))
        {
            throw Members.Invalid("lineItems.fulfillmentConfiguration.services.delivery.paymentOnDelivery");
        }
    }

    private static string? Attribute(PackingSlip slip, string name)
    {
        foreach (var pair in slip.Attributes ?? [])
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return null;
    }

    private static PackingSlip? ReadSlip(Members? packaging)
    {
        if (packaging?.Object("packingSlip") is not { } slip)
        {
            return null;
        }

        return new PackingSlip(slip.Text("templateName"), Reading.Map(slip.Object("templateAttributes")));
    }

    private static DateWindow? ReadInterval(Members? interval)
    {
        if (interval is not { } given)
        {
            return null;
        }

        var start = given.Date("startTime") ?? throw given.MissingMember("startTime");
        var end = given.Date("endTime") ?? throw given.MissingMember("endTime");
        return start <= end ? new DateWindow(given.Text("startTime")!, given.Text("endTime")!) : throw given.InvalidMember("endTime");
    }

    private static bool IsBlockAmazonLogistics(KeyValuePair<string, string> pair) =>
        pair.Key == Wording.BlockAmazonLogisticsService && pair.Value is "REQUIRED" or "NOT_REQUIRED";

    /// <summary>Keeps what version 2020-07-01 calls features under the names that it has for them.</summary>
    private static List<Feature>? ReadFeatures(string? channel, Members? packaging, List<KeyValuePair<string, string>>? additional)
    {
        List<Feature> features = [];
        Add(Wording.BlankBox, packaging?.Choice("packagingOption", "UNBRANDED", "ANY"));
        Add(Wording.Overbox, packaging?.Choice("overbox", "REQUIRED", "NOT_REQUIRED"));
        foreach (var pair in additional ?? [])
        {
            if (IsBlockAmazonLogistics(pair))
            {
                Add(Wording.BlockAmazonLogistics, pair.Value == "REQUIRED");
            }
        }

        if (channel is not null)
        {
            Add(Wording.ChannelPrefix + channel, true);
        }

        return features.Count > 0 ? features : null;

        void Add(string name, bool? isRequired)
        {
            if (isRequired is { } required)
            {
                features.Add(new Feature(name, required ? "Required" : "NotRequired"));
            }
        }
    }

    private static Payment ReadPayment(Members payment) =>
        new(payment.Text("paymentId"), payment.Text("paymentMethod"), payment.Date("paymentTime"));

    private static ItemContent[] ReadItems(Members order, Members? services)
    {
        _ = services?.Object("delivery");
        var items = order.Objects("lineItems", ReadItem);
        if (items is not { Count: > 0 })
        {
            throw order.MissingMember("lineItems");
        }

        RefuseDoubleItems(items);
        return [.. items];
    }

    private static ItemContent ReadItem(Members item)
    {
        var product = item.Required("product");
        var services = item.Object("fulfillmentConfiguration")?.Object("services");
        var slip = ReadSlip(services?.Object("packaging"));
        return new ItemContent
        {
            ItemId = item.RequiredText("lineItemId"),
            Sku = Reading.Sku(product),
            Quantity = Reading.Units(item.Required("amount")),
            DeclaredValue = Reading.Money(product.Object("perUnitDeclaredValue")),
            Slip = slip ?? PackingSlip.None,
            GiftMessage = slip is null ? null : Attribute(slip, "giftMessage"),
            Comment = slip is null ? null : Attribute(slip, "lineItemText"),
            PaidOnDelivery = Reading.Money(services?.Object("delivery")?.Object("paymentOnDelivery")?.Object("perUnitServicePrice")),
        };
    }

    private static void RefuseDoubleItems(List<ItemContent> items)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!seen.Add(item.ItemId))
            {
                throw Members.Invalid("lineItems.lineItemId", item.ItemId.Length <= 40 ? item.ItemId : "");
            }
        }
    }
}
