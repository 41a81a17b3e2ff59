using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Server.Page;

/// <summary>The page that shows a sandbox. It works without its script, which only refreshes it.</summary>
internal sealed class SandboxPage
{
    private static readonly string s_style = Resource("page.css");
    private static readonly string s_script = Resource("page.js");

    private readonly HtmlWriter _html = new();
    private readonly SandboxView _view;
    private readonly string _action;

    private SandboxPage(SandboxView view)
    {
        _view = view;
        _action = PageAddress.Of(view.Query);
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
        WriteOrder();
        WriteOrders();
        WriteRequests();
        _html.Add($"""</div><div class="column">""");
        WriteClock();
        WriteStock();
        WriteFaults();
        WriteBuckets();
        WriteLabels();
        WriteAccess();
        _html.Add($"</div></main><script>").AddResource(s_script).Add($"</script></body></html>");
    }

    private void WriteClock()
    {
        _html.Add($"""<section aria-labelledby="clock-title"><h2 id="clock-title">Clock</h2><div class="row">""");
        WriteButton("advance", "Advance 1 hour", ("by", "1 hour"));
        WriteButton("advance", "Advance 1 day", ("by", "1 day"));
        _html.Add($"</div>");
        BeginForm("advance");
        _html.Add($"""
            <label>By <input name="by" required placeholder="36h, 90 min, 5 days" autocomplete="off"></label><button>Advance</button></form>
            <p class="soft">Orders and holds follow this clock; rate limits and access tokens follow the real one.</p></section>
            """);
    }

    private void WriteOrders()
    {
        var query = _view.Query;
        _html.Add($"""
            <section id="orders" aria-labelledby="orders-title"><h2 id="orders-title">Orders</h2>
            <form method="get" action="/"><label>Id begins with <input name="prefix" value="{query.Prefix}" autocomplete="off"></label>
            <label>Status <select name="status"><option value="">All</option>
            """);
        WriteOptions(Enum.GetNames<OrderStatus>(), query.Status?.ToString());
        _html.Add($"""</select></label><button>Filter</button></form><div id="order-list" data-live>""");
        if (_view.Orders.Count == 0)
        {
            var empty = _view.OrderCount == 0 ? "There are no orders yet." : "No order matches the filter.";
            _html.Add($"""<p class="empty">{empty}</p>""");
        }
        else
        {
            _html.Add($"""
                <div class="scroll" tabindex="0" role="group" aria-label="Orders"><table>
                <caption>Newest first, at most {SandboxView.Most} on a page</caption>
                <thead><tr><th scope="col">Order</th><th scope="col">Status</th><th scope="col">Change</th>
                <th scope="col" class="wide">Received (UTC)</th><th scope="col" class="wide number">Units</th>
                <th scope="col" class="wide number">Shipped</th></tr></thead><tbody>
                """);
            foreach (var order in _view.Orders)
            {
                WriteOrderRow(order);
            }

            _html.Add($"</tbody></table></div>");
        }

        if (query.Before is not null)
        {
            _html.Add($"""<p class="more"><a href="{PageAddress.Of(query with { Before = null })}">Newest orders</a></p>""");
        }

        if (_view.Older is { } older)
        {
            _html.Add($"""<p class="more"><a href="{PageAddress.Of(query with { Before = older })}">Older orders</a></p>""");
        }

        _html.Add($"</div></section>");
    }

    private void WriteOrderRow(SandboxOrder order)
    {
        var id = order.SellerFulfillmentOrderId;
        _html.Add($"""
            <tr><th scope="row"><a class="id" href="{PageAddress.Of(_view.Query with { OrderId = id })}">{id}</a></th><td class="cell">
            """);
        WriteStatus(order);
        _html.Add($"""
            </td><td class="inline small">
            """);
        WriteOrderButtons(order);
        _html.Add($"""
            </td><td class="wide time">{order.ReceivedDate}</td><td class="wide number">{order.Items.Sum(item => item.Quantity)}</td>
            <td class="wide number">{order.Items.Sum(item => item.ShippedQuantity)}</td></tr>
            """);
    }

