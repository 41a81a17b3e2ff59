using System;
using System.Linq;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Server.Page;

/// <summary>The parts of the page that show orders.</summary>
/// <param name="html">Where they are written.</param>
/// <param name="view">What they show.</param>
/// <param name="forms">Writes their forms.</param>
/// <param name="requests">Shows the requests about an order.</param>
internal sealed class OrderSections(HtmlWriter html, SandboxView view, FormWriter forms, RequestSection requests)
{
    /// <summary>Writes the orders that the filter selects.</summary>
    public void WriteList()
    {
        var query = view.Query;
        html.Add($"""
            <section id="orders" aria-labelledby="orders-title"><h2 id="orders-title">Orders</h2>
            <form method="get" action="/"><label>Id begins with <input name="prefix" value="{query.Prefix}" autocomplete="off"></label>
            <label>Status <select name="status"><option value="">All</option>
            """);
        forms.Options(Enum.GetNames<OrderStatus>(), query.Status?.ToString());
        html.Add($"""</select></label><button>Filter</button></form><div id="order-list" data-live>""");
        if (view.Orders.Count == 0)
        {
            var empty = view.OrderCount == 0 ? "There are no orders yet." : "No order matches the filter.";
            html.Add($"""<p class="empty">{empty}</p>""");
        }
        else
        {
            html.Add($"""
                <div class="scroll" tabindex="0" role="group" aria-label="Orders"><table>
                <caption>Newest first, at most {SandboxView.Most} on a page</caption>
                <thead><tr><th scope="col">Order</th><th scope="col">Status</th><th scope="col">Change</th>
                <th scope="col" class="wide">Received (UTC)</th><th scope="col" class="wide number">Units</th>
                <th scope="col" class="wide number">Shipped</th></tr></thead><tbody>
                """);
            foreach (var order in view.Orders)
            {
                WriteOrderRow(order);
            }

            html.Add($"</tbody></table></div>");
        }

        if (query.Before is not null)
        {
            html.Add($"""<p class="more"><a href="{PageAddress.Of(query with { Before = null })}">Newest orders</a></p>""");
        }

        if (view.Older is { } older)
        {
            html.Add($"""<p class="more"><a href="{PageAddress.Of(query with { Before = older })}">Older orders</a></p>""");
        }

        html.Add($"</div></section>");
    }

    /// <summary>Writes the order that is selected, if one is.</summary>
    public void WriteSelected()
    {
        if (view.Query.OrderId.Length == 0)
        {
            return;
        }

        html.Add($"""
            <section id="order" data-live aria-labelledby="order-title"><h2 id="order-title">Order
            <span class="id">{view.Query.OrderId}</span></h2>
            """);
        if (view.Order is { } order)
        {
            WriteSelected(order);
        }
        else
        {
            html.Add($"""<p class="empty">The order was not found.</p>""");
        }

        html.Add($"""<p class="more"><a href="{PageAddress.Of(view.Query with { OrderId = "" })}">Close</a></p></section>""");
    }

