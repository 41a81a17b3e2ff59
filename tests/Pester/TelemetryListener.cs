using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq;

/// <summary>Listens as a collector in the process does, with the types of the engine's own DiagnosticSource.</summary>
public sealed class TelemetryListener : IDisposable
{
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new MeterListener();
    private readonly List<string> _seen = new List<string>();

    public TelemetryListener()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "FbaOutbound",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => Add(
                $"activity {activity.Source.Version} {activity.OperationName} {activity.Kind} {activity.GetTagItem("http.response.status_code")}".TrimEnd()),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "FbaOutbound")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Measure(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, state) => Measure(instrument, tags));
        _meters.Start();
    }

    public string[] Seen
    {
        get
        {
            lock (_seen)
            {
                return _seen.ToArray();
            }
        }
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Measure(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object>> tags)
    {
        var operation = tags.ToArray().First(tag => tag.Key == "fba.operation").Value;
        Add($"meter {instrument.Meter.Version} {instrument.Name} {instrument.Unit} {operation}");
    }

    private void Add(string line)
    {
        lock (_seen)
        {
            _seen.Add(line);
        }
    }
}
