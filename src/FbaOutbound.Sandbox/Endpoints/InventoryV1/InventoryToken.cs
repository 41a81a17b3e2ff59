using System;
using System.Globalization;
using System.Text;

namespace FbaOutbound.Sandbox.Endpoints.InventoryV1;

/// <summary>A place in a list of stock, good for 30 seconds of the real clock.</summary>
internal static class InventoryToken
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(30);

    public static string Write(string lastSku, DateTimeOffset now) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Format(CultureInfo.InvariantCulture, "{0}:{1}", now.UtcTicks, lastSku)));

    /// <summary>Returns the SKU that the list goes on after; an empty text where it begins.</summary>
    public static string Read(string? token, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(token))
        {
            return "";
        }

        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(token!.Replace(' ', '+')));
            var colon = text.IndexOf(':');
            if (colon > 0
                && long.TryParse(text.Substring(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var made)
                && now.UtcTicks - made < s_lifetime.Ticks)
            {
                return text.Substring(colon + 1);
            }
        }
        catch (FormatException)
        {
            // Not base64: not a token.
        }

        throw new InputException("Next token is invalid or expired");
    }
}
