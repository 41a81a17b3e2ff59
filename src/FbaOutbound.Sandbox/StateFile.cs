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
internal sealed class StateFile : IOrderArchive, IDisposable
{
    private readonly FileStream _stream;
    private readonly string _path;
    private readonly MemoryStream _line = new();
    private readonly byte[] _time = new byte[32];
    private readonly Utf8JsonWriter _writer;
    private readonly StateReader _reader;
    private byte[] _found = new byte[4096];
    private (long Place, OrderContent? Content) _last = (-1, null);

    private StateFile(FileStream stream, string path, StateReader reader)
    {
        _stream = stream;
        _path = path;
        _reader = reader;
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
            stream = PrivateFile.Open(full, FileMode.OpenOrCreate, FileShare.None, bufferSize: 1);
        }
        catch (IOException exception) when (PrivateFile.IsLocked(exception))
        {
            throw new IOException($"'{full}' is in use by another sandbox.", exception);
        }

        try
        {
            var settings = ledger.Engine.Settings;
            var file = new StateFile(stream, full, new StateReader(ledger, clock, endpoints));
            file._reader.Read(stream, full, file);
            if (stream.Length == 0 || ledger.Engine.Settings != settings)
            {
                ledger.Engine.Settings = settings;
                file.Append(settings, clock.Now);
            }

            // The first line holds the moment in which the file was made.
            file.Name = Encoding.UTF8.GetString(file.ReadLine(0).ToArray());
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
            _writer.WriteRawValue(InOneLine(body).Span, skipInputValidation: true);
        }

        End();
    }

    /// <summary>Appends the creation of an order and returns its place. The caller holds the engine's lock.</summary>
    public long Append(string endpoint, NewOrder order, ReadOnlyMemory<byte> body, DateTimeOffset at)
    {
        body = InOneLine(body);
        Begin(endpoint, Ledger.Create, order.Id, at);
        OrderNote.Write(_writer, _line, order, body.Span);
        return End();
    }

    /// <summary>Reads what a line says about the order that it made. The line read last is remembered.</summary>
    public OrderContent Read(long place)
    {
        if (_last.Place != place)
        {
            try
            {
                _last = (place, _reader.ReadContent(ReadLine(place)));
            }
            catch (Exception exception) when (StateReader.IsOfTheLine(exception))
            {
                throw new InvalidDataException($"The sandbox's state file '{_path}' was changed while the sandbox used it.", exception);
            }
        }

        return _last.Content!;
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

    /// <summary>Reads the line at a place, and goes back to where the file was. The next line that is read takes its room.</summary>
    private ReadOnlyMemory<byte> ReadLine(long place)
    {
        var before = _stream.Position;
        try
        {
            _stream.Position = place;
            for (var length = 0; ;)
            {
                if (length == _found.Length)
                {
                    Array.Resize(ref _found, 2 * length);
                }

                var read = _stream.Read(_found, length, _found.Length - length);
                var end = Array.IndexOf(_found, (byte)'\n', length, read);
                if (end >= 0 || read == 0)
                {
                    return _found.AsMemory(0, end >= 0 ? end : length);
                }

                length += read;
            }
        }
        finally
        {
            _stream.Position = before;
        }
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

    // Its endpoint has read the body: it is JSON.
    private static ReadOnlyMemory<byte> InOneLine(ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOf((byte)'\n') < 0)
        {
            return body;
        }

        using var document = JsonDocument.Parse(body);
        return JsonBody.Write(document.RootElement, static (writer, root) => root.WriteTo(writer));
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

    private long End()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        _line.WriteByte((byte)'\n');
        var place = _stream.Position;
        _stream.Write(_line.GetBuffer(), 0, (int)_line.Length);
        _stream.Flush();
        return place;
    }
}
