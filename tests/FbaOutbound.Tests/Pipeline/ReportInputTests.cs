using System;
using System.Collections;
using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Reports;
using FbaOutbound.Rows;
using FbaOutbound.Tests.Conventions;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

public sealed class ReportInputTests
{
    public static TheoryData<string> Ids => [.. ErrorIdTests.Ids];

    private readonly RunReport _report = RunReport.Start(includesAddresses: false);

    [Theory]
    [MemberData(nameof(Ids))]
    public void EachErrorHasItsAdvice(string id)
    {
        var advice = ErrorAdvice.Find(id);
        Assert.NotNull(advice);
        Assert.EndsWith(".", advice.What, StringComparison.Ordinal);
        Assert.EndsWith(".", advice.Action, StringComparison.Ordinal);
        Assert.DoesNotContain("](", advice.What + advice.Action, StringComparison.Ordinal);
    }

    // The categories are those of ErrorTable.
    [Theory]
    [InlineData("OrderInvalid", ErrorCategory.InvalidData, ReportKind.Refused)]
    [InlineData("RequestRefused", ErrorCategory.InvalidArgument, ReportKind.Refused)]
    [InlineData("OrderContentDiffers", ErrorCategory.ResourceExists, ReportKind.Refused)]
    [InlineData("OrderOutcomeUnknown", ErrorCategory.InvalidResult, ReportKind.Unknown)]
    [InlineData("DeadlineReached", ErrorCategory.OperationTimeout, ReportKind.LeftOver)]
    [InlineData("RequestThrottled", ErrorCategory.QuotaExceeded, ReportKind.LeftOver)]
    [InlineData("ConnectionFailed", ErrorCategory.ConnectionError, ReportKind.LeftOver)]
    [InlineData("CredentialRejected", ErrorCategory.AuthenticationError, ReportKind.LeftOver)]
    public void WhatIsNotTheOrdersFaultIsLeftOver(string id, ErrorCategory category, object kind)
    {
        Add(id, "NewFbaFulfillmentOrder", category);
        Assert.Equal((ReportKind)kind, Assert.Single(_report.Rows).Kind);
    }

    [Theory]
    [InlineData("NewFbaFulfillmentOrder", ReportOperation.Create)]
    [InlineData("ImportFbaOrder", ReportOperation.Create)]
    [InlineData("ResolveFbaFulfillmentOrder", ReportOperation.Create)]
    [InlineData("SetFbaFulfillmentOrder", ReportOperation.Update)]
    [InlineData("StopFbaFulfillmentOrder", ReportOperation.Cancel)]
    [InlineData("NewFbaFulfillmentReturn", ReportOperation.Return)]
    [InlineData("NewMfnShipment", ReportOperation.Purchase)]
    public void AnErrorIsAboutTheChangeThatItsCommandMakes(string command, object operation)
    {
        Assert.NotNull(typeof(ReportInput).Assembly.GetType($"FbaOutbound.Commands.{command}Command"));
        Add("RequestRefused", command, ErrorCategory.InvalidArgument);
        Assert.Equal((ReportOperation)operation, Assert.Single(_report.Rows).Operation);
    }

    [Fact]
    public void AnErrorOfAReadIsAProblemAndNoOutcome()
    {
        Add("OrderNotFound", "GetFbaFulfillmentOrder", ErrorCategory.ObjectNotFound);
        Assert.Empty(_report.Rows);
        Assert.Equal([("A", "It failed.")], Assert.Single(_report.Problems()).Cases);
    }

    [Theory]
    [InlineData("PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand")]
    [InlineData("OrderInvalid,Another.Commands.NewFbaFulfillmentOrderCommand")]
    [InlineData("OrderInvalid")]
    [InlineData("ParameterArgumentTransformationError,FbaOutbound.Commands.NewFbaFulfillmentOrderCommand")]
    [InlineData("")]
    public void AnErrorThatIsNotOursIsCountedAndNotShown(string id)
    {
        Add(id, ErrorCategory.InvalidArgument);
        Assert.Empty(_report.Rows);
        Assert.Empty(_report.Problems());
        Assert.Equal(1, _report.ForeignErrors);
    }

    [Fact]
    public void AnErrorWithoutATargetIsAboutTheCommand()
    {
        Add("NotConnected", "NewFbaFulfillmentOrder", ErrorCategory.ConnectionError, target: null);
        Assert.Empty(_report.Rows);
        Assert.Equal([("", "It failed.")], Assert.Single(_report.Problems()).Cases);
    }

    public static TheoryData<string> IdColumns =>
        [OrderColumns.SellerFulfillmentOrderId.Name, .. OrderColumns.SellerFulfillmentOrderId.Aliases];

    [Theory]
    [MemberData(nameof(IdColumns))]
    public void ARowIsKnownByEachNameThatACreateTakesForTheId(string name)
    {
        var row = new Hashtable { [name.ToLowerInvariant()] = " X-2 ", ["Sku"] = "MUG" };
        Assert.True(new ReportInput(_report).Add(row));
        Assert.Equal(("X-2", ReportOperation.Create), (_report.Rows[0].Id, _report.Rows[0].Operation));
    }

    private void Add(string id, string command, ErrorCategory category, string? target = "A") =>
        Add($"{id},FbaOutbound.Commands.{command}Command", category, target);

    private void Add(string fullId, ErrorCategory category, string? target = "A") =>
        new ReportInput(_report).Add(fullId, category, target, "It failed.", time: null, attempts: 0);
}
