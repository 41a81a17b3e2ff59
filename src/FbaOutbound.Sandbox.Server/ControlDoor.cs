using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Fulfillment;
using Microsoft.AspNetCore.Http;

namespace FbaOutbound.Sandbox.Server;

/// <summary>
/// The door behind the counter, under <c>/sandbox/</c> and for this machine only: the clock, stock, orders, faults and the request log,
/// for those who cannot call <see cref="SandboxService"/> itself.
/// </summary>
internal sealed class ControlDoor(SandboxService sandbox)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new TimeSpanConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
        {
            await SayAsync(context, StatusCodes.Status403Forbidden, "The control door is for this machine only.");
            return;
        }

        if (BrowserGuard.Refuse(context.Request, needsLocalHost: true) is { } refusal)
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
            var answer = Answer(context.Request.Method, parts, body);
            if (answer is null)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await context.Response.WriteAsJsonAsync(answer, s_json);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException)
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
        return context.Response.WriteAsJsonAsync(new { error }, s_json);
    }

    private static T Read<T>(byte[] body) => JsonSerializer.Deserialize<T>(body, s_json) ?? throw new JsonException("A body is needed.");

    private object? Answer(string method, string[] parts, byte[] body) => (method, parts) switch
    {
        ("GET", ["clock"]) => new { now = sandbox.Now },
        ("POST", ["clock"]) => Advance(Read<ClockChange>(body)),
        ("GET", ["stock", var sku]) => Stock(sku),
        ("PUT", ["stock", var sku]) => Do(() => sandbox.SetStock(sku, Read<Units>(body).Quantity), () => Stock(sku)),
        ("DELETE", ["stock", var sku]) => Do(() => sandbox.RemoveSku(sku), () => Stock(sku)),
        ("POST", ["stock", var sku, "lose"]) => Do(() => sandbox.LoseStock(sku, Read<Units>(body).Quantity), () => Stock(sku)),
        ("GET", ["orders"]) => new { count = sandbox.OrderCount },
        ("GET", ["orders", var id]) => sandbox.Find(id),
        ("PUT", ["orders", var id, "stuck"]) => Do(() => sandbox.StickInPlanning(id)),
        ("PUT", ["orders", var id, "status"]) => sandbox.SetStatus(id, Read<StatusChange>(body).Status) ? sandbox.Find(id) : null,
        ("DELETE", ["orders", var id, "stuck"]) => Do(() => sandbox.Unstick(id)),
        ("GET", ["shipments"]) => new { count = sandbox.ShipmentIds.Count, shipmentIds = sandbox.ShipmentIds },
        ("GET", ["shipments", var id]) => sandbox.FindShipment(id),
        ("POST", ["shipments", var id, "scan"]) => Do(() => sandbox.ScanShipment(id), () => sandbox.FindShipment(id)!),
        ("POST", ["merchantOrders"]) => Do(() => sandbox.SeedMerchantOrder(Read<SandboxMerchantOrder>(body))),
        ("GET", ["requests"]) => new { count = sandbox.RequestCount, requests = sandbox.Requests },
        ("DELETE", ["requests"]) => Do(sandbox.ClearRequests),
        ("POST", ["faults"]) => AddFault(Read<FaultChange>(body)),
        ("DELETE", ["faults"]) => Do(sandbox.Faults.Clear),
        ("POST", ["tokens", "expire"]) => Do(sandbox.ExpireTokens),
        ("POST", ["tokens", "expireRestricted"]) => Do(sandbox.ExpireRestrictedTokens),
        ("POST", ["tokens", "revoke"]) => Do(sandbox.RevokeTokens),
        ("POST", ["reset"]) => Do(sandbox.Reset),
        _ => null,
    };

    private object Stock(string sku) => new { sku, quantity = sandbox.GetStock(sku) };

    private object Advance(ClockChange change)
    {
        sandbox.Advance(change.Advance);
        return new { now = sandbox.Now };
    }

    private object AddFault(FaultChange fault)
    {
        if (fault.Chance is { } chance)
        {
            sandbox.Faults.SetChance(fault.Kind, chance);
        }
        else
        {
            sandbox.Faults.Add(fault.Kind, fault.Operation, fault.OrderId, fault.Delay, fault.Times);
        }

        return new { };
    }

    private static object Do(Action action, Func<object>? then = null)
    {
        action();
        return then?.Invoke() ?? new { };
    }

    private sealed class TimeSpanConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            object? value = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number => reader.GetDecimal(),
                _ => null,
            };
            return TimeSpanText.Read(value, out var fault) ?? throw new JsonException($"The time span {fault}.");
        }

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString("c"));
    }

    private sealed record ClockChange(TimeSpan Advance);

    private sealed record StatusChange(OrderStatus Status);

    private sealed record Units(long Quantity);

    private sealed record FaultChange(
        FaultKind Kind, string? Operation = null, string? OrderId = null, TimeSpan? Delay = null, double? Chance = null, int Times = 1);
}
