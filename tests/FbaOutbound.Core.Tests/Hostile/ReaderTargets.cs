using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Core.Tests.Rows;
using FbaOutbound.Http;
using FbaOutbound.Protocols;
using FbaOutbound.Protocols.Mws;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Quota;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sandbox;
using FbaOutbound.Services;
using FbaOutbound.Sessions;
using FbaOutbound.Shipments;
using FbaOutbound.Texts;
using FulfillmentOrder = FbaOutbound.Orders.FulfillmentOrder;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>The readers beside the operations: tokens, error bodies, rows, objects, labels, addresses, dates, a sandbox's file.</summary>
internal static class ReaderTargets
{
    private static readonly Dictionary<string, Func<string, FuzzTarget>> s_targets = new(StringComparer.Ordinal)
    {
        ["access token"] = name => new TokenTarget(name, "/auth/o2/token", Utf8(
            """{"access_token":"Atza|t","token_type":"bearer","expires_in":3600,"refresh_token":"Atzr|t"}""",
            """{"error":"invalid_grant","error_description":"The request has an invalid grant parameter : refresh_token","request_id":"r"}""")),
        ["restricted token"] = name => new TokenTarget(name, "/tokens/2021-03-01/restrictedDataToken", Utf8(
            """{"restrictedDataToken":"Atz.sprdt|t","expiresIn":3600}""",
            """{"errors":[{"code":"InvalidInput","message":"Application does not have access to one or more requested data elements: [buyerInfo]","details":""}]}""")),
        ["errors of SP-API"] = name =>
            new SyncTarget(name, ErrorSeeds, (input, chance) => Dialect(SpApiErrorDialect.Default, input, chance)),
        ["errors of MWS"] = name => new SyncTarget(name, ErrorSeeds, (input, chance) => Dialect(MwsErrorDialect.Default, input, chance)),
        ["errors of LWA"] = name => new SyncTarget(name, ErrorSeeds, (input, chance) => Dialect(LwaErrors.Instance, input, chance)),
        ["XML"] = name => new SyncTarget(name, SeedCorpus.OfVersion("Mws"), (input, _) => XmlTree.Read(input)),
        ["rows"] = name => new SyncTarget(name, Utf8(
            "SellerFulfillmentOrderId;SellerSku;Quantity;Name;AddressLine1;City;StateOrRegion;PostalCode;CountryCode;PerUnitPrice;DisplayableOrderDate\nA-1;SKU-1;2;Ada;1 Main;Town;WA;98101;US;40.00;2026-05-14\nA-1;SKU-2;1;;;;;;;;\nA-2;SKU-1;1;Bo;2 Main;Town;WA;98101;US;;2026-05-14T10:30Z",
            "OrderId;Sku;Quantity;Name;Line1;City;PostalCode;CountryCode;Action;Policy;Feature;IsCodRequired;CodCharge;Currency;NotificationEmail;DeliveryWindowStart;DeliveryInstructions;DropOffType\nB-1;S;1;Ada;1 Main;Town;1;JP;Hold;FillAll;BLANK_BOX=Required;yes;1.50;JPY;a@example.com;2026-05-14;Ring;FRONT_DOOR"), ReadRows),
        ["row collection"] = name => new SyncTarget(name, [.. Enumerable.Range(1, 6).Select(seed => Noise(seed, 150))], CollectRows),
        ["objects"] = name => new SyncTarget(name, [.. Enumerable.Range(1, 8).Select(seed => Noise(seed, 200))], ReadObject),
        ["labels"] = name => new SyncTarget(name, [.. Labels()], ReadLabel),
        ["addresses"] = name => new SyncTarget(name, Utf8(
            "https://sellingpartnerapi-na.amazon.com/", "http://127.0.0.1:5080/", "http://localhost:5080/base",
            "https://user:pass@example.com/?q#f", "http://[::1]:80/", "//example.com", "file:///etc/hosts",
            "https://xn--80ak6aa92e.com/"), ReadAddress),
        ["dates and settings"] = name => new SyncTarget(name, Utf8(
            "2026-05-14T10:30:00.123+02:00", "20260514T103000Z", "2026-05-14", "US", "ATVPDKIKX0DER", "5/14/2026", "1234.50",
            "BLANK_BOX=Required;X"), ReadText),
        ["sandbox state"] = name => new StateTarget(name),
        ["journal file"] = name => new JournalTarget(name),
        ["quota file"] = name => new QuotaTarget(name),
    };

