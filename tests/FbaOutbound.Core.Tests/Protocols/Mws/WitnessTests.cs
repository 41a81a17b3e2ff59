using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using FbaOutbound.Protocols.Mws;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols.Mws;

/// <summary>
/// A signer that others wrote and used against MWS, as a witness: <c>npm install --prefix artifacts/witnesses mws-simple@1.0.2</c>.
/// Skipped, and shown as skipped, if it is not there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WitnessFactAttribute : FactAttribute
{
    public WitnessFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "The witness is not in artifacts/witnesses.";
        }
    }

    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "artifacts", "witnesses");
            if (Directory.Exists(Path.Combine(path, "node_modules", "mws-simple")))
            {
                return path;
            }
        }

        return null;
    }
}

public sealed class WitnessTests
{
    // The witness signs before it sends; what sends and what reads answers is removed, so that nothing leaves the machine.
    private const string Script = """
        const Module = require('module');
        const load = Module._load;
        Module._load = (name, ...rest) => name === 'request' ? { post() {} } : name === 'xml2js' ? { parseString() {} } : name === 'csv-parse' ? () => {} : load(name, ...rest);
        const Client = require('mws-simple');
        const input = JSON.parse(process.argv[1]);
        const request = { path: input.path, query: input.query };
        new Client({ host: input.host, accessKeyId: 'x', secretAccessKey: input.secret, merchantId: 'x' }).request(request, () => {});
        console.log(request.query.Signature);
        """;

    [WitnessFact]
    public async Task AnotherSignerSignsTheSame()
    {
        var random = new Random(4);
        string[] texts = ["Amazon Taro", "Meguro-ku Shimomeguro 12-34-56", "a+b&c=d/e?f", "ÄÖÜ 東京 🎁", "it's (really) *odd*!", "~-_.", ""];
        for (var round = 0; round < 8; round++)
        {
            var query = new Dictionary<string, string>
            {
                ["AWSAccessKeyId"] = "AKIAJGUEXAMPLEE2NVUA",
                ["Action"] = "CreateFulfillmentOrder",
                ["SellerId"] = "A2NKEXAMPLEF53",
                ["SignatureMethod"] = "HmacSHA256",
                ["SignatureVersion"] = "2",
                ["Timestamp"] = "2014-01-02T02:40:36Z",
                ["Version"] = "2010-10-01",
            };
            for (var item = 1; item < 12; item++)
            {
                query[$"Items.member.{item}.GiftMessage"] = texts[random.Next(texts.Length)];
            }

            var text = SignatureV2.StringToSign(
                "POST", new Uri("https://mws.amazonservices.jp/FulfillmentOutboundShipment/2010-10-01/"), query);
            var witness = await AskAsync(JsonSerializer.Serialize(new
            {
                host = "mws.amazonservices.jp", path = "/FulfillmentOutboundShipment/2010-10-01/", secret = "a secret/+=", query,
            }));
            Assert.Equal(witness, SignatureV2.Sign(text, "a secret/+="));
        }
    }

    private static async Task<string> AskAsync(string input)
    {
        var start = new ProcessStartInfo("node") { WorkingDirectory = WitnessFactAttribute.Folder!, RedirectStandardOutput = true };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(Script);
        start.ArgumentList.Add(input);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }
}
