using System;
using System.Collections.Generic;
using FbaOutbound.Orders;
using FbaOutbound.Protocols;
using FbaOutbound.Services;

namespace FbaOutbound.Core.Tests.FourthProtocol;

/// <summary>The rules of a protocol that nobody speaks: its comments are short, and it has no gift messages.</summary>
internal sealed class FourthRules : ProtocolRules
{
    public const string Version = "2030-01-01";

    /// <summary>What a session is offered.</summary>
    public static readonly Protocol Protocol = new(new FourthRules(), static (pipeline, _) => new FourthService(pipeline));

    public override string ApiVersion => Version;

    public override string CreatePage => "A fourth API, create";

    public override string PreviewPage => "A fourth API, preview";

    public override string UpdatePage => "A fourth API, update";

    public override int LongestComment => 10;

    public override string VersionWith(Type service) => "2020-07-01";

    public override bool PrintsSlip(FulfillmentOrder order) => false;

    public override IEnumerable<ProtocolProblem> Check(FulfillmentOrder order, string? country)
    {
        for (var i = 0; i < order.Items.Count; i++)
        {
            if (order.Items[i].GiftMessage is not null)
            {
                yield return new(ProblemCodes.NotInVersion, $"Items[{i}].GiftMessage", "has no place in this version: leave it out");
            }
        }
    }
}
