using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>
/// Finds the columns that hold no order back, although their cells can say that it is not to be shipped: switches and statuses that are
/// not read, and notes, which hold an order only by the user's own words.
/// </summary>
internal static class UnheededColumns
{
    private static readonly Regex s_parts = new(@"(?<=\p{Ll})(?=\p{Lu})|[^\p{L}]+", RegexOptions.CultureInvariant);

    // A gift note is for the recipient.
    private static readonly Regex s_notes = new(
        @"^(?!.*\b(gift|geschenk|cadeau|regalo)).*(\b(notes?|notiz(en)?|comments?|remarks?|memos?|messages?|labels?|tags?|flags?"
            + @"|bemerkung(en)?|kommentare?|hinweise?|anmerkung(en)?|vermerke?|remarques?|commentaires?|notas?|comentarios?|observaciones"
            + @"|observacoes|osservazioni|commenti|opmerking(en)?|uwagi|notatki?|anteckning(ar)?|kommentar(er)?|notu|notlar)\b|備考|メモ|コメント"
            + "|メッセージ)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    private static readonly Regex s_ofSeller = new(
        @"\b(staff|internal|private|seller|my|intern|interne|interna|interno)\b|社内", RegexOptions.CultureInvariant
            | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    private static readonly Regex s_risk = new(
        @"\b(risk|risks|fraud|risiko|risikostufe|risikobewertung|betrug|betrugsrisiko|risque|rischio|riesgo|risco|risico|ryzyko"
            + @"|fraude|frode)\b|リスク|不正",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    // What the module reads of notes without looking for words in them.
    private static readonly string[] s_read =
    [
        TableBinding.NotesField, nameof(OrderColumns.DisplayableOrderComment), nameof(OrderColumns.DisplayableComment),
    ];

    /// <summary>Returns them in the order of the file.</summary>
    public static IReadOnlyList<UnheededColumn> Of(TableBinding binding, ColumnMap map)
    {
        if (binding.Format.Cancels)
        {
            return [];
        }

        var read = new HashSet<int>(binding.ColumnsRead);
        read.ExceptWith(s_read.SelectMany(binding.ColumnsOf));
        var scripted = map.NamesOfScripts;
        return
        [
            .. binding.Header.Select((name, column) => (Name: HeaderNames.Trim(name), Column: column))
                .Where(header => header.Name.Length > 0 && !read.Contains(header.Column) && !scripted.Contains(header.Name)
                    && header.Name != HeaderMap.Reason)
                .Select(header => KindOf(header.Name, binding) is { } kind
                    ? new UnheededColumn(binding, header.Column, Spelling.Showable(header.Name), kind) : null)
                .OfType<UnheededColumn>(),
        ];
    }

    // Only the shop's staff writes there. What it writes to the buyer, on the packing slip, is another thing.
    private static bool IsOfSeller(string name, string words, OrderFormat format) => format.AgesOrders ? s_ofSeller.IsMatch(words)
        : OrderColumns.Find(name) is null && !format.Fields.Values.Any(names => names.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static UnheededKind? KindOf(string name, TableBinding binding)
    {
        var words = PlainLetters.Of(s_parts.Replace(name, " "));
        if (s_notes.IsMatch(words))
        {
            return IsOfSeller(name, words, binding.Format) ? UnheededKind.SellerNotes : UnheededKind.Notes;
        }

        if (s_risk.IsMatch(words))
        {
            return UnheededKind.Risk;
        }

        // A shop's export has columns that only sound like one of these.
        var isTyped = !binding.Format.AgesOrders;
        if (!(OrderColumns.Probable(name) is (var column, true) && column == OrderColumns.Action)
            && !(isTyped && (StopWords.IsHeading(name) || StopWords.IsStatusHeading(name))))
        {
            return null;
        }

        return !name.EndsWith("status", StringComparison.OrdinalIgnoreCase) && !(isTyped && StopWords.IsStatusHeading(name))
                ? UnheededKind.Switch
            : binding.Format.Fields.Keys.Any(field => field.EndsWith("Status", StringComparison.Ordinal) && binding.Has(field)) ? null
            : UnheededKind.Status;
    }
}

/// <summary>How the cells of a column say that an order is not to be shipped.</summary>
internal enum UnheededKind
{
    /// <summary>They are not blank.</summary>
    Switch,

    /// <summary>They have a word of a status.</summary>
    Status,

    /// <summary>They have a level of risk.</summary>
    Risk,

    /// <summary>They begin with a phrase.</summary>
    Notes,

    /// <summary>They have a phrase.</summary>
    SellerNotes,
}

/// <summary>A column that holds no order back, although its cells can say that it is not to be shipped.</summary>
/// <param name="Binding">The file.</param>
/// <param name="Column">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its cells are.</param>
internal sealed record UnheededColumn(TableBinding Binding, int Column, string Name, UnheededKind Kind)
{
    /// <summary>Whether people write what they like there.</summary>
    public bool IsOfNotes => Kind is UnheededKind.Notes or UnheededKind.SellerNotes;

    /// <summary>Returns how a cell says that its order is not to be shipped; null if it does not.</summary>
    public UnheededStop? StopIn(string text) => Kind switch
    {
        _ when text.Length == 0 => null,
        UnheededKind.Notes => StopWords.BeginningOf(text) is { } phrase ? new(this, phrase, false) : null,
        UnheededKind.SellerNotes => StopWords.In(text) is { } phrase ? new(this, phrase, false) : null,
        UnheededKind.Risk => StopWords.IsRisk(text) ? new(this, null, false) : null,
        UnheededKind.Status => StatusWords.MayStop(text) ? new(this, null, false) : null,
        _ => RuleBook.IsNo(text) || MissingValue.Is(text) ? null
            : Cell.Read(OrderColumns.Action.Form, text, out _) is not string action ? new(this, null, false)
            : action == OrderColumns.Actions[1] ? new(this, null, true) : null,
    };
}

/// <summary>What a cell says that is not heeded.</summary>
/// <param name="Column">The column.</param>
/// <param name="Phrase">The phrase with which it begins; null if another text says so.</param>
/// <param name="IsAction">Whether it is the action Hold.</param>
internal sealed record UnheededStop(UnheededColumn Column, string? Phrase, bool IsAction);
