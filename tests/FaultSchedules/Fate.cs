using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox.Faults;

namespace FbaOutbound.FaultSchedules;

/// <summary>What the network, or something in between, does to a request beyond what the sandbox's own faults do.</summary>
internal enum Wire
{
    /// <summary>The fault is one of the sandbox's own.</summary>
    Service,
    NoName,
    Refused,
    Handshake,
    NoTrust,
    ResetBefore,
    ResetAfter,
    Gateway500,
    Gateway502,
    Gateway503,
    Gateway504,
    Gateway408,
    Blocked403,
    Blocked404,
    ProxyAuthentication,
    Html200,
    Empty200,
    Empty204,
    OtherJson200,
    GzipBroken,
    GzipCut,
    GzipNone,
    Huge,
    Drip,
    Redirect,
    Twice,
    Slow,
    Throttled,
    ThrottledForSeconds,
    ThrottledAbsurdly,
    Expire,
    Revoke,
    GatewayJson,
    UndeclaredSuccess,
    OtherAnswer,
    EndlessPages,
}

/// <summary>What happens to one request.</summary>
/// <param name="Wire">What the network does.</param>
/// <param name="Kind">The sandbox's fault, if it is one of those.</param>
/// <param name="IsTaken">Whether the service gets the request although its sender learns nothing of it.</param>
/// <param name="Delay">How long it lasts, where it lasts a while.</param>
/// <param name="Variant">Which of several forms.</param>
internal sealed record Fate(Wire Wire, FaultKind Kind, bool IsTaken, TimeSpan Delay, int Variant)
{
    private static readonly FaultKind[] s_service =
    [
        .. Enum.GetValues<FaultKind>().Where(kind => kind is not (FaultKind.None or FaultKind.BurntId or FaultKind.SilentDuplicate)),
    ];

    /// <summary>All faults there are: those of the network, and the sandbox's.</summary>
    public static IReadOnlyList<(Wire Wire, FaultKind Kind)> All { get; } =
    [
        .. Enum.GetValues<Wire>().Where(wire => wire != Wire.Service).Select(wire => (wire, FaultKind.None)),
        .. s_service.Select(kind => (Wire.Service, kind)),
        (Wire.Service, FaultKind.BurntId),
        (Wire.Service, FaultKind.SilentDuplicate),
    ];

    public string Name => Wire == Wire.Service ? Kind.ToString() : Wire.ToString();

    public override string ToString() => $"{Name}{(IsTaken ? ", taken" : "")}, {Delay.TotalSeconds:0.#} s, {Variant}";
}
