using System;

namespace FbaOutbound.Reports;

/// <summary>Why a report was not written.</summary>
internal enum ReportFault
{
    FileExists,
    FileNotSaved,
    InputUnknown,
}

/// <summary>A report that could not be written, or input that no report can show.</summary>
internal sealed class ReportException(ReportFault fault, string message, Exception? innerException = null)
    : FbaException(message, innerException)
{
    public ReportFault Fault { get; } = fault;
}
