using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>
/// Finds orders that lack lines, because their lines come to less than the order, and orders with lines that are not theirs, because they
/// come to more. Discounts of the order, fees and taxes that the file does not name make lines come to more, never to less: only what
/// nothing else explains is told.
/// </summary>
internal sealed class OrderTotals
{
    private const string Export = "import the export as the shop wrote it, or clear this cell if ";
    private const string Advice = Export + "you removed a line yourself";
    private const string AdviceOfMore = Export + "all of these lines belong to the order";
    private const string Refunded = "RefundedAmount";

    // Amounts are rounded line by line.
    private const decimal Rounding = 0.01m;

    private readonly TableBinding _binding;
    private readonly FileValues _values;
    private readonly bool _isInCells;
    private readonly List<TotalRule> _rules;

    public OrderTotals(TableBinding binding, FileValues values)
    {
        (_binding, _values) = (binding, values);
        _isInCells = binding.Format.Items.Kind == ItemKind.Cells;
        _rules = Usable(binding);
    }

    /// <summary>The column without which lines that are missing cannot be recognized; null if they can, or never could be.</summary>
    public static string? Missing(TableBinding binding) => binding.Format.Totals.Count == 0 || Usable(binding).Count > 0 ? null
        : Parts(binding.Format.Totals[0], binding).Where(field => !binding.Has(field)).Select(binding.NameOf).FirstOrDefault();

    /// <summary>Tells whether lines are missing or are too many, and what kept the sums from telling it.</summary>
    /// <param name="rows">The rows of the order.</param>
    /// <param name="lines">All lines of the order that the file has, sent or not.</param>
    /// <param name="isCounted">Whether a line is surely counted in the order's sums.</param>
    public TotalCheck Check(IReadOnlyList<FileRow> rows, IReadOnlyList<OrderLine> lines, Func<OrderLine, bool> isCounted)
    {
        string? unread = null;
        var isChecked = false;
        var more = new List<(TotalRule Rule, TotalFlaw? Flaw)>();
        foreach (var rule in _rules)
        {
            var reader = new Reader(this, rule);
            if (reader.Stated(rows) is { } stated && reader.SumOf(lines, isCounted) is { } sum)
            {
                var rounding = Tolerance(rule, lines.Count) + reader.Slack;
                if (FlawOf(rule, stated, sum, rows, rounding) is { } flaw)
                {
                    return new TotalCheck(flaw, null);
                }

                if (rule.More is not null && sum.Counted is { } counted && ExplainedBy(rule, rows) is { } explained)
                {
                    more.Add((rule, counted - explained - rounding > stated ? TooMany(rule, stated, counted, explained) : null));
                }

                isChecked |= reader.Unread is null;
            }

            unread ??= reader.Unread;
        }

        // Shops count differently, so one sum that agrees is enough: bundles are perhaps one item, and several lines one product.
        var tooMany = more.GroupBy(found => found.Rule.IsMoney).Where(kind => kind.All(found => found.Flaw is not null))
            .Select(kind => kind.First().Flaw).FirstOrDefault();
        return new TotalCheck(tooMany, isChecked ? null : unread);
    }

    /// <summary>Returns a value of a line, by its field or, where lines stand in cells, by its name; null if it has none.</summary>
    public string? TextOf(OrderLine line, string field) => _isInCells
        ? field == "Quantity" ? line.Quantity : ItemCells.Value(line.Text, field, _binding.Format.Items)
        : _binding.OfItem(field, line.Row, line.Item);

    // Where the user says how many units are sent, the order's own sums say nothing of them.
    private static List<TotalRule> Usable(TableBinding binding) => binding.IsMapped("Quantity") ? [] :
        [.. binding.Format.Totals.Where(rule => Parts(rule, binding).All(field => binding.Has(field)))];

    private static IEnumerable<string> Parts(TotalRule rule, TableBinding binding) =>
        (binding.Format.Items.Kind == ItemKind.Cells || rule.Line.Length == 0 ? rule.Less : rule.Less.Append(rule.Line)).Append(rule.Of);

    private static decimal Tolerance(TotalRule rule, int lines) => rule.IsMoney ? Rounding * (lines + rule.Less.Count) : 0;

