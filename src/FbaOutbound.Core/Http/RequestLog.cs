using System;
using System.Net.Http;
using FbaOutbound.Calls;

namespace FbaOutbound.Http;

/// <summary>
/// Tells what happens to the requests of a pipeline, in one place: to the log of the running call, to the log of the session, and to
/// listeners of .NET's telemetry. Nothing is made for those that are not there.
/// </summary>
/// <param name="options">What the pipeline knows of its session.</param>
internal sealed class RequestLog(PipelineOptions options)
{
    /// <summary>From which wait on the user is warned: 15 seconds.</summary>
    public static readonly TimeSpan LongWait = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan s_notableWait = TimeSpan.FromSeconds(1);

    /// <summary>A call begins.</summary>
    public void Begin(Call call)
    {
        call.Number = options.Sink?.NextCall() ?? 0;
        Telemetry.Begin(call, options.Endpoint);
    }

    /// <summary>A request waits about so long for the rate limit.</summary>
    public void Waiting(Call call, TimeSpan wait)
    {
        if (wait >= s_notableWait)
        {
            Tell(new RequestEvent(RequestEventKind.Waiting, call) { Wait = wait });
        }
    }

    /// <summary>A request leaves.</summary>
    public void Sent(Call call, HttpRequestMessage message)
    {
        Tell(new RequestEvent(RequestEventKind.Sent, call) { Method = message.Method.Method, Wait = call.Waited });
        call.Waited = TimeSpan.Zero;
    }

    /// <summary>A response has arrived, or none comes.</summary>
    public void Answered(Call call, HttpRequestMessage message, HttpAnswer? answer, Failure? failure, TimeSpan duration)
    {
        var one = new RequestEvent(RequestEventKind.Answered, call)
        {
            Method = message.Method.Method,
            StatusCode = answer?.StatusCode,
            RequestId = answer?.Call.RequestId,
            Duration = duration,
            Failure = failure,
        };
        if (CallLog.Current is { Listens.Verbose: true } log)
        {
            log.Verbose(RequestText.Answered(one, message));
        }

        Tell(one);
    }

    /// <summary>A request is sent again after a while.</summary>
    public void Retrying(Failure failure, TimeSpan wait) =>
        Tell(new RequestEvent(RequestEventKind.Retrying, failure.Call) { Failure = failure, Wait = wait });

    /// <summary>A call has ended.</summary>
    /// <param name="call">The call.</param>
    /// <param name="failure">What went wrong; null if nothing did.</param>
    /// <param name="hasResult">Whether anything is known of its end: otherwise it was cancelled.</param>
    public void Ended(Call call, Failure? failure, bool hasResult) => Tell(new RequestEvent(RequestEventKind.Ended, call)
    {
        Failure = failure,
        IsCancelled = !hasResult,
        Duration = call.Elapsed,
    });

    /// <summary>Shows the headers of a response to whoever debugs.</summary>
    public static void Headers(HttpResponseMessage response, SecretFilter secrets)
    {
        if (CallLog.Current is { Listens.Debug: true } log)
        {
            log.Debug(RequestText.Headers(response, secrets));
        }
    }

    private void Tell(in RequestEvent one)
    {
        var log = CallLog.Current;
        if (one.Wait > LongWait && one.Kind != RequestEventKind.Sent)
        {
            log.Warning(RequestText.Of(one)!);
        }
        else if (log.Listens.Verbose && RequestText.Of(one) is { } line)
        {
            log.Verbose(line);
        }

        options.Sink?.Write(one);
        Telemetry.Tell(one, options.Endpoint);
    }
}
