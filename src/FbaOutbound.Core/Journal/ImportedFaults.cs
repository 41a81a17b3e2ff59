namespace FbaOutbound.Journal;

/// <summary>Which orders of an import have rows with errors that the user knows of.</summary>
/// <param name="orders">What the journal knows of the orders.</param>
/// <param name="account">The account that the entries belong to.</param>
/// <param name="notes">What this import notes.</param>
internal sealed class ImportedFaults(JournaledOrders orders, JournalAccount account, ImportNotes notes)
{
    private const string Refused = nameof(Refused);
    private const string Read = nameof(Read);

    /// <summary>
    /// Notes that the user is told of the errors in the rows of an order that was sent. Returns whether the same ones are settled already.
    /// </summary>
    public bool Note(string id, string rows)
    {
        var (key, mark) = (JournalKey.FaultyOf(id), account.RowsOf(id, rows));
        if (orders.EntryOf(key) is { } note && note.Reference == mark && note.Outcome != Read && orders.IsSettled(note))
        {
            return true;
        }

        notes.Add([new ImportNote(key, mark, ToldNote.Of(notes.Mark))]);
        return false;
    }

    /// <summary>Notes that the rows of an order that was sent can be read again, if the user was told of errors in them.</summary>
    public void NoteRead(string id)
    {
        var key = JournalKey.FaultyOf(id);
        if (orders.EntryOf(key) is { } note && ToldNote.IsOne(note))
        {
            notes.Add([new ImportNote(key, note.Reference!, Read)]);
        }
    }

    /// <summary>Notes that the rows of an order that was not sent are refused: what is sent of it is not what they say.</summary>
    public void NoteRefused(string id, string rows)
    {
        if (!WasRefused(id, rows))
        {
            notes.Add([new ImportNote(JournalKey.FaultyOf(id), account.RowsOf(id, rows), Refused)]);
        }
    }

    /// <summary>Whether an import refused an order as it is, before it was sent.</summary>
    public bool WasRefused(string id, string rows) =>
        orders.EntryOf(JournalKey.FaultyOf(id)) is { Outcome: Refused } note && note.Reference == account.RowsOf(id, rows);
}
