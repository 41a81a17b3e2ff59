using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>Compares a response with what was read of it: every single value has to have arrived somewhere.</summary>
internal static class Leaves
{
    /// <param name="body">The response.</param>
    /// <param name="domain">What was read.</param>
    /// <param name="isKnownLoss">
    /// Whether the value at a path, such as <c>order.lineItems.amount.unit</c>, has no place of its own in the domain.
    /// </param>
    public static void AssertArrive(string body, object? domain, Func<string, bool>? isKnownLoss = null)
    {
        var expected = new List<string>();
        using var document = JsonDocument.Parse(body);
        CollectJson(document.RootElement, "", isKnownLoss ?? (_ => false), expected);
        var found = new List<string>();
        CollectDomain(domain, found);
        foreach (var leaf in found)
        {
            expected.Remove(leaf);
        }

        Assert.Empty(expected);
    }

    private static void CollectJson(JsonElement element, string path, Func<string, bool> isKnownLoss, List<string> leaves)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    CollectJson(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", isKnownLoss, leaves);
                }

                break;
            case JsonValueKind.Array:
                foreach (var one in element.EnumerateArray())
                {
                    CollectJson(one, path, isKnownLoss, leaves);
                }

                break;
            default:
                if (!isKnownLoss(path))
                {
                    leaves.Add(element.ToString());
                }

                break;
        }
    }

    private static void CollectDomain(object? value, List<string> leaves)
    {
        switch (value)
        {
            case null:
                break;
            case string or bool or int:
                leaves.Add(string.Format(CultureInfo.InvariantCulture, "{0}", value));
                break;
            case DateTimeOffset date:
                leaves.Add(date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                break;
            case decimal number:
                leaves.Add(number.ToString(CultureInfo.InvariantCulture));
                break;
            case IReadOnlyDictionary<string, string> map:
                leaves.AddRange(map.Values);
                break;
            case IReadOnlyDictionary<string, IReadOnlyList<string>> map:
                leaves.AddRange(map.Values.SelectMany(list => list));
                break;
            case IEnumerable list:
                foreach (var one in list)
                {
                    CollectDomain(one, leaves);
                }

                break;
            case System.Runtime.CompilerServices.ITuple tuple:
                for (var i = 0; i < tuple.Length; i++)
                {
                    CollectDomain(tuple[i], leaves);
                }

                break;
            default:
                // What follows from other members would hide a member that was not read.
                foreach (var property in value.GetType().GetProperties().Where(property => property.CanWrite))
                {
                    // PowerShell indexes arrays, and what has an indexer of its own.
                    var member = property.GetValue(value);
                    Assert.True(
                        member is not IEnumerable or string or Array || member.GetType().GetDefaultMembers().Length > 0,
                        $"{property.DeclaringType!.Name}.{property.Name} has no index in PowerShell");
                    CollectDomain(member, leaves);
                }

                break;
        }
    }
}
