using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Sandbox.Endpoints;
using FbaOutbound.Sandbox.Endpoints.InventoryV1;
using FbaOutbound.Sandbox.Endpoints.MerchantV0;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Endpoints.MwsMerchant;
using FbaOutbound.Sandbox.Endpoints.MwsOutbound;
using FbaOutbound.Sandbox.Endpoints.Outbound20200701;
using FbaOutbound.Sandbox.Endpoints.Outbound20260704;
using FbaOutbound.Sandbox.Endpoints.Tokens;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox;

/// <summary>
/// Amazon's services as they behave, in memory: one seller's orders and stock, and an endpoint for each protocol. All members may be
/// used from several threads at once.
/// </summary>
public sealed class SandboxService : IDisposable
{
    private readonly SandboxClock _clock;
    private readonly AccessTokens _tokens;
    private readonly RestrictedTokens _restricted;
    private readonly TokenBuckets _buckets;
    private readonly MwsAdmission _mwsAdmission;
    private readonly MerchantEndpoint _merchant;
    private readonly RequestLog _log;
    private readonly Ledger _ledger;
    private readonly StateFile? _file;
    private readonly Dictionary<string, long> _stock;

    /// <summary>Makes a sandbox.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting cannot be used.</exception>
    /// <exception cref="System.IO.IOException">The state file is in use by another sandbox, or cannot be opened.</exception>
    /// <exception cref="System.IO.InvalidDataException">The state file cannot be understood.</exception>
    public SandboxService(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        options.Check();
        _clock = new SandboxClock(options.TimeProvider ?? TimeProvider.System);
        _tokens = new AccessTokens(options, _clock.Time);
        _restricted = new RestrictedTokens(options, _clock.Time);
        _buckets = new TokenBuckets(_clock.Time, options.Rate, options.Burst);
        _log = new RequestLog(options.LogLength);
        _ledger = new Ledger(new FulfillmentEngine(new EngineSettings
        {
            Durations = options.LifeCycle with { },
            DefaultStock = options.DefaultStock,
            ShortStockFoundLater = options.ShortStockFoundLater,
            ReadableAfter = options.ReadableAfter,
            Shipping = options.Shipping with { },
        }.Check()));
        var admission = new SpApiAdmission(options, _tokens, _buckets);
        _merchant = new MerchantEndpoint(options, admission, _restricted, _ledger);
        _mwsAdmission = new MwsAdmission(options, _clock, _buckets);
        Endpoint[] endpoints =
        [
            new OutboundEndpoint(options, admission, _ledger),
            new ServicesEndpoint(options, admission, _ledger),
            new OrdersEndpoint(options, admission, _ledger),
            new LwaEndpoint(options, _tokens),
            new TokensEndpoint(options, admission, _tokens, _restricted),
            _merchant,
            new InventoryEndpoint(options, admission, _ledger, _clock.Time),
            new MwsOutboundEndpoint(options, _mwsAdmission, _ledger),
            new MwsMerchantEndpoint(options, _mwsAdmission, _ledger),
        ];
        Faults = new FaultPlan(options.Faults, options.Seed ?? 0, [.. endpoints.SelectMany(endpoint => endpoint.Operations)]);
        Dispatcher = new RequestDispatcher(options, _clock, _ledger, endpoints, Faults, _log);
        if (options.StateFile is { Length: > 0 } path)
        {
            _file = StateFile.Open(path, _ledger, _clock, endpoints);
            _ledger.KeepIn(_file);
            StateExposure = PrivateFile.Exposure(System.IO.Path.GetFullPath(path), "recipients' addresses");
        }

        _stock = new Dictionary<string, long>(options.Stock, StringComparer.Ordinal);

        // A state file goes on with the stock that it has.
        if (!_ledger.Engine.HasCatalog)
        {
            SetGivenStock();
        }
    }

    /// <summary>The identity of the state file while it exists; null if the state is not kept in a file.</summary>
    public string? StateName => _file?.Name;

    /// <summary>Who else can read the state file, in a sentence; null if nobody can, or the state is kept nowhere.</summary>
    internal string? StateExposure { get; }

    /// <summary>Whether the sandbox keeps its state in the file of this full path.</summary>
    internal bool KeepsStateIn(string path) => _file?.IsAt(path) == true;

