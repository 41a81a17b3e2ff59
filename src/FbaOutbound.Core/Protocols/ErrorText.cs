using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Shipments;

namespace FbaOutbound.Protocols;

/// <summary>
/// Makes a service's text fit to be shown and logged: one line, of bounded length, and without what it repeats about a recipient.
/// Messages quote what was sent, as in <c>Value X for parameter DestinationAddress.Name is invalid</c>.
/// </summary>
internal sealed class ErrorText
{
    /// <summary>What stands for a value that does not show.</summary>
    public const string Hidden = "***";

    private const int Longest = 1000;

    // Greedy: a value that itself reads like the end of the sentence must not show behind it.
    private static readonly Regex s_quoted = new(
        @"\bValue (?<value>.*) for parameter (?<parameter>\S*) is invalid",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture);

    private static readonly HashSet<string> s_harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "SellerFulfillmentOrderId", "SellerFulfillmentOrderItemId", "MerchantFulfillmentOrderId", "DisplayableOrderId", "OrderId",
        "LineItemId", "SellerReturnItemId", "AmazonShipmentId", "MarketplaceId", "SellerId", "SellerSku", "AmazonSku", "MerchantSku",
        "FulfillmentNetworkSku", "Quantity", "CountryCode", "ShipFromCountryCode", "CurrencyCode", "ShippingSpeedCategory",
        "FulfillmentAction", "FulfillmentPolicy", "Action", "Policy", "FeatureName", "FeatureFulfillmentPolicy", "OrderItemDisposition",
        "DisplayableOrderDate", "DisplayableOrderDateTime", "StartDate", "EndDate", "QueryStartDate", "UpdatedAfter", "PackageNumber", "PackageId",
        "Status", "FulfillmentOrderStatus", "ShipmentId", "AmazonOrderId", "OrderItemId", "ShippingServiceId", "ReturnReasonCode", "Language",
    };

    private readonly IReadOnlyList<string> _recipient;

    private ErrorText(IEnumerable<string?> recipient) =>
        _recipient =
        [
            .. recipient.OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 1)
                .Distinct().OrderByDescending(value => value.Length),
        ];

    /// <summary>For requests that say nothing about a recipient.</summary>
    public static ErrorText Default { get; } = new([]);

    /// <summary>For a request that creates an order.</summary>
    public static ErrorText For(FulfillmentOrder order)
    {
        var known = new HashSet<string?>(order.Items.Select(item => item.SellerSku)) { order.SellerFulfillmentOrderId };
        return new(
            Recipient(order.DestinationAddress)
                .Concat(order.NotificationEmails)
                .Concat(order.Items.SelectMany(item => new[] { item.GiftMessage, item.DisplayableComment }))
                .Concat(order.PaymentInformation.Select(payment => payment.PaymentTransactionId))
                .Concat(order.DeliveryPreferences?.DropOffLocation?.Attributes.Values ?? [])
                .Concat(order.PackingSlip?.Attributes.Values ?? [])
                .Concat(order.Items.SelectMany(item => item.PackingSlip?.Attributes.Values ?? []))
                .Concat([order.DeliveryPreferences?.DeliveryInstructions, order.DisplayableOrderComment])
                .Where(value => !known.Contains(value)));
    }

    /// <summary>For a request that changes an order.</summary>
    public static ErrorText For(OrderUpdate update) => For(new FulfillmentOrder
    {
        SellerFulfillmentOrderId = update.SellerFulfillmentOrderId,
        DestinationAddress = update.DestinationAddress,
        DisplayableOrderComment = update.DisplayableOrderComment,
        NotificationEmails = update.NotificationEmails,
        Items = update.Items,
    });

    /// <summary>For a request that names the address that a shipment leaves from: often somebody's home.</summary>
    public static ErrorText For(ShipmentAddress? shipFrom) => new(shipFrom is null
        ? []
        : [shipFrom.Name, shipFrom.AddressLine1, shipFrom.AddressLine2, shipFrom.AddressLine3, shipFrom.Email, shipFrom.Phone]);

    /// <summary>For a request that says something else about a recipient.</summary>
    public static ErrorText Hiding(Address? address, params string?[] others) => new(Recipient(address).Concat(others));

    /// <summary>Returns the text fit to be shown; null for a text that says nothing.</summary>
    public string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // Hidden before it is cut: half of a name is still a name.
        var clean = ServiceText.Plain(_recipient.Aggregate(s_quoted.Replace(text!, HideValue), Hide)).Trim();
        return clean.Length == 0 ? null : clean.Length > Longest ? clean.Substring(0, char.IsHighSurrogate(clean[Longest - 1]) ? Longest - 1 : Longest) + "…" : clean;
    }

    private static IEnumerable<string?> Recipient(Address? address) => address is null
        ? []
        : [address.Name, address.AddressLine1, address.AddressLine2, address.AddressLine3, address.City, address.DistrictOrCounty,
            address.StateOrRegion, address.PostalCode, address.Phone];

    private static string HideValue(Match match)
    {
        var value = match.Groups["value"].Value;
        var parameter = match.Groups["parameter"].Value;
        var name = Regex.Replace(parameter.Substring(parameter.LastIndexOf('.') + 1), @"\[[0-9]*\]$", "");

        // Without a parameter the value is a reason in truth, as in "Value OrderNotUpdatable for parameter  is invalid".
        var shows = value.Length == 0 || s_harmless.Contains(name) || (name.Length == 0 && Regex.IsMatch(value, "^(Order|AllQuantity)[A-Za-z]*$"));
        return shows ? match.Value : $"Value {Hidden} for parameter {parameter} is invalid";
    }

    private static string Hide(string text, string value)
    {
        // "IN", "OR" and "ME" are states, and words of any message.
        var comparison = value.Length > 3 ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var result = new StringBuilder();
        var start = 0;
        for (var at = text.IndexOf(value, comparison); at >= 0; at = text.IndexOf(value, at + 1, comparison))
        {
            var end = at + value.Length;
            var isWhole = (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (isWhole && at >= start)
            {
                result.Append(text, start, at - start).Append(Hidden);
                start = end;
            }
        }

        return result.Append(text, start, text.Length - start).ToString();
    }
}
