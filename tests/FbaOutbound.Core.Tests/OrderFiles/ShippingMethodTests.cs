using System;
using FbaOutbound.OrderFiles;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Which shipping methods are none that Amazon can do, and which words of them are shown.</summary>
public sealed class ShippingMethodTests
{
    [Theory]
    [InlineData("Collection in person")]
    [InlineData("Collection")]
    [InlineData("Free collection")]
    [InlineData("Store Collection")]
    [InlineData("Customer collects")]
    [InlineData("Curbside")]
    [InlineData("BOPIS")]
    [InlineData("Will call")]
    [InlineData("local_pickup:12")]
    [InlineData("LocalPickup")]
    [InlineData("Click&Collect")]
    [InlineData("Click+Collect")]
    [InlineData("Click + Collect")]
    [InlineData("Click\u00AD&Collect")]
    [InlineData("Pick\u200Bup")]
    [InlineData("Free\u200BPickup")]
    [InlineData("店舗Pickup無料")]
    [InlineData("Abholservice")]
    [InlineData("Filiale Berlin")]
    [InlineData("Filialabholung")]
    [InlineData("Abholung vor Ort")]
    [InlineData("Enlèvement sur place")]
    [InlineData("ENLEVEMENT SUR PLACE")]
    [InlineData("Ritiro in negozio")]
    [InlineData("Retiro en tienda")]
    [InlineData("Levantamento em loja")]
    [InlineData("Lokaal afhalen")]
    [InlineData("Odbiór osobisty")]
    [InlineData("Odbior w sklepie")]
    [InlineData("Hämta i butik")]
    [InlineData("Mağazadan teslim alma")]
    [InlineData("店舗受け取り")]
    [InlineData("受取")]
    [InlineData("ローカルピックアップ")]
    public void ACollectedOrderIsNotSent(string method) => Assert.Equal("", MethodPhrases.PickupIn(method)?.Meaning);

    [Theory]
    [InlineData("Local delivery", "the shop delivers it")]
    [InlineData("Lokale Lieferung", "the shop delivers it")]
    [InlineData("Livraison locale (gratuite)", "the shop delivers it")]
    [InlineData("自社配送", "the shop delivers it")]
    [InlineData("UPS Access Point", "a pickup point")]
    [InlineData("Royal Mail Collect+", "a pickup point")]
    [InlineData("Hermes ParcelShop", "a pickup point")]
    [InlineData("DHL Packstation", "a pickup point")]
    [InlineData("DHL Filiale", "a pickup point")]
    [InlineData("Utlaemningsstaelle", "a pickup point")]
    [InlineData("Mondial Relay", "a pickup point")]
    [InlineData("Point Relais®", "a pickup point")]
    [InlineData("InPost Paczkomat 24/7", "a pickup point")]
    [InlineData("PUDO", "a pickup point")]
    [InlineData("コンビニ受取", "a pickup point")]
    public void WhatTheShopDeliversAndWhatACarrierKeepsIsToldApart(string method, string meaning) =>
        Assert.Contains(meaning, MethodPhrases.PickupIn(method)?.Meaning, StringComparison.Ordinal);

    [Theory]
    [InlineData("Express Collection Service")]
    [InlineData("Pickering Courier")]
    [InlineData("Footlockers Standard")]
    [InlineData("Priority Mail")]
    [InlineData("Hermes Versand")]
    [InlineData("Colissimo Domicile")]
    [InlineData("Kurier")]
    [InlineData("宅配便")]
    [InlineData("International")]
    [InlineData("Zustellung an die Haustür")]
    [InlineData("Personalised Collections Standard")]
    public void OtherMethodsAreSent(string method) => Assert.Null(MethodPhrases.PickupIn(method));

