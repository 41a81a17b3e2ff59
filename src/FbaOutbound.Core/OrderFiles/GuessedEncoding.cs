using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles;

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

    private (long Row, string Field)? _found;
    private bool _isSearched;

    /// <summary>Returns the cell of an order that may be misread, and why; null if there is none.</summary>
    public (long Row, string Field, string Why)? FlawOf(OrderGroup group)
    {
        if (!binding.Layout.IsEncodingGuessed)
        {
            return null;
        }

        var cells = Cells(group).Where(cell => cell.Text.Any(character => character >= '\u0080')).ToList();
        if (cells.Count == 0 || Find() is not { } found)
        {
            return null;
        }

        var country = CountryOf(group);
        var own = cells.Where(cell => OtherCodePage.IsLikely(cell.Text, country)).ToList();
        return own.Count > 0
            ? (own[0].Row, own[0].Field, $"the encoding was guessed as windows-1252, and the text does not look like it: {Advice}")
            : (cells[0].Row, cells[0].Field, "may be misread, because the encoding was guessed as windows-1252, and "
                + FormattableString.Invariant($"{binding.NameOf(found.Field)} in row {found.Row} does not look like it: {Advice}"));
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
