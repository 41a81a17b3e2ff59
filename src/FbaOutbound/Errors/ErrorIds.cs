namespace FbaOutbound.Errors;

/// <summary>The ids of the errors: each is its own name, stands for one cause and never changes its meaning.</summary>
internal static class ErrorIds
{
    public const string AccessDenied = nameof(AccessDenied);
    public const string AddressMasked = nameof(AddressMasked);
    public const string ConnectionFailed = nameof(ConnectionFailed);
    public const string CredentialIncomplete = nameof(CredentialIncomplete);
    public const string CredentialRejected = nameof(CredentialRejected);
    public const string DeadlineReached = nameof(DeadlineReached);
    public const string IdentifierMissing = nameof(IdentifierMissing);
    public const string LabelBroken = nameof(LabelBroken);
    public const string LabelFileExists = nameof(LabelFileExists);
    public const string LabelMissing = nameof(LabelMissing);
    public const string LabelNotSaved = nameof(LabelNotSaved);
    public const string NotConnected = nameof(NotConnected);
    public const string NothingToChange = nameof(NothingToChange);
    public const string OfferMissing = nameof(OfferMissing);
    public const string OperationNotSupported = nameof(OperationNotSupported);
    public const string OperationTimeout = nameof(OperationTimeout);
    public const string OrderContentDiffers = nameof(OrderContentDiffers);
    public const string OrderEndedOtherwise = nameof(OrderEndedOtherwise);
    public const string OrderIdInvalid = nameof(OrderIdInvalid);
    public const string OrderIdMissing = nameof(OrderIdMissing);
    public const string OrderIdUsedByDeadOrder = nameof(OrderIdUsedByDeadOrder);
    public const string OrderInvalid = nameof(OrderInvalid);
    public const string OrderNotFound = nameof(OrderNotFound);
    public const string OrderOutcomeUnknown = nameof(OrderOutcomeUnknown);
    public const string ParameterInvalid = nameof(ParameterInvalid);
    public const string QuotaStoreUnusable = nameof(QuotaStoreUnusable);
    public const string RequestRefused = nameof(RequestRefused);
    public const string RequestThrottled = nameof(RequestThrottled);
    public const string RequestTimedOut = nameof(RequestTimedOut);
    public const string ResponseNotUnderstood = nameof(ResponseNotUnderstood);
    public const string ReturnInvalid = nameof(ReturnInvalid);
    public const string ReturnRefused = nameof(ReturnRefused);
    public const string SandboxOnly = nameof(SandboxOnly);
    public const string SandboxStateUnusable = nameof(SandboxStateUnusable);
    public const string ServiceUnavailable = nameof(ServiceUnavailable);
    public const string SessionClosed = nameof(SessionClosed);
    public const string SessionEnded = nameof(SessionEnded);
    public const string SessionMismatch = nameof(SessionMismatch);
    public const string SessionNameInUse = nameof(SessionNameInUse);
    public const string SessionNotFound = nameof(SessionNotFound);
    public const string SessionNotTransferable = nameof(SessionNotTransferable);
    public const string SettingInvalid = nameof(SettingInvalid);
    public const string ShipmentIdMissing = nameof(ShipmentIdMissing);
    public const string ShipmentNotFound = nameof(ShipmentNotFound);
    public const string ShipmentOutcomeUnknown = nameof(ShipmentOutcomeUnknown);
    public const string ShipmentRepeated = nameof(ShipmentRepeated);
    public const string UnexpectedFault = nameof(UnexpectedFault);
    public const string WaitTimedOut = nameof(WaitTimedOut);
}
