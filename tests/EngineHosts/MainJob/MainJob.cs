using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;
using FbaOutbound.Shipments;
using FbaOutbound.Stores;

namespace FbaOutbound.EngineHosts;

/// <summary>
/// What most users do, on the client that the cmdlets use: orders from rows, held, listed, shipped and cancelled, with a journal and a
/// shared quota, and a label. It writes one line for each step.
/// </summary>
public static class MainJob
{
    private const int Orders = 40;
    private const int InFlight = 16;
    private static readonly DateTimeOffset s_begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Runs the job with files and, where a connection string is given, again with a database.</summary>
    public static async Task RunAsync(string endpoint, string folder, string? database, TextWriter output)
    {
        await RunStoreAsync(
            endpoint, "file", Path.Combine(folder, "quota"), Path.Combine(folder, "orders.journal"), output).ConfigureAwait(false);
        await SaveLabelAsync(endpoint, folder, output).ConfigureAwait(false);
        ReadTables(folder, output);
        Say(output, $"post on a stale connection: arrived {await StaleConnection.CountArrivalsAsync().ConfigureAwait(false)}");
        if (database is not null)
        {
            await RunStoreAsync(endpoint, "database", database, database, output).ConfigureAwait(false);
        }
    }

    private static async Task RunStoreAsync(string endpoint, string store, string quota, string journal, TextWriter output)
    {
        using var session = Connect(endpoint, quota);
        var receipts = await CreateAsync(session, store, journal).ConfigureAwait(false);
        Say(
            output,
            $"{store}: created {receipts.Count(receipt => receipt.Outcome == "Created")}, held {await CountHeldAsync(session, store).ConfigureAwait(false)}");

        // The same command again, as after a crash.
        receipts = await CreateAsync(session, store, journal).ConfigureAwait(false);
        Say(
            output,
            $"{store}: again {string.Join(" ", receipts.GroupBy(receipt => receipt.ConfirmedBy).Select(group => $"{group.Key} {group.Count()}"))}");

        var updated = await session.Orders.UpdateAsync(
            new OrderUpdate { SellerFulfillmentOrderId = Id(store, 1), Action = OrderStatus.Ship },
            CancellationToken.None).ConfigureAwait(false);
        Say(
            output,
            $"{store}: ship {updated.Outcome}, held "
                + $"{(await session.Orders.GetAsync(Id(store, 1), CancellationToken.None).ConfigureAwait(false)).IsHeld}");

        var cancelled = await session.Orders.CancelAsync(Id(store, 2), CancellationToken.None).ConfigureAwait(false);
        Say(
            output,
            $"{store}: cancel {cancelled.Outcome}, status "
                + $"{(await session.Orders.GetAsync(Id(store, 2), CancellationToken.None).ConfigureAwait(false)).Status}");
        Say(output, $"{store}: quota {(session.QuotaStore is null ? "none" : "shared")}");
    }

    private static FbaSession Connect(string endpoint, string? quota) => new(new SessionOptions
    {
        Name = "Host",
        Marketplace = "US",
        Credential = new LwaCredential("amzn1.application-oa2-client.host", "host-secret", "Atzr|host"),
        Endpoint = new Uri(endpoint),
        TokenEndpoint = new Uri(new Uri(endpoint), "auth/o2/token"),
        QuotaStore = quota is null ? null : StoreLocation.Parse(quota),
    });

    private static async Task<OrderReceipt[]> CreateAsync(FbaSession session, string store, string journal)
    {
        using var run = await OpenAsync(session, journal).ConfigureAwait(false);
        using var slots = new SemaphoreSlim(InFlight);
        return await Task.WhenAll(Read(store).Select(async (order, index) =>
        {
            await slots.WaitAsync().ConfigureAwait(false);
            try
            {
                var filled = OrderDefaults.Fill(order, session.OrderContext);
                var problem = OrderValidator.Validate(filled, session.OrderContext).FirstOrDefault(
                    problem => problem.Severity == ProblemSeverity.Error);
                return problem is null
                    ? await run.Creations.CreateAsync(
                        session.Orders, filled, index + 1, static _ => false, CancellationToken.None).ConfigureAwait(false)
                    : throw new InvalidOperationException(problem.Message);
            }
            finally
            {
                slots.Release();
            }
        })).ConfigureAwait(false);
    }

    private static async Task<RunJournal> OpenAsync(FbaSession session, string journal)
    {
        var account = new JournalAccount(session.Account);
        var identity = new JournalIdentity(account.Mark, session.ApiVersion, "default");
        var location = StoreLocation.Parse(journal);
        var store = await location.Provider.OpenJournalAsync(location, identity, CancellationToken.None).ConfigureAwait(false);
        return session.OpenJournal(store, account);
    }

