using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Storage;
using FbaOutbound.Texts;

namespace FbaOutbound.Journal;

/// <summary>
/// A journal in a file of one process: lines are only appended, and each is on the disk before its writer goes on. Lines of many records
/// that wait at the same time are flushed together. The last line of a change counts.
/// </summary>
internal sealed class FileJournalStore : IJournalStore
{
    /// <summary>
    /// What is flushed together never spans a page: a page that a power failure lets go leaves a torn tail, and no hole before good lines.
    /// </summary>
    public const int PageLength = 4096;

    private readonly object _gate = new();
    private readonly object _file = new();
    private readonly Dictionary<JournalKey, TaskCompletionSource<bool>> _held = [];
    private readonly Queue<Pending> _pending = new();
    private readonly Dictionary<TextHash, long> _places;
    private readonly Stream _stream;
    private readonly Action<Stream> _flush;
    private readonly MemoryStream _batch = new();
    private readonly IReadOnlyDictionary<string, PastSends> _sends;
    private byte[] _sum;
    private long _end;
    private bool _isWriting;
    private bool _isClosed;
    private JournalException? _broken;

    private FileJournalStore(string path, Stream stream, Action<Stream> flush, JournalReader reader)
    {
        Name = path;
        _stream = stream;
        _flush = flush;
        _places = reader.Places;
        _sends = reader.Sends.ToSends();
        _sum = reader.Sum;
        _end = reader.End;
    }

    public string Name { get; }

    /// <summary>Opens a file, or makes one, and locks it until the store is disposed or the process ends.</summary>
    /// <param name="path">The file, as a full path.</param>
    /// <param name="owner">Whose journal it is to be.</param>
    /// <exception cref="JournalException">The file cannot be used.</exception>
    public static FileJournalStore Open(string path, JournalIdentity owner)
    {
        FileStream stream;
        try
        {
            stream = PrivateFile.OpenAlone(path);
        }
        catch (IOException exception) when (PrivateFile.IsLocked(exception))
        {
            throw new JournalException(
                JournalProblem.InUse,
                $"The journal '{path}' is in use by another run, by another command in the same pipeline, or by another program. Wait "
                    + "until it has finished, or use another journal; only a journal in a database can be shared. Nothing was sent.",
                exception);
        }
        catch (Exception exception) when (exception is NotAFileException or DirectoryNotFoundException)
        {
            throw Unusable(path, exception.Message.TrimEnd('.'), exception);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unusable(path, $"it cannot be opened for writing ({exception.Message.TrimEnd('.')})", exception);
        }

        var store = Open(path, owner, stream, static file => ((FileStream)file).Flush(flushToDisk: true));
        if (PrivateFile.Exposure(path, "the ids of your orders and hashes of their content") is { } exposure)
        {
            CallLog.Current.Warning(exposure);
        }

        return store;
    }

