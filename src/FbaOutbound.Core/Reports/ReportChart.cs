using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FbaOutbound.Reports;

/// <summary>
/// Outcomes over time as stacked bars, beside the line of the rate limit. It is drawn twice: a phone shows fewer bars, and letters that
/// can be read.
/// </summary>
internal sealed class ReportChart
{
    private const int MostBars = 60;
    private const int MostNarrowBars = 24;

    // Below a twentieth of the limit bars would be flat beside its line.
    private const double MostAbove = 20;

    private static readonly int[] s_steps =
    [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000,
        7776000, 31536000,
    ];

    private readonly List<(long Second, int Series)> _points;
    private readonly IReadOnlyList<(string Name, string Tone)> _series;
    private readonly double? _rate;
    private readonly string _things;
    private readonly int _without;

    private ReportChart(
        List<(long, int)> points, IReadOnlyList<(string, string)> series, double? rate, string things, int without) =>
        (_points, _series, _rate, _things, _without) = (points, series, rate, things, without);

    /// <summary>Makes the chart of a report; null if it knows too few times.</summary>
    /// <param name="report">The report.</param>
    /// <param name="rate">The rate limit of creates, in requests a second; null if it is not known.</param>
    public static ReportChart? Of(RunReport report, double? rate)
    {
        var isRun = report.Rows.Any(row => row.Kind is not null && row.Time is not null && row.Kind != ReportKind.LeftOver);
        var told = report.Rows.Where(row => isRun ? row.Kind is not null : row.Status is not null).ToList();
        var timed = told.Where(row => row.Time is not null).ToList();
        string NameOf(ReportRow row) => isRun ? ReportTones.Name(row.Kind!.Value) : row.Status!;
        var used = new HashSet<string>(timed.Select(NameOf), StringComparer.Ordinal);
        List<(string Name, string Tone)> series = isRun
            ?
            [
                .. ReportTones.Kinds.Select(kind => (Name: ReportTones.Name(kind), ReportTones.Of(kind)))
                    .Where(kind => used.Contains(kind.Name)),
            ]
            : [.. used.OrderBy(status => status, StringComparer.Ordinal).Select(status => (status, ReportTones.OfStatus(status)))];
        var places = series.Select((entry, at) => (entry.Name, at)).ToDictionary(entry => entry.Name, entry => entry.at);
        return timed.Count < 2
            ? null
            : new ReportChart(
                [.. timed.Select(row => (row.Time!.Value.ToUnixTimeSeconds(), places[NameOf(row)]))], series, isRun ? rate : null,
                isRun ? "outcomes" : "orders", told.Count - timed.Count);
    }

    public void Write(HtmlText html)
    {
        html.Raw("<section aria-labelledby=\"chart-title\"><h2 id=\"chart-title\">")
            .Text(_things == "outcomes" ? "Outcomes over time" : "Orders over time").Raw("</h2>\n<div class=\"card chart\">\n");
        var wide = new Bars(this, MostBars);
        Draw(html, wide, "wide-chart", 960, 220);
        Draw(html, new Bars(this, MostNarrowBars), "narrow", 360, 240);
        html.Raw("<ul class=\"legend\">");
        foreach (var (name, tone) in _series)
        {
            html.Raw("<li><span class=\"swatch ").Text(tone).Raw("\"></span>").Text(name).Raw("</li>");
        }

        if (wide.Limit is not null)
        {
            html.Raw("<li><span class=\"dash\"></span>Rate limit</li>");
        }

        html.Raw("</ul>\n<p class=\"caption\">").Text(Caption(wide)).Raw("</p>\n");
        WriteTable(html, wide);
        html.Raw("</div></section>\n");
    }

