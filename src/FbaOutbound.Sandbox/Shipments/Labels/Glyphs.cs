using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace FbaOutbound.Sandbox.Shipments.Labels;

/// <summary>Letters of five by seven dots. Each is five bytes, the leftmost column lowest; a column's lowest bit is its top.</summary>
internal static class Glyphs
{
    private const string Known = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.,/:#? ";

    private static readonly ulong[] s_columns =
    [
        0x3E4549513E, 0x00407F4200, 0x4649516142, 0x314B454121, 0x107F121418, 0x3945454527, 0x3049494A3C, 0x0305097101, 0x3649494936,
        0x1E29494906,
        0x7E1111117E, 0x364949497F, 0x224141413E, 0x1C2241417F, 0x414949497F, 0x010909097F, 0x7A4949413E, 0x7F0808087F, 0x00417F4100,
        0x013F414020,
        0x412214087F, 0x404040407F, 0x7F020C027F, 0x7F1008047F, 0x3E4141413E, 0x060909097F, 0x5E2151413E, 0x462919097F, 0x3149494946,
        0x01017F0101,
        0x3F4040403F, 0x1F2040201F, 0x3F4038403F, 0x6314081463, 0x0708700807, 0x4345495161, 0x0808080808, 0x0000606000, 0x0000305000,
        0x0204081020,
        0x0000363600, 0x147F147F14, 0x0609510102, 0x0000000000,
    ];

    /// <summary>The letters of a text without their accents; a question mark for what has none here.</summary>
    public static IEnumerable<ulong> Of(string text)
    {
        foreach (var character in text.ToUpperInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                var place = Known.IndexOf(character);
                yield return s_columns[place < 0 ? Known.IndexOf('?') : place];
            }
        }
    }
}
