using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Reading;

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
        known.Add(HeaderMap.Reason);
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
        var bare = Spelling.Bare(name);
        foreach (var field in missing)
        {
            if (Array.Find(field.Value, other => IsMistyped(bare, other)) is { } near)
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

    private static bool IsMistyped(string bare, string known)
    {
        var other = Spelling.Bare(known);
        return other.Length > 3 && Math.Abs(bare.Length - other.Length) <= 1 && bare.Any(char.IsLetter) && Differences(bare, other) <= 1;
    }
}
