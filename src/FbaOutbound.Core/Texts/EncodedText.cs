using System.Net;
using System.Text.RegularExpressions;

namespace FbaOutbound.Texts;

/// <summary>
/// Recognizes text that is still written as HTML, JSON, a URL or a mail's header writes it, such as <c>M&amp;uuml;ller</c>.
/// </summary>
internal static class EncodedText
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex s_entity = new("&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});", Options);

    private static readonly Regex s_json = new(@"\\u[0-9A-Fa-f]{4}", Options);

    // Two bytes of UTF-8, or a blank between letters; '50%20mm' may be ordinary text.
    private static readonly Regex s_url = new(@"%[C-Fc-f][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]|(?<=\p{L})%20(?=\p{L})", Options);

    private static readonly Regex s_mail = new(@"=\?[A-Za-z0-9_-]+\?[BbQq]\?", Options);

    /// <summary>Describes what the text looks like, or returns null.</summary>
    public static string? Of(string text)
    {
        if (text.IndexOf('&') >= 0
            && s_entity.Match(text) is { Success: true } entity && WebUtility.HtmlDecode(entity.Value) != entity.Value)
        {
            return "contains an HTML-encoded character, such as &amp;: decode the text first, for example with "
                + "[Net.WebUtility]::HtmlDecode";
        }

        if (text.IndexOf('\\') >= 0 && s_json.IsMatch(text))
        {
            return "contains a JSON-encoded character, such as \\u00fc: read the text with ConvertFrom-Json";
        }

        if (text.IndexOf('%') >= 0 && s_url.IsMatch(text))
        {
            return "contains a URL-encoded character, such as %20: decode the text first, for example with "
                + "[uri]::UnescapeDataString";
        }

        return text.IndexOf("=?", System.StringComparison.Ordinal) >= 0 && s_mail.IsMatch(text)
            ? "is encoded like the header of an email: decode the text first"
            : null;
    }
}
