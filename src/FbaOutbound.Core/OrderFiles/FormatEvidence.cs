namespace FbaOutbound.OrderFiles;

/// <summary>How sure a format is.</summary>
public enum FormatEvidence
{
    /// <summary>Its header was read in files or in code that reads or writes them.</summary>
    Read,

    /// <summary>A part of its header was read.</summary>
    ReadInPart,

    /// <summary>Nothing of it was verified.</summary>
    Unverified,
}
