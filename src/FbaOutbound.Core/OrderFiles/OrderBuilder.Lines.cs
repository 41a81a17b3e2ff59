using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles;

/// <content>The lines of an order: what is still to be sent, and as which items.</content>
internal sealed partial class OrderBuilder
{
    private sealed partial class Work
    {
        // Returns why the whole order is not sent, if a line says so.
        private (SkipReason Reason, string? Detail)? ReadLines()
        {
            var place = 0;
            var sum = 0L;
            var lines = new List<OrderLine>(group.Rows.Count);
            foreach (var line in Lines())
            {
                place++;
                lines.Add(line);
                if (ReadLine(line, place, ref sum) is { } held)
                {
                    return held;
                }
            }

            CheckSum(sum);
            CheckNumbers();
            CheckTotals(lines);
            if (place == 0 && _problems.Count == 0)
            {
                _problems.Add(FormattableString.Invariant($"row {FirstRow}: the order has no items"));
            }
            else if (_items.Count == 0 && _problems.Count == 0)
            {
                var reasons = _lines.Select(line => line.SkipReason).Distinct().ToList();
                return (reasons.Find(reason => reason != SkipReason.NotShippable) is var other && reasons.Contains(other)
                    ? other
                    : SkipReason.NotShippable, $"No line is left to ship: {LeftOut(_lines)}.");
            }

            if (_lines.FindAll(line => line.SkipReason == SkipReason.Fulfilled) is { Count: > 0 } fulfilled)
            {
                return Held($"Part of the order was shipped: {LeftOut(fulfilled)}.");
            }

            if (_suffix.Length > 0 && (_isPartOfOrder || !owner.Binding.Has("RemainingQuantity")))
            {
                _isUnknownPart = true;
                _implausible ??= Sentences.Join(_part, _isPartOfOrder
                    ? "No line is marked as shipped, so it is unknown which of them are left."
                    : $"The file has no column '{NameOf("RemainingQuantity")}', so it is unknown how many units are left.");
            }

            return null;
        }

        // A part of the order was sent before, under the order's own id or another way: the rest needs an id of its own.
        private (SkipReason Reason, string? Detail)? Held(string detail)
        {
            if (_options.IgnoresParts)
            {
                return null;
            }

            if (!IsGiven(_options.IdSuffix))
            {
                return (SkipReason.PartlyFulfilled, detail);
            }

            _suffix = _options.IdSuffix!;
            return null;
        }

        private static string LeftOut(List<SkippedLine> lines) =>
            NameList.Of([.. lines.Select(line => FormattableString.Invariant($"row {line.Row} {line.SkipReason}"))], MostLines);

        private IEnumerable<OrderLine> Lines()
        {
            foreach (var row in group.Rows)
            {
                foreach (var slot in owner.Binding.CellSlots)
                {
                    var cell = row.Cells[slot];
                    if (cell.Length == 0)
                    {
                        continue;
                    }

                    var column = owner.Binding.ColumnOf(slot);
                    if (ItemCells.Read(cell, _format.Items, out var fault) is not { } items)
                    {
                        _problems.Add(FormattableString.Invariant(
                            $"row {row.Number}, {column}: a cell with items cannot be read completely: {fault}"));
                        continue;
                    }

                    foreach (var (sku, quantity, refunded, text) in items)
                    {
                        yield return new OrderLine(row, 0, sku, quantity, refunded, "", text, column);
                    }
                }

                for (var item = 0; item < owner.Binding.ItemsPerRow; item++)
                {
                    string Text(string field) => owner.Binding.OfItem(field, row, item);
                    if (_format.Items.When.Count == 0 || _format.Items.When.Any(field => Text(field).Length > 0))
                    {
                        yield return new OrderLine(
                            row, item, Text("Sku"), Text("Quantity"), Text("RefundedQuantity"), Text("RemainingQuantity"));
                    }
                }
            }
        }

        private (SkipReason Reason, string? Detail)? ReadLine(OrderLine line, int place, ref long sum)
        {
            if (!_options.IncludesUncertain
                && Prices(line).FirstOrDefault(price => _values.IsNegative(price.Text) is null) is { Field: { } field })
            {
                return (SkipReason.QuantityUncertain, FormattableString.Invariant(
                    $"{NameOf(field)} in row {line.Row.Number} begins or ends with a minus sign, but is not an amount."));
            }

            if (IsDiscount(line))
            {
                sum += FileValues.Units(line.Quantity) ?? 0;
                Drop(line, SkipReason.NotShippable);
                return null;
            }

            foreach (var rule in _format.Rules)
            {
                if (!rule.Line || !owner.Binding.Has(rule.Field))
                {
                    continue;
                }

                (string Text, long Row)[] values =
                    [.. owner.Binding.TextsOfItem(rule.Field, line.Row, line.Item).Select(text => (text, line.Row.Number))];
                if (Judge(rule, values, line.Row.Number, () => HasRefundedUnits(line)) is not var (reason, detail))
                {
                    continue;
                }

                if (!s_dropped.Contains(reason))
                {
                    return (reason, detail);
                }

                sum += FileValues.Units(line.Quantity) ?? 0;
                Drop(line, reason);
                return null;
            }

            if (Units(line) is not { } units)
            {
                return null;
            }

            sum += FileValues.Units(line.Quantity) ?? 0;
            if (units == 0)
            {
                Drop(line, SkipReason.Refunded);
                return null;
            }

            AddItems(line, place, units);
            return null;
        }

