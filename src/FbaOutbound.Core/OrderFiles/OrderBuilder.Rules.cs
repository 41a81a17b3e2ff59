using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles;

/// <content>Which orders are not sent, by what their rows say of them.</content>
internal sealed partial class OrderBuilder
{
    private sealed partial class Work
    {
        private string? ReadId()
        {
            if (group.Key.Length == 0)
            {
                Problem(FirstRow, "Key", group.IsSum ? SumRow.Fault : "is blank, so the row belongs to no order");
                return null;
            }

            if (Cell.Read(OrderColumns.SellerFulfillmentOrderId.Form, group.Key, out var fault) is null)
            {
                Problem(FirstRow, "Key", fault ?? "is blank");
                return null;
            }

            if (OrderNumbers.FlawOf(_format, group.Key, isMapped: _options.Map.Has("Key")) is { } flaw)
            {
                Problem(FirstRow, "Key", flaw);
                return null;
            }

            // What is to be cancelled has the id that Amazon knows.
            return _format.Cancels ? group.Key : _options.IdPrefix?.Trim() + group.Key;
        }

        // Rows of the own format that were refused come back with their whole ids.
        private string? Prefix() =>
            _options.IdPrefix?.Trim() is { Length: > 0 } prefix ? prefix : _format.IsOwn ? null : "";

        // A file that was appended to itself has the rows of each order several times, and would send a multiple of the goods.
        private FileRow? RepeatedAt()
        {
            var rows = group.Rows;
            for (var length = 1; length <= rows.Count / 2; length++)
            {
                if (rows.Count % length == 0
                    && Enumerable.Range(length, rows.Count - length).All(i => rows[i].Cells.SequenceEqual(rows[i - length].Cells)))
                {
                    return rows[length];
                }
            }

            return null;
        }

        // Two lines of an order can be the same, and a row can be there twice by mistake.
        private (long First, long Second)? SameRows()
        {
            if (group.Rows.Count == 1 || _format.Items.Kind != ItemKind.Rows)
            {
                return null;
            }

            // In our own columns, the recipient can stand in the first row alone.
            string[] fields = !_format.IsOwn ? []
                : [.. OrderColumns.OfItem.Select(column => ColumnMap.FieldOf(column.Name)).Where(owner.Binding.Has)];
            var sent = new HashSet<long>(_itemRows);
            var same = group.Rows.FindAll(row => sent.Contains(row.Number))
                .GroupBy(
                    row => string.Join("\0", _format.IsOwn ? fields.Select(field => owner.Binding.OfItem(field, row)) : row.Cells),
                    row => row.Number)
                .FirstOrDefault(rows => rows.Count() > 1);
            return same is null ? null : (same.First(), same.ElementAt(1));
        }

        // One line with two states comes of two exports in one file: the newer one may have cancelled it.
        private (FileRow First, FileRow Second)? RepeatedLine()
        {
            var ids = _format.Items.LineId.Count;
            if (group.Rows.Count == 1 || ids == 0 || _format.Items.Kind != ItemKind.Rows)
            {
                return null;
            }

            var twice = group.Rows.Select(row => (Row: row, Keys: LineKeys(row, item: 0)))
                .Where(line => line.Keys.Length == ids)
                .GroupBy(line => string.Join("\n", line.Keys), line => line.Row, StringComparer.Ordinal)
                .FirstOrDefault(rows => rows.Count() > 1);
            return twice is null ? null : (twice.First(), twice.ElementAt(1));
        }

        // The shop's own id stands in the first row of an order, or in all rows where the user filled them. Formats of which each row has
        // it can have a SKU in two lines.
        private long? BeginsTwice()
        {
            var first = group.Rows.FindAll(row => owner.Binding.OfOrder("ShopId", row).Length > 0);
            if (first.Count < 2)
            {
                return null;
            }

            var skus = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            return first.Count < group.Rows.Count ? first[1].Number
                : !_format.Required.Contains("ShopId") ? null
                : first.Find(row => owner.Binding.OfItem("Sku", row) is { Length: > 0 } sku && !skus.Add(sku))?.Number;
        }

