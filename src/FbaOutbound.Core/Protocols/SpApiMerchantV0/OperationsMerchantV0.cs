using FbaOutbound.Http;
using FbaOutbound.Quota;

namespace FbaOutbound.Protocols.SpApiMerchantV0;

/// <summary>The operations of merchant fulfillment v0, with Amazon's names, published usage plans and declared statuses.</summary>
internal static class OperationsMerchantV0
{
    /// <summary>The role that an application needs for shipments.</summary>
    public const string Role = "Direct-to-Consumer Shipping (Restricted)";

    private const string Version = "v0";

    private static readonly DeclaredStatuses s_statuses = new([200], [400, 401, 403, 404, 429, 500, 503]);

    public static readonly Operation GetEligibleShipmentServices = new(
        "getEligibleShipmentServices", Version, IsRead: true, new UsagePlan(Rate: 6, Burst: 12), s_statuses)
    {
        Role = Role, About = SubjectKind.Order,
    };
    public static readonly Operation GetShipment = new(
        "getShipment", Version, IsRead: true, new UsagePlan(Rate: 1, Burst: 1), s_statuses)
    {
        IsRestricted = true, Role = Role, About = SubjectKind.Shipment,
    };
    public static readonly Operation CancelShipment = new(
        "cancelShipment", Version, IsRead: false, new UsagePlan(Rate: 1, Burst: 1), s_statuses)
    {
        IsRestricted = true, Role = Role, About = SubjectKind.Shipment,
    };
    public static readonly Operation CreateShipment = new(
        "createShipment", Version, IsRead: false, new UsagePlan(Rate: 2, Burst: 2), s_statuses)
    {
        IsRestricted = true, Role = Role, About = SubjectKind.Offer,
    };
    public static readonly Operation GetAdditionalSellerInputs = new(
        "getAdditionalSellerInputs", Version, IsRead: true, new UsagePlan(Rate: 1, Burst: 1), s_statuses)
    {
        Role = Role, About = SubjectKind.Order,
    };
}
