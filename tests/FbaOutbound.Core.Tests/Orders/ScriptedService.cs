using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Protocols;
using FbaOutbound.Testing;

namespace FbaOutbound.Core.Tests.Orders;

/// <summary>A service that answers each operation from a script, its last line over and over, and notes what it was asked and when.</summary>
internal sealed class ScriptedService(ManualTimeProvider clock) : IFulfillmentService
{
    private int _requests;

    public string ApiVersion => "2020-07-01";

    /// <summary>What was asked, such as <c>POST</c> or <c>GET</c>, with the seconds since the first request.</summary>
    public List<string> Log { get; } = [];

    public List<(DateTimeOffset Since, string? Token)> Lists { get; } = [];

    public Queue<Func<CallInfo, bool>> Creates { get; } = new();

    public Queue<Func<FulfillmentOrder>> Reads { get; } = new();

    public Queue<Func<string?, OrderPage>> Pages { get; } = new();

    public Queue<Action> Updates { get; } = new();

    public Queue<Action> Cancels { get; } = new();

    public DateTimeOffset Start { get; } = clock.GetUtcNow();

    public Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken) => Answer("POST", call => new CreateAnswer(call, Next(Creates)(call)), cancellationToken);

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => Answer("GET", call => new OrderAnswer(Next(Reads)(), call), cancellationToken);

    public Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken)
    {
        Lists.Add((updatedAfter, nextToken));
        return Answer("LIST", call => Next(Pages)(nextToken) with { Call = call }, cancellationToken);
    }

    public Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken) => Answer("PUT", call =>
    {
        Next(Updates)();
        return call;
    }, cancellationToken);

    public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => Answer("CANCEL", call =>
    {
        Next(Cancels)();
        return call;
    }, cancellationToken);

    private Task<T> Answer<T>(string operation, Func<CallInfo, T> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Log.Add(FormattableString.Invariant($"{operation} {(clock.GetUtcNow() - Start).TotalSeconds:0}"));
        try
        {
            return Task.FromResult(answer(new CallInfo($"request-{++_requests}", 1, TimeSpan.Zero)));
        }
        catch (Exception error)
        {
            return Task.FromException<T>(error);
        }
    }

    private static T Next<T>(Queue<T> script) => script.Count > 1 ? script.Dequeue() : script.Peek();
}

/// <summary>What a service answers when it does not answer with a success.</summary>
internal static class Answers
{
    public static FbaServiceException Unknown(int? status = null) => new("No answer came.")
    {
        Outcome = RequestOutcome.Unknown,
        StatusCode = status,
        RequestId = status is null ? null : "lost",
        Attempts = 1,
    };

    public static FbaServiceException Refused(string? message, int status = 400) => new("The service refused it.")
    {
        Outcome = RequestOutcome.Refused,
        StatusCode = status,
        ServiceCode = "InvalidInput",
        ServiceMessage = message,
        RequestId = "refused",
        Attempts = 1,
    };

    public static FbaServiceException NotTaken() => new("The service is busy.") { Outcome = RequestOutcome.NotTaken, StatusCode = 429, Attempts = 4 };

    public static FbaServiceException NotFound() => new("There is no such order.")
    {
        Outcome = RequestOutcome.Refused,
        StatusCode = 400,
        ServiceMessage = "Requested order 'six-test-order' not found",
        IsNotFound = true,
        Attempts = 1,
    };

    public static FbaServiceException Duplicate() => new("The id was used.")
    {
        Outcome = RequestOutcome.Refused,
        StatusCode = 400,
        ServiceMessage = "A create request already exists for MerchantFulfillmentOrderId : six-test-order",
        IsDuplicate = true,
        Attempts = 1,
    };

    public static FbaServiceException DuplicateCancel() => new("It was cancelled before.")
    {
        Outcome = RequestOutcome.Refused,
        StatusCode = 400,
        IsDuplicateCancel = true,
        Attempts = 1,
    };

    public static FbaServiceException NotUpdatable() => Refused("Value OrderNotUpdatable for parameter  is invalid. Reason: 1 error:\nThis order is not updatable.");

    public static FbaServiceException Denied() => Refused("Access to requested resource is denied.", 403);

    public static OrderPage Page(params FulfillmentOrder[] orders) => new(orders, null, new CallInfo(null, 1, TimeSpan.Zero));
}

/// <summary>An invented order, a service, and a clock that jumps to every wait's end.</summary>
internal sealed class Bench
{
    public Bench() => Service = new ScriptedService(Clock);

    public ManualTimeProvider Clock { get; } = new() { AutoAdvance = true };

    public ScriptedService Service { get; }

    public RecordingLog Log { get; } = new();

    public FulfillmentOrder Order { get; init; } = Sample();

    public FulfillmentOrderClient Client => new(Service, new SettlementOptions(), Clock, "test");

    public IEnumerable<string> Requests => Service.Log.Select(line => line.Split(' ')[0]);

    public Bench Creates(params object[] script)
    {
        foreach (var line in script)
        {
            Service.Creates.Enqueue(_ => line is Exception error ? throw error : line is "accepted");
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

    public Task<OrderReceipt> CreateAsync(CancellationToken cancellationToken = default)
    {
        using (CallLog.Use(Log))
        {
            return Client.CreateAsync(Order, 7, cancellationToken);
        }
    }

    public FulfillmentOrder Found(string? status = "RECEIVED") =>
        Order with { ServiceStatus = status, ReceivedDate = Service.Start + TimeSpan.FromSeconds(1), FilledIn = [] };

    public FulfillmentOrder FoundOld(string? status = "RECEIVED") => Found(status) with { ReceivedDate = Service.Start - TimeSpan.FromHours(1) };

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
        DestinationAddress = new Address { Name = "Ann Example", AddressLine1 = "1 Sample Street", City = "Springfield", PostalCode = "00001", CountryCode = "US" },
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

internal sealed class RecordingLog : ICallLog
{
    public List<string> Warnings { get; } = [];

    public void Verbose(string message)
    {
    }

    public void Debug(string message)
    {
    }

    public void Sending(bool isRead)
    {
    }

    public void Warning(string message) => Warnings.Add(message);
}
