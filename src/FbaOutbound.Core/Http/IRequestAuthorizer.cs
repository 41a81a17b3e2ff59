using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Http;

/// <summary>Puts the proof of who asks on each message.</summary>
internal interface IRequestAuthorizer
{
    /// <summary>Authorizes one attempt.</summary>
    /// <returns>The token that was used, as <see cref="Expired"/> wants it back; null where there is none.</returns>
    /// <exception cref="FbaServiceException">No proof could be had; nothing was sent to the service itself.</exception>
    ValueTask<string?> AuthorizeAsync(HttpRequestMessage message, Operation operation, CancellationToken cancellationToken);

    /// <summary>The service called a token expired: it is not used again.</summary>
    void Expired(string token);
}
