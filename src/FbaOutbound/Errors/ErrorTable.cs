using System;
using System.Management.Automation;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Quota;
using FbaOutbound.Reports;
using FbaOutbound.Sessions;
using FbaOutbound.Settlement;
using FbaOutbound.Shipments;
using FbaOutbound.Tracking;

namespace FbaOutbound.Errors;

/// <summary>The one place that decides an error's id, category and advice from its cause.</summary>
internal static class ErrorTable
{
    /// <summary>Returns the error for an exception about one order, or about the whole command where the target is null.</summary>
    /// <param name="exception">The cause.</param>
    /// <param name="target">What the error is about.</param>
    /// <param name="source">The file and the rows that the order came from, if any.</param>
    public static CommandError From(Exception exception, string? target, OrderSource? source = null)
    {
        var (id, category, action) = Classify(exception);
        return new CommandError(
            exception is FbaException or OperationCanceledException ? exception : new DefectException(exception),
            id,
            category,
            target,
            action)
        {
            Place = source?.ToString(),
            SparesOthers = exception is OrderInputException or ChangeInputException,
        };
    }

    private static (string Id, ErrorCategory Category, string? Action) Classify(Exception exception) => exception switch
    {
        SessionChoiceException choice => Classify(choice),
        SessionClosedException => (ErrorIds.SessionClosed, ErrorCategory.ConnectionError, "Open a new session with Connect-FbaSession."),
        ProfileException => (ErrorIds.ProfileUnusable, ErrorCategory.ObjectNotFound, null),
        SessionNameInUseException => (ErrorIds.SessionNameInUse, ErrorCategory.ResourceExists, "Choose another -Name."),
        SettingException { IsCredential: true } => (ErrorIds.CredentialIncomplete, ErrorCategory.InvalidArgument, null),
        SettingException => (ErrorIds.SettingInvalid, ErrorCategory.InvalidArgument, null),
        SandboxStateException => (ErrorIds.SandboxStateUnusable, ErrorCategory.OpenError, null),
        LogFileException => (ErrorIds.LogFileUnusable, ErrorCategory.OpenError, null),
        QuotaStoreException => (ErrorIds.QuotaStoreUnusable, ErrorCategory.OpenError, null),
        OrderIdMissingException =>
            (ErrorIds.OrderIdMissing, ErrorCategory.InvalidArgument, "Pipe in ids, or objects with the property SellerFulfillmentOrderId."),
        OrderIdInvalidException or OtherOrderException => (ErrorIds.OrderIdInvalid, ErrorCategory.InvalidArgument, null),
        OrderInputException input =>
            (
                ErrorIds.OrderInvalid,
                ErrorCategory.InvalidData,
                input.IsOfRead ? "Correct the input and run the command again." : "Correct the input and send this order again."),
        ChangeInputException =>
            (ErrorIds.ChangeInvalid, ErrorCategory.InvalidData, "Correct the row and pipe it in again."),
        OrderNotExpressibleException => (ErrorIds.OrderNotExpressible, ErrorCategory.InvalidData, null),
        RejectFileException => (ErrorIds.RejectFileNotSaved, ErrorCategory.WriteError, null),
        TrackingException tracking => Classify(tracking),
        OrderFileException =>
            (ErrorIds.OrderFileInvalid, ErrorCategory.InvalidData, "Correct the file, or how it is read, and run the command again."),
        OrderRepeatedException => (ErrorIds.OrderRepeated, ErrorCategory.InvalidData, null),
        LateRowException =>
            (ErrorIds.OrderRowsLate, ErrorCategory.InvalidData, "Compare the order with its rows (Get-FbaFulfillmentOrder)."),
        InputMissingException => (ErrorIds.InputMissing, ErrorCategory.InvalidArgument, null),
        ParameterInvalidException => (ErrorIds.ParameterInvalid, ErrorCategory.InvalidArgument, null),
        NothingToChangeException => (ErrorIds.NothingToChange, ErrorCategory.InvalidArgument, null),
        OrderOutcomeUnknownException unknown => (ErrorIds.OrderOutcomeUnknown, ErrorCategory.InvalidResult, AdviceFor(unknown.Request)),
        OrderConflictException =>
            (
                ErrorIds.OrderContentDiffers,
                ErrorCategory.ResourceExists,
                "Compare the existing order (Get-FbaFulfillmentOrder) with the one you sent."),
        OrderIdUsedByDeadOrderException => (ErrorIds.OrderIdUsedByDeadOrder, ErrorCategory.ResourceExists, null),
        AddressMaskedException =>
            (ErrorIds.AddressMasked, ErrorCategory.PermissionDenied, "Give the whole address instead of -MergeAddress."),
        ShipmentIdMissingException =>
            (ErrorIds.ShipmentIdMissing, ErrorCategory.InvalidArgument, "Pipe in ids, or objects with the property ShipmentId."),
        ShipmentIdInvalidException => (
            ErrorIds.ShipmentIdInvalid, ErrorCategory.InvalidArgument, "Give the ShipmentId of a shipment, not the id of its order."),
        ShipmentOutcomeUnknownException unknown => (
            ErrorIds.ShipmentOutcomeUnknown, ErrorCategory.InvalidResult, AdviceForShipment(unknown.Request)),
        ShipmentCancelledException => (ErrorIds.ShipmentCancelled, ErrorCategory.ResourceExists, null),
        ShipmentNotReplacedException => (ErrorIds.ShipmentNotReplaced, ErrorCategory.InvalidOperation, null),
        ShipmentRepeatedException => (ErrorIds.ShipmentRepeated, ErrorCategory.InvalidOperation, null),
        OfferMissingException => (ErrorIds.OfferMissing, ErrorCategory.InvalidArgument, "Pipe in the output of Get-MfnShippingService."),
        LabelMissingException => (ErrorIds.LabelMissing, ErrorCategory.ObjectNotFound, null),
        LabelBrokenException => (ErrorIds.LabelBroken, ErrorCategory.InvalidData, "Run Save-MfnLabel again with the shipment's id, or use -Force."),
        LabelNotSavedException { FileExists: true } =>
            (ErrorIds.LabelFileExists, ErrorCategory.ResourceExists, "Use -Force to overwrite the file, or another -Path."),
        LabelNotSavedException => (ErrorIds.LabelNotSaved, ErrorCategory.WriteError, null),
        OperationNotSupportedException => (ErrorIds.OperationNotSupported, ErrorCategory.NotImplemented, null),
        NoSandboxServerException => (ErrorIds.SandboxServerNotFound, ErrorCategory.ObjectNotFound, null),
        SandboxServerException => (ErrorIds.SandboxServerNotStarted, ErrorCategory.OpenError, null),
        SandboxOnlyException => (ErrorIds.SandboxOnly, ErrorCategory.PermissionDenied, null),
        ReturnRefusedException =>
            (
                ErrorIds.ReturnRefused,
                ErrorCategory.InvalidData,
                "Get-FbaReturnReasonCode lists the reasons; Get-FbaFulfillmentOrder shows what was shipped and returned."),
        ReturnRepeatedException => (ErrorIds.ReturnRepeated, ErrorCategory.InvalidData, null),
        ReturnInputException => (ErrorIds.ReturnInvalid, ErrorCategory.InvalidData, null),
        IdentifierMissingException => (ErrorIds.IdentifierMissing, ErrorCategory.InvalidArgument, null),
        SkuNotFoundException => SkuNotFound,
        DeadlineReachedException =>
            (ErrorIds.DeadlineReached, ErrorCategory.OperationTimeout, "Run the same command again to process the rest."),
        OrderWaitException { IsHeld: true } =>
            WaitTimedOut("Release the order with Set-FbaFulfillmentOrder -Action Ship, or cancel it."),
        OrderWaitException { IsTimeout: true } => WaitTimedOut("Run the same command again to keep waiting."),
        OrderWaitException => (ErrorIds.OrderEndedOtherwise, ErrorCategory.InvalidResult, null),
        ReportException report => Classify(report),
        JournalException journal => Classify(journal),
        FbaServiceException service => Classify(service),
        OperationCanceledException => (ErrorIds.OperationTimeout, ErrorCategory.OperationTimeout, null),
        _ => (
            ErrorIds.UnexpectedFault,
            ErrorCategory.InvalidOperation,
            "This is a bug in FbaOutbound. Please report it with this message and the exception's stack trace."),
    };

