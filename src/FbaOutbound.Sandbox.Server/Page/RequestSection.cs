using System.Collections.Generic;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Sandbox.Faults;

namespace FbaOutbound.Sandbox.Server.Page;

/// <summary>The part of the page that shows requests.</summary>
/// <param name="html">Where it is written.</param>
/// <param name="view">What it shows.</param>
/// <param name="forms">Writes its forms.</param>
internal sealed class RequestSection(HtmlWriter html, SandboxView view, FormWriter forms)
{
    /// <summary>Writes the newest requests.</summary>
    public void Write()
    {
        html.Add($"""
            <section id="requests" aria-labelledby="requests-title"><h2 id="requests-title">Requests</h2><div id="request-list" data-live>
            """);
        WriteTable(view.Requests, $"The newest {SandboxView.Most} requests, newest first");
        html.Add($"</div>");
        forms.Button("clearRequests", "Empty the log");
        html.Add($"</section>");
    }

    /// <summary>Writes requests as a table.</summary>
    public void WriteTable(IReadOnlyList<SandboxRequest> requests, string caption)
    {
        if (requests.Count == 0)
        {
            html.Add($"""<p class="empty">No requests.</p>""");
            return;
        }

        html.Add($"""
            <div class="scroll" tabindex="0" role="group" aria-label="{caption}"><table><caption>{caption}</caption><thead><tr>
            <th scope="col" class="number">No.</th><th scope="col" class="wide">Time (UTC)</th><th scope="col">Request</th>
            <th scope="col">Course</th></tr></thead><tbody>
            """);
        foreach (var request in requests)
        {
            var kind = request.Status switch { 0 => "bad", < 300 => "ok", 429 => "wait", _ => "bad" };
            var status = request.Status > 0 ? $"{request.Status}" : "no response";
            html.Add($"""
                <tr><td class="number">{request.Number}</td><td class="wide time">{request.Time}</td>
                <td>{request.Operation ?? "Unknown operation"}
                <span class="id">{request.OrderId ?? ""}</span><br><code class="course">{request.Method} {request.Path}</code></td>
                <td><span class="word {kind}">{status}</span> <span class="course">{Course(request)}</span></td></tr>
                """);
        }

        html.Add($"</tbody></table></div>");
    }

    private static string Course(SandboxRequest request)
    {
        List<string> steps = ["received"];
        if (request.Fault != FaultKind.None)
        {
            steps.Add($"fault {request.Fault}");
        }

        steps.Add(request.Taken ? "changed the sandbox" : "changed nothing");
        steps.Add(request switch
        {
            { Fault: FaultKind.None, Status: 0 } => "still running",
            { Status: 0 } => "the sender got no response",
            { Status: 429 } => "rate limit exceeded",
            { Status: >= 300 } => "refused",
            _ => "answered",
        });
        return string.Join(" → ", steps);
    }
}
