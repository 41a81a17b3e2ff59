using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>Counts what becomes of the orders, and gathers what is told once at the end.</summary>
internal sealed class ImportCounts
{
    private readonly Dictionary<SkipReason, int> _skipped = [];
    private readonly Dictionary<string, long> _units = [];
    private readonly List<SkippedLine> _lines = [];
    private readonly List<string> _unknown = [];
    private readonly Dictionary<string, List<string>> _methods = [];
    private readonly Dictionary<string, List<string>> _notices = [];
    private readonly Dictionary<string, List<string>> _features = [];
    private readonly Dictionary<string, List<string>> _currencies = [];
    private string? _statusMap;
    private readonly Dictionary<string, (string What, List<string> Ids)> _unread = [];
    private readonly List<ImportOutcome> _sameRows = [];
    private int _sendable;
    private int _refused;
    private int _withoutId;

    public void Add(ImportOutcome outcome)
    {
        if (outcome.Skipped is { } skipped)
        {
            _skipped[skipped.SkipReason] = (_skipped.TryGetValue(skipped.SkipReason, out var count) ? count : 0) + 1;
            if (skipped.SkipReason == SkipReason.UnknownStatus)
            {
                _statusMap ??= outcome.StatusMap;
                _unknown.Add($"{skipped.SellerFulfillmentOrderId} ({skipped.Detail?.TrimEnd('.')})");
            }
        }
        else if (outcome.Order is not { } order)
        {
            var isOrder = outcome.Source.ShopOrderId is not "";
            _refused += isOrder ? 1 : 0;
            _withoutId += isOrder ? 0 : outcome.Source.Rows.Count;
        }
        else
        {
            _sendable++;
            _lines.AddRange(outcome.Lines);
            foreach (var item in order.Items)
            {
                var sku = item.SellerSku ?? "";
                _units[sku] = (_units.TryGetValue(sku, out var units) ? units : 0) + (item.Quantity ?? 0);
            }

            Note(_methods, outcome.IsMethodShown ? Offending.Quoted(outcome.AssumedMethod!).TrimEnd()
                : outcome.AssumedMethod is null ? null : "", outcome.Id);
            Note(_notices, outcome.Notice, outcome.Id);
            Note(_features, outcome.FeaturesOf, outcome.Id);
            Note(_currencies, outcome.ForeignCurrency, outcome.Id);
            NoteUnread(outcome);
            if (outcome.SameRows is not null)
            {
                _sameRows.Add(outcome with { Order = null, Whole = null });
            }
        }
    }

    /// <summary>Returns what the user has to know before anything is sent.</summary>
    public IEnumerable<string> Warnings()
    {
        if (_unknown.Count > 0)
        {
            yield return $"Skipped because of an unknown status: {List(_unknown)}. If orders with this status should be shipped, change "
                + "the status in the shop"
                + (_statusMap is null ? "."
                    : $", or map it to a known one: -Map {_statusMap}. -Map replaces the Map of a shop file, "
                        + "which cannot contain scripts.");
        }

        if (_methods.Count > 0)
        {
            var shown = _methods.Keys.Where(method => method.Length > 0).ToList();
            var hidden = _methods.TryGetValue("", out var ids) ? List(ids) : null;
            const string Why = "not shown because they may contain a recipient's data";
            yield return (shown.Count == 0 ? $"The shipping methods of these orders are sent as Standard: {hidden}. They are {Why}. "
                : $"These shipping methods are sent as Standard: {string.Join(", ", shown)}. "
                    + (hidden is null ? "" : $"So are the methods of these orders, which are {Why}: {hidden}. "))
                + "Use -SpeedMap to assign other speeds.";
        }

        foreach (var file in _unread)
        {
            yield return $"{file.Key}: {file.Value.What}. Missing lines could not be recognized in "
                + $"{(file.Value.Ids.Count == 1 ? "1 order" : $"{file.Value.Ids.Count} orders")}: {List(file.Value.Ids)}.";
        }

        if (_sameRows.Count > 0)
        {
            var (first, second) = _sameRows[0].SameRows!.Value;
            yield return $"Order '{_sameRows[0].Id}' ({_sameRows[0].Source}): rows {first} and {second} are the same"
                + (OrderFormats.Find(_sameRows[0].Source.Format).Own ? "" : " in all columns that are read")
                + ", and both are sent. Remove one of them if the item should be sent only once."
                + (_sameRows.Count == 1 ? ""
                    : $" Such rows are also in {List([.. _sameRows.Skip(1).Select(outcome => $"'{outcome.Id}'")])}.");
        }

        foreach (var notice in _notices)
        {
            yield return $"{Orders(notice.Value)} {notice.Key}: {List(notice.Value)}.";
        }

        foreach (var currency in _currencies)
        {
            yield return $"{(currency.Value.Count == 1 ? "1 order has" : $"{currency.Value.Count} orders have")} amounts {currency.Key}: "
                + $"{List(currency.Value)}. Check that the file is for this marketplace; amounts are sent as they are.";
        }
    }

    /// <summary>Returns what the features of each channel cost, which is told once.</summary>
    public IEnumerable<(string Channel, string Warning)> Surcharges() => _features.Select(channel => (
        channel.Key,
        $"{(channel.Value.Count == 1 ? "1 order" : $"{channel.Value.Count} orders")} of {channel.Key} "
            + $"{(channel.Value.Count == 1 ? "requires" : "require")} BLANK_BOX and BLOCK_AMZL, because its policy asks for neutral packages and "
            + "carriers other than Amazon. Amazon adds a surcharge of about 5 percent for BLOCK_AMZL. Use -Feature to override these settings."));

    public ImportSummary Summary(IReadOnlyList<string> files, IEnumerable<string> notes) => new()
    {
        Files = files,
        OrdersRead = _sendable + _refused + _skipped.Values.Sum(),
        Sendable = _sendable,
        Refused = _refused,
        RowsWithoutId = _withoutId,
        Skipped = _skipped,
        SkippedLines = _lines,
        UnitsBySku = _units,
        Notes = [.. notes.Distinct()],
    };

    private static void Note(Dictionary<string, List<string>> notes, string? what, string id)
    {
        if (what is null)
        {
            return;
        }

        if (!notes.TryGetValue(what, out var ids))
        {
            notes.Add(what, ids = []);
        }

        ids.Add(id);
    }

    private void NoteUnread(ImportOutcome outcome)
    {
        if (outcome.UnreadTotal is not { } what)
        {
            return;
        }

        var file = Path.GetFileName(outcome.Source.File ?? "");
        if (!_unread.TryGetValue(file, out var known))
        {
            _unread.Add(file, known = (what, []));
        }

        known.Ids.Add(outcome.Id);
    }

    private static string Orders(List<string> ids) => ids.Count == 1 ? "1 order goes to" : $"{ids.Count} orders go to";

    /// <summary>Returns the first ten, and how many more there are.</summary>
    public static string List(IReadOnlyList<string> ids, string separator = ", ") =>
        NameList.Of(ids, 10, separator);
}
