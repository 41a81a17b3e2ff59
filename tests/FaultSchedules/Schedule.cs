using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Shipments;

namespace FbaOutbound.FaultSchedules;

internal enum Work
{
    Create,
    Update,
    Cancel,
    Purchase,
    CancelShipment,
}

/// <summary>What is there under a create's id before the first run.</summary>
internal enum Before
{
    Nothing,
    TheSame,
    Another,
}

/// <summary>One record of the input.</summary>
internal sealed record InputRecord(int Number, Work Work, string Id, int Quantity, string Sku)
{
    public const string KnownSku = "SKU-MUG-BLUE";
    public const string UnknownSku = "SKU-OF-NOBODY";

    public Before Before { get; init; }

    public string? Action { get; init; }

    /// <summary>An update's new text; null for one that ships.</summary>
    public string? Comment { get; init; }

    public bool IsRefused => Sku == UnknownSku;

    public override string ToString() =>
        $"{Number}: {Work} {Id}{(Work == Work.Create ? $" {Quantity} × {Sku}, {Action ?? "no action"}, before: {Before}" : "")}{(Work == Work.Update ? $" {Action} {Comment}" : "")}";
}

/// <summary>One start of the program: with what it is hit, and how it ends.</summary>
internal sealed record RunPlan
{
    /// <summary>The request of the run at which the process is killed; 0 for never.</summary>
    public int KilledAt { get; init; }

    /// <summary>Whether the service still gets that request.</summary>
    public bool KilledAfter { get; init; }

    /// <summary>When the process is killed, counted from the run's start; null for never.</summary>
    public TimeSpan? KilledWhen { get; init; }

    /// <summary>The write to the journal at which the process is killed; 0 for never.</summary>
    public int KilledAtWrite { get; init; }

    /// <summary>What has become of that write: not begun, half done, done and not flushed, flushed.</summary>
    public int KilledInWrite { get; init; }

    /// <summary>How much of what was written and not flushed a killed process leaves: less than all of it is a loss of power.</summary>
    public double Survives { get; init; } = 1;

    /// <summary>The request at which the user gives up (Ctrl+C); 0 for never.</summary>
    public int StoppedAt { get; init; }

    /// <summary>The request for a token at which one record is given up, and no other; 0 for never.</summary>
    public int GivenUpAt { get; init; }

    /// <summary>The number of the record that is given up.</summary>
    public int GivenUp { get; init; }

    /// <summary>The request at which the session is closed; 0 for never.</summary>
    public int ClosedAt { get; init; }

    public int InFlight { get; init; }

    public TimeSpan RequestTimeout { get; init; }

    public TimeSpan? Deadline { get; init; }

    /// <summary>How far the client's clock is from the service's.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>When the client's clock is set to another time, and by how much.</summary>
    public (TimeSpan After, TimeSpan By)? Jump { get; init; }

    /// <summary>How long after the end of the run before the next begins.</summary>
    public TimeSpan Pause { get; init; }

    public override string ToString() => FormattableString.Invariant(
        $"killed at {KilledAt}{(KilledAfter ? " (taken)" : "")}/{KilledWhen?.TotalSeconds:0.#} s/write {KilledAtWrite} phase {KilledInWrite}, {Survives} survives, stopped at {StoppedAt}, {GivenUp} given up at token {GivenUpAt}, closed at {ClosedAt}, {InFlight} in flight, time-out {RequestTimeout.TotalSeconds:0} s, deadline {Deadline?.TotalSeconds:0} s, skew {Skew}, jump {Jump?.After.TotalSeconds:0} s {Jump?.By}, then {Pause.TotalSeconds:0} s");
}

/// <summary>A time in which one fault hits everything.</summary>
internal sealed record Storm(TimeSpan From, TimeSpan To, Fate Fate, bool HitsTokens, bool HitsService);

/// <summary>One course of events. All of it follows from its seed.</summary>
internal sealed class Schedule
{
    public const string Version2020 = "2020-07-01";
    public const string Version2026 = "2026-07-04";
    public const string Mws = "Mws";

    private static readonly string[] s_versions = [Version2020, Version2020, Version2026, Version2026, Mws];
    private readonly List<(Wire Wire, FaultKind Kind)> _kinds = [];
    private readonly double _chance;
    private readonly double _tokenChance;
    private readonly double _chanceOfReads;

