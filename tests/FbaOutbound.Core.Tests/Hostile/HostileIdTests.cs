using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>
/// Whatever stands in the place with an id, on every operation of every protocol: the service reads the same id where it reads a plain one,
/// and nothing else in the request changes; or nothing is sent, and the error says so.
/// </summary>
public sealed class HostileIdTests
{
    private const string Plain = "plainid";

    private static readonly string[] s_ids =
    [
        ".", "..", "...", "/", "//", "a/b", "../x", "a/../../b", "%2F", "%2f..%2f", "%252F", "%", "%zz", "%00", "+", "a+b", "?", "a?b=c",
        "#", "a#b", "&a=b", "=", ";", "\\", "..\\..\\x", "a\\b",
        "a\r\nX-Evil: 1", "\r", "\n", "a\tb", "a\0b", "a  b", " a", "a ", "\u00A0", "\u202Eabc", "\u200B", "\uFEFFa", "🎁", "注文", "é",
        "e\u0301", "half \ud83c", "\udf81", "\uFFFF",
        new('x', 40), new('x', 41), new('é', 40), "https://evil.example/", "//evil.example/x", "@evil.example", ":80", "x/cancel", "{id}",
        "<a>&amp;", "\"", "'", "a,b", "*", "~", "!()", "$(id)", "\u001b[31m", "CON", "nul.txt",
    ];

    // A combination takes longer than an input of the fuzzers, so there are fewer.
    private static readonly int s_combinations = Math.Max(
        10, int.Parse(Environment.GetEnvironmentVariable("FBA_FUZZ") ?? "0", CultureInfo.InvariantCulture) / 250);

    public static TheoryData<string> Operations => [.. EveryOperation.All.Select(operation => operation.ToString())];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnIdChangesNothingButItsOwnPlace(string name)
    {
        var operation = EveryOperation.All.Single(one => one.ToString() == name);
        using var service = new Capture();
        using var session = Open(service, operation.Version);
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in EveryOperation.All.Where(one => one.Version == operation.Version && (one == operation || one.Name == "get")))
        {
            allowed.UnionWith(await SendAsync(service, session, one, Plain));
            allowed.UnionWith(await SendAsync(service, session, one, Plain + Plain));
        }

        void Check(string id)
        {
            var sent = SendAsync(service, session, operation, id).GetAwaiter().GetResult();
            var here = allowed.Select(
                request =>
                    request.Replace(
                        Plain + Plain, id, StringComparison.Ordinal
                    ).Replace(Plain, id, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
            foreach (var request in sent.Where(request => !here.Contains(request)))
            {
                Assert.Fail($"{Visible(id)} became\n{Visible(request)}\nand not\n{string.Join('\n', here.Select(Visible))}");
            }
        }

        Assert.All(s_ids, Check);

        // What fails is shown as the fewest pieces that do.
        var pieces = Gen.Elements(s_ids).NonEmptyListOf().ToArbitrary();
        Prop.ForAll(pieces, list => Check(string.Concat(list.Take(4)))).Check(Config.QuickThrowOnFailure.WithMaxTest(s_combinations));
    }

    private static async Task<List<string>> SendAsync(Capture service, FbaSession session, EveryOperation operation, string id)
    {
        service.Seen.Clear();
        try
        {
            await operation.Run(session, id, CancellationToken.None);
        }
        catch (FbaException exception)
        {
            Assert.NotEmpty(exception.Message);
        }

        return [.. service.Seen];
    }

    private static string Visible(string text) =>
        string.Concat(text.Select(character => character is >= ' ' and <= '~' or '\n' ? character.ToString() : $"[{(int)character:X4}]"));

    private static FbaSession Open(Capture service, string version) => new(new SessionOptions
    {
        Marketplace = "US",
        ApiVersion = version,
        Credential = new LwaCredential("client", "secret", "Atzr|refresh"),
        MwsCredential = new MwsCredential("key", "secret", "seller", null),
        Endpoint = new Uri("https://service.example/base/"),
        TokenEndpoint = new Uri("https://tokens.example/auth/o2/token"),
        IsSandbox = true,
        Transport = () => service,
        TimeProvider = new JumpClock(),
        RequestTimeout = JumpClock.Never,
        Quotas = new QuotaRegistry(),
        Random = () => 0.5,
    });

    /// <summary>Takes requests apart as a server does.</summary>
    private sealed class Capture : HttpMessageHandler
    {
        private static readonly string[] s_changing = ["x-amz-date", "Timestamp", "Signature"];

        public List<string> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var uri = request.RequestUri!;
            if (uri.AbsolutePath == "/auth/o2/token" && uri.Host == "tokens.example")
            {
                return Answer(200, """{"access_token":"Atza|t","expires_in":3600}""");
            }

            var line = new StringBuilder($"{request.Method} {uri.Scheme} {uri.Authority} '{uri.UserInfo}'");
            foreach (var segment in uri.AbsolutePath.Split('/'))
            {
                line.Append(" / ").Append(Uri.UnescapeDataString(segment));
            }

            foreach (var (name, value) in Pairs(uri.Query.TrimStart('?')).Order())
            {
                line.Append(" ? ").Append(name).Append(" = ").Append(IsoOrSame(name, value));
            }

            foreach (var header in request.Headers.Where(header => !s_changing.Contains(header.Key))
                .OrderBy(header => header.Key, StringComparer.Ordinal))
            {
                line.Append(" h ").Append(header.Key).Append(" : ").AppendJoin('|', header.Value);
            }

            if (request.Content is { } content)
            {
                var body = await content.ReadAsStringAsync(cancellationToken);
                line.Append(" c ").Append(content.Headers.ContentType);
                if (content.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded")
                {
                    foreach (var (name, value) in Pairs(body).Where(pair => !s_changing.Contains(pair.Name)).Order())
                    {
                        line.Append(" & ").Append(name).Append(" = ").Append(IsoOrSame(name, value));
                    }
                }
                else
                {
                    using var document = JsonDocument.Parse(body);
                    Flatten(document.RootElement, "", line);
                }
            }

            Seen.Add(line.ToString());
            return uri.AbsolutePath.EndsWith("/restrictedDataToken", StringComparison.Ordinal)
                ? Answer(200, """{"restrictedDataToken":"Atz.sprdt|t","expiresIn":3600}""")
                : Answer(400, """{"errors":[{"code":"InvalidInput","message":"Invalid"}]}""");
        }

        // When a list begins follows the clock.
        private static string IsoOrSame(string name, string value) =>
            name.Contains("Start", StringComparison.Ordinal) || name.Contains("pdatedAfter", StringComparison.OrdinalIgnoreCase)
                ? "date"
                : value;

        private static IEnumerable<(string Name, string Value)> Pairs(string text) => text.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2)).Select(
                pair => (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")));

        private static void Flatten(JsonElement element, string path, StringBuilder line)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var member in element.EnumerateObject())
                    {
                        Flatten(member.Value, path + "." + member.Name, line);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var one in element.EnumerateArray())
                    {
                        Flatten(one, path + "[]", line);
                    }

                    break;
                default:
                    line.Append(" j ").Append(path).Append(" = ").Append(element);
                    break;
            }
        }

        private static HttpResponseMessage Answer(int status, string body) =>
            new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }
}
