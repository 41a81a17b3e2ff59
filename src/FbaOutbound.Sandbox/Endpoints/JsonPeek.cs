using System;
using System.Text.Json;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>Finds one text in a body without reading the rest of it.</summary>
internal static class JsonPeek
{
    public static string? Text(ReadOnlyMemory<byte> body, string name)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    var found = reader.CurrentDepth == 1 && reader.ValueTextEquals(name);
                    reader.Read();
                    if (found)
                    {
                        return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                    }

                    reader.Skip();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Whoever reads the body for good says what is wrong with it.
        }

        return null;
    }
}
