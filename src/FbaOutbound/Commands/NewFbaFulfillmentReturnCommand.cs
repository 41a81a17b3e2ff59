using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Creates returns of items of orders, each once: SellerReturnItemId is the key.</summary>
[
    Cmdlet(
        VerbsCommon.New,
        "FbaFulfillmentReturn",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FulfillmentReturn))]
public sealed class NewFbaFulfillmentReturnCommand : BulkCommand
{
    private const string ItemSet = "Item";
    private const string InputObjectSet = "InputObject";
    private const int LongestId = 80;
    private const int LongestComment = 1000;

    private static readonly string[] s_itemMembers =
    [
        nameof(ReturnWish.SellerSku), "Sku", nameof(ReturnWish.SellerFulfillmentOrderItemId), nameof(ReturnWish.AmazonShipmentId),
        nameof(ReturnWish.SellerReturnItemId), nameof(ReturnWish.Quantity), nameof(ReturnWish.ReturnReasonCode),
        nameof(ReturnWish.ReturnComment),
    ];

    private readonly RepeatedReturns _taken = new();
    private readonly HashSet<(FbaSession Session, string Id, string Name, string? Shipment)> _named = [];
    private bool _hasToldUnknown;
    private long _row;

    /// <summary><b>-SellerFulfillmentOrderId:</b> the id of the order whose items are returned.</summary>
    [Parameter(Position = 0, ParameterSetName = ItemSet)]
    [RequiredIn(ItemSet)]
    [ArgumentCompleter(typeof(OrderIdCompleter))]
    [Alias(OrderReference.IdAlias)]
    [TextArgument]
    public string? SellerFulfillmentOrderId { get; set; }

    /// <summary>
    /// <b>-Item:</b> the items, as SKUs, as ids of items of the order, or as hashtables or objects with SellerSku or
    /// SellerFulfillmentOrderItemId and, if needed, AmazonShipmentId, SellerReturnItemId, ReturnReasonCode, ReturnComment and Quantity.
    /// What is missing is looked up in the order.
    /// </summary>
    [Parameter(ParameterSetName = ItemSet)]
    [RequiredIn(ItemSet)]
    [Parameter(ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(SkuCompleter))]
    public object[]? Item { get; set; }

    /// <summary>
    /// <b>-Reason:</b> the reason code of the items that have none, or a reason that Get-FbaReturnReasonCode returned.
    /// </summary>
    [Parameter(ParameterSetName = ItemSet)]
    [Parameter(ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(ReturnReasonCompleter))]
    [ValidateNotNull]
    public object? Reason { get; set; }

