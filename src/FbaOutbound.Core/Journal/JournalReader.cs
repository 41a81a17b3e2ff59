using System;
using System.Collections.Generic;
using System.IO;
using FbaOutbound.Texts;

namespace FbaOutbound.Journal;

/// <summary>
/// Reads a journal file from its beginning, line by line in bounded memory, and finds out where what can be believed ends.
/// </summary>
/// <param name="path">The file, as messages call it.</param>
/// <param name="owner">Whose journal it must be; null for anybody's.</param>
/// <param name="onEntry">Called for each entry, in the order in which they were written.</param>
internal sealed class JournalReader(string path, JournalIdentity? owner, Action<JournalKey, JournalEntry>? onEntry = null)
{
    private byte[] _sum = JournalLine.NoSum;
    private long _lines;

    /// <summary>The checksum of the last line that can be believed.</summary>
    public byte[] Sum => _sum;

    /// <summary>Whose journal it is; null as long as no line was read.</summary>
    public JournalIdentity? Owner { get; private set; }

    /// <summary>Where the last line that can be believed ends.</summary>
    public long End { get; private set; }

    /// <summary>Where the last line of each change begins.</summary>
    public Dictionary<TextHash, long> Places { get; } = [];

    /// <summary>When changes were sent.</summary>
    public SendHistory Sends { get; } = new();

    /// <summary>Reads all lines.</summary>
    /// <exception cref="JournalException">
    /// The file is not a journal, is damaged before its last line, or belongs to another account, version or format.
    /// </exception>
    public void Read(Stream stream)
    {
        var buffer = new byte[2 * JournalLine.Longest];
        var (start, filled) = (0, 0);
        var total = stream.Length;
        stream.Position = 0;
        while (true)
        {
            var end = Array.IndexOf(buffer, (byte)'\n', start, filled - start);
            if (end >= 0 && end - start < JournalLine.Longest)
            {
                if (!Take(buffer, start, end - start))
                {
                    RequireTorn(buffer, start, end - start, total);
                    return;
                }

                start = end + 1;
                continue;
            }

            if (end >= 0 || filled - start >= JournalLine.Longest)
            {
                RequireTorn(buffer, start, filled - start, total);
                return;
            }

            Buffer.BlockCopy(buffer, start, buffer, 0, filled - start);
            (start, filled) = (0, filled - start);
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
            {
                RequireTorn(buffer, start, filled, total);
                return;
            }

            filled += read;
        }
    }

    private bool Take(byte[] buffer, int start, int length)
    {
        var line = new ReadOnlyMemory<byte>(buffer, start, length);
        if (_lines == 0)
        {
            TakeHeader(line);
        }

        if (JournalLine.Check(_sum, buffer, start, length) is not { } sum)
        {
            return false;
        }

        if (_lines > 0)
        {
            if (JournalLine.ReadEntry(line) is not { } entry)
            {
                // Its checksum is right, so it was written like this: by what this version does not understand.
                throw Damaged("cannot be read");
            }

            Places[entry.Key.Hash] = End;
            onEntry?.Invoke(entry.Key, entry.Entry);
            Sends.Add(entry.Key, entry.Entry);
        }

        _sum = sum;
        _lines++;
        End += length + 1;
        return true;
    }

    private void TakeHeader(ReadOnlyMemory<byte> line)
    {
        var header = JournalLine.ReadHeader(line) ?? throw NoJournal();
        if (header.Version != JournalLine.FormatVersion)
        {
            throw new JournalException(
                JournalProblem.NewerFormat,
                $"The journal '{path}' was written by a newer version of the module (format {header.Version}; this one reads "
                    + $"{JournalLine.FormatVersion}). Update the module, or start a new journal. Nothing was sent.");
        }

        Owner = header.Owner;
        if (owner is null)
        {
            return;
        }

        if (header.Owner.Account != owner.Account)
        {
            throw new JournalException(
                JournalProblem.OtherAccount,
                $"The journal '{path}' belongs to another account, or was started with different credentials or a different endpoint. Use a separate "
                    + "journal for each account, and start a new one after changing the refresh token or the application. Nothing was "
                    + "sent.");
        }

        if (header.Owner.ApiVersion != owner.ApiVersion)
        {
            throw new JournalException(
                JournalProblem.OtherVersion,
                $"The journal '{path}' is for version {header.Owner.ApiVersion}, but this session uses {owner.ApiVersion}. Connect "
                    + $"with -ApiVersion {header.Owner.ApiVersion}, or start a new journal. Nothing was sent.");
        }
    }

    // What follows the last good line may be what a crash has left: a line without its end, one with a wrong checksum and nothing after it,
    // or, where the power failed, zeros in place of what was written last, which hold no end of a line.
    private void RequireTorn(byte[] buffer, int start, int length, long total)
    {
        var rest = total - End;
        if (rest == 0)
        {
            return;
        }

        var isLast = rest <= length + 1;
        if (_lines == 0)
        {
            RequireTornHeader(buffer, start, length, isLast);
            return;
        }

        if (!isLast)
        {
            throw Damaged("does not match its checksum");
        }
    }

    // A file that does not begin like a journal belongs to someone else. A header is written to one page, which is on the disk, or not, or
    // in part.
    private void RequireTornHeader(byte[] buffer, int start, int length, bool isLast)
    {
        var isZero = true;
        var isBeginning = true;
        for (var i = 0; i < length; i++)
        {
            isZero &= buffer[start + i] == 0;
            isBeginning &= i >= JournalLine.Beginning.Length || buffer[start + i] == JournalLine.Beginning[i];
        }

        if (!isLast || length > FileJournalStore.PageLength || !(isZero || isBeginning))
        {
            throw NoJournal();
        }
    }

    private JournalException NoJournal() => new(
        JournalProblem.Damaged,
        $"The file '{path}' is not a journal, or its first line is damaged. The file was not changed, and nothing was sent. Use another "
            + "file for -Journal.");

    private JournalException Damaged(string what) => new(
        JournalProblem.Damaged,
        FormattableString.Invariant(
            $"The journal '{path}' is damaged: line {_lines + 1} {what}, and it is not the last line. The file was not changed, and nothing was sent. ")
        + "Restore it from a backup. With a new journal, existing orders would be reported as AlreadyExisted, but shipments would be bought again.");
}
