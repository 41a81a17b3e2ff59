using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;

namespace FbaOutbound.FaultSchedules;

/// <summary>Answers about something else than was requested, and lists that do not end.</summary>
internal static class OtherAnswers
{
    /// <summary>Returns the response about an order or a shipment whose id differs in capitals, or in its end where it has none.</summary>
    public static string Rename(string answer, string id)
    {
        var other = id.Any(char.IsUpper) ? id.ToLowerInvariant() : id.Any(char.IsLower) ? id.ToUpperInvariant() : id + "-2";
        return answer.Replace($"\"{id}\"", $"\"{other}\"", StringComparison.Ordinal)
            .Replace($">{id}<", $">{other}<", StringComparison.Ordinal)
            .Replace($"'{id}'", $"'{other}'", StringComparison.Ordinal);
    }

    /// <summary>Returns the shipment that a request names; null if it names none.</summary>
    public static string? ShipmentOf(HttpRequestMessage request, string body)
    {
        const string Field = "ShipmentId=";
        var path = request.RequestUri!.AbsolutePath;
        if (path.Contains("/mfn/", StringComparison.Ordinal))
        {
            return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        }

        var at = body.IndexOf(Field, StringComparison.Ordinal);
        return at < 0 ? null : Uri.UnescapeDataString(body[(at + Field.Length)..].Split('&')[0]);
    }

    /// <summary>Returns a page of a list that holds nothing and goes on.</summary>
    public static HttpResponseMessage EmptyPage(string version, string body, string token)
    {
        var action = body.Contains("Action=ListAllFulfillmentOrdersByNextToken", StringComparison.Ordinal)
            ? "ListAllFulfillmentOrdersByNextToken"
            : "ListAllFulfillmentOrders";
        var (text, type) = version switch
        {
            Schedule.Version2020 => ($$$"""{"payload":{"nextToken":"{{{token}}}","fulfillmentOrders":[]}}""", "application/json"),
            Schedule.Version2026 => ($$$"""{"orders":[],"pagination":{"nextToken":"{{{token}}}"}}""", "application/json"),
            _ => (
                $"<{action}Response><{action}Result><NextToken>{token}</NextToken><FulfillmentOrders/></{action}Result></{action}Response>",
                "text/xml"),
        };
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, type) };
    }
}
