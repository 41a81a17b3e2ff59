using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using FbaOutbound.Orders;

namespace FbaOutbound.Reports;

/// <summary>
/// A report as one HTML page that asks for nothing from outside. Its policy allows the one style sheet and the one script that are in it,
/// by their hashes, and nothing else.
/// </summary>
internal sealed class ReportPage(RunReport report, string title, double? rate)
{
    private const int CasesShown = 5;
    private const int MostCases = 200;

    private static readonly ReportKind[] s_alwaysShown =
    [
        ReportKind.Created, ReportKind.Existed, ReportKind.Skipped, ReportKind.Refused, ReportKind.Unknown, ReportKind.LeftOver,
    ];

    // By the worst of its changes, an order is counted once. Null stands for every other kind.
    private static readonly ReportKind?[] s_urgencies = [ReportKind.Unknown, ReportKind.Refused, null, ReportKind.LeftOver];

    private readonly IReadOnlyList<ReportProblem> _problems = report.Problems();

    /// <summary>Writes the page in UTF-8.</summary>
    public void Write(Stream stream)
    {
        using var html = new HtmlText(stream);
        var (style, script) = (Resource("report.css"), Resource("report.js"));
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-").Raw(Hash(style))
            .Raw("'; script-src 'sha256-").Raw(Hash(script)).Raw("'; base-uri 'none'; form-action 'none'\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
            .Raw("<meta name=\"robots\" content=\"noindex\">\n<title>").Text(title).Raw("</title>\n<style>").Raw(style).Raw("</style>\n</head>\n<body>\n");
        html.Raw("<a class=\"skip\" href=\"#main\">Skip to the content</a>\n");
        WriteHeader(html);
        html.Raw("<main id=\"main\">\n");
        WriteTotals(html);
        WriteProblems(html);
        ReportChart.Of(report, rate)?.Write(html);
        WriteParcels(html);
        WriteRows(html);
        html.Raw("</main>\n");
        WriteFooter(html);
        html.Raw("<script>").Raw(script).Raw("</script>\n</body>\n</html>\n");
    }

    private void WriteHeader(HtmlText html)
    {
        html.Raw("<header>\n<h1>").Text(title).Raw("</h1>\n<p class=\"verdict\">").Text(Verdict()).Raw("</p>\n<dl class=\"facts\">");
        Fact(html, "Made", ReportTime.Text(report.Now) + " UTC");
        var times = report.Rows.Where(row => row.Time is not null).Select(row => row.Time!.Value).ToList();
        if (times.Count > 0)
        {
            var (first, last) = (times.Min(), times.Max());
            Fact(html, "Run", $"{ReportTime.Text(first)} to {ReportTime.Text(last)} UTC");
        }

        if (report.Sessions.Count > 0)
        {
            Fact(html, report.Sessions.Count == 1 ? "Session" : "Sessions", string.Join(", ", report.Sessions));
        }

        if (report.ApiVersions.Count > 0)
        {
            Fact(html, report.ApiVersions.Count == 1 ? "Version" : "Versions", string.Join(", ", report.ApiVersions));
        }

        foreach (var (name, text) in Costs())
        {
            Fact(html, name, text);
        }

        if (report.FromJournal > 0)
        {
            Fact(html, "Done by earlier runs", Count(report.FromJournal));
        }

        html.Raw("</dl>\n");
        if (report.IncludesAddresses)
        {
            html.Raw("<p class=\"note\">This file contains recipients' names and addresses (-IncludeAddress). Do not pass it on.</p>\n");
        }

        html.Raw("</header>\n");
    }

    private static void Fact(HtmlText html, string name, string text) =>
        html.Raw("<div><dt>").Text(name).Raw("</dt><dd>").Text(text).Raw("</dd></div>");

    private string Verdict()
    {
        // An order has a row for each change.
        var all = Orders(report.Rows);
        if (report.Rows.Count == 0)
        {
            return "The report has no orders.";
        }

        var needy = report.Rows.Where(report.NeedsAttention).ToList();
        if (needy.Count == 0)
        {
            return report.Rows.All(row => row.Kind is null) ? $"{all}. No problems." : $"{all}, all done.";
        }

        var orders = ByOrder(needy).Select(changes => changes.Min(UrgencyOf)).ToList();
        var groups = orders.GroupBy(kind => s_urgencies[kind])
            .OrderBy(group => group.Key ?? (ReportKind)int.MaxValue)
            .Select(group => group.Key is { } kind
                ? $"{Count(group.Count())} {ReportTones.Name(kind).ToLowerInvariant()}"
                : $"{Count(group.Count())} with another problem");
        return $"{Count(orders.Count)} of {all} {(orders.Count == 1 ? "needs" : "need")} attention: {string.Join(", ", groups)}.";
    }

    private static int UrgencyOf(ReportRow row) => Array.IndexOf(s_urgencies, row.Kind) is >= 0 and var at
        ? at
        : Array.IndexOf(s_urgencies, null);

    // Two sessions may have an order of the same id each; what names no session is about the first.
    private static IEnumerable<IGrouping<(string, string?), ReportRow>> ByOrder(IReadOnlyCollection<ReportRow> rows)
    {
        var sessions = rows.GroupBy(row => row.Id, StringComparer.Ordinal).ToDictionary(
            changes => changes.Key, changes => changes.Select(row => row.Session).FirstOrDefault(name => name is not null),
            StringComparer.Ordinal);
        return rows.GroupBy(row => (row.Id, row.Session ?? sessions[row.Id]));
    }

    private static string Orders(IEnumerable<ReportRow> rows) =>
        ByOrder([.. rows]).Count() is var count && count == 1 ? "1 order" : $"{Count(count)} orders";

    // Amounts of different currencies are not added.
    private IEnumerable<(string Name, string Text)> Costs()
    {
        foreach (var group in report.Rows.Where(row => row.Cost is not null)
            .GroupBy(row => row.Cost!.CurrencyCode ?? "", StringComparer.Ordinal))
        {
            if (Money.Sum(group.Select(row => row.Cost)) is { } sum)
            {
                yield return ("Estimated fees", $"{ReportRow.Text(sum)} for {Orders(group)}");
            }
        }
    }

    private int Of(ReportKind kind) => report.Rows.Count(row => row.Kind == kind);

    private void WriteTotals(HtmlText html)
    {
        html.Raw("<section aria-labelledby=\"totals-title\"><h2 id=\"totals-title\">Totals</h2>\n");
        if (report.Rows.Any(row => row.Kind is not null) || report.Rows.Count == 0)
        {
            html.Raw("<dl class=\"card totals\">");
            foreach (var kind in ReportTones.Kinds.Where(kind => s_alwaysShown.Contains(kind) || Of(kind) > 0))
            {
                Total(html, ReportTones.Name(kind), ReportTones.Of(kind), Of(kind), kind == ReportKind.Skipped ? SkipReasons() : "");
            }

            html.Raw("</dl>\n");
        }

        if (report.Rows.Any(row => row.Status is not null))
        {
            html.Raw(report.Rows.Any(row => row.Kind is not null) ? "<h3>Status of the orders that were read</h3>\n" : "")
                .Raw("<dl class=\"card totals states\">");
            foreach (var group in report.Rows.Where(row => row.Status is not null).GroupBy(row => row.Status!, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                var held = group.Count(row => row.IsHeld);
                Total(html, group.Key, ReportTones.OfStatus(group.Key), group.Count(), held > 0 ? $"{Count(held)} on hold" : "");
            }

            html.Raw("</dl>\n");
        }

        html.Raw("</section>\n");
    }

    private static void Total(HtmlText html, string name, string tone, int count, string more)
    {
        html.Raw(count == 0 ? "<div class=\"zero\"><dt>" : "<div><dt>").Raw("<span class=\"swatch ").Raw(tone).Raw("\"></span>").Text(name)
            .Raw("</dt><dd>").Text(Count(count));
        if (more.Length > 0)
        {
            html.Raw("<small>").Text(more).Raw("</small>");
        }

        html.Raw("</dd></div>");
    }

    private string SkipReasons() => string.Join(", ", report.SkipReasons
        .OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal)
        .Select(reason => $"{reason.Key}\u00A0{Count(reason.Value)}"));

    private void WriteProblems(HtmlText html)
    {
        if (_problems.Count == 0)
        {
            return;
        }

        html.Raw("<section aria-labelledby=\"problems-title\"><h2 id=\"problems-title\">Problems</h2>\n");
        foreach (var problem in _problems)
        {
            var (advice, count) = (problem.Advice, problem.Cases.Count);
            html.Raw("<article class=\"card problem\"><header><h3>").Text(advice.Code).Raw("</h3><span class=\"count\">")
                .Text($"{Count(count)} {(count == 1 ? "case" : "cases")}").Raw("</span><button type=\"button\" hidden data-show=\"")
                .Text(advice.Code).Raw("\">Show in the table</button></header>\n<p class=\"what\">").Prose(advice.What)
                .Raw("</p>\n<p class=\"do\"><strong>What to do:</strong> ").Prose(advice.Action).Raw("</p>\n");
            WriteCases(html, problem.Cases.Take(CasesShown));
            if (count > CasesShown)
            {
                var rest = Math.Min(count, MostCases) - CasesShown;
                html.Raw("<details><summary>").Text($"{Count(rest)} more{(count > MostCases ? $" of {Count(count - CasesShown)}" : "")}")
                    .Raw("</summary>");
                WriteCases(html, problem.Cases.Skip(CasesShown).Take(rest));
                html.Raw("</details>\n");
            }

            html.Raw("</article>\n");
        }

        html.Raw("</section>\n");
    }

    // Where no case has a text of its own, the ids stand side by side.
    private static void WriteCases(HtmlText html, IEnumerable<(string Id, string Text)> cases)
    {
        var told = cases.Where(entry => entry.Id.Length > 0 || entry.Text.Length > 0).ToList();
        if (told.Count == 0)
        {
            return;
        }

        var isNames = told.All(entry => entry.Text.Length == 0);
        html.Raw(isNames ? "<ul class=\"cases names\">" : "<ul class=\"cases\">");
        foreach (var (id, text) in told)
        {
            html.Raw("<li><code>").Text(id).Raw("</code>");
            if (!isNames)
            {
                html.Raw(" <span>").Text(text).Raw("</span>");
            }

            html.Raw("</li>");
        }

        html.Raw("</ul>\n");
    }

    private void WriteParcels(HtmlText html)
    {
        if (report.Parcels.Count > 0)
        {
            new ReportTable<ReportParcel>(
                "parcels",
                "Parcels",
                "Parcels with their tracking numbers",
                [
                    new("Order", "id", ReportCellKind.Text, parcel => new(parcel.OrderId)),
                    new("Carrier", "", ReportCellKind.Text, parcel => new(parcel.Carrier)),
                    new("Tracking number", "time", ReportCellKind.Link, parcel => new(parcel.TrackingNumber, parcel.Url)),
                    new("Status", "", ReportCellKind.Badge, parcel => new(parcel.Status, ReportTones.Info)),
                    new("Shipped", "time", ReportCellKind.Text, parcel => new(ReportTime.Day(parcel.Shipped))),
                    new("Expected", "time", ReportCellKind.Text, parcel => new(ReportTime.Day(parcel.Expected))),
                ],
                report.Parcels).Write(html);
        }
    }

    private void WriteRows(HtmlText html)
    {
        if (report.Rows.Count == 0)
        {
            return;
        }

        var rows = report.Rows;
        bool Any(Func<ReportRow, bool> has) => rows.Any(has);
        List<ReportColumn<ReportRow>> columns = [new("Order", "id", ReportCellKind.Text, row => new(row.Id))];
        void Column(bool isWanted, string name, string style, ReportCellKind kind, Func<ReportRow, ReportCell> cellOf)
        {
            if (isWanted)
            {
                columns.Add(new(name, style, kind, cellOf));
            }
        }

        Column(
            Any(row => row.Operation != ReportOperation.Create), "Change", "", ReportCellKind.Badge,
            row => new(row.Operation.ToString(), ReportTones.Muted));
        Column(
            Any(row => row.Kind is not null), "Outcome", "", ReportCellKind.Badge,
            row => new(row.Kind is null ? "" : row.Outcome, row.Kind is { } kind ? ReportTones.Of(kind) : null));
        Column(
            Any(row => row.Status is not null), "Status", "", ReportCellKind.Badge,
            row => new(row.Status ?? "", ReportTones.OfStatus(row.Status)));
        Column(Any(row => row.Time is not null), "Time (UTC)", "time", ReportCellKind.Text, row => new(ReportTime.Text(row.Time)));
        Column(Any(row => row.Attempts > 0), "Requests", "num", ReportCellKind.Text, row => new(row.Attempts == 0 ? "" : Count(row.Attempts)));
        Column(Any(row => row.Parcels > 0), "Parcels", "num", ReportCellKind.Text, row => new(row.Parcels == 0 ? "" : Count(row.Parcels)));
        Column(Any(row => row.CostText.Length > 0), "Fees", "num", ReportCellKind.Text, row => new(row.CostText));
        Column(Any(row => row.Source.Length > 0), "Source", "", ReportCellKind.Text, row => new(row.Source));
        Column(report.Sessions.Count > 1, "Session", "", ReportCellKind.Text, row => new(row.Session ?? ""));
        Column(Any(row => row.Detail.Length > 0), "Details", "wide", ReportCellKind.Text, row => new(row.Detail));
        Column(Any(row => row.Recipient is not null), "Recipient", "wide", ReportCellKind.Text, row => new(row.Recipient ?? ""));
        new ReportTable<ReportRow>("orders", "Orders", "What became of each order", columns, rows).Write(html);
    }

    private void WriteFooter(HtmlText html)
    {
        html.Raw("<footer>\n<p>Made by FbaOutbound (Export-FbaReport). All times are UTC.</p>\n");
        html.Raw(report.IncludesAddresses ? "" : "<p>This file contains no names, addresses or other data of recipients.</p>\n");
        if (report.ForeignErrors > 0)
        {
            html.Raw("<p>").Text(
                $"{Count(report.ForeignErrors)} {(report.ForeignErrors == 1 ? "error" : "errors")} from other commands are not shown, because their text may quote an order.")
                .Raw("</p>\n");
        }

        html.Raw("</footer>\n");
    }

    private static string Count(int count) => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    // A browser hashes what it reads, in which line ends are single characters.
    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("FbaOutbound.Reports." + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    private static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
