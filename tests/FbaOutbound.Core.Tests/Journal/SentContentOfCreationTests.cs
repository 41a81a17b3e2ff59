using System;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Core.Tests.Orders;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.Orders;
using Xunit;
using static FbaOutbound.Core.Tests.Orders.Answers;

namespace FbaOutbound.Core.Tests.Journal;

/// <summary>Later imports compare with what Amazon has, which need not be what the last run would have sent.</summary>
public sealed class SentContentOfCreationTests : IDisposable
{
    private static readonly JournalAccount s_account = new("account");

    private readonly Bench _bench = new();
    private readonly MemoryJournal _store = new();
    private readonly RecordingLog _log = new();

    private FulfillmentOrder Old => _bench.Order with { Source = null };

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnOrderThatExistedBeforeTheJournalIsNotWhatTheFileHasNow(bool isImported)
    {
        var edited = Moved(Old);
        _bench.Creates(Duplicate()).Reads(_bench.Found() with { ReceivedDate = _bench.Clock.GetUtcNow() - TimeSpan.FromDays(1) });

        var receipt = await CreateAsync(Given(edited, isImported));

        Assert.Equal("AlreadyExisted", receipt.Outcome);
        Assert.Equal(
            isImported ? ["DestinationAddress.AddressLine2", "DestinationAddress.City"] : ["DestinationAddress"],
            Imported(edited).DifferencesFrom(Sent));
        Assert.Empty(Imported(edited).DifferencesFrom(SentContent.Of(Given(edited, isImported), s_account)));
    }

    [Fact]
    public async Task AMemberThatAParameterReplacedIsNoEditOfTheShopNorIsTheAction()
    {
        var imported = Old;
        var order = imported with
        {
            DisplayableOrderComment = "By a parameter", Action = "Ship", Source = new OrderSource { Imported = imported },
        };
        _bench.Creates(Duplicate()).Reads(_bench.Found());
        await CreateAsync(order);
        Assert.Empty(Imported(imported).DifferencesFrom(Sent));
    }

    [Fact]
    public async Task WhatAnEarlierRunSentIsComparedWithIfItIsThere()
    {
        await LoseAsync(Imported(Old, out var sent));
        _bench.Service.Reads.Clear();
        _bench.Reads(_bench.Found());

        var receipt = await CreateAsync(Given(Moved(Old), isImported: true));

        Assert.Equal("AlreadyExisted", receipt.Outcome);
        Assert.Equal(["DestinationAddress.AddressLine2", "DestinationAddress.City"], Imported(Moved(Old)).DifferencesFrom(Sent));
        Assert.Empty(Imported(sent).DifferencesFrom(Sent));
    }

    [Fact]
    public async Task WhatAnEarlierRunSentIsComparedWithIfAmazonHidesWhatDiffers()
    {
        await LoseAsync(Imported(Old, out _));
        _bench.Service.Reads.Clear();
        _bench.Reads(_bench.Found() with { DestinationAddress = null });

        await CreateAsync(Given(Moved(Old), isImported: true));

        Assert.Equal(["DestinationAddress.AddressLine2", "DestinationAddress.City"], Imported(Moved(Old)).DifferencesFrom(Sent));
    }

    [Fact]
    public async Task WhatThisRunSendsIsComparedWithIfAmazonShowsIt()
    {
        await LoseAsync(Imported(Old, out _));
        _bench.Service.Reads.Clear();
        _bench.Reads(Moved(_bench.Found()) with { NotificationEmails = [] });

        await CreateAsync(Given(Moved(Old), isImported: true));

        Assert.Empty(Imported(Moved(Old)).DifferencesFrom(Sent));
        Assert.Equal(["DestinationAddress.AddressLine2", "DestinationAddress.City"], Imported(Old).DifferencesFrom(Sent));
    }

    private SentContent Sent => SentContent.Parse(Assert.Single(
        _store.Entries, entry => entry.Key.Operation == JournalOperations.Create).Value.Reference)!;

    private static FulfillmentOrder Moved(FulfillmentOrder order) => order with
    {
        DestinationAddress = order.DestinationAddress! with { AddressLine2 = "Apt 9", City = "Elsewhere" },
    };

    private static FulfillmentOrder Given(FulfillmentOrder order, bool isImported) => isImported
        ? order with { Source = new OrderSource { Imported = order } } : order with { Recipient = Recipients.Of(order) };

    private static SentContent Imported(FulfillmentOrder order) =>
        SentContent.Of(Given(order with { Recipient = Recipients.Of(order) }, isImported: true), s_account);

    private static FulfillmentOrder Imported(FulfillmentOrder order, out FulfillmentOrder sent)
    {
        sent = order;
        return Given(order, isImported: true);
    }

    // The request leaves, and nobody learns what became of it.
    private async Task LoseAsync(FulfillmentOrder order)
    {
        _bench.Creates(Unknown());
        foreach (var _ in Enumerable.Range(0, 50))
        {
            _bench.Reads(Unknown(503));
        }

        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => CreateAsync(order));
    }

    private async Task<OrderReceipt> CreateAsync(FulfillmentOrder order)
    {
        using (CallLog.Use(_log))
        {
            var journal = new RunJournal(_store, s_account, "2020-07-01", _bench.Clock);
            return await journal.Creations.CreateAsync(_bench.Client, order, 7, _ => false, default);
        }
    }
}
