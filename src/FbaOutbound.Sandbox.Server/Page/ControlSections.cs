using System;
using System.Linq;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Sandbox.Faults;

namespace FbaOutbound.Sandbox.Server.Page;

/// <summary>The parts of the page that show what orders depend on, and change it.</summary>
/// <param name="html">Where they are written.</param>
/// <param name="view">What they show.</param>
/// <param name="forms">Writes their forms.</param>
internal sealed class ControlSections(HtmlWriter html, SandboxView view, FormWriter forms)
{
    /// <summary>Writes the clock.</summary>
    public void WriteClock()
    {
        html.Add($"""<section aria-labelledby="clock-title"><h2 id="clock-title">Clock</h2><div class="row">""");
        forms.Button("advance", "Advance 1 hour", ("by", "1 hour"));
        forms.Button("advance", "Advance 1 day", ("by", "1 day"));
        html.Add($"</div>");
        forms.Begin("advance");
        html.Add($"""
            <label>By <input name="by" required placeholder="36h, 90 min, 5 days" autocomplete="off"></label><button>Advance</button></form>
            <p class="soft">Orders and holds follow this clock; rate limits and access tokens follow the real clock.</p></section>
            """);
    }

    /// <summary>Writes the stock.</summary>
    public void WriteStock()
    {
        html.Add($"""<section id="stock" aria-labelledby="stock-title"><h2 id="stock-title">Stock</h2><div id="stock-list" data-live>""");
        if (view.Stock.Count == 0)
        {
            html.Add($"""<p class="empty">No SKU has been used yet.</p>""");
        }
        else
        {
            var caption = view.SkuCount > view.Stock.Count
                ? $"The first {view.Stock.Count} of {view.SkuCount:N0} SKUs"
                : "Units of each SKU";
            html.Add($"""
                <table><caption>{caption}</caption><thead><tr><th scope="col">SKU</th>
                <th scope="col" class="number">Available</th><th scope="col" class="number">Reserved</th></tr></thead><tbody>
                """);
            foreach (var sku in view.Stock)
            {
                html.Add($"""
                    <tr><th scope="row" class="id">{sku.SellerSku}</th>
                    <td class="number">{(sku.IsUnknown ? "unknown" : $"{sku.Available}")}</td>
                    <td class="number">{sku.Reserved}</td></tr>
                    """);
            }

            html.Add($"</tbody></table>");
        }

        html.Add($"</div>");
        forms.Begin("stock");
        html.Add($"""
            <label>SKU <input name="sku" required autocomplete="off"></label>
            <label class="short">Units <input name="quantity" inputmode="numeric" pattern="[0-9]+" value="0"></label>
            <div class="row small"><button name="what" value="set">Set</button><button name="what" value="lose">Lose units</button>
            <button name="what" value="unknown">Make unknown</button></div></form></section>
            """);
    }

    /// <summary>Writes the pending faults.</summary>
    public void WriteFaults()
    {
        html.Add($"""
            <section id="network" aria-labelledby="network-title"><h2 id="network-title">Network and service faults</h2>
            <div id="fault-list" data-live>
            """);
        if (view.Faults.Count == 0)
        {
            html.Add($"""<p class="empty">No faults are pending.</p>""");
        }
        else
        {
            html.Add($"""
                <table><caption>Pending faults</caption><thead><tr><th scope="col">Fault</th><th scope="col">Affects</th>
                <th scope="col" class="number">How often</th></tr></thead><tbody>
                """);
            foreach (var fault in view.Faults)
            {
                var often = fault.Chance is { } chance ? $"{100 * chance:0.##}%" : $"{fault.Times}×";
                html.Add($"""
                    <tr><th scope="row">{fault.Kind}</th><td>{fault.Operation ?? "any operation"}
                    <span class="id">{fault.OrderId ?? ""}</span></td>
                    <td class="number">{often}</td></tr>
                    """);
            }

            html.Add($"</tbody></table>");
        }

        html.Add($"</div>");
        forms.Begin("fault");
        html.Add($"""<label>Fault <select name="kind">""");
        forms.Options(Enum.GetNames<FaultKind>().Where(name => name != nameof(FaultKind.None)), nameof(FaultKind.DropAfter));
        html.Add($"""
            </select></label><label class="short">Times <input name="times" inputmode="numeric" pattern="[0-9]+" value="1"></label>
            <label>Operation <select name="operation"><option value="">Any</option>
            """);
        forms.Options(view.FaultOperations, selected: null);
        html.Add($"""
            </select></label><label>Order id <input name="order" placeholder="any" autocomplete="off"></label><button>Add fault</button>
            </form>
            """);
        forms.Button("clearFaults", "Remove pending faults");
        html.Add($"</section>");
    }