    [Theory]
    [InlineData("Local pickup", "local PICKUP", true)]
    [InlineData("UPS Access Point", "ups access point", true)]
    [InlineData("Point Relais Libe\u0301ration", "point relais libération", true)]
    [InlineData("Local pickup", "*", false)]
    [InlineData("Local pickup", "Local*", false)]
    public void AMethodThatTheSpeedMapNamesInFullIsSent(string method, string entry, bool isSent)
    {
        var options = FormatRuleTests.Options("Squarespace") with { SpeedMap = new SpeedMap([new(entry, "Standard")]) };
        var outcome = Assert.Single(SampleFileTests.Import(FormatRuleTests.Table("Squarespace", $"Shipping Method={method}"), options));
        Assert.Equal(isSent, outcome.Order is not null);
        Assert.Equal(isSent ? null : SkipReason.LocalPickup, outcome.Skipped?.SkipReason);
    }

    [Theory]
    [InlineData("Freight", true)]
    [InlineData("Royal Mail Tracked 48", true)]
    [InlineData("First Class", true)]
    [InlineData("Kurjer", true)]
    [InlineData("ada@mail.example", false)]
    [InlineData("12 Sample Road", false)]
    [InlineData("+1 206 555 0101", false)]
    [InlineData("Ada Invented", false)]
    [InlineData("Invented", false)]
    [InlineData("For Ada Invented by post", false)]
    public void TheWordsOfAMethodAreShownUnlessTheyCanBeOfTheRecipient(string method, bool isShown)
    {
        var outcome = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("Squarespace", $"Shipping Method={method}"), FormatRuleTests.Options("Squarespace")));
        var counts = new ImportCounts();
        counts.Add(outcome);
        var warning = Assert.Single(counts.Warnings());
        Assert.Equal(isShown, warning.Contains($"'{method}'", StringComparison.Ordinal));
        Assert.Equal(!isShown, warning.Contains("the one of M-00801", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Next Working Day")]
    [InlineData("Royal Mail Special Delivery Guaranteed by 1pm")]
    [InlineData("Royal Mail Tracked 24")]
    [InlineData("Xpresspost")]
    [InlineData("DHL Expreß")]
    [InlineData("Blitzversand")]
    [InlineData("Schneller Versand")]
    [InlineData("Eilversand")]
    [InlineData("Lieferung am nächsten Werktag")]
    [InlineData("Lieferung heute")]
    [InlineData("Naechster Tag")]
    [InlineData("NAECHSTER WERKTAG")]
    [InlineData("Ueber Nacht")]
    [InlineData("Priorisierter Versand")]
    [InlineData("Next−day")]
    [InlineData("Prioridad")]
    [InlineData("Envío con prioridad")]
    [InlineData("Envío veloz")]
    [InlineData("Entrega acelerada")]
    [InlineData("Envío de urgencia")]
    [InlineData("Próximo día hábil")]
    [InlineData("Entrega en el día")]
    [InlineData("1-2 Werktage")]
    [InlineData("Livraison lendemain")]
    [InlineData("Livraison J+1")]
    [InlineData("Livraison le jour même")]
    [InlineData("Livraison en 24 heures")]
    [InlineData("Chronopost 13h")]
    [InlineData("Envoi exprès")]
    [InlineData("Spedizione espressa")]
    [InlineData("Corriere espresso")]
    [InlineData("Consegna in 24 ore")]
    [InlineData("Consegna in giornata")]
    [InlineData("Envío exprés")]
    [InlineData("Día siguiente")]
    [InlineData("Di\u0301a siguiente")]
    [InlineData("ＥＸＰＲＥＳＳ")]
    [InlineData("Entrega en 24 horas")]
    [InlineData("Envio expresso")]
    [InlineData("Entrega no dia seguinte")]
    [InlineData("SEDEX 10")]
    [InlineData("Spoedlevering")]
    [InlineData("Snelle levering")]
    [InlineData("Volgende dag")]
    [InlineData("Binnen 24 uur")]
    [InlineData("Dostawa następnego dnia")]
    [InlineData("Kurier ekspresowy")]
    [InlineData("Przesyłka priorytetowa")]
    [InlineData("Dostawa w 24 godziny")]
    [InlineData("Snabb leverans")]
    [InlineData("Nästa dag")]
    [InlineData("Leverans inom 24 timmar")]
    [InlineData("Hurtig levering")]
    [InlineData("Næste hverdag")]
    [InlineData("Levering neste dag")]
    [InlineData("Pikatoimitus")]
    [InlineData("Toimitus seuraavana päivänä")]
    [InlineData("Hızlı kargo")]
    [InlineData("Ertesi gün teslimat")]
    [InlineData("Rychlé doručení")]
    [InlineData("Doručení druhý den")]
    [InlineData("当日配送")]
    [InlineData("最短翌朝お届け")]
    public void AMethodThatNamesASpeedNeedsAnEntryInTheSpeedMap(string method)
    {
        Assert.Null(SpeedMap.None.Of(method, OrderFormats.Find("Squarespace"), out var fault, out _));
        Assert.Contains("names a speed", fault, StringComparison.Ordinal);
        Assert.Equal("Priority", new SpeedMap([new(method, "Priority")]).Of(method, OrderFormats.Find("Squarespace"), out _, out _));
    }

    [Theory]
    [InlineData("Flat rate")]
    [InlineData("Royal Mail Tracked 48")]
    [InlineData("First Class")]
    [InlineData("2nd Class")]
    [InlineData("DHL Paket")]
    [InlineData("DHL Paket (2-3 Werktage)")]
    [InlineData("Versand nach Österreich")]
    [InlineData("Expédition gratuite")]
    [InlineData("Expédition")]
    [InlineData("Frais d'expédition")]
    [InlineData("Livraison à domicile 3-5 jours ouvrés")]
    [InlineData("Colissimo Domicile")]
    [InlineData("Spedizione ordinaria (3-5 giorni)")]
    [InlineData("Envío a domicilio")]
    [InlineData("Verzending binnen Nederland")]
    [InlineData("Kurier")]
    [InlineData("Poczta Polska")]
    [InlineData("Dostawa kurierem 3-4 dni robocze")]
    [InlineData("Frakt till hemmet")]
    [InlineData("Levering til døren")]
    [InlineData("Kotiinkuljetus")]
    [InlineData("Ücretsiz kargo")]
    [InlineData("Doručení na adresu")]
    [InlineData("Doprava zdarma")]
    [InlineData("宅配便")]
    [InlineData("ゆうパック")]
    [InlineData("Freight")]
    [InlineData("PAC")]
    [InlineData("International Economy 10-14 days")]
    [InlineData("Fableville to Mocktown, 5 business days")]
    public void OtherMethodsAreStandard(string method) =>
        Assert.Equal("Standard", SpeedMap.None.Of(method, OrderFormats.Find("Squarespace"), out _, out _));

    [Theory]
    [InlineData("Expre\u0301s", "Exprés")]
    [InlineData("Colis Prive\u0301 24", "colis privé*")]
    public void AnEntryOfTheSpeedMapIsComparedWithoutAccentsAndInAnyForm(string method, string entry) =>
        Assert.Equal("Priority", new SpeedMap([new(entry, "Priority")]).Of(method, OrderFormats.Find("Squarespace"), out _, out _));

    [Theory]
    [InlineData("Paiement a\u0300 la livraison", "paiement à la livraison")]
    [InlineData("Zahlung per NACHNAHME", "Nachnahme")]
    [InlineData("PayPal", null)]
    public void APaymentToTheCarrierIsKnownInAnyForm(string method, string? phrase) =>
        Assert.Equal(phrase, MethodPhrases.OnDeliveryIn(method));

    [Theory]
    [InlineData("\uD800")]
    [InlineData("é\uFFFE")]
    public void HalvesOfCharactersAreNoWords(string text) => Assert.Null(MethodPhrases.PickupIn(text));

    [Fact]
    public void AMethodThatNamesASpeedIsQuotedUnlessItCanBeOfTheRecipient()
    {
        Assert.Contains("'Rush' names a speed", Problem("Rush", "Ada Invented"), StringComparison.Ordinal);
        Assert.Contains("Shipping Method: names a speed", Problem("Rush", "Rush Invented"), StringComparison.Ordinal);

        static string Problem(string method, string name) => Assert.Single(Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("Squarespace", $"Shipping Method={method}|Shipping Name={name}"),
            FormatRuleTests.Options("Squarespace"))).Problems);
    }
}
