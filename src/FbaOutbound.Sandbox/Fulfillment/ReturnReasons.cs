using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>Why a customer returns something, in English and in the languages that the sandbox supports.</summary>
internal sealed class ReturnReasons
{
    private static readonly ReturnReasons[] s_all =
    [
        new("CR-UNWANTED_ITEM", "No longer needed/wanted", "Nicht mehr benötigt", "Plus nécessaire", "不要になった"),
        new(
            "AMZ-PG-BAD-DESC",
            "Different from website description",
            "Entspricht nicht der Beschreibung",
            "Différent de la description",
            "説明と異なる"),
        new("CR-DEFECTIVE", "Defective/Does not work properly", "Defekt", "Défectueux", "不良品"),
        new("CR-ORDERED_WRONG_ITEM", "Accidental order", "Versehentlich bestellt", "Commandé par erreur", "誤って注文した"),
        new("CR-FOUND_BETTER_PRICE", "Better price available", "Besserer Preis gefunden", "Meilleur prix trouvé", "より安い価格を見つけた"),
        new(
            "CR-DAMAGED_BY_FC",
            "Damaged due to inappropriate packaging",
            "Wegen ungeeigneter Verpackung beschädigt",
            "Endommagé par un emballage inadapté",
            "梱包不良による破損"),
        new("CR-MISSED_ESTIMATED_DELIVERY", "Missed estimated delivery date", "Zu spät geliefert", "Livré trop tard", "到着予定日に遅れた"),
        new(
            "CR-MISSING_PARTS",
            "Missing parts or accessories",
            "Teile oder Zubehör fehlen",
            "Pièces ou accessoires manquants",
            "部品や付属品の不足"),
        new("CR-DAMAGED_BY_CARRIER", "Damaged during shipping", "Beim Transport beschädigt", "Endommagé pendant le transport", "配送中の破損"),
        new("CR-SWITCHEROO", "Different from what was ordered", "Falscher Artikel", "Article différent de la commande", "注文と異なる商品"),
        new(
            "CR-EXTRA_ITEM",
            "Arrived in addition to what was ordered",
            "Zusätzlich zur Bestellung erhalten",
            "Reçu en plus de la commande",
            "注文していない商品が届いた"),
        new("CR-UNAUTHORIZED_PURCHASE", "Unauthorized purchase", "Nicht genehmigter Kauf", "Achat non autorisé", "承認していない購入"),
    ];

    private readonly string _german;
    private readonly string _french;
    private readonly string _japanese;

    private ReturnReasons(string code, string description, string german, string french, string japanese)
    {
        Code = code;
        Description = description;
        _german = german;
        _french = french;
        _japanese = japanese;
    }

    public static IReadOnlyList<ReturnReasons> All => s_all;

    public string Code { get; }

    public string Description { get; }

    public static bool IsKnown(string code) => s_all.Any(reason => string.Equals(reason.Code, code, StringComparison.Ordinal));

    /// <summary>The description in a language such as <c>de_DE</c>; null in a language that the sandbox does not support.</summary>
    public string? In(string language) => (language.Length >= 2 ? language.Substring(0, 2).ToLowerInvariant() : "") switch
    {
        "en" => Description,
        "de" => _german,
        "fr" => _french,
        "ja" => _japanese,
        _ => null,
    };
}
