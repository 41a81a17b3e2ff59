using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using FbaOutbound.Calls;
using FbaOutbound.Protocols;
using FbaOutbound.Quota;
using FbaOutbound.Settlement;
using FbaOutbound.Stores;

namespace FbaOutbound.Sessions;

/// <summary>What a session is opened with.</summary>
internal sealed record SessionOptions
{
    /// <summary>The plan of Amazon's own sandbox, for every operation.</summary>
    public static readonly UsagePlan AmazonSandboxPlan = new(5, 15);

    public string Name { get; init; } = "Default";

    /// <summary>The marketplace's code or id.</summary>
    public required string Marketplace { get; init; }

    /// <summary>Null only for a sandbox that asks for none.</summary>
    public LwaCredential? Credential { get; init; }

    /// <summary>
    /// What requests of MWS are signed with; null only for a sandbox that asks for none, and for the Selling Partner API.
    /// </summary>
    public MwsCredential? MwsCredential { get; init; }

    /// <summary>The address that replaces the region's host; named by the user.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The address that replaces Login with Amazon; named by the user.</summary>
    public Uri? TokenEndpoint { get; init; }

    public string ApiVersion { get; init; } = KnownProtocols.All[0].Rules.ApiVersion;

    /// <summary>The protocols that the version is one of.</summary>
    public IReadOnlyList<Protocol> Protocols { get; init; } = KnownProtocols.All;

    /// <exception cref="FbaException">The version is none of them.</exception>
    public Protocol Protocol => KnownProtocols.Find(ApiVersion, Protocols);

    /// <summary>Whether to use Amazon's own sandbox of the region.</summary>
    public bool AmazonSandbox { get; init; }

    /// <summary>Whether orders are not real, for another reason than <see cref="AmazonSandbox"/>.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>Makes the handler that takes the network's place for the service and for tokens.</summary>
    public Func<HttpMessageHandler>? Transport { get; init; }

    /// <summary>The proxy between this machine and the services; null for the system's own choice.</summary>
    public IWebProxy? Proxy { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long one attempt may take.</summary>
    /// <value>The default value is 30 seconds.</value>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a call may take with all its waits and repeats; null for no limit.</summary>
    /// <value>The default value is null.</value>
    public TimeSpan? Deadline { get; init; }

    /// <summary>How unknown outcomes are settled.</summary>
    public SettlementOptions Settlement { get; init; } = new();

    /// <summary>The most connections to one host.</summary>
    /// <value>The default value is 64.</value>
    public int MaxConnections { get; init; } = 64;

    /// <summary>Numbers from 0 to 1, which spread repeats in time.</summary>
    public Func<double> Random { get; init; } = Jitter.Next;

    /// <summary>The plan that replaces every operation's published one.</summary>
    public UsagePlan? PlanOverride { get; init; }

    /// <summary>The sandbox in this process that the session belongs to.</summary>
    public object? Sandbox { get; init; }

    /// <summary>
    /// What tells the account of a sandbox in this process from others and outlives the process; null if nothing of the sandbox does.
    /// </summary>
    public string? SandboxAccount { get; init; }

    /// <summary>Where processes share the quotas; null for those of <see cref="Quotas"/>.</summary>
    public StoreLocation? QuotaStore { get; init; }

    /// <summary>The log of the session, which closes it; null for none.</summary>
    public SessionLog? Log { get; init; }

    /// <summary>The buckets.</summary>
    public QuotaRegistry Quotas { get; init; } = QuotaRegistry.Process;

    /// <summary>Returns these options with a log on their clock; without one where the path is null.</summary>
    /// <exception cref="LogFileException">The file cannot be a log.</exception>
    public SessionOptions WithLog(string? path) => path is null ? this : this with { Log = SessionLog.Open(path, Name, TimeProvider) };

    /// <summary>Returns these options with the dates of a service that has its own calendar; waiting stays real.</summary>
    public SessionOptions WithDates(Func<DateTimeOffset> now) => this with { TimeProvider = new DatedTime(now) };
}
