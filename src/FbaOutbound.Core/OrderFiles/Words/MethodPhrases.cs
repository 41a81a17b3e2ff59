using System.Text.RegularExpressions;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Words;

/// <summary>What shops call the ways by which a parcel does not come to the buyer's address, is paid there, or comes sooner.</summary>
internal static class MethodPhrases
{
    private static readonly PhraseSet s_point = new(
        "pickup point, pick up point, pickup points, collection point, collect point, access point, service point, servicepoint",
        "parcel shop, parcelshop, parcel locker, locker, lockers, pudo, collect plus, local collect, ship to shop, ship to store, shop delivery",
        "deliver to store, delivery to store, general delivery, poste restante, hold at, hold for pickup, post office, pickup station",
        "pick up station, parcel station, parcel terminal, smart locker, amazon hub, fedex onsite, fedex office, ups store, parcel point",
        "packstation, *paketshop, paketbox, paketstation, paketautomat, abholstation, abholpunkt, postfiliale, wunschfiliale, filialzustellung",
        "dhl filiale, post filiale, hermes filiale, gls filiale, dpd filiale, ups filiale",
        "relais, point relais, relais colis, mondial relay, chronorelais, point retrait, point de retrait, consigne, bureau de poste, shop2shop",
        "punto di ritiro, punti di ritiro, fermopoint, fermo deposito, fermoposta, fermo posta, punto poste, ufficio postale",
        "punto de recogida, puntos de recogida, punto de entrega, punto pack, oficina de correos, en oficina, citypaq, taquilla, consigna",
        "ponto de recolha, ponto de levantamento, ponto de retirada, ponto de entrega, ponto pickup, cacifo",
        "afhaalpunt, ophaalpunt, pakketpunt, pakketautomaat, postnl punt, servicepunt, postkantoor",
        "paczkomat, paczkomaty, paczkomatu, paczkomacie, paczkomaty inpost, =inpost, automat paczkowy, punkt odbioru, punkcie odbioru, w punkcie",
        "orlen paczka, *ombud, utlämningsställe, paketskåp, mypack collect, pakkeshop, pakkeboks, noutopiste, zásilkovna, výdejní místo",
        "teslim noktası, teslimat noktası, kargo şubesi, şubeden",
        "コンビニ受, コンビニで受, コンビニエンスストア, 営業所, 郵便局, ロッカー, 局留, PUDOステーション, 편의점, 超商");

    private static readonly PhraseSet s_pickup = new(
        "pickup, pick up, pickups, picked up, click and collect, click n collect, click collect, clic and collect, click et collect",
        "click plus collect, clic plus collect, click und collect, click e collect, click y collect, click en collect",
        "in store, instore, in person, will call, willcall, curbside, kerbside, curb side, bopis, ropis, carry out, take away, takeaway",
        "local collection, store collection, shop collection, warehouse collection, depot collection, office collection, studio collection",
        "customer collection, customer collects, customer to collect, buyer collects, buyer to collect, buyer collection, self collection",
        "self collect, personal collection, collection in person, collect in person, collection from, collection at, collected from, collect from",
        "collect at, collect locally, collect myself, collect it, cash on collection, collection by appointment, =collection, =collect, meet up",
        "*abholung, *abholer, abholen, holt ab, hole ab, *abholmarkt, abholort, vor ort, im laden, im geschäft",
        "*filiale, *filialen, filiallieferung, abholservice, abholdienst, abholshop, abholstelle, abholtermin, abholbereit",
        "retrait, retraits, enlèvement, à retirer, venir chercher, à emporter, en magasin, en boutique, sur place, =drive, en main propre",
        "ritiro, ritirare, ritira, in negozio, in sede, punto vendita, asporto, a mano",
        "recogida, recoger, recoge, recojo, retiro, retirar, retira, en tienda, en persona, para llevar, en mano",
        "retirada, retire, levantamento, levantar, recolha, recolher, na loja, em loja, em mãos",
        "afhalen, afhaling, afhaal, afgehaald, ophalen, opgehaald, in de winkel, in winkel",
        "odbiór, odbioru osobistego, w sklepie, w salonie",
        "*upphämtning, avhämtning, *hämtning, hämta, hämtas, i butik, afhentning, afhent, hent selv, hente selv, henting, i butikken, nouto",
        "mağazadan, mağazada, elden teslim, yerinde teslim, gel al, osobní odběr, osobný odber, osobně, személyes átvétel",
        "店舗受, 店頭受, 店受取, 店で受, 店舗で受, 店頭で受, 来店, 引き取り, 引取, 手渡し, ピックアップ, お持ち帰り, テイクアウト, 直接受",
        "=受取, =受け取り, 自提, 自取, 픽업, 방문수령, 방문 수령");

