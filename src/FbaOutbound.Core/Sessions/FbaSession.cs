using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Protocols;
using FbaOutbound.Quota;
using FbaOutbound.Services;
using FbaOutbound.Settlement;
using FbaOutbound.Stores;
using FbaOutbound.Texts;

namespace FbaOutbound.Sessions;

/// <summary>A seller's connection to one region of a service. It shows where it leads and never what it was opened with.</summary>
[DebuggerDisplay("{Name} ({Marketplace}, {State})")]
public sealed class FbaSession : IDisposable
{
    /// <summary>The state of a session that can be used.</summary>
    internal const string Open = "Open";

    // Of each order its id, and its id with its goods.
    private const int MostOrdersOfRows = 20_000;
    private const int MostTold = 100;

    private static readonly TimeSpan s_shortestLimit = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestLimit = TimeSpan.FromDays(1);

    private readonly SessionOptions _options;
    private readonly HttpTransport _transport;
    private readonly SessionProtocol _protocol;
    private readonly ServerControl _control;
    private readonly Protocol _spoken;
    private OrderContext? _orderContext;
    private readonly FulfillmentOrderClient _orders;
    private readonly ShipmentClient _shipments;
    private readonly InventoryClient? _inventory;
    private readonly FulfillmentOperations _operations;
    private readonly ProtocolPlace _place;
    private readonly string _accountKey;
    private readonly bool _ownsAccount;
    private int _isClosed;

    /// <summary>The orders that were sent lately from rows with this session.</summary>
    internal RecentTexts OrdersOfRows { get; } = new(MostOrdersOfRows);

    /// <summary>What the user was told, and is not told again with this session.</summary>
    internal RecentTexts Told { get; } = new(MostTold);

    /// <exception cref="FbaException">An option cannot be used; the message says which and what to do.</exception>
    internal FbaSession(SessionOptions options)
    {
        CheckLimit(options.RequestTimeout, "request");
        CheckLimit(options.Deadline ?? s_longestLimit, "call");
        var marketplace = Sessions.Marketplace.Find(options.Marketplace);
        Marketplace = marketplace.Code;
        MarketplaceId = marketplace.Id;
        Region = marketplace.Region;
        Endpoint = SessionAddresses.Endpoint(options, marketplace);
        _spoken = options.Protocol;
        var credentialKey = SessionProtocol.AccountKeyOf(options, _spoken);
        _ownsAccount = options.Sandbox is not null;
        _accountKey = _ownsAccount ? TextHash.Hex($"sandbox\n{options.SandboxAccount ?? Guid.NewGuid().ToString("N")}") : credentialKey;

        if (options.QuotaStore is not null)
        {
            options = options with { Quotas = SharedStores.OpenQuotas(options.QuotaStore, options.TimeProvider) };
        }

        _options = options;
        var secrets = new SecretFilter();
        _transport = new HttpTransport(options.TimeProvider, options.MaxConnections, options.Transport, secrets, options.Proxy);
        _place = new ProtocolPlace(MarketplaceId, EndpointCountry, Sessions.Marketplace.IsoCountryOf);
        var pipelineOptions = new PipelineOptions
        {
            Endpoint = Endpoint,
            Secrets = secrets,
            SessionName = options.Name,
            Sink = options.Log,
            AccountKey = _accountKey,
            TimeProvider = options.TimeProvider,
            RequestTimeout = options.RequestTimeout,
            Deadline = options.Deadline,
            Random = options.Random,
            PlanOverride = options.PlanOverride ?? (options.AmazonSandbox ? SessionOptions.AmazonSandboxPlan : null),
        };
        try
        {
            _protocol = SessionProtocol.Open(
                options,
                _spoken,
                pipelineOptions,
                _transport,
                _place,
                Region);
        }
        catch
        {
            CloseQuotas();
            throw;
        }

        _control = new ServerControl(pipelineOptions, _transport);
        var mark = new SessionMark(options.Name, AccountMark = SessionMark.OfAccount(Account));
        _operations = new FulfillmentOperations(_protocol.Orders, mark, Regions.IsProduction(Endpoint) ? Endpoint.Host : null);
        _orders = new FulfillmentOrderClient(_protocol.Orders, options.Settlement, options.TimeProvider, mark);
        _shipments = new ShipmentClient(_protocol.Shipments, options.Settlement, options.TimeProvider, mark);
        _inventory = _protocol.Inventory is { } inventory ? new InventoryClient(inventory, options.TimeProvider, mark) : null;
    }

