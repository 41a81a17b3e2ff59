using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>A preview as this version shows it: shipments first, and for each the offers of all speeds.</summary>
internal sealed class PreviewAnswer
{
    private readonly Marketplace _marketplace;
    private readonly string? _packagingOption;
    private readonly string? _overbox;
    private readonly List<KeyValuePair<string, string>>? _additional;
    private readonly List<Preview> _previews = [];
    private readonly List<Constraint> _constraints = [];

    public PreviewAnswer(Marketplace marketplace, Members? services)
    {
        _marketplace = marketplace;
        var packaging = services?.Object("packaging");
        packaging?.Choice("packagingOption", "UNBRANDED", "ANY");
        packaging?.Choice("overbox", "REQUIRED", "NOT_REQUIRED");
        _packagingOption = packaging?.Text("packagingOption");
        _overbox = packaging?.Text("overbox");
        _additional = Reading.Map(services?.Object("additional"));
    }

    public bool WithFees { get; init; }

    public bool WithPaymentOnDelivery { get; init; }

    public ReadStyle Style { get; init; }

    public IReadOnlyList<DateWindow> Windows { get; set; } = [];

    public void Add(Preview preview, bool isOffered)
    {
        foreach (var reason in preview.Reasons.Concat(isOffered ? [] : [FulfillmentEngine.SpeedUnavailable]).Distinct())
        {
            _constraints.Add(reason == FulfillmentEngine.SpeedUnavailable
                ? new Constraint(
                    $"{Wording.Of(preview.Speed)} delivery is unavailable for this destination.",
                    reason,
                    ("serviceTier", Wording.Of(preview.Speed)))
                : new Constraint("The destination address is invalid.", reason));
        }

        foreach (var item in preview.Unfulfillable)
        {
            var message = item.Reason == UnfulfillableItem.NotEnough
                ? $"There is not enough quantity of item {item.Item.Sku}."
                : $"The item {item.Item.Sku} is unknown.";
            _constraints.Add(new Constraint(message, item.Reason, ("amazonSku", item.Item.Sku!)));
        }

        if (isOffered && preview.Reasons.Count == 0)
        {
            _previews.Add(preview);
        }
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("plannedShipments");
        for (var i = 0; _previews.Count > 0 && i < _previews[0].Shipments.Count; i++)
        {
            WriteShipment(writer, i);
        }

        writer.WriteEndArray();
        if (Style != ReadStyle.Sparse)
        {
            Constraint.WriteAll(writer, _constraints);
        }

        writer.WriteEndObject();
    }

