using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.OrderFiles;
using FbaOutbound.Orders;
using FbaOutbound.Quota;
using FbaOutbound.Reports;
using FbaOutbound.Rows;
using FbaOutbound.Shipments;
using FbaOutbound.Tracking;

namespace FbaOutbound.Pipeline;

/// <summary>Reads what is piped to a report: the objects of this module and its errors, also those that went through a file.</summary>
internal sealed class ReportInput(RunReport report)
{
    private const string CommandsPrefix = "FbaOutbound.Commands.";

    private static readonly string[] s_ofCreate = [Outcomes.Created, Outcomes.Accepted, Outcomes.AlreadyExisted, Outcomes.NotFound];
    private static readonly string[] s_ofCancel =
        [Outcomes.CancelRequested, Outcomes.Cancelled, Outcomes.PartlyCancelled, Outcomes.NotCancelled];

    /// <summary>Adds an object to the report.</summary>
    /// <returns>Whether there was anything to add.</returns>
    /// <exception cref="ReportException">It is nothing that a report can show.</exception>
    public bool Add(object? input)
    {
        switch (PipelineRecord.Unwrap(input))
        {
            // A variable that nothing was written to, and what the other streams bring with 3>&1 and the like.
            case null or InformationalRecord or InformationRecord:
                return false;
            case OrderReceipt receipt:
                report.Add(receipt);
                break;
            case UpdateReceipt receipt:
                report.Add(receipt);
                break;
            case CancelReceipt receipt:
                report.Add(receipt);
                break;
            case FulfillmentReturn receipt:
                report.Add(receipt);
                break;
            case Shipment shipment:
                report.Add(shipment);
                break;
            case SkippedOrder skipped:
                report.Add(skipped);
                break;
            case FulfillmentOrder order:
                report.Add(order);
                break;
            case FulfillmentPreview preview:
                report.Add(preview);
                break;
            case PackageTracking tracking:
                report.Add(tracking);
                break;
            case TrackingRow parcel:
                report.Add(parcel);
                break;
            case QuotaStatus quota:
                report.Add(quota);
                break;
            case ErrorRecord error:
                Add(error);
                break;
            case IContainsErrorRecord holder:
                Add(holder.ErrorRecord);
                break;
            case Exception:
                report.ForeignErrors++;
                break;
            case var other:
                AddMembers(other, input);
                break;
        }

        return true;
    }

    /// <summary>
    /// Adds an error of this module. The messages of other commands may quote a row, and so may the engine's own about the parameters of
    /// ours: those are counted and not shown.
    /// </summary>
    public void Add(string? fullId, ErrorCategory category, string? target, string message, DateTimeOffset? time, int attempts)
    {
        var parts = (fullId ?? "").Split([','], 2);
        if (parts.Length < 2
            || !parts[1].StartsWith(CommandsPrefix, StringComparison.Ordinal)
            || ErrorAdvice.Find(parts[0]) is not { } advice)
        {
            report.ForeignErrors++;
            return;
        }

        report.Add(new ReportError(OperationOf(parts[1].Substring(CommandsPrefix.Length)), KindOf(category), advice, target, message)
        {
            IsRow = target?.StartsWith("row ", StringComparison.Ordinal) == true,
            Time = time,
            Attempts = attempts,
        });
    }

    private void Add(ErrorRecord error)
    {
        var service = error.Exception as FbaServiceException;
        Add(
            error.FullyQualifiedErrorId,
            error.CategoryInfo.Category,
            error.TargetObject as string,
            error.ErrorDetails?.Message is { Length: > 0 } details ? details : error.Exception.Message,
            service is null ? (error.Exception as OrderOutcomeUnknownException)?.FirstSent : service.FirstSent + service.Elapsed,
            service?.Attempts ?? 0);
    }

    private static ReportOperation OperationOf(string command) => command switch
    {
        "NewFbaFulfillmentOrderCommand" or "ImportFbaOrderCommand" or "ResolveFbaFulfillmentOrderCommand" => ReportOperation.Create,
        "SetFbaFulfillmentOrderCommand" => ReportOperation.Update,
        "StopFbaFulfillmentOrderCommand" => ReportOperation.Cancel,
        "NewFbaFulfillmentReturnCommand" => ReportOperation.Return,
        "NewMfnShipmentCommand" => ReportOperation.Purchase,
        _ => ReportOperation.Other,
    };

    // What is not the order's fault is left over: the same command does it later.
    private static ReportKind KindOf(ErrorCategory category) => category switch
    {
        ErrorCategory.InvalidResult => ReportKind.Unknown,
        ErrorCategory.OperationTimeout or ErrorCategory.ConnectionError or ErrorCategory.AuthenticationError
            or ErrorCategory.PermissionDenied or ErrorCategory.QuotaExceeded or ErrorCategory.ResourceUnavailable
            or ErrorCategory.ResourceBusy or ErrorCategory.OpenError or ErrorCategory.ProtocolError => ReportKind.LeftOver,
        _ => ReportKind.Refused,
    };

