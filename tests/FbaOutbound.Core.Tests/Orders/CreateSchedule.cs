using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace FbaOutbound.Core.Tests.Orders;

/// <summary>What is there under the id before the call.</summary>
public enum Existing
{
    Nothing,
    TheSame,
    Another,
    Dead,
    BurntId,
}

/// <summary>
/// What happens to a POST. What the id's state says (duplicate, silent 200) comes in its place where something already exists.
/// </summary>
public enum Post
{
    Answered,
    Accepted,
    LostAndTaken,
    LostAndNotTaken,
    Refused,
    RefusedUnfamiliar,
    RefusedUnfamiliarAndTaken,
    Throttled,
}

public enum Read
{
    Fine,
    Denied,
    ServerError,
    Received500,
    NotUnderstood,
}

public enum View
{
    Plain,
    UpperCase,
    Masked,
    WithoutItems,
}

/// <summary>One random course of events around a create.</summary>
public sealed record CreateSchedule
{
    public Existing Existing { get; init; }

    public IReadOnlyList<Post> Posts { get; init; } = [];

    /// <summary>After how many seconds a lost POST that is taken has its effect.</summary>
    public int LandsAfter { get; init; }

    /// <summary>For how many seconds an existing order cannot be read, and is not listed.</summary>
    public int HiddenFromGet { get; init; }

    public int HiddenFromList { get; init; }

    /// <summary>The fate of each read; those after the last are fine.</summary>
    public IReadOnlyList<Read> Reads { get; init; } = [];

    public View View { get; init; }

    public int Pages { get; init; }

    /// <summary>The page that fails; -1 for none.</summary>
    public int FailingPage { get; init; }

    /// <summary>Whether a used id is answered with a 200 and no effect.</summary>
    public bool SilentOnUsedId { get; init; }

    /// <summary>Whether contents are refused before the id is looked at.</summary>
    public bool RefusesBeforeLookingAtTheId { get; init; }

    /// <summary>How many seconds each request takes.</summary>
    public int Latency { get; init; }

    public override string ToString() =>
        $"{Existing}; posts {string.Join(",", Posts)}, landing after {LandsAfter} s; hidden {HiddenFromGet} s, from lists {HiddenFromList} s; "
        + $"reads {string.Join(",", Reads)} as {View}; {Pages} pages, failing {FailingPage}; silent {SilentOnUsedId}, refuses first {RefusesBeforeLookingAtTheId}; latency {Latency} s";

    /// <summary>Schedules in which most things go right most of the time, so that every branch is reached.</summary>
    public static Arbitrary<CreateSchedule> Any()
    {
        var mostlyZero = Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(0, 60)));
        var reads = Gen.Frequency((6, Gen.Constant(Read.Fine)), (1, Gen.Elements(Enum.GetValues<Read>())));
        var posts = Gen.Frequency(
            (4, Gen.Constant(Post.LostAndTaken)), (3, Gen.Constant(Post.LostAndNotTaken)), (3, Gen.Elements(Enum.GetValues<Post>())));
        var schedules =
            from existing in Gen.Frequency((5, Gen.Constant(Existing.Nothing)), (2, Gen.Elements(Enum.GetValues<Existing>())))
            from fates in posts.ArrayOf(2)
            from landsAfter in mostlyZero
            from hidden in mostlyZero
            from unlisted in mostlyZero
            from readFates in reads.ArrayOf(10)
            from areFine in Gen.Elements(true, false)
            from view in Gen.Elements(Enum.GetValues<View>())
            from pages in Gen.Choose(1, 3)
            from failingPage in Gen.Frequency((4, Gen.Constant(-1)), (1, Gen.Choose(0, 2)))
            from silent in Gen.Elements(true, false)
            from refusesFirst in Gen.Elements(true, false)
            from latency in Gen.Elements(0, 0, 1, 7)
            select new CreateSchedule
            {
                Existing = existing,
                Posts = fates,
                LandsAfter = landsAfter,
                HiddenFromGet = hidden,
                HiddenFromList = unlisted,
                Reads = areFine ? [] : readFates,
                View = view,
                Pages = pages,
                FailingPage = failingPage,
                SilentOnUsedId = silent,
                RefusesBeforeLookingAtTheId = refusesFirst,
                Latency = latency,
            };
        return schedules.ToArbitrary();
    }
}
