using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.OrderFiles;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Texts;
using FbaOutbound.Tracking;

namespace FbaOutbound.Commands;

/// <summary>Makes rows of the parcels of orders: one for each parcel and line, with its tracking number, as a shop takes them.</summary>
[Cmdlet(VerbsData.ConvertTo, "FbaTrackingRow", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(TrackingRow), typeof(PSObject), typeof(FileInfo))]
public sealed class ConvertToFbaTrackingRowCommand : FbaCommand
{
    private const int MostNames = 10;

    private static readonly string[] s_ownColumns =
    [
        nameof(TrackingRow.SellerFulfillmentOrderId), nameof(TrackingRow.SellerFulfillmentOrderItemId), nameof(TrackingRow.SellerSku),
        nameof(TrackingRow.Quantity), nameof(TrackingRow.CarrierCode), nameof(TrackingRow.TrackingNumber), nameof(TrackingRow.TrackingUrl),
        nameof(TrackingRow.ShippingDate), nameof(TrackingRow.AmazonShipmentId), nameof(TrackingRow.PackageId),
    ];

    private readonly List<ToldParcel> _told = [];
    private readonly List<string> _partial = [];
    private readonly List<string> _renumbered = [];
    private readonly List<string> _ofOtherShops = [];
    private TrackingFormat? _format;
    private ShopOrders _shop = new("", null);
    private TrackingTable? _table;
    private TrackingState? _state;
    private TrackingRun? _run;
    private string? _file;
    private bool _isAllowed = true;
    private int _withoutNumber;

    /// <summary><b>-InputObject:</b> orders with their items and shipments, as Get-FbaFulfillmentOrder -Detailed returns them.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// <b>-Format:</b> the form of the rows: ShopifyMatrixify, WooAst, Ebay, Walmart or AmazonOrderFulfillment. <value>The default value is
    /// columns of the module's own.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(TrackingFormatCompleter))]
    [TextArgument]
    public string? Format { get; set; }

    /// <summary>
    /// <b>-IdPrefix:</b> what the shop's orders have before the shop's own ids. Orders without it are left out. Shops whose numbers no
    /// other shop can have, such as eBay's, need none.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? IdPrefix { get; set; }

    /// <summary><b>-Shop:</b> the shop's file, whose IdPrefix and Format tell which orders are the shop's.</summary>
    [Parameter]
    [TextArgument(IsPath = true)]
    public string? Shop { get; set; }

    /// <summary>
    /// <b>-CarrierMap:</b> the shop's names of carriers as a hashtable, by the names that the service uses, such as
    /// <c>@{ AMZN_US = 'Amazon Logistics' }</c>. They go before those that the format has.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    public System.Collections.IDictionary? CarrierMap { get; set; }

    /// <summary><b>-Notify:</b> have the shop tell its customers, where the format can say so.</summary>
    [Parameter]
    public SwitchParameter Notify { get; set; }

