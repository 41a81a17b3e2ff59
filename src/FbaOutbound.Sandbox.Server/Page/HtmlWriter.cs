using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace FbaOutbound.Sandbox.Server.Page;

/// <summary>Writes HTML from interpolated strings: what the code says is markup, and every value in it is encoded.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup.</summary>
    public HtmlWriter Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds a style or a script of the page's own.</summary>
    public HtmlWriter AddResource(string resource)
    {
        _text.Append(resource);
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>One interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly StringBuilder _text;

        public Markup(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _ = (literalLength, formattedCount);
            _text = writer._text;
        }

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(string? value) => _text.Append(HtmlEncoder.Default.Encode(value ?? ""));

        public void AppendFormatted(DateTimeOffset value) =>
            _text.Append(value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));

        public void AppendFormatted<T>(T value, string? format = null)
            where T : notnull =>
            AppendFormatted(
                value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value.ToString());
    }
}
