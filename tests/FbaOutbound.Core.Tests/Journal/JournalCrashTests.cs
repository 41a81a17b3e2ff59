using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Core.Tests.Orders;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Services;
using FbaOutbound.Settlement;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Journal;

/// <summary>Runs that die at every point at which a run can die, and what the next run makes of what is left on the disk.</summary>
public sealed class JournalCrashTests
{
    private const int Orders = 4;

    /// <summary>What of the bytes that were written and not flushed a power failure leaves.</summary>
    public static TheoryData<string, double> Leftovers =>
        new() { { "nothing", 0 }, { "the first byte", 0.003 }, { "a half", 0.5 }, { "all but the end", 0.997 }, { "all", 1 } };

    [Theory]
    [MemberData(nameof(Leftovers))]
    public async Task WhereverARunDiesEachOrderIsThereOnceAndNoneLeftBeforeItsEntryWasOnTheDisk(string what, double left)
    {
        // A run makes one step per flush and two per order at the service. The two deaths of each schedule hit every pair of an early and a
        // late step.
        const int Steps = 1 + (Orders * 4);
        for (var first = 1; first <= Steps + 1; first++)
        {
            for (var second = 1; second <= Steps + 1; second += 3)
            {
                var world = new World(left);
                foreach (var death in new[] { first, second, int.MaxValue })
                {
                    world.Steps = 0;
                    world.DiesAt = death;
                    await world.RunAsync();
                }

                Assert.True(
                    world.Receipts.Distinct().Count() == Orders, $"{what}, died at {first} and {second}: {world.Receipts.Count} receipts");
                Assert.True(
                    world.Taken.Values.All(count => count == 1) && world.Taken.Count == Orders, $"{what}, died at {first} and {second}");
            }
        }
    }

    /// <summary>A service, a disk and a machine that loses its power.</summary>
    private sealed class World(double left) : IFulfillmentService
    {
        private readonly ManualTimeProvider _clock = new() { AutoAdvance = true };
        private readonly Dictionary<string, FulfillmentOrder> _orders = new(StringComparer.Ordinal);
        private byte[] _disk = [];
        private byte[] _durable = [];
        private bool _isDead;

        public int Steps { get; set; }

        public int DiesAt { get; set; }

        public ProtocolRules Rules => Rules20200701.Protocol.Rules;

        public Dictionary<string, int> Taken { get; } = new(StringComparer.Ordinal);

        public List<string> Receipts { get; } = [];

        public async Task RunAsync()
        {
            _isDead = false;
            var stream = new MemoryStream();
            stream.Write(_disk);
            _durable = _disk;
            try
            {
                using var journal = new RunJournal(
                    FileJournalStore.Open("disk", JournalFiles.Owner, stream, Flush), new JournalAccount("account"), Rules.ApiVersion, _clock);
                var client = new FulfillmentOrderClient(this, new SettlementOptions(), _clock, new SessionMark("test", null));
                for (var number = 1; number <= Orders && !_isDead; number++)
                {
                    var receipt = await journal.Creations.CreateAsync(
                        client, Bench.Sample() with { SellerFulfillmentOrderId = $"C-{number}" }, number, _ => false, default);
                    if (!_isDead)
                    {
                        Receipts.Add(receipt.SellerFulfillmentOrderId);
                    }
                }
            }
            catch (FbaException) when (_isDead)
            {
                // Nobody is there to hear of it.
            }

            // What was flushed is there; of the rest a part.
            var written = stream.ToArray();
            _disk = [.. _durable, .. written.Skip(_durable.Length).Take((int)Math.Ceiling((written.Length - _durable.Length) * left))];
        }

        public async Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken)
        {
            await CallGate.Current.PassAsync(isRead: false, cancellationToken);
            var id = order.SellerFulfillmentOrderId;
            Assert.False(_isDead);
            Assert.Contains(
                $"\"{id}\",\"state\":\"Sent\"",
                Encoding.UTF8.GetString(_durable).Split('\n').Last(line => line.Contains($"\"{id}\"", StringComparison.Ordinal)),
                StringComparison.Ordinal);
            Step();
            if (_orders.ContainsKey(id))
            {
                throw Answers.Duplicate();
            }

            _orders[id] = order with { ServiceStatus = "RECEIVED", ReceivedDate = _clock.GetUtcNow(), FilledIn = [] };
            Taken[id] = Taken.GetValueOrDefault(id) + 1;
            Step();
            return new CreateAnswer(new CallInfo("request", 1, TimeSpan.Zero));
        }

        public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => _isDead
            ? throw Answers.Unknown()
            : Task.FromResult(
                _orders.TryGetValue(sellerFulfillmentOrderId, out var order)
                    ? new OrderAnswer(order, new CallInfo("request", 1, TimeSpan.Zero))
                    : throw Answers.NotFound());

        public Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken) =>
            Task.FromResult(
                new OrderPage(
                    [.. _orders.Values.Where(order => order.ReceivedDate >= updatedAfter)],
                    null,
                    new CallInfo("request", 1, TimeSpan.Zero)));

        public Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        private void Step()
        {
            _isDead |= ++Steps >= DiesAt;
            if (_isDead)
            {
                throw Answers.Unknown();
            }
        }

        private void Flush(Stream stream)
        {
            _isDead |= ++Steps >= DiesAt;
            if (_isDead)
            {
                throw new IOException("The power is gone.");
            }

            _durable = ((MemoryStream)stream).ToArray();
        }
    }
}
