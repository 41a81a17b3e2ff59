using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Orders;

namespace FbaOutbound.Rows;

/// <summary>
/// The reading of one object: nested members are found by their own names, their values read through the table of columns. Members that
/// only a response holds are passed over.
/// </summary>
internal sealed class ObjectReading(IObjectView view)
{
    private static readonly HashSet<string> s_answeredOfOrder = new(StringComparer.OrdinalIgnoreCase)
    {
        nameof(FulfillmentOrder.Status), nameof(FulfillmentOrder.ServiceStatus), nameof(FulfillmentOrder.ReceivedDate),
        nameof(FulfillmentOrder.StatusUpdatedDate), nameof(FulfillmentOrder.Shipments), nameof(FulfillmentOrder.ReturnItems),
        nameof(FulfillmentOrder.ReturnAuthorizations), nameof(FulfillmentOrder.IsHeld), nameof(FulfillmentOrder.CanCancel),
        nameof(FulfillmentOrder.HoldExpires), nameof(FulfillmentOrder.PrimeUpgraded), nameof(FulfillmentOrder.Unread),
        nameof(FulfillmentOrder.ApiVersion), nameof(FulfillmentOrder.Source),
    };

    private static readonly HashSet<string> s_answeredOfItem = new(StringComparer.OrdinalIgnoreCase)
    {
        nameof(FulfillmentOrderItem.CancelledUnit), nameof(FulfillmentOrderItem.UnfulfillableUnit),
        nameof(FulfillmentOrderItem.CancelledQuantity), nameof(FulfillmentOrderItem.UnfulfillableQuantity),
        nameof(FulfillmentOrderItem.EstimatedShipDate), nameof(FulfillmentOrderItem.EstimatedArrivalDate),
    };

    // An item of a shop may have a name, and the number of the order that it was taken from.
    private static readonly OrderColumn[] s_ofItem = [OrderColumns.Name, OrderColumns.SellerFulfillmentOrderId];

    private static readonly OrderColumn[] s_payment =
        [OrderColumns.PaymentTransactionId, OrderColumns.PaymentMode, OrderColumns.PaymentDate];

    // No order is nested half as deep; an object that leads into itself would be read forever.
    private const int Deepest = 4;

    // What Export-Csv, or a depth that does not reach, leaves of an object.
    private static readonly Regex s_saved = new(@" × |^\(..\)$|^@\{|^(System|FbaOutbound)\.", RegexOptions.CultureInvariant);

    private readonly ObjectReader _reader = new(view, AdviceFor);
    private readonly List<UnknownColumn> _unknown = [];
    private readonly List<UnreadMember> _lost = [];
    private readonly List<UnreadCell> _unread = [];
    private int? _item;
    private int _problemsOfCells;

    public IReadOnlyList<RowProblem> Problems => _reader.Problems;

    public IReadOnlyList<UnknownColumn> Unknown => _unknown;

    /// <summary>The members that are not known, each with the members beside it.</summary>
    public IReadOnlyList<UnreadMember> Lost => _lost;

    /// <summary>The values that a row can hold as they are, although nothing could be read of them.</summary>
    public IReadOnlyList<UnreadCell> Unread => _unread;

    /// <summary>Whether something else than single values could not be read, such as an item that is no object.</summary>
    public bool LacksParts => _reader.Problems.Count > _problemsOfCells;

    public FulfillmentOrder Order(IReadOnlyList<(string Name, object? Value)> members)
    {
        var values = new object?[OrderColumns.OfOrder.Count];
        var currency = new object?[OrderColumns.OfItem.Count];
        var order = new FulfillmentOrder();
        Group(members, "", "", values, currency, (name, value, member) =>
        {
            switch (name.ToUpperInvariant())
            {
                case "ITEMS" when order.Items.Count > 0:
                case "PAYMENTINFORMATION" when order.PaymentInformation.Count > 0:
                    _reader.AddProblem(member, ObjectReader.IsTwice);
                    return true;
                case "ITEMS":
                    order = order with { Items = Items(value, member) };
                    return true;
                case "SESSION":
                    order = order with { Session = (string?)_reader.Leaf(CellForm.Text, value, member) };
                    return true;
                case "ACCOUNT":
                    order = order with { Account = SessionMark.AccountIn(value as string) };
                    return true;
                case "PAYMENTINFORMATION" when value is string text && string.IsNullOrWhiteSpace(text):
                    return true;
                case "PAYMENTINFORMATION":
                    order = order with { PaymentInformation = Payments(value, member) };
                    return true;
                default:
                    return false;
            }
        });

        // Payments are read separately, and their columns may stand beside them.
        foreach (var column in OrderColumns.OfOrder.Where(column => s_payment.Contains(column) && order.PaymentInformation.Count > 0))
        {
            _ = _reader.Once(column.Get(order), values[column.Index], column.Name);
        }

        OrderMapper.SetCurrency(values, (string?)currency[OrderColumns.Currency.Index]);
        return OrderMapper.ToOrder(values, order.Items, order);
    }

    public IReadOnlyList<FulfillmentOrderItem> Items(object? value, string member)
    {
        var items = new List<FulfillmentOrderItem>();
        foreach (var (part, place) in _reader.Parts(value, member))
        {
            if (_reader.Open(part, place)?.Entries is not { } members)
            {
                continue;
            }

            _item = items.Count;
            var values = new object?[OrderColumns.OfItem.Count];
            var item = new FulfillmentOrderItem();
            Group(members, "", place + ".", values, values, (name, given, at) =>
            {
                if (!string.Equals(name, nameof(item.OrderItemDisposition), StringComparison.OrdinalIgnoreCase))
                {
                    return false;
                }

                item = item with { OrderItemDisposition = (string?)_reader.Leaf(CellForm.Text, given, at) };
                return true;
            });
            OrderMapper.SetCurrency(values, (string?)values[OrderColumns.Currency.Index]);
            items.Add(OrderMapper.ToItem(values, item));
        }

        _item = null;
        return items;
    }