    private void WriteShipment(Utf8JsonWriter writer, int index)
    {
        var shipment = _previews[0].Shipments[index];
        writer.WriteStartObject();
        if (Style != ReadStyle.Sparse)
        {
            var inPounds = _marketplace.CountryCode == "US";
            writer.WriteStartObject("estimatedShippingWeight");
            writer.WriteString("unit", inPounds ? "LB" : "KG");
            writer.WriteString("value", Decimals.Write(inPounds ? shipment.Pounds : Weights.Kilograms(shipment.Pounds)));
            writer.WriteEndObject();
        }

        writer.WriteStartArray("items");
        foreach (var line in shipment.Lines)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("productIdentifier");
            writer.WriteString("amazonSku", Style == ReadStyle.UpperCase ? line.Item.Sku!.ToUpperInvariant() : line.Item.Sku);
            writer.WriteEndObject();
            OrderWriter.Units(writer, "amount", line.Quantity);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (Style != ReadStyle.Sparse)
        {
            writer.WriteStartArray("offers");
            foreach (var preview in _previews)
            {
                WriteOffers(writer, preview, preview.Shipments[index]);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void WriteOffers(Utf8JsonWriter writer, Preview preview, PlannedShipment shipment)
    {
        if (preview.Speed == ShippingSpeed.ScheduledDelivery)
        {
            foreach (var window in Windows)
            {
                WriteOffer(writer, preview.Speed, shipment, window);
            }
        }
        else
        {
            WriteOffer(
                writer,
                preview.Speed,
                shipment,
                new DateWindow(Iso8601.Format(shipment.EarliestArrival), Iso8601.Format(shipment.LatestArrival)));
        }
    }

    private void WriteOffer(Utf8JsonWriter writer, ShippingSpeed speed, PlannedShipment shipment, DateWindow delivery)
    {
        writer.WriteStartObject();
        if (WithFees)
        {
            WritePrice(writer, Fees.Of(speed, shipment.Units, shipment.Pounds, _marketplace, isCashOnDelivery: false));
        }

        writer.WriteStartObject("fulfillmentConfiguration");
        writer.WriteStartObject("serviceLevel");
        writer.WriteString("serviceTier", Wording.Of(speed));
        WriteInterval(writer, "deliveryInterval", delivery);
        WriteInterval(
            writer, "shipInterval", new DateWindow(Iso8601.Format(shipment.EarliestDeparture), Iso8601.Format(shipment.LatestDeparture)));
        writer.WriteEndObject();
        WriteServices(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WritePrice(Utf8JsonWriter writer, IEnumerable<(string Name, decimal Amount)> fees)
    {
        var total = 0m;
        writer.WriteStartObject("estimatedPrice");
        writer.WriteStartArray("rollupPrices");
        foreach (var (name, amount) in fees)
        {
            total += amount;
            writer.WriteStartObject();
            writer.WriteString("type", "MCF" + name.Substring("FBA".Length));
            WriteMoney(writer, "value", amount);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteMoney(writer, "totalPrice", total);
        writer.WriteEndObject();
    }

    private void WriteMoney(Utf8JsonWriter writer, string name, decimal amount)
    {
        writer.WriteStartObject(name);
        writer.WriteString("currencyCode", _marketplace.Currency);
        writer.WriteString("amount", Fees.Write(amount, _marketplace));
        writer.WriteEndObject();
    }

    public static void WriteInterval(Utf8JsonWriter writer, string name, DateWindow interval)
    {
        writer.WriteStartObject(name);
        writer.WriteString("startTime", interval.Start);
        writer.WriteString("endTime", interval.End);
        writer.WriteEndObject();
    }

    private void WriteServices(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("services");
        if (_packagingOption is not null || _overbox is not null)
        {
            writer.WriteStartObject("packaging");
            if (_packagingOption is not null)
            {
                writer.WriteString("packagingOption", _packagingOption);
            }

            if (_overbox is not null)
            {
                writer.WriteString("overbox", _overbox);
            }

            writer.WriteEndObject();
        }

        if (WithPaymentOnDelivery)
        {
            writer.WriteStartObject("delivery");
            writer.WriteString("paymentOnDelivery", _marketplace.IsIndia ? "ENABLED" : "DISABLED");
            writer.WriteEndObject();
        }

        if (_additional is not null)
        {
            writer.WriteStartObject("additional");
            foreach (var pair in _additional)
            {
                writer.WriteString(pair.Key, pair.Value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}

/// <summary>Why something are not available.</summary>
internal sealed class Constraint(string message, string code, params (string Type, string Value)[] details)
{
    public string Code { get; } = code;

    public static void WriteAll(Utf8JsonWriter writer, IEnumerable<Constraint> constraints)
    {
        writer.WriteStartArray("constraints");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var constraint in constraints)
        {
            constraint.Write(writer, seen);
        }

        writer.WriteEndArray();
    }

    private void Write(Utf8JsonWriter writer, HashSet<string> seen)
    {
        if (!seen.Add(message))
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("message", message);
        writer.WriteString("type", "ValidationError");
        writer.WriteString("code", Code);
        writer.WriteStartArray("details");
        foreach (var (type, value) in details)
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("value", value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
