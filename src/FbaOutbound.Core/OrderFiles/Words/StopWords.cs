using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Words;

/// <summary>
/// The words by which tags, notes, statuses and columns that people add say that an order is not to be shipped, in the languages of
/// Amazon's marketplaces.
/// </summary>
internal static class StopWords
{
    private const int LongestBeginning = 200;

    private const string PreOrders =
        "pre order, preorder, pre orders, preorders, pre ordered, preordered, pre sale, back order, backorder, backordered, back ordered, "
        + "Vorbestellung, Vorbestellungen, Vorbestellartikel, vorbestellt, Lieferrückstand, précommande, pré commande, précommandes, "
        + "prévente, preordine, preordini, preordinato, pre ordine, prevendita, preventa, pre venta, preorden, prepedido, pre pedido, pré venda, "
        + "pré encomenda, voorbestelling, vooruitbestelling, voorverkoop, nabestelling, przedsprzedaż, przedpremierowe, "
        + "zamówienie przedpremierowe, förbeställning, förhandsbokning, restorder, restnoterad, ön sipariş, önsipariş, 予約商品, 予約注文, 予約販売, 予約受付, 先行予約, "
        + "プレオーダー, 取り寄せ, 入荷待ち, バックオーダー";

    private static readonly PhraseSet s_preOrder = new(PreOrders);

