using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Quota;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Http;

/// <summary>What listeners of .NET see. Tests run at the same time, so each listens to operations of its own.</summary>
public sealed class TelemetryTests
{
    private static int s_operations;

    [Fact]
    public async Task ACallIsAnActivityWithOneForEachAttempt()
    {
        var operation = NewOperation();
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "FbaOutbound",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("fba.operation"), operation.Name))
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var harness = new Harness(
            new StubService(
                Answer(200), Error(503, "InternalFailure", "Jane Example"), Answer(200, "{}", ("x-amzn-RequestId", "id-1"))),
            options => options with { PlanOverride = new UsagePlan(0.5, 1) });
        await harness.SendAsync(operation);
        activities.Clear();
        await harness.SendAsync(operation);

        Assert.Null(Activity.Current);
        var (first, second, call) = (activities[0], activities[1], activities[2]);
        Assert.Equal(3, activities.Count);
        Assert.Equal(
            (operation.Name, ActivityKind.Internal, ActivityStatusCode.Unset), (call.OperationName, call.Kind, call.Status));
        Assert.Equal("six-test-order", call.GetTagItem("fba.subject"));
        Assert.Equal(2, call.GetTagItem("fba.attempts"));
        Assert.Equal(["wait", "retry"], call.Events.Select(one => one.Name).Distinct());
        Assert.Equal("serviceFailed", call.Events.Single(one => one.Name == "retry").Tags.Single(tag => tag.Key == "error.type").Value);

        Assert.All([first, second], attempt => Assert.Equal((call.SpanId, ActivityKind.Client), (attempt.ParentSpanId, attempt.Kind)));
        Assert.Equal($"GET {operation.Name}", first.OperationName);
        Assert.Equal(ActivityStatusCode.Error, first.Status);
        Assert.Equal(
            "error.type=serviceFailed fba.error_code=InternalFailure fba.operation=" + operation.Name
                + " http.request.method=GET http.response.status_code=503 server.address=sellingpartnerapi-na.amazon.com server.port=443",
            Text(first.TagObjects));
        Assert.Equal(
            "fba.operation=" + operation.Name
                + " fba.request_id=id-1 http.request.method=GET http.request.resend_count=1 http.response.status_code=200"
                + " server.address=sellingpartnerapi-na.amazon.com server.port=443",
            Text(second.TagObjects));
    }

    [Fact]
    public async Task ACallThatIsCancelledEndsItsActivities()
    {
        var operation = NewOperation();
        var ended = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "FbaOutbound",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("fba.operation"), operation.Name))
                {
                    ended.Add($"{activity.OperationName} {activity.GetTagItem("error.type")}");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var hanging = new HangingService();
        using var harness = new Harness(new StubService(hanging.AnswerAsync));
        using var cancel = new CancellationTokenSource();
        var call = harness.SendAsync(operation, cancellationToken: cancel.Token);
        await hanging.Reached;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal([$"GET {operation.Name} cancelled", $"{operation.Name} cancelled"], ended);
    }

    [Fact]
    public async Task MetersCountRequestsRetriesThrottlesAndWaits()
    {
        var operation = NewOperation();
        var measured = new List<(string Name, double Value, string Tags)>();
        void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            KeyValuePair<string, object?>[] all = [.. tags];
            if (all.Any(tag => tag.Key == "fba.operation" && Equals(tag.Value, operation.Name)))
            {
                lock (measured)
                {
                    measured.Add((instrument.Name, value, Text(all.Where(tag => tag.Key is not "fba.operation" and not "server.address"))));
                }
            }
        }

        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "FbaOutbound")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, value, tags));
        listener.Start();
        using var harness = new Harness(
            new StubService(Answer(200), Error(429, "QuotaExceeded", "Too much"), Answer(200)),
            options => options with { PlanOverride = new UsagePlan(0.5, 1) });
        await harness.SendAsync(operation);
        await harness.SendAsync(operation);

        Assert.Equal(
            [
                (1, "http.request.method=GET http.response.status_code=200"),
                (1, "error.type=throttled http.request.method=GET http.response.status_code=429"),
                (1, "http.request.method=GET http.response.status_code=200"),
            ],
            Of("fba.requests"));
        Assert.Equal([(1, "error.type=throttled")], Of("fba.retries"));
        Assert.Equal([(1, "")], Of("fba.throttles"));
        Assert.Equal(3, Of("fba.request.duration").Count());
        Assert.Equal([0, 2], Of("fba.permit.wait").Take(2).Select(one => Math.Round(one.Value)));
        Assert.True(Of("fba.permit.wait").Last().Value > 0);

        IEnumerable<(double Value, string Tags)> Of(string name) =>
            measured.Where(one => one.Name == name).Select(one => (one.Value, one.Tags));
    }

    private static Operation NewOperation() =>
        Harness.Read with { Name = $"telemetry{Interlocked.Increment(ref s_operations)}" };

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(
        ' ',
        tags.Where(tag => tag.Value is not null).OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}")));
}
