using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.OrderFiles.Words;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>Tells why an order or a line of it is not sent, by the rules of its format and by its age.</summary>
internal sealed class OrderRules(OrderCells cells, ShopWords words)
{
    private static readonly HashSet<SkipReason> s_dropped =
    [
        SkipReason.Cancelled, SkipReason.Refunded, SkipReason.Fulfilled, SkipReason.NotShippable, SkipReason.FulfilledByChannel,
        SkipReason.ShippedElsewhere,
    ];

    private static readonly TimeSpan s_maxAge = TimeSpan.FromDays(30);

    private readonly ImportOptions _options = cells.Options;

    /// <summary>The suffix of the id, where a part of the order was sent before; empty if it is the whole order's.</summary>
    public string Suffix { get; private set; } = "";

    /// <summary>The value of -Map that makes a known status of an unknown one; null if there is none.</summary>
    public string? StatusMap { get; private set; }

    /// <summary>
    /// The refunds for which it is not certain how many units are to be sent, as the file writes them; null if there are none.
    /// </summary>
    public string? Refunds { get; private set; }

    /// <summary>The same, each amount written in one way.</summary>
    public string? RefundValues { get; private set; }

    /// <summary>What says that a part of the order was shipped; null if no rule does.</summary>
    public string? Part { get; private set; }

    /// <summary>Whether this is said of the order, and of no line.</summary>
    public bool IsPartOfOrder { get; private set; }

    /// <summary>Whether a reason that a line has keeps only this line from being sent.</summary>
    public static bool IsOfLineAlone(SkipReason reason) => s_dropped.Contains(reason);

    /// <summary>Returns why the order is not sent; null if nothing but its lines may say so. The first rule that applies decides.</summary>
    public (SkipReason Reason, string? Detail)? OfOrder()
    {
        foreach (var rule in cells.Format.Rules)
        {
            if (!cells.Has(rule.Field) || (rule.Line && !(IsOfShipped(rule) && AreAllShipped()))
                || IsOff(rule, field => cells.Values(field).Select(value => value.Text)))
            {
                continue;
            }

            var values = cells.Binding.IsOfLine(rule.Field)
                ? [.. cells.Rows
                    .SelectMany(row => cells.Binding.TextsOfItem(rule.Field, row).Select(text => (Text: text, Row: row.Number)))
                    .GroupBy(value => value.Text).Select(same => same.First())]
                : cells.Values(rule.Field);
            if (Judge(rule, values, cells.Rows[0].Number, () => cells.Lines().Any(HasRefundedUnits)) is { } reason)
            {
                return reason;
            }
        }

        return _options.IgnoresAge ? null : OfAge();
    }

