namespace FbaOutbound.Rules;

/// <summary>Whether a problem refuses the order or is only worth saying.</summary>
public enum ProblemSeverity
{
    /// <summary>The order is not sent.</summary>
    Error,

    /// <summary>The order is sent.</summary>
    Warning,
}

/// <summary>Something that is known to be wrong with an order before a request is spent.</summary>
public sealed record OrderProblem
{
    /// <summary>What kind of problem it is, such as <c>MemberMissing</c> or <c>NotInVersion</c>.</summary>
    public string Code { get; init; } = "";

    /// <summary>The member, such as <c>Items[1].Quantity</c>.</summary>
    public string Member { get; init; } = "";

    /// <summary>What is wrong and what to do. It names the member and never holds what belongs to a recipient.</summary>
    public string Message { get; init; } = "";

    /// <summary>The service page that states the rule.</summary>
    public string Page { get; init; } = "";

    /// <summary>The number of the row that the member came from, from 1; 0 where there were no rows.</summary>
    public long Row { get; init; }

    /// <summary>Whether the problem refuses the order.</summary>
    public ProblemSeverity Severity { get; init; }

    /// <summary>Returns the message.</summary>
    public override string ToString() => Message;
}

/// <summary>The codes of problems, each equal to its own name.</summary>
internal static class ProblemCodes
{
    public const string MemberMissing = nameof(MemberMissing);
    public const string TextTooLong = nameof(TextTooLong);
    public const string TextInvalid = nameof(TextInvalid);
    public const string WordUnknown = nameof(WordUnknown);
    public const string OrderIdInvalid = nameof(OrderIdInvalid);
    public const string ItemsMissing = nameof(ItemsMissing);
    public const string ItemIdRepeated = nameof(ItemIdRepeated);
    public const string QuantityInvalid = nameof(QuantityInvalid);
    public const string NameInvalid = nameof(NameInvalid);
    public const string PostalCodeInvalid = nameof(PostalCodeInvalid);
    public const string TextRepaired = nameof(TextRepaired);
    public const string CountryCodeInvalid = nameof(CountryCodeInvalid);
    public const string StateInvalid = nameof(StateInvalid);
    public const string ItemIdInvalid = nameof(ItemIdInvalid);
    public const string DateInvalid = nameof(DateInvalid);
    public const string CurrencyInvalid = nameof(CurrencyInvalid);
    public const string EmailInvalid = nameof(EmailInvalid);
    public const string CityNotUsed = nameof(CityNotUsed);
    public const string DeliveryWindowInvalid = nameof(DeliveryWindowInvalid);
    public const string HoldNotAllowed = nameof(HoldNotAllowed);
    public const string NotInMarketplace = nameof(NotInMarketplace);
    public const string NotInVersion = nameof(NotInVersion);
    public const string RowInvalid = nameof(RowInvalid);
    public const string CodInvalid = nameof(CodInvalid);
    public const string OrderLarge = nameof(OrderLarge);
    public const string GoodsRepeated = nameof(GoodsRepeated);
    public const string RowRepeated = nameof(RowRepeated);
    public const string OrderIdResembles = nameof(OrderIdResembles);
}
