using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace FbaOutbound.Http;

/// <summary>
/// Sends one message and reads its response to the end. The connections of a session; no redirects (a token must not follow one), no
/// cookies, TLS 1.2 or later, certificates always checked.
/// </summary>
internal sealed class HttpTransport : IDisposable
{
    /// <summary>The largest body that is read, in bytes after decompression: 32 MB.</summary>
    public const int LargestBody = 32 * 1024 * 1024;

    private const long LargestRead = 16 * 1024;
    private const string ClientName = "FbaOutbound";
    private const string LoopbackClientName = "FbaOutbound.Loopback";
    private const SslProtocols Tls13 = (SslProtocols)12288;

    // A name's addresses change; a handler resolves it again.
    private static readonly TimeSpan s_handlerLifetime = TimeSpan.FromMinutes(10);

    private readonly ServiceProvider _services;
    private readonly IHttpMessageHandlerFactory _clients;
    private readonly TimeProvider _time;
    private readonly SecretFilter _secrets;

    // No ConcurrentBag: it keeps what it holds in its threads for as long as they live, and a handler leads back to the session.
    private readonly List<HttpMessageHandler> _handlers = [];
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _maxConnections;
    private readonly IWebProxy? _proxy;

    /// <summary>Creates the transport of one session.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="maxConnections">The most connections to one host.</param>
    /// <param name="handler">Makes the handler that takes the network's place; null for the network.</param>
    /// <param name="secrets">What no log shows.</param>
    /// <param name="proxy">The proxy that takes the place of the system's; null for that one.</param>
    public HttpTransport(
        TimeProvider time, int maxConnections, Func<HttpMessageHandler>? handler, SecretFilter secrets, IWebProxy? proxy = null)
    {
        _time = time;
        _maxConnections = maxConnections;
        _secrets = secrets;
        _proxy = proxy;
        var services = new ServiceCollection();
        foreach (var name in new[] { ClientName, LoopbackClientName })
        {
            services.AddHttpClient(name)
                .ConfigurePrimaryHttpMessageHandler(
                    () => Keep(handler is null ? CreateHandler(maxConnections, useProxy: name == ClientName, proxy) : handler()))
                .SetHandlerLifetime(handler is null ? s_handlerLifetime : Timeout.InfiniteTimeSpan)
                .RemoveAllLoggers();
        }

        _services = services.BuildServiceProvider();
        _clients = _services.GetRequiredService<IHttpMessageHandlerFactory>();
    }

    /// <summary>Whether requests to a host go through a proxy with a user name: of the session, or of the environment.</summary>
    public bool KnowsProxyUser(Uri host)
    {
        if (_proxy is not null)
        {
            return _proxy.Credentials is not null;
        }

        string[] names = host.Scheme == Uri.UriSchemeHttps ? ["https_proxy", "all_proxy"] : ["http_proxy", "all_proxy"];
        var address = names.SelectMany(name => new[] { name, name.ToUpperInvariant() })
            .Select(Environment.GetEnvironmentVariable).FirstOrDefault(text => !string.IsNullOrEmpty(text));
        return address?.IndexOf('@') >= 0;
    }

    /// <summary>
    /// Waits until a connection to a host may be free. It is not taken: a call that waits for a permit does not need it yet.
    /// </summary>
    public async ValueTask WaitForPlaceAsync(Uri host, CancellationToken cancellationToken)
    {
        var places = PlacesOf(host);
        if (places.CurrentCount == 0)
        {
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
            places.Release();
        }
    }

    /// <summary>
    /// Takes a connection to a host, until the result is disposed of; null if all are in use. A request that waited for one in the
    /// handler would leave later than its permit says, and its time-out would count already.
    /// </summary>
    public IDisposable? TryTakePlace(Uri host)
    {
        var places = PlacesOf(host);
        return places.Wait(0) ? new Place(places) : null;
    }

    /// <exception cref="HttpRequestException">No response came.</exception>
    public async Task<HttpAnswer> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        // A proxy of the environment (http_proxy) or of the session is asked for addresses of this machine too, and would be given their
        // secrets in plain text.
        var name = message.RequestUri.IsLoopback ? LoopbackClientName : ClientName;
        using var client = new HttpMessageInvoker(_clients.CreateHandler(name), disposeHandler: false);
        using var response = await client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        RequestLog.Headers(response, _secrets);
        var answer = HttpAnswer.Of(response, _time.GetUtcNow());
        try
        {
            return answer with { Body = await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false) };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested || !answer.IsSuccess)
        {
            return answer with { BodyError = exception };
        }
    }

    public void Dispose()
    {
        _services.Dispose();
        lock (_handlers)
        {
            _handlers.ForEach(static handler => handler.Dispose());
        }
    }

    internal static HttpClientHandler CreateHandler(int maxConnections, bool useProxy, IWebProxy? proxy = null)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = useProxy,
            MaxConnectionsPerServer = maxConnections,
            SslProtocols = Protocols(),
        };
        if (useProxy && proxy is not null)
        {
            handler.Proxy = proxy;
        }

        if (handler.SupportsAutomaticDecompression)
        {
            handler.AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate;
        }

        return handler;
    }

    // The defaults of .NET Framework are the process's and may be older; its newest is 1.2. On macOS the system alone can choose, and
    // its oldest is 1.2.
#pragma warning disable CA5397, CA5398 // The versions below 1.2 are what this shuts out.
    private static SslProtocols Protocols() =>
        RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? SslProtocols.None
        : RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal) ? SslProtocols.Tls12
        : SslProtocols.Tls12 | Tls13;
#pragma warning restore CA5397, CA5398

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content is null)
        {
            return default;
        }

        // Streams of .NET Framework do not look at the token while they wait for bytes.
        using var abort = cancellationToken.Register(static response => ((HttpResponseMessage)response!).Dispose(), response);
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            using var body = new MemoryStream();
            // Most answers are a few bytes long and say so; the byte more sees their end without a larger buffer.
            var buffer = new byte[Math.Min(LargestRead, (response.Content.Headers.ContentLength ?? LargestRead) + 1)];
            int count;
            while ((count = await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (body.Length + count > LargestBody)
                {
                    throw new BodyTooLargeException();
                }

                body.Write(buffer, 0, count);
            }

            return body.ToArray();
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is not OperationCanceledException)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }

    private SemaphoreSlim PlacesOf(Uri host) => _places.GetOrAdd(host.Authority, _ => new SemaphoreSlim(_maxConnections));

    private HttpMessageHandler Keep(HttpMessageHandler handler)
    {
        lock (_handlers)
        {
            _handlers.Add(handler);
        }

        return handler;
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}

/// <summary>A body beyond <see cref="HttpTransport.LargestBody"/>.</summary>
internal sealed class BodyTooLargeException() : FbaException($"The body is larger than {HttpTransport.LargestBody / (1024 * 1024)} MB.");
