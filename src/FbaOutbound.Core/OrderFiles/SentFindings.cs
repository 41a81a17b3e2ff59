using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.OrderFiles;

/// <summary>What an import found out about orders that its journal records as sent, and what the user is told of it.</summary>
/// <param name="knowsParcels">Whether it is known of which orders a parcel was reported to the shop.</param>
internal sealed class SentFindings(bool knowsParcels)
{
    /// <summary>What to do about an order that was edited after it was sent.</summary>
    public const string Advice = "Amazon ships what was sent, unless you change the order with Set-FbaFulfillmentOrder while it is on hold, "
        + "or cancel it with Stop-FbaFulfillmentOrder.";

    /// <summary>The formats that have another version than at the last import.</summary>
    public List<(string Format, int Before, int Now)> NewVersions { get; } = [];

    /// <summary>Warnings about single orders, in their order.</summary>
    public List<string> Told { get; } = [];

    /// <summary>The files in which a spreadsheet has changed the shop's own ids.</summary>
    public List<DamagedIds> Damaged { get; } = [];

    /// <summary>What the shop no longer wants, although Amazon has it.</summary>
    public List<string> Stopped { get; } = [];

    /// <summary>What a list of orders to cancel names, and Amazon has or may have.</summary>
    public List<string> Listed { get; } = [];

    /// <summary>What the shop no longer wants, and of which it is unknown whether it went out.</summary>
    public List<string> Unwanted { get; } = [];

    /// <summary>What the shop no longer wants, and Amazon would not cancel.</summary>
    public List<string> TooLate { get; } = [];

    /// <summary>What the shop refunded after a parcel, as returns are.</summary>
    public List<string> Returned { get; } = [];

    /// <summary>What an earlier import has seen as stopped, and the files show as one to be shipped.</summary>
    public List<string> StoppedBefore { get; } = [];

    /// <summary>What an earlier import has seen as stopped or waiting, and is too old to be sent now.</summary>
    public List<string> Late { get; } = [];

    /// <summary>What the shop still wants, although its cancellation was requested.</summary>
    public List<string> Cancelled { get; } = [];

    /// <summary>What the shop shows as shipped, and no parcel was reported for.</summary>
    public List<string> Elsewhere { get; } = [];

    /// <summary>How many sent orders the shop shows as shipped, where no parcels are known.</summary>
    public int Fulfilled { get; set; }

    /// <summary>What may have gone out, and is not returned.</summary>
    public List<string> Uncertain { get; } = [];

    /// <summary>What may have gone out, and is returned under the id that it has.</summary>
    public List<string> Again { get; } = [];

    /// <summary>What was sent, and has errors in the file now.</summary>
    public List<string> Unreadable { get; } = [];

    /// <summary>What was sent from a file that named its lines in another way, so that they cannot be compared.</summary>
    public List<string> UnknownLines { get; } = [];

    /// <summary>What has a new number in the shop.</summary>
    public List<string> Renumbered { get; } = [];

