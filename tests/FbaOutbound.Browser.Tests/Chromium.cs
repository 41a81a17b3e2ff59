using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace FbaOutbound.Browser.Tests;

/// <summary>A test that needs Chromium: it is skipped, with the reason, if there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}

/// <summary>The same with data.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}

/// <summary>The Chromium of the system, started once for all tests. No browser is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string? s_path = Find();

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why there is no browser; null if there is one.</summary>
    public static string? Missing => s_path is null ? "Chromium was not found: install it (Debian: chromium), or set FBA_CHROMIUM." : null;

    public async Task InitializeAsync()
    {
        if (s_path is not null)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = s_path,

                // Its sandbox needs rights that a container has not.
                Args = ["--no-sandbox", "--disable-dev-shm-usage"],
            });
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens an empty page in a context of its own, which the caller closes.</summary>
    public async Task<IPage> NewPageAsync(bool isDark, int width, bool withScript)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 812 : 900 },
            JavaScriptEnabled = withScript,
        });
        return await context.NewPageAsync();
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("FBA_CHROMIUM");
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        return named is { Length: > 0 } && File.Exists(named)
            ? named
            : folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}

/// <summary>The tests that share the browser.</summary>
[CollectionDefinition(nameof(SharedChromium))]
public sealed class SharedChromium : ICollectionFixture<Chromium>;
