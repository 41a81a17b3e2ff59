using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using FbaOutbound.Orders;
using FbaOutbound.Shipments;

namespace FbaOutbound.Protocols;

/// <summary>
/// Makes the text of a service's error fit to be shown and logged: one line of at most <see cref="Longest"/> characters, without what it
/// repeats about a recipient, and with its reason. Messages quote what was sent, as in <c>Value X for parameter DestinationAddress.Name is
/// invalid</c>; what was not sent is the service's own word, as in <c>Value NotEligibleForExport for parameter Item is invalid</c>.
/// </summary>
internal sealed class ErrorText
{
    /// <summary>What stands for a value that does not show.</summary>
    public const string Hidden = "***";

    /// <summary>The most characters that are shown of a text.</summary>
    public const int Longest = 1000;

    /// <summary>
    /// The most characters that are read of a text. What stands in the second half is not shown, but may be the end of a value that began
    /// in the first.
    /// </summary>
    public const int LongestRead = 4000;
    private const int LongestShown = LongestRead / 2;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline
        | RegexOptions.ExplicitCapture;

    // Up to the sentence's end: a value that itself reads like it must not show behind it.
    private static readonly Regex s_quoted = new(
        @"\bValue (?<value>.*?) for parameter (?<parameter>\S*) is invalid(?=[.;,:]|\s*$|\s+Reason)", Options);

    private static readonly Regex s_constrained = new(@"\bValue '(?<value>.*?)' at '(?<parameter>[^']*)' failed", Options);

    // NotEligibleForExport, FILL_OR_KILL: the name of a case, not a recipient's.
    private static readonly Regex s_reason = new(
        "^([A-Z][a-z0-9]+([A-Z][A-Za-z0-9]*)+|[A-Z0-9]+(_[A-Z0-9]+)+)$", RegexOptions.CultureInvariant);

    // ATVPDKIKX0DER, BLANK_BOX. Where the columns of a row are shifted, a name may stand in the place of such a code.
    private static readonly Regex s_code = new("^[A-Z0-9_]+$", RegexOptions.CultureInvariant);
    private static readonly HashSet<string> s_codes = new(StringComparer.OrdinalIgnoreCase) { "MarketplaceId", "FeatureName" };

    // The members whose values are a recipient's, as the services name them.
    private static readonly Regex s_recipients = new(
        "name|address|line[0-9]|city|district|county|region|province|^state|postal|zip|phone|email|comment|message|instruction|recipient|payment",
        Options);

