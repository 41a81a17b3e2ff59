using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Finds the changes in objects that are piped to a command which changes orders. Those of a script's object are made. An output of the
/// module is only an id: one that was edited is refused, because a change that is dropped without a word cannot be made up for after the
/// goods have left.
/// </summary>
internal static class PipedOrder
{
    private const string Advice = "Pipe in a row with the id and the columns that change, or the id alone.";

    // What a file that holds only texts has of a list or an object.
    private static readonly Regex s_type = new(@"^(System|FbaOutbound)\.", RegexOptions.CultureInvariant);

    /// <summary>Returns the rows of a script's object that has an address, items or other parts; null for anything else.</summary>
    /// <exception cref="ChangeInputException">They cannot be read, or rows cannot express them.</exception>
    public static IReadOnlyList<IReadOnlyList<(string Name, object? Value)>>? RowsOf(object? input, string id)
    {
        if (PipelineRecord.Properties(input) is not { } properties || RowInput.OwnTypeOf(input, properties) is not null
            || !properties.Any(property => IsPart(property.Name) && !GivenText.IsBlank(property.Value)))
        {
            return null;
        }

        var read = OrderObjectReader.Read(properties, PipelineRecord.View);
        Refuse(id, read.Problems);
        if (read.Lost.Where(member => member.IsLostInPart).Select(member => member.Column).ToList() is { Count: > 0 } lost)
        {
            throw new ChangeInputException(
                $"Nothing was changed for order '{id}': unknown members: {ShownNames.Join(lost)}. Correct the names, or remove the "
                    + "members.");
        }

        if (read.Unknown.Where(column => column.Suggestion is not null).ToList() is { Count: > 0 } mistyped)
        {
            throw new ChangeInputException(
                $"Nothing was changed for order '{id}': unknown columns: {ShownNames.Join(mistyped)}. Correct the names.");
        }

        var order = read.Value!;
        var rows = OrderRowWriter.Write(order.Items is { Count: > 0 } ? order : order with { Items = [new()] }, out var faults);
        Refuse(id, faults);

        // Other members at the top are columns that are not known, as in a row.
        IReadOnlyList<(string, object?)> others =
        [
            .. properties.Where(property => OrderColumns.Find(property.Name) is null && !IsPart(property.Name)
                && (!UnknownCells.IsOfOutput(property.Name) || ObjectMembers.IsNamed(property.Name, nameof(FulfillmentOrder.Status)))),
        ];
        return
        [
            .. rows.Select(row => (IReadOnlyList<(string, object?)>)[.. row.Select(cell => (cell.Name, (object?)cell.Value)), .. others]),
        ];
    }

    /// <summary>
    /// Returns an order that was saved or copied, and may have been edited since, which only a comparison with Amazon's shows; null for
    /// anything else.
    /// </summary>
    /// <exception cref="ChangeInputException">The input is an output of the module that was edited.</exception>
    public static FulfillmentOrder? CopyOf(object? input, string id)
    {
        if (PipelineRecord.Properties(input) is not { } properties || RowInput.OwnTypeOf(input, properties) is not { } type)
        {
            return null;
        }

        var own = new HashSet<string>(type.GetProperties().Select(property => property.Name), StringComparer.OrdinalIgnoreCase);
        string[] added =
        [
            .. properties.Where(property => own.Count > 0 && !own.Contains(property.Name)
                    && (IsChange(property.Name) || UnknownCells.IsData(new OrderRow(0, [property]), 0)))
                .Where(property => !GivenText.IsBlank(property.Value))
                .Select(property => Spelling.Showable(property.Name)),
        ];
        if (added.Length > 0)
        {
            throw new ChangeInputException(
                $"Nothing was changed for order '{id}': only the id is taken from an order or a receipt, and {string.Join(", ", added)} "
                    + $"{(added.Length == 1 ? "was" : "were")} added to it. {Advice}");
        }

        if (PipelineRecord.Unwrap(input) is FulfillmentOrder order)
        {
            List<string> parts =
            [
                .. OrderContent.HasOtherId(order) ? [OrderReference.IdProperty] : (string[])[],
                .. OrderContent.Of(order).DifferencesFrom(order.Content ?? default),
            ];
            return parts.Count == 0 ? null : throw Edited(id, "was edited after it was read", parts);
        }

        return type == typeof(FulfillmentOrder) ? Read(properties, id) : null;
    }

