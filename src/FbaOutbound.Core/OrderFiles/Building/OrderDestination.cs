using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>The recipient of one order and the address.</summary>
internal sealed class OrderDestination(OrderCells cells)
{
    /// <summary>The columns of an order that are read here.</summary>
    public static readonly IReadOnlyList<OrderColumn> Columns =
    [
        OrderColumns.Name, OrderColumns.AddressLine1, OrderColumns.AddressLine2, OrderColumns.AddressLine3, OrderColumns.City,
        OrderColumns.PostalCode, OrderColumns.StateOrRegion, OrderColumns.CountryCode, OrderColumns.Phone,
    ];

    private static readonly string[] s_block =
        ["Name", "FirstName", "LastName", "Company", "AddressLine1", "AddressLine2", "City", "PostalCode", "StateOrRegion", "CountryCode"];

    // The fields that were read in the place of those of their names.
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);

    // Of the fields that are read: "Billing" where the address of the bill stands for that of the recipient.
    private string _prefix = "";

    /// <summary>Returns the field of the file that a member of the order was read from.</summary>
    public string SourceOf(string member) => _sources.TryGetValue(member, out var source) ? source : ColumnMap.FieldOf(member);

    /// <summary>Reads the values of <see cref="Columns"/>. A shop that leaves out an equal address has it as that of the bill.</summary>
    public void Read(object?[] values)
    {
        if (s_block.All(field => cells.Values(field).Count == 0) && cells.Values("BillingAddressLine1").Count > 0)
        {
            ReadFromBill();
        }

        var (person, company) = (ReadPerson(), Optional("Company"));
        string[] lines = [Text("AddressLine1"), Optional("AddressLine2"), Optional("AddressLine3")];
        var recipient = RecipientOf(person, company, lines);
        var (country, hasCountry) = ReadCountry();
        Set(values, OrderColumns.Name, recipient, true);
        Set(values, OrderColumns.AddressLine1, lines[0], true);
        Set(values, OrderColumns.AddressLine2, lines[1]);
        Set(values, OrderColumns.AddressLine3, lines[2]);
        Set(values, OrderColumns.City, Text("City"), country != "JP");
        Set(values, OrderColumns.PostalCode, Text("PostalCode"), true);
        Set(values, OrderColumns.StateOrRegion, country == "JP"
            ? PlaceNames.PrefectureOf(Optional("StateOrRegion"), lines.Append(Text("City")).Any(JapaneseAddress.IsJapanese))
            : PlaceNames.StateOf(Optional("StateOrRegion"), country));
        Set(values, OrderColumns.CountryCode, country ?? "", !hasCountry);
        Set(values, OrderColumns.Phone, Optional("Phone"));
        if (country == "JP" && values[OrderColumns.City.Index] is string city && values[OrderColumns.AddressLine1.Index] is string first)
        {
            values[OrderColumns.AddressLine1.Index] = JapaneseAddress.WithCity(first, city, lines[1], lines[2]);
            values[OrderColumns.City.Index] = null;
        }
    }

    /// <summary>Refuses a country that is not known to be served from the marketplace.</summary>
    public void CheckServed(FulfillmentOrder order, string? marketplaceCountry)
    {
        if (marketplaceCountry is { } from && order.DestinationAddress?.CountryCode is { Length: > 0 } to
            && !cells.Options.AllowsExport && !Destinations.Serves(from, to))
        {
            cells.Problem(
                SourceOf(nameof(OrderColumns.CountryCode)),
                $"is {to}, where Multi-Channel Fulfillment is not known to deliver from the {from} marketplace: ship it another way, or "
                    + "use -AllowExport if you know that Amazon delivers there");
        }
    }

    private string Text(string field) => cells.One(_prefix + field) ?? "";

    private string Optional(string field) => Text(field) is var text && MissingValue.Is(text, isState: field == "StateOrRegion") ? "" : text;

    private void ReadFromBill()
    {
        _prefix = "Billing";
        foreach (var column in Columns)
        {
            _sources[column.Name] = _prefix + column.Name;
        }
    }

    private string ReadPerson() =>
        Text("Name") is { Length: > 0 } name ? name : $"{Text("FirstName")} {Text("LastName")}".Trim();

    // A company without a person is the recipient. One with a person takes a line of the address.
    private string RecipientOf(string person, string company, string[] lines)
    {
        if (person.Length > 0)
        {
            if (company.Length > 0 && !string.Equals(company, person, StringComparison.OrdinalIgnoreCase))
            {
                AddCompany(company, lines);
            }

            return person;
        }

        if (company.Length > 0)
        {
            _sources[nameof(OrderColumns.Name)] = _prefix + "Company";
        }

        return company;
    }

    private void AddCompany(string company, string[] lines)
    {
        var free = Array.FindIndex(lines, line => line.Length == 0);
        if (free < 0)
        {
            cells.Problem(
                _prefix + "Company", "does not fit, because all address lines are used: shorten the address to two lines in the shop");
            return;
        }

        lines[free] = company;
        _sources[FormattableString.Invariant($"AddressLine{free + 1}")] = _prefix + "Company";
    }

    private (string? Code, bool IsGiven) ReadCountry()
    {
        var country = Text("CountryCode");
        country = country.Length > 0 ? country : cells.Format.Country ?? "";
        var code = country.Length == 0 ? null : PlaceNames.CountryOf(country);
        if (country.Length > 0 && code is null)
        {
            cells.Problem(_prefix + "CountryCode", "is not a country: use its two-letter code, such as US");
        }

        return (code, country.Length > 0);
    }

    private void Set(object?[] values, OrderColumn column, string text, bool isRequired = false)
    {
        var field = SourceOf(column.Name);
        values[column.Index] = cells.Read(column, field, text, cells.RowOf(field));
        if (isRequired && text.Length == 0)
        {
            cells.Problem(field, "is blank");
        }
    }
}
