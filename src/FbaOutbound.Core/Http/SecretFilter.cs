using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace FbaOutbound.Http;

/// <summary>
/// Takes the secrets of a session out of everything that comes over the wire, before anybody reads it: whole or in pieces, in either case,
/// and as JSON, XML, a URL, Base64 or hexadecimal digits write them. What looks like a token of Login with Amazon is removed whoever's it
/// is. All other bytes stay as they came.
/// </summary>
internal sealed class SecretFilter
{
    /// <summary>What stands for a secret.</summary>
    public const string Hidden = "***";

    // Shorter texts are not secrets of Amazon's and can be words of any text.
    private const int Shortest = 8;

    // A piece of a secret this long is found. Pieces of what is as long as Amazon's secrets may be longer: an id must not share one by
    // chance.
    private const int ShortPiece = 8;
    private const int LongPiece = 12;
    private const int LongSecret = 24;

    // A signature belongs to one request and a token to an hour of them; these many of the latest are known.
    private const int MostPassing = 128;

    private const string TokenStart = "atz";

    private readonly object _gate = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _passing = new();
    private readonly PieceSet _short = new(ShortPiece);
    private readonly PieceSet _long = new(LongPiece);
    private volatile string? _latest;

    /// <summary>Adds a secret that is one as long as the session lasts.</summary>
    public void Add(string? secret) => Add(secret, isPassing: false);

    /// <summary>Adds a token or a signature, which others follow.</summary>
    public void AddPassing(string? secret)
    {
        if (!ReferenceEquals(secret, _latest))
        {
            Add(secret, isPassing: true);
            _latest = secret;
        }
    }

    /// <summary>Returns the bytes without secrets; the same where there are none.</summary>
    public ReadOnlyMemory<byte> Clean(ReadOnlyMemory<byte> text)
    {
        var found = Find(text.Span);
        return found is null ? text : Replace(text.Span, found);
    }

