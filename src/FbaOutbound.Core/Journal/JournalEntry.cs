using System;
using FbaOutbound.Texts;

namespace FbaOutbound.Journal;

/// <summary>Which journal it is.</summary>
/// <param name="Account">A mark of the account, never a secret itself.</param>
/// <param name="ApiVersion">The protocol version that carries its changes.</param>
/// <param name="Name">The name among the journals of one store.</param>
internal sealed record JournalIdentity(string Account, string ApiVersion, string Name);

/// <summary>What an entry of a journal is about.</summary>
/// <param name="Operation">One of <see cref="JournalOperations"/>.</param>
/// <param name="Id">The order's id; for a purchase the Amazon order id and its items.</param>
internal readonly record struct JournalKey(string Operation, string Id)
{
    /// <summary>The creation of an order.</summary>
    public static JournalKey CreationOf(string sellerFulfillmentOrderId) => new(JournalOperations.Create, sellerFulfillmentOrderId);

    /// <summary>The cancellation of an order.</summary>
    public static JournalKey CancellationOf(string sellerFulfillmentOrderId) => new(JournalOperations.Cancel, sellerFulfillmentOrderId);

    /// <summary>The prefix of the ids of imported orders.</summary>
    public static JournalKey ShopPrefix => new(JournalOperations.Shop, "prefix");

    /// <summary>How many runs had sent imported orders, as earlier versions counted them.</summary>
    public static JournalKey ImportRuns => new(JournalOperations.Shop, "runs");

    /// <summary>An import of which a run has sent orders.</summary>
    public static JournalKey SentImport(string import) => new(JournalOperations.Shop, "import " + import);

    /// <summary>The ids under which one order of a shop was imported.</summary>
    public static JournalKey IdsOf(string core) => new(JournalOperations.Ids, core);

    /// <summary>The ids under which the order of one id of a shop was imported, whatever its number was.</summary>
    /// <param name="mark">A keyed hash of the shop's id (<see cref="JournalAccount.ShopKeyOf"/>).</param>
    public static JournalKey ShopIdOf(string mark) => new(JournalOperations.ShopId, mark);

    /// <summary>The ids under which an order was sent that has another number in the shop by now.</summary>
    /// <param name="core">The number that it has now.</param>
    public static JournalKey EarlierIdsOf(string core) => new(JournalOperations.EarlierIds, core);

    /// <summary>How an order looked that was sent last under an id that is not its own.</summary>
    public static JournalKey LastOf(string id) => new(JournalOperations.Last, id);

    /// <summary>That an import recorded an order as stopped in the shop.</summary>
    /// <param name="id">The order's id without a suffix.</param>
    public static JournalKey StoppedOf(string id) => new(JournalOperations.Stopped, id);

    /// <summary>How the rows of an order that was sent looked when they had errors.</summary>
    public static JournalKey FaultyOf(string id) => new(JournalOperations.Faulty, id);

    /// <summary>What stands for the key where a journal of a million orders is held in memory.</summary>
    public TextHash Hash => TextHash.Of($"{Operation}\n{Id}");
}

/// <summary>The operations that a journal keeps.</summary>
internal static class JournalOperations
{
    public const string Create = "create";
    public const string Update = "update";
    public const string Cancel = "cancel";
    public const string Purchase = "purchase";

    /// <summary>No change: which order brought some goods to a recipient. The id is a keyed hash of both.</summary>
    public const string Goods = "goods";

    /// <summary>
    /// No change: which shipments hold an item. The id is that of the order and of the item; the reference has the shipments' ids.
    /// </summary>
    public const string Packed = "packed";

    /// <summary>No change: how an order looked when it was imported. The reference has a keyed hash of each of its members.</summary>
    public const string Import = "import";

    /// <summary>
    /// No change: the ids under which one order of a shop was imported. The id is the shop's number without what a spreadsheet changes.
    /// </summary>
    public const string Ids = "ids";

    /// <summary>
    /// No change: the ids under which an order of a shop was imported, because its number can change and its id in the shop does not. The
    /// id is a keyed hash of the shop's id, and the reference is that of <see cref="Ids"/>.
    /// </summary>
    public const string ShopId = "shopid";

