using System;

namespace FbaOutbound.Orders;

/// <summary>The words for an order's state and action, and what follows from them.</summary>
internal static class OrderStatus
{
    public const string New = nameof(New);
    public const string Received = nameof(Received);
    public const string Planning = nameof(Planning);
    public const string Processing = nameof(Processing);
    public const string Cancelled = nameof(Cancelled);
    public const string Complete = nameof(Complete);
    public const string CompletePartialled = nameof(CompletePartialled);
    public const string Unfulfillable = nameof(Unfulfillable);
    public const string Invalid = nameof(Invalid);

    public const string Ship = nameof(Ship);
    public const string Hold = nameof(Hold);

    /// <summary>How long an order hold stays in effect (CreateFulfillmentOrder, "Putting an order hold on a fulfillment order").</summary>
    public static readonly TimeSpan HoldDuration = TimeSpan.FromDays(14);

    private static readonly string[] s_known =
        [New, Received, Planning, Processing, Cancelled, Complete, CompletePartialled, Unfulfillable, Invalid];

    /// <summary>The states of version 2020-07-01, as a list in a sentence.</summary>
    public static string Names => string.Join(", ", s_known);

    /// <summary>Returns the 2020-07-01 word for a service's word, whatever its case and underscores, or the word unchanged.</summary>
    public static string? Normalize(string? serviceStatus)
    {
        if (serviceStatus is null)
        {
            return null;
        }

        var bare = serviceStatus.Trim().Replace("_", "");
        foreach (var word in s_known)
        {
            if (string.Equals(word, bare, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        // 2026-07-04 says COMPLETE_PARTIAL for what 2020-07-01 calls CompletePartialled.
        return string.Equals(bare, "CompletePartial", StringComparison.OrdinalIgnoreCase) ? CompletePartialled : serviceStatus;
    }

    /// <summary>Whether it is a state of version 2020-07-01, in any spelling.</summary>
    public static bool IsKnown(string status) => Array.IndexOf(s_known, Normalize(status)) >= 0;

    public static bool IsAction(string? action, string word) => string.Equals(action?.Trim(), word, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether an order that is wanted is to be shipped at once. MWS leaves the default action out; an order that is looked for by its id
    /// wants nothing.
    /// </summary>
    public static bool Ships(FulfillmentOrder order) =>
        IsAction(order.Action ?? (order.Items is { Count: > 0 } ? DefaultValues.Action : null), Ship);

    /// <summary>Whether nothing changes any more.</summary>
    public static bool IsFinal(string? status) => status is Cancelled or Complete or CompletePartialled or Unfulfillable or Invalid;

    /// <summary>Whether the order came to nothing: its id is used up and no goods will leave.</summary>
    public static bool IsDead(string? status) => status is Cancelled or Unfulfillable or Invalid;

    /// <summary>
    /// Whether an order with the action Hold is still waiting. Processing counts: on 2026-07-04 a held order reads PROCESSING,
    /// and on 2020-07-01 a held order never gets there with its action unchanged.
    /// </summary>
    public static bool MayBeHeld(string? status) => status is null || !IsFinal(status);

    public static bool? CanCancel(string? status) => status switch
    {
        New or Received or Planning => true,
        Processing => false,
        _ when IsFinal(status) => false,
        _ => null,
    };
}
