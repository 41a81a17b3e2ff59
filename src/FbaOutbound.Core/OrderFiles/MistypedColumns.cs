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

    /// <summary>
    /// Refuses a file with a column that is nearly one that the format reads and the file lacks: it holds a part of an address, a hold or
    /// a refund, that would be lost. In columns that people type, a loss that changes neither the goods nor where, when and whether they
    /// ship is left to the warning about columns that are not read.
    /// </summary>
    /// <exception cref="OrderFileException">There is one.</exception>
    public static void Refuse(OrderFormat format, HeaderNames header, ISourceTable table, ColumnMap map)
    {
        var missing = format.Fields.Where(field => HeaderNames.Of(format, field.Key, header) is null)
            .Where(field => map.Find(field.Key) is null && (format.AgesOrders || !s_harmless.Contains(field.Key)))
            .SelectMany(field => field.Value).ToList();
        var known = map.NamesWith(format);
        foreach (var name in header.Names.Where(name => name != RejectFile.ReasonColumn))
        {
            if (!known.Contains(name) && missing.Find(other => IsMistyped(name, other)) is { } near)
            {
                throw new OrderFileException(
                    $"Nothing was read from {Path.GetFileName(table.Path)}: the column '{Spelling.Showable(name)}' is almost the same as "
                        + $"'{near}', which the format {format.Name} reads. Correct the name, or remove the column.");
            }
        }
    }

    /// <summary>
    /// Returns in how many letters two names differ, where it is one stretch: another letter, or one too many or missing. Digits tell
    /// columns apart.
    /// </summary>
    public static int Differences(string name, string known)
    {
        var (left, right) = (name.ToUpperInvariant(), known.ToUpperInvariant());
        if (new string([.. left.Where(char.IsDigit)]) != new string([.. right.Where(char.IsDigit)]))
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

    private static bool IsMistyped(string name, string known) =>
        known.Length > 3 && Math.Abs(name.Length - known.Length) <= 1
            && name.Any(char.IsLetter) && Differences(name, known) <= 1;
}
