using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Sandbox.Fulfillment;
using Microsoft.AspNetCore.Http;

namespace FbaOutbound.Sandbox.Server;

/// <summary>
/// Test control, under <c>/sandbox/</c> and for this machine only: the clock, stock, orders, faults and the request log,
/// for those who cannot call <see cref="SandboxService"/> itself.
/// </summary>
internal sealed class TestControl
{
    private readonly SandboxService _sandbox;
    private readonly Route[] _routes;

    public TestControl(SandboxService sandbox)
    {
        _sandbox = sandbox;
        _routes =
        [
            new("GET", "", (_, _) => sandbox.GetStatus()),
            new("POST", "", (_, body) => Do(() => sandbox.Apply(ControlBody.Read<SandboxChange>(body)), sandbox.GetStatus)),
            new("GET", "clock", (_, _) => new { now = sandbox.Now }),
            new("POST", "clock", (_, body) => Advance(ControlBody.Read<ClockChange>(body))),
            new("GET", "stock/*", (sku, _) => Stock(sku)),
            new("PUT", "stock/*", (sku, body) => Do(() => sandbox.SetStock(sku, ControlBody.Read<Units>(body).Quantity), () => Stock(sku))),
            new("DELETE", "stock/*", (sku, _) => Do(() => sandbox.RemoveSku(sku), () => Stock(sku))),
            new(
                "POST",
                "stock/*/lose",
                (sku, body) => Do(() => sandbox.LoseStock(sku, ControlBody.Read<Units>(body).Quantity), () => Stock(sku))),
            new("GET", "orders", (_, _) => new { count = sandbox.OrderCount }),
            new("GET", "orders/*", (id, _) => sandbox.Find(id)),
            new("PUT", "orders/*/stuck", (id, _) => Do(() => sandbox.StickInPlanning(id))),
            new("DELETE", "orders/*/stuck", (id, _) => Do(() => sandbox.Unstick(id))),
            new(
                "PUT",
                "orders/*/status",
                (id, body) => sandbox.SetStatus(id, ControlBody.Read<StatusChange>(body).Status) ? sandbox.Find(id) : null),
            new("GET", "shipments", (_, _) => new { count = sandbox.ShipmentIds.Count, shipmentIds = sandbox.ShipmentIds }),
            new("GET", "shipments/*", (id, _) => sandbox.FindShipment(id)),
            new("POST", "shipments/*/scan", (id, _) => Do(() => sandbox.ScanShipment(id), () => sandbox.FindShipment(id)!)),
            new("POST", "merchantOrders", (_, body) => Do(() => sandbox.SeedMerchantOrder(ControlBody.Read<SandboxMerchantOrder>(body)))),
            new("GET", "requests", (_, _) => new { count = sandbox.RequestCount, requests = sandbox.Requests }),
            new("DELETE", "requests", (_, _) => Do(sandbox.ClearRequests)),
            new("POST", "faults", (_, body) => AddFault(ControlBody.Read<FaultChange>(body))),
            new("DELETE", "faults", (_, _) => Do(sandbox.Faults.Clear)),
            new("POST", "tokens/expire", (_, _) => Do(sandbox.ExpireTokens)),
            new("POST", "tokens/expireRestricted", (_, _) => Do(sandbox.ExpireRestrictedTokens)),
            new("POST", "tokens/revoke", (_, _) => Do(sandbox.RevokeTokens)),
            new("POST", "reset", (_, _) => Do(sandbox.Reset)),
        ];
    }

    public async Task HandleAsync(HttpContext context)
    {
        if (BrowserGuard.RefuseControl(context) is { } refusal)
        {
            await SayAsync(context, StatusCodes.Status403Forbidden, refusal);
            return;
        }

        try
        {
            if (await RequestBody.ReadAsync(context.Request) is not { } body)
            {
                await SayAsync(context, StatusCodes.Status413PayloadTooLarge, "The request is larger than the limit.");
                return;
            }

            var parts = context.Request.Path.Value!.Trim('/').Split('/').Skip(1).ToArray();
            var routes = Array.FindAll(_routes, route => route.Leads(parts));
            if (routes.Length == 0)
            {
                await SayAsync(context, StatusCodes.Status404NotFound, "Unknown path.");
                return;
            }

            if (Array.Find(routes, route => route.Method == context.Request.Method) is not { } known)
            {
                var allowed = string.Join(", ", routes.Select(route => route.Method));
                context.Response.Headers.Allow = allowed;
                await SayAsync(
                    context, StatusCodes.Status405MethodNotAllowed, $"{context.Request.Method} is not allowed here. Use {allowed}.");
                return;
            }

            if (known.Handle(parts.ElementAtOrDefault(1) ?? "", body) is not { } answer)
            {
                await SayAsync(
                    context,
                    StatusCodes.Status404NotFound,
                    known.Method != "GET" ? "The id was not found, or its status cannot be changed to the requested one."
                        : parts[0] == "shipments" ? "No shipment has this id." : "No order has this id.");
                return;
            }

            await context.Response.WriteAsJsonAsync(answer, ControlBody.Json);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            await SayAsync(context, StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or BadHttpRequestException)
        {
            // The client has gone.
            context.Abort();
        }
    }

    private static Task SayAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error }, ControlBody.Json);
    }

    private object Stock(string sku) => new { sku, quantity = _sandbox.GetStock(sku) };

    private object Advance(ClockChange change)
    {
        _sandbox.Advance(change.Advance);
        return new { now = _sandbox.Now };
    }

    private object AddFault(FaultChange fault)
    {
        fault.Apply(_sandbox.Faults);
        return new { };
    }

    private static object Do(Action action, Func<object>? then = null)
    {
        action();
        return then?.Invoke() ?? new { };
    }

    private sealed record ClockChange(TimeSpan Advance);

    private sealed record StatusChange(OrderStatus Status);

    private sealed record Units(long Quantity);

    /// <summary>What is done at a path by a method. A star in the path is an id.</summary>
    private sealed record Route(string Method, string Path, Func<string, byte[], object?> Handle)
    {
        private readonly string[] _parts = Path.Length == 0 ? [] : Path.Split('/');

        public bool Leads(string[] parts) =>
            parts.Length == _parts.Length && !_parts.Where((part, at) => part != "*" && part != parts[at]).Any();
    }
}
