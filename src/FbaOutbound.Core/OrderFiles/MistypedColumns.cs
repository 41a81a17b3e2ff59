using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles;

/// <summary>Finds columns whose names are nearly those that a format reads.</summary>
internal static class MistypedColumns
{
    // Without these, the right goods still go to the right recipient in time: a warning is enough.
    private static readonly HashSet<string> s_harmless = new(StringComparer.Ordinal)
    {
        "ItemId", "Notes", nameof(OrderColumns.DisplayableOrderId), nameof(OrderColumns.DisplayableOrderComment),
        nameof(OrderColumns.DisplayableComment), nameof(OrderColumns.GiftMessage), nameof(OrderColumns.Unit), nameof(OrderColumns.Phone),
        nameof(OrderColumns.NotificationEmail), nameof(OrderColumns.DeliveryInstructions), nameof(OrderColumns.DropOffType),
        nameof(OrderColumns.DropOffAttribute), nameof(OrderColumns.PackingSlipTemplate), nameof(OrderColumns.PackingSlipAttribute),
        nameof(OrderColumns.ItemPackingSlipTemplate), nameof(OrderColumns.ItemPackingSlipAttribute), nameof(OrderColumns.PaymentMode),
        nameof(OrderColumns.PaymentDate), nameof(OrderColumns.PaymentTransactionId), nameof(OrderColumns.PerUnitDeclaredValue),
    };

    private static readonly string[] s_moreLines = [nameof(OrderColumns.AddressLine2), nameof(OrderColumns.AddressLine3)];

    /// <summary>
    /// Returns the columns that are nearly one that the format reads and the file lacks, and in columns that people type, all that are not
    /// read: they may hold a part of an address, a hold or a refund, that would be lost. There, a loss that changes neither the goods nor
    /// where, when and whether they ship is left to the warning about columns that are not read; in a shop's export, other words for a
    /// column mean something else.
    /// </summary>
    public static IReadOnlyList<MistypedColumn> Of(OrderFormat format, HeaderNames header, ISourceTable table, ColumnMap map)
    {
        var missing = format.Fields.Where(field => HeaderNames.Of(format, field.Key, header) is null)
            .Where(field => map.Find(field.Key) is null && (format.AgesOrders || !s_harmless.Contains(field.Key))).ToList();
        var known = map.NamesWith(format);
        known.Add(RejectFile.ReasonColumn);
        return
        [
            .. table.Header.Select((name, column) => (Name: HeaderNames.Trim(name), Column: column))
                .Where(column => (column.Name.Length > 0 || !format.AgesOrders) && !known.Contains(column.Name))
                .Select(column => Of(column.Name, column.Column, format, missing)).OfType<MistypedColumn>(),
        ];
    }

    /// <summary>Returns the column that rows which people type lack, and for which a name probably stands; null for none.</summary>
    public static MistypedColumn? Of(string name, int column, OrderFormat format, Func<string, bool> isRead) =>
        Of(name.Trim(), column, format, [.. format.Fields.Where(field => !s_harmless.Contains(field.Key) && !isRead(field.Key))]);

    /// <summary>Refuses a file with a column that is almost one of the format.</summary>
    /// <exception cref="OrderFileException">There is one.</exception>
    public static void Refuse(OrderFormat format, string path, MistypedColumn? column)
    {
        if (column is not null)
        {
            throw new OrderFileException($"Nothing was read from {Path.GetFileName(path)}: {column.Nearness(format)}. {column.Advice}");
        }
    }

    /// <summary>Returns the words that a field takes, first the one that every order gets; null for a field with other values.</summary>
    public static IReadOnlyList<string>? Words(string? field) => field == nameof(OrderColumns.Action) ? OrderColumns.Actions
        : field == nameof(OrderColumns.ShippingSpeedCategory) ? OrderColumns.Speeds : null;

    private static MistypedColumn? Of(
        string name, int column, OrderFormat format, List<KeyValuePair<string, string[]>> missing)
    {
        foreach (var field in missing)
        {
            if (Array.Find(field.Value, other => IsMistyped(name, other)) is { } near)
            {
                return new MistypedColumn(column, name, field.Key, near, MistypedKind.Near);
            }
        }

        if (format.AgesOrders || format.Cancels)
        {
            return null;
        }

        // The date of an order counts only if its age does, and a note says that it is missing.
        var probable = UnknownColumns.Probable(name, format) is (var field2, true) && field2 != "OrderDate" ? field2 : null;
        var isMissing = probable is not null && missing.Exists(field => field.Key == probable);
        var lacksAction = missing.Exists(field => field.Key == nameof(OrderColumns.Action));
        return AddressPartNames.IsHouseNumber(name)
                ? new MistypedColumn(column, name, nameof(OrderColumns.AddressLine1), null, MistypedKind.HouseNumber)
            : AddressPartNames.IsOther(name)
                ? Array.Find(s_moreLines, line => missing.Exists(field => field.Key == line)) is { } line
                    ? new MistypedColumn(column, name, line, format.Fields[line][0], MistypedKind.AddressPart)
                    : new MistypedColumn(column, name, null, null, MistypedKind.AddressPart)
            : StopWords.IsHeadingOfUnits(name) ? new MistypedColumn(column, name, null, null, MistypedKind.Units)
            : lacksAction && StopWords.IsStatusHeading(name) ? new MistypedColumn(column, name, null, null, MistypedKind.Status)
            : lacksAction && (probable == nameof(OrderColumns.Action) || StopWords.IsHeading(name))
                ? new MistypedColumn(column, name, nameof(OrderColumns.Action), null, MistypedKind.Switch)
            : isMissing ? new MistypedColumn(column, name, probable, format.Fields[probable!][0], MistypedKind.Probable)
            : new MistypedColumn(column, name, null, null, MistypedKind.Other);
    }

