using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Services;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Gets the inventory that can be sent with a feature, or whether single SKUs can.</summary>
[Cmdlet(VerbsCommon.Get, "FbaFeatureInventory", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FeatureSku))]
public sealed class GetFbaFeatureInventoryCommand : BulkCommand
{
    private const string NameSet = "FeatureName";
    private const string InputObjectSet = "InputObject";

    private DateTimeOffset? _updatedAfter;

    /// <summary><b>-FeatureName:</b> the features, such as BLANK_BOX.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(FeatureNameCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextArgument(IsList = true)]
    public string?[]? FeatureName { get; set; }

    /// <summary>
    /// <b>-InputObject:</b> features, as their names or as objects with the property FeatureName, such as Get-FbaFeature returns.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary><b>-SellerSku:</b> ask about these SKUs only, and say why they are not eligible.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SkuCompleter))]
    [Alias("Sku")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextArgument(IsList = true)]
    public string?[]? SellerSku { get; set; }

    /// <summary><b>-MarketplaceId:</b> the id of the marketplace. <value>The default value is the session's.</value></summary>
    [Parameter]
    [ArgumentCompleter(typeof(MarketplaceIdCompleter))]
    [TextArgument]
    public string? MarketplaceId { get; set; }

    /// <summary>
    /// <b>-UpdatedAfter:</b> list only the inventory that changed since this time: a date, or ISO 8601 text. It is not used with
    /// -SellerSku.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(AgeCompleter))]
    [ValidateNotNull]
    public object? UpdatedAfter { get; set; }

    private protected override string Activity => "Reading feature inventory";

    private protected override void Begin()
    {
        base.Begin();
        if (IsOfSkus && UpdatedAfter is not null)
        {
            throw new ParameterInvalidException("-UpdatedAfter filters the inventory list and cannot be combined with -SellerSku. Leave one of them out.");
        }

        _updatedAfter = UpdatedAfter is null ? null : ParameterValues.TimeOrAge(nameof(UpdatedAfter), UpdatedAfter, DefaultSession.UtcNow);
    }

    private protected override void Process()
    {
        IEnumerable<object?> inputs = FeatureName is { } names ? names : [InputObject];
        foreach (var input in inputs)
        {
            var name = NextRow();
            try
            {
                var named = new NamedInput(input);
                name = named.Require("FeatureName", "FeatureName", "Name");
                var session = SessionFor(named.Session);
                Read(name, MarketplaceId ?? named.Find("MarketplaceId") ?? session.MarketplaceId, session);
            }
            catch (FbaException exception)
            {
                Pump.Show(engine => engine.Error(ErrorTable.From(exception, name)));
            }
        }
    }

    // An empty list, or a variable that holds nothing, asks for no SKU, and not for all.
    private bool IsOfSkus => MyInvocation.BoundParameters.ContainsKey(nameof(SellerSku));

    private void ReadSkus(string feature, string marketplaceId, FbaSession session)
    {
        foreach (var given in SellerSku ?? [null])
        {
            if (WildcardPattern.ContainsWildcardCharacters(given))
            {
                List(feature, marketplaceId, session, new WildcardPattern(given, WildcardOptions.IgnoreCase));
                continue;
            }

            try
            {
                var sku = new NamedInput(given).Require("SellerSku", "SellerSku");
                Pump.Add(sku, async (output, cancellationToken) =>
                    output.Write(
                        await session.Operations.GetFeatureSkuAsync(marketplaceId, feature, sku, cancellationToken).ConfigureAwait(false)));
            }
            catch (IdentifierMissingException exception)
            {
                Pump.Show(engine => engine.Error(ErrorTable.From(exception, feature)));
            }
        }
    }

    private void Read(string feature, string marketplaceId, FbaSession session)
    {
        if (IsOfSkus)
        {
            ReadSkus(feature, marketplaceId, session);
        }
        else
        {
            List(feature, marketplaceId, session, pattern: null);
        }
    }

    private void List(string feature, string marketplaceId, FbaSession session, WildcardPattern? pattern)
    {
        var walk = new PageWalk();
        do
        {
            var page = Pump.Run(
                cancellationToken =>
                    session.Operations.ListFeatureSkusAsync(marketplaceId, feature, _updatedAfter, walk.Token, cancellationToken));
            foreach (var sku in walk.Take(page.Skus, sku => sku.SellerSku, page.NextToken)
                .Where(sku => pattern?.IsMatch(sku.SellerSku) != false))
            {
                Engine.Write(sku);
            }
        }
        while (walk.GoesOn);

        TellIncomplete(walk, feature);
    }
}
