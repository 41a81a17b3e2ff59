using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
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
    // A request's body is at most 1 MiB over HTTP, and can grow by escapes.
    private const int LongestLine = 16 << 20;

    private readonly FileStream _stream;
    private readonly string _path;
    private readonly MemoryStream _line = new();
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
            new Reader(ledger, clock, endpoints).Read(stream, full);
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
            using var document = JsonDocument.Parse(body);
            _writer.WritePropertyName("body");
            document.RootElement.WriteTo(_writer);
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
        _writer.WriteString("at", at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        _writer.WriteString("door", endpoint);
        _writer.WriteString("do", verb);
        _writer.WriteString("id", id);
    }

    private void End()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        _line.WriteByte((byte)'\n');
        _stream.Write(_line.GetBuffer(), 0, (int)_line.Length);
        _stream.Flush();
    }

    private sealed class Reader(Ledger ledger, SandboxClock clock, IReadOnlyList<Endpoint> endpoints)
    {
        public void Read(FileStream stream, string path)
        {
            var whole = 0L;
            var number = 0;
            var rest = new MemoryStream();
            var buffer = new byte[1 << 16];
            int read;
            while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
            {
                var start = 0;
                for (
                    var end = Array.IndexOf(buffer, (byte)'\n', 0, read); end >= 0; end = Array.IndexOf(
                        buffer, (byte)'\n', start, read - start))
                {
                    rest.Write(buffer, start, end - start);
                    number++;
                    Do(new ReadOnlyMemory<byte>(rest.GetBuffer(), 0, (int)rest.Length), path, number);
                    whole += rest.Length + 1;
                    rest.SetLength(0);
                    start = end + 1;
                }

                rest.Write(buffer, start, read - start);
                if (rest.Length > LongestLine)
                {
                    throw new InvalidDataException($"'{path}' is not a sandbox state file: line {number + 1} is not terminated.");
                }
            }

            if (stream.Length > whole)
            {
                stream.SetLength(whole);
            }

            stream.Seek(0, SeekOrigin.End);
        }

        private void Do(ReadOnlyMemory<byte> line, string path, int number)
        {
            try
            {
                var (at, endpoint, verb, id, body) = ReadLine(line);
                if (at > Bounds.LatestTime)
                {
                    throw new FormatException("The time is later than the sandbox's clock can show.");
                }

                if (endpoint == Ledger.Own)
                {
                    using var document = JsonDocument.Parse(line);
                    DoToSandbox(document.RootElement, verb, id, at);
                }
                else
                {
                    Find(endpoint).Replay(verb, id, body, at);
                }
            }
            catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException
                or KeyNotFoundException or InputException
                or ArgumentException or IndexOutOfRangeException or OverflowException)
            {
                throw new InvalidDataException($"Line {number} of the sandbox's state file '{path}' cannot be read.", exception);
            }
        }

        // A file has as many lines as there were calls, and the body is read by its endpoint: it is only cut out here.
        private static (DateTimeOffset At, string Endpoint, string Verb, string Id, ReadOnlyMemory<byte> Body) ReadLine(
            ReadOnlyMemory<byte> line)
        {
            DateTimeOffset? at = null;
            string? endpoint = null, verb = null, id = null;
            var body = ReadOnlyMemory<byte>.Empty;
            var reader = new Utf8JsonReader(line.Span);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException("The line is not an object.");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isTime, isEndpoint, isVerb, isId, isBody) = (reader.ValueTextEquals("at"u8), reader.ValueTextEquals("door"u8),
                    reader.ValueTextEquals("do"u8), reader.ValueTextEquals("id"u8), reader.ValueTextEquals("body"u8));
                reader.Read();
                at = isTime ? reader.GetDateTimeOffset() : at;
                endpoint = isEndpoint ? reader.GetString() : endpoint;
                verb = isVerb ? reader.GetString() : verb;
                id = isId ? reader.GetString() : id;
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                body = isBody ? line.Slice(start, (int)reader.BytesConsumed - start) : body;
            }

            if (reader.Read())
            {
                throw new FormatException("The line does not end with its object.");
            }

            return at is { } time && endpoint is not null && verb is not null && id is not null
                ? (time, endpoint, verb, id, body)
                : throw new FormatException("The line has no time, endpoint, verb or id.");
        }

        private void DoToSandbox(JsonElement record, string verb, string id, DateTimeOffset at)
        {
            switch (verb)
            {
                case "settings":
                    ledger.Engine.Settle(at);
                    ledger.Engine.Settings = EngineSettings.FromNumbers(
                        [.. record.GetProperty("values").EnumerateArray().Select(number => number.GetInt64())]);
                    break;
                case "advance":
                    clock.Advance(TimeSpan.FromTicks(record.GetProperty("value").GetInt64()));
                    break;
                default:
                    ledger.Replay(verb, id, record.GetProperty("value").GetInt64(), at);
                    break;
            }
        }

        private IReplayed Find(string? name)
        {
            foreach (var endpoint in endpoints)
            {
                if (endpoint.Name == name && endpoint is IReplayed replayed)
                {
                    return replayed;
                }
            }

            throw new FormatException($"There is no endpoint '{name}'.");
        }
    }
}
