using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace FbaOutbound.Sandbox.Shipments;

/// <summary>An additional input that a service asks for, as the services' own examples have them.</summary>
internal sealed class InputDefinition(string name, string display, bool isRequired, bool isOfItem)
{
    public string Name { get; } = name;

    public string Display { get; } = display;

    public bool IsRequired { get; } = isRequired;

    public bool IsOfItem { get; } = isOfItem;

    public string DataType { get; init; } = "String";

    public IReadOnlyList<string> Values { get; init; } = [];

    public string? Pattern { get; init; }

    public string? PatternText { get; init; }

    /// <summary>What is on record for the seller; null if nothing is.</summary>
    public string? Stored { get; init; }

    public bool Accepts(string value) =>
        (Values.Count == 0 || Values.Contains(value)) && (Pattern is null || Regex.IsMatch(value, Pattern, RegexOptions.CultureInvariant));
}

internal static class SellerInputs
{
    private static readonly InputDefinition[] s_all =
    [
        new(
            "NON_DELIVERABLE_INSTRUCTIONS",
            "Non-Deliverable Instructions",
            isRequired: true,
            isOfItem: false) { Values = ["Abandon", "Return"], Stored = "Return" },
        new("SENDER_TAX_ID", "Sender Tax Id", isRequired: false, isOfItem: false)
        {
            Pattern = "^[0-9A-Za-z -]{1,20}$",
            PatternText = "Please enter a tax id containing letters and numbers only up to 20 characters",
        },
        new("COUNTRY_OF_ORIGIN", "Country of Origin", isRequired: true, isOfItem: true)
        {
            Pattern = "^[a-zA-Z]{2}$", PatternText = "Please enter country code of the country of manufacture (e.g. CN)",
        },
        new("ITEM_DESCRIPTION", "Item Description", isRequired: true, isOfItem: true)
        {
            Pattern = "^[a-zA-Z0-9\\-._& ]{3,25}$",
            PatternText = "Please enter item description using alphanumeric characters (max 25 characters)",
        },
        new("HS_CODE", "HS Code", isRequired: false, isOfItem: true)
        {
            Pattern = "^[0-9a-zA-Z -]{1,10}$", PatternText = "Please enter HS Code containing letters and numbers only up to 10 characters",
        },
    ];

    public static IEnumerable<InputDefinition> OfShipment(CarrierService service) =>
        service.NeedsInputs ? s_all.Where(input => !input.IsOfItem) : [];

    public static IEnumerable<InputDefinition> OfItem(CarrierService service) =>
        service.NeedsInputs ? s_all.Where(input => input.IsOfItem) : [];

    /// <summary>What is missing or wrong among a purchase's inputs.</summary>
    public static ShippingRefusal Check(CarrierService service, Purchase purchase)
    {
        var refusal = Check(OfShipment(service), purchase.Inputs);
        foreach (var item in purchase.Request.Items)
        {
            refusal = refusal.IsNone ? Check(OfItem(service), item.Inputs) : refusal;
        }

        return refusal;
    }

    private static ShippingRefusal Check(IEnumerable<InputDefinition> definitions, IReadOnlyList<SellerInput> inputs)
    {
        foreach (var definition in definitions)
        {
            var given = inputs.FirstOrDefault(input => input.Name == definition.Name);
            if (given is null ? definition.IsRequired && definition.Stored is null : !definition.Accepts(given.Value))
            {
                return new ShippingRefusal(
                    given is null ? ShippingRefusalReason.InputMissing : ShippingRefusalReason.InputInvalid, definition.Name);
            }
        }

        return default;
    }
}