        // A negative price is never that of goods; with a negative quantity it is a refund, and what it takes back is not known.
        private bool IsDiscount(OrderLine line) => (line.Quantity.Length == 0 || FileValues.Units(line.Quantity) >= 0)
            && Prices(line).Any(price => _values.IsNegative(price.Text) == true);

        private IEnumerable<(string Field, string Text)> Prices(OrderLine line) => _format.Items.Prices
            .Select(field => (field, owner.Totals.TextOf(line, field) ?? "")).Where(price => price.Item2.Length > 0);

        private void Drop(OrderLine line, SkipReason reason)
        {
            _lines.Add(new SkippedLine { Sku = line.Sku, SkipReason = reason, Row = line.Row.Number });
            if (reason != SkipReason.ShippedElsewhere)
            {
                _leftOut.Add(line);
            }
        }

        // The units that are still to be shipped; null where the line says none.
        private int? Units(OrderLine line)
        {
            if (FileValues.Units(line.Quantity) is not { } units || units < 1)
            {
                Problem(line, "Quantity", line.Quantity.Length == 0
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
                    Problem(line, "RefundedQuantity", "is not a number of units, or is more than the line has");
                    return null;
                }

                units -= Math.Abs(refunded);
            }

            if (line.Remaining.Length > 0)
            {
                if (FileValues.Units(line.Remaining) is not { } remaining || remaining < 0 || remaining > units)
                {
                    Problem(line, "RemainingQuantity", "is not a number of units, or is more than the line has");
                    return null;
                }

                units = remaining;
            }
            else if (owner.Binding.Has("RemainingQuantity"))
            {
                Problem(line, "RemainingQuantity", "is blank, so it is unknown how many units are still to be shipped");
                return null;
            }

            return units;
        }

        private void AddItems(OrderLine line, int place, int units)
        {
            var row = line.Row.Number;
            var values = new object?[OrderColumns.OfItem.Count];
            foreach (var column in OrderColumns.OfItem)
            {
                if (column != OrderColumns.Currency && column != OrderColumns.Quantity && owner.Binding.Has(column.Name))
                {
                    values[column.Index] = Read(column, column.Name, owner.Binding.OfItem(column.Name, line.Row, line.Item), row);
                }
            }

            // The SKU map knows what is meant; nothing was lost but leading zeros.
            var sku = SpreadsheetForms.IsDecimal(line.Sku) ? line.Sku : Read(OrderColumns.SellerSku, "Sku", line.Sku, row) as string;
            if (sku is null)
            {
                if (line.Sku.Length == 0)
                {
                    Problem(line, "Sku", "is blank: give the product a SKU in the shop, or remove the line");
                }

                return;
            }

            if (SpreadsheetForms.OfSku(sku) is { } flaw && _options.SkuMap?.Find(sku) is null)
            {
                Problem(line, "Sku", $"'{Spelling.Showable(sku)}' {flaw}: correct it in the shop's export, or add it to the SKU map");
                return;
            }

            IReadOnlyList<SkuPart> parts = [new SkuPart(sku, 1)];
            if (_options.SkuMap is { } map)
            {
                if (map.Find(sku) is not { } found)
                {
                    Problem(line, "Sku", map.InOtherCase(sku) is { } known
                        ? $"'{Spelling.Showable(sku)}' differs in case from '{Spelling.Showable(known)}' in the SKU map: add it, or correct one of them"
                        : $"'{Spelling.Showable(sku)}' is not in the SKU map: add it, with an empty SellerSku if it is shipped elsewhere");
                    return;
                }

                parts = found;
                if (parts[0].SellerSku.Length == 0)
                {
                    Drop(line, SkipReason.ShippedElsewhere);
                    return;
                }
            }

            var key = string.Join(":", LineKeys(line.Row, line.Item).DefaultIfEmpty(line.Sku));
            var goods = string.Join("+", parts.Select(part => FormattableString.Invariant($"{part.Quantity} {part.SellerSku}")));
            _shopLines[key] = new ShopLine((_shopLines.TryGetValue(key, out var earlier) ? earlier.Units : 0) + units, line.Sku, goods);
            for (var i = 0; i < parts.Count; i++)
            {
                AddItem((object?[])values.Clone(), line, place, units, parts[i], parts.Count > 1 ? i + 1 : 0);
            }
        }

