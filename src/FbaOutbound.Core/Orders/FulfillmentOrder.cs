using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>
/// A Multi-Channel Fulfillment order: what a seller asks for, and, once it was read from the service, what happened to it.
/// Members that only a response can hold are null or empty on an order that was never sent.
/// </summary>
/// <remarks>
/// Values that Amazon may extend are strings, kept as they came. The text form is the order's id and never shows the recipient.
/// </remarks>
public sealed record FulfillmentOrder
{
    /// <summary>The seller's identifier of the order: 1 to 40 characters, unique for all orders of the account.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>
    /// The marketplace the order is placed against, such as <c>ATVPDKIKX0DER</c>; also a numeric one where Amazon answers so.
    /// </summary>
    public string? MarketplaceId { get; init; }

    /// <summary>The order's identifier as the recipient sees it on the packing slip: 1 to 40 characters.</summary>
    public string? DisplayableOrderId { get; init; }

    /// <summary>The order's date as the recipient sees it on the packing slip.</summary>
    public DateTimeOffset? DisplayableOrderDate { get; init; }

    /// <summary>The order's text as the recipient sees it on the packing slip: at most 750 characters on the Selling Partner API.</summary>
    public string? DisplayableOrderComment { get; init; }

    /// <summary><c>Standard</c>, <c>Expedited</c>, <c>Priority</c> or <c>ScheduledDelivery</c>.</summary>
    public string? ShippingSpeedCategory { get; init; }

