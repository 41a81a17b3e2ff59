using System.Collections;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Refuses parameters that were given without a value: a mistyped variable must not leave an order as it is, or ship it to its old address.
/// </summary>
internal static class BlankParameters
{
    // A whole address replaces all of the old one: what is blank in it is gone.
    private static readonly OrderColumn[] s_clearedByAddress =
    [
        OrderColumns.AddressLine2, OrderColumns.AddressLine3, OrderColumns.City, OrderColumns.DistrictOrCounty, OrderColumns.StateOrRegion,
        OrderColumns.Phone,
    ];

    /// <summary>Refuses what is blank.</summary>
    /// <param name="blank">What is blank.</param>
    /// <param name="advice">What to do, as a sentence.</param>
    /// <exception cref="ParameterInvalidException">Something is blank.</exception>
    public static void Require(IReadOnlyCollection<OrderColumn> blank, string advice)
    {
        if (blank.Count > 0)
        {
            throw new ParameterInvalidException(
                $"Nothing was read or sent: {string.Join(", ", blank.Select(column => $"-{column.Name}"))} {(blank.Count == 1 ? "is" : "are")} null or blank. Check the variable. {advice}");
        }
    }

    /// <summary>Refuses what is blank in a change of an order.</summary>
    /// <param name="change">What was given as parameters.</param>
    /// <param name="items">What was given as items; null if the parameter was not given.</param>
    /// <param name="isMerged">Whether the address is merged with the order's.</param>
    /// <exception cref="ParameterInvalidException">Something is blank that the service could not clear.</exception>
    public static void RequireOfChange(RowOverrides change, IReadOnlyCollection<object?>? items, bool isMerged)
    {
        var isWholeAddress = !isMerged && change.Replaces(OrderColumns.Name) && change.Replaces(OrderColumns.AddressLine1);
        Require(
            [.. change.Blank.Where(column => !isWholeAddress || !s_clearedByAddress.Contains(column))],
            isMerged
                ? "Leave the parameter out to keep the current value; to clear a part of the address, give the whole address without -MergeAddress."
                : "Leave the parameter out to keep the current value.");
        if (items is { Count: 0 })
        {
            throw new ParameterInvalidException("Nothing was read or sent: -Item is empty. Check the variable, or leave -Item out.");
        }

        foreach (var (name, _) in (items ?? []).Where(item => PipelineRecord.Unwrap(item) is IDictionary)
            .SelectMany(item => PipelineRecord.Properties(item)!).Where(member => GivenText.IsBlank(member.Value)))
        {
            throw new ParameterInvalidException(
                $"Nothing was read or sent: {Spelling.Showable(name)} of -Item is null or blank. Check the variable, or leave the key out to keep the current value.");
        }
    }
}
