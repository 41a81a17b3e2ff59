namespace FbaOutbound.Orders;

/// <summary>The recipient of an order in texts that two spellings of one address share.</summary>
/// <param name="Name">The name.</param>
/// <param name="Place">All of the address but the name.</param>
internal sealed record OrderRecipient(string Name, string Place)
{
    /// <summary>Says nothing of the recipient.</summary>
    public override string ToString() => nameof(OrderRecipient);
}
