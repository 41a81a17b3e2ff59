using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Sandbox.Fulfillment;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace FbaOutbound.Sandbox.Server.Page;

/// <summary>
/// The page at <c>/</c>, for this machine only. A GET changes nothing; a form changes the sandbox and leads back to the page.
/// </summary>
internal sealed class PageEndpoint(SandboxService sandbox)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (BrowserGuard.RefuseControl(context) is { } refusal)
        {
            await WriteAsync(context, StatusCodes.Status403Forbidden, "text/plain", Encoding.UTF8.GetBytes(refusal));
            return;
        }

        try
        {
            switch (context.Request.Method)
            {
                case "GET" or "HEAD" when context.Request.Query["label"].ToString() is { Length: > 0 } shipment:
                    await WriteLabelAsync(context, shipment);
                    break;
                case "GET" or "HEAD":
                    await WritePageAsync(context, PageForm.Done.GetValueOrDefault(context.Request.Query["did"].ToString()), error: null);
                    break;
                case "POST":
                    await ChangeAsync(context);
                    break;
                default:
                    context.Response.Headers.Allow = "GET, HEAD, POST";
                    await WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "text/plain", []);
                    break;
            }
        }
        catch (Exception exception) when (exception is IOException or BadHttpRequestException)
        {
            // The client has gone.
            context.Abort();
        }
    }

    private static SandboxQuery ReadQuery(IQueryCollection query) => new(
        query["prefix"].ToString(),
        Enum.TryParse<OrderStatus>(query["status"].ToString(), out var status) && Enum.IsDefined(status) ? status : null,
        int.TryParse(query["before"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null,
        query["order"].ToString());

    private static async Task WriteAsync(HttpContext context, int status, string type, byte[] body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = type + "; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.XFrameOptions = "DENY";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body);
        }
    }

    private async Task ChangeAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || await RequestBody.ReadAsync(context.Request) is not { } body)
        {
            await WritePageAsync(context, done: null, "The request is not a form of this page.");
            return;
        }

        try
        {
            var name = PageForm.Apply(sandbox, QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)));
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = PageAddress.Of(ReadQuery(context.Request.Query), ("did", name));
        }
        catch (ArgumentException exception)
        {
            await WritePageAsync(context, done: null, exception.Message);
        }
    }

    private async Task WritePageAsync(HttpContext context, string? done, string? error)
    {
        context.Response.Headers.ContentSecurityPolicy = SandboxPage.Policy;
        var html = SandboxPage.Write(sandbox.Look(ReadQuery(context.Request.Query)), done, error);
        await WriteAsync(
            context,
            error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            "text/html",
            Encoding.UTF8.GetBytes(html));
    }

    private Task WriteLabelAsync(HttpContext context, string shipment) => sandbox.FindLabel(shipment) switch
    {
        // A browser shows a printer's language only as text.
        { } label => WriteAsync(
            context, StatusCodes.Status200OK, label.Type == "application/zpl" ? "text/plain" : label.Type, label.Document),
        null => WriteAsync(context, StatusCodes.Status404NotFound, "text/plain", Encoding.UTF8.GetBytes("The shipment was not found.")),
    };
}

/// <summary>Addresses of the page.</summary>
internal static class PageAddress
{
    public static string Of(SandboxQuery query, params (string Name, string Value)[] more)
    {
        List<KeyValuePair<string, string?>> members = [];
        Add("prefix", query.Prefix);
        Add("status", query.Status?.ToString() ?? "");
        Add("before", query.Before?.ToString(CultureInfo.InvariantCulture) ?? "");
        Add("order", query.OrderId);
        foreach (var (name, value) in more)
        {
            Add(name, value);
        }

        return QueryHelpers.AddQueryString("/", members);

        void Add(string name, string value)
        {
            if (value.Length > 0)
            {
                members.Add(new(name, value));
            }
        }
    }
}
