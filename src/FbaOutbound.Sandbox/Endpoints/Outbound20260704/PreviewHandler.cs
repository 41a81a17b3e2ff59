using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>getOrderPreview.</summary>
internal sealed class PreviewHandler(SandboxOptions options, Ledger ledger)
{
    private readonly OrderRequestRules _rules = new(options, Members.Invalid);
    private static readonly ShippingSpeed[] s_speeds =
        [ShippingSpeed.Standard, ShippingSpeed.Expedited, ShippingSpeed.Priority, ShippingSpeed.ScheduledDelivery];

    /// <summary>The speeds that a marketplace has in this version.</summary>
    public static bool IsOffered(ShippingSpeed speed, Marketplace marketplace) => speed switch
    {
        ShippingSpeed.Priority => marketplace.CountryCode is "CA" or "IN" or "MX",
        ShippingSpeed.ScheduledDelivery => marketplace.IsJapan,
        _ => true,
    };

    public static IReadOnlyList<ShippingSpeed> SpeedsOf(Members? configuration, Marketplace marketplace) =>
        Reading.Speeds(configuration?.Object("serviceLevel")) is { Count: > 0 } speeds
            ? speeds.Distinct().ToList()
            : [.. s_speeds.Where(speed => IsOffered(speed, marketplace))];

    public SandboxAnswer Preview(SandboxCall call, ReadStyle style, DateTimeOffset now)
    {
        using var document = Reading.Parse(call.Body, out var body);
        body.Text("channel", Reading.LongestChannel);
        var marketplace = body.Origin() ?? Marketplace.Find(options.MarketplaceId) ?? Marketplace.OfCountry("US")!;
        var address = Reading.Address(body.Required("destination").Required("deliveryAddress"));
        var configuration = body.Object("fulfillmentConfiguration");
        var services = configuration?.Object("services");
        var index = 0;
        var items = body.Objects("lineItems", item => new ItemContent
        {
            ItemId = $"line-{++index}",
            Sku = Reading.Sku(item.Required("product")),
            Quantity = Reading.Units(item.Required("amount")),
            DeclaredValue = Reading.Money(item.Required("product").Object("perUnitDeclaredValue")),
        });
        var request = new PreviewRequest
        {
            Marketplace = marketplace,
            CountryCode = address.CountryCode,
            PostalCode = address.PostalCode,
            Items = items is { Count: > 0 } ? items : throw body.MissingMember("lineItems"),
        };
        _rules.CheckItems("lineItems", items);
        foreach (var item in items)
        {
            _rules.CheckCurrency(item.DeclaredValue);
        }

        var speeds = SpeedsOf(configuration, marketplace);
        var answer = new PreviewAnswer(marketplace, services)
        {
            WithFees = !(body.Has("excludeEstimatedFees") && body.Flag("excludeEstimatedFees")) && !marketplace.IsIndia,
            WithPaymentOnDelivery = body.Has("includePaymentOnDelivery") && body.Flag("includePaymentOnDelivery"),
            Style = style,
        };
        lock (ledger.Engine.Gate)
        {
            foreach (var speed in speeds)
            {
                answer.Add(ledger.Engine.Preview(request, speed, now), IsOffered(speed, marketplace));
            }

            answer.Windows = speeds.Contains(ShippingSpeed.ScheduledDelivery) && marketplace.IsJapan ? ledger.OfferWindows(now) : [];
        }

        return new SandboxAnswer(200, JsonBody.Write(answer, static (writer, preview) => preview.Write(writer)));
    }
}
