using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;

namespace FbaOutbound.EngineHosts;

/// <summary>
/// A server that answers the first POST of a connection, and reads the second and closes without a response. A runtime that resends it by
/// itself would buy a shipment twice.
/// </summary>
internal static class StaleConnection
{
    /// <summary>Returns how often the second POST arrived.</summary>
    public static async Task<int> CountArrivalsAsync()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var arrivals = 0;
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync().ConfigureAwait(false);
                _ = Task.Run(() => Serve(client, () => Interlocked.Increment(ref arrivals)));
            }
        });

        using var transport = new HttpTransport(TimeProvider.System, maxConnections: 4, handler: null, new SecretFilter());
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        await PostAsync(transport, address, "first").ConfigureAwait(false);
        try
        {
            await PostAsync(transport, address, "second").ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or WebException or IOException)
        {
            // No response is what the server means to give.
        }

        listener.Stop();
        try
        {
            await serving.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener has stopped.
        }

        return arrivals;
    }

    private static async Task PostAsync(HttpTransport transport, Uri address, string body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json")
        };
        _ = await transport.SendAsync(message, CancellationToken.None).ConfigureAwait(false);
    }

    private static void Serve(TcpClient client, Action arrived)
    {
        using (client)
        {
            using var stream = client.GetStream();
            var received = "";
            var buffer = new byte[4096];
            int count;
            while ((count = stream.Read(buffer, 0, buffer.Length)) > 0)
            {
                received += Encoding.ASCII.GetString(buffer, 0, count);
                if (received.EndsWith("second", StringComparison.Ordinal))
                {
                    arrived();
                    return;
                }

                if (received.EndsWith("first", StringComparison.Ordinal))
                {
                    var answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
                    stream.Write(answer, 0, answer.Length);
                    received = "";
                }
            }
        }
    }
}
