using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>Tells a value that the service hides from one that it shows.</summary>
internal static class Masking
{
    private const int ShortestMask = 3;

    /// <summary>Whether a text is a mask: it holds an asterisk or a bullet, or nothing but three or more X or # and punctuation.</summary>
    public static bool IsMasked(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        return text!.Any(c => c is '*' or '•')
            || (text.Count(IsMaskLetter) >= ShortestMask && text.All(c => IsMaskLetter(c) || !char.IsLetterOrDigit(c)));
    }

    /// <summary>Returns the names of the members of an address that the service hides.</summary>
    public static IReadOnlyList<string> MaskedMembers(Address address) =>
        [.. AddressMembers.All.Where(m => IsMasked(m.Get(address))).Select(m => m.Name)];

    private static bool IsMaskLetter(char c) => c is 'X' or 'x' or '#';
}