    private void WriteStatus(SandboxOrder order)
    {
        var status = order.Status;
        var kind = status switch
        {
            OrderStatus.Complete => "ok",
            OrderStatus.Cancelled => "",
            OrderStatus.Unfulfillable or OrderStatus.Invalid => "bad",
            OrderStatus.CompletePartialled => "wait",
            _ => "info",
        };
        _html.Add($"""<span class="word {kind}">{status}</span>""");
        if (order.IsHeld)
        {
            _html.Add($""" <span class="word wait">On hold</span>""");
        }

        if (_view.Stuck.Contains(order.SellerFulfillmentOrderId))
        {
            _html.Add($""" <span class="word wait">Kept in Planning</span>""");
        }

        if (order.CancelRequested && !status.IsFinal())
        {
            _html.Add($""" <span class="word wait">Cancellation requested</span>""");
        }

        if (status is OrderStatus.Cancelled or OrderStatus.Invalid or OrderStatus.Unfulfillable)
        {
            return;
        }

        OrderStatus[] steps = [OrderStatus.New, OrderStatus.Received, OrderStatus.Planning, OrderStatus.Processing];
        _html.Add($"""<ol class="steps">""");
        foreach (var step in steps)
        {
            WriteStep(step.ToString(), step <= status, step == status);
        }

        var end = status == OrderStatus.CompletePartialled ? status : OrderStatus.Complete;
        WriteStep(end.ToString(), status.IsFinal(), status == end);
        _html.Add($"</ol>");
    }

    private void WriteStep(string name, bool isPast, bool isNow)
    {
        _html.Add($"""<li class="{(isPast ? "past" : "")}" """);
        if (isNow)
        {
            _html.Add($"""aria-current="step" """);
        }

        _html.Add($"""title="{name}"><span>{name}</span></li>""");
    }

    private void WriteOrderButtons(SandboxOrder order)
    {
        var id = order.SellerFulfillmentOrderId;
        if (order.Status.IsFinal())
        {
            return;
        }

        if (order.IsHeld)
        {
            WriteButton("order", "Release", [("order", id), ("status", nameof(OrderStatus.Planning))], id);
        }

        WriteButton("order", "Ship", [("order", id), ("status", nameof(OrderStatus.Complete))], id);
        if (order.Status.CanCancel())
        {
            var isStuck = _view.Stuck.Contains(id);
            WriteButton(isStuck ? "unstick" : "stick", isStuck ? "Resume" : "Hold", [("order", id)], isStuck ? id : "in Planning " + id);
            WriteButton("order", "Cancel", [("order", id), ("status", nameof(OrderStatus.Cancelled))], id);
        }
    }

    private void WriteOrder()
    {
        if (_view.Query.OrderId.Length == 0)
        {
            return;
        }

        _html.Add($"""
            <section id="order" data-live aria-labelledby="order-title"><h2 id="order-title">Order
            <span class="id">{_view.Query.OrderId}</span></h2>
            """);
        if (_view.Order is { } order)
        {
            WriteOrder(order);
        }
        else
        {
            _html.Add($"""<p class="empty">The order was not found.</p>""");
        }

        _html.Add($"""<p class="more"><a href="{PageAddress.Of(_view.Query with { OrderId = "" })}">Close</a></p></section>""");
    }