    private string Caption(Bars bars)
    {
        var text = FormattableString.Invariant(
            $"{_points.Count:N0} {_things} from {Time(_points.Min(point => point.Second))} to {Time(_points.Max(point => point.Second))} UTC. ")
            + FormattableString.Invariant($"Each bar is {Span(bars.Step)}; the highest has {Number(bars.Highest)} per {bars.Unit}.");
        if (_rate is { } rate)
        {
            text += FormattableString.Invariant($" The rate limit is {Number(rate * bars.UnitSeconds)} new orders per {bars.Unit}");
            text += bars.Limit is null
                ? ", too far above the bars to be drawn."
                : "; after an idle period, a burst may exceed it.";
        }

        return text + (_without > 0
            ? FormattableString.Invariant($" Not in the chart: {_without:N0} without a known time, such as orders that were refused before a request was sent.")
            : "");
    }

    private void Draw(HtmlText html, Bars bars, string style, int width, int height)
    {
        const int left = 44, right = 12, top = 22, bottom = 28;
        var (inner, tall) = (width - left - right, height - top - bottom);
        var scale = Scale(Math.Max(bars.Highest, (bars.Limit ?? 0) * 1.05));
        double Y(double value) => top + tall - (value / scale.Top * tall);

        html.Raw(FormattableString.Invariant($"<svg class=\"{style}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\""))
            .Text(Caption(bars)).Raw("\">\n");
        for (var tick = 0; tick * scale.Step <= scale.Top + 1e-9; tick++)
        {
            var y = Y(tick * scale.Step);
            html.Raw(FormattableString.Invariant(
                $"<line class=\"{(tick == 0 ? "axis" : "grid")}\" x1=\"{left}\" x2=\"{width - right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>"));
            html.Raw(FormattableString.Invariant($"<text x=\"{left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Number(tick * scale.Step)}</text>\n"));
        }

        html.Raw(FormattableString.Invariant($"<text x=\"{left}\" y=\"12\">per {bars.Unit}</text>\n"));
        var slot = (double)inner / bars.Counts.Count;
        var bar = Math.Min(Math.Max(slot * 0.78, 1), 40);
        for (var at = 0; at < bars.Counts.Count; at++)
        {
            double below = 0;
            for (var series = 0; series < _series.Count; series++)
            {
                if (bars.Counts[at][series] is > 0 and var count)
                {
                    var (low, high) = (Y(below), Y(below + (count * bars.PerUnit)));
                    below += count * bars.PerUnit;
                    html.Raw(FormattableString.Invariant(
                        $"<rect class=\"{_series[series].Tone}\" x=\"{left + (at * slot) + ((slot - bar) / 2):0.##}\" y=\"{high:0.##}\" width=\"{bar:0.##}\" height=\"{Math.Max(low - high, 0.5):0.##}\"/>"));
                }
            }
        }

        WriteTimes(html, bars, left, slot, height, width);
        if (bars.Limit is { } limit)
        {
            var y = Y(limit);
            html.Raw(FormattableString.Invariant($"\n<line class=\"limit\" x1=\"{left}\" x2=\"{width - right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>"))
                .Raw(FormattableString.Invariant($"<text class=\"limit-name\" x=\"{width - right}\" y=\"{y - 6:0.#}\" text-anchor=\"end\">rate limit {Number(limit)}</text>"));
        }

        html.Raw("\n</svg>\n");
    }

    private static void WriteTimes(HtmlText html, Bars bars, int left, double slot, int height, int width)
    {
        var labels = Math.Max(1, width / 140);
        var every = Math.Max(1, (int)Math.Ceiling((double)bars.Counts.Count / labels));
        for (var at = 0; at < bars.Counts.Count; at += every)
        {
            html.Raw(FormattableString.Invariant($"\n<text x=\"{left + (at * slot):0.#}\" y=\"{height - 8}\">")).Text(bars.LabelOf(at)).Raw("</text>");
        }
    }

