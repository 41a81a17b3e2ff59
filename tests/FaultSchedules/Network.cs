using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.FaultSchedules;

/// <summary>
/// What lies between one process and the service. It writes down every request, does to it what the schedule says, and ends the process
/// where the schedule says.
/// </summary>
internal sealed class Network(Trial trial, Process process) : HttpMessageHandler
{
    public const string ServiceHost = "service.faults.example";
    public const string TokenHost = "token.faults.example";

    private static readonly Task<HttpResponseMessage> s_never = new TaskCompletionSource<HttpResponseMessage>().Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (process.IsDead)
        {
            return await s_never;
        }

        cancellationToken.ThrowIfCancellationRequested();
        Check(request);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(CancellationToken.None);
        var sent = trial.Add(process, Identify(request, body));
        if (process.EndsAt(sent, isAfter: false))
        {
            return await s_never;
        }

        var fate = process.IsHealthy ? null : trial.Schedule.FateOf(sent.Serial, sent.Asked == Asked.Token, !sent.IsChange, trial.Elapsed);
        // What somebody in between sends twice is bought twice: no client can prevent it.
        fate = fate is { Wire: Wire.Twice } && sent.Asked is Asked.Purchase ? null : fate;
        sent.Fate = fate;
        trial.Hit(fate);
        await WaitAsync(trial.Schedule.Latency / 2, cancellationToken);
        if (sent.IsForToken && trial.Schedule.TokenLatency > TimeSpan.Zero)
        {
            await Task.Delay(trial.Schedule.TokenLatency, trial.Clock, cancellationToken);
        }

        if (process.IsDead)
        {
            return await s_never;
        }

        var exchange = fate is null
            ? DeliverAsync(request, sent, null, cancellationToken)
            : ExchangeAsync(request, sent, fate, cancellationToken);
        if (process.EndsAt(sent, isAfter: true))
        {
            _ = exchange.ContinueWith(static task => _ = task.Exception, TaskScheduler.Default);
            return await s_never;
        }

        HttpResponseMessage response;
        try
        {
            response = await exchange;
        }
        catch (HttpRequestException exception)
        {
            sent.Learnt = exception.InnerException is IOException ? Learnt.Nothing : Learnt.NotTaken;
            throw;
        }

        await WaitAsync(trial.Schedule.Latency / 2, cancellationToken);
        if (process.IsDead)
        {
            return await s_never;
        }

        if (trial.Schedule.TellsTime)
        {
            response.Headers.Date = trial.Clock.GetUtcNow();
        }

