using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace FbaOutbound.Sandbox.Shipments.Labels;

/// <summary>A label in the language of Zebra's printers.</summary>
internal static class ZplLabel
{
    public static byte[] Print(IReadOnlyList<string> lines, string tracking, int dotsPerInch)
    {
        var letter = dotsPerInch / 7;
        var text = new StringBuilder();
        text.AppendFormat(CultureInfo.InvariantCulture, "^XA\n^CI28\n^PW{0}\n^LL{1}\n", dotsPerInch * 4, dotsPerInch * 6);
        var y = dotsPerInch / 4;
        foreach (var line in lines)
        {
            if (line.Length > 0)
            {
                text.AppendFormat(
                    CultureInfo.InvariantCulture, "^FO{0},{1}^A0N,{2},{2}^FD{3}^FS\n", dotsPerInch / 4, y, letter, Escape(line));
            }

            y += letter + 6;
        }

        text.AppendFormat(
            CultureInfo.InvariantCulture, "^BY{0}^FO{1},{2}^BCN,{3},Y,N,N^FD{4}^FS\n^XZ\n", dotsPerInch / 100, dotsPerInch / 4,
            dotsPerInch * 9 / 2, dotsPerInch, Escape(tracking));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A caret or a tilde would begin a command.</summary>
    private static string Escape(string line) => line.Replace('^', ' ').Replace('~', ' ');
}
