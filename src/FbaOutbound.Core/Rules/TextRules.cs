using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Texts;

namespace FbaOutbound.Rules;

/// <summary>The rules of the texts and words that an order and an update share.</summary>
internal static class TextRules
{
    public const int LongestOrderId = 40;
    private const int LongestEmail = 64;
    private const int LongestName = 50;
    private const int ShortestPhone = 9;

    private static readonly Regex s_email = new(@"^[^@\s]+@[^@\s]+\.[^@\s.]+$", RegexOptions.CultureInvariant);

    public static void OrderId(ProblemList problems, string? id)
    {
        const string Member = nameof(FulfillmentOrder.SellerFulfillmentOrderId);
        if (string.IsNullOrWhiteSpace(id))
        {
            problems.Error(ProblemCodes.OrderIdInvalid, Member, "is missing or blank: give the order's id");
        }
        else if (id!.Trim().Length > LongestOrderId)
        {
            problems.Error(ProblemCodes.OrderIdInvalid, Member, System.FormattableString.Invariant(
                $"has {id.Trim().Length} characters; at most {LongestOrderId} are allowed"));
        }
        else if (TextFlaw.Of(id.Trim(), TextUse.Id) is { } flaw)
        {
            problems.Error(ProblemCodes.OrderIdInvalid, Member, flaw);
        }
        else if (id.Trim().Trim('.').Length == 0)
        {
            // In the path of a URL such a segment means the folder above, escaped or not.
            problems.Error(
                ProblemCodes.OrderIdInvalid, Member, "consists of dots only and cannot be part of a URL: use another id");
        }
    }

    /// <summary>
    /// Whether a text has only characters of ISO 8859-1. Lost characters and halves of a pair do not count: they are reported as such.
    /// </summary>
    public static bool IsWestern(string text) =>
        TextFlaw.OfCharacters(text, TextUse.Lines) == TextFlaw.Encoding || text.All(character => character <= '\u00FF');

    public static void DisplayableId(ProblemList problems, string? id)
    {
        const string Member = nameof(FulfillmentOrder.DisplayableOrderId);
        if (id is null)
        {
            return;
        }

        var trimmed = id.Trim();
        problems.Optional(trimmed, Member, LongestOrderId);
        if (trimmed.Contains("  "))
        {
            problems.Error(ProblemCodes.TextInvalid, Member, "has two spaces in a row: use one");
        }

        if (!IsWestern(trimmed))
        {
            problems.Error(
                ProblemCodes.TextInvalid, Member, "contains a character outside ISO 8859-1: use only Western European characters");
        }
    }

    public static void Emails(ProblemList problems, IReadOnlyList<string> emails)
    {
        for (var i = 0; i < emails.Count; i++)
        {
            var member = System.FormattableString.Invariant($"{nameof(FulfillmentOrder.NotificationEmails)}[{i}]");
            var email = emails[i] ?? "";
            problems.Required(email, member, LongestEmail);
            var at = email.IndexOf('@');
            if (email.Trim().Length > 0
                && (at <= 0 || at == email.Length - 1 || at != email.LastIndexOf('@') || email.Trim().IndexOf(' ') >= 0))
            {
                problems.Error(ProblemCodes.EmailInvalid, member, "is not an email address: use name@host, and separate several with ';'");
            }
        }
    }

    public static void Features(ProblemList problems, IReadOnlyList<FeatureConstraint> features)
    {
        for (var i = 0; i < features.Count; i++)
        {
            var member = System.FormattableString.Invariant($"{nameof(FulfillmentOrder.FeatureConstraints)}[{i}]");
            problems.Required(features[i].FeatureName, member + ".FeatureName");
            problems.Word(features[i].FeatureFulfillmentPolicy, member + ".FeatureFulfillmentPolicy", ["Required", "NotRequired"]);
        }
    }

