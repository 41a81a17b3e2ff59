using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using Columns = FbaOutbound.Rows.OrderColumns;

namespace FbaOutbound.Rows;

/// <summary>
/// Carries the values of the columns into orders and items, and back. Values stand in an array at their column's index, null if not
/// given; what no column can say is taken over from the order that is changed.
/// </summary>
internal static class OrderMapper
{
    public static FulfillmentOrder ToOrder(object?[] values, IReadOnlyList<FulfillmentOrderItem> items, FulfillmentOrder unchanged) =>
        unchanged with
    {
        SellerFulfillmentOrderId = Text(values, Columns.SellerFulfillmentOrderId) ?? "",
        MarketplaceId = Text(values, Columns.MarketplaceId),
        DisplayableOrderId = Text(values, Columns.DisplayableOrderId),
        DisplayableOrderDate = Get<OrderDate>(values, Columns.DisplayableOrderDate)?.Instant,
        DisplayableOrderDateIsDay = Get<OrderDate>(values, Columns.DisplayableOrderDate)?.IsDay ?? false,
        DisplayableOrderComment = Text(values, Columns.DisplayableOrderComment),
        ShippingSpeedCategory = Text(values, Columns.ShippingSpeedCategory),
        FurtherSpeeds = Get<IReadOnlyList<string>>(values, Columns.FurtherSpeed) ?? [],
        DeliveryWindow = Any(values, Columns.DeliveryWindowStart, Columns.DeliveryWindowEnd)
            ? new DeliveryWindow
            {
                StartDate = Text(values, Columns.DeliveryWindowStart) ?? "", EndDate = Text(values, Columns.DeliveryWindowEnd) ?? ""
            }
            : null,
        DestinationAddress = ToAddress(values),
        DeliveryPreferences = ToPreferences(values),
        Action = Text(values, Columns.Action),
        Policy = Text(values, Columns.Policy),
        CodSettings = ToCodSettings(values),
        ShipFromCountryCode = Text(values, Columns.ShipFromCountryCode),
        NotificationEmails = Get<IReadOnlyList<string>>(values, Columns.NotificationEmail) ?? [],
        FeatureConstraints = Get<IReadOnlyList<FeatureConstraint>>(values, Columns.Feature) ?? [],
        PackingSlip = ToSlip(values, Columns.PackingSlipTemplate, Columns.PackingSlipAttribute),
        Items = items,
        PaymentInformation = ToPayments(values, unchanged.PaymentInformation),
    };

    public static FulfillmentOrderItem ToItem(object?[] values, FulfillmentOrderItem unchanged) => unchanged with
    {
        SellerSku = Text(values, Columns.SellerSku),
        SellerFulfillmentOrderItemId = Text(values, Columns.SellerFulfillmentOrderItemId) ?? "",
        FulfillmentNetworkSku = Text(values, Columns.FulfillmentNetworkSku),
        Quantity = Get<int?>(values, Columns.Quantity),
        Unit = Text(values, Columns.Unit),
        PackingSlip = ToSlip(values, Columns.ItemPackingSlipTemplate, Columns.ItemPackingSlipAttribute),
        GiftMessage = Text(values, Columns.GiftMessage),
        DisplayableComment = Text(values, Columns.DisplayableComment),
        PerUnitDeclaredValue = Get<Money>(values, Columns.PerUnitDeclaredValue),
        PerUnitPrice = Get<Money>(values, Columns.PerUnitPrice),
        PerUnitTax = Get<Money>(values, Columns.PerUnitTax),
    };

    public static object?[] ValuesOf(FulfillmentOrder order)
    {
        var values = new object?[Columns.OfOrder.Count];
        void Set(OrderColumn column, object? value) => values[column.Index] = value;

