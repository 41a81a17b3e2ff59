using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols;

/// <summary>
/// Warns once for each response that holds values that could not be read. It names their members; a value could be a recipient's.
/// </summary>
internal static class UnreadReport
{
    private const int MostNames = 5;

    public static void Tell(HttpAnswer answer, WireNode tree)
    {
        var unread = tree.Unread();
        if (unread.Count == 0)
        {
            return;
        }

        List<string> paths = [.. unread.Select(value => value.Path)];
        var names = NameList.Of(paths, MostNames);
        var about = answer.Subject is null ? "" : $" for '{answer.Subject}'";
        var count = paths.Count == 1 ? "1 value" : FormattableString.Invariant($"{paths.Count} values");
        CallLog.Current.WarningOnce(
            $"{answer.Operation}: {string.Join(", ", paths.Select(path => Regex.Replace(path, @"\[[0-9]+\]", "[]")).Distinct())}",
            $"The response to {answer.Operation ?? "the service"}{about} has {count} that could not be read: {names}. These members are empty; the output's Unread property contains the text.");
    }
}
