using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>Finds what the service pages say is wrong with an order, an update or an id, without a request.</summary>
internal static class OrderValidator
{
    private const int EarliestYear = 2000;

    /// <summary>Returns every problem of an order that is to be created, errors and warnings; its defaults are filled in already.</summary>
    public static IReadOnlyList<OrderProblem> Validate(FulfillmentOrder order, OrderContext context)
    {
        var problems = new ProblemList(context.Rules.CreatePage);
        TextRules.OrderId(problems, order.SellerFulfillmentOrderId);
        if (context.Rules.MistakesPlusSigns && order.SellerFulfillmentOrderId.IndexOf('+') >= 0)
        {
            problems.Warning(ProblemCodes.OrderIdInvalid, nameof(order.SellerFulfillmentOrderId),
                "contains a plus sign, which Amazon reads as a space in later requests, so the order could not be read or changed: use "
                    + "another character");
        }

        problems.Optional(order.MarketplaceId, nameof(order.MarketplaceId));
        if (context.Rules.PrintsSlip(order))
        {
            problems.Required(string.IsNullOrWhiteSpace(order.DisplayableOrderId) ? null : "given", nameof(order.DisplayableOrderId));
            problems.Required(order.DisplayableOrderDate is null ? null : "given", nameof(order.DisplayableOrderDate));
            problems.Required(
                string.IsNullOrWhiteSpace(order.DisplayableOrderComment) ? null : "given", nameof(order.DisplayableOrderComment));
        }

        Date(problems, order.DisplayableOrderDate, nameof(order.DisplayableOrderDate), context);
        TextRules.DisplayableId(problems, order.DisplayableOrderId);
        problems.Optional(order.DisplayableOrderComment, nameof(order.DisplayableOrderComment), context.Rules.LongestComment);
        problems.Required(order.ShippingSpeedCategory, nameof(order.ShippingSpeedCategory));
        Words(problems, order.ShippingSpeedCategory, order.Action, order.Policy);
        problems.Country(order.ShipFromCountryCode, nameof(order.ShipFromCountryCode));
        TextRules.Emails(problems, order.NotificationEmails);
        TextRules.Features(problems, order.FeatureConstraints);

        Goods(problems, order, context);
        Payments(problems, order.PaymentInformation, context);
        MarketplaceRules.Check(problems, order, context);
        Speeds(problems, order.FurtherSpeeds);
        Add(problems, context.Rules.Check(order, context.MarketplaceCountry(order.MarketplaceId)));
        return problems.Problems;
    }

    /// <summary>Returns every problem of what a preview is asked for: the goods, the address and the features. It needs no id.</summary>
    public static IReadOnlyList<OrderProblem> ValidatePreview(FulfillmentOrder order, OrderContext context)
    {
        var problems = new ProblemList(context.Rules.PreviewPage);
        problems.Optional(order.MarketplaceId, nameof(order.MarketplaceId));
        problems.Country(order.ShipFromCountryCode, nameof(order.ShipFromCountryCode));
        problems.Word(order.ShippingSpeedCategory, nameof(order.ShippingSpeedCategory), OrderColumns.Speeds);
        TextRules.Features(problems, order.FeatureConstraints);
        Goods(problems, order, context);
        MarketplaceRules.DeclaredValues(problems, order, context);
        Add(problems, context.Rules.CheckPreview(order));
        return problems.Problems;
    }

    /// <summary>Returns every problem of a change.</summary>
    public static IReadOnlyList<OrderProblem> ValidateUpdate(OrderUpdate update, OrderContext context)
    {
        var problems = new ProblemList(context.Rules.UpdatePage);
        TextRules.OrderId(problems, update.SellerFulfillmentOrderId);
        Words(problems, update.ShippingSpeedCategory, update.Action, update.Policy);
        if (context.Rules.UpdatesContent)
        {
            Content(problems, update, context);
        }

        Add(problems, context.Rules.Check(update, context.MarketplaceCountry(update.MarketplaceId)));
        if (!context.Rules.HoldsScheduledDeliveries
            && ProblemList.Is(update.ShippingSpeedCategory, "ScheduledDelivery") && OrderStatus.IsAction(update.Action, OrderStatus.Hold))
        {
            problems.Error(
                ProblemCodes.HoldNotAllowed,
                nameof(update.Action),
                "is Hold, which cannot be combined with ScheduledDelivery: use Ship or another speed");
        }

        return problems.Problems;
    }

