using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Services;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Gets the reasons for which items of a SKU can be returned.</summary>
[Cmdlet(VerbsCommon.Get, "FbaReturnReasonCode", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(ReturnReason))]
public sealed class GetFbaReturnReasonCodeCommand : SkuCommand
{
    /// <summary>
    /// <b>-MarketplaceId:</b> the id of the marketplace. <value>The default value is the session's, or that of the order where one is
    /// given.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(MarketplaceIdCompleter))]
    [TextArgument]
    public string? MarketplaceId { get; set; }

    /// <summary><b>-SellerFulfillmentOrderId:</b> the id of the order that is returned, from which Amazon tells the marketplace.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OrderIdCompleter))]
    [Alias(OrderReference.IdAlias)]
    [TextArgument]
    public string? SellerFulfillmentOrderId { get; set; }

    /// <summary><b>-Language:</b> the language to translate the words into, such as fr_FR.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LanguageCompleter))]
    [TextArgument]
    public string? Language { get; set; }

    private protected override string Activity => "Reading return reasons";

    private protected override void ProcessSku(string sku, FbaSession session)
    {
        var query = new ReturnReasonQuery(
            sku, MarketplaceId
                ?? (SellerFulfillmentOrderId is null ? session.MarketplaceId : null), SellerFulfillmentOrderId?.Trim(), Language);
        Pump.Add(sku, async (output, cancellationToken) =>
        {
            foreach (var reason in await session.Operations.ListReturnReasonsAsync(query, cancellationToken).ConfigureAwait(false))
            {
                output.Write(reason);
            }
        });
    }
}
