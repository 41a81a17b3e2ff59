using System;
using System.Collections.Generic;

namespace FbaOutbound.Tracking;

/// <summary>A shop's names of carriers. One that it has no name for is an error, and never guessed.</summary>
internal sealed class CarrierNames
{
    private readonly TrackingFormat _format;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <param name="format">The shop's format.</param>
    /// <param name="given">The user's own, which go before.</param>
    public CarrierNames(TrackingFormat format, IReadOnlyDictionary<string, string> given)
    {
        _format = format;
        foreach (var carriers in new[] { format.Carriers, given })
        {
            foreach (var carrier in carriers)
            {
                _names[Bare(carrier.Key)] = carrier.Value;
            }
        }
    }

    /// <summary>Returns the shop's name of a parcel's carrier.</summary>
    /// <exception cref="TrackingException">The shop has none.</exception>
    public string Of(ShippedParcel parcel, string orderId)
    {
        var code = parcel.Package.CarrierCode;
        if (code is null || !_names.TryGetValue(Bare(code), out var name))
        {
            throw new TrackingException(
                TrackingProblem.CarrierUnknown,
                $"Order '{orderId}' was shipped by {(code is null ? "a carrier that the service does not name" : $"'{code}'")}. "
                    + $"This module does not know the name that {_format.Shop} uses for this carrier. Nothing was written for the order. "
                    + (code is null
                        ? "Enter its parcel in the shop by hand."
                        : $"Give the shop's exact name with -CarrierMap @{{ '{code.Replace("'", "''")}' = '…' }}."));
        }

        if (name == _format.Other && _format.OtherNeedsUrl && string.IsNullOrWhiteSpace(parcel.Package.CarrierTrackingUrl))
        {
            throw new TrackingException(
                TrackingProblem.CarrierUnknown,
                $"{_format.Shop} accepts the carrier '{code}' of order '{orderId}' as {name} only with a tracking page, and the service "
                    + "returned none. Nothing was written for the order. Enter its parcel in the shop by hand.");
        }

        return name;
    }

    private static string Bare(string name) => name.Replace(" ", "").Replace("_", "").Replace("-", "").ToUpperInvariant();
}
