using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>The service pages that the rules are stated on.</summary>
internal static class ServicePages
{
    public const string India = "Multi-Channel Fulfillment, Create an order in India";
    public const string Iso3166 = "ISO 3166-1 alpha-2";

    public static string Create(OrderContext context) => Of(context, "CreateFulfillmentOrder", "createFulfillmentOrder", "createOrder");

    public static string Preview(OrderContext context) => Of(context, "GetFulfillmentPreview", "getFulfillmentPreview", "getOrderPreview");

    public static string Update(OrderContext context) => Of(context, "UpdateFulfillmentOrder", "updateFulfillmentOrder", "updateOrder");

    private static string Of(OrderContext context, string mws, string spApi, string spApi2026) => context switch
    {
        { IsMws: true } => $"Amazon MWS, Fulfillment Outbound Shipment, {mws}",
        { Is2026: true } => $"Fulfillment Outbound API v2026-07-04, {spApi2026}",
        _ => $"Fulfillment Outbound API v2020-07-01, {spApi}",
    };
}
