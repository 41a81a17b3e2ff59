using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>
/// Counts the stock of one marketplace down, order by order, and says what each order finds short. An order takes what Amazon would set
/// aside for it: with FillOrKill all or nothing, otherwise what is in stock.
/// </summary>
internal sealed class StockCount
{
    private const string Page = "FBA Inventory API v1, getInventorySummaries";
    private const string FillOrKill = "FillOrKill";

    // The units of a SKU that are left; null if Amazon does not say.
    private readonly Dictionary<string, long?> _left = new(StringComparer.Ordinal);

    /// <summary>Adds what the inventory holds of a SKU, which may be in several entries.</summary>
    public void Add(FbaInventory entry) =>
        _left[entry.SellerSku] = _left.TryGetValue(entry.SellerSku, out var units)
            ? units + entry.FulfillableQuantity
            : entry.FulfillableQuantity;

    /// <summary>The SKUs whose units an order takes from the stock.</summary>
    public static IEnumerable<string> SkusOf(FulfillmentOrder order) =>
        order.Items.Where(IsCounted).Select(item => item.SellerSku!).Distinct(StringComparer.Ordinal);

    /// <summary>Takes an order's units, and returns what is short for it.</summary>
    /// <param name="order">The order, its defaults filled in.</param>
    /// <param name="rowOf">Finds the row of a member.</param>
    public IReadOnlyList<OrderProblem> Take(FulfillmentOrder order, Func<string, long> rowOf)
    {
        List<OrderProblem> problems = [];
        var isKill = order.Policy is null || string.Equals(order.Policy.Trim(), FillOrKill, StringComparison.OrdinalIgnoreCase);
        var taken = new Dictionary<string, long>(StringComparer.Ordinal);
        var (isShort, isUnlisted) = (false, false);
        for (var i = 0; i < order.Items.Count; i++)
        {
            var (item, member) = (order.Items[i], FormattableString.Invariant($"Items[{i}]"));
            if (!IsCounted(item))
            {
                problems.Add(Unknown(item, member, "is not counted in units, so it was not compared with the stock"));
                continue;
            }

            var sku = item.SellerSku!;
            if (!_left.TryGetValue(sku, out var units))
            {
                problems.Add(Short(item, member, $"has the SKU {sku}, which is not in the marketplace's inventory"));
                isUnlisted = true;
                continue;
            }

            if (units is not { } all)
            {
                problems.Add(Unknown(item, member, $"has the SKU {sku}, for which Amazon reports no fulfillable quantity"));
                continue;
            }

            var before = taken.TryGetValue(sku, out var already) ? already : 0;
            var (wanted, found) = (item.Quantity!.Value, Math.Max(0, all - before));
            taken[sku] = before + Math.Min(wanted, found);
            if (found < wanted)
            {
                isShort = true;
                problems.Add(Short(
                    item,
                    member,
                    string.Format(
                        CultureInfo.InvariantCulture,
                        "needs {0:N0} of {1}, but {2} left after the earlier orders",
                        wanted,
                        sku,
                        found == 0 ? "none are" : found == 1 ? "1 is" : string.Format(CultureInfo.InvariantCulture, "{0:N0} are", found))));
            }
        }

        // Amazon refuses an unknown SKU whatever the policy is.
        var isUnknown = problems.Exists(problem => problem.Code == ProblemCodes.StockUnknown);
        var isRefused = isUnlisted || (isShort && (isKill || (!isUnknown && taken.Values.All(units => units == 0))));
        if (!isRefused)
        {
            foreach (var one in taken)
            {
                _left[one.Key] -= one.Value;
            }
        }

        return
        [
            .. problems.Select(problem => problem with
            {
                Severity = isRefused && problem.Code == ProblemCodes.StockShort ? ProblemSeverity.Error : ProblemSeverity.Warning,
                Row = rowOf(problem.Member),
            }),
        ];
    }

    // Only version 2026-07-04 counts in anything but pieces.
    private static bool IsCounted(FulfillmentOrderItem item) =>
        !string.IsNullOrEmpty(item.SellerSku) && item.Quantity is not null
        && (item.Unit is null || string.Equals(item.Unit.Trim(), DefaultValues.Unit, StringComparison.OrdinalIgnoreCase));

    private static OrderProblem Short(FulfillmentOrderItem item, string member, string text) =>
        Problem(ProblemCodes.StockShort, item, member, text);

    private static OrderProblem Unknown(FulfillmentOrderItem item, string member, string text) =>
        Problem(ProblemCodes.StockUnknown, item, member, text);

    private static OrderProblem Problem(string code, FulfillmentOrderItem item, string member, string text) => new()
    {
        Code = code, Member = member, Message = $"{ProblemList.NameOf(item)} {text}.", Page = Page,
    };
}