    // Only a creation can be looked up afterwards. Everything else is safe to request again.
    private static string AdviceFor(string request) => request switch
    {
        RequestWords.Create => "Run Resolve-FbaFulfillmentOrder later; do not send the order under another id.",
        RequestWords.Return => "Run the same command again later; it does not return the same units twice.",
        _ => "Run the same command again later.",
    };

    private static string AdviceForShipment(string request) => request == RequestWords.Cancel
        ? "Check the status with Get-MfnShipment before you run the same command again."
        : "Look for the label in Seller Central before you try again: a second purchase would be charged as well.";

    private static (string Id, ErrorCategory Category, string? Action) SkuNotFound =>
        (ErrorIds.SkuNotFound, ErrorCategory.ObjectNotFound, "Get-FbaInventory without parameters lists the SKUs.");

    private static (string Id, ErrorCategory Category, string? Action) WaitTimedOut(string action) =>
        (ErrorIds.WaitTimedOut, ErrorCategory.OperationTimeout, action);

    private static (string Id, ErrorCategory Category, string? Action) Classify(SessionChoiceException choice) => choice.Problem switch
    {
        SessionChoiceProblem.NotConnected => (ErrorIds.NotConnected, ErrorCategory.ConnectionError, "Run Connect-FbaSession."),
        SessionChoiceProblem.Closed => (ErrorIds.SessionEnded, ErrorCategory.ConnectionError, "Run Connect-FbaSession."),
        SessionChoiceProblem.NotTransferable =>
            (ErrorIds.SessionNotTransferable, ErrorCategory.InvalidType, "Run Connect-FbaSession inside the job."),
        SessionChoiceProblem.Mismatch => (ErrorIds.SessionMismatch, ErrorCategory.InvalidArgument, null),
        _ => (ErrorIds.SessionNotFound, ErrorCategory.ObjectNotFound, "Get-FbaSession lists the open sessions."),
    };

