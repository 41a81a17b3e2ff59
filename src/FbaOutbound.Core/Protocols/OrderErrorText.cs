using System;
using System.Text.RegularExpressions;

namespace FbaOutbound.Protocols;

/// <summary>What the texts of errors say about an order. The service behind both protocols is the same, and so are its texts.</summary>
internal static class OrderErrorText
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline;

    private static readonly Regex s_notFound = new(@"^\s*Requested order '(?<id>.*)' not found\.?\s*$", Options);

    // Behind the colon stands why: nothing for an order that is not there, "Received 500 response" for a service that failed.
    private static readonly Regex s_noOrderInfo = new(@"^\s*Unable to get order info\b.*Received error message:\s*$", Options);

    private static readonly Regex s_merchantOrderId = new(
        @"\bmerchantOrderId=(?<id>.*?)(, include[A-Za-z]+=|\)\. Received error message:)", Options);

    private static readonly Regex s_anyOrderInfo = new(@"\bUnable to get order info\b", Options);

    /// <summary>Whether an error says that there is no such order, without a doubt; null if it is about something else.</summary>
    public static bool? SaysNotFound(string? message, string? details)
    {
        var text = message ?? "";
        return s_anyOrderInfo.IsMatch(text)
            ? s_noOrderInfo.IsMatch(text) && string.IsNullOrWhiteSpace(details)
            : s_notFound.IsMatch(text) ? true : null;
    }

    /// <summary>
    /// Whether an error is about an order. One that names another id is about another order; one that names none cannot be distinguished
    /// from it where the id has a plus sign, which Amazon decodes as a blank in an address (selling-partner-api-models#5374).
    /// </summary>
    public static bool IsAbout(string orderId, string? message) =>
        (Named(s_notFound, message) ?? Named(s_merchantOrderId, message)) is { } named ? named == orderId : orderId.IndexOf('+') < 0;

    /// <summary>Whether an error says that the id of a create was used before.</summary>
    public static bool SaysDuplicate(string text) => Has(text, "A create request already exists for MerchantFulfillmentOrderId");

    /// <summary>Whether an error says that the same cancel was requested before.</summary>
    public static bool SaysDuplicateCancel(string text) => Has(text, "DuplicateCancelRequest");

    private static string? Named(Regex pattern, string? message) =>
        pattern.Match(message ?? "") is { Success: true } match ? match.Groups["id"].Value : null;

    private static bool Has(string text, string words) => text.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0;
}
