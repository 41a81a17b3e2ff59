using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>getFulfillmentPreview.</summary>
internal sealed class PreviewHandler(SandboxOptions options, Ledger ledger)
{
    private readonly OrderRequestRules _rules = new(options, Members.Invalid);
    private static readonly ShippingSpeed[] s_speeds = [ShippingSpeed.Standard, ShippingSpeed.Expedited, ShippingSpeed.Priority];

    public SandboxAnswer Preview(SandboxCall call, ReadStyle style, DateTimeOffset now)
    {
        using var document = OrderReader.Parse(call.Body);
        var body = new Members(document.RootElement, "");
        var id = body.Text("marketplaceId") ?? options.MarketplaceId;
        var address = body.Object("address") ?? throw body.MissingMember("address");
        var country = address.Text("countryCode") ?? throw address.MissingMember("countryCode");
        if (string.IsNullOrWhiteSpace(country))
        {
            throw address.InvalidMember("countryCode");
        }

        address.RequiredText("name");
        address.RequiredText("addressLine1");
        var postalCode = address.RequiredText("postalCode");
        if (options.WrongRegion)
        {
            return SpApiErrors.Denied(SpApiErrors.WrongRegion);
        }

        _rules.CheckMarketplace(id);
        _rules.CheckCountry("CountryCode", country);
        var marketplace = Marketplace.Find(id) ?? Marketplace.OfCountry(country) ?? Marketplace.OfCountry("US")!;
        if (!marketplace.IsJapan
            && !string.Equals(country, "JP", StringComparison.OrdinalIgnoreCase) && string.IsNullOrWhiteSpace(address.Text("city")))
        {
            throw Members.Missing("Address.City");
        }

        var items = body.Objects("items", OrderReader.ReadPreviewItem);
        var request = new PreviewRequest
        {
            Marketplace = marketplace,
            CountryCode = country,
            PostalCode = postalCode,
            Items = items is { Count: > 0 } ? items : throw body.MissingMember("items"),
        };
        _rules.CheckItems("Items", items);
        foreach (var item in items)
        {
            _rules.CheckCurrency(item.DeclaredValue);
        }

        var features = OrderReader.ReadFeatures(body);
        _rules.CheckFeatures("FeatureName", features, id, country);
        if ((marketplace.IsIndia || request.IsAbroad) && items.Find(item => item.DeclaredValue is null) is not null)
        {
            throw Members.Missing("Items.PerUnitDeclaredValue");
        }

        var speeds = ReadSpeeds(body, marketplace);
        var writer = new PreviewWriter(marketplace, id, features, style)
        {
            WithCashOnDelivery = Flag(body, "includeCODFulfillmentPreview") && (marketplace.IsJapan || marketplace.IsIndia),
        };
        var withWindows = Flag(body, "includeDeliveryWindows") && marketplace.IsJapan && speeds.Contains(ShippingSpeed.ScheduledDelivery);
        lock (ledger.Engine.Gate)
        {
            writer.Windows = withWindows ? ledger.OfferWindows(now) : null;
            var previews = speeds.Select(speed => ledger.Engine.Preview(request, speed, now)).ToList();
            return options.IneligiblePreviewIsNotFound && !previews.Exists(preview => preview.IsFulfillable)
                ? SpApiErrors.Error(
                    404,
                    "NotFound",
                    "The order is not eligible for fulfillment.",
                    string.Join(", ", previews.SelectMany(ReasonsOf).Distinct()),
                    "ResourceNotFoundException")
                : new SandboxAnswer(
                    200, JsonBody.Write((writer, previews), static (json, answer) => answer.writer.Write(json, answer.previews)));
        }
    }

    private static IEnumerable<string> ReasonsOf(Preview preview) =>
        preview.Reasons.Concat(preview.Unfulfillable.Select(item => item.Reason));

    private static bool Flag(Members body, string name) => body.Has(name) && body.Flag(name);

    private static List<ShippingSpeed> ReadSpeeds(Members body, Marketplace marketplace)
    {
        var speeds = body.List("shippingSpeedCategories", static (item, where) =>
        {
            var word = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
            return Words<ShippingSpeed>.TryParse(word, out var speed) ? speed : throw Members.Invalid(where, word.Length <= 40 ? word : "");
        });
        return speeds is { Count: > 0 }
            ? speeds.Distinct().ToList()
            : [.. s_speeds, .. marketplace.IsJapan ? [ShippingSpeed.ScheduledDelivery] : Array.Empty<ShippingSpeed>()];
    }
}