    /// <summary>Returns the text without secrets; the same where there are none.</summary>
    public string? Clean(string? text)
    {
        if (text is null || text.Length < TokenStart.Length)
        {
            return text;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return Find(bytes) is { } found ? Encoding.UTF8.GetString(Replace(bytes, found)) : text;
    }

    private void Add(string? secret, bool isPassing)
    {
        if (secret is null || secret.Length < Shortest)
        {
            return;
        }

        lock (_gate)
        {
            if (!_known.Add(secret))
            {
                return;
            }

            Count(secret, +1);
            if (isPassing)
            {
                _passing.Enqueue(secret);
                if (_passing.Count > MostPassing)
                {
                    var oldest = _passing.Dequeue();
                    _known.Remove(oldest);
                    Count(oldest, -1);
                }
            }
        }
    }

    private void Count(string secret, int by)
    {
        var isShort = secret.Length < LongSecret;
        var pieces = isShort ? _short : _long;
        foreach (var form in Forms(Encoding.UTF8.GetBytes(secret), isShort ? ShortPiece : LongPiece))
        {
            pieces.Count(form, by);
        }
    }

    private static IEnumerable<byte[]> Forms(byte[] secret, int piece)
    {
        yield return secret;
        yield return Encoding.ASCII.GetBytes(string.Concat(secret.Select(one => one.ToString("x2", CultureInfo.InvariantCulture))));
        for (var before = 0; before < 3; before++)
        {
            foreach (var form in Base64(secret, before, piece))
            {
                yield return Encoding.ASCII.GetBytes(form);
                if (form.IndexOfAny(['+', '/']) >= 0)
                {
                    yield return Encoding.ASCII.GetBytes(form.Replace('+', '-').Replace('/', '_'));
                }
            }
        }
    }

    // A text's Base64 depends on where it begins in a group of three bytes. Its first and its last character may hold bits of a neighbour,
    // too: they are known with all of these.
    private static IEnumerable<string> Base64(byte[] secret, int before, int piece)
    {
        const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var bits = secret.Length * 8;
        var (skipped, first) = before switch { 0 => (0, 0), 1 => (2, 4), _ => (3, 2) };
        var last = (bits - first) % 6;
        byte[] placed = [.. new byte[before], .. secret, 0, 0];
        var text = Convert.ToBase64String(placed);
        var own = text.Substring(skipped, (bits - first) / 6);
        yield return own;
        if (first > 0 && own.Length >= piece - 1)
        {
            var low = Digits.IndexOf(text[skipped - 1]) & ((1 << first) - 1);
            for (var neighbour = 0; neighbour < 1 << (6 - first); neighbour++)
            {
                yield return Digits[(neighbour << first) | low] + own.Substring(0, piece - 1);
            }
        }

        if (last > 0 && own.Length >= piece - 1)
        {
            var high = Digits.IndexOf(text[skipped + own.Length]);
            for (var neighbour = 0; neighbour < 1 << (6 - last); neighbour++)
            {
                yield return own.Substring(own.Length - (piece - 1)) + Digits[high | neighbour];
            }
        }
    }

    private List<(int Start, int End)>? Find(ReadOnlySpan<byte> text)
    {
        List<(int Start, int End)>? found = null;
        var window = new Window(stackalloc int[Window.Size], stackalloc byte[Window.Size]);
        var (tokenFrom, barEnd) = (-1, 0);
        for (var at = 0; at < text.Length;)
        {
            var length = WireCharacter.Read(text.Slice(at), out var character);
            var end = at + length;
            if (character == WireCharacter.None)
            {
                at = end;
                continue;
            }

            window.Add(character, at);
            if (tokenFrom >= 0 && !IsOfToken(character))
            {
                AddToken(ref found, tokenFrom, barEnd, at);
                tokenFrom = -1;
            }
            else if (tokenFrom < 0 && character == (byte)'|')
            {
                (tokenFrom, barEnd) = (window.StartOfToken(), end);
            }

            if (_short.Holds(ref window, out var start) || _long.Holds(ref window, out start))
            {
                Add(ref found, start, end);
            }

            at = end;
        }

        if (tokenFrom >= 0)
        {
            AddToken(ref found, tokenFrom, barEnd, text.Length);
        }

        return found;
    }

    // "It begins with Atzr|" names no token.
    private static void AddToken(ref List<(int Start, int End)>? found, int start, int barEnd, int end)
    {
        if (end > barEnd)
        {
            Add(ref found, start, end);
        }
    }

    private static bool IsOfToken(byte character) =>
        character is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') || "-._~+/=|".IndexOf((char)character) >= 0;

    private static void Add(ref List<(int Start, int End)>? found, int start, int end)
    {
        found ??= [];
        while (found.Count > 0 && found[found.Count - 1].End >= start)
        {
            var last = found[found.Count - 1];
            start = Math.Min(start, last.Start);
            end = Math.Max(end, last.End);
            found.RemoveAt(found.Count - 1);
        }

        found.Add((start, end));
    }

    private static byte[] Replace(ReadOnlySpan<byte> text, List<(int Start, int End)> found)
    {
        var hidden = Encoding.ASCII.GetBytes(Hidden);
        var clean = new List<byte>(text.Length);
        var from = 0;
        foreach (var (start, end) in found)
        {
            clean.AddRange(text.Slice(from, start - from).ToArray());
            clean.AddRange(hidden);
            from = end;
        }

        clean.AddRange(text.Slice(from).ToArray());
        return [.. clean];
    }

    /// <summary>The last characters of a text, and where they begin in it.</summary>
    private ref struct Window(Span<int> starts, Span<byte> characters)
    {
        public const int Size = 16;

        private readonly Span<int> _starts = starts;
        private readonly Span<byte> _characters = characters;

        public int Count { get; private set; }

        /// <summary>The hashes of the last characters, as the sets of pieces keep them.</summary>
        public ulong ShortHash { get; set; }

        public ulong LongHash { get; set; }

        public void Add(byte character, int start)
        {
            ShortHash = PieceSet.Roll(ShortHash, character, Count >= ShortPiece ? this[ShortPiece] : null, ShortPiece);
            LongHash = PieceSet.Roll(LongHash, character, Count >= LongPiece ? this[LongPiece] : null, LongPiece);
            _starts[Count % Size] = start;
            _characters[Count % Size] = character;
            Count++;
        }

        /// <summary>Where the character that is so many back begins.</summary>
        public readonly int StartOf(int back) => _starts[(Count - back) % Size];

        /// <summary>
        /// Where the beginning of a token stands, such as <c>Atza|</c> or <c>Atz.sprdt|</c>, whose bar is the last character; -1 where
        /// there is none.
        /// </summary>
        public readonly int StartOfToken()
        {
            for (var back = 2; back <= Math.Min(Count, Size) && this[back] is (>= (byte)'a' and <= (byte)'z') or (byte)'.'; back++)
            {
                if (back > TokenStart.Length
                    && this[back] == TokenStart[0] && this[back - 1] == TokenStart[1] && this[back - 2] == TokenStart[2])
                {
                    return StartOf(back);
                }
            }

            return -1;
        }

        private readonly byte this[int back] => _characters[(Count - back) % Size];
    }

    /// <summary>All pieces of one length that secrets have, as hashes that are made again from character to character.</summary>
    private sealed class PieceSet(int length)
    {
        private const ulong Base = 0x9E3779B97F4A7C15;

        private static readonly ulong s_shortOut = Power(ShortPiece);
        private static readonly ulong s_longOut = Power(LongPiece);

        private readonly ConcurrentDictionary<ulong, int> _pieces = new();

        // Most characters do not end a piece; this check is faster.
        private readonly ulong[] _mayHold = new ulong[1024];

        public static ulong Roll(ulong hash, byte character, byte? gone, int length) =>
            unchecked((hash * Base) + character - (gone is { } old ? old * (length == ShortPiece ? s_shortOut : s_longOut) : 0));

        public void Count(byte[] form, int by)
        {
            var hash = 0UL;
            for (var i = 0; i < form.Length; i++)
            {
                hash = Roll(hash, Lower(form[i]), i >= length ? Lower(form[i - length]) : null, length);
                if (i >= length - 1)
                {
                    _pieces.AddOrUpdate(hash, by, (_, count) => count + by);
                    _mayHold[Slot(hash)] |= Bit(hash);
                }
            }
        }

        public bool Holds(ref Window window, out int start)
        {
            start = 0;
            var hash = length == ShortPiece ? window.ShortHash : window.LongHash;
            if (window.Count < length || (_mayHold[Slot(hash)] & Bit(hash)) == 0 || !_pieces.TryGetValue(hash, out var count) || count <= 0)
            {
                return false;
            }

            start = window.StartOf(length);
            return true;
        }

        private static int Slot(ulong hash) => (int)(hash >> 54);

        private static ulong Bit(ulong hash) => 1UL << (int)((hash >> 48) & 63);

        private static byte Lower(byte character) => character is >= (byte)'A' and <= (byte)'Z' ? (byte)(character | 0x20) : character;

        private static ulong Power(int length) => Enumerable.Range(0, length).Aggregate(1UL, (power, _) => unchecked(power * Base));
    }
}