    /// <summary>Gets the time on the sandbox's own clock.</summary>
    public DateTimeOffset Now => _clock.Now;

    /// <summary>Gets the faults that are to come; more can be added at any time.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Gets the newest requests, the oldest of them first.</summary>
    public IReadOnlyList<SandboxRequest> Requests => _log.ToList();

    /// <summary>Gets how many requests there have been, those among them that the log no longer keeps.</summary>
    public long RequestCount => _log.Count;

    /// <summary>Gets how many orders there are.</summary>
    public int OrderCount
    {
        get
        {
            lock (_ledger.Engine.Gate)
            {
                _ledger.Engine.Settle(_clock.Now);
                return _ledger.Engine.Count;
            }
        }
    }

    /// <summary>Gets the ids of all orders, in no particular order.</summary>
    public IReadOnlyList<string> OrderIds
    {
        get
        {
            lock (_ledger.Engine.Gate)
            {
                _ledger.Engine.Settle(_clock.Now);
                List<string> ids = [.. _ledger.Engine.Orders.Select(order => order.Id)];
                return ids;
            }
        }
    }

    /// <summary>Gets the ids of all labels that were bought, the oldest first.</summary>
    public IReadOnlyList<string> ShipmentIds
    {
        get
        {
            lock (_ledger.Engine.Gate)
            {
                _ledger.Engine.Settle(_clock.Now);
                List<string> ids = [.. _ledger.Shipping.Shipments.Select(shipment => shipment.Id)];
                return ids;
            }
        }
    }

    internal RequestDispatcher Dispatcher { get; }

    internal FulfillmentEngine Engine => _ledger.Engine;

    /// <summary>Makes a transport for an HttpClient. Disposing it does not end the sandbox.</summary>
    /// <returns>The transport.</returns>
    public HttpMessageHandler CreateHandler() => new SandboxHandler(this);

    /// <summary>Answers a request as the service would, faults included.</summary>
    /// <param name="request">The request; its host does not matter.</param>
    /// <param name="cancellationToken">Ends the wait for a slow answer.</param>
    /// <returns>The response.</returns>
    /// <exception cref="HttpRequestException">The connection failed because of a fault.</exception>
    public Task<HttpResponseMessage> HandleAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SandboxHandler.SendAsync(Dispatcher, request ?? throw new ArgumentNullException(nameof(request)), cancellationToken);

    /// <summary>
    /// Moves the sandbox's clock on; what is due by then happens, each thing at its own time. Quotas and access tokens follow the real
    /// clock.
    /// </summary>
    /// <param name="by">How far; not negative.</param>
    public void Advance(TimeSpan by)
    {
        lock (_ledger.Engine.Gate)
        {
            _ledger.RecordAdvance(_clock.Check(by), _clock.Now);
            _clock.Advance(by);
        }
    }

    /// <summary>Moves the sandbox's clock on, by what a script gives.</summary>
    /// <param name="by">
    /// A TimeSpan, or text with a unit, such as <c>3 days</c>. A bare number is refused: PowerShell would make ticks of it.
    /// </param>
    /// <exception cref="ArgumentException">It is no time span.</exception>
    public void Advance(object by) =>
        Advance(TimeSpanText.Read(by, out var fault) ?? throw new ArgumentException($"The time span {fault}.", nameof(by)));

    /// <summary>
    /// Sets how many units of a SKU can be ordered, beside those that orders have already set aside. An unknown SKU becomes known.
    /// </summary>
    /// <param name="sellerSku">The SKU.</param>
    /// <param name="quantity">The number of units; not negative.</param>
    public void SetStock(string sellerSku, long quantity) =>
        _ledger.SetStock(Bounds.Id(sellerSku, "The SKU"), Bounds.Units(quantity, "Stock"), _clock.Now);

    /// <summary>
    /// Sets the stock of all SKUs: any SKU that is not named becomes unknown, and orders for it are refused, as Amazon refuses them.
    /// </summary>
    /// <param name="stock">The number of units by SKU.</param>
    /// <exception cref="ArgumentException">A SKU is blank, or a number of units is negative or no number.</exception>
    public void SetStock(IDictionary stock)
    {
        _ = stock ?? throw new ArgumentNullException(nameof(stock));
        var units = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (DictionaryEntry sku in stock)
        {
            var name = Bounds.Id(Convert.ToString(sku.Key, CultureInfo.InvariantCulture) ?? "", "A SKU of the stock");
            units[name] = sku.Value switch
            {
                int number => Bounds.Units(number, $"The stock of {name}"),
                long number => Bounds.Units(number, $"The stock of {name}"),
                _ => throw new ArgumentException($"The stock of {name} is not a whole number.", nameof(stock)),
            };
        }

        _ledger.SetCatalog(units, _clock.Now);
    }

