using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FbaOutbound.Journal;

/// <summary>
/// One line of a journal file: a JSON object whose last member is a checksum of the line before it and of itself, so that a line that was
/// changed, lost or moved shows.
/// </summary>
internal static class JournalLine
{
    /// <summary>The version of the format that this module writes.</summary>
    public const int FormatVersion = 1;

    /// <summary>The longest line that is read or written.</summary>
    public const int Longest = 1 << 16;

    private const string FormatName = "FbaOutbound.Journal";
    private const int SumLength = 16;
    private const int TailLength = 26;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly byte[] s_tailStart = Encoding.ASCII.GetBytes(",\"sum\":\"");

    /// <summary>The text that every journal file begins with.</summary>
    public static readonly byte[] Beginning = Encoding.ASCII.GetBytes($"{{\"format\":\"{FormatName}\",");

    /// <summary>The checksum before the first line.</summary>
    public static byte[] NoSum => new byte[SumLength];

    /// <summary>Writes the first line of a file. Returns its checksum.</summary>
    public static byte[] WriteHeader(MemoryStream target, JournalIdentity owner) => Write(target, NoSum, writer =>
    {
        writer.WriteString("format", FormatName);
        writer.WriteNumber("version", FormatVersion);
        writer.WriteString("account", owner.Account);
        writer.WriteString("api", owner.ApiVersion);
    });

    /// <summary>Writes an entry. Returns its checksum.</summary>
    public static byte[] WriteEntry(
        MemoryStream target, byte[] previous, JournalKey key, JournalEntry entry) => Write(target, previous, writer =>
    {
        void Optional(string name, string? value)
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }

        writer.WriteString("op", key.Operation);
        writer.WriteString("id", key.Id);
        writer.WriteString("state", entry.State.ToString());
        writer.WriteString("api", entry.ApiVersion);
        writer.WriteString("content", entry.Content.Essentials);
        writer.WriteString("rest", entry.Content.Rest);
        Optional("first", Text(entry.FirstSent));
        Optional("last", Text(entry.LastSent));
        writer.WriteNumber("sends", entry.Sends);
        Optional("outcome", entry.Outcome);
        Optional("reference", entry.Reference);
        Optional("request", entry.RequestId);
    });

    /// <summary>Returns the checksum of a line without its end, or null if the line's own differs.</summary>
    public static byte[]? Check(byte[] previous, byte[] line, int start, int length)
    {
        var body = length - TailLength;
        if (body <= 0 || line[start + length - 1] != '}' || line[start + length - 2] != '"')
        {
            return null;
        }

        for (var i = 0; i < s_tailStart.Length; i++)
        {
            if (line[start + body + i] != s_tailStart[i])
            {
                return null;
            }
        }

        var sum = Sum(previous, line, start, body);
        for (var i = 0; i < SumLength; i++)
        {
            if (line[start + body + s_tailStart.Length + i] != sum[i])
            {
                return null;
            }
        }

        return sum;
    }

    /// <summary>
    /// Reads the version and the owner of a first line; null if it is not one. Its checksum does not matter: a newer version may have
    /// another.
    /// </summary>
    public static (int Version, JournalIdentity Owner)? ReadHeader(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.GetProperty("format").GetString() != FormatName)
            {
                return null;
            }

            var version = root.GetProperty("version").GetInt32();
            return version == FormatVersion
                ? (
                    version,
                    new JournalIdentity(root.GetProperty("account").GetString() ?? "", root.GetProperty("api").GetString() ?? "", ""))
                : (version, new JournalIdentity("", "", ""));
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return null;
        }
    }

    /// <summary>Reads an entry; null if the line is not one.</summary>
    public static (JournalKey Key, JournalEntry Entry)? ReadEntry(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            string? Optional(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
            string Required(string name) => root.GetProperty(name).GetString() ?? throw new FormatException();
            var key = new JournalKey(Required("op"), Required("id"));
            return (key, new JournalEntry
            {
                State = JournalEntry.StateOf(Required("state")),
                ApiVersion = Required("api"),
                Content = new JournalContent(Required("content"), Required("rest")),
                FirstSent = Time(Optional("first")),
                LastSent = Time(Optional("last")),
                Sends = root.GetProperty("sends").GetInt32(),
                Outcome = Optional("outcome"),
                Reference = Optional("reference"),
                RequestId = Optional("request"),
            });
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return null;
        }
    }

    private static byte[] Write(MemoryStream target, byte[] previous, Action<Utf8JsonWriter> write)
    {
        var start = (int)target.Position;
        using (var writer = new Utf8JsonWriter((Stream)target))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        // The checksum replaces the closing brace.
        var length = (int)target.Position - start - 1;
        var sum = Sum(previous, target.GetBuffer(), start, length);
        target.Position = start + length;
        target.Write(s_tailStart, 0, s_tailStart.Length);
        target.Write(sum, 0, sum.Length);
        target.WriteByte((byte)'"');
        target.WriteByte((byte)'}');
        target.WriteByte((byte)'\n');
        return sum;
    }

    private static byte[] Sum(byte[] previous, byte[] line, int start, int length)
    {
        using var sha = SHA256.Create();
        sha.TransformBlock(previous, 0, previous.Length, null, 0);
        sha.TransformFinalBlock(line, start, length);
        var text = new byte[SumLength];
        for (var i = 0; i < SumLength; i++)
        {
            var half = (i & 1) == 0 ? sha.Hash[i / 2] >> 4 : sha.Hash[i / 2] & 15;
            text[i] = (byte)"0123456789abcdef"[half];
        }

        return text;
    }

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string? text) => text is null
        ? null
        : JournalEntry.Sane(
            DateTimeOffset.ParseExact(
                text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));

    private static bool IsUnreadable(Exception exception) =>
        exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException
            or OverflowException;
}
