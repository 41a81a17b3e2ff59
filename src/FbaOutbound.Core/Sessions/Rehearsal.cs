using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Quota;

namespace FbaOutbound.Sessions;

/// <summary>
/// A pipeline that sends nothing. Each request is written and gets a permit of a bucket of its own; where a response may be empty, an
/// empty one is read.
/// </summary>
internal sealed class Rehearsal : IRequestPipeline
{
    private static readonly HttpAnswer s_empty = new(
        200, "application/json", new byte[] { (byte)'{', (byte)'}' }, new CallInfo("", 1, TimeSpan.Zero));

    public async Task<T> SendAsync<T>(ServiceRequest<T> request, CancellationToken cancellationToken)
    {
        using var message = request.CreateMessage();
        using var bucket = new QuotaBucket(request.Operation.Plan, TimeProvider.System, static () => 0);
        using var permit = await bucket.AcquireAsync(cancellationToken).ConfigureAwait(false);
        permit.Send();
        permit.Answered(null);
        return request.Names is null ? request.ReadAnswer(s_empty) : default!;
    }
}
