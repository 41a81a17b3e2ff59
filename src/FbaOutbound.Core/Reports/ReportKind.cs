namespace FbaOutbound.Reports;

/// <summary>What became of a change, as the totals of a report count it.</summary>
internal enum ReportKind
{
    /// <summary>An order was created, or the service took it and will create it.</summary>
    Created,

    /// <summary>The order existed before.</summary>
    Existed,

    /// <summary>Another change was made: an update, a cancellation, a return, a purchase.</summary>
    Changed,

    /// <summary>The order of a file was not to be sent.</summary>
    Skipped,

    /// <summary>Somebody has to correct something first.</summary>
    Refused,

    /// <summary>Whether the change was made is not known.</summary>
    Unknown,

    /// <summary>Nothing was done, and nothing is wrong with the input: the same command does it.</summary>
    LeftOver,
}

/// <summary>Which change a row of a report is about: one order can be created, changed and cancelled in one run.</summary>
internal enum ReportOperation
{
    Create,
    Update,
    Cancel,
    Return,
    Purchase,

    /// <summary>No change: a read, or an error of the command as a whole.</summary>
    Other,
}
