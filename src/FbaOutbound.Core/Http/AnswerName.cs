using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Http;

/// <summary>Something that a response says it is about: an order, a shipment, an item, a SKU, a package or a return.</summary>
/// <param name="What">What it is, in words.</param>
/// <param name="Answered">Its id in the response; null if the response does not say.</param>
/// <param name="Asked">The ids in the request that it can be.</param>
internal readonly record struct AnswerName(string What, string? Answered, IReadOnlyCollection<string?> Asked)
{
    public const string Order = "order";

    public AnswerName(string what, string? answered, string asked)
        : this(what, answered, [asked])
    {
    }

    /// <summary>Compares exactly: capitals, blanks and plus signs make another id.</summary>
    /// <exception cref="OtherAnswerException">The response is about something else.</exception>
    public void Check()
    {
        if (!Asked.Contains(Answered, StringComparer.Ordinal))
        {
            throw new OtherAnswerException(this);
        }
    }
}

/// <summary>A response with the status of a success that is about something else than was requested.</summary>
internal sealed class OtherAnswerException(AnswerName name) : FbaException(
    string.IsNullOrEmpty(name.Answered)
        ? $"the response does not say which {name.What} it is for"
        : $"the response is for {name.What} '{ServiceText.Clean(name.Answered)}'")
{
    /// <summary>Whether the id has a plus sign, which Amazon decodes as a blank in an address (selling-partner-api-models#5374).</summary>
    public bool IsOrderWithPlus { get; } = name.What == AnswerName.Order && name.Asked.Any(id => id?.IndexOf('+') >= 0);
}
