namespace FbaOutbound.Orders;

/// <summary>The words of the receipts' outcomes; the receipts say what each means.</summary>
internal static class Outcomes
{
    public const string Created = nameof(Created);
    public const string Accepted = nameof(Accepted);
    public const string AlreadyExisted = nameof(AlreadyExisted);
    public const string NotFound = nameof(NotFound);

    public const string Updated = nameof(Updated);

    public const string PartlyCreated = nameof(PartlyCreated);

    public const string CancelRequested = nameof(CancelRequested);
    public const string Cancelled = nameof(Cancelled);
    public const string PartlyCancelled = nameof(PartlyCancelled);
    public const string NotCancelled = nameof(NotCancelled);
}

/// <summary>What a receipt's outcome rests on.</summary>
internal static class ConfirmedBy
{
    public const string Answer = nameof(Answer);
    public const string ReadBack = nameof(ReadBack);
    public const string Journal = nameof(Journal);
}

/// <summary>The words for what was requested, in errors about an unknown outcome.</summary>
internal static class RequestWords
{
    public const string Create = nameof(Create);
    public const string Update = nameof(Update);
    public const string Cancel = nameof(Cancel);
    public const string Return = nameof(Return);
    public const string Purchase = nameof(Purchase);
}

/// <summary>How much a difference between two orders weighs.</summary>
internal static class DifferenceKind
{
    public const string Conflict = nameof(Conflict);
    public const string Minor = nameof(Minor);
    public const string NotComparable = nameof(NotComparable);
}