    private TotalFlaw? FlawOf(TotalRule rule, decimal stated, LineSum sum, IReadOnlyList<FileRow> rows, decimal rounding)
    {
        var net = sum.Net + sum.Negative;
        if (net + rounding < stated)
        {
            // The shop may not count lines with a negative price, so a sum that is exactly without them says little.
            if (sum.Negative < 0 && Math.Abs(sum.Net - stated) <= rounding)
            {
                return MaybeMissing(rule, FormattableString.Invariant(
                    $"is {stated}, and the order's lines come to {net}, or to {sum.Net} without those with a negative price"));
            }

            var what = rule.Less.Count == 0 ? "" : $"without {string.Join(", ", rule.Less.Select(_binding.NameOf))} ";
            var after = sum.Net < sum.Gross ? " after their own discounts" : "";
            return new TotalFlaw(rule.Of, FlawKind.Missing, FormattableString.Invariant(
                $"{what}is {stated}, but the order's lines come to {net}{after}, so lines are missing: {Advice}"));
        }

        // A discount can be on the shipping, and then the lines come to less than the sum and the discount, perhaps to the sum alone.
        var gross = sum.Gross + sum.Negative;
        return rule.Discount is { } field && ValueOf(field, rows) is { } discount && gross + rounding < stated + discount
            ? MaybeMissing(rule, FormattableString.Invariant(
                $"is {stated} after a discount of {discount}, and the order's lines come to {gross}"))
            : null;
    }

    private TotalFlaw TooMany(TotalRule rule, decimal stated, decimal counted, decimal explained)
    {
        var what = (rule.Less.Count == 0 ? "" : $"without {string.Join(", ", rule.Less.Select(_binding.NameOf))} ")
            + FormattableString.Invariant($"is {stated}, but the lines to be sent come to {counted}")
            + (explained == 0 ? "" : FormattableString.Invariant($", and {ListOf(rule.More!)} explain only {explained} of it"));
        return rule.LacksGiftCards
            ? new TotalFlaw(rule.Of, FlawKind.MaybeTooMany, $"{_binding.NameOf(rule.Of)} {what}. A gift card would explain that; if there "
                + "is none, lines are duplicated or belong to another order.")
            : new TotalFlaw(rule.Of, FlawKind.TooMany, $"{what}, so lines are duplicated or belong to another order: {AdviceOfMore}");
    }

    private string ListOf(IReadOnlyList<string> fields) => string.Join(" and ", fields.Select(_binding.NameOf));

    // Returns by how much the lines may be more than the sum; null if that is not known.
    private decimal? ExplainedBy(TotalRule rule, IReadOnlyList<FileRow> rows)
    {
        if (_binding.Values(Refunded, rows).Any(value => _values.IsNotZero(value.Text)))
        {
            return null;
        }

        var explained = 0m;
        foreach (var field in rule.More!)
        {
            var values = _binding.Values(field, rows);
            if (!_binding.Has(field) || values.Count > 1)
            {
                return null;
            }

            if (values.Count == 1)
            {
                if (_values.Number(values[0].Text) is not { } amount)
                {
                    return null;
                }

                explained += Math.Abs(amount);
            }
        }

        return explained;
    }

    private static TotalFlaw MaybeMissing(TotalRule rule, string what) =>
        new(rule.Of, FlawKind.MaybeMissing, $"{what}. Lines may be missing, as in other orders of the file: {Advice}");

    private decimal? ValueOf(string field, IReadOnlyList<FileRow> rows) =>
        _binding.Values(field, rows) is { Count: 1 } values ? _values.Number(values[0].Text) : null;

    /// <summary>What the lines of an order come to.</summary>
    /// <param name="Net">The lines after their own discounts, without those with a negative value.</param>
    /// <param name="Gross">The same before their own discounts.</param>
    /// <param name="Negative">The lines with a negative value.</param>
    /// <param name="Counted">What is surely in the order's sum; null if that is not known.</param>
    private readonly record struct LineSum(decimal Net, decimal Gross, decimal Negative, decimal? Counted);

    /// <summary>Reads the amounts of one rule and one order.</summary>
    private sealed class Reader(OrderTotals owner, TotalRule rule)
    {
        /// <summary>By how much the amounts may differ from what the shop rounded.</summary>
        public decimal Slack { get; private set; }

        /// <summary>What is wrong with the first amount that cannot be read, with its column; null if all can.</summary>
        public string? Unread { get; private set; }

