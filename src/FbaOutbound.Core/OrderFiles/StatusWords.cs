using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.OrderFiles;

/// <summary>What the words of a status say in the languages of Amazon's marketplaces, whatever the format.</summary>
internal static class StatusWords
{
    // A spreadsheet writes true and false in its own language.
    private static readonly HashSet<string> s_true = SetOf(
        "true, wahr, vrai, verdadero, vero, verdadeiro, waar, prawda, sant, sand, sann, tosi, doğru, pravda, 真");

    private static readonly HashSet<string> s_false = SetOf(
        "false, falsch, faux, falso, onwaar, fałsz, falskt, falsk, usann, epätosi, yanlış, nepravda, 偽");

    private static readonly HashSet<string> s_no = SetOf("no, nein, non, não, nee, nie, nej, nei, ei, hayır, ne, いいえ");

    // What is not to be shipped, or not again.
    private static readonly PhraseSet s_stopped = new(
        "part*, teil*, partiel*, parzial*, parcial*, gedeelt*, deels, częściow*, delvis*, osittain*, osin, kısmen, kısmi, částečn*",
        "一部, 部分, cancel*, storn*, annul*, geannul*, anul*, avbr*, avbest*, kansel*, peru*, iptal*, zruš*, キャンセル, 取消, refund*",
        "erstatt*, rückerstatt*, gutgeschrieben, rembours*, rimbors*, reembols*, devol*, devuel*, reso, terugbetaal*, zwróc*, zwrot*",
        "återbetal*, tilbagebet*, palaut*, hyvit*, iade, vrácen*, 返金, 返品, return*, retour*, void*, shipped, dispatched, delivered",
        "fulfilled, complete, completed, sent, versandt, versendet, verschickt, geliefert, zugestellt, abgeschlossen, erledigt",
        "expédié*, livré, livrée, livrées, livrés, terminé*, spedit*, consegnat*, completat*, evas*, enviad*, entregad*, entregue*",
        "completad*, concluíd*, verzonden, geleverd, afgerond, voltooid, wysłan*, dostarcz*, zrealiz*, zakończ*, skickad*, skickat",
        "levererad*, slutför*, sendt, levert, leveret, fullfør*, gennemfør*, lähetetty, toimitettu, valmis, gönderildi, tamamland*",
        "teslim edildi, odeslán*, doručen*, dokončen*, 発送済, 出荷済, 配達済, 完了, no, not, nicht, kein*, nein, non, pas, niet, geen, nie, ei",
        "nej, ikke, inte, hayır, değil, 未, いいえ, 不要, fail*, declin*, reject*, denied, hold, on hold, unpaid, overdue, expired, disput*",
        "fraud*, abgelehnt, fehlgeschlagen, unbezahlt");

    /// <summary>Reads true and false; null where a text is neither.</summary>
    public static bool? BooleanOf(string text) => PhraseSet.WordsOf(text) is var word && s_true.Contains(word) ? true
        : s_false.Contains(word) ? false : null;

    /// <summary>Whether a text says no.</summary>
    public static bool IsNo(string text) => BooleanOf(text) == false || s_no.Contains(PhraseSet.WordsOf(text));

    /// <summary>Whether an unknown status may say that an order is not to be shipped, or was shipped already.</summary>
    public static bool MayStop(string text) => IsNo(text) || s_stopped.FirstIn(text) is not null;

    private static HashSet<string> SetOf(string words) => new(words.Split(',').Select(PhraseSet.WordsOf), StringComparer.Ordinal);
}
