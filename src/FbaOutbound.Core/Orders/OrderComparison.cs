using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>
/// Returns whether an existing order is the one that was requested. Only what the caller gave counts: not what was filled in, and
/// nothing of what the service adds. Differences name members, never values.
/// </summary>
internal static class OrderComparison
{
    /// <summary>What to do about an order that has another address at Amazon.</summary>
    public const string KeptAdvice = "Amazon keeps what was sent: if that is wrong, change or cancel the order at Amazon.";

    /// <summary>Whether a member is a part of the address.</summary>
    public static bool IsOfAddress(string member) =>
        member.StartsWith(nameof(FulfillmentOrder.DestinationAddress), StringComparison.Ordinal);

    /// <summary>Compares an order with the one that was requested.</summary>
    /// <param name="wanted">The order that was requested.</param>
    /// <param name="found">The existing order.</param>
    /// <param name="otherItemsAllowed">
    /// Whether the order may hold items that were not asked for: an update names only those it changes.
    /// </param>
    public static IReadOnlyList<OrderDifference> Compare(FulfillmentOrder wanted, FulfillmentOrder found, bool otherItemsAllowed = false)
    {
        var list = new DifferenceList(wanted.FilledIn);
        Compare(list, wanted, found, otherItemsAllowed);
        return list.Differences;
    }

    /// <summary>
    /// Tells each member that the caller of an order gave: what <see cref="Compare(FulfillmentOrder, FulfillmentOrder, bool)"/> compares,
    /// and nothing else.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="given">
    /// Takes the member's name, the weight of a difference in it, and a text that is equal in two orders that do not differ in it.
    /// </param>
    public static void TellGiven(FulfillmentOrder order, Action<string, string, string> given) =>
        Compare(new DifferenceList(order.FilledIn, given), order, order, otherItemsAllowed: true);

    private static void Compare(DifferenceList list, FulfillmentOrder wanted, FulfillmentOrder found, bool otherItemsAllowed)
    {
        CompareMarketplace(list, wanted.MarketplaceId, found.MarketplaceId);
        list.Text(nameof(wanted.DisplayableOrderId), wanted.DisplayableOrderId, found.DisplayableOrderId);
        list.Instant(nameof(wanted.DisplayableOrderDate), wanted.DisplayableOrderDate, found.DisplayableOrderDate);
        list.Text(nameof(wanted.DisplayableOrderComment), wanted.DisplayableOrderComment, found.DisplayableOrderComment);
        list.Word(nameof(wanted.ShippingSpeedCategory), wanted.ShippingSpeedCategory, found.ShippingSpeedCategory);

        list.Set(nameof(wanted.FurtherSpeeds), wanted.FurtherSpeeds, found.FurtherSpeeds);

        // A hold may have been shipped since; a shipped order is never put on hold, so that was another request. Both are worth a warning.
        list.Word(nameof(wanted.Action), wanted.Action, found.Action);
        list.Word(nameof(wanted.Policy), wanted.Policy, found.Policy);
        list.Set(nameof(wanted.NotificationEmails), wanted.NotificationEmails, found.NotificationEmails);
        CompareAddress(list, wanted.DestinationAddress, found.DestinationAddress);
        CompareWindow(list, wanted.DeliveryWindow, found.DeliveryWindow);
        CompareCod(list, wanted.CodSettings, found.CodSettings);
        CompareFeatures(list, wanted.FeatureConstraints, found.FeatureConstraints);
        ComparePayments(list, wanted.PaymentInformation, found.PaymentInformation);
        CompareSeldomReturned(list, wanted, found);
        list.Slip(nameof(wanted.PackingSlip), wanted.PackingSlip, found.PackingSlip);
        ItemComparison.Compare(list, wanted.Items, found.Items, otherItemsAllowed);
    }

    // Amazon's responses may name the marketplace by a number (selling-partner-api-models#5374).
    private static void CompareMarketplace(DifferenceList list, string? wanted, string? found)
    {
        const string Member = nameof(FulfillmentOrder.MarketplaceId);
        var isNumber = !string.IsNullOrWhiteSpace(found) && found!.Trim().All(char.IsDigit);
        var wantedIsNumber = !string.IsNullOrWhiteSpace(wanted) && wanted!.Trim().All(char.IsDigit);
        list.Code(Member, wanted, isNumber == wantedIsNumber ? found : null);
    }

    private static void CompareAddress(DifferenceList list, Address? wanted, Address? found)
    {
        if (wanted is null)
        {
            return;
        }

        found ??= new Address();

        // Every order has a name and a first line: where the service does not show them, it hides the recipient.
        var isHidden = IsHidden(found.Name) || IsHidden(found.AddressLine1);
        foreach (var member in AddressMembers.All)
        {
            list.Text(
                $"{nameof(FulfillmentOrder.DestinationAddress)}.{member.Name}", member.Get(wanted), member.Get(found), member.Kind, isHidden);
        }

        static bool IsHidden(string? text) => string.IsNullOrWhiteSpace(text) || Masking.IsMasked(text);
    }

