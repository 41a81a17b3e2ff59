using System;

namespace FbaOutbound.Tracking;

/// <summary>Why the parcels of an order, or a file of them, cannot be given to a shop.</summary>
internal enum TrackingProblem
{
    /// <summary>The order was read without its items and shipments.</summary>
    OrderIncomplete,

    /// <summary>The shop has no name for the carrier.</summary>
    CarrierUnknown,

    /// <summary>The shop's file needs something that the order does not say.</summary>
    NotExpressible,

    /// <summary>The state file is damaged, or another one.</summary>
    StateUnusable,

    /// <summary>Another run has the state file.</summary>
    StateInUse,

    /// <summary>The file already exists.</summary>
    FileExists,

    /// <summary>The file cannot be written.</summary>
    FileNotSaved,
}

/// <summary>Parcels that are not given to a shop. The message names ids and carriers, and nothing of a recipient.</summary>
internal sealed class TrackingException(TrackingProblem problem, string message, Exception? cause = null) : FbaException(message, cause)
{
    public TrackingProblem Problem { get; } = problem;
}
