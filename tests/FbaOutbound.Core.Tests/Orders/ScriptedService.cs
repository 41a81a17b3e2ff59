using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Services;
using FbaOutbound.Testing;

namespace FbaOutbound.Core.Tests.Orders;

/// <summary>
/// A service that answers each operation from a script, its last line over and over, and notes what it was asked and when.
/// </summary>
internal sealed class ScriptedService(ManualTimeProvider clock) : IFulfillmentService
{
    private int _requests;

    public ProtocolRules Rules => Rules20200701.Protocol.Rules;

    /// <summary>What was asked, such as <c>POST</c> or <c>GET</c>, with the seconds since the first request.</summary>
    public List<string> Log { get; } = [];

    public List<(DateTimeOffset Since, string? Token)> Lists { get; } = [];

    public Queue<Func<CallInfo, CreateAnswer>> Creates { get; } = new();

    public Queue<Func<FulfillmentOrder>> Reads { get; } = new();

    public Queue<Func<string?, OrderPage>> Pages { get; } = new();

    public Queue<Action> Updates { get; } = new();

    public Queue<Action> Cancels { get; } = new();

    public DateTimeOffset Start { get; } = clock.GetUtcNow();

    public Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken) =>
        Answer("POST", call => Next(Creates)(call), cancellationToken);

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) =>
        Answer("GET", call => new OrderAnswer(Next(Reads)(), call), cancellationToken);

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

    private async Task<T> Answer<T>(string operation, Func<CallInfo, T> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await CallGate.Current.PassAsync(operation is "GET" or "LIST", cancellationToken);
        Log.Add(FormattableString.Invariant($"{operation} {(clock.GetUtcNow() - Start).TotalSeconds:0}"));
        return answer(new CallInfo($"request-{++_requests}", 1, TimeSpan.Zero));
    }

    private static T Next<T>(Queue<T> script) => script.Count > 1 ? script.Dequeue() : script.Peek();
}
