using System.Collections.Generic;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>Writes returns as createFulfillmentReturn and getFulfillmentOrder show them.</summary>
internal static class ReturnWriter
{
    public static void WriteItems(Utf8JsonWriter writer, IReadOnlyList<ReturnItem>? items, ReadStyle style)
    {
        writer.WriteStartArray("returnItems");
        foreach (var item in items ?? [])
        {
            writer.WriteStartObject();
            writer.WriteString("sellerReturnItemId", item.Request.Id);
            writer.WriteString("sellerFulfillmentOrderItemId", item.Request.ItemId);
            writer.WriteString("amazonShipmentId", item.Request.ShipmentId);
            writer.WriteString("sellerReturnReasonCode", item.Request.ReasonCode);
            writer.WriteString("status", item.Received is null ? "New" : "Processed");
            writer.WriteString("statusChangedDate", Iso8601.Format(item.Changed));
            if (style != ReadStyle.Sparse)
            {
                if (item.Request.Comment is { } comment)
                {
                    writer.WriteString("returnComment", style == ReadStyle.UpperCase ? comment.ToUpperInvariant() : comment);
                }

                writer.WriteString("returnAuthorizationId", item.AuthorizationId);
                if (item.Received is { } condition)
                {
                    writer.WriteString("amazonReturnReasonCode", item.Request.ReasonCode);
                    writer.WriteString("returnReceivedCondition", Words<Disposition>.Of(condition));
                    writer.WriteString("fulfillmentCenterId", item.Center);
                }
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteAuthorizations(Utf8JsonWriter writer, IReadOnlyList<ReturnAuthorization>? authorizations)
    {
        writer.WriteStartArray("returnAuthorizations");
        foreach (var authorization in authorizations ?? [])
        {
            var address = CenterAddress.Of(authorization.Center);
            writer.WriteStartObject();
            writer.WriteString("returnAuthorizationId", authorization.Id);
            writer.WriteString("fulfillmentCenterId", authorization.Center);
            writer.WriteStartObject("returnToAddress");
            writer.WriteString("name", address.Name);
            writer.WriteString("addressLine1", address.Line1);
            writer.WriteString("city", address.City);
            writer.WriteString("stateOrRegion", address.State);
            writer.WriteString("postalCode", address.PostalCode);
            writer.WriteString("countryCode", address.CountryCode);
            writer.WriteEndObject();
            writer.WriteString("amazonRmaId", authorization.RmaId);
            writer.WriteString("rmaPageURL", "https://www.amazon.com/gp/orc/rml/" + authorization.RmaId);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
