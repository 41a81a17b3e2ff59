using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Texts;

namespace FbaOutbound.Rows;

/// <summary>
/// What people call columns with parts of an address that no column of the module is for, in the languages of Amazon's marketplaces.
/// </summary>
internal static class AddressPartNames
{
    private static readonly HashSet<string> s_houseNumber = SetOf(
        "house number, house no, house nr, house num, street number, street no, street nr, building number, building no, civic number",
        "Hausnummer, Hausnr, Haus Nr, Haus Nummer, Hnr, Straßennummer, numéro de rue, n de rue, n° de rue, no de rue",
        "numéro de voie, n de voie",
        "numéro de maison, numero civico, civico, n civico, numero di casa, número de casa, núm casa, número de calle, número de portal",
        "número da porta, número da casa, nº da porta, huisnummer, huisnr, huis nr, numer domu, nr domu, numer budynku, nr budynku",
        "husnummer, husnr, gatunummer, kapı no, kapı numarası, dış kapı no, bina no, bina numarası, 番地, 丁目番地, 番地号");

    private static readonly HashSet<string> s_other = SetOf(
        "company, company name, business name, organization, organisation, room, room number, apartment number, apartment no, apt number",
        "floor number, house name, building name, address supplement, address addition, address suffix, address complement, care of",
        "attention, attn",
        "Zusatz, Adresszusätze, Adress Zusatz, Adressergänzung, Firma, Firmenname, Unternehmen, Etage, Stockwerk, Wohnung, Wohnungsnummer",
        "Wohnungsnr, Gebäude, Hinterhaus, Treppenhaus, zu Händen, z Hd",
        "complément, complément d'adresse, complément adresse, étage, appartement, appt, n appartement, bâtiment, escalier",
        "résidence, lieu dit",
        "société, entreprise, raison sociale, nom de l'entreprise",
        "interno, piano, scala, appartamento, edificio, palazzina, azienda, società, ragione sociale, complemento indirizzo, presso",
        "piso, puerta, planta, escalera, apartamento, bloque, empresa, compañía, razón social, complemento, complemento de dirección",
        "andar, bloco, fração, porta, edifício, nome da empresa, complemento de morada, complemento do endereço",
        "toevoeging, huisnummertoevoeging, verdieping, busnummer, bedrijf, bedrijfsnaam, adrestoevoeging",
        "mieszkanie, nr mieszkania, numer mieszkania, lokal, nr lokalu, numer lokalu, piętro, klatka, nazwa firmy",
        "våning, lägenhet, lägenhetsnummer, lgh, lgh nr, företag, företagsnamn, adresstillägg, trappuppgång",
        "daire, daire no, daire numarası, iç kapı no, kat no, kat numarası, blok, apartman, apartman adı, şirket, şirket adı, firma adı",
        "建物名, 建物, ビル名, マンション名, 建物名・部屋番号, 部屋番号, 号室, 階, 階数, 会社名, 会社, 企業名, 法人名, 住所補足");

    private static readonly string[] s_before =
    [
        "SHIPPING", "SHIPTO", "SHIP", "DELIVERY", "RECIPIENT", "LIEFER", "LIVRAISON", "配送先", "お届け先", "届け先",
    ];

    /// <summary>Whether a column has house numbers.</summary>
    public static bool IsHouseNumber(string name) => Is(name, s_houseNumber);

    /// <summary>Whether a column has another part of an address, or the company.</summary>
    public static bool IsOther(string name) => Is(name, s_other);

    private static bool Is(string name, HashSet<string> names) => BareOf(name) is var bare && (names.Contains(bare)
        || Array.Exists(s_before, word => bare.StartsWith(word, StringComparison.Ordinal) && names.Contains(bare.Substring(word.Length))));

    private static HashSet<string> SetOf(params string[] names) =>
        new(names.SelectMany(list => list.Split(',')).Select(BareOf), StringComparer.Ordinal);

    private static string BareOf(string name) => Spelling.Bare(PlainLetters.Of(name));
}
