using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles;

/// <summary>Makes of the rows of one order what becomes of it.</summary>
/// <param name="options">How the file is read.</param>
/// <param name="binding">The columns of the file.</param>
/// <param name="groups">All orders of the file.</param>
internal sealed partial class OrderBuilder(ImportOptions options, TableBinding binding, IReadOnlyList<OrderGroup> groups)
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

    private const string TwoNames = "are two names of one column, but have different values: fill in only one of them";

    private static readonly TimeSpan s_maxAge = TimeSpan.FromDays(30);

    private static readonly string[] s_block =
        ["Name", "FirstName", "LastName", "Company", "AddressLine1", "AddressLine2", "City", "PostalCode", "StateOrRegion", "CountryCode"];

    private readonly OrderFormat _format = binding.Format;
    private readonly FileValues _values = new(binding.Format, options.Culture);

    private readonly GuessedEncoding _encoding = new(binding, groups);

    private readonly ShopWords _words = new(binding, groups);

    private OrderTotals? _totals;
    private bool _lacksLines;
    private bool _isScanned;

    public ImportOutcome Build(OrderGroup group) => new Work(this, group, options).Run();

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
    private sealed partial class Work(OrderBuilder owner, OrderGroup group, ImportOptions options)
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
        private readonly List<string> _refundValues = [];
        private readonly List<long> _itemRows = [];
        private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
        private string? _statusMap;
        private string? _part;
        private bool _isPartOfOrder;
        private bool _isUnknownPart;
        private bool _hasVersions;
        private bool _lacksLines;

        private string Id => _id + _suffix;

        private long FirstRow => group.Rows[0].Number;

        public ImportOutcome Run()
        {
            var (outcome, action) = (Make(), FileAction());
            outcome = outcome with
            {
                Suffix = _suffix, Action = action,
                Stops = outcome.Order is null ? [] : [.. group.Rows.SelectMany(row => row.Stops)],
                Skipped = outcome.Skipped is { } skipped ? skipped with { Action = action } : null,
            };
            return _suffix.Length > 0 && _options.Import is not null ? outcome with { Whole = Again(isUncertain: true) } : outcome;
        }

        // Rows that disagree hold the order, if one of them does.
        private string? FileAction() => owner.Binding.Values(nameof(OrderColumns.Action), group.Rows)
            .Select(value => Cell.Read(OrderColumns.Action.Form, value.Text, out _) as string).OfType<string>()
            .OrderBy(action => action, StringComparer.Ordinal).FirstOrDefault();

        private string? FaultyRows() => group.StrayRow is null && group.ClaimingRow is null
            ? string.Join("\n", group.Rows.Select(row => string.Join("\t", row.Cells))) : null;

        private ImportOutcome Make()
        {
            var shopId = owner.Binding.ShopId(group.Rows);
            var source = new OrderSource
            {
                File = owner.Binding.Path, Format = _format.Name, ShopOrderId = group.Key,
                Rows = [.. group.Rows.Select(row => row.Number)], Import = _options.Import, ShopId = shopId,
                ShopKey = shopId is null ? null : $"{_format.Platform} {Prefix()} {shopId}",
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
                if (owner.Binding.BrokenCell(row) is var (column, text))
                {
                    _problems.Add(FormattableString.Invariant($"row {row.Number}, {column}: {SpreadsheetErrors.FaultOf(text)}"));
                }
            }

            if (!_format.IsOwn && group.Rows.Find(row => row.IsShort) is { } cut)
            {
                _problems.Add(FormattableString.Invariant(
                    $"row {cut.Number} has fewer cells than the header, so what its last columns say is unknown: {owner.Binding.AdviceForShort}"));
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

            if (group.ClaimingRow is { } claiming)
            {
                _problems.Add(FormattableString.Invariant(
                    $"row {claiming} has two ids, of which this order has one, so it may be a line of this order: leave one of them out"));
            }

            foreach (var row in group.Rows)
            {
                _problems.AddRange(owner.Binding.TwofoldIn(row).Select(columns => FormattableString.Invariant(
                    $"row {row.Number}, {columns}: {TwoNames}")));
            }

            if (!_format.IsOwn && !_format.Cancels && RepeatedAt() is { } repeated)
            {
                _problems.Add(FormattableString.Invariant(
                    $"row {repeated.Number} is where the order's rows start to repeat, so the file contains the order twice: remove the repeated rows"));
            }
            else if (BeginsTwice() is { } second)
            {
                _hasVersions = true;
                _problems.Add(FormattableString.Invariant(
                    $"row {second} begins the order again, so the file contains it twice, perhaps with changes: import the newest file alone"));
            }
            else if (!_format.IsOwn && RepeatedLine() is var (one, same))
            {
                _hasVersions = true;
                _problems.Add(FormattableString.Invariant($"rows {one.Number} and {same.Number} are the same line of the order")
                    + (one.Cells.SequenceEqual(same.Cells)
                        ? ", which the file contains twice: remove one of them" : " with different values: import the newest file alone"));
            }

            if (_problems.Count > 0)
            {
                return StopDespiteErrors() is var (stop, what) ? Skip(source, stop, what) : new ImportOutcome(Id, source)
                {
                    Problems = _problems, FaultyRows = FaultyRows(),
                    IsDoubtful = group.Rows.Exists(row => (row.IsShort && !_format.IsOwn) || row.Doubt is not null),
                };
            }

            var reason = _format.Cancels ? (SkipReason.CancelListed, (string?)"The file lists orders to cancel.") : OrderReason();
            if (reason is var (why, detail))
            {
                return Skip(source, why, detail);
            }

            var held = ReadLines();
            owner._lacksLines |= _lacksLines;
            if (held is var (lineReason, lineDetail))
            {
                return Skip(source, lineReason, lineDetail);
            }

            var outcome = BuildOrder(source);
            return _problems.Count > 0
                ? new ImportOutcome(Id, source) { Problems = [.. _problems.Distinct()], FaultyRows = FaultyRows() }
                : Uncertain() is { } uncertain ? Skip(source, SkipReason.QuantityUncertain, uncertain)
                : outcome;
        }

        private ImportOutcome Skip(OrderSource source, SkipReason reason, string? detail)
        {
            var isPart = reason == SkipReason.PartlyFulfilled;
            if (isPart && Again(isUncertain: true)() is { Skipped.SkipReason: var stop } stopped && IsStop(stop))
            {
                return stopped;
            }

            var isUncertain = reason == SkipReason.QuantityUncertain;
            var isLeft = reason.IsOfAge()
                || (reason.ActionOf(isLeft: false, wasSent: false) is not null && IsLeft());
            var outcome = (new ImportOutcome(Id, source) with { StatusMap = _statusMap, IsLeft = isLeft }).AsSkipped(reason, detail) with
            {
                UnknownRest = isUncertain && _isUnknownPart ? Again(isUncertain, isPart: false) : null,
            };
            return _options.Import is null
                || !(isPart || reason.IsOfAge() || reason.IsHeldBack())
                ? outcome
                : outcome with
                {
                    Whole = reason.IsHeldBack() && !isUncertain && reason != SkipReason.UnknownStatus
                        ? Again(isUncertain: true, isStopped: true)
                        : Again(isUncertain || isPart, isPart, reason == SkipReason.UnknownStatus),
                    Rest = isPart || (reason.IsOfAge() && _suffix.Length > 0) ? Rest : null,
                };
        }

        // What the shop does not want shipped matters more than that a part of it was shipped: the rest may be on hold at Amazon.
        private static bool IsStop(SkipReason reason) =>
            reason is not (SkipReason.Fulfilled or SkipReason.PartlyFulfilled or SkipReason.NotShippable or SkipReason.ShippedElsewhere);

        private ImportOutcome Rest(string suffix, bool ignoresAge) => new Work(
            owner, group,
            ignoresAge ? _options with { IdSuffix = suffix, IgnoresAge = true, IncludesUncertain = true }
                : _options with { IdSuffix = suffix }).Run();

        private Func<ImportOutcome> Again(
            bool isUncertain, bool isPart = true, bool isUnknown = false, bool isStopped = false) => () =>
        {
            var all = _options with
            {
                IgnoresAge = true, IncludesUncertain = isUncertain || _options.IncludesUncertain, IgnoresParts = isPart,
                IgnoresUnknown = isUnknown || isStopped, IgnoresStops = isStopped,
            };
            return new Work(owner, group, all).Run();
        };

        // Returns why it is not certain how many units are to be sent; null if it is, or the user has looked.
        private string? Uncertain() => _options.IncludesUncertain ? null
            : owner.Binding.MissingUnits is { } missing ? $"The file has no column '{missing}', which would show refunds."
            : _implausible;

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
                values[OrderColumns.DisplayableOrderDate.Index] = Read(OrderColumns.DisplayableOrderDate, "OrderDate", date, RowOf("OrderDate"));
            }
            else if (_format.AgesOrders)
            {
                Problem("OrderDate", "is blank, so the age of the order is not known");
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
            order = order with { Recipient = _options.HasJournal ? Recipients.Of(order) : null };
            order = order with
            {
                Source = source with
                {
                    WholeId = _id, IdPrefix = Prefix(), Imported = order, Lines = _shopLines, Channel = channel,
                    Core = OrderNumbers.CoreOf(_format, _id), Refunds = _refunds.Count == 0 ? null : string.Join(";", _refunds),
                    RefundValues = _refundValues.Count == 0 ? null : string.Join(";", _refundValues),
                    WithoutColumn = [.. WithoutColumn()],
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
                Lines = [.. _lines.Select(line => line with { OrderId = Id })],
                HasShippedPart = _part is not null || _lines.Exists(line => line.SkipReason == SkipReason.Fulfilled),
                AssumedMethod = assumed,
                IsMethodShown = assumed is not null && owner._words.IsMethod(assumed, group),
                UnreadTotal = _unreadTotal,
                SameRows = SameRows(),
                HasDamagedId = source.ShopId is null && owner.Binding.HasDamagedId(group.Rows) == true,
                Notice = order.DestinationAddress is { } address ? Destinations.NoticeOf(address) : null,
                FeaturesOf = featuresOf,
                ForeignCurrency = Currencies.Of(country) is { } usual ? ForeignCurrency(order, usual) : null,
            };
        }

        private IEnumerable<string> WithoutColumn()
        {
            (string Member, string[] Fields)[] members =
            [
                (OptionalMembers.Phone, [SourceOf(nameof(OrderColumns.Phone))]),
                (OptionalMembers.Speed, [nameof(OrderColumns.ShippingSpeedCategory), "ShippingMethod"]),
                (OptionalMembers.Emails, [nameof(OrderColumns.NotificationEmail)]),
                (OptionalMembers.Comment, [nameof(OrderColumns.DisplayableOrderComment)]),
            ];
            return members.Where(member => !member.Fields.Any(owner.Binding.Has)).Select(member => member.Member);
        }

        // Amazon documents no rule for it: what it makes of such an amount is unknown.
        private static string? ForeignCurrency(FulfillmentOrder order, string usual) => order.Items
            .SelectMany(item => (Money?[])[item.PerUnitDeclaredValue, item.PerUnitPrice, item.PerUnitTax])
            .Concat(order.CodSettings is { } cod ? [cod.CodCharge, cod.CodChargeTax, cod.ShippingCharge, cod.ShippingChargeTax] : [])
            .Select(money => money?.CurrencyCode).FirstOrDefault(code => code is not null && code != usual) is { } other
            ? $"in {other}, but the marketplace uses {usual}" : null;

        private FulfillmentOrderItem WithCurrency(FulfillmentOrderItem item) => _currency is null ? item : item with
        {
            PerUnitDeclaredValue = item.PerUnitDeclaredValue is { CurrencyCode: null } value
                ? value with { CurrencyCode = _currency } : item.PerUnitDeclaredValue,
            PerUnitPrice = item.PerUnitPrice is { CurrencyCode: null } price ? price with { CurrencyCode = _currency } : item.PerUnitPrice,
            PerUnitTax = item.PerUnitTax is { CurrencyCode: null } tax ? tax with { CurrencyCode = _currency } : item.PerUnitTax,
        };

        private string? ReadCurrency() => owner.Binding.Has("Currency") && One("Currency") is { Length: > 0 } text
            ? Read(OrderColumns.Currency, "Currency", text, RowOf("Currency")) as string
            : null;

        private object? ReadOne(OrderColumn column, string field) =>
            One(field) is { Length: > 0 } text ? Read(column, field, text, RowOf(field)) : null;

        // The one value that the rows of the order have: each says the same or nothing.
        private string? One(string field)
        {
            var values = owner.Binding.Values(field, group.Rows);
            if (values.Count > 1)
            {
                Problem(
                    values[1].Row, field, (values[1].Row == values[0].Row
                        ? TwoNames
                        : FormattableString.Invariant($"differs from row {values[0].Row}: an order can have only one value"))
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

        private string NameOf(string field) =>
            string.Join(" and ", CellsOf(field).Select(cell => owner.Binding.NameOf(cell, group.Rows)));

        // A name can stand in two columns. Blank ones are named only if all of them are blank.
        private string[] CellsOf(string field)
        {
            if (!field.EndsWith("Name", StringComparison.Ordinal) || IsGivenIn(field))
            {
                return [field];
            }

            var stem = field.Substring(0, field.Length - "Name".Length);
            string[] parts = [.. new[] { stem + "FirstName", stem + "LastName" }.Where(owner.Binding.Has)];
            return Array.FindAll(parts, IsGivenIn) is { Length: > 0 } given ? given
                : parts.Length > 0 && !owner.Binding.Has(field) ? parts : [field];
        }

        private bool IsGivenIn(string field) => owner.Binding.Values(field, group.Rows).Count > 0;

        // Where the value of a field of the order stands; the first row where all are blank.
        private long RowOf(string field) => CellsOf(field)
            .SelectMany(cell => owner.Binding.Values(cell, group.Rows)).Select(value => value.Row).DefaultIfEmpty(FirstRow).First();

        // The field of the file that a member of the order was read from.
        private string SourceOf(string member) => _sources.TryGetValue(member, out var source) ? source : ColumnMap.FieldOf(member);

        private void Problem(string field, string message) => Problem(RowOf(field), field, message);

        private void Problem(long row, string field, string message) =>
            _problems.Add(FormattableString.Invariant($"row {row}, {NameOf(field)}: {message}"));

        private void Problem(OrderLine line, string field, string message)
        {
            var what = field switch { "Sku" => "sku", "Quantity" => "quantity", _ => "refunded_qty" };
            var name = line.Column is { } column ? $"{column}, {ItemCells.NameOf(what, _format.Items)}"
                : owner.Binding.NameOf(field, [line.Row], line.Item);
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
            var name = parts[parts.Count - 1];
            var field = name == nameof(OrderColumns.DisplayableOrderId) && !owner.Binding.Has(name) ? "Key" : SourceOf(name);
            var row = isOfItem ? _itemRows[int.Parse(parts[1], CultureInfo.InvariantCulture)] : RowOf(field);
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
