using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Sandbox;
using FbaOutbound.Sandboxes;

namespace FbaOutbound.Commands;

/// <summary>Changes a sandbox: its clock, its stock, its tokens, and the faults that are to come. All changes are made, or none.</summary>
[Cmdlet(VerbsCommon.Set, "FbaSandbox", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SandboxStatus))]
public sealed class SetFbaSandboxCommand : SessionCommand
{
    /// <summary><b>-AdvanceBy:</b> how far to move the sandbox's clock: a TimeSpan, or text with a unit, such as 3d.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(AdvanceCompleter))]
    [ValidateNotNull]
    public object? AdvanceBy { get; set; }

    /// <summary><b>-Stock:</b> how many units of each SKU can be ordered, such as <c>@{ 'MUG-RED' = 5 }</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StockCompleter))]
    [ValidateNotNull]
    public Hashtable? Stock { get; set; }

    /// <summary><b>-Catalog:</b> all SKUs that exist, with the units that can be ordered; any other SKU becomes unknown.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StockCompleter))]
    [ValidateNotNull]
    public Hashtable? Catalog { get; set; }

    /// <summary><b>-LostStock:</b> how many units of each SKU are lost, also such as orders have set aside.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StockCompleter))]
    [ValidateNotNull]
    public Hashtable? LostStock { get; set; }

    /// <summary><b>-UnknownSku:</b> SKUs that the sandbox no longer knows, so that it refuses orders for them.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SkuCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument(IsList = true)]
    public string[]? UnknownSku { get; set; }

    /// <summary><b>-StickInPlanning:</b> the ids of orders that stay in Planning. They may not exist yet.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OrderIdCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument(IsList = true)]
    public string[]? StickInPlanning { get; set; }

    /// <summary><b>-Unstick:</b> the ids of orders that no longer stay in Planning.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OrderIdCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument(IsList = true)]
    public string[]? Unstick { get; set; }

    /// <summary><b>-Fault:</b> what goes wrong with requests to come, such as DropAfter.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FaultKindCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument(IsList = true)]
    public string[]? Fault { get; set; }

    /// <summary><b>-Operation:</b> the operation that -Fault affects, such as createFulfillmentOrder.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SandboxOperationCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? Operation { get; set; }

    /// <summary><b>-SellerFulfillmentOrderId:</b> the orders that -Fault affects.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OrderIdCompleter))]
    [Alias(OrderReference.IdAlias)]
    [ValidateNotNullOrEmpty]
    [TextArgument(IsList = true)]
    public string[]? SellerFulfillmentOrderId { get; set; }

    /// <summary>
    /// <b>-Times:</b> how many requests -Fault affects, for each order if -SellerFulfillmentOrderId is given. <value>The default value is
    /// 1.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, int.MaxValue)]
    public int Times { get; set; } = 1;

    /// <summary><b>-Delay:</b> how long -Fault lasts if it lasts a while. <value>The default value is 5 seconds.</value></summary>
    [Parameter]
    [ArgumentCompleter(typeof(DelayCompleter))]
    [ValidateNotNull]
    public object? Delay { get; set; }

    /// <summary><b>-Chance:</b> how probable -Fault is for each request that it can affect, from 0 to 1.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(0.0, 1.0)]
    public double Chance { get; set; }

    /// <summary><b>-ClearFault:</b> remove the pending faults before -Fault adds others.</summary>
    [Parameter]
    public SwitchParameter ClearFault { get; set; }

    /// <summary><b>-ExpireToken:</b> let the access tokens expire that were issued so far.</summary>
    [Parameter]
    public SwitchParameter ExpireToken { get; set; }

    /// <summary><b>-ExpireRestrictedToken:</b> let the restricted data tokens expire that were issued so far.</summary>
    [Parameter]
    public SwitchParameter ExpireRestrictedToken { get; set; }

    /// <summary><b>-RevokeToken:</b> revoke all tokens that were issued so far.</summary>
    [Parameter]
    public SwitchParameter RevokeToken { get; set; }

    /// <summary><b>-MerchantOrder:</b> orders that you ship yourself, as hashtables with AmazonOrderId and Items.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNullOrEmpty]
    public Hashtable[]? MerchantOrder { get; set; }

    /// <summary><b>-ScanShipment:</b> the ids of bought labels whose packages the carrier scans.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ShipmentIdCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument(IsList = true)]
    public string[]? ScanShipment { get; set; }