        public decimal? Stated(IReadOnlyList<FileRow> rows)
        {
            if (rule.Refund is { } refund && owner._binding.Values(refund, rows).Any(value => owner._values.IsNotZero(value.Text)))
            {
                return null;
            }

            var stated = OfOrder(rule.Of, rows);
            foreach (var field in rule.Less)
            {
                if (owner._binding.Values(field, rows).Count > 0)
                {
                    stated -= OfOrder(field, rows);
                }
            }

            return stated;
        }

        // A line whose amount cannot be read may be worth anything.
        public LineSum? SumOf(IReadOnlyList<OrderLine> lines, Func<OrderLine, bool> isCounted)
        {
            var (net, gross, negative, counted) = (0m, 0m, 0m, 0m);
            var isDiscountRead = true;
            foreach (var line in lines)
            {
                if (AmountOf(line) is not { } amount)
                {
                    return null;
                }

                if (amount < 0)
                {
                    negative += amount;
                    continue;
                }

                // What is not known of a discount lets the line count whole: it never makes an order lack lines.
                var discount = 0m;
                if (rule.LineDiscount is { } field && owner.TextOf(line, field) is { Length: > 0 } text)
                {
                    var read = Read(field, text, 1);
                    isDiscountRead &= read is not null;
                    discount = Math.Max(read ?? 0, 0);
                }

                gross += amount;
                net += amount - Math.Min(amount, discount);
                counted += isCounted(line) ? CountedOf(line, amount - Math.Min(amount, discount)) : 0;
            }

            return new LineSum(net, gross, negative, isDiscountRead ? counted + negative : null);
        }

        // Whether the shop counts pieces that were refunded is not known.
        private decimal CountedOf(OrderLine line, decimal net) =>
            rule.IsMoney || FileValues.Units(line.Remaining) is not { } left ? net : rule.Line.Length > 0 ? left : Math.Min(left, 1);

        private decimal? AmountOf(OrderLine line)
        {
            if (rule.Line.Length == 0)
            {
                return 1;
            }

            return owner.TextOf(line, rule.Line) is { } text
                && (rule.PerUnit ? FileValues.Units(line.Quantity) : 1) is { } units
                && Read(rule.Line, text, Math.Max(Math.Abs(units), 1)) is { } value ? value * units : null;
        }

        private decimal? OfOrder(string field, IReadOnlyList<FileRow> rows) =>
            owner._binding.Values(field, rows) is { Count: 1 } values ? Read(field, values[0].Text, 1) : null;

        private decimal? Read(string field, string text, int units)
        {
            if (owner._values.Number(text) is not { } value)
            {
                if (text.Length > 0)
                {
                    Unread ??= $"{owner._binding.NameOf(field)} {owner._values.FaultOf(text)}";
                }

                return null;
            }

            // Shops that share a price among units round that of one of them to cents.
            Slack += value == 0 ? 0
                : rule.Rounded ? units * 0.5m / Power(value)
                : rule.PerUnit ? (units - 1) * Rounding / 2 : 0;
            return value;
        }

        // The scale of a decimal is the number of digits behind its point.
        private static decimal Power(decimal value)
        {
            var power = 1m;
            for (var scale = (decimal.GetBits(value)[3] >> 16) & 0xFF; scale > 0; scale--)
            {
                power *= 10;
            }

            return power;
        }
    }
}

/// <summary>What the sums of an order tell of its lines.</summary>
/// <param name="Flaw">What tells that lines are missing or too many; null if nothing does.</param>
/// <param name="Unread">Why no sum could tell it, with the column, where an amount cannot be read; null otherwise.</param>
internal sealed record TotalCheck(TotalFlaw? Flaw, string? Unread);

/// <summary>What tells that lines of an order are missing or too many.</summary>
/// <param name="Field">The field with the sum.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record TotalFlaw(string Field, FlawKind Kind, string Message);

/// <summary>What the sums of an order tell of its lines.</summary>
internal enum FlawKind
{
    /// <summary>Lines are missing.</summary>
    Missing,

    /// <summary>Lines may be missing, or something else explains it.</summary>
    MaybeMissing,

    /// <summary>Lines are there twice, or are those of another order.</summary>
    TooMany,

    /// <summary>The same, or something explains it that the file does not show.</summary>
    MaybeTooMany,
}
