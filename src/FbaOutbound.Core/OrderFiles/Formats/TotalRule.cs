using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>A sum that the file states of an order, and what its lines say of it.</summary>
internal sealed record TotalRule
{
    /// <summary>The field of the order that has the sum.</summary>
    public string Of { get; init; } = "";

    /// <summary>The fields of what the sum contains besides the lines. Without one of these columns the sum says nothing.</summary>
    public IReadOnlyList<string> Less { get; init; } = [];

    /// <summary>
    /// The field of a line that is added up; where lines stand in cells, the name of the value in the cell. Empty where the sum is the
    /// number of lines.
    /// </summary>
    public string Line { get; init; } = "";

    /// <summary>The field with the discount of a whole line, which the sum is without, and the line's value is not.</summary>
    public string? LineDiscount { get; init; }

    /// <summary>Whether the line's value is that of one unit.</summary>
    public bool PerUnit { get; init; }

    /// <summary>Whether the shop has rounded each amount to the digits that it writes.</summary>
    public bool Rounded { get; init; }

    /// <summary>The field of the order with discounts that the sum is without, and the lines are not; null if there are none.</summary>
    public string? Discount { get; init; }

    /// <summary>The field of the order with a refund, whose lines the file may lack: the sum says nothing where it is not zero.</summary>
    public string? Refund { get; init; }

    /// <summary>
    /// The fields of the order with what explains that its lines come to more than the sum, such as a discount or taxes. Null where
    /// something that the file does not show explains it as well, so that the sum is no upper limit.
    /// </summary>
    public IReadOnlyList<string>? More { get; init; }

    /// <summary>Whether the sum may lack what was paid with a gift card, which the file does not show.</summary>
    public bool LacksGiftCards { get; init; }

    /// <summary>Whether it adds up amounts, and not pieces.</summary>
    public bool IsMoney => Line is not ("" or "Quantity");

    /// <summary>The fields of a line that it reads.</summary>
    public IEnumerable<string> LineFields => ((string?[])[Line, LineDiscount]).Where(name => !string.IsNullOrEmpty(name))!;

    /// <summary>Whether it reads a field.</summary>
    public bool Has(string field) =>
        field == Of || field == Discount || field == Refund || LineFields.Contains(field) || Less.Contains(field)
            || More?.Contains(field) == true;
}
