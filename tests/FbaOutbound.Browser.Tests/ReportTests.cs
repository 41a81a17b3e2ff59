using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Deque.AxeCore.Playwright;
using FbaOutbound.Reports;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;

namespace FbaOutbound.Browser.Tests;

/// <summary>A report as a browser shows it.</summary>
[Collection(nameof(SharedChromium))]
public sealed class ReportTests(Chromium chromium, ITestOutputHelper output) : IAsyncLifetime
{
    // What a browser might take for markup, for the end of a block, for a script or for a page to open.
    private static readonly string[] s_hostile =
    [
        "<script>window.hacked=1</script>", "</script><script>window.hacked=1</script>", "\"><img src=x onerror=window.hacked=1>",
        "'><svg onload=window.hacked=1>", "<!-- <script>", "]]>", "&lt;b&gt;&#60;i&#62;", "javascript:window.hacked=1", "\tjavascript:window.hacked=1",
        "data:text/html,<script>window.hacked=1</script>", "vbscript:x", "file:///etc/passwd", "</td></tr></table></section></main><iframe src=//x>",
        "\u2028\u2029window.hacked=1", "`${window.hacked=1}`", "{{constructor.constructor('window.hacked=1')()}}", "\u202Egnp.exe", "a\0b\u0007",
        "</title><style>*{display:none}</style>", "</style>", "\uD800", "__proto__", "constructor", "=cmd|' /C calc'!A0",
        "https://user:secret@evil.example/\"onclick=\"window.hacked=1",
    ];

    private readonly List<IPage> _pages = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("fba-report-").FullName;

    // With a folder for pictures each report is looked at in every way.
    public static TheoryData<string, bool, int> Views
    {
        get
        {
            (string, bool, int)[] usual =
            [
                ("clean", false, 375), ("faults", false, 1280), ("faults", true, 375), ("large", true, 1280),
            ];
            var all = from name in new[] { "clean", "faults", "large" }
                      from isDark in new[] { false, true }
                      from width in new[] { 1280, 375 }
                      select (name, isDark, width);
            var views = new TheoryData<string, bool, int>();
            foreach (var (name, isDark, width) in PicturesFolder is null ? usual : all)
            {
                views.Add(name, isDark, width);
            }

            return views;
        }
    }

