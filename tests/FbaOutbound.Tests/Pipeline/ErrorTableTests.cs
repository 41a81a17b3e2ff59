using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Shipments;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

public sealed class ErrorTableTests
{
    public static TheoryData<string> Defects => [.. s_defects.Keys];

    // What .NET itself says of what it was given.
    private static readonly Dictionary<string, Action> s_defects = new()
    {
        ["a number"] = () => int.Parse("Canary", System.Globalization.CultureInfo.InvariantCulture),
        ["a word"] = () => Enum.Parse<DayOfWeek>("Canary"),
        ["a key"] = () => _ = new Dictionary<string, int>()["Canary"],
        ["a key twice"] = () => _ = new[] { "Canary", "Canary" }.ToDictionary(text => text),
        ["a task"] = () =>
            System.Threading.Tasks.Task.Run(() => int.Parse("Canary", System.Globalization.CultureInfo.InvariantCulture)).Wait(),
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public void ADefectIsReportedByItsTypeAndItsPlaceAndQuotesNothing(string kind)
    {
        var defect = Record.Exception(s_defects[kind]);
        Assert.Contains("Canary", defect.ToString(), StringComparison.Ordinal);

        var error = ErrorTable.From(defect, "A-1");

        Assert.Equal((ErrorIds.UnexpectedFault, "A-1"), (error.Id, error.Target));
        Assert.Contains(defect.GetBaseException().GetType().Name, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ErrorTableTests), error.Exception.StackTrace, StringComparison.Ordinal);
        Assert.Null(error.Exception.InnerException);
        Assert.Empty(error.Exception.Data);
        Assert.DoesNotContain(
            "Canary", $"{error.Exception} {error.RecommendedAction} {error.Exception.Message}", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("The file exists. Use -Force to overwrite it.", "Use -Force to overwrite the file, or another -Path.", "Use -Force to overwrite the file, or another -Path.")]
    [InlineData("It is in the way. Give another -Path or -Force.", "Use -Force to overwrite the file, or another -Path.", "")]
    [InlineData("A session cannot be passed. Run Connect-FbaSession there.", "Run Connect-FbaSession inside the job.", "")]
    [InlineData(
        "It is unknown. Resolve-FbaFulfillmentOrder tells later.",
        "Run Resolve-FbaFulfillmentOrder later; do not send the order under another id.",
        "Do not send the order under another id.")]
    [InlineData("A new id is needed for a different order.", "Compare both; a different order needs a different id.", "Compare both.")]
    [InlineData("Try it again a little later.", "Try again later.", "")]
    [InlineData("The service is down.", "Try again later.", "Try again later.")]
    [InlineData("Something.", null, "")]
    public void AdviceLeavesOutWhatTheMessageSays(string message, string? action, string expected)
    {
        var error = new CommandError(new FbaException(message), "Id", ErrorCategory.NotSpecified, "A-1", action);

        Assert.Equal(expected, error.Advice);
    }

    [Theory]
    [InlineData("Create", "Run Resolve-FbaFulfillmentOrder later; do not send the order under another id.")]
    [InlineData("Update", "Run the same command again later.")]
    [InlineData("Cancel", "Run the same command again later.")]
    [InlineData("Return", "Run the same command again later; it does not return the same units twice.")]
    public void TheAdviceOnAnUnknownOutcomeFitsWhatWasRequested(string request, string advice) => Assert.Equal(
        advice,
        ErrorTable.From(new OrderOutcomeUnknownException("a", null) { Request = request }, "A-1").RecommendedAction);

    [Theory]
    [InlineData("Purchase", "Look for the label in Seller Central before you try again: a second purchase would be charged as well.")]
    [InlineData("Cancel", "Check the status with Get-MfnShipment before you run the same command again.")]
    public void TheAdviceOnAShipmentFitsWhatWasRequested(string request, string advice) => Assert.Equal(
        advice,
        ErrorTable.From(new ShipmentOutcomeUnknownException("a", null) { Request = request }, "A-1").RecommendedAction);

    [Fact]
    public void TheAdviceOnOtherContentInAJournalFitsOrdersChangesAndShipments()
    {
        var order = ErrorTable.From(new JournalException(JournalProblem.OtherContent, "a"), "A-1");
        var change = ErrorTable.From(new JournalException(JournalProblem.OtherChange, "a"), "A-1");
        var shipment = ErrorTable.From(new JournalException(JournalProblem.OtherPackage, "a"), "A-1");

        Assert.All([order, change, shipment], error => Assert.Equal(ErrorIds.JournalContentDiffers, error.Id));
        Assert.Equal("Repeat the same input, or use a new journal for another change.", change.RecommendedAction);
        Assert.Contains("existing order", order.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(
            "Run Get-MfnShipment with the shipment's id to get its label again; use another journal for another package.",
            shipment.RecommendedAction);
    }

    public static TheoryData<FbaServiceException, string, ErrorCategory> Answers => new()
    {
        { new FbaProxyException("a") { StatusCode = 407 }, ErrorIds.ProxyCredentialsMissing, ErrorCategory.AuthenticationError },
        {
            new FbaProxyException("a") { AreCredentialsRefused = true }, ErrorIds.ProxyCredentialsRejected, ErrorCategory.AuthenticationError
        },
        { new FbaConnectionException("a"), ErrorIds.ConnectionFailed, ErrorCategory.ConnectionError },
        {
            new FbaServiceException("a") { StatusCode = 400, IsAccessDenied = true, Outcome = RequestOutcome.NotTaken },
            ErrorIds.AccessDenied, ErrorCategory.PermissionDenied
        },
        {
            new FbaServiceException("a") { StatusCode = 403, Outcome = RequestOutcome.Refused }, ErrorIds.AccessDenied,
            ErrorCategory.PermissionDenied
        },
        {
            new FbaCredentialException("a") { StatusCode = 401, Outcome = RequestOutcome.Refused }, ErrorIds.CredentialRejected,
            ErrorCategory.AuthenticationError
        },
        {
            new FbaServiceException("a")
            {
                StatusCode = 404, IsNotFound = true, About = SubjectKind.Shipment, Outcome = RequestOutcome.Refused
            },
            ErrorIds.ShipmentNotFound, ErrorCategory.ObjectNotFound
        },
        {
            new FbaServiceException("a")
            {
                StatusCode = 404, IsNotFound = true, About = SubjectKind.Order, Outcome = RequestOutcome.Refused
            },
            ErrorIds.OrderNotFound, ErrorCategory.ObjectNotFound
        },
        {
            new FbaServiceException("a")
            {
                StatusCode = 404, IsNotFound = true, About = SubjectKind.Package, Outcome = RequestOutcome.Refused
            },
            ErrorIds.PackageNotFound, ErrorCategory.ObjectNotFound
        },
        {
            new FbaServiceException("a") { StatusCode = 404, IsNotFound = true, About = SubjectKind.Sku, Outcome = RequestOutcome.Refused },
            ErrorIds.SkuNotFound, ErrorCategory.ObjectNotFound
        },
        {
            new FbaServiceException("a") { StatusCode = 404, IsNotFound = true, Outcome = RequestOutcome.Refused },
            ErrorIds.RequestRefused, ErrorCategory.InvalidArgument
        },
        {
            new FbaServiceException("a") { StatusCode = 400, Outcome = RequestOutcome.Refused }, ErrorIds.RequestRefused,
            ErrorCategory.InvalidArgument
        },
        {
            new FbaServiceException("a") { StatusCode = 502, Outcome = RequestOutcome.Unknown }, ErrorIds.ServiceUnavailable,
            ErrorCategory.ResourceUnavailable
        },
        {
            new FbaServiceException("a") { StatusCode = 200, Outcome = RequestOutcome.Unknown }, ErrorIds.ResponseNotUnderstood,
            ErrorCategory.ProtocolError
        },
        { new FbaTimeoutException("a"), ErrorIds.RequestTimedOut, ErrorCategory.OperationTimeout },
        { new FbaThrottledException("a") { StatusCode = 429 }, ErrorIds.RequestThrottled, ErrorCategory.QuotaExceeded },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void EachWayARequestFailsHasItsIdAndItsCategory(FbaServiceException exception, string id, ErrorCategory category)
    {
        var error = ErrorTable.From(exception, "A-1");
        Assert.Equal((id, category, "A-1"), (error.Id, error.Category, error.Target));
    }
}