    /// <summary>
    /// No change: the ids under which an order was sent before the shop changed its number, so that the new number alone leads to them. The
    /// id and the reference are like those of <see cref="Ids"/>.
    /// </summary>
    public const string EarlierIds = "earlierids";

    /// <summary>
    /// No change: how an order looked in an import that gave it another id than the one that it was sent under last. The reference is that
    /// of an import.
    /// </summary>
    public const string Last = "last";

    /// <summary>
    /// No change: that an import recorded an order as cancelled, refunded or held back in the shop, with the time. The reference is the
    /// reason, and the outcome a mark of the shop's own id. An older file shows the order as one to be shipped.
    /// </summary>
    public const string Stopped = "stopped";

    /// <summary>
    /// No change: the rows of an order that was sent had errors in an import, and its user was told. The reference is a keyed hash of them,
    /// and the outcome that of <see cref="Import"/>.
    /// </summary>
    public const string Faulty = "faulty";

    /// <summary>
    /// No change: of the id <c>prefix</c>, whose ids the imported orders have, with their prefix as the reference; of the id
    /// <c>import</c> and a mark, the import of that mark, of which orders were sent; of the id <c>runs</c>, how many runs had sent
    /// imported orders by an earlier version.
    /// </summary>
    public const string Shop = "shop";
}

/// <summary>The progress of a change.</summary>
internal enum JournalState
{
    /// <summary>The change may have left: whether it had its effect has to be read back.</summary>
    Sent,

    /// <summary>It was proven that the change had no effect: it may be sent again, corrected too.</summary>
    NotDone,

    /// <summary>The change was made.</summary>
    Done,
}

/// <summary>
/// All that a journal knows of one change. An entry is replaced whole by the next one of its key. It holds ids, hashes, times and words of
/// ours, and nothing of a recipient.
/// </summary>
internal sealed record JournalEntry
{
    /// <summary>The outcome of a cancellation that was refused, or came to nothing, and would again.</summary>
    public const string TooLate = nameof(TooLate);

    public required JournalState State { get; init; }

    /// <summary>The protocol version that carried the change.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The change's content.</summary>
    public required JournalContent Content { get; init; }

    /// <summary>When the change was first about to leave; null if it never was.</summary>
    public DateTimeOffset? FirstSent { get; init; }

    /// <summary>When it was last about to leave.</summary>
    public DateTimeOffset? LastSent { get; init; }

    /// <summary>How often it was about to leave.</summary>
    public int Sends { get; init; }

    /// <summary>The outcome in one word: a receipt's, or the id of an error.</summary>
    public string? Outcome { get; init; }

    /// <summary>
    /// What the service named the thing that was made, such as a shipment's id; of an imported order, what was sent of it (<see
    /// cref="SentContent"/>); of a cancellation that came too late, the status that the order had; null otherwise.
    /// </summary>
    public string? Reference { get; init; }

    /// <summary>The service's identifier of the last response.</summary>
    public string? RequestId { get; init; }

    /// <summary>Returns the entry of a cancellation that came too late, with the status that the order had.</summary>
    public JournalEntry AsTooLate(string? status) => this with { State = JournalState.NotDone, Outcome = TooLate, Reference = status };

    /// <summary>Reads a state. Enum.Parse would take numbers, too, and a change in no state would be sent again.</summary>
    /// <exception cref="FormatException">The text is no state.</exception>
    public static JournalState StateOf(string text) => text switch
    {
        nameof(JournalState.Sent) => JournalState.Sent,
        nameof(JournalState.NotDone) => JournalState.NotDone,
        nameof(JournalState.Done) => JournalState.Done,
        _ => throw new FormatException(),
    };

    /// <summary>Checks a time that a store holds: times are added to and taken from.</summary>
    /// <exception cref="FormatException">No run can have written it.</exception>
    public static DateTimeOffset Sane(DateTimeOffset time) => time is { Year: >= 1970 and < 9000 } ? time : throw new FormatException();
}

/// <summary>
/// The content of a change as two keyed hashes, so that contents can be compared and not guessed. Only what the caller gave counts, written
/// as orders are compared: trimmed, without case, amounts as numbers, times as instants.
/// </summary>
/// <param name="Essentials">The members in which two orders of one id are different orders.</param>
/// <param name="Rest">All other members.</param>
internal readonly record struct JournalContent(string Essentials, string Rest);