    // Each means the same in a tag, in a note and in a cell of its own. No word is the beginning of another: noise cancelling is a product.
    private static readonly PhraseSet s_stop = new(
        "hold, holds, holding, on hold, onhold, held, do not ship, donotship, don't ship, not ship, no ship, do not fulfill",
        "do not fulfil, donotfulfill, donotfulfil, don't fulfill, don't fulfil, do not send, donotsend, don't send, do not dispatch",
        "do not deliver, don't deliver, dns, stop, stopped, blocked, suspended, void, voided, fraud, fraudulent, chargeback, charge back",
        "wrong address, ship later, cancel, cancels, cancelled, canceled, cancellation, cancelation, refund, refunds, refunded",
        "already shipped, already sent, already dispatched, already delivered, already fulfilled, shipped already, sent already",
        "unpaid, not paid",
        "awaiting payment, wait for payment, waiting for payment, payment pending, awaiting stock, duplicate order, =returned, test order, testorder, local pickup, store pickup, customer pickup, pickup only",
        "click and collect",
        "nicht versenden, nicht liefern, nicht ausliefern, nicht senden, nicht schicken, nicht verschicken, gesperrt, sperre, storniert",
        "stornierte, stornieren, storno, stornierung, zurückgehalten, zurückhalten, zurückgestellt, in Wartestellung, angehalten, pausiert",
        "Lieferstopp, Versandstopp, erstattet, Erstattung, rückerstattet, Rückerstattung, gutgeschrieben, unbezahlt, nicht bezahlt",
        "bereits versendet, bereits versandt, bereits verschickt, bereits geliefert, schon versendet, schon versandt",
        "schon verschickt, Betrug",
        "Rückbuchung, falsche Adresse, Testbestellung, Abholung, Selbstabholung, Selbstabholer",
        "ne pas expédier, ne pas envoyer, ne pas livrer, annulé, annulée, annulés, annulées, annuler, annulation, remboursé, remboursée",
        "remboursés, remboursées, remboursement, rembourser, en attente, impayé, impayée, non payé, non payée, bloqué, bloquée, suspendu",
        "suspendue, déjà expédié, déjà expédiée, déjà envoyé, déjà envoyée, déjà livré, déjà livrée, fraude, mauvaise adresse",
        "commande test",
        "retrait en magasin, retrait boutique",
        "non spedire, non inviare, non consegnare, annullato, annullata, annullati, annullare, annullamento, cancellato, cancellata",
        "cancellare, cancellazione, stornato, rimborsato, rimborsata, rimborsati, rimborso, rimborsare, in sospeso, sospeso, sospesa",
        "bloccato, bloccata, non pagato, non pagata, già spedito, già spedita, già inviato, già consegnato, frode, indirizzo errato",
        "indirizzo sbagliato, ordine di prova, ordine test, ritiro in negozio, ritiro in sede",
        "no enviar, no expedir, no despachar, no entregar, no mandar, cancelado, cancelada, cancelados, cancelar, cancelación, anulado",
        "anulada, anular, anulación, reembolsado, reembolsada, reembolso, reembolsar, en espera, retenido, retenida, bloqueado, bloqueada",
        "suspendido, suspendida, impagado, no pagado, sin pagar, ya enviado, ya enviada, ya entregado, dirección incorrecta",
        "dirección errónea",
        "pedido de prueba, recogida en tienda",
        "não enviar, não expedir, não entregar, não despachar, cancelamento, estornado, estorno, em espera, suspenso, suspensa",
        "retido, retida",
        "não pago, já enviado, já enviada, já entregue, endereço errado, encomenda de teste, pedido de teste, levantamento na loja",
        "niet verzenden, niet versturen, niet leveren, niet opsturen, geannuleerd, geannuleerde, annuleren, annulering, terugbetaald",
        "terugbetaling, in de wacht, aangehouden, vastgehouden, geblokkeerd, onbetaald, niet betaald, reeds verzonden, al verzonden",
        "al verstuurd, verkeerd adres, testbestelling, afhalen in winkel",
        "nie wysyłać, nie wysyłaj, nie dostarczać, anulowane, anulowano, anulowana, anulowany, anulować, anuluj, anulacja, zwrócono",
        "zwrot środków, zwrot pieniędzy, wstrzymane, wstrzymano, wstrzymana, wstrzymać, zablokowane, niezapłacone, nieopłacone",
        "nie opłacone",
        "już wysłane, już wysłano, oszustwo, błędny adres, zamówienie testowe, odbiór osobisty",
        "skicka inte, skicka ej, skickas ej, leverera inte, avbruten, avbrutna, avbrutet, avbeställd, avbeställt, annullerad, annullerat",
        "makulerad, makulerat, återbetald, återbetalad, återbetalt, återbetalning, pausad, stoppad, spärrad, obetald, ej betald",
        "redan skickad, redan skickat, bedrägeri, fel adress, testbeställning",
        "göndermeyin, göndermeyiniz, kargolamayın, sevk etmeyin, teslim etmeyin, iptal, iptal edildi, iade edildi, para iadesi, beklemede",
        "bekletiliyor, askıda, ödenmedi, ödenmemiş, zaten gönderildi, yanlış adres, test siparişi",
        "キャンセル, 注文キャンセル, 取消, 取り消し, =返金, 返金済, 返金処理, 返金対応, 保留, 発送しない, 発送しないで, 発送不要, 発送停止, 発送中止, 出荷停止, 出荷中止, 出荷しない, 送らないで",
        "未入金, 未払い, 入金待ち, 発送済, 出荷済, テスト注文, 店舗受取, 店頭受取, 住所不備",
        PreOrders);

    // With more words behind them, these say other things, such as "Refunded the shipping", "Do not send an invoice" and "Do not deliver
    // before ten"; so does "hold" if it is asked for: "Please hold the door".
    private static readonly HashSet<string> s_common = new(StringComparer.OrdinalIgnoreCase)
    {
        "holds", "holding", "held", "stop", "void", "fraud", "dns", "refund", "refunds", "refunded", "do not send", "don't send",
        "donotsend", "do not deliver", "don't deliver", "nicht liefern", "nicht ausliefern", "nicht senden", "nicht schicken", "ne pas livrer",
        "ne pas envoyer", "non consegnare", "non inviare", "no entregar", "no enviar", "no mandar", "não entregar", "não enviar",
        "niet leveren", "niet versturen", "nie dostarczać", "leverera inte", "teslim etmeyin", "Abholung", "en attente", "en espera", "em espera",
    };

