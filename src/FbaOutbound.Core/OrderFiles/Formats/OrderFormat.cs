using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>A format of order files, as its data file describes it.</summary>
internal sealed record OrderFormat
{
    public string Name { get; init; } = "";

    /// <summary>What has the ids of orders that the file shows: one for all formats of WooCommerce.</summary>
    public string Platform => Name.StartsWith("Woo", StringComparison.Ordinal) ? "Woo" : Name;

    /// <summary>Counted up whenever the same file makes other orders.</summary>
    public int Version { get; init; }

    public string Description { get; init; } = "";

    public FormatEvidence Confirmed { get; init; }

    /// <summary>Whether two shops can have orders of the same number.</summary>
    public bool IdIsPerShop { get; init; }

    /// <summary>What its order numbers look like; null where the shop or the user decides.</summary>
    public NumberShape? Number { get; init; }

    /// <summary>Whether an export holds old orders, so that age and first import count.</summary>
    public bool AgesOrders { get; init; }

    /// <summary>The channel of all orders; null where the rules of <see cref="Channels"/> tell.</summary>
    public string? Channel { get; init; }

    /// <summary>
    /// Whether its orders are those of Amazon's own stores, which not every seller may ship, and each of whose methods is a speed.
    /// </summary>
    public bool IsOfAmazon => Channel == "Amazon";

    /// <summary>The country of all orders, where no column has one.</summary>
    public string? Country { get; init; }

    /// <summary>The culture of amounts; empty for digits with a point.</summary>
    public string Culture { get; init; } = "";

    /// <summary>The forms of dates besides ISO 8601. Only their order of day and month counts.</summary>
    public IReadOnlyList<string> Dates { get; init; } = [];

    /// <summary>Columns that tell the format from others.</summary>
    public IReadOnlyList<string> Identify { get; init; } = [];

    /// <summary>Columns that the format never has.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>What the columns are for: a field, and the names that its column can have. If a file has several, each is read.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Fields whose names are of columns with different meanings: only the first one that is there is read.</summary>
    public IReadOnlyList<string> FirstOnly { get; init; } = [];

    /// <summary>The fields without which a file is refused, besides those of the rules.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Groups of fields of which one is required.</summary>
    public IReadOnlyList<string[]> OneOf { get; init; } = [];

    /// <summary>Fields without which the units still to be shipped are not known: the orders of such a file are held back.</summary>
    public IReadOnlyList<string> Tolerated { get; init; } = [];

    /// <summary>How the shop's export gets the missing field.</summary>
    public string? ToleratedAdvice { get; init; }

    /// <summary>Texts that stand for no value.</summary>
    public IReadOnlyList<string> Blanks { get; init; } = [];

    /// <summary>Whether the row below the header may explain the columns.</summary>
    public bool Explains { get; init; }

    public ItemShape Items { get; init; } = new();

    /// <summary>The sums of an order that tell whether lines of it are missing.</summary>
    public IReadOnlyList<TotalRule> Totals { get; init; } = [];

    public IReadOnlyList<SendRule> Rules { get; init; } = [];

    public IReadOnlyList<ChannelRule> Channels { get; init; } = [];

    /// <summary>Shipping methods whose meaning is certain.</summary>
    public IReadOnlyDictionary<string, string> Speeds { get; init; } = new Dictionary<string, string>();

    /// <summary>What stands below the orders.</summary>
    public FooterShape Footer { get; init; } = new();

    /// <summary>What the user has to know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// Whether it has the module's own columns, which people type: rows may be short, and equal ones are told elsewhere.
    /// </summary>
    public bool Own { get; init; }

    /// <summary>Whether its orders are to be cancelled.</summary>
    public bool Cancels { get; init; }

    public override string ToString() => Name;

    /// <summary>Returns the format as Get-FbaOrderFormat shows it.</summary>
    public OrderFileFormat Describe()
    {
        var rules = Rules.ToLookup(rule => rule.Field);
        return new OrderFileFormat
        {
            Name = Name,
            Description = Description,
            Confirmed = Confirmed,
            Version = Version,
            NeedsIdPrefix = IdIsPerShop,
            Notes = Notes,
            Columns =
            [
                .. Fields.Select(field => new OrderFileColumn
                {
                    Field = field.Key,
                    Names = field.Value,
                    IsRequired = Required.Contains(field.Key) || rules[field.Key].Any(rule => !rule.Optional),
                    DecidesWhetherSent = rules.Contains(field.Key),
                }),
                .. Items.Cells is { } cells
                    ? [
                        new OrderFileColumn
                        {
                            Field = "Items", Names = [string.Format(CultureInfo.InvariantCulture, cells, 1)], IsRequired = true,
                        },
                    ]
                    : (OrderFileColumn[])[],
            ],
        };
    }
}

