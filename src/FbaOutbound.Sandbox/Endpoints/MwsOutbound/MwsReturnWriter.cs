using System.Collections.Generic;
using System.Xml;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Endpoints.Outbound20200701;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.MwsOutbound;

/// <summary>Writes returns as the page of CreateFulfillmentReturn shows them.</summary>
internal static class MwsReturnWriter
{
    public static void WriteOutcome(XmlWriter writer, ReturnOutcome outcome)
    {
        WriteItems(writer, outcome.Accepted);
        writer.WriteStartElement("InvalidReturnItemList");
        foreach (var (request, reason) in outcome.Invalid)
        {
            writer.WriteStartElement("InvalidReturnItem");
            writer.WriteGiven("SellerReturnItemId", request.Id);
            writer.WriteGiven("SellerFulfillmentOrderItemId", request.ItemId);
            writer.WriteStartElement("InvalidItemReason");
            writer.WriteElementString("InvalidItemReasonCode", Words<InvalidReturnReason>.Of(reason));
            writer.WriteElementString("Description", ReturnHandler.Describe(reason));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        WriteAuthorizations(writer, outcome.Authorizations);
    }

    public static void WriteItems(XmlWriter writer, IReadOnlyList<ReturnItem>? items)
    {
        writer.WriteStartElement("ReturnItemList");
        foreach (var item in items ?? [])
        {
            writer.WriteStartElement("ReturnItem");
            writer.WriteGiven("SellerReturnItemId", item.Request.Id);
            writer.WriteGiven("SellerFulfillmentOrderItemId", item.Request.ItemId);
            writer.WriteGiven("AmazonShipmentId", item.Request.ShipmentId);
            writer.WriteGiven("SellerReturnReasonCode", item.Request.ReasonCode);
            writer.WriteGiven("ReturnComment", item.Request.Comment);
            writer.WriteGiven("AmazonReturnReasonCode", item.Received is null ? null : item.Request.ReasonCode);
            writer.WriteElementString("Status", item.Received is null ? "New" : "Processed");
            writer.WriteDate("StatusChangedDate", item.Changed);
            writer.WriteElementString("ReturnAuthorizationId", item.AuthorizationId);
            writer.WriteGiven("ReturnReceivedCondition", item.Received is { } condition ? Words<Disposition>.Of(condition) : null);
            writer.WriteGiven("FulfillmentCenterId", item.Center);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    public static void WriteAuthorizations(XmlWriter writer, IReadOnlyList<ReturnAuthorization>? authorizations)
    {
        writer.WriteStartElement("ReturnAuthorizationList");
        foreach (var authorization in authorizations ?? [])
        {
            var address = CenterAddress.Of(authorization.Center);
            writer.WriteStartElement("ReturnAuthorization");
            writer.WriteElementString("ReturnAuthorizationId", authorization.Id);
            writer.WriteElementString("FulfillmentCenterId", authorization.Center);
            writer.WriteStartElement("ReturnToAddress");
            writer.WriteElementString("Name", address.Name);
            writer.WriteElementString("Line1", address.Line1);
            writer.WriteElementString("City", address.City);
            writer.WriteElementString("StateOrProvinceCode", address.State);
            writer.WriteElementString("PostalCode", address.PostalCode);
            writer.WriteElementString("CountryCode", address.CountryCode);
            writer.WriteEndElement();
            writer.WriteElementString("AmazonRmaId", authorization.RmaId);
            writer.WriteElementString("RmaPageURL", "https://www.amazon.com/gp/orc/rml/" + authorization.RmaId);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    public static void WriteReasons(XmlWriter writer, string? language)
    {
        writer.WriteStartElement("ReasonCodeDetailsList");
        foreach (var reason in ReturnReasons.All)
        {
            writer.WriteStartElement("ReasonCodeDetails");
            writer.WriteElementString("ReturnReasonCode", reason.Code);
            writer.WriteElementString("Description", reason.Description);
            writer.WriteGiven("TranslatedDescription", language is null ? null : reason.In(language));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }
}
