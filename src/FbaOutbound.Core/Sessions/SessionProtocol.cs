using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Sessions;

/// <summary>The services of a session, and the pipelines that they and their tokens go through.</summary>
internal sealed class SessionProtocol : IDisposable
{
    private readonly RequestPipeline[] _pipelines;
    private readonly LwaTokenSource? _tokens;
    private readonly Protocols.Mws.StatusService? _status;

    private SessionProtocol(
        IFulfillmentService orders, IShipmentService shipments, LwaTokenSource? tokens, Protocols.Mws.StatusService? status, params RequestPipeline[] pipelines)
    {
        Orders = orders;
        Shipments = shipments;
        _tokens = tokens;
        _status = status;
        _pipelines = pipelines;
    }

    /// <summary>The door that every request to the service goes through.</summary>
    public IRequestPipeline Pipeline => _pipelines[0];

    public IFulfillmentService Orders { get; }

    public IShipmentService Shipments { get; }

    /// <summary>Returns the key of the quotas of the session's credential.</summary>
    /// <exception cref="FbaException">There is no credential, or no endpoint for one.</exception>
    public static string AccountKeyOf(SessionOptions options)
    {
        if (!options.IsMws)
        {
            return LwaCredentialOf(options).GetAccountKey();
        }

        return options.Sandbox is null && options.Endpoint is null ? throw new FbaException(MwsHosts.Ended) : MwsCredentialOf(options).GetAccountKey();
    }

    /// <summary>The Selling Partner API: access tokens, and restricted tokens for what returns personal data.</summary>
    public static SessionProtocol SpApi(SessionOptions options, PipelineOptions pipelineOptions, HttpTransport transport, Marketplace marketplace)
    {
        var (time, secrets, credential) = (options.TimeProvider, pipelineOptions.Secrets, LwaCredentialOf(options));
        secrets.Add(credential.GetClientSecret());
        secrets.Add(credential.GetRefreshToken());
        var forTokens = pipelineOptions with { Endpoint = SessionAddresses.TokenEndpoint(options, pipelineOptions.Endpoint), Deadline = null };
        var tokenPipeline = new RequestPipeline(forTokens, transport, authorizer: null, quotas: null);
        var tokens = new LwaTokenSource(credential, tokenPipeline, time);

        // Amazon's sandbox takes restricted tokens and gives out none.
        var forRestricted = options.AmazonSandbox && options.Endpoint is null
            ? pipelineOptions with { Endpoint = Regions.Endpoint(marketplace.Region, sandbox: false), PlanOverride = options.PlanOverride, Deadline = null }
            : pipelineOptions with { Deadline = null };
        var restrictedPipeline = new RequestPipeline(forRestricted, transport, new LwaAuthorizer(tokens, restricted: null, time, secrets), options.Quotas);
        var restricted = new RestrictedTokenSource(restrictedPipeline, time);
        var pipeline = new RequestPipeline(pipelineOptions, transport, new LwaAuthorizer(tokens, restricted, time, secrets), options.Quotas);
        return new SessionProtocol(
            ServiceFor(options.ApiVersion, marketplace.Id, pipeline),
            new Protocols.SpApiMerchantV0.ShipmentService(pipeline),
            tokens,
            status: null,
            pipeline,
            restrictedPipeline,
            tokenPipeline);
    }

    /// <summary>MWS: every request is signed.</summary>
    public static SessionProtocol Mws(SessionOptions options, PipelineOptions pipelineOptions, HttpTransport transport, string countryCode)
    {
        var (secrets, credential) = (pipelineOptions.Secrets, MwsCredentialOf(options));
        secrets.Add(credential.GetSecretKey());
        secrets.Add(credential.GetAuthToken());
        var pipeline = new RequestPipeline(pipelineOptions, transport, new MwsAuthorizer(credential, options.TimeProvider, secrets), options.Quotas);
        return new SessionProtocol(
            new Protocols.Mws.FulfillmentService(pipeline, countryCode),
            new Protocols.Mws.ShipmentService(pipeline, countryCode),
            tokens: null,
            new Protocols.Mws.StatusService(pipeline),
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
    public Task<ServiceStatus> GetServiceStatusAsync(string section, CancellationToken cancellationToken) => _status is null
        ? throw new OperationNotSupportedException(
            "The Selling Partner API has no operation that says how a service is; only MWS has GetServiceStatus. Nothing was sent. Get-FbaQuota shows what this process knows of the service.")
        : _status.GetAsync(section, cancellationToken);

    public void Dispose()
    {
        foreach (var pipeline in _pipelines)
        {
            pipeline.Dispose();
        }
    }

    // The one place that knows which versions of the Selling Partner API there are.
    private static IFulfillmentService ServiceFor(string apiVersion, string marketplaceId, RequestPipeline pipeline) => apiVersion switch
    {
        "2020-07-01" => new Protocols.SpApi20200701.FulfillmentService(pipeline),
        "2026-07-04" => new Protocols.SpApi20260704.FulfillmentService(pipeline, id => Marketplace.IsoCountryOf(id ?? marketplaceId)),
        _ => throw new FbaException($"-ApiVersion '{apiVersion}' is not a version that this module speaks: use 2020-07-01, 2026-07-04 or Mws."),
    };

    private static LwaCredential LwaCredentialOf(SessionOptions options) => options.Credential ?? (options.Sandbox is null
        ? throw new FbaException("A session needs a client id, a client secret and a refresh token.")
        : LwaCredential.OfSandbox);

    private static MwsCredential MwsCredentialOf(SessionOptions options) => options.MwsCredential ?? (options.Sandbox is null
        ? throw new FbaException("A session of MWS needs an access key id, a secret key and a seller id.")
        : MwsCredential.OfSandbox);
}
