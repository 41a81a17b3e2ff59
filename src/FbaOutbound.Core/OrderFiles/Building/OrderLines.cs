using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>The lines of one order: which of them are still to be sent, how many units, and whether all lines are there.</summary>
/// <param name="cells">The cells of the order.</param>
/// <param name="rules">Why a line is not sent.</param>
/// <param name="totals">The sums of the file.</param>
/// <param name="lacksLines">Whether an order of the file certainly lacks lines.</param>
internal sealed class OrderLines(OrderCells cells, OrderRules rules, OrderTotals totals, Func<bool> lacksLines)
{
    private const int MostLines = 5;

    private readonly List<SkippedLine> _skipped = [];

    // What a shop may not count among the goods of the order, such as a tip.
    private readonly HashSet<OrderLine> _leftOut = [];

    private string? _implausible;

    /// <summary>What is sent for the lines.</summary>
    public OrderItems Items { get; } = new(cells);

    /// <summary>The lines that are not sent.</summary>
    public IReadOnlyList<SkippedLine> Skipped => _skipped;

    /// <summary>Whether the file shows a line as shipped.</summary>
    public bool HasShipped => _skipped.Exists(IsShipped);

    /// <summary>Whether the sums of the order tell that it certainly lacks lines.</summary>
    public bool AreMissing { get; private set; }

    /// <summary>Why no sum of the order could tell whether lines of it are missing, with the column; null if one could.</summary>
    public string? UnreadTotal { get; private set; }

    /// <summary>Whether a part of the order was shipped, and the file does not show which.</summary>
    public bool IsUnknownPart { get; private set; }

    /// <summary>Why it is not certain how many units are to be sent; null if it is, or the user has looked.</summary>
    public string? Uncertain => cells.Options.IncludesUncertain ? null
        : cells.Binding.MissingUnits is { } missing ? $"The file has no column '{missing}', which would show refunds."
        : Items.Implausible ?? _implausible;

    /// <summary>Reads the lines, and returns why the whole order is not sent, if they say so.</summary>
    public (SkipReason Reason, string? Detail)? Read()
    {
        var lines = new List<OrderLine>(cells.Rows.Count);
        foreach (var line in cells.Lines())
        {
            lines.Add(line);
            if (Read(line, lines.Count) is { } reason)
            {
                return reason;
            }
        }

        CheckSum(lines);
        CheckNumbers();
        CheckTotals(lines);
        if (lines.Count == 0 && cells.Problems.Count == 0)
        {
            cells.Problems.Add(FormattableString.Invariant($"row {cells.Rows[0].Number}: the order has no items"));
        }
        else if (Items.All.Count == 0 && cells.Problems.Count == 0)
        {
            return (
                _skipped.Select(line => line.SkipReason).Where(reason => reason != SkipReason.NotShippable)
                    .DefaultIfEmpty(SkipReason.NotShippable).First(),
                $"No line is left to ship: {ListOf(_skipped)}.");
        }

        _implausible ??= Unshipped();
        if (HasShipped)
        {
            return rules.OfPart($"Part of the order was shipped: {ListOf(_skipped.FindAll(IsShipped))}.");
        }

        if (rules.Suffix.Length > 0 && (rules.IsPartOfOrder || !cells.Has("RemainingQuantity")))
        {
            IsUnknownPart = true;
            _implausible ??= Sentences.Join(rules.Part, rules.IsPartOfOrder
                ? "No line is marked as shipped, so it is unknown which of them are left."
                : $"The file has no column '{cells.NameOf("RemainingQuantity")}', so it is unknown how many units are left.");
        }

        return null;
    }

    // A method such as a download, although there are lines to be sent.
    private string? Unshipped() => (cells.Has("ShippingMethod") ? cells.Values("ShippingMethod") : [])
        .Where(method => !cells.Options.SpeedMap.Names(method.Text))
        .Select(method => MethodPhrases.NoneIn(method.Text) is { } phrase
            ? FormattableString.Invariant($"{cells.NameOf("ShippingMethod")} in row {method.Row} says '{phrase}', ")
                + "but the order has lines to ship."
            : null)
        .FirstOrDefault(what => what is not null);

    private static bool IsShipped(SkippedLine line) => line.SkipReason == SkipReason.Fulfilled;

    private static string ListOf(List<SkippedLine> lines) =>
        NameList.Of([.. lines.Select(line => FormattableString.Invariant($"row {line.Row} {line.SkipReason}"))], MostLines);

    private (SkipReason Reason, string? Detail)? Read(OrderLine line, int place)
    {
        if (!cells.Options.IncludesUncertain
            && Prices(line).FirstOrDefault(price => cells.FileValues.IsNegative(price.Text) is null) is { Field: { } field })
        {
            return (SkipReason.QuantityUncertain, FormattableString.Invariant(
                $"{cells.NameOf(field)} in row {line.Row.Number} begins or ends with a minus sign, but is not an amount."));
        }

        if (IsDiscount(line))
        {
            Skip(line, SkipReason.NotShippable);
        }
        else if (rules.OfLine(line) is var (reason, detail))
        {
            if (!OrderRules.IsOfLineAlone(reason))
            {
                return (reason, detail);
            }

            Skip(line, reason);
        }
        else if (Units(line) is { } units)
        {
            if (units == 0)
            {
                Skip(line, SkipReason.Refunded);
            }
            else if (!Items.Add(line, place, units))
            {
                Skip(line, SkipReason.ShippedElsewhere);
            }
        }

        return null;
    }

