namespace FbaOutbound.Sandbox.Endpoints;

internal enum OperationKind
{
    Token,
    Create,
    Change,
    Read,
    List,

    /// <summary>A question that is not about the orders' own contents.</summary>
    Query,
}

/// <summary>One operation of a service, with the usage plan that Amazon publishes for it.</summary>
internal sealed class Operation(string name, OperationKind kind, double rate, int burst)
{
    public string Name { get; } = name;

    public OperationKind Kind { get; } = kind;

    public double Rate { get; } = rate;

    public int Burst { get; } = burst;

    /// <summary>The operation whose bucket this one draws from, where two share one.</summary>
    public Operation? Shares { get; init; }
}
