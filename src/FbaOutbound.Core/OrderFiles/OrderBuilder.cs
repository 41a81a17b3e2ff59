using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles;

/// <summary>Makes of the rows of one order what becomes of it.</summary>
/// <param name="options">How the file is read.</param>
/// <param name="binding">The columns of the file.</param>
/// <param name="groups">All orders of the file.</param>
internal sealed class OrderBuilder(ImportOptions options, TableBinding binding, IReadOnlyList<OrderGroup> groups)
{
    private static readonly HashSet<SkipReason> s_dropped =
    [
        SkipReason.Cancelled, SkipReason.Refunded, SkipReason.Fulfilled, SkipReason.NotShippable, SkipReason.FulfilledByChannel,
        SkipReason.ShippedElsewhere,
    ];

    // The fields of an order that are read in a way of their own.
    private static readonly HashSet<string> s_special = new(StringComparer.Ordinal)
    {
        nameof(OrderColumns.Name), nameof(OrderColumns.AddressLine1), nameof(OrderColumns.AddressLine2), nameof(OrderColumns.AddressLine3),
        nameof(OrderColumns.City), nameof(OrderColumns.PostalCode), nameof(OrderColumns.StateOrRegion), nameof(OrderColumns.CountryCode),
        nameof(OrderColumns.Phone),
    };

    private const int MostLines = 5;

    private static readonly string[] s_block =
        ["Name", "FirstName", "LastName", "Company", "AddressLine1", "AddressLine2", "City", "PostalCode", "StateOrRegion", "CountryCode"];

    private readonly OrderFormat _format = binding.Format;
    private readonly FileValues _values = new(binding.Format, options.Culture);

    private readonly GuessedEncoding _encoding = new(binding, groups);

    private readonly ShopWords _words = new(binding, groups);

    private OrderTotals? _totals;
    private bool _lacksLines;
    private bool _isScanned;

    public ImportOutcome Build(OrderGroup group) => new Build1(this, group, options).Run();

    // Whether an order of the file certainly lacks lines. What took them away may have taken those of other orders, too.
    private bool LacksLines()
    {
        if (!_lacksLines && !_isScanned)
        {
            _isScanned = true;
            for (var i = 0; i < groups.Count && !_lacksLines; i++)
            {
                if (groups[i].Rows.Count > 0)
                {
                    Build(groups[i]);
                }
            }
        }

        return _lacksLines;
    }

    private static bool IsGiven(string? text) => !string.IsNullOrEmpty(text);

    /// <summary>The work on one order.</summary>
    private sealed class Build1(OrderBuilder owner, OrderGroup group, ImportOptions options)
    {
        private readonly ImportOptions _options = options;
        private readonly OrderFormat _format = owner._format;
        private readonly FileValues _values = owner._values;
        private readonly List<string> _problems = [];
        private readonly List<SkippedLine> _lines = [];

        // What a shop may not count among the goods of the order, such as a tip.
        private readonly HashSet<OrderLine> _leftOut = [];

        private readonly List<FulfillmentOrderItem> _items = [];
        private string _id = "";
        private string _suffix = "";
        private readonly Dictionary<string, ShopLine> _shopLines = new(StringComparer.Ordinal);
        private string? _currency;
        private string? _implausible;
        private string? _unreadTotal;
        private readonly List<string> _refunds = [];
        private readonly List<long> _itemRows = [];
        private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
        private string? _statusMap;
        private string? _part;
        private bool _isUnknownPart;

        private string Id => _id + _suffix;

        private long FirstRow => group.Rows[0].Number;

        public ImportOutcome Run()
        {
            var outcome = Make() with { Suffix = _suffix };
            return _suffix.Length > 0 && _options.Import is not null ? outcome with { Whole = Again(isUncertain: true) } : outcome;
        }

        private ImportOutcome Make()
        {
            var source = new OrderSource
            {
                File = owner.Binding.Path, Format = _format.Name, ShopOrderId = group.Key,
                Rows = [.. group.Rows.Select(row => row.Number)], Import = _options.Import, ShopId = ShopId(),
            };
            if (ReadId() is not { } id)
            {
                return new ImportOutcome("", source) { Problems = _problems };
            }

            _id = id;
            if (SeveralOrders() is { } several)
            {
                return new ImportOutcome(_id, source) { Problems = [several], IsSeveralOrders = true };
            }

            foreach (var row in group.Rows)
            {
                if (owner.Binding.BrokenColumn(row) is { } column)
                {
                    _problems.Add(FormattableString.Invariant(
                        $"row {row.Number}, {column}: contains a spreadsheet error, such as #N/A: correct it in the spreadsheet, and export it again"));
                }
            }

            if (!_format.IsOwn && group.Rows.Find(row => row.IsShort) is { } cut)
            {
                _problems.Add(FormattableString.Invariant(
                    $"row {cut.Number} has fewer cells than the header, so what its last columns say is unknown: export the file again"));
            }

            if (group.Rows.Find(row => row.Doubt is not null) is { } doubtful)
            {
                _problems.Add(FormattableString.Invariant($"row {doubtful.Number} {doubtful.Doubt}"));
            }

            if (group.StrayRow is { } stray)
            {
                _problems.Add(FormattableString.Invariant(
                    $"row {stray}, below this order, has no {NameOf("Key")}, so it may be a line of this order: fill it in, or export the file again"));
            }

            if (!_format.IsOwn && !_format.Cancels && RepeatedAt() is { } repeated)
            {
                _problems.Add(FormattableString.Invariant(
                    $"row {repeated.Number} is where the order's rows start to repeat, so the file contains the order twice: remove the repeated rows"));
            }
            else if (BeginsTwice() is { } second)
            {
                _problems.Add(FormattableString.Invariant(
                    $"row {second} begins the order again, so the file contains it twice, perhaps with changes: import the newest file alone"));
            }
            else if (!_format.IsOwn && RepeatedLine() is var (one, same))
            {
                _problems.Add(FormattableString.Invariant($"rows {one.Number} and {same.Number} are the same line of the order")
                    + (one.Cells.SequenceEqual(same.Cells)
                        ? ", which the file contains twice: remove one of them" : " with different values: import the newest file alone"));
            }

            if (_problems.Count > 0)
            {
                return new ImportOutcome(Id, source)
                {
                    Problems = _problems, IsDoubtful = group.Rows.Exists(row => (row.IsShort && !_format.IsOwn) || row.Doubt is not null),
                };
            }

            var reason = _format.Cancels ? (SkipReason.CancelListed, (string?)"The file lists orders to cancel.") : OrderReason();
            if (reason is var (why, detail))
            {
                return Skip(source, why, detail);
            }

            if (ReadLines() is var (lineReason, lineDetail))
            {
                return Skip(source, lineReason, lineDetail);
            }

            var outcome = BuildOrder(source);
            return _problems.Count > 0
                ? new ImportOutcome(Id, source) { Problems = [.. _problems.Distinct()] }
                : Uncertain() is { } uncertain ? Skip(source, SkipReason.QuantityUncertain, uncertain)
                : outcome;
        }