    private static readonly PhraseSet s_local = new(
        "local delivery, local deliveries, local courier, local drop off, hand delivery, hand delivered, personal delivery, own delivery",
        "store delivery, delivery by us, delivered by us, own driver, our driver, delivery by shop, delivery by the shop",
        "delivered by shop",
        "delivered by the shop, delivery by store, delivery by the store, delivered by store, delivered by the store, shop delivers",
        "we deliver",
        "delivery by our, delivered by our, our delivery, our own delivery, own courier, our courier, our own courier, courier by us",
        "shop courier, our own driver, own van, our van, bike courier, bicycle courier, bike messenger, bicycle messenger, bike delivery",
        "bicycle delivery, cargo bike, delivery by bike, delivered by bike, Fahrradkurier, Fahrradbote, Radkurier, Velokurier, Lastenrad",
        "Lieferung per Fahrrad, Lieferung mit dem Fahrrad, Lieferung durch das Geschäft, Lieferung durch den Laden",
        "Lieferung durch den Shop",
        "eigener Kurier, eigener Bote, eigener Lieferdienst, eigener Lieferservice, wir liefern, coursier à vélo, coursier vélo",
        "livraison à vélo, livraison vélo, livraison par la boutique, livraison par nous, notre livreur, consegna in bici",
        "corriere in bici",
        "bici corriere, consegna del negozio, consegna a nostra cura, mensajero en bici, bicimensajero, entrega en bici, reparto en bici",
        "entrega por la tienda, entrega de bicicleta, entrega pela loja, fietskoerier, eigen koerier, bezorging door de winkel",
        "bezorging door ons, kurier rowerowy, własny kurier, cykelbud, egen kurir, bisikletli kurye, kendi kuryemiz, 自転車便",
        "lokale Lieferung, lokale Zustellung, Lieferung vor Ort, eigene Lieferung, eigene Zustellung, Eigenlieferung, Eigenzustellung",
        "Selbstlieferung, eigener Fahrer, eigenem Fahrzeug, Lieferung durch uns",
        "livraison locale, livraison par nos soins, livraison par le magasin, consegna locale, entrega local, reparto propio, reparto local",
        "entrega propia, entrega própria, lokale bezorging, lokale levering, eigen bezorging, dostawa lokalna, dostawa własna, transport własny",
        "lokal leverans, egen leverans, lokal levering, paikallinen toimitus, yerel teslimat, yerel teslim",
        "自社配送, 自社便, 地域配送, 地元配送, 近隣配送, ローカル配送, ローカルデリバリー");