    /// <summary>The session's name, which every output carries.</summary>
    public string Name => _options.Name;

    /// <summary>The marketplace's code, such as <c>US</c>.</summary>
    public string Marketplace { get; }

    /// <summary>Amazon's id of the marketplace.</summary>
    public string MarketplaceId { get; }

    /// <summary>The region of the service: <c>NA</c>, <c>EU</c> or <c>FE</c>.</summary>
    public string Region { get; }

    /// <inheritdoc cref="Regions.DayOffset"/>
    internal TimeSpan DayOffset => Regions.DayOffset(Region);

    /// <summary>The address that requests are sent to.</summary>
    public Uri Endpoint { get; }

    /// <summary>The protocol's version, such as <c>2020-07-01</c>.</summary>
    public string ApiVersion => _spoken.Rules.ApiVersion;

    /// <summary>Whether nothing real comes of its orders.</summary>
    public bool IsSandbox => _options.IsSandbox || _options.AmazonSandbox || _options.Sandbox is not null;

    /// <summary>How long the response to one request may take.</summary>
    public TimeSpan RequestTimeout => _options.RequestTimeout;

    /// <summary>
    /// The file or the database in which several processes share the account's quotas; null if they are this process's own.
    /// </summary>
    public string? QuotaStore => _options.Quotas.Store;

    /// <summary>The file to which the session's requests are logged; null for none.</summary>
    public string? LogPath => _options.Log?.Path;

    /// <summary><c>Open</c> or <c>Closed</c>.</summary>
    public string State => Volatile.Read(ref _isClosed) == 0 ? Open : "Closed";

    /// <summary>The sandbox in this process that the session leads to; null if it leads elsewhere.</summary>
    internal object? Sandbox => _options.Sandbox;

    /// <summary>The test control of the sandbox server on this machine that the session leads to.</summary>
    /// <exception cref="SessionClosedException">The session is closed.</exception>
    /// <exception cref="SandboxOnlyException">The session leads to another machine.</exception>
    internal ServerControl Control
    {
        get
        {
            ThrowIfClosed();
            return Endpoint.IsLoopback ? _control : throw new SandboxOnlyException(NotControlled());
        }
    }

