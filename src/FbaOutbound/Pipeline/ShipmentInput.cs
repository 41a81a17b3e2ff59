using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Shipments;

namespace FbaOutbound.Pipeline;

/// <summary>Reads the arguments that describe a shipment: hashtables, objects, and short texts such as <c>'10 oz'</c>.</summary>
internal static class ShipmentInput
{
    // A number and a unit, with or without a blank between them.
    private static readonly Regex s_measure = new(
        @"^\s*(?<number>[^\s\p{L}]+)\s*(?<unit>\p{L}.*?)\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline);

    /// <summary>
    /// Returns what is wrong with the arguments, each with its member: what could not be read, and what the rules say of the rest. What
    /// could not be read is missing, too, which needs no telling twice.
    /// </summary>
    public static IReadOnlyList<string> Errors(ObjectReader reader, IEnumerable<OrderProblem> found) =>
    [
        .. reader.Problems.Select(problem => $"{problem.Column} {problem.Message}"),
        .. found.Where(problem => problem.Severity == ProblemSeverity.Error && !reader.IsUnread(problem.Member))
            .Select(problem => problem.Message.TrimEnd('.')),
    ];

    /// <summary>
    /// Reads a point in time, or a day: text without a time, or a DateTime at midnight, which is what a script has of a day.
    /// </summary>
    /// <param name="input">The argument.</param>
    /// <param name="place">Its name.</param>
    /// <param name="reader">Takes what is wrong with it.</param>
    /// <param name="ofDay">Returns the point in time that is meant by a day.</param>
    public static DateTimeOffset? Time(object? input, string place, ObjectReader reader, Func<DateTime, DateTimeOffset> ofDay)
    {
        if (input is null)
        {
            return null;
        }

        if (PipelineRecord.Unwrap(input) is DateTime given && given.TimeOfDay == TimeSpan.Zero)
        {
            return ofDay(given);
        }

        var time = ParameterValues.DayOrTime(input, out var fault);
        if (fault is not null)
        {
            reader.AddProblem(place, fault);
        }

        return time is { IsDay: true } day ? ofDay(day.Instant.UtcDateTime) : time?.Instant;
    }

    public static ShipmentAddress? Address(object? input, string place, ObjectReader reader) =>
        PipelineRecord.Unwrap(input) as ShipmentAddress ?? reader.Object(input, place, it => new ShipmentAddress
        {
            Name = it.Text("Name"),
            AddressLine1 = it.Text("AddressLine1"),
            AddressLine2 = it.Text("AddressLine2"),
            AddressLine3 = it.Text("AddressLine3"),
            DistrictOrCounty = it.Text("DistrictOrCounty"),
            Email = it.Text("Email"),
            City = it.Text("City"),
            StateOrProvinceCode = it.Text("StateOrProvinceCode") ?? it.Text("StateOrRegion"),
            PostalCode = it.Text("PostalCode"),
            CountryCode = it.Text("CountryCode")?.ToUpperInvariant(),
            Phone = it.Text("Phone"),
        });

    // One that cannot be read keeps its place: the rules count the items.
    public static IReadOnlyList<ShipmentItem> Items(object? input, ObjectReader reader) =>
        reader.List(input, "Item", (part, place) => Item(part, place, reader) ?? new ShipmentItem());

    private static ShipmentItem? Item(object part, string place, ObjectReader reader) =>
        PipelineRecord.Unwrap(part) is ShipmentItem given
            ? given with { ItemWeight = given.ItemWeight is { } weight ? GivenUnits.ToSent(weight.Value, weight.Unit) : null }
            : reader.Object(part, place, it => new ShipmentItem
        {
            OrderItemId = it.Text("OrderItemId"),
            Quantity = it.Integer("Quantity"),
            ItemWeight = it.Value("ItemWeight", Weight),
            ItemDescription = it.Text("ItemDescription"),
            TransparencyCodeList = it.List(
                "TransparencyCodeList", (code, at) => (string?)reader.Parse(CellForm.Text, code, at)),
            ItemLevelSellerInputsList = it.Value("ItemLevelSellerInputsList", SellerInputs) ?? [],
            LiquidVolume = it.Object(
                "LiquidVolume",
                volume => new LiquidVolume { Value = volume.Number("Value"), Unit = volume.Text("Unit")?.ToUpperInvariant() }),
            IsHazmat = it.Flag("IsHazmat"),
            DangerousGoodsDetails = it.Object("DangerousGoodsDetails", goods => new DangerousGoodsDetails
            {
                UnitedNationsRegulatoryId = goods.Text("UnitedNationsRegulatoryId"),
                TransportationRegulatoryClass = goods.Text("TransportationRegulatoryClass"),
                PackingGroup = goods.Text("PackingGroup")?.ToUpperInvariant(),
                PackingInstruction = goods.Text("PackingInstruction"),
            }),
        });

    /// <summary>Reads a package: its dimensions, or the name of a carrier's package.</summary>
    public static PackageDimensions? Package(object? input, string place, ObjectReader reader) => PipelineRecord.Unwrap(input) switch
    {
        PackageDimensions package => package with { Unit = GivenUnits.ToSent(package.Unit) },
        string name => Named(name.Trim(), place, reader),
        _ => reader.Object(input, place, it => new PackageDimensions
        {
            Length = it.Number("Length"),
            Width = it.Number("Width"),
            Height = it.Number("Height"),
            Unit = GivenUnits.ToSent(it.Text("Unit")),
            PredefinedPackageDimensions = it.Text("PredefinedPackageDimensions"),
        }),
    };

    // Names of packages begin with the carrier's.
    private static PackageDimensions? Named(string name, string place, ObjectReader reader)
    {
        if (name.Length > 0 && name[0] is (>= '0' and <= '9') or '.' or ',' or '-')
        {
            reader.AddProblem(
                place,
                $"'{Spelling.Showable(name)}' is not the name of a carrier's package: give the dimensions as a hashtable, such as "
                    + $"@{{ Length = 5; Width = 5; Height = 5; Unit = 'inches' }}");
            return null;
        }

        return new PackageDimensions { PredefinedPackageDimensions = name };
    }

    /// <summary>Reads a weight: an object, or a number and a unit in one text.</summary>
    public static Weight? Weight(object? input, string place, ObjectReader reader)
    {
        switch (PipelineRecord.Unwrap(input))
        {
            case Weight weight:
                return GivenUnits.ToSent(weight.Value, weight.Unit);
            case { } value when PipelineRecord.Properties(input) is null:
                var (number, unit) = value is string text ? Split(text) : (null, null);
                return reader.Parse(CellForm.Amount, number ?? value, place) is Money read
                    ? GivenUnits.ToSent(read.Value, unit)
                    : null;
            default:
                return reader.Object(
                    input, place, it => GivenUnits.ToSent(it.Number("Value") ?? 0, it.Text("Unit")));
        }
    }

    /// <summary>Reads an amount: an object, a number in the given currency, or both in one text.</summary>
    public static Money? Amount(object? input, string place, string? currency, ObjectReader reader)
    {
        var amount = ReadAmount(input, place, currency, reader);
        if (amount?.CurrencyCode is { } given
            && currency is not null && !string.Equals(given.Trim(), currency, StringComparison.OrdinalIgnoreCase))
        {
            reader.AddProblem(
                place,
                $"is in {Spelling.Showable(given)}, but insurance in this marketplace is in {currency}: give the amount in {currency}");
        }

        return amount;
    }

    private static Money? ReadAmount(object? input, string place, string? currency, ObjectReader reader)
    {
        var given = PipelineRecord.Unwrap(input);
        if (given is Money or null)
        {
            return (Money?)given;
        }

        if (PipelineRecord.Properties(input) is not null)
        {
            return reader.Object(input, place, it => new Money
            {
                Value = it.Number("Value") ?? it.Number("Amount") ?? 0,
                CurrencyCode = it.Text("CurrencyCode")?.ToUpperInvariant() ?? currency,
            });
        }

        var (number, code) = given is string text ? Split(text) : (null, null);
        return reader.Parse(CellForm.Amount, number ?? given, place) is Money amount
            ? amount with { CurrencyCode = code?.ToUpperInvariant() ?? currency }
            : null;
    }

    /// <summary>Reads what a carrier requires: names and values, or objects that name the type, too.</summary>
    public static IReadOnlyList<SellerInput>? SellerInputs(object? input, string place, ObjectReader reader)
    {
        // A hashtable of fields, unless it is one entry of Amazon's own list.
        if (PipelineRecord.Unwrap(input) is IDictionary values && !values.Keys.Cast<object>().Any(IsMemberOfInput))
        {
            return values.Cast<DictionaryEntry>().Select(entry => Named(entry, place, reader)).ToArray();
        }

        return reader.List(input, place, (part, at) =>
            PipelineRecord.Unwrap(part) as SellerInput ?? reader.Object(part, at, it => new SellerInput
        {
            AdditionalInputFieldName = it.Text("AdditionalInputFieldName"),
            AdditionalSellerInput = it.Object("AdditionalSellerInput", value => Typed(value, at, reader)),
        }));
    }

    private static bool IsMemberOfInput(object key) => key is string name
        && (ObjectMembers.IsNamed(name, nameof(SellerInput.AdditionalInputFieldName))
            || ObjectMembers.IsNamed(name, nameof(SellerInput.AdditionalSellerInput)));

    private static SellerInput Named(DictionaryEntry entry, string place, ObjectReader reader)
    {
        var name = Convert.ToString(entry.Key, System.Globalization.CultureInfo.InvariantCulture) ?? "";
        var at = $"{place}.{Spelling.Showable(name)}";
        if (PipelineRecord.Unwrap(entry.Value) is null)
        {
            reader.AddProblem(at, ObjectReader.IsNull);
        }

        var value = PipelineRecord.Unwrap(entry.Value) switch
        {
            SellerInputValue typed => typed,
            bool flag => new SellerInputValue { DataType = "Boolean", ValueAsBoolean = flag },
            int or long or short or byte => new SellerInputValue
            {
                DataType = "Integer",
                ValueAsInteger = (int?)reader.Parse(CellForm.Integer, PipelineRecord.Unwrap(entry.Value), at),
            },
            DateTime or DateTimeOffset => new SellerInputValue
            {
                DataType = "Timestamp",
                ValueAsTimestamp = (DateTimeOffset?)reader.Parse(
                    CellForm.Date, PipelineRecord.Unwrap(entry.Value), at),
            },
            IDictionary => reader.Object(entry.Value, at, it => Typed(it, at, reader)),
            var text =>
                new SellerInputValue
                {
                    DataType = "String", ValueAsString = (string?)reader.Parse(CellForm.Text, text, at)
                },
        };
        return new SellerInput { AdditionalInputFieldName = name, AdditionalSellerInput = value };
    }

    private static SellerInputValue Typed(ObjectMembers it, string place, ObjectReader reader) => new()
    {
        DataType = it.Text("DataType"),
        ValueAsString = it.Text("ValueAsString"),
        ValueAsBoolean = it.Flag("ValueAsBoolean"),
        ValueAsInteger = it.Integer("ValueAsInteger"),
        ValueAsTimestamp = it.Date("ValueAsTimestamp"),
        ValueAsAddress = it.Value("ValueAsAddress", Address),
        ValueAsWeight = it.Value("ValueAsWeight", Weight),
        ValueAsDimension = it.Object(
            "ValueAsDimension", length => new Length { Value = length.Number("Value"), Unit = GivenUnits.ToSent(length.Text("Unit")) }),
        ValueAsCurrency = it.Value("ValueAsCurrency", (value, at, _) => Amount(value, $"{place}: {at}", null, reader)),
    };

    private static (string? Number, string? Unit) Split(string text) =>
        s_measure.Match(text) is { Success: true } measure ? (measure.Groups["number"].Value, measure.Groups["unit"].Value) : (text, null);
}
