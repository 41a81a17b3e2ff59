using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Calls;

namespace FbaOutbound.Core.Tests;

internal sealed class RecordingLog : ICallLog
{
    private readonly ConcurrentQueue<(string Stream, string Line)> _lines = new();

    public ConcurrentQueue<CallStep> Steps { get; } = new();

    public IReadOnlyList<string> All => [.. _lines.Select(entry => entry.Line)];

    public IReadOnlyList<string> VerboseLines => Of("verbose");

    public IReadOnlyList<string> DebugLines => Of("debug");

    public IReadOnlyList<string> Warnings => Of("warning");

    public (bool Verbose, bool Debug) Listens { get; init; } = (true, true);

    public void Verbose(string message) => _lines.Enqueue(("verbose", message));

    public void Debug(string message) => _lines.Enqueue(("debug", message));

    public void Warning(string message) => _lines.Enqueue(("warning", message));

    public void WarningOnce(string key, string message) => Warning(message);

    public void Step(CallStep step) => Steps.Enqueue(step);

    private List<string> Of(string stream) => [.. _lines.Where(entry => entry.Stream == stream).Select(entry => entry.Line)];
}