    private static (string Id, ErrorCategory Category, string? Action) Classify(TrackingException tracking) => tracking.Problem switch
    {
        TrackingProblem.OrderIncomplete =>
            (ErrorIds.OrderIncomplete, ErrorCategory.InvalidArgument, "Read the orders with Get-FbaFulfillmentOrder -Detailed."),
        TrackingProblem.CarrierUnknown => (ErrorIds.CarrierUnknown, ErrorCategory.InvalidData, null),
        TrackingProblem.NotExpressible => (ErrorIds.ParcelNotExpressible, ErrorCategory.InvalidData, null),
        TrackingProblem.StateInUse =>
            (ErrorIds.TrackingStateInUse, ErrorCategory.ResourceBusy, "Wait until the other run has ended."),
        TrackingProblem.StateUnusable => (ErrorIds.TrackingStateUnusable, ErrorCategory.OpenError, null),
        TrackingProblem.FileExists => (ErrorIds.TrackingFileExists, ErrorCategory.ResourceExists, null),
        _ => (ErrorIds.TrackingFileNotSaved, ErrorCategory.WriteError, null),
    };

    private static (string Id, ErrorCategory Category, string? Action) Classify(ReportException report) => report.Fault switch
    {
        ReportFault.FileExists =>
            (ErrorIds.ReportFileExists, ErrorCategory.ResourceExists, "Use -Force to overwrite the file, or another -Path."),
        ReportFault.InputUnknown =>
            (ErrorIds.ReportInputUnknown, ErrorCategory.InvalidArgument, null),
        _ => (ErrorIds.ReportNotSaved, ErrorCategory.WriteError, null),
    };