        private ImportOutcome Skip(OrderSource source, SkipReason reason, string? detail)
        {
            var isUncertain = reason == SkipReason.QuantityUncertain;
            var outcome = (new ImportOutcome(Id, source) with { StatusMap = _statusMap }).AsSkipped(reason, detail) with
            {
                UnknownRest = isUncertain && _isUnknownPart ? Again(isUncertain, isPart: false) : null,
            };
            var isPart = reason == SkipReason.PartlyFulfilled;
            return _options.Import is null || !(isUncertain || isPart || reason is SkipReason.TooOld or SkipReason.BeforeFirstImport)
                ? outcome
                : outcome with { Whole = Again(isUncertain || isPart, isPart), Rest = isPart ? Rest : null };
        }

        private ImportOutcome Rest(string suffix, bool ignoresAge) => new Build1(
            owner, group,
            ignoresAge ? _options with { IdSuffix = suffix, IgnoresAge = true, IncludesUncertain = true }
                : _options with { IdSuffix = suffix }).Run();

        private Func<ImportOutcome> Again(bool isUncertain, bool isPart = true) => () =>
        {
            var all = _options with
            {
                IgnoresAge = true, IncludesUncertain = isUncertain || _options.IncludesUncertain, IgnoresParts = isPart,
            };
            return new Build1(owner, group, all).Run();
        };

        // Returns why it is not certain how many units are to be sent; null if it is, or the user has looked.
        private string? Uncertain() => _options.IncludesUncertain ? null
            : owner.Binding.MissingUnits is { } missing ? $"The file has no column '{missing}', which would show refunds."
            : _implausible;

