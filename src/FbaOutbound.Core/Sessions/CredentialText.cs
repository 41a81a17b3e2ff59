using System.Linq;

namespace FbaOutbound.Sessions;

/// <summary>
/// Reads credentials as files, variables and clipboards hold them. What surrounds one is taken off; what cannot be one is refused before
/// any request, by its name and never by its value.
/// </summary>
internal static class CredentialText
{
    public const string ClientId = "client id";
    public const string ClientSecret = "client secret";
    public const string RefreshToken = "refresh token";
    public const string AccessKeyId = "access key id";
    public const string SecretKey = "secret key";
    public const string SellerId = "seller id";
    public const string AuthToken = "MWS auth token";

    private static readonly (char Open, char Close)[] s_quotes = [('"', '"'), ('\'', '\''), ('“', '”'), ('„', '“'), ('‘', '’'), ('«', '»')];

    /// <summary>Takes blanks, byte order marks and zero-width characters off the ends.</summary>
    public static string Trim(string? text)
    {
        var (start, end) = (0, text?.Length ?? 0);
        while (start < end && IsNothing(text![start]))
        {
            start++;
        }

        while (end > start && IsNothing(text![end - 1]))
        {
            end--;
        }

        return text?.Substring(start, end - start) ?? "";
    }

    /// <summary>Returns the credential without what surrounds it.</summary>
    /// <param name="text">The text that was given.</param>
    /// <param name="name">Which credential it is.</param>
    /// <param name="wasQuoted">Whether quotation marks were taken off.</param>
    /// <exception cref="FbaException">It is empty, or cannot be such a credential.</exception>
    public static string Read(string? text, string name, out bool wasQuoted)
    {
        var credential = Trim(text);
        wasQuoted = credential.Length > 1
            && s_quotes.Any(quotes => credential[0] == quotes.Open && credential[credential.Length - 1] == quotes.Close);
        if (wasQuoted)
        {
            credential = Trim(credential.Substring(1, credential.Length - 2));
        }

        if (credential.Length == 0)
        {
            throw new FbaException($"The {name} is empty.");
        }

        return FlawOf(credential, name) is { } flaw ? throw new FbaException($"The {name} {flaw}. No request was sent.") : credential;
    }

    private static string? FlawOf(string credential, string name)
    {
        if (credential.Any(character => character is '"' or '“' or '”' or '„'))
        {
            return "contains a quotation mark: remove it";
        }

        if (credential.Any(char.IsWhiteSpace))
        {
            return "contains a space or a line break: copy it again, in one piece";
        }

        if (credential.Any(character => character is <= ' ' or >= '\u007F'))
        {
            return "contains an invalid character: copy it again";
        }

        var kind = KindOf(credential);
        return kind is null || kind == name ? null : $"looks like {(kind[0] is 'a' or 'M' ? "an" : "a")} {kind}: {Advice(name, kind)}";
    }

    private static string Advice(string name, string kind) => name == RefreshToken && kind == "access token"
        ? "give the refresh token, which begins with Atzr| and does not expire after an hour"
        : $"give the {name}";

    // As Login with Amazon and AWS begin them; a credential of another beginning may be anything.
    private static string? KindOf(string credential)
    {
        bool Begins(string with) => credential.StartsWith(with, System.StringComparison.Ordinal);
        return Begins("Atza|") ? "access token"
            : Begins("Atzr|") ? RefreshToken
            : Begins("amzn1.application-oa2-client.") ? ClientId
            : Begins("amzn1.oa2-cs.") ? ClientSecret
            : Begins("amzn.mws.") ? AuthToken
            : null;
    }

    private static bool IsNothing(char character) => char.IsWhiteSpace(character) || Texts.TextFlaw.IsInvisible(character);
}
