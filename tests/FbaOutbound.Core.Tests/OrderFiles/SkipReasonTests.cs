using System;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>What journals store of the reasons why a shop has stopped an order.</summary>
public sealed class SkipReasonTests
{
    // The texts are in journals of users: one may be added to the list, and none may change.
    [Fact]
    public void EachReasonIsStoredAsItEverWasAndIsReadBackAsFirmAsItIs()
    {
        Assert.Equal(
            [
                "Cancelled Lasting", "Refunded Lasting", "Fulfilled Other", "Unpaid Waiting", "OnHold Other", "LocalPickup Other",
                "CancelRequested Other", "NotAcknowledged Waiting", "AmazonOrder Other", "FulfilledByChannel Other", "ChannelProgram Other",
                "TargetPlus Other", "NotShippable Other", "ShippedElsewhere Other", "TooOld Other", "BeforeFirstImport Other",
                "QuantityUncertain Other", "PartlyFulfilled Other", "UnknownStatus Other", "AlreadySent Other", "ChangedSinceSent Other",
                "Repeated Other", "CancelListed Lasting", "StoppedBefore Other",
            ],
            AllReasons().Select(reason => $"{reason.AsStop().Text} {reason.AsStop().Kind}"));
        Assert.All(AllReasons(), reason => Assert.Equal(reason.AsStop(), StopReason.Parse(reason.AsStop().Text)));
    }

    [Fact]
    public void AnOrderThatIsWantedHasNoReason()
    {
        Assert.Null(StopReason.Parse("Wanted"));
        Assert.Null(StopReason.Parse(null));
        Assert.Equal(StopReason.Other("OfALaterVersion"), StopReason.Parse("OfALaterVersion"));
    }

    private static SkipReason[] AllReasons() => [.. Enum.GetValues<SkipReason>().OrderBy(reason => reason)];
}
