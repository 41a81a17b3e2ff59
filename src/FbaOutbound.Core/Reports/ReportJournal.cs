using System;
using System.Collections.Generic;
using System.IO;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Storage;

namespace FbaOutbound.Reports;

/// <summary>Reads the journal of a run, whosever it is, and changes nothing in it.</summary>
internal static class ReportJournal
{
    /// <summary>Adds what a journal knows to a report.</summary>
    /// <exception cref="JournalException">The file cannot be read, is not a journal, or a run is using it.</exception>
    public static void AddTo(RunReport report, string path)
    {
        // A report needs little of an entry, and a journal can have a million of them.
        var entries = new Dictionary<JournalKey, Brief>();
        var reader = new JournalReader(path, owner: null, (key, entry) => entries[key] = Brief.Of(entry));
        try
        {
            using var file = PrivateFile.Open(path, FileMode.Open, FileShare.ReadWrite, bufferSize: 1, FileAccess.Read);
            reader.Read(file);
        }
        catch (IOException exception) when (PrivateFile.IsLocked(exception))
        {
            throw new JournalException(
                JournalProblem.InUse,
                $"The journal '{path}' is in use by a run. Wait until it has finished, and export the report again.",
                exception);
        }
        catch (FileNotFoundException exception)
        {
            throw Unusable(path, "there is no such file", exception);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unusable(path, exception.Message.TrimEnd('.'), exception);
        }

        report.AddApiVersion(reader.Owner?.ApiVersion);
        foreach (var pair in entries)
        {
            if (OperationOf(pair.Key.Operation) is { } operation)
            {
                Add(report, operation, pair.Key.Id, pair.Value);
            }
        }
    }

    private static JournalException Unusable(string path, string why, Exception exception) =>
        new(JournalProblem.Unusable, $"The journal '{PrivateFile.Shown(path)}' cannot be read: {why}.", exception);

    // Entries of other operations are no changes.
    private static ReportOperation? OperationOf(string operation) => operation switch
    {
        JournalOperations.Create => ReportOperation.Create,
        JournalOperations.Update => ReportOperation.Update,
        JournalOperations.Cancel => ReportOperation.Cancel,
        JournalOperations.Purchase => ReportOperation.Purchase,
        _ => null,
    };

    private static void Add(RunReport report, ReportOperation operation, string id, in Brief entry)
    {
        var (kind, weight, text, advice) = entry.State switch
        {
            // A cancellation that was requested is noted in the entry of the order that was created.
            JournalState.Done when operation == ReportOperation.Create =>
                (
                    entry.Outcome == Outcomes.AlreadyExisted ? ReportKind.Existed : ReportKind.Created,
                    ReportWeight.Done,
                    entry.Outcome is null or Outcomes.CancelRequested ? Outcomes.Created : entry.Outcome,
                    null),
            JournalState.Done => (ReportKind.Changed, ReportWeight.Done, entry.Outcome ?? Outcomes.Accepted, null),
            JournalState.Sent => (ReportKind.Unknown, ReportWeight.Unknown, ReportStates.Uncertain.Code, ReportStates.Uncertain),
            _ when entry.Time is null || entry.Outcome == nameof(RequestOutcome.NotTaken) =>
                (ReportKind.LeftOver, ReportWeight.NotDone, ReportStates.NotSent.Code, ReportStates.NotSent),
            _ => (ReportKind.Refused, ReportWeight.Refused, ReportStates.RefusedEarlier.Code, ReportStates.RefusedEarlier),
        };
        report.AddJournalEntry(
            operation, id, new ReportOutcome(kind, weight, text, ReportText.OfConfirmation(ConfirmedBy.Journal), advice), entry.Time,
            entry.Sends);
    }

    private readonly record struct Brief(JournalState State, string? Outcome, DateTimeOffset? Time, int Sends)
    {
        public static Brief Of(JournalEntry entry) =>
            new(entry.State, entry.Outcome, entry.LastSent, entry.Sends);
    }
}