    // "No shipping costs" is a price.
    private static readonly PhraseSet s_none = new(
        "=no shipping, no shipping required, no shipping needed, no shipping necessary, shipping not required, =not shipped",
        "=without shipping",
        "=no delivery, no delivery required, no delivery needed, nothing to ship, does not ship, digital delivery, digital download",
        "digital product, digital products, digital goods, =digital, electronic delivery, virtual delivery, e delivery, email delivery",
        "e mail delivery, delivery by email, delivery by e mail, delivery via email, delivery via e mail, delivered by email",
        "delivered by e mail, delivered via email, =by email, =by e mail, =via email, =via e mail, =email, =e mail, =download, =downloads",
        "instant download, downloadable",
        "=kein Versand, kein Versand nötig, kein Versand erforderlich, =ohne Versand, Versand per E-Mail, Lieferung per E-Mail",
        "Zustellung per E-Mail, =per E-Mail, digitale Lieferung, digitaler Versand, digitale Zustellung, Sofortdownload, Sofort-Download",
        "elektronischer Versand, elektronische Lieferung, =pas de livraison, =aucune livraison, =sans livraison, =sans expédition",
        "livraison numérique, livraison par e-mail, livraison par email, envoi par e-mail, envoi par email, =par e-mail, =par email",
        "livraison électronique, livraison dématérialisée, =téléchargement, =nessuna spedizione, =senza spedizione",
        "spedizione non necessaria, spedizione non richiesta, consegna digitale, consegna elettronica, consegna via email",
        "consegna via e-mail, consegna per email, invio per email, invio via email, =sin envío, envío no requerido, no requiere envío",
        "entrega digital, envío digital, envío electrónico, entrega electrónica, envío por email, envío por correo electrónico",
        "entrega por correo electrónico, =por correo electrónico, =por email, =descarga, descarga digital, =sem envio, envio digital",
        "envio por e-mail, entrega por e-mail, =por e-mail, =geen verzending, =zonder verzending, geen verzending nodig, digitale levering",
        "digitale verzending, levering per e-mail, verzending per e-mail, =bez wysyłki, =brak wysyłki, dostawa elektroniczna",
        "wysyłka elektroniczna, wysyłka e-mail, dostawa e-mail, =na e-mail, digital leverans, leverans via e-post, =via e-post",
        "=per e-post",
        "=nedladdning, dijital teslimat, e-posta ile, =kargo yok, 配送なし, 配送不要, 発送なし, 発送不要, ダウンロード, デジタル配信, メール配信",
        "メール送付, 電子配信, デジタルコンテンツ");

    private static readonly PhraseSet s_onDelivery = new(
        "cod, cash on delivery, payment on delivery, pay on delivery, collect on delivery, cash on pickup, cash on pick up, cash on collection",
        "Nachnahme, Barzahlung bei Lieferung, Zahlung bei Lieferung, Bezahlung bei Lieferung, bar bei Lieferung, bei Abholung",
        "contre remboursement, paiement à la livraison, contrassegno, pagamento alla consegna",
        "contra reembolso, contrareembolso, pago contra entrega, contra entrega, contraentrega, pago a la entrega, pagamento na entrega",
        "à cobrança, rembours, onder rembours, betaling bij levering, betalen bij levering, betalen bij aflevering, betaling bij aflevering",
        "za pobraniem, pobranie, przy odbiorze, postförskott, efterkrav, oppkrav, postiennakko, kapıda ödeme, kapıda nakit, dobírka, dobierka",
        "utánvét, ramburs, αντικαταβολή, الدفع عند الاستلام, الدفع عند التسليم, 代金引換, 代引, 货到付款, 貨到付款");