    public Schedule(long seed)
    {
        Seed = seed;
        var draw = new Draw(seed, 1);
        Version = draw.Of(s_versions);
        UsesJournal = draw.Chance(0.6);
        UsesRealFile = UsesJournal && draw.Chance(0.03);
        AcceptsOnly = draw.Chance(0.3);
        Records = DrawRecords(draw);
        var kinds = draw.Next(1, 6);
        for (var i = 0; i < kinds; i++)
        {
            _kinds.Add(Admitted(draw));
        }

        _chance = draw.Of([0.05, 0.15, 0.3, 0.5, 0.8]);
        _chanceOfReads = draw.Of([0, 0.1, 0.3, 1.0]) * _chance;
        _tokenChance = draw.Of([0, 0, 0.1, 0.4]);
        Runs = [.. Enumerable.Range(0, UsesJournal ? draw.Next(1, 3) : draw.Next(1, 2)).Select(_ => DrawRun(draw))];
        Storms = [.. Enumerable.Range(0, draw.Of([0, 0, 1, 1, 2])).Select(_ => DrawStorm(draw))];
        Rate = draw.Of<double?>([null, null, 0, 0.5, 5]);
        Burst = draw.Of<int?>([null, 1, 3]);
        Latency = draw.Seconds(0, draw.Of([0, 0, 1, 4]));
        TokenLifetime = draw.Of([TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(3)]);
        AnnouncedTokenLifetime = draw.Chance(0.2) ? TimeSpan.FromHours(1) : null;
        RevokedAfter = draw.Chance(0.08) ? draw.Seconds(0, 60) : null;
        ReadableAfter = draw.Chance(0.25) ? draw.Seconds(1, 25) : TimeSpan.Zero;
        TellsTime = draw.Chance(0.5);
        TimeToApply = draw.Chance(0.3) ? draw.Seconds(1, 15) : TimeSpan.Zero;

        // Drawn apart, so that what a seed meant before it means still.
        var tokens = new Draw(seed, 2);
        TokenLatency = tokens.Chance(0.3) && TokenLifetime >= TimeSpan.FromHours(1) ? tokens.Seconds(0, 12) : TimeSpan.Zero;
        Runs =
        [
            .. Runs.Select(
                run => run with { GivenUpAt = tokens.Chance(0.25) ? tokens.Next(1, 6) : 0, GivenUp = tokens.Next(1, Records.Count) }),
        ];
    }

    public long Seed { get; }

    public string Version { get; }

    public bool UsesJournal { get; }

    /// <summary>Whether the journal is in a file system, and not in memory.</summary>
    public bool UsesRealFile { get; }

    public IReadOnlyList<InputRecord> Records { get; }

    public IReadOnlyList<RunPlan> Runs { get; }

    public IReadOnlyList<Storm> Storms { get; }

    public double? Rate { get; }

    public int? Burst { get; }

    public TimeSpan Latency { get; }

    public TimeSpan TokenLifetime { get; }

    public TimeSpan? AnnouncedTokenLifetime { get; }

    /// <summary>How long every token takes to come, also where nothing else goes wrong.</summary>
    public TimeSpan TokenLatency { get; }

    /// <summary>When the seller takes the authorization back, for the rest of the runs that meet faults.</summary>
    public TimeSpan? RevokedAfter { get; }

    public TimeSpan ReadableAfter { get; }

    /// <summary>Whether answers carry the service's time.</summary>
    public bool TellsTime { get; }

    public bool AcceptsOnly { get; }

    public TimeSpan TimeToApply { get; }

    /// <summary>The fate of one request; null if nothing happens to it.</summary>
    public Fate? FateOf(int serial, bool isToken, bool isRead, TimeSpan elapsed)
    {
        foreach (var storm in Storms)
        {
            if (elapsed >= storm.From && elapsed < storm.To && (isToken ? storm.HitsTokens : storm.HitsService))
            {
                return storm.Fate;
            }
        }

        var draw = new Draw(Seed, 1000 + serial);
        return draw.Chance(isToken ? _tokenChance : isRead ? _chanceOfReads : _chance) ? DrawFate(draw, draw.Of(_kinds)) : null;
    }