        // A number that two orders have must not make one order of them, whatever either one's state is.
        private string? SeveralOrders()
        {
            foreach (var field in (string[])["ShopId", "Store"])
            {
                if (owner.Binding.Values(field, group.Rows) is { Count: > 1 } values)
                {
                    return FormattableString.Invariant($"rows {values[0].Row} and {values[1].Row} belong to two orders with the same ")
                        + $"{NameOf("Key")} but a different {NameOf(field)}, so neither is sent. Send them with New-FbaFulfillmentOrder, each with "
                        + "its own id";
                }
            }

            return null;
        }

        // The first rule that applies decides.
        private (SkipReason Reason, string? Detail)? OrderReason()
        {
            foreach (var rule in _format.Rules)
            {
                if (!owner.Binding.Has(rule.Field) || (rule.Line && !(IsOfShipped(rule) && AreAllShipped()))
                    || (rule.Unless is { } other && owner.Binding.Values(other, group.Rows).Count > 0))
                {
                    continue;
                }

                var values = owner.Binding.IsOfLine(rule.Field)
                    ? [.. group.Rows
                        .SelectMany(row => owner.Binding.TextsOfItem(rule.Field, row).Select(text => (Text: text, Row: row.Number)))
                        .GroupBy(value => value.Text).Select(same => same.First())]
                    : owner.Binding.Values(rule.Field, group.Rows);
                if (Judge(rule, values, FirstRow, () => Lines().Any(HasRefundedUnits)) is { } reason)
                {
                    return reason;
                }
            }

            return _options.IgnoresAge ? null : AgeReason();
        }

        // What the shop has stopped is stopped whatever else is wrong with its rows: Amazon may have it. Cells that may stand in the wrong
        // columns say nothing, and of two versions the older one may be on hold.
        private (SkipReason Reason, string? Detail)? StopDespiteErrors()
        {
            if (_format.Cancels || group.Rows.Exists(row => row.Doubt is not null))
            {
                return null;
            }

            List<string> problems = [.. _problems];
            _problems.Clear();
            var reason = OrderReason() ?? ReadLines();
            _problems.Clear();
            _problems.AddRange(problems);
            _suffix = "";
            return reason is var (stop, _) && (stop.IsLasting() || (!_hasVersions && stop.IsStopped()
                && stop is not (SkipReason.UnknownStatus or SkipReason.QuantityUncertain))) ? reason : null;
        }

        private static bool IsOfShipped(SendRule rule) =>
            rule.Line && rule.Test == RuleTest.Given && rule.Reason == SkipReason.Fulfilled;

        // Each line says so, or only a row about the order does.
        private bool AreAllShipped()
        {
            bool IsShipped(FileRow row) => _format.Rules.Any(rule => IsOfShipped(rule) && owner.Binding.OfItem(rule.Field, row).Length > 0);
            var lines = group.Rows.FindAll(row =>
                _format.Items.When.Count == 0 || _format.Items.When.Any(field => owner.Binding.OfItem(field, row).Length > 0));
            return lines.TrueForAll(IsShipped) || (!lines.Exists(IsShipped) && group.Rows.Exists(IsShipped));
        }

        private (SkipReason Reason, string? Detail)? Judge(
            SendRule rule, IReadOnlyList<(string Text, long Row)> values, long row, Func<bool> hasRefundedUnits)
        {
            var texts = Decisive(rule, values.Select(value => value.Text));
            if (values.Any(value => SpreadsheetErrors.Contains(value.Text))
                || RuleBook.Of(rule, texts, _values, hasRefundedUnits, _options.HoldWords) is not { } reason)
            {
                return null;
            }

            if (reason == SkipReason.QuantityUncertain)
            {
                _refunds.Add($"{rule.Field}={string.Join(",", texts)}");
                _refundValues.Add($"{rule.Field}={string.Join(",", texts.Select(
                    text => _values.Number(text)?.ToString("G29", CultureInfo.InvariantCulture) ?? text))}");
            }

            if ((reason == SkipReason.QuantityUncertain && _options.IncludesUncertain)
                || (reason == SkipReason.AmazonOrder && _options.AllowsAmazonOrders)
                || (_options.IgnoresStops && reason.IsHeldBack() && !(rule.Line && s_dropped.Contains(reason))))
            {
                return null;
            }