    private static readonly PhraseSet s_speed = new(
        "*express*, xpress*, expres*, ekspres*, espress*, exprés, exprès, expedited, expedite, next working day, next business day",
        "tomorrow, today, over night, overnight*, quick, quickest, rapid*, speedy, high speed, faster, fastest, special delivery",
        "guaranteed, by noon, before noon, tracked 24, royal mail 24, emergency, immediate*, lightning, blitz*, sofort*, schnell*",
        "eil, eilig*, eilt*, eilsendung, eilversand, eilzustellung, eillieferung, eilpaket, nächster Tag, nächsten Tag",
        "nächster Werktag, nächsten Werktag, am Folgetag, Folgetag, heute, morgen, taggleich, tagesgleich, selber Tag, selben Tag",
        "gleichen Tag, über Nacht, prio, prioritär*, dringend*, rapide*, urgent*, lendemain, jour suivant, jour ouvré suivant",
        "même jour, jour même, aujourd'hui, demain, prioritaire*, chrono*, j+1, j+2, veloce, veloci, celere, giorno successivo",
        "giorno dopo, giorno seguente, stesso giorno, in giornata, domani, oggi, priorit*, immediat*, rápid*, día siguiente",
        "siguiente día, día hábil siguiente, siguiente día hábil, próximo día, mismo día, mañana, hoy, inmediat*, dia seguinte",
        "dia útil seguinte, próximo dia, mesmo dia, amanhã, hoje, imediat*, sedex*, spoed*, snel, snelle, sneller, snelste, snelpost",
        "snelkoerier, snellevering, snelverzending, volgende dag, volgende werkdag, dezelfde dag, zelfde dag, vandaag, prioriteit*",
        "szybk*, pilne, pilna, pilny, priorytet*, następnego dnia, następny dzień, kolejnego dnia, kolejny dzień, tego samego dnia",
        "jutro, dzisiaj, dziś, błyskawiczn*, natychmiast*, snabb*, nästa dag, nästa vardag, nästa arbetsdag, samma dag, i morgon",
        "imorgon, i dag, idag, ilpaket, brådskande, hurtig*, næste dag, næste hverdag, næste arbejdsdag, neste dag, neste virkedag",
        "neste hverdag, neste arbeidsdag, samme dag, i morgen, dag til dag, dag-til-dag, over natten, over natta, haste, haster",
        "hastelevering, hasteforsendelse, rask, raske, raskt, lynrask, pika*, nopea*, nopeat, seuraavana päivänä, seuraava päivä",
        "seuraavaksi päiväksi, seuraavana arkipäivänä, samana päivänä, saman päivän, huomenna, tänään, kiire*, hızlı*, acil, acele",
        "ertesi gün, ertesi iş günü, aynı gün, yarın, bugün, öncelikli, süratli, rychl*, spěšn*, následující den",
        "následující pracovní den, druhý den, příští den, další den, další pracovní den, zítra, dnes, prioritn*, 翌日, 翌朝, 翌々日, 速達, お急ぎ",
        "priorid*, prioris*, veloz, veloces, aceler*, urgenc*, urgenz*, en el día, día hábil próximo",
        "急ぎ便, 至急, 特急, 当日, 即日, 本日, 最短, 最速, 超速, スピード便, エクスプレス, プライオリティ");

    private static readonly PhraseSet s_time = new(
        "saturday*, sunday*, monday, tuesday, wednesday, thursday, friday, weekend*, scheduled, named day, nominated day, preferred day",
        "preferred date, chosen date, delivery date, timed, time slot, timeslot, time window, morning, noon, midday, evening*, am delivery",
        "Samstag*, Sonnabend*, Sonntag*, Montag, Dienstag*, Mittwoch*, Donnerstag*, Freitag*, Wochenende*, Wunschtermin*, Wunschtag*",
        "Wunschzeit*, Wunschdatum, Termin, Terminlieferung, Terminzustellung, Terminversand, Fixtermin, Liefertermin, Zeitfenster*",
        "Abendlieferung, Abendzustellung, abends, vormittags, vormittag, mittags, nachmittags",
        "samedi, dimanche, lundi, mardi, mercredi, jeudi, vendredi, rendez-vous, date choisie, créneau*, matin, avant midi, soirée",
        "sabato, domenica, lunedì, martedì, mercoledì, giovedì, venerdì, appuntamento, data concordata, fascia oraria, mattina",
        "mezzogiorno",
        "sábado*, domingo*, lunes, martes, miércoles, jueves, viernes, programada, programado, franja horaria, mediodía, fecha elegida",
        "segunda-feira, terça-feira, quarta-feira, quinta-feira, sexta-feira, agendada, agendado, hora marcada, meio-dia",
        "zaterdag*, zondag*, maandag*, dinsdag*, woensdag*, donderdag*, vrijdag*, afspraak, avondlevering*, avondbezorging, ochtend",
        "tijdvak", "sobota, sobotę, niedziela, niedzielę, poniedziałek, wtorek, środa, środę, czwartek, piątek, na termin, wieczorem",
        "lördag*, söndag*, måndag*, tisdag*, onsdag*, torsdag*, fredag*, kvällsleverans, på kvällen, cumartesi, pazar, pazartesi, akşam",
        "randevulu, 土曜, 日曜, 月曜, 火曜, 水曜, 木曜, 金曜, 日時指定, 時間指定, 日付指定, 日にち指定, 時間帯指定, 午前, 午後, 夜間");

