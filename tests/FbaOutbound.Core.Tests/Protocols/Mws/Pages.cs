using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols.Mws;

/// <summary>A theory about the examples of a service page; skipped, and shown as skipped, where the pages are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PageFactAttribute : FactAttribute
{
    public PageFactAttribute()
    {
        if (Pages.Folder is null)
        {
            Skip = "There is no folder shared/seeds above the tests.";
        }
    }
}

/// <summary>The service pages that the project started from.</summary>
internal static partial class Pages
{
    public static string? Folder { get; } = Find();

    /// <summary>Returns the parameters of a page's example query: names and values, decoded.</summary>
    public static Dictionary<string, string> Query(string page)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Parameter().Matches(Read(page)))
        {
            parameters.Add(match.Groups[1].Value, match.Groups[2].Value);
        }

        return parameters;
    }

    /// <summary>Returns a page's example answer unchanged there.</summary>
    public static byte[] Answer(string page)
    {
        var text = Read(page);
        var start = text.LastIndexOf("<?xml", StringComparison.Ordinal);
        var end = text.IndexOf("Response>", text.LastIndexOf("</ResponseMetadata>", StringComparison.Ordinal), StringComparison.Ordinal)
            + "Response>".Length;
        return System.Text.Encoding.UTF8.GetBytes(text[start..end]);
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Folder!, page + ".txt"));

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "seeds");
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\s*[?&]([A-Za-z0-9.]+)=(\S*)\s*$", RegexOptions.Multiline)]
    private static partial Regex Parameter();
}
