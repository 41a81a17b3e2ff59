using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Security;
using FbaOutbound.Errors;
using FbaOutbound.Rows;

namespace FbaOutbound.Sessions;

/// <summary>
/// What a session is opened with, as a hashtable: the connection of Azure Automation, or a profile. Its values are texts, secure strings
/// and credentials. Messages name keys and never values.
/// </summary>
/// <param name="settings">The hashtable.</param>
/// <param name="what">What messages call it, such as <c>The connection</c>.</param>
internal sealed class SessionProfile(Hashtable settings, string what)
{
    public const string ClientCredential = "ClientCredential";
    public const string RefreshToken = "RefreshToken";
    public const string AccessKey = "AccessKey";
    public const string SellerId = "SellerId";
    public const string MwsAuthToken = "MwsAuthToken";

    private static readonly string[] s_names =
    [
        ClientCredential, "ClientId", "ClientSecret", RefreshToken, AccessKey, SellerId, MwsAuthToken, "Marketplace", "ApiVersion",
        "Endpoint", "TokenEndpoint", "AmazonSandbox", "IsSandbox", "TimeoutSec", "QuotaStore", "Proxy", "ProxyCredential",
    ];

    /// <summary>Whether it is about MWS.</summary>
    public bool IsOfMws => Find(AccessKey) is not null || Find(SellerId) is not null;

    /// <summary>The application's client id and secret: one credential, or two texts.</summary>
    public (string? Id, string? Secret) Application => Credential(ClientCredential) is { } application
        ? (application.UserName, Secret.Text(application.Password))
        : (Text("ClientId"), Text("ClientSecret"));

    /// <summary>Returns a text, or null if there is none.</summary>
    public string? Text(string name)
    {
        var text = CredentialText.Trim(Find(name) switch
        {
            SecureString secret => Secret.Text(secret),
            null => null,
            string or Uri or char or bool => Convert.ToString(Find(name), CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            var other => throw Unfit(name, other, "text or a secure string"),
        });
        return text.Length == 0 ? null : text;
    }

    /// <summary>Returns a credential, or null if there is none.</summary>
    public PSCredential? Credential(string name) => Find(name) switch
    {
        null => null,
        PSCredential credential => credential,
        var other => throw Unfit(name, other, "a credential (Get-Credential)"),
    };

    public Uri? Address(string name) => Text(name) is not { } text
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri)
        ? uri
        : throw new SettingException($"{what} has a value for {name} that is not an absolute URL.");

    public TimeSpan? Seconds(string name) => Text(name) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new SettingException($"{what} has a value for {name} that is not a whole number of seconds from 1 to 86400.");

    public bool Flag(string name) => Text(name) is { } text
        && (bool.TryParse(text, out var flag)
            ? flag
            : throw new SettingException($"{what} has a value for {name} that is neither true nor false."));

    /// <summary>Checks that each name is known: a misspelled endpoint would lead the credentials to Amazon.</summary>
    public void RequireKnown()
    {
        var unknown = settings.Keys.Cast<object>().Select(key => key.ToString() ?? "")
            .Where(key => !s_names.Contains(key, StringComparer.OrdinalIgnoreCase))
            .OrderBy(key => key, StringComparer.Ordinal)
            .Select(key => $"'{Spelling.Showable(key)}'{Spelling.Hint(Spelling.Nearest(key, s_names))}")
            .ToList();
        if (unknown.Count > 0)
        {
            throw new SettingException(
                $"{what} has unknown fields: {string.Join(", ", unknown)}. Nothing was sent. Its fields are {string.Join(", ", s_names)}.");
        }
    }

    /// <summary>Checks that nothing is missing.</summary>
    public void Require(params (string Name, object? Value)[] values)
    {
        var missing = values.Where(value => value.Value is null).Select(value => value.Name).ToList();
        if (missing.Count > 0)
        {
            throw new SettingException(
                $"{what} has no value for: {string.Join(", ", missing)}. {CredentialAdvice.Of(missing)}") { IsCredential = true };
        }
    }

    private object? Find(string name) => settings.Keys.Cast<object>()
        .Where(key => string.Equals(key.ToString(), name, StringComparison.OrdinalIgnoreCase))
        .Select(key => settings[key] is PSObject wrapped ? wrapped.BaseObject : settings[key])
        .FirstOrDefault(value => value is not null);

    private SettingException Unfit(string name, object value, string wanted) =>
        new($"{what} has {TypeText.Of(value)} for {name}. Give {wanted}.") { IsCredential = true };
}