    private void WriteOrder(SandboxOrder order)
    {
        _html.Add($"""<div class="cell">""");
        WriteStatus(order);
        _html.Add($"""
            </div><dl class="facts"><div><dt>Received</dt><dd>{order.ReceivedDate}</dd></div>
            <div><dt>Status since</dt><dd>{order.StatusUpdatedDate}</dd></div><div><dt>Policy</dt><dd>{order.Policy}</dd></div>
            """);
        if (order.HoldExpires is { } end)
        {
            _html.Add($"<div><dt>Hold ends</dt><dd>{end}</dd></div>");
        }

        _html.Add($"""</dl><div class="row inline">""");
        WriteOrderButtons(order);
        _html.Add($"</div>");
        if (!order.Status.IsFinal())
        {
            BeginForm("order", ("order", order.SellerFulfillmentOrderId));
            _html.Add($"""<label>Status <select name="status">""");
            WriteOptions(Enum.GetNames<OrderStatus>(), selected: null);
            _html.Add($"</select></label><button>Set status</button></form>");
        }

        _html.Add($"""
            <h3>Items</h3><div class="scroll" tabindex="0" role="group" aria-label="Items"><table><caption>Units of each item</caption>
            <thead><tr><th scope="col">Item</th><th scope="col">SKU</th><th scope="col" class="number">Ordered</th>
            <th scope="col" class="number">Shipped</th>
            <th scope="col" class="number">Cancelled</th><th scope="col" class="number">Unfulfillable</th></tr></thead><tbody>
            """);
        foreach (var item in order.Items)
        {
            _html.Add($"""
                <tr><th scope="row" class="id">{item.SellerFulfillmentOrderItemId}</th><td class="id">{item.SellerSku}</td>
                <td class="number">{item.Quantity}</td>
                <td class="number">{item.ShippedQuantity}</td><td class="number">{item.CancelledQuantity}</td>
                <td class="number">{item.UnfulfillableQuantity}</td></tr>
                """);
        }

        _html.Add($"</tbody></table></div><h3>Shipments</h3>");
        if (order.Shipments.Count == 0)
        {
            _html.Add($"""<p class="empty">No shipments yet.</p>""");
        }
        else
        {
            _html.Add($"""
                <div class="scroll" tabindex="0" role="group" aria-label="Shipments"><table>
                <caption>Shipments, planned ones included</caption>
                <thead><tr><th scope="col">Shipment</th><th scope="col">Status</th><th scope="col">Leaves (UTC)</th>
                <th scope="col" class="number">Units</th><th scope="col">Tracking numbers</th></tr></thead><tbody>
                """);
            foreach (var shipment in order.Shipments)
            {
                _html.Add($"""
                    <tr><th scope="row" class="id">{shipment.AmazonShipmentId}</th><td>{shipment.Status}</td>
                    <td class="time">{shipment.ShippingDate}</td>
                    <td class="number">{shipment.Quantity}</td><td class="id">{string.Join(", ", shipment.TrackingNumbers)}</td></tr>
                    """);
            }

            _html.Add($"</tbody></table></div>");
        }

        _html.Add($"<h3>Requests</h3>");
        WriteRequestTable(_view.OrderRequests, "Requests about this order");
        if (_view.Address is { } address)
        {
            string?[] lines =
            [
                address.Name, address.Line1, address.Line2, address.Line3, address.District, address.City, address.State,
                address.PostalCode,
                address.CountryCode, address.Phone
            ];
            _html.Add($"""<details id="recipient"><summary>Recipient</summary><address>""");
            foreach (var line in lines.Where(line => !string.IsNullOrEmpty(line)))
            {
                _html.Add($"{line}<br>");
            }

            _html.Add($"</address></details>");
        }
    }

    private void WriteRequests()
    {
        _html.Add($"""
            <section id="requests" aria-labelledby="requests-title"><h2 id="requests-title">Requests</h2><div id="request-list" data-live>
            """);
        WriteRequestTable(_view.Requests, $"The newest {SandboxView.Most} requests, newest first");
        _html.Add($"</div>");
        WriteButton("clearRequests", "Empty the log");
        _html.Add($"</section>");
    }