    /// <summary>Writes the rate limits.</summary>
    public void WriteBuckets()
    {
        html.Add($"""
            <section id="limits" aria-labelledby="limits-title"><h2 id="limits-title">Rate limits</h2><div id="bucket-list" data-live>
            """);
        if (view.Buckets.Count == 0)
        {
            html.Add($"""<p class="empty">No requests yet.</p></div></section>""");
            return;
        }

        var hasSeveral = view.Buckets.Any(bucket => bucket.Account > 1);
        html.Add($"""
            <table><caption>Requests left in each burst</caption><thead><tr><th scope="col">Operation</th>
            <th scope="col">Left</th>
            <th scope="col" class="number">Per second</th></tr></thead><tbody>
            """);
        foreach (var bucket in view.Buckets)
        {
            var name = hasSeveral ? $"{bucket.Operation}, account {bucket.Account}" : bucket.Operation;
            html.Add($"""
                <tr><th scope="row">{name}</th><td>{Math.Floor(bucket.Tokens):0} of {bucket.Size}<br>
                <meter min="0" max="{bucket.Size}" value="{bucket.Tokens:0.##}" aria-label="Left for {name}"></meter></td>
                <td class="number">{bucket.PerSecond:0.####}</td></tr>
                """);
        }

        html.Add($"</tbody></table></div></section>");
    }

    /// <summary>Writes the labels.</summary>
    public void WriteLabels()
    {
        html.Add($"""<section id="labels" data-live aria-labelledby="labels-title"><h2 id="labels-title">Bought labels</h2>""");
        if (view.Shipments.Count == 0)
        {
            html.Add($"""<p class="empty">No labels were bought.</p></section>""");
            return;
        }

        html.Add($"""
            <table><caption>Newest first. A label shows its recipient.</caption><thead><tr><th scope="col">Shipment</th>
            <th scope="col">Status</th>
            <th scope="col">Label</th></tr></thead><tbody>
            """);
        foreach (var shipment in view.Shipments)
        {
            html.Add($"""
                <tr><th scope="row"><span class="id">{shipment.ShipmentId}</span><br>
                <span class="soft">{shipment.ShippingServiceId}, {shipment.TrackingId}</span></th>
                <td>{shipment.Status}{(shipment.IsScanned ? ", scanned" : "")}</td>
                <td class="small"><a href="{PageAddress.Of(new SandboxQuery(), ("label", shipment.ShipmentId))}"
                aria-label="Show the label of {shipment.ShipmentId}">Show</a>
                """);
            if (!shipment.IsScanned)
            {
                forms.Button("scan", "Scan", [("shipment", shipment.ShipmentId)], shipment.ShipmentId);
            }

            html.Add($"</td></tr>");
        }

        html.Add($"</tbody></table></section>");
    }

    /// <summary>Writes the access tokens and the reset.</summary>
    public void WriteAccess()
    {
        html.Add($"""<section aria-labelledby="tokens-title"><h2 id="tokens-title">Tokens and reset</h2><div class="row">""");
        forms.Button("tokens", "Expire tokens", ("what", "expire"));
        forms.Button("tokens", "Revoke tokens", ("what", "revoke"));
        html.Add($"</div>");
        forms.Begin("reset");
        html.Add($"""
            <button class="bad">Reset the sandbox</button></form>
            <p class="soft">Orders, stock, faults, labels and requests are deleted. The clock keeps its time.</p></section>
            """);
    }
}
