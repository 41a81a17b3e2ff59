using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;

namespace FbaOutbound.Commands;

/// <summary>Gets the features that orders of a marketplace can have, and whether the seller can use them.</summary>
[Cmdlet(VerbsCommon.Get, "FbaFeature")]
[OutputType(typeof(Feature))]
public sealed class GetFbaFeatureCommand : DeadlineCommand
{
    /// <summary><b>-MarketplaceId:</b> the id of the marketplace. <value>The default value is the session's.</value></summary>
    [Parameter]
    [ArgumentCompleter(typeof(MarketplaceIdCompleter))]
    [TextArgument]
    public string? MarketplaceId { get; set; }

    private protected override string Activity => "Reading features";

    private protected override void Process()
    {
        var session = DefaultSession;
        var features = Pump.Run(
            cancellationToken => session.Operations.ListFeaturesAsync(MarketplaceId ?? session.MarketplaceId, cancellationToken));
        foreach (var feature in features)
        {
            Engine.Write(feature);
        }
    }
}
