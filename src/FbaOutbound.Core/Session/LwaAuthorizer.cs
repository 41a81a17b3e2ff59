using System;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;

namespace FbaOutbound.Sessions;

/// <summary>Puts the access token and the date on each message, as the Selling Partner API wants them.</summary>
internal sealed class LwaAuthorizer(LwaTokenSource tokens, TimeProvider time) : IRequestAuthorizer
{
    public async ValueTask<string?> AuthorizeAsync(HttpRequestMessage message, Operation operation, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        message.Headers.TryAddWithoutValidation("x-amz-access-token", token);
        message.Headers.TryAddWithoutValidation("x-amz-date", time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        return token;
    }

    public void Expired(string token) => tokens.Expired(token);
}
