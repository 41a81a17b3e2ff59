using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Errors;

/// <summary>The last part of an error that lists what is wrong.</summary>
internal static class Sentence
{
    /// <summary>Joins what is wrong to one sentence, however its parts end.</summary>
    public static string Of(IEnumerable<object> problems)
    {
        var text = string.Join("; ", problems.Select(problem => problem.ToString()?.TrimEnd('.')));
        return text.Length > 0 && text[text.Length - 1] == '?' ? text : text + ".";
    }
}
