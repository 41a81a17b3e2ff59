using System;
using System.Collections.Generic;
using System.Text.Json;

namespace FbaOutbound.Testing;

/// <summary>One operation of an <see cref="AmazonModel"/>: how it is addressed, what it takes and what it answers.</summary>
internal sealed class AmazonOperation
{
    private readonly string _method;
    private readonly string[] _segments;

    public AmazonOperation(string method, string path, JsonElement pathItem, JsonElement operation)
    {
        _method = method;
        _segments = path.Trim('/').Split('/');
        Id = operation.GetProperty("operationId").GetString()!;
        Responses = operation.GetProperty("responses");
        List<JsonElement> parameters = [];
        foreach (var owner in (ReadOnlySpan<JsonElement>)[pathItem, operation])
        {
            if (owner.TryGetProperty("parameters", out var list))
            {
                parameters.AddRange(list.EnumerateArray());
            }
        }

        Parameters = parameters;
    }

    public string Id { get; }

    public IReadOnlyList<JsonElement> Parameters { get; }

    public JsonElement Responses { get; }

    public bool Matches(string method, string path, out Dictionary<string, string> values)
    {
        values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!string.Equals(method, _method, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var segments = path.Trim('/').Split('/');
        if (segments.Length != _segments.Length)
        {
            return false;
        }

        for (var i = 0; i < segments.Length; i++)
        {
            if (_segments[i].StartsWith('{'))
            {
                values[_segments[i].Trim('{', '}')] = Uri.UnescapeDataString(segments[i]);
            }
            else if (segments[i] != _segments[i])
            {
                return false;
            }
        }

        return true;
    }
}