    public static void Address(ProblemList problems, Address address, OrderContext context)
    {
        const string Member = nameof(FulfillmentOrder.DestinationAddress) + ".";
        Name(problems, address.Name, Member + nameof(address.Name), context);
        problems.Required(address.AddressLine1, Member + nameof(address.AddressLine1));
        problems.Optional(address.AddressLine2, Member + nameof(address.AddressLine2));
        problems.Optional(address.AddressLine3, Member + nameof(address.AddressLine3));
        problems.Optional(address.DistrictOrCounty, Member + nameof(address.DistrictOrCounty));
        problems.Optional(address.StateOrRegion, Member + nameof(address.StateOrRegion));
        if (string.IsNullOrWhiteSpace(address.PostalCode) && PostalCodes.HasNone(address.CountryCode))
        {
            problems.Error(
                ProblemCodes.MemberMissing,
                Member + nameof(address.PostalCode),
                "is required by Amazon even for countries without postal codes: use a placeholder such as 00000");
        }
        else
        {
            problems.Required(address.PostalCode, Member + nameof(address.PostalCode));
        }

        problems.PostalCode(address.PostalCode, address.CountryCode, address.StateOrRegion, Member + nameof(address.PostalCode));
        problems.Required(address.CountryCode, Member + nameof(address.CountryCode));
        problems.Country(address.CountryCode, Member + nameof(address.CountryCode));
        StateRules.CheckDestination(
            problems, address.CountryCode, address.StateOrRegion, address.PostalCode, Member + nameof(address.StateOrRegion));
        problems.Optional(address.Phone, Member + nameof(address.Phone));
        if (!string.IsNullOrWhiteSpace(address.Phone)
            && !address.Phone!.Any(char.IsDigit) && TextFlaw.Of(address.Phone!, TextUse.Number) is null)
        {
            problems.Error(
                ProblemCodes.TextInvalid, Member + nameof(address.Phone), "has no digits: give a phone number, or leave it empty");
        }

        NameOf(problems, address.Name, address, Member + nameof(address.Name), "recipient");
        City(problems, address, Member + nameof(address.City));
        Street(problems, address, Member + nameof(address.AddressLine1));
    }

    private static void Street(ProblemList problems, Address address, string member)
    {
        if (address.AddressLine1?.Trim() is not { Length: > 0 } line)
        {
            return;
        }

        var isAlone = string.IsNullOrWhiteSpace(address.AddressLine2)
            && string.IsNullOrWhiteSpace(address.AddressLine3)
            && string.IsNullOrWhiteSpace(address.DistrictOrCounty);
        if (FlawOfName(line, address, "street address") is { } flaw)
        {
            problems.Error(ProblemCodes.AddressInvalid, member, flaw);
        }
        else if (!HasLetter(line) && IsPhone(line, address.Phone))
        {
            problems.Error(ProblemCodes.AddressInvalid, member, "is the phone number, not a street address: give the street address");
        }
        else if (isAlone && !HasLetter(line) && !IsBlockInJapan(line, address))
        {
            problems.Error(ProblemCodes.AddressInvalid, member, "has no letters and looks like a number: give the street address");
        }
        else if (isAlone && ProblemList.Is(line, address.City?.Trim() ?? ""))
        {
            const string SameAsCity = "is the same as the city, and there is no other address line: give the street address";

            // Villages in Ireland have no streets, and a postal code of Ireland belongs to one address.
            if (ProblemList.Is(address.CountryCode, "IE"))
            {
                problems.Warning(ProblemCodes.AddressInvalid, member, SameAsCity);
            }
            else
            {
                problems.Error(ProblemCodes.AddressInvalid, member, SameAsCity);
            }
        }
    }

    // A number in the national form lacks the country's code.
    private static bool IsPhone(string line, string? phone)
    {
        var (digits, known) = (Digits(line), Digits(phone ?? ""));
        return digits.Length >= ShortestPhone && known.EndsWith(digits.TrimStart('0'), System.StringComparison.Ordinal);
    }

    // The city and the district can be in StateOrRegion there, before the numbers of the block and the house. A phone number is longer.
    private static bool IsBlockInJapan(string line, Address address) =>
        ProblemList.Is(address.CountryCode, "JP") && Digits(line).Length < ShortestPhone;

    private static string Digits(string text) => string.Concat(text.Where(char.IsDigit));

    private static void NameOf(ProblemList problems, string? text, Address address, string member, string what)
    {
        if (text?.Trim() is { Length: > 0 } given && FlawOfName(given, address, what) is { } flaw)
        {
            problems.Error(ProblemCodes.NameInvalid, member, flaw);
        }
    }

