using System;

namespace FbaOutbound.Journal;

/// <summary>What is wrong with a journal.</summary>
internal enum JournalProblem
{
    /// <summary>It cannot be read, written or reached.</summary>
    Unusable,

    /// <summary>Another run has it open.</summary>
    InUse,

    /// <summary>It is damaged elsewhere than in its last line.</summary>
    Damaged,

    /// <summary>It was written by a newer version of the module.</summary>
    NewerFormat,

    /// <summary>It belongs to another account.</summary>
    OtherAccount,

    /// <summary>It belongs to another protocol version.</summary>
    OtherVersion,

    /// <summary>The same key has other content in it.</summary>
    OtherContent,

    /// <summary>It has another change, cancellation or return under the same key.</summary>
    OtherChange,

    /// <summary>The same items of an order have a shipment of another package or service in it.</summary>
    OtherPackage,

    /// <summary>It has orders that were imported with another prefix.</summary>
    OtherShop,

    /// <summary>An import with the journal recorded the order as cancelled or refunded in the shop. Nothing was sent.</summary>
    StoppedInShop,
}

/// <summary>A journal that cannot be used, for the whole run or for one change. Nothing was sent.</summary>
internal sealed class JournalException(
    JournalProblem problem, string message, Exception? innerException = null) : FbaException(message, innerException)
{
    public JournalProblem Problem { get; } = problem;
}

/// <summary>Another worker has taken a key over, because this one's lease had ended. Nothing was written.</summary>
internal sealed class JournalClaimLostException(string message) : FbaException(message);
