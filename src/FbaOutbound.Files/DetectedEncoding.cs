using System;
using System.IO;
using System.Linq;
using System.Text;

namespace FbaOutbound.Files;

/// <summary>
/// Finds the encoding of a text file. The whole file is looked at: the first name that is not ASCII may stand on the last line.
/// </summary>
internal sealed class DetectedEncoding
{
    // Strict: a byte that the encoding does not know is an error, never a question mark.
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private const int Utf7 = 65000;

    private DetectedEncoding(Encoding encoding, int markLength)
    {
        Encoding = encoding;
        MarkLength = markLength;
    }

    /// <summary>The encoding. It throws <see cref="DecoderFallbackException"/> at bytes that it cannot read.</summary>
    public Encoding Encoding { get; }

    /// <summary>Whether nothing in the file confirms it: nearly any bytes are text in Windows-1252.</summary>
    public bool IsGuess { get; private init; }

    /// <summary>The length of the byte order mark; 0 without one.</summary>
    public int MarkLength { get; }

    /// <summary>The encoding with a name, or null if there is none.</summary>
    public static Encoding? Named(string name)
    {
        var isNumber = int.TryParse(name, out var codePage);
        try
        {
            var known = isNumber ? CodePagesEncodingProvider.Instance.GetEncoding(codePage)
                : CodePagesEncodingProvider.Instance.GetEncoding(name);
            known ??= isNumber ? Encoding.GetEncoding(codePage) : Encoding.GetEncoding(name);
            return Strict(known);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Finds the encoding of a file; null if the file is not text.</summary>
    /// <param name="stream">The file, which is read to its end and set back to its beginning.</param>
    public static DetectedEncoding? Of(Stream stream)
    {
        var evidence = Evidence.Of(stream);
        stream.Seek(0, SeekOrigin.Begin);
        return MarkOf(evidence.Head)
            ?? (evidence.IsUtf16(bigEndian: false) ? new DetectedEncoding(new UnicodeEncoding(false, false, true), 0)
            : evidence.IsUtf16(bigEndian: true) ? new DetectedEncoding(new UnicodeEncoding(true, false, true), 0)
            : evidence.HasNull ? null
            : evidence.IsUtf8 ? new DetectedEncoding(s_utf8, 0)
            : evidence.IsDamagedUtf8 ? null
            : evidence.IsShiftJis ? new DetectedEncoding(Named("shift_jis")!, 0)
            : evidence.IsWindows1252 ? new DetectedEncoding(Named("windows-1252")!, 0) { IsGuess = true }
            : null);
    }

    /// <summary>
    /// Whether the letters outside ASCII of a file are those of UTF-8, although another encoding was named for it. Most of them would be
    /// text in that encoding, too, and text in it is hardly ever UTF-8 by chance.
    /// </summary>
    /// <param name="encoding">The encoding that was named.</param>
    /// <param name="stream">The file, which is read to its end and set back to its beginning.</param>
    public static bool IsUtf8In(Encoding encoding, Stream stream)
    {
        if (MarkOf(encoding).Length > 0 || encoding.CodePage == Utf7)
        {
            return false;
        }

        var evidence = Evidence.Of(stream);
        stream.Seek(0, SeekOrigin.Begin);
        return evidence.HasLettersOfUtf8;
    }

    /// <summary>Finds the byte order mark that an encoding given by name may have.</summary>
    /// <returns>Null where the file has the mark of another encoding.</returns>
    public static DetectedEncoding? Given(Encoding encoding, Stream stream)
    {
        var head = new byte[4];
        var length = stream.Read(head, 0, head.Length);
        stream.Seek(0, SeekOrigin.Begin);
        var mark = MarkOf(head.AsSpan(0, length).ToArray());
        return mark is null ? new DetectedEncoding(encoding, 0)
            : mark.Encoding.CodePage == encoding.CodePage ? mark
            : null;
    }

    // UTF-32 comes before UTF-16, whose mark it begins with.
    private static DetectedEncoding? MarkOf(byte[] head) => new DetectedEncoding[]
    {
        new(s_utf8, 3), new(new UTF32Encoding(false, false, true), 4), new(new UTF32Encoding(true, false, true), 4),
        new(new UnicodeEncoding(false, false, true), 2), new(new UnicodeEncoding(true, false, true), 2),
    }.FirstOrDefault(candidate => head.Take(candidate.MarkLength).SequenceEqual(MarkOf(candidate.Encoding)));

    /// <summary>The byte order mark of an encoding; empty if it has none.</summary>
    public static byte[] MarkOf(Encoding encoding) => encoding.CodePage switch
    {
        65001 => [0xEF, 0xBB, 0xBF],
        12000 => [0xFF, 0xFE, 0, 0],
        12001 => [0, 0, 0xFE, 0xFF],
        1200 => [0xFF, 0xFE],
        1201 => [0xFE, 0xFF],
        _ => [],
    };

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = encoding.CodePage == 932 ? new TwofoldLetters() : DecoderFallback.ExceptionFallback;
        strict.EncoderFallback = EncoderFallback.ExceptionFallback;
        return strict;
    }

    /// <summary>What the bytes of a file say, counted in one pass.</summary>
    private sealed class Evidence
    {
        // As many accents as a word of Latin letters has side by side.
        private const int LongestAccents = 3;

        private readonly Decoder _utf8 = s_utf8.GetDecoder();
        private readonly Decoder _japanese = Named("shift_jis")!.GetDecoder();
        private readonly char[] _characters = new char[BlockSize + 4];
        private long _length;
        private long _evenZeros;
        private long _oddZeros;
        private bool _hasUndefined;
        private byte _lead;
        private bool _followsPair;
        private long _pairs;
        private long _adjacentPairs;
        private long _japaneseLeads;
        private long _runs;
        private long _enclosedRuns;
        private bool _followsLetter;
        private bool _runFollowsLetter;
        private int _pairsOfRun;
        private int _utf8Rest;
        private int _utf8Code;
        private long _utf8Letters;
        private long _utf8Oddities;
        private long _strayBytes;
        private const int BlockSize = 64 * 1024;

        public byte[] Head { get; private set; } = [];

        public bool HasNull => _evenZeros + _oddZeros > 0;

        public bool IsUtf8 { get; private set; } = true;

        // A single pair can be a word's last letter and a sign after it, as in "Groß–". In UTF-8 that would be a letter of no shop.
        public bool HasLettersOfUtf8 => IsUtf8 && _utf8Letters > 0 && (_utf8Letters > 1 || _utf8Oddities == 0);

        // One damaged letter must not turn all the others into pairs of Western ones.
        public bool IsDamagedUtf8 => !IsUtf8 && _utf8Letters > _strayBytes;

        // In Western text a byte from 0x81 to 0x9F is rare, and two letters with accents seldom stand side by side; Japanese words are
        // runs. A short run inside a word of Latin letters is an accent or two that DOS has written, as in Hélène.
        public bool IsShiftJis => IsValidShiftJis && _pairs > 1 && _japaneseLeads * 2 > _pairs && _adjacentPairs * 2 >= _pairs
            && _enclosedRuns * 2 < _runs;

        public bool IsWindows1252 => !_hasUndefined;

        private bool IsValidShiftJis { get; set; } = true;

        public static Evidence Of(Stream stream)
        {
            var evidence = new Evidence();
            var block = new byte[BlockSize];
            int length;
            while ((length = stream.Read(block, 0, block.Length)) > 0)
            {
                evidence.Add(block, length);
            }

            evidence.IsUtf8 = evidence.IsUtf8 && evidence.Decodes(evidence._utf8, [], 0, flush: true);
            evidence.IsValidShiftJis = evidence.IsValidShiftJis && evidence.Decodes(evidence._japanese, [], 0, flush: true);
            return evidence;
        }

        // ASCII has its zeros on one side: half of all bytes in a file of digits and English words.
        public bool IsUtf16(bool bigEndian)
        {
            var (zeros, others) = bigEndian ? (_evenZeros, _oddZeros) : (_oddZeros, _evenZeros);
            return _length % 2 == 0 && zeros > _length / 5 && others == 0;
        }

        private void Add(byte[] block, int length)
        {
            if (_length == 0)
            {
                Head = block.AsSpan(0, Math.Min(length, 4)).ToArray();
            }

            for (var i = 0; i < length; i++)
            {
                Count(block[i], isOdd: ((_length + i) & 1) == 1);
            }

            _length += length;
            IsUtf8 = IsUtf8 && Decodes(_utf8, block, length, flush: false);
            IsValidShiftJis = IsValidShiftJis && Decodes(_japanese, block, length, flush: false);
        }

        private void Count(byte value, bool isOdd)
        {
            if (value == 0)
            {
                _ = isOdd ? _oddZeros++ : _evenZeros++;
            }

            CountUtf8(value);
            _hasUndefined |= value is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D;
            if (_lead > 0)
            {
                _pairs++;
                _pairsOfRun++;
                _adjacentPairs += _followsPair ? 1 : 0;
                _japaneseLeads += _lead < 0xA0 ? 1 : 0;
                _followsPair = true;
                _lead = 0;
            }
            else if (value is > 0x80 and < 0xA0 or >= 0xE0 and < 0xFD)
            {
                _lead = value;
                if (!_followsPair)
                {
                    _runs++;
                    _pairsOfRun = 0;
                    _runFollowsLetter = _followsLetter;
                }
            }
            else
            {
                _followsLetter = value is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z');
                _enclosedRuns += _followsPair && _runFollowsLetter && _followsLetter && _pairsOfRun <= LongestAccents ? 1 : 0;
                _followsPair = false;
            }
        }

        private void CountUtf8(byte value)
        {
            if (_utf8Rest > 0 && value is >= 0x80 and < 0xC0)
            {
                _utf8Rest--;
                _utf8Code = (_utf8Code << 6) | (value & 0x3F);
                _utf8Letters += _utf8Rest == 0 ? 1 : 0;
                _utf8Oddities += _utf8Rest == 0 && _utf8Code is (> 0x24F and < 0x370) or (> 0x52F and < 0x800) ? 1 : 0;
                return;
            }

            _strayBytes += (_utf8Rest > 0 ? 1 : 0) + (value is >= 0x80 and < 0xC2 or > 0xF4 ? 1 : 0);
            _utf8Code = value < 0xE0 ? value & 0x1F : value & 0x0F;
            _utf8Rest = value switch { >= 0xC2 and < 0xE0 => 1, >= 0xE0 and < 0xF0 => 2, >= 0xF0 and < 0xF5 => 3, _ => 0 };
        }

        private bool Decodes(Decoder decoder, byte[] block, int length, bool flush)
        {
            try
            {
                _ = decoder.GetChars(block, 0, length, _characters, 0, flush);
                return true;
            }
            catch (DecoderFallbackException)
            {
                return false;
            }
        }
    }
}
