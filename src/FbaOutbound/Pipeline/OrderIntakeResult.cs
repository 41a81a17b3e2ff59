using System;
using System.Collections.Generic;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>An order to send, or why it is not sent.</summary>
/// <param name="Target">What an error names: the order's id, or <c>row 17</c>.</param>
/// <param name="Row">The number of its first row.</param>
internal sealed record OrderIntakeResult(string Target, long Row)
{
    public FulfillmentOrder? Order { get; init; }

    /// <summary>The first row of the order in the file that it was imported from; null if it was not.</summary>
    public long? FileRow { get; init; }

    /// <summary>The row that the user is told: one of the file, as everything else names it.</summary>
    public long ShownRow => FileRow ?? Row;

    /// <summary>Everything that is known to be wrong with the order, what does not refuse it, too.</summary>
    public IReadOnlyList<OrderProblem> Problems { get; init; } = [];

    /// <summary>The session that the order goes out with; set where there is an order.</summary>
    public FbaSession? Session { get; init; }

    public FbaException? Problem { get; init; }

    /// <summary>Finds the row of a member of the order; null if there were no rows.</summary>
    public Func<string, long>? RowOf { get; init; }

    /// <summary>Whether the order was made of rows.</summary>
    public bool IsOfRows => RowOf is not null;

    /// <summary>Whether an earlier order of the command has the same recipient and the same items.</summary>
    public bool RepeatsOrder { get; init; }

    /// <summary>Whether an earlier order of the command has the same id and the same content, so that this one is not to be sent.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>Whether it is an object with members that are not read, for which it is refused.</summary>
    public bool LosesMembers { get; init; }

    /// <summary>A record that is not an order.</summary>
    public object? Other { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
