using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Sandbox.Control;

/// <summary>The hand of a tester on a sandbox, wherever it runs.</summary>
internal interface ISandboxControl
{
    /// <summary>Shows the sandbox as it is now.</summary>
    Task<SandboxStatus> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>Returns the newest requests, the oldest of them first.</summary>
    Task<IReadOnlyList<SandboxRequest>> GetRequestsAsync(CancellationToken cancellationToken);

    /// <summary>Makes changes, or none of them.</summary>
    /// <exception cref="ArgumentException">A value cannot be used.</exception>
    Task ApplyAsync(SandboxChange change, CancellationToken cancellationToken);

    /// <summary>Makes everything as new, except the clock.</summary>
    Task ResetAsync(CancellationToken cancellationToken);
}

/// <summary>The hand on a sandbox in this process.</summary>
internal sealed class LocalSandbox(SandboxService sandbox) : ISandboxControl
{
    public Task<SandboxStatus> GetStatusAsync(CancellationToken cancellationToken) => Task.FromResult(sandbox.GetStatus());

    public Task<IReadOnlyList<SandboxRequest>> GetRequestsAsync(CancellationToken cancellationToken) => Task.FromResult(sandbox.Requests);

    public Task ApplyAsync(SandboxChange change, CancellationToken cancellationToken)
    {
        sandbox.Apply(change);
        return Task.CompletedTask;
    }

    public Task ResetAsync(CancellationToken cancellationToken)
    {
        sandbox.Reset();
        return Task.CompletedTask;
    }
}
