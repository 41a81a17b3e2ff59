using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Http;

namespace FbaOutbound.Protocols.Mws;

/// <summary>
/// How MWS writes its errors. The gateway's and the services' answers differ in the case of one letter (RequestID, RequestId) and in what
/// they leave out; only codes and messages leave the dialect, as <see cref="ErrorText"/> makes them safe.
/// </summary>
/// <param name="text">Makes the texts safe; it knows what this request says about a recipient.</param>
/// <param name="orderId">The order that the request names; null if it names none.</param>
internal sealed class MwsErrorDialect(ErrorText text, string? orderId = null) : IErrorDialect
{
    private const int MostErrors = 20;

    /// <summary>The dialect for requests that say nothing about a recipient.</summary>
    public static MwsErrorDialect Default { get; } = new(ErrorText.Default);

    /// <summary>Returns the dialect for a request that names an order and says nothing about a recipient.</summary>
    public static MwsErrorDialect Of(string orderId) => new(ErrorText.Default, orderId);

    public ServiceError Read(HttpAnswer answer) =>
        XmlTree.Read(answer.Body) is { } root && Find(root, answer.StatusCode) is { } error
            ? error
            : new ServiceError(null, $"The response is {SpApiErrorDialect.Describe(answer)} and contains no readable error.", null)
            {
                // A text may stand in place of XML where something in between answers.
                IsForeign = true,
                IsThrottled = answer.StatusCode == 429,
            };

    /// <summary>Returns the errors of a response as one, or null if there are none.</summary>
    public ServiceError? Find(WireNode root, int status)
    {
        var errors = Entries(root).Take(MostErrors).ToList();
        if (errors.Count == 0)
        {
            return null;
        }

        bool Is(string code) => errors.Exists(error => string.Equals(error.Code, code, StringComparison.OrdinalIgnoreCase));

        var messages = errors.Select(error => text.Clean(error.Message)).OfType<string>().Distinct().ToList();
        var said = new ServiceError(text.Clean(errors[0].Code), messages.Count == 0 ? null : string.Join("; ", messages), null);
        return !HasOwnForm(root) ? said with { IsForeign = true, IsThrottled = status == 429 } : said with
        {
            IsThrottled = Is("RequestThrottled") || status == 429,
            IsQuotaUsedUp = Is("QuotaExceeded"),
            IsCredential = Is("InvalidAccessKeyId") || Is("SignatureDoesNotMatch") || Is("AccessDenied"),
            IsNotFound = status is 400 or 404
                && errors.TrueForAll(
                    error => OrderErrorText.SaysNotFound(error.Message, null) == true
                        && (orderId is null || OrderErrorText.IsAbout(orderId, error.Message))),
            IsDuplicate = errors.Exists(error => OrderErrorText.SaysDuplicate(error.Message ?? "")),
            IsDuplicateCancel = errors.Exists(error => OrderErrorText.SaysDuplicateCancel(error.Message ?? "")),
            Advice = Advice(errors[0]),
        };
    }

    private static string? Advice(Entry error) => error.Code switch
    {
        "InvalidAccessKeyId" => "Check the access key id, and that it belongs to this endpoint.",
        "SignatureDoesNotMatch" =>
            "Check the secret key, and that nothing between this machine and the service changes the host or the request.",
        "AccessDenied" => "Check the seller id and the MWSAuthToken: the seller must have authorized the owner of the key.",
        "InvalidAddress" => "The endpoint does not serve this section or version. Check -Endpoint.",
        "InvalidParameterValue" when error.Message?.IndexOf("Timestamp", StringComparison.OrdinalIgnoreCase) >= 0 =>
            "A request is valid for 15 minutes. Check this machine's clock.",
        _ => null,
    };

    // <ErrorResponse><Error><Code>…</Code></Error></ErrorResponse>, or the operation's own response with errors in it.
    private static bool HasOwnForm(WireNode root) =>
        root.Name.EndsWith("Response", StringComparison.Ordinal)
        && root.Children.Where(child => IsError(child.Name)).All(child => child.Text("Code") is not null);

    // <Error> alone is the form of caches and stores in front of a service: its words are shown, too.
    private static IEnumerable<Entry> Entries(WireNode root)
    {
        IEnumerable<WireNode> nodes = IsError(root.Name) ? [root] : root.Children.Where(child => IsError(child.Name));
        return nodes
            .Select(node => new Entry(Text(node, "Code"), Text(node, "Message")))
            .Where(entry => entry.Code is not null || entry.Message is not null);
    }

    private static string? Text(WireNode node, string name) =>
        node.Exact(name) is { } text ? ServiceText.Cut(text, ErrorText.LongestRead) : null;

    private static bool IsError(string name) => string.Equals(name, "Error", StringComparison.OrdinalIgnoreCase);

    private sealed record Entry(string? Code, string? Message);
}