    /// <summary>Describes how many units of a SKU can be ordered.</summary>
    /// <param name="sellerSku">The SKU.</param>
    /// <returns>The number of units that no order has set aside; 0 for an unknown SKU.</returns>
    public long GetStock(string sellerSku)
    {
        lock (_ledger.Engine.Gate)
        {
            _ledger.Engine.Settle(_clock.Now);
            var stock = _ledger.Engine.StockOf(sellerSku);
            return stock.IsUnknown ? 0 : stock.Available;
        }
    }

    /// <summary>Makes units disappear from the shelf, also such as orders have set aside: their pickers will not find them.</summary>
    /// <param name="sellerSku">The SKU.</param>
    /// <param name="quantity">The number of units; not negative.</param>
    public void LoseStock(string sellerSku, long quantity) =>
        _ledger.LoseStock(Bounds.Id(sellerSku, "The SKU"), Bounds.Units(quantity, "Lost stock"), _clock.Now);

    /// <summary>Makes a SKU one that nobody knows, so that orders for it are refused.</summary>
    /// <param name="sellerSku">The SKU.</param>
    public void RemoveSku(string sellerSku) => _ledger.SetUnknown(Bounds.Id(sellerSku, "The SKU"), true, _clock.Now);

    /// <summary>
    /// Moves an order to a status, as the sandbox-only operations do: forward only, and nowhere from a status that is final.
    /// </summary>
    /// <param name="sellerFulfillmentOrderId">The order's id.</param>
    /// <param name="status">The status; it becomes another final one if units are missing.</param>
    /// <returns>Whether the order exists and can be moved there.</returns>
    public bool SetStatus(string sellerFulfillmentOrderId, OrderStatus status) =>
        _ledger.MoveTo(Bounds.Id(sellerFulfillmentOrderId, "The order id"), Bounds.Word(status), _clock.Now);

    /// <summary>Lets an order that reaches Planning stay there. The order may come later.</summary>
    /// <param name="sellerFulfillmentOrderId">The order's id.</param>
    public void StickInPlanning(string sellerFulfillmentOrderId) =>
        _ledger.Stick(Bounds.Id(sellerFulfillmentOrderId, "The order id"), true, _clock.Now);

    /// <summary>Lets a stuck order go on.</summary>
    /// <param name="sellerFulfillmentOrderId">The order's id.</param>
    public void Unstick(string sellerFulfillmentOrderId) =>
        _ledger.Stick(Bounds.Id(sellerFulfillmentOrderId, "The order id"), false, _clock.Now);

    /// <summary>Shows the clock, the stock, and the faults that are to come.</summary>
    /// <returns>The sandbox as it is now.</returns>
    public SandboxStatus GetStatus()
    {
        lock (_ledger.Engine.Gate)
        {
            var now = _ledger.Engine.Settle(_clock.Now);
            List<SandboxStock> stock =
                [.. _ledger.Engine.Stock.OrderBy(unit => unit.Sku, StringComparer.Ordinal).Select(unit => new SandboxStock(unit))];
            return new SandboxStatus
            {
                Now = now,
                OrderCount = _ledger.Engine.Count,
                ShipmentCount = _ledger.Engine.ShipmentCount,
                LabelCount = _ledger.Shipping.Shipments.Count,
                RequestCount = _log.Count,
                Stock = stock,
                Faults = Faults.ToList(),
            };
        }
    }

    /// <summary>Shows a part of everything at one moment, for a page to show.</summary>
    internal SandboxView Look(SandboxQuery query)
    {
        lock (_ledger.Engine.Gate)
        {
            var now = _ledger.Engine.Settle(_clock.Now);
            return new SandboxView(query, now, _ledger, _log, Faults, _buckets);
        }
    }

