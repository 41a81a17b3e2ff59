using System.Collections.Generic;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>What MWS has no place for, and where its pages say that an operation is not available.</summary>
internal static class MwsRules
{
    private const string NotThere = "does not exist on MWS: leave it out, or connect to the Selling Partner API";

    public static void Check(ProblemList problems, FulfillmentOrder order, OrderContext context)
    {
        Availability(problems, order.MarketplaceId, context);
        Features(problems, order.FeatureConstraints, order.ShipFromCountryCode);
        if (order.PaymentInformation.Count > 0)
        {
            problems.Error(ProblemCodes.NotInVersion, nameof(order.PaymentInformation), NotThere);
        }

        if (order.DeliveryPreferences is not null)
        {
            problems.Error(ProblemCodes.NotInVersion, nameof(order.DeliveryPreferences), NotThere);
        }
    }

    public static void CheckUpdate(ProblemList problems, OrderUpdate update, OrderContext context)
    {
        Availability(problems, update.MarketplaceId, context);
        Features(problems, update.FeatureConstraints, update.ShipFromCountryCode);
        if (ProblemList.Is(update.ShippingSpeedCategory, "ScheduledDelivery"))
        {
            problems.Error(ProblemCodes.WordUnknown, nameof(update.ShippingSpeedCategory),
                "is ScheduledDelivery, which an update on MWS does not take: use one of the page's values, Standard, Expedited or Priority");
        }
    }

    private static void Availability(ProblemList problems, string? marketplaceId, OrderContext context)
    {
        if (ProblemList.Is(context.MarketplaceCountry(marketplaceId), "BR"))
        {
            problems.Error(ProblemCodes.NotInMarketplace, nameof(FulfillmentOrder.MarketplaceId),
                "is Brazil's, and the page says: \"This operation is available in all marketplaces except Brazil\"");
        }
    }

    private static void Features(ProblemList problems, IReadOnlyList<FeatureConstraint> features, string? shipFrom)
    {
        if (features.Count > 0)
        {
            problems.Error(ProblemCodes.NotInVersion, nameof(FulfillmentOrder.FeatureConstraints), NotThere);
        }

        if (!string.IsNullOrWhiteSpace(shipFrom))
        {
            problems.Error(ProblemCodes.NotInVersion, nameof(FulfillmentOrder.ShipFromCountryCode), NotThere);
        }
    }
}
