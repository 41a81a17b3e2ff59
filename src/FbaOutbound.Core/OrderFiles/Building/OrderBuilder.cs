using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>Makes of the rows of one order what becomes of it.</summary>
/// <param name="options">How the file is read.</param>
/// <param name="binding">The columns of the file.</param>
/// <param name="groups">All orders of the file.</param>
internal sealed class OrderBuilder(ImportOptions options, TableBinding binding, IReadOnlyList<OrderGroup> groups)
{
    private readonly OrderFormat _format = binding.Format;
    private readonly FileValues _values = new(binding.Format, options.Culture, binding.Layout.Delimiter);
    private readonly GuessedEncoding _encoding = new(binding, groups);
    private readonly ShopWords _words = new(binding, groups);
    private OrderTotals? _totals;
    private bool _lacksLines;
    private bool _isScanned;

    public ImportOutcome Build(OrderGroup group) => Build(group, options);

    private ImportOutcome Build(OrderGroup group, ImportOptions how)
    {
        var cells = new OrderCells(binding, _values, group, how);
        var rules = new OrderRules(cells, _words);
        var (outcome, action) = (Judge(cells, rules), ActionOf(cells));
        outcome = outcome with
        {
            Suffix = rules.Suffix, Action = action,
            Stops = outcome.Order is null ? [] : [.. group.Rows.SelectMany(row => row.Stops)],
            Skipped = outcome.Skipped is { } skipped ? skipped with { Action = action } : null,
        };
        return rules.Suffix.Length > 0 && how.Import is not null ? outcome with { Whole = Again(cells, isUncertain: true) } : outcome;
    }

    private ImportOutcome Judge(OrderCells cells, OrderRules rules)
    {
        var source = SourceOf(cells);
        if (RowFaults.IdOf(cells) is not { } id)
        {
            return new ImportOutcome("", source) { Problems = cells.Problems };
        }

        if (RowFaults.SeveralOrders(cells) is { } several)
        {
            return new ImportOutcome(id, source) { Problems = [several], IsSeveralOrders = true };
        }

        var hasVersions = RowFaults.Find(cells);
        if (cells.Problems.Count > 0)
        {
            return StopDespiteErrors(cells, hasVersions) is var (stop, what)
                ? Skip(cells, rules, new ImportOutcome(id, source), stop, what)
                : new ImportOutcome(id, source)
                {
                    Problems = cells.Problems, FaultyRows = FaultyRows(cells.Group),
                    IsDoubtful = cells.Rows.Exists(row => (row.IsShort && !_format.Own) || row.Doubt is not null),
                };
        }

        var reason = _format.Cancels ? (SkipReason.CancelListed, (string?)"The file lists orders to cancel.") : rules.OfOrder();
        if (reason is var (why, detail))
        {
            return Skip(cells, rules, new ImportOutcome(id + rules.Suffix, source), why, detail);
        }

        var lines = LinesOf(cells, rules);
        var held = lines.Read();
        _lacksLines |= lines.AreMissing;
        if (held is var (lineReason, lineDetail))
        {
            return Skip(cells, rules, new ImportOutcome(id + rules.Suffix, source), lineReason, lineDetail);
        }

        var order = new SendableOrder(cells, rules, lines, _words, _encoding).Build(id, source);
        return cells.Problems.Count > 0
            ? new ImportOutcome(order.Id, source) { Problems = [.. cells.Problems.Distinct()], FaultyRows = FaultyRows(cells.Group) }
            : lines.Uncertain is { } uncertain
                ? Skip(
                    cells, rules, new ImportOutcome(order.Id, source), SkipReason.QuantityUncertain, uncertain, lines.IsUnknownPart)
                : order;
    }

    private OrderSource SourceOf(OrderCells cells)
    {
        var (shopId, how) = (binding.ShopId(cells.Rows), cells.Options);

        // Rows of the own format that were refused come back with their whole ids.
        var prefix = how.IdPrefix?.Trim() is { Length: > 0 } given ? given : _format.Own ? null : "";
        return new OrderSource
        {
            File = binding.Path, Format = _format.Name, ShopOrderId = cells.Group.Key, Rows = [.. cells.Rows.Select(row => row.Number)],
            Import = how.Import, IdPrefix = prefix, ShopId = shopId,
            ShopKey = shopId is null ? null : $"{_format.Platform} {prefix} {shopId}",
        };
    }

