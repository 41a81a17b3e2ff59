using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>The items that are sent for the lines of one order: their SKUs, ids, units and other values.</summary>
internal sealed class OrderItems(OrderCells cells)
{
    private readonly List<FulfillmentOrderItem> _items = [];
    private readonly List<long> _rows = [];
    private readonly Dictionary<string, ShopLine> _shopLines = new(StringComparer.Ordinal);

    public IReadOnlyList<FulfillmentOrderItem> All => _items;

    /// <summary>The row of each item.</summary>
    public IReadOnlyList<long> Rows => _rows;

    /// <summary>What is sent for each of the shop's lines.</summary>
    public IReadOnlyDictionary<string, ShopLine> ShopLines => _shopLines;

    /// <summary>What says that an item has more units than anybody may have meant; null if nothing does.</summary>
    public string? Implausible { get; private set; }

    /// <summary>Whether several items are sent for one line.</summary>
    public bool HasKit => cells.Options.SkuMap is not null
        && _items.Exists(item => ShopLineId.Parse(item.SellerFulfillmentOrderItemId).Part > 0);

    /// <summary>Adds what is sent for a line, and returns false if the SKU map says that it is shipped elsewhere.</summary>
    /// <param name="line">The line.</param>
    /// <param name="place">Its place in the order, from 1.</param>
    /// <param name="units">Its units that are still to be sent.</param>
    public bool Add(OrderLine line, int place, int units)
    {
        var row = line.Row.Number;
        var values = new object?[OrderColumns.OfItem.Count];
        foreach (var column in OrderColumns.OfItem)
        {
            if (column != OrderColumns.Currency && column != OrderColumns.Quantity && cells.Has(column.Name))
            {
                values[column.Index] = cells.Read(column, column.Name, cells.Binding.OfItem(column.Name, line.Row, line.Item), row);
            }
        }

        // The SKU map knows what is meant; nothing was lost but leading zeros.
        var sku = SpreadsheetForms.IsDecimal(line.Sku) ? line.Sku
            : cells.Read(OrderColumns.SellerSku, "Sku", line.Sku, row) as string;
        if (sku is null)
        {
            if (line.Sku.Length == 0)
            {
                cells.Problem(line, "Sku", "is blank: give the product a SKU in the shop, or remove the line");
            }

            return true;
        }

        var map = cells.Options.SkuMap;
        IReadOnlyList<SkuPart>? parts = map is null ? [new SkuPart(sku, 1)] : map.Find(sku);
        if (SpreadsheetForms.OfSku(sku) is { } flaw && (map is null || parts is null))
        {
            cells.Problem(line, "Sku", $"'{Spelling.Showable(sku)}' {flaw}: correct it in the shop's export, or add it to the SKU map");
            return true;
        }

        if (parts is null)
        {
            cells.Problem(line, "Sku", map!.InOtherCase(sku) is { } known
                ? $"'{Spelling.Showable(sku)}' differs in case from '{Spelling.Showable(known)}' in the SKU map: add it, or correct one of "
                    + "them"
                : $"'{Spelling.Showable(sku)}' is not in the SKU map: add it, with an empty SellerSku if it is shipped elsewhere");
            return true;
        }

        if (parts[0].SellerSku.Length == 0)
        {
            return false;
        }

        var keys = cells.LineKeys(line.Row, line.Item);
        var key = keys.Length > 0 ? string.Join(":", keys) : line.Sku;
        var goods = string.Join("+", parts.Select(part => FormattableString.Invariant($"{part.Quantity} {part.SellerSku}")));
        _shopLines[key] = new ShopLine((_shopLines.TryGetValue(key, out var earlier) ? earlier.Units : 0) + units, line.Sku, goods);
        for (var i = 0; i < parts.Count; i++)
        {
            Add(parts.Count > 1 ? (object?[])values.Clone() : values, line, keys, place, units, parts[i], parts.Count > 1 ? i + 1 : 0);
        }

        return true;
    }

    private void Add(object?[] values, OrderLine line, string[] keys, int place, int units, SkuPart part, int number)
    {
        var row = line.Row.Number;
        if ((long)units * part.Quantity > int.MaxValue)
        {
            cells.Problem(line, "Quantity", "is too large");
            return;
        }

        units *= part.Quantity;
        if (units > cells.Options.MostUnits)
        {
            Implausible ??= FormattableString.Invariant(
                $"Row {row} has {units:N0} units of one SKU, more than {cells.Options.MostUnits}.");
        }

        values[OrderColumns.SellerSku.Index] = part.SellerSku;
        values[OrderColumns.Quantity.Index] = units;
        values[OrderColumns.SellerFulfillmentOrderItemId.Index] = IdOf(line, keys, place, part, number);
        var item = OrderMapper.ToItem(values, new FulfillmentOrderItem());
        if (item.SellerFulfillmentOrderItemId.Length > 0
            && _items.Exists(other => other.SellerFulfillmentOrderItemId == item.SellerFulfillmentOrderItemId))
        {
            cells.Problems.Add(FormattableString.Invariant($"row {row}: another line of the order has the same line id"));
        }

        _items.Add(item);
        _rows.Add(row);
    }

    private string? IdOf(OrderLine line, string[] keys, int place, SkuPart part, int number)
    {
        var row = line.Row.Number;
        if (cells.Format.Items.ExactId && number == 0 && part.Quantity == 1)
        {
            return keys.Length == 0 ? null
                : cells.Read(OrderColumns.SellerFulfillmentOrderItemId, "ItemId", keys[0], row) as string;
        }

        var first = place.ToString(CultureInfo.InvariantCulture);
        var isOfShop = keys.Length > 0;
        var id = new ShopLineId(isOfShop ? keys : [first, line.Sku], number, part.Quantity).ToString();
        foreach (var key in keys)
        {
            if (TextFlaw.Of(key, TextUse.Id) is { } flaw)
            {
                cells.Problem(row, cells.Format.Items.LineId[0], flaw);
            }
        }

        if (id.Length > ShopLineId.MaxLength)
        {
            if (isOfShop)
            {
                cells.Problem(row, cells.Format.Items.LineId[0], "is too long for an Amazon item id (at most 50 characters)");
            }

            id = new ShopLineId([first], number, part.Quantity).ToString();
        }

        return id;
    }
}
