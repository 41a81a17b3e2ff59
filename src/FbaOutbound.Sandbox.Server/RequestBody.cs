using System.Buffers;
using System.IO;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Endpoints;
using Microsoft.AspNetCore.Http;

namespace FbaOutbound.Sandbox.Server;

/// <summary>Reads a request's body once, into memory that may outlive the request: a faulty connection can let it land later.</summary>
internal static class RequestBody
{
    // A sender reads its response only after it has sent its body. What is larger still is cut off.
    private const long MostThrownAway = 256L << 20;

    /// <summary>Returns the body; null if it is too large.</summary>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is <= RequestDispatcher.LongestBody and var length)
        {
            var body = new byte[length];
            await request.Body.ReadExactlyAsync(body);
            return body;
        }

        using var kept = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            var total = 0L;
            for (int read; total <= MostThrownAway && (read = await request.Body.ReadAsync(buffer)) > 0; total += read)
            {
                if (total + read <= RequestDispatcher.LongestBody)
                {
                    kept.Write(buffer, 0, read);
                }
            }

            return total <= RequestDispatcher.LongestBody ? kept.ToArray() : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