    private void WriteTable(HtmlText html, Bars bars)
    {
        html.Raw("<details><summary>The chart as a table</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The chart as a table\"><table><caption>")
            .Text($"Number of {_things} starting at the time in the first column").Raw("</caption><thead><tr><th scope=\"col\" class=\"time\">Time (UTC)</th>");
        foreach (var (name, _) in _series)
        {
            html.Raw("<th scope=\"col\" class=\"num\">").Text(name).Raw("</th>");
        }

        html.Raw("</tr></thead><tbody>");
        for (var at = 0; at < bars.Counts.Count; at++)
        {
            html.Raw("<tr><th scope=\"row\" class=\"time\">").Text(Time(bars.Start + (at * (long)bars.Step))).Raw("</th>");
            foreach (var count in bars.Counts[at])
            {
                html.Raw("<td class=\"num\">").Text(count.ToString("N0", CultureInfo.InvariantCulture)).Raw("</td>");
            }

            html.Raw("</tr>");
        }

        html.Raw("</tbody></table></div></details>\n");
    }

    private static string Time(long second) => ReportTime.Text(DateTimeOffset.FromUnixTimeSeconds(second));

    private static string Number(double value) => value.ToString(value < 10 ? "0.##" : "#,##0.#", CultureInfo.InvariantCulture);

    private static string Span(int seconds) => seconds switch
    {
        1 => "one second",
        < 60 => FormattableString.Invariant($"{seconds} seconds"),
        60 => "one minute",
        < 3600 => FormattableString.Invariant($"{seconds / 60} minutes"),
        3600 => "one hour",
        < 86400 => FormattableString.Invariant($"{seconds / 3600} hours"),
        86400 => "one day",
        _ => FormattableString.Invariant($"{seconds / 86400} days"),
    };

    // About four lines at round numbers.
    private static (double Step, double Top) Scale(double highest)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(highest / 4)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(factor => factor * power).First(factor => factor * 4 >= highest * 0.999);
        return (step, step * Math.Ceiling((highest / step) - 1e-9));
    }

    private sealed class Bars
    {
        public Bars(ReportChart chart, int most)
        {
            var (first, last) = (chart._points.Min(point => point.Second), chart._points.Max(point => point.Second));
            Step = s_steps.FirstOrDefault(step => (last / step) - (first / step) < most);
            Step = Step == 0 ? s_steps[s_steps.Length - 1] : Step;
            Start = first / Step * Step;
            var counts = new int[Math.Min(((last - Start) / Step) + 1, 10_000)][];
            for (var at = 0; at < counts.Length; at++)
            {
                counts[at] = new int[chart._series.Count];
            }

            foreach (var (second, series) in chart._points)
            {
                counts[Math.Min((second - Start) / Step, counts.Length - 1)][series]++;
            }

            Counts = counts;
            (Unit, UnitSeconds) = Step < 60 ? ("second", 1) : Step < 3600 ? ("minute", 60) : Step < 86400 ? ("hour", 3600) : ("day", 86400);
            Highest = counts.Max(bar => bar.Sum()) * PerUnit;
            Limit = chart._rate is { } rate && rate * UnitSeconds <= Highest * MostAbove ? rate * UnitSeconds : null;
        }

        /// <summary>The seconds of a bar.</summary>
        public int Step { get; }

        public long Start { get; }

        public IReadOnlyList<int[]> Counts { get; }

        /// <summary>What heights are per.</summary>
        public string Unit { get; }

        public int UnitSeconds { get; }

        public double PerUnit => (double)UnitSeconds / Step;

        public double Highest { get; }

        public double? Limit { get; }

        public string LabelOf(int at)
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(Start + (at * (long)Step)).UtcDateTime;
            var span = Counts.Count * (long)Step;
            var form = Step >= 86400 ? "yyyy-MM-dd" : span > 86400 ? "MM-dd HH:mm" : Step < 60 ? "HH:mm:ss" : "HH:mm";
            return time.ToString(form, CultureInfo.InvariantCulture);
        }
    }
}
