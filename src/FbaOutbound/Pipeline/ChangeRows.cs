using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.OrderFiles.Words;
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
    private static readonly FulfillmentOrder s_noOrder = new();

    private static readonly HashSet<OrderColumn> s_changeable =
    [
        OrderColumns.SellerFulfillmentOrderId, OrderColumns.Action, OrderColumns.DisplayableOrderId, OrderColumns.DisplayableOrderDate,
        OrderColumns.DisplayableOrderComment, OrderColumns.ShippingSpeedCategory, OrderColumns.Policy, OrderColumns.MarketplaceId,
        OrderColumns.NotificationEmail, OrderColumns.Name, OrderColumns.AddressLine1, OrderColumns.AddressLine2, OrderColumns.AddressLine3,
        OrderColumns.City, OrderColumns.DistrictOrCounty, OrderColumns.StateOrRegion, OrderColumns.PostalCode, OrderColumns.CountryCode,
        OrderColumns.Phone, OrderColumns.ShipFromCountryCode, OrderColumns.Feature,
    ];

    // Without an action, a changed order stays on hold.
    private readonly UnknownCells _unknown = new(
        new LostInputCells(column => column == OrderColumns.Action || IsSettled(column, overrides)));

    // The action that ships is no answer to a row that says otherwise.
    private readonly UnknownCells _stops = new(
        new LostInputCells(column => column != OrderColumns.Action && IsSettled(column, overrides)));

    private readonly Dictionary<string, List<RowProblem>> _unchangeable = [];
    private readonly Dictionary<string, List<RowProblem>> _stopping = [];

    private bool Ships => OrderStatus.IsAction(overrides.ApplyTo(s_noOrder).Action, OrderStatus.Ship);

    private OrderAssembler Assembler => field ??= new(overrides) { FlawOfUnknown = _unknown.FlawOf };

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

        var stops = StopsOf(number, cells).ToList();
        if (stops.Count > 0)
        {
            _stopping[id] = [.. _stopping.TryGetValue(id, out var above) ? above : [], .. stops];
        }

        var begun = Assembler.Add(new OrderRow(number, cells));
        foreach (var stop in Ships ? stops : [])
        {
            // An error names it.
            Assembler.Header.Forget(stop.Column);
        }

        return begun;
    }

    /// <summary>
    /// Whether a row without columns that change anything has others whose values would be lost: they say what is to change, or that the
    /// order is not to be shipped. If not, its columns are noted as unknown.
    /// </summary>
    public bool LosesOf(long number, IReadOnlyList<(string Name, object? Value)> cells)
    {
        var row = new OrderRow(number, cells);
        if (Enumerable.Range(0, cells.Count).Any(place => IsUnknown(cells[place]) && _unknown.FlawOf(row, place) is not null)
            || (Ships && StopsOf(number, cells).Any()))
        {
            return true;
        }

        for (var place = 0; place < cells.Count; place++)
        {
            if (!UnknownCells.IsOfOutput(cells[place].Name))
            {
                _ = Assembler.Header.Find(place, cells[place].Name);
            }
        }

        return false;
    }

    /// <summary>Whether a row, or a parameter, gives a part of an address.</summary>
    public bool GivesAddress => OrderColumns.OfOrder.Any(
        column => OrderComparison.IsOfAddress(column.Member) && Assembler.IsGiven(column));

    /// <summary>Refuses the change above for a record that is null. Returns whether there is one.</summary>
    public bool RefuseAbove(long number) => Assembler.RefuseAbove(number);

    /// <summary>Reports that something other than a row arrived.</summary>
    public void Break() => Assembler.Break();

    /// <summary>Returns the columns that are not known, each once.</summary>
    public IReadOnlyList<UnknownColumn> TakeUnknown() => Assembler.TakeUnknownColumns();

    /// <summary>Returns what is to be changed, as an order that has nothing else.</summary>
    /// <exception cref="ChangeInputException">The rows cannot be read, or ask for what cannot be changed.</exception>
    public FulfillmentOrder Complete(string id, OrderRows rows)
    {
        var assembled = rows.Complete();
        IReadOnlyList<RowProblem> problems =
        [
            .. assembled.Problems,
            .. _unchangeable.TryGetValue(id, out var unchangeable) ? unchangeable : [],
            .. OrderStatus.IsAction(assembled.Order?.Action, OrderStatus.Ship) && _stopping.TryGetValue(id, out var stopping)
                ? stopping : [],
        ];
        return problems.Count == 0
            ? assembled.Order! with { Items = [.. assembled.Order!.Items.Where(item => item != s_noItem)] }
            : throw new ChangeInputException($"Nothing was changed for order '{id}': {Sentence.Of(problems)}");
    }

    private static bool IsSettled(OrderColumn column, RowOverrides overrides) =>
        !s_changeable.Contains(column) || overrides.Replaces(column);

    private static bool IsUnknown((string Name, object? Value) cell) =>
        OrderColumns.Find(cell.Name) is null && !OrderColumns.IsPart(cell.Name.Trim()) && !GivenText.IsBlank(cell.Value);

    // What says that an order is not to be shipped. The members of an output, such as IsHeld, do not; only its status may.
    private IEnumerable<RowProblem> StopsOf(long number, IReadOnlyList<(string Name, object? Value)> cells)
    {
        if (!cells.Any(IsUnknown))
        {
            yield break;
        }

        var row = new OrderRow(number, cells);
        var withoutAction = new OrderRow(number, [.. cells.Where(cell => OrderColumns.Find(cell.Name) != OrderColumns.Action)]);
        var at = -1;
        for (var place = 0; place < cells.Count; place++)
        {
            at += OrderColumns.Find(cells[place].Name) != OrderColumns.Action ? 1 : 0;
            var name = cells[place].Name.Trim();
            if (IsUnknown(cells[place])
                && (!UnknownCells.IsOfOutput(name)
                    || string.Equals(name, nameof(FulfillmentOrder.Status), StringComparison.OrdinalIgnoreCase))
                && _unknown.FlawOf(row, place) is null)
            {
                var flaw = _stops.FlawOf(withoutAction, at) ?? (StopWords.IsHeadingOfRelease(name) && StatusWords.IsOff(cells[place].Value)
                    ? "is not read, and says that the order is not to be shipped: leave such rows out"
                        + LostInputCells.Removal(name) : null);
                if (flaw is not null)
                {
                    yield return new RowProblem(number, Spelling.Showable(name), flaw);
                }
            }
        }
    }
}
