using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Rows;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Sandbox.Faults;

namespace FbaOutbound.Sandboxes;

/// <summary>The faults that Set-FbaSandbox was requested to add, and what they affect.</summary>
internal sealed record FaultRequest
{
    private const string FaultParameter = "Fault";

    /// <summary>The parameters that say more about -Fault.</summary>
    public static IReadOnlyList<string> Details { get; } = ["Operation", "SellerFulfillmentOrderId", "Times", "Delay", "Chance"];

    /// <summary>The names of the faults.</summary>
    public static IReadOnlyList<string> KindNames { get; } =
        [.. Enum.GetNames(typeof(FaultKind)).Where(name => name != nameof(FaultKind.None))];

    public IReadOnlyList<string> Kinds { get; init; } = [];

    public string? Operation { get; init; }

    public IReadOnlyList<string> OrderIds { get; init; } = [];

    public int Times { get; init; } = 1;

    public TimeSpan? Delay { get; init; }

    public double? Chance { get; init; }

    /// <summary>Those of <see cref="Details"/> that were given.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <exception cref="ParameterInvalidException">A fault is unknown, or the details do not belong together.</exception>
    public IReadOnlyList<ChangeRequest> Read()
    {
        if (Kinds.Count == 0 && Given.Count > 0)
        {
            throw new ParameterInvalidException($"-{Given[0]} needs -{FaultParameter}.");
        }

        if (Chance is not null && Given.Count > 1)
        {
            var others = string.Join(", -", Given.Where(name => name != "Chance"));
            throw new ParameterInvalidException(
                $"-Chance applies to every request that the fault can affect. Leave out -{others}.");
        }

        var orders = OrderIds.Count == 0 ? [null] : OrderIds.Cast<string?>();
        return [.. Kinds.Select(Kind).SelectMany(kind => orders.Select(order => Request(kind, order)))];
    }

    private static FaultKind Kind(string text)
    {
        var name = KindNames.FirstOrDefault(name => string.Equals(name, text?.Trim(), StringComparison.OrdinalIgnoreCase));
        if (name is not null)
        {
            return (FaultKind)Enum.Parse(typeof(FaultKind), name);
        }

        var near = Spelling.Nearest(text ?? "", KindNames);
        throw new ParameterInvalidException(
            $"Unknown fault '{Spelling.Showable(text ?? "")}'. "
                + (near is null ? $"The faults are: {string.Join(", ", KindNames)}." : $"Did you mean {near}?"));
    }

    private ChangeRequest Request(FaultKind kind, string? order)
    {
        var fault = new FaultChange(kind, Operation?.Trim(), order, Delay, Chance, Times);
        var action = Chance is { } chance
            ? string.Format(CultureInfo.InvariantCulture, "Let the fault {0} affect requests with a probability of {1}", kind, chance)
            : string.Format(
                CultureInfo.InvariantCulture,
                "Let the fault {0} affect {1} {2}{3}{4}",
                kind,
                Times == 1 ? "the next request" : $"the next {Times} requests",
                Operation is null ? "that it can affect" : $"of {Spelling.Showable(Operation)}",
                order is null ? "" : $" for order {Spelling.Showable(order)}",
                Delay is { } delay ? $", for {delay:c}" : "");
        return new ChangeRequest(action, change => change.Faults = [.. change.Faults, fault]);
    }
}
