using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>What became of one order of a file: an order, or why it is skipped or refused.</summary>
/// <param name="Id">The id that the order has, or would have.</param>
/// <param name="Source">The file and the rows.</param>
internal sealed record ImportOutcome(string Id, OrderSource Source)
{
    /// <summary>The suffix that the id ends with; empty if it is the whole order's.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>The order; null where it is skipped or refused.</summary>
    public FulfillmentOrder? Order { get; init; }

    public SkippedOrder? Skipped { get; init; }

    /// <summary>
    /// Builds an order that is skipped for its age, its refunds, a hold or the like, or because a part of it was shipped, or that is the
    /// rest of one, as if that did not matter, to compare it with what was sent; null for other orders.
    /// </summary>
    public Func<ImportOutcome>? Whole { get; init; }

    /// <summary>
    /// Builds the rest of an order that is skipped because a part of it was shipped, with a suffix, if need be whatever its age; null for
    /// other orders.
    /// </summary>
    public Func<string, bool, ImportOutcome>? Rest { get; init; }

    /// <summary>Whether a part of it was shipped, which did not matter where it was built.</summary>
    public bool HasShippedPart { get; init; }

    /// <summary>What the journal knows of a skipped order; null if it was not asked, or knows nothing.</summary>
    public SentState? Sent { get; init; }

    /// <summary>
    /// Builds the rest of an order that is skipped because a part of it was shipped, and the file does not show which, with all of its
    /// lines; null for other orders.
    /// </summary>
    public Func<ImportOutcome>? UnknownRest { get; init; }

    /// <summary>Whether it would not be sent in any case, because it is too old, or for an ordinary reason besides the first.</summary>
    public bool IsLeft { get; init; }

    /// <summary>The action that the file gives it; null if it gives none.</summary>
    public string? Action { get; init; }

    /// <summary>What is wrong with it, each with its row; empty unless it is refused.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What the rows of an order with problems say; null if it has none, or they are not all of it.</summary>
    public string? FaultyRows { get; init; }

    /// <summary>Whether cells of its rows may stand in the wrong columns.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>Whether the rows are of several orders of the shop.</summary>
    public bool IsSeveralOrders { get; init; }

    /// <summary>The lines that were left out of the order.</summary>
    public IReadOnlyList<SkippedLine> Lines { get; init; } = [];

    /// <summary>A shipping method that was taken for Standard.</summary>
    public string? AssumedMethod { get; init; }

    /// <summary>The value of -Map that makes a known status of an unknown one; null unless that is why it is skipped.</summary>
    public string? StatusMap { get; init; }

    /// <summary>Whether the words of this method are the shop's, and not a value of the recipient in the wrong cell.</summary>
    public bool IsMethodShown { get; init; }

    /// <summary>Why no sum of the order could tell whether lines of it are missing, with the column; null if one could.</summary>
    public string? UnreadTotal { get; init; }

    /// <summary>Two rows with items that are the same, and that are both sent; null if there are none.</summary>
    public (long First, long Second)? SameRows { get; init; }

    /// <summary>Whether a spreadsheet has changed the shop's own id of the order, so that a new number of it is not recognized.</summary>
    public bool HasDamagedId { get; init; }

    /// <summary>What is special about the address.</summary>
    public string? Notice { get; init; }

    /// <summary>What its rows say in columns that hold no order back; empty unless it can be returned, or was sent.</summary>
    public IReadOnlyList<UnheededStop> Stops { get; init; } = [];

    /// <summary>Whether characters of its name or address were only guessed, because the file does not record its encoding.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>The currency of its amounts and the marketplace's, where they differ.</summary>
    public string? ForeignCurrency { get; init; }

    /// <summary>The channel whose policy set the order's features.</summary>
    public string? FeaturesOf { get; init; }

    /// <summary>Returns the order as one that is not sent.</summary>
    public ImportOutcome AsSkipped(SkipReason reason, string? detail, bool wasEdited = false, bool hasErrors = false) => new(Id, Source)
    {
        StatusMap = reason == SkipReason.UnknownStatus ? StatusMap : null,
        Suffix = Suffix,
        IsLeft = IsLeft,
        Action = Action,
        Stops = Stops,
        Skipped = new SkippedOrder
        {
            SellerFulfillmentOrderId = Id, SkipReason = reason, Detail = detail, Source = Source, WasEdited = wasEdited,
            HasErrors = hasErrors, Action = Action,
            RecommendedAction = reason.ActionOf(IsLeft, wasSent: false),
        },
    };

    /// <summary>Returns the skipped order, once for each id under which it was sent.</summary>
    public IEnumerable<SkippedOrder> AllSkipped() => Sent switch
    {
        null => [Skipped!],
        { Other: { } other } =>
        [
            Skipped! with
            {
                SellerFulfillmentOrderId = "",
                Detail = With($"At Amazon, the id '{Id}' belongs to another of the shop's orders, {other}."),
            },
        ],
        { Ids.Count: 0 } sent => [Skipped! with { Detail = With(sent.Detail) }],
        var sent => sent.Ids.Select(id => Skipped! with
        {
            SellerFulfillmentOrderId = id.Id.Id,
            IsDecided = id.IsCancelled || id.IsTooLate,
            RecommendedAction = Skipped.SkipReason.ActionOf(IsLeft, wasSent: sent.Ids.Any(each => !each.IsUncertain)),
            ToCancel = !id.IsCancelled && !id.IsTooLate && !sent.Shipped.Contains(id.Id.Id) && Skipped.SkipReason.IsOfCancelling(),
            Detail = With(id.IsCancelled ? "It was sent, and its cancellation was requested."
                : id.IsTooLate ? $"Amazon did not cancel it{(id.TooLateStatus is { } status ? $"; its status was {status}" : "")}."
                : id.HasOtherContent ? "Amazon has an order with this id and other content."
                : id.IsUncertain ? "It is unknown whether it was sent."
                : sent.Shipped.Contains(id.Id.Id) ? "A parcel for it was reported to the shop, so the refund is taken for that of a return."
                : sent.Detail),
        }),
    };

    /// <summary>Returns the order as one that is refused.</summary>
    public ImportOutcome AsRefused(string problem) => new(Id, Source) { Suffix = Suffix, Problems = [problem] };

    private string? With(string? more) => (Skipped!.Detail ?? more) is null ? null : Sentences.Join(Skipped.Detail, more);

    /// <summary>The id as a journal looks for it, with what all spellings of its number have in common.</summary>
    public ImportedId OwnId
    {
        get
        {
            var whole = Id.Substring(0, Id.Length - Suffix.Length);
            return new ImportedId(Order?.Source?.Core ?? OrderNumbers.CoreOf(OrderFormats.Find(Source.Format), whole), whole, Suffix);
        }
    }

    /// <summary>What an error names: the id, or the rows.</summary>
    public string Target => Id.Length > 0 ? Id : Source.ToString();
}

/// <summary>What the journal knows of an order that is skipped.</summary>
/// <param name="Ids">The ids under which it was sent, or may have been.</param>
/// <param name="Detail">What the user has to know.</param>
internal sealed record SentState(IReadOnlyList<SentPart> Ids, string? Detail = null)
{
    /// <summary>What tells the other order of the shop for which the order's id was sent; null if it was sent for none.</summary>
    public string? Other { get; init; }

    /// <summary>The ids of which a parcel was reported, although the shop has refunded the order.</summary>
    public IReadOnlyCollection<string> Shipped { get; init; } = [];
}