        Set(Columns.SellerFulfillmentOrderId, order.SellerFulfillmentOrderId);
        Set(Columns.MarketplaceId, order.MarketplaceId);
        Set(Columns.DisplayableOrderId, order.DisplayableOrderId);
        Set(
            Columns.DisplayableOrderDate,
            order.DisplayableOrderDate is { } date ? new OrderDate(date, order.DisplayableOrderDateIsDay) : null);
        Set(Columns.DisplayableOrderComment, order.DisplayableOrderComment);
        Set(Columns.ShippingSpeedCategory, order.ShippingSpeedCategory);
        Set(Columns.DeliveryWindowStart, order.DeliveryWindow?.StartDate);
        Set(Columns.DeliveryWindowEnd, order.DeliveryWindow?.EndDate);
        Set(Columns.DeliveryInstructions, order.DeliveryPreferences?.DeliveryInstructions);
        Set(Columns.DropOffType, order.DeliveryPreferences?.DropOffLocation?.Type);
        Set(Columns.DropOffAttribute, MapOf(order.DeliveryPreferences?.DropOffLocation?.Attributes));
        Set(Columns.PackingSlipTemplate, order.PackingSlip?.TemplateName);
        Set(Columns.PackingSlipAttribute, MapOf(order.PackingSlip?.Attributes));
        Set(Columns.FurtherSpeed, order.FurtherSpeeds);
        Set(Columns.Action, order.Action);
        Set(Columns.Policy, order.Policy);
        Set(Columns.ShipFromCountryCode, order.ShipFromCountryCode);
        Set(Columns.NotificationEmail, order.NotificationEmails);
        Set(Columns.Feature, order.FeatureConstraints);

        if (order.DestinationAddress is { } address)
        {
            Set(Columns.Name, address.Name);
            Set(Columns.AddressLine1, address.AddressLine1);
            Set(Columns.AddressLine2, address.AddressLine2);
            Set(Columns.AddressLine3, address.AddressLine3);
            Set(Columns.City, address.City);
            Set(Columns.DistrictOrCounty, address.DistrictOrCounty);
            Set(Columns.StateOrRegion, address.StateOrRegion);
            Set(Columns.PostalCode, address.PostalCode);
            Set(Columns.CountryCode, address.CountryCode);
            Set(Columns.Phone, address.Phone);
        }

        if (order.CodSettings is { } cod)
        {
            Set(Columns.IsCodRequired, cod.IsCodRequired);
            Set(Columns.CodCharge, cod.CodCharge);
            Set(Columns.CodChargeTax, cod.CodChargeTax);
            Set(Columns.ShippingCharge, cod.ShippingCharge);
            Set(Columns.ShippingChargeTax, cod.ShippingChargeTax);
        }

        if (order.PaymentInformation.Count > 0)
        {
            var payment = order.PaymentInformation[0];
            Set(Columns.PaymentTransactionId, payment.PaymentTransactionId);
            Set(Columns.PaymentMode, payment.PaymentMode);
            Set(Columns.PaymentDate, payment.PaymentDate);
        }

        return values;
    }

    public static object?[] ValuesOf(FulfillmentOrderItem item)
    {
        var values = new object?[Columns.OfItem.Count];
        values[Columns.SellerSku.Index] = item.SellerSku;
        values[Columns.SellerFulfillmentOrderItemId.Index] = item.SellerFulfillmentOrderItemId;
        values[Columns.FulfillmentNetworkSku.Index] = item.FulfillmentNetworkSku;
        values[Columns.Quantity.Index] = item.Quantity;
        values[Columns.Unit.Index] = item.Unit;
        values[Columns.ItemPackingSlipTemplate.Index] = item.PackingSlip?.TemplateName;
        values[Columns.ItemPackingSlipAttribute.Index] = MapOf(item.PackingSlip?.Attributes);
        values[Columns.GiftMessage.Index] = item.GiftMessage;
        values[Columns.DisplayableComment.Index] = item.DisplayableComment;
        values[Columns.PerUnitDeclaredValue.Index] = item.PerUnitDeclaredValue;
        values[Columns.PerUnitPrice.Index] = item.PerUnitPrice;
        values[Columns.PerUnitTax.Index] = item.PerUnitTax;
        return values;
    }