    // In a status, and in a tag, a cell or a heading that says nothing else.
    private static readonly PhraseSet s_shipped = new(
        "shipped, dispatched, delivered, fulfilled, sent, versandt, versendet, verschickt, geliefert, zugestellt, expédié*, envoyé*, livré",
        "livrée, livrées, livrés, spedit*, consegnat*, evaso, evasa, evasi, evase, enviad*, entregad*, entregue*, verzonden, verstuurd",
        "geleverd, wysłan*, dostarczon*",
        "skickad*, skickat, levererad*, sendt, levert, leveret, lähetetty, toimitettu, gönderildi, teslim edildi, odeslán*",
        "doručen*, 発送済, 出荷済, 配達済");

    // In a status, and in a cell or a heading that says nothing else.
    private static readonly PhraseSet s_given = new(
        "cancel*, storn*, annul*, geannul*, anul*, avbr*, avbest*, kansel*, iptal*, zruš*, 取消, refund*, erstatt*, rückerstatt*",
        "rembours*, rimbors*, reembols*, terugbetaal*, terugbetal*, zwróc*, återbetal*, tilbagebet*, palaut*, hyvit*, iade, vrácen*, 返金");

    private static readonly PhraseSet s_cancelling = new(
        "cancel*, storn*, annul*, geannul*, anul*, avbr*, avbest*, kansel*, iptal*, zruš*, キャンセル, 取消");

