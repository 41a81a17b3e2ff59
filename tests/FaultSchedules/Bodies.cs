using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.FaultSchedules;

/// <summary>Answers that nobody should give.</summary>
internal static class Bodies
{
    public const string Html = "<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>This page was blocked</h1></body></html>";

    public static readonly byte[] HtmlBytes = Encoding.UTF8.GetBytes(Html);

    /// <summary>What stands where a gateway answers: a page, nothing, a text, JSON without errors, half of it.</summary>
    public static (byte[] Body, string Type) OfGateway(int variant) => (variant % 6) switch
    {
        0 or 1 => (HtmlBytes, "text/html"),
        2 => ([], "application/json"),
        3 => (Encoding.UTF8.GetBytes("Service is not there"), "text/plain"),
        4 => (Encoding.UTF8.GetBytes("{\"status\":\"unavailable\"}"), "application/json"),
        _ => (Encoding.UTF8.GetBytes("{\"errors\":[{\"code\":\"Intern"), "application/json"),
    };

    /// <summary>What a gateway says in JSON, with a status that a service could have given or with one of its own.</summary>
    public static (int Status, string Body) OfJsonGateway(int variant, string? id) => (variant % 8) switch
    {
        0 => (400, """{"message":"Bad Request"}"""),
        1 => (403, """{"message":"Forbidden"}"""),
        2 => (404, $$"""{"message":"Requested order '{{id}}' not found"}"""),
        3 => (408, """{"message":"Request Timeout"}"""),
        4 => (409, """{"errors":[{"status":"409","title":"Conflict"}]}"""),
        5 => (499, """{"errors":[{"code":"ClientClosedRequest","message":"Client closed request"}]}"""),
        6 => (401, """{"error":{"code":401,"message":"The access token you provided has expired."}}"""),
        _ => (425, ""),
    };

    /// <summary>What the real handler makes of a body that is said to be gzip and is not whole.</summary>
    public static Stream Gzip(byte[] body, Wire wire)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        var bytes = packed.ToArray();
        bytes = wire switch
        {
            Wire.GzipNone => body,
            Wire.GzipCut => bytes[..(bytes.Length / 2)],
            _ => [.. bytes.Select((value, at) => at == bytes.Length / 2 ? (byte)(value ^ 0x55) : value)],
        };
        return new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
    }

    /// <summary>A hundred megabytes, and how many of them were read.</summary>
    public sealed class HugeStream : ReadStream
    {
        private const long Length100 = 100L * 1024 * 1024;

        public long Given { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var left = (int)Math.Min(count, Length100 - Given);
            buffer.AsSpan(offset, left).Fill((byte)' ');
            Given += left;
            return left;
        }
    }

    /// <summary>One byte a second.</summary>
    public sealed class DripStream(byte[] body, TimeProvider clock) : ReadStream
    {
        private int _at;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellationToken);
            if (_at == body.Length)
            {
                return 0;
            }

            buffer[offset] = body[_at++];
            return 1;
        }
    }

    public abstract class ReadStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
