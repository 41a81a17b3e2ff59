using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.MwsOutbound;

/// <summary>What GetFulfillmentPreview is asked.</summary>
internal sealed class MwsPreviewQuestion
{
    private static readonly ShippingSpeed[] s_speeds = [ShippingSpeed.Standard, ShippingSpeed.Expedited, ShippingSpeed.Priority];

    public required PreviewRequest Request { get; init; }

    public required string MarketplaceId { get; init; }

    public required IReadOnlyList<ShippingSpeed> Speeds { get; init; }

    public bool WithCashOnDelivery { get; init; }

    public bool WithWindows { get; init; }

    public static MwsPreviewQuestion Read(Parameters parameters, string? host, string defaultMarketplaceId)
    {
        var root = new MwsMembers(parameters, "");
        var id = root.Text("MarketplaceId") ?? MwsOrderRules.MarketplaceOf(host) ?? defaultMarketplaceId;
        var address = root.Below("Address");
        address.RequiredText("Name");
        address.RequiredText("Line1");
        var (country, postalCode) = (address.RequiredText("CountryCode"), address.RequiredText("PostalCode"));
        var inJapan = MwsOrderRules.IsInJapan(host, id, country);
        if (!inJapan && address.Text("City") is null)
        {
            throw address.MissingMember("City");
        }

        // An order that is in Japan is shipped from there, whatever marketplace it names.
        var marketplace = (inJapan ? Marketplace.OfCountry("JP") : Marketplace.Find(id))
            ?? Marketplace.OfCountry(country) ?? Marketplace.OfCountry("US")!;
        return new MwsPreviewQuestion
        {
            MarketplaceId = id,
            WithCashOnDelivery = inJapan && root.Flag("IncludeCODFulfillmentPreview") == true,
            WithWindows = inJapan && root.Flag("IncludeDeliveryWindows") == true,
            Speeds = ReadSpeeds(root, inJapan),
            Request = new PreviewRequest
            {
                Marketplace = marketplace,
                CountryCode = country,
                PostalCode = postalCode,
                Items = MwsOrderReader.ReadItems(root, skuNeeded: true) ?? throw root.MissingMember("Items"),
            },
        };
    }

    /// <summary>The page's own example leaves out the list's member.</summary>
    private static ShippingSpeed[] ReadSpeeds(MwsMembers root, bool inJapan)
    {
        var words = root.Texts("ShippingSpeedCategories", 40) ?? root.Texts("ShippingSpeedCategories", 40, member: null);
        return words is null
            ? [.. s_speeds, .. inJapan ? [ShippingSpeed.ScheduledDelivery] : Array.Empty<ShippingSpeed>()]
            : [
                .. words.Select(
                    word => Words<ShippingSpeed>.TryParse(word, out var speed)
                        ? speed
                        : throw MwsMembers.Invalid("ShippingSpeedCategories", word)).Distinct()];
    }
}
