using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>
/// Decides whether a message may quote an unknown status or shipping method: a cell in the wrong column may be a recipient's name, address
/// or phone. A text is the shop's if it has a word of shops, is a phrase and no name, or if orders of several recipients have it.
/// </summary>
internal sealed class ShopWords(TableBinding binding, IReadOnlyList<OrderGroup> groups)
{
    private const int LongestStatus = 30;
    private const int FewestDigitsOfNumber = 5;

    private static readonly string[] s_personal =
    [
        "Name", "FirstName", "LastName", "Company", "AddressLine1", "AddressLine2", "AddressLine3", "City", "StateOrRegion",
        "PostalCode", "Phone",
        "BillingFirstName", "BillingLastName", "BillingCompany", "BillingAddressLine1", "BillingAddressLine2", "BillingCity",
        "BillingPostalCode", "BillingPhone",
    ];

    private static readonly string[] s_names =
    [
        "Name", "FirstName", "LastName", "Company", "BillingFirstName", "BillingLastName", "BillingCompany",
    ];

    private static readonly string[] s_recipient = ["Name", "FirstName", "LastName", "AddressLine1"];

    // Whole words, and beginnings that no name has.
    private static readonly Regex s_words = new(
        PlainLetters.Of(@"^rush\b|\b(new|open|closed?|done|sent|paid|unpaid|void(ed)?|packed|packing|picked|picking|pick ?up|returned|returns"
            + @"|partial(ly)?|on hold|pending|ready|draft|failed"
            + @"|waiting|transit|printed|quote|in stock|back ?order(ed)?|pre ?order(ed)?|ordered|on order|fraud|blocked|expired|active"
            + @"|boxed|in progress"
            + @"|rates?|flat|ground|value|saver|economy|freight|priority|international|domestic|standard|(next|same|second|one|two"
            + @"|three) ?(working |business )?day|siguiente|first class|urgent|schnell|rapide?|click|dagen"
            + @"|offen|erledigt|gratis|en cours|attente|attesa|espera|wacht|dhl|ups|usps|fedex|dpd|gls|24 ?h|48 ?h)\b"
            + @"|\b(unful|fulfil|ship(ped|ping|ment|s)?\b|unship|deliver|dispatch|despatch|payment|payable|refund|cancel|process"
            + @"|complet|await|review|approv|verif|dispute|authori[sz]"
            + @"|captur|invoic|schedul|reject|declin|archiv|confirm|assign|accept|acknowledg|express|expedit|parcel|courier|tracked"
            + @"|service|overnight"
            + @"|versand|versend|bearbeit|bezahl|storno|stornier|abgeschl|liefer|zahlung|r[uü]ckerst|gesperrt|zugestellt|kostenlos"
            + @"|abhol|pa[ck]ket|kur[ij]er"
            + @"|exp[ée]di|livraison|livr[ée]e?\b|annul|rembours|termin[ée]|pr[ée]para|traitement|retrait|colis\b"
            + @"|lavorazione|spedi[zt]|consegn|pagat|annullat|rimbors|sospes|enviad|env[ií]o|entreg|pagad|reembols|pendiente|procesando"
            + @"|aguard|conclu[ií]d"
            + @"|behandel|verzend|verzonden|geleverd|betaald|geannul|terugbet|afgerond|bezorg|realizac|zrealizow|oczekuj|wys[łl]a"
            + @"|dostarcz|dostaw|op[łl]ac|anulow"
            + @"|wstrzyman|skickad|levererad|leverans|betald|avbrut|frakt)"
            + @"|\b(sedex|estafeta|colissimo|correos|seur|mrw|std|mail|postnord|bpost|inpost|poczta|kargo|einschreiben|nachnahme|letter"
            + @"|saturday|gift ?wrap)\b"
            + @"|^(yes|no|true|false|ja|nein|wahr|falsch|oui|non|vrai|faux|s[iìí]|vero|falso|verdadero|waar|onwaar|tak|nie|prawda|fałsz"
            + @"|はい|いいえ)$"
            + @"|^fast\b|\b(amazon|fba|premium|priorit[aäà]\p{L}*)\b|[0-9] ?days?\b|お急ぎ"
            + @"|versand|lieferung|zustellung|levering|bezorg|kurier|express|chronopost|xpresspost|処理|発送|出荷|支払|入金|保留|準備|確認|注文|キャンセル|完了"
            + @"|待ち|配送|宅配|速達|翌日"),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    // Words of shops that are names as well, as in Doris Day.
    private static readonly Regex s_wordsAndNames = new(
        @"\b(air|block|check|class|collect|days?|dag|free|hermes|hold|label|local|neu|next|order|part|pick|post|porto|print|return|risk"
            + @"|stock|tage?|wait)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    // Names have no long word in small letters behind the first word: Wird bearbeitet, but Maria della Rosa.
    private static readonly Regex s_phrase = new(
        @"^\p{Lu}[\p{L}'’]+[\p{L} '’_-]* (?!(della|delle|dalla|degli|dello)\b)\p{Ll}{4,}( |$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex s_name = new(@"^\p{Lu}[\p{L}'’]+([ -]\p{Lu}[\p{L}'’]*){0,3}$", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, Dictionary<string, string?>> _recipients = new(StringComparer.Ordinal);

    /// <summary>Whether an unknown status can be quoted.</summary>
    public bool IsStatus(string field, string text, OrderGroup group) => text.Length <= LongestStatus
        && text.All(character => char.IsLetter(character) || " _-".IndexOf(character) >= 0)
        && !Values(s_personal.Append("ItemName"), group).Any(value => Has(value, text)) && IsOfShop(field, text);

    /// <summary>Whether a shipping method can be quoted.</summary>
    public bool IsMethod(string text, OrderGroup group) => SpeedMap.IsShown(text) && !HasNumber(text)
        && !Values(s_personal, group).Any(value => value == text || (value.Length > 3 && Has(text, value)))
        && !Values(s_names, group).Any(value => (text.Length > 2 && Has(value, text)) || (value.Length > 2 && Has(text, value)))
        && IsOfShop("ShippingMethod", text);

    private bool IsOfShop(string field, string text)
    {
        var plain = PlainLetters.Of(text);
        var words = plain.Replace('_', ' ').Replace('-', ' ');
        return s_words.IsMatch(words) || s_phrase.IsMatch(plain) || (s_wordsAndNames.IsMatch(words) && !s_name.IsMatch(plain))
            || (RecipientsOf(field).TryGetValue(text, out var recipient) && recipient is null);
    }

    private static bool Has(string text, string other) =>
        PlainLetters.Of(text).IndexOf(PlainLetters.Of(other), StringComparison.OrdinalIgnoreCase) >= 0;

    // A phone, or a postal code.
    private static bool HasNumber(string text) => text.Count(char.IsDigit) >= FewestDigitsOfNumber;

    private IEnumerable<string> Values(IEnumerable<string> fields, OrderGroup group) =>
        fields.SelectMany(field => binding.Values(field, group.Rows)).Select(value => value.Text);

    // Who has each text of a column; null where several have it. The file is read for it only where a text is not known.
    private Dictionary<string, string?> RecipientsOf(string field)
    {
        if (_recipients.TryGetValue(field, out var known))
        {
            return known;
        }

        var recipients = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var recipient = string.Join("\n", Values(s_recipient, group));
            foreach (var text in group.Rows.SelectMany(row => Enumerable.Range(0, Math.Max(1, binding.ItemsPerRow))
                .Select(item => binding.OfItem(field, row, item))).Where(text => text.Length > 0))
            {
                recipients[text] = recipients.TryGetValue(text, out var first) && first != recipient ? null : recipient;
            }
        }

        _recipients.Add(field, recipients);
        return recipients;
    }
}
