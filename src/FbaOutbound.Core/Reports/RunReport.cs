using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.Orders;
using FbaOutbound.Quota;
using FbaOutbound.Shipments;
using FbaOutbound.Tracking;

namespace FbaOutbound.Reports;

/// <summary>
/// Collects what became of the orders of a run: receipts, errors, orders, parcels and costs, in any order. Each change of an order has one
/// row, whatever says something about it. Nothing of a recipient is kept unless it is asked for.
/// </summary>
internal sealed class RunReport(TimeProvider time)
{
    private static readonly TimeSpan s_holdWarning = TimeSpan.FromDays(2);

    private readonly List<ReportRow> _rows = [];
    private readonly Dictionary<(ReportOperation, string), ReportRow> _known = [];
    private readonly Dictionary<string, ReportProblem> _problems = new(StringComparer.Ordinal);
    private readonly Dictionary<ReportRow, ReportAdvice> _advice = [];
    private readonly List<ReportParcel> _parcels = [];
    private readonly HashSet<(string, string)> _knownParcels = [];
    private readonly SortedSet<string> _sessions = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _versions = new(StringComparer.Ordinal);

    /// <summary>Whether addresses are kept and shown.</summary>
    public bool IncludesAddresses { get; init; }

    /// <summary>What became of each change, in the order in which they were first heard of.</summary>
    public IReadOnlyList<ReportRow> Rows => _rows;

    public IReadOnlyList<ReportParcel> Parcels => _parcels;

    /// <summary>The names of the sessions.</summary>
    public IReadOnlyCollection<string> Sessions => _sessions;

    /// <summary>The protocol versions.</summary>
    public IReadOnlyCollection<string> ApiVersions => _versions;

