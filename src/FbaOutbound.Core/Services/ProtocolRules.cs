using System;
using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Services;

/// <summary>Something that a protocol finds wrong with an order, before a request is spent.</summary>
/// <param name="Code">One of <see cref="ProblemCodes"/>.</param>
/// <param name="Member">The member, such as <c>Items[1].Unit</c>.</param>
/// <param name="Text">What is wrong and what to do, as the end of a sentence about the member.</param>
internal sealed record ProtocolProblem(string Code, string Member, string Text);

/// <summary>
/// In what a protocol differs from the others: its pages, what it fills in, what it allows, and what it has no place for. Each protocol's
/// folder has one; no other code asks for a version.
/// </summary>
internal abstract class ProtocolRules
{
    /// <summary>The protocol's name, as <c>-ApiVersion</c> takes it.</summary>
    public abstract string ApiVersion { get; }

    /// <summary>The page that states the rules of a create.</summary>
    public abstract string CreatePage { get; }

    /// <summary>How many creates a second the published usage plan allows; null if it has no limit that is known.</summary>
    public virtual double? CreatesPerSecond => null;

    /// <summary>The page that states the rules of a preview.</summary>
    public abstract string PreviewPage { get; }

    /// <summary>The page that states the rules of an update.</summary>
    public abstract string UpdatePage { get; }

    /// <summary>The most characters of the comment on a packing slip.</summary>
    public virtual int LongestComment => 750;

    /// <summary>The most characters of a recipient's name; null if it is not documented.</summary>
    public virtual int? LongestName => null;

    /// <summary>Whether the marketplace, the action and the policy of an order are sent even where the user gave none.</summary>
    public virtual bool SendsDefaults => true;

    /// <summary>Whether an id with a plus sign is read as one with a blank, because the id is a part of the address.</summary>
    public virtual bool MistakesPlusSigns => true;

    /// <summary>Whether an update can change more than the action.</summary>
    public virtual bool UpdatesContent => true;

    /// <summary>Whether an order of the speed ScheduledDelivery can be held.</summary>
    public virtual bool HoldsScheduledDeliveries => false;

    /// <summary>Whether orders in India carry a payment and declared values.</summary>
    public virtual bool HasIndianPayments => true;

    /// <summary>Whether delivery preferences have an effect in Japan only.</summary>
    public virtual bool HasPreferencesInJapanOnly => true;

    /// <summary>Where a carrier can be asked to leave the goods.</summary>
    public virtual IReadOnlyList<string> DropOffTypes =>
    [
        "FRONT_DOOR", "DELIVERY_BOX", "GAS_METER_BOX", "BICYCLE_BASKET", "GARAGE", "RECEPTIONIST", "FALLBACK_NEIGHBOR_DELIVERY",
        "DO_NOT_LEAVE_UNATTENDED",
    ];

    /// <summary>Whether a city in a Japanese address is refused, instead of ignored.</summary>
    public virtual bool RefusesCityInJapan => false;

    /// <summary>
    /// The countries in which cash on delivery is possible, with their English names; null if
    /// <see cref="Check(FulfillmentOrder, string?)"/> says it.
    /// </summary>
    public virtual IReadOnlyList<(string Code, string Name)>? CashOnDeliveryCountries => [("JP", "Japan"), ("IN", "India")];

    /// <summary>Whether Amazon prints a packing slip with an order, so that its members are required, and filled in.</summary>
    public virtual bool PrintsSlip(FulfillmentOrder order) => true;

    /// <summary>The version that has what this protocol has no service for.</summary>
    /// <param name="service">The interface in this folder that the protocol does not implement.</param>
    public abstract string VersionWith(Type service);

    /// <summary>The error of an operation that this protocol has no service for.</summary>
    /// <typeparam name="TService">The interface in this folder that the protocol does not implement.</typeparam>
    /// <param name="what">What the protocol lacks, as the rest of a sentence that begins with the version.</param>
    public OperationNotSupportedException Lacks<TService>(string what) =>
        new(ApiVersion, what, $"Connect with -ApiVersion {VersionWith(typeof(TService))} to use it.");

    /// <summary>What the protocol finds wrong with an order that is to be created.</summary>
    /// <param name="order">The order, its defaults filled in.</param>
    /// <param name="country">The country of the order's marketplace; null if unknown.</param>
    public abstract IEnumerable<ProtocolProblem> Check(FulfillmentOrder order, string? country);

    /// <summary>What the protocol finds wrong with what a preview is asked for.</summary>
    public virtual IEnumerable<ProtocolProblem> CheckPreview(FulfillmentOrder order) => [];

    /// <summary>What the protocol finds wrong with a change.</summary>
    /// <param name="update">The change.</param>
    /// <param name="country">The country of the order's marketplace; null if unknown.</param>
    public virtual IEnumerable<ProtocolProblem> Check(OrderUpdate update, string? country) => [];
}