            if (reason == SkipReason.UnknownStatus)
            {
                if (_options.IgnoresUnknown)
                {
                    return null;
                }

                _statusMap = MapOf(rule, texts);
            }

            var (text, what) = RuleBook.WhyOf(rule, texts, reason, _values, _options.HoldWords);
            var at = values.Where(value => value.Text == text).Select(value => value.Row).DefaultIfEmpty(row).First();
            var detail = FormattableString.Invariant(
                $"{NameOf(rule.Field)} in row {at} {(reason == SkipReason.UnknownStatus ? $"has {Unknown(rule, texts)}" : what)}.");
            if (reason == SkipReason.PartlyFulfilled)
            {
                _part ??= detail;
                _isPartOfOrder |= !rule.Line;
            }

            return reason == SkipReason.PartlyFulfilled ? Held(detail) : (reason, detail);
        }

        private string Unknown(SendRule rule, IReadOnlyList<string> texts) =>
            RuleBook.UnknownOf(rule, texts) is not { Length: > 0 } text ? "no value"
                : owner._words.IsStatus(rule.Field, text, group) ? $"the unknown value '{text}'"
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

            var shown = text.Length == 0 || owner._words.IsStatus(rule.Field, text, group) ? text : "…";
            var column = $"$_.'{NameOf(rule.Field).Replace("'", "''")}'";
            return $"@{{ {rule.Field} = {{ if ({column} -eq '{shown}') {{ '{known}' }} "
                + $"else {{ {column} }} }} }}";
        }

        private static bool HasRefundedUnits(OrderLine line) => FileValues.Units(line.Refunded) is not (null or 0)
            || (line.Remaining.Length > 0 && FileValues.Units(line.Remaining) != FileValues.Units(line.Quantity));

        // What is too old waits for nobody, nor does what would be skipped for an ordinary reason, such as a hold, behind the first one.
        private bool IsLeft() => AgeReason() is not null
            || _format.Rules.Any(rule =>
                !rule.Line && IsOrdinary(rule, owner.Binding.Values(rule.Field, group.Rows).Select(value => value.Text)))
            || group.Rows.TrueForAll(row => _format.Rules.Any(rule =>
                rule.Line && IsOrdinary(rule, owner.Binding.TextsOfItem(rule.Field, row))));

        private bool IsOrdinary(SendRule rule, IEnumerable<string> texts) => owner.Binding.Has(rule.Field)
            && !(rule.Unless is { } other && owner.Binding.Values(other, group.Rows).Count > 0)
            && RuleBook.Of(rule, Decisive(rule, texts), _values, static () => false, _options.HoldWords) is { } reason
            && reason.ActionOf(isLeft: false, wasSent: false) is null && !(reason == SkipReason.AmazonOrder && _options.AllowsAmazonOrders);

        // A method that the user names in full is sent, whatever it says.
        private string[] Decisive(SendRule rule, IEnumerable<string> texts) =>
            [.. texts.Where(text => rule.Contains != RuleBook.Pickup || !_options.SpeedMap.Names(text))];

        private (SkipReason Reason, string? Detail)? AgeReason()
        {
            var dates = owner.Binding.Values("OrderDate", group.Rows);
            if (!_options.Ages(_format) || dates.Count != 1 || _values.Date(dates[0].Text, out _) is not { } date)
            {
                // What is wrong with the date is told with the order's other problems.
                return null;
            }

            // A day means the one that the shop shows.
            if (_options.After?.UtcDateTime is { } after)
            {
                var placed = after.TimeOfDay == TimeSpan.Zero && _values.DayShown(dates[0].Text) is { } day
                    ? day : date.Instant.UtcDateTime;
                if (placed < after)
                {
                    return (
                        SkipReason.BeforeFirstImport,
                        FormattableString.Invariant($"The order was placed on {placed:yyyy-MM-dd}, before {after:yyyy-MM-dd}."));
                }
            }

            return _options.Time.GetUtcNow() - date.Instant > (_options.MaxAge ?? (_format.AgesOrders ? s_maxAge : TimeSpan.MaxValue))
                ? (SkipReason.TooOld, FormattableString.Invariant($"The order was placed on {date.Instant:yyyy-MM-dd}."))
                : null;
        }
    }
}
