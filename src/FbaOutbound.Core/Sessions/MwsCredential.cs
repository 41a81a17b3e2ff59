using System.Diagnostics;
using FbaOutbound.Texts;

namespace FbaOutbound.Sessions;

/// <summary>What a seller signs requests with. It never shows itself.</summary>
[DebuggerDisplay("***")]
internal sealed class MwsCredential(string accessKeyId, string secretKey, string sellerId, string? authToken)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _secretKey = CredentialText.Read(secretKey, CredentialText.SecretKey, out _);

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string? _authToken = CredentialText.Trim(authToken).Length == 0
        ? null
        : CredentialText.Read(authToken, CredentialText.AuthToken, out _);

    /// <summary>A credential for a sandbox that asks for none of its own: the keys of Amazon's examples.</summary>
    public static MwsCredential OfSandbox { get; } = new(
        "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "ASANDBOX", null);

    public string AccessKeyId { get; } = CredentialText.Read(accessKeyId, CredentialText.AccessKeyId, out _);

    public string SellerId { get; } = CredentialText.Read(sellerId, CredentialText.SellerId, out _);

    /// <summary>The key of the quotas of this seller and key: a hash, from which nothing can be read.</summary>
    public string GetAccountKey() => TextHash.Hex($"mws\n{SellerId}\n{AccessKeyId}");

    public string GetSecretKey() => _secretKey;

    public string? GetAuthToken() => _authToken;

    public override string ToString() => "***";
}
