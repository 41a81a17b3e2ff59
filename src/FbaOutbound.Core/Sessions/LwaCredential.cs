using System.Diagnostics;
using FbaOutbound.Texts;

namespace FbaOutbound.Sessions;

/// <summary>What Login with Amazon asks for. It never shows what it holds.</summary>
[DebuggerDisplay("***")]
internal sealed class LwaCredential
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _clientSecret;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _refreshToken;

    public LwaCredential(string clientId, string clientSecret, string refreshToken)
    {
        ClientId = CredentialText.Read(clientId, CredentialText.ClientId, out _);
        _clientSecret = CredentialText.Read(clientSecret, CredentialText.ClientSecret, out _);
        _refreshToken = CredentialText.Read(refreshToken, CredentialText.RefreshToken, out _);
    }

    /// <summary>A credential for a sandbox that asks for none.</summary>
    public static LwaCredential OfSandbox { get; } = new("amzn1.application-oa2-client.sandbox", "sandbox", "Atzr|sandbox");

    public string ClientId { get; }

    /// <summary>The key of the quotas of this seller and application: a hash, from which nothing can be read.</summary>
    public string GetAccountKey() => TextHash.Hex($"lwa\n{ClientId}\n{_refreshToken}");

    public string GetClientSecret() => _clientSecret;

    public string GetRefreshToken() => _refreshToken;

    public override string ToString() => "***";
}