    /// <summary>Returns what is wrong with an order's id, or null.</summary>
    public static OrderProblem? ValidateId(string? sellerFulfillmentOrderId)
    {
        var problems = new ProblemList("Fulfillment Outbound API, sellerFulfillmentOrderId");
        TextRules.OrderId(problems, sellerFulfillmentOrderId);
        return problems.Problems.Count == 0 ? null : problems.Problems[0];
    }

    private static void Content(ProblemList problems, OrderUpdate update, OrderContext context)
    {
        TextRules.DisplayableId(problems, update.DisplayableOrderId);
        Date(problems, update.DisplayableOrderDate, nameof(update.DisplayableOrderDate), context);
        problems.Optional(update.DisplayableOrderComment, nameof(update.DisplayableOrderComment), context.Rules.LongestComment);
        problems.Country(update.ShipFromCountryCode, nameof(update.ShipFromCountryCode));
        TextRules.Emails(problems, update.NotificationEmails);
        TextRules.Features(problems, update.FeatureConstraints);
        if (update.DestinationAddress is { } address)
        {
            // The service replaces the whole address: what is left out here is lost there.
            TextRules.Address(problems, address, context);
            TextRules.City(problems, address, context);
        }

        ItemRules.Items(problems, update.Items, needsSku: false);
    }

    private static void Goods(ProblemList problems, FulfillmentOrder order, OrderContext context)
    {
        if (order.DestinationAddress is { } address)
        {
            TextRules.Address(problems, address, context);
            TextRules.City(problems, address, context);
            TextRules.Recipient(problems, order);
        }
        else
        {
            problems.Error(ProblemCodes.MemberMissing, nameof(order.DestinationAddress),
                "is required: give Name, AddressLine1, PostalCode, CountryCode and, except in Japan, City");
        }

        if (order.Items.Count == 0)
        {
            problems.Error(ProblemCodes.ItemsMissing, nameof(order.Items), "is empty: an order needs at least one item");
        }

        ItemRules.Items(problems, order.Items, needsSku: true);
        foreach (var repair in order.Repairs)
        {
            problems.Warning(ProblemCodes.TextRepaired, repair.Member, $"was repaired: {repair.What}");
        }
    }

    private static void Speeds(ProblemList problems, IReadOnlyList<string> speeds)
    {
        foreach (var speed in speeds)
        {
            if (!OrderColumns.Speeds.Any(known => ProblemList.Is(known, speed)))
            {
                problems.Error(
                    ProblemCodes.WordUnknown,
                    nameof(FulfillmentOrder.FurtherSpeeds),
                    $"contains a word that is not one of {string.Join(", ", OrderColumns.Speeds)}");
            }
        }
    }

    private static void Add(ProblemList problems, IEnumerable<ProtocolProblem> found)
    {
        foreach (var problem in found)
        {
            problems.Error(problem.Code, problem.Member, problem.Text);
        }
    }

    private static void Words(ProblemList problems, string? speed, string? action, string? policy)
    {
        problems.Word(speed, nameof(FulfillmentOrder.ShippingSpeedCategory), OrderColumns.Speeds);
        problems.Word(action, nameof(FulfillmentOrder.Action), OrderColumns.Actions);
        problems.Word(policy, nameof(FulfillmentOrder.Policy), OrderColumns.Policies);
    }

    private static void Payments(ProblemList problems, IReadOnlyList<PaymentInformation> payments, OrderContext context)
    {
        for (var i = 0; i < payments.Count; i++)
        {
            var member = System.FormattableString.Invariant($"{nameof(FulfillmentOrder.PaymentInformation)}[{i}].");
            problems.Required(payments[i].PaymentTransactionId, member + nameof(PaymentInformation.PaymentTransactionId));
            problems.Required(payments[i].PaymentMode, member + nameof(PaymentInformation.PaymentMode));
            problems.Required(payments[i].PaymentDate is null ? null : "given", member + nameof(PaymentInformation.PaymentDate));
            Date(problems, payments[i].PaymentDate, member + nameof(PaymentInformation.PaymentDate), context);
        }
    }

    // No shop's order is older than this, and none is placed a year ahead: such a date was mistyped, or is what a program makes of a
    // missing one.
    private static void Date(ProblemList problems, System.DateTimeOffset? date, string member, OrderContext context)
    {
        if (date is { } given && (given.Year < EarliestYear || given > context.Time.GetUtcNow().AddYears(1)))
        {
            problems.Error(ProblemCodes.DateInvalid, member, System.FormattableString.Invariant(
                $"is {given:yyyy-MM-dd}, which is {(given.Year < EarliestYear ? "before 2000" : "more than a year ahead")}: correct the date"));
        }
    }
}
