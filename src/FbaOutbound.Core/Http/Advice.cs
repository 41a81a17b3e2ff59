using System;

namespace FbaOutbound.Http;

/// <summary>What a user can do about a refusal whose own words do not say it.</summary>
internal static class Advice
{
    /// <summary>Of an order whose id has a plus sign.</summary>
    public const string ForPlus = "Amazon reads a plus sign in a URL as a space, so this order cannot be read or changed by its id. "
        + "Find it in Seller Central.";
    private const string NothingSaid =
        "Amazon does not say what is wrong. Compare the ids, the address, the dates and the dimensions that you sent with the order in "
            + "Seller Central.";

    private static string MissingRole(string role) =>
        "The application does not have the role for this operation, or the URL is wrong. Check the application's roles in Seller Central: "
            + $"this operation needs {role}. After adding a role, authorize the application again.";

    public static string? ForRefusal(int status, ServiceError error, Operation operation)
    {
        if (error.IsNotFound && NameOf(operation.About) is { } name)
        {
            return $"Check {name}, and that the session's marketplace is in the order's region: other regions give "
                + "the same error.";
        }

        if (status is not (401 or 403))
        {
            return error.IsAccessDenied ? MissingRole(operation.Role) : SaysNothing(error) ? NothingSaid : null;
        }

        var details = error.Details ?? "";
        return details switch
        {
            _ when Has(details, "not valid for region") =>
                "The marketplace does not belong to the region of the session's endpoint. Connect with a marketplace in the seller's "
                    + "region.",
            _ when Has(details, "secret") && Has(details, "expired") =>
                "The application's client secret has expired: rotate it in the developer console and connect with the new one.",
            _ when Has(details, "missing in the request header") =>
                "A proxy between this machine and Amazon may be removing headers. Check the proxy settings.",
            _ when error.IsRevokedToken =>
                "A new access token was refused too. Check that the seller still authorizes the application, and that the session's "
                    + "endpoint is in the seller's region. Then run Connect-FbaSession again.",
            _ when status == 401 && details.Trim().Length == 0 && error.Code == "Unauthorized" =>
                "The access token was not accepted. Check that the seller still authorizes the application, and that the token and the "
                    + "endpoint belong to the same region.",
            // Login with Amazon refuses without details too; what that means is said by its codes.
            _ when details.Trim().Length == 0 && error.Code == "Unauthorized" => MissingRole(operation.Role),
            _ => null,
        };
    }

    private static string? NameOf(SubjectKind kind) => kind switch
    {
        SubjectKind.Order or SubjectKind.Shipment => "the id",
        SubjectKind.Package => "the package number",
        SubjectKind.Sku => "the SKU",
        _ => null,
    };

    private static bool SaysNothing(ServiceError error) =>
        string.IsNullOrWhiteSpace(error.Details)
            && (error.Message ?? "").Trim().TrimEnd('.').Equals("Invalid Input", StringComparison.OrdinalIgnoreCase);

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
