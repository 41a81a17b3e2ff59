using System;
using System.Collections;
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

/// <summary>Gets the stock in Amazon's fulfillment network: that of single SKUs, or all of it.</summary>
[Cmdlet(VerbsCommon.Get, "FbaInventory", DefaultParameterSetName = ListSet)]
[OutputType(typeof(FbaInventory))]
public sealed class GetFbaInventoryCommand : SkuCommand
{
    private const string ListSet = "List";

    private readonly Dictionary<FbaSession, Asked> _asked = [];
    private DateTimeOffset? _changedAfter;

    /// <summary><b>-ChangedAfter:</b> list only what changed since this time: a date, or ISO 8601 text, at most 18 months ago.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(AgeCompleter))]
    [ValidateNotNull]
    public object? ChangedAfter { get; set; }

    /// <summary><b>-Below:</b> return only the SKUs with fewer fulfillable units than this number.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, int.MaxValue)]
    public int Below { get; set; } = int.MaxValue;

    /// <summary><b>-MarketplaceId:</b> the id of the marketplace. <value>The default value is the session's.</value></summary>
    [Parameter]
    [ArgumentCompleter(typeof(MarketplaceIdCompleter))]
    [TextArgument]
    public string? MarketplaceId { get; set; }

    private protected override string Activity => "Reading the inventory";

    private protected override void Begin()
    {
        base.Begin();
        _changedAfter = ChangedAfter is null ? null : ParameterValues.TimeOrAge(nameof(ChangedAfter), ChangedAfter, DefaultSession.UtcNow);
    }

    private protected override void Process()
    {
        if (ParameterSetName != ListSet)
        {
            base.Process();
        }
        else if (!Engine.ExpectingInput)
        {
            List(DefaultSession);
        }
    }

    private protected override void ProcessSku(string sku, FbaSession session)
    {
        if (!_asked.TryGetValue(session, out var asked))
        {
            asked = new Asked(session.Inventory.Limits);
            _asked.Add(session, asked);
        }

        asked.Add(sku);
        Ask(session, asked, isEnd: false);
    }

    private protected override void End()
    {
        foreach (var asked in _asked)
        {
            Ask(asked.Key, asked.Value, isEnd: true);
        }
    }

    private protected override IEnumerable<object?> PartsOf(object? input) =>
        PipelineRecord.Unwrap(input) is FulfillmentOrder { Items: { } items } order
            ? items.Where(item => !string.IsNullOrEmpty(item.SellerSku)).Select(item => new Hashtable
            {
                [nameof(item.SellerSku)] = item.SellerSku, [nameof(order.Session)] = order.Session,
                [nameof(order.Account)] = order.Account,
            })
            : base.PartsOf(input);

    private void List(FbaSession session)
    {
        var furthest = session.Inventory.Limits.FurthestBack;
        if (_changedAfter < session.UtcNow.AddMonths(-furthest))
        {
            throw new ParameterInvalidException(FormattableString.Invariant(
                $"-ChangedAfter is more than {furthest} months ago, but Amazon lists no older changes. Give a later time.")
                + " Without -ChangedAfter everything is listed.");
        }

        Read(session, new InventoryQuery(MarketplaceId ?? session.MarketplaceId) { ChangedAfter = _changedAfter });
    }

    private protected override void ProcessPattern(string pattern, FbaSession session) => Read(
        session,
        new InventoryQuery(MarketplaceId ?? session.MarketplaceId),
        new WildcardPattern(pattern, WildcardOptions.IgnoreCase));

    // SKUs that one response has all come in the order of the input.
    private void Ask(FbaSession session, Asked asked, bool isEnd)
    {
        foreach (var skus in asked.Take(isEnd))
        {
            Read(session, new InventoryQuery(MarketplaceId ?? session.MarketplaceId) { SellerSkus = skus });
        }
    }

    private void Read(FbaSession session, InventoryQuery query, WildcardPattern? pattern = null)
    {
        var skus = query.SellerSkus;
        var target = skus.Count == 0 ? null : string.Join(", ", skus);
        Pump.Add(
            target,
            async (output, cancellationToken) =>
            {
                var found = skus.ToDictionary(sku => sku, _ => new List<FbaInventory>(), StringComparer.Ordinal);
                var unknown = 0;
                void Write(FbaInventory entry)
                {
                    if (pattern?.IsMatch(entry.SellerSku) == false)
                    {
                        return;
                    }

                    unknown += Below < int.MaxValue && entry.FulfillableQuantity is null ? 1 : 0;
                    if (Below == int.MaxValue || entry.FulfillableQuantity < Below)
                    {
                        output.Write(entry);
                    }
                }

                Action<FbaInventory> take = skus.Count == 0 ? Write : entry => found[entry.SellerSku].Add(entry);
                var flaw = await session.Inventory.ReadAsync(query, take, cancellationToken).ConfigureAwait(false);
                foreach (var sku in skus)
                {
                    found[sku].ForEach(Write);
                    if (found[sku].Count == 0 && flaw is null)
                    {
                        output.Error(ErrorTable.From(NotFound(sku, session), sku));
                    }
                }

                if (unknown > 0)
                {
                    var which = unknown == 1 ? "1 SKU" : $"{unknown} SKUs";
                    output.Warning(
                        $"Amazon did not report how many units of {which} can be shipped, so -Below does not return them. Without "
                            + "-Below they are listed.");
                }

                if (flaw is not null)
                {
                    output.Error(Incomplete(flaw, target));
                }
            },
            skus.Count == 0 ? null : () => skus);
    }

    private SkuNotFoundException NotFound(string sku, FbaSession session) => new(
        $"The inventory of marketplace {MarketplaceId ?? session.Marketplace} does not list the SKU '{sku}'. Check its spelling "
            + "(capitals and spaces matter), and that Amazon fulfills it.");

    /// <summary>The SKUs that a session is asked about, each once.</summary>
    private sealed class Asked(InventoryLimits limits)
    {
        private readonly HashSet<string> _all = new(StringComparer.Ordinal);
        private readonly List<string> _waiting = [];

        public void Add(string sku)
        {
            if (_all.Add(sku))
            {
                _waiting.Add(sku);
            }
        }

        /// <summary>Returns what makes up a request, and at the end what is left.</summary>
        public IReadOnlyList<IReadOnlyList<string>> Take(bool isEnd)
        {
            if (_waiting.Count < limits.MostSkus && !isEnd)
            {
                return [];
            }

            IReadOnlyList<string>[] batches = [.. limits.Batches(_waiting)];
            _waiting.Clear();
            return batches;
        }
    }
}
