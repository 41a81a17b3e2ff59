using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>Why an order is held back, of which the journal records parts as sent.</summary>
/// <param name="journal">What the journal knows of the orders.</param>
/// <param name="findings">What the user is told.</param>
/// <param name="includesUncertain">Whether the user wants orders of uncertain quantities anyway.</param>
internal sealed class HeldReason(JournaledOrders journal, SentFindings findings, bool includesUncertain)
{
    // Amazon may have shipped a part of it and given up the rest.
    private const string NotShipped = "Get-FbaFulfillmentOrder shows what Amazon shipped. To send units again that it will not ship, import the order "
        + "with -IdSuffix and without -Journal, check its units, and pipe it to New-FbaFulfillmentOrder with -Journal.";

    /// <summary>Returns why an order is held back of which a part went out, perhaps under another number.</summary>
    public (SkipReason Reason, string Detail) OfOther(ImportOutcome outcome, SentPart part, IReadOnlyList<SentPart> parts)
    {
        if (!part.IsRenumbered)
        {
            return OfPart(part, parts, $"{Was(part, "It")} as '{part.Id.Id}'");
        }

        var how = $"{Was(part, $"'{outcome.Id}'")} as '{part.Id.Id}'";
        findings.Add(FindingKind.Renumbered, how);
        return OfPart(part, parts, $"Order {how}");
    }

    private static string Was(SentPart part, string what) => part.IsUncertain ? $"{what} may have been sent" : $"{what} was sent";

    /// <summary>Returns why a part is held back that went out. Its id stays used: a cancellation may have come too late.</summary>
    public (SkipReason Reason, string Detail) OfPart(SentPart part, IReadOnlyList<SentPart> parts, string detail)
    {
        if (!part.IsCancelled)
        {
            return (SkipReason.AlreadySent, $"{detail}.");
        }

        if (AgainOf(part, parts) is { } again)
        {
            var how = again.IsUncertain ? "it may have been sent again" : IsCovered(part, again) ? "it was sent again" : "it may have been sent again, in whole or in part,";
            return (SkipReason.AlreadySent, $"{detail}, its cancellation was requested, and {how} as '{again.Id.Id}'.");
        }

        findings.Add(FindingKind.Cancelled, part.Id.Id);
        return (SkipReason.AlreadySent, $"{detail}, and its cancellation was requested.");
    }

    /// <summary>Returns what Amazon ships in the place of a cancelled part: it has all of the lines, or may have some of them.</summary>
    public static SentPart? AgainOf(SentPart part, IReadOnlyList<SentPart> parts) => parts
        .Where(other => !other.IsCancelled && other.Id != part.Id
            && (part.Id.Suffix.Length == 0 || IsCovered(part, other) || !(other.FirstSent < part.FirstSent)))
        .OrderBy(other => IsCovered(part, other)).ThenBy(other => other.FirstSent ?? DateTimeOffset.MinValue).LastOrDefault();

    private static bool IsCovered(SentPart part, SentPart other) => part.Lines is { } lines && other.Lines is { } sent
        && SentContent.LineChanges([sent], lines, isPart: true).Count == 0;

    /// <summary>
    /// Units that went out under another id of the order must not go out again. Returns why the rest is held back, or null if it is not.
    /// </summary>
    public (SkipReason Reason, string Detail)? OfRest(ImportOutcome outcome, ImportedId own, IReadOnlyList<SentPart> others)
    {
        if (others.FirstOrDefault(other => other.Id.Base != own.Base) is { } same)
        {
            return OfOther(outcome, same, others);
        }

        var now = outcome.Order is { } order ? SentContent.LinesOf(order) ?? [] : [];
        foreach (var other in others)
        {
            if (other.Lines is null)
            {
                return OfPart(other, others, $"{Was(other, $"Order '{other.Id.Id}'")}, but the journal does not show which lines it contained");
            }

            var names = new LineNames(other, outcome.Source.Format, now, journal.Edits.HasOnly(outcome.Source.Format));
            if (names.Again().Select(line => FormattableString.Invariant($"{line.Units} of {line.Name}")).ToList() is { Count: > 0 } again)
            {
                var (reason, detail) = OfPart(
                    other, others, $"{Was(other, $"Order '{other.Id.Id}'")} to Amazon with {string.Join(", ", again)}");
                return (reason, other.IsCancelled || other.IsUncertain ? detail : $"{detail} {NotShipped}");
            }

            if (includesUncertain)
            {
                continue;
            }

            if (!names.AreComparable)
            {
                return (
                    SkipReason.QuantityUncertain,
                    $"Order '{other.Id.Id}' was sent, perhaps from a file that names lines in another way, so it is unknown which of these "
                        + "lines it contained.");
            }

            if (Renamed(other, [.. now.Keys]) is var (then, renamed))
            {
                return (
                    SkipReason.QuantityUncertain,
                    $"{then} was sent as '{other.Id.Id}', and {renamed} may be the same line with another spelling of its SKU.");
            }
        }

        return null;
    }

    // A line that differs from one that was sent only in marks, unless the order has both.
    private static (string Then, string Now)? Renamed(SentPart part, List<string> lines)
    {
        foreach (var then in part.Lines!.Keys)
        {
            if (lines.Find(line => OrderNumbers.LettersAndDigits(line) == OrderNumbers.LettersAndDigits(then)) is { } now)
            {
                return (then, now);
            }
        }

        return null;
    }
}
