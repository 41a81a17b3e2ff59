using FbaOutbound.Journal;

namespace FbaOutbound.OrderFiles;

/// <summary>Why an order of a file, or a line of one, is not sent. No reason is zero, which PowerShell takes for false.</summary>
public enum SkipReason
{
    /// <summary>The order or line was cancelled.</summary>
    Cancelled = 1,

    /// <summary>All units were refunded.</summary>
    Refunded,

    /// <summary>It was already shipped.</summary>
    Fulfilled,

    /// <summary>It is not paid yet, or is to be paid on delivery.</summary>
    Unpaid,

    /// <summary>The shop has put it on hold.</summary>
    OnHold,

    /// <summary>The buyer collects it, the shop delivers it itself, or a carrier keeps it at a pickup point.</summary>
    LocalPickup,

    /// <summary>The buyer has asked to cancel it.</summary>
    CancelRequested,

    /// <summary>The seller has to acknowledge it in the shop first.</summary>
    NotAcknowledged,

    /// <summary>It is an order of one of Amazon's own stores.</summary>
    AmazonOrder,

    /// <summary>The marketplace ships it, such as Walmart or eBay.</summary>
    FulfilledByChannel,

    /// <summary>
    /// A program of the marketplace asks for more than Multi-Channel Fulfillment gives, such as a reference on the label.
    /// </summary>
    ChannelProgram,

    /// <summary>It is an order of Target Plus, which allows no fulfillment by Amazon.</summary>
    TargetPlus,

    /// <summary>It is a download, a gift card or a service.</summary>
    NotShippable,

    /// <summary>The SKU map leaves it to another warehouse.</summary>
    ShippedElsewhere,

    /// <summary>It is older than -MaxAge allows.</summary>
    TooOld,

    /// <summary>It was placed before the first import of the shop.</summary>
    BeforeFirstImport,

    /// <summary>The file does not say how many units are still to be shipped.</summary>
    QuantityUncertain,

    /// <summary>A part of it was already shipped; the rest needs -IdSuffix.</summary>
    PartlyFulfilled,

    /// <summary>Its status is not known, so that it may not be meant to be shipped.</summary>
    UnknownStatus,

    /// <summary>The journal records it as sent.</summary>
    AlreadySent,

    /// <summary>
    /// The journal records it as sent, and the file has it with other content than was sent, or with lines that cannot be compared.
    /// </summary>
    ChangedSinceSent,

    /// <summary>Another file of the command has the same order.</summary>
    Repeated,

    /// <summary>The file asks to cancel it.</summary>
    CancelListed,

    /// <summary>An earlier import recorded it as cancelled, refunded or on hold in the shop, and this file does not show that.</summary>
    StoppedBefore,
}

/// <summary>What reasons have in common.</summary>
internal static class SkipReasons
{
    /// <summary>Whether the shop no longer wants the order shipped, although Amazon may have it.</summary>
    public static bool IsStopped(this SkipReason reason) => reason is not (SkipReason.AlreadySent or SkipReason.ChangedSinceSent
        or SkipReason.TooOld or SkipReason.BeforeFirstImport or SkipReason.Repeated or SkipReason.StoppedBefore) && !reason.IsFulfilled();

    /// <summary>
    /// Whether the shop no longer wants the order shipped as it was sent, and may want it shipped all the same, so that it matters whether
    /// it was edited.
    /// </summary>
    public static bool IsHeldBack(this SkipReason reason) => reason.IsStopped()
        && reason is not (SkipReason.Cancelled or SkipReason.Refunded or SkipReason.CancelListed);

    /// <summary>Returns what a journal stores of the reason.</summary>
    public static StopReason AsStop(this SkipReason reason) => reason switch
    {
        SkipReason.Cancelled => StopReason.Cancelled,
        SkipReason.Refunded => StopReason.Refunded,
        SkipReason.CancelListed => StopReason.CancelListed,
        SkipReason.Unpaid => StopReason.Unpaid,
        SkipReason.NotAcknowledged => StopReason.NotAcknowledged,
        _ => StopReason.Other(reason.ToString()),
    };

    /// <summary>Whether a shop hardly ever takes the reason back.</summary>
    public static bool IsLasting(this SkipReason reason) => reason.AsStop().IsLasting;

    /// <summary>Whether the order waits for something that comes as a rule, such as the payment.</summary>
    public static bool IsWaiting(this SkipReason reason) => reason.AsStop().IsWaiting;

    /// <summary>Whether imports note the reason of any order, and not only of one that was sent.</summary>
    public static bool IsNoted(this SkipReason reason) => reason.IsWaiting()
        || reason is SkipReason.Cancelled or SkipReason.Refunded or SkipReason.CancelRequested or SkipReason.OnHold;

    /// <summary>Whether only the age of the order keeps it from being sent.</summary>
    public static bool IsOfAge(this SkipReason reason) => reason is SkipReason.TooOld or SkipReason.BeforeFirstImport;

    /// <summary>
    /// Whether the shop marks the order as fulfilled: it was told of the parcel, or its seller shipped the order another way.
    /// </summary>
    public static bool IsFulfilled(this SkipReason reason) => reason is SkipReason.Fulfilled or SkipReason.PartlyFulfilled;

    /// <summary>Whether nothing of the order is wanted any more, so that it has to be cancelled if it was sent.</summary>
    public static bool IsOfCancelling(this SkipReason reason) =>
        reason is SkipReason.Cancelled or SkipReason.Refunded or SkipReason.CancelRequested or SkipReason.CancelListed;

    /// <summary>What to do about an order that waited in the shop until it was too old to be sent.</summary>
    public const string ActionOfLate = "Send it once with a larger -MaxAge and the journal, or cancel or fulfill it in the shop.";

    /// <summary>
    /// Returns what a person has to do about an order: nothing settles it otherwise. Null for an order that waits for something ordinary,
    /// or for nothing.
    /// </summary>
    /// <param name="reason">Why it is not sent.</param>
    /// <param name="isLeft">Whether it would not be sent in any case, because it is too old, or for an ordinary reason besides this one.</param>
    /// <param name="wasSent">Whether it was sent under some id.</param>
    public static string? ActionOf(this SkipReason reason, bool isLeft, bool wasSent) => reason switch
    {
        SkipReason.ChangedSinceSent => "Change or cancel it at Amazon.",
        SkipReason.StoppedBefore =>
            "Import the newest export. If the shop wants the order again, import it once with -Include StoppedBefore and the journal. Then "
                + "send it, or release it at Amazon if it was sent.",
        _ when isLeft || wasSent => null,
        SkipReason.UnknownStatus =>
            "Change the status in the shop, or send the order once with -Map and the journal. If it should not ship, cancel it in the "
                + "shop.",
        SkipReason.QuantityUncertain =>
            "Look at the order in the shop. Send it once with -Include QuantityUncertain and the journal, or cancel or fulfill it in the "
                + "shop.",
        SkipReason.PartlyFulfilled => "Send the rest once with -IdSuffix and the journal, or fulfill it in the shop.",
        _ => null,
    };
}
