using FbaOutbound.Http;
using FbaOutbound.Quota;

namespace FbaOutbound.Protocols.SpApi20200701;

/// <summary>The operations of version 2020-07-01, with Amazon's names, published usage plans and declared statuses.</summary>
internal static class Operations20200701
{
    public const string Version = "2020-07-01";

    private static readonly UsagePlan s_usual = new(Rate: 2, Burst: 30);
    private static readonly DeclaredStatuses s_statuses = new([200], [400, 401, 403, 404, 429, 500, 503]);

    public static readonly Operation CreateFulfillmentOrder = new("createFulfillmentOrder", Version, IsRead: false, s_usual, s_statuses);
    public static readonly Operation GetFulfillmentOrder = new(
        "getFulfillmentOrder", Version, IsRead: true, s_usual, s_statuses) { About = SubjectKind.Order };
    public static readonly Operation ListAllFulfillmentOrders = new("listAllFulfillmentOrders", Version, IsRead: true, s_usual, s_statuses);
    public static readonly Operation UpdateFulfillmentOrder = new(
        "updateFulfillmentOrder", Version, IsRead: false, s_usual, s_statuses) { About = SubjectKind.Order };
    public static readonly Operation CancelFulfillmentOrder = new(
        "cancelFulfillmentOrder", Version, IsRead: false, s_usual, s_statuses) { About = SubjectKind.Order };
    public static readonly Operation GetFulfillmentPreview = new("getFulfillmentPreview", Version, IsRead: true, s_usual, s_statuses);
    public static readonly Operation DeliveryOffers = new(
        "deliveryOffers", Version, IsRead: true, new UsagePlan(Rate: 5, Burst: 30), s_statuses);
    public static readonly Operation GetPackageTrackingDetails = new(
        "getPackageTrackingDetails", Version, IsRead: true, s_usual, s_statuses) { About = SubjectKind.Package };
    public static readonly Operation ListReturnReasonCodes = new(
        "listReturnReasonCodes", Version, IsRead: true, s_usual, s_statuses) { About = SubjectKind.Sku };
    public static readonly Operation CreateFulfillmentReturn = new(
        "createFulfillmentReturn", Version, IsRead: false, s_usual, s_statuses) { About = SubjectKind.Order };
    public static readonly Operation GetFeatures = new("getFeatures", Version, IsRead: true, s_usual, s_statuses);
    public static readonly Operation GetFeatureInventory = new("getFeatureInventory", Version, IsRead: true, s_usual, s_statuses);
    public static readonly Operation GetFeatureSku = new(
        "getFeatureSKU", Version, IsRead: true, s_usual, s_statuses) { About = SubjectKind.Sku };

    // A sandbox's own: it has no published plan, and every operation of Amazon's sandbox has this one.
    public static readonly Operation SubmitFulfillmentOrderStatusUpdate = new(
        "submitFulfillmentOrderStatusUpdate", Version, IsRead: false, new UsagePlan(Rate: 5, Burst: 15), s_statuses)
    {
        About = SubjectKind.Order,
    };
}
