namespace FbaOutbound;

/// <summary>What kind of thing a request names, and so what is missing if the service says that something is not found.</summary>
internal enum SubjectKind
{
    Other,

    /// <summary>An offer to ship, which a purchase accepts.</summary>
    Offer,
    Order,
    Package,
    Shipment,
    Sku,
}
