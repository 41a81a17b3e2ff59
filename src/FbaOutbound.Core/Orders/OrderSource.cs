using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FbaOutbound.Texts;

namespace FbaOutbound.Orders;

/// <summary>Where an imported order came from. The text form is <c>orders.csv, rows 2-4</c>.</summary>
public sealed record OrderSource
{
    private const int MostRows = 10;

    /// <summary>The full path of the file.</summary>
    public string File { get; init; } = "";

    /// <summary>The numbers of the order's rows, counted as an editor counts lines.</summary>
    public IReadOnlyList<long> Rows { get; init => field = OutputList<long>.Of(value); } = OutputList<long>.None;

    /// <summary>The name of the file's format, such as <c>Shopify</c>.</summary>
    public string Format { get; init; } = "";

    /// <summary>What the shop calls the order, without a prefix or suffix.</summary>
    public string ShopOrderId { get; init; } = "";

    /// <summary>The marketplace that the order comes from, such as <c>Walmart</c>; null if it is the shop's own.</summary>
    public string? Channel { get; init; }

    /// <summary>The id that the whole order has, without a suffix; null if the order was not read from a file here.</summary>
    internal string? WholeId { get; init; }

    /// <summary>
    /// What stands before the shop's number in the id; null if that is not known, as in rows whose ids may have had it before.
    /// </summary>
    internal string? IdPrefix { get; init; }

    /// <summary>The order as it was imported, whatever was done with it since; null if it was not read from a file here.</summary>
    internal FulfillmentOrder? Imported { get; init; }

    /// <summary>The lines of the shop's order that the order has, by the line's id or its SKU in the shop.</summary>
    internal IReadOnlyDictionary<string, ShopLine>? Lines { get; init; }

    /// <summary>What the shop knows the order by besides its number; null if the file does not tell it.</summary>
    internal string? ShopId { get; init; }

    /// <summary>The shop's own id with its platform and the prefix of the order ids: one order has one, whatever its number is.</summary>
    internal string? ShopKey { get; init; }

    /// <summary>
    /// The whole order's id without what a spreadsheet changes of a number; null if the order was not read from a file here.
    /// </summary>
    internal string? Core { get; init; }

    /// <summary>What stands in the order's rows about refunds; null if nothing does.</summary>
    internal string? Refunds { get; init; }

    /// <summary>The same with the values of the amounts, however they are written.</summary>
    internal string? RefundValues { get; init; }

    /// <summary>The members that the order's file has no column for, of those that it need not have.</summary>
    internal IReadOnlyList<string> WithoutColumn { get; init; } = [];

    /// <summary>The import that has read the order with a journal; null if it had none.</summary>
    internal ImportMark? Import { get; init; }

    /// <summary>Returns the file's name and the rows.</summary>
    public override string ToString() => Rows.Count == 0
        ? Path.GetFileName(File)
        : $"{Path.GetFileName(File)}, {(Rows.Count == 1 ? "row" : "rows")} {RowText()}";

    private string RowText()
    {
        if (Rows.Count > 1 && Rows[Rows.Count - 1] - Rows[0] == Rows.Count - 1)
        {
            return FormattableString.Invariant($"{Rows[0]}-{Rows[Rows.Count - 1]}");
        }

        return NameList.Of([.. Rows.Select(row => row.ToString(CultureInfo.InvariantCulture))], MostRows);
    }
}

/// <summary>An import with a journal.</summary>
/// <param name="Id">What tells it from other imports.</param>
/// <param name="Journal">What messages call its journal.</param>
internal sealed record ImportMark(string Id, string Journal)
{
    /// <summary>When it was; null if that is not known.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>What an order has of a line of the shop's order.</summary>
/// <param name="Units">The units that it has.</param>
/// <param name="Sku">The SKU in the shop.</param>
/// <param name="Goods">What the line stands for at Amazon.</param>
internal sealed record ShopLine(int Units, string Sku, string Goods);
