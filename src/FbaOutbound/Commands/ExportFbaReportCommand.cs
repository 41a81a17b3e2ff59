using System.IO;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Reports;
using FbaOutbound.Sessions;
using FbaOutbound.Stores;

namespace FbaOutbound.Commands;

/// <summary>Writes what became of the orders of a run as one HTML file.</summary>
[
    Cmdlet(
        VerbsData.Export,
        "FbaReport",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportFbaReportCommand : FbaCommand
{
    private const string InputObjectSet = nameof(InputObject);
    private const string JournalSet = nameof(Journal);

    private string _file = "";
    private string? _journal;
    private RunReport? _report;
    private ReportInput? _input;
    private bool _hasContent;
    private int _refused;

    /// <summary><b>-Path:</b> the file to write.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>
    /// <b>-InputObject:</b> what the report is about: receipts, errors, orders, previews, parcels, and the quota whose rate limit is drawn.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = JournalSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary><b>-Journal:</b> the journal of the run, a file, which is read and not changed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JournalSet)]
    [ArgumentCompleter(typeof(JournalCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary><b>-Title:</b> the heading of the page. <value>The default value is "Orders".</value></summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "Orders";

    /// <summary><b>-IncludeAddress:</b> show the recipients of orders that were piped in.</summary>
    [Parameter]
    public SwitchParameter IncludeAddress { get; set; }

    /// <summary><b>-Force:</b> overwrite a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary><b>-PassThru:</b> return the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Activity => "Exporting the report";

    private protected override void Begin()
    {
        if (Path.Length == 0)
        {
            throw new InputMissingException(
                "Export-FbaReport was called without a file. Give -Path, such as ./run.html, and pipe in the receipts and errors of a run, or "
                    + "use -Journal. Get-Help Export-FbaReport -Examples shows each.");
        }

        _file = ResolveFile("-Path", Path);
        if (Journal is not null)
        {
            _journal = StoreLocation.Parse(Journal).FilePath is { } path
                ? ResolveFile("-Journal", path)
                : throw new ParameterInvalidException(
                    "-Journal names a database. A report reads journals in files only: pipe in the receipts and errors. Nothing was written.");
        }

        // Found now, before the commands upstream send anything.
        ReportFile.Require(_file, Force.IsPresent);
        if (Engine.ShouldProcess(_file, "Write the report"))
        {
            _report = RunReport.Start(IncludeAddress.IsPresent);
            _input = new ReportInput(_report);
        }
    }

    private protected override void Process()
    {
        foreach (var input in PipelineRecord.Each(InputObject))
        {
            try
            {
                _hasContent |= _input?.Add(input) == true;
            }
            catch (ReportException exception)
            {
                _refused++;
                Engine.Error(ErrorTable.From(exception, target: null));
            }
        }
    }

    private protected override void End()
    {
        if (_report is null)
        {
            return;
        }

        // A run without orders has its report. Input of which nothing can be shown is a mistake.
        if (_refused > 0 && !_hasContent && _journal is null)
        {
            throw new ReportException(
                ReportFault.InputUnknown,
                $"Nothing was written to '{_file}': a report can show none of the {(_refused == 1 ? "input" : $"{_refused} objects")} piped "
                    + "in. Pipe in receipts, errors, orders, previews or parcels.");
        }

        if (_journal is not null)
        {
            ReportJournal.AddTo(_report, _journal);
        }

        if (_report.ForeignErrors > 0)
        {
            Engine.Verbose($"{_report.ForeignErrors} errors from other commands were left out: their text may quote an order.");
        }

        ReportFile.Write(_file, new ReportPage(_report, Title, _report.Rate ?? PublishedRate(_report)), Force.IsPresent);
        if (PassThru.IsPresent)
        {
            Engine.Write(new FileInfo(_file));
        }
    }

    private static double? PublishedRate(RunReport report) => report.ApiVersions.Count == 1
        ? KnownProtocols.All.FirstOrDefault(protocol => protocol.Rules.ApiVersion == report.ApiVersions.First())?.Rules.CreatesPerSecond
        : null;
}
