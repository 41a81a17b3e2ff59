namespace FbaOutbound.OrderFiles.Reading;

/// <summary>An item of the file.</summary>
/// <param name="Row">The row.</param>
/// <param name="Item">The number of the item, where a row has several in columns.</param>
/// <param name="Sku">The shop's SKU.</param>
/// <param name="Quantity">The units.</param>
/// <param name="Refunded">The units that were refunded.</param>
/// <param name="Remaining">The units that are left.</param>
/// <param name="Text">The item's part of a cell that holds several.</param>
/// <param name="Column">The column of this cell; null where the values have columns of their own.</param>
internal sealed record OrderLine(
    FileRow Row, int Item, string Sku, string Quantity, string Refunded, string Remaining, string Text = "", string? Column = null);