    private static void CompareWindow(DifferenceList list, DeliveryWindow? wanted, DeliveryWindow? found)
    {
        const string Member = nameof(FulfillmentOrder.DeliveryWindow);
        list.InstantText($"{Member}.{nameof(DeliveryWindow.StartDate)}", wanted?.StartDate, found?.StartDate);
        list.InstantText($"{Member}.{nameof(DeliveryWindow.EndDate)}", wanted?.EndDate, found?.EndDate);
    }

    private static void CompareCod(DifferenceList list, CodSettings? wanted, CodSettings? found)
    {
        const string Member = nameof(FulfillmentOrder.CodSettings);
        if (wanted is null || list.IsFilledIn(Member))
        {
            return;
        }

        if (found is null)
        {
            if (!wanted.IsBlank)
            {
                list.Add(Member, DifferenceKind.NotComparable);
            }

            return;
        }

        // Whether the recipient pays at the door is no less than how much.
        list.Flag($"{Member}.{nameof(wanted.IsCodRequired)}", wanted.IsCodRequired, found.IsCodRequired, DifferenceKind.Conflict);
        list.Amount($"{Member}.{nameof(wanted.CodCharge)}", wanted.CodCharge, found.CodCharge, DifferenceKind.Conflict);
        list.Amount($"{Member}.{nameof(wanted.CodChargeTax)}", wanted.CodChargeTax, found.CodChargeTax, DifferenceKind.Conflict);
        list.Amount($"{Member}.{nameof(wanted.ShippingCharge)}", wanted.ShippingCharge, found.ShippingCharge, DifferenceKind.Conflict);
        list.Amount(
            $"{Member}.{nameof(wanted.ShippingChargeTax)}", wanted.ShippingChargeTax, found.ShippingChargeTax, DifferenceKind.Conflict);
    }

    private static void CompareFeatures(
        DifferenceList list, IReadOnlyList<FeatureConstraint> wanted, IReadOnlyList<FeatureConstraint> found)
    {
        const string Member = nameof(FulfillmentOrder.FeatureConstraints);
        var foundNames = new HashSet<string>(found.Select(f => f.FeatureName ?? ""), StringComparer.OrdinalIgnoreCase);

        // What is not required need not be mentioned.
        wanted =
        [
            .. wanted.Where(
                f => foundNames.Contains(f.FeatureName ?? "") || !DifferenceList.Same(f.FeatureFulfillmentPolicy ?? "", "NotRequired")),
        ];
        var names = new HashSet<string>(wanted.Select(f => f.FeatureName ?? ""), StringComparer.OrdinalIgnoreCase);
        list.Set(Member, wanted.Select(f => f.ToString()), found.Where(f => names.Contains(f.FeatureName ?? "")).Select(f => f.ToString()));
    }

    private static void ComparePayments(
        DifferenceList list, IReadOnlyList<PaymentInformation> wanted, IReadOnlyList<PaymentInformation> found)
    {
        const string Member = nameof(FulfillmentOrder.PaymentInformation);
        list.Set(Member, wanted.Select(p => p.PaymentTransactionId ?? ""), found.Select(p => p.PaymentTransactionId ?? ""));
        for (var i = 0; i < wanted.Count; i++)
        {
            var id = wanted[i].PaymentTransactionId ?? "";
            if (found.FirstOrDefault(p => DifferenceList.Same(p.PaymentTransactionId ?? "", id)) is { } same)
            {
                list.Code($"{Member}[{i}].{nameof(same.PaymentMode)}", wanted[i].PaymentMode, same.PaymentMode);
                list.Instant($"{Member}[{i}].{nameof(same.PaymentDate)}", wanted[i].PaymentDate, same.PaymentDate);
            }
        }
    }

    // Version 2020-07-01 never returns these, and 2026-07-04 does.
    private static void CompareSeldomReturned(DifferenceList list, FulfillmentOrder wanted, FulfillmentOrder found)
    {
        list.Code(nameof(wanted.ShipFromCountryCode), wanted.ShipFromCountryCode, found.ShipFromCountryCode);
        if (wanted.DeliveryPreferences is not { } wishes)
        {
            return;
        }

        const string Member = nameof(wanted.DeliveryPreferences);
        if (found.DeliveryPreferences is not { } there)
        {
            list.Add(Member, DifferenceKind.NotComparable);
            return;
        }

        list.Text($"{Member}.{nameof(wishes.DeliveryInstructions)}", wishes.DeliveryInstructions, there.DeliveryInstructions);
        list.Code($"{Member}.{nameof(wishes.DropOffLocation)}", wishes.DropOffLocation?.Type, there.DropOffLocation?.Type);
        list.Map(
            $"{Member}.{nameof(wishes.DropOffLocation)}.{nameof(DropOffLocation.Attributes)}",
            wishes.DropOffLocation?.Attributes,
            there.DropOffLocation?.Attributes);
    }
}