    // A negative price is never that of goods; with a negative quantity it is a refund, and what it takes back is not known.
    private bool IsDiscount(OrderLine line) => (line.Quantity.Length == 0 || FileValues.Units(line.Quantity) >= 0)
        && Prices(line).Any(price => cells.FileValues.IsNegative(price.Text) == true);

    private IEnumerable<(string Field, string Text)> Prices(OrderLine line) => cells.Format.Items.Prices
        .Select(field => (field, Text: totals.TextOf(line, field) ?? "")).Where(price => price.Text.Length > 0);

    private void Skip(OrderLine line, SkipReason reason)
    {
        _skipped.Add(new SkippedLine { Sku = line.Sku, SkipReason = reason, Row = line.Row.Number });
        if (reason != SkipReason.ShippedElsewhere)
        {
            _leftOut.Add(line);
        }
    }

    // The units that are still to be shipped; null where the line says none.
    private int? Units(OrderLine line)
    {
        (string Field, string Text)[] numbers =
            [("Quantity", line.Quantity), ("RefundedQuantity", line.Refunded), ("RemainingQuantity", line.Remaining)];
        foreach (var (field, text) in numbers)
        {
            if (cells.FileValues.MayBeThousands(text))
            {
                cells.Problem(line, field, $"'{text}' has a point that may separate thousands or decimals: write the units in digits only");
                return null;
            }
        }

        if (FileValues.Units(line.Quantity) is not { } units || units < 1)
        {
            cells.Problem(line, "Quantity", line.Quantity.Length == 0
                ? "is blank: give the number of units"
                : $"{Offending.Shown(line.Quantity, CellForm.Integer)}is not a number of units: "
                    + "use a whole number of 1 or more, in digits only");
            return null;
        }

        if (line.Refunded.Length > 0)
        {
            // WooCommerce writes them negative.
            if (FileValues.Units(line.Refunded) is not { } refunded || Math.Abs((long)refunded) > units)
            {
                cells.Problem(line, "RefundedQuantity", "is not a number of units, or is more than the line has");
                return null;
            }

            units -= Math.Abs(refunded);
        }

        if (line.Remaining.Length > 0)
        {
            if (FileValues.Units(line.Remaining) is not { } remaining || remaining < 0 || remaining > units)
            {
                cells.Problem(line, "RemainingQuantity", "is not a number of units, or is more than the line has");
                return null;
            }

            units = remaining;
        }
        else if (cells.Has("RemainingQuantity"))
        {
            cells.Problem(line, "RemainingQuantity", "is blank, so it is unknown how many units are still to be shipped");
            return null;
        }

        return units;
    }

    // An order of several items has a row with the sum of its units.
    private void CheckSum(List<OrderLine> lines)
    {
        if (!cells.Format.Items.Sums || cells.Rows.Count < 2)
        {
            return;
        }

        var sum = lines.Sum(line => (long)(FileValues.Units(line.Quantity) ?? 0));
        foreach (var row in cells.Rows)
        {
            if (!cells.HasItem(row) && cells.Binding.OfItem("Quantity", row) is { Length: > 0 } total && FileValues.Units(total) != sum)
            {
                cells.Problem(row.Number, "Quantity", "does not match the sum of the order's lines: a row is missing or was changed");
            }
        }
    }

    // What was refunded may be of lines that the file does not have any more.
    private void CheckTotals(List<OrderLine> lines)
    {
        if (rules.Refunds is not null || cells.Problems.Count > 0)
        {
            return;
        }

        var check = totals.Check(cells.Rows, lines, line => !_leftOut.Contains(line));
        UnreadTotal = check.Unread;
        if (check.Flaw is not { } flaw)
        {
            return;
        }

        AreMissing = flaw.Kind == FlawKind.Missing;
        if (flaw.Kind is FlawKind.TooMany or FlawKind.MaybeTooMany && (cells.Options.IgnoresAge || HasShipped))
        {
            // Sums may be older than an exchange of goods that were shipped, or than an edit of an order that is only compared.
            return;
        }

        if (flaw.Kind == FlawKind.MaybeTooMany)
        {
            _implausible ??= flaw.Message;
        }
        else if (flaw.Kind != FlawKind.MaybeMissing || lacksLines())
        {
            cells.Problem(flaw.Field, flaw.Message);
        }
    }

    // Rows that belong to the order above them have come apart if the numbers of the items do not follow one another.
    private void CheckNumbers()
    {
        if (!cells.Format.Items.Continues || cells.Binding.ItemsPerRow != 1 || !cells.Has("ItemNumber"))
        {
            return;
        }

        var expected = 1;
        foreach (var row in cells.Rows)
        {
            var text = cells.Binding.OfItem("ItemNumber", row);
            if (text.Length > 0 && FileValues.Units(text) != expected++)
            {
                cells.Problem(row.Number, "ItemNumber", "does not continue from the item above: a row is missing, or the rows were sorted");
                return;
            }
        }
    }
}