    public override string ToString() => string.Join("\n", [
        FormattableString.Invariant(
            $"seed {Seed}: {Version}, journal {UsesJournal}, faults {string.Join(", ", _kinds.Select(kind => kind.Wire == Wire.Service ? kind.Kind.ToString() : kind.Wire.ToString()))}"),
        FormattableString.Invariant(
            $"  chance {_chance}, reads {_chanceOfReads}, tokens {_tokenChance}; rate {Rate}, burst {Burst}, latency {Latency.TotalSeconds:0.#} s, token {TokenLifetime}/{AnnouncedTokenLifetime} after {TokenLatency.TotalSeconds:0.#} s, revoked {RevokedAfter?.TotalSeconds:0} s, readable after {ReadableAfter.TotalSeconds:0.#} s, accepts {AcceptsOnly}, applies after {TimeToApply.TotalSeconds:0.#} s"),
        .. Records.Select(record => $"  {record}"),
        .. Runs.Select(run => $"  run: {run}"),
        .. Storms.Select(storm => $"  storm {storm.From.TotalSeconds:0}-{storm.To.TotalSeconds:0} s: {storm.Fate}"),
    ]);

    private static Fate DrawFate(Draw draw, (Wire Wire, FaultKind Kind) kind) =>
        new(kind.Wire, kind.Kind, draw.Chance(0.6), draw.Chance(0.8) ? draw.Seconds(1, 25) : draw.Seconds(25, 100), draw.Next(0, 7));

    // 32 MB are read of each huge answer, so it is rare.
    private (Wire Wire, FaultKind Kind) Admitted(Draw draw)
    {
        while (true)
        {
            var kind = draw.Of(Fate.All);
            var isUsable = kind switch
            {
                (Wire.Huge, _) => draw.Chance(0.02),
                // A service that answers a used id as if it had created the order cannot be distinguished from one that has, unless its
                // response holds the order.
                (_, FaultKind.SilentDuplicate) =>
                    (Version == Version2026 && !AcceptsOnly)
                        || Records.All(record => record.Before != Before.Another)
                        && Records.Select(record => record.Id).Distinct().Count() == Records.Count,
                _ => true,
            };
            if (isUsable)
            {
                return kind;
            }
        }
    }

    private List<InputRecord> DrawRecords(Draw draw)
    {
        var records = new List<InputRecord>();
        var count = draw.Next(3, 8);
        for (var number = 1; number <= count; number++)
        {
            var work = draw.Of(
                [
                    Work.Create, Work.Create, Work.Create, Work.Create, Work.Create, Work.Update, Work.Cancel, Work.Purchase,
                    Work.CancelShipment]);
            records.Add(work switch
            {
                Work.Create => DrawCreate(draw, number, records),
                Work.Update => DrawUpdate(draw, number),
                Work.Cancel => new InputRecord(number, work, $"C-{number}", 1, InputRecord.KnownSku),
                Work.Purchase =>
                    new InputRecord(number, work, FormattableString.Invariant($"903-1713775-{number:0000000}"), 1, InputRecord.KnownSku),
                _ => new InputRecord(number, work, FormattableString.Invariant($"903-2713775-{number:0000000}"), 1, InputRecord.KnownSku),
            });
        }

        return records;
    }

    private InputRecord DrawCreate(Draw draw, int number, List<InputRecord> records)
    {
        var earlier = records.Where(record => record.Work == Work.Create).ToList();
        if (earlier.Count > 0 && draw.Chance(0.08))
        {
            var twin = draw.Of(earlier);
            return twin with { Number = number, Quantity = draw.Chance(0.5) ? twin.Quantity : twin.Quantity + 10 };
        }

        return new InputRecord(
            number, Work.Create, $"E-{number}", draw.Next(1, 9), draw.Chance(0.12) ? InputRecord.UnknownSku : InputRecord.KnownSku)
        {
            Action = draw.Chance(0.3) ? OrderStatus.Hold : OrderStatus.Ship,
            Before = draw.Of([Before.Nothing, Before.Nothing, Before.Nothing, Before.Nothing, Before.TheSame, Before.Another]),
        };
    }

    private InputRecord DrawUpdate(Draw draw, int number)
    {
        var ships = Version == Version2026 || draw.Chance(0.5);
        return new InputRecord(number, Work.Update, $"U-{number}", 1, InputRecord.KnownSku)
        {
            Action = ships ? OrderStatus.Ship : OrderStatus.Hold,
            Comment = ships ? null : $"Comment {number}",
        };
    }

