using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Orders;

namespace FbaOutbound.Tracking;

/// <summary>
/// Tells a shop's orders from those of other shops: by the prefix of their ids or, where a shop needs none, by the form of its own numbers.
/// </summary>
/// <param name="prefix">What the shop's orders have before their ids; empty for nothing.</param>
/// <param name="numbers">The form of the shop's numbers; null if it is not known.</param>
internal sealed class ShopOrders(string prefix, ShopNumbers? numbers)
{
    /// <summary>Whether an order is the shop's.</summary>
    public bool Has(FulfillmentOrder order)
    {
        var id = order.SellerFulfillmentOrderId;
        if (!id.StartsWith(prefix, StringComparison.Ordinal) || id.Length == prefix.Length)
        {
            return false;
        }

        // A prefix tells which orders are the shop's. Of one that ends with a dash, a part is another one.
        return prefix.Length > 0 ? !HasMorePrefix(order) : numbers is null || numbers.Has(NumberOf(order), order);
    }

    private bool HasMorePrefix(FulfillmentOrder order) => order.SellerFulfillmentOrderId.Substring(prefix.Length) is var rest
        && !char.IsLetterOrDigit(rest[0]) && order.DisplayableOrderId is { Length: > 0 } shown
        && !rest.StartsWith(shown, StringComparison.Ordinal) && rest.Substring(1).StartsWith(shown, StringComparison.Ordinal);

    /// <summary>Returns the shop's own number of one of its orders: the id without the prefix and the suffix of an import.</summary>
    public string NumberOf(FulfillmentOrder order)
    {
        var number = order.SellerFulfillmentOrderId.Substring(prefix.Length);

        // An import keeps the number as the displayable id. More digits behind it would be another number.
        return order.DisplayableOrderId is { Length: > 0 } shown && shown.Length < number.Length
            && number.StartsWith(shown, StringComparison.Ordinal) && !char.IsLetterOrDigit(number[shown.Length])
            ? shown
            : number;
    }
}

/// <summary>The form of the numbers of a shop whose orders are known without a prefix: data of ShopNumbers.json.</summary>
internal sealed record ShopNumbers
{
    private static readonly Lazy<IReadOnlyList<ShopNumbers>> s_all =
        new(() => TrackingFormat.LoadData<ShopNumbers[]>("ShopNumbers.json"));

    /// <summary>How messages call the shop.</summary>
    public string Shop { get; init; } = "";

    /// <summary>The order formats and the tracking formats of the shop.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>What an order's number looks like, which the shop's order format says.</summary>
    public string Order => OrderFormats.All.First(format => Formats.Contains(format.Name)).Number!.Pattern;

    /// <summary>What the keys of each line look like, where the number alone could be another shop's; null otherwise.</summary>
    public string? Line { get; init; }

    /// <summary>Finds the shop of an order format or a tracking format; null if its orders are not known by their numbers.</summary>
    public static ShopNumbers? Find(string? format) =>
        s_all.Value.FirstOrDefault(shop => shop.Formats.Contains(format?.Trim(), StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether the number and the lines of an order are the shop's.</summary>
    public bool Has(string number, FulfillmentOrder order) => Regex.IsMatch(number, Order)
        && (Line is null || order.Items is null
            || order.Items.All(item => Regex.IsMatch(ShopLineId.Parse(item.SellerFulfillmentOrderItemId).Line, Line)));
}