    private const string Month = SpreadsheetDamage.Months;

    // By or before an hour of the day, or on a day: "before 5 days" and "in March 5-7 days" are none.
    private static readonly Regex s_hour = new(
        @"\b([01]?[0-9]|2[0-4])( [0-5][0-9])? ?(am|pm|a m|p m|noon|uhr|uur|o ?clock)\b"
            + @"|\b(before|by|until|avant|vor|voor|entro le|entro las|antes de las|antes das|przed|fore|innan)"
            + @" ([01]?[0-9]|2[0-4])( [0-5][0-9]| ?h([0-5][0-9])?)\b"
            + $@"|\b({Month}) [0-3]?[0-9](st|nd|rd|th)?\b(?! ([0-9]|to|bis|days?|business|working))"
            + $@"|\b[0-3]?[0-9](st|nd|rd|th)? (of )?({Month})\b"
            + @"|(?<![0-9] )\b(on|am|le|el|il|op|den) [0-3]?[0-9] [01]?[0-9]\b|[0-9]月[0-9]|[0-9]時",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase);

    // One or two days, and hours; three days are told in English and German only, because plain methods take them, too.
    private static readonly Regex s_short = new(
        @"\b(12|24|36|48) ?(h|hrs?|hours?|stunden|std|heures?|or[ae]|horas?|uur|godzin[ay]?|tim(er|mar)?|tuntia|tunnin|tunnissa"
            + @"|saat(te|lik)?|hodin|時間)\b"
            + @"|\b(1|2|one|two|ein|zwei|un|une|deux|uno|una|due|dos|um|uma|dois|een|twee|jeden|dwa|en|ett|to|tva|yksi|kaksi|bir|iki|dva)"
            + @" (working |werk|arbeits|arbeids|arbejds|arbets|var|hver|virke|arki|is )?"
            + @"(days?|tag(en?)?|jours?|dias?|giorn[oi]|dag(en|er|e|ar)?|dzien|dni|paiva(a|ssa|n)?|gun(de)?|den|dny)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Whether a shipping method promises a speed, or a day or a time.</summary>
    public static bool NamesSpeed(string method) => s_speed.FirstIn(method) is not null || s_time.FirstIn(method) is not null
        || (PhraseSet.WordsOf(method) is var words && (s_short.IsMatch(words) || s_hour.IsMatch(words)));

    /// <summary>Returns the phrase by which a shipping method says that nothing is shipped; null if none does.</summary>
    public static string? NoneIn(string method) => s_none.FirstIn(method);

    /// <summary>Returns the phrase by which a shipping method is none that Amazon can do, and what it means.</summary>
    public static (string Phrase, string Meaning)? PickupIn(string method) =>
        s_point.FirstIn(method) is { } point ? (point, ", a pickup point, to which Amazon does not deliver")
            : s_local.FirstIn(method) is { } local ? (local, ", so the shop delivers it")
            : s_pickup.FirstIn(method) is { } pickup ? (pickup, "")
            : null;

    /// <summary>Returns the phrase by which a payment method is paid to the carrier.</summary>
    public static string? OnDeliveryIn(string method) => s_onDelivery.FirstIn(method);
}