    /// <summary><b>-Path:</b> the file to write, as the shop takes it. It comes out in place of the rows.</summary>
    [Parameter]
    [TextArgument(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary><b>-Force:</b> overwrite a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// <b>-StatePath:</b> a file that keeps which parcels came out, so that each comes out once. It is written when the file of -Path is on
    /// the disk, or, without one, when all rows have gone down the pipeline.
    /// </summary>
    [Parameter]
    [TextArgument(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary><b>-Again:</b> repeat the parcels of the last run with this -StatePath, and no others.</summary>
    [Parameter]
    public SwitchParameter Again { get; set; }

    private protected override string Activity => "Converting parcels";

    private protected override void Begin()
    {
        _format = Format is null ? null : TrackingFormat.Find(Format.Trim())
            ?? throw new ParameterInvalidException(
                $"-Format '{Rows.Spelling.Showable(Format.Trim())}' is not one of {string.Join(", ", TrackingFormat.All.Select(format => format.Name))}. Nothing was written.");
        if (Again.IsPresent && StatePath is null)
        {
            throw new ParameterInvalidException("-Again needs -StatePath, which records what the last run wrote. Nothing was written.");
        }

        var (prefix, numbers) = ReadShop();
        _shop = new ShopOrders(prefix, numbers);
        if (_format is not null)
        {
            _table = new TrackingTable(_format, new CarrierNames(_format, ReadCarriers()), _shop, Notify.IsPresent);
        }
        else if (Notify.IsPresent || CarrierMap is not null)
        {
            throw new ParameterInvalidException("-Notify and -CarrierMap need a -Format that supports them. Nothing was written.");
        }

        if (Path is not null)
        {
            _file = ResolveFile("-Path", Path);
            RequireName(_file);
        }

        var state = StatePath is null ? null : ResolveFile("-StatePath", StatePath);
        if ((_file ?? state) is { } target)
        {
            _isAllowed = Engine.ShouldProcess(target, state is null
                ? "Write the parcels"
                : $"Write the parcels, and record in '{state}' that they were written");
        }

        if (state is not null && (_isAllowed || File.Exists(state)))
        {
            _state = TrackingState.Open(state, TrackingState.NameOf(_format, prefix));
        }

        _run = new TrackingRun(_table, _state, Again.IsPresent);
    }

    private protected override void Process()
    {
        foreach (var input in PipelineRecord.Each(InputObject))
        {
            try
            {
                Take(input);
            }
            catch (FbaException exception)
            {
                Engine.Error(ErrorTable.From(exception, OrderInput.TargetOf(input)));
            }
        }
    }

    private protected override void End()
    {
        Warn();
        if (!_isAllowed || _told.Count == 0)
        {
            return;
        }

        var written = _file is null || CountNew() == 0 ? _told : WriteFile(_file);
        if (!Again.IsPresent)
        {
            _state?.Add([.. written.SelectMany(parcel => parcel.Entries)]);
        }

        if (_file is not null && CountNew() > 0)
        {
            WarnOfRest(_file, _told.Count - written.Count);
            Engine.Write(new FileInfo(_file));
        }
    }

    private protected override void Ended() => _state?.Dispose();

    private void Take(object? input)
    {
        if (PipelineRecord.Unwrap(input) is not FulfillmentOrder order)
        {
            throw OrderInput.NoOrder(input, "shipments");
        }

        var id = order.SellerFulfillmentOrderId;
        if (!_shop.Has(order))
        {
            _ofOtherShops.Add(id);
            return;
        }

        OrderInput.RequireItems(order);
        if (order.Shipments is null)
        {
            throw new TrackingException(
                TrackingProblem.OrderIncomplete,
                $"Order '{id}' was read without its shipments. Read it with Get-FbaFulfillmentOrder '{id}'.");
        }

        var told = _run!.Take(order);
        _withoutNumber += told.WithoutNumber;
        if (told.WithoutLine > 0)
        {
            _partial.Add(id);
        }

        if (told.Parcels.Any(parcel => parcel.Rows.Count == 0))
        {
            _renumbered.Add(id);
        }

        foreach (var row in _file is null ? told.Parcels.SelectMany(parcel => parcel.Rows) : [])
        {
            Engine.Write(row is IReadOnlyList<string> cells
                ? FlatRow.Of(_table!.Header.Zip(cells, (name, cell) => (name, (object?)cell)))
                : row);
        }

        _told.AddRange(told.Parcels);
    }

    private int CountNew() => _told.Count(parcel => parcel.Rows.Count > 0);

    // Returns the parcels that are in the file now, and those that have no rows.
    private List<ToldParcel> WriteFile(string file)
    {
        FileParcel[] parcels =
        [
            .. _told.Where(parcel => parcel.Rows.Count > 0).Select(parcel => new FileParcel(
                parcel, [.. parcel.Rows.Select(row => row as IReadOnlyList<string> ?? CellsOf((TrackingRow)row))])),
        ];
        var written = TrackingFile.Write(
            OrderFileAccess.Open(), file, _format, _table?.Header ?? s_ownColumns, parcels, Force.IsPresent,
            takesPart: _state is not null && !Again.IsPresent);
        return [.. _told.Where(parcel => parcel.Rows.Count == 0), .. written.Select(parcel => parcel.Told)];
    }

    private void WarnOfRest(string file, int rest)
    {
        if (rest > 0)
        {
            Engine.Warning(
                $"'{file}' already has {Count(CountNew() - rest, "parcel")} of this run, because an earlier run was killed before it saved its "
                    + $"state. {(rest == 1 ? "1 parcel is" : FormattableString.Invariant($"{rest} parcels are"))} not in the file: when the shop "
                    + "has imported it, move it away and run the command again.");
        }
    }

    private void Warn()
    {
        if (_withoutNumber > 0)
        {
            Engine.Warning(
                $"{Count(_withoutNumber, "parcel")} shipped without a tracking number; run the command again later for "
                    + $"{(_withoutNumber == 1 ? "it" : "them")}.");
        }

        if (_partial.Count > 0)
        {
            Engine.Warning(
                $"{Count(_partial.Count, "order")} had parcels that did not complete any line: {NameList.Of(_partial, MostNames)}. "
                    + (_format!.SaysQuantity
                        ? "A kit or a pack is written with the parcel that contains its last piece."
                        : $"{_format.Shop}'s file has no quantities, so a line is written with the parcel that contains its last unit.")
                    + " If Amazon ships no more of it, enter the parcel in the shop by hand.");
        }

        if (_ofOtherShops.Count > 0)
        {
            Summarize(
                $"{Count(_ofOtherShops.Count, "order")} left out, because {(_ofOtherShops.Count == 1 ? "it is" : "they are")} not of this "
                    + $"shop: {NameList.Of(_ofOtherShops, MostNames)}.");
        }

        if (_renumbered.Count > 0)
        {
            Engine.Warning(
                $"Amazon has corrected tracking numbers after they were written: {NameList.Of(_renumbered, MostNames)}. {_format!.Shop} counts the units of "
                    + "each row, so no row is written for them; change the numbers in the shop by hand.");
        }

        var entries = _told.Sum(parcel => parcel.Entries.Count);
        if (Again.IsPresent && _state is { } state && entries < state.LastBatchCount)
        {
            Engine.Warning(
                FormattableString.Invariant(
                    $"The last run wrote {state.LastBatchCount} parcels, but the piped orders contain only {entries} of them."));
        }
        else if (CountNew() == 0 && (_file is not null || _state is not null))
        {
            Summarize($"There are no new parcels{(_file is null ? "" : ", so no file was written")}.");
        }
    }

    // As Import-FbaOrder shows its summary.
    private void Summarize(string summary) =>
        WriteInformation(new HostInformationMessage { Message = summary }, ["PSHOST", "TrackingSummary"]);

    private static string Count(int count, string what) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + what + (count == 1 ? "" : "s");

    private static string[] CellsOf(TrackingRow row) =>
    [
        row.SellerFulfillmentOrderId, row.SellerFulfillmentOrderItemId ?? "", row.SellerSku ?? "",
        row.Quantity?.ToString(CultureInfo.InvariantCulture) ?? "", row.CarrierCode ?? "", row.TrackingNumber ?? "", row.TrackingUrl ?? "",
        row.ShippingDate?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "", row.AmazonShipmentId ?? "",
        row.PackageId ?? "",
    ];

    private Dictionary<string, string> ReadCarriers()
    {
        var carriers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in PipelineRecord.Properties(CarrierMap ?? new Dictionary<string, string>())!)
        {
            carriers[name] = value is string { Length: > 0 } text && text.Trim().Length > 0
                ? text.Trim()
                : throw new ParameterInvalidException($"-CarrierMap has no name for '{name}'. Nothing was written.");
        }

        return carriers;
    }

    // Which orders are the shop's must be certain: the parcels of another shop's would be marked as told.
    private (string Prefix, ShopNumbers? Numbers) ReadShop()
    {
        if (IdPrefix is not null && Shop is not null)
        {
            throw new ParameterInvalidException("-IdPrefix and -Shop both give the prefix. Nothing was written; leave one out.");
        }

        if (IdPrefix is not null && string.IsNullOrWhiteSpace(IdPrefix))
        {
            throw new ParameterInvalidException("-IdPrefix is blank. Nothing was written. Check the variable, or leave the parameter out.");
        }

        var settings = Shop is null ? [] : ShopSettings.ReadFile(ResolveFile("-Shop", ShopSettings.RequirePath(Shop)));
        var given = settings.TryGetValue("IdPrefix", out var value) ? (value as string)?.Trim() : IdPrefix?.Trim();
        var ofShop = ShopNumbers.Find(settings.TryGetValue("Format", out var name) ? name as string : null);
        if (_format is null)
        {
            return (given ?? "", ofShop);
        }

        var numbers = ShopNumbers.Find(_format.Name);
        if (ofShop is not null && ofShop != numbers)
        {
            throw new ParameterInvalidException(
                $"-Shop names a shop file of {ofShop.Shop}, but -Format {_format.Name} is a file for {_format.Shop}. Nothing was written.");
        }

        return numbers is null && given is null
            ? throw new ParameterInvalidException(
                $"-Format {_format.Name} needs -Shop or -IdPrefix, because {_format.Shop} order numbers do not show which shop an order belongs to. Nothing was written. If the ids have no prefix, give -Shop a file with IdPrefix = ''.")
            : (given ?? "", numbers);
    }

    private void RequireName(string file)
    {
        if (_format?.FileName is { } part && System.IO.Path.GetFileName(file).IndexOf(part, StringComparison.OrdinalIgnoreCase) < 0)
        {
            throw new ParameterInvalidException(
                $"{_format.Shop} accepts only files with '{part}' in the name. Nothing was written. Choose such a name for -Path.");
        }

        if (_format?.File == "xlsx" != file.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
        {
            throw new ParameterInvalidException(
                _format?.File == "xlsx"
                    ? $"{_format.Shop} accepts only a workbook. Nothing was written; use a file name that ends with .xlsx for -Path."
                    : "This format is a text file. Nothing was written; use a file name that does not end with .xlsx for -Path.");
        }
    }
}