    public static IEnumerable<string> Names => s_targets.Keys;

    private static IReadOnlyList<byte[]> ErrorSeeds =>
    [
        .. Utf8(
            """{"errors":[{"code":"InvalidInput","message":"Value Ann for parameter DestinationAddress.Name is invalid. Reason: InvalidValue.","details":"\ud83c\udf81"}]}""",
            """{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":"The access token you provided has expired."}]}""",
            """{"error":"invalid_client","error_description":"Client authentication failed"}""",
            """{"message":"Too Many Requests"}""",
            "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameterValue</Code><Message>Value a for parameter Timestamp is "
                + "invalid.</Message></Error><RequestID>r</RequestID></ErrorResponse>",
            "<Error><Code>RequestThrottled</Code><Message>Request is throttled</Message></Error>",
            "<html><body>502 Bad Gateway</body></html>"),
    ];

    public static FuzzTarget Make(string name) => s_targets[name](name);

    private static byte[][] Utf8(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static byte[] Noise(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static ServiceError Dialect(IErrorDialect dialect, byte[] input, int chance) =>
        dialect.Read(new HttpAnswer(400 + (chance % 200), "application/json", input, new CallInfo(null, 1, TimeSpan.Zero)));

    // Halves of characters come in from UTF-16 only.
    private static string Text(byte[] input, int chance) =>
        chance % 4 == 0 ? Encoding.Unicode.GetString(input) : Encoding.UTF8.GetString(input);

    private static object ReadRows(byte[] input, int chance)
    {
        var lines = Text(input, chance).Split('\n');
        var names = lines[0].Split(';');
        var rows = lines.Skip(1).Take(200).Select((line, index) =>
        {
            var cells = line.Split(';');
            return new OrderRow(
                index + 1, [.. names.Take(60).Select((name, column) => (name, (object?)(column < cells.Length ? cells[column] : null)))]);
        }).ToList();
        var assembler = new OrderAssembler();
        var orders = SampleRows.Assemble(assembler, rows);
        var told = orders.SelectMany(
            order => order.Order is null ? order.Problems.Select(problem => problem.Row).Concat(order.ItemRows) : order.ItemRows)
            .Distinct().Count();
        if (told + assembler.BlankRows != rows.Count)
        {
            throw new InvalidOperationException($"{rows.Count} rows went in, {told} and {assembler.BlankRows} blank ones are told of.");
        }

        return orders.Select(
            order => order.Order is { } read ? Check(read) : order.Problems.Select(problem => (object)problem.Column)).ToList();
    }

    // Each pair of bytes is a row: which order it is of, and what it holds.
    private static object CollectRows(byte[] input, int chance)
    {
        var rows = new List<OrderRow>();
        for (var i = 0; i + 1 < input.Length && rows.Count < 300; i += 2)
        {
            var (order, what) = (input[i] % 12, input[i + 1]);
            var (number, quantity) = (rows.Count + 1, FormattableString.Invariant($"{1 + (what % 50)}"));
            rows.Add(order switch
            {
                0 => SampleRows.Row(number, ("SellerFulfillmentOrderId", " "), ("SellerSku", ""), ("Quantity", null)),
                1 => SampleRows.Row(
                    number, ("SellerFulfillmentOrderId", what % 2 == 0 ? "" : "A\uFFFD"), ("SellerSku", "S"), ("Quantity", quantity)),
                _ when what % 16 == 15 => SampleRows.Full(number, $"A-{order}", ("City", "Mocktown")),
                _ when what % 16 == 14 =>
                    SampleRows.Row(number, ("SellerFulfillmentOrderId", $"A-{order}"), ("SellerSku", $"S-{number}"), ("Quantity", "1,5")),
                _ when what % 2 == 1 => SampleRows.Full(number, $"A-{order}", ("SellerFulfillmentOrderItemId", $"i{number}")),
                _ => SampleRows.Row(
                    number, ("SellerFulfillmentOrderId", $"A-{order}"), ("SellerSku", $"S-{number}"), ("Quantity", quantity)),
            });
        }

        var assembler = new OrderAssembler(isStream: chance % 4 == 0);
        var begun = rows.Select(assembler.Add).OfType<OrderRows>().ToList();
        var orders = begun.ConvertAll(order => order.Complete());
        var told = orders.SelectMany(order => order.ItemRows.Concat(order.Problems.Select(problem => problem.Row))).Distinct().Count();
        if (told + assembler.BlankRows != rows.Count)
        {
            throw new InvalidOperationException($"{rows.Count} rows went in, {told} and {assembler.BlankRows} blank ones are told of.");
        }

        var sent = orders.Where(order => order.Order is not null).ToList();
        if (sent.GroupBy(order => order.Id).Any(id => id.Count() > 1)
            || sent.Any(order => order.Order!.Items.Count != order.ItemRows.Count || !order.ItemRows.SequenceEqual(order.ItemRows.Order())))
        {
            throw new InvalidOperationException("An order is there twice, or its items are not its rows.");
        }

        var wanted = rows.Where(
            row => row.Cells[0].Value is string id
                && id.StartsWith("A-", StringComparison.Ordinal)).ToLookup(row => (string)row.Cells[0].Value!);
        if (chance % 4 != 0 && sent.Any(order => order.ItemRows.Count != wanted[order.Id!].Count()))
        {
            throw new InvalidOperationException("An order lacks a row.");
        }

        return orders.Select(order => (order.ProblemCode, order.ItemRows.Count, order.Problems.Count)).ToList();
    }

    private static object Check(FulfillmentOrder order)
    {
        var context = new OrderContext(Rules20200701.Protocol.Rules)
        {
            MarketplaceId = "ATVPDKIKX0DER", CountryCode = "US", CountryOf = _ => "US", Time = new JumpClock()
        };
        return (
            OrderValidator.Validate(OrderDefaults.Fill(order, context), context).Select(problem => problem.ToString()).ToList(),
            order.Items.Count);
    }

    private static object? ReadObject(byte[] input, int chance)
    {
        var made = new ObjectMaker(input).Make();
        var view = new SampleRows.View();
        return view.PropertiesOf(made) is { } members
            ? chance % 2 == 0 ? OrderObjectReader.Read(members, view) : OrderObjectReader.ReadItems(made, view)
            : OrderObjectReader.ReadItems(made, view);
    }

    private static object ReadLabel(byte[] input, int chance)
    {
        var parts = Encoding.Latin1.GetString(input).Split('\n');
        var label = LabelDocument.Read(new Shipment
        {
            ShipmentId = parts.ElementAtOrDefault(2) ?? "",
            Label = new ShippingLabel
            {
                LabelFormat = parts.ElementAtOrDefault(3),
                FileContents = new LabelFile
                {
                    Contents = chance % 3 == 0 ? Convert.ToBase64String(input) : parts[0],
                    Checksum = parts.ElementAtOrDefault(1),
                    FileType = parts.ElementAtOrDefault(4),
                },
            },
        });
        if (label.FileName != Path.GetFileName(label.FileName)
            || label.FileName.IndexOfAny([.. Path.GetInvalidFileNameChars(), '\\', ':', '*']) >= 0 || label.FileName.StartsWith('.'))
        {
            throw new InvalidOperationException($"'{label.FileName}' is no plain name.");
        }

        return (label.IsIntact, label.Bytes.Length == 0, Path.GetExtension(label.FileName));
    }

    private static IEnumerable<byte[]> Labels()
    {
        var document = Encoding.ASCII.GetBytes("%PDF-1.4 " + new string('x', 300));
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(document);
        }

        yield return zipped.ToArray();
        yield return Encoding.ASCII.GetBytes($"{Convert.ToBase64String(zipped.ToArray())}\nabc\nFBA-1\nPDF\napplication/pdf");
        yield return Encoding.ASCII.GetBytes($"{Convert.ToBase64String(document)}\n\n../../etc/passwd\nZPL203\n");
    }

    private static object? ReadAddress(byte[] input, int chance)
    {
        var text = Text(input, chance);
        if (!Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var address))
        {
            return null;
        }

        var endpoint = EndpointRules.Check(address, "Endpoint");
        if (!(endpoint.Scheme == "https"
            || (
                endpoint.Scheme == "http" && IPAddress.TryParse(endpoint.Host.Trim('[', ']'), out var ip)
                    ? IPAddress.IsLoopback(ip)
                    : endpoint.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))))
        {
            throw new InvalidOperationException($"{endpoint} is taken.");
        }

