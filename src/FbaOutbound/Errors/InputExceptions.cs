using System;
using System.Collections.Generic;

namespace FbaOutbound.Errors;

/// <summary>A parameter that cannot be used, found before anything was read.</summary>
internal sealed class ParameterInvalidException(string message) : FbaException(message);

/// <summary>A command that was called without anything to work on.</summary>
internal sealed class InputMissingException(string message) : FbaException(message);

/// <summary>Input of which no order can be made. One error tells every row and column.</summary>
internal sealed class OrderInputException(string message) : FbaException(message)
{
    /// <summary>Whether the command only reads, such as a preview, so that no order is to be sent.</summary>
    public bool IsOfRead { get; private init; }

    /// <summary>Returns the error for a command that only reads.</summary>
    public static FbaException OfRead(FbaException problem) =>
        problem is OrderInputException ? new OrderInputException(problem.Message) { IsOfRead = true } : problem;

    /// <summary>Returns the message that tells all problems of an order.</summary>
    /// <param name="nothing">What did not happen, such as <c>Nothing was sent</c>.</param>
    /// <param name="target">The id of the order, or its row.</param>
    /// <param name="problems">The problems.</param>
    public static string Text(string nothing, string target, IEnumerable<object> problems)
    {
        var isRow = target.StartsWith("row ", StringComparison.Ordinal);
        var list = isRow ? Sentence.Of(problems).Replace($"{target}: ", "") : Sentence.Of(problems);
        return $"{nothing} for {(isRow || target == "the preview" ? target : $"order '{target}'")}: {list}";
    }
}

/// <summary>A row of changes that cannot be made. One error tells every column.</summary>
internal sealed class ChangeInputException(string message) : FbaException(message);

/// <summary>An order that no rows can say.</summary>
internal sealed class OrderNotExpressibleException(string message) : FbaException(message);

/// <summary>A file of refused orders that cannot be written.</summary>
internal sealed class RejectFileException(string message, System.Exception? cause = null) : FbaException(message, cause);

/// <summary>Orders of one command that have the same id and different content.</summary>
internal sealed class OrderRepeatedException(string message) : FbaException(message)
{
    /// <summary>Whether the first of them is sent.</summary>
    public bool IsLater { get; init; }
}

/// <summary>Rows of an order that had ended before they came.</summary>
internal sealed class LateRowException(string message) : FbaException(message);

/// <summary>Input without an order id.</summary>
internal sealed class OrderIdMissingException(string message) : FbaException(message);

/// <summary>Input whose order id cannot be one.</summary>
internal sealed class OrderIdInvalidException(string message) : FbaException(message)
{
    /// <summary>The id, fit to be shown; null if there is no text.</summary>
    public string? Id { get; init; }
}

/// <summary>Input without the identifier of its subject.</summary>
internal sealed class IdentifierMissingException(string message) : FbaException(message);

/// <summary>A SKU of which the account has no inventory.</summary>
internal sealed class SkuNotFoundException(string message) : FbaException(message);

/// <summary>Input without a shipment id.</summary>
internal sealed class ShipmentIdMissingException(string message) : FbaException(message);

/// <summary>Input whose shipment id cannot be one.</summary>
internal sealed class ShipmentIdInvalidException(string message) : FbaException(message)
{
    /// <summary>The id, fit to be shown.</summary>
    public string Id { get; init; } = "";
}

/// <summary>Input that is not an offer of a service.</summary>
internal sealed class OfferMissingException(string message) : FbaException(message);

/// <summary>A return that is known to be wrong before a request is spent.</summary>
internal sealed class ReturnInputException(string message) : FbaException(message);

/// <summary>Return items of one command that have the same key and different content.</summary>
internal sealed class ReturnRepeatedException(string message) : FbaException(message);

/// <summary>A change that changes nothing.</summary>
internal sealed class NothingToChangeException(string message) : FbaException(message);

/// <summary>A second purchase for the same goods in one command.</summary>
internal sealed class ShipmentRepeatedException(string message) : FbaException(message);