    /// <summary>Returns the document of a label and its media type; null if there is no such shipment.</summary>
    internal (string Type, byte[] Document)? FindLabel(string shipmentId)
    {
        lock (_ledger.Engine.Gate)
        {
            _ledger.Engine.Settle(_clock.Now);
            return _ledger.Shipping.Find(shipmentId)?.Label is { } label ? (label.FileType, label.Unpack()) : null;
        }
    }

    /// <summary>Makes several changes, after all of them were checked: if one cannot be made, none is.</summary>
    /// <exception cref="ArgumentException">A value cannot be used.</exception>
    internal void Apply(SandboxChange change)
    {
        lock (_ledger.Engine.Gate)
        {
            _clock.Check(change.Advance);
            change.Check(Faults);
            if (change.ScannedShipments.FirstOrDefault(id => FindShipment(id) is null) is { } unknown)
            {
                throw new ArgumentException($"The sandbox has no shipment '{unknown}'.");
            }

            foreach (var order in change.MerchantOrders)
            {
                SeedMerchantOrder(order);
            }

            change.Apply(this);
        }
    }

    /// <summary>Makes an access token without asking the token service.</summary>
    /// <param name="clientId">The application's id.</param>
    /// <param name="refreshToken">The refresh token, which stands for the account.</param>
    /// <returns>The token.</returns>
    public string IssueToken(string clientId, string refreshToken) => _tokens.Issue(clientId, refreshToken);

    /// <summary>Lets every access token that was issued so far be answered as expired.</summary>
    public void ExpireTokens() => _tokens.ExpireAll();

    /// <summary>Lets every restricted data token that was issued so far be answered as expired, and no other.</summary>
    public void ExpireRestrictedTokens() => _restricted.ExpireAll();

    /// <summary>Lets every access token and restricted data token that was issued so far be answered as revoked.</summary>
    public void RevokeTokens()
    {
        _tokens.RevokeAll();
        _restricted.RevokeAll();
    }

    /// <summary>Shows an order unchanged, whether or not the services can read it yet.</summary>
    /// <param name="sellerFulfillmentOrderId">The order's id.</param>
    /// <returns>The order; null if there is none.</returns>
    public SandboxOrder? Find(string sellerFulfillmentOrderId)
    {
        lock (_ledger.Engine.Gate)
        {
            return _ledger.Engine.Inspect(sellerFulfillmentOrderId, _clock.Now) is { } order ? new SandboxOrder(order) : null;
        }
    }

    /// <summary>Shows a label that was bought, unchanged.</summary>
    /// <param name="shipmentId">The shipment's id.</param>
    /// <returns>The shipment; null if there is none.</returns>
    public SandboxMerchantShipment? FindShipment(string shipmentId)
    {
        lock (_ledger.Engine.Gate)
        {
            var now = _ledger.Engine.Settle(_clock.Now);
            return _ledger.Shipping.Find(shipmentId) is { } shipment ? new SandboxMerchantShipment(shipment, now) : null;
        }
    }

    /// <summary>
    /// Describes an order that the seller ships without Amazon. An order that nobody has seeded has an invented recipient, and any item.
    /// </summary>
    /// <param name="order">The order; one of the same id is replaced as long as no label was bought for it.</param>
    /// <exception cref="ArgumentException">
    /// The id is not of the form 3-7-7, there are no items, or labels were bought for the order.
    /// </exception>
    public void SeedMerchantOrder(SandboxMerchantOrder order) =>
        _merchant.Seed(order ?? throw new ArgumentNullException(nameof(order)), _clock.Now);

    /// <summary>Lets a carrier scan a package, so that no refund is given for its label.</summary>
    /// <param name="shipmentId">The shipment's id.</param>
    public void ScanShipment(string shipmentId) => _ledger.Scan(Bounds.Id(shipmentId, "The shipment id"), _clock.Now);

    /// <summary>Empties the request log; the count goes on.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Forgets orders, stock, faults, quotas used and requests, as if the sandbox were new. Its clock stays where it is.</summary>
    public void Reset()
    {
        _ledger.Clear(_clock.Now);
        SetGivenStock();
        Faults.Clear();
        _buckets.Clear();
        _mwsAdmission.Clear();
        _log.Clear();
    }

    /// <summary>Closes the state file. A sandbox without one needs no end.</summary>
    public void Dispose() => _file?.Dispose();

    private void SetGivenStock()
    {
        if (_stock.Count > 0)
        {
            _ledger.SetCatalog(_stock, _clock.Now);
        }
    }
}
