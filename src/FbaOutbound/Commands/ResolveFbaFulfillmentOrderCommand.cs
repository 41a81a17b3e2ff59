using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Finds out what happened to orders whose outcome was unknown: reads and compares, and never creates.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "FbaFulfillmentOrder", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(OrderReceipt))]
public sealed class ResolveFbaFulfillmentOrderCommand : OrderInputCommand
{
    private const string IdSet = "Id";

    private static readonly DateTimeOffset s_earliest = new(2006, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_clockDifference = TimeSpan.FromHours(1);

    private DateTimeOffset? _firstSent;

    /// <summary><b>-SellerFulfillmentOrderId:</b> the ids of the orders; nothing but their being there is checked.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(OrderIdCompleter))]
    [Alias(OrderReference.IdAlias)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextArgument(IsList = true)]
    public string?[]? SellerFulfillmentOrderId { get; set; }

    /// <summary>
    /// <b>-FirstSent:</b> when the orders were first sent, as the error said: a date, or ISO 8601 text. <value>The default value is 36
    /// hours ago.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    public object? FirstSent { get; set; }

    /// <summary>
    /// <b>-Journal:</b> a file, or a database (a connection string), of the run that sent the orders: it tells when an uncertain order was
    /// sent, and what happened to it is recorded there.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(JournalCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary>
    /// <b>-JournalName:</b> which journal of a database it is; workers that share a run give the same name. <value>The default
    /// value is default.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNullOrEmpty]
    public string? JournalName { get; set; }

    private protected override string Activity => "Resolving orders";

    // The orders were sent before, perhaps by a version that read such rows.
    private protected override bool RefusesMistyped => false;

    private protected override void Begin()
    {
        base.Begin();
        if (ParameterSetName == IdSet && !Overrides.IsEmpty)
        {
            throw new ParameterInvalidException(
                "With -SellerFulfillmentOrderId, the command only checks whether the order exists. To compare the content, pipe in the rows or the orders "
                    + "that you sent.");
        }

        _firstSent = FirstSent is null ? null : ReadFirstSent(FirstSent);
    }

    // Lists are read from a little before the first send on, and absence is believed a while after it.
    private DateTimeOffset ReadFirstSent(object value)
    {
        var time = ParameterValues.Time(nameof(FirstSent), value);
        return time < s_earliest || time > DefaultSession.UtcNow + s_clockDifference
            ? throw new ParameterInvalidException(
                $"-FirstSent is {time.ToString("u", CultureInfo.InvariantCulture)}, which cannot be the time of the first request: give the time from the error OrderOutcomeUnknown.")
            : time;
    }

    private protected override void Process()
    {
        if (ParameterSetName == IdSet)
        {
            foreach (var id in SellerFulfillmentOrderId ?? [null])
            {
                ForTypedOrder(id, Resolve);
            }
        }
        else if (IsContent(InputObject))
        {
            base.Process();
        }
        else
        {
            ProcessOther(InputObject);
        }
    }

    private protected override string Nothing => "Nothing was looked up";

    private protected override string TellEnded(string id) => $"Order '{id}' was already looked up";

    private protected override void Send(OrderIntakeResult result)
    {
        if (result is { Order: { } order, Session: { } session })
        {
            Resolve(order, session, result.ShownRow);
        }
        else if (result.Problem is null)
        {
            ResolveId(result.Other, result.Target);
        }
        else
        {
            Pump.Show(engine => engine.Error(ErrorTable.From(OrderInputException.OfRead(result.Problem), result.Target)));
        }
    }

    // A receipt, a shipment, an order of a list, or a row that is nothing but an id, says nothing that could be compared.
    private static bool IsContent(object? input) => PipelineRecord.Unwrap(input) switch
    {
        FulfillmentOrder order => order.Items is not null,
        { } output when output.GetType().Assembly == typeof(FulfillmentOrder).Assembly => output is FulfillmentPreview,
        _ => IsContentRow(input),
    };

    private static bool IsContentRow(object? input) => PipelineRecord.Properties(input) is { } properties
        && (
            OrderObjectReader.IsOrder(properties)
                || properties.Any(property => OrderColumns.Find(property.Name) == OrderColumns.SellerSku));

    private void ResolveId(object? input, string? row = null) => ForOrder(input, Resolve, row);

    private void Resolve(OrderReference order) =>
        Resolve(new FulfillmentOrder { SellerFulfillmentOrderId = order.Id }, SessionFor(order.Session), row: 0);

    private void Resolve(FulfillmentOrder order, FbaSession session, long row)
    {
        var firstSent = _firstSent;
        var journal = OpenJournal(session, Journal, JournalName);
        Pump.Add(
            order.SellerFulfillmentOrderId,
            async (output, cancellationToken) => output.Write(await (journal?.For(session) is { } run
                ? run.Creations.ResolveAsync(session.Orders, order, firstSent, row, cancellationToken)
                : session.Orders.ResolveAsync(order, firstSent, row, cancellationToken)).ConfigureAwait(false)));
    }
}
