using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Protocols;
using FbaOutbound.Quota;
using FbaOutbound.Validation;

namespace FbaOutbound.Sessions;

/// <summary>A seller's connection to one region of a service. It shows where it leads and never what it was opened with.</summary>
[DebuggerDisplay("{Name} ({Marketplace}, {State})")]
public sealed class FbaSession : IDisposable
{
    /// <summary>The state of a session that can be used.</summary>
    internal const string Open = "Open";

    private static readonly TimeSpan s_shortestLimit = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestLimit = TimeSpan.FromDays(1);

    private readonly SessionOptions _options;
    private readonly HttpTransport _transport;
    private readonly RequestPipeline _tokenPipeline;
    private readonly RequestPipeline _pipeline;
    private readonly LwaTokenSource _tokens;
    private readonly FulfillmentOrderClient _orders;
    private readonly FulfillmentOperations _operations;
    private readonly string _accountKey;
    private readonly bool _ownsAccount;
    private int _isClosed;

    /// <exception cref="FbaException">An option cannot be used; the message says which and what to do.</exception>
    internal FbaSession(SessionOptions options)
    {
        _options = options;
        CheckLimit(options.RequestTimeout, "request");
        CheckLimit(options.Deadline ?? s_longestLimit, "call");
        var marketplace = Sessions.Marketplace.Find(options.Marketplace);
        var credential = options.Credential ?? (options.Sandbox is null
            ? throw new FbaException("A session needs a client id, a client secret and a refresh token.")
            : LwaCredential.OfSandbox);
        Marketplace = marketplace.Code;
        MarketplaceId = marketplace.Id;
        Region = marketplace.Region;
        Endpoint = SessionAddresses.Endpoint(options, marketplace);
        var tokenEndpoint = SessionAddresses.TokenEndpoint(options, Endpoint);
        _ownsAccount = options.AccountKey is null && options.Sandbox is not null;
        _accountKey = options.AccountKey ?? (_ownsAccount ? LwaCredential.Hash($"sandbox\n{Guid.NewGuid():N}") : credential.GetAccountKey());

        _transport = new HttpTransport(options.TimeProvider, options.MaxConnections, options.Transport);
        var pipelineOptions = new PipelineOptions
        {
            Endpoint = Endpoint,
            SessionName = options.Name,
            AccountKey = _accountKey,
            TimeProvider = options.TimeProvider,
            RequestTimeout = options.RequestTimeout,
            Deadline = options.Deadline,
            Random = options.Random,
            PlanOverride = options.PlanOverride ?? (options.AmazonSandbox ? SessionOptions.AmazonSandboxPlan : null),
        };
        _tokenPipeline = new RequestPipeline(pipelineOptions with { Endpoint = tokenEndpoint, Deadline = null }, _transport, authorizer: null, quotas: null);
        _tokens = new LwaTokenSource(credential, _tokenPipeline, options.TimeProvider);
        _pipeline = new RequestPipeline(pipelineOptions, _transport, new LwaAuthorizer(_tokens, options.TimeProvider), options.Quotas);
        var service = ServiceFor(options.ApiVersion);
        _operations = new FulfillmentOperations(service, options.Name, Regions.IsProduction(Endpoint) ? Endpoint.Host : null);
        _orders = new FulfillmentOrderClient(service, options.Settlement, options.TimeProvider, options.Name);
    }

    /// <summary>The session's name, which every output carries.</summary>
    public string Name => _options.Name;

    /// <summary>The marketplace's code, such as <c>US</c>.</summary>
    public string Marketplace { get; }

    /// <summary>Amazon's id of the marketplace.</summary>
    public string MarketplaceId { get; }

    /// <summary>The region of the service: <c>NA</c>, <c>EU</c> or <c>FE</c>.</summary>
    public string Region { get; }

    /// <summary>The address that requests are sent to.</summary>
    public Uri Endpoint { get; }

    /// <summary>The protocol's version, such as <c>2020-07-01</c>.</summary>
    public string ApiVersion => _options.ApiVersion;

    /// <summary>Whether nothing real comes of its orders.</summary>
    public bool IsSandbox => _options.IsSandbox || _options.AmazonSandbox || _options.Sandbox is not null;

