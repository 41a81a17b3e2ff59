using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Http;

/// <summary>Puts the proof of who asks on each message.</summary>
internal interface IRequestAuthorizer
{
    /// <summary>Gets the token for one attempt, which may take a while.</summary>
    /// <returns>The token; null if none is used.</returns>
    /// <exception cref="FbaServiceException">No token could be had; nothing was sent to the service itself.</exception>
    ValueTask<string?> GetTokenAsync(Operation operation, CancellationToken cancellationToken);

    /// <summary>Whether a token can still be used, now that its request is about to leave.</summary>
    bool IsUsable(string token, Operation operation);

    /// <summary>Authorizes one attempt that is about to leave.</summary>
    /// <param name="message">The message, which has not been authorized before.</param>
    /// <param name="token">What <see cref="GetTokenAsync"/> returned.</param>
    void Authorize(HttpRequestMessage message, string? token);

    /// <summary>The service called a token expired: it is not used again.</summary>
    void Expired(string token);
}