    private void WriteRequestTable(IReadOnlyList<SandboxRequest> requests, string caption)
    {
        if (requests.Count == 0)
        {
            _html.Add($"""<p class="empty">No requests.</p>""");
            return;
        }

        _html.Add($"""
            <div class="scroll" tabindex="0" role="group" aria-label="{caption}"><table><caption>{caption}</caption><thead><tr>
            <th scope="col" class="number">No.</th><th scope="col" class="wide">Time (UTC)</th><th scope="col">Request</th>
            <th scope="col">Course</th></tr></thead><tbody>
            """);
        foreach (var request in requests)
        {
            var kind = request.Status switch { 0 => "bad", < 300 => "ok", 429 => "wait", _ => "bad" };
            var status = request.Status > 0 ? $"{request.Status}" : "no response";
            _html.Add($"""
                <tr><td class="number">{request.Number}</td><td class="wide time">{request.Time}</td>
                <td>{request.Operation ?? "Unknown operation"}
                <span class="id">{request.OrderId ?? ""}</span><br><code class="course">{request.Method} {request.Path}</code></td>
                <td><span class="word {kind}">{status}</span> <span class="course">{Course(request)}</span></td></tr>
                """);
        }

        _html.Add($"</tbody></table></div>");
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

    private void WriteStock()
    {
        _html.Add($"""<section id="stock" aria-labelledby="stock-title"><h2 id="stock-title">Stock</h2><div id="stock-list" data-live>""");
        if (_view.Stock.Count == 0)
        {
            _html.Add($"""<p class="empty">No SKU was named so far.</p>""");
        }
        else
        {
            var caption = _view.SkuCount > _view.Stock.Count
                ? $"The first {_view.Stock.Count} of {_view.SkuCount:N0} SKUs"
                : "Units of each SKU";
            _html.Add($"""
                <table><caption>{caption}</caption><thead><tr><th scope="col">SKU</th>
                <th scope="col" class="number">Available</th><th scope="col" class="number">Reserved</th></tr></thead><tbody>
                """);
            foreach (var sku in _view.Stock)
            {
                _html.Add($"""
                    <tr><th scope="row" class="id">{sku.SellerSku}</th>
                    <td class="number">{(sku.IsUnknown ? "unknown" : $"{sku.Available}")}</td>
                    <td class="number">{sku.Reserved}</td></tr>
                    """);
            }

            _html.Add($"</tbody></table>");
        }

        _html.Add($"</div>");
        BeginForm("stock");
        _html.Add($"""
            <label>SKU <input name="sku" required autocomplete="off"></label>
            <label class="short">Units <input name="quantity" inputmode="numeric" pattern="[0-9]+" value="0"></label>
            <div class="row small"><button name="what" value="set">Set</button><button name="what" value="lose">Lose units</button>
            <button name="what" value="unknown">Make unknown</button></div></form></section>
            """);
    }

    private void WriteFaults()
    {
        _html.Add($"""
            <section id="network" aria-labelledby="network-title"><h2 id="network-title">Network and service faults</h2>
            <div id="fault-list" data-live>
            """);
        if (_view.Faults.Count == 0)
        {
            _html.Add($"""<p class="empty">No faults are pending.</p>""");
        }
        else
        {
            _html.Add($"""
                <table><caption>Pending faults</caption><thead><tr><th scope="col">Fault</th><th scope="col">Affects</th>
                <th scope="col" class="number">How often</th></tr></thead><tbody>
                """);
            foreach (var fault in _view.Faults)
            {
                var often = fault.Chance is { } chance ? $"{100 * chance:0.##}%" : $"{fault.Times}×";
                _html.Add($"""
                    <tr><th scope="row">{fault.Kind}</th><td>{fault.Operation ?? "any operation"}
                    <span class="id">{fault.OrderId ?? ""}</span></td>
                    <td class="number">{often}</td></tr>
                    """);
            }

            _html.Add($"</tbody></table>");
        }

        _html.Add($"</div>");
        BeginForm("fault");
        _html.Add($"""<label>Fault <select name="kind">""");
        WriteOptions(Enum.GetNames<FaultKind>().Where(name => name != nameof(FaultKind.None)), nameof(FaultKind.DropAfter));
        _html.Add($"""
            </select></label><label class="short">Times <input name="times" inputmode="numeric" pattern="[0-9]+" value="1"></label>
            <label>Operation <select name="operation"><option value="">Any</option>
            """);
        WriteOptions(_view.FaultOperations, selected: null);
        _html.Add($"""
            </select></label><label>Order id <input name="order" placeholder="any" autocomplete="off"></label><button>Add fault</button>
            </form>
            """);
        WriteButton("clearFaults", "Remove pending faults");
        _html.Add($"</section>");
    }

    private void WriteBuckets()
    {
        _html.Add($"""
            <section id="limits" aria-labelledby="limits-title"><h2 id="limits-title">Rate limits</h2><div id="bucket-list" data-live>
            """);
        if (_view.Buckets.Count == 0)
        {
            _html.Add($"""<p class="empty">No request was counted so far.</p></div></section>""");
            return;
        }

        var hasSeveral = _view.Buckets.Any(bucket => bucket.Account > 1);
        _html.Add($"""
            <table><caption>Requests that are accepted at once, of the burst</caption><thead><tr><th scope="col">Operation</th>
            <th scope="col">Left</th>
            <th scope="col" class="number">Per second</th></tr></thead><tbody>
            """);
        foreach (var bucket in _view.Buckets)
        {
            var name = hasSeveral ? $"{bucket.Operation}, account {bucket.Account}" : bucket.Operation;
            _html.Add($"""
                <tr><th scope="row">{name}</th><td>{Math.Floor(bucket.Tokens):0} of {bucket.Size}<br>
                <meter min="0" max="{bucket.Size}" value="{bucket.Tokens:0.##}" aria-label="Left for {name}"></meter></td>
                <td class="number">{bucket.PerSecond:0.####}</td></tr>
                """);
        }

        _html.Add($"</tbody></table></div></section>");
    }

    private void WriteLabels()
    {
        _html.Add($"""<section id="labels" data-live aria-labelledby="labels-title"><h2 id="labels-title">Bought labels</h2>""");
        if (_view.Shipments.Count == 0)
        {
            _html.Add($"""<p class="empty">No labels were bought.</p></section>""");
            return;
        }

        _html.Add($"""
            <table><caption>Newest first. A label shows its recipient.</caption><thead><tr><th scope="col">Shipment</th>
            <th scope="col">Status</th>
            <th scope="col">Label</th></tr></thead><tbody>
            """);
        foreach (var shipment in _view.Shipments)
        {
            _html.Add($"""
                <tr><th scope="row"><span class="id">{shipment.ShipmentId}</span><br>
                <span class="soft">{shipment.ShippingServiceId}, {shipment.TrackingId}</span></th>
                <td>{shipment.Status}{(shipment.IsScanned ? ", scanned" : "")}</td>
                <td class="small"><a href="{PageAddress.Of(new SandboxQuery(), ("label", shipment.ShipmentId))}"
                aria-label="Show the label of {shipment.ShipmentId}">Show</a>
                """);
            if (!shipment.IsScanned)
            {
                WriteButton("scan", "Scan", [("shipment", shipment.ShipmentId)], shipment.ShipmentId);
            }

            _html.Add($"</td></tr>");
        }

        _html.Add($"</tbody></table></section>");
    }

    private void WriteAccess()
    {
        _html.Add($"""<section aria-labelledby="tokens-title"><h2 id="tokens-title">Tokens and reset</h2><div class="row">""");
        WriteButton("tokens", "Expire tokens", ("what", "expire"));
        WriteButton("tokens", "Revoke tokens", ("what", "revoke"));
        _html.Add($"</div>");
        BeginForm("reset");
        _html.Add($"""
            <button class="bad">Reset the sandbox</button></form>
            <p class="soft">Orders, stock, faults, labels and requests are forgotten. The clock stays.</p></section>
            """);
    }

    private void BeginForm(string name, params (string Name, string Value)[] fields)
    {
        _html.Add($"""<form method="post" action="{_action}"><input type="hidden" name="do" value="{name}">""");
        foreach (var (field, value) in fields)
        {
            _html.Add($"""<input type="hidden" name="{field}" value="{value}">""");
        }
    }

    private void WriteButton(string form, string text, params (string Name, string Value)[] fields) =>
        WriteButton(form, text, fields, about: "");

    private void WriteButton(string form, string text, (string Name, string Value)[] fields, string about)
    {
        BeginForm(form, fields);
        _html.Add($"""<button>{text}<span class="hidden"> {about}</span></button></form>""");
    }

    private void WriteOptions(IEnumerable<string> names, string? selected)
    {
        foreach (var name in names)
        {
            if (name == selected)
            {
                _html.Add($"<option selected>{name}</option>");
            }
            else
            {
                _html.Add($"<option>{name}</option>");
            }
        }
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(SandboxPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
