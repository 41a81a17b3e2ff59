using System;
using System.Collections.Generic;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Fulfillment;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox;

/// <summary>How an order that nobody knows is answered. Both texts were seen in production.</summary>
public enum UnknownOrderAnswer
{
    /// <summary><c>Requested order '…' not found</c>.</summary>
    NotFound,

    /// <summary><c>Unable to get order info for GetOrderByMerchantOrderIdRequest, …</c>.</summary>
    UnableToGetOrderInfo,
}

/// <summary>How a 429 says when to retry. Amazon's recorded 429s do not.</summary>
public enum RetryAfterForm
{
    /// <summary>No Retry-After header.</summary>
    None,

    /// <summary>A number of seconds.</summary>
    Seconds,

    /// <summary>An HTTP date.</summary>
    Date,
}

/// <summary>How version 2026-07-04 answers a creation. Its model has both; when Amazon chooses which is not known.</summary>
public enum CreateAnswer
{
    /// <summary>200 with the order.</summary>
    Order,

    /// <summary>202 with the order's id and status.</summary>
    Accepted,
}

/// <summary>The status of an MWS section.</summary>
public enum MwsServiceStatus
{
    /// <summary>GREEN: the service operates normally.</summary>
    Green,

    /// <summary>GREEN_I: the service operates normally, and there is something to be said about it.</summary>
    GreenI,

    /// <summary>YELLOW: the service has more errors than usual, or is slower.</summary>
    Yellow,

    /// <summary>RED: the service is unavailable, or nearly.</summary>
    Red,
}

/// <summary>The settings of a sandbox. They are to be set before the sandbox is made, and left alone afterwards.</summary>
public sealed class SandboxOptions
{
    /// <summary>Gets or sets the clock that the sandbox's own clock is derived from.</summary>
    /// <value>The default value is null, the system's clock.</value>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Gets or sets the requests per second that each operation is granted; 0 means no quota at all and no rate header.</summary>
    /// <value>The default value is null: Amazon's published plan for each operation.</value>
    public double? Rate { get; set; }

    /// <summary>Gets or sets how many requests may come at once before the rate counts.</summary>
    /// <value>The default value is null: Amazon's published plan for each operation.</value>
    public int? Burst { get; set; }

    /// <summary>
    /// Gets or sets the rate that <c>x-amzn-RateLimit-Limit</c> announces, if it should differ from the one that is enforced.
    /// </summary>
    /// <value>The default value is null: the enforced rate.</value>
    public double? AnnouncedRate { get; set; }

    /// <summary>Gets or sets whether a 429 carries a Retry-After header.</summary>
    /// <value>The default value is <see cref="RetryAfterForm.None"/>, as Amazon's recorded answers.</value>
    public RetryAfterForm RetryAfter { get; set; }

    /// <summary>Gets or sets how long every response takes.</summary>
    /// <value>The default value is zero.</value>
    public TimeSpan Latency { get; set; }

    /// <summary>Gets or sets how much longer a response may take, at random by <see cref="Seed"/>.</summary>
    /// <value>The default value is zero.</value>
    public TimeSpan LatencyJitter { get; set; }

    /// <summary>Gets or sets the number that faults and jitter follow from.</summary>
    /// <value>The default value is null, which is the same as 0.</value>
    public int? Seed { get; set; }

    /// <summary>Gets or sets the file that keeps orders and stock when the process has ended.</summary>
    /// <value>The default value is null: nothing is kept. The file holds recipients' addresses.</value>
    public string? StateFile { get; set; }

    /// <summary>Gets or sets the only client id that gets a token.</summary>
    /// <value>The default value is null: any.</value>
    public string? ClientId { get; set; }

    /// <summary>Gets or sets the only client secret that gets a token; <c>wrong</c> never does.</summary>
    /// <value>The default value is null: any.</value>
    public string? ClientSecret { get; set; }

    /// <summary>Gets or sets the only refresh token that gets a token; <c>Atzr|revoked</c> never does.</summary>
    /// <value>The default value is null: any.</value>
    public string? RefreshToken { get; set; }

    /// <summary>Gets or sets how long an access token is really valid, on the clock of <see cref="TimeProvider"/>.</summary>
    /// <value>The default value is one hour.</value>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets the lifetime that <c>expires_in</c> announces, if tokens should expire early.</summary>
    /// <value>The default value is null: <see cref="TokenLifetime"/>.</value>
    public TimeSpan? AnnouncedTokenLifetime { get; set; }

    /// <summary>Gets or sets whether the application lacks the role: every call is denied with empty details.</summary>
    /// <value>The default value is false.</value>
    public bool RoleMissing { get; set; }