    // In a tag, a status, or a note that says nothing else: with more words they say other things, such as "A/B test group".
    private static readonly PhraseSet s_alone = Alone(
        "test, tests, testing, test orders, order test, test purchase, test transaction, internal test, dummy order, fake, fake order",
        "pickup, pick up, picked up, pickup order, for pickup, to be picked up, will be picked up, in store pickup, instore pickup",
        "curbside pickup, will call, collect in store, collected, local delivery, hand delivery, hand delivered, delivered by hand",
        "shipped by us, ship by us, we ship, we shipped, shipped ourselves, ship ourselves, shipped by store, shipped by shop",
        "shipped by seller, shipped from store, ship from store, shipped from shop, shipped manually, manually shipped, ship manually",
        "shipped in house, self shipped, self ship, self fulfilled, fulfilled by us, fulfilled manually, manually fulfilled",
        "partially shipped, partly shipped, partially fulfilled, already mailed, already posted, label printed",
        "wait, waiting, please wait, wait for stock, waiting for stock, waiting on stock, waiting for inventory, awaiting inventory",
        "waiting for restock, awaiting restock, waiting for parts, awaiting parts, waiting for goods, awaiting goods, awaiting items",
        "wait for customer, waiting for customer, waiting on customer, awaiting customer, awaiting customer response",
        "waiting for reply, waiting for response, waiting for answer, waiting for confirmation, waiting for approval, waiting for address",
        "awaiting reply, awaiting response, awaiting answer, awaiting confirmation, awaiting approval, awaiting address, awaiting info",
        "awaiting information, waiting for info, waiting for information, waiting on payment, wait for call, awaiting call, awaiting",
        "pending approval, pending review, pending confirmation, pending stock, pending customer, pending address, pending payment",
        "pending cancellation, out of stock, oos, no stock, not in stock, sold out, oversold, stock issue, inventory issue",
        "bad address, incorrect address, invalid address, incomplete address, missing address, undeliverable address, undeliverable",
        "address issue, address issues, address problem, address error, address wrong, address invalid, address incorrect",
        "address incomplete, address missing, address check, check address, verify address, confirm address, validate address",
        "address verification, address not verified, unverified address, address change, change address, update address",
        "address change requested",
        "duplicate, duplicates, duplicated, duplicate orders, possible duplicate, dupe, double order, ordered twice",
        "dispute, disputed, disputes, in dispute, open dispute, payment dispute, paypal dispute, chargebacks",
        "high risk, highrisk, risk high, very high risk, high fraud risk, suspicious, suspicious order, scam, unauthorized, unauthorised",
        "payment failed, failed payment, payment declined, payment issue, payment problem, payment review",
        "needs review, need review, under review, in review, manual review, to review, please review, review order, review needed",
        "review required, do not process, don't process, not ready, not to ship, do not fill, problem order, order problem",
        "delay, delayed, delay shipping, delay shipment, delay order, postpone, postponed, pause, paused, on pause, ship on hold",
        "return, returns, return to sender, returned to sender, rts, return requested, return request, rma",
        "testen, Test Bestellungen, warten, wartet, bitte warten, abwarten, noch warten, wartet auf Ware, warten auf Ware",
        "wartet auf Lager",
        "wartet auf Zahlung, warten auf Zahlung, wartet auf Kunde, wartet auf Kunden, warten auf Kunde, warten auf Kunden",
        "wartet auf Rückmeldung, warten auf Rückmeldung, wartet auf Antwort, warten auf Antwort, nicht lieferbar, nicht auf Lager",
        "nicht vorrätig, ausverkauft, doppelt, doppelte Bestellung, Doppelbestellung, doppelt bestellt, Duplikat, Adresse prüfen",
        "Adresse falsch, Adresse klären, Adresse unvollständig, Adresse ungültig, Adresse fehlt, Adressprüfung, Adressfehler",
        "Adressänderung, Adresse ändern, ungültige Adresse, unvollständige Adresse, fehlende Adresse, klären, Klärung, in Klärung",
        "Rückfrage",
        "prüfen, bitte prüfen, in Prüfung, manuelle Prüfung, Zahlung prüfen, Betrugsverdacht, Betrugsprüfung, hohes Risiko, Risiko hoch",
        "verzögert, Verzögerung, Lieferverzögerung, verschoben, zurückgestellt, später versenden, später liefern, Retoure, retourniert",
        "Rücksendung, zurückgeschickt, Annahme verweigert, unzustellbar, abgeholt, abholen, wird abgeholt, holt ab, selbst versendet",
        "selbst verschickt, von uns versendet, von uns verschickt, manuell versendet, manuell verschickt, Zahlungskonflikt, Konflikt",
        "attendre, à attendre, attente, en attente de stock, rupture, rupture de stock, en rupture, en rupture de stock, pas en stock",
        "hors stock, épuisé, adresse incorrecte, adresse invalide, adresse incomplète, adresse erronée, adresse fausse",
        "adresse à vérifier, vérifier adresse, vérifier l'adresse, à vérifier, doublon, en double, commande en double, litige, en litige",
        "risque élevé, haut risque, retard, retardé, retardée, en retard, reporté, reportée, retour, retourné, retournée",
        "retour expéditeur",
        "retrait, expédié par nous, envoyé par nous",
        "prova, attendere, in attesa, in attesa di pagamento, in attesa di stock, in attesa di merce, esaurito, non disponibile",
        "indirizzo incompleto, indirizzo non valido, verificare indirizzo, verifica indirizzo, da verificare, doppio ordine, ordine doppio",
        "duplicato, contestazione, contestato, disputa, alto rischio, rischio alto, ritardo, ritardato, in ritardo, rimandato, posticipato",
        "reso, ritiro, da ritirare, ritirato, spedito da noi",
        "prueba, pruebas, esperar, esperando, esperando stock, sin stock, sin existencias, agotado, fuera de stock, dirección incompleta",
        "dirección inválida, dirección no válida, verificar dirección, revisar dirección, comprobar dirección, confirmar dirección",
        "por verificar, duplicado, duplicada, pedido duplicado, en disputa, alto riesgo, riesgo alto, contracargo, retraso, retrasado",
        "aplazado, pospuesto, devuelto, devolución, recogida, recoger, enviado por nosotros",
        "teste, testes, aguardar, aguardando, aguardando estoque, aguardando pagamento, sem estoque, sem stock, esgotado",
        "endereço incompleto, endereço inválido, verificar endereço, confirmar endereço, verificar morada, morada errada",
        "morada incompleta",
        "pedido duplicado, encomenda duplicada, alto risco, risco alto, contestação, atraso, atrasado, adiado, devolvido, devolução",
        "levantamento, retirada, enviado por nós",
        "wachten, wacht, even wachten, wachten op voorraad, wacht op voorraad, wachten op betaling, wacht op betaling, niet op voorraad",
        "uitverkocht, adres controleren, controleer adres, adres onjuist, onjuist adres, adres onvolledig, onvolledig adres",
        "ongeldig adres",
        "dubbele bestelling, dubbel besteld, duplicaat, geschil, hoog risico, vertraagd, vertraging, uitgesteld, retour",
        "geretourneerd, afhalen, afgehaald, zelf verzonden, door ons verzonden",
        "testowe, testowy, czekać, czeka, czekamy, oczekuje, oczekuje na płatność, oczekuje na towar, brak towaru, brak na stanie",
        "brak w magazynie, wyprzedane, zły adres, niepoprawny adres, nieprawidłowy adres, niepełny adres, sprawdź adres, sprawdzić adres",
        "weryfikacja adresu, do weryfikacji, duplikat, zdublowane, podwójne zamówienie, spór, wysokie ryzyko, opóźnione, opóźniony",
        "opóźnienie, zwrot, odbiór, do odbioru, wysłane przez nas",
        "vänta, väntar, avvakta, avvaktar, väntar på lager, väntar på betalning, väntar på kund, slut i lager, ej i lager, slutsåld",
        "felaktig adress, ofullständig adress, kontrollera adress, kolla adress, dubblett, dubbelorder, dubbel order, tvist, hög risk",
        "försenad, försening, uppskjuten, retur, returnerad, avhämtning, upphämtning, hämtas, skickad av oss",
        "deneme, bekle, bekliyor, bekleyin, stok bekleniyor, ödeme bekleniyor, stokta yok, stok yok, tükendi, hatalı adres, adres hatalı",
        "eksik adres, adres eksik, geçersiz adres, adres kontrol, mükerrer, mükerrer sipariş, çift sipariş, yüksek risk, gecikme, gecikti",
        "ertelendi, iade, elden teslim, mağazadan teslim",
        "テスト, 待ち, 在庫切れ, 欠品, 在庫待ち, 住所確認, 住所不明, 住所間違い, 住所エラー, 住所誤り, 要確認, 確認中, 確認待ち, 重複, 重複注文, 二重注文",
        "不正, 不正注文, チャージバック, 高リスク, ハイリスク, 遅延, 延期, 返品, 引き取り, 引取, 来店受取, 自社発送済み",
        "اختبار, قيد الانتظار, انتظار, مكرر, ملغي, ملغى, تم الإلغاء, تم الشحن, لا ترسل, لا تشحن, عنوان خاطئ, غير مدفوع, نفد المخزون");

