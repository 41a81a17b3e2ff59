using System;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Core.Tests.Orders;

/// <summary>What a service answers when it does not answer with a success.</summary>
internal static class Answers
{
    public static FbaServiceException Unknown(int? status = null) => new("No answer came.")
    {
        Outcome = RequestOutcome.Unknown,
        StatusCode = status,
        RequestId = status is null ? null : "lost",
        Attempts = 1,
    };

    public static FbaServiceException Refused(string? message, int status = 400) => new("The service refused it.")
    {
        Outcome = RequestOutcome.Refused,
        StatusCode = status,
        ServiceCode = "InvalidInput",
        ServiceMessage = message,
        RequestId = "refused",
        Attempts = 1,
    };

    public static FbaServiceException NotTaken() =>
        new("The service is busy.") { Outcome = RequestOutcome.NotTaken, StatusCode = 429, Attempts = 4 };

    public static FbaServiceException NotFound() => new("There is no such order.")
    {
        Outcome = RequestOutcome.Refused,
        StatusCode = 400,
        ServiceMessage = "Requested order 'six-test-order' not found",
        IsNotFound = true,
        Attempts = 1,
    };

    public static FbaServiceException Duplicate() => new("The id was used.")
    {
        Outcome = RequestOutcome.Refused,
        StatusCode = 400,
        ServiceMessage = "A create request already exists for MerchantFulfillmentOrderId : six-test-order",
        IsDuplicate = true,
        Attempts = 1,
    };

    public static FbaServiceException DuplicateCancel() => new("It was cancelled before.")
    {
        Outcome = RequestOutcome.Refused,
        StatusCode = 400,
        IsDuplicateCancel = true,
        Attempts = 1,
    };

    public static FbaServiceException NotUpdatable() =>
        Refused("Value OrderNotUpdatable for parameter  is invalid. Reason: 1 error:\nThis order is not updatable.");

    public static FbaServiceException Denied() => Refused("Access to requested resource is denied.", 403);

    public static OrderPage Page(params FulfillmentOrder[] orders) => new(orders, null, new CallInfo(null, 1, TimeSpan.Zero));
}
