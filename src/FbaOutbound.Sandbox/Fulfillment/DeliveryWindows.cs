using System;
using System.Collections.Generic;
using System.Globalization;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>
/// The windows of scheduled deliveries that previews have offered. Their texts carry milliseconds: a client that reads a date and writes
/// it again, instead of sending the text back, is found out.
/// </summary>
internal sealed class DeliveryWindows
{
    private const int FirstDay = 3;
    private const int LastDay = 9;
    private static readonly (int From, int To)[] s_slots = [(8, 12), (12, 14), (14, 16), (16, 18), (18, 20), (19, 21)];
    private static readonly TimeSpan s_japan = TimeSpan.FromHours(9);
    private static readonly TimeSpan s_notice = TimeSpan.FromDays(2);
    private readonly Dictionary<(string Start, string End), DateTimeOffset> _offered = [];

    /// <summary>Offers the windows of the days to come.</summary>
    public List<DateWindow> Offer(DateTimeOffset now, TimeSpan lasts)
    {
        List<DateWindow> windows = [];
        var today = now.ToOffset(s_japan).Date;
        for (var day = FirstDay; day <= LastDay; day++)
        {
            foreach (var (from, to) in s_slots)
            {
                var start = new DateTimeOffset(today.AddDays(day).AddHours(from), s_japan);
                var window = new DateWindow(Write(start), Write(start.AddHours(to - from)));
                var expires = now + lasts;
                var latest = start - s_notice;
                _offered[(window.Start, window.End)] = expires < latest ? expires : latest;
                windows.Add(window);
            }
        }

        return windows;
    }

    public bool IsOffered(DateWindow window, DateTimeOffset now) =>
        _offered.TryGetValue((window.Start, window.End), out var expires) && now < expires;

    public void Clear() => _offered.Clear();

    private static string Write(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
