using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sandbox.Shipments;

/// <summary>A carrier's service: where it collects, how fast it is and what it costs. The prices are invented.</summary>
internal sealed class CarrierService(
    string country, string id, string name, string carrier, int days, decimal basePrice, decimal perKilogram)
{
    public string Country { get; } = country;

    public string Id { get; } = id;

    public string Name { get; } = name;

    public string Carrier { get; } = carrier;

    public int Days { get; } = days;

    public decimal BasePrice { get; } = basePrice;

    public decimal PerKilogram { get; } = perKilogram;

    public decimal MostKilograms { get; init; } = 68;

    public decimal LongestCentimeters { get; init; } = 274;

    public bool LeavesCountry { get; init; }

    public bool NeedsInputs { get; init; }

    public bool PicksUp { get; init; }

    public decimal Credit { get; init; }

    public IReadOnlyList<LabelFormat> Formats { get; init; } = [LabelFormat.PDF, LabelFormat.ZPL203];

    /// <summary>The format of a label for which none was asked: the first of the carrier's own.</summary>
    public LabelFormat DefaultFormat => Formats[0];
}

internal static class Carriers
{
    private static readonly LabelFormat[] s_ups = [LabelFormat.PNG, LabelFormat.ZPL203, LabelFormat.PDF];
    private static readonly LabelFormat[] s_usps = [LabelFormat.PDF, LabelFormat.PNG, LabelFormat.ZPL203, LabelFormat.ZPL300];

    private static readonly CarrierService[] s_all =
    [
        new("US", "USPS_PTP_PRI", "USPS Priority Mail®", "USPS", 3, 7.20m, 2.10m) { MostKilograms = 31.75m, Formats = s_usps },
        new("US", "USPS_PTP_EXP", "USPS Priority Mail Express®", "USPS", 2, 26.40m, 5.20m) { MostKilograms = 31.75m, Formats = s_usps },
        new("US", "UPS_PTP_GND", "UPS Ground", "UPS®", 5, 9.10m, 1.05m) { Formats = s_ups },
        new("US", "UPS_PTP_2ND_DAY_AIR", "UPS 2nd Day Air®", "UPS®", 2, 21.50m, 3.90m) { Formats = s_ups, Credit = 1.00m },
        new("US", "UPS_PTP_NEXT_DAY_AIR_SAVER", "UPS Next Day Air Saver®", "UPS®", 1, 38.70m, 6.10m) { Formats = s_ups },
        new("US", "FEDEX_PTP_GROUND", "FedEx Ground®", "FEDEX", 5, 9.40m, 1.00m),
        new("US", "FEDEX_PTP_PRIORITY_OVERNIGHT", "FedEx Priority Overnight®", "FEDEX", 1, 36.20m, 6.40m),
        new(
            "US", "DYNAMEX_PTP_SAME", "Dynamex Same Day", "DYNAMEX", 0, 31.00m, 2.00m
        ) { MostKilograms = 20, PicksUp = true, NeedsInputs = true },
        new(
            "US", "USPS_PTP_INTL", "USPS Priority Mail International®", "USPS", 9, 41.00m, 9.50m
        ) { MostKilograms = 20, LeavesCountry = true, NeedsInputs = true, Formats = s_usps },
        new("CA", "CANADA_POST_EXPEDITED", "Canada Post Expedited Parcel", "CANADA_POST", 4, 11.20m, 1.80m) { MostKilograms = 30 },
        new("CA", "UPS_PTP_CA_EXPRESS", "UPS Express", "UPS®", 1, 33.00m, 5.00m) { Formats = s_ups },
        new("MX", "ESTAFETA_TERRESTRE", "Estafeta Terrestre", "ESTAFETA", 4, 95.00m, 12.00m),
        new("MX", "ESTAFETA_DIA_SIGUIENTE", "Estafeta Día Siguiente", "ESTAFETA", 1, 190.00m, 25.00m),
        new("GB", "ROYAL_MFN_TRACKED_48", "Royal Mail Tracked 48", "ROYAL_MAIL", 2, 3.35m, 0.90m) { MostKilograms = 20, PicksUp = true },
        new("GB", "ROYAL_MFN_TRACKED_24", "Royal Mail Tracked 24", "ROYAL_MAIL", 1, 4.45m, 1.10m) { MostKilograms = 20, PicksUp = true },
        new("GB", "DPD_UK_NEXT_DAY", "DPD Next Day", "DPD", 1, 6.20m, 0.80m) { MostKilograms = 30, PicksUp = true },
        new("DE", "DHL_DE_PAKET", "DHL Paket", "DHL", 2, 5.19m, 0.75m) { MostKilograms = 31.5m },
        new("DE", "UPS_PTP_DE_EXPRESS", "UPS Express Saver", "UPS®", 1, 14.90m, 1.60m) { Formats = s_ups },
        new("FR", "COLISSIMO_DOM", "Colissimo Domicile", "LA_POSTE", 2, 6.99m, 1.20m) { MostKilograms = 30 },
        new("FR", "CHRONOPOST_13", "Chrono 13", "CHRONOPOST", 1, 17.50m, 2.00m) { MostKilograms = 30 },
        new("IT", "BRT_EXPRESS", "BRT Express", "BRT", 2, 7.40m, 0.90m),
        new("IT", "POSTE_CRONO", "Poste Delivery Express", "POSTE_ITALIANE", 1, 10.90m, 1.30m) { MostKilograms = 30 },
        new("ES", "CORREOS_PAQ_48", "Paq 48", "CORREOS", 2, 5.80m, 0.85m) { MostKilograms = 30 },
        new("ES", "SEUR_24", "SEUR 24", "SEUR", 1, 8.60m, 1.10m),
        new("IN", "DELHIVERY_SURFACE", "Delhivery Surface", "DELHIVERY", 6, 62.00m, 28.00m),
        new("IN", "BLUEDART_AIR", "Blue Dart Air", "BLUEDART", 2, 118.00m, 55.00m) { MostKilograms = 32 },
    ];

    private static readonly Dictionary<string, string> s_currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["US"] = "USD", ["CA"] = "CAD", ["MX"] = "MXN", ["GB"] = "GBP", ["DE"] = "EUR", ["FR"] = "EUR", ["IT"] = "EUR", ["ES"] = "EUR",
        ["IN"] = "INR",
    };

    public static bool Serve(string country) => s_currencies.ContainsKey(Normalize(country));

    public static string CurrencyOf(string country) => s_currencies[Normalize(country)];

    public static IEnumerable<CarrierService> Of(string country) => s_all.Where(service => service.Country == Normalize(country));

    public static CarrierService? Find(string id) => s_all.FirstOrDefault(service => service.Id == id);

    public static string Normalize(string country) =>
        country.Equals("UK", StringComparison.OrdinalIgnoreCase) ? "GB" : country.ToUpperInvariant();
}
