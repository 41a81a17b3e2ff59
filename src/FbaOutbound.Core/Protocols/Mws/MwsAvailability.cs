using System;
using System.Linq;
using FbaOutbound.Http;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.Mws;

/// <summary>Where operations of MWS are available, as their pages say. The Selling Partner API has no such rules.</summary>
internal static class MwsAvailability
{
    private static readonly string[] s_cancelShipment = ["CA", "US", "MX", "ES", "UK", "FR", "DE", "IT", "IN"];

    /// <summary>What the pages of the section FulfillmentOutboundShipment say.</summary>
    public const string ExceptBrazil = "This operation is available in all marketplaces except Brazil";

    /// <summary>Whether the section FulfillmentOutboundShipment is available in a country; true if it is not known.</summary>
    public static bool HasOutbound(string? countryCode) => !Is(countryCode, "BR");

    /// <exception cref="OperationNotSupportedException">The page says that the operation is not available there.</exception>
    public static void RequireOutbound(Operation operation, string? countryCode)
    {
        if (!HasOutbound(countryCode))
        {
            throw new OperationNotSupportedException(
                $"{operation.Name} was not sent. Amazon's documentation says: \"{ExceptBrazil}.\" The session's marketplace is Brazil.");
        }
    }

    /// <exception cref="OperationNotSupportedException">The page says that the operation is not available there.</exception>
    public static void RequireCancelShipment(string? countryCode)
    {
        if (countryCode is not null && !s_cancelShipment.Any(code => Is(countryCode, code)))
        {
            throw new OperationNotSupportedException(
                "CancelShipment was not sent. Amazon's documentation says: \"This operation is only available in the Canada, US, Mexico, Spain, UK, "
                    + $"France, Germany, Italy, and India marketplaces.\" The session's marketplace is {countryCode}.");
        }
    }

    private static bool Is(string? countryCode, string code) => string.Equals(countryCode, code, StringComparison.OrdinalIgnoreCase);
}
