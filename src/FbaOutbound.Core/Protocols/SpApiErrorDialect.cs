using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using FbaOutbound.Http;

namespace FbaOutbound.Protocols;

/// <summary>
/// How every version of the Selling Partner API writes its errors. Only codes, messages and details leave it, as <see cref="ErrorText"/>
/// makes them safe: a body can repeat what was sent, and with it a recipient.
/// </summary>
/// <param name="text">Makes the texts safe; it knows what this request says about a recipient.</param>
/// <param name="orderId">The order that the request names in its address; null if it names none.</param>
internal sealed class SpApiErrorDialect(ErrorText text, string? orderId = null) : IErrorDialect
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline;

    private const int MostErrors = 20;

    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = JsonTree.MaxDepth };

    // "The LWA secret token you provided has expired." is about the client's secret: another access token does not help.
    private static readonly Regex s_expiredToken = new(@"^(?!.*\bsecret\b).*\btoken\b.*\bexpired\b", Options);

    private static readonly Regex s_revokedToken = new(@"\baccess token\b.*\b(revoked|malformed)\b", Options);

    private static readonly Regex s_denied = new(
        @"\b(do|does) not have (access|permission|the (required|necessary) (role|permission)s?)\b|\bAccess to (the )?requested resource is denied\b|\bnot authorized to\b|\baccess (is )?denied\b|\b(role|permission)s? (is|are) (missing|required)\b",
        Options);

    private static readonly Regex s_mediaType = new("^[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+$", RegexOptions.CultureInvariant);

    /// <summary>The dialect for requests that say nothing about a recipient.</summary>
    public static SpApiErrorDialect Default { get; } = new(ErrorText.Default);

    /// <summary>Returns the dialect for a request that names an order and says nothing about a recipient.</summary>
    public static SpApiErrorDialect Of(string orderId) => new(ErrorText.Default, orderId);

    public ServiceError Read(HttpAnswer answer)
    {
        try
        {
            var json = SpApiAnswer.Json(answer.Body);
            using var document = WireText.CanBeRead(json) ? JsonDocument.Parse(json, s_json) : null;
            if (document is not null && Find(document.RootElement, answer.StatusCode) is { } error)
            {
                return error;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // A gateway's HTML page, a broken answer, or none.
        }

        return new ServiceError(null, $"The response is {Describe(answer)} and contains no readable error.", null)
        {
            IsForeign = true,
            IsThrottled = answer.StatusCode == 429,
        };
    }

    /// <summary>Returns the errors of a body as one, or null if there are none.</summary>
    public ServiceError? Find(JsonElement root, int status)
    {
        var errors = Entries(root).ToList();
        if (errors.Count == 0)
        {
            return null;
        }

        var error = new ServiceError(
            text.Clean(errors[0].Code),
            Join(errors.Select(entry => text.Clean(entry.Message))),
            Join(errors.Select(entry => text.Clean(entry.Details))));
        return HasOwnForm(root) ? Understood(error, errors, status) : error with { IsForeign = true, IsThrottled = status == 429 };
    }

    private ServiceError Understood(ServiceError error, List<Entry> entries, int status)
    {
        var saysNotFound = status is 400 or 404
            && entries.All(entry => OrderErrorText.SaysNotFound(entry.Message, entry.Details) ?? (status == 404 && !SaysDenied(entry)));
        var isAboutThis = orderId is null || entries.All(entry => OrderErrorText.IsAbout(orderId, entry.Message));
        return error with
        {
            IsExpiredToken = status is 401 or 403 && entries.Exists(entry => Says(s_expiredToken, entry)),
            IsRevokedToken = status is 401 or 403 && entries.Exists(entry => Says(s_revokedToken, entry)),
            IsThrottled = status == 429
                || entries.Exists(entry => string.Equals(entry.Code, "QuotaExceeded", StringComparison.OrdinalIgnoreCase)),
            IsAccessDenied = status is >= 400 and < 500 && entries.Exists(SaysDenied),
            IsNotFound = saysNotFound && isAboutThis,
            IsDuplicate = entries.Exists(entry => OrderErrorText.SaysDuplicate(entry.All)),
            IsDuplicateCancel = entries.Exists(entry => OrderErrorText.SaysDuplicateCancel(entry.All)),
            Advice = saysNotFound && !isAboutThis && orderId!.IndexOf('+') >= 0 ? Http.Advice.ForPlus : null,
        };
    }

    /// <summary>Describes what a response is without showing its content.</summary>
    public static string Describe(HttpAnswer answer)
    {
        var type = answer.ContentType is { Length: > 0 and < 80 } given && s_mediaType.IsMatch(given) ? given : "content of unknown type";
        var length = answer.Body.Length.ToString(CultureInfo.InvariantCulture);
        return answer.Body.IsEmpty ? "empty" : $"{type} of length {length}";
    }

    private static bool Says(Regex words, Entry error) => words.IsMatch(error.Message ?? "") || words.IsMatch(error.Details ?? "");

    // A missing role comes as 403 Unauthorized as a rule, and as 400 InvalidInput from some operations.
    private static bool SaysDenied(Entry error) =>
        string.Equals(error.Code, "Unauthorized", StringComparison.OrdinalIgnoreCase)
        || string.Equals(error.Code, "AccessDenied", StringComparison.OrdinalIgnoreCase)
        || Says(s_denied, error);

    private static string? Join(IEnumerable<string?> texts)
    {
        var given = texts.OfType<string>().Distinct().ToList();
        return given.Count == 0 ? null : string.Join("; ", given);
    }

    // {"errors":[{"code":…,"message":…}]}: every model requires the code and the message.
    private static bool HasOwnForm(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && Member(root, "errors") is { ValueKind: JsonValueKind.Array } errors
        && errors.EnumerateArray().All(error => error.ValueKind == JsonValueKind.Object
            && Member(error, "code") is { ValueKind: JsonValueKind.String }
            && error.EnumerateObject().Any(member => string.Equals(member.Name, "message", StringComparison.OrdinalIgnoreCase)));

    // Gateways answer {"message":…}, {"Message":…}, {"error":…} and a bare array: their words are shown, too.
    private static IEnumerable<Entry> Entries(JsonElement root)
    {
        var found = root.ValueKind switch
        {
            JsonValueKind.Object when Member(root, "errors") is { } errors => errors,
            JsonValueKind.Object when Member(root, "error") is { ValueKind: JsonValueKind.Object } error => error,
            _ => root,
        };
        var elements = found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().Take(MostErrors) : [found];
        return elements.Select(ReadEntry).OfType<Entry>();
    }

    private static Entry? ReadEntry(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return new Entry(null, Text(element), null);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var code = Text(Member(element, "code")) ?? Text(Member(element, "error"));
        var message = Text(Member(element, "message")) ?? Text(Member(element, "error_description"));
        var details = Text(Member(element, "details"));
        return code is null && message is null && details is null ? null : new Entry(code, message, details);
    }

    private static JsonElement? Member(JsonElement element, string name)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind != JsonValueKind.Null)
            {
                return member.Value;
            }
        }

        return null;
    }

    private static string? Text(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => ServiceText.Cut(text.GetString()!, ErrorText.LongestRead),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    private sealed record Entry(string? Code, string? Message, string? Details)
    {
        public string All => $"{Code}\n{Message}\n{Details}";
    }
}
