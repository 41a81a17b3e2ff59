using System;
using System.Linq;

namespace FbaOutbound.Settlement;

/// <summary>
/// Which refusals of a create are known to mean that nothing was created. Error texts of these services are unreliable ("Invalid Input",
/// a bare GUID, <c>null</c>, HTML), so an unknown refusal is read back before it is believed.
/// </summary>
internal static class KnownRefusals
{
    // Seen in Amazon's sandbox patterns and in production. What is said of the order's own id is left out: it may be about an order
    // that is there.
    private static readonly string[][] s_texts =
    [
        ["Value ", " for parameter ", " is invalid"],
        ["The request must contain "],
        ["the SellerSKU for Item Id", "is invalid"],
        ["No inventory available for "],
        ["timestamp must follow ISO8601"],
        ["Missing value for decimal type"],
        ["Could not match input arguments"],
        ["failed to satisfy constraint"],
    ];

    private static readonly string[] s_doubtful = ["duplicate", "exist", "already", "OrderId is invalid"];

    // A credential is refused before anything is created, most often by the token service, and a proxy refuses before the service is asked:
    // then the order was not even sent.
    public static bool IsKnown(FbaServiceException refusal) =>
        refusal is FbaCredentialException or FbaProxyException
        || refusal is { IsAccessDenied: true, StatusCode: 400 }
        || refusal.StatusCode is 401 or 403 or 404 or 413 or 415 or 429
        || (refusal.StatusCode == 400 && IsKnown(refusal.ServiceMessage));

    private static bool IsKnown(string? message) =>
        message is not null
        && !s_doubtful.Any(word => Contains(message, word))
        && s_texts.Any(parts => parts.All(part => Contains(message, part)));

    private static bool Contains(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
