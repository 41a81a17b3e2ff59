using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>What goes wrong at an endpoint without anything being wrong with the request.</summary>
internal enum Trouble
{
    TokenExpired,
    Throttled,
    InternalFailure,
    Unavailable,
    Denied,
    ReadFailed,
}

/// <summary>How a read answers; faults bend it.</summary>
internal enum ReadStyle
{
    Plain,
    UpperCase,
    Masked,
    Sparse,
}

/// <summary>The endpoint of one protocol: it knows paths, bodies and words, and leaves what they mean to the engine.</summary>
internal abstract class Endpoint
{
    /// <summary>The name under which the state file keeps what came through this endpoint.</summary>
    public abstract string Name { get; }

    /// <summary>The operations of the endpoint.</summary>
    public abstract IReadOnlyList<Operation> Operations { get; }

    /// <summary>Says which operation a call means; false if this endpoint does not serve its path.</summary>
    public abstract bool TryIdentify(SandboxCall call, out IdentifiedCall identified);

    /// <summary>Refuses a call that lacks authorization or quota; null lets it in.</summary>
    public abstract SandboxAnswer? Admit(SandboxCall call, in IdentifiedCall identified);

    public abstract SandboxAnswer Handle(SandboxCall call, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now);

    /// <summary>The endpoint's words for trouble.</summary>
    public abstract SandboxAnswer Say(Trouble trouble, in IdentifiedCall identified);

    /// <summary>A false success: 200 with errors in it.</summary>
    public abstract SandboxAnswer SayOkWithErrors(in IdentifiedCall identified);

    /// <summary>What the endpoint answers when it has done what was asked and has nothing to tell.</summary>
    public abstract SandboxAnswer SayDone(in IdentifiedCall identified);

    /// <summary>The rate header of an operation.</summary>
    public virtual string? RateOf(Operation operation) => null;
}
