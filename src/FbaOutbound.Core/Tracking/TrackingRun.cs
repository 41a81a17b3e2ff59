using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Tracking;

/// <summary>What a run tells a shop of an order.</summary>
/// <param name="Keys">The parcels that are told with it, as a state knows them.</param>
/// <param name="Rows">The rows: cells of the shop's file, or rows of the module's own.</param>
/// <param name="WithoutNumber">How many parcels have left without a tracking number.</param>
/// <param name="WithoutLine">How many parcels complete no line of the shop.</param>
internal sealed record ToldOrder(IReadOnlyList<string> Keys, IReadOnlyList<object> Rows, int WithoutNumber, int WithoutLine);

/// <summary>Decides which parcels a run tells a shop, and each of them once.</summary>
/// <param name="table">Makes the rows of the shop's file; null for rows of the module's own.</param>
/// <param name="state">What was told before; null if nothing is kept.</param>
/// <param name="isAgain">Whether the last batch is repeated, and nothing else told.</param>
internal sealed class TrackingRun(TrackingTable? table, TrackingState? state, bool isAgain)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Returns what is told of an order.</summary>
    /// <exception cref="TrackingException">It cannot be said; nothing of the order is told.</exception>
    public ToldOrder Take(FulfillmentOrder order)
    {
        var id = order.SellerFulfillmentOrderId;

        // What earlier runs told is counted first, as they told it: only what is left can be new.
        var parcels = ShippedParcel.Of(order, out var withoutNumber)
            .Select(parcel => (Parcel: parcel, Key: TrackingState.KeyOf(parcel, id)))
            .OrderBy(parcel => state?.PlaceOf(parcel.Key) ?? 0).ToList();
        var lines = table?.LinesOf(order);
        List<string> keys = [];
        List<string> partial = [];
        List<object> rows = [];
        foreach (var (parcel, key) in parcels)
        {
            if (!IsWanted(key))
            {
                _ = lines?.Take(parcel);
                continue;
            }

            IReadOnlyList<object> made = lines is null ? TrackingRow.Of(id, parcel) : table!.RowsOf(order, parcel, lines);
            if (made.Count == 0)
            {
                partial.Add(key);
                continue;
            }

            // A parcel that brought a part of these lines is told with the one that completes them, or it would complete them again.
            keys.AddRange(partial);
            partial.Clear();
            keys.Add(key);
            rows.AddRange(made);
        }

        _told.UnionWith(keys);
        return new ToldOrder(keys, rows, withoutNumber, partial.Count);
    }

    private bool IsWanted(string key) => !_told.Contains(key)
        && (state?.BatchOf(key) is { } batch ? isAgain && batch == state.LastBatch : !isAgain);
}