    /// <summary>The pipeline that every request of the session goes through.</summary>
    /// <exception cref="SessionClosedException">The session is closed.</exception>
    internal IRequestPipeline Pipeline
    {
        get
        {
            ThrowIfClosed();
            return _protocol.Pipeline;
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

    /// <summary>The merchant-fulfilled shipments of the account.</summary>
    /// <exception cref="SessionClosedException">The session is closed.</exception>
    internal ShipmentClient Shipments
    {
        get
        {
            ThrowIfClosed();
            return _shipments;
        }
    }

    /// <summary>The stock of the account in Amazon's fulfillment network.</summary>
    /// <exception cref="SessionClosedException">The session is closed.</exception>
    /// <exception cref="OperationNotSupportedException">The session's protocol has none.</exception>
    internal InventoryClient Inventory
    {
        get
        {
            ThrowIfClosed();
            return _inventory ?? throw _spoken.Rules.Lacks<IInventoryService>("does not support the FBA Inventory API");
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
    internal OrderContext OrderContext => _orderContext ??= new(_spoken.Rules)
    {
        MarketplaceId = MarketplaceId,
        CountryCode = EndpointCountry,
        CountryOf = static id => Sessions.Marketplace.All.FirstOrDefault(marketplace => marketplace.Id == id)?.Code,
        ServesMarketplace = id => Sessions.Marketplace.RegionOf(id) is not { } region
            || region == Sessions.Marketplace.RegionOf(MarketplaceId),
        Time = _options.TimeProvider,
    };

    /// <summary>The country of an endpoint of MWS that is known; otherwise the marketplace's.</summary>
    internal string EndpointCountry => (_spoken.IsSigned ? MwsHosts.CountryOf(Endpoint) : null) ?? Marketplace;

    internal DateTimeOffset UtcNow => _options.TimeProvider.GetUtcNow();

    /// <summary>Opens a journal of this session's account and version, on its clock.</summary>
    internal RunJournal OpenJournal(IJournalStore store, JournalAccount account) => new(
        store, account, ApiVersion, _options.TimeProvider, MarketplaceId);

    /// <summary>
    /// Closes the session, and the sandbox in this process if it leads to one: requests under way end, new ones are refused.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        _protocol.Dispose();
        _control.Dispose();
        _transport.Dispose();
        (Sandbox as IDisposable)?.Dispose();
        CloseQuotas();
        _options.Log?.Dispose();
    }

    /// <summary>
    /// Returns the sandbox in this process that the session leads to; null if it leads elsewhere. Scripts have the property Sandbox,
    /// which is type data: a property of .NET would be written by ConvertTo-Json, with all orders and requests.
    /// </summary>
    public object? GetSandbox() => Sandbox;

    /// <summary>Says the session's name.</summary>
    /// <returns>The session's name.</returns>
    public override string ToString() => Name;

    /// <summary>
    /// Gets an access token, so that a credential that is not accepted shows before the first order does. On MWS nothing is sent: each
    /// request proves itself, and the one harmless operation may be asked twice in ten minutes.
    /// </summary>
    /// <exception cref="FbaCredentialException">Login with Amazon refused the credential.</exception>
    internal Task AuthorizeAsync(CancellationToken cancellationToken) => _protocol.AuthorizeAsync(cancellationToken);

    /// <summary>
    /// Takes an order through the code that writes, permits and reads a request, without sending it, so that this code is compiled when
    /// the first order is sent. On MWS nothing is done.
    /// </summary>
    internal async Task RehearseAsync(FulfillmentOrder order)
    {
        if (!_spoken.IsSigned)
        {
            await _spoken.Orders(new Rehearsal(), _place).CreateAsync(order, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Requires a protocol that says how its service is.</summary>
    /// <exception cref="FbaException">The session's protocol has no such operation.</exception>
    internal void RequireServiceStatus() => _ = _protocol.RequireStatus();

    /// <summary>Returns the status of the sections of MWS.</summary>
    /// <exception cref="FbaException">The session's protocol has no such operation.</exception>
    internal async Task<ServiceStatus> GetServiceStatusAsync(string section, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        return await _protocol.GetServiceStatusAsync(section, cancellationToken).ConfigureAwait(false) with { Session = Name };
    }

    /// <summary>A mark of the account: the hash of the credential, and the host. It holds no secret.</summary>
    internal string Account => $"{_accountKey}@{Endpoint.Authority}";

    /// <summary>The hash of the account that the outputs carry.</summary>
    internal string AccountMark { get; }

    /// <summary>The quotas of the session's account, as far as they were used in this process.</summary>
    /// <exception cref="SessionClosedException">The session is closed.</exception>
    internal IReadOnlyList<QuotaStatus> GetQuota()
    {
        ThrowIfClosed();
        return [.. _options.Quotas.GetStatus(_accountKey, Endpoint.Authority).Select(status => status with { Session = Name })];
    }

    private string NotControlled()
    {
        var where = Regions.IsProduction(Endpoint) ? $"{Endpoint.Host}, where orders are real"
            : _options.AmazonSandbox ? "Amazon's own sandbox"
            : $"{Endpoint.Host}, and a sandbox server can be controlled from its own machine only";
        return $"Session '{Name}' is connected to {where}. Nothing was sent. To set a sandbox's clock, stock and faults, connect with "
            + "Connect-FbaSession -Sandbox, or to a server that Start-FbaSandboxServer started.";
    }

    private void CloseQuotas()
    {
        if (_options.QuotaStore is not null)
        {
            SharedStores.CloseQuotas(_options.Quotas);
        }
        else if (_ownsAccount)
        {
            _options.Quotas.Forget(_accountKey);
        }
    }

    private static void CheckLimit(TimeSpan limit, string what)
    {
        if (limit < s_shortestLimit || limit > s_longestLimit)
        {
            throw new FbaException($"The time limit of a {what} must be between 0.01 seconds and one day.");
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
