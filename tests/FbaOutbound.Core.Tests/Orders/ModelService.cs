using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Services;
using FbaOutbound.Testing;

namespace FbaOutbound.Core.Tests.Orders;

/// <summary>A service with room for one order, which follows a schedule.</summary>
internal sealed class ModelService(CreateSchedule schedule, FulfillmentOrder wanted, ManualTimeProvider clock) : IFulfillmentService
{
    private readonly List<DateTimeOffset> _landings = [];
    private int _reads;
    private bool _isReadAtOnce;

    public ProtocolRules Rules => Rules20200701.Protocol.Rules;

    /// <summary>The order that exists now; before the call, the one that existed then.</summary>
    public FulfillmentOrder? Order { get; private set; } = schedule.Existing switch
    {
        Existing.TheSame => Stored(wanted, clock.GetUtcNow() - TimeSpan.FromHours(1)),
        Existing.Another =>
            Stored(wanted with { Items = [wanted.Items[0] with { SellerSku = "PEN-1" }] }, clock.GetUtcNow() - TimeSpan.FromHours(1)),
        Existing.Dead => Stored(wanted, clock.GetUtcNow() - TimeSpan.FromHours(1)) with { ServiceStatus = "CANCELLED" },
        _ => null,
    };

    public bool IsFromThisCall { get; private set; }

    public int Created { get; private set; }

    public int Posts { get; private set; }

    public bool WasAnswered { get; private set; }

    /// <summary>Proof of absence since the last POST: definite not-founds, anything less, and whole lists.</summary>
    public (int NotFound, int Less, int AbsentFromLists) Proof { get; private set; }

    /// <summary>What was proven when the second POST went out.</summary>
    public (int NotFound, int Less, int AbsentFromLists)? ProofOfSecondPost { get; private set; }

    public Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        Tick();
        Posts++;
        ProofOfSecondPost = Posts == 2 ? Proof : ProofOfSecondPost;
        Proof = default;
        var post = schedule.Posts[Math.Min(Posts, 2) - 1];
        var isUsed = Order is not null || schedule.Existing == Existing.BurntId;
        if (post is Post.Throttled)
        {
            throw Answers.NotTaken();
        }

        if (post is Post.Refused && (schedule.RefusesBeforeLookingAtTheId || !isUsed))
        {
            throw Answers.Refused("No inventory available for Items.SellerFulfillmentOrderItemId: 1.");
        }

        if (post is Post.LostAndTaken or Post.LostAndNotTaken)
        {
            if (post is Post.LostAndTaken)
            {
                _landings.Add(clock.GetUtcNow() + TimeSpan.FromSeconds(schedule.LandsAfter));
            }

            throw Answers.Unknown();
        }

        if (isUsed)
        {
            return schedule.SilentOnUsedId && Order is not null ? Answer(false) : throw Answers.Duplicate();
        }

        if (post is not Post.RefusedUnfamiliar)
        {
            Land();
            _isReadAtOnce = post is Post.RefusedUnfamiliarAndTaken;
        }

        return post is Post.RefusedUnfamiliar or Post.RefusedUnfamiliarAndTaken
            ? throw Answers.Refused("Invalid Input")
            : Answer(post is Post.Accepted);
    }

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken)
    {
        Tick();
        var read = _reads < schedule.Reads.Count ? schedule.Reads[_reads++] : Read.Fine;
        if (read is Read.Fine)
        {
            if (IsVisible(schedule.HiddenFromGet))
            {
                return Task.FromResult(new OrderAnswer(Shown(Order!), Call()));
            }

            Proof = Proof with { NotFound = Proof.NotFound + 1 };
            throw Answers.NotFound();
        }

        Proof = Proof with { Less = Proof.Less + 1 };
        throw read switch
        {
            Read.Denied => Answers.Denied(),
            Read.ServerError => Answers.Unknown(503),
            Read.Received500 => Answers.Refused("Unable to get order info. Received error message: Received 500 response"),
            _ => new InvalidOperationException("Not understood."),
        };
    }

    public Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken)
    {
        Tick();
        var page = nextToken is null ? 0 : nextToken.Length;
        if (page == schedule.FailingPage)
        {
            throw Answers.Unknown(500);
        }

        var isLast = page >= schedule.Pages - 1;
        if (isLast && IsVisible(schedule.HiddenFromList) && Order!.ReceivedDate >= updatedAfter)
        {
            return Task.FromResult(new OrderPage([Shown(Order) with { Items = [] }], null, Call()));
        }

        Proof = isLast ? Proof with { AbsentFromLists = Proof.AbsentFromLists + 1 } : Proof;
        return Task.FromResult(new OrderPage([], isLast ? null : new string('p', page + 1), Call()));
    }

    public Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Lets everything land that ever will.</summary>
    public void Settle()
    {
        clock.Advance(TimeSpan.FromHours(1));
        LandWhatIsDue();
    }

    private static FulfillmentOrder Stored(FulfillmentOrder order, DateTimeOffset received) =>
        order with { ServiceStatus = "RECEIVED", ReceivedDate = received };

    private static CallInfo Call() => new("id", 1, TimeSpan.Zero);

    private Task<CreateAnswer> Answer(bool accepted)
    {
        WasAnswered = true;
        return Task.FromResult(new CreateAnswer(Call()) { Accepted = accepted });
    }

    private void Tick()
    {
        clock.Advance(TimeSpan.FromSeconds(schedule.Latency));
        LandWhatIsDue();
    }

    private void LandWhatIsDue()
    {
        foreach (var due in _landings.Where(due => due <= clock.GetUtcNow()).Order().ToList())
        {
            _landings.Remove(due);
            Land();
        }
    }

    // The service tells orders apart by their ids: what comes late to a used id has no effect.
    private void Land()
    {
        if (Order is null && schedule.Existing != Existing.BurntId)
        {
            Order = Stored(wanted, clock.GetUtcNow());
            IsFromThisCall = true;
            Created++;
        }
    }

    private bool IsVisible(int hidden) => Order is not null
        && (_isReadAtOnce || Order.ReceivedDate + TimeSpan.FromSeconds(hidden) <= clock.GetUtcNow());

    private FulfillmentOrder Shown(FulfillmentOrder order) => schedule.View switch
    {
        View.UpperCase => order with
        {
            DisplayableOrderComment = order.DisplayableOrderComment?.ToUpperInvariant(),
            DestinationAddress = order.DestinationAddress! with { Name = order.DestinationAddress.Name?.ToUpperInvariant() },
        },
        View.Masked =>
            order with { DestinationAddress = new Address { Name = "***", AddressLine1 = "*", PostalCode = "XXXXX", CountryCode = "US" } },
        View.WithoutItems => order with { Items = [] },
        _ => order,
    };
}
