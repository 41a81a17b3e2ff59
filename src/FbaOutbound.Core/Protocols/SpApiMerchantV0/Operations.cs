using FbaOutbound.Http;
using FbaOutbound.Quota;

namespace FbaOutbound.Protocols.SpApiMerchantV0;

/// <summary>The operations of merchant fulfillment v0, with Amazon's names and published usage plans.</summary>
internal static class Operations
{
    private const string Version = "v0";

    public static readonly Operation GetEligibleShipmentServices = new("getEligibleShipmentServices", Version, IsRead: true, new UsagePlan(Rate: 6, Burst: 12));
    public static readonly Operation GetShipment = new("getShipment", Version, IsRead: true, new UsagePlan(Rate: 1, Burst: 1)) { IsRestricted = true };
    public static readonly Operation CancelShipment = new("cancelShipment", Version, IsRead: false, new UsagePlan(Rate: 1, Burst: 1)) { IsRestricted = true };
    public static readonly Operation CreateShipment = new("createShipment", Version, IsRead: false, new UsagePlan(Rate: 2, Burst: 2)) { IsRestricted = true };
    public static readonly Operation GetAdditionalSellerInputs = new("getAdditionalSellerInputs", Version, IsRead: true, new UsagePlan(Rate: 1, Burst: 1));
}
