using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Imports;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;
using FbaOutbound.Tracking;

namespace FbaOutbound.Commands;

/// <summary>Reads order files of shops, and returns the orders that are to be sent. Nothing is sent.</summary>
[Cmdlet(VerbsData.Import, "FbaOrder", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FulfillmentOrder), typeof(SkippedOrder))]
public sealed class ImportFbaOrderCommand : SessionCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string InputObjectSet = "InputObject";

    private readonly List<string> _paths = [];
    private readonly List<ImportOutcome> _refused = [];
    private ImportSettings? _settings;
    private ImportJournal? _journal;

    /// <summary><b>-Path:</b> the order files, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [TextArgument(IsList = true, IsPath = true, HasWildcards = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary><b>-LiteralPath:</b> the order files, their names as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [TextArgument(IsList = true, IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary><b>-InputObject:</b> order files, as Get-ChildItem returns them, or their paths.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary><b>-Format:</b> the format of the files. <value>The default value is Auto, which tells it by the header.</value></summary>
    [Parameter]
    [ArgumentCompleter(typeof(OrderFormatCompleter))]
    [TextArgument]
    public string? Format { get; set; }

    /// <summary><b>-Shop:</b> a data file (.psd1) with the settings of a shop.</summary>
    [Parameter]
    [TextArgument(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? Shop { get; set; }

    /// <summary><b>-IdPrefix:</b> what stands before the shop's order number.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? IdPrefix { get; set; }

    /// <summary><b>-IdSuffix:</b> what stands behind the number of an order of which a part was already sent.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? IdSuffix { get; set; }

    /// <summary><b>-After:</b> the first day whose orders are returned.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? After { get; set; }

    /// <summary><b>-MaxAge:</b> the most days since an order was placed. <value>The default value is 30.</value></summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, 3650)]
    public int MaxAge { get; set; } = 30;

    /// <summary><b>-MaxOrders:</b> the most orders to return; if there are more, none is.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, int.MaxValue)]
    public int MaxOrders { get; set; } = int.MaxValue;

    /// <summary><b>-Map:</b> columns to add or replace, as a hashtable of names or script blocks.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    public IDictionary? Map { get; set; }

    /// <summary><b>-SkuMap:</b> the shop's SKUs and those at Amazon.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? SkuMap { get; set; }

    /// <summary><b>-SpeedMap:</b> shipping methods and their speeds.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    public IDictionary? SpeedMap { get; set; }

    /// <summary><b>-Feature:</b> the features of all orders.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FeatureConstraintCompleter))]
    [TextArgument(IsList = true)]
    public string[]? Feature { get; set; }

    /// <summary><b>-HoldWord:</b> words that hold an order back where its tags or notes have them, besides the known ones.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument(IsList = true)]
    [ValidateNotNullOrEmpty]
    public string[]? HoldWord { get; set; }

    /// <summary><b>-Include:</b> QuantityUncertain or StoppedBefore, to return these orders, too.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateSet(nameof(SkipReason.QuantityUncertain), nameof(SkipReason.StoppedBefore))]
    [TextArgument(IsList = true)]
    public string[]? Include { get; set; }

    /// <summary><b>-IncludeSkipped:</b> return what is skipped, too.</summary>
    [Parameter]
    public SwitchParameter IncludeSkipped { get; set; }

    /// <summary><b>-AllowAmazonOrders:</b> return orders of Amazon's own stores.</summary>
    [Parameter]
    public SwitchParameter AllowAmazonOrders { get; set; }

    /// <summary><b>-AllowExport:</b> return orders to countries that the marketplace does not serve.</summary>
    [Parameter]
    public SwitchParameter AllowExport { get; set; }

    /// <summary><b>-MarketplaceId:</b> the id or code of the marketplace.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MarketplaceIdCompleter))]
    [TextArgument]
    public string? MarketplaceId { get; set; }

    /// <summary><b>-Culture:</b> the culture of dates and amounts.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CultureCompleter))]
    [TextArgument]
    public string? Culture { get; set; }

    /// <summary><b>-Encoding:</b> the encoding of the files.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [TextArgument]
    public string? Encoding { get; set; }

    /// <summary><b>-Delimiter:</b> the character between two cells.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public char Delimiter { get; set; }

    /// <summary><b>-Sheet:</b> the sheet of a workbook.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? Sheet { get; set; }

    /// <summary><b>-RejectPath:</b> a file for the rows of refused orders, to be corrected and imported again.</summary>
    [Parameter]
    [TextArgument(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? RejectPath { get; set; }

    /// <summary>
    /// <b>-TrackingStatePath:</b> the file of -StatePath of ConvertTo-FbaTrackingRow, which tells of which orders Amazon has shipped
    /// something.
    /// </summary>
    [Parameter]
    [TextArgument(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? TrackingStatePath { get; set; }

    /// <summary>
    /// <b>-Journal:</b> the journal that New-FbaFulfillmentOrder uses: a file, or a database (a connection string). Orders that it records
    /// as sent are not returned.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(JournalCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary><b>-JournalName:</b> which journal of a database it is. <value>The default value is default.</value></summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNullOrEmpty]
    public string? JournalName { get; set; }

    private protected override string Activity => "Reading order files";

    // Without a session the import works as well: what it would check with one, New-FbaFulfillmentOrder checks.
    private protected override void Begin()
    {
        foreach (var (name, value) in new[] { (nameof(IdPrefix), IdPrefix), (nameof(IdSuffix), IdSuffix) })
        {
            if (MyInvocation.BoundParameters.ContainsKey(name) && string.IsNullOrWhiteSpace(value))
            {
                throw new ParameterInvalidException($"Nothing was read: -{name} is null or blank. Check the variable, or leave the parameter out.");
            }
        }

        var shop = Shop is null ? null : ResolveFile($"-{nameof(Shop)}", ShopSettings.RequirePath(Shop));
        _settings = new ImportSettings(this, shop, path => ResolveFile($"-{nameof(SkuMap)}", path));
    }

    private protected override void Process()
    {
        if (ParameterSetName == InputObjectSet)
        {
            _paths.Add(PipelineRecord.Unwrap(InputObject) switch
            {
                FileInfo file => file.FullName,
                string path => ResolveFile($"-{nameof(InputObject)}", path),
                var other => throw new ParameterInvalidException(
                    $"Nothing was read: {TypeText.Of(other ?? "")} is not a file. Pipe in files, as Get-ChildItem returns them."),
            });
            return;
        }

        foreach (var path in LiteralPath ?? Path ?? [])
        {
            if (LiteralPath is not null || !WildcardPattern.ContainsWildcardCharacters(path))
            {
                _paths.Add(ResolveFile($"-{ParameterSetName}", LiteralPath is null ? WildcardPattern.Unescape(path) : path));
                continue;
            }

            var found = SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _).Where(File.Exists)
                .OrderBy(file => file, StringComparer.Ordinal).ToList();
            _paths.AddRange(found.Count > 0
                ? found
                : throw new OrderFileException($"Nothing was read: no file matches -Path '{Rows.Spelling.Showable(path)}'."));
        }
    }

    private protected override void End()
    {
        RequireParameters();
        var location = Journal is null ? null : LocateJournal(Journal, JournalName);
        var session = location is null ? TrySession() : DefaultSession;
        var options = _settings!.Options(session) with { HasJournal = location is not null };
        var run = new ImportRun(options, new Output(this));
        var files = OrderFileAccess.Open();
        foreach (var path in _paths.Distinct(StringComparer.Ordinal))
        {
            using var table = files.Open(path, _settings!.Table(options));
            run.Read(table);
        }

        ParameterValues.WarnOfUnknown(Engine, run.Unknown);
        if (session is null && options.MarketplaceId is null)
        {
            run.AddNote(
                "No session is open and no marketplace is given, so the command did not check whether Amazon delivers to the countries in the "
                    + "addresses.");
        }

        // It is kept where it opens: a command that is stopped meanwhile returns from here without it, and still has to close it.
        var journal = location is null ? null : Pump.Run(async cancellationToken =>
            _journal = await JournalUse.OpenForImportAsync(location, JournalName, session!, cancellationToken).ConfigureAwait(false));
        var state = TrackingStatePath is null ? null : ResolveFile($"-{nameof(TrackingStatePath)}", TrackingStatePath);
        var reported = state is null ? null : TrackingState.ReadOrders(state, options.IdPrefix?.Trim() ?? "", run.Formats);
        run.Look(journal, reported, _settings!.MostOrders);
        if (state is not null && reported is null)
        {
            TellWithoutState(state, run);
        }

        var counts = run.Return();
        foreach (var (channel, warning) in counts.Surcharges())
        {
            if (session?.Told.Add($"surcharge {channel}", "") is null)
            {
                Engine.Warning(warning);
            }
        }

        WriteInformation(run.Summarize(counts), ["PSHOST", "ImportSummary"]);
        Reject(files, options);
    }

    private protected override void Ended()
    {
        _journal?.Dispose();
        base.Ended();
    }

    private void RequireParameters()
    {
        if (RejectPath is not null && _paths.Count != 1)
        {
            throw new ParameterInvalidException("Nothing was read: the -RejectPath file can have the layout of only one order file. Import one file at a time.");
        }

        if (JournalName is not null && Journal is null)
        {
            throw new ParameterInvalidException("Nothing was read: -JournalName needs -Journal.");
        }

        if (TrackingStatePath is not null && Journal is null)
        {
            throw new ParameterInvalidException(
                "Nothing was read: -TrackingStatePath needs -Journal, which records the orders that were sent.");
        }

        if (RejectPath is not null && ResolveFile($"-{nameof(RejectPath)}", RejectPath) is var rejects && RejectFile.FlawOf(rejects) is { } flaw)
        {
            throw new RejectFileException($"Nothing was read: the -RejectPath file '{rejects}' {flaw}.");
        }

        if (IdSuffix is not null && Journal is null)
        {
            Engine.Warning(
                "-IdSuffix without -Journal: which lines were sent before is not known, so an order that is still marked as partly shipped in "
                    + "the shop can ship again. Give the journal that was used with New-FbaFulfillmentOrder.");
        }
    }

    // Before the first parcels are reported there is no file, and none is needed. Later on, the name may be wrong.
    private void TellWithoutState(string state, ImportRun run)
    {
        if (run.HasFulfilled)
        {
            Engine.Warning(
                $"The -TrackingStatePath file '{state}' does not exist, so it is unknown which orders Amazon has shipped. Check the name, or "
                    + "run ConvertTo-FbaTrackingRow with this file as -StatePath first, which creates it.");
        }
        else
        {
            run.AddNote($"The file '{state}' does not exist yet. ConvertTo-FbaTrackingRow -StatePath creates it.");
        }
    }

    // The rows are written as they stand in the file, which is read once more.
    private void Reject(ITableFiles files, ImportOptions options)
    {
        if (RejectPath is null || _refused.Count == 0)
        {
            return;
        }

        try
        {
            SaveRejected(files, options, ResolveFile($"-{nameof(RejectPath)}", RejectPath));
        }
        catch (OrderFileException exception)
        {
            // Whoever sends the orders has them already.
            Engine.Error(ErrorTable.From(new RejectFileException(exception.Message, exception), target: null));
        }
    }

    private void SaveRejected(ITableFiles files, ImportOptions options, string path)
    {
        using var table = files.Open(_paths[0], _settings!.Table(options));
        var file = new RejectFile(files, path, table);
        file.Add(_refused, table, outcome => Sentence.Of(outcome.Problems));
        file.Save(overwrite: false);
    }

    // The only row of an order is named already.
    private static string ProblemsOf(ImportOutcome outcome)
    {
        var row = outcome.Source.Rows.Count == 1 ? FormattableString.Invariant($"row {outcome.Source.Rows[0]}, ") : null;
        return Sentence.Of(outcome.Problems.Select(problem =>
            row is not null && problem.StartsWith(row, StringComparison.Ordinal) ? problem.Substring(row.Length) : problem));
    }

    private void Show(ImportOutcome outcome)
    {
        if (outcome.Order is { } order)
        {
            Engine.Write(OrderContent.Mark(order));
        }
        else if (outcome.Skipped is { } skipped)
        {
            Engine.Verbose($"Skipped {skipped} ({skipped.Source}). {skipped.Detail}");

            // What a list of orders to cancel names is what it is read for.
            var isReturned = IncludeSkipped.IsPresent || skipped.SkipReason == SkipReason.CancelListed;
            foreach (var each in isReturned ? outcome.AllSkipped() : [])
            {
                Engine.Write(each);
            }
        }
        else
        {
            _refused.Add(outcome);
            var what = outcome.Id.Length > 0 ? $"order '{outcome.Id}'" : "row";
            Engine.Error(ErrorTable.From(
                OrderInputException.OfRead(new OrderInputException($"Refused: {what} from {outcome.Source}: {ProblemsOf(outcome)}")),
                outcome.Target));
        }
    }

    private FbaSession? TrySession()
    {
        try
        {
            return DefaultSession;
        }
        catch (SessionChoiceException exception) when (exception.Problem == SessionChoiceProblem.NotConnected && Session is null)
        {
            return null;
        }
    }

    private sealed class Output(ImportFbaOrderCommand command) : IImportOutput
    {
        public void Await(Func<CancellationToken, Task> work) => command.Pump.Run(async cancellationToken =>
        {
            await work(cancellationToken).ConfigureAwait(false);
            return true;
        });

        public void Warn(string warning) => command.Engine.Warning(warning);

        public void Take(ImportOutcome outcome) => command.Show(outcome);
    }
}
