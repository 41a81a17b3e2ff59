namespace FbaOutbound.Orders;

/// <summary>A value of a response that could not be read as what it should be. The member that it belongs to is null or empty.</summary>
public sealed record UnreadValue
{
    /// <summary>Where the value stands, in the service's own names, such as <c>lineItems[0].amount.value</c>.</summary>
    public string Path { get; init; } = "";

    /// <summary>The value unchanged, cut after 200 characters. It does not show by accident: it could be a recipient's.</summary>
    public string Text { get; init; } = "";

    /// <summary>Returns the path.</summary>
    public override string ToString() => Path;
}
