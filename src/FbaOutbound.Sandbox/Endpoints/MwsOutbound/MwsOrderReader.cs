using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.MwsOutbound;

/// <summary>Reads the parameters of CreateFulfillmentOrder and UpdateFulfillmentOrder.</summary>
internal sealed class MwsOrderReader(SandboxOptions options)
{
    public const int LongestOrderId = 40;
    private const int LongestComment = 1000;

    public static string ReadId(Parameters parameters) =>
        new MwsMembers(parameters, "").RequiredText("SellerFulfillmentOrderId", LongestOrderId);

    public NewOrder ReadCreate(Parameters parameters, string? host)
    {
        var order = new MwsMembers(parameters, "");
        var action = order.Word<OrderAction>("FulfillmentAction") ?? OrderAction.Ship;
        var content = new OrderContent
        {
            MarketplaceId = order.Text("MarketplaceId") ?? MwsOrderRules.MarketplaceOf(host) ?? options.MarketplaceId,
            DisplayableId = ReadDisplayableId(order) ?? throw order.MissingMember("DisplayableOrderId"),
            DisplayableDate = order.Date("DisplayableOrderDateTime") ?? throw order.MissingMember("DisplayableOrderDateTime"),
            DisplayableComment = order.Text("DisplayableOrderComment", LongestComment)
                ?? throw order.MissingMember("DisplayableOrderComment"),
            Speed = order.Word<ShippingSpeed>("ShippingSpeedCategory") ?? throw order.MissingMember("ShippingSpeedCategory"),
            Address = ReadAddress(order) ?? throw order.MissingMember("DestinationAddress"),
            Policy = order.Word<OrderPolicy>("FulfillmentPolicy") ?? OrderPolicy.FillOrKill,
            NotificationEmails = order.Texts("NotificationEmailList", 64),
            Terms = new OrderTerms
            {
                DeliveryWindow = ReadWindow(order.Below("DeliveryWindow")),
                CashOnDelivery = ReadCashOnDelivery(order.Below("CODSettings")),
            }.Shared(),
            Items = ReadItems(order, skuNeeded: true)?.ToArray() ?? throw order.MissingMember("Items"),
        };
        MwsOrderRules.CheckCreate(content, host);
        return new NewOrder(ReadId(parameters), action, content);
    }

    public static OrderChange ReadUpdate(Parameters parameters)
    {
        var order = new MwsMembers(parameters, "");
        var change = new OrderChange
        {
            Action = order.Word<OrderAction>("FulfillmentAction") ?? OrderAction.Hold,
            MarketplaceId = order.Text("MarketplaceId"),
            DisplayableId = ReadDisplayableId(order),
            DisplayableDate = order.Date("DisplayableOrderDateTime"),
            DisplayableComment = order.Text("DisplayableOrderComment", LongestComment),
            Speed = order.Word<ShippingSpeed>("ShippingSpeedCategory"),
            Address = ReadAddress(order),
            Policy = order.Word<OrderPolicy>("FulfillmentPolicy"),
            NotificationEmails = order.Texts("NotificationEmailList", 64),
            Items = ReadItems(order, skuNeeded: false),
        };
        MwsOrderRules.CheckUpdate(change, order);
        return change;
    }

    public static Money? ReadMoney(MwsMembers money)
    {
        if (!money.IsGiven)
        {
            return null;
        }

        // The digits are kept as they came: 40.00 stays 40.00.
        var amount = money.RequiredText("Value");
        return money.Number("Value") is null ? null : new Money(money.RequiredText("CurrencyCode", 3), amount);
    }

    private static string? ReadDisplayableId(MwsMembers order)
    {
        if (order.Text("DisplayableOrderId", LongestOrderId)?.Trim() is not { Length: > 0 } text)
        {
            return null;
        }

        return text.Contains("  ") || text.Any(character => character > '\u00FF') ? throw MwsMembers.Invalid("DisplayableOrderId") : text;
    }

    private static PostalAddress? ReadAddress(MwsMembers order)
    {
        var address = order.Below("DestinationAddress");
        return !address.IsGiven ? null : new PostalAddress
        {
            Name = address.RequiredText("Name"),
            Line1 = address.RequiredText("Line1"),
            Line2 = address.Text("Line2"),
            Line3 = address.Text("Line3"),
            City = address.Text("City"),
            District = address.Text("DistrictOrCounty"),
            State = address.Text("StateOrProvinceCode"),
            PostalCode = address.RequiredText("PostalCode"),
            CountryCode = address.RequiredText("CountryCode"),
            Phone = address.Text("PhoneNumber"),
        };
    }

    private static DateWindow? ReadWindow(MwsMembers window)
    {
        if (!window.IsGiven)
        {
            return null;
        }

        var start = window.Date("StartDateTime") ?? throw window.MissingMember("StartDateTime");
        var end = window.Date("EndDateTime") ?? throw window.MissingMember("EndDateTime");
        return start <= end
            ? new DateWindow(window.Text("StartDateTime")!, window.Text("EndDateTime")!)
            : throw MwsMembers.Invalid("DeliveryWindow");
    }

    private static CashOnDelivery? ReadCashOnDelivery(MwsMembers settings) => !settings.IsGiven ? null : new CashOnDelivery
    {
        IsRequired = settings.Flag("IsCODRequired") ?? throw settings.MissingMember("IsCODRequired"),
        Charge = ReadMoney(settings.Below("CODCharge")),
        ChargeTax = ReadMoney(settings.Below("CODChargeTax")),
        ShippingCharge = ReadMoney(settings.Below("ShippingCharge")),
        ShippingChargeTax = ReadMoney(settings.Below("ShippingChargeTax")),
    };

    public static List<ItemContent>? ReadItems(MwsMembers order, bool skuNeeded)
    {
        var list = order.List("Items");
        if (list.Count == 0)
        {
            return null;
        }

        var items = new List<ItemContent>(list.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (list.TrueForAll(item => item.Text("Quantity") is not null && item.Integer("Quantity") == 0))
        {
            throw new MwsException("InvalidRequestException", "Value AllQuantityZero for parameter  is invalid.");
        }

        foreach (var item in list)
        {
            var quantity = item.Integer("Quantity");
            var content = new ItemContent
            {
                ItemId = item.RequiredText("SellerFulfillmentOrderItemId", 50),
                Sku = skuNeeded ? item.RequiredText("SellerSKU", 50) : item.Text("SellerSKU"),
                Quantity = quantity > 0 ? quantity : throw item.InvalidMember("Quantity", quantity.ToString(CultureInfo.InvariantCulture)),
                GiftMessage = item.Text("GiftMessage", 512),
                Comment = item.Text("DisplayableComment", 250),
                NetworkSku = item.Text("FulfillmentNetworkSKU"),
                Disposition = item.Text("OrderItemDisposition"),
                DeclaredValue = ReadMoney(item.Below("PerUnitDeclaredValue")),
                Price = ReadMoney(item.Below("PerUnitPrice")),
                Tax = ReadMoney(item.Below("PerUnitTax")),
            };
            items.Add(seen.Add(content.ItemId) ? content : throw item.InvalidMember("SellerFulfillmentOrderItemId", content.ItemId));
        }

        return items;
    }
}