    /// <summary>
    /// Returns in how many letters two names differ, where it is one stretch: another letter, or one too many or missing. Digits tell
    /// columns apart.
    /// </summary>
    public static int Differences(string name, string known)
    {
        var (left, right) = (name.ToUpperInvariant(), known.ToUpperInvariant());
        if (Spelling.DigitsOf(left) != Spelling.DigitsOf(right))
        {
            return int.MaxValue;
        }

        var start = 0;
        while (start < Math.Min(left.Length, right.Length) && left[start] == right[start])
        {
            start++;
        }

        var end = 0;
        while (end < Math.Min(left.Length, right.Length) - start && left[left.Length - 1 - end] == right[right.Length - 1 - end])
        {
            end++;
        }

        return Math.Max(left.Length, right.Length) - start - end;
    }

    private static bool IsMistyped(string name, string known)
    {
        var (bare, other) = (Spelling.Bare(name), Spelling.Bare(known));
        return other.Length > 3 && bare.Any(char.IsLetter) && Differences(bare, other) <= 1;
    }
}

/// <summary>What a column that is not read may mean.</summary>
internal enum MistypedKind
{
    /// <summary>Its name is almost that of a column that the file lacks.</summary>
    Near,

    /// <summary>Its name is another word for a column that the file lacks.</summary>
    Probable,

    /// <summary>It has numbers of houses.</summary>
    HouseNumber,

    /// <summary>It has another part of the address.</summary>
    AddressPart,

    /// <summary>It has units that are not to be shipped, or amounts that were given back.</summary>
    Units,

    /// <summary>It has statuses.</summary>
    Status,

    /// <summary>It says that an order is not to be shipped, unless a cell is off.</summary>
    Switch,

    /// <summary>Something else, unless a cell says that an order is not to be shipped.</summary>
    Other,
}

/// <summary>A column that is not read, and whose cells may be missed.</summary>
/// <param name="Column">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Field">The field of the format that it probably has; null if there is none.</param>
/// <param name="Near">The name that the field's column has; null if it does not matter.</param>
/// <param name="Kind">What it may mean.</param>
internal sealed record MistypedColumn(int Column, string Name, string? Field, string? Near, MistypedKind Kind)
{
    private string Quoted => Spelling.Showable(Name).Replace("'", "''");

    /// <summary>Whether the column is about orders that are not to be shipped.</summary>
    public bool IsOfAction => Field == nameof(OrderColumns.Action)
        || Kind is MistypedKind.Status or MistypedKind.Units or MistypedKind.Other;

    /// <summary>What to do about a column that is almost, or probably, one of the format.</summary>
    public string Advice => IsOfAction ? $"Correct the name, or give -Map @{{ {Field} = '{Quoted}' }}."
        : $"Correct the name, give -Map @{{ {Field} = '{Quoted}' }}, or remove the column."
            + (MistypedColumns.Words(Field) is { } words
                ? $" {Near} takes {string.Join(" or ", words)}, which a script of -Map can make of other words." : "");

    /// <summary>Says which column it is.</summary>
    public string Nearness(OrderFormat format) => $"the column '{Spelling.Showable(Name)}' is "
        + (Kind == MistypedKind.Near ? $"almost the same as '{Near}', which the format {format.Name} reads"
            : $"not read, but is probably '{Near}', which the file lacks");

