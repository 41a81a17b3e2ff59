using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace FbaOutbound.Reports;

/// <summary>
/// Writes a page: markup of ours as it is, everything else encoded. What a JSON block holds is encoded so that it cannot end the block.
/// </summary>
internal sealed class HtmlText : IDisposable
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly Stream _stream;
    private readonly StreamWriter _writer;

    public HtmlText(Stream stream)
    {
        _stream = stream;
        _writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 15, leaveOpen: true);
    }

    /// <summary>Encodes text for an element or a quoted attribute.</summary>
    public static string Encode(string text) => s_encoder.Encode(text);

    /// <summary>Returns an address that a browser opens as a page of the web; null for any other text.</summary>
    public static string? WebAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? uri.AbsoluteUri
            : null;

    /// <summary>Writes markup.</summary>
    public HtmlText Raw(string markup)
    {
        _writer.Write(markup);
        return this;
    }

    /// <summary>Writes text.</summary>
    public HtmlText Text(string text)
    {
        s_encoder.Encode(_writer, text);
        return this;
    }

    /// <summary>Writes text that leads to a page of the web, or the text alone if the address is not one.</summary>
    public HtmlText Link(string text, string? address) => WebAddress(address) is { } safe
        ? Raw("<a rel=\"noopener noreferrer\" href=\"").Text(safe).Raw("\">").Text(text).Raw("</a>")
        : Text(text);

    /// <summary>Writes text in which a pair of backticks stands around code.</summary>
    public HtmlText Prose(string text)
    {
        var parts = text.Split('`');
        for (var at = 0; at < parts.Length; at++)
        {
            _ = at % 2 == 1 ? Raw("<code>").Text(parts[at]).Raw("</code>") : Text(parts[at]);
        }

        return this;
    }

    /// <summary>Writes JSON, whose encoder leaves nothing that means something in HTML.</summary>
    public void Json(Action<Utf8JsonWriter> write)
    {
        _writer.Flush();
        using var json = new Utf8JsonWriter(_stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default });
        write(json);
    }

    public void Dispose() => _writer.Dispose();
}