    private static void City(ProblemList problems, Address address, string member)
    {
        NameOf(problems, address.City, address, member, "city");
        if (PostalCodes.IsIn(address.City ?? "", address.PostalCode ?? "", address.CountryCode)
            && !ProblemList.Is(address.City?.Trim(), address.PostalCode?.Trim() ?? ""))
        {
            problems.Warning(
                ProblemCodes.AddressInvalid, member, "contains the postal code, so the label has it twice: give the city alone");
        }
    }

    // What belongs into another column. The town 1770 in Queensland is the only one that is a number.
    private static string? FlawOfName(string text, Address address, string what) =>
        text.IndexOf('@') > 0 && s_email.IsMatch(text)
            ? $"is an email address, not a {what}: give the {what}, and use NotificationEmail for the email address"
        : CountryNames.Is(text, address.CountryCode) ? $"is the country, not a {what}: give the {what}"
        : ProblemList.Is(text, address.PostalCode?.Trim() ?? "") ? $"is the postal code, not a {what}: give the {what}"
        : what == "city" && !HasLetter(text) && !(text == "1770" && ProblemList.Is(address.CountryCode, "AU"))
        ? "has no letters and looks like a number: give the city"
        : null;

    /// <summary>
    /// A number in place of the recipient is usually the order number, from a column that is named Name in the shop's file.
    /// </summary>
    public static void Recipient(ProblemList problems, FulfillmentOrder order)
    {
        if (order.DestinationAddress?.Name?.Trim() is not { Length: > 0 } name)
        {
            return;
        }

        const string Member = nameof(FulfillmentOrder.DestinationAddress) + "." + nameof(Orders.Address.Name);
        const string Correction = "give the column with the recipient's name";
        if (IsNumber(name, order.SellerFulfillmentOrderId) || IsNumber(name, order.DisplayableOrderId))
        {
            problems.Error(ProblemCodes.NameInvalid, Member, $"is the order number, not a recipient: {Correction}");
        }
        else if (order.Items.Any(item => ProblemList.Is(item.SellerSku, name)))
        {
            problems.Error(ProblemCodes.NameInvalid, Member, $"is the SKU of an item, not a recipient: {Correction}");
        }
        else if (!HasLetter(name))
        {
            problems.Error(ProblemCodes.NameInvalid, Member, $"has no letters and looks like a number: {Correction}");
        }
    }

    private static bool IsNumber(string name, string? id) =>
        !string.IsNullOrWhiteSpace(id)
            && string.Equals(name.TrimStart('#'), id!.Trim().TrimStart('#'), System.StringComparison.OrdinalIgnoreCase);

    private static bool HasLetter(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsLetter(name, i))
            {
                return true;
            }
        }

        return false;
    }

    // The page of MWS limits names; the model of the Selling Partner API says nothing, and the service behind both is one.
    private static void Name(ProblemList problems, string? name, string member, OrderContext context)
    {
        problems.Required(name, member, context.Rules.LongestName ?? int.MaxValue);
        if (context.Rules.LongestName is null && name?.Trim().Length > LongestName)
        {
            problems.Warning(ProblemCodes.TextTooLong, member, System.FormattableString.Invariant(
                $"has {name.Trim().Length} characters: MWS allowed {LongestName}, and Amazon does not document whether the Selling Partner API accepts more"));
        }
    }

    /// <summary>The city is required everywhere but in Japan, if it is not to be used.</summary>
    public static void City(ProblemList problems, Address address, OrderContext context)
    {
        const string Member = nameof(FulfillmentOrder.DestinationAddress) + "." + nameof(address.City);
        var isInJapan = ProblemList.Is(address.CountryCode, "JP");
        if (!isInJapan)
        {
            problems.Required(address.City, Member);
        }
        else if (!string.IsNullOrWhiteSpace(address.City))
        {
            const string Message = "is not used in Japan: put the city in StateOrRegion or an address line";
            if (context.Rules.RefusesCityInJapan)
            {
                problems.Error(ProblemCodes.CityNotUsed, Member, Message);
            }
            else
            {
                problems.Optional(address.City, Member);
                problems.Warning(ProblemCodes.CityNotUsed, Member, Message);
            }
        }
    }
}