    /// <summary>Returns why a line is not sent, or the order because of it; null if it is.</summary>
    public (SkipReason Reason, string? Detail)? OfLine(OrderLine line)
    {
        foreach (var rule in cells.Format.Rules)
        {
            if (!rule.Line || !cells.Has(rule.Field)
                || IsOff(rule, field => cells.Binding.TextsOfItem(field, line.Row, line.Item)))
            {
                continue;
            }

            (string Text, long Row)[] values =
                [.. cells.Binding.TextsOfItem(rule.Field, line.Row, line.Item).Select(text => (text, line.Row.Number))];
            if (Judge(rule, values, line.Row.Number, () => HasRefundedUnits(line)) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>
    /// Skips an order of which a part was sent before, under the order's own id or another way, unless there is a suffix: the rest needs an
    /// id of its own.
    /// </summary>
    public (SkipReason Reason, string? Detail)? OfPart(string detail)
    {
        if (_options.IgnoresParts)
        {
            return null;
        }

        if (string.IsNullOrEmpty(_options.IdSuffix))
        {
            return (SkipReason.PartlyFulfilled, detail);
        }

        Suffix = _options.IdSuffix!;
        return null;
    }

    /// <summary>
    /// Whether nobody waits for the order: it is too old, or would be skipped for an ordinary reason, such as a hold, behind the first one.
    /// </summary>
    public bool IsLeft() => OfAge() is not null
        || cells.Format.Rules.Any(rule => !rule.Line && IsOrdinary(rule, field => cells.Values(field).Select(value => value.Text)))
        || cells.Rows.TrueForAll(row => cells.Format.Rules.Any(rule =>
            rule.Line && IsOrdinary(rule, field => cells.Binding.TextsOfItem(field, row))));

    // Whether another field keeps the rule from applying.
    private static bool IsOff(SendRule rule, Func<string, IEnumerable<string>> textsOf) =>
        rule.Unless is { } other && textsOf(other).Any(text => text.Length > 0 && !RuleBook.IsNo(text));

    private static bool IsOfShipped(SendRule rule) => rule.Line && rule.Test == RuleTest.Given && rule.Reason == SkipReason.Fulfilled;

    // Each line says so, or only a row about the order does.
    private bool AreAllShipped()
    {
        bool IsShipped(FileRow row) =>
            cells.Format.Rules.Any(rule => IsOfShipped(rule) && cells.Binding.OfItem(rule.Field, row).Length > 0);
        var lines = cells.Rows.FindAll(row => cells.HasItem(row));
        return lines.TrueForAll(IsShipped) || (!lines.Exists(IsShipped) && cells.Rows.Exists(IsShipped));
    }

    private (SkipReason Reason, string? Detail)? Judge(
        SendRule rule, IReadOnlyList<(string Text, long Row)> values, long row, Func<bool> hasRefundedUnits)
    {
        var texts = Decisive(rule, values.Select(value => value.Text));
        if (values.Any(value => SpreadsheetErrors.Contains(value.Text))
            || RuleBook.Of(rule, texts, cells.FileValues, hasRefundedUnits, _options.HoldWords) is not { } reason)
        {
            return null;
        }

        if (reason == SkipReason.QuantityUncertain)
        {
            Refunds = Append(Refunds, rule, texts);
            RefundValues = Append(RefundValues, rule, texts.Select(
                text => cells.FileValues.Number(text)?.ToString("G29", CultureInfo.InvariantCulture) ?? text));
        }

        if ((reason == SkipReason.QuantityUncertain && _options.IncludesUncertain)
            || (reason == SkipReason.AmazonOrder && _options.AllowsAmazonOrders)
            || (_options.IgnoresStops && reason.IsHeldBack() && !(rule.Line && IsOfLineAlone(reason))))
        {
            return null;
        }

        if (reason == SkipReason.UnknownStatus)
        {
            if (_options.IgnoresUnknown)
            {
                return null;
            }

            StatusMap = MapOf(rule, texts);
        }

        var (text, what) = RuleBook.WhyOf(rule, texts, reason, cells.FileValues, _options.HoldWords);
        var at = values.Where(value => value.Text == text).Select(value => value.Row).DefaultIfEmpty(row).First();
        var detail = FormattableString.Invariant(
            $"{cells.NameOf(rule.Field)} in row {at} {(reason == SkipReason.UnknownStatus ? $"has {Unknown(rule, texts)}" : what)}.");
        if (reason != SkipReason.PartlyFulfilled)
        {
            return (reason, detail);
        }

        Part ??= detail;
        IsPartOfOrder |= !rule.Line;
        return OfPart(detail);
    }

    private static string Append(string? list, SendRule rule, IEnumerable<string> texts) =>
        $"{(list is null ? "" : list + ";")}{rule.Field}={string.Join(",", texts)}";

    private string Unknown(SendRule rule, IReadOnlyList<string> texts) =>
        RuleBook.UnknownOf(rule, texts) is not { Length: > 0 } text ? "no value"
            : words.IsStatus(rule.Field, text, cells.Group) ? $"the unknown value '{text}'"
            : "an unknown value";

    private string? MapOf(SendRule rule, IReadOnlyList<string> texts)
    {
        if (RuleBook.KnownOf(rule) is not { } known)
        {
            return null;
        }

        // What says that something is not to be shipped is not to be made a word that ships it.
        var text = RuleBook.UnknownOf(rule, texts) ?? "";
        if (StatusWords.MayStop(text))
        {
            return null;
        }

        var shown = text.Length == 0 || words.IsStatus(rule.Field, text, cells.Group) ? text : "…";
        var column = $"$_.'{cells.NameOf(rule.Field).Replace("'", "''")}'";
        return $"@{{ {rule.Field} = {{ if ({column} -eq '{shown}') {{ '{known}' }} "
            + $"else {{ {column} }} }} }}";
    }

    private static bool HasRefundedUnits(OrderLine line) => FileValues.Units(line.Refunded) is not (null or 0)
        || (line.Remaining.Length > 0 && FileValues.Units(line.Remaining) != FileValues.Units(line.Quantity));

    private bool IsOrdinary(SendRule rule, Func<string, IEnumerable<string>> textsOf) => cells.Has(rule.Field) && !IsOff(rule, textsOf)
        && RuleBook.Of(rule, Decisive(rule, textsOf(rule.Field)), cells.FileValues, static () => false, _options.HoldWords) is { } reason
        && reason.ActionOf(isLeft: false, wasSent: false) is null && !(reason == SkipReason.AmazonOrder && _options.AllowsAmazonOrders);

    // A method that the user names in full is sent, whatever it says.
    private string[] Decisive(SendRule rule, IEnumerable<string> texts) =>
        [.. texts.Where(text => rule.Contains is not (RuleBook.Pickup or RuleBook.PreOrder) || !_options.SpeedMap.Names(text))];

    private (SkipReason Reason, string? Detail)? OfAge()
    {
        var dates = cells.Values("OrderDate");
        if (!_options.Ages(cells.Format) || dates.Count != 1 || cells.FileValues.Date(dates[0].Text, out _) is not { } date)
        {
            // What is wrong with the date is told with the order's other problems.
            return null;
        }

        // A day means the one that the shop shows.
        if (_options.After?.UtcDateTime is { } after)
        {
            var placed = after.TimeOfDay == TimeSpan.Zero && cells.FileValues.DayShown(dates[0].Text) is { } day
                ? day : date.Instant.UtcDateTime;
            if (placed < after)
            {
                return (
                    SkipReason.BeforeFirstImport,
                    FormattableString.Invariant($"The order was placed on {placed:yyyy-MM-dd}, before {after:yyyy-MM-dd}."));
            }
        }

        return _options.Time.GetUtcNow() - date.Instant > (_options.MaxAge ?? (cells.Format.AgesOrders ? s_maxAge : TimeSpan.MaxValue))
            ? (SkipReason.TooOld, FormattableString.Invariant($"The order was placed on {date.Instant:yyyy-MM-dd}."))
            : null;
    }
}
