using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>Packing slips: the displayable members as attributes of a template, and back. Any slip makes Amazon print one.</summary>
internal static class PackingSlips
{
    /// <summary>The name of the member that is a slip.</summary>
    public const string Member = "packingSlip";

    private const string Attributes = "templateAttributes";
    private const string OrderId = "orderId";
    private const string OrderTime = "orderTime";
    private const string OrderText = "orderText";
    private const string GiftMessage = "giftMessage";
    private const string LineItemText = "lineItemText";

    public static WireNode? Of(FulfillmentOrder order) => Write(
        order.PackingSlip,
        (OrderId, order.DisplayableOrderId),
        (OrderTime, IsoTime.Write(order.DisplayableOrderDate)),
        (OrderText, order.DisplayableOrderComment));

    public static WireNode? Of(FulfillmentOrderItem item) => Write(
        item.PackingSlip, (GiftMessage, item.GiftMessage), (LineItemText, item.DisplayableComment));

    public static FulfillmentOrder Read(FulfillmentOrder order, WireNode? slip)
    {
        var attributes = slip?.TextsByName(Attributes) ?? [];
        var date = slip?.Find(Attributes)?.Date(OrderTime);
        return order with
        {
            DisplayableOrderId = Take(attributes, OrderId),
            DisplayableOrderDate = date,
            DisplayableOrderComment = Take(attributes, OrderText),
            PackingSlip = Rest(slip, attributes, date is null ? "" : OrderTime),
        };
    }

    public static FulfillmentOrderItem Read(FulfillmentOrderItem item, WireNode? slip)
    {
        var attributes = slip?.TextsByName(Attributes) ?? [];
        return item with
        {
            GiftMessage = Take(attributes, GiftMessage),
            DisplayableComment = Take(attributes, LineItemText),
            PackingSlip = Rest(slip, attributes, ""),
        };
    }

    private static WireNode? Write(PackingSlip? slip, params (string Name, string? Value)[] known)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var pair in slip?.Attributes ?? new Dictionary<string, string>())
        {
            attributes[pair.Key] = pair.Value;
        }

        foreach (var (name, value) in known.Where(one => !string.IsNullOrEmpty(one.Value)))
        {
            attributes[name] = value!;
        }

        return WireNode.ObjectOrNone(Member, WireNode.Of("templateName", slip?.TemplateName), WireNode.Map(Attributes, attributes));
    }

    private static string? Take(Dictionary<string, string> attributes, string name)
    {
        attributes.TryGetValue(name, out var value);
        attributes.Remove(name);
        return value;
    }

    private static PackingSlip? Rest(WireNode? slip, Dictionary<string, string> attributes, string known)
    {
        attributes.Remove(known);
        var template = slip?.Text("templateName");
        return attributes.Count == 0 && template is null ? null : new PackingSlip { TemplateName = template, Attributes = attributes };
    }
}
