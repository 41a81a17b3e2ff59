using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>Writes the services of orders and their items: packaging, packing slips, payment on delivery.</summary>
internal sealed class ServicesWriter(Utf8JsonWriter writer, ReadStyle style)
{
    /// <summary>The sales channel, which version 2020-07-01 keeps among the features.</summary>
    public static string? ChannelOf(OrderContent content) =>
        FeatureOf(
            content,
            static name => name.StartsWith(Wording.ChannelPrefix, StringComparison.Ordinal))?.Name!.Substring(Wording.ChannelPrefix.Length);

    private static Feature? FeatureOf(OrderContent content, Func<string, bool> isIt) =>
        content.Features?.FirstOrDefault(feature => feature.Name is { } name && isIt(name));

    private static bool? IsRequired(OrderContent content, string name) => FeatureOf(content, other => other == name) is { } feature
        ? feature.Policy != "NotRequired"
        : null;

    public void WriteServices(OrderContent content)
    {
        writer.WriteStartObject("services");
        var isUnbranded = IsRequired(content, Wording.BlankBox);
        var isOverboxed = IsRequired(content, Wording.Overbox);
        var slip = content.Terms.Slip;
        if (isUnbranded is not null || isOverboxed is not null || slip != PackingSlip.None)
        {
            writer.WriteStartObject("packaging");
            Given("packagingOption", isUnbranded is null ? null : isUnbranded.Value ? "UNBRANDED" : "ANY");
            Given("overbox", isOverboxed is null ? null : isOverboxed.Value ? "REQUIRED" : "NOT_REQUIRED");
            if (slip is null)
            {
                writer.WriteStartObject("packingSlip");
                writer.WriteStartObject("templateAttributes");
                Text("orderId", content.DisplayableId);
                Date("orderTime", content.DisplayableDate);
                Text("orderText", content.DisplayableComment);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }
            else
            {
                WriteSlip(slip);
            }

            writer.WriteEndObject();
        }

        var isBlocked = IsRequired(content, Wording.BlockAmazonLogistics);
        if (content.Terms.AdditionalServices is not null || isBlocked is not null)
        {
            writer.WriteStartObject("additional");
            foreach (var service in content.Terms.AdditionalServices ?? [])
            {
                writer.WriteString(service.Key, service.Value);
            }

            Given(Wording.BlockAmazonLogisticsService, isBlocked is null ? null : isBlocked.Value ? "REQUIRED" : "NOT_REQUIRED");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void WriteSlip(PackingSlip slip)
    {
        if (slip == PackingSlip.None)
        {
            return;
        }

        writer.WriteStartObject("packingSlip");
        Given("templateName", slip.Template);
        if (slip.Attributes is { } attributes)
        {
            writer.WriteStartObject("templateAttributes");
            foreach (var attribute in attributes)
            {
                Text(attribute.Key, attribute.Value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public void WriteItemServices(ItemContent content)
    {
        var slip = content.Slip ?? SlipOf(content);
        if (slip == PackingSlip.None && content.PaidOnDelivery is null)
        {
            return;
        }

        writer.WriteStartObject("fulfillmentConfiguration");
        writer.WriteStartObject("services");
        if (slip != PackingSlip.None)
        {
            writer.WriteStartObject("packaging");
            WriteSlip(slip);
            writer.WriteEndObject();
        }

        if (content.PaidOnDelivery is { } price)
        {
            writer.WriteStartObject("delivery");
            writer.WriteStartObject("paymentOnDelivery");
            WriteMoney("perUnitServicePrice", price);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static PackingSlip SlipOf(ItemContent content)
    {
        if (content.GiftMessage is null && content.Comment is null)
        {
            return PackingSlip.None;
        }

        List<KeyValuePair<string, string>> attributes = [];
        if (content.GiftMessage is { } message)
        {
            attributes.Add(new KeyValuePair<string, string>("giftMessage", message));
        }

        if (content.Comment is { } comment)
        {
            attributes.Add(new KeyValuePair<string, string>("lineItemText", comment));
        }

        return new PackingSlip(null, attributes);
    }

    public void WriteMoney(string name, Money? money)
    {
        if (money is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("currencyCode", money.Currency);
        writer.WriteString("amount", money.Amount);
        writer.WriteEndObject();
    }

    private void Date(string name, DateTimeOffset value) => writer.WriteString(name, Iso8601.Format(value));

    private void Text(string name, string value) =>
        writer.WriteString(name, style == ReadStyle.UpperCase ? value.ToUpperInvariant() : value);

    private void Given(string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
