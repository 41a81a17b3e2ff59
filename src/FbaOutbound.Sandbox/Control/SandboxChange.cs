using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox.Faults;

namespace FbaOutbound.Sandbox.Control;

/// <summary>Changes of a sandbox that are made together, in the order of the members; the clock moves last.</summary>
internal sealed class SandboxChange
{
    /// <summary>Orders that the seller ships.</summary>
    public IReadOnlyList<SandboxMerchantOrder> MerchantOrders { get; set; } = [];

    /// <summary>Whether the faults that are to come are forgotten before new ones are added.</summary>
    public bool ClearFaults { get; set; }

    public IReadOnlyList<FaultChange> Faults { get; set; } = [];

    /// <summary>All SKUs that exist, with the units that can be ordered; empty if it is not changed.</summary>
    public IDictionary<string, long> Catalog { get; set; } = new Dictionary<string, long>();

    /// <summary>How many units of each SKU can be ordered.</summary>
    public IDictionary<string, long> Stock { get; set; } = new Dictionary<string, long>();

    /// <summary>How many units of each SKU are missing on the shelf.</summary>
    public IDictionary<string, long> LostStock { get; set; } = new Dictionary<string, long>();

    public IReadOnlyList<string> UnknownSkus { get; set; } = [];

    /// <summary>Orders that stay in Planning.</summary>
    public IReadOnlyList<string> StuckOrders { get; set; } = [];

    /// <summary>Orders that leave Planning again.</summary>
    public IReadOnlyList<string> UnstuckOrders { get; set; } = [];

    /// <summary>Bought labels whose packages the carrier scans.</summary>
    public IReadOnlyList<string> ScannedShipments { get; set; } = [];

    public bool ExpireTokens { get; set; }

    public bool ExpireRestrictedTokens { get; set; }

    public bool RevokeTokens { get; set; }

    public bool ClearRequests { get; set; }

    /// <summary>How far the clock moves.</summary>
    public TimeSpan Advance { get; set; }

    /// <summary>Checks everything but the clock.</summary>
    /// <exception cref="ArgumentException">A value cannot be used.</exception>
    public void Check(FaultPlan plan)
    {
        foreach (var order in MerchantOrders)
        {
            order.ToOrder();
        }

        foreach (var fault in Faults)
        {
            fault.Check(plan);
        }

        foreach (var stock in Catalog.Concat(Stock))
        {
            Bounds.Units(stock.Value, $"The stock of '{Bounds.Id(stock.Key, "The SKU")}'");
        }

        foreach (var stock in LostStock)
        {
            Bounds.Units(stock.Value, $"The lost stock of '{Bounds.Id(stock.Key, "The SKU")}'");
        }

        Require(UnknownSkus, "The SKU");
        Require(StuckOrders.Concat(UnstuckOrders), "The order id");
        Require(ScannedShipments, "The shipment id");
    }

    /// <summary>Makes the changes, which were checked, without the orders that the seller ships.</summary>
    public void Apply(SandboxService sandbox)
    {
        if (ClearFaults)
        {
            sandbox.Faults.Clear();
        }

        Each(Faults, fault => fault.Apply(sandbox.Faults));
        if (Catalog.Count > 0)
        {
            sandbox.SetStock(new Dictionary<string, long>(Catalog));
        }

        Each(Stock, stock => sandbox.SetStock(stock.Key, stock.Value));
        Each(LostStock, stock => sandbox.LoseStock(stock.Key, stock.Value));
        Each(UnknownSkus, sandbox.RemoveSku);
        Each(StuckOrders, sandbox.StickInPlanning);
        Each(UnstuckOrders, sandbox.Unstick);
        Each(ScannedShipments, sandbox.ScanShipment);
        Do(ExpireTokens, sandbox.ExpireTokens);
        Do(ExpireRestrictedTokens, sandbox.ExpireRestrictedTokens);
        Do(RevokeTokens, sandbox.RevokeTokens);
        Do(ClearRequests, sandbox.ClearRequests);
        if (Advance > TimeSpan.Zero)
        {
            sandbox.Advance(Advance);
        }
    }

    private static void Require(IEnumerable<string> ids, string name) => Each(ids, id => Bounds.Id(id, name));

    private static void Each<T>(IEnumerable<T> values, Action<T> action)
    {
        foreach (var value in values)
        {
            action(value);
        }
    }

    private static void Do(bool isRequested, Action action)
    {
        if (isRequested)
        {
            action();
        }
    }
}

/// <summary>A fault that is added, or how probable one is from now on.</summary>
internal sealed record FaultChange(
    FaultKind Kind, string? Operation = null, string? OrderId = null, TimeSpan? Delay = null, double? Chance = null, int Times = 1)
{
    /// <exception cref="ArgumentException">A value cannot be used.</exception>
    public void Check(FaultPlan plan)
    {
        if (Chance is not { } chance)
        {
            plan.Check(Kind, Operation, Delay, Times);
            return;
        }

        if (this is not { Operation: null, OrderId: null, Delay: null, Times: 1 })
        {
            throw new ArgumentException(
                "A chance applies to every request that the fault can affect. Leave out operation, orderId, delay and times.");
        }

        FaultPlan.Check(Kind, chance);
    }

    /// <exception cref="ArgumentException">A value cannot be used.</exception>
    public void Apply(FaultPlan plan)
    {
        Check(plan);
        if (Chance is { } chance)
        {
            plan.SetChance(Kind, chance);
        }
        else
        {
            plan.Add(Kind, Operation, OrderId, Delay, Times);
        }
    }
}
