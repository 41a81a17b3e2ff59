using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Sandboxes;
using FbaOutbound.Storage;

namespace FbaOutbound.Commands;

/// <summary>Starts the sandbox as an HTTP server on this machine, for other processes and other clients.</summary>
[Cmdlet(VerbsLifecycle.Start, "FbaSandboxServer", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SandboxServer))]
public sealed class StartFbaSandboxServerCommand : FbaCommand
{
    /// <summary><b>-Port:</b> the port to listen at, 0 for a free one. <value>The default value is 0.</value></summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary><b>-SandboxState:</b> a file that keeps the sandbox's orders and stock.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SandboxState { get; set; }

    /// <summary>
    /// <b>-Rate:</b> how many requests a second each operation allows, 0 for no limit. <value>By default these are Amazon's limits.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(0.0, 1_000_000.0)]
    public double Rate { get; set; }

    /// <summary>
    /// <b>-Burst:</b> how many requests are allowed at once after a pause. <value>By default these are Amazon's limits.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, 1_000_000)]
    public int Burst { get; set; }

    /// <summary><b>-Latency:</b> how long each response takes: a TimeSpan, or text with a unit, such as 100ms.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DelayCompleter))]
    [ValidateNotNull]
    public object? Latency { get; set; }

    /// <summary>
    /// <b>-DefaultStock:</b> how many units of a SKU there are whose stock was not set. <value>By default there are 1000000.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(0L, 1_000_000_000_000L)]
    public long DefaultStock { get; set; }

    /// <summary><b>-Seed:</b> the seed for faults that happen by chance. <value>The default value is 0.</value></summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Seed { get; set; }

    private protected override string Activity => "Starting the sandbox server";

    private protected override void Process()
    {
        var state = SandboxState is null ? null : ResolveFile($"-{nameof(SandboxState)}", SandboxState);
        var launcher = new ServerLauncher { Port = Port, Arguments = ReadArguments(state) };
        var place = Port == 0 ? "a free port" : $"port {Port.ToString(CultureInfo.InvariantCulture)}";
        if (!Engine.ShouldProcess($"{place} of this machine", "Start the sandbox server"))
        {
            return;
        }

        var server = Pump.Run(launcher.StartAsync);
        RunspaceServers.Current.Add(server);
        if (state is not null && PrivateFile.Exposure(state, "recipients' addresses") is { } exposure)
        {
            Engine.Warning(exposure);
        }

        Engine.Write(server);
    }

    private List<string> ReadArguments(string? state)
    {
        var bound = MyInvocation.BoundParameters;
        List<string> arguments = [];
        void Add(string parameter, string option, object value)
        {
            if (bound.ContainsKey(parameter))
            {
                arguments.Add(option);
                arguments.Add(Convert.ToString(value, CultureInfo.InvariantCulture)!);
            }
        }

        Add(nameof(Rate), "--rate", Rate);
        Add(nameof(Burst), "--burst", Burst);
        Add(nameof(DefaultStock), "--default-stock", DefaultStock);
        Add(nameof(Seed), "--seed", Seed);
        if (Latency is not null)
        {
            var latency = ParameterValues.SpanOrZero(nameof(Latency), Latency);
            if (latency < TimeSpan.Zero)
            {
                throw new ParameterInvalidException($"-{nameof(Latency)} is negative.");
            }

            Add(nameof(Latency), "--latency-ms", latency.TotalMilliseconds);
        }

        if (state is not null)
        {
            Add(nameof(SandboxState), "--state", state);
        }

        return arguments;
    }
}