    // In a status only: elsewhere these are ordinary words.
    private static readonly PhraseSet s_ofStatus = new(
        "part*, teil*, partiel*, parzial*, parcial*, gedeelt*, deels, częściow*, delvis*, osittain*, osin, kısmen, kısmi, částečn*",
        "一部, 部分, 返品, peru*, devol*, devuel*, reso, zwrot*, return*, retour*, void*, complete, completed, abgeschlossen, erledigt, terminé*",
        "completat*, completad*, concluíd*, afgerond, voltooid, zrealiz*, zakończ*, slutför*, fullfør*, gennemfør*, valmis",
        "tamamland*, dokončen*",
        "完了, no, not, nicht, kein*, nein, non, pas, niet, geen, nie, ei, nej, ikke, inte, hayır, değil, 未, いいえ, 不要, fail*, declin*",
        "reject*",
        "denied, overdue, expired, disput*, abgelehnt, fehlgeschlagen");

    // In a column of risks or frauds, whose other words are such as low and medium.
    private static readonly PhraseSet s_risky = new(
        "high, high risk, risk high, highest, very high, elevated, severe, critical, extreme, cancel, investigate, decline, declined",
        "reject",
        "rejected, review, fraud, fraudulent, suspected fraud, suspected, suspicious, risky, yes, y, ja, oui, sì, si, sim, tak, evet, はい",
        "hoch, hohes Risiko, sehr hoch, kritisch, élevé, élevée, haut, alto, alta, elevato, elevado",
        "hoog, wysokie, wysoki, hög, högt, yüksek, 高, 高い, 危険");

