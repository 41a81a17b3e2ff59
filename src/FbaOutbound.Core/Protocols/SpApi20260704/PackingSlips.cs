using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>Packing slips: the displayable members as attributes of a template, and back. Any slip makes Amazon print one.</summary>
internal static class PackingSlips
{
    private const string OrderId = "orderId";
    private const string OrderTime = "orderTime";
    private const string OrderText = "orderText";
    private const string GiftMessage = "giftMessage";
    private const string LineItemText = "lineItemText";

    public static WirePackingSlip? Of(FulfillmentOrder order) => Write(
        order.PackingSlip,
        (OrderId, order.DisplayableOrderId),
        (OrderTime, IsoTime.Write(order.DisplayableOrderDate)),
        (OrderText, order.DisplayableOrderComment));

    public static WirePackingSlip? Of(FulfillmentOrderItem item) => Write(
        item.PackingSlip, (GiftMessage, item.GiftMessage), (LineItemText, item.DisplayableComment));

    public static FulfillmentOrder Read(FulfillmentOrder order, WirePackingSlip? slip)
    {
        var date = IsoTime.Read(Attribute(slip, OrderTime));
        return order with
        {
            DisplayableOrderId = Attribute(slip, OrderId),
            DisplayableOrderDate = date,
            DisplayableOrderComment = Attribute(slip, OrderText),
            PackingSlip = Rest(slip, OrderId, date is null ? "" : OrderTime, OrderText),
        };
    }

    public static FulfillmentOrderItem Read(FulfillmentOrderItem item, WirePackingSlip? slip) => item with
    {
        GiftMessage = Attribute(slip, GiftMessage),
        DisplayableComment = Attribute(slip, LineItemText),
        PackingSlip = Rest(slip, GiftMessage, LineItemText),
    };

    private static WirePackingSlip? Write(PackingSlip? slip, params (string Name, string? Value)[] known)
    {
        var attributes = new Dictionary<string, string?>();
        foreach (var pair in slip?.Attributes ?? new Dictionary<string, string>())
        {
            attributes[pair.Key] = pair.Value;
        }

        foreach (var (name, value) in known.Where(one => !string.IsNullOrEmpty(one.Value)))
        {
            attributes[name] = value;
        }

        return attributes.Count == 0 && string.IsNullOrEmpty(slip?.TemplateName)
            ? null
            : new WirePackingSlip { TemplateName = slip?.TemplateName, TemplateAttributes = attributes.Count == 0 ? null : attributes };
    }

    private static string? Attribute(WirePackingSlip? slip, string name) =>
        slip?.TemplateAttributes is { } attributes && attributes.TryGetValue(name, out var value) ? value : null;

    private static PackingSlip? Rest(WirePackingSlip? slip, params string[] known)
    {
        var rest = (slip?.TemplateAttributes ?? [])
            .Where(pair => pair.Value is not null && !known.Contains(pair.Key))
            .ToDictionary(pair => pair.Key, pair => pair.Value!);
        return rest.Count == 0 && slip?.TemplateName is null ? null : new PackingSlip { TemplateName = slip?.TemplateName, Attributes = rest };
    }
}
