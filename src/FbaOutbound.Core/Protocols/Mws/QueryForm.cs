using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;

namespace FbaOutbound.Protocols.Mws;

/// <summary>
/// The parameters of a request as a form body: <c>DestinationAddress.Name</c>, <c>Items.member.1.Quantity</c>. Whoever signs the request
/// adds to them first.
/// </summary>
internal sealed class QueryForm : HttpContent
{
    private readonly List<KeyValuePair<string, string>> _parameters;

    public QueryForm(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        _parameters = [.. parameters];
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") { CharSet = "utf-8" };
    }

    public IReadOnlyList<KeyValuePair<string, string>> Parameters => _parameters;

    /// <summary>Returns the parameters of a tree: objects name their members with a dot, lists number their elements from 1.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ParametersOf(WireNode tree) => Flatten("", tree);

    public void Add(string name, string value) => _parameters.Add(new KeyValuePair<string, string>(name, value));

    /// <summary>Encodes a name or a value as RFC 3986 requires, which is also what is signed.</summary>
    /// <exception cref="FbaException">The text holds half of a character.</exception>
    public static string Encode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(WireText.Whole(text));

        // Uri.EscapeDataString of .NET Framework leaves !*'() as they are, and the signature would not match.
        var encoded = new StringBuilder(bytes.Length + 16);
        foreach (var one in bytes)
        {
            if (one is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9')
                or (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
            {
                encoded.Append((char)one);
            }
            else
            {
                encoded.Append('%').Append(one.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    public override string ToString() => string.Join("&", _parameters.Select(pair => Encode(pair.Key) + "=" + Encode(pair.Value)));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext context)
    {
        var bytes = Encoding.ASCII.GetBytes(ToString());
        return stream.WriteAsync(bytes, 0, bytes.Length);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = ToString().Length;
        return true;
    }

    private static IEnumerable<KeyValuePair<string, string>> Flatten(string path, WireNode node)
    {
        switch (node.Kind)
        {
            case WireKind.Object:
                return node.Children.SelectMany(member => Flatten(Join(path, Capital(member.Name)), member));
            case WireKind.List:
                return node.Children.SelectMany((element, index) =>
                    Flatten(FormattableString.Invariant($"{Join(path, node.Value!)}.{index + 1}"), element));
            default:
                return [new KeyValuePair<string, string>(path, node.Value!)];
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;

    // The Selling Partner API writes two names small that MWS writes like all others.
    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