    /// <summary>
    /// Gets or sets whether the account belongs to another region: orders are unknown, lists are empty, creations are denied.
    /// </summary>
    /// <value>The default value is false.</value>
    public bool WrongRegion { get; set; }

    /// <summary>Gets or sets how many orders a page of a list holds.</summary>
    /// <value>The default value is 50.</value>
    public int PageSize { get; set; } = 50;

    /// <summary>Gets or sets how far back a list without <c>queryStartDate</c> reaches.</summary>
    /// <value>The default value is 36 hours, as MWS documents it; the SP-API names none.</value>
    public TimeSpan ListReachesBack { get; set; } = TimeSpan.FromHours(36);

    /// <summary>Gets or sets the stock of a SKU whose stock was not set.</summary>
    /// <value>The default value is one million.</value>
    public long DefaultStock { get; set; } = 1_000_000;

    /// <summary>
    /// Gets the stock by SKU. Once it names a SKU, it is the seller's whole catalog: any other SKU is unknown, and orders for it are
    /// refused.
    /// </summary>
    /// <value>The default value is empty: every SKU is known and has <see cref="DefaultStock"/>.</value>
    public IDictionary<string, long> Stock { get; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>
    /// Gets or sets whether an order for more than there is is taken as New and found to be Invalid later, instead of being refused.
    /// </summary>
    /// <value>The default value is false.</value>
    public bool ShortStockFoundLater { get; set; }

    /// <summary>Gets or sets whether creating an order with a used id is answered with a silent 200 that changes nothing.</summary>
    /// <value>The default value is false: it is refused. What Amazon does is not known.</value>
    public bool SilentDuplicates { get; set; }

    /// <summary>Gets or sets how long a new order can be neither read nor listed. What Amazon needs is not known.</summary>
    /// <value>The default value is zero.</value>
    public TimeSpan ReadableAfter { get; set; }

    /// <summary>Gets or sets the text that answers for an unknown order.</summary>
    /// <value>The default value is <see cref="UnknownOrderAnswer.NotFound"/>.</value>
    public UnknownOrderAnswer UnknownOrder { get; set; }

    /// <summary>Gets or sets the HTTP status that answers for an unknown order.</summary>
    /// <value>The default value is 400, as all evidence says.</value>
    public int UnknownOrderStatus { get; set; } = 400;

    /// <summary>Gets or sets what is done with a new order that names no action. The SP-API documents no default.</summary>
    /// <value>The default value is <see cref="OrderAction.Ship"/>, as MWS documents.</value>
    public OrderAction ActionOfCreate { get; set; }

    /// <summary>Gets or sets what is done with an updated order whose update names no action. The SP-API documents no default.</summary>
    /// <value>The default value is <see cref="OrderAction.Hold"/>, as MWS documents.</value>
    public OrderAction ActionOfUpdate { get; set; } = OrderAction.Hold;

    /// <summary>Gets or sets how version 2026-07-04 answers a creation.</summary>
    /// <value>The default value is <see cref="CreateAnswer.Order"/>, as Amazon's recipes show it.</value>
    public CreateAnswer CreateAnswer { get; set; }

    /// <summary>Gets or sets whether version 2026-07-04 leaves the status out of its orders, as its model allows.</summary>
    /// <value>The default value is false.</value>
    public bool LeaveOutStatus { get; set; }

    /// <summary>
    /// Gets or sets whether an order that was made under one version is unknown under the other. Its id is used in both. What Amazon does
    /// is not known.
    /// </summary>
    /// <value>The default value is false: both versions show all orders.</value>
    public bool SeparateVersions { get; set; }

    /// <summary>Gets or sets whether a scheduled delivery may have a window that no preview has offered.</summary>
    /// <value>
    /// The default value is false: a window is refused unless a preview returned it, letter by letter, and it is still on offer.
    /// </value>
    public bool TakesAnyDeliveryWindow { get; set; }

    /// <summary>Gets or sets whether getFulfillmentPreview answers 404 when no speed it was requested can be fulfilled.</summary>
    /// <value>The default value is false: 200 with the reasons. Both were seen.</value>
    public bool IneligiblePreviewIsNotFound { get; set; }

    /// <summary>Gets or sets the HTTP status that answers for an unknown package.</summary>
    /// <value>The default value is 400, as Amazon's own sandbox did; a tutorial says 404.</value>
    public int UnknownPackageStatus { get; set; } = 400;

    /// <summary>Gets the names of the features that the seller is not enrolled for, such as <c>BLANK_BOX</c>.</summary>
    public ISet<string> FeaturesNotEnrolled { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Gets or sets whether a plus sign in an id's path is read as a space even if it is escaped, as Amazon's gateway does.
    /// </summary>
    /// <value>The default value is true.</value>
    public bool PlusIsSpace { get; set; } = true;

    /// <summary>Gets or sets the marketplace of orders that name none.</summary>
    /// <value>The default value is ATVPDKIKX0DER, the United States.</value>
    public string MarketplaceId { get; set; } = "ATVPDKIKX0DER";

    /// <summary>
    /// Gets or sets how long a restricted data token is really valid; its <c>expiresIn</c> says <see cref="AnnouncedTokenLifetime"/>
    /// where that is set.
    /// </summary>
    /// <value>The default value is one hour.</value>
    public TimeSpan RestrictedTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets how long bought labels can be given back, and what happens to them.</summary>
    public ShippingOptions Shipping { get; } = new();

    /// <summary>Gets or sets the only AWS access key id that MWS knows.</summary>
    /// <value>The default value is AKIAIOSFODNN7EXAMPLE, the key id of Amazon's own examples.</value>
    public string MwsAccessKeyId { get; set; } = "AKIAIOSFODNN7EXAMPLE";

    /// <summary>
    /// Gets or sets the secret that MWS requests are signed with. A signature cannot be checked without it, so there is always one.
    /// </summary>
    /// <value>The default value is wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, the secret of Amazon's own examples.</value>
    public string MwsSecretKey { get; set; } = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    /// <summary>Gets or sets the only seller id that MWS lets in.</summary>
    /// <value>The default value is null: any.</value>
    public string? SellerId { get; set; }

    /// <summary>Gets or sets the only MWSAuthToken that MWS lets in; with one, a request without it is denied.</summary>
    /// <value>The default value is null: any, or none.</value>
    public string? MwsAuthToken { get; set; }

    /// <summary>
    /// Gets or sets how many requests per hour MWS grants each operation, with the <c>x-mws-quota</c> headers that go with it.
    /// </summary>
    /// <value>The default value is null: no hourly quota, as the pages of these sections say.</value>
    public int? MwsHourlyQuota { get; set; }

    /// <summary>Gets or sets the status that MWS' GetServiceStatus answers with.</summary>
    /// <value>The default value is <see cref="MwsServiceStatus.Green"/>.</value>
    public MwsServiceStatus MwsStatus { get; set; }

    /// <summary>Gets or sets how many requests the log keeps.</summary>
    /// <value>The default value is 10,000.</value>
    public int LogLength { get; set; } = 10_000;

    /// <summary>Gets the durations of an order's life.</summary>
    public LifeCycleOptions LifeCycle { get; } = new();

    /// <summary>Gets the faults that happen by themselves.</summary>
    public FaultOptions Faults { get; } = new();

    /// <summary>Checks what a sandbox could not work with.</summary>
    /// <exception cref="ArgumentException">A setting cannot be used.</exception>
    internal void Check()
    {
        const double MostRate = 1_000_000;
        Bounds.Number(Rate ?? 0, 0, MostRate, nameof(Rate));
        Bounds.Number(AnnouncedRate ?? 0, 0, MostRate, nameof(AnnouncedRate));
        Bounds.Number(Burst ?? 1, 1, int.MaxValue, nameof(Burst));
        Bounds.Number(PageSize, 1, 100_000, nameof(PageSize));
        Bounds.Number(LogLength, 0, int.MaxValue, nameof(LogLength));
        Bounds.Number(UnknownOrderStatus, 400, 499, nameof(UnknownOrderStatus));
        Bounds.Number(UnknownPackageStatus, 400, 499, nameof(UnknownPackageStatus));
        Bounds.Number(MwsHourlyQuota ?? 0, 0, int.MaxValue, nameof(MwsHourlyQuota));
        Bounds.Number(Faults.MostPerOrder, 0, int.MaxValue, nameof(Faults.MostPerOrder));
        Bounds.FaultDelay(Faults.Delay);
        Bounds.FaultDelay(Latency, nameof(Latency));
        Bounds.FaultDelay(LatencyJitter, nameof(LatencyJitter));
        Bounds.Duration(TokenLifetime, nameof(TokenLifetime));
        Bounds.Duration(AnnouncedTokenLifetime ?? TimeSpan.Zero, nameof(AnnouncedTokenLifetime));
        Bounds.Duration(RestrictedTokenLifetime, nameof(RestrictedTokenLifetime));
        Bounds.Duration(ListReachesBack, nameof(ListReachesBack));
        foreach (var sku in Stock)
        {
            Bounds.Units(sku.Value, $"The stock of {Bounds.Id(sku.Key, "A SKU of the stock")}");
        }

        Bounds.Word(RetryAfter);
        Bounds.Word(UnknownOrder);
        Bounds.Word(ActionOfCreate);
        Bounds.Word(ActionOfUpdate);
        Bounds.Word(CreateAnswer);
        Bounds.Word(MwsStatus);
        OptionSpans.Require(this);
    }
}