    private static (string Id, ErrorCategory Category, string? Action) Classify(JournalException journal) => journal.Problem switch
    {
        JournalProblem.InUse =>
            (ErrorIds.JournalInUse, ErrorCategory.ResourceBusy, "Wait until the other run has finished, or use another journal."),
        JournalProblem.Damaged =>
            (ErrorIds.JournalDamaged, ErrorCategory.InvalidData, "Restore the file from a backup, or start a new journal."),
        JournalProblem.NewerFormat => (ErrorIds.JournalOfNewerFormat, ErrorCategory.InvalidData, "Update the module."),
        JournalProblem.OtherAccount =>
            (ErrorIds.JournalOfAnotherAccount, ErrorCategory.InvalidArgument, "Use a separate journal for each account."),
        JournalProblem.OtherVersion =>
            (
                ErrorIds.JournalOfAnotherVersion,
                ErrorCategory.InvalidArgument,
                "Connect with the journal's -ApiVersion, or start a new journal."),
        JournalProblem.OtherShop =>
            (ErrorIds.JournalOfAnotherShop, ErrorCategory.InvalidArgument, "Use the -IdPrefix of the first import, or a separate journal."),
        JournalProblem.StoppedInShop => (ErrorIds.OrderStoppedInShop, ErrorCategory.InvalidData, "Check the order in the shop."),
        JournalProblem.OtherContent or JournalProblem.OtherChange or JournalProblem.OtherPackage =>
            (
                ErrorIds.JournalContentDiffers,
                ErrorCategory.ResourceExists,
                journal.Problem switch
                {
                    JournalProblem.OtherContent =>
                        "Compare your input with the existing order. Only a different order needs a different id.",
                    JournalProblem.OtherChange => "Repeat the same input, or use a new journal for another change.",
                    _ => "Run Get-MfnShipment with the shipment's id to get its label again; use another journal for another package.",
                }),
        _ => (ErrorIds.JournalUnusable, ErrorCategory.OpenError, null),
    };

    private static (string Id, ErrorCategory Category, string? Action) Classify(FbaServiceException service) => service switch
    {
        FbaCredentialException => (ErrorIds.CredentialRejected, ErrorCategory.AuthenticationError, null),
        FbaProxyException { AreCredentialsRefused: true } =>
            (ErrorIds.ProxyCredentialsRejected, ErrorCategory.AuthenticationError, "Correct the proxy's user name and password, and connect again."),
        FbaProxyException =>
            (ErrorIds.ProxyCredentialsMissing, ErrorCategory.AuthenticationError, "Connect again with -Proxy and -ProxyCredential."),
        FbaConnectionException => (ErrorIds.ConnectionFailed, ErrorCategory.ConnectionError, null),
        FbaThrottledException => (ErrorIds.RequestThrottled, ErrorCategory.QuotaExceeded, null),
        FbaTimeoutException => (ErrorIds.RequestTimedOut, ErrorCategory.OperationTimeout, null),
        { IsNotFound: true, About: SubjectKind.Order } => (ErrorIds.OrderNotFound, ErrorCategory.ObjectNotFound, null),
        { IsNotFound: true, About: SubjectKind.Package } =>
            (ErrorIds.PackageNotFound, ErrorCategory.ObjectNotFound, "Get-FbaFulfillmentOrder shows the packages of an order."),
        { IsNotFound: true, About: SubjectKind.Shipment } => (ErrorIds.ShipmentNotFound, ErrorCategory.ObjectNotFound, null),
        { IsNotFound: true, About: SubjectKind.Sku } => SkuNotFound,
        { IsAccessDenied: true } or { StatusCode: 401 or 403 } => (ErrorIds.AccessDenied, ErrorCategory.PermissionDenied, null),
        { StatusCode: >= 500 } => (ErrorIds.ServiceUnavailable, ErrorCategory.ResourceUnavailable, "Try again later."),
        { Outcome: RequestOutcome.Refused } =>
            (
                ErrorIds.RequestRefused,
                ErrorCategory.InvalidArgument,
                service.About == SubjectKind.Offer
                    ? "Correct what the message names. Get-MfnSellerInput lists the additional fields that a service requires."
                    : null),
        _ => (ErrorIds.ResponseNotUnderstood, ErrorCategory.ProtocolError, null),
    };
}
