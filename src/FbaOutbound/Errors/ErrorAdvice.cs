using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;
using FbaOutbound.Reports;

namespace FbaOutbound.Errors;

/// <summary>What each error id means and what to do about it, from the table of docs/errors.md.</summary>
internal static class ErrorAdvice
{
    private static readonly Regex s_row = new(
        @"^\| `(?<id>[A-Za-z]+)` \| (?<what>[^|]+) \| (?<do>[^|]+) \|\r?$", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    private static readonly Regex s_link = new(@"\[(?<text>[^\]]*)\]\([^)]*\)", RegexOptions.CultureInvariant);

    private static readonly Dictionary<string, ReportAdvice> s_all = Read();

    /// <summary>Returns the advice about an error; null if the id is not one of this module.</summary>
    public static ReportAdvice? Find(string id) => s_all.TryGetValue(id, out var advice) ? advice : null;

    private static Dictionary<string, ReportAdvice> Read()
    {
        using var stream = typeof(ErrorAdvice).Assembly.GetManifestResourceStream("FbaOutbound.Errors.errors.md")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var all = new Dictionary<string, ReportAdvice>(StringComparer.Ordinal);
        foreach (Match row in s_row.Matches(reader.ReadToEnd()))
        {
            var id = row.Groups["id"].Value;
            all[id] = new ReportAdvice(id, WithoutLinks(row.Groups["what"].Value), WithoutLinks(row.Groups["do"].Value));
        }

        return all;
    }

    // The pages that the links name are not where the report is.
    private static string WithoutLinks(string text) => s_link.Replace(text, "${text}");
}
