using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>
/// Checks the names and addresses of a file whose encoding is only a guess. One that makes no sense shows that the guess is wrong, also for
/// those whose wrong letters look right.
/// </summary>
internal sealed class GuessedEncoding(TableBinding binding, IReadOnlyList<OrderGroup> groups)
{
    private const string Advice = "import the file again with -Encoding, such as windows-1250 for Polish or Czech, windows-1251 for "
        + "Cyrillic, windows-1254 for Turkish, gb18030 for Chinese, ibm850 or ibm437 for a file saved as CSV (MS-DOS), or macintosh, "
        + "or with windows-1252 if the names in the file are right";

    // Item names have signs of every kind, and are not sent.
    private static readonly string[] s_fields =
    [
        .. from prefix in (string[])["", "Billing"]
           from field in (string[])
               ["Name", "FirstName", "LastName", "Company", "AddressLine1", "AddressLine2", "AddressLine3", "City", "StateOrRegion"]
           select prefix + field,
    ];

    // Countries of whose letters windows-1252 lacks some. Arabic and Hebrew code pages have its Latin letters in the same places.
    private static readonly HashSet<string> s_unwritable =
    [
        .. ("PL CZ SK HU RO MD HR SI BA RS ME XK MK BG GR CY TR LT LV MT RU UA BY KZ AM AZ GE VN TH CN TW HK MO KR JP").Split(' '),
    ];

    private (long Row, string Field)? _found;
    private bool _isSearched;

    /// <summary>Returns the cell of an order that may be misread, and why; null if there is none.</summary>
    public (long Row, string Field, string Why)? FlawOf(OrderGroup group)
    {
        if (!binding.Layout.IsEncodingGuessed)
        {
            return null;
        }

        var cells = Cells(group).Where(cell => cell.Text.Any(IsGuessed)).ToList();
        if (cells.Count == 0)
        {
            return null;
        }

        var country = CountryOf(group);
        if (Find() is not { } found)
        {
            return UnwritableIn(cells, group, country);
        }

        var own = cells.Where(cell => OtherCodePage.IsLikely(cell.Text, country)).ToList();
        return own.Count > 0
            ? (own[0].Row, own[0].Field, $"the encoding was guessed as windows-1252, and the text does not look like it: {Advice}")
            : (cells[0].Row, cells[0].Field, "may be misread, because the encoding was guessed as windows-1252, and "
                + FormattableString.Invariant($"{binding.NameOf(found.Field)} in row {found.Row} does not look like it: {Advice}"));
    }

    /// <summary>Whether the name or the address of an order has characters that were only guessed.</summary>
    public bool IsIn(Address? address) => binding.Layout.IsEncodingGuessed && address is not null
        && new[]
        {
            address.Name, address.AddressLine1, address.AddressLine2, address.AddressLine3, address.DistrictOrCounty, address.City,
            address.StateOrRegion,
        }.Any(text => text?.Any(IsGuessed) == true);

    private static bool IsGuessed(char character) => character >= '\u0080';

    // The letters that the guess has may be others of the country's language.
    private (long Row, string Field, string Why)? UnwritableIn(
        List<(string Field, long Row, string Text)> cells, OrderGroup group, string? country)
    {
        if (country is null || !s_unwritable.Contains(country))
        {
            return null;
        }

        // The bill can be that of another country.
        var isShipped = binding.Values("AddressLine1", group.Rows).Count > 0;
        return cells.Where(cell => !(isShipped && cell.Field.StartsWith("Billing", StringComparison.Ordinal))
                && cell.Text.Any(letter => IsGuessed(letter) && char.IsLetter(letter)))
            .Select(cell => ((long, string, string)?)(
                cell.Row, cell.Field,
                $"the encoding was guessed as windows-1252, which lacks letters that names in {country} have: {Advice}"))
            .FirstOrDefault();
    }

    private (long Row, string Field)? Find()
    {
        if (!_isSearched)
        {
            _isSearched = true;
            _found = groups.Select(FindIn).FirstOrDefault(found => found is not null);
        }

        return _found;
    }

    private (long Row, string Field)? FindIn(OrderGroup group)
    {
        var country = CountryOf(group);
        foreach (var (field, row, text) in Cells(group))
        {
            if (OtherCodePage.IsLikely(text, country))
            {
                return (row, field);
            }
        }

        return null;
    }

    private IEnumerable<(string Field, long Row, string Text)> Cells(OrderGroup group) => s_fields.SelectMany(field =>
        binding.Values(field, group.Rows).Select(value => (field, value.Row, value.Text)));

    private string? CountryOf(OrderGroup group) => ((string[])["CountryCode", "BillingCountryCode"])
        .SelectMany(field => binding.Values(field, group.Rows)).Select(value => PlaceNames.CountryOf(value.Text))
        .FirstOrDefault(code => code is not null) ?? binding.Format.Country;
}
