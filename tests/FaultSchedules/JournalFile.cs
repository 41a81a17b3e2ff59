using System;
using System.IO;
using FbaOutbound.Journal;
using FbaOutbound.Storage;

namespace FbaOutbound.FaultSchedules;

/// <summary>The journal of a schedule, which outlives its processes: in memory, or in a file system.</summary>
internal sealed class JournalFile : IDisposable
{
    private static readonly string s_folder = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private readonly MemoryStream _memory = new();
    private readonly string? _path;

    public JournalFile(bool isReal) => _path = isReal ? Path.Combine(s_folder, $"fault-schedule-{Guid.NewGuid():N}.journal") : null;

    /// <summary>Opens the journal for a process.</summary>
    public FileJournalStore Open(Process process, JournalIdentity owner)
    {
        var stream = new ProcessStream(process, _path is null ? _memory : PrivateFile.OpenAlone(_path), isOwned: _path is not null);
        process.Journal = stream;
        return FileJournalStore.Open("journal", owner, stream, static stream => ((ProcessStream)stream).FlushToDisk());
    }

    public void Dispose()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }

    /// <summary>The file as one process has it: what is written is lost with its power unless it was flushed.</summary>
    internal sealed class ProcessStream(Process process, Stream file, bool isOwned) : Stream
    {
        private long _flushed = file.Length;
        private int _writes;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => file.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count)
        {
            ThrowIfDead();
            _writes++;
            if (process.DiesWriting(_writes, 0))
            {
                ThrowIfDead();
            }

            if (process.DiesWriting(_writes, 1))
            {
                file.Write(buffer, offset, count / 2);
                Crash();
            }

            file.Write(buffer, offset, count);
            if (process.DiesWriting(_writes, 2))
            {
                Crash();
            }
        }

        public void FlushToDisk()
        {
            ThrowIfDead();
            file.Flush();
            _flushed = file.Length;
            if (process.DiesWriting(_writes, 3))
            {
                ThrowIfDead();
            }
        }

        public override void Flush()
        {
        }

        public override void SetLength(long value)
        {
            ThrowIfDead();
            file.SetLength(value);
            _flushed = Math.Min(_flushed, value);
        }

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        /// <summary>What a killed process leaves.</summary>
        public void Lose(double survives)
        {
            var left = _flushed + (long)((file.Length - _flushed) * survives);
            file.SetLength(left);
            if (isOwned)
            {
                file.Dispose();
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && isOwned && !process.IsDead)
            {
                file.Dispose();
            }

            base.Dispose(disposing);
        }

        private void Crash()
        {
            process.Kill();
            ThrowIfDead();
        }

        private void ThrowIfDead()
        {
            if (process.IsDead)
            {
                throw new IOException("The process is dead.");
            }
        }
    }
}