        private void AddItem(object?[] values, OrderLine line, int place, int units, SkuPart part, int number)
        {
            var row = line.Row.Number;
            if ((long)units * part.Quantity > int.MaxValue)
            {
                Problem(line, "Quantity", "is too large");
                return;
            }

            if (units * part.Quantity > _options.MostUnits)
            {
                _implausible ??= FormattableString.Invariant(
                    $"Row {row} has {units * part.Quantity:N0} units of one SKU, more than {_options.MostUnits}.");
            }

            values[OrderColumns.SellerSku.Index] = part.SellerSku;
            values[OrderColumns.Quantity.Index] = units * part.Quantity;
            values[OrderColumns.SellerFulfillmentOrderItemId.Index] = ItemId(line, place, part, number);
            OrderMapper.SetCurrency(values, _currency);
            var item = OrderMapper.ToItem(values, new FulfillmentOrderItem());
            if (item.SellerFulfillmentOrderItemId.Length > 0
                && _items.Exists(other => other.SellerFulfillmentOrderItemId == item.SellerFulfillmentOrderItemId))
            {
                _problems.Add(FormattableString.Invariant($"row {row}: another line of the order has the same line id"));
            }

            _items.Add(item);
            _itemRows.Add(row);
        }

        // What names a line in the shop; nothing where the file has no ids of lines.
        private string[] LineKeys(FileRow row, int item) =>
        [
            .. _format.Items.LineId.Select(field => owner.Binding.OfItem(field, row, item)).Where(key => key.Length > 0),
        ];

        private string? ItemId(OrderLine line, int place, SkuPart part, int number)
        {
            string[] keys = LineKeys(line.Row, line.Item);
            if (_format.Items.ExactId && number == 0 && part.Quantity == 1)
            {
                return keys.Length == 0 ? null : Read(
                    OrderColumns.SellerFulfillmentOrderItemId, "ItemId", keys[0], line.Row.Number) as string;
            }

            var first = place.ToString(CultureInfo.InvariantCulture);
            var isOfShop = keys.Length > 0;
            var id = new ShopLineId(isOfShop ? keys : [first, line.Sku], number, part.Quantity).ToString();
            foreach (var key in keys)
            {
                if (TextFlaw.Of(key, TextUse.Id) is { } flaw)
                {
                    Problem(line.Row.Number, _format.Items.LineId[0], flaw);
                }
            }

            if (id.Length > ShopLineId.MaxLength)
            {
                if (isOfShop)
                {
                    Problem(line.Row.Number, _format.Items.LineId[0], "is too long for an Amazon item id (at most 50 characters)");
                }

                id = new ShopLineId([first], number, part.Quantity).ToString();
            }

            return id;
        }

        // An order of several items has a row with the sum of its units.
        private void CheckSum(long sum)
        {
            if (!_format.Items.Sums || group.Rows.Count < 2)
            {
                return;
            }

            foreach (var row in group.Rows)
            {
                if (_format.Items.When.All(field => owner.Binding.OfItem(field, row).Length == 0)
                    && owner.Binding.OfItem("Quantity", row) is { Length: > 0 } total && FileValues.Units(total) != sum)
                {
                    Problem(row.Number, "Quantity", "does not match the sum of the order's lines: a row is missing or was changed");
                }
            }
        }

        // What was refunded may be of lines that the file does not have any more.
        private void CheckTotals(List<OrderLine> lines)
        {
            if (_refunds.Count > 0 || _problems.Count > 0)
            {
                return;
            }

            var check = owner.Totals.Check(group.Rows, lines, line => !_leftOut.Contains(line));
            _unreadTotal = check.Unread;
            if (check.Flaw is not { } flaw)
            {
                return;
            }

            _lacksLines = flaw.Kind == FlawKind.Missing;
            if (flaw.Kind is FlawKind.TooMany or FlawKind.MaybeTooMany
                && (_options.IgnoresAge || _lines.Exists(line => line.SkipReason == SkipReason.Fulfilled)))
            {
                // Sums may be older than an exchange of goods that were shipped, or than an edit of an order that is only compared.
                return;
            }

            if (flaw.Kind == FlawKind.MaybeTooMany)
            {
                _implausible ??= flaw.Message;
            }
            else if (flaw.Kind != FlawKind.MaybeMissing || owner.LacksLines())
            {
                Problem(flaw.Field, flaw.Message);
            }
        }

        // Rows that belong to the order above them have come apart if the numbers of the items do not follow one another.
        private void CheckNumbers()
        {
            if (!_format.Items.Continues || owner.Binding.ItemsPerRow != 1 || !owner.Binding.Has("ItemNumber"))
            {
                return;
            }

            var expected = 1;
            foreach (var row in group.Rows)
            {
                var text = owner.Binding.OfItem("ItemNumber", row);
                if (text.Length > 0 && FileValues.Units(text) != expected++)
                {
                    Problem(row.Number, "ItemNumber", "does not continue from the item above: a row is missing, or the rows were sorted");
                    return;
                }
            }
        }

        private bool IsKit() =>
            _options.SkuMap is not null && _items.Exists(item => ShopLineId.Parse(item.SellerFulfillmentOrderItemId).Part > 0);
    }
}
