using FbaOutbound.Http;
using FbaOutbound.Quota;

namespace FbaOutbound.Protocols.Mws;

/// <summary>The operations of both sections of MWS, with the quotas that their pages publish.</summary>
internal static class MwsOperations
{
    /// <summary>The protocol's name, as <c>-ApiVersion</c> takes it.</summary>
    public const string Version = "Mws";

    private const string Outbound = "2010-10-01";
    private const string Merchant = "2015-06-01";
    private const string ListBucket = "ListAllFulfillmentOrders";

    /// <summary>Those that the page of errors lists, for every operation.</summary>
    public static readonly DeclaredStatuses Statuses = new([200], [400, 401, 403, 404, 500, 503]);

    private static readonly UsagePlan s_outbound = new(Rate: 2, Burst: 30);

    // The page of CancelShipment says so; the limits of the other operations are unknown, and the same is assumed.
    private static readonly UsagePlan s_merchant = new(Rate: 5, Burst: 10);

    public static readonly Operation CreateFulfillmentOrder = new("CreateFulfillmentOrder", Outbound, IsRead: false, s_outbound, Statuses);
    public static readonly Operation GetFulfillmentOrder = new(
        "GetFulfillmentOrder", Outbound, IsRead: true, s_outbound, Statuses) { About = SubjectKind.Order };
    public static readonly Operation ListAllFulfillmentOrders = new(ListBucket, Outbound, IsRead: true, s_outbound, Statuses);
    public static readonly Operation ListAllFulfillmentOrdersByNextToken =
        new("ListAllFulfillmentOrdersByNextToken", Outbound, IsRead: true, s_outbound, Statuses) { Bucket = ListBucket };
    public static readonly Operation UpdateFulfillmentOrder = new(
        "UpdateFulfillmentOrder", Outbound, IsRead: false, s_outbound, Statuses) { About = SubjectKind.Order };
    public static readonly Operation CancelFulfillmentOrder = new(
        "CancelFulfillmentOrder", Outbound, IsRead: false, s_outbound, Statuses) { About = SubjectKind.Order };

    public static readonly Operation GetFulfillmentPreview = new("GetFulfillmentPreview", Outbound, IsRead: true, s_outbound, Statuses);
    public static readonly Operation GetPackageTrackingDetails = new(
        "GetPackageTrackingDetails", Outbound, IsRead: true, s_outbound, Statuses) { About = SubjectKind.Package };
    public static readonly Operation ListReturnReasonCodes = new(
        "ListReturnReasonCodes", Outbound, IsRead: true, s_outbound, Statuses) { About = SubjectKind.Sku };
    public static readonly Operation CreateFulfillmentReturn = new(
        "CreateFulfillmentReturn", Outbound, IsRead: false, s_outbound, Statuses) { About = SubjectKind.Order };

    public static readonly Operation CancelShipment = new(
        "CancelShipment", Merchant, IsRead: false, s_merchant, Statuses) { About = SubjectKind.Shipment };
    public static readonly Operation GetShipment = new(
        "GetShipment", Merchant, IsRead: true, s_merchant, Statuses) { About = SubjectKind.Shipment };
    public static readonly Operation CreateShipment = new(
        "CreateShipment", Merchant, IsRead: false, s_merchant, Statuses) { About = SubjectKind.Offer };
    public static readonly Operation GetEligibleShippingServices = new(
        "GetEligibleShippingServices", Merchant, IsRead: true, s_merchant, Statuses) { About = SubjectKind.Order };
    public static readonly Operation GetAdditionalSellerInputs = new(
        "GetAdditionalSellerInputs", Merchant, IsRead: true, s_merchant, Statuses) { About = SubjectKind.Order };
}
