using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using FbaOutbound.Sandbox.Control;

namespace FbaOutbound.Sandbox.Server.Page;

/// <summary>The page that shows a sandbox. It works without its script, which only refreshes it.</summary>
internal sealed class SandboxPage
{
    private static readonly string s_style = Resource("page.css");
    private static readonly string s_script = Resource("page.js");

    private readonly HtmlWriter _html = new();
    private readonly SandboxView _view;
    private readonly OrderSections _orders;
    private readonly RequestSection _requests;
    private readonly ControlSections _controls;

    private SandboxPage(SandboxView view)
    {
        _view = view;
        var forms = new FormWriter(_html, PageAddress.Of(view.Query));
        _requests = new RequestSection(_html, view, forms);
        _orders = new OrderSections(_html, view, forms, _requests);
        _controls = new ControlSections(_html, view, forms);
    }

    /// <summary>What a browser lets the page do: its own style and script, and requests to its own server.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Hash(s_style)}'; script-src 'sha256-{Hash(s_script)}'; connect-src 'self'; "
            + "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Writes the page.</summary>
    /// <param name="view">What it shows.</param>
    /// <param name="done">What was just done; null if nothing was.</param>
    /// <param name="error">What could not be done, and why; null if nothing failed.</param>
    public static string Write(SandboxView view, string? done, string? error)
    {
        var page = new SandboxPage(view);
        page.WriteAll(done, error);
        return page._html.ToString();
    }

    private void WriteAll(string? done, string? error)
    {
        _html.Add($"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>FbaOutbound sandbox</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,"><style>
            """).AddResource(s_style).Add($"</style></head>");
        if (error is null)
        {
            _html.Add($"<body>");
        }
        else
        {
            _html.Add($"<body data-error>");
        }

        _html.Add($"""
            <a class="skip" href="#orders">Go to the orders</a>
            <header><h1>FbaOutbound sandbox</h1>
            <dl class="facts" id="facts" data-live><div><dt>Clock</dt><dd>{_view.Now} UTC</dd></div><div><dt>Orders</dt>
            <dd>{_view.OrderCount:N0}</dd></div>
            <div><dt>Requests</dt><dd>{_view.RequestCount:N0}</dd></div><div><dt>Pending faults</dt><dd>{_view.FaultCount:N0}</dd></div>
            </dl>
            <p id="state">Reload the page to see changes.</p>
            """);
        if (done is not null)
        {
            _html.Add($"""<p class="note" role="status">{done}</p>""");
        }

        if (error is not null)
        {
            _html.Add($"""<p class="note bad" role="alert">Nothing was changed. {error}</p>""");
        }

        _html.Add($"""</header><main><div class="column">""");
        _orders.WriteSelected();
        _orders.WriteList();
        _requests.Write();
        _html.Add($"""</div><div class="column">""");
        _controls.WriteClock();
        _controls.WriteStock();
        _controls.WriteFaults();
        _controls.WriteBuckets();
        _controls.WriteLabels();
        _controls.WriteAccess();
        _html.Add($"</div></main><script>").AddResource(s_script).Add($"</script></body></html>");
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(SandboxPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
