using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>
/// Makes orders of files: each file is read to its end, because any row can belong to any order, and then each order is built when it is
/// asked for.
/// </summary>
internal sealed class OrderImport(ImportOptions options)
{
    private readonly List<FileOrders> _files = [];
    private readonly Dictionary<(string Id, string Suffix), HeldOrder> _held = [];
    private readonly Dictionary<(string Id, string Suffix), SentState> _sent = [];
    private readonly Dictionary<(string Id, string Suffix), string> _refused = [];
    private readonly KeyColumns _keys = new(new Dictionary<string, IReadOnlyList<string>>());
    private readonly Dictionary<(string Id, string Suffix), ImportOutcome> _again = [];
    private readonly Dictionary<(string Id, string Suffix), string> _late = [];
    private ImportOptions _options = options;
    private RepeatedOrders? _repeated;

    /// <summary>The files.</summary>
    public IReadOnlyList<FileOrders> Files => _files;

    /// <summary>The formats of the files.</summary>
    public IEnumerable<OrderFormat> Formats => _files.Select(file => file.Binding.Format).Distinct();

    /// <summary>Whether orders are returned whose quantities are uncertain.</summary>
    public bool IncludesUncertain => _options.IncludesUncertain;

    /// <summary>Whether orders are returned that an earlier import recorded as stopped.</summary>
    public bool IncludesStopped => _options.IncludesStopped;

    /// <summary>The time of the import.</summary>
    public DateTimeOffset Now => _options.Time.GetUtcNow();

    /// <summary>Reads a file to its end.</summary>
    /// <exception cref="OrderFileException">The file as a whole cannot be used.</exception>
    public FileOrders Read(ISourceTable table)
    {
        var format = _options.Format ?? OrderFormats.Detect(table, _options.Map);
        RequireOptions(format, table);
        var binding = new TableBinding(format, table, _options.Map, readsNotes: _options.HoldWords.Count > 0);
        if (_options.HoldWords.Count > 0 && !format.Cancels && !binding.HasHoldColumn)
        {
            throw new OrderFileException(
                $"Nothing was read from {Path.GetFileName(table.Path)}: it has no column of tags or notes in which the words of -HoldWord could "
                    + $"be found, or the format {format.Name} does not know it. Add the column to the export, or leave -HoldWord out.");
        }

        var file = new FileOrders(binding);
        file.Read(table);
        file.AddTo(_keys);
        _files.Add(file);
        _repeated = null;
        return file;
    }

    /// <summary>Sets the first day whose orders are sent, and what the orders are marked with.</summary>
    /// <exception cref="OrderFileException">None is given or known, and a format needs one.</exception>
    public void Start(DateTimeOffset? after, ImportMark mark)
    {
        _options = _options with { After = after, Import = mark with { Time = Now } };
        foreach (var file in _files)
        {
            RequireAfter(file.Binding.Format, Path.GetFileName(file.Binding.Path));
        }
    }

    /// <summary>Holds an order back that would be returned or refused otherwise.</summary>
    public void Hold(ImportOutcome outcome, SkipReason reason, string? detail, bool wasEdited = false, bool hasErrors = false) =>
        _held[KeyOf(outcome)] = new HeldOrder(reason, detail, wasEdited, hasErrors);

    /// <summary>Holds an order back that was stopped before, whether it was edited since or not.</summary>
    public void HoldStopped(ImportOutcome outcome, string detail)
    {
        _held.TryGetValue(KeyOf(outcome), out var held);
        _held[KeyOf(outcome)] = held with
        {
            Reason = SkipReason.StoppedBefore, Detail = held.WasEdited ? Sentences.Join(detail, held.Detail) : detail,
        };
    }

    /// <summary>Refuses an order that would be returned otherwise.</summary>
    public void Refuse(ImportOutcome outcome, string problem) => _refused[KeyOf(outcome)] = problem;

    /// <summary>Returns an order that would be held back otherwise, under an id under which it may have been sent.</summary>
    public void Return(ImportOutcome outcome, ImportOutcome again) => _again[KeyOf(outcome)] = again;

    /// <summary>Whether an order that the file has whole is held back or refused.</summary>
    public bool IsHeld(ImportOutcome outcome) => _held.ContainsKey(KeyOf(outcome)) || _refused.ContainsKey(KeyOf(outcome));

    /// <summary>Whether an order is returned, or is skipped only because it was sent.</summary>
    public bool IsWanted(ImportOutcome outcome) => !_refused.ContainsKey(KeyOf(outcome))
        && (_held.TryGetValue(KeyOf(outcome), out var held) ? held.Reason is SkipReason.AlreadySent or SkipReason.ChangedSinceSent
            : outcome.Order is not null);

    /// <summary>Keeps what the journal knows of an order that is skipped now.</summary>
    public void NoteSent(ImportOutcome outcome, SentState sent) => _sent[KeyOf(outcome)] = sent;

    /// <summary>Notes that a person has to decide about an order that is too old by now.</summary>
    public void NoteLate(ImportOutcome outcome, string detail) => _late[KeyOf(outcome)] = detail;

