using System.Text.RegularExpressions;
using FbaOutbound.Http;

namespace FbaOutbound;

/// <summary>
/// Hides what a text itself calls a secret, such as <c>client_secret=…</c>, the token of a <c>Bearer</c> header, or the password of an
/// address.
/// </summary>
internal static class SecretWords
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    private static readonly Regex s_named = new(
        @"\b(client[_-]?secret|refresh[_-]?token|(x-amz-)?access[_-]?token|(mws)?auth[_-]?token|restricted[_-]?data[_-]?token|secret[_-]?(access[_-]?)?key|signature|authorization|password)"
        + @"(?<gap>[""'\\]*\s*(?<sign>[=:])\s*(?<quote>[""'\\]*)((bearer|basic)\s+)?)(?<value>[^\s""'&,;<>()\\]{4,})",
        Options);

    private static readonly Regex s_scheme = new(@"\b(bearer|basic)\s+(?<value>[a-z0-9._~+/=|-]{8,})", Options);

    private static readonly Regex s_userInfo = new(@"(?<=//)(?<value>[^/\s@""'<>]+)(?=@)", Options);

    public static string Hide(string text)
    {
        if (text.IndexOfAny(['=', ':', ' ']) < 0)
        {
            return text;
        }

        var named = s_named.Replace(
            text,
            match => match.Groups["sign"].Value == "=" || match.Groups["quote"].Length > 0 || IsNoWord(match.Groups["value"].Value)
                ? Hidden(match)
                : match.Value);
        var schemes = s_scheme.Replace(named, match => IsNoWord(match.Groups["value"].Value) ? Hidden(match) : match.Value);
        return s_userInfo.Replace(schemes, Hidden);
    }

    // "Signature: invalid" says what is wrong with it.
    private static bool IsNoWord(string value) => value.Length >= 20 || Regex.IsMatch(value, "[0-9|+/=_]");

    private static string Hidden(Match match)
    {
        var value = match.Groups["value"];
        return match.Value.Substring(0, value.Index - match.Index) + SecretFilter.Hidden + match.Value.Substring(
            value.Index - match.Index + value.Length);
    }
}
