using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Sandbox;
using FbaOutbound.Sandbox.Fulfillment;
using FbaOutbound.Shipments;
using OrderStatus = FbaOutbound.Sandbox.Fulfillment.OrderStatus;
using Shipment = FbaOutbound.Shipments.Shipment;

namespace FbaOutbound.FaultSchedules;

/// <summary>
/// Compares what was said with what is. A receipt has to be true when it is given. An error that says or implies that something was not
/// done has to stay true: none of the record's requests may have been accepted, or be taken later.
/// </summary>
internal sealed class Verdict(Trial trial)
{
    private const int ReadsOfProof = 4;
    private const int MostListsInARow = 25;

    // No plan and no header allows more than ten requests a second.
    private static readonly TimeSpan s_shortestInterval = TimeSpan.FromSeconds(0.1);

    private readonly List<string> _violations = [];

    /// <summary>What a process said that is not so, right after its end.</summary>
    public static IReadOnlyList<string> OfReceipts(Trial trial, Process process, IReadOnlyCollection<InputRecord> given)
    {
        var verdict = new Verdict(trial);
        verdict.CheckCounts(process, given);
        foreach (var end in process.Ends.Where(end => end.Error is OperationCanceledException && !process.HasGivenUp(end.Record)))
        {
            verdict.Add(process.Number, $"{end.Record.Id} was cancelled, and nobody had given it up");
        }

        foreach (var end in process.Ends)
        {
            verdict.CheckReceipt(end, process.Number);
        }

        return verdict._violations;
    }

    /// <summary>
    /// What was said by any process and did not stay true, and what was sent that should not have been; when everything is over.
    /// </summary>
    public static IReadOnlyList<string> OfAll(Trial trial, IReadOnlyList<Process> processes)
    {
        var verdict = new Verdict(trial);
        foreach (var process in processes)
        {
            foreach (var end in process.Ends.Where(end => end.Error is not null))
            {
                verdict.CheckError(end, process.Number);
            }
        }

        verdict.CheckPace(processes);
        verdict.CheckOrders();
        verdict.CheckCreated(processes);
        foreach (var record in trial.Schedule.Records)
        {
            verdict.CheckRequests(record);
            verdict.CheckLists(record);
        }

        verdict.CheckLast(processes[^1]);
        foreach (var huge in trial.Huge.Where(huge => huge.Given > 33L * 1024 * 1024))
        {
            verdict.Add(0, $"{huge.Given} bytes of a body were read");
        }

        return verdict._violations;
    }

    private void Add(int run, string what) => _violations.Add($"run {run}: {what}");

    private void CheckCounts(Process process, IReadOnlyCollection<InputRecord> given)
    {
        foreach (var record in given)
        {
            var count = process.Ends.Count(end => ReferenceEquals(end.Record, record));
            if (count > 1 || (count == 0 && !process.IsDead))
            {
                Add(process.Number, $"{record.Id} ended {count} times");
            }
        }
    }