    /// <summary><b>-Comment:</b> the comment of the items that have none, at most 1,000 characters.</summary>
    [Parameter(ParameterSetName = ItemSet)]
    [Parameter(ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? Comment { get; set; }

    /// <summary>
    /// <b>-Quantity:</b> how many units of each item come back in all, those of earlier returns of this command included. It can be left
    /// out where one unit was shipped.
    /// </summary>
    [Parameter(ParameterSetName = ItemSet)]
    [Parameter(ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, 9999)]
    public int Quantity { get; set; }

    /// <summary>
    /// <b>-InputObject:</b> rows, each with SellerFulfillmentOrderId and the columns of one item as in -Item, each a separate request; with
    /// -Item, orders or their ids.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    private protected override string Activity => "Creating returns";

    private protected override void Process()
    {
        string? id = null;
        try
        {
            var reference = ParameterSetName == ItemSet
                ? OrderReference.NoPattern(OrderReference.From(SellerFulfillmentOrderId), MyInvocation.MyCommand.Name)
                : OrderReference.From(InputObject);
            id = reference.Id;
            var problems = new ProblemList("Fulfillment Outbound API, createFulfillmentReturn");
            var session = SessionFor(reference.Session);
            if (Array.FindIndex(Item ?? [], item => PipelineRecord.Unwrap(item) is null) is >= 0 and var missing)
            {
                throw new ReturnInputException($"Nothing was sent for order '{id}': Item[{missing}] {ObjectReader.IsNull}.");
            }

            WarnOfUnknown(Item ?? []);
            List<ReturnWish> wishes = [.. (Item ?? [InputObject!]).Select(item => ReadWish(item, problems))];
            Refuse(id, problems);
            if (Item is null && wishes[0] is { SellerReturnItemId: null } wish
                && !_named.Add((session, id, wish.Name, wish.AmazonShipmentId)))
            {
                throw new ReturnInputException(
                    $"Row {_row + 1} was not sent: an earlier row of order '{id}' names '{wish.Name}', too, and was sent if no error says "
                        + "otherwise. Give each item once, with the total in the column Quantity.");
            }

            Send(id, wishes, PipelineRecord.Unwrap(InputObject) as FulfillmentOrder, session);
        }
        catch (FbaException exception)
        {
            var target = id ?? "row " + (_row + 1).ToString(CultureInfo.InvariantCulture);
            Pump.Show(engine => engine.Error(ErrorTable.From(exception, target)));
        }

        _row++;
    }

    // Objects have other members too; what is written in a hashtable is meant.
    private void WarnOfUnknown(object[] items)
    {
        var unknown = items.Select(PipelineRecord.Unwrap).OfType<IDictionary>()
            .SelectMany(item => PipelineRecord.Properties(item)!).Select(member => member.Name.Trim())
            .Where(name => !s_itemMembers.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => new UnknownColumn(Spelling.Showable(name), Spelling.Nearest(name, s_itemMembers))).ToList();
        if (!_hasToldUnknown)
        {
            _hasToldUnknown = unknown.Count > 0;
            ParameterValues.WarnOfUnknown(Engine, unknown);
        }
    }

    private static void Refuse(string id, ProblemList problems)
    {
        if (problems.Problems.Count > 0)
        {
            throw new ReturnInputException($"Nothing was sent for order '{id}': {Sentence.Of(problems.Problems)}");
        }
    }

    private static string? Optional(NamedInput values, string name, ProblemList problems, int longest = int.MaxValue) =>
        Optional(values.Find(name), name, problems, longest);

    private static string? Optional(string? given, string name, ProblemList problems, int longest = int.MaxValue)
    {
        var text = given?.Trim();
        problems.Optional(text, name, longest);
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private ReturnWish ReadWish(object item, ProblemList problems)
    {
        var values = new NamedInput(item);
        var wish = new ReturnWish
        {
            SkuOrItemId = values.IsObject || Item is null ? null : values.Require("SellerSku", "SellerSku").Trim(),
            SellerSku = Optional(values.Find(nameof(ReturnWish.SellerSku), "Sku"), nameof(ReturnWish.SellerSku), problems),
            SellerFulfillmentOrderItemId = Optional(values, nameof(ReturnWish.SellerFulfillmentOrderItemId), problems),
            AmazonShipmentId = Optional(values, nameof(ReturnWish.AmazonShipmentId), problems),
            SellerReturnItemId = Optional(values, nameof(ReturnWish.SellerReturnItemId), problems, LongestId),
            Quantity = ReadQuantity(values, problems),
            ReturnReasonCode = values.Find(nameof(ReturnWish.ReturnReasonCode))?.Trim()
                ?? (Reason is null ? "" : new NamedInput(Reason)
                    .Require(nameof(ReturnWish.ReturnReasonCode), nameof(ReturnWish.ReturnReasonCode)).Trim()),
            ReturnComment = values.Find(nameof(ReturnWish.ReturnComment))?.Trim() ?? Comment,
        };
        problems.Optional(wish.ReturnComment, nameof(wish.ReturnComment), LongestComment);
        if (wish.Name.Length == 0)
        {
            problems.Error(
                ProblemCodes.MemberMissing,
                Item is null ? "The input" : nameof(Item),
                "does not say which item: give a SellerSku or a SellerFulfillmentOrderItemId" + (Item is null ? ", or use -Item" : ""));
        }

        if (wish.ReturnReasonCode.Length == 0)
        {
            problems.Error(
                ProblemCodes.MemberMissing,
                nameof(wish.ReturnReasonCode),
                "is required: use -Reason with a code that Get-FbaReturnReasonCode lists for the SKU");
        }

        return wish;
    }

    private int? ReadQuantity(NamedInput values, ProblemList problems)
    {
        if (values.Find(nameof(Quantity)) is not { } text)
        {
            return Quantity > 0 ? Quantity : null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units is > 0 and < 10_000)
        {
            return units;
        }

        problems.Error(ProblemCodes.QuantityInvalid, nameof(Quantity), "is not a number of units: give a whole number of 1 or more");
        return null;
    }

    private void Send(string id, IReadOnlyList<ReturnRequestItem> items, string what, FbaSession session)
    {
        if (IsFirst(id, items, session))
        {
            Send(id, what, session, (_) => Task.FromResult(items));
        }
    }

    // The first item with a key is sent, whichever request would arrive first.
    private bool IsFirst(string id, IReadOnlyList<ReturnRequestItem> items, FbaSession session)
    {
        if (RepeatsKey(items))
        {
            return true;
        }

        var isNew = false;
        foreach (var item in items)
        {
            var differences = _taken.Add(session.Name, id, item);
            if (differences is { Count: > 0 })
            {
                throw new ReturnRepeatedException(
                    $"Another item '{item.SellerReturnItemId}' of order '{id}' came earlier in the same pipeline, so this one is not sent. "
                        + $"It differs in {string.Join(", ", differences)}. Give each item a SellerReturnItemId of its own.");
            }

            isNew |= differences is null;
        }

        if (!isNew)
        {
            var keys = string.Join(", ", items.Select(item => $"'{item.SellerReturnItemId}'"));
            Pump.Show(engine => engine.Warning(
                $"The return of {keys} for order '{id}' is in the input more than once, with the same content. It is sent only once."));
        }

        return isNew;
    }

    private static bool RepeatsKey(IReadOnlyList<ReturnRequestItem> items) =>
        items.Select(item => item.SellerReturnItemId).Distinct(StringComparer.Ordinal).Count() < items.Count;

    private void Send(string id, List<ReturnWish> wishes, FulfillmentOrder? known, FbaSession session)
    {
        session.Operations.RequireReturns();
        var what = string.Join(", ", wishes.Select(wish => ItemUnits.Of([(wish.Name, wish.Quantity)])));
        if (AsGiven(wishes) is { } given)
        {
            Send(id, given, what, session);
            return;
        }

        Send(id, what, session, async cancellationToken =>
        {
            // A list holds no shipments.
            var order = known is { Shipments.Count: > 0 }
                ? known
                : await session.Orders.GetAsync(id, cancellationToken).ConfigureAwait(false);
            return ReturnPlan.Make(order, wishes, out var fault)
                ?? throw new ReturnInputException($"No return was created for order '{id}'. {fault}");
        });
    }

    private void Send(
        string id, string what, FbaSession session, Func<CancellationToken, Task<IReadOnlyList<ReturnRequestItem>>> find)
    {
        if (Engine.ShouldProcess(id, $"Create return of {what} (session {session.Name})"))
        {
            Pump.Add(id, async (output, cancellationToken) =>
            {
                var items = await find(cancellationToken).ConfigureAwait(false);
                if (RepeatsKey(items))
                {
                    throw new ReturnInputException(
                        $"No return was created for order '{id}'. Two items have the same SellerReturnItemId, or one item is named twice.");
                }

                output.Write(await session.Orders.CreateReturnAsync(id, items, cancellationToken).ConfigureAwait(false));
            });
        }
    }

    // Where all ids are given, no order is read.
    private static IReadOnlyList<ReturnRequestItem>? AsGiven(List<ReturnWish> wishes) =>
        wishes.TrueForAll(wish => wish is
        {
            SellerReturnItemId: not null, SellerFulfillmentOrderItemId: not null, AmazonShipmentId: not null, Quantity: null or 1
        })
            ? [
                .. wishes.Select(wish => new ReturnRequestItem
                {
                    SellerReturnItemId = wish.SellerReturnItemId!,
                    SellerFulfillmentOrderItemId = wish.SellerFulfillmentOrderItemId!,
                    AmazonShipmentId = wish.AmazonShipmentId!,
                    ReturnReasonCode = wish.ReturnReasonCode,
                    ReturnComment = wish.ReturnComment ?? "",
                    Name = wish.Name,
                }),
            ]
            : null;
}
