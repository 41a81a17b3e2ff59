using System;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Protocols.Mws;

namespace FbaOutbound.Sessions;

/// <summary>
/// Adds who asks and when to each message, and signs it: every attempt again, because a signature is valid for 15 minutes.
/// </summary>
internal sealed class MwsAuthorizer(MwsCredential credential, TimeProvider time, SecretFilter secrets) : IRequestAuthorizer
{
    public ValueTask<string?> GetTokenAsync(Operation operation, CancellationToken cancellationToken) => new((string?)null);

    public bool IsUsable(string token, Operation operation) => true;

    public void Authorize(HttpRequestMessage message, string? token)
    {
        var form = (QueryForm)message.Content;
        form.Add("AWSAccessKeyId", credential.AccessKeyId);
        form.Add("SellerId", credential.SellerId);
        if (credential.GetAuthToken() is { } sellersToken)
        {
            form.Add("MWSAuthToken", sellersToken);
        }

        form.Add("SignatureVersion", SignatureV2.Version);
        form.Add("SignatureMethod", SignatureV2.Method);
        form.Add("Timestamp", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        var text = SignatureV2.StringToSign(message.Method.Method, message.RequestUri, form.Parameters);
        var signature = SignatureV2.Sign(text, credential.GetSecretKey());
        secrets.AddPassing(signature);
        form.Add("Signature", signature);
    }

    // A signature is used once.
    public void Expired(string token)
    {
    }
}