    /// <summary><b>-ClearRequest:</b> empty the list of requests that the sandbox saw.</summary>
    [Parameter]
    public SwitchParameter ClearRequest { get; set; }

    /// <summary><b>-PassThru:</b> return the sandbox as it is after the changes.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Activity => "Changing the sandbox";

    private protected override void Process()
    {
        var sandbox = SandboxAccess.Of(DefaultSession);
        var wanted = ReadAll();
        if (wanted.Count == 0)
        {
            throw new ParameterInvalidException(
                "Nothing to change. Give at least one change, such as -AdvanceBy 3d, -Stock @{ 'MUG-RED' = 5 } or -Fault DropAfter.");
        }

        var target = $"Sandbox of session {DefaultSession.Name}";
        var confirmed = wanted.Where(change => Engine.ShouldProcess(target, change.Action)).ToList();
        if (confirmed.Count == 0)
        {
            return;
        }

        var status = Pump.Run(async cancellationToken =>
        {
            await sandbox.ApplyAsync(ChangeRequest.Combine(confirmed), cancellationToken).ConfigureAwait(false);
            return PassThru.IsPresent ? await sandbox.GetStatusAsync(cancellationToken).ConfigureAwait(false) : null;
        });
        if (status is not null)
        {
            Engine.Write(status);
        }
    }

    private List<ChangeRequest> ReadAll()
    {
        var bound = MyInvocation.BoundParameters;
        var faults = new FaultRequest
        {
            Kinds = Fault ?? [],
            Operation = Operation,
            OrderIds = SellerFulfillmentOrderId ?? [],
            Times = Times,
            Delay = Delay is null ? null : ParameterValues.SpanOrZero(nameof(Delay), Delay),
            Chance = bound.ContainsKey(nameof(Chance)) ? Chance : null,
            Given = [.. FaultRequest.Details.Where(bound.ContainsKey)],
        };
        return
        [
            .. ChangeRequest.MerchantOrders(Entries(MerchantOrder)),
            .. ChangeRequest.If(ClearFault, "Remove all pending faults", change => change.ClearFaults = true),
            .. faults.Read(),
            .. ChangeRequest.Stock(
                nameof(Catalog), "Replace the catalog with", Entries(Catalog), (change, units) => change.Catalog = units),
            .. ChangeRequest.Stock(nameof(Stock), "Set the stock of", Entries(Stock), (change, units) => change.Stock = units),
            .. ChangeRequest.Stock(nameof(LostStock), "Lose units of", Entries(LostStock), (change, units) => change.LostStock = units),
            .. ChangeRequest.Ids(nameof(UnknownSku), "Make unknown:", UnknownSku, (change, ids) => change.UnknownSkus = ids),
            .. ChangeRequest.Ids(nameof(StickInPlanning), "Keep in Planning:", StickInPlanning, (change, ids) => change.StuckOrders = ids),
            .. ChangeRequest.Ids(nameof(Unstick), "Release from Planning:", Unstick, (change, ids) => change.UnstuckOrders = ids),
            .. ChangeRequest.Ids(
                nameof(ScanShipment), "Let the carrier scan:", ScanShipment, (change, ids) => change.ScannedShipments = ids),
            .. ChangeRequest.If(ExpireToken, "Expire all access tokens", change => change.ExpireTokens = true),
            .. ChangeRequest.If(
                ExpireRestrictedToken, "Expire all restricted data tokens", change => change.ExpireRestrictedTokens = true),
            .. ChangeRequest.If(RevokeToken, "Revoke all tokens", change => change.RevokeTokens = true),
            .. ChangeRequest.If(ClearRequest, "Empty the list of requests", change => change.ClearRequests = true),
            .. AdvanceBy is null ? [] : ChangeRequest.Advance(ParameterValues.Span(nameof(AdvanceBy), AdvanceBy)),
        ];
    }

    private static IReadOnlyList<(string Name, object? Value)>? Entries(Hashtable? table) =>
        table is null ? null : PipelineRecord.Properties(table);

    private static IEnumerable<IReadOnlyList<(string Name, object? Value)>> Entries(Hashtable[]? tables) =>
        (tables ?? []).Select(table => Entries(table) ?? throw new ParameterInvalidException("-MerchantOrder contains $null."));
}
