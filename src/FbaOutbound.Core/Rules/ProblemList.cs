using System;
using System.Collections.Generic;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Services;
using FbaOutbound.Texts;

namespace FbaOutbound.Rules;

/// <summary>Collects problems, and knows the rules that many members share.</summary>
internal sealed class ProblemList(string page)
{
    private const string Iso3166 = "ISO 3166-1 alpha-2";

    private readonly List<OrderProblem> _problems = [];

    public IReadOnlyList<OrderProblem> Problems => _problems;

    /// <summary>What stands before the names of the members that follow, such as <c>Items[0].</c>; empty for those of an order.</summary>
    public string Within { get; set; } = "";

    /// <summary>How a message calls an item: a place in a list counts from 0, and the item's id is the user's.</summary>
    public static string NameOf(FulfillmentOrderItem item) => $"Item '{item.SellerFulfillmentOrderItemId}'";

    public void Error(string code, string member, string message, string? otherPage = null) =>
        Add(code, member, message, otherPage, ProblemSeverity.Error);

    public void Warning(string code, string member, string message, string? otherPage = null) =>
        Add(code, member, message, otherPage, ProblemSeverity.Warning);

    /// <summary>Refuses a text that is missing, too long or not fit to be sent.</summary>
    public void Required(string? text, string member, int longest = int.MaxValue)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Error(ProblemCodes.MemberMissing, member, "is required: give a value");
            return;
        }

        Optional(text, member, longest);
    }

    /// <summary>Refuses a text that is too long or not fit to be sent.</summary>
    public void Optional(string? text, string member, int longest = int.MaxValue)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length > longest)
        {
            Error(
                ProblemCodes.TextTooLong,
                member,
                FormattableString.Invariant($"has {text.Length} characters; at most {longest} are allowed: shorten it"));
        }

        if (TextFlaw.Of(text, TextUses.OfMember(member)) is { } flaw)
        {
            Error(ProblemCodes.TextInvalid, member, flaw);
        }
    }

    public void Word(string? word, string member, IReadOnlyList<string> words)
    {
        if (!string.IsNullOrWhiteSpace(word) && Cell.WordIn(word!.Trim(), words, out var fault, Offending.Word) is null)
        {
            Error(ProblemCodes.WordUnknown, member, fault!);
        }
    }

    public void Country(string? code, string member)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return;
        }

        if (!IsLetters(code!, 2))
        {
            Error(ProblemCodes.CountryCodeInvalid, member, "is not a country code: use two letters (ISO 3166-1), such as US");
        }
        else if (Is(code, "UK"))
        {
            Warning(ProblemCodes.CountryCodeInvalid, member, "is UK, which is not an ISO 3166-1 code: the United Kingdom is GB", Iso3166);
        }
        else if (!CountryCodes.IsKnown(code!))
        {
            Warning(
                ProblemCodes.CountryCodeInvalid,
                member,
                $"is {code!.ToUpperInvariant()}, which is not an ISO 3166-1 code: check it",
                Iso3166);
        }
    }

    /// <summary>Refuses a postal code that none of the country can be.</summary>
    public void PostalCode(string? postalCode, string? countryCode, string? stateOrRegion, string member)
    {
        if (PostalCodes.FlawOf(postalCode, countryCode, stateOrRegion) is { } flaw)
        {
            Error(ProblemCodes.PostalCodeInvalid, member, flaw);
        }
    }

    public void Currency(Money? money, string member)
    {
        if (money is not null && (money.CurrencyCode is null || !IsLetters(money.CurrencyCode, 3)))
        {
            Error(ProblemCodes.CurrencyInvalid, member, string.IsNullOrWhiteSpace(money.CurrencyCode)
                ? "has no currency, and the marketplace's currency is unknown: give Currency"
                : "has no valid currency: use three letters (ISO 4217), such as USD");
        }

        if (money is { Value: < 0 })
        {
            Error(ProblemCodes.QuantityInvalid, member, "is below 0: give an amount of 0 or more");
        }

        if (money is { CurrencyCode: { } code } && DecimalsFlaw(money.Value, code.ToUpperInvariant()) is { } flaw)
        {
            Error(ProblemCodes.CurrencyInvalid, member, flaw);
        }
    }

    // 1.250 may be 1.25, or 1,250 as half of Europe writes it.
    private static string? DecimalsFlaw(decimal value, string code)
    {
        const string Separator = "and the point may be meant as a thousands separator";
        var isAmbiguous = Scale(value) == 3;
        if (Currencies.HasNoDecimals(code))
        {
            var more = isAmbiguous ? ", " + Separator : "";
            return isAmbiguous || value != decimal.Truncate(value)
                ? FormattableString.Invariant($"is {value}, but {code} has no decimals{more}: give a whole number, such as 1250")
                : null;
        }

        return isAmbiguous && !Currencies.HasThreeDecimals(code)
            ? FormattableString.Invariant(
                $"is {value}, which has three decimals, more than {code} allows, {Separator}: give two decimals, such as 1.25 or 1250.00")
            : null;
    }

    private static int Scale(decimal value) => (decimal.GetBits(value)[3] >> 16) & 0xFF;

    public static bool Is(string? value, string word) => string.Equals(value?.Trim(), word, StringComparison.OrdinalIgnoreCase);

    private static bool IsLetters(string text, int count)
    {
        foreach (var character in text)
        {
            if (character is not ((>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))
            {
                return false;
            }
        }

        return text.Length == count;
    }

    // A message starts with its member, so that it can stand alone in a list of problems.
    private void Add(string code, string member, string message, string? otherPage, ProblemSeverity severity) =>
        _problems.Add(new OrderProblem
    {
        Code = code,
        Member = Within + member,
        Message = $"{Within}{member} {message}.",
        Page = otherPage ?? page,
        Severity = severity,
    });
}
