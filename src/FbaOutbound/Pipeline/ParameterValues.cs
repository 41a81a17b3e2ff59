using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Sandbox;
using FbaOutbound.Texts;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Parameters that are read like the columns of an order file, so that a script and a file mean the same by the same text.
/// </summary>
internal static class ParameterValues
{
    private static readonly OrderColumn[] s_columns =
        [.. OrderColumns.OfOrder.Where(column => column != OrderColumns.SellerFulfillmentOrderId), OrderColumns.Currency];

    // A number of four digits is a year, not a count of days.
    private const int MostDays = 999;

    private static readonly TimeSpan s_clockDifference = TimeSpan.FromHours(1);

    // Paths and names of this machine are not sent, and identifiers are checked one by one: each is a separate record.
    private static readonly HashSet<string> s_unchecked = new(StringComparer.OrdinalIgnoreCase)
    {
        "Journal", "JournalName", "Path", "Session", "SellerFulfillmentOrderId", "ShipmentId", "SellerSku", "PackageNumber",
    };

    /// <summary>Checks all texts that were given as parameters, whichever command they are for.</summary>
    /// <exception cref="ParameterInvalidException">One of them is a text that nobody can have meant.</exception>
    public static void RequireTexts(IDictionary<string, object> bound)
    {
        foreach (var parameter in bound)
        {
            IEnumerable<string?> texts = s_unchecked.Contains(parameter.Key) ? [] : parameter.Value switch
            {
                string text => [text],
                IEnumerable<string?> list => list,
                _ => [],
            };
            foreach (var text in texts)
            {
                var use = OrderColumns.Find(parameter.Key)?.Form.Use ?? TextUses.OfMember(parameter.Key);
                if (text is not null && GivenText.Of(text, use, out var fault) is null && fault is not null)
                {
                    throw new ParameterInvalidException($"-{parameter.Key} {fault}. Nothing was read or sent.");
                }
            }
        }
    }

    /// <summary>Reads a time span: a TimeSpan, or text with a unit.</summary>
    /// <exception cref="ParameterInvalidException">It is neither, or not above zero.</exception>
    public static TimeSpan Span(string parameter, object value) =>
        SpanOrZero(parameter, value) is var span && span > TimeSpan.Zero
            ? span
            : throw new ParameterInvalidException($"-{parameter} must be above zero.");

    /// <summary>Reads a time span that may be zero: a TimeSpan, or text with a unit.</summary>
    /// <exception cref="ParameterInvalidException">It is neither.</exception>
    public static TimeSpan SpanOrZero(string parameter, object value) =>
        TimeSpanText.Read(AsTyped(value), out var fault) ?? throw new ParameterInvalidException($"-{parameter} {fault}.");

    // On a command line 3d and 5s are numbers to PowerShell, and days and seconds to whoever types them. Their wrapper knows the text.
    private static object? AsTyped(object value) =>
        PipelineRecord.Unwrap(value) is var bare && value is PSObject typed && bare is IFormattable and not TimeSpan
            ? typed.ToString()
            : bare;

    /// <summary>Returns the parameters that were given and are named like a column.</summary>
    public static IReadOnlyList<(string Name, object? Value)> Columns(IDictionary<string, object> bound) =>
        [
            .. s_columns.Where(column => bound.ContainsKey(column.Name)).Select(
                column => (column.Name, PipelineRecord.Unwrap(bound[column.Name])))];

    /// <summary>Reads a delivery window as the two columns that it stands for.</summary>
    /// <exception cref="ParameterInvalidException">It is no delivery window.</exception>
    public static IReadOnlyList<(string Name, object? Value)> Window(string parameter, object? value)
    {
        if (value is null)
        {
            return [];
        }

        var window = ObjectMembers.Of(value, PipelineRecord.View);
        return window?.Find(nameof(DeliveryWindow.StartDate)) is { } start && window.Find(nameof(DeliveryWindow.EndDate)) is { } end
            ? [(OrderColumns.DeliveryWindowStart.Name, start), (OrderColumns.DeliveryWindowEnd.Name, end)]
            : throw new ParameterInvalidException(
                $"-{parameter} takes a delivery window from a preview, with StartDate and EndDate, such as $preview.DeliveryWindows[0].");
    }