        var combined = RequestUri.Combine(endpoint, ServiceUri.ForId("orders", text));
        if (combined.Authority != endpoint.Authority)
        {
            throw new InvalidOperationException($"{endpoint} became {combined}.");
        }

        return (endpoint.Scheme, endpoint.HostNameType);
    }

    private static object ReadText(byte[] input, int chance)
    {
        var text = Text(input, chance);
        var known = true;
        try
        {
            _ = Marketplace.Find(text);
        }
        catch (FbaException)
        {
            known = false;
        }

        var cells = OrderColumns.OfOrder.Select(
            column => Cell.Read(column.Form, text, out var fault) is null ? fault is null ? 0 : 1 : 2).ToArray();
        return (
            known,
            IsoTime.Read(text) is null,
            string.Concat(cells),
            ServiceText.Clean(text)?.Length > 0,
            ErrorText.Default.Clean(text)?.Length > 0);
    }

    private sealed class SyncTarget(string name, IReadOnlyList<byte[]> seeds, Func<byte[], int, object?> read) : FuzzTarget(name, seeds)
    {
        public override Task<long> RunAsync(byte[] input, int chance)
        {
            try
            {
                return Task.FromResult(Shape.Of(read(input, chance)));
            }
            catch (FbaException exception)
            {
                return Task.FromResult(Shape.Of(exception));
            }
        }
    }

    /// <summary>A session of its own for each input: it asks for a token before anything else.</summary>
    private sealed class TokenTarget(string name, string path, IReadOnlyList<byte[]> seeds) : FuzzTarget(name, seeds)
    {
        public override async Task<long> RunAsync(byte[] input, int chance)
        {
            using var service = new Service(path, input, chance);
            using var session = new FbaSession(new SessionOptions
            {
                Marketplace = "US",
                Credential = new LwaCredential("client", "secret", "Atzr|refresh"),
                Endpoint = new Uri("https://service.example/"),
                TokenEndpoint = new Uri("https://tokens.example/auth/o2/token"),
                Transport = () => service,
                TimeProvider = new JumpClock(),
                RequestTimeout = JumpClock.Never,
                Quotas = new QuotaRegistry(),
                Random = () => 0.5,
            });
            try
            {
                var shipment = await session.Shipments.GetAsync("s", CancellationToken.None);
                return service.WasAsked ? Shape.Of(shipment) : throw new InvalidOperationException("An answer came without a request.");
            }
            catch (FbaException exception)
            {
                return Shape.Of(exception);
            }
        }

        private sealed class Service(string path, byte[] input, int chance) : HttpMessageHandler
        {
            private int _calls;

            public bool WasAsked { get; private set; }

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var asked = request.RequestUri!.AbsolutePath;
                if (asked == path)
                {
                    var random = new Random(unchecked(chance + _calls++));
                    var response = new HttpResponseMessage(
                        (HttpStatusCode)(random.Next(2) == 0 ? 200 : random.Next(200, 600))) { Content = new ByteArrayContent(input) };
                    return Task.FromResult(response);
                }

                if (asked == "/auth/o2/token")
                {
                    return Json("""{"access_token":"Atza|t","expires_in":3600}""");
                }

                if (asked.EndsWith("/restrictedDataToken", StringComparison.Ordinal))
                {
                    return Json("""{"restrictedDataToken":"Atz.sprdt|t","expiresIn":3600}""");
                }

                WasAsked = true;
                var token = request.Headers.TryGetValues("x-amz-access-token", out var values) ? values.ToList() : [];
                if (token.Count != 1 || token[0].Length == 0 || token[0].Any(character => character is < ' ' or > '~'))
                {
                    throw new InvalidOperationException($"The request goes out with {token.Count} tokens, or one that no header can hold.");
                }

                return Json("""{"payload":{"ShipmentId":"s"}}""");
            }

            private static Task<HttpResponseMessage> Json(string body) =>
                Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) });
        }
    }

    /// <summary>A sandbox that opens a spoilt file.</summary>
    private sealed class StateTarget : FuzzTarget
    {
        private readonly string _file = Path.GetTempFileName();

        public StateTarget(string name)
            : base(name, [Record(), "{}\n"u8.ToArray()])
        {
        }

        public override Task<long> RunAsync(byte[] input, int chance)
        {
            File.WriteAllBytes(_file, input);
            SandboxService sandbox;
            try
            {
                sandbox = new SandboxService(new SandboxOptions { TimeProvider = new JumpClock(), Seed = 1, StateFile = _file });
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException)
            {
                return Task.FromResult(Shape.Of(exception));
            }

            using (sandbox)
            {
                // What was opened can be read: items are read from the file again.
                return Task.FromResult((long)sandbox.OrderIds.Sum(id => sandbox.Find(id)!.Items.Count));
            }
        }

        public override void Dispose()
        {
            File.Delete(_file);
            base.Dispose();
        }

        private static byte[] Record()
        {
            var file = Path.GetTempFileName();
            try
            {
                var clock = new JumpClock();
                using (var sandbox = new SandboxService(new SandboxOptions { TimeProvider = clock, Seed = 1, StateFile = file }))
                using (var session = new FbaSession(new SessionOptions { Marketplace = "US", Sandbox = sandbox,
                    Transport = sandbox.CreateHandler, TimeProvider = clock, RequestTimeout = JumpClock.Never,
                    Quotas = new QuotaRegistry() }))
                {
                    foreach (var name in new[] { "create", "update", "setStatus", "cancel", "return", "shipmentBuy" })
                    {
                        try
                        {
                            EveryOperation.All.First(operation => operation.Name == name)
                                .Run(session, name == "shipmentBuy" ? "903-5563053-5647845" : "seed-1", CancellationToken.None).GetAwaiter()
                                .GetResult();
                        }
                        catch (FbaException)
                        {
                            // What was refused is not written down.
                        }
                    }

                    sandbox.SetStock("SKU-1", 7);
                    sandbox.Advance(TimeSpan.FromDays(1));
                }

                return File.ReadAllBytes(file);
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Objects as scripts make them, of any bytes: dictionaries in dictionaries, lists, values of any type, and circles.</summary>
    private sealed class ObjectMaker(byte[] bytes)
    {
        private static readonly string[] s_names =
        [
            "SellerFulfillmentOrderId", "DestinationAddress", "Items", "DeliveryWindow", "DeliveryPreferences", "DropOffLocation",
            "CodSettings", "PaymentInformation", "Attributes", "FeatureConstraints", "NotificationEmails",
            "Name", "City", "Quantity", "SellerSku", "PerUnitPrice", "Value", "CurrencyCode", "StartDate", "Type", "Session",
            "DisplayableOrderDate", "Action", "FeatureName", "FeatureFulfillmentPolicy", "\u001b", "", " ",
        ];

        private static readonly object?[] s_values =
            [
                null, "", "x", "1", "1,5", "2026-05-14", "\ud83c", "\0", 1, -1, 1.5, double.NaN, decimal.MaxValue, long.MinValue, true, 'x',
                DateTime.MinValue, DateTime.MaxValue, DateTimeOffset.MaxValue, DBNull.Value, 'a', "40.00 JPY", "Ship"];

        private readonly List<IDictionary> _made = [];
        private int _at;

        public object Make()
        {
            var members = Members(0);
            return Next() % 16 == 0 ? new object?[] { members, members, null } : members;
        }

        private byte Next() => _at < bytes.Length ? bytes[_at++] : (byte)0;

        private Hashtable Members(int depth)
        {
            var members = new Hashtable();
            _made.Add(members);
            for (var count = Next() % 8; count > 0; count--)
            {
                members[s_names[Next() % s_names.Length]] = Value(depth);
            }

            return members;
        }

        private object? Value(int depth) => (Next() % 8) switch
        {
            0 or 1 when depth < 30 => Members(depth + 1),
            2 when depth < 30 => Enumerable.Range(0, Next() % 4).Select(_ => Value(depth + 1)).ToArray(),
            3 when Next() % 4 == 0 => _made[Next() % _made.Count],
            _ => s_values[Next() % s_values.Length],
        };
    }
}
