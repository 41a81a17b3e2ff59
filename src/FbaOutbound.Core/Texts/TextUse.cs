using System;
using System.Collections.Generic;

namespace FbaOutbound.Texts;

/// <summary>What a text is for, which decides what it may hold.</summary>
internal enum TextUse
{
    /// <summary>An identifier or a word of the service. It is sent exactly as given.</summary>
    Id,

    /// <summary>A postal code or a phone number.</summary>
    Number,

    /// <summary>A line of an address: a name, a street, a place.</summary>
    Line,

    /// <summary>A line of a label, which may be a date.</summary>
    Label,

    /// <summary>A text for people, such as a comment, which may have several lines.</summary>
    Lines,
}

/// <summary>The one table of which member is which.</summary>
internal static class TextUses
{
    private static readonly Dictionary<string, TextUse> s_uses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PostalCode"] = TextUse.Number,
        ["Phone"] = TextUse.Number,
        ["Name"] = TextUse.Line,
        ["AddressLine1"] = TextUse.Line,
        ["AddressLine2"] = TextUse.Line,
        ["AddressLine3"] = TextUse.Line,
        ["City"] = TextUse.Line,
        ["DistrictOrCounty"] = TextUse.Line,
        ["StateOrRegion"] = TextUse.Line,
        ["StateOrProvinceCode"] = TextUse.Line,
        ["CustomTextForLabel"] = TextUse.Label,
        ["ItemDescription"] = TextUse.Label,
        ["DisplayableOrderComment"] = TextUse.Lines,
        ["DisplayableComment"] = TextUse.Lines,
        ["GiftMessage"] = TextUse.Lines,
        ["DeliveryInstructions"] = TextUse.Lines,
        ["ReturnComment"] = TextUse.Lines,
    };

    /// <summary>Returns the use of a member such as <c>Items[0].GiftMessage</c>, by the last of its names.</summary>
    public static TextUse OfMember(string member) =>
        s_uses.TryGetValue(member, out var use)
            || (member.LastIndexOf('.') is >= 0 and var point && s_uses.TryGetValue(member.Substring(point + 1), out use))
        ? use
        : TextUse.Id;
}
