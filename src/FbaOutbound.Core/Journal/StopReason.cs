using System;

namespace FbaOutbound.Journal;

/// <summary>How firmly a shop has stopped an order.</summary>
internal enum StopKind
{
    /// <summary>Shops may lift it, as a hold.</summary>
    Other,

    /// <summary>The order only waits for something that comes as a rule.</summary>
    Waiting,

    /// <summary>Shops hardly ever take it back.</summary>
    Lasting,
}

/// <summary>Why a shop has stopped an order, as journals store it.</summary>
/// <param name="Text">What is stored. It never changes, whatever the reason is called elsewhere.</param>
/// <param name="Kind">How firm it is.</param>
internal sealed record StopReason(string Text, StopKind Kind)
{
    /// <summary>What is stored in the place of a reason when the order is wanted after all.</summary>
    public const string Wanted = "Wanted";

    private static readonly StopReason[] s_known = [Cancelled, Refunded, CancelListed, Unpaid, NotAcknowledged];

    /// <summary>The order was cancelled.</summary>
    public static StopReason Cancelled => new("Cancelled", StopKind.Lasting);

    /// <summary>All units were refunded.</summary>
    public static StopReason Refunded => new("Refunded", StopKind.Lasting);

    /// <summary>A list asks to cancel the order.</summary>
    public static StopReason CancelListed => new("CancelListed", StopKind.Lasting);

    /// <summary>The order is not paid yet.</summary>
    public static StopReason Unpaid => new("Unpaid", StopKind.Waiting);

    /// <summary>The seller has not acknowledged the order yet.</summary>
    public static StopReason NotAcknowledged => new("NotAcknowledged", StopKind.Waiting);

    /// <summary>Whether shops hardly ever take it back.</summary>
    public bool IsLasting => Kind == StopKind.Lasting;

    /// <summary>Whether the order only waits for something that comes as a rule.</summary>
    public bool IsWaiting => Kind == StopKind.Waiting;

    /// <summary>A reason that shops may lift.</summary>
    public static StopReason Other(string text) => new(text, StopKind.Other);

    /// <summary>Reads what is stored; null if the order is wanted, or nothing is stored.</summary>
    public static StopReason? Parse(string? stored) => stored is null or Wanted ? null
        : Array.Find(s_known, known => known.Text == stored) ?? Other(stored);
}