    private void CheckReceipt(End end, int run)
    {
        var record = end.Record;
        switch (end.Receipt)
        {
            case OrderReceipt receipt:
                Require(receipt.Outcome is "Created" or "Accepted" or "AlreadyExisted", run, end, "is no outcome of a create");
                Require(trial.Sandbox.Find(record.Id) is { } order && Holds(order, record), run, end, "is not there as it was sent");
                Require(receipt.SellerFulfillmentOrderId == record.Id && receipt.Row == record.Number, run, end, "has another's id or row");
                break;
            case UpdateReceipt { Outcome: "Updated", ConfirmedBy: "ReadBack" } when record.Comment is null
                && trial.Schedule.TimeToApply == TimeSpan.Zero:
                Require(trial.Sandbox.Find(record.Id) is { Action: OrderAction.Ship }, run, end, "does not ship");
                break;
            case UpdateReceipt:
                Require(Taken(record, run) > 0, run, end, "was never taken");
                break;
            case CancelReceipt { Outcome: "Cancelled" }:
                Require(trial.Sandbox.Find(record.Id) is { Status: OrderStatus.Cancelled }, run, end, "is not cancelled");
                break;
            case CancelReceipt { Outcome: "CancelRequested" }:
                Require(Taken(record, run) > 0, run, end, "was never taken");
                break;
            case CancelReceipt:
                Require(trial.Sandbox.Find(record.Id) is { Status: not OrderStatus.Cancelled }, run, end, "is cancelled");
                break;
            case Shipment shipment when record.Work == Work.Purchase:
                Require(shipment.ShipmentId is { } id && trial.Sandbox.FindShipment(id) is not null, run, end, "is not there");
                break;
            case Shipment shipment:
                Require(
                    shipment.Status?.StartsWith("Refund", StringComparison.Ordinal) == true && Taken(record, run) > 0,
                    run,
                    end,
                    "was never cancelled");
                break;
            default:
                break;
        }
    }

    private void CheckError(End end, int run)
    {
        var record = end.Record;
        switch (end.Error)
        {
            case OrderOutcomeUnknownException or ShipmentOutcomeUnknownException:
                // A process may have been killed between the journal's entry and the request.
                // What became of a twin of other content is unknown of the id.
                var wasSent = trial.Log.Any(sent => IsOfId(sent, record) && sent.IsChange && sent.Run <= run);
                Require(wasSent || (trial.Schedule.UsesJournal && run > 1), run, end, "was never sent");
                break;
            case OrderConflictException:
                Require(trial.Sandbox.Find(record.Id) is { } order && !Holds(order, record), run, end, "is there as it was sent");
                break;
            case OrderIdUsedByDeadOrderException:
                Require(
                    trial.Sandbox.Find(record.Id) is { Status: OrderStatus.Cancelled or OrderStatus.Invalid or OrderStatus.Unfulfillable },
                    run,
                    end,
                    "is not dead");
                break;
            case FbaServiceException when end.Error.Message.Contains("previously been canceled", StringComparison.Ordinal):
                break;
            case JournalException { Problem: JournalProblem.OtherContent }:
                Require(HasTwin(record) && Taken(record, run) == 0, run, end, "is no other order");
                break;
            case SessionClosedException or OperationCanceledException or JournalException:
                // What earlier runs and other records did, they do not speak of.
                Require(
                    Requests(record, run).Where(sent => sent.Run == run && ReferenceEquals(sent.Record, record))
                        .Sum(sent => sent.Taken) == 0,
                    run,
                    end,
                    $"says that nothing was done, and it was ({end.Error.Message})");
                break;
            case FbaServiceException { Operation: "getShipment" or "GetShipment" } when trial.Schedule.UsesJournal:
                Require(Taken(record, run) > 0, run, end, "was never bought");
                break;
            case FbaServiceException:
                // Of the same run it speaks for itself alone: the same order may stand in the input twice.
                var taken = Requests(record, run).Where(sent => sent.Run < run || ReferenceEquals(sent.Record, record))
                    .Sum(sent => sent.Taken);
                Require(taken == 0, run, end, $"says that nothing was done, and it was ({end.Error.Message})");
                break;
            default:
                Add(run, $"{record.Id} ended in {end.Error}");
                break;
        }
    }

