using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Endpoints;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox;

/// <summary>
/// Does again what a state file says was done. Blocks of lines are read on all cores, because reading takes most of the time, and what
/// the lines say is done in their order.
/// </summary>
internal sealed class StateReader(Ledger ledger, SandboxClock clock, IReadOnlyList<Endpoint> endpoints)
{
    // A request's body is at most 1 MiB over HTTP, and can grow by escapes.
    private const int LongestLine = 16 << 20;
    private const int BlockLength = 1 << 20;

    // A body has at most the 64 levels that JSON readers take by default, and stands in an object.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 65 };

    /// <summary>Reads the file, drops a last line that was cut off, and stands at the end.</summary>
    public void Read(FileStream stream, string path, IOrderArchive archive)
    {
        var (begun, whole, number) = (0L, 0L, 0);
        var ahead = new Queue<Task<Block>>();
        using var blocks = Split(stream).GetEnumerator();
        while (true)
        {
            while (ahead.Count <= Environment.ProcessorCount && blocks.MoveNext())
            {
                var (block, place) = (blocks.Current, begun);
                ahead.Enqueue(Task.Run(() => new Block(block, (line, offset) => Read(line, archive, place + offset))));
                begun += block.Count;
            }

            if (ahead.Count == 0)
            {
                break;
            }

            var next = ahead.Dequeue().GetAwaiter().GetResult();
            number = next.Do(path, number);
            whole += next.Lines.Count;
            ArrayPool<byte>.Shared.Return(next.Lines.Array!);
        }

        if (stream.Length - whole > LongestLine)
        {
            throw new InvalidDataException($"'{path}' is not a sandbox state file: line {number + 1} is not terminated.");
        }

        if (stream.Length > whole)
        {
            stream.SetLength(whole);
        }

        stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>
    /// Cuts the file into blocks of whole lines, up to its last line break or a line that is too long. A block's array goes back to the
    /// pool once its lines are done: new large arrays would make the garbage collector look at every order again and again.
    /// </summary>
    private static IEnumerable<ArraySegment<byte>> Split(FileStream stream)
    {
        var rest = new ArraySegment<byte>([]);
        while (true)
        {
            var block = ArrayPool<byte>.Shared.Rent(Math.Max(BlockLength, 2 * rest.Count));
            Buffer.BlockCopy(rest.Array!, rest.Offset, block, 0, rest.Count);
            var length = rest.Count + Fill(stream, block, rest.Count);
            var end = block.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            var isLast = length < block.Length || length - end > LongestLine;
            rest = new ArraySegment<byte>(block.AsSpan(end, isLast ? 0 : length - end).ToArray());
            yield return new ArraySegment<byte>(block, 0, end);
            if (isLast)
            {
                yield break;
            }
        }
    }

    private static int Fill(FileStream stream, byte[] block, int from)
    {
        var length = from;
        for (int read; length < block.Length && (read = stream.Read(block, length, block.Length - length)) > 0;)
        {
            length += read;
        }

        return length - from;
    }

    /// <summary>Reads the line of a creation once more, for what it says.</summary>
    public OrderContent ReadContent(ReadOnlyMemory<byte> line)
    {
        using var document = Parse(line);
        var record = document.RootElement;
        return Find(Text(record, "door")) is IOrderEndpoint reader
            ? reader.ReadCreate(BodyOf(record), TimeOf(record)).Content!
            : throw new FormatException("The line does not describe a valid order.");
    }

    private Action Read(ReadOnlyMemory<byte> line, IOrderArchive archive, long place)
    {
        if (OrderNote.TryRead(line.Span, out var door, out var at) is { } noted && Find(door) is IOrderEndpoint maker)
        {
            return Make(noted, maker, at, archive, place);
        }

        using var document = Parse(line);
        var record = document.RootElement;
        at = TimeOf(record);
        var (name, verb, id) = (Text(record, "door"), Text(record, "do"), Text(record, "id"));
        if (name == Ledger.Own)
        {
            return ReadOwn(record, verb, id, at);
        }

        var endpoint = Find(name);
        if (verb != Ledger.Create || endpoint is not IOrderEndpoint reader)
        {
            return endpoint.Read(verb, id, BodyOf(record), at);
        }

        return Make(reader.ReadCreate(BodyOf(record), at), reader, at, archive, place);
    }

    private Action Make(NewOrder order, IOrderEndpoint maker, DateTimeOffset at, IOrderArchive archive, long place) => () =>
    {
        if (ledger.Engine.Create(order, at, maker.MadeBy).IsNone)
        {
            ledger.Engine.Newest.LeaveContent(archive, place);
        }
    };

    private static JsonDocument Parse(ReadOnlyMemory<byte> line) =>
        JsonText.TryParse(line, s_options) ?? throw new FormatException("The line is not JSON.");

    private static JsonElement BodyOf(JsonElement record) => record.TryGetProperty("body", out var body) ? body : default;

    private static DateTimeOffset TimeOf(JsonElement record) =>
        record.GetProperty("at").GetDateTimeOffset() is var at && at <= Bounds.LatestTime
            ? at
            : throw new FormatException("The time is later than the sandbox's clock can show.");

    public static bool IsOfTheLine(Exception exception) => exception is JsonException or FormatException or InvalidOperationException
        or KeyNotFoundException or InputException or ArgumentException or IndexOutOfRangeException or OverflowException;

    private static string Text(JsonElement record, string name) =>
        record.GetProperty(name).GetString() ?? throw new FormatException($"The line has no {name}.");

    private Action ReadOwn(JsonElement record, string verb, string id, DateTimeOffset at)
    {
        if (verb == "settings")
        {
            var settings = EngineSettings.FromNumbers(
                [.. record.GetProperty("values").EnumerateArray().Select(number => number.GetInt64())]);
            return () =>
            {
                ledger.Engine.Settle(at);
                ledger.Engine.Settings = settings;
            };
        }

        var value = record.GetProperty("value").GetInt64();
        return verb == "advance"
            ? () => clock.Advance(TimeSpan.FromTicks(value))
            : () => ledger.Replay(verb, id, value, at);
    }

    private IReplayed Find(string name)
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

    /// <summary>What the lines of a block say, up to the first that cannot be read.</summary>
    private sealed class Block
    {
        private readonly List<Action> _actions = [];
        private readonly Exception? _fault;

        public Block(ArraySegment<byte> lines, Func<ReadOnlyMemory<byte>, int, Action> read)
        {
            Lines = lines;
            try
            {
                for (ReadOnlyMemory<byte> left = lines; left.Length > 0;)
                {
                    var end = left.Span.IndexOf((byte)'\n');
                    _actions.Add(read(left.Slice(0, end), lines.Count - left.Length));
                    left = left.Slice(end + 1);
                }
            }
            catch (Exception exception) when (IsOfTheLine(exception))
            {
                _fault = exception;
            }
        }

        public ArraySegment<byte> Lines { get; }

        /// <summary>Does what the lines say, and returns the number of the last one.</summary>
        public int Do(string path, int number)
        {
            try
            {
                foreach (var action in _actions)
                {
                    number++;
                    action();
                }
            }
            catch (Exception exception) when (IsOfTheLine(exception))
            {
                throw Unreadable(path, number, exception);
            }

            return _fault is null ? number : throw Unreadable(path, number + 1, _fault);
        }

        private static InvalidDataException Unreadable(string path, int number, Exception exception) =>
            new($"Line {number} of the sandbox's state file '{path}' cannot be read.", exception);
    }
}
