using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>What an import found out about orders that its journal records as sent, and what the user is told of it.</summary>
internal sealed class SentFindings
{
    /// <summary>What to do about an order that was edited after it was sent.</summary>
    public const string Advice = "Amazon ships what was sent, unless you change the order with Set-FbaFulfillmentOrder while it is on hold, "
        + "or cancel it with Stop-FbaFulfillmentOrder.";

    // What is told of orders, in this order. {n} is how many they are, {list} which; {it|them} is for one and for several.
    private static readonly (FindingKind Kind, string Text)[] s_warnings =
    [
        (
            FindingKind.StoppedBefore,
            "An earlier import recorded {n} as stopped in the shop, but this file shows {it|them} as open: {list}. {It was|They were} held "
                + "back, because this file may be older and may have old addresses. Import the newest export. If the shop wants {it|them} "
                + "again, use -Include StoppedBefore once."),
        (
            FindingKind.Late,
            "{n} that waited or {was|were} stopped in an earlier import {is|are} open now, but older than -MaxAge, so {it was|they were} "
                + "not returned: {list}. To send {it|them}, import once with a larger -MaxAge, such as 90."),
        (
            FindingKind.Stopped,
            "The shop stopped {n} after {it was|they were} sent to Amazon: {list}. Check {it|them} before you release anything. "
                + "{To cancel it, if the shop cancelled it|To cancel those that the shop cancelled}, import with -IncludeSkipped and pipe "
                + "to Where-Object ToCancel and Stop-FbaFulfillmentOrder."),
        (
            FindingKind.Unwanted,
            "The shop stopped {n}, and it is unknown whether Amazon has {it|them}: {list}. "
                + "{To settle it, if the shop cancelled it|To settle those that the shop cancelled}, import with -IncludeSkipped and pipe "
                + "to Where-Object ToCancel and Stop-FbaFulfillmentOrder with -Journal."),
        (
            FindingKind.Uncertain,
            "It is unknown whether {n} {was|were} sent, and this import does not return {it|them}: {list}. Resolve-FbaFulfillmentOrder "
                + "with -Journal shows whether Amazon has {it|them}, and records the result. If {it|they} should not ship, use "
                + "Stop-FbaFulfillmentOrder with -Journal."),
        (
            FindingKind.Cancelled,
            "The shop still wants {n} whose cancellation was requested: {list}. {Its id|Their ids} cannot be used again. To ship one after "
                + "all, check that Get-FbaFulfillmentOrder shows it as cancelled, import it without -Journal, add an ending such as '-R' "
                + "to the SellerFulfillmentOrderId of the order, and pipe it to New-FbaFulfillmentOrder with -Journal."),
        (
            FindingKind.Unreadable,
            "The file has errors in {n} that Amazon has, so it is unknown what was edited in the shop after {it was|they were} sent: "
                + "{list}. Look at {it|them} in the shop. " + Advice),
        (
            FindingKind.Elsewhere,
            "The shop shows {n} as shipped, but Amazon has reported no parcel for {it|them}: {list}. If you shipped {it|them} yourself, "
                + "cancel {it|them} with Stop-FbaFulfillmentOrder before you release anything, or {it ships|they ship} twice."),
        (
            FindingKind.Renumbered,
            "{n} {has a new number|have new numbers} in the shop: {list}. The journal knows {its id|their ids} in the shop, so "
                + "{it is|they are} not returned again. ConvertTo-FbaTrackingRow writes the number that was sent: change it in the file "
                + "before the shop imports it."),
        (
            FindingKind.UnknownLines,
            "{n} cannot be compared with what was sent: {list}. The journal does not have the SKUs of {its|their} lines, and "
                + "{it was|they were} sent from a file of another format or with other columns. Compare {it|them} with the shop before you "
                + "release anything, or import a file with the earlier format and columns."),
    ];

    private static readonly (FindingKind Kind, string Text)[] s_notes =
    [
        (
            FindingKind.Listed,
            "Amazon has or may have {n} of the list: {list}. To cancel {it|them}, pipe the output of this command to "
                + "Stop-FbaFulfillmentOrder with -Journal."),
        (
            FindingKind.Again,
            "It is unknown whether {n} {was|were} sent: {list}. {It is|They are} returned under the same {id|ids}: New-FbaFulfillmentOrder "
                + "with -Journal finds out, and sends what Amazon does not have."),
        (
            FindingKind.Fulfilled,
            "The shop shows {n} as shipped that this journal records as sent. If you ship some orders yourself, use -TrackingStatePath to "
                + "find those for which Amazon has shipped nothing."),
        (FindingKind.TooLate, "Amazon did not cancel {n} that the shop no longer wants: {list}."),
        (
            FindingKind.Returned,
            "The shop refunded {n} after a parcel was reported, so {it counts as a return|they count as returns}: {list}."),
    ];

