using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Protocols;
using FbaOutbound.Services;

namespace FbaOutbound.Sessions;

/// <summary>The services of a session, and the pipelines that they and their tokens go through.</summary>
internal sealed class SessionProtocol : IDisposable
{
    private readonly RequestPipeline[] _pipelines;
    private readonly LwaTokenSource? _tokens;
    private readonly IStatusService? _status;

    private SessionProtocol(
        IFulfillmentService orders, IShipmentService shipments, IInventoryService? inventory, LwaTokenSource? tokens,
        IStatusService? status, params RequestPipeline[] pipelines)
    {
        Orders = orders;
        Shipments = shipments;
        Inventory = inventory;
        _tokens = tokens;
        _status = status;
        _pipelines = pipelines;
    }

    /// <summary>The pipeline that every request to the service goes through.</summary>
    public IRequestPipeline Pipeline => _pipelines[0];

    public IFulfillmentService Orders { get; }

    public IShipmentService Shipments { get; }

    /// <summary>The stock in the fulfillment network; null if the protocol has none.</summary>
    public IInventoryService? Inventory { get; }

    /// <summary>Returns the key of the quotas of the session's credential.</summary>
    /// <exception cref="FbaException">There is no credential, or no endpoint for one.</exception>
    public static string AccountKeyOf(SessionOptions options, Protocol protocol)
    {
        if (!protocol.IsSigned)
        {
            return LwaCredentialOf(options).GetAccountKey();
        }

        return options.Sandbox is null && options.Endpoint is null
            ? throw new FbaException(MwsHosts.Ended)
            : MwsCredentialOf(options).GetAccountKey();
    }

    /// <summary>Opens the services of a protocol.</summary>
    /// <param name="options">What the session is opened with.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="pipelineOptions">What its pipelines have in common.</param>
    /// <param name="transport">What sends.</param>
    /// <param name="place">Where its orders are placed.</param>
    /// <param name="region">The region of the Selling Partner API.</param>
    public static SessionProtocol Open(
        SessionOptions options, Protocol protocol, PipelineOptions pipelineOptions, HttpTransport transport, ProtocolPlace place,
        string region) =>
        protocol.IsSigned
            ? Signed(options, protocol, pipelineOptions, transport, place)
            : WithTokens(options, protocol, pipelineOptions, transport, place, region);

    // Access tokens, and restricted tokens for what returns personal data.
    private static SessionProtocol WithTokens(
        SessionOptions options, Protocol protocol, PipelineOptions pipelineOptions, HttpTransport transport, ProtocolPlace place,
        string region)
    {
        var (time, secrets, credential) = (options.TimeProvider, pipelineOptions.Secrets, LwaCredentialOf(options));
        secrets.Add(credential.GetClientSecret());
        secrets.Add(credential.GetRefreshToken());
        var forTokens = pipelineOptions with
        {
            Endpoint = SessionAddresses.TokenEndpoint(options, pipelineOptions.Endpoint), Deadline = null
        };
        var tokenPipeline = new RequestPipeline(forTokens, transport, authorizer: null, quotas: null);
        var tokens = new LwaTokenSource(credential, tokenPipeline, time);

        // Amazon's sandbox takes restricted tokens and gives out none.
        var forRestricted = options.AmazonSandbox && options.Endpoint is null
            ? pipelineOptions with
            {
                Endpoint = Regions.Endpoint(region, sandbox: false), PlanOverride = options.PlanOverride, Deadline = null
            }
            : pipelineOptions with { Deadline = null };
        var restrictedPipeline = new RequestPipeline(
            forRestricted, transport, new LwaAuthorizer(tokens, restricted: null, time, secrets), options.Quotas);
        var restricted = new RestrictedTokenSource(restrictedPipeline, time);
        var pipeline = new RequestPipeline(
            pipelineOptions, transport, new LwaAuthorizer(tokens, restricted, time, secrets), options.Quotas);
        return new SessionProtocol(
            protocol.Orders(pipeline, place),
            protocol.Shipments?.Invoke(pipeline, place) ?? new Protocols.SpApiMerchantV0.ShipmentService(pipeline),
            new Protocols.FbaInventoryV1.InventoryService(pipeline),
            tokens,
            protocol.Status?.Invoke(pipeline),
            pipeline,
            restrictedPipeline,
            tokenPipeline);
    }

    private static SessionProtocol Signed(
        SessionOptions options, Protocol protocol, PipelineOptions pipelineOptions, HttpTransport transport, ProtocolPlace place)
    {
        var (secrets, credential) = (pipelineOptions.Secrets, MwsCredentialOf(options));
        secrets.Add(credential.GetSecretKey());
        secrets.Add(credential.GetAuthToken());
        var pipeline = new RequestPipeline(
            pipelineOptions, transport, new MwsAuthorizer(credential, options.TimeProvider, secrets), options.Quotas);
        return new SessionProtocol(
            protocol.Orders(pipeline, place),
            protocol.Shipments!(pipeline, place),
            inventory: null,
            tokens: null,
            protocol.Status?.Invoke(pipeline),
            pipeline);
    }

    public async Task AuthorizeAsync(CancellationToken cancellationToken)
    {
        if (_tokens is not null)
        {
            await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <exception cref="FbaException">The protocol has no such operation.</exception>
    public Task<ServiceStatus> GetServiceStatusAsync(string section, CancellationToken cancellationToken) =>
        RequireStatus().GetAsync(section, cancellationToken);

    /// <exception cref="OperationNotSupportedException">The protocol has no such operation.</exception>
    public IStatusService RequireStatus() => _status ?? throw new OperationNotSupportedException(
        "The Selling Partner API has no operation for the service status; only MWS has GetServiceStatus. Nothing was sent. "
            + "Get-FbaQuota shows what this process knows about the service.");

    public void Dispose()
    {
        foreach (var pipeline in _pipelines)
        {
            pipeline.Dispose();
        }
    }

    private static LwaCredential LwaCredentialOf(SessionOptions options) => options.Credential ?? (options.Sandbox is null
        ? throw new FbaException("A session needs a client id, a client secret and a refresh token.")
        : LwaCredential.OfSandbox);

    private static MwsCredential MwsCredentialOf(SessionOptions options) => options.MwsCredential ?? (options.Sandbox is null
        ? throw new FbaException("An MWS session needs an access key id, a secret key and a seller id.")
        : MwsCredential.OfSandbox);
}