    // Rows that disagree hold the order, if one of them does.
    private static string? ActionOf(OrderCells cells) => cells.Values(nameof(OrderColumns.Action))
        .Select(value => Cell.Read(OrderColumns.Action.Form, value.Text, out _) as string).OfType<string>()
        .OrderBy(action => action, StringComparer.Ordinal).FirstOrDefault();

    private static string? FaultyRows(OrderGroup group) => group.StrayRow is null && group.ClaimingRow is null
        ? string.Join("\n", group.Rows.Select(row => string.Join("\t", row.Cells))) : null;

    private OrderLines LinesOf(OrderCells cells, OrderRules rules) =>
        new(cells, rules, _totals ??= new OrderTotals(binding, _values), LacksLines);

    // Whether an order of the file certainly lacks lines. What took them away may have taken those of other orders, too.
    private bool LacksLines()
    {
        if (!_lacksLines && !_isScanned)
        {
            _isScanned = true;
            for (var i = 0; i < groups.Count && !_lacksLines; i++)
            {
                if (groups[i].Rows.Count > 0)
                {
                    Build(groups[i]);
                }
            }
        }

        return _lacksLines;
    }

    // What the shop has stopped is stopped whatever else is wrong with its rows: Amazon may have it. Cells that may stand in the wrong
    // columns say nothing, and of two versions the older one may be on hold.
    private (SkipReason Reason, string? Detail)? StopDespiteErrors(OrderCells faulty, bool hasVersions)
    {
        if (_format.Cancels || faulty.Rows.Exists(row => row.Doubt is not null))
        {
            return null;
        }

        var cells = new OrderCells(binding, _values, faulty.Group, faulty.Options);
        var rules = new OrderRules(cells, _words);
        return (rules.OfOrder() ?? LinesOf(cells, rules).Read()) is var (stop, detail)
            && (stop.IsLasting() || (!hasVersions && stop.IsStopped()
                && stop is not (SkipReason.UnknownStatus or SkipReason.QuantityUncertain))) ? (stop, detail) : null;
    }

    private ImportOutcome Skip(
        OrderCells cells, OrderRules rules, ImportOutcome found, SkipReason reason, string? detail, bool isUnknownPart = false)
    {
        var isPart = reason == SkipReason.PartlyFulfilled;
        if (isPart && Again(cells, isUncertain: true)() is { Skipped.SkipReason: var stop } stopped && IsStop(stop))
        {
            return stopped;
        }

        var isUncertain = reason == SkipReason.QuantityUncertain;
        var isLeft = reason.IsOfAge()
            || (reason.ActionOf(isLeft: false, wasSent: false) is not null && rules.IsLeft());
        var outcome = (found with { StatusMap = rules.StatusMap, IsLeft = isLeft }).AsSkipped(reason, detail) with
        {
            UnknownRest = isUnknownPart ? Again(cells, isUncertain, isPart: false) : null,
        };
        return cells.Options.Import is null || !(isPart || reason.IsOfAge() || reason.IsHeldBack())
            ? outcome
            : outcome with
            {
                Whole = reason.IsHeldBack() && !isUncertain && reason != SkipReason.UnknownStatus
                    ? Again(cells, isUncertain: true, isStopped: true)
                    : Again(cells, isUncertain || isPart, isPart, reason == SkipReason.UnknownStatus),
                Rest = isPart || (reason.IsOfAge() && rules.Suffix.Length > 0) ? RestOf(cells) : null,
            };
    }

    // What the shop does not want shipped matters more than that a part of it was shipped: the rest may be on hold at Amazon.
    private static bool IsStop(SkipReason reason) =>
        reason is not (SkipReason.Fulfilled or SkipReason.PartlyFulfilled or SkipReason.NotShippable or SkipReason.ShippedElsewhere);

    private Func<string, bool, ImportOutcome> RestOf(OrderCells cells) => (suffix, ignoresAge) => Build(
        cells.Group,
        ignoresAge ? cells.Options with { IdSuffix = suffix, IgnoresAge = true, IncludesUncertain = true }
            : cells.Options with { IdSuffix = suffix });

    private Func<ImportOutcome> Again(
        OrderCells cells, bool isUncertain, bool isPart = true, bool isUnknown = false, bool isStopped = false) => () => Build(
            cells.Group,
            cells.Options with
            {
                IgnoresAge = true, IncludesUncertain = isUncertain || cells.Options.IncludesUncertain, IgnoresParts = isPart,
                IgnoresUnknown = isUnknown || isStopped, IgnoresStops = isStopped,
            });
}