    /// <summary>Gives every amount that has no currency this one.</summary>
    public static void SetCurrency(object?[] values, string? currency, bool overwrite = false)
    {
        if (currency is null)
        {
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is Money money && (overwrite || money.CurrencyCode is null))
            {
                values[i] = money with { CurrencyCode = currency };
            }
        }
    }

    private static Address? ToAddress(object?[] values)
    {
        var address = new Address
        {
            Name = Text(values, Columns.Name),
            AddressLine1 = Text(values, Columns.AddressLine1),
            AddressLine2 = Text(values, Columns.AddressLine2),
            AddressLine3 = Text(values, Columns.AddressLine3),
            City = Text(values, Columns.City),
            DistrictOrCounty = Text(values, Columns.DistrictOrCounty),
            StateOrRegion = Text(values, Columns.StateOrRegion),
            PostalCode = Text(values, Columns.PostalCode),
            CountryCode = Text(values, Columns.CountryCode),
            Phone = Text(values, Columns.Phone),
        };
        return address == s_noAddress ? null : address;
    }

    private static readonly Address s_noAddress = new();

    private static DeliveryPreferences? ToPreferences(object?[] values)
    {
        var instructions = Text(values, Columns.DeliveryInstructions);
        var type = Text(values, Columns.DropOffType);
        var attributes = Get<Dictionary<string, string>>(values, Columns.DropOffAttribute);
        return instructions is null && type is null && attributes is null
            ? null
            : new DeliveryPreferences
            {
                DeliveryInstructions = instructions,
                DropOffLocation = type is null && attributes is null
                    ? null
                    : new DropOffLocation { Type = type ?? "", Attributes = attributes ?? [] },
            };
    }

    private static PackingSlip? ToSlip(object?[] values, OrderColumn template, OrderColumn attributes) => Any(values, template, attributes)
        ? new PackingSlip { TemplateName = Text(values, template), Attributes = Get<Dictionary<string, string>>(values, attributes) ?? [] }
        : null;

    private static Dictionary<string, string>? MapOf(IReadOnlyDictionary<string, string>? attributes) =>
        attributes is { Count: > 0 } ? attributes.ToDictionary(pair => pair.Key, pair => pair.Value) : null;

    private static CodSettings? ToCodSettings(object?[] values) =>
        Any(values, Columns.IsCodRequired, Columns.CodCharge, Columns.CodChargeTax, Columns.ShippingCharge, Columns.ShippingChargeTax)
            ? new CodSettings
            {
                IsCodRequired = Get<bool?>(values, Columns.IsCodRequired) ?? false,
                CodCharge = Get<Money>(values, Columns.CodCharge),
                CodChargeTax = Get<Money>(values, Columns.CodChargeTax),
                ShippingCharge = Get<Money>(values, Columns.ShippingCharge),
                ShippingChargeTax = Get<Money>(values, Columns.ShippingChargeTax),
            }
            : null;

    private static IReadOnlyList<PaymentInformation> ToPayments(object?[] values, IReadOnlyList<PaymentInformation> unchanged)
    {
        if (!Any(values, Columns.PaymentTransactionId, Columns.PaymentMode, Columns.PaymentDate))
        {
            return unchanged;
        }

        var payment = new PaymentInformation
        {
            PaymentTransactionId = Text(values, Columns.PaymentTransactionId),
            PaymentMode = Text(values, Columns.PaymentMode),
            PaymentDate = Get<System.DateTimeOffset?>(values, Columns.PaymentDate),
        };
        return [payment, .. unchanged.Skip(1)];
    }

    private static bool Any(object?[] values, params OrderColumn[] columns)
    {
        foreach (var column in columns)
        {
            if (values[column.Index] is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static string? Text(object?[] values, OrderColumn column) => (string?)values[column.Index];

    private static T? Get<T>(object?[] values, OrderColumn column) => (T?)values[column.Index];
}
