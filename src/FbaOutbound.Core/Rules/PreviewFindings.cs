using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>What a preview says against an order, with the order's own speed. Other speeds are for the user to look at.</summary>
internal static class PreviewFindings
{
    /// <summary>Returns what keeps the order, or a part of it, from being fulfilled.</summary>
    /// <param name="order">The order, its defaults filled in.</param>
    /// <param name="previews">Its previews, one for each speed.</param>
    /// <param name="page">The service page of previews.</param>
    /// <param name="rowOf">Finds the row of a member.</param>
    public static IReadOnlyList<OrderProblem> Of(
        FulfillmentOrder order, IReadOnlyList<FulfillmentPreview> previews, string page, Func<string, long> rowOf)
    {
        const string Speed = nameof(order.ShippingSpeedCategory);
        var speed = order.ShippingSpeedCategory ?? "Standard";
        OrderProblem Problem(string member, string text, ProblemSeverity severity, string? what = null) => new()
        {
            Code = ProblemCodes.PreviewUnfulfillable,
            Member = member,
            Message = $"{what ?? member} {text}.",
            Page = page,
            Row = rowOf(member),
            Severity = severity,
        };

        var own = previews.FirstOrDefault(preview => ProblemList.Is(preview.ShippingSpeedCategory, speed));
        if (own is null)
        {
            return [Problem(Speed, $"is {speed}, for which Amazon returned no preview", ProblemSeverity.Warning)];
        }

        // Amazon ships what there is, unless the order is to be filled or killed.
        var isPartial = own.Shipments.Count > 0 && order.Policy is { } policy && !ProblemList.Is(policy, "FillOrKill");
        var severity = isPartial ? ProblemSeverity.Warning : ProblemSeverity.Error;
        List<OrderProblem> found =
        [
            .. own.UnfulfillableItems.Select(item =>
            {
                var place = PlaceOf(order, item);
                return Problem(
                    place < 0 ? nameof(order.Items) : FormattableString.Invariant($"Items[{place}]"),
                    $"cannot be fulfilled with {speed}: {item}{Because(item.ItemUnfulfillableReasons)}",
                    severity,
                    place < 0 ? null : ProblemList.NameOf(order.Items[place]));
            }),
        ];
        if (own.OrderUnfulfillableReasons.Count > 0 || (own.IsFulfillable == false && found.Count == 0))
        {
            found.Add(Problem(
                Speed, $"is {speed}, but Amazon cannot fulfill the order with this speed{Because(own.OrderUnfulfillableReasons)}", severity));
        }

        return found;
    }

    /// <summary>Reports that Amazon refused to make a preview of an order.</summary>
    public static OrderProblem Refused(string refusal, string page, long row) => new()
    {
        Code = ProblemCodes.PreviewRefused,
        Member = nameof(FulfillmentOrder.Items),
        Message = $"Amazon refused the preview: {refusal}",
        Page = page,
        Row = row,
    };

    private static string Because(IReadOnlyList<string> reasons) => reasons.Count == 0 ? "" : $" ({string.Join(", ", reasons)})";

    private static int PlaceOf(FulfillmentOrder order, UnfulfillablePreviewItem item) => order.Items.ToList().FindIndex(one =>
        item.SellerFulfillmentOrderItemId is { } id ? one.SellerFulfillmentOrderItemId == id : one.SellerSku == item.SellerSku);
}
