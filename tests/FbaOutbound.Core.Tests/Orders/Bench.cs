using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Settlement;
using FbaOutbound.Testing;

namespace FbaOutbound.Core.Tests.Orders;

/// <summary>An invented order, a service, and a clock that jumps to every wait's end.</summary>
internal sealed class Bench
{
    public Bench() => Service = new ScriptedService(Clock);

    public ManualTimeProvider Clock { get; } = new() { AutoAdvance = true };

    public ScriptedService Service { get; }

    public RecordingLog Log { get; } = new();

    public FulfillmentOrder Order { get; init; } = Sample();

    public FulfillmentOrderClient Client => new(Service, new SettlementOptions(), Clock, new SessionMark("test", null));

    public IEnumerable<string> Requests => Service.Log.Select(line => line.Split(' ')[0]);

    public Bench Creates(params object[] script)
    {
        foreach (var line in script)
        {
            Service.Creates.Enqueue(
                call => line is Exception error
                    ? throw error
                    : new CreateAnswer(call) { Accepted = line is "accepted", Order = line as FulfillmentOrder });
        }

        return this;
    }

    public Bench Reads(params object[] script) => Fill(Service.Reads, script);

    public Bench Pages(params object[] script)
    {
        foreach (var line in script)
        {
            Service.Pages.Enqueue(_ => line is Exception error ? throw error : (OrderPage)line);
        }

        return this;
    }

    public Bench Updates(params object[] script) => FillActions(Service.Updates, script);

    public Bench Cancels(params object[] script) => FillActions(Service.Cancels, script);

    /// <summary>Goes on with a call after a script.</summary>
    public Task<T> Run<T>(Func<Task<T>> call) => call();

    public Task<OrderReceipt> CreateAsync(CancellationToken cancellationToken = default)
    {
        using (CallLog.Use(Log))
        {
            return Client.CreateAsync(Order, 7, cancellationToken);
        }
    }

    public FulfillmentOrder Found(string? status = "RECEIVED") =>
        Order with { ServiceStatus = status, ReceivedDate = Service.Start + TimeSpan.FromSeconds(1), FilledIn = [] };

    public FulfillmentOrder FoundOld(string? status = "RECEIVED") =>
        Found(status) with { ReceivedDate = Service.Start - TimeSpan.FromHours(1) };

    public static FulfillmentOrder Sample() => new()
    {
        SellerFulfillmentOrderId = "six-test-order",
        DisplayableOrderId = "six-test-order",
        DisplayableOrderDate = new DateTimeOffset(2026, 5, 14, 9, 0, 0, TimeSpan.Zero),
        DisplayableOrderComment = "Thank you for your order.",
        ShippingSpeedCategory = "Standard",
        Action = "Hold",
        Policy = "FillOrKill",
        NotificationEmails = ["ann@example.com", "bob@example.com"],
        DestinationAddress = new Address
        {
            Name = "Ann Example", AddressLine1 = "1 Sample Street", City = "Springfield", PostalCode = "00001", CountryCode = "US"
        },
        Items =
        [
            new FulfillmentOrderItem { SellerSku = "TEA-100", SellerFulfillmentOrderItemId = "1", Quantity = 2 },
            new FulfillmentOrderItem { SellerSku = "CUP-7", SellerFulfillmentOrderItemId = "2", Quantity = 1 },
        ],
    };

    private Bench Fill(Queue<Func<FulfillmentOrder>> queue, object[] script)
    {
        foreach (var line in script)
        {
            queue.Enqueue(() => line is Exception error ? throw error : (FulfillmentOrder)line);
        }

        return this;
    }

    private Bench FillActions(Queue<Action> queue, object[] script)
    {
        foreach (var line in script)
        {
            queue.Enqueue(() =>
            {
                if (line is Exception error)
                {
                    throw error;
                }
            });
        }

        return this;
    }
}