    private static (string Advice, bool WasSaved) AdviceFor(object value, string place) =>
        value is string text && s_saved.IsMatch(text)
            ? ("; to save orders as CSV, use ConvertTo-FbaOrderRow before Export-Csv; to save the objects, use more depth, such as "
                + "Export-Clixml -Depth 5", true)
            : (place.StartsWith("Item", StringComparison.Ordinal) ? ", such as @{ SellerSku = 'A'; Quantity = 1 }" : "", false);

    private void Group(
        IReadOnlyList<(string Name, object? Value)> members, string group, string path, object?[] values, object?[] items,
        Func<string, object, string, bool> special)
    {
        List<UnknownColumn> unknown = [];
        var answered = ReferenceEquals(values, items) ? s_answeredOfItem : path.Length == 0 ? s_answeredOfOrder : null;
        for (var i = 0; i < members.Count; i++)
        {
            var (written, wrapped) = members[i];
            var name = written.Trim();
            var value = _reader.View.Unwrap(wrapped);
            var member = path + Spelling.Showable(name);
            if (value is null || answered?.Contains(name) == true || ObjectMembers.IsOfEngine(name) || special(name, value, member))
            {
                continue;
            }

            if (OrderColumns.IsPart(name))
            {
                // A file has a blank cell for a part that the order lacks.
                if (value is string text && string.IsNullOrWhiteSpace(text))
                {
                    continue;
                }

                if (path.Count(character => character == '.') >= Deepest)
                {
                    _reader.AddProblem(Spelling.Showable(name), "is nested too deeply; perhaps an object contains itself");
                }
                else if (_reader.Open(value, member) is { } nested)
                {
                    Group(nested.Entries, name, member + ".", values, items, special);
                }

                continue;
            }

            var column = OrderColumns.FindMember(group, name);
            if (column is { Scope: ColumnScope.Order } && ReferenceEquals(values, items))
            {
                // The names of an item's packing slip are those of the order's, and its columns begin with Item.
                column = OrderColumns.Find("Item" + column.Name) ?? column;
            }

            // An order's own members are not columns of an item, and the other way round; only the currency is both.
            var isOfItem = ReferenceEquals(values, items);
            var isMisplaced = column is not null && column != OrderColumns.Currency && isOfItem != (column.Scope == ColumnScope.Item);
            if (column is null || (isMisplaced && isOfItem && s_ofItem.Contains(column)))
            {
                unknown.Add(new UnknownColumn(member, column is null ? OrderColumns.Suggest(name) : null));
                _lost.Add(new UnreadMember(path, members, i, unknown[unknown.Count - 1]));
                continue;
            }

            if (isMisplaced)
            {
                if (!GivenText.IsBlank(value))
                {
                    _reader.AddProblem(
                        member,
                        isOfItem
                            ? "belongs to the order, not to an item: give it outside the items"
                            : "belongs to an item: put it into Items");
                }

                continue;
            }

            var target = column.Scope == ColumnScope.Item ? items : values;
            var problems = _reader.Problems.Count;
            var read = _reader.Leaf(column.Form, value, member);
            if (_reader.Problems.Count == problems)
            {
                target[column.Index] = _reader.Once(target[column.Index], read, member);
            }
            else
            {
                _unread.Add(new UnreadCell(_item, column.Name, value));
                _problemsOfCells += _reader.Problems.Count - problems;
            }
        }

        // Where all are unknown, they may be the data of a row without a header.
        var given = members.Count(one => _reader.View.Unwrap(one.Value) is not null && !ObjectMembers.IsOfEngine(one.Name.Trim()));
        var hidden = new UnknownColumn(FormattableString.Invariant($"all {given} members of {path.TrimEnd('.')}"), null);
        _unknown.AddRange(unknown.Count == 0 || unknown.Count < given ? unknown : [hidden]);
    }

    private List<PaymentInformation> Payments(object? value, string member)
    {
        var payments = new List<PaymentInformation>();
        foreach (var (part, place) in _reader.Parts(value, member))
        {
            if (_reader.Open(part, place)?.Entries is { } members)
            {
                var values = new object?[OrderColumns.OfOrder.Count];
                Group(members, "", place + ".", values, new object?[OrderColumns.OfItem.Count], (_, _, _) => false);
                payments.AddRange(OrderMapper.ToOrder(values, [], new()).PaymentInformation);
            }
        }

        return payments;
    }
}

/// <summary>A member of an object that is not known.</summary>
/// <param name="Path">The part that it is in, such as <c>Items[0].</c>; empty at the top of an order.</param>
/// <param name="Members">The members of that part.</param>
/// <param name="Place">Its place among them.</param>
/// <param name="Column">Its name with the path, and the name that was probably meant.</param>
internal sealed record UnreadMember(string Path, IReadOnlyList<(string Name, object? Value)> Members, int Place, UnknownColumn Column)
{
    /// <summary>Whether it is in a part, such as an address or an item, and has a value.</summary>
    public bool IsLostInPart => Path.Length > 0 && !GivenText.IsBlank(Members[Place].Value);
}

/// <summary>A value of an object that could not be read.</summary>
/// <param name="Item">The index of the item; null for a value of the order.</param>
/// <param name="Column">The column that would hold it.</param>
/// <param name="Value">The value.</param>
internal sealed record UnreadCell(int? Item, string Column, object Value);
