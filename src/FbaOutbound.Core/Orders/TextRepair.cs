using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FbaOutbound.Texts;

namespace FbaOutbound.Orders;

/// <summary>A value that was repaired before it was sent.</summary>
/// <param name="Member">The member that held it.</param>
/// <param name="What">What was done, without the value.</param>
internal sealed record TextRepair(string Member, string What)
{
    /// <summary>
    /// Repairs the parts of an address where only one thing can have been meant. Identifiers are never repaired: another id is another
    /// order or other goods.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="repairs">Takes what was repaired.</param>
    public static Address Of(Address address, ICollection<TextRepair> repairs)
    {
        foreach (var member in AddressMembers.All)
        {
            if (member.Name != nameof(Address.CountryCode) && member.Get(address) is { } text && !TextFlaw.IsPlain(text))
            {
                address = member.Set(address, Of(text, $"{nameof(FulfillmentOrder.DestinationAddress)}.{member.Name}", repairs));
            }
        }

        return address;
    }

    /// <summary>Repairs a text for people, such as a comment.</summary>
    public static string? Of(string? text, string member, ICollection<TextRepair> repairs)
    {
        if (text is null)
        {
            return null;
        }

        var repaired = Of(text, TextUses.OfMember(member), out var what);
        if (what is not null)
        {
            repairs.Add(new TextRepair(member, what));
        }

        return repaired;
    }

    /// <summary>
    /// Returns the text with what can be repaired; <paramref name="what"/> says what that was, and is null if nothing was.
    /// </summary>
    public static string Of(string text, TextUse use, out string? what)
    {
        what = null;
        if (use == TextUse.Id || TextFlaw.IsPlain(text))
        {
            return text;
        }

        var done = new List<string>();
        var repaired = Step(text, done, WithoutInvisible(text, use), "an invisible character was removed");
        repaired = use == TextUse.Number ? Step(repaired, done, Narrow(repaired), "full-width digits were replaced by ASCII digits") : repaired;
        if (use == TextUse.Lines)
        {
            what = done.Count == 0 ? null : done[0];
            return repaired;
        }

        repaired = SpreadsheetDamage.IsMarked(repaired)
            ? Step(repaired, done, repaired.Substring(1), "a spreadsheet's leading apostrophe was removed")
            : repaired;
        repaired = repaired.Length > 3
            && repaired.StartsWith("=\"", StringComparison.Ordinal) && repaired.IndexOf('"', 2) == repaired.Length - 1
            ? Step(repaired, done, repaired.Substring(2, repaired.Length - 3), "a spreadsheet's =\"…\" around the value was removed")
            : repaired;
        what = done.Count == 0 ? null : string.Join(", ", done);
        return repaired;
    }

    private static string Step(string before, List<string> done, string after, string what)
    {
        if (before != after)
        {
            done.Add(what);
        }

        return after;
    }

    // Inside a name some of them are part of the script or of an emoji. What reverses text is refused: nobody knows which of the two texts
    // was meant.
    private static string WithoutInvisible(string text, TextUse use)
    {
        var start = 0;
        var end = text.Length;
        while (use != TextUse.Lines && start < end && IsTrimmed(text[start]))
        {
            start++;
        }

        while (use != TextUse.Lines && end > start && IsTrimmed(text[end - 1]))
        {
            end--;
        }

        var visible = new StringBuilder(end - start);
        for (var i = start; i < end; i++)
        {
            if (IsTag(text, i))
            {
                i++;
            }
            else if (
                !(
                    TextFlaw.IsSteering(text[i])
                        || (use != TextUse.Lines && TextFlaw.IsHidden(text[i])) || (use == TextUse.Number && IsTrimmed(text[i]))))
            {
                visible.Append(text[i]);
            }
        }

        return visible.Length == text.Length ? text : visible.ToString().Trim();
    }

    private static bool IsTrimmed(char character) => TextFlaw.IsInvisible(character) && character != TextFlaw.RightToLeft;

    // Letters that do not show (U+E0000 to U+E007F) can hold any text; only the flags of countries such as Wales are written with them.
    private static bool IsTag(string text, int at) =>
        text[at] == '\uDB40'
            && at + 1 < text.Length && text[at + 1] is >= '\uDC00' and <= '\uDC7F'
            && text.IndexOf("\uD83C\uDFF4", StringComparison.Ordinal) < 0;

    private static string Narrow(string text)
    {
        StringBuilder? narrow = null;
        for (var i = 0; i < text.Length; i++)
        {
            char plain = text[i] switch
            {
                >= '\uFF10' and <= '\uFF19' => (char)('0' + (text[i] - '\uFF10')),
                '\uFF0D' or '\u2212' or '\u2010' or '\u2011' => '-',
                '\u30FC' when i > 0 && text[i - 1] is >= '\uFF10' and <= '\uFF19' => '-',
                '\uFF0B' => '+',
                '\u3000' => ' ',
                _ => text[i],
            };
            if (plain != text[i])
            {
                narrow ??= new StringBuilder(text);
                narrow[i] = plain;
            }
        }

        return narrow?.ToString() ?? text;
    }
}
