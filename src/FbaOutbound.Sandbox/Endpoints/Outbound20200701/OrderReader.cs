using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>Reads the bodies of createFulfillmentOrder and updateFulfillmentOrder.</summary>
internal sealed class OrderReader(SandboxOptions options)
{
    public const int LongestOrderId = 40;

    private readonly TextPool _texts = new();
    private readonly ItemPool _items = new();

    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (JsonText.TryParse(body) is { } document)
        {
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }

        throw Unreadable();
    }

    public NewOrder ReadCreate(ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        return ReadCreate(document.RootElement);
    }

    public NewOrder ReadCreate(JsonElement body)
    {
        var order = new Members(body.ValueKind == JsonValueKind.Object ? body : throw Unreadable(), "");
        RefuseSellerId(order);
        var id = order.RequiredText("sellerFulfillmentOrderId", LongestOrderId);
        var address = ReadAddress(order.Object("destinationAddress") ?? throw order.MissingMember("destinationAddress"));
        var action = order.Word<OrderAction>("fulfillmentAction") ?? options.ActionOfCreate;
        var content = new OrderContent
        {
            MarketplaceId = _texts.Of(order.Text("marketplaceId")) ?? options.MarketplaceId,
            DisplayableId = ReadDisplayableId(order) is not { } displayableId
                ? throw order.MissingMember("displayableOrderId")
                : displayableId == id ? id : displayableId,
            DisplayableDate = order.Date("displayableOrderDate") ?? throw order.MissingMember("displayableOrderDate"),
            DisplayableComment = _texts.Of(order.Text("displayableOrderComment", 750)) ?? throw order.MissingMember("displayableOrderComment"),
            Speed = order.Word<ShippingSpeed>("shippingSpeedCategory") ?? throw order.MissingMember("shippingSpeedCategory"),
            Address = address,
            Policy = order.Word<OrderPolicy>("fulfillmentPolicy") ?? OrderPolicy.FillOrKill,
            ShipFromCountryCode = order.Text("shipFromCountryCode"),
            NotificationEmails = ReadEmails(order),
            Features = ReadFeatures(order),
            Terms = ReadTerms(order).Shared(),
            Items = ReadItems(order),
        };
        OrderRules.Check(content, action);
        return new NewOrder(id, action, content);
    }

    public OrderChange ReadUpdate(ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        return ReadUpdate(document.RootElement);
    }

    public OrderChange ReadUpdate(JsonElement body)
    {
        var order = new Members(body.ValueKind == JsonValueKind.Object ? body : throw Unreadable(), "");
        RefuseSellerId(order);
        var address = order.Object("destinationAddress");
        var items = order.Objects("items", item => ReadItem(item, item.Text("sellerSku")));
        RefuseDoubleItems(items ?? []);
        return new OrderChange
        {
            Action = order.Word<OrderAction>("fulfillmentAction") ?? options.ActionOfUpdate,
            MarketplaceId = order.Text("marketplaceId"),
            DisplayableId = ReadDisplayableId(order),
            DisplayableDate = order.Date("displayableOrderDate"),
            DisplayableComment = order.Text("displayableOrderComment", 750),
            Speed = order.Word<ShippingSpeed>("shippingSpeedCategory"),
            Address = address is null ? null : ReadAddress(address.Value),
            Policy = order.Word<OrderPolicy>("fulfillmentPolicy"),
            ShipFromCountryCode = order.Text("shipFromCountryCode"),
            NotificationEmails = ReadEmails(order),
            Features = ReadFeatures(order),
            Items = items,
        };
    }

    // Amazon says no more than that about a body that it cannot read.
    public static InputException Unreadable() => new("Invalid Input");

    private static void RefuseSellerId(Members order)
    {
        if (order.Has("sellerId"))
        {
            throw Members.Invalid("SellerId");
        }
    }

    private static string? ReadDisplayableId(Members order)
    {
        if (!order.Has("displayableOrderId"))
        {
            return null;
        }

        var text = order.RequiredText("displayableOrderId", 40).Trim();
        return text.Contains("  ") ? throw Members.Invalid("DisplayableOrderId") : text;
    }

    private static OrderTerms ReadTerms(Members order)
    {
        var preferences = order.Object("deliveryPreferences");
        return new OrderTerms
        {
            DeliveryWindow = ReadWindow(order.Object("deliveryWindow")),
            DeliveryInstructions = preferences?.Text("deliveryInstructions", 250),
            DropOff = ReadDropOff(preferences?.Object("dropOffLocation")),
            CashOnDelivery = ReadCashOnDelivery(order.Object("codSettings")),
            Payments = order.Objects("paymentInformation", ReadPayment),
        };
    }

    private PostalAddress ReadAddress(Members address) => new()
    {
        Name = address.RequiredText("name"),
        Line1 = address.RequiredText("addressLine1"),
        Line2 = address.Text("addressLine2"),
        Line3 = address.Text("addressLine3"),
        City = _texts.Of(address.Text("city")),
        District = address.Text("districtOrCounty"),
        State = _texts.Of(address.Text("stateOrRegion")),
        PostalCode = _texts.Of(address.RequiredText("postalCode")),
        CountryCode = _texts.Of(address.RequiredText("countryCode")),
        Phone = address.Text("phone"),
    };

    private static DateWindow? ReadWindow(Members? window)
    {
        if (window is not { } given)
        {
            return null;
        }

        // The dates are checked and their texts kept: a window must be what a preview said, to the letter.
        var start = given.Date("startDate") ?? throw given.MissingMember("startDate");
        var end = given.Date("endDate") ?? throw given.MissingMember("endDate");
        return start <= end ? new DateWindow(given.Text("startDate")!, given.Text("endDate")!) : throw Members.Invalid("DeliveryWindow");
    }

    private static DropOff? ReadDropOff(Members? place)
    {
        if (place is not { } given)
        {
            return null;
        }

        List<KeyValuePair<string, string>>? attributes = null;
        foreach (var member in given.Object("attributes")?.All() ?? [])
        {
            (attributes ??= []).Add(new KeyValuePair<string, string>(
                member.Name, member.Value.ValueKind == JsonValueKind.String
                    ? member.Value.GetRawText()
                    : throw Members.Invalid("Attributes")));
        }

        var type = given.RequiredText("type");
        return OrderRules.IsDropOff(type) ? new DropOff(type, attributes) : throw Members.Invalid("Type", type);
    }

    private static CashOnDelivery? ReadCashOnDelivery(Members? settings) => settings is not { } given ? null : new CashOnDelivery
    {
        IsRequired = given.Flag("isCodRequired"),
        Charge = ReadMoney(given.Object("codCharge")),
        ChargeTax = ReadMoney(given.Object("codChargeTax")),
        ShippingCharge = ReadMoney(given.Object("shippingCharge")),
        ShippingChargeTax = ReadMoney(given.Object("shippingChargeTax")),
    };

    private static string[]? ReadEmails(Members order) => order.List("notificationEmails", static (item, where) =>
        item.ValueKind == JsonValueKind.String && item.GetString() is { Length: <= 64 } text ? text : throw Members.Invalid(where))
        ?.ToArray();

    public static List<Feature>? ReadFeatures(Members order) => order.Objects("featureConstraints", static feature =>
    {
        var policy = feature.Text("featureFulfillmentPolicy");
        return policy is null or "Required" or "NotRequired"
            ? new Feature(feature.Text("featureName"), policy)
            : throw Members.Invalid("FeatureFulfillmentPolicy");
    });

    public static ItemContent ReadPreviewItem(Members item) => new()
    {
        ItemId = item.RequiredText("sellerFulfillmentOrderItemId", 50),
        Sku = item.RequiredText("sellerSku", 50),
        Quantity = item.Quantity("quantity"),
        DeclaredValue = ReadMoney(item.Object("perUnitDeclaredValue")),
    };

    private static Payment ReadPayment(Members payment) => new(
        payment.RequiredText("paymentTransactionId"),
        payment.RequiredText("paymentMode"),
        payment.Date("paymentDate") ?? throw payment.MissingMember("paymentDate"));

    private ItemContent ReadItem(Members item, string? sku) => _items.Of(new ItemContent
    {
        ItemId = _texts.Of(item.RequiredText("sellerFulfillmentOrderItemId", 50)),
        Sku = _texts.Of(sku),
        Quantity = item.Quantity("quantity"),
        GiftMessage = item.Text("giftMessage", 512),
        Comment = item.Text("displayableComment", 250),
        NetworkSku = item.Text("fulfillmentNetworkSku"),
        Disposition = item.Text("orderItemDisposition"),
        DeclaredValue = ReadMoney(item.Object("perUnitDeclaredValue")),
        Price = ReadMoney(item.Object("perUnitPrice")),
        Tax = ReadMoney(item.Object("perUnitTax")),
    });

    private static Money? ReadMoney(Members? money)
    {
        if (money is not { } given)
        {
            return null;
        }

        var amount = given.Text("value");
        if (string.IsNullOrWhiteSpace(amount))
        {
            throw new InputException("Missing value for decimal type");
        }

        return decimal.TryParse(amount, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? new Money(given.RequiredText("currencyCode"), amount!)
            : throw Members.Invalid("Value");
    }

    private ItemContent[] ReadItems(Members order)
    {
        var items = order.Objects("items", item => ReadItem(item, item.RequiredText("sellerSku", 50)));
        if (items is not { Count: > 0 })
        {
            throw order.MissingMember("items");
        }

        RefuseDoubleItems(items);
        return [.. items];
    }

    private static void RefuseDoubleItems(List<ItemContent> items)
    {
        if (items.Count < 2 || (items.Count == 2 && items[0].ItemId != items[1].ItemId))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!seen.Add(item.ItemId))
            {
                throw Members.Invalid("SellerFulfillmentOrderItemId", item.ItemId);
            }
        }
    }
}