        (sent.Status, sent.Answered) = ((int)response.StatusCode, trial.Clock.GetUtcNow());
        return response;
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        if (time > TimeSpan.Zero && !process.IsHealthy)
        {
            await Task.Delay(time, trial.Clock, cancellationToken);
        }
    }

    private static void Check(HttpRequestMessage request)
    {
        var uri = request.RequestUri!;
        if (uri.Scheme != "https" || uri.Host is not (ServiceHost or TokenHost))
        {
            throw new ViolationException($"A request went to {uri.GetLeftPart(UriPartial.Authority)}.");
        }

        if (uri.Host == TokenHost
            && (
                request.Headers.Contains("x-amz-access-token")
                    || request.Headers.Authorization is not null || uri.AbsolutePath != "/auth/o2/token"))
        {
            throw new ViolationException("A request to the token endpoint that is none of its own.");
        }

        if (uri.Host == ServiceHost && uri.AbsolutePath == "/auth/o2/token")
        {
            throw new ViolationException("A credential went to the service's endpoint.");
        }
    }

    private static (Asked Asked, string? Id) Identify(HttpRequestMessage request, byte[] body)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (request.RequestUri.Host == TokenHost)
        {
            return (Asked.Token, null);
        }

        if (body.Length > 0 && request.Content!.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded")
        {
            var form = Encoding.UTF8.GetString(body);
            return (Field(form, "Action") switch
            {
                "CreateFulfillmentOrder" => Asked.Create,
                "UpdateFulfillmentOrder" => Asked.Update,
                "CancelFulfillmentOrder" => Asked.Cancel,
                "GetFulfillmentOrder" => Asked.Get,
                "ListAllFulfillmentOrders" or "ListAllFulfillmentOrdersByNextToken" => Asked.List,
                "CreateShipment" => Asked.Purchase,
                "CancelShipment" => Asked.CancelShipment,
                "GetShipment" => Asked.GetShipment,
                _ => Asked.Other,
            }, null);
        }

        var method = request.Method.Method;
        if (path.Contains("/mfn/", StringComparison.Ordinal))
        {
            return (method switch { "POST" => Asked.Purchase, "DELETE" => Asked.CancelShipment, _ => Asked.GetShipment }, null);
        }

        if (path.StartsWith("/tokens/", StringComparison.Ordinal))
        {
            return (Asked.RestrictedToken, null);
        }

        return (method switch
        {
            "POST" => Asked.Create,
            "PUT" => path.EndsWith("/cancel", StringComparison.Ordinal) ? Asked.Cancel : Asked.Update,
            _ => path.EndsWith("rders", StringComparison.Ordinal) ? Asked.List : Asked.Get,
        }, null);
    }

    private static string? Field(string form, string name)
    {
        var at = form.StartsWith(name + "=", StringComparison.Ordinal) ? 0 : form.IndexOf("&" + name + "=", StringComparison.Ordinal) + 1;
        var start = at + name.Length + 1;
        var end = form.IndexOf('&', start);
        return form[start..(end < 0 ? form.Length : end)];
    }

    private async Task<HttpResponseMessage> DeliverAsync(
        HttpRequestMessage request, Sent sent, Fate? fate, CancellationToken cancellationToken)
    {
        if (sent.Asked == Asked.Token && trial.IsRevoked && !process.IsHealthy)
        {
            return Learn(
                sent,
                Json(
                    400, """{"error":"invalid_grant","error_description":"The request has an invalid grant parameter : refresh_token"}"""));
        }

        if (fate is { Wire: Wire.Service })
        {
            trial.Sandbox.Faults.Add(fate.Kind, sent.Asked == Asked.Token ? "token" : null, null, fate.Delay);
        }

        var answer = trial.Sandbox.HandleAsync(request, cancellationToken);
        sent.Arrived(trial.Sandbox.Requests[^1]);
        if (fate is { Wire: Wire.Service })
        {
            trial.Sandbox.Faults.Clear();
        }

        return Learn(sent, await answer);
    }

    private async Task<HttpResponseMessage> ExchangeAsync(
        HttpRequestMessage request, Sent sent, Fate fate, CancellationToken cancellationToken)
    {
        async Task TakeAsync()
        {
            using var answer = await DeliverAsync(request, sent, null, CancellationToken.None);
        }

        async Task<HttpResponseMessage> InsteadAsync(HttpResponseMessage response)
        {
            if (fate.IsTaken)
            {
                await TakeAsync();
            }

            sent.Learnt = Learnt.Nothing;
            return response;
        }

        HttpResponseMessage Gateway(int status)
        {
            var (content, type) = Bodies.OfGateway(fate.Variant);
            return Answer(status, content, type);
        }

        switch (fate.Wire)
        {
            case Wire.NoName:
                throw new HttpRequestException("No such host is known.", new SocketException((int)SocketError.HostNotFound));
            case Wire.Refused:
                throw new HttpRequestException(
                    "The connection could not be established.", new SocketException((int)SocketError.ConnectionRefused));
            case Wire.Handshake:
                throw new HttpRequestException(
                    HttpRequestError.SecureConnectionError, "The handshake broke off.", new HttpRequestException());
            case Wire.NoTrust:
                throw new HttpRequestException(
                    HttpRequestError.SecureConnectionError, "The certificate is not trusted.", new AuthenticationException());
            case Wire.ResetBefore:
                throw Reset();
            case Wire.ResetAfter:
                await TakeAsync();
                throw Reset();
            case Wire.Gateway500:
                return await InsteadAsync(Gateway(500));
            case Wire.Gateway502:
                return await InsteadAsync(Gateway(502));
            case Wire.Gateway503:
                return await InsteadAsync(Gateway(503));
            case Wire.Gateway504:
                return await InsteadAsync(Gateway(504));
            case Wire.Gateway408:
                return await InsteadAsync(Gateway(408));
            case Wire.Blocked403:
                return await InsteadAsync(Gateway(403));
            case Wire.Blocked404:
                return await InsteadAsync(Gateway(404));
            case Wire.ProxyAuthentication:
                return await InsteadAsync(Gateway(407));
            case Wire.Html200:
                return await InsteadAsync(Answer(200, Bodies.HtmlBytes, fate.Variant % 2 == 0 ? "text/html" : "application/json"));
            case Wire.Empty200:
                return await InsteadAsync(Answer(200, [], fate.Variant % 2 == 0 ? "application/json" : "text/plain"));
            case Wire.Empty204:
                return await InsteadAsync(Answer(204, [], "application/json"));
            case Wire.OtherJson200:
                return await InsteadAsync(Json(200, fate.Variant % 2 == 0 ? "[1,2,3]" : "\"ok\""));
            case Wire.GzipBroken or Wire.GzipCut or Wire.GzipNone:
                return await BendAsync(
                    await DeliverAsync(request, sent, null, cancellationToken), sent, body => Bodies.Gzip(body, fate.Wire));
            case Wire.Huge:
                var huge = new Bodies.HugeStream();
                trial.Huge.Add(huge);
                return await InsteadAsync(
                    new HttpResponseMessage((HttpStatusCode)(fate.Variant % 2 == 0 ? 200 : 500)) { Content = new StreamContent(huge) });
            case Wire.Drip:
                return await BendAsync(
                    await DeliverAsync(request, sent, null, cancellationToken), sent, body => new Bodies.DripStream(body, trial.Clock));
            case Wire.Redirect:
                var redirect = Answer(new[] { 301, 302, 303, 307, 308 }[fate.Variant % 5], [], "text/html");
                redirect.Headers.Location = new Uri("https://elsewhere.example/collect");
                return await InsteadAsync(redirect);
            case Wire.Twice:
                var first = await DeliverAsync(request, sent, null, CancellationToken.None);
                var learnt = (sent.Learnt, sent.Shows, sent.GoesOn);
                var second = await DeliverAsync(request, sent, null, cancellationToken);
                if (sent.Learnt != Learnt.NotTaken)
                {
                    first.Dispose();
                    return second;
                }

                // Where the second is not taken, and says so, nobody can know of the first.
                second.Dispose();
                (sent.Learnt, sent.Shows, sent.GoesOn) = learnt;
                return first;
            case Wire.Slow:
                var slow = DeliverAsync(request, sent, null, cancellationToken);
                await Task.Delay(fate.Delay, trial.Clock, cancellationToken);
                return await slow;
            case Wire.Throttled or Wire.ThrottledForSeconds or Wire.ThrottledAbsurdly:
                var throttled = Json(
                    429, """{"errors":[{"code":"QuotaExceeded","message":"You exceeded your quota for the requested resource."}]}""");
                if (fate.Wire != Wire.Throttled)
                {
                    throttled.Headers.TryAddWithoutValidation(
                        "Retry-After",
                        fate.Wire == Wire.ThrottledForSeconds
                            ? ((int)fate.Delay.TotalSeconds + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)
                            : new[] { "0", "-1", "soon", "99999999", "Fri, 01 Jan 1999 00:00:00 GMT" }[fate.Variant % 5]);
                }

                sent.Learnt = Learnt.NotTaken;
                return throttled;
            case Wire.GatewayJson:
                var (jsonStatus, json) = Bodies.OfJsonGateway(fate.Variant, sent.Record?.Id);
                return await InsteadAsync(Json(jsonStatus, json));
            case Wire.UndeclaredSuccess:
                return await InsteadAsync(Json(new[] { 201, 203, 206, 299 }[fate.Variant % 4], "{}"));
            case Wire.OtherAnswer:
                return await AboutAnotherAsync(request, sent, await DeliverAsync(request, sent, null, cancellationToken));
            case Wire.EndlessPages when sent.Asked == Asked.List:
                sent.Learnt = Learnt.Success;
                sent.GoesOn = true;
                return OtherAnswers.EmptyPage(trial.Schedule.Version, await BodyOfAsync(request), $"endless-{sent.Serial}");
            case Wire.Expire:
                trial.Sandbox.ExpireTokens();
                trial.Sandbox.ExpireRestrictedTokens();
                return await DeliverAsync(request, sent, null, cancellationToken);
            case Wire.Revoke:
                trial.Sandbox.RevokeTokens();
                return await DeliverAsync(request, sent, null, cancellationToken);
            default:
                return await DeliverAsync(request, sent, fate, cancellationToken);
        }
    }

    // Where the response names what was requested, its sender learns nothing of it.
    private async Task<HttpResponseMessage> AboutAnotherAsync(HttpRequestMessage request, Sent sent, HttpResponseMessage response)
    {
        if (sent.Asked is Asked.List or Asked.Token or Asked.Other
            || response.Content is not ByteArrayContent content || sent.Learnt == Learnt.NotTaken)
        {
            return response;
        }

        var told = await content.ReadAsStringAsync();
        var id = sent.Asked is Asked.GetShipment or Asked.CancelShipment
            ? OtherAnswers.ShipmentOf(request, await BodyOfAsync(request))
            : sent.Record?.Id;
        var other = id is null ? told : OtherAnswers.Rename(told, id);
        if (other == told)
        {
            return response;
        }

        (sent.Learnt, sent.Shows) = (Learnt.Nothing, false);
        var renamed = Answer((int)response.StatusCode, Encoding.UTF8.GetBytes(other), content.Headers.ContentType?.ToString() ?? "");
        response.Dispose();
        return renamed;
    }

    private static async Task<string> BodyOfAsync(HttpRequestMessage request) =>
        request.Content is null ? "" : await request.Content.ReadAsStringAsync();

    private static HttpRequestException Reset() =>
        new(
            "An error occurred while sending the request.",
            new IOException("Unable to read data from the transport connection.", new SocketException((int)SocketError.ConnectionReset)));

    // The body is told anew, so what its sender learns is in doubt.
    private static async Task<HttpResponseMessage> BendAsync(HttpResponseMessage response, Sent sent, Func<byte[], Stream> bend)
    {
        using (response)
        {
            byte[] body;
            try
            {
                body = await response.Content.ReadAsByteArrayAsync();
            }
            catch (HttpRequestException)
            {
                body = [];
            }

            var type = response.Content.Headers.ContentType;
            sent.Learnt = sent.Learnt is Learnt.NotTaken || !sent.IsChange ? sent.Learnt : Learnt.Nothing;
            return new HttpResponseMessage(response.StatusCode)
            {
                Content = new StreamContent(bend(body)) { Headers = { ContentType = type } }
            };
        }
    }

    private static HttpResponseMessage Json(int status, string body) => Answer(status, Encoding.UTF8.GetBytes(body), "application/json");

    private static HttpResponseMessage Answer(int status, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
    }

    // What the sender of a request can know from its response.
    private static HttpResponseMessage Learn(Sent sent, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.Content is not ByteArrayContent content)
        {
            return response;
        }

        string Text()
        {
            using var copy = new MemoryStream();
            content.CopyTo(copy, null, CancellationToken.None);
            return Encoding.UTF8.GetString(copy.GetBuffer(), 0, (int)copy.Length);
        }

        if (sent.Asked is Asked.Get or Asked.List && status is 200 or 400 or 404)
        {
            var body = Text();
            var isWhole = !body.Contains("<html", StringComparison.Ordinal) && body.Length > 0;
            sent.Shows = status == 200
                && isWhole
                && (
                    sent.Asked == Asked.Get
                        || body.Contains($"{sent.Record?.Id}\"", StringComparison.Ordinal)
                        || body.Contains($">{sent.Record?.Id}<", StringComparison.Ordinal));
            sent.GoesOn = body.Contains("extToken", StringComparison.Ordinal);
            sent.Learnt = status == 200
                ? isWhole ? Learnt.Success : Learnt.Nothing
                : body.Contains("not found", StringComparison.Ordinal) ? Learnt.NotFound : Learnt.Refused;
            return response;
        }

        sent.Shows = sent.Asked == Asked.Create && status == 200 && Text().Contains("\"order\"", StringComparison.Ordinal);
        sent.Learnt = status switch
        {
            >= 200 and < 300 => Learnt.Success,
            429 => Learnt.NotTaken,
            403 or 503 when IsNotTaken(Text()) => Learnt.NotTaken,
            >= 400 and < 500 => Learnt.Refused,
            _ => Learnt.Nothing,
        };
        return response;
    }

    private static bool IsNotTaken(string body) =>
        body.Contains("has expired", StringComparison.Ordinal) || body.Contains("RequestThrottled", StringComparison.Ordinal);
}
