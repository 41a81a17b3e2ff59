
namespace FbaOutbound.Services;

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
    public const string AddressInvalid = nameof(AddressInvalid);
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
    public const string OrderRepeated = nameof(OrderRepeated);
    public const string OrderIdResembles = nameof(OrderIdResembles);
    public const string StockShort = nameof(StockShort);
    public const string StockUnknown = nameof(StockUnknown);
    public const string PreviewUnfulfillable = nameof(PreviewUnfulfillable);
    public const string PreviewRefused = nameof(PreviewRefused);
    public const string FeatureUnavailable = nameof(FeatureUnavailable);
}
