using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Protocols;
using FbaOutbound.Protocols.Mws;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Protocols.SpApi20260704;

namespace FbaOutbound.Sessions;

/// <summary>The protocols that a session can speak: a line for each.</summary>
internal static class KnownProtocols
{
    /// <summary>All of them, the default first.</summary>
    public static readonly IReadOnlyList<Protocol> All =
    [
        Rules20200701.Protocol,
        Rules20260704.Protocol,
        MwsRules.Protocol,
    ];

    /// <summary>The name of the protocol whose requests are signed with an access key.</summary>
    public static string SignedVersion { get; } = All.First(protocol => protocol.IsSigned).Rules.ApiVersion;

    /// <summary>The names, as <c>-ApiVersion</c> takes them.</summary>
    public static IEnumerable<string> Names => All.Select(protocol => protocol.Rules.ApiVersion);

    /// <exception cref="FbaException">There is no protocol of this name.</exception>
    public static Protocol Find(string apiVersion, IReadOnlyList<Protocol> protocols) =>
        protocols.FirstOrDefault(protocol => string.Equals(protocol.Rules.ApiVersion, apiVersion, StringComparison.OrdinalIgnoreCase))
        ?? throw new FbaException($"-ApiVersion '{apiVersion}' is not a supported version: use {Sentence(protocols)}.");

    private static string Sentence(IReadOnlyList<Protocol> protocols) =>
        $"{string.Join(", ", protocols.Take(protocols.Count - 1).Select(protocol => protocol.Rules.ApiVersion))} or {protocols[protocols.Count - 1].Rules.ApiVersion}";
}
