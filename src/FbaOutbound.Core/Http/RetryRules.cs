using System;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace FbaOutbound.Http;

/// <summary>The one place that decides what is repeated, how often and when.</summary>
internal static class RetryRules
{
    /// <summary>The longest wait that a response's <c>Retry-After</c> can ask for.</summary>
    public static readonly TimeSpan LongestRetryAfter = Quota.Pacing.LongestRetryAfter;

    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(30);

    /// <summary>Makes the outer part of a pipeline: the deadline around the repeats. A null outcome is a success.</summary>
    public static ResiliencePipeline<Failure?> Build(PipelineOptions options, RequestLog log)
    {
        var builder = new ResiliencePipelineBuilder<Failure?> { TimeProvider = options.TimeProvider };
        if (options.Deadline is { } deadline)
        {
            builder.AddTimeout(new TimeoutStrategyOptions { Timeout = deadline });
        }

        return builder
            .AddRetry(new RetryStrategyOptions<Failure?>
            {
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = arguments => new ValueTask<bool>(arguments.Outcome.Result is { } failure && IsRepeated(failure, options)),
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(Delay(arguments.Outcome.Result!, options)),
                OnRetry = arguments =>
                {
                    CallLog.Current.Step(new CallStep.Retries(arguments.Outcome.Result!.Call.Operation.IsRead));
                    log.Retrying(arguments.Outcome.Result!, arguments.RetryDelay);
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Makes the inner part: the time-out of one attempt.</summary>
    public static ResiliencePipeline BuildAttempt(PipelineOptions options) =>
        new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.RequestTimeout })
            .Build();

    private static bool IsRepeated(Failure failure, PipelineOptions options)
    {
        var call = failure.Call;
        return failure switch
        {
            { IsTransient: false } or { Outcome: RequestOutcome.Refused } => false,
            { Outcome: RequestOutcome.Unknown } when !call.Operation.IsRead => false,
            { IsExpiredToken: true } => true,
            { Kind: FailureKind.Throttled } => call.Throttled < options.MaxThrottled,
            _ => call.Failures < options.MaxAttempts,
        };
    }

    private static TimeSpan Delay(Failure failure, PipelineOptions options)
    {
        if (failure.IsExpiredToken || failure.IsPacedByQuota)
        {
            return TimeSpan.Zero;
        }

        var tries = failure.Kind == FailureKind.Throttled ? failure.Call.Throttled : failure.Call.Failures;
        var doubled = s_firstDelay.Ticks * Math.Pow(2, Math.Min(16, tries - 1));
        var delay = TimeSpan.FromTicks((long)(Math.Min(doubled, s_longestDelay.Ticks) * (0.5 + options.Random())));
        var asked = failure.RetryAfter is { } wait && wait < LongestRetryAfter
            ? wait
            : failure.RetryAfter is null
            ? TimeSpan.Zero
            : LongestRetryAfter;
        return asked > delay ? asked : delay;
    }
}