    // After a push-back nothing leaves that had its permit before, and a client that keeps to the plan meets none.
    private void CheckPace(IReadOnlyList<Process> processes)
    {
        foreach (var run in trial.Log.GroupBy(sent => (sent.Run, sent.Asked))
            .Where(run => run.Key.Asked is not (Asked.Token or Asked.List or Asked.Other)))
        {
            // What was under way when another push-back came belongs to that one.
            // MWS says so with 503, and of a body that drips the client learns only when it has come whole.
            var refused = run.Where(
                sent => sent is
                {
                    Learnt: Learnt.NotTaken, Status: 429 or 503, Answered: not null, Fate: not { Wire: Wire.Drip }
                }).ToList();
            foreach (var throttled
                in refused.Where(
                    sent => !refused.Exists(other => other != sent && other.Answered >= sent.Time && other.Answered <= sent.Answered)))
            {
                if (run.FirstOrDefault(sent => sent.Time > throttled.Answered
                    && sent.Time - throttled.Answered < s_shortestInterval) is { } soon)
                {
                    Add(run.Key.Run, $"{soon} left right after {throttled}");
                }
            }

            if (processes.Any(process => process.Number == run.Key.Run && process.IsHealthy)
                && trial.Schedule is { Rate: null, Burst: null } && run.FirstOrDefault(sent => sent.Status == 429) is { } over)
            {
                Add(run.Key.Run, $"{over} met a push-back");
            }
        }
    }

    private void CheckOrders()
    {
        var expected = trial.Schedule.Records.Select(record => record.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in trial.Sandbox.OrderIds.Where(id => !expected.Contains(id)))
        {
            Add(0, $"the order {id} is nobody's");
        }
    }

    private void CheckCreated(IReadOnlyList<Process> processes)
    {
        var created = processes.SelectMany(process => process.Ends).Where(
            end => end.Receipt is OrderReceipt { Outcome: "Created" or "AlreadyExisted" });
        foreach (var twins in created.GroupBy(end => end.Record.Id)
            .Where(group => group.Select(end => end.Record.Quantity).Distinct().Count() > 1))
        {
            Add(0, $"{twins.Key} is said to be there with two contents");
        }
    }

    // An unknown outcome is never followed by the same request without proof that the first had no effect.
    private void CheckRequests(InputRecord record)
    {
        var runs = trial.Log.Where(sent => IsOfId(sent, record)).GroupBy(sent => trial.Schedule.UsesJournal ? 0 : sent.Run);
        foreach (var sent in runs.Select(run => run.ToList()))
        {
            if (record.Work == Work.Purchase)
            {
                var purchases = sent.Where(one => one.Asked == Asked.Purchase).ToList();
                for (var i = 1; i < purchases.Count; i++)
                {
                    if (purchases[i - 1].Learnt is Learnt.Nothing or Learnt.Success)
                    {
                        Add(purchases[i].Run, $"{record.Id} was bought again after {purchases[i - 1]}");
                    }
                }
            }

            if (record.Work == Work.Create)
            {
                CheckCreates(record, sent);
            }
        }
    }

    // A list that does not end is ended. Repeats of one page after failures count, too: each page is requested at most four times.
    private void CheckLists(InputRecord record)
    {
        var inARow = 0;
        foreach (var sent in trial.Log.Where(sent => ReferenceEquals(sent.Record, record)))
        {
            inARow = sent is { Asked: Asked.List, Learnt: Learnt.Success, GoesOn: true }
                ? inARow + 1
                : sent.Asked is Asked.List or Asked.Token
                ? inARow
                : 0;
            if (inARow > MostListsInARow)
            {
                Add(sent.Run, $"{record.Id} was looked for in {inARow} pages of a list");
                return;
            }
        }
    }