    private void AddMembers(object value, object? input)
    {
        var members = ObjectMembers.Of(input, PipelineRecord.View);
        string? Text(string name) => members?.Find(name)?.ToString() is { } text && text.Trim().Length > 0 ? text.Trim() : null;

        if (Text(nameof(ErrorRecord.FullyQualifiedErrorId)) is { } fullId)
        {
            AddError(members!, fullId);
            return;
        }

        var column = OrderColumns.SellerFulfillmentOrderId;
        if ((Text(column.Name) ?? column.Aliases.Select(Text).FirstOrDefault(alias => alias is not null)) is not { } id)
        {
            throw new ReportException(
                ReportFault.InputUnknown,
                $"A report cannot show {TypeText.Of(value)}: it is left out. Pipe in receipts, errors, orders, previews or parcels.");
        }

        if (Text(nameof(OrderReceipt.Outcome)) is { } outcome)
        {
            var types = (input as PSObject)?.TypeNames ?? [];
            AddReceipt(
                id, outcome, Text, types.Any(name => name.EndsWith(nameof(UpdateReceipt), StringComparison.Ordinal)),
                TimeOf(members!.Find(nameof(OrderReceipt.Finished))));
        }
        else if (Text(nameof(SkippedOrder.SkipReason)) is { } reason && Enum.TryParse<SkipReason>(reason, out var skipped))
        {
            report.Add(new SkippedOrder { SellerFulfillmentOrderId = id, SkipReason = skipped });
        }
        else
        {
            report.AddOrder(
                id, Text(nameof(FulfillmentOrder.ServiceStatus)) ?? Text(nameof(FulfillmentOrder.Status)),
                TimeOf(members!.Find(nameof(FulfillmentOrder.ReceivedDate))));
        }
    }

    private void AddReceipt(string id, string outcome, Func<string, string?> text, bool isUpdate, DateTimeOffset? finished)
    {
        _ = int.TryParse(text(nameof(OrderReceipt.Attempts)), NumberStyles.None, CultureInfo.InvariantCulture, out var attempts);
        _ = long.TryParse(text(nameof(OrderReceipt.Row)), NumberStyles.None, CultureInfo.InvariantCulture, out var row);
        var (version, session) = (text(nameof(OrderReceipt.ApiVersion)) ?? "", text(nameof(OrderReceipt.Session)));
        if (isUpdate || outcome == Outcomes.Updated)
        {
            report.Add(new UpdateReceipt
            {
                SellerFulfillmentOrderId = id, Outcome = outcome, ApiVersion = version, Session = session, Attempts = attempts,
                ConfirmedBy = text(nameof(OrderReceipt.ConfirmedBy)) ?? "", Finished = finished,
            });
        }
        else if (s_ofCreate.Contains(outcome))
        {
            report.Add(new OrderReceipt
            {
                SellerFulfillmentOrderId = id, Outcome = outcome, ApiVersion = version, Session = session, Attempts = attempts, Row = row,
                ConfirmedBy = text(nameof(OrderReceipt.ConfirmedBy)) ?? "", Finished = finished,
            });
        }
        else if (s_ofCancel.Contains(outcome))
        {
            report.Add(new CancelReceipt
            {
                SellerFulfillmentOrderId = id, Outcome = outcome, ApiVersion = version, Session = session, Attempts = attempts,
                Finished = finished,
            });
        }
        else
        {
            throw new ReportException(
                ReportFault.InputUnknown,
                $"The outcome of order '{Spelling.Showable(id)}' is not one of {string.Join(", ", s_ofCreate.Concat([Outcomes.Updated]).Concat(s_ofCancel))}. The "
                    + "object is left out of the report.");
        }
    }

    // Export-Clixml and jobs write an error as properties.
    private void AddError(ObjectMembers error, string fullId)
    {
        var message = error.Find("ErrorDetails_Message") as string is { Length: > 0 } details
            ? details
            : ObjectMembers.Of(error.Find(nameof(ErrorRecord.Exception)), PipelineRecord.View)?.Find(nameof(Exception.Message)) as string;
        var category = Enum.TryParse<ErrorCategory>(error.Find("ErrorCategory_Category")?.ToString(), out var known)
            ? known
            : ErrorCategory.NotSpecified;
        Add(fullId, category, error.Find(nameof(ErrorRecord.TargetObject)) as string, message ?? "", time: null, attempts: 0);
    }

    private static DateTimeOffset? TimeOf(object? value) => value switch
    {
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(time),
        string text when DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => null,
    };
}