    // As Import-Csv gives them: texts.
    private static FulfillmentOrder[] Read(string store)
    {
        var assembler = new OrderAssembler();
        OrderRows?[] begun = [.. Enumerable.Range(1, Orders).Select(number => assembler.Add(new OrderRow(number,
        [
            ("SellerFulfillmentOrderId", Id(store, number)), ("Action", "Hold"), ("Name", "Ada Example"),
            ("AddressLine1", $"{number} Invented Avenue"), ("City", "Fableville"),
            ("StateOrRegion", "OR"), ("PostalCode", "97000"), ("CountryCode", "US"), ("SellerSku", "SKU-MUG-BLUE"), ("Quantity", "1"),
        ])))];
        return
        [
            .. begun.OfType<OrderRows>().Select(rows => rows.Complete())
                .Select(read => read.Order ?? throw new InvalidOperationException(read.Problems[0].ToString())),
        ];
    }

    private static async Task<int> CountHeldAsync(FbaSession session, string store)
    {
        var held = 0;
        string? token = null;
        do
        {
            var page = await session.Orders.ListPageAsync(s_begin, token, detailed: false, CancellationToken.None).ConfigureAwait(false);
            held += page.Orders.Count(
                order => order.IsHeld == true && order.SellerFulfillmentOrderId.StartsWith(store, StringComparison.Ordinal));
            token = page.NextToken;
        }
        while (token is not null);
        return held;
    }

    private static async Task SaveLabelAsync(string endpoint, string folder, TextWriter output)
    {
        using var session = Connect(endpoint, quota: null);
        var request = new ShipmentRequest
        {
            AmazonOrderId = "903-1713775-3598252",
            ItemList = [new ShipmentItem { OrderItemId = "40525960574974", Quantity = 1 }],
            ShipFromAddress = new ShipmentAddress
            {
                Name = "Sender Example", AddressLine1 = "1 Sample Street", City = "Seattle", StateOrProvinceCode = "WA",
                PostalCode = "98121", CountryCode = "US",
                Email = "sender@example.com", Phone = "206-555-0100",
            },
            PackageDimensions = new PackageDimensions { Length = 5, Width = 5, Height = 5, Unit = "inches" },
            Weight = new Weight { Value = 10, Unit = "oz" },
            ShippingServiceOptions = new ShippingServiceOptions { DeliveryExperience = "NoTracking", CarrierWillPickUp = false },
        };
        var offers = await session.Shipments.GetServicesAsync(request, filter: null, CancellationToken.None).ConfigureAwait(false);
        var service = offers.Services[0];
        var shipment = await session.Shipments.BuyAsync(
            new ShipmentPurchase
            {
                Request = request, ShippingServiceId = service.ShippingServiceId!, ShippingServiceOfferId = service.ShippingServiceOfferId
            },
            CancellationToken.None).ConfigureAwait(false);
        var label = LabelDocument.Read(shipment);
        File.WriteAllBytes(Path.Combine(folder, "label" + Path.GetExtension(label.FileName)), label.Bytes);
        Say(
            output,
            $"label: {Path.GetExtension(label.FileName)}, intact {label.IsIntact}, {(label.Bytes.Length > 0 ? "not empty" : "empty")}");
    }

    // As an order file is opened: with the libraries of order-files, which nothing has loaded so far.
    private static void ReadTables(string folder, TextWriter output)
    {
        var files = OrderFileAccess.Open();
        IReadOnlyList<string>[] rows = [["A-1", "Zoë"], ["A-2", "日本"]];
        foreach (var (name, layout) in new[]
        {
            ("orders.csv", new TableLayout { Encoding = "utf-8", Delimiter = ';' }), ("orders.xlsx", new TableLayout { Sheet = "Orders" }),
        })
        {
            var path = Path.Combine(folder, name);
            files.Write(path, layout, ["Id", "Name"], rows);
            using var table = files.Open(path, new TableOptions());
            var read = table.ReadRows().Select(row => row.Cells.Select(cell => cell.Text));
            Say(output, $"table: {table.Layout}, intact {read.Zip(rows, Enumerable.SequenceEqual).Count(same => same) == rows.Length}");
        }
    }

    private static string Id(string store, int number) => FormattableString.Invariant($"{store}-{number:000}");

    private static void Say(TextWriter output, string line) => output.WriteLine(line);
}