    /// <summary>
    /// Further speeds that are acceptable, in the order of preference; only on version 2026-07-04, which uses the first speed alone so far.
    /// </summary>
    public IReadOnlyList<string> FurtherSpeeds { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>The window of a scheduled delivery, only in Japan.</summary>
    public DeliveryWindow? DeliveryWindow { get; init; }

    /// <summary>Where the goods go.</summary>
    public Address? DestinationAddress { get; init; }

    /// <summary>Where the carrier may leave the goods, only in Japan. Version 2020-07-01 never returns it.</summary>
    public DeliveryPreferences? DeliveryPreferences { get; init; }

    /// <summary><c>Ship</c> or <c>Hold</c>.</summary>
    public string? Action { get; init; }

    /// <summary><c>FillOrKill</c>, <c>FillAll</c> or <c>FillAllAvailable</c>.</summary>
    public string? Policy { get; init; }

    /// <summary>What is collected on delivery, where Amazon offers that.</summary>
    public CodSettings? CodSettings { get; init; }

    /// <summary>The ISO 3166-1 alpha-2 code of the country the order ships from. Version 2020-07-01 never returns it.</summary>
    public string? ShipFromCountryCode { get; init; }

    /// <summary>The email addresses that Amazon notifies: each at most 64 characters.</summary>
    public IReadOnlyList<string> NotificationEmails { get; init => field = OutputList<string>.Hidden(value); } = OutputList<string>.None;

    /// <summary>The features of the order, such as <c>BLANK_BOX</c>.</summary>
    public IReadOnlyList<FeatureConstraint> FeatureConstraints
    {
        get;
        init => field = OutputList<FeatureConstraint>.Of(value);
    } = OutputList<FeatureConstraint>.None;

    /// <summary>The items of the order; null in a list of orders that comes without them.</summary>
    public IReadOnlyList<FulfillmentOrderItem> Items
    {
        get;
        init => field = OutputList<FulfillmentOrderItem>.Of(value);
    } = OutputList<FulfillmentOrderItem>.None;

    /// <summary>The payments for the order, required in India.</summary>
    public IReadOnlyList<PaymentInformation> PaymentInformation
    {
        get;
        init => field = OutputList<PaymentInformation>.Of(value);
    } = OutputList<PaymentInformation>.None;

    /// <summary>
    /// The state of the order in the words of version 2020-07-01 where one is known: <c>New</c>, <c>Received</c>, <c>Planning</c>,
    /// <c>Processing</c>, <c>Cancelled</c>, <c>Complete</c>, <c>CompletePartialled</c>, <c>Unfulfillable</c> or <c>Invalid</c>; any other
    /// word unchanged.
    /// </summary>
    public string? Status => OrderStatus.Normalize(ServiceStatus);

    /// <summary>The state of the order as the service wrote it.</summary>
    public string? ServiceStatus { get; init; }

    /// <summary>When a fulfillment center received the order.</summary>
    public DateTimeOffset? ReceivedDate { get; init; }

    /// <summary>When the order's state last changed.</summary>
    public DateTimeOffset? StatusUpdatedDate { get; init; }

    /// <summary>Whether Amazon ships the order as fast as to a Prime member; only if version 2020-07-01 says so.</summary>
    public bool? PrimeUpgraded { get; init; }

    /// <summary>The shipments of the order; null where they were not read, as in a list of orders.</summary>
    public IReadOnlyList<FulfillmentShipment> Shipments
    {
        get;
        init => field = OutputList<FulfillmentShipment>.Of(value);
    } = OutputList<FulfillmentShipment>.None;

    /// <summary>The items on their way back.</summary>
    public IReadOnlyList<ReturnItem> ReturnItems { get; init => field = OutputList<ReturnItem>.Of(value); } = OutputList<ReturnItem>.None;

    /// <summary>The authorizations of returns.</summary>
    public IReadOnlyList<ReturnAuthorization> ReturnAuthorizations
    {
        get;
        init => field = OutputList<ReturnAuthorization>.Of(value);
    } = OutputList<ReturnAuthorization>.None;

    /// <summary>The packing slip's template and what it says beyond the displayable members; only on version 2026-07-04.</summary>
    public PackingSlip? PackingSlip { get; init; }

    /// <summary>Whether the order is held: its action is Hold and its state is one in which it still can be shipped.</summary>
    public bool IsHeld => OrderStatus.IsAction(Action, OrderStatus.Hold) && OrderStatus.MayBeHeld(Status);

    /// <summary>
    /// Whether a cancellation can be asked for: true in Received and Planning and while the order is held, false once picking has begun or
    /// the order is at its end, null if unknown. Version 2026-07-04 says PROCESSING from the first minute, which tells nothing.
    /// </summary>
    public bool? CanCancel => IsHeld ? true
        : HidesProgress && Status == OrderStatus.Processing ? null
        : OrderStatus.CanCancel(Status);

    /// <summary>When Amazon cancels the order automatically because its hold has lasted 14 days; null if the order is not held.</summary>
    public DateTimeOffset? HoldExpires => IsHeld && ReceivedDate < DateTimeOffset.MaxValue - OrderStatus.HoldDuration
        ? ReceivedDate + OrderStatus.HoldDuration
        : null;

    /// <summary>
    /// The name of the session that the order was read with; cmdlets that get the order from the pipeline use that session.
    /// </summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>Whether the protocol that the order was read with says Processing of every order on its way.</summary>
    internal bool HidesProgress { get; init; }

    /// <summary>The protocol version that the order was read with; null on an order that was not read.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>
    /// The names of the members that were not given and were filled in, such as the date; <c>Items.SellerFulfillmentOrderItemId</c> for
    /// the ids of all items. An existing order is not compared in these.
    /// </summary>
    internal IReadOnlyCollection<string> FilledIn { get; init; } = [];

    /// <summary>What the order was when it was read or imported, so that a script's edits show; null if it was neither.</summary>
    internal OrderContent? Content { get; init; }

    /// <summary>The recipient as imports compare it with an order that was sent without one; null if that was not asked for.</summary>
    internal OrderRecipient? Recipient { get; init; }

    /// <summary>What was repaired of the order's texts, each with one warning.</summary>
    internal IReadOnlyList<Orders.TextRepair> Repairs { get; init; } = [];

    /// <summary>Whether the date was given as a day, without a time: MWS takes and prints it so.</summary>
    internal bool DisplayableOrderDateIsDay { get; init; }

    /// <summary>Where an imported order came from: the file and its rows. It is no part of what is sent or compared.</summary>
    public OrderSource? Source { get; init; }

    /// <summary>What of the response could not be read, each with its text; the members that it belongs to are null or empty.</summary>
    public IReadOnlyList<UnreadValue> Unread { get; init => field = OutputList<UnreadValue>.Of(value); } = OutputList<UnreadValue>.None;

    /// <summary>Returns the order's id.</summary>
    public override string ToString() => SellerFulfillmentOrderId;
}
