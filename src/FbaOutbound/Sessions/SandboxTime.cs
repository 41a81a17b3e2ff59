using System;
using FbaOutbound.Sandbox;

namespace FbaOutbound.Sessions;

/// <summary>The clock of a session with a sandbox in this process: the sandbox's dates, which the user can move on, and real waiting.</summary>
internal sealed class SandboxTime(SandboxService sandbox) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => sandbox.Now;
}