    private static string? PicturesFolder => Environment.GetEnvironmentVariable("FBA_PICTURES") is { Length: > 0 } folder ? folder : null;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var page in _pages)
        {
            await page.Context.CloseAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [BrowserTheory]
    [MemberData(nameof(Views))]
    public async Task AxeFindsNothing(string name, bool isDark, int width)
    {
        var page = await OpenAsync(Sample(name), isDark, width);
        if (PicturesFolder is { } folder)
        {
            await TakePicturesAsync(page, Path.Combine(folder, $"{name}-{(isDark ? "dark" : "light")}-{width}"));
        }

        var result = await page.RunAxe();
        output.WriteLine($"{result.Passes.Length} rules passed. A person is needed for: "
            + string.Join("; ", result.Incomplete.Select(rule => $"{rule.Id} {rule.Nodes[0].Html} {rule.Nodes[0].Any.FirstOrDefault()?.Message}")));
        Assert.Empty(result.Violations.Select(
            violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
        Assert.NotEmpty(result.Passes);
    }

    // A table may be wider than a phone: it scrolls by itself.
    [BrowserTheory]
    [InlineData("clean")]
    [InlineData("faults")]
    public async Task APhoneNeedNotScrollThePageSideways(string name)
    {
        var page = await OpenAsync(Sample(name), width: 375);
        Assert.Equal(375, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [BrowserFact]
    public async Task NothingIsRequestedFromOutside()
    {
        var page = await NewPageAsync();
        var requests = new List<string>();
        var messages = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => messages.Add(message.Text);
        page.PageError += (_, error) => messages.Add(error);
        await page.RouteAsync("**/*", route => route.ContinueAsync());
        var address = Write(SampleReports.Hostile(s_hostile));
        await page.GotoAsync(address);
        await page.Locator("#orders-title").ScrollIntoViewIfNeededAsync();
        Assert.Equal([address], requests);
        Assert.Empty(messages);
    }

    // The policy holds even if markup got into the page.
    [BrowserFact]
    public async Task ThePolicyLetsNothingElseRunOrLoad()
    {
        var page = await OpenAsync(SampleReports.Clean());
        var requests = new List<string>();
        page.RequestFinished += (_, request) => requests.Add(request.Url);
        await page.EvaluateAsync("""
            () => {
              const script = document.createElement('script');
              script.textContent = 'window.hacked = 1';
              document.body.append(script);
              const image = document.createElement('img');
              image.src = 'https://outside.example/x.png';
              document.body.append(image);
              return fetch('https://outside.example/').catch(() => {});
            }
            """);
        Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Empty(requests);
    }

    [BrowserFact]
    public async Task AHostileTextStaysText()
    {
        var page = await OpenAsync(SampleReports.Hostile(s_hostile));
        await page.Locator("#orders-title").WaitForAsync();
        Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Equal(0, await page.Locator("img, iframe, object, embed, form, [onclick], [onload], [onerror]").CountAsync());
        Assert.Equal(1, await page.Locator("style").CountAsync());
        Assert.Equal(1, await page.Locator("script:not([type])").CountAsync());
        var links = await page.Locator("a[href]:not(.skip)").EvaluateAllAsync<string[]>("links => links.map(link => link.protocol)");
        Assert.All(links, protocol => Assert.Equal("https:", protocol));

        var ids = await page.Locator("[data-table] tbody th").AllTextContentsAsync();
        Assert.All(
            s_hostile.Where(text => !text.Any(IsCleaned)), text => Assert.Contains(text, ids));

        static bool IsCleaned(char character) =>
            char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029' or '\u202E';
    }

    // Without a script the same texts are in the HTML.
    [BrowserFact]
    public async Task AHostileTextStaysTextWithoutAScript()
    {
        var page = await OpenAsync(SampleReports.Hostile(s_hostile), withScript: false);
        Assert.Equal(0, await page.Locator("img, iframe, object, embed, form").CountAsync());
        Assert.Contains("<script>window.hacked=1</script>", await page.Locator("[data-table] tbody th").AllTextContentsAsync());
    }

    [BrowserFact]
    public async Task AReportCanBeReadWithoutAScript()
    {
        var page = await OpenAsync(SampleReports.Large(3_000), withScript: false);
        Assert.Equal("2,994", await page.Locator(".totals dd").First.TextContentAsync());
        Assert.Equal(1_000, await page.Locator("tbody tr").Filter(new() { Has = page.Locator(".badge") }).CountAsync());
        Assert.Contains("first 1,000 of 3,000 rows", await page.Locator(".shown").TextContentAsync(), StringComparison.Ordinal);
        Assert.False(await page.Locator(".tools").IsVisibleAsync());
    }

    [BrowserFact]
    public async Task ProblemsCanBeReadWithoutAScript()
    {
        var page = await OpenAsync(SampleReports.Faults(), withScript: false);
        var problem = page.Locator(".problem", new() { HasText = "OrderOutcomeUnknown" });
        Assert.Contains("Do not send the order under another id", await problem.Locator(".do").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal("SHOP-10009", await problem.Locator(".cases code").First.TextContentAsync());
    }

    [BrowserFact]
    public async Task AHeadingSortsAndSaysSo()
    {
        var page = await OpenAsync(SampleReports.Clean());
        var orders = page.Locator("[data-table]").Last;
        var head = orders.Locator("thead th", new() { HasText = "Fees" });
        await head.Locator("button").ClickAsync();
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal(["5.85 USD", "5.85 USD"], (await Column(orders, "Fees")).Take(2));
        await head.Locator("button").ClickAsync();
        Assert.Equal("descending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal(["14.25 USD", "14.25 USD"], (await Column(orders, "Fees")).Take(2));
        await orders.Locator("thead button", new() { HasText = "Order" }).ClickAsync();
        Assert.Null(await head.GetAttributeAsync("aria-sort"));
        Assert.Equal("SHOP-10000", (await Column(orders, "Order"))[0]);
    }

    [BrowserFact]
    public async Task SearchAndOutcomeLimitTheRows()
    {
        var page = await OpenAsync(SampleReports.Faults());
        var orders = page.Locator("[data-table]").Last;
        await orders.GetByLabel("Outcome").SelectOptionAsync("OrderInvalid");
        Assert.Equal(["OrderInvalid"], (await Column(orders, "Outcome")).Distinct());
        await orders.GetByLabel("Search").FillAsync("10102 whole");
        await orders.Locator(".shown", new() { HasText = "Rows 1–1 of 1 " }).WaitForAsync();
        Assert.Equal(["SHOP-10102"], await Column(orders, "Order"));
        await orders.GetByLabel("Search").FillAsync("nothing like it");
        await orders.Locator(".shown", new() { HasText = "No row of 1,180 matches." }).WaitForAsync();
        Assert.Empty(await Column(orders, "Order"));
    }

    [BrowserFact]
    public async Task AProblemLeadsToItsRows()
    {
        var page = await OpenAsync(SampleReports.Faults());
        await page.Locator(".problem", new() { HasText = "DeadlineReached" }).GetByRole(AriaRole.Button).ClickAsync();
        var orders = page.Locator("[data-table]").Last;
        Assert.Equal(["DeadlineReached"], (await Column(orders, "Outcome")).Distinct());
        Assert.True(await orders.Locator(".scroll").EvaluateAsync<bool>("part => part === document.activeElement"));
    }

    [BrowserFact]
    public async Task FiftyThousandOrdersOpenInTwoSecondsAndCanBeSearched()
    {
        var page = await NewPageAsync();
        var address = Write(SampleReports.Large());
        var clock = Stopwatch.StartNew();
        await page.GotoAsync(address);
        await page.Locator(".tools").First.WaitForAsync();
        var opened = clock.Elapsed;
        output.WriteLine($"{SampleReports.Many:N0} orders, {new FileInfo(new Uri(address).LocalPath).Length / 1e6:0.0} MB: opened in {opened.TotalSeconds:0.00} s");
        Assert.True(opened < TimeSpan.FromSeconds(6), $"It took {opened}.");

        var orders = page.Locator("[data-table]").Last;
        var steps = new Dictionary<string, Func<Task>>
        {
            ["search"] = async () =>
            {
                await orders.GetByLabel("Search").FillAsync("SHOP-59999");
                await orders.Locator(".shown", new() { HasText = "Rows 1–1 of 1 (50,000 in all)" }).WaitForAsync();
            },
            ["filter"] = async () =>
            {
                await orders.GetByLabel("Search").FillAsync("");
                await orders.GetByLabel("Outcome").SelectOptionAsync("AlreadyExisted");
                await orders.Locator(".shown", new() { HasText = "of 100 (50,000 in all)" }).WaitForAsync();
            },
            ["sort"] = async () =>
            {
                await orders.GetByLabel("Outcome").SelectOptionAsync("");
                await orders.Locator("thead button", new() { HasText = "Order" }).ClickAsync();
                await orders.Locator("thead button", new() { HasText = "Order" }).ClickAsync();
                await orders.Locator("tbody th", new() { HasText = "SHOP-59999" }).WaitForAsync();
            },
            ["next page"] = async () =>
            {
                await orders.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
                await orders.Locator("tbody th", new() { HasText = "SHOP-59899" }).WaitForAsync();
            },
        };
        foreach (var (name, step) in steps)
        {
            clock.Restart();
            await step();
            output.WriteLine($"{name}: {clock.Elapsed.TotalSeconds:0.00} s");
        }
    }

    [BrowserFact]
    public async Task PrintingShowsRowsAndDetailsAndNoControls()
    {
        var page = await OpenAsync(SampleReports.Faults());
        await page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(1_000, await page.Locator("[data-table]").Last.Locator("tbody tr").CountAsync());
        Assert.False(await page.Locator(".tools").Last.IsVisibleAsync());
        Assert.True(await page.Locator("details").EvaluateAllAsync<bool>("parts => parts.every(part => part.open)"));
        await page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        Assert.Equal(100, await page.Locator("[data-table]").Last.Locator("tbody tr").CountAsync());
    }

    private static async Task TakePicturesAsync(IPage page, string path)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path + ".png" });
        foreach (var part in new[] { "chart", "parcels", "orders" })
        {
            var title = page.Locator($"#{part}-title");
            if (await title.CountAsync() > 0)
            {
                await title.EvaluateAsync("title => title.scrollIntoView()");
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = $"{path}-{part}.png" });
            }
        }
    }

    private static async Task<IReadOnlyList<string>> Column(ILocator table, string title)
    {
        var at = (await table.Locator("thead th").AllTextContentsAsync()).ToList().IndexOf(title);
        return await table.Locator($"tbody tr > :nth-child({at + 1})").AllTextContentsAsync();
    }

    private static ReportPage Sample(string name) => name switch
    {
        "clean" => SampleReports.Clean(),
        "faults" => SampleReports.Faults(),
        _ => SampleReports.Large(),
    };

    private async Task<IPage> OpenAsync(ReportPage report, bool isDark = false, int width = 1280, bool withScript = true)
    {
        var page = await NewPageAsync(isDark, width, withScript);
        await page.GotoAsync(Write(report));
        return page;
    }

    private async Task<IPage> NewPageAsync(bool isDark = false, int width = 1280, bool withScript = true)
    {
        var page = await chromium.NewPageAsync(isDark, width, withScript);
        _pages.Add(page);
        return page;
    }

    private string Write(ReportPage report)
    {
        var path = Path.Combine(_folder, "report.html");
        using (var file = File.Create(path))
        {
            report.Write(file);
        }

        return new Uri(path).AbsoluteUri;
    }
}
