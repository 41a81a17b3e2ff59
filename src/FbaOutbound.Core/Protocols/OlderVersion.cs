using System;
using System.Collections.Generic;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols;

/// <summary>What versions before 2026-07-04 have no place for.</summary>
internal static class OlderVersion
{
    public static IEnumerable<ProtocolProblem> Losses(FulfillmentOrder order, string apiVersion)
    {
        var slip = $"is a packing slip template, which only version 2026-07-04 supports: leave it out (the session uses version {apiVersion})";
        if (order.PackingSlip is not null)
        {
            yield return NotInVersion(nameof(order.PackingSlip), slip);
        }

        if (order.FurtherSpeeds.Count > 0)
        {
            yield return NotInVersion(
                nameof(order.FurtherSpeeds), $"are additional speeds, but this version takes only one: leave them out (the session uses version {apiVersion})");
        }

        for (var i = 0; i < order.Items.Count; i++)
        {
            if (order.Items[i].PackingSlip is not null)
            {
                yield return NotInVersion(FormattableString.Invariant($"Items[{i}].PackingSlip"), slip);
            }

            if (order.Items[i].Unit is { } unit && !string.Equals(unit.Trim(), DefaultValues.Unit, StringComparison.OrdinalIgnoreCase))
            {
                yield return NotInVersion(
                    FormattableString.Invariant($"Items[{i}].Unit"),
                    $"is a unit of measure, but this version counts only single units: leave it out (the session uses version {apiVersion})");
            }
        }
    }

    private static ProtocolProblem NotInVersion(string member, string text) => new(ProblemCodes.NotInVersion, member, text);
}
