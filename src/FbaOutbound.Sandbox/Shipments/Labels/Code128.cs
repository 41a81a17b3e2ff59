using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sandbox.Shipments.Labels;

/// <summary>The barcode Code 128, code set B: widths of bars and spaces in turn.</summary>
internal static class Code128
{
    private const int StartB = 104;
    private const int Stop = 106;

    private static readonly string[] s_widths = (
        "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 "
        + "223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 "
        + "112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 "
        + "311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 "
        + "122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 "
        + "214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 "
        + "2331112").Split(' ');

    public static IEnumerable<int> Encode(string text)
    {
        var symbols = new List<int> { StartB };
        symbols.AddRange(text.Select(character => character is >= ' ' and <= '~' ? character - ' ' : 0));
        var check = StartB;
        for (var i = 1; i < symbols.Count; i++)
        {
            check += i * symbols[i];
        }

        symbols.Add(check % 103);
        symbols.Add(Stop);
        return symbols.SelectMany(symbol => s_widths[symbol]).Select(width => width - '0');
    }
}