        private string? ReadId()
        {
            if (group.Key.Length == 0)
            {
                Problem(FirstRow, "Key", "is blank, so the row belongs to no order");
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

            return _options.IdPrefix?.Trim() + group.Key;
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

        // The shop's own id stands in the first row of an order, or in all rows where the user filled them.
        private long? BeginsTwice()
        {
            var first = group.Rows.FindAll(row => owner.Binding.OfOrder("ShopId", row).Length > 0);
            if (first.Count < 2)
            {
                return null;
            }

            var skus = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            return first.Count < group.Rows.Count ? first[1].Number
                : first.Find(row => owner.Binding.OfItem("Sku", row) is { Length: > 0 } sku && !skus.Add(sku))?.Number;
        }

        // A number that a spreadsheet has written another way says nothing.
        private string? ShopId() => owner.Binding.Values("ShopId", group.Rows) is { Count: 1 } values && values[0].Text.All(char.IsDigit)
            ? values[0].Text : null;

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
                    ? [.. group.Rows.Select(row => (Text: owner.Binding.OfItem(rule.Field, row), Row: row.Number))
                        .Where(value => value.Text.Length > 0).GroupBy(value => value.Text).Select(same => same.First())]
                    : owner.Binding.Values(rule.Field, group.Rows);
                if (Judge(rule, values, FirstRow, () => Lines().Any(HasRefundedUnits)) is { } reason)
                {
                    return reason;
                }
            }

            return _format.AgesOrders && !_options.IgnoresAge ? AgeReason() : null;
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
            string[] texts =
            [
                .. values.Select(value => value.Text).Where(text => rule.Contains != RuleBook.Pickup || !_options.SpeedMap.Names(text)),
            ];
            if (RuleBook.Of(rule, texts, _values, hasRefundedUnits, _options.HoldWords) is not { } reason)
            {
                return null;
            }

            if (reason == SkipReason.QuantityUncertain)
            {
                _refunds.Add($"{rule.Field}={string.Join(",", texts)}");
            }

            if ((reason == SkipReason.QuantityUncertain && _options.IncludesUncertain)
                || (reason == SkipReason.AmazonOrder && _options.AllowsAmazonOrders))
            {
                return null;
            }

            if (reason == SkipReason.UnknownStatus)
            {
                _statusMap = MapOf(rule, texts);
            }

            var (text, what) = RuleBook.WhyOf(rule, texts, reason, _values, _options.HoldWords);
            var at = values.Where(value => value.Text == text).Select(value => value.Row).DefaultIfEmpty(row).First();
            var detail = FormattableString.Invariant(
                $"{NameOf(rule.Field)} in row {at} {(reason == SkipReason.UnknownStatus ? $"has {Unknown(rule, texts)}" : what)}.");
            if (reason == SkipReason.PartlyFulfilled && !rule.Line)
            {
                _part ??= detail;
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

        private (SkipReason Reason, string? Detail)? AgeReason()
        {
            var dates = owner.Binding.Values("OrderDate", group.Rows);
            if (dates.Count != 1 || _values.Date(dates[0].Text, out _) is not { } date)
            {
                // What is wrong with the date is told with the order's other problems.
                return null;
            }

            // A day means the one that the shop shows.
            var after = _options.After!.Value.UtcDateTime;
            var placed = after.TimeOfDay == TimeSpan.Zero && _values.DayShown(dates[0].Text) is { } day ? day : date.Instant.UtcDateTime;
            if (placed < after)
            {
                return (
                    SkipReason.BeforeFirstImport,
                    FormattableString.Invariant($"The order was placed on {placed:yyyy-MM-dd}, before {after:yyyy-MM-dd}."));
            }

            return _options.Time.GetUtcNow() - date.Instant > _options.MaxAge
                ? (SkipReason.TooOld, FormattableString.Invariant($"The order was placed on {date.Instant:yyyy-MM-dd}."))
                : null;
        }

        // Returns why the whole order is not sent, if a line says so.
        private (SkipReason Reason, string? Detail)? ReadLines()
        {
            var place = 0;
            var sum = 0L;
            var lines = new List<OrderLine>(group.Rows.Count);
            foreach (var line in Lines())
            {
                place++;
                lines.Add(line);
                if (ReadLine(line, place, ref sum) is { } held)
                {
                    return held;
                }
            }

            CheckSum(sum);
            CheckNumbers();
            CheckTotals(lines);
            if (place == 0 && _problems.Count == 0)
            {
                _problems.Add(FormattableString.Invariant($"row {FirstRow}: the order has no items"));
            }
            else if (_items.Count == 0 && _problems.Count == 0)
            {
                var reasons = _lines.Select(line => line.SkipReason).Distinct().ToList();
                return (reasons.Find(reason => reason != SkipReason.NotShippable) is var other && reasons.Contains(other)
                    ? other
                    : SkipReason.NotShippable, $"No line is left to ship: {LeftOut(_lines)}.");
            }

            if (_lines.FindAll(line => line.SkipReason == SkipReason.Fulfilled) is { Count: > 0 } fulfilled)
            {
                return Held($"Part of the order was shipped: {LeftOut(fulfilled)}.");
            }

            if (_suffix.Length > 0)
            {
                _isUnknownPart = true;
                _implausible ??= $"{_part} No line is marked as shipped, so it is unknown which of them are left.";
            }

            return null;
        }

        // A part of the order was sent before, under the order's own id or another way: the rest needs an id of its own.
        private (SkipReason Reason, string? Detail)? Held(string detail)
        {
            if (_options.IgnoresParts)
            {
                return null;
            }

            if (!IsGiven(_options.IdSuffix))
            {
                return (SkipReason.PartlyFulfilled, detail);
            }

            _suffix = _options.IdSuffix!;
            return null;
        }

        private static string LeftOut(List<SkippedLine> lines) =>
            string.Join(", ", lines.Take(MostLines).Select(line => FormattableString.Invariant($"row {line.Row} {line.SkipReason}")))
                + (lines.Count > MostLines ? FormattableString.Invariant($" and {lines.Count - MostLines} more") : "");

        private IEnumerable<OrderLine> Lines()
        {
            foreach (var row in group.Rows)
            {
                foreach (var slot in owner.Binding.CellSlots)
                {
                    var cell = row.Cells[slot];
                    if (cell.Length == 0)
                    {
                        continue;
                    }

                    var column = owner.Binding.ColumnOf(slot);
                    if (ItemCells.Read(cell, _format.Items, out var fault) is not { } items)
                    {
                        _problems.Add(FormattableString.Invariant(
                            $"row {row.Number}, {column}: a cell with items cannot be read completely: {fault}"));
                        continue;
                    }

                    foreach (var (sku, quantity, refunded, text) in items)
                    {
                        yield return new OrderLine(row, 0, sku, quantity, refunded, "", text, column);
                    }
                }

                for (var item = 0; item < owner.Binding.ItemsPerRow; item++)
                {
                    string Text(string field) => owner.Binding.OfItem(field, row, item);
                    if (_format.Items.When.Count == 0 || _format.Items.When.Any(field => Text(field).Length > 0))
                    {
                        yield return new OrderLine(
                            row, item, Text("Sku"), Text("Quantity"), Text("RefundedQuantity"), Text("RemainingQuantity"));
                    }
                }
            }
        }

        private (SkipReason Reason, string? Detail)? ReadLine(OrderLine line, int place, ref long sum)
        {
            if (!_options.IncludesUncertain
                && Prices(line).FirstOrDefault(price => _values.IsNegative(price.Text) is null) is { Field: { } field })
            {
                return (SkipReason.QuantityUncertain, FormattableString.Invariant(
                    $"{NameOf(field)} in row {line.Row.Number} begins or ends with a minus sign, but is not an amount."));
            }

            if (IsDiscount(line))
            {
                sum += FileValues.Units(line.Quantity) ?? 0;
                Drop(line, SkipReason.NotShippable);
                return null;
            }

            foreach (var rule in _format.Rules)
            {
                if (!rule.Line || !owner.Binding.Has(rule.Field))
                {
                    continue;
                }

                var text = owner.Binding.OfItem(rule.Field, line.Row, line.Item);
                (string Text, long Row)[] values = text.Length == 0 ? [] : [(text, line.Row.Number)];
                if (Judge(rule, values, line.Row.Number, () => HasRefundedUnits(line)) is not var (reason, detail))
                {
                    continue;
                }

                if (!s_dropped.Contains(reason))
                {
                    return (reason, detail);
                }

                sum += FileValues.Units(line.Quantity) ?? 0;
                Drop(line, reason);
                return null;
            }

            if (Units(line) is not { } units)
            {
                return null;
            }

            sum += FileValues.Units(line.Quantity) ?? 0;
            if (units == 0)
            {
                Drop(line, SkipReason.Refunded);
                return null;
            }

            AddItems(line, place, units);
            return null;
        }

        // A negative price is never that of goods; with a negative quantity it is a refund, and what it takes back is not known.
        private bool IsDiscount(OrderLine line) => (line.Quantity.Length == 0 || FileValues.Units(line.Quantity) >= 0)
            && Prices(line).Any(price => _values.IsNegative(price.Text) == true);

        private IEnumerable<(string Field, string Text)> Prices(OrderLine line) => _format.Items.Prices
            .Select(field => (field, owner.Totals.TextOf(line, field) ?? "")).Where(price => price.Item2.Length > 0);

        private void Drop(OrderLine line, SkipReason reason)
        {
            _lines.Add(new SkippedLine { OrderId = Id, Sku = line.Sku, SkipReason = reason, Row = line.Row.Number });
            if (reason != SkipReason.ShippedElsewhere)
            {
                _leftOut.Add(line);
            }
        }

        // The units that are still to be shipped; null where the line says none.
        private int? Units(OrderLine line)
        {
            if (FileValues.Units(line.Quantity) is not { } units || units < 1)
            {
                Problem(line, "Quantity", line.Quantity.Length == 0
                    ? "is blank: give the number of units"
                    : "is not a number of units: use a whole number of 1 or more, in digits only");
                return null;
            }

            if (line.Refunded.Length > 0)
            {
                // WooCommerce writes them negative.
                if (FileValues.Units(line.Refunded) is not { } refunded || Math.Abs((long)refunded) > units)
                {
                    Problem(line, "RefundedQuantity", "is not a number of units, or is more than the line has");
                    return null;
                }

                units -= Math.Abs(refunded);
            }

            if (line.Remaining.Length > 0)
            {
                if (FileValues.Units(line.Remaining) is not { } remaining || remaining < 0 || remaining > units)
                {
                    Problem(line, "RemainingQuantity", "is not a number of units, or is more than the line has");
                    return null;
                }

                units = remaining;
            }
            else if (owner.Binding.Has("RemainingQuantity"))
            {
                Problem(line, "RemainingQuantity", "is blank, so it is unknown how many units are still to be shipped");
                return null;
            }

            return units;
        }

        private void AddItems(OrderLine line, int place, int units)
        {
            var row = line.Row.Number;
            var values = new object?[OrderColumns.OfItem.Count];
            foreach (var column in OrderColumns.OfItem)
            {
                if (column != OrderColumns.Currency && column != OrderColumns.Quantity && owner.Binding.Has(column.Name))
                {
                    values[column.Index] = Read(column, column.Name, owner.Binding.OfItem(column.Name, line.Row, line.Item), row);
                }
            }

            // The SKU map knows what is meant; nothing was lost but leading zeros.
            var isDecimal = !_format.IsOwn && SpreadsheetForms.IsDecimal(line.Sku);
            var sku = isDecimal ? line.Sku : Read(OrderColumns.SellerSku, "Sku", line.Sku, row) as string;
            if (sku is null)
            {
                if (line.Sku.Length == 0)
                {
                    Problem(line, "Sku", "is blank: give the product a SKU in the shop, or remove the line");
                }

                return;
            }

            if (SpreadsheetForms.OfSku(sku) is { } flaw && (isDecimal || !SpreadsheetForms.IsDecimal(sku))
                && _options.SkuMap?.Find(sku) is null)
            {
                Problem(line, "Sku", $"'{Spelling.Showable(sku)}' {flaw}: correct it in the shop's export, or add it to the SKU map");
                return;
            }

            IReadOnlyList<SkuPart> parts = [new SkuPart(sku, 1)];
            if (_options.SkuMap is { } map)
            {
                if (map.Find(sku) is not { } found)
                {
                    Problem(line, "Sku", map.InOtherCase(sku) is { } known
                        ? $"'{Spelling.Showable(sku)}' differs in case from '{Spelling.Showable(known)}' in the SKU map: add it, or correct one of them"
                        : $"'{Spelling.Showable(sku)}' is not in the SKU map: add it, with an empty SellerSku if it is shipped elsewhere");
                    return;
                }

                parts = found;
                if (parts[0].SellerSku.Length == 0)
                {
                    Drop(line, SkipReason.ShippedElsewhere);
                    return;
                }
            }

            var key = string.Join(":", LineKeys(line.Row, line.Item).DefaultIfEmpty(line.Sku));
            var goods = string.Join("+", parts.Select(part => FormattableString.Invariant($"{part.Quantity} {part.SellerSku}")));
            _shopLines[key] = new ShopLine((_shopLines.TryGetValue(key, out var earlier) ? earlier.Units : 0) + units, line.Sku, goods);
            for (var i = 0; i < parts.Count; i++)
            {
                AddItem((object?[])values.Clone(), line, place, units, parts[i], parts.Count > 1 ? i + 1 : 0);
            }
        }

        private void AddItem(object?[] values, OrderLine line, int place, int units, SkuPart part, int number)
        {
            var row = line.Row.Number;
            if ((long)units * part.Quantity > int.MaxValue)
            {
                Problem(line, "Quantity", "is too large");
                return;
            }

            if (units * part.Quantity > _options.MostUnits)
            {
                _implausible ??= FormattableString.Invariant(
                    $"Row {row} has {units * part.Quantity:N0} units of one SKU, more than {_options.MostUnits}.");
            }

            values[OrderColumns.SellerSku.Index] = part.SellerSku;
            values[OrderColumns.Quantity.Index] = units * part.Quantity;
            values[OrderColumns.SellerFulfillmentOrderItemId.Index] = ItemId(line, place, part, number);
            OrderMapper.SetCurrency(values, _currency);
            var item = OrderMapper.ToItem(values, new FulfillmentOrderItem());
            if (item.SellerFulfillmentOrderItemId.Length > 0
                && _items.Exists(other => other.SellerFulfillmentOrderItemId == item.SellerFulfillmentOrderItemId))
            {
                _problems.Add(FormattableString.Invariant($"row {row}: another line of the order has the same line id"));
            }

            _items.Add(item);
            _itemRows.Add(row);
        }

        // What names a line in the shop; nothing where the file has no ids of lines.
        private string[] LineKeys(FileRow row, int item) =>
        [
            .. _format.Items.LineId.Select(field => owner.Binding.OfItem(field, row, item)).Where(key => key.Length > 0),
        ];

        private string? ItemId(OrderLine line, int place, SkuPart part, int number)
        {
            string[] keys = LineKeys(line.Row, line.Item);
            if (_format.Items.ExactId && number == 0 && part.Quantity == 1)
            {
                return keys.Length == 0 ? null : Read(
                    OrderColumns.SellerFulfillmentOrderItemId, "ItemId", keys[0], line.Row.Number) as string;
            }

            var first = place.ToString(CultureInfo.InvariantCulture);
            var isOfShop = keys.Length > 0;
            var id = new ShopLineId(isOfShop ? keys : [first, line.Sku], number, part.Quantity).ToString();
            foreach (var key in keys)
            {
                if (TextFlaw.Of(key, TextUse.Id) is { } flaw)
                {
                    Problem(line.Row.Number, _format.Items.LineId[0], flaw);
                }
            }

            if (id.Length > ShopLineId.MaxLength)
            {
                if (isOfShop)
                {
                    Problem(line.Row.Number, _format.Items.LineId[0], "is too long for an Amazon item id (at most 50 characters)");
                }

                id = new ShopLineId([first], number, part.Quantity).ToString();
            }

            return id;
        }

        // An order of several items has a row with the sum of its units.
        private void CheckSum(long sum)
        {
            if (!_format.Items.Sums || group.Rows.Count < 2)
            {
                return;
            }

            foreach (var row in group.Rows)
            {
                if (_format.Items.When.All(field => owner.Binding.OfItem(field, row).Length == 0)
                    && owner.Binding.OfItem("Quantity", row) is { Length: > 0 } total && FileValues.Units(total) != sum)
                {
                    Problem(row.Number, "Quantity", "does not match the sum of the order's lines: a row is missing or was changed");
                }
            }
        }

        // What was refunded may be of lines that the file does not have any more.
        private void CheckTotals(List<OrderLine> lines)
        {
            if (_refunds.Count > 0 || _problems.Count > 0)
            {
                return;
            }

            var check = owner.Totals.Check(group.Rows, lines, line => !_leftOut.Contains(line));
            _unreadTotal = check.Unread;
            if (check.Flaw is not { } flaw)
            {
                return;
            }

            owner._lacksLines |= flaw.Kind == FlawKind.Missing;
            if (flaw.Kind is FlawKind.TooMany or FlawKind.MaybeTooMany
                && (_options.IgnoresAge || _lines.Exists(line => line.SkipReason == SkipReason.Fulfilled)))
            {
                // Sums may be older than an exchange of goods that were shipped, or than an edit of an order that is only compared.
                return;
            }

            if (flaw.Kind == FlawKind.MaybeTooMany)
            {
                _implausible ??= flaw.Message;
            }
            else if (flaw.Kind == FlawKind.TooMany || owner.LacksLines())
            {
                Problem(FirstRow, flaw.Field, flaw.Message);
            }
        }

        // Rows that belong to the order above them have come apart if the numbers of the items do not follow one another.
        private void CheckNumbers()
        {
            if (!_format.Items.Continues || owner.Binding.ItemsPerRow != 1 || !owner.Binding.Has("ItemNumber"))
            {
                return;
            }

            var expected = 1;
            foreach (var row in group.Rows)
            {
                var text = owner.Binding.OfItem("ItemNumber", row);
                if (text.Length > 0 && FileValues.Units(text) != expected++)
                {
                    Problem(row.Number, "ItemNumber", "does not continue from the item above: a row is missing, or the rows were sorted");
                    return;
                }
            }
        }

        private ImportOutcome BuildOrder(OrderSource source)
        {
            var values = new object?[OrderColumns.OfOrder.Count];
            _currency = ReadCurrency();
            foreach (var column in OrderColumns.OfOrder)
            {
                if (!s_special.Contains(column.Name) && column != OrderColumns.SellerFulfillmentOrderId
                    && column != OrderColumns.DisplayableOrderDate && owner.Binding.Has(column.Name))
                {
                    values[column.Index] = ReadOne(column, column.Name);
                }
            }

            if (One("OrderDate") is { Length: > 0 } date)
            {
                values[OrderColumns.DisplayableOrderDate.Index] = Read(OrderColumns.DisplayableOrderDate, "OrderDate", date, FirstRow);
            }
            else if (_format.AgesOrders)
            {
                Problem(FirstRow, "OrderDate", "is blank, so the age of the order is not known");
            }

            ReadAddress(values);
            if (owner._encoding.FlawOf(group) is var (row, field, why))
            {
                Problem(row, field, why);
            }

            var assumed = ReadSpeed(values);
            OrderMapper.SetCurrency(values, _currency);
            values[OrderColumns.SellerFulfillmentOrderId.Index] = Id;
            values[OrderColumns.DisplayableOrderId.Index] ??= Id == group.Key ? null : group.Key;
            CheckDisplayed(values[OrderColumns.DisplayableOrderId.Index] as string ?? group.Key);
            if (values[OrderColumns.Policy.Index] is null && IsKit())
            {
                values[OrderColumns.Policy.Index] = OrderColumns.Policies[0];
            }

            var channel = Channel();
            var country = _options.CountryOf(values[OrderColumns.MarketplaceId.Index] as string ?? _options.MarketplaceId);
            var featuresOf = SetFeatures(values, channel, country);
            values[OrderColumns.MarketplaceId.Index] ??= _options.MarketplaceId;
            var order = OrderMapper.ToOrder(
                values, [.. _items.Select(item => WithCurrency(item))], new FulfillmentOrder());
            order = order with
            {
                Source = source with
                {
                    WholeId = _id, IdPrefix = Prefix(), Imported = order, Lines = _shopLines, Channel = channel,
                    Core = OrderNumbers.CoreOf(_format, _id), Refunds = _refunds.Count == 0 ? null : string.Join(";", _refunds),
                },
            };
            CheckDestination(order, country);
            if (_problems.Count == 0)
            {
                _problems.AddRange(_options.Validate(order).Select(problem => owner.ForFile(InFile(problem))));
            }

            return new ImportOutcome(Id, source)
            {
                Order = order,
                Lines = _lines,
                AssumedMethod = assumed,
                IsMethodShown = assumed is not null && owner._words.IsMethod(assumed, group),
                UnreadTotal = _unreadTotal,
                SameRows = SameRows(),
                Notice = order.DestinationAddress is { } address ? Destinations.NoticeOf(address) : null,
                FeaturesOf = featuresOf,
                ForeignCurrency = Currencies.Of(country) is { } usual ? ForeignCurrency(order, usual) : null,
            };
        }

        // Amazon documents no rule for it: what it makes of such an amount is unknown.
        private static string? ForeignCurrency(FulfillmentOrder order, string usual) => order.Items
            .SelectMany(item => (Money?[])[item.PerUnitDeclaredValue, item.PerUnitPrice, item.PerUnitTax])
            .Select(money => money?.CurrencyCode).FirstOrDefault(code => code is not null && code != usual) is { } other
            ? $"in {other}, but the marketplace uses {usual}" : null;

        private FulfillmentOrderItem WithCurrency(FulfillmentOrderItem item) => _currency is null ? item : item with
        {
            PerUnitDeclaredValue = item.PerUnitDeclaredValue is { CurrencyCode: null } value
                ? value with { CurrencyCode = _currency } : item.PerUnitDeclaredValue,
            PerUnitPrice = item.PerUnitPrice is { CurrencyCode: null } price ? price with { CurrencyCode = _currency } : item.PerUnitPrice,
            PerUnitTax = item.PerUnitTax is { CurrencyCode: null } tax ? tax with { CurrencyCode = _currency } : item.PerUnitTax,
        };

        private bool IsKit() =>
            _options.SkuMap is not null && _items.Exists(item => ShopLineId.Parse(item.SellerFulfillmentOrderItemId).Part > 0);

        private string? ReadCurrency() => owner.Binding.Has("Currency") && One("Currency") is { Length: > 0 } text
            ? Read(OrderColumns.Currency, "Currency", text, FirstRow) as string
            : null;

        private void ReadAddress(object?[] values)
        {
            var prefix = s_block.All(field => owner.Binding.Values(field, group.Rows).Count == 0)
                && owner.Binding.Values("BillingAddressLine1", group.Rows).Count > 0 ? "Billing" : "";
            if (prefix.Length > 0)
            {
                foreach (var field in s_special)
                {
                    _sources[field] = prefix + field;
                }
            }

            string Text(string field) => One(prefix + field) ?? "";
            string Optional(string field) => Text(field) is var text && MissingValue.Is(text, isState: field == "StateOrRegion") ? "" : text;

            var person = Text("Name");
            person = person.Length > 0 ? person : $"{Text("FirstName")} {Text("LastName")}".Trim();
            var company = Optional("Company");
            var lines = new[] { Text("AddressLine1"), Optional("AddressLine2"), Optional("AddressLine3") };
            if (person.Length == 0)
            {
                (person, company) = (company, "");
                if (person.Length > 0)
                {
                    _sources[nameof(OrderColumns.Name)] = prefix + "Company";
                }
            }
            else if (company.Length > 0 && !string.Equals(company, person, StringComparison.OrdinalIgnoreCase))
            {
                var free = Array.FindIndex(lines, line => line.Length == 0);
                if (free < 0)
                {
                    Problem(FirstRow, prefix + "Company", "does not fit, because all address lines are used: shorten the address to two lines in the shop");
                }
                else
                {
                    lines[free] = company;
                    _sources[FormattableString.Invariant($"AddressLine{free + 1}")] = prefix + "Company";
                }
            }

            var country = Text("CountryCode");
            country = country.Length > 0 ? country : _format.Country ?? "";
            var code = country.Length == 0 ? null : PlaceNames.CountryOf(country);
            if (country.Length > 0 && code is null)
            {
                Problem(FirstRow, prefix + "CountryCode", "is not a country: use its two-letter code, such as US");
            }

            Set(OrderColumns.Name, person, true);
            Set(OrderColumns.AddressLine1, lines[0], true);
            Set(OrderColumns.AddressLine2, lines[1]);
            Set(OrderColumns.AddressLine3, lines[2]);
            Set(OrderColumns.City, Text("City"), code != "JP");
            Set(OrderColumns.PostalCode, Text("PostalCode"), true);
            Set(OrderColumns.StateOrRegion, code == "JP"
                ? PlaceNames.PrefectureOf(Optional("StateOrRegion"), lines.Append(Text("City")).Any(JapaneseAddress.IsJapanese))
                : PlaceNames.StateOf(Optional("StateOrRegion"), code));
            Set(OrderColumns.CountryCode, code ?? "", country.Length == 0);
            Set(OrderColumns.Phone, Optional("Phone"));
            if (code == "JP" && values[OrderColumns.City.Index] is string city && values[OrderColumns.AddressLine1.Index] is string first)
            {
                values[OrderColumns.AddressLine1.Index] = JapaneseAddress.WithCity(first, city, lines[1], lines[2]);
                values[OrderColumns.City.Index] = null;
            }

            void Set(OrderColumn column, string text, bool isRequired = false)
            {
                var field = _sources.TryGetValue(column.Name, out var source) ? source : prefix + column.Name;
                values[column.Index] = Read(column, field, text, FirstRow);
                if (isRequired && text.Length == 0)
                {
                    Problem(FirstRow, field, "is blank");
                }
            }
        }

        private string? ReadSpeed(object?[] values)
        {
            if (values[OrderColumns.ShippingSpeedCategory.Index] is not null || !owner.Binding.Has("ShippingMethod"))
            {
                return null;
            }

            var method = One("ShippingMethod") ?? "";
            values[OrderColumns.ShippingSpeedCategory.Index] = _options.SpeedMap.Of(method, _format, out var fault, out var isAssumed);
            if (fault is not null)
            {
                Problem(FirstRow, "ShippingMethod", owner._words.IsMethod(method, group) ? Offending.Quoted(method) + fault : fault);
            }

            return isAssumed ? method : null;
        }

        private string? Channel()
        {
            if (_format.Channel is { } channel)
            {
                return channel;
            }

            return _format.Channels
                .Where(rule => !rule.Unless.Any(other =>
                    owner.Binding.Values(other.Key, group.Rows).Any(value => RuleBook.IsWord(value.Text, other.Value))))
                .SelectMany(rule => owner.Binding.Values(rule.Field, group.Rows).Select(value => RuleBook.ChannelOf(rule, value.Text)))
                .FirstOrDefault(found => found is not null);
        }

        private string? SetFeatures(object?[] values, string? channel, string? marketplaceCountry)
        {
            if (values[OrderColumns.Feature.Index] is not null || _options.Features is not null)
            {
                values[OrderColumns.Feature.Index] = _options.Features ?? values[OrderColumns.Feature.Index];
                return null;
            }

            if (channel is null)
            {
                return null;
            }

            if (_options.FeatureMap?.TryGetValue(channel, out var mapped) == true)
            {
                values[OrderColumns.Feature.Index] = mapped;
                return channel;
            }

            var country = marketplaceCountry ?? values[OrderColumns.CountryCode.Index] as string;
            if (channel == "Walmart" || (channel == "Ebay" && country is "US" or "CA"))
            {
                values[OrderColumns.Feature.Index] = ChannelFeatures.Neutral;
                return channel;
            }

            return null;
        }

        // The number on the packing slip has Western European characters only; the order's own id may have others.
        private void CheckDisplayed(string number)
        {
            if (!number.Any(character => character > '\u00FF' && character != '\uFFFD' && !char.IsSurrogate(character)))
            {
                return;
            }

            var other = owner.Binding.Has("ShopId") ? NameOf("ShopId") : "another column";
            Problem(FirstRow, owner.Binding.Has(nameof(OrderColumns.DisplayableOrderId)) ? nameof(OrderColumns.DisplayableOrderId) : "Key",
                "contains a character outside ISO 8859-1, which Amazon does not take as DisplayableOrderId: use only Western European "
                    + $"characters, or show another number, such as -Map @{{ DisplayableOrderId = '{other}' }}");
        }

        private void CheckDestination(FulfillmentOrder order, string? marketplaceCountry)
        {
            if (marketplaceCountry is { } from && order.DestinationAddress?.CountryCode is { Length: > 0 } to
                && !_options.AllowsExport && !Destinations.Serves(from, to))
            {
                Problem(FirstRow, "CountryCode", $"is {to}, where Multi-Channel Fulfillment is not known to deliver from the {from} "
                    + "marketplace: ship it another way, or use -AllowExport if you know that Amazon delivers there");
            }
        }

        private object? ReadOne(OrderColumn column, string field) =>
            One(field) is { Length: > 0 } text ? Read(column, field, text, FirstRow) : null;

        // The one value that the rows of the order have: each says the same or nothing.
        private string? One(string field)
        {
            var values = owner.Binding.Values(field, group.Rows);
            if (values.Count > 1)
            {
                Problem(
                    values[1].Row, field, FormattableString.Invariant($"differs from row {values[0].Row}: an order can have only one value")
                        + (owner.Binding.IsMade(field)
                            ? ", and the -Map script runs on each of its rows: let it return nothing where the row has no value"
                            : ""));
            }

            return values.Count == 0 ? null : values[0].Text;
        }

        private object? Read(OrderColumn column, string field, string text, long row)
        {
            if (text.Length == 0)
            {
                return null;
            }

            string? fault = null;
            object? value = null;
            switch (column.Kind)
            {
                case CellKind.OrderDate:
                    value = _values.Date(text, out fault);
                    break;
                case CellKind.Amount:
                    if (_values.Amount(text, out _, out fault) is { } amount)
                    {
                        value = Cell.Read(column.Form, amount, out fault);
                    }

                    break;
                default:
                    value = Cell.Read(column.Form, text, out fault);
                    break;
            }

            if (fault is not null)
            {
                Problem(row, field, owner.ForFile(fault));
            }

            return value;
        }

        // A name can stand in two columns.
        private string NameOf(string field)
        {
            if (!owner.Binding.Has(field) && field.EndsWith("Name", StringComparison.Ordinal))
            {
                var stem = field.Substring(0, field.Length - "Name".Length);
                string[] parts = [.. new[] { stem + "FirstName", stem + "LastName" }.Where(owner.Binding.Has).Select(owner.Binding.NameOf)];
                return parts.Length > 0 ? string.Join(" and ", parts) : owner.Binding.NameOf(field);
            }

            return owner.Binding.NameOf(field);
        }

        private void Problem(long row, string field, string message) =>
            _problems.Add(FormattableString.Invariant($"row {row}, {NameOf(field)}: {message}"));

        private void Problem(OrderLine line, string field, string message)
        {
            var what = field switch { "Sku" => "sku", "Quantity" => "quantity", _ => "refunded_qty" };
            var name = line.Column is { } column ? $"{column}, {ItemCells.NameOf(what, _format.Items)}" : owner.Binding.NameOfItem(field, line.Item);
            _problems.Add(FormattableString.Invariant($"row {line.Row.Number}, {name}: {message}"));
        }

        // Names the row and the column of the file in the place of the order's member.
        private string InFile(OrderProblem problem)
        {
            if (!problem.Message.StartsWith(problem.Member + " ", StringComparison.Ordinal))
            {
                return problem.Message;
            }

            var parts = problem.Member.Split('.', '[', ']').Where(part => part.Length > 0).ToList();
            var isOfItem = parts[0] == nameof(FulfillmentOrder.Items) && parts.Count == 3;
            var row = isOfItem ? _itemRows[int.Parse(parts[1], CultureInfo.InvariantCulture)] : FirstRow;
            var name = parts[parts.Count - 1];
            var field = _sources.TryGetValue(name, out var source) ? source
                : name == nameof(OrderColumns.DisplayableOrderId) && !owner.Binding.Has(name) ? "Key"
                : ColumnMap.FieldOf(name);
            return NameOf(field) is var column && (column != field || owner.Binding.Has(field))
                ? FormattableString.Invariant($"row {row}, {column}: {problem.Message.Substring(problem.Member.Length + 1)}")
                : problem.Message;
        }
    }

    private TableBinding Binding => binding;

    // What is said of rows names Import-Csv, which has read them.
    private string ForFile(string fault) => fault.Replace(Mojibake.Utf8, UnlessReadAgain(Mojibake.Sign))
        .Replace(TextFlaw.Encoding, UnlessReadAgain(TextFlaw.EncodingSign));

    private string UnlessReadAgain(string sign) => $"{sign}: "
        + (options.HasEncoding && binding.Layout.Sheet is null
            ? "leave -Encoding out, or give the encoding that the file was written in, such as -Encoding utf-8"
            : "the text was damaged before the file was saved: export it again, as UTF-8");

    private OrderTotals Totals => _totals ??= new OrderTotals(binding, _values);
}

/// <summary>The features that marketplaces ask for with their orders.</summary>
internal static class ChannelFeatures
{
    /// <summary>Neutral packaging, and no carrier of Amazon's.</summary>
    public static readonly IReadOnlyList<FeatureConstraint> Neutral =
    [
        new FeatureConstraint { FeatureName = "BLANK_BOX", FeatureFulfillmentPolicy = "Required" },
        new FeatureConstraint { FeatureName = "BLOCK_AMZL", FeatureFulfillmentPolicy = "Required" },
    ];
}
