using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Quota;
using FbaOutbound.Sandbox;
using FbaOutbound.Sessions;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>What the sandbox answers to every operation of every protocol: the responses that hostile ones are made of.</summary>
internal static class SeedCorpus
{
    private const string OrderId = "seed-1";
    private const string MerchantOrderId = "903-5563053-5647845";

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<byte[]>>> s_answers =
        new(() => RecordAsync().GetAwaiter().GetResult(), LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Returns the responses that an operation was given, successes and refusals.</summary>
    public static IReadOnlyList<byte[]> Of(EveryOperation operation) => s_answers.Value[operation.ToString()];

    /// <summary>Returns the responses of a protocol.</summary>
    public static IReadOnlyList<byte[]> OfVersion(string version) =>
        [.. s_answers.Value.Where(entry => entry.Key.EndsWith(version, StringComparison.Ordinal)).SelectMany(entry => entry.Value)];

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<byte[]>>> RecordAsync()
    {
        var answers = new Dictionary<string, IReadOnlyList<byte[]>>(StringComparer.Ordinal);
        foreach (var version in EveryOperation.Versions)
        {
            var clock = new JumpClock();
            using var sandbox = new SandboxService(new SandboxOptions { TimeProvider = clock, Seed = 1 });
            using var recorder = new Recorder(sandbox.CreateHandler());
            using var session = new FbaSession(new SessionOptions
            {
                Marketplace = "US", ApiVersion = version, Sandbox = sandbox, Transport = () =>
                    recorder, TimeProvider = clock, RequestTimeout = JumpClock.Never, Quotas = new QuotaRegistry(),
            });
            foreach (var operation in EveryOperation.All.Where(operation => operation.Version == version))
            {
                recorder.Bodies.Clear();
                var isShipment = operation.Name.StartsWith("shipment", StringComparison.Ordinal);
                await AskAsync(operation, session, isShipment ? MerchantOrderId : OrderId);
                if (operation.Name is "get" or "list" or "trackOrder")
                {
                    // Once more when there is more to tell.
                    using var later = new SandboxService(new SandboxOptions { TimeProvider = clock, Seed = 1 });
                    using var whole = new Recorder(later.CreateHandler());
                    using var second = new FbaSession(new SessionOptions
                    {
                        Marketplace = "US", ApiVersion = version, Sandbox = later, Transport = () =>
                            whole, TimeProvider = clock, RequestTimeout = JumpClock.Never, Quotas = new QuotaRegistry(),
                    });
                    await AskAsync(EveryOperation.All[0] with { Version = version }, second, OrderId);
                    later.SetStatus(OrderId, FbaOutbound.Sandbox.Fulfillment.OrderStatus.Complete);
                    await AskAsync(operation, second, OrderId);
                    foreach (var body in whole.Bodies)
                    {
                        recorder.Bodies.Enqueue(body);
                    }
                }

                if (operation.Name is "shipment" or "shipmentCancel")
                {
                    await AskAsync(
                        EveryOperation.All.First(other => other.Name == "shipmentBuy" && other.Version == version),
                        session,
                        MerchantOrderId);
                    await AskAsync(operation, session, sandbox.ShipmentIds is [.., var bought] ? bought : "none");
                }

                answers[operation.ToString()] =
                [
                    .. recorder.Bodies.Where(body => body.Length is > 0 and < 60_000).DistinctBy(Convert.ToBase64String), "{}"u8.ToArray(),
                ];
            }
        }

        return answers;
    }

    private static async Task AskAsync(EveryOperation operation, FbaSession session, string id)
    {
        try
        {
            await operation.Run(session, id, CancellationToken.None);
        }
        catch (FbaException)
        {
            // A refusal is a response, too.
        }
    }

    private sealed class Recorder(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public ConcurrentQueue<byte[]> Bodies { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri!.AbsolutePath is var path
                && !path.Contains("/auth/", StringComparison.Ordinal) && !path.StartsWith("/tokens/", StringComparison.Ordinal))
            {
                Bodies.Enqueue(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            }

            return response;
        }
    }
}
