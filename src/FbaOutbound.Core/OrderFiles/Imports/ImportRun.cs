using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>
/// One import from the first file to the last order. Nothing is noted of what the user was not told, except what the shop has stopped, and
/// no order is returned before everything is told and noted and the journal is closed: whoever gets an order may send it at once.
/// </summary>
/// <param name="options">How orders are made of rows.</param>
/// <param name="output">Where warnings and orders go.</param>
internal sealed class ImportRun(ImportOptions options, IImportOutput output)
{
    private readonly OrderImport _import = new(options);
    private readonly List<string> _names = [];
    private readonly List<string> _notes = [];
    private readonly List<UnknownColumn> _unknown = [];
    private ImportJournal? _journal;
    private SentBefore? _before;

    /// <summary>The formats of the files.</summary>
    public IReadOnlyList<string> Formats => [.. _import.Formats.Select(format => format.Name)];

    /// <summary>The columns that no format knows.</summary>
    public IReadOnlyList<UnknownColumn> Unknown => [.. _unknown.Distinct()];

    /// <summary>Whether the shop shows orders as shipped that were sent, and it is not known of which a parcel was reported.</summary>
    public bool HasFulfilled => _before?.Findings.Has(FindingKind.Fulfilled) == true;

    /// <summary>Adds a line to the summary.</summary>
    public void AddNote(string note) => _notes.Add(note);

    /// <summary>Reads a file to its end.</summary>
    /// <exception cref="OrderFileException">The file cannot be used.</exception>
    public void Read(ISourceTable table)
    {
        var file = _import.Read(table);
        _names.Add($"{Path.GetFileName(table.Path)} ({file.Binding.Format.Name}, {table.Layout})");
        _unknown.AddRange(file.Binding.Unknown);
        _notes.AddRange(FileRemarks.Notes(file, options));
        Warn(FileRemarks.Warnings(file, table.Layout, options.IncludesUncertain));
    }

    /// <summary>Looks up what the journal knows of the orders, and notes what the shop has stopped.</summary>
    /// <param name="journal">The journal; null if there is none. It is closed before orders are returned.</param>
    /// <param name="reported">The ids of the orders of which a parcel was reported to the shop; null if that is not known.</param>
    /// <param name="mostOrders">How many orders may be returned.</param>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    /// <exception cref="OrderFileException">There are more orders, or no first day is known.</exception>
    public void Look(ImportJournal? journal, ISet<string>? reported, int mostOrders)
    {
        if (journal is not null)
        {
            _journal = journal;
            _before = new SentBefore(journal, _import, options.IdPrefix, reported);
            output.Await(cancellationToken => _before.LookAsync(options.After, cancellationToken));
        }

        if (mostOrders < int.MaxValue && _import.CountSendable() is var count && count > mostOrders)
        {
            throw new OrderFileException(
                $"Nothing was returned: the files have {count} orders to send, but -MaxOrders allows only {mostOrders}. Check the files, "
                    + "or increase -MaxOrders.");
        }
    }

    /// <summary>Tells what has to be known, notes it, and returns the orders.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public ImportCounts Return()
    {
        if (_before is not null)
        {
            Warn(_before.Findings.Warnings());
            output.Await(_before.KeepAsync);
            _notes.AddRange(_before.Findings.Notes());
        }

        Warn(_import.Unheeded());
        _journal?.Dispose();
        var counts = new ImportCounts();
        foreach (var outcome in _import.Outcomes())
        {
            counts.Add(outcome);
            output.Take(outcome);
        }

        Warn(counts.Warnings());
        return counts;
    }

    /// <summary>Returns the summary.</summary>
    public ImportSummary Summarize(ImportCounts counts) => counts.Summary(_names, _notes);

    private void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            output.Warn(warning);
        }
    }
}

/// <summary>Where the warnings and orders of an import go. Each call may end the import.</summary>
internal interface IImportOutput
{
    /// <summary>Does work of the journal to its end.</summary>
    void Await(Func<CancellationToken, Task> work);

    /// <summary>Tells the user of something.</summary>
    void Warn(string warning);

    /// <summary>Takes an order: one to send, or one that is skipped or refused.</summary>
    void Take(ImportOutcome outcome);
}
