using System;
using System.IO;
using System.Text.Json;
using FbaOutbound.Sandbox.Endpoints;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox;

/// <summary>
/// What a state file's line notes about an order that was made: all that the engine has to know, so that the body need not be read when the
/// file is opened. A hash of the line shows whether anybody has touched it since; then the note does not count. The numbers of
/// <see cref="OrderAction"/> and <see cref="OrderPolicy"/> are written, so they stay what they are.
/// </summary>
internal static class OrderNote
{
    /// <summary>Writes the note and the body, which are the last members of a line.</summary>
    /// <param name="writer">The writer of the line.</param>
    /// <param name="line">Where it writes.</param>
    /// <param name="order">The order.</param>
    /// <param name="body">The body, in one line.</param>
    public static void Write(Utf8JsonWriter writer, MemoryStream line, NewOrder order, ReadOnlySpan<byte> body)
    {
        writer.WriteStartArray("order"u8);
        writer.WriteNumberValue((int)order.Action);
        writer.WriteNumberValue((int)order.Policy);
        writer.WriteBooleanValue(order.BlocksAmazonLogistics);
        writer.WriteNumberValue(order.Items.Count);
        foreach (var (sku, quantity) in order.Items)
        {
            writer.WriteStringValue(sku);
            writer.WriteNumberValue(quantity);
        }

        writer.WriteEndArray();
        writer.Flush();
        writer.WriteNumber("hash"u8, HashOf(line.GetBuffer().AsSpan(0, (int)line.Length), body));
        writer.WritePropertyName("body"u8);
        writer.WriteRawValue(body, skipInputValidation: true);
    }

    /// <summary>Reads an order from its line; null if the line has no note, or is not as it was written.</summary>
    public static NewOrder? TryRead(ReadOnlySpan<byte> line, out string endpoint, out DateTimeOffset at)
    {
        (endpoint, at) = ("", default);
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || !IsAt(ref reader, "at"u8) || !reader.TryGetDateTimeOffset(out at) || at > Bounds.LatestTime
            || !IsAt(ref reader, "door"u8) || reader.GetString() is not { } door
            || !IsAt(ref reader, "do"u8) || !reader.ValueTextEquals(Ledger.Create)
            || !IsAt(ref reader, "id"u8) || reader.GetString() is not { } id
            || !IsAt(ref reader, "order"u8))
        {
            return null;
        }

        var note = reader;
        reader.Skip();
        if (!reader.Read() || !reader.ValueTextEquals("hash"u8))
        {
            return null;
        }

        var start = line.Slice(0, (int)reader.TokenStartIndex - 1);
        if (!reader.Read() || !reader.TryGetUInt64(out var hash) || !reader.Read() || !reader.ValueTextEquals("body"u8)
            || line[line.Length - 1] != '}')
        {
            return null;
        }

        var body = line.Slice((int)reader.BytesConsumed, line.Length - 1 - (int)reader.BytesConsumed);
        endpoint = door;
        return hash == HashOf(start, body) ? ReadOrder(id, ref note) : null;
    }

    private static NewOrder ReadOrder(string id, ref Utf8JsonReader reader)
    {
        var action = (OrderAction)ReadNumber(ref reader);
        var policy = (OrderPolicy)ReadNumber(ref reader);
        reader.Read();
        var blocksAmazonLogistics = reader.GetBoolean();
        var items = new (string? Sku, int Quantity)[ReadNumber(ref reader)];
        for (var i = 0; i < items.Length; i++)
        {
            reader.Read();
            items[i] = (reader.GetString(), ReadNumber(ref reader));
        }

        return new NewOrder(id, action, policy, blocksAmazonLogistics, items);
    }

    private static int ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }

    private static bool IsAt(ref Utf8JsonReader reader, ReadOnlySpan<byte> member) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(member) && reader.Read();

    private static ulong HashOf(ReadOnlySpan<byte> start, ReadOnlySpan<byte> body) => Identifiers.Hash(body, Identifiers.Hash(start));
}
