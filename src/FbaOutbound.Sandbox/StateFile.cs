using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using FbaOutbound.Sandbox.Endpoints;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox;

/// <summary>
/// What was done to a sandbox, one JSON object per line, in order. A sandbox that opens the file does it all again, each thing at its
/// own time, and then goes on where the last one ended. A line is handed to the operating system before its sender gets a response; one
/// that was cut off when a process died is dropped.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _path;
    private readonly MemoryStream _line = new();
    private readonly byte[] _time = new byte[32];
    private readonly Utf8JsonWriter _writer;

    private StateFile(FileStream stream, string path)
    {
        _stream = stream;
        _path = path;
        _writer = new Utf8JsonWriter(_line);
    }

    public static StateFile Open(string path, Ledger ledger, SandboxClock clock, IReadOnlyList<Endpoint> endpoints)
    {
        if (PrivateFile.FlawOf(path) is { } flaw)
        {
            throw new NotAFileException($"'{PrivateFile.Shown(path)}' {flaw}.");
        }

        var full = Path.GetFullPath(path);
        FileStream stream;
        try
        {
            stream = PrivateFile.Open(full, FileMode.OpenOrCreate, FileShare.None, 1 << 16);
        }
        catch (IOException exception) when (PrivateFile.IsLocked(exception))
        {
            throw new IOException($"'{full}' is in use by another sandbox.", exception);
        }

        try
        {
            var settings = ledger.Engine.Settings;
            new StateReader(ledger, clock, endpoints).Read(stream, full);
            var file = new StateFile(stream, full);
            if (stream.Length == 0 || ledger.Engine.Settings != settings)
            {
                ledger.Engine.Settings = settings;
                file.Append(settings, clock.Now);
            }

            file.Name = file.ReadName();
            return file;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The identity of this file, which copies do not share, while it exists.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether a full path leads to this file, through links too where the system can tell.</summary>
    public bool IsAt(string path) => UnixFile.At(path) is { } there
        ? UnixFile.Of(_stream.SafeFileHandle) is { } open && open.IsSameAs(there)
        : string.Equals(path, _path, StringComparison.OrdinalIgnoreCase);

    /// <summary>Appends an accepted call. The caller holds the engine's lock.</summary>
    public void Append(string endpoint, string verb, string id, ReadOnlyMemory<byte> body, DateTimeOffset at)
    {
        Begin(endpoint, verb, id, at);
        if (body.Length > 0)
        {
            _writer.WritePropertyName("body"u8);
            if (body.Span.IndexOf((byte)'\n') < 0)
            {
                // Its endpoint has read it: it is JSON.
                _writer.WriteRawValue(body.Span, skipInputValidation: true);
            }
            else
            {
                using var document = JsonDocument.Parse(body);
                document.RootElement.WriteTo(_writer);
            }
        }

        End();
    }

    /// <summary>Appends something that was done to the sandbox itself. The caller holds the engine's lock.</summary>
    public void Append(string endpoint, string verb, string id, long value, DateTimeOffset at)
    {
        Begin(endpoint, verb, id, at);
        _writer.WriteNumber("value", value);
        End();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _stream.Dispose();
    }

    // The first line holds the moment in which the file was made.
    private string ReadName()
    {
        var line = new List<byte>();
        _stream.Position = 0;
        for (var next = _stream.ReadByte(); next >= 0 && next != '\n'; next = _stream.ReadByte())
        {
            line.Add((byte)next);
        }

        _stream.Seek(0, SeekOrigin.End);
        return Encoding.UTF8.GetString([.. line]);
    }

    /// <summary>Appends the settings under which everything after them was done.</summary>
    private void Append(EngineSettings settings, DateTimeOffset at)
    {
        Begin(Ledger.Own, "settings", "", at);
        _writer.WriteStartArray("values");
        foreach (var number in settings.ToNumbers())
        {
            _writer.WriteNumberValue(number);
        }

        _writer.WriteEndArray();
        End();
    }

    private void Begin(string endpoint, string verb, string id, DateTimeOffset at)
    {
        _line.SetLength(0);
        _writer.Reset(_line);
        _writer.WriteStartObject();
        Utf8Formatter.TryFormat(at.UtcDateTime, _time, out var length, new StandardFormat('O'));
        _writer.WriteString("at"u8, _time.AsSpan(0, length));
        _writer.WriteString("door"u8, endpoint);
        _writer.WriteString("do"u8, verb);
        _writer.WriteString("id"u8, id);
    }

    private void End()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        _line.WriteByte((byte)'\n');
        _stream.Write(_line.GetBuffer(), 0, (int)_line.Length);
        _stream.Flush();
    }
}