    /// <summary>Reads shipping speeds, whatever their case.</summary>
    /// <exception cref="ParameterInvalidException">A value is not one.</exception>
    public static string[] Speeds(string parameter, string[] speeds) =>
    [
        .. speeds.Select(
            speed => Cell.WordIn(speed.Trim(), OrderColumns.Speeds, out var fault, Offending.Word)
                ?? throw new ParameterInvalidException($"-{parameter} {fault}.")),
    ];

    /// <summary>Reads texts by their names: a hashtable, or <c>name=value</c> with ';' between several.</summary>
    /// <exception cref="ParameterInvalidException">It is neither.</exception>
    public static Dictionary<string, string>? Map(string parameter, object? value)
    {
        var map = Cell.Read(CellForm.Map, PipelineRecord.Unwrap(value), out var fault);
        return fault is null ? (Dictionary<string, string>?)map : throw new ParameterInvalidException($"-{parameter} {fault}.");
    }

    /// <summary>Warns of names that are not known, which are not read.</summary>
    public static void WarnOfUnknown(IEngine engine, IReadOnlyList<UnknownColumn> unknown)
    {
        if (unknown.Count > 0)
        {
            engine.Warning($"Unknown columns were ignored: {ShownNames.Join(unknown)}.");
        }
    }

    /// <summary>
    /// Reads a point in time that lies in the past: a date, or how long ago it was, as a time span or a number of days. A minus sign
    /// makes no difference.
    /// </summary>
    /// <exception cref="ParameterInvalidException">It is none of these.</exception>
    public static DateTimeOffset TimeOrAge(string parameter, object value, DateTimeOffset now)
    {
        var given = PipelineRecord.Unwrap(value);
        var age = given switch
        {
            string text when decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days)
                && Math.Abs(days) <= MostDays => TimeSpan.FromDays((double)days),
            string or TimeSpan => TimeSpanText.Read(given, out _),
            sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal
                when Math.Abs(Convert.ToDouble(given, CultureInfo.InvariantCulture)) is var days and <= MostDays => TimeSpan.FromDays(days),
            _ => (TimeSpan?)null,
        };
        if (age is { } span && span.Duration() < TimeSpan.FromDays(MostDays + 1))
        {
            return now - span.Duration();
        }

        if (Time(value, out var fault) is not { } time)
        {
            throw new ParameterInvalidException($"-{parameter} {fault}, or how long ago, such as 30d, 36h or a number of days.");
        }

        // The clocks of this machine and of a service differ a little.
        return time <= now + s_clockDifference
            ? time
            : throw new ParameterInvalidException(
                FormattableString.Invariant($"-{parameter} {time.UtcDateTime:u} is in the future: nothing can have changed since then. ")
                    + FormattableString.Invariant($"It is {now.UtcDateTime:u} now. Give an earlier date, or how long ago, such as 30d."));
    }

    /// <summary>Reads a point in time: a date, or ISO 8601 text, which means the same in every culture.</summary>
    /// <exception cref="ParameterInvalidException">It is neither.</exception>
    public static DateTimeOffset Time(string parameter, object value) =>
        Time(value, out var fault) ?? throw new ParameterInvalidException($"-{parameter} {fault}.");

    /// <summary>Reads a point in time: a date, or ISO 8601 text; null, and why, if it is neither.</summary>
    public static DateTimeOffset? Time(object value, out string? fault) => DayOrTime(value, out fault)?.Instant;

    /// <summary>Reads the same, and whether it is a day without a time.</summary>
    public static OrderDate? DayOrTime(object value, out string? fault)
    {
        var time = Cell.Read(CellForm.OrderDate, PipelineRecord.Unwrap(value)!, out fault) as OrderDate;
        fault ??= time is null ? "has no value: give a date, or ISO 8601 text such as 2026-05-14 or 2026-05-14T09:00:00Z" : null;
        return fault is null ? time : null;
    }
}
