using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Rules;

/// <summary>
/// What is known of an order before a request is spent on it. In an <c>if</c> ask for <see cref="IsValid"/>: an object is always true.
/// </summary>
public sealed record OrderTest
{
    /// <summary>The order's id, or <c>row 17</c> where it has none.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>The number of the order's first row in the input, from 1; 0 where there were no rows.</summary>
    public long Row { get; init; }

    /// <summary>
    /// Whether nothing refuses it: the rules that New-FbaFulfillmentOrder holds it to and, where they were requested, Amazon's preview and
    /// the stock.
    /// </summary>
    public bool IsValid { get; init; }

    /// <summary>Everything that is wrong with it, what does not refuse it, too.</summary>
    public IReadOnlyList<OrderProblem> Problems
    {
        get;
        init => field = OutputList<OrderProblem>.Of(value);
    } = OutputList<OrderProblem>.None;

    /// <summary>How Amazon would fulfill it, for each speed, where that was requested; empty otherwise.</summary>
    public IReadOnlyList<FulfillmentPreview> Previews
    {
        get;
        init => field = OutputList<FulfillmentPreview>.Of(value);
    } = OutputList<FulfillmentPreview>.None;

    /// <summary>The protocol version whose rules it was held to.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>Returns the id and whether it is valid.</summary>
    public override string ToString() => $"{SellerFulfillmentOrderId} {(IsValid ? "valid" : "invalid")}";
}