    /// <summary>Returns what the user has to know.</summary>
    public IEnumerable<string> Warnings()
    {
        foreach (var (format, before, now) in NewVersions)
        {
            yield return FormattableString.Invariant(
                $"The format {format} has changed since the last import (version {before}, now {now}). It may read orders that were sent before ")
                + "in another way: those that differ are reported as edited.";
        }

        if (StoppedBefore.Count > 0)
        {
            var (it, wants) = StoppedBefore.Count == 1 ? ("It is", "it") : ("They are", "them");
            yield return
                $"An earlier import has seen {Orders(StoppedBefore.Count)} as stopped in the shop, which the file does not show: "
                    + $"{ImportCounts.List(StoppedBefore)}. {it} held back, because this file may be the older one, and may also "
                    + $"have old addresses: import the newest export. If the shop wants {wants} again, use -Include StoppedBefore once.";
        }

        if (Late.Count > 0)
        {
            var (it, they) = Late.Count == 1 ? ("it", "it is") : ("them", "they are");
            yield return
                $"The shop wants {Orders(Late.Count)} now that an earlier import has seen as stopped or waiting, but {they} older than -MaxAge, "
                    + $"and not returned: {ImportCounts.List(Late)}. To send {it}, import once with a larger -MaxAge, such as 90.";
        }

        foreach (var told in Told)
        {
            yield return told;
        }

        foreach (var damaged in Damaged)
        {
            yield return damaged.ToString();
        }

        // Two numbers of the shop can be those of one order.
        if (Stopped.Distinct().ToList() is { Count: > 0 } stopped)
        {
            var (it, was) = stopped.Count == 1 ? ("it", "it was") : ("them", "they were");
            yield return
                $"Amazon has {Orders(stopped.Count)} that the shop no longer wants shipped as {was} sent: {ImportCounts.List(stopped)}. "
                    + $"Check {it} before you release anything; to cancel what the shop has cancelled, import with -IncludeSkipped and pipe to "
                    + "Where-Object ToCancel and Stop-FbaFulfillmentOrder.";
        }

        if (Unwanted.Count > 0)
        {
            yield return
                $"Amazon may have {Orders(Unwanted.Count)} that the shop no longer wants shipped, because it is unknown whether "
                    + $"{(Unwanted.Count == 1 ? "it" : "they")} went out: {ImportCounts.List(Unwanted)}. To settle what the shop has cancelled, "
                    + "import with -IncludeSkipped and pipe to Where-Object ToCancel and Stop-FbaFulfillmentOrder with -Journal.";
        }

        if (Uncertain.Count > 0)
        {
            var (it, they) = Uncertain.Count == 1 ? ("it", "it") : ("them", "they");
            yield return
                $"It is unknown whether {Orders(Uncertain.Count)} went out, and this import does not return {it}: {ImportCounts.List(Uncertain)}. "
                    + $"Resolve-FbaFulfillmentOrder with -Journal shows whether Amazon has {it}, and records the result. "
                    + $"If {they} should not ship, use Stop-FbaFulfillmentOrder with -Journal.";
        }

        if (Cancelled.Count > 0)
        {
            yield return
                $"The shop still wants {Orders(Cancelled.Count)} whose cancellation was requested: {ImportCounts.List(Cancelled)}. "
                    + $"{(Cancelled.Count == 1 ? "Its id" : "Their ids")} cannot be used again. To ship one after all, check that "
                    + "Get-FbaFulfillmentOrder shows it as cancelled, import it without -Journal, add an ending such as '-R' to the "
                    + "SellerFulfillmentOrderId of the order, and pipe it to New-FbaFulfillmentOrder with -Journal.";
        }

        if (Unreadable.Count > 0)
        {
            var (it, was) = Unreadable.Count == 1 ? ("it", "it was") : ("them", "they were");
            yield return
                $"The file has errors in {Orders(Unreadable.Count)} that Amazon has, so it is unknown what was edited in the shop after {was} "
                    + $"sent: {ImportCounts.List(Unreadable)}. Look at {it} in the shop. {Advice}";
        }

        if (Elsewhere.Count > 0)
        {
            var (it, what) = Elsewhere.Count == 1 ? ("it", "it ships") : ("them", "they ship");
            yield return
                $"The shop shows as shipped {Orders(Elsewhere.Count)} for which Amazon has reported no parcel: {ImportCounts.List(Elsewhere)}. If "
                    + $"you shipped {it} yourself, cancel {it} with Stop-FbaFulfillmentOrder before you release anything, or {what} twice.";
        }

        if (Renumbered.Count > 0)
        {
            var (what, why) = Renumbered.Count == 1 ? ("has a new number", "The journal knows its id in the shop, so it is")
                : ("have new numbers", "The journal knows their ids in the shop, so they are");
            yield return $"{Orders(Renumbered.Count)} {what} in the shop: {ImportCounts.List(Renumbered)}. {why} not returned again. "
                + "ConvertTo-FbaTrackingRow writes the number that was sent: change it in the file before the shop imports it.";
        }

        if (UnknownLines.Count > 0)
        {
            var (it, its, was) = UnknownLines.Count == 1 ? ("it", "its", "it was") : ("them", "their", "they were");
            yield return
                $"{Orders(UnknownLines.Count)} cannot be compared with what was sent: {ImportCounts.List(UnknownLines)}. The journal does not have "
                    + $"the SKUs of {its} lines, and {was} sent from a file of another format or with other columns. Compare {it} with the "
                    + "shop before you release anything, or import a file with the earlier format and columns.";
        }
    }

    /// <summary>Returns what the summary says.</summary>
    public IEnumerable<string> Notes()
    {
        if (Listed.Count > 0)
        {
            yield return $"Amazon has or may have {Orders(Listed.Count)} of the list: {ImportCounts.List(Listed)}. To cancel "
                + $"{(Listed.Count == 1 ? "it" : "them")}, pipe the output of this command to Stop-FbaFulfillmentOrder with -Journal.";
        }

        if (Again.Count > 0)
        {
            var (it, ids) = Again.Count == 1 ? ("It is", "id") : ("They are", "ids");
            yield return $"It is unknown whether {Orders(Again.Count)} went out: {ImportCounts.List(Again)}. {it} returned under the same {ids}: "
                + "New-FbaFulfillmentOrder with -Journal finds out, and sends what Amazon does not have.";
        }

        if (!knowsParcels && Fulfilled > 0)
        {
            yield return $"The shop shows as shipped {Orders(Fulfilled)} that this journal records as sent. If you ship some orders yourself, "
                + "use -TrackingStatePath to find those for which Amazon has shipped nothing.";
        }

        if (TooLate.Count > 0)
        {
            yield return $"Amazon did not cancel {Orders(TooLate.Count)} that the shop no longer wants: {ImportCounts.List(TooLate)}.";
        }

        if (Returned.Count > 0)
        {
            yield return $"The shop has refunded {Orders(Returned.Count)} of which a parcel was reported, as returns are: "
                + $"{ImportCounts.List(Returned)}.";
        }
    }

    private static string Orders(int count) => count == 1 ? "1 order" : FormattableString.Invariant($"{count} orders");
}

/// <summary>The shop's own ids of a file's orders that a spreadsheet has changed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Column">The column of the ids.</param>
/// <param name="Orders">How many of the orders that are returned have such an id.</param>
/// <param name="AreAll">Whether no id of the file is whole.</param>
internal sealed record DamagedIds(string Path, string Column, int Orders, bool AreAll)
{
    /// <summary>Returns what the user has to know.</summary>
    public override string ToString()
    {
        var what = AreAll ? "all values" : Orders == 1 ? "the value" : "the values";
        var whose = Orders == 0 ? "" : (AreAll ? ", also" : "") + (Orders == 1 ? " of 1 order that is returned"
            : FormattableString.Invariant($" of {Orders} orders that are returned"));
        return $"{System.IO.Path.GetFileName(Path)}: a spreadsheet has changed {what} of the column '{Column}'{whose}, such as 5.5E+12. If "
            + "the shop has changed the numbers of orders since they were last imported, this import cannot recognize them and returns them "
            + "again. Import the shop's own export instead of a file that a spreadsheet has saved.";
    }
}
