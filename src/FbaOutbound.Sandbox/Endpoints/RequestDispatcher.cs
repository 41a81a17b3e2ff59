using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>
/// The way of every call: which endpoint, may it come in, does a fault hit it, what is the response, and how long does it take.
/// </summary>
internal sealed class RequestDispatcher(
    SandboxOptions options, SandboxClock clock, Ledger ledger, Endpoint[] endpoints, FaultPlan faults, RequestLog log)
{
    /// <summary>The longest body that comes in at all. Amazon's limit is not known.</summary>
    public const int LongestBody = 1 << 20;

    private static readonly byte[] s_html = Encoding.ASCII.GetBytes(
        "<!DOCTYPE html><html><head><title>Service</title></head><body><h1>Service</h1></body></html>");
    private readonly ulong _seed = Identifiers.Hash("request", (ulong)(options.Seed ?? 0) + 1);
    private long _serial;

    public async Task<SandboxAnswer> HandleAsync(SandboxCall call, CancellationToken cancellationToken)
    {
        var serial = Interlocked.Increment(ref _serial);
        var entry = log.Add(clock.Now, call.Method, call.Path);
        entry.RequestId = call.RequestId = NewRequestId(serial);
        if (call.IsTooLarge || call.Body.Length > LongestBody)
        {
            return await FinishAsync(SpApiErrors.TooLarge(), null, default, entry, serial, cancellationToken).ConfigureAwait(false);
        }

        if (FindEndpoint(call, out var identified) is not { } endpoint)
        {
            var unknown = IsMalformed(call.Path) ? SpApiErrors.BadUrl() : SpApiErrors.Denied();
            return await FinishAsync(unknown, null, default, entry, serial, cancellationToken).ConfigureAwait(false);
        }

        entry.Operation = identified.Operation.Name;
        entry.OrderId = identified.OrderId;
        if (endpoint.Admit(call, identified) is { } refused)
        {
            return await FinishAsync(refused, endpoint, identified, entry, serial, cancellationToken).ConfigureAwait(false);
        }

        var fault = faults.Choose(identified.Operation, identified.OrderId);
        if (fault.Kind == FaultKind.None)
        {
            return await FinishAsync(
                endpoint.Handle(call, identified, ReadStyle.Plain, clock.Now), endpoint, identified, entry, serial, cancellationToken)
                .ConfigureAwait(false);
        }

        entry.Fault = fault.Kind;
        if (fault.Kind == FaultKind.Stall)
        {
            await clock.Time.Delay(fault.Delay, cancellationToken).ConfigureAwait(false);
        }

        return await FinishAsync(
            Spoil(call, endpoint, identified, fault, entry), endpoint, identified, entry, serial, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A path that Amazon's gateway refuses before any service sees it.</summary>
    private static bool IsMalformed(string path) => path.IndexOf("%0D", StringComparison.OrdinalIgnoreCase) >= 0
        || path.IndexOf("%0A", StringComparison.OrdinalIgnoreCase) >= 0;

    private static string RetryAfter(RetryAfterForm form, TimeSpan wait, DateTimeOffset now) => form == RetryAfterForm.Date
        ? (now + wait).ToString("R", System.Globalization.CultureInfo.InvariantCulture)
        : Math.Ceiling(wait.TotalSeconds).ToString("0", System.Globalization.CultureInfo.InvariantCulture);

    private Endpoint? FindEndpoint(SandboxCall call, out IdentifiedCall identified)
    {
        // Two spaces in a row were seen to be answered with a 403.
        if (!IsMalformed(call.Path) && call.Path.IndexOf("%20%20", StringComparison.Ordinal) < 0)
        {
            foreach (var endpoint in endpoints)
            {
                if (endpoint.TryIdentify(call, out identified))
                {
                    return endpoint;
                }
            }
        }

        identified = default;
        return null;
    }

    private SandboxAnswer Spoil(SandboxCall call, Endpoint endpoint, in IdentifiedCall identified, in Fault fault, SandboxRequest entry)
    {
        switch (fault.Kind)
        {
            case FaultKind.ConnectionRefused:
                return SandboxAnswer.WithoutConnection(Delivery.Refused, false);
            case FaultKind.DropBefore:
                return SandboxAnswer.WithoutConnection(Delivery.Dropped, false);
            case FaultKind.LandLater:
                LandLater(call, endpoint, identified, fault, entry);
                return SandboxAnswer.WithoutConnection(Delivery.Dropped, false);
            case FaultKind.ErrorBefore:
                return endpoint.Say(Trouble.InternalFailure, identified);
            case FaultKind.UnavailableBefore:
                return endpoint.Say(Trouble.Unavailable, identified);
            case FaultKind.TokenExpired:
                return endpoint.Say(Trouble.TokenExpired, identified);
            case FaultKind.ReadDenied:
                return endpoint.Say(Trouble.Denied, identified);
            case FaultKind.ReadFailed:
                return endpoint.Say(Trouble.ReadFailed, identified);
            case FaultKind.OkWithErrors:
                return endpoint.SayOkWithErrors(identified);
            case FaultKind.Throttled:
            case FaultKind.ThrottledForSeconds:
            case FaultKind.ThrottledUntilDate:
                return Throttle(endpoint, identified, fault);
            case FaultKind.BurntId:
                return Burn(endpoint, identified);
            case FaultKind.ReadStale:
                return AnswerFromBefore(call, endpoint, identified, fault);
            default:
                return Bend(endpoint.Handle(call, identified, StyleOf(fault.Kind), clock.Now), endpoint, identified, fault);
        }
    }

    private static ReadStyle StyleOf(FaultKind kind) => kind switch
    {
        FaultKind.ReadUpperCase => ReadStyle.UpperCase,
        FaultKind.ReadMasked => ReadStyle.Masked,
        FaultKind.ReadSparse => ReadStyle.Sparse,
        _ => ReadStyle.Plain,
    };

    /// <summary>What happens to a response after the call was handled.</summary>
    private SandboxAnswer Bend(SandboxAnswer answer, Endpoint endpoint, in IdentifiedCall identified, in Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.DropAfter:
                answer.Delivery = Delivery.Dropped;
                break;
            case FaultKind.DropUnreadable:
                Hide(answer, identified, fault);
                answer.Delivery = Delivery.Dropped;
                break;
            case FaultKind.Unreadable:
                Hide(answer, identified, fault);
                break;
            case FaultKind.ErrorAfter:
                return Replace(endpoint.Say(Trouble.InternalFailure, identified), answer);
            case FaultKind.UnavailableAfter:
                return Replace(endpoint.Say(Trouble.Unavailable, identified), answer);
            case FaultKind.TruncatedBody:
                answer.Delivery = Delivery.Truncated;
                break;
            case FaultKind.HtmlBody:
                answer.Body = s_html;
                answer.ContentType = "text/html";
                break;
            case FaultKind.EmptyBody:
                answer.Body = [];
                break;
            case FaultKind.WrongContentType:
                answer.ContentType = "text/plain";
                break;
            case FaultKind.LateAnswer:
                answer.Delay = fault.Delay;
                break;
            case FaultKind.SilentDuplicate when answer.Status == 400 && identified.OrderId is { } id && ledger.Inspect(id, clock.Now):
                return endpoint.SayDone(identified);
            default:
                break;
        }

        return answer;
    }

    private static SandboxAnswer Replace(SandboxAnswer told, SandboxAnswer done) =>
        new(told.Status, told.Body, told.ContentType)
        {
            Taken = done.Taken, ErrorType = told.ErrorType, CacheControl = told.CacheControl, OwnHeaders = told.OwnHeaders
        };

    private void Hide(SandboxAnswer answer, in IdentifiedCall identified, in Fault fault)
    {
        if (answer.Taken && identified.OrderId is { } id)
        {
            ledger.Hide(id, fault.Delay, clock.Now);
        }
    }

    private SandboxAnswer Burn(Endpoint endpoint, in IdentifiedCall identified)
    {
        if (identified.OrderId is { } id)
        {
            ledger.Burn(id, clock.Now);
        }

        return endpoint.Say(Trouble.InternalFailure, identified);
    }

    private SandboxAnswer AnswerFromBefore(SandboxCall call, Endpoint endpoint, in IdentifiedCall identified, in Fault fault)
    {
        lock (ledger.Engine.Gate)
        {
            var now = ledger.Engine.Settle(clock.Now);
            var shown = ledger.Engine.HideSince(now - fault.Delay);
            var answer = endpoint.Handle(call, identified, ReadStyle.Plain, now);
            shown.ForEach(order => order.HiddenUntil = DateTimeOffset.MinValue);
            return answer;
        }
    }

    private SandboxAnswer Throttle(Endpoint endpoint, in IdentifiedCall identified, in Fault fault)
    {
        var answer = endpoint.Say(Trouble.Throttled, identified);
        if (fault.Kind != FaultKind.Throttled)
        {
            var form = fault.Kind == FaultKind.ThrottledUntilDate ? RetryAfterForm.Date : RetryAfterForm.Seconds;
            answer.RetryAfter = RetryAfter(form, fault.Delay, clock.Time.GetUtcNow());
        }

        return answer;
    }

    private void LandLater(SandboxCall call, Endpoint endpoint, in IdentifiedCall identified, in Fault fault, SandboxRequest entry)
    {
        var late = identified;
        ledger.Defer(fault.Delay, clock.Now, at => entry.Taken = endpoint.Handle(call, late, ReadStyle.Plain, at).Taken);
    }

    private async Task<SandboxAnswer> FinishAsync(
        SandboxAnswer answer, Endpoint? endpoint, IdentifiedCall identified, SandboxRequest entry, long serial,
        CancellationToken cancellationToken)
    {
        entry.Status = answer.Delivery is Delivery.Dropped or Delivery.Refused ? 0 : answer.Status;
        entry.Taken |= answer.Taken;
        answer.RequestId = entry.RequestId!;

        // Amazon's 403s and 429s do not carry the rate.
        if (endpoint is not null && answer.Status is not (403 or 429))
        {
            answer.RateLimit = endpoint.RateOf(identified.Operation);
        }

        if (answer.Status == 429 && answer.RetryAfter is null && options.RetryAfter != RetryAfterForm.None)
        {
            answer.RetryAfter = RetryAfter(options.RetryAfter, TimeSpan.FromSeconds(1), clock.Time.GetUtcNow());
        }

        var wait = answer.Delay + options.Latency;
        if (options.LatencyJitter > TimeSpan.Zero)
        {
            var part = (Identifiers.Hash("jitter", _seed + (ulong)serial) >> 11) * (1.0 / (1UL << 53));
            wait += TimeSpan.FromTicks((long)(options.LatencyJitter.Ticks * part));
        }

        if (wait > TimeSpan.Zero)
        {
            await clock.Time.Delay(wait, cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }

    private string NewRequestId(long serial)
    {
        var high = Identifiers.Hash("id", _seed + (ulong)serial);
        var low = Identifiers.Hash("id", high);
        return new Guid(
            (int)high, (short)(high >> 32), (short)(high >> 48), (byte)low, (byte)(low >> 8), (byte)(low >> 16), (byte)(low >> 24),
            (byte)(low >> 32),
            (byte)(low >> 40), (byte)(low >> 48), (byte)(low >> 56)).ToString();
    }
}
