using System;
using System.Collections.Generic;
using System.Globalization;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>What an import notes, until it is written.</summary>
/// <param name="mark">The import.</param>
internal sealed class ImportNotes(ImportMark mark)
{
    private readonly List<ImportNote> _others = [];
    private readonly Dictionary<JournalKey, ImportNote> _stops = [];

    /// <summary>The import.</summary>
    public ImportMark Mark => mark;

    /// <summary>What the shop has stopped.</summary>
    public IReadOnlyCollection<ImportNote> Stops => _stops.Values;

    /// <summary>The other notes.</summary>
    public IReadOnlyList<ImportNote> Others => _others;

    /// <summary>Adds what the shop has stopped. The last note of an order counts.</summary>
    public void AddStop(ImportNote note) => _stops[note.Key] = note;

    /// <summary>Adds other notes.</summary>
    public void Add(IEnumerable<ImportNote> notes) => _others.AddRange(notes);

    /// <summary>Forgets the stops, which are written.</summary>
    public void ClearStops() => _stops.Clear();

    /// <summary>Forgets the other notes, which are written.</summary>
    public void ClearOthers() => _others.Clear();
}

/// <summary>
/// What a note says of an order that was sent: the user was told of a difference, and by which import. Earlier versions wrote a count of
/// runs in the place of the import.
/// </summary>
internal static class ToldNote
{
    private const string Told = "Told";
    private const string By = " by ";

    /// <summary>Returns what is noted when an import tells the user.</summary>
    public static string Of(ImportMark import) => Told + By + import.Id;

    /// <summary>Whether a note says that the user was told.</summary>
    public static bool IsOne(JournalEntry note) => note.Outcome?.StartsWith(Told, StringComparison.Ordinal) == true;

    /// <summary>Returns the import by which the user was told; null if it was another version's, or the user was not told.</summary>
    public static string? ImportOf(JournalEntry note) => note.Outcome?.StartsWith(Told + By, StringComparison.Ordinal) == true
        ? note.Outcome.Substring(Told.Length + By.Length)
        : null;

    /// <summary>
    /// Returns how many runs an earlier version had counted when it told the user, or -1 if it did not count; null if the user was not
    /// told.
    /// </summary>
    public static int? RunsOf(JournalEntry note) => note.Outcome == Told ? -1
        : note.Outcome?.StartsWith(Told + " ", StringComparison.Ordinal) == true ? CountOf(note.Outcome.Substring(Told.Length + 1)) : null;

    /// <summary>Reads a count of runs; 0 if there is none.</summary>
    public static int CountOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var runs) ? runs : 0;
}