    private static readonly PhraseSet[] s_ofStatuses = [s_stop, s_alone, s_shipped, s_given, s_ofStatus];

    private static readonly Regex s_status = new(
        @"status\b|\bstatut\b|\bdurumu?\b|ステータス|状態|状況", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    // What stands beside the word in a heading.
    private static readonly HashSet<string> s_besides = new(
        ("at on am an le la el il op den dnia the is of de du der die das da di date datum data fecha dato tarih tarihi time zeit order "
            + "orders bestellung auftrag commande ordine pedido encomenda zamowienie bestelling siparis item items line lines artikel "
            + "position article total").Split(' '),
        StringComparer.Ordinal);

    private static readonly HashSet<string> s_release = new(
        ("release,released,ship,send,fulfill,fulfil,dispatch,approve,approved,ok,ok to ship,okay to ship,ready,ready to ship,can ship,"
            + "freigabe,freigeben,freigegeben,versenden,liefern,expedier,envoyer,liberer,spedire,inviare,enviar,liberar,verzenden,"
            + "vrijgeven,wyslij,zwolnij,skicka,gonder").Split(','),
        StringComparer.Ordinal);

    private static readonly HashSet<string> s_units = new(
        ("qty quantity units unit pieces pcs count number amount menge anzahl stuck betrag quantite nombre montant quantita numero importo "
            + "cantidad importe quantidade valor aantal bedrag ilosc kwota antal belopp adet miktar tutar").Split(' '),
        StringComparer.Ordinal);

    private static readonly Regex s_unspacedUnits = new("(済)?(数量|個数|数|金額|額)$", RegexOptions.CultureInvariant);

    private static readonly Regex s_breaks = new(
        @"\s[-\u2013\u2014]\s|[^\w\s'’‘ʼ`\u00AD\u2010-\u2015\u2212-]+|[\r\n]+", RegexOptions.CultureInvariant);

    private static readonly Regex s_tags = new("[,;|\r\n、，；]+", RegexOptions.CultureInvariant);

    // Tags of apps that look for frauds, and of holds that are over.
    private static readonly Regex s_cleared = new(
        "^(?:(?:no|not|non|low|free|without|kein|keine|ohne|sans|sin|sem|senza|geen|zonder|bez|utan)(?: [a-z]+)? ~(?: risk| risiko)?"
            + "|~(?: (?:risk|check|screen|screening|score|review|flag))*"
            + " (?:ok|okay|passed|pass|cleared|clear|approved|checked|released|lifted|removed|resolved|low|none|negative|over))$",
        RegexOptions.CultureInvariant);

    private static readonly Regex s_polite = new("^(please|pls|plz|kindly|bitte) ", RegexOptions.CultureInvariant);

    /// <summary>Returns the phrase by which a list of tags, or any part of a note, says so; null if none does.</summary>
    public static string? In(string text) =>
        s_tags.Split(text).Select(InPart).FirstOrDefault(phrase => phrase is not null);

    /// <summary>Returns the phrase by which a shipping method says that the goods are not there yet; null if none does.</summary>
    public static string? PreOrderIn(string method) => s_preOrder.FirstIn(method);

    /// <summary>Whether a text says so and nothing else.</summary>
    public static bool IsWhole(string text) => s_stop.IsWhole(text) || s_shipped.IsWhole(text) || s_given.IsWhole(text);

    /// <summary>Whether a status may say so, or that the order was shipped already.</summary>
    public static bool InStatus(string text) =>
        Array.Exists(s_ofStatuses, phrases => phrases.FirstIn(text) is not null);

    /// <summary>Whether a cell of a column of risks or frauds says that there is a great one.</summary>
    public static bool IsRisk(string text) =>
        s_risky.IsWhole(text) || StatusWords.BooleanOf(text) == true;

    /// <summary>Whether a column has statuses, by its heading.</summary>
    public static bool IsStatusHeading(string name) => s_status.IsMatch(PhraseSet.WordsOf(name));

    /// <summary>Whether a column says so of orders where its cells are not off, by its heading.</summary>
    public static bool IsHeading(string name) =>
        Headings(name, s_besides.Contains).Any(IsWhole) && !IsStatusHeading(name);

    /// <summary>Whether a column says of orders that they are, or are to be, cancelled, by its heading.</summary>
    public static bool IsHeadingOfCancelling(string name) =>
        Headings(name, word => s_besides.Contains(word) || word is "to" or "is" or "should" or "stop").Any(s_cancelling.IsWhole)
            || string.Equals(name.Trim(), "Stop", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a column says that orders are to be shipped, unless a cell says no.</summary>
    public static bool IsHeadingOfRelease(string name) => Headings(name, s_besides.Contains).Any(s_release.Contains);

    /// <summary>Whether a column says how many units, or how much money, are not to be shipped or were given back.</summary>
    public static bool IsHeadingOfUnits(string name) => s_unspacedUnits.IsMatch(name)
        ? IsWhole(s_unspacedUnits.Replace(name, ""))
        : Headings(name, word => s_units.Contains(word) || s_besides.Contains(word)).Any(IsWhole)
            && Headings(name, _ => false).Any(words => words.Split(' ').Any(s_units.Contains));

    /// <summary>Returns the phrase with which a note says so; null if it does not.</summary>
    public static string? BeginningOf(string note)
    {
        foreach (var reading in PlainLetters.ReadingsOf(note.Substring(0, Math.Min(note.Length, LongestBeginning))))
        {
            var first = s_breaks.Split(reading).Select(PhraseSet.WordsOf).FirstOrDefault(part => part.Length > 0) ?? "";
            var bare = s_polite.Replace(first, "");
            if ((s_stop.BeginningOf(bare, phrase => !s_common.Contains(phrase) && !(phrase == "hold" && bare != first))
                ?? s_alone.BeginningOf(bare, static _ => false) ?? s_shipped.BeginningOf(bare, static _ => false)) is { } phrase)
            {
                return phrase;
            }
        }

        return null;
    }

    private static string? InPart(string part) => PhraseIn(part) is { } phrase && !IsCleared(part, phrase) ? phrase : null;

    // The words stand for the phrase that was found, which may begin with a negation itself.
    private static bool IsCleared(string part, string phrase)
    {
        var (words, found) = (PhraseSet.WordsOf(part), PhraseSet.WordsOf(phrase));
        return words.Length > found.Length && words.Contains(found) && s_cleared.IsMatch(words.Replace(found, "~"));
    }

    private static string? PhraseIn(string part) => s_stop.FirstIn(part, isApart: false) ?? s_alone.FirstIn(part, isApart: false)
        ?? (s_shipped.IsWhole(part) ? s_shipped.FirstIn(part, isApart: false) : null);

    private static PhraseSet Alone(params string[] lists) => new(Array.ConvertAll(
        lists, list => string.Join(",", list.Split(',').Select(phrase => "=" + phrase.Trim()))));

    // A heading such as ShippedQty is read in both ways.
    private static IEnumerable<string> Headings(string name, Func<string, bool> isBeside) => PhraseSet.ReadingsOf(name)
        .Select(words => string.Join(" ", words.Split(' ').Where(word => !isBeside(word)))).Where(words => words.Length > 0);
}