    /// <summary>Refuses a copy of an order with other content than Amazon's order.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="change">What was given as parameters, which replace the copy's values.</param>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ChangeInputException">It has.</exception>
    public static async Task RequireUnchangedAsync(
        FulfillmentOrder copy, RowOverrides change, FbaSession session, CancellationToken cancellationToken)
    {
        var id = copy.SellerFulfillmentOrderId;
        var order = await session.Orders.GetAsync(id, cancellationToken).ConfigureAwait(false);
        var differences = Differences(change.ApplyTo(copy), change.ApplyTo(order) with { DeliveryWindow = null }).Distinct().ToList();
        if (differences.Count > 0)
        {
            throw Edited(id, "differs from Amazon's order", differences);
        }
    }

    // What an import says of an order can be more than a service shows of it. A copy of Amazon's order has the same, even where it is
    // masked.
    private static IEnumerable<string> Differences(FulfillmentOrder copy, FulfillmentOrder order)
    {
        if (copy.Source is not null)
        {
            return OrderComparison.Compare(copy, order).Where(difference => difference.Kind != DifferenceKind.NotComparable)
                .Select(difference => difference.Member);
        }

        var (given, known) = (Given(copy), Given(order));
        return given.Where(member => !known.TryGetValue(member.Key, out var text) || text != member.Value).Select(member => member.Key)
            .Concat(known.Keys.Where(member => !given.ContainsKey(member)
                && (copy.DestinationAddress is not null && OrderComparison.IsOfAddress(member)
                    || copy.Items.Count > 0 && member.StartsWith(nameof(copy.Items), StringComparison.Ordinal))));
    }

    private static Dictionary<string, string> Given(FulfillmentOrder order)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        OrderComparison.TellGiven(order, (member, _, text) => given[member] = text);
        return given;
    }

    private static ChangeInputException Edited(string id, string how, IReadOnlyList<string> parts) => new(
        $"Nothing was changed for order '{id}': only the id is taken from an order, and this one {how} ({string.Join(", ", parts)}). "
            + Advice);

    private static FulfillmentOrder Read(IReadOnlyList<(string Name, object? Value)> properties, string id)
    {
        var read = OrderObjectReader.Read([.. properties.Where(property => !IsLost(property.Name, property.Value))], PipelineRecord.View);
        Refuse(id, read.Problems);
        var source = properties.FirstOrDefault(property => ObjectMembers.IsNamed(property.Name, nameof(FulfillmentOrder.Source))).Value;
        return read.Value! with
        {
            SellerFulfillmentOrderId = id, DeliveryWindow = null, Source = GivenText.IsBlank(source) ? null : new OrderSource(),
        };
    }

    private static void Refuse(string id, IReadOnlyList<RowProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw new ChangeInputException($"Nothing was changed for order '{id}': {Sentence.Of(problems)}");
        }
    }

    private static bool IsChange(string name) =>
        !ObjectMembers.IsOfEngine(name.Trim())
        && (IsPart(name)
            || (OrderColumns.Find(name) is { } column
                ? column != OrderColumns.SellerFulfillmentOrderId
                : OrderColumns.Suggest(name) is not null));

    private static bool IsPart(string name) => OrderColumns.IsPart(name.Trim())
        || ObjectMembers.IsNamed(name, nameof(FulfillmentOrder.Items))
        || ObjectMembers.IsNamed(name, nameof(FulfillmentOrder.PaymentInformation));

    // A part that is only a text, a list that is only its type, and a date as spreadsheets write it have nothing to compare.
    private static bool IsLost(string name, object? value)
    {
        var given = PipelineRecord.Unwrap(value);
        return (IsPart(name) && (given is string || (given is IList { Count: > 0 } list
                && list.Cast<object?>().All(part => PipelineRecord.Unwrap(part) is string))))
            || (given is string text && (s_type.IsMatch(text)
                || (OrderColumns.Find(name) == OrderColumns.DisplayableOrderDate && !IsoDate.TryParse(text, out _))))
            || ObjectMembers.IsNamed(name, nameof(FulfillmentOrder.DeliveryWindow));
    }
}
