using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox;

namespace FbaOutbound.FaultSchedules;

/// <summary>What a request asks for.</summary>
internal enum Asked
{
    Token,
    Create,
    Update,
    Cancel,
    Get,
    List,
    Purchase,
    CancelShipment,
    GetShipment,
    RestrictedToken,
    Other,
}

/// <summary>What its sender learnt of a request.</summary>
internal enum Learnt
{
    /// <summary>Nothing that could be relied on.</summary>
    Nothing,

    /// <summary>A success.</summary>
    Success,

    /// <summary>That there is no such order.</summary>
    NotFound,

    /// <summary>That it was not taken: no connection, throttled, an expired token.</summary>
    NotTaken,

    /// <summary>That it was refused.</summary>
    Refused,
}

/// <summary>One request that reached the network.</summary>
internal sealed class Sent(int serial, int run, DateTimeOffset time, Asked asked, InputRecord? record)
{
    private readonly List<SandboxRequest> _arrivals = [];

    public int Serial { get; } = serial;

    public int Run { get; } = run;

    public DateTimeOffset Time { get; } = time;

    public Asked Asked { get; } = asked;

    public InputRecord? Record { get; } = record;

    public Fate? Fate { get; set; }

    /// <summary>When the response came; null if none did.</summary>
    public DateTimeOffset? Answered { get; set; }

    public int Status { get; set; }

    public Learnt Learnt { get; set; }

    /// <summary>Whether the order that was requested is in a response.</summary>
    public bool Shows { get; set; }

    /// <summary>Whether the list goes on.</summary>
    public bool GoesOn { get; set; }

    /// <summary>How often the service did what was asked; it may yet.</summary>
    public int Taken => _arrivals.Count(arrival => arrival.Taken);

    public bool IsForToken => Asked is Asked.Token or Asked.RestrictedToken;

    public bool IsChange => Asked is Asked.Create or Asked.Update or Asked.Cancel or Asked.Purchase or Asked.CancelShipment;

    public void Arrived(SandboxRequest arrival) => _arrivals.Add(arrival);

    public override string ToString() =>
        FormattableString.Invariant(
            $"{Time:HH:mm:ss.f} run {Run} #{Serial} {Asked} {Record?.Id} → {Status} {Learnt}{(Shows ? " shown" : "")}{(Taken > 0 ? $", taken {Taken}" : "")}{(Fate is null ? "" : $" [{Fate}]")}");
}