    /// <summary>Returns how many orders would be sent, without letting go of any.</summary>
    public int CountSendable() => Preview().Count(outcome => outcome.Order is not null);

    /// <summary>
    /// Returns what the user has to know before any order is returned: columns that hold none back, although cells of them say so, and an
    /// encoding that was guessed.
    /// </summary>
    public IReadOnlyList<string> Unheeded()
    {
        if (!_files.Exists(file => file.HasStops || file.Binding.Layout.IsEncodingGuessed))
        {
            return [];
        }

        // Orders are kept only as far as something is told of them.
        var told = Preview().Where(outcome => outcome.Stops.Count > 0 || outcome.IsGuessed).ToList();
        return [.. ImportWarnings.OfColumns(told), .. ImportWarnings.OfSent(told), .. ImportWarnings.OfEncodings(told)];
    }

    /// <summary>Returns what becomes of each order, without letting go of any.</summary>
    public IEnumerable<ImportOutcome> Preview() => Outcomes(release: false);

    /// <summary>Returns what becomes of each order, in the order of the files, and lets go of its rows.</summary>
    public IEnumerable<ImportOutcome> Outcomes() => Outcomes(release: true);

    private IEnumerable<ImportOutcome> Outcomes(bool release)
    {
        var repeated = _repeated ??= new RepeatedOrders(_files);
        var again = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in _files)
        {
            var builder = new OrderBuilder(_options, file.Binding, file.Groups);
            for (var i = 0; i < file.Groups.Count; i++)
            {
                var outcome = Held(repeated.Judge(builder.Build(file.Groups[i]), file.Groups[i], _options.IdSuffix), again);
                if (release)
                {
                    file.Groups[i] = OrderGroup.Released;
                }

                yield return outcome;
            }
        }
    }

    private readonly record struct HeldOrder(SkipReason Reason, string? Detail, bool WasEdited, bool HasErrors);

    // The rest of one order can have the id of another one.
    private static (string Id, string Suffix) KeyOf(ImportOutcome outcome) => (outcome.Id, outcome.Suffix);

    private ImportOutcome Held(ImportOutcome outcome, HashSet<string> returned)
    {
        // Two files may have it, and it is returned once.
        if ((outcome.Order ?? (object?)outcome.Whole) is not null && _again.TryGetValue(KeyOf(outcome), out var again)
            && returned.Add(again.Id))
        {
            return again;
        }

        var held = Judge(outcome);
        if (held.Skipped is { SkipReason: SkipReason.TooOld } skipped && _late.TryGetValue(KeyOf(held), out var detail))
        {
            held = held with
            {
                Skipped = skipped with
                {
                    Detail = Sentences.Join(skipped.Detail, detail), RecommendedAction = SkipReasons.ActionOfLate,
                },
            };
        }

        return held.Skipped is not null && _sent.TryGetValue(KeyOf(held), out var sent) ? held with { Sent = sent } : held;
    }

    private ImportOutcome Judge(ImportOutcome outcome) =>
        outcome.IsSeveralOrders || (outcome.Skipped is not null && outcome.Whole is null) ? outcome
        : outcome.Skipped is not null
            ? _held.TryGetValue(KeyOf(outcome), out var changed)
                ? outcome.AsSkipped(changed.Reason, changed.Detail, changed.WasEdited, changed.HasErrors)
                : outcome
        : _refused.TryGetValue(KeyOf(outcome), out var problem) ? outcome.AsRefused(problem)
        : _held.TryGetValue(KeyOf(outcome), out var held) ? outcome.AsSkipped(held.Reason, held.Detail, held.WasEdited, held.HasErrors)
        : outcome;

    private void RequireOptions(OrderFormat format, ISourceTable table)
    {
        var file = Path.GetFileName(table.Path);
        if (format.IsOfAmazon && !_options.AllowsAmazonOrders)
        {
            throw new OrderFileException(
                $"Nothing was read from {file}: it contains orders from Amazon's own stores, which not every seller is allowed to ship this way. "
                    + "Use -AllowAmazonOrders if you intend this.");
        }

        if (format.IdIsPerShop && string.IsNullOrWhiteSpace(_options.IdPrefix))
        {
            throw new OrderFileException(
                $"Nothing was read from {file}: order numbers of {format.Name} are unique only within one shop. Give -IdPrefix, such as "
                    + "'MAIN-', and never change it, because open orders would then ship twice."
                    + (!_options.HasJournal && NeedsAfter(format) ? " Give -After as well, the first day whose orders are to be sent." : ""));
        }

        if (!_options.HasJournal)
        {
            RequireAfter(format, file);
        }
    }

    private bool NeedsAfter(OrderFormat format) => format.AgesOrders && _options.After is null;

    private void RequireAfter(OrderFormat format, string file)
    {
        if (NeedsAfter(format))
        {
            throw new OrderFileException(
                $"Nothing was returned from {file}: an export can contain orders that were shipped another way before the first "
                    + "import. Give the first day whose orders are to be sent, with -After or as FirstImport in the shop file. With -Journal, "
                    + "later imports do not need it.");
        }
    }
}