    private void WriteSelected(SandboxOrder order)
    {
        html.Add($"""<div class="cell">""");
        WriteStatus(order);
        html.Add($"""
            </div><dl class="facts"><div><dt>Received</dt><dd>{order.ReceivedDate}</dd></div>
            <div><dt>Status since</dt><dd>{order.StatusUpdatedDate}</dd></div><div><dt>Policy</dt><dd>{order.Policy}</dd></div>
            """);
        if (order.HoldExpires is { } end)
        {
            html.Add($"<div><dt>Hold ends</dt><dd>{end}</dd></div>");
        }

        html.Add($"""</dl><div class="row inline">""");
        WriteOrderButtons(order);
        html.Add($"</div>");
        if (!order.Status.IsFinal())
        {
            forms.Begin("order", ("order", order.SellerFulfillmentOrderId));
            html.Add($"""<label>Status <select name="status">""");
            forms.Options(Enum.GetNames<OrderStatus>(), selected: null);
            html.Add($"</select></label><button>Set status</button></form>");
        }

        html.Add($"""
            <h3>Items</h3><div class="scroll" tabindex="0" role="group" aria-label="Items"><table><caption>Units of each item</caption>
            <thead><tr><th scope="col">Item</th><th scope="col">SKU</th><th scope="col" class="number">Ordered</th>
            <th scope="col" class="number">Shipped</th>
            <th scope="col" class="number">Cancelled</th><th scope="col" class="number">Unfulfillable</th></tr></thead><tbody>
            """);
        foreach (var item in order.Items)
        {
            html.Add($"""
                <tr><th scope="row" class="id">{item.SellerFulfillmentOrderItemId}</th><td class="id">{item.SellerSku}</td>
                <td class="number">{item.Quantity}</td>
                <td class="number">{item.ShippedQuantity}</td><td class="number">{item.CancelledQuantity}</td>
                <td class="number">{item.UnfulfillableQuantity}</td></tr>
                """);
        }

        html.Add($"</tbody></table></div><h3>Shipments</h3>");
        if (order.Shipments.Count == 0)
        {
            html.Add($"""<p class="empty">No shipments yet.</p>""");
        }
        else
        {
            html.Add($"""
                <div class="scroll" tabindex="0" role="group" aria-label="Shipments"><table>
                <caption>Shipments, planned ones included</caption>
                <thead><tr><th scope="col">Shipment</th><th scope="col">Status</th><th scope="col">Leaves (UTC)</th>
                <th scope="col" class="number">Units</th><th scope="col">Tracking numbers</th></tr></thead><tbody>
                """);
            foreach (var shipment in order.Shipments)
            {
                html.Add($"""
                    <tr><th scope="row" class="id">{shipment.AmazonShipmentId}</th><td>{shipment.Status}</td>
                    <td class="time">{shipment.ShippingDate}</td>
                    <td class="number">{shipment.Quantity}</td><td class="id">{string.Join(", ", shipment.TrackingNumbers)}</td></tr>
                    """);
            }

            html.Add($"</tbody></table></div>");
        }

        html.Add($"<h3>Requests</h3>");
        requests.WriteTable(view.OrderRequests, "Requests about this order");
        if (view.Address is { } address)
        {
            string?[] lines =
            [
                address.Name, address.Line1, address.Line2, address.Line3, address.District, address.City, address.State,
                address.PostalCode,
                address.CountryCode, address.Phone
            ];
            html.Add($"""<details id="recipient"><summary>Recipient</summary><address>""");
            foreach (var line in lines.Where(line => !string.IsNullOrEmpty(line)))
            {
                html.Add($"{line}<br>");
            }

            html.Add($"</address></details>");
        }
    }

    private void WriteOrderRow(SandboxOrder order)
    {
        var id = order.SellerFulfillmentOrderId;
        html.Add($"""
            <tr><th scope="row"><a class="id" href="{PageAddress.Of(view.Query with { OrderId = id })}">{id}</a></th><td class="cell">
            """);
        WriteStatus(order);
        html.Add($"""
            </td><td class="inline small">
            """);
        WriteOrderButtons(order);
        html.Add($"""
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
        html.Add($"""<span class="word {kind}">{status}</span>""");
        if (order.IsHeld)
        {
            html.Add($""" <span class="word wait">On hold</span>""");
        }

        if (view.Stuck.Contains(order.SellerFulfillmentOrderId))
        {
            html.Add($""" <span class="word wait">Kept in Planning</span>""");
        }

        if (order.CancelRequested && !status.IsFinal())
        {
            html.Add($""" <span class="word wait">Cancellation requested</span>""");
        }

        if (status is OrderStatus.Cancelled or OrderStatus.Invalid or OrderStatus.Unfulfillable)
        {
            return;
        }

        OrderStatus[] steps = [OrderStatus.New, OrderStatus.Received, OrderStatus.Planning, OrderStatus.Processing];
        html.Add($"""<ol class="steps">""");
        foreach (var step in steps)
        {
            WriteStep(step.ToString(), step <= status, step == status);
        }

        var end = status == OrderStatus.CompletePartialled ? status : OrderStatus.Complete;
        WriteStep(end.ToString(), status.IsFinal(), status == end);
        html.Add($"</ol>");
    }

    private void WriteStep(string name, bool isPast, bool isNow)
    {
        html.Add($"""<li class="{(isPast ? "past" : "")}" """);
        if (isNow)
        {
            html.Add($"""aria-current="step" """);
        }

        html.Add($"""title="{name}"><span>{name}</span></li>""");
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
            forms.Button("order", "Release", [("order", id), ("status", nameof(OrderStatus.Planning))], id);
        }

        forms.Button("order", "Ship", [("order", id), ("status", nameof(OrderStatus.Complete))], id);
        if (order.Status.CanCancel())
        {
            var isStuck = view.Stuck.Contains(id);
            forms.Button(isStuck ? "unstick" : "stick", isStuck ? "Resume" : "Hold", [("order", id)], isStuck ? id : "in Planning " + id);
            forms.Button("order", "Cancel", [("order", id), ("status", nameof(OrderStatus.Cancelled))], id);
        }
    }
}
