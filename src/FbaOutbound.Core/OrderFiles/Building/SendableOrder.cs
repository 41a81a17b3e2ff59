using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Rules;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>Makes of the cells and lines of one order the order that is sent.</summary>
internal sealed class SendableOrder(
    OrderCells cells, OrderRules rules, OrderLines lines, ShopWords words, GuessedEncoding encoding)
{
    // The columns that are read as they stand.
    private static readonly OrderColumn[] s_plain =
    [
        .. OrderColumns.OfOrder.Where(column => !OrderDestination.Columns.Contains(column)
            && column != OrderColumns.SellerFulfillmentOrderId && column != OrderColumns.DisplayableOrderDate),
    ];

    private readonly ImportOptions _options = cells.Options;
    private readonly OrderDestination _destination = new(cells);

    /// <summary>Returns the order, which is refused if the cells have problems then.</summary>
    /// <param name="wholeId">The id that the whole order has, without a suffix.</param>
    /// <param name="source">The file and the rows.</param>
    public ImportOutcome Build(string wholeId, OrderSource source)
    {
        var id = wholeId + rules.Suffix;
        var values = new object?[OrderColumns.OfOrder.Count];
        var currency = cells.ReadOne(OrderColumns.Currency, nameof(OrderColumns.Currency)) as string;
        foreach (var column in s_plain)
        {
            values[column.Index] = cells.ReadOne(column, column.Name);
        }

        values[OrderColumns.DisplayableOrderDate.Index] = cells.ReadOne(OrderColumns.DisplayableOrderDate, "OrderDate");
        if (cells.Format.AgesOrders && cells.Values("OrderDate").Count == 0)
        {
            cells.Problem("OrderDate", "is blank, so the age of the order is not known");
        }

        _destination.Read(values);
        if (encoding.FlawOf(cells.Group) is var (row, field, why))
        {
            cells.Problem(row, field, why);
        }

        var assumed = ReadSpeed(values);
        OrderMapper.SetCurrency(values, currency);
        values[OrderColumns.SellerFulfillmentOrderId.Index] = id;
        values[OrderColumns.DisplayableOrderId.Index] ??= id == cells.Group.Key ? null : cells.Group.Key;
        CheckDisplayed(values[OrderColumns.DisplayableOrderId.Index] as string ?? cells.Group.Key);
        values[OrderColumns.Policy.Index] ??= lines.Items.HasKit ? DefaultValues.Policy : null;
        var channel = ChannelFeatures.ChannelOf(cells);
        var country = _options.CountryOf(values[OrderColumns.MarketplaceId.Index] as string ?? _options.MarketplaceId);
        var featuresOf = ChannelFeatures.Set(values, channel, country, _options);
        values[OrderColumns.MarketplaceId.Index] ??= _options.MarketplaceId;
        var order = OrderMapper.ToOrder(
            values, [.. lines.Items.All.Select(item => WithCurrency(item, currency))], new FulfillmentOrder());
        order = order with { Recipient = _options.HasJournal ? Recipients.Of(order) : null };
        order = order with
        {
            Source = source with
            {
                WholeId = wholeId, Imported = order, Lines = lines.Items.ShopLines, Channel = channel,
                Core = OrderNumbers.CoreOf(cells.Format, wholeId), Refunds = rules.Refunds, RefundValues = rules.RefundValues,
                WithoutColumn = [.. WithoutColumn()],
            },
        };
        _destination.CheckServed(order, country);
        if (cells.Problems.Count == 0)
        {
            cells.Problems.AddRange(_options.Validate(order).Select(problem => cells.ForFile(InFile(problem))));
        }

        return new ImportOutcome(id, source)
        {
            Order = order,
            Lines = [.. lines.Skipped.Select(line => line with { OrderId = id })],
            HasShippedPart = rules.Part is not null || lines.HasShipped,
            AssumedMethod = assumed,
            IsMethodShown = assumed is not null && words.IsMethod(assumed, cells.Group),
            UnreadTotal = lines.UnreadTotal,
            SameRows = RowFaults.SameRows(cells, lines.Items.Rows),
            HasDamagedId = source.ShopId is null && cells.Binding.HasDamagedId(cells.Rows) == true,
            Notice = order.DestinationAddress is { } address ? Destinations.NoticeOf(address) : null,
            IsGuessed = encoding.IsIn(order.DestinationAddress),
            FeaturesOf = featuresOf,
            ForeignCurrency = Currencies.Of(country) is { } usual ? ForeignCurrency(order, usual) : null,
        };
    }

    private string? ReadSpeed(object?[] values)
    {
        if (values[OrderColumns.ShippingSpeedCategory.Index] is not null || !cells.Has("ShippingMethod"))
        {
            return null;
        }

        var method = cells.One("ShippingMethod") ?? "";
        values[OrderColumns.ShippingSpeedCategory.Index] = _options.SpeedMap.Of(method, cells.Format, out var fault, out var isAssumed);
        if (fault is not null)
        {
            cells.Problem("ShippingMethod", words.IsMethod(method, cells.Group) ? Offending.Quoted(method) + fault : fault);
        }

        return isAssumed ? method : null;
    }

    // The number on the packing slip has Western European characters only; the order's own id may have others.
    private void CheckDisplayed(string number)
    {
        if (TextRules.IsWestern(number))
        {
            return;
        }

        var other = cells.Has("ShopId") ? cells.NameOf("ShopId") : "another column";
        cells.Problem(
            FieldOfDisplayed(),
            "contains a character outside ISO 8859-1, which Amazon does not take as DisplayableOrderId: use only Western European "
                + $"characters, or show another number, such as -Map @{{ DisplayableOrderId = '{other}' }}");
    }

    private string FieldOfDisplayed() =>
        cells.Has(nameof(OrderColumns.DisplayableOrderId)) ? nameof(OrderColumns.DisplayableOrderId) : "Key";

    private static FulfillmentOrderItem WithCurrency(FulfillmentOrderItem item, string? currency)
    {
        Money? With(Money? money) => money is { CurrencyCode: null } ? money with { CurrencyCode = currency } : money;

        return currency is null ? item : item with
        {
            PerUnitDeclaredValue = With(item.PerUnitDeclaredValue),
            PerUnitPrice = With(item.PerUnitPrice),
            PerUnitTax = With(item.PerUnitTax),
        };
    }

    // Amazon documents no rule for it: what it makes of such an amount is unknown.
    private static string? ForeignCurrency(FulfillmentOrder order, string usual) => order.Items
        .SelectMany(item => (Money?[])[item.PerUnitDeclaredValue, item.PerUnitPrice, item.PerUnitTax])
        .Concat(order.CodSettings is { } cod ? [cod.CodCharge, cod.CodChargeTax, cod.ShippingCharge, cod.ShippingChargeTax] : [])
        .Select(money => money?.CurrencyCode).FirstOrDefault(code => code is not null && code != usual) is { } other
        ? $"in {other}, but the marketplace uses {usual}" : null;

    private IEnumerable<string> WithoutColumn()
    {
        (string Member, string[] Fields)[] members =
        [
            (OptionalMembers.Phone, [_destination.SourceOf(nameof(OrderColumns.Phone))]),
            (OptionalMembers.Speed, [nameof(OrderColumns.ShippingSpeedCategory), "ShippingMethod"]),
            (OptionalMembers.Emails, [nameof(OrderColumns.NotificationEmail)]),
            (OptionalMembers.Comment, [nameof(OrderColumns.DisplayableOrderComment)]),
        ];
        return members.Where(member => !member.Fields.Any(cells.Has)).Select(member => member.Member);
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
        var field = name == nameof(OrderColumns.DisplayableOrderId) ? FieldOfDisplayed() : _destination.SourceOf(name);
        var row = isOfItem ? lines.Items.Rows[int.Parse(parts[1], CultureInfo.InvariantCulture)] : cells.RowOf(field);
        return cells.NameOf(field) is var column && (column != field || cells.Has(field))
            ? FormattableString.Invariant($"row {row}, {column}: {problem.Message.Substring(problem.Member.Length + 1)}")
            : problem.Message;
    }
}
