using System;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Imports;
using FbaOutbound.OrderFiles.Words;
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
    [InlineData("Delivery by shop", "the shop delivers it")]
    [InlineData("Bike courier", "the shop delivers it")]
    [InlineData("Own delivery", "the shop delivers it")]
    [InlineData("Courier by us", "the shop delivers it")]
    [InlineData("Lieferung mit dem Lastenrad", "the shop delivers it")]
    [InlineData("Fahrradkurier", "the shop delivers it")]
    [InlineData("Livraison à vélo", "the shop delivers it")]
    [InlineData("Kurier rowerowy", "the shop delivers it")]
    [InlineData("Hold at FedEx Location", "a pickup point")]
    [InlineData("Hold at location", "a pickup point")]
    [InlineData("FedEx Hold at Walgreens", "a pickup point")]
    [InlineData("Post office", "a pickup point")]
    [InlineData("Parcel locker", "a pickup point")]
    [InlineData("Amazon Locker", "a pickup point")]
    [InlineData("Amazon Hub Counter", "a pickup point")]
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
    [InlineData("Courier by UPS")]
    [InlineData("Bike parts freight")]
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
        const string Hidden = "The shipping methods of these orders are sent as Standard: M-00801.";
        Assert.Equal(!isShown, warning.StartsWith(Hidden, StringComparison.Ordinal));
    }

    [Fact]
    public void MethodsThatAreNotShownComeLast()
    {
        var counts = new ImportCounts();
        foreach (var outcome in SampleFileTests.Import(
            FormatRuleTests.Table(
                "Squarespace", "Order ID=1|Shipping Method=12 Sample Road", "Order ID=2|Shipping Method=Freight",
                "Order ID=3|Shipping Method=12 Sample Road"),
            FormatRuleTests.Options("Squarespace")))
        {
            counts.Add(outcome);
        }

        Assert.Equal(
            "These shipping methods are sent as Standard: 'Freight'. So are the methods of these orders, which are not shown because "
                + "they may contain a recipient's data: M-1, M-3. Use -SpeedMap to assign other speeds.",
            Assert.Single(counts.Warnings()));
    }

    // The lines are goods as far as the file says, so somebody has to look.
    [Theory]
    [InlineData("No shipping")]
    [InlineData("No shipping required")]
    [InlineData("Digital delivery")]
    [InlineData("Email delivery")]
    [InlineData("Free download")]
    [InlineData("Versand per E-Mail")]
    [InlineData("Kein Versand")]
    [InlineData("Livraison numérique")]
    [InlineData("Consegna digitale")]
    [InlineData("Sin envío")]
    [InlineData("Entrega digital")]
    [InlineData("Digitale levering")]
    [InlineData("Bez wysyłki")]
    [InlineData("Digital leverans")]
    [InlineData("Dijital teslimat")]
    [InlineData("ダウンロード")]
    public void GoodsWhoseMethodSaysThatNothingIsShippedNeedAPerson(string method)
    {
        Assert.NotNull(MethodPhrases.NoneIn(method));
        var table = FormatRuleTests.Table("Squarespace", $"Shipping Method={method}");
        var skipped = Assert.Single(SampleFileTests.Import(table, FormatRuleTests.Options("Squarespace"))).Skipped!;
        Assert.Equal((SkipReason.QuantityUncertain, true), (skipped.SkipReason, skipped.NeedsAttention));
        Assert.StartsWith("Shipping Method in row 2 says '", skipped.Detail, StringComparison.Ordinal);

        var options = FormatRuleTests.Options("Squarespace") with { SpeedMap = new SpeedMap([new(method, "Standard")]) };
        Assert.NotNull(Assert.Single(SampleFileTests.Import(table, options)).Order);
    }

    [Theory]
    [InlineData("No shipping fee")]
    [InlineData("No shipping costs")]
    [InlineData("Kein Versandkosten")]
    [InlineData("メール便")]
    [InlineData("Email shipping updates")]
    public void AMethodThatCostsNothingIsShipped(string method) => Assert.Null(MethodPhrases.NoneIn(method));

    [Fact]
    public void AnOrderWithoutGoodsIsNotShippableWhateverItsMethod()
    {
        var table = FormatRuleTests.Table("Squarespace", "Shipping Method=Digital delivery|Lineitem requires shipping=false");
        var skipped = Assert.Single(SampleFileTests.Import(table, FormatRuleTests.Options("Squarespace"))).Skipped!;
        Assert.Equal((SkipReason.NotShippable, false), (skipped.SkipReason, skipped.NeedsAttention));
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
    [InlineData("Vor 12 Uhr")]
    [InlineData("Zustellung bis 10:30 Uhr")]
    [InlineData("Saturday Delivery")]
    [InlineData("Samstagszustellung")]
    [InlineData("Livraison le samedi")]
    [InlineData("Consegna di sabato")]
    [InlineData("Entrega en sábado")]
    [InlineData("Zaterdaglevering")]
    [InlineData("Dostawa w sobotę")]
    [InlineData("Lördagsleverans")]
    [InlineData("Cumartesi teslimat")]
    [InlineData("土曜配達")]
    [InlineData("Scheduled delivery Dec 24")]
    [InlineData("Arrives by 24 December")]
    [InlineData("Delivery on 24.12.")]
    [InlineData("Before 10am")]
    [InlineData("Before 10:30")]
    [InlineData("By 9 a.m.")]
    [InlineData("Avant 13h")]
    [InlineData("Voor 12.00 uur")]
    [InlineData("Evening delivery")]
    [InlineData("Wunschtermin")]
    [InlineData("時間指定便")]
    public void AMethodThatNamesASpeedNeedsAnEntryInTheSpeedMap(string method)
    {
        Assert.Null(SpeedMap.None.Of(method, OrderFormats.Find("Squarespace"), out var fault, out _));
        Assert.Contains("names a speed or a time", fault, StringComparison.Ordinal);
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
    [InlineData("Delivery by 5 business days")]
    [InlineData("Livraison avant 5 jours")]
    [InlineData("Lieferung bis 31,5 kg")]
    [InlineData("Dostawa do 5 dni")]
    [InlineData("Ships in March 5-7 days")]
    [InlineData("Votre colis sera livré")]
    [InlineData("Colissimo Midi-Pyrénées")]
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
