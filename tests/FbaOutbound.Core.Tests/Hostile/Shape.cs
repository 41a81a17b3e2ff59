using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using System.Reflection;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>
/// What came of an input, as a number: which members of a value hold something, or where an exception was made. An input that gives a new
/// number went a new way through the reader. Everything that a user could look at is looked at.
/// </summary>
internal static class Shape
{
    private const int Deepest = 8;

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = new();

    public static long Of(object? value)
    {
        var hash = 17L;
        Add(ref hash, value, 0);
        return hash;
    }

    public static long Of(Exception exception)
    {
        var hash = 19L;
        for (var one = exception; one is not null; one = one.InnerException)
        {
            Mix(ref hash, one.GetType().Name.GetHashCode(StringComparison.Ordinal));
            foreach (var frame in new StackTrace(one, fNeedFileInfo: false).GetFrames().Take(3))
            {
                Mix(ref hash, (frame.GetMethod()?.MetadataToken ?? 0) ^ (frame.GetILOffset() << 8));
            }
        }

        return hash;
    }

    private static void Add(ref long hash, object? value, int depth)
    {
        switch (value)
        {
            case null:
                Mix(ref hash, 1);
                break;
            case string text:
                Mix(ref hash, text.Length == 0 ? 2 : 3);
                break;
            case bool flag:
                Mix(ref hash, flag ? 4 : 5);
                break;
            case IEnumerable list:
                var count = 0;
                foreach (var one in list)
                {
                    if (count++ < 3)
                    {
                        Add(ref hash, one, depth + 1);
                    }
                }

                Mix(ref hash, 6 + Math.Min(count, 3));
                break;
            default:
                if (depth < Deepest
                    && value.GetType() is var type && type.Namespace?.StartsWith("FbaOutbound", StringComparison.Ordinal) == true
                    && !type.IsEnum)
                {
                    _ = value.ToString();
                    foreach (var property
                        in s_properties.GetOrAdd(
                            type, static type => [.. type.GetProperties().Where(property => property.GetIndexParameters().Length == 0)]))
                    {
                        Add(ref hash, property.GetValue(value), depth + 1);
                    }
                }
                else
                {
                    Mix(ref hash, 11);
                }

                break;
        }
    }

    private static void Mix(ref long hash, long value) => hash = unchecked((hash * 1_099_511_628_211) ^ value);
}