    /// <summary><c>Open</c> or <c>Closed</c>.</summary>
    public string State => Volatile.Read(ref _isClosed) == 0 ? Open : "Closed";

    /// <summary>The sandbox in this process that the session leads to; null where it leads elsewhere.</summary>
    public object? Sandbox => _options.Sandbox;

    /// <summary>The door that every request of the session goes through.</summary>
    /// <exception cref="SessionClosedException">The session is closed.</exception>
    internal IRequestPipeline Pipeline
    {
        get
        {
            ThrowIfClosed();
            return _pipeline;
        }
    }

    /// <summary>The fulfillment orders of the account.</summary>
    /// <exception cref="SessionClosedException">The session is closed.</exception>
    internal FulfillmentOrderClient Orders
    {
        get
        {
            ThrowIfClosed();
            return _orders;
        }
    }

    /// <summary>Everything around the orders of the account that only some protocols can do.</summary>
    /// <exception cref="SessionClosedException">The session is closed.</exception>
    internal FulfillmentOperations Operations
    {
        get
        {
            ThrowIfClosed();
            return _operations;
        }
    }

    /// <summary>The ISO 3166-1 code of the marketplace's country.</summary>
    internal string CountryCode => Sessions.Marketplace.IsoCountryOf(MarketplaceId)!;

    /// <summary>What orders of this session are filled in and validated for.</summary>
    internal OrderContext OrderContext => new()
    {
        ApiVersion = ApiVersion,
        MarketplaceId = MarketplaceId,
        CountryCode = Marketplace,
        CountryOf = static id => Sessions.Marketplace.All.FirstOrDefault(marketplace => marketplace.Id == id)?.Code,
        Time = _options.TimeProvider,
    };

    internal DateTimeOffset UtcNow => _options.TimeProvider.GetUtcNow();

    /// <summary>Closes the session, and the sandbox in this process if it leads to one: requests under way end, new ones are refused.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        _pipeline.Dispose();
        _tokenPipeline.Dispose();
        _transport.Dispose();
        (Sandbox as IDisposable)?.Dispose();
        if (_ownsAccount)
        {
            _options.Quotas.Forget(_accountKey);
        }
    }

    /// <summary>Says the session's name.</summary>
    /// <returns>The session's name.</returns>
    public override string ToString() => Name;

    /// <summary>Gets an access token, so that a credential that is not accepted shows before the first order does.</summary>
    /// <exception cref="FbaCredentialException">Login with Amazon refused the credential.</exception>
    internal async Task AuthorizeAsync(CancellationToken cancellationToken) => await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>A mark of the account: the hash of the credential, and the host. It holds no secret.</summary>
    internal string Account => $"{_accountKey}@{Endpoint.Authority}";

    /// <summary>The quotas of the session's account, as far as they were used in this process.</summary>
    /// <exception cref="SessionClosedException">The session is closed.</exception>
    internal IReadOnlyList<QuotaStatus> GetQuota()
    {
        ThrowIfClosed();
        return [.. _options.Quotas.GetStatus(_accountKey, Endpoint.Authority).Select(status => status with { Session = Name })];
    }

    // The one place that knows which protocols there are.
    private IFulfillmentService ServiceFor(string apiVersion) => apiVersion switch
    {
        "2020-07-01" => new Protocols.SpApi20200701.FulfillmentService(_pipeline),
        "2026-07-04" => new Protocols.SpApi20260704.FulfillmentService(_pipeline, id => Sessions.Marketplace.IsoCountryOf(id ?? MarketplaceId)),
        _ => throw new FbaException($"-ApiVersion '{apiVersion}' is not a version that this module speaks: use 2020-07-01 or 2026-07-04."),
    };

    private static void CheckLimit(TimeSpan limit, string what)
    {
        if (limit < s_shortestLimit || limit > s_longestLimit)
        {
            throw new FbaException($"The time limit of a {what} must lie between 0.01 seconds and one day.");
        }
    }

    private void ThrowIfClosed()
    {
        if (Volatile.Read(ref _isClosed) != 0)
        {
            throw SessionClosedException.Of(Name);
        }
    }
}
