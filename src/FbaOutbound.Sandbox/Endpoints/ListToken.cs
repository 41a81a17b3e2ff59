using System;
using System.Globalization;
using System.Text;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>A place in a listing as its reader gets it: opaque, and of no use when it was made up.</summary>
internal static class ListToken
{
    public static string Write(ListCursor cursor)
    {
        var text = string.Format(CultureInfo.InvariantCulture, "{0}:{1}", cursor.Position, cursor.End);
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(text + ":" + Check(text)));
    }

    public static bool TryRead(string token, out ListCursor cursor)
    {
        cursor = default;
        try
        {
            // The query may have turned an unescaped plus sign into a space.
            var text = Encoding.ASCII.GetString(Convert.FromBase64String(token.Replace(' ', '+')));
            var parts = text.Split(':');
            if (parts.Length == 3
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
                && parts[2] == Check(parts[0] + ":" + parts[1]))
            {
                cursor = new ListCursor(position, end);
                return true;
            }
        }
        catch (FormatException)
        {
            // Not base64: not a token.
        }

        return false;
    }

    private static string Check(string text) => Identifiers.Hash(text, 0x11575).ToString("x16", CultureInfo.InvariantCulture);
}
