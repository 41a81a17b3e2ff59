using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.OrderFiles;

/// <summary>A sum that the file states of an order, and what its lines say of it.</summary>
internal sealed record TotalRule
{
    /// <summary>The field of the order that has the sum.</summary>
    public string Of { get; init; } = "";

    /// <summary>The fields of what the sum contains besides the lines. Without one of these columns the sum says nothing.</summary>
    public IReadOnlyList<string> Less { get; init; } = [];

    /// <summary>The field of a line that is added up; where lines stand in cells, the name of the value in the cell.</summary>
    public string Line { get; init; } = "";

    /// <summary>Whether the line's value is that of one unit.</summary>
    public bool PerUnit { get; init; }

    /// <summary>The field of the order with discounts that the sum is without, and the lines are not; null if there are none.</summary>
    public string? Discount { get; init; }

    /// <summary>Whether it reads a field.</summary>
    public bool Has(string field) => field == Of || field == Line || field == Discount || Less.Contains(field);
}

/// <summary>
/// Finds orders that lack lines: those whose lines come to less than the order. Discounts, fees and taxes that the file does not name make
/// lines come to more, never to less, so that only what is certainly missing is told.
/// </summary>
internal sealed class OrderTotals
{
    private const string Advice = "import the export as the shop wrote it, or clear this cell if you removed a line yourself";

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

    /// <summary>Describes what tells that lines are missing; null if nothing does.</summary>
    /// <param name="rows">The rows of the order.</param>
    /// <param name="lines">All lines of the order that the file has, sent or not.</param>
    public TotalFlaw? FlawOf(IReadOnlyList<FileRow> rows, IReadOnlyList<OrderLine> lines)
    {
        foreach (var rule in _rules)
        {
            if (StatedBy(rule, rows) is not { } stated || SumOf(rule, lines) is not { } sum)
            {
                continue;
            }

            var rounding = Rounding * (lines.Count + rule.Less.Count);
            if (sum + rounding < stated)
            {
                var what = rule.Less.Count == 0 ? "" : $"without {string.Join(", ", rule.Less.Select(_binding.NameOf))} ";
                return new TotalFlaw(rule.Of, IsCertain: true, FormattableString.Invariant(
                    $"{what}is {stated}, but the order's lines come to {sum}, so lines are missing: {Advice}"));
            }

            // A discount can be on the shipping, and then the lines come to less than the sum and the discount.
            if (rule.Discount is { } field && ValueOf(field, rows) is { } discount && sum - rounding > stated
                && sum + rounding < stated + discount)
            {
                return new TotalFlaw(rule.Of, IsCertain: false, FormattableString.Invariant(
                    $"is {stated} after a discount of {discount}, and the order's lines come to {sum}. Lines may be missing, as in other orders of the file: {Advice}"));
            }
        }

        return null;
    }

    // Where the user says how many units are sent, the order's own sums say nothing of them.
    private static List<TotalRule> Usable(TableBinding binding) => binding.IsMapped("Quantity") ? [] :
        [.. binding.Format.Totals.Where(rule => Parts(rule, binding).All(field => binding.Has(field)))];

    private static IEnumerable<string> Parts(TotalRule rule, TableBinding binding) =>
        (binding.Format.Items.Kind == ItemKind.Cells ? rule.Less : rule.Less.Append(rule.Line)).Append(rule.Of);

    private decimal? StatedBy(TotalRule rule, IReadOnlyList<FileRow> rows)
    {
        if (ValueOf(rule.Of, rows) is not { } stated)
        {
            return null;
        }

        foreach (var field in rule.Less)
        {
            if (_binding.Values(field, rows).Count > 0)
            {
                if (ValueOf(field, rows) is not { } part)
                {
                    return null;
                }

                stated -= part;
            }
        }

        return stated;
    }

    private decimal? ValueOf(string field, IReadOnlyList<FileRow> rows) =>
        _binding.Values(field, rows) is { Count: 1 } values ? _values.Number(values[0].Text) : null;

    // A line whose amount cannot be read may be worth anything.
    private decimal? SumOf(TotalRule rule, IReadOnlyList<OrderLine> lines)
    {
        var sum = 0m;
        foreach (var line in lines)
        {
            var text = _isInCells ? ItemCells.Value(line.Text, rule.Line, _binding.Format.Items)
                : _binding.OfItem(rule.Line, line.Row, line.Item);
            if (text is null || _values.Number(text) is not { } value
                || (rule.PerUnit ? FileValues.Units(line.Quantity) : 1) is not { } units)
            {
                return null;
            }

            sum += value * units;
        }

        return sum;
    }
}

/// <summary>What tells that lines of an order are missing.</summary>
/// <param name="Field">The field with the sum.</param>
/// <param name="IsCertain">Whether nothing else explains it.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record TotalFlaw(string Field, bool IsCertain, string Message);
