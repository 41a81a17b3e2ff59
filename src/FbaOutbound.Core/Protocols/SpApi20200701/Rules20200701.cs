using System;
using System.Collections.Generic;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.SpApi20200701;

/// <summary>The rules of version 2020-07-01.</summary>
internal sealed class Rules20200701 : ProtocolRules
{
    private const string Api = "Fulfillment Outbound API v2020-07-01, ";

    /// <summary>What a session is offered.</summary>
    public static readonly Protocol Protocol = new(new Rules20200701(), static (pipeline, _) => new FulfillmentService(pipeline));

    public override string ApiVersion => Operations20200701.Version;

    public override string CreatePage => Api + "createFulfillmentOrder";

    public override double? CreatesPerSecond => Operations20200701.CreateFulfillmentOrder.Plan.Rate;

    public override string PreviewPage => Api + "getFulfillmentPreview";

    public override string UpdatePage => Api + "updateFulfillmentOrder";

    public override string VersionWith(Type service) => "2026-07-04";

    public override IEnumerable<ProtocolProblem> Check(FulfillmentOrder order, string? country) => OlderVersion.Losses(order, ApiVersion);
}
