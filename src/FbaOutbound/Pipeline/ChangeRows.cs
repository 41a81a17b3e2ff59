using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Gathers rows that say what is to be changed. They are read as New-FbaFulfillmentOrder reads its rows: those of one order are one change,
/// wherever they stand, and a bad one refuses the change.
/// </summary>
/// <param name="overrides">What was given as parameters.</param>
internal sealed class ChangeRows(RowOverrides overrides)
{
    private static readonly FulfillmentOrderItem s_noItem = new();

    private static readonly HashSet<OrderColumn> s_changeable =
    [
        OrderColumns.SellerFulfillmentOrderId, OrderColumns.Action, OrderColumns.DisplayableOrderId, OrderColumns.DisplayableOrderDate,
        OrderColumns.DisplayableOrderComment, OrderColumns.ShippingSpeedCategory, OrderColumns.Policy, OrderColumns.MarketplaceId,
        OrderColumns.NotificationEmail, OrderColumns.Name, OrderColumns.AddressLine1, OrderColumns.AddressLine2, OrderColumns.AddressLine3,
        OrderColumns.City, OrderColumns.DistrictOrCounty, OrderColumns.StateOrRegion, OrderColumns.PostalCode, OrderColumns.CountryCode,
        OrderColumns.Phone, OrderColumns.ShipFromCountryCode, OrderColumns.Feature,
    ];

    // Without an action, a changed order stays on hold.
    private readonly OrderAssembler _assembler = new(overrides)
    {
        FlawOfUnknown = new LostInputCells(
            column => column == OrderColumns.Action || !s_changeable.Contains(column) || overrides.Replaces(column)).FlawOf,
    };

    private readonly Dictionary<string, List<RowProblem>> _unchangeable = [];

    /// <summary>Takes a row. Returns the change that it begins; null if it belongs to one that was begun before.</summary>
    public OrderRows? Add(string id, long number, IReadOnlyList<(string Name, object? Value)> cells)
    {
        foreach (var (name, value) in cells)
        {
            if (OrderColumns.Find(name) is { Scope: ColumnScope.Order } column && !s_changeable.Contains(column)
                && !GivenText.IsBlank(value))
            {
                if (!_unchangeable.TryGetValue(id, out var problems))
                {
                    _unchangeable.Add(id, problems = []);
                }

                problems.Add(new RowProblem(number, column.Name, "can no longer be changed: leave it out"));
            }
        }

        return _assembler.Add(new OrderRow(number, cells));
    }

    /// <summary>Whether a row, or a parameter, gives a part of an address.</summary>
    public bool GivesAddress => OrderColumns.OfOrder.Any(
        column => OrderComparison.IsOfAddress(column.Member) && _assembler.IsGiven(column));

    /// <summary>Refuses the change above for a record that is null. Returns whether there is one.</summary>
    public bool RefuseAbove(long number) => _assembler.RefuseAbove(number);

    /// <summary>Reports that something other than a row arrived.</summary>
    public void Break() => _assembler.Break();

    /// <summary>Returns the columns that are not known, each once.</summary>
    public IReadOnlyList<UnknownColumn> TakeUnknown() => _assembler.TakeUnknownColumns();

    /// <summary>Returns what is to be changed, as an order that has nothing else.</summary>
    /// <exception cref="ChangeInputException">The rows cannot be read, or ask for what cannot be changed.</exception>
    public FulfillmentOrder Complete(string id, OrderRows rows)
    {
        var assembled = rows.Complete();
        IReadOnlyList<RowProblem> problems =
            [.. assembled.Problems, .. _unchangeable.TryGetValue(id, out var unchangeable) ? unchangeable : []];
        return problems.Count == 0
            ? assembled.Order! with { Items = [.. assembled.Order!.Items.Where(item => item != s_noItem)] }
            : throw new ChangeInputException($"Nothing was changed for order '{id}': {Sentence.Of(problems)}");
    }
}