    /// <summary>How many orders were skipped, by reason.</summary>
    public IReadOnlyDictionary<string, int> SkipReasons => _rows.Where(row => row.SkipReason is not null)
        .GroupBy(row => row.SkipReason!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>The rate limit of creates that was given, in requests a second; null if none was.</summary>
    public double? Rate { get; private set; }

    /// <summary>How many errors of other commands were left out.</summary>
    public int ForeignErrors { get; set; }

    /// <summary>How many outcomes come from the journal of an earlier run, which sent them.</summary>
    public int FromJournal { get; private set; }

    /// <summary>When the report is made.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Begins a report. The cmdlets cannot use <see cref="TimeProvider"/>.</summary>
    public static RunReport Start(bool includesAddresses) => new(TimeProvider.System) { IncludesAddresses = includesAddresses };

    /// <summary>The problems: first what may have been done, then what needs a correction, then the most frequent ones.</summary>
    public IReadOnlyList<ReportProblem> Problems()
    {
        var problems = new Dictionary<string, ReportProblem>(StringComparer.Ordinal);
        var kinds = new Dictionary<string, ReportKind?>(StringComparer.Ordinal);
        foreach (var row in _rows)
        {
            foreach (var advice in AdviceOf(row))
            {
                if (!problems.TryGetValue(advice.Code, out var problem))
                {
                    problems.Add(advice.Code, problem = new ReportProblem(advice));
                    kinds.Add(advice.Code, row.Kind);
                }

                problem.Cases.Add((row.Id, row.Detail));
            }
        }

        foreach (var problem in _problems.Values)
        {
            problems[problem.Advice.Code] = problem;
            kinds[problem.Advice.Code] = null;
        }

        return
        [
            .. problems.Values
                .OrderBy(problem => kinds[problem.Advice.Code] switch
                {
                    ReportKind.Unknown => 0,
                    ReportKind.Refused => 1,
                    ReportKind.LeftOver => 3,
                    _ => 2,
                })
                .ThenByDescending(problem => problem.Cases.Count)
                .ThenBy(problem => problem.Advice.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether somebody has to do something about a row.</summary>
    public bool NeedsAttention(ReportRow row) => AdviceOf(row).Any();

    public void Add(OrderReceipt receipt)
    {
        var row = RowOf(ReportOperation.Create, receipt.SellerFulfillmentOrderId, receipt.Session);
        var differences = receipt.Differences
            .Where(difference => difference.Kind != DifferenceKind.NotComparable).Select(difference => difference.Member).ToList();
        var kind = receipt.Outcome switch
        {
            Outcomes.AlreadyExisted => ReportKind.Existed,
            Outcomes.NotFound => ReportKind.LeftOver,
            _ => ReportKind.Created,
        };
        var advice = kind == ReportKind.LeftOver ? ReportStates.NotFound : differences.Count > 0 ? ReportStates.Differs : null;
        if (Settle(row, new ReportOutcome(
            kind, kind == ReportKind.LeftOver ? ReportWeight.Unknown : ReportWeight.Done, receipt.Outcome,
            differences.Count > 0 ? $"Differs in {string.Join(", ", differences)}" : ReportText.OfConfirmation(receipt.ConfirmedBy), advice)))
        {
            Note(row, receipt.Finished, receipt.Attempts, receipt.ApiVersion);
            row.Source = receipt.Row > 0 && row.Source.Length == 0 ? FormattableString.Invariant($"row {receipt.Row}") : row.Source;
            FromJournal += receipt.ConfirmedBy == ConfirmedBy.Journal ? 1 : 0;
        }
    }

    public void Add(UpdateReceipt receipt)
    {
        var row = RowOf(ReportOperation.Update, receipt.SellerFulfillmentOrderId, receipt.Session);
        var confirmation = ReportText.OfConfirmation(receipt.ConfirmedBy);
        if (Settle(row, new ReportOutcome(ReportKind.Changed, ReportWeight.Done, receipt.Outcome, confirmation)))
        {
            Note(row, receipt.Finished, receipt.Attempts, receipt.ApiVersion);
        }
    }

    public void Add(CancelReceipt receipt)
    {
        var row = RowOf(ReportOperation.Cancel, receipt.SellerFulfillmentOrderId, receipt.Session);
        var isLate = receipt.Outcome is Outcomes.NotCancelled or Outcomes.PartlyCancelled;
        var units = receipt is { CancelledQuantity: { } cancelled, NotCancelledQuantity: { } rest }
            ? FormattableString.Invariant($"{cancelled} of {cancelled + rest} units cancelled")
            : "";
        if (Settle(row, new ReportOutcome(
            isLate ? ReportKind.Refused : ReportKind.Changed, ReportWeight.Done, receipt.Outcome, units,
            isLate ? ReportStates.NotCancelled : null)))
        {
            Note(row, receipt.Finished, receipt.Attempts, receipt.ApiVersion);
        }
    }

    public void Add(FulfillmentReturn receipt)
    {
        var row = RowOf(ReportOperation.Return, receipt.SellerFulfillmentOrderId, receipt.Session);
        var units = FormattableString.Invariant($"{receipt.ReturnItems.Count} returned, {receipt.InvalidReturnItems.Count} refused");
        if (Settle(row, new ReportOutcome(ReportKind.Changed, ReportWeight.Done, receipt.Outcome, units)))
        {
            Note(row, null, receipt.Attempts, receipt.ApiVersion);
        }
    }

    public void Add(Shipment shipment)
    {
        var row = RowOf(ReportOperation.Purchase, shipment.AmazonOrderId ?? shipment.ShipmentId, shipment.Session);
        _ = Settle(row, new ReportOutcome(ReportKind.Changed, ReportWeight.Done, "Bought", $"Shipment {shipment.ShipmentId}"));
        row.Settled ??= shipment.CreatedDate;
        if (shipment.ShippingService?.Rate is { } rate)
        {
            row.AddCost(shipment.ShippingService.ShippingServiceName ?? "", rate);
        }

        AddParcel(
            row, shipment.ShipmentId, new ReportParcel(
                row.Id, shipment.ShippingService?.CarrierName ?? "", shipment.TrackingId ?? "", null, shipment.Status ?? "", null, null));
    }

    /// <summary>Adds an order of a file that is not sent.</summary>
    public void Add(SkippedOrder skipped)
    {
        var row = RowOf(ReportOperation.Create, skipped.SellerFulfillmentOrderId, session: null);
        row.Source = skipped.Source?.ToString() ?? row.Source;
        var reason = skipped.SkipReason.ToString();
        if (Settle(row, new ReportOutcome(
            ReportKind.Skipped, ReportWeight.Skipped, nameof(ReportKind.Skipped),
            skipped.Detail is { Length: > 0 } detail ? $"{reason}: {detail}" : reason,
            skipped.RecommendedAction is { } action ? new ReportAdvice(reason, "The order waits for a person.", action) : null)))
        {
            row.SkipReason = reason;
        }
    }

    /// <summary>Adds an order: one that was read from the service, or one that is to be sent.</summary>
    public void Add(FulfillmentOrder order)
    {
        var row = RowOf(ReportOperation.Create, order.SellerFulfillmentOrderId, order.Session);
        row.Source = order.Source?.ToString() ?? row.Source;
        row.Choose(order.ShippingSpeedCategory);
        if (order.ServiceStatus is null)
        {
            AddUnsent(row);
        }
        else
        {
            AddRead(row, order.Status, order.ReceivedDate, order.HoldExpires);
            row.IsHeld = order.IsHeld;
            AddApiVersion(order.ApiVersion);
        }

        if (IncludesAddresses && order.DestinationAddress is { } address)
        {
            row.Recipient = ReportText.Of(address);
        }

        foreach (var shipment in order.Shipments ?? [])
        {
            foreach (var package in shipment.Packages)
            {
                AddParcel(
                    row,
                    package.PackageId ?? FormattableString.Invariant($"{shipment.AmazonShipmentId} {package.PackageNumber}"),
                    new ReportParcel(
                        row.Id, package.CarrierCode ?? "", package.TrackingNumber ?? package.AmazonFulfillmentTrackingNumber ?? "",
                        package.CarrierTrackingUrl ?? package.AmazonTrackingUrl, package.Status ?? shipment.FulfillmentShipmentStatus ?? "",
                        shipment.ShippingDate, package.EstimatedArrivalDate ?? shipment.EstimatedArrivalDate));
            }
        }
    }

    /// <summary>Adds an order of which little is known: its state if it was read, or that it is to be sent.</summary>
    public void AddOrder(string id, string? status, DateTimeOffset? received)
    {
        var row = RowOf(ReportOperation.Create, id, session: null);
        if (status is not null && OrderStatus.IsKnown(status))
        {
            AddRead(row, OrderStatus.Normalize(status), received, holdExpires: null);
        }
        else
        {
            AddUnsent(row);
        }
    }

    public void Add(FulfillmentPreview preview)
    {
        var row = RowOf(ReportOperation.Create, preview.SellerFulfillmentOrderId, preview.Session);
        if (preview.TotalFee is { } fee)
        {
            row.AddCost(
                ServiceText.Member(preview.ShippingSpeedCategory ?? ""), fee with { CurrencyCode = ServiceText.Member(fee.CurrencyCode) });
        }
    }

    public void Add(PackageTracking tracking)
    {
        if (tracking.SellerFulfillmentOrderId is { Length: > 0 } id)
        {
            AddParcel(
                RowOf(ReportOperation.Create, id, tracking.Session),
                tracking.PackageId,
                new ReportParcel(
                    id, tracking.CarrierCode ?? "", tracking.TrackingNumber ?? tracking.AmazonTrackingNumber ?? "",
                    tracking.CarrierUrl ?? tracking.CustomerTrackingLink, tracking.CurrentStatus ?? "", tracking.ShipDate,
                    tracking.EstimatedArrivalDate));
        }
    }

    public void Add(TrackingRow parcel) => AddParcel(
        RowOf(ReportOperation.Create, parcel.SellerFulfillmentOrderId, session: null),
        parcel.PackageId ?? parcel.TrackingNumber ?? "",
        new ReportParcel(
            parcel.SellerFulfillmentOrderId, parcel.CarrierCode ?? "", parcel.TrackingNumber ?? "", parcel.TrackingUrl, "",
            parcel.ShippingDate, null));

    /// <summary>Takes the rate limit of creates from the quota of an account.</summary>
    public void Add(QuotaStatus quota)
    {
        var isCreate = quota.Operation.StartsWith("create", StringComparison.OrdinalIgnoreCase)
            && quota.Operation.EndsWith("Order", StringComparison.OrdinalIgnoreCase);
        Rate = isCreate && quota.Rate > 0 ? quota.Rate : Rate;
    }

    /// <summary>Adds the version of a protocol.</summary>
    public void AddApiVersion(string? apiVersion)
    {
        if (apiVersion is { Length: > 0 } version)
        {
            _versions.Add(ServiceText.Member(version));
        }
    }

    /// <summary>Adds an error.</summary>
    /// <param name="error">The error.</param>
    public void Add(ReportError error)
    {
        if (error.Target is not { Length: > 0 } target || error.Operation == ReportOperation.Other)
        {
            var advice = error.Advice;
            if (!_problems.TryGetValue(advice.Code, out var problem))
            {
                _problems.Add(advice.Code, problem = new ReportProblem(advice));
            }

            var told = (ServiceText.Member(error.Target ?? ""), ServiceText.Member(error.Message));
            if (!problem.Cases.Contains(told))
            {
                problem.Cases.Add(told);
            }

            return;
        }

        // Two files have a row 17 each.
        var row = RowOf(error.Operation, target, session: null, error.IsRow ? error.Message : "");
        var weight = error.Kind switch
        {
            ReportKind.Unknown => ReportWeight.Unknown,
            ReportKind.Refused => ReportWeight.Refused,
            _ => ReportWeight.NotDone,
        };
        if (Settle(row, new ReportOutcome(error.Kind, weight, error.Advice.Code, error.Message, error.Advice)))
        {
            row.Settled = error.Time;
            row.Attempts = error.Attempts;
        }
    }

    /// <summary>Adds what a journal knows of a change, unless something else tells it.</summary>
    public void AddJournalEntry(ReportOperation operation, string id, ReportOutcome outcome, DateTimeOffset? lastSent, int sends)
    {
        var row = RowOf(operation, id, session: null);
        if (outcome.Weight > row.Weight)
        {
            _ = Settle(row, outcome);
            row.Attempts = sends;
        }

        row.Settled ??= lastSent;
    }

    private void AddRead(ReportRow row, string? status, DateTimeOffset? received, DateTimeOffset? holdExpires)
    {
        row.Status = ServiceText.Member(status ?? "");
        row.Received ??= received;
        if (row.Weight == ReportWeight.None)
        {
            row.Kind = null;
            row.Outcome = "";
            row.Detail = holdExpires is { } end ? $"Held until {ReportTime.Text(end)}" : "";
            _advice.Remove(row);
        }

        if (holdExpires is { } expires && expires - Now < s_holdWarning)
        {
            _advice[row] = ReportStates.HoldEnds;
        }
    }

    // Nothing is known of an order that is to be sent: it is left over, until something says more.
    private void AddUnsent(ReportRow row)
    {
        if (row.Weight == ReportWeight.None && row.Status is null)
        {
            row.Kind = ReportKind.LeftOver;
            row.Outcome = ReportStates.NotSent.Code;
            _advice[row] = ReportStates.NotSent;
        }
    }

    private IEnumerable<ReportAdvice> AdviceOf(ReportRow row)
    {
        if (_advice.TryGetValue(row, out var advice))
        {
            yield return advice;
        }

        switch (row.Status)
        {
            case OrderStatus.Invalid:
                yield return ReportStates.Invalid;
                break;
            case OrderStatus.Unfulfillable:
                yield return ReportStates.Unfulfillable;
                break;
            case OrderStatus.Cancelled when !WasCancelled(row.Id):
                yield return ReportStates.Cancelled;
                break;
            case OrderStatus.CompletePartialled:
                yield return ReportStates.Partial;
                break;
        }
    }

    private bool WasCancelled(string id) =>
        _known.TryGetValue((ReportOperation.Cancel, id), out var cancel) && cancel.Weight == ReportWeight.Done;

    private void Note(ReportRow row, DateTimeOffset? finished, int attempts, string apiVersion)
    {
        row.Settled = finished ?? row.Settled;
        row.Attempts = attempts;
        AddApiVersion(apiVersion);
    }

    // Of two outcomes of one change the heavier one is told: an order that a second run created is created, whatever the first one met.
    private bool Settle(ReportRow row, ReportOutcome outcome)
    {
        if (outcome.Weight < row.Weight)
        {
            return false;
        }

        row.SkipReason = null;
        (row.Kind, row.Weight) = (outcome.Kind, outcome.Weight);
        (row.Outcome, row.Detail) = (ServiceText.Member(outcome.Text), ServiceText.Member(outcome.Detail));
        if (outcome.Advice is null)
        {
            _advice.Remove(row);
        }
        else
        {
            _advice[row] = outcome.Advice;
        }

        return true;
    }

    // An id may be in use in two accounts; an error does not say of which it speaks.
    private ReportRow RowOf(ReportOperation operation, string id, string? session, string more = "")
    {
        var shown = ServiceText.Member(id);
        var key = (operation, more.Length > 0 ? $"{id}\n{more}" : id);
        if (_known.TryGetValue(key, out var row) && row.Session is { } known && session is { Length: > 0 } && known != session)
        {
            key = (operation, $"{id}\n{session}");
            _ = _known.TryGetValue(key, out row);
        }

        if (row is null)
        {
            row = new ReportRow(operation, shown);
            _known.Add(key, row);
            _rows.Add(row);
        }

        if (session is { Length: > 0 })
        {
            row.Session ??= session;
            _sessions.Add(ServiceText.Member(session));
        }

        return row;
    }

    private void AddParcel(ReportRow row, string key, ReportParcel parcel)
    {
        if (parcel.TrackingNumber.Length == 0 || !_knownParcels.Add((row.Id, key)))
        {
            return;
        }

        row.Parcels++;
        _parcels.Add(parcel with
        {
            Carrier = ServiceText.Member(parcel.Carrier),
            TrackingNumber = ServiceText.Member(parcel.TrackingNumber),
            Status = ServiceText.Member(parcel.Status),
        });
    }
}
