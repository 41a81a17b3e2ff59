using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FbaOutbound.Http;

/// <summary>
/// What .NET's telemetry can listen to. Nothing is sent from here, and nothing is made while nobody listens. Names of tags are
/// OpenTelemetry's where it has them; addresses of requests are left out, because they have ids in them.
/// </summary>
internal static class Telemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "FbaOutbound";

    private const string OperationTag = "fba.operation";
    private const string MethodTag = "http.request.method";
    private const string HostTag = "server.address";
    private const string PortTag = "server.port";
    private const string StatusTag = "http.response.status_code";
    private const string ErrorTag = "error.type";

    private static readonly string s_version = typeof(Telemetry).Assembly.GetName().Version.ToString(3);
    private static readonly ActivitySource s_source = new(Name, s_version);
    private static readonly Meter s_meter = new(Name, s_version);

    // What a service answers in, and what a rate limit of one in two seconds, or one in a minute, makes of a line of requests.
    private static readonly InstrumentAdvice<double> s_durations = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30],
    };

    private static readonly InstrumentAdvice<double> s_waits = new()
    {
        HistogramBucketBoundaries = [0.001, 0.01, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600],
    };

    private static readonly Counter<long> s_requests = s_meter.CreateCounter<long>(
        "fba.requests", "{request}", "Requests that were sent, by operation and status.");
    private static readonly Counter<long> s_retries = s_meter.CreateCounter<long>(
        "fba.retries", "{retry}", "Requests that are sent again, by operation and reason.");
    private static readonly Counter<long> s_throttles = s_meter.CreateCounter<long>(
        "fba.throttles", "{response}", "Responses by which the service refused a request because of its rate limit.");
    private static readonly Histogram<double> s_requestDuration = s_meter.CreateHistogram(
        "fba.request.duration", "s", "The time from a request to its response.", tags: null, s_durations);
    private static readonly Histogram<double> s_permitWait = s_meter.CreateHistogram(
        "fba.permit.wait", "s", "The time that a request waited to keep within the rate limit.", tags: null, s_waits);

    /// <summary>Begins the activity of a call, which stays the current one of whoever calls this.</summary>
    public static void Begin(Call call, Uri endpoint)
    {
        if (s_source.HasListeners() && s_source.StartActivity(call.Operation.Name, ActivityKind.Internal) is { } activity)
        {
            call.Activity = activity
                .SetTag(OperationTag, call.Operation.Name)
                .SetTag("fba.api_version", call.Operation.Version)
                .SetTag("fba.subject", ServiceText.Clean(call.Subject))
                .SetTag(HostTag, endpoint.Host);
        }
    }

    /// <summary>Tells what happened to a request.</summary>
    public static void Tell(in RequestEvent one, Uri endpoint)
    {
        switch (one.Kind)
        {
            case RequestEventKind.Waiting:
                AddEvent(one, "wait");
                break;
            case RequestEventKind.Sent:
                Sent(one, endpoint);
                break;
            case RequestEventKind.Answered:
                Answered(one, endpoint);
                break;
            case RequestEventKind.Retrying:
                AddEvent(one, "retry");
                if (s_retries.Enabled)
                {
                    s_retries.Add(1, Tag(OperationTag, one.Call.Operation.Name), Tag(ErrorTag, one.Error));
                }

                break;
            default:
                Ended(one);
                break;
        }
    }

    private static void Sent(in RequestEvent one, Uri endpoint)
    {
        var call = one.Call;
        if (s_permitWait.Enabled)
        {
            s_permitWait.Record(one.Wait!.Value.TotalSeconds, Tag(OperationTag, call.Operation.Name));
        }

        if (s_source.HasListeners()
            && s_source.StartActivity($"{one.Method} {call.Operation.Name}", ActivityKind.Client) is { } activity)
        {
            call.AttemptActivity = activity
                .SetTag(OperationTag, call.Operation.Name)
                .SetTag(MethodTag, one.Method)
                .SetTag(HostTag, endpoint.Host)
                .SetTag(PortTag, endpoint.Port);
            if (call.Attempts > 1)
            {
                activity.SetTag("http.request.resend_count", call.Attempts - 1);
            }
        }
    }

    private static void Answered(in RequestEvent one, Uri endpoint)
    {
        var call = one.Call;
        if (s_requests.Enabled || s_requestDuration.Enabled)
        {
            var tags = new TagList
            {
                { OperationTag, call.Operation.Name },
                { MethodTag, one.Method },
                { HostTag, endpoint.Host },
            };
            if (one.StatusCode is { } status)
            {
                tags.Add(StatusTag, status);
            }

            if (one.Error is { } error)
            {
                tags.Add(ErrorTag, error);
            }

            s_requests.Add(1, tags);
            s_requestDuration.Record(one.Duration!.Value.TotalSeconds, tags);
        }

        if (one.Failure is { Kind: FailureKind.Throttled } && s_throttles.Enabled)
        {
            s_throttles.Add(1, Tag(OperationTag, call.Operation.Name));
        }

        if (call.AttemptActivity is { } activity)
        {
            if (one.StatusCode is { } status)
            {
                activity.SetTag(StatusTag, status);
            }

            activity.SetTag("fba.request_id", one.RequestId);
            End(activity, one);
            call.AttemptActivity = null;
        }
    }

    private static void Ended(in RequestEvent one)
    {
        // A call that was cancelled leaves its attempt behind.
        if (one.Call.AttemptActivity is { } attempt)
        {
            End(attempt, one);
            one.Call.AttemptActivity = null;
        }

        if (one.Call.Activity is { } activity)
        {
            activity.SetTag("fba.attempts", one.Call.Attempts);
            End(activity, one);
        }
    }

    private static void End(Activity activity, in RequestEvent one)
    {
        if (one.Error is { } error)
        {
            activity.SetTag(ErrorTag, error).SetTag("fba.error_code", ErrorKinds.Code(one.Failure)).SetStatus(ActivityStatusCode.Error);
        }

        activity.Stop();
    }

    private static void AddEvent(in RequestEvent one, string name)
    {
        if (one.Call.Activity is not { } activity)
        {
            return;
        }

        var tags = new ActivityTagsCollection { ["fba.wait"] = one.Wait!.Value.TotalSeconds };
        if (one.Error is { } error)
        {
            tags[ErrorTag] = error;
        }

        activity.AddEvent(new ActivityEvent(name, tags: tags));
    }

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
