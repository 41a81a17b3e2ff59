using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;
using FbaOutbound.Settlement;
using FbaOutbound.Shipments;

namespace FbaOutbound.Commands;

/// <summary>Buys a shipment for items of an Amazon order, once. A purchase whose outcome is unknown is never sent again.</summary>
[
    Cmdlet(
        VerbsCommon.New,
        "MfnShipment",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(Shipment))]
public sealed class NewMfnShipmentCommand : ShipmentRequestCommand
{
    private const string InputObjectSet = "InputObject";

    // They are bought after the last one was read: one that comes later may be for the same items.
    private readonly List<Offer> _offers = [];
    private readonly ConcurrentDictionary<(string Order, string Item), DateTimeOffset?> _unknown = new();
    private readonly ObjectReader _reader = new(PipelineRecord.View);
    private readonly ProblemList _words = new("Merchant Fulfillment API v0");
    private long _row;
    private IReadOnlyList<SellerInput> _sellerInputs = [];

    /// <summary><b>-InputObject:</b> a service that Get-MfnShippingService has returned; it is bought for what it was requested.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary><b>-ShippingServiceId:</b> the identifier of the service, as Get-MfnShippingService tells it.</summary>
    [Parameter(Position = 1, ParameterSetName = DetailsSet)]
    [RequiredIn(DetailsSet)]
    [ArgumentCompleter(typeof(ShippingServiceIdCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? ShippingServiceId { get; set; }

    /// <summary><b>-ShippingServiceOfferId:</b> the identifier of the offer, which holds its rate for a while.</summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [ArgumentCompleter(typeof(ShippingServiceOfferIdCompleter))]
    [TextArgument]
    public string? ShippingServiceOfferId { get; set; }

    /// <summary><b>-HazmatType:</b> None, or LQHazmat for limited quantities of dangerous goods.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HazmatTypeCompleter))]
    [TextArgument]
    public string? HazmatType { get; set; }

    /// <summary><b>-IncludePackingSlipWithLabel:</b> have a packing slip with the label.</summary>
    [Parameter]
    public SwitchParameter IncludePackingSlipWithLabel { get; set; }

    /// <summary>
    /// <b>-SellerInput:</b> what the carrier requires of the shipment, as a hashtable of field names and values; Get-MfnSellerInput
    /// tells the fields.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? SellerInput { get; set; }

    /// <summary>
    /// <b>-Journal:</b> a file, or a database (a connection string), that keeps what was sent and what happened to it, so that the
    /// same command run again after a crash skips what is done, reads back what is uncertain, and sends the rest. It holds ids, hashes and
    /// outcomes, and nothing of a recipient.
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

    /// <summary>
    /// <b>-ReplaceShipmentId:</b> the ids of cancelled shipments in whose place another one may be bought with the same journal.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ShipmentIdCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument(IsList = true)]
    public string[]? ReplaceShipmentId { get; set; }

    private protected override string Activity => "Buying shipments";

    private protected override OwedWords Owed => Journal is null ? OwedWords.Purchases : OwedWords.JournaledPurchases;

    /// <summary>Checks the parameters, before anything is read or bought.</summary>
    private protected override void Begin()
    {
        base.Begin();
        if (ReplaceShipmentId is not null && Journal is null)
        {
            throw new ParameterInvalidException(
                "-ReplaceShipmentId needs -Journal, which records the shipment that is replaced. Nothing was bought.");
        }

        if (ReplaceShipmentId?.FirstOrDefault(id => !ShipmentReference.IsId(id.Trim())) is { } wrong)
        {
            throw new ParameterInvalidException(
                $"-ReplaceShipmentId: '{Spelling.Showable(wrong)}' is not a shipment id, which looks like {ShipmentReference.Example}. "
                    + "Nothing was bought.");
        }

        _sellerInputs = ShipmentInput.SellerInputs(SellerInput, "SellerInput", _reader) ?? [];
        _words.Word(HazmatType, nameof(HazmatType), ShipmentRules.HazmatTypes);
        if (ParameterSetName != DetailsSet && ShipmentInput.Errors(_reader, _words.Problems) is { Count: > 0 } problems)
        {
            throw new ParameterInvalidException($"Nothing was bought: {string.Join("; ", problems)}.");
        }
    }

    private protected override void Process()
    {
        if (ParameterSetName == DetailsSet)
        {
            var described = ReadRequest(DefaultSession, _reader, _words.Problems);
            Buy(described, ShippingServiceId!.Trim(), ShippingServiceOfferId, rate: null, DefaultSession);
            return;
        }

        _row++;
        try
        {
            var (service, request) = OfferedService.From(InputObject);
            _offers.Add(new Offer(service, request, SessionFor(new SessionMark(service.Session, service.Account))));
        }
        catch (FbaException exception)
        {
            var target = OfferedService.OrderOf(InputObject) ?? FormattableString.Invariant($"row {_row}");
            Pump.Show(engine => engine.Error(ErrorTable.From(exception, target)));
        }
    }

    private protected override void End()
    {
        base.End();
        var packages = _offers.GroupBy(offer => JournalAccount.IdOf(offer.Request), StringComparer.Ordinal).ToList();
        WarnOfSharedItems(packages.Where(offers => offers.Count() == 1).Select(offers => offers.First().Request));
        foreach (var offers in packages)
        {
            var ((service, request, session), count) = (offers.First(), offers.Count());
            if (count == 1)
            {
                Buy(request, service.ShippingServiceId!, service.ShippingServiceOfferId, service.Rate, session);
                continue;
            }

            // All offers of a list piped in would be bought, one label each, for the same goods.
            var exception = new ShipmentRepeatedException(
                $"{count} services were piped in for the same items of order '{request.AmazonOrderId}', so none was bought. Select one, for "
                    + "example with Sort-Object Rate | Select-Object -First 1.");
            Pump.Show(engine => engine.Error(ErrorTable.From(exception, request.AmazonOrderId)));
        }
    }

    // A journal warns when it claims the items: it knows those of earlier runs, too.
    private void WarnOfSharedItems(IEnumerable<ShipmentRequest> requests)
    {
        var shared =
            from request in requests
            from item in request.ItemList
            where Journal is null && item.OrderItemId is not null
            group item by (request.AmazonOrderId, item.OrderItemId) into packages
            where packages.Count() > 1
            select packages;
        foreach (var packages in shared)
        {
            var (order, item) = packages.Key;
            Engine.Warning(
                $"{packages.Count()} labels are bought for item '{item}' of order '{order}', {packages.Sum(part => (long)(part.Quantity ?? 0))} "
                    + "units in all, because several packages with this item were piped in. If the units are the same, cancel the extra "
                    + "shipments with Stop-MfnShipment.");
        }
    }

    private void Buy(ShipmentRequest request, string serviceId, string? offerId, Money? rate, FbaSession session)
    {
        var order = request.AmazonOrderId;
        var items = ItemUnits.Of(request.ItemList.Select(item => (item.OrderItemId, item.Quantity)));
        var price = rate is null ? "at the current rate" : $"for {rate}";
        var action = $"Buy shipment of {items} with {serviceId} {price} (session {session.Name})";
        if (!Engine.ShouldProcess(order, action))
        {
            return;
        }

        var purchase = new ShipmentPurchase
        {
            Request = request,
            ShippingServiceId = serviceId,
            ShippingServiceOfferId = offerId,
            Rate = rate,
            Replaces = [.. (ReplaceShipmentId ?? []).Select(id => id.Trim())],
            HazmatType = Spelled(HazmatType, ShipmentRules.HazmatTypes),
            IncludePackingSlipWithLabel = IncludePackingSlipWithLabel.IsPresent ? true : null,
            SellerInputs = _sellerInputs,
        };
        var journal = OpenJournal(session, Journal, JournalName);
        Pump.Add(order, async (output, cancellationToken) => output.Write(await (
            journal?.For(session) is { } run
                ? run.Purchases.BuyAsync(session.Shipments, purchase, cancellationToken)
                : BuyAsync(session.Shipments, purchase, cancellationToken)).ConfigureAwait(false)));
    }

    // What a journal does over several runs holds in one command without one: a label that may have been bought is not bought again.
    private async Task<Shipment> BuyAsync(ShipmentClient shipments, ShipmentPurchase purchase, CancellationToken cancellationToken)
    {
        var order = purchase.Request.AmazonOrderId;
        string[] items = [.. purchase.Request.ItemList.Select(item => item.OrderItemId ?? "")];
        if (items.FirstOrDefault(item => _unknown.ContainsKey((order, item))) is { } shared)
        {
            throw ShipmentClient.OtherOutcomeUnknown(
                purchase, shared, _unknown[(order, shared)], "run the command again for this package");
        }

        try
        {
            return await shipments.BuyAsync(purchase, cancellationToken).ConfigureAwait(false);
        }
        catch (ShipmentOutcomeUnknownException error)
        {
            foreach (var item in items)
            {
                _unknown[(order, item)] = error.FirstSent;
            }

            throw;
        }
    }

    private sealed record Offer(ShippingService Service, ShipmentRequest Request, FbaSession Session);
}
