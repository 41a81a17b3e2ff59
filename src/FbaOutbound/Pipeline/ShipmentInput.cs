using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Shipments;

namespace FbaOutbound.Pipeline;

/// <summary>Reads the arguments that describe a shipment: hashtables, objects, and short texts such as <c>'10 oz'</c>.</summary>
internal static class ShipmentInput
{
    // A number and a unit, with or without a blank between them.
    private static readonly Regex s_measure = new(
        @"^\s*(?<number>[^\s\p{L}]+)\s*(?<unit>\p{L}.*?)\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline);

    public static ShipmentAddress? Address(object? input, string place, List<string> problems) =>
        PipelineRecord.Unwrap(input) as ShipmentAddress ?? MemberReader.Read(input, place, problems, reader => new ShipmentAddress
        {
            Name = reader.Text("Name"),
            AddressLine1 = reader.Text("AddressLine1"),
            AddressLine2 = reader.Text("AddressLine2"),
            AddressLine3 = reader.Text("AddressLine3"),
            DistrictOrCounty = reader.Text("DistrictOrCounty"),
            Email = reader.Text("Email"),
            City = reader.Text("City"),
            StateOrProvinceCode = reader.Text("StateOrProvinceCode") ?? reader.Text("StateOrRegion"),
            PostalCode = reader.Text("PostalCode"),
            CountryCode = reader.Text("CountryCode")?.ToUpperInvariant(),
            Phone = reader.Text("Phone"),
        });

    public static IReadOnlyList<ShipmentItem> Items(object? input, List<string> problems) =>
        MemberReader.ReadList(input, "Item", problems, (part, place) =>
        PipelineRecord.Unwrap(part) as ShipmentItem ?? MemberReader.Read(part, place, problems, reader => new ShipmentItem
        {
            OrderItemId = reader.Text("OrderItemId"),
            Quantity = reader.Integer("Quantity"),
            ItemWeight = reader.Value("ItemWeight", Weight),
            ItemDescription = reader.Text("ItemDescription"),
            TransparencyCodeList = reader.List(
                "TransparencyCodeList", (code, at) => (string?)MemberReader.Parse(CellForm.Text, code, at, problems)),
            ItemLevelSellerInputsList = reader.Value("ItemLevelSellerInputsList", SellerInputs) ?? [],
            LiquidVolume = reader.Object(
                "LiquidVolume",
                volume => new LiquidVolume { Value = volume.Number("Value"), Unit = volume.Text("Unit")?.ToUpperInvariant() }),
            IsHazmat = reader.Flag("IsHazmat"),
            DangerousGoodsDetails = reader.Object("DangerousGoodsDetails", goods => new DangerousGoodsDetails
            {
                UnitedNationsRegulatoryId = goods.Text("UnitedNationsRegulatoryId"),
                TransportationRegulatoryClass = goods.Text("TransportationRegulatoryClass"),
                PackingGroup = goods.Text("PackingGroup"),
                PackingInstruction = goods.Text("PackingInstruction"),
            }),
        }));

    /// <summary>Reads a package: its dimensions, or the name of a carrier's package.</summary>
    public static PackageDimensions? Package(object? input, string place, List<string> problems) => PipelineRecord.Unwrap(input) switch
    {
        PackageDimensions package => package,
        string name => Named(name.Trim(), place, problems),
        _ => MemberReader.Read(input, place, problems, reader => new PackageDimensions
        {
            Length = reader.Number("Length"),
            Width = reader.Number("Width"),
            Height = reader.Number("Height"),
            Unit = Unit(reader.Text("Unit")),
            PredefinedPackageDimensions = reader.Text("PredefinedPackageDimensions"),
        }),
    };

    // Names of packages begin with the carrier's.
    private static PackageDimensions? Named(string name, string place, List<string> problems)
    {
        if (name.Length > 0 && name[0] is (>= '0' and <= '9') or '.' or ',' or '-')
        {
            problems.Add(
                $"{place} '{Spelling.Showable(name)}' is not the name of a carrier's package: give the dimensions as a hashtable, such as "
                    + $"@{{ Length = 5; Width = 5; Height = 5; Unit = 'inches' }}");
            return null;
        }

        return new PackageDimensions { PredefinedPackageDimensions = name };
    }

    /// <summary>Reads a weight: an object, or a number and a unit in one text.</summary>
    public static Weight? Weight(object? input, string place, List<string> problems)
    {
        switch (PipelineRecord.Unwrap(input))
        {
            case Weight weight:
                return weight;
            case { } value when PipelineRecord.Properties(input) is null:
                var (number, unit) = value is string text ? Split(text) : (null, null);
                return MemberReader.Parse(CellForm.Amount, number ?? value, place, problems) is Money read
                    ? new Weight { Value = read.Value, Unit = Unit(unit) }
                    : null;
            default:
                return MemberReader.Read(
                    input, place, problems, reader => new Weight { Value = reader.Number("Value") ?? 0, Unit = Unit(reader.Text("Unit")) });
        }
    }

    /// <summary>Reads an amount: an object, a number in the given currency, or both in one text.</summary>
    public static Money? Amount(object? input, string place, string? currency, List<string> problems)
    {
        var amount = ReadAmount(input, place, currency, problems);
        if (amount?.CurrencyCode is { } given
            && currency is not null && !string.Equals(given.Trim(), currency, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(
                $"{place} is in {Spelling.Showable(given)}, but this marketplace insures in {currency}: give the amount in {currency}");
        }

        return amount;
    }

    private static Money? ReadAmount(object? input, string place, string? currency, List<string> problems)
    {
        var given = PipelineRecord.Unwrap(input);
        if (given is Money or null)
        {
            return (Money?)given;
        }

        if (PipelineRecord.Properties(input) is not null)
        {
            return MemberReader.Read(input, place, problems, reader => new Money
            {
                Value = reader.Number("Value") ?? reader.Number("Amount") ?? 0,
                CurrencyCode = reader.Text("CurrencyCode")?.ToUpperInvariant() ?? currency,
            });
        }

        var (number, code) = given is string text ? Split(text) : (null, null);
        return MemberReader.Parse(CellForm.Amount, number ?? given, place, problems) is Money amount
            ? amount with { CurrencyCode = code?.ToUpperInvariant() ?? currency }
            : null;
    }

    /// <summary>Reads what a carrier requires: names and values, or objects that name the type, too.</summary>
    public static IReadOnlyList<SellerInput>? SellerInputs(object? input, string place, List<string> problems)
    {
        if (PipelineRecord.Unwrap(input) is IDictionary values)
        {
            return values.Cast<DictionaryEntry>().Select(entry => Named(entry, place, problems)).ToArray();
        }

        return MemberReader.ReadList(input, place, problems, (part, at) =>
            PipelineRecord.Unwrap(part) as SellerInput ?? MemberReader.Read(part, at, problems, reader => new SellerInput
        {
            AdditionalInputFieldName = reader.Text("AdditionalInputFieldName"),
            AdditionalSellerInput = reader.Object("AdditionalSellerInput", value => Typed(value, at, problems)),
        }));
    }

    private static SellerInput Named(DictionaryEntry entry, string place, List<string> problems)
    {
        var name = Convert.ToString(entry.Key, System.Globalization.CultureInfo.InvariantCulture) ?? "";
        var at = $"{place}.{Spelling.Showable(name)}";
        var value = PipelineRecord.Unwrap(entry.Value) switch
        {
            SellerInputValue typed => typed,
            bool flag => new SellerInputValue { DataType = "Boolean", ValueAsBoolean = flag },
            int number => new SellerInputValue { DataType = "Integer", ValueAsInteger = number },
            DateTime or DateTimeOffset => new SellerInputValue
            {
                DataType = "Timestamp",
                ValueAsTimestamp = (DateTimeOffset?)MemberReader.Parse(
                    CellForm.Date, PipelineRecord.Unwrap(entry.Value), at, problems),
            },
            IDictionary => MemberReader.Read(entry.Value, at, problems, reader => Typed(reader, at, problems)),
            var text =>
                new SellerInputValue
                {
                    DataType = "String", ValueAsString = (string?)MemberReader.Parse(CellForm.Text, text, at, problems)
                },
        };
        return new SellerInput { AdditionalInputFieldName = name, AdditionalSellerInput = value };
    }

    private static SellerInputValue Typed(MemberReader reader, string place, List<string> problems) => new()
    {
        DataType = reader.Text("DataType"),
        ValueAsString = reader.Text("ValueAsString"),
        ValueAsBoolean = reader.Flag("ValueAsBoolean"),
        ValueAsInteger = reader.Integer("ValueAsInteger"),
        ValueAsTimestamp = reader.Date("ValueAsTimestamp"),
        ValueAsAddress = reader.Value("ValueAsAddress", Address),
        ValueAsWeight = reader.Value("ValueAsWeight", Weight),
        ValueAsDimension = reader.Object(
            "ValueAsDimension", length => new Length { Value = length.Number("Value"), Unit = Unit(length.Text("Unit")) }),
        ValueAsCurrency = reader.Value("ValueAsCurrency", (value, at, _) => Amount(value, $"{place}: {at}", null, problems)),
    };

    // The service takes units of weight and length in this spelling alone.
    private static string? Unit(string? unit) => unit?.ToLowerInvariant() switch
    {
        "ounces" => "oz",
        "grams" => "g",
        var other => other,
    };

    private static (string? Number, string? Unit) Split(string text) =>
        s_measure.Match(text) is { Success: true } measure ? (measure.Groups["number"].Value, measure.Groups["unit"].Value) : (text, null);
}