    private static readonly HashSet<string> s_harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "SellerFulfillmentOrderId", "SellerFulfillmentOrderItemId", "MerchantFulfillmentOrderId", "DisplayableOrderId", "OrderId",
        "LineItemId", "SellerReturnItemId", "AmazonShipmentId", "SellerId", "SellerSku", "AmazonSku", "MerchantSku",
        "FulfillmentNetworkSku", "Quantity", "CountryCode", "ShipFromCountryCode", "CurrencyCode", "ShippingSpeedCategory",
        "FulfillmentAction", "FulfillmentPolicy", "Action", "Policy", "FeatureFulfillmentPolicy", "OrderItemDisposition",
        "DisplayableOrderDate", "DisplayableOrderDateTime", "StartDate", "EndDate", "QueryStartDate", "UpdatedAfter", "PackageNumber",
        "PackageId",
        "Status", "FulfillmentOrderStatus", "ShipmentId", "AmazonOrderId", "OrderItemId", "ShippingServiceId", "ReturnReasonCode",
        "Language",
    };

    // Few requests end in an error, and only those need them.
    private readonly Lazy<SentValues> _sent;
    private readonly Lazy<SentValues> _own;
    private readonly bool _knowsWhatWasSent;

    private ErrorText(Func<IEnumerable<string?>>? sent, Func<IEnumerable<string?>>? own = null)
    {
        _own = new(() => new SentValues(own?.Invoke() ?? []));
        _sent = new(() => new SentValues((sent?.Invoke() ?? []).Where(value => !_own.Value.Holds(value))));
        _knowsWhatWasSent = sent is not null;
    }

    /// <summary>For requests that say nothing about a recipient.</summary>
    public static ErrorText Default { get; } = new(sent: null);

    /// <summary>For a request that creates an order.</summary>
    public static ErrorText For(FulfillmentOrder order) => new(
        () => Recipient(order.DestinationAddress)
            .Concat(order.NotificationEmails)
            .Concat(order.Items.SelectMany(item => new[] { item.GiftMessage, item.DisplayableComment }))
            .Concat(order.PaymentInformation.Select(payment => payment.PaymentTransactionId))
            .Concat(order.DeliveryPreferences?.DropOffLocation?.Attributes.Values ?? [])
            .Concat(order.PackingSlip?.Attributes.Values ?? [])
            .Concat(order.Items.SelectMany(item => item.PackingSlip?.Attributes.Values ?? []))
            .Concat([order.DeliveryPreferences?.DeliveryInstructions, order.DisplayableOrderComment]),
        () =>
        [
            order.SellerFulfillmentOrderId, order.DisplayableOrderId,
            order.MarketplaceId is { } marketplace && s_code.IsMatch(marketplace) ? marketplace : null,
            .. order.Items.SelectMany(item => new[] { item.SellerSku, item.SellerFulfillmentOrderItemId, item.FulfillmentNetworkSku }),
        ]);

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
        ? null
        : () =>
        [
            shipFrom.Name, shipFrom.AddressLine1, shipFrom.AddressLine2, shipFrom.AddressLine3, shipFrom.DistrictOrCounty, shipFrom.City,
            shipFrom.StateOrProvinceCode, shipFrom.PostalCode,
            shipFrom.Email, shipFrom.Phone,
        ]);

    /// <summary>For a request that says something else about a recipient.</summary>
    public static ErrorText Hiding(Address? address, params string?[] others) =>
        new(() => Recipient(address).Concat(others));

    /// <summary>Returns the text fit to be shown; null for a text that says nothing.</summary>
    public string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // Hidden before it is cut: half of a name is still a name.
        var hidden = Hide(ServiceText.Cut(text!, LongestRead));
        var clean = ServiceText.Plain(SecretWords.Hide(hidden)).Trim();
        return clean.Length == 0 ? null : clean.Length > Longest ? ServiceText.Cut(clean, Longest) + "…" : clean;
    }

    private string Hide(string text)
    {
        List<(int Start, int End)> own = [.. _own.Value.Find(text)];
        bool IsInOwn((int Start, int End) range) => own.Exists(one => one.Start <= range.Start && range.End <= one.End);
        var ranges = _sent.Value.Find(text).Where(range => !IsInOwn(range))
            .Concat(Quotes(text).Where(Hides).Select(match => Range(match.Groups["value"])))
            .OrderBy(range => range.Start);
        var result = new StringBuilder();
        var from = 0;
        foreach (var (start, end) in ranges)
        {
            if (start >= LongestShown)
            {
                break;
            }

            if (start >= from)
            {
                result.Append(text, from, start - from).Append(Hidden);
            }

            from = Math.Max(from, end);
        }

        var shown = Math.Min(text.Length, LongestShown);
        return from < shown ? result.Append(text, from, shown - from).ToString() : result.ToString();
    }

    private static IEnumerable<string?> Recipient(Address? address) => address is null
        ? []
        : [address.Name, address.AddressLine1, address.AddressLine2, address.AddressLine3, address.City, address.DistrictOrCounty,
            address.StateOrRegion, address.PostalCode, address.Phone];

    private static IEnumerable<Match> Quotes(string text) =>
        (
            text.Contains(" for parameter ") ? s_quoted.Matches(text).Cast<Match>() : []
        ).Concat(text.Contains("' at '") ? s_constrained.Matches(text).Cast<Match>() : []);

    // Without a parameter the value is a reason in truth, as in "Value OrderNotUpdatable for parameter  is invalid".
    private bool Hides(Match match)
    {
        var value = match.Groups["value"].Value.Trim();
        var parameter = match.Groups["parameter"].Value;
        var name = Regex.Replace(parameter.Substring(parameter.LastIndexOf('.') + 1), @"\[[0-9]*\]$", "");
        if (value.Length == 0 || s_harmless.Contains(name))
        {
            return false;
        }

        if (s_codes.Contains(name))
        {
            return !s_code.IsMatch(value);
        }

        var isReason = s_reason.IsMatch(value);
        return _knowsWhatWasSent
            ? _sent.Value.Resembles(value) || (!isReason && s_recipients.IsMatch(name))
            : !isReason || s_recipients.IsMatch(name);
    }

    private static (int Start, int End) Range(Group group) => (group.Index, group.Index + group.Length);
}
