namespace FbaOutbound.Pipeline;

/// <summary>The words for changes whose outcome a command can no longer show.</summary>
/// <param name="One">What one is called.</param>
/// <param name="Many">What several are called.</param>
/// <param name="Advice">What to do.</param>
internal sealed record OwedWords(string One, string Many, string Advice)
{
    /// <summary>What to do about the records that a deadline has left over.</summary>
    public string Rest { get; init; } = "Run the same command again to process the rest.";

    public static readonly OwedWords Orders =
        new("order", "orders", "It is safe to run the same command again: nothing is done twice. Get-FbaFulfillmentOrder shows the orders.");

    public static readonly OwedWords Shipments =
        new("shipment", "shipments", "It is safe to run the same command again: nothing is done twice. Get-MfnShipment shows the shipments.");

    public static readonly OwedWords JournaledPurchases =
        new(
            "purchase",
            "purchases",
            "Run the command again with the same journal: it buys nothing twice and reports what to look up in Seller Central.");

    // What was bought can neither be looked up by its order nor be bought again without paying twice.
    public static readonly OwedWords Purchases =
        new(
            "purchase",
            "purchases",
            "Look for the labels in Seller Central under Manage Orders before you run the command again: it would buy them a second time.")
    {
        Rest = "Run the command again for the packages with this error only: for the others it would buy a second label.",
    };
}
