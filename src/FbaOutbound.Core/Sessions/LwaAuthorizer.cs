using System;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;

namespace FbaOutbound.Sessions;

/// <summary>
/// Puts the token and the date on each message, as the Selling Partner API wants them: the restricted token where the operation returns
/// personal data, else the access token.
/// </summary>
internal sealed class LwaAuthorizer(
    LwaTokenSource tokens, RestrictedTokenSource? restricted, TimeProvider time, SecretFilter secrets) : IRequestAuthorizer
{
    public async ValueTask<string?> GetTokenAsync(Operation operation, CancellationToken cancellationToken) =>
        operation.IsRestricted && restricted is not null
        ? await restricted.GetAsync(cancellationToken).ConfigureAwait(false)
        : await tokens.GetAsync(cancellationToken).ConfigureAwait(false);

    public bool IsUsable(string token, Operation operation) =>
        operation.IsRestricted && restricted is not null ? restricted.IsUsable(token) : tokens.IsUsable(token);

    public void Authorize(HttpRequestMessage message, string? token)
    {
        secrets.AddPassing(token);
        message.Headers.TryAddWithoutValidation("x-amz-access-token", token);
        message.Headers.TryAddWithoutValidation(
            "x-amz-date", time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
    }

    public void Expired(string token)
    {
        tokens.Expired(token);
        restricted?.Expired(token);
    }
}