    /// <summary>Opens a stream that is a journal, or becomes one.</summary>
    internal static FileJournalStore Open(string path, JournalIdentity owner, Stream stream, Action<Stream> flush)
    {
        try
        {
            var reader = new JournalReader(path, owner);
            reader.Read(stream);
            var torn = stream.Length - reader.End;
            var store = new FileJournalStore(path, stream, flush, reader);
            store.Begin(torn, owner);
            return store;
        }
        catch (Exception exception)
        {
            stream.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw Unusable(path, $"it cannot be read or written ({exception.Message.TrimEnd('.')})", exception);
            }

            throw;
        }
    }

    public PastSends SendsOf(string operation) => _sends.TryGetValue(operation, out var sends) ? sends : PastSends.None;

    public Task<IReadOnlyDictionary<JournalKey, JournalRead>> ReadAsync(
        IReadOnlyCollection<JournalKey> keys, CancellationToken cancellationToken)
    {
        var read = new Dictionary<JournalKey, JournalRead>();
        foreach (var key in keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isHeld;
            long? place;
            lock (_gate)
            {
                ThrowIfUnusable();
                isHeld = _held.ContainsKey(key);
                place = _places.TryGetValue(key.Hash, out var at) ? at : null;
            }

            if (isHeld || place is not null)
            {
                read[key] = new JournalRead(isHeld, place is { } line ? ReadAt(key, line) : null);
            }
        }

        return Task.FromResult<IReadOnlyDictionary<JournalKey, JournalRead>>(read);
    }

    public Task<JournalClaim> ClaimAsync(JournalKey key, CancellationToken cancellationToken)
    {
        long? place;
        lock (_gate)
        {
            ThrowIfUnusable();
            if (_held.ContainsKey(key))
            {
                return Task.FromResult(new JournalClaim(false, null));
            }

            _held[key] = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            place = _places.TryGetValue(key.Hash, out var at) ? at : null;
        }

        try
        {
            return Task.FromResult(new JournalClaim(true, place is { } line ? ReadAt(key, line) : null));
        }
        catch
        {
            _ = ReleaseAsync(key);
            throw;
        }
    }

    public Task WaitAsync(JournalKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _held.TryGetValue(key, out var released)
                ? released.Task.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
                : Task.CompletedTask;
        }
    }

    public Task WriteAsync(JournalKey key, JournalEntry entry, CancellationToken cancellationToken)
    {
        // Not cancelled: a write is quick, and one that was given up would leave open what the file says.
        var pending = new Pending(key, entry, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            ThrowIfUnusable();
            if (!_held.ContainsKey(key))
            {
                throw new JournalClaimLostException($"'{key.Id}' is not claimed in the journal '{Name}'.");
            }

            _pending.Enqueue(pending);
            if (!_isWriting)
            {
                _isWriting = true;
                _ = SharedWork.Begin(() => Task.Run(WriteAll, CancellationToken.None));
            }
        }

        return pending.Done.Task;
    }

    public Task ReleaseAsync(JournalKey key)
    {
        lock (_gate)
        {
            if (_held.TryGetValue(key, out var released))
            {
                _held.Remove(key);
                released.TrySetResult(true);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Closes the file, after the lines that are being written.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            while (_isWriting)
            {
                Monitor.Wait(_gate);
            }

            foreach (var released in _held.Values)
            {
                released.TrySetResult(true);
            }
        }

        lock (_file)
        {
            _stream.Dispose();
            _batch.Dispose();
        }
    }

    private static JournalException Unusable(string path, string why, Exception exception) =>
        new(JournalProblem.Unusable, $"The journal '{PrivateFile.Shown(path)}' cannot be used: {why}. Nothing was sent.", exception);

    private void Begin(long torn, JournalIdentity owner)
    {
        if (torn > 0)
        {
            _stream.SetLength(_end);
            _flush(_stream);
            CallLog.Current.Warning(FormattableString.Invariant(
                $"The last line of the journal '{Name}' was incomplete, probably because a run was killed. It was removed ({torn} bytes); no request depended on it."));
        }

        if (_end == 0)
        {
            _sum = JournalLine.WriteHeader(_batch, owner);
            Append();
        }
    }

    private void WriteAll()
    {
        while (true)
        {
            List<Pending> batch = [];
            lock (_gate)
            {
                if (_pending.Count == 0 || _broken is not null)
                {
                    foreach (var left in _pending)
                    {
                        left.Done.TrySetException(_broken!);
                    }

                    _pending.Clear();
                    _isWriting = false;
                    Monitor.PulseAll(_gate);
                    return;
                }

                batch.AddRange(_pending);
            }

            Write(batch);
        }
    }

    // Writes as many of the lines as go together, at least one.
    private void Write(List<Pending> waiting)
    {
        var written = new List<(Pending Pending, long Place)>();
        try
        {
            lock (_file)
            {
                var left = PageLength - (_end % PageLength);
                foreach (var pending in waiting)
                {
                    var start = _batch.Position;
                    var sum = JournalLine.WriteEntry(_batch, _sum, pending.Key, pending.Entry);
                    if (written.Count > 0 && _batch.Position > left)
                    {
                        _batch.Position = start;
                        break;
                    }

                    _sum = sum;
                    written.Add((pending, _end + start));
                    if (_batch.Position - start > JournalLine.Longest)
                    {
                        throw new IOException("an entry is longer than a line can be");
                    }
                }

                Append();
            }
        }
        catch (Exception exception)
        {
            Break(exception);
            return;
        }

        lock (_gate)
        {
            foreach (var (pending, place) in written)
            {
                _pending.Dequeue();
                _places[pending.Key.Hash] = place;
            }
        }

        foreach (var (pending, _) in written)
        {
            pending.Done.TrySetResult(true);
        }
    }

    private void Append()
    {
        if (FindChange() is { } change)
        {
            throw new JournalChangedException(change);
        }

        _stream.Position = _end;
        _stream.Write(_batch.GetBuffer(), 0, (int)_batch.Position);
        _flush(_stream);
        _end += _batch.Position;
        _batch.Position = 0;
    }

    // What is written to a file that has lost its name, or its beginning, no later run finds.
    private string? FindChange() =>
        _stream.Length < _end ? "it was truncated during the run"
        : _stream.Length > _end ? "another program wrote to it during the run"
        : _stream is FileStream file ? PrivateFile.Missed(file, Name) : null;

    // After a write or a flush that failed the content of the disk is unknown, and a second flush may claim what is not so: the file is not
    // written again.
    private void Break(Exception exception)
    {
        lock (_gate)
        {
            var why = exception is JournalChangedException
                ? exception.Message
                : $"it could not be written ({exception.Message.TrimEnd('.')})";
            _broken = new JournalException(
                JournalProblem.Unusable,
                $"The journal '{Name}' can no longer be used: {why}. Nothing more will be sent. Restore the journal before you run the command again.",
                exception);
        }
    }

    private JournalEntry ReadAt(JournalKey key, long place)
    {
        var buffer = new byte[1024];
        lock (_file)
        {
            if (!_stream.CanRead)
            {
                throw new JournalException(JournalProblem.Unusable, $"The journal '{Name}' is closed. Nothing was sent.");
            }

            try
            {
                for (var filled = 0; ;)
                {
                    _stream.Position = place + filled;
                    var read = _stream.Read(buffer, filled, buffer.Length - filled);
                    var end = Array.IndexOf(buffer, (byte)'\n', filled, read);
                    filled += read;
                    if (end >= 0)
                    {
                        return JournalLine.ReadEntry(new ReadOnlyMemory<byte>(buffer, 0, end)) is { } line && line.Key == key
                            ? line.Entry
                            : throw new IOException("a line was changed while it was in use");
                    }

                    if (read == 0 || filled >= JournalLine.Longest + 1)
                    {
                        throw new IOException("a line was truncated while it was in use");
                    }

                    if (filled == buffer.Length)
                    {
                        Array.Resize(ref buffer, 2 * buffer.Length);
                    }
                }
            }
            catch (IOException exception)
            {
                throw Unusable(Name, $"it cannot be read ({exception.Message})", exception);
            }
        }
    }

    // Called under the gate.
    private void ThrowIfUnusable()
    {
        if (_broken is { } error)
        {
            throw new JournalException(error.Problem, error.Message, error);
        }

        if (_isClosed)
        {
            throw new JournalException(JournalProblem.Unusable, $"The journal '{Name}' is closed. Nothing was sent.");
        }
    }

    private sealed class JournalChangedException(string message) : IOException(message);

    private sealed record Pending(JournalKey Key, JournalEntry Entry, TaskCompletionSource<bool> Done);
}
