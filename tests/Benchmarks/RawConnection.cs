using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FbaOutbound.Benchmarks;

/// <summary>
/// An HTTP connection that sends bytes made in advance and looks only for the status and the end of the response, with blocking calls: it
/// takes as little as possible of the processor time that it shares with the server.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _response = new byte[4096];

    public RawConnection(Uri server) => _socket.Connect(IPAddress.Parse(server.Host), server.Port);

    public static byte[] Post(Uri server, string path, string token, byte[] body)
    {
        var head = Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nx-amz-access-token: {token}\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n");
        return [.. head, .. body];
    }

    /// <summary>Sends a request whose response is short, and waits for the end of the response.</summary>
    public void Send(byte[] request)
    {
        for (var sent = 0; sent < request.Length;)
        {
            sent += _socket.Send(request, sent, request.Length - sent, SocketFlags.None);
        }

        var received = 0;
        do
        {
            var read = _socket.Receive(_response, received, _response.Length - received, SocketFlags.None);
            received += read > 0 ? read : throw new InvalidOperationException("The server closed the connection.");
        }
        while (!IsWhole(_response.AsSpan(0, received)));
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> response)
    {
        var end = response.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        if (!response.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException($"Unexpected response: {Encoding.ASCII.GetString(response)}");
        }

        var length = response[(response.IndexOf("Content-Length: "u8) + "Content-Length: ".Length)..];
        return response.Length - end - 4 == int.Parse(length[..length.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