    private readonly Dictionary<FindingKind, List<string>> _orders = [];
    private readonly List<string> _versions = [];
    private readonly List<string> _edits = [];
    private readonly List<string> _damaged = [];

    /// <summary>Adds an order. Two numbers of the shop can be those of one order, which is told of once.</summary>
    /// <param name="kind">What was found out.</param>
    /// <param name="id">The order's id.</param>
    /// <param name="detail">What is told of it besides.</param>
    public void Add(FindingKind kind, string id, string? detail = null)
    {
        if (!_orders.TryGetValue(kind, out var orders))
        {
            _orders.Add(kind, orders = []);
        }

        orders.Add(detail is null ? id : $"{id} ({detail})");
    }

    /// <summary>Whether any order was added.</summary>
    public bool Has(FindingKind kind) => _orders.ContainsKey(kind);

    /// <summary>Adds what was edited in one order after it was sent: each such order has a warning of its own.</summary>
    public void AddEdit(string warning) => _edits.Add(warning);

    /// <summary>Adds a format that has another version than at the last import.</summary>
    public void AddVersion(string format, int before, int now) => _versions.Add(FormattableString.Invariant(
        $"The format {format} has changed since the last import (version {before}, now {now}). It may read orders that were sent before ")
            + "in another way: those that differ are reported as edited.");

    /// <summary>Adds a file in which a spreadsheet has changed the shop's own ids.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column of the ids.</param>
    /// <param name="orders">How many of the orders that are returned have such an id.</param>
    /// <param name="areAll">Whether no id of the file is whole.</param>
    public void AddDamaged(string path, string column, int orders, bool areAll)
    {
        var affected = orders == 0 ? "" : Tell("; {count} of the returned orders {is|are} affected", orders, "");
        _damaged.Add(
            $"{Path.GetFileName(path)}: a spreadsheet changed {(areAll ? "all" : "some")} ids in the column '{column}' (such as "
                + $"5.5E+12){affected}. If the shop renumbered orders since the last import, they are returned again. Import the shop's "
                + "own export.");
    }

    /// <summary>Returns what the user has to know. What may keep orders from being sent comes first.</summary>
    public IEnumerable<string> Warnings() =>
        [.. _versions, .. Texts(s_warnings.Take(2)), .. _edits, .. _damaged, .. Texts(s_warnings.Skip(2))];

    /// <summary>Returns what the summary says.</summary>
    public IEnumerable<string> Notes() => Texts(s_notes);

    private IEnumerable<string> Texts(IEnumerable<(FindingKind Kind, string Text)> table) =>
        from row in table
        where Has(row.Kind)
        let orders = _orders[row.Kind].Distinct().ToList()
        select Tell(row.Text, orders.Count, ImportCounts.List(orders));

    private static string Tell(string text, int count, string list) => Regex.Replace(
        text,
        @"\{(?<one>[^|}]*)(\|(?<more>[^}]*))?\}",
        match => match.Groups["one"].Value switch
        {
            "n" => count == 1 ? "1 order" : FormattableString.Invariant($"{count} orders"),
            "count" => count.ToString(CultureInfo.InvariantCulture),
            "list" => list,
            var one => count == 1 ? one : match.Groups["more"].Value,
        });
}

/// <summary>What an import finds out about an order that was sent, or may have been.</summary>
internal enum FindingKind
{
    /// <summary>An earlier import recorded it as stopped, and the files show it as one to be shipped.</summary>
    StoppedBefore,

    /// <summary>An earlier import recorded it as stopped or waiting, and it is too old to be sent now.</summary>
    Late,

    /// <summary>The shop no longer wants it, although Amazon has it.</summary>
    Stopped,

    /// <summary>The shop no longer wants it, and it is unknown whether it was sent.</summary>
    Unwanted,

    /// <summary>It may have been sent, and is not returned.</summary>
    Uncertain,

    /// <summary>The shop still wants it, although its cancellation was requested.</summary>
    Cancelled,

    /// <summary>It was sent, and has errors in the file now.</summary>
    Unreadable,

    /// <summary>The shop shows it as shipped, and no parcel was reported for it.</summary>
    Elsewhere,

    /// <summary>It has a new number in the shop.</summary>
    Renumbered,

    /// <summary>It was sent from a file that named its lines in another way, so that they cannot be compared.</summary>
    UnknownLines,

    /// <summary>A list of orders to cancel names it, and Amazon has it or may have it.</summary>
    Listed,

    /// <summary>It may have been sent, and is returned under the id that it has.</summary>
    Again,

    /// <summary>It was sent, and the shop shows it as shipped, where no parcels are known.</summary>
    Fulfilled,

    /// <summary>The shop no longer wants it, and Amazon would not cancel it.</summary>
    TooLate,

    /// <summary>The shop refunded it after a parcel, as returns are.</summary>
    Returned,
}
