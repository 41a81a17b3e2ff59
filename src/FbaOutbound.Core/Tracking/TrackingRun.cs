using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Tracking;

/// <summary>What a run tells a shop of an order.</summary>
/// <param name="Parcels">The parcels that are told with it.</param>
/// <param name="WithoutNumber">How many parcels have left without a tracking number.</param>
/// <param name="WithoutLine">How many parcels complete no line of the shop.</param>
internal sealed record ToldOrder(IReadOnlyList<ToldParcel> Parcels, int WithoutNumber, int WithoutLine);

/// <summary>A parcel that is told to a shop.</summary>
/// <param name="Number">The tracking number.</param>
/// <param name="Entries">The parcel as a state keeps it, after those that brought a part of its lines.</param>
/// <param name="Rows">
/// The rows: cells of the shop's file, or rows of the module's own. None if its units were told with another tracking number.
/// </param>
internal sealed record ToldParcel(string Number, IReadOnlyList<TrackingEntry> Entries, IReadOnlyList<object> Rows);

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
            .Select(parcel => (Parcel: parcel, Entry: TrackingEntry.Of(parcel, id)))
            .OrderBy(parcel => state?.PlaceOf(parcel.Entry.Key) ?? 0).ToList();
        var lines = table?.LinesOf(order);
        List<TrackingEntry> partial = [];
        List<ToldParcel> told = [];
        foreach (var (parcel, entry) in parcels)
        {
            if (!IsWanted(entry.Key))
            {
                _ = lines?.Take(parcel);
                continue;
            }

            var number = parcel.Package.TrackingNumber!.Trim();
            if (table is { CountsUnits: true } && state?.HasOtherNumberOf(entry) == true)
            {
                _ = lines!.Take(parcel);
                told.Add(new ToldParcel(number, [entry], []));
                continue;
            }

            IReadOnlyList<object> made = lines is null ? TrackingRow.Of(id, parcel) : table!.RowsOf(order, parcel, lines);
            if (made.Count == 0)
            {
                partial.Add(entry);
                continue;
            }

            // A parcel that brought a part of these lines is told with the one that completes them, or it would complete them again.
            told.Add(new ToldParcel(number, [.. partial, entry], made));
            partial.Clear();
        }

        _told.UnionWith(told.SelectMany(parcel => parcel.Entries).Select(entry => entry.Key));
        return new ToldOrder(told, withoutNumber, partial.Count);
    }

    private bool IsWanted(string key) => !_told.Contains(key)
        && (state?.BatchOf(key) is { } batch ? isAgain && batch == state.LastBatch : !isAgain);
}