    private void CheckCreates(InputRecord record, List<Sent> sent)
    {
        var creates = sent.Where(one => one.Asked == Asked.Create).ToList();
        foreach (var run in creates.GroupBy(one => (one.Run, one.Record!.Number)).Where(run => run.Count(IsUncertain) > 2))
        {
            Add(run.Key.Run, $"{record.Id} was sent {run.Count(IsUncertain)} times");
        }

        for (var i = 1; i < creates.Count; i++)
        {
            if (!creates[..i].Exists(IsUncertain))
            {
                continue;
            }

            var last = creates.FindLastIndex(i - 1, IsUncertain);
            var between = sent.Where(one => one.Serial > creates[last].Serial && one.Serial < creates[i].Serial).ToList();
            var reads = between.Where(one => one.Asked == Asked.Get && one.Learnt == Learnt.NotFound).ToList();
            var isSameRun = creates[last].Run == creates[i].Run && ReferenceEquals(creates[last].Record, creates[i].Record);
            if ((creates[last].Shows || between.Exists(one => one is { Asked: Asked.Get, Shows: true }))
                && trial.Sandbox.Find(record.Id) is { } order
                && (!Holds(order, record) || between.Exists(one => one is { Asked: Asked.Get, Shows: true } && !Holds(order, one.Record!))))
            {
                // Another order has the id: than this one, or than its twin, which has looked.
                continue;
            }

            var isProven = reads.Count >= (isSameRun ? ReadsOfProof : 1)
                && between.Exists(one => one is { Asked: Asked.List, Learnt: Learnt.Success, Shows: false, GoesOn: false });
            if (!isProven)
            {
                Add(
                    creates[i].Run,
                    $"{record.Id} was sent again (#{creates[i].Serial}) after {creates[last]} without proof of its absence");
            }
        }
    }

    // A healthy service decides everything.
    private void CheckLast(Process last)
    {
        foreach (var end in last.Ends.Where(end => end.Record.Work is Work.Update or Work.Cancel && trial.Schedule.UsesJournal))
        {
            Require(
                end.Error is not OrderOutcomeUnknownException || TokensDieEarly,
                last.Number,
                end,
                $"is not decided ({end.Error?.Message})");
        }

        foreach (var end in last.Ends.Where(end => end.Record.Work == Work.Create && !HasTwin(end.Record)))
        {
            var isDecided = end switch
            {
                { Error: FbaCredentialException or OrderOutcomeUnknownException } when TokensDieEarly => true,
                { Error: OrderOutcomeUnknownException } =>
                    trial.Log.Any(sent => sent.Record?.Id == end.Record.Id && sent.Fate?.Kind == Sandbox.Faults.FaultKind.BurntId),
                { Record.IsRefused: true } => end.Error is FbaServiceException { Outcome: RequestOutcome.Refused },
                { Record.Before: Before.Another } => end.Error is OrderConflictException,
                _ => end.Receipt is not null,
            };
            Require(isDecided, last.Number, end, $"is not decided ({end.Error?.Message})");
        }
    }

    // A journal knows changes by their ids, and without one nobody knows of another's.
    private bool IsOfId(Sent sent, InputRecord record) => trial.Schedule.UsesJournal
        ? sent.Record is { } other && other.Id == record.Id && other.Work == record.Work
        : ReferenceEquals(sent.Record, record);

    private bool IsSame(Sent sent, InputRecord record) =>
        IsOfId(sent, record) && (!trial.Schedule.UsesJournal || sent.Record!.Quantity == record.Quantity);

    private bool HasTwin(InputRecord record) => trial.Schedule.Records.Count(other => other.Id == record.Id) > 1;

    // A token that dies before its time dies again while the request waits for its quota.
    private bool TokensDieEarly => trial.Schedule.AnnouncedTokenLifetime > trial.Schedule.TokenLifetime;

    private static bool IsUncertain(Sent sent) => sent.Learnt is Learnt.Nothing or Learnt.Success;

    private static bool Holds(SandboxOrder order, InputRecord record) =>
        order.Items is [var item] && item.Quantity == record.Quantity && item.SellerSku == record.Sku;

    private IEnumerable<Sent> Requests(InputRecord record, int run) => trial.Log.Where(sent =>
        IsSame(sent, record) && sent.IsChange && (sent.Run == run || (trial.Schedule.UsesJournal && sent.Run < run)));

    private int Taken(InputRecord record, int run) => Requests(record, run).Sum(sent => sent.Taken);

    private void Require(bool isSo, int run, End end, string what)
    {
        if (!isSo)
        {
            Add(run, $"{end.Record.Work} {end.Record.Id} ended in {end.Name} and {what}");
        }
    }
}