    /// <summary>
    /// Whether a cell has a value that would be lost. An order that is said to have no hold is shipped as it is without, and so is one with
    /// a status that stops nothing, with what every order gets, or with an address that has the value.
    /// </summary>
    /// <param name="text">The cell.</param>
    /// <param name="isHeld">Whether its order is created on hold.</param>
    /// <param name="address">The lines of the address.</param>
    public bool IsFilled(string text, bool isHeld, string address)
    {
        if (text.Trim() is not { Length: > 0 } given || MissingValue.Is(given) || IsDefault(given))
        {
            return false;
        }

        return Kind switch
        {
            MistypedKind.Near or MistypedKind.Probable => true,
            MistypedKind.HouseNumber or MistypedKind.AddressPart =>
                address.Length > 0 && Spelling.Bare(address).IndexOf(Spelling.Bare(given), StringComparison.Ordinal) < 0,
            MistypedKind.Units => !isHeld && !IsOff(given),
            MistypedKind.Switch => !isHeld && !IsOff(given),
            MistypedKind.Status => !isHeld && StatusWords.MayStop(given),
            _ => !isHeld && StopWords.IsWhole(given),
        };
    }

    private bool IsDefault(string text) => string.Equals(text, MistypedColumns.Words(Field)?[0], StringComparison.OrdinalIgnoreCase);

    private static bool IsOff(string text) => RuleBook.IsNo(text)
        || (text.IndexOf('0') >= 0 && text.All(letter => letter is '0' or '.' or ','));
}

/// <summary>The cells of a file whose columns are not read, and that would be missed.</summary>
/// <param name="binding">The file.</param>
internal sealed class MissedCells(TableBinding binding)
{
    private readonly Dictionary<MistypedColumn, (long Row, bool AreActions)> _found = [];

    /// <summary>Looks at the cells of a row.</summary>
    public void Add(SourceRow source, FileRow row)
    {
        if (binding.Mistyped.Count == 0)
        {
            return;
        }

        var isHeld = ReadAction(binding.OfOrder(nameof(OrderColumns.Action), row)) == OrderColumns.Actions[1];
        var address = string.Concat(s_lines.Select(line => binding.OfOrder(line, row)));
        foreach (var column in binding.Mistyped)
        {
            if (column.Column < source.Cells.Count && source.Cells[column.Column].Text is var text
                && column.IsFilled(text, isHeld, address))
            {
                _found[column] = _found.TryGetValue(column, out var first)
                    ? (first.Row, first.AreActions && ReadAction(text) is not null) : (source.Number, ReadAction(text) is not null);
            }
        }
    }

    /// <summary>Refuses the file if there are any.</summary>
    /// <exception cref="OrderFileException">There are.</exception>
    public void Refuse()
    {
        if (binding.Mistyped.FirstOrDefault(_found.ContainsKey) is not { } column)
        {
            return;
        }

        // People write remarks beside a table, too.
        var (row, areActions) = _found[column];
        var name = column.Name.Length > 0 ? $"the column '{Spelling.Showable(column.Name)}'"
            : FormattableString.Invariant($"column {column.Column + 1}, which has no heading,");
        var nothing = $"Nothing was read from {Path.GetFileName(binding.Path)}: ";
        throw new OrderFileException(nothing + (column.Kind switch
        {
            MistypedKind.Near or MistypedKind.Probable when !column.IsOfAction || areActions =>
                $"{column.Nearness(binding.Format)}. {column.Advice}",
            MistypedKind.Near => $"{column.Nearness(binding.Format)}. {Removal}",
            MistypedKind.HouseNumber or MistypedKind.AddressPart => FormattableString.Invariant(
                $"{name} is not read, and row {row} has a part of the address there. ") + AddressAdvice(column),
            MistypedKind.Units => FormattableString.Invariant($"{name} is not read, and row {row} has a number there. ")
                + $"Correct {binding.NameOf(nameof(OrderColumns.Quantity))} in such rows, or remove them, and then remove the column.",
            _ => FormattableString.Invariant($"{name} is not read, and says in row {row} that the order is not to be ")
                + "shipped. " + (areActions && column.Field is not null ? column.Advice : Removal),
        }));
    }

    private string Removal => "Remove the rows of the orders that are not to be shipped, and then the column. To create them on hold "
        + $"instead, write {OrderColumns.Actions[1]} for them in a column '{binding.NameOf(nameof(OrderColumns.Action))}'.";

    private static readonly string[] s_lines =
        [nameof(OrderColumns.AddressLine1), nameof(OrderColumns.AddressLine2), nameof(OrderColumns.AddressLine3)];

    private string AddressAdvice(MistypedColumn column)
    {
        var quoted = Spelling.Showable(column.Name).Replace("'", "''");
        var line = binding.NameOf(nameof(OrderColumns.AddressLine1));
        return (column.Kind == MistypedKind.HouseNumber
                ? $"Add it to {line}, such as with -Map @{{ AddressLine1 = {{ $_.'{line}' + ' ' + $_.'{quoted}' }} }}"
                : column.Field is { } field ? $"Rename the column to {column.Near}, or give -Map @{{ {field} = '{quoted}' }}"
                : "Add it to a line of the address")
            + ". Remove the column if the address is complete without it.";
    }

    private static string? ReadAction(string text) =>
        text.Length == 0 ? null : Cell.Read(OrderColumns.Action.Form, text, out _) as string;
}