/// <summary>Where the items of an order stand.</summary>
internal enum ItemKind
{
    /// <summary>In rows of their own.</summary>
    Rows,

    /// <summary>In cells that hold several values each.</summary>
    Cells,

    /// <summary>Nowhere.</summary>
    None,
}

/// <summary>How the items of an order are written.</summary>
internal sealed record ItemShape
{
    public ItemKind Kind { get; init; }

    /// <summary>A row has an item if one of these fields has a value; otherwise it is about the order. Empty: each row has one.</summary>
    public IReadOnlyList<string> When { get; init; } = [];

    /// <summary>Whether a row without a key belongs to the order above it.</summary>
    public bool Continues { get; init; }

    /// <summary>How a column is named that holds a value of the item with a number, such as <c>{0} #{1}</c>.</summary>
    public string? Columns { get; init; }

    /// <summary>The name of the columns that hold items, such as <c>line_item_{0}</c>.</summary>
    public string? Cells { get; init; }

    /// <summary>What stands between two items of a cell.</summary>
    public string? Separator { get; init; }

    /// <summary>What stands between two values of an item.</summary>
    public string Pairs { get; init; } = "|";

    /// <summary>How a cell names sku, quantity, name and refunded_qty, if otherwise.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a cell does not say how many units were refunded.</summary>
    public bool LacksRefunds => Names.Count > 0 && !Names.ContainsKey("refunded_qty");

    /// <summary>What else a cell says of an item: where one of these values begins, the one before it ends.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Those that can hold a text of the buyer: no value that is read stands behind them.</summary>
    public IReadOnlyList<string> FreeText { get; init; } = [];

    /// <summary>The fields that name a line in the shop; without one it is its place in the order and its SKU.</summary>
    public IReadOnlyList<string> LineId { get; init; } = [];

    /// <summary>Whether the line's id is the item's id as it stands.</summary>
    public bool ExactId { get; init; }

    /// <summary>
    /// The fields, or the names of the values in a cell, with what a line costs: a line with a negative price is a discount, and no goods.
    /// </summary>
    public IReadOnlyList<string> Prices { get; init; } = [];

    /// <summary>Whether a row about the order has the sum of the quantities.</summary>
    public bool Sums { get; init; }
}

/// <summary>What a rule asks of a value that has no words.</summary>
internal enum RuleTest
{
    None,
    Given,
    Blank,
    Yes,

    /// <summary>It is not zero: shops write what was refunded with and without a sign.</summary>
    Positive,

    /// <summary>It is more than zero.</summary>
    Owed,

    /// <summary>It is less than zero.</summary>
    Negative,

    /// <summary>An amount was refunded, and no units were: whether the goods are still to be shipped is not known.</summary>
    RefundWithoutUnits,
    Zero,
}

/// <summary>When an order or a line is not sent.</summary>
internal sealed record SendRule
{
    public string Field { get; init; } = "";

    public RuleTest Test { get; init; }

    /// <summary>What each word means: <c>Ship</c> or a <see cref="SkipReason"/>. A word that is not here is an unknown status.</summary>
    public IReadOnlyDictionary<string, string>? Words { get; init; }

    /// <summary>What other words mean; null for an unknown status.</summary>
    public string? Others { get; init; }

    /// <summary>The name of a set of phrases, such as <c>Pickup</c>.</summary>
    public string? Contains { get; init; }

    /// <summary>What it means that the test or the phrase applies.</summary>
    public SkipReason Reason { get; init; }

    /// <summary>What it means that a switch is on, for people; null if its name says it.</summary>
    public string? Meaning { get; init; }

    /// <summary>A field: if it has a value other than no, the rule does not apply; null if there is none.</summary>
    public string? Unless { get; init; }

    /// <summary>Whether a file may lack the column.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether it is about a line.</summary>
    public bool Line { get; init; }
}

/// <summary>How the channel of an order is told.</summary>
internal sealed record ChannelRule
{
    public string Field { get; init; } = "";

    public IReadOnlyDictionary<string, string>? Words { get; init; }

    public IReadOnlyDictionary<string, string>? Contains { get; init; }

    /// <summary>Fields with the words that say that the order is the shop's own: then the rule does not apply.</summary>
    public IReadOnlyDictionary<string, string[]> Unless { get; init; } = new Dictionary<string, string[]>();
}