    private static RunPlan DrawRun(Draw draw)
    {
        var end = draw.Of(["", "", "", "killed", "killed", "killed when", "killed writing", "killed writing", "stopped", "closed"]);
        return new RunPlan
        {
            KilledAt = end == "killed" ? draw.Next(1, 25) : 0,
            KilledAfter = draw.Chance(0.6),
            KilledWhen = end == "killed when" ? draw.Seconds(0, 60) : null,
            KilledAtWrite = end == "killed writing" ? draw.Next(1, 20) : 0,
            KilledInWrite = draw.Next(0, 3),
            Survives = draw.Of([1, 1, 0, 0.3, 0.8]),
            StoppedAt = end == "stopped" ? draw.Next(1, 25) : 0,
            ClosedAt = end == "closed" ? draw.Next(1, 25) : 0,
            InFlight = draw.Next(1, 8),
            RequestTimeout = draw.Of(
                [TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2)]),
            Deadline = draw.Chance(0.1) ? draw.Seconds(1, 40) : null,
            Skew = draw.Of(
                [
                    TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(-4), TimeSpan.FromMinutes(10),
                    TimeSpan.FromMinutes(-40), TimeSpan.FromHours(3)]),
            Jump = draw.Chance(0.15) ? (draw.Seconds(0, 40), TimeSpan.FromMinutes(draw.Next(-300, 300))) : null,
            Pause = draw.Of([TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(3)]),
        };
    }

    private Storm DrawStorm(Draw draw)
    {
        var from = draw.Seconds(0, 60);
        var kind = draw.Of<(Wire, FaultKind)>([
            (Wire.Throttled, default), (Wire.ThrottledForSeconds, default), (Wire.ThrottledAbsurdly, default), (Wire.Gateway500, default),
            (Wire.Gateway502, default), (Wire.Gateway503, default),
            (Wire.Gateway504, default), (Wire.Refused, default), (Wire.NoName, default), (Wire.ResetBefore, default),
            (Wire.ResetAfter, default), (Wire.Slow, default), (Wire.Redirect, default),
            (Wire.Blocked403, default), (Wire.GatewayJson, default), (Wire.OtherAnswer, default), (Wire.EndlessPages, default),
            (Wire.Expire, default), (Wire.Service, FaultKind.ReadStale), (Wire.Service, FaultKind.ReadDenied)]);
        var hits = draw.Next(0, 2);
        return new Storm(
            from, from + (draw.Chance(0.1) ? draw.Seconds(120, 1800) : draw.Seconds(5, 120)), DrawFate(draw, kind), hits != 0, hits != 1);
    }

    /// <summary>The order of a record.</summary>
    public static FulfillmentOrder OrderOf(InputRecord record) => new()
    {
        SellerFulfillmentOrderId = record.Id,
        Action = record.Action,
        DestinationAddress = new Address
        {
            Name = "Ada Example",
            AddressLine1 = "1 Invented Avenue",
            City = "Fableville",
            StateOrRegion = "OR",
            PostalCode = "97000",
            CountryCode = "US",
        },
        Items = [new FulfillmentOrderItem { SellerSku = record.Sku, Quantity = record.Quantity }],
    };

    public static OrderUpdate UpdateOf(InputRecord record) => new()
    {
        SellerFulfillmentOrderId = record.Id,
        Action = record.Action!,
        DisplayableOrderComment = record.Comment,
    };

    public static ShipmentPurchase PurchaseOf(InputRecord record) => new()
    {
        Request = new ShipmentRequest
        {
            AmazonOrderId = record.Id,
            ItemList =
            [
                new ShipmentItem { OrderItemId = record.Number.ToString("00000000000000", CultureInfo.InvariantCulture), Quantity = 1 },
            ],
            ShipFromAddress = new ShipmentAddress
            {
                Name = "Zoe Example",
                AddressLine1 = "1 Sample Street",
                City = "Testville",
                StateOrProvinceCode = "WA",
                PostalCode = "98101",
                CountryCode = "US",
                Email = "zoe@example.com",
                Phone = "206-555-0100",
            },
            PackageDimensions = new PackageDimensions { Length = 5, Width = 5, Height = 5, Unit = "inches" },
            Weight = new Weight { Value = 10, Unit = "oz" },
            ShippingServiceOptions = new ShippingServiceOptions
            {
                DeliveryExperience = "DeliveryConfirmationWithoutSignature", LabelFormat = "ZPL203"
            },
        },
        ShippingServiceId = "UPS_PTP_2ND_DAY_AIR",
    };
}
