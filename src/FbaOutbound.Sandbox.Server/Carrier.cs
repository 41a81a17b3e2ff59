using System;
using System.IO;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FbaOutbound.Sandbox.Server;

/// <summary>Carries calls from ASP.NET Core to the sandbox and responses back; a connection that is to fail really fails.</summary>
internal static class Carrier
{
    public static async Task HandleAsync(RequestDispatcher dispatcher, HttpContext context)
    {
        try
        {
            if (BrowserGuard.Refuse(context.Request, needsLocalHost: false) is { } refusal)
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                await context.Response.WriteAsync(refusal);
                return;
            }

            var call = await ReadAsync(context);
            var answer = await dispatcher.HandleAsync(call, context.RequestAborted);
            await WriteAsync(context, answer);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
        catch (Exception exception) when (exception is IOException or BadHttpRequestException)
        {
            // The client has gone, or what it sent is no HTTP: there is nobody to answer.
            context.Abort();
        }
    }

    private static async ValueTask<SandboxCall> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.Length > 0 && target[0] != '/')
        {
            target = Uri.TryCreate(target, UriKind.Absolute, out var uri) ? uri.PathAndQuery : "/";
        }

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var body = await RequestBody.ReadAsync(request);
        return new SandboxCall(
            request.Method,
            mark < 0 ? target : target[..mark],
            mark < 0 ? "" : target[(mark + 1)..],
            body)
        {
            IsTooLarge = body is null,
            Host = request.Headers.Host,
            ContentType = request.ContentType,
            AccessToken = request.Headers["x-amz-access-token"],
            ServiceId = request.Headers["x-amzn-fulfillment-service-id"],
        };
    }

    private static async ValueTask WriteAsync(HttpContext context, SandboxAnswer answer)
    {
        if (answer.Delivery is Delivery.Dropped or Delivery.Refused)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.Status == StatusCodes.Status204NoContent)
        {
            answer.VisitHeaders(response.Headers, static (headers, name, value) => headers[name] = value);
            return;
        }

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        answer.VisitHeaders(response.Headers, static (headers, name, value) => headers[name] = value);
        if (answer.Delivery == Delivery.Truncated)
        {
            // Kestrel ends a connection on which too little was written. Aborting it would reset it, and take back what was sent.
            await response.Body.WriteAsync(answer.Body.AsMemory(0, answer.Body.Length / 2));
            await response.Body.FlushAsync();
            return;
        }

        await response.Body.WriteAsync(answer.Body);
    }
}
