using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Rows;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>An order with values that cannot be read: what the rules say of the others belongs in the same error.</summary>
internal static class PartlyRead
{
    // What these say compares several values, and one of them may be a value that cannot be read.
    private static readonly HashSet<string> s_ofSeveral = new(StringComparer.Ordinal)
    {
        ProblemCodes.CityNotUsed, ProblemCodes.CodInvalid, ProblemCodes.CurrencyInvalid, ProblemCodes.DeliveryWindowInvalid,
        ProblemCodes.HoldNotAllowed, ProblemCodes.ItemsMissing, ProblemCodes.NotInMarketplace, ProblemCodes.NotInVersion,
    };

    /// <summary>Returns the errors that do not come from a value that cannot be read.</summary>
    /// <param name="found">What the rules say of the order without these values, each with its row.</param>
    /// <param name="unread">The values that cannot be read.</param>
    public static IEnumerable<OrderProblem> Others(IEnumerable<OrderProblem> found, IReadOnlyList<RowProblem> unread)
    {
        var columns = unread.Select(problem => ColumnOf(problem.Column)).ToList();
        var areTexts = columns.TrueForAll(column => column is { Kind: CellKind.Text } && column != OrderColumns.MarketplaceId);
        var isCountryUnread = columns.Contains(OrderColumns.CountryCode);
        var areIdsUnread = columns.Contains(OrderColumns.SellerFulfillmentOrderItemId);
        return found.Where(problem => problem.Severity == ProblemSeverity.Error
            && (areTexts || !s_ofSeveral.Contains(problem.Code))
            && !(isCountryUnread && IsOfCountry(problem.Member))
            && !(areIdsUnread && problem.Code == ProblemCodes.ItemIdRepeated)
            && !unread.Any(one => IsAbout(problem, one)));
    }

    private static bool IsOfCountry(string member) => member is "DestinationAddress.City" or "DestinationAddress.StateOrRegion"
        or "DestinationAddress.PostalCode";

    private static bool IsAbout(OrderProblem problem, RowProblem unread)
    {
        var column = ColumnOf(unread.Column);
        var (item, name) = Split(unread.Column);
        var (itemOfProblem, member) = Split(problem.Member);
        return (item == itemOfProblem || (item.Length == 0 && column?.Scope == ColumnScope.Item && unread.Row == problem.Row))
            && (column?.Member ?? name) is var other && (Covers(member, other) || Covers(other, member));
    }

    private static bool Covers(string whole, string part) => part.StartsWith(whole, StringComparison.Ordinal)
        && (part.Length == whole.Length || part[whole.Length] is '.' or '[');

    private static OrderColumn? ColumnOf(string name) => OrderColumns.Find(name.Substring(name.LastIndexOf('.') + 1));

    private static (string Item, string Member) Split(string member) =>
        member.StartsWith("Items[", StringComparison.Ordinal) && member.IndexOf("].", StringComparison.Ordinal) is > 0 and var end
            ? (member.Substring(0, end + 1), member.Substring(end + 2))
            : ("", member);
}
