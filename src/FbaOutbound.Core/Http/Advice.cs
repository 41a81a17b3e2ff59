using System;

namespace FbaOutbound.Http;

/// <summary>What a user can do about a refusal whose own words do not say it.</summary>
internal static class Advice
{
    /// <summary>Of an order whose id has a plus sign.</summary>
    public const string ForPlus = "Amazon reads a plus sign in an address as a space, so this order can be neither read nor changed by its "
        + "id. Seller Central shows it.";
    private const string NothingSaid =
        "The service does not say what is wrong: compare the ids, the address, the dates and the sizes that were sent with what Seller "
            + "Central shows of the order.";

    private const string MissingRole =
        "The application lacks the role for this operation, or the address is unknown: check the application's roles in Seller Central "
            + "(for orders: Amazon Fulfillment), and let the seller authorize the application again after roles were added.";

    public static string? ForRefusal(int status, ServiceError error)
    {
        if (error.IsNotFound)
        {
            return "Check the id, and that the session's marketplace is in the region where the order was made: another region gives the "
                + "same answer.";
        }

        if (status is not (401 or 403))
        {
            return error.IsAccessDenied ? MissingRole : SaysNothing(error) ? NothingSaid : null;
        }

        var details = error.Details ?? "";
        return details switch
        {
            _ when Has(details, "not valid for region") =>
                "The marketplace does not belong to the region of the session's endpoint: connect with a marketplace of this seller's "
                    + "region.",
            _ when Has(details, "secret") && Has(details, "expired") =>
                "The application's client secret has expired: rotate it in the developer console and connect with the new one.",
            _ when Has(details, "missing in the request header") =>
                "Something between this machine and the service takes headers away: check the proxy.",
            _ when Has(details, "revoked, malformed or invalid")
                || (status == 401 && details.Trim().Length == 0 && error.Code == "Unauthorized") =>
                "The access token was not accepted: check that the application is still authorized by the seller, and that the endpoint is "
                    + "the one that the token is for.",
            // Login with Amazon refuses without details too; what that means is said by its codes.
            _ when details.Trim().Length == 0 && error.Code == "Unauthorized" => MissingRole,
            _ => null,
        };
    }

    private static bool SaysNothing(ServiceError error) =>
        string.IsNullOrWhiteSpace(error.Details)
            && (error.Message ?? "").Trim().TrimEnd('.').Equals("Invalid Input", StringComparison.OrdinalIgnoreCase);

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
