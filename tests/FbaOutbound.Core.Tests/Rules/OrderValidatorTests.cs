using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.Mws;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Protocols.SpApi20260704;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using FbaOutbound.Sessions;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Rules;

public class OrderValidatorTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 14, 10, 0, 0, TimeSpan.Zero);
    private static readonly OrderContext s_us = new(Rules20200701.Protocol.Rules)
    {
        MarketplaceId = "US1", CountryCode = "US", CountryOf = id => id.Substring(0, 2), Time = new ManualTimeProvider(s_now)
    };
    private static readonly OrderContext s_japan = s_us with { MarketplaceId = "JP1", CountryCode = "JP" };
    private static readonly OrderContext s_india = s_us with { MarketplaceId = "IN1", CountryCode = "IN" };

    private static FulfillmentOrder Good => new()
    {
        SellerFulfillmentOrderId = "FBA-1",
        DisplayableOrderId = "A-1",
        DisplayableOrderDate = s_now,
        DisplayableOrderComment = "Thank you.",
        ShippingSpeedCategory = "Standard",
        Action = "Ship",
        Policy = "FillOrKill",
        DestinationAddress = Recipient,
        Items = [Item],
    };

    private static Address Recipient =>
        new() { Name = "Ada Example", AddressLine1 = "100 Invented Avenue", City = "Fableville", PostalCode = "97000", CountryCode = "US" };

    private static FulfillmentOrderItem Item => new() { SellerSku = "SKU-1", SellerFulfillmentOrderItemId = "1", Quantity = 1 };

    private static DeliveryWindow Window => new() { StartDate = "2026-05-14T03:00:00Z", EndDate = "2026-05-14T05:00:00Z" };

    private static string[] Errors(FulfillmentOrder order, OrderContext? context = null) =>
        Told(OrderValidator.Validate(order, context ?? s_us), ProblemSeverity.Error);

    private static string[] Warnings(FulfillmentOrder order, OrderContext? context = null) =>
        Told(OrderValidator.Validate(order, context ?? s_us), ProblemSeverity.Warning);

    private static string[] Told(IEnumerable<OrderProblem> problems, ProblemSeverity severity) =>
        [.. problems.Where(problem => problem.Severity == severity).Select(problem => $"{problem.Code} {problem.Member}")];

    [Fact]
    public void AGoodOrderHasNoProblem()
    {
        Assert.Empty(OrderValidator.Validate(Good, s_us));
        Assert.Empty(OrderValidator.Validate(Good, new OrderContext(Rules20200701.Protocol.Rules)));
    }

    [Fact]
    public void WhatIsRequiredIsMissedByName() => Assert.Equal(
        [
            "ItemsMissing Items", "MemberMissing DestinationAddress", "MemberMissing DisplayableOrderComment",
            "MemberMissing DisplayableOrderDate",
            "MemberMissing DisplayableOrderId", "MemberMissing ShippingSpeedCategory", "OrderIdInvalid SellerFulfillmentOrderId",
        ],
        Errors(new FulfillmentOrder()).Order());

    [Fact]
    public void AnEmptyAddressAndItemMissTheirMembers()
    {
        Assert.Equal(["AddressLine1", "City", "CountryCode", "Name", "PostalCode"],
            Errors(Good with { DestinationAddress = new() { City = " " } }).Select(error => error.Split('.')[1]).Order());
        Assert.Equal(["MemberMissing Items[0].SellerFulfillmentOrderItemId", "MemberMissing Items[0].SellerSku",
            "QuantityInvalid Items[0].Quantity"],
            Errors(Good with { Items = [new()] }).Order());
    }

    public static TheoryData<string, int> Lengths => new()
    {
        { "SellerFulfillmentOrderId", 40 }, { "DisplayableOrderId", 40 }, { "DisplayableOrderComment", 750 },
        { "NotificationEmails[0]", 64 },
        { "Items[0].SellerSku", 50 }, { "Items[0].SellerFulfillmentOrderItemId", 50 }, { "Items[0].GiftMessage", 512 },
        { "Items[0].DisplayableComment", 250 },
        { "DeliveryPreferences.DeliveryInstructions", 250 },
    };

    [Theory]
    [MemberData(nameof(Lengths))]
    public void ALimitIsAllowedAndOneMoreIsNot(string member, int longest)
    {
        FulfillmentOrder With(int length)
        {
            var text = new string('a', length);
            return member switch
            {
                "SellerFulfillmentOrderId" => Good with { SellerFulfillmentOrderId = text },
                "DisplayableOrderId" => Good with { DisplayableOrderId = text },
                "DisplayableOrderComment" => Good with { DisplayableOrderComment = text },
                "NotificationEmails[0]" => Good with { NotificationEmails = [new string('a', length - 2) + "@x"] },
                "Items[0].SellerSku" => Good with { Items = [Item with { SellerSku = text }] },
                "Items[0].SellerFulfillmentOrderItemId" => Good with { Items = [Item with { SellerFulfillmentOrderItemId = text }] },
                "Items[0].GiftMessage" => Good with { Items = [Item with { GiftMessage = text }] },
                "Items[0].DisplayableComment" => Good with { Items = [Item with { DisplayableComment = text }] },
                _ => Good with { DeliveryPreferences = new() { DeliveryInstructions = text } },
            };
        }

        Assert.Empty(Errors(With(longest)));
        Assert.Equal(member, Assert.Single(Errors(With(longest + 1))).Split(' ')[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\r\nb")]
    [InlineData("a\u0007")]
    [InlineData("a\uFFFD")]
    public void AnIdThatCannotStandInARequestIsRefused(string id)
    {
        Assert.Equal(["OrderIdInvalid SellerFulfillmentOrderId"], Errors(Good with { SellerFulfillmentOrderId = id }));
        Assert.Equal(ProblemCodes.OrderIdInvalid, OrderValidator.ValidateId(id)!.Code);
    }

    [Theory]
    [InlineData("six-test-order")]
    [InlineData("#1001/a b.c")]
    public void AnyOtherIdIsTaken(string id) => Assert.Null(OrderValidator.ValidateId(id));

    [Theory]
    [InlineData("A  1", false)]
    [InlineData(" A 1  ", true)]
    [InlineData("Größe ÿ", true)]
    [InlineData("注文", false)]
    [InlineData("A€", false)]
    [InlineData("A \U0001F600", false)]
    [InlineData("A \U00020BB7", false)]
    [InlineData("A\n1", false)]
    public void ADisplayableIdIsIso8859WithoutTwoSpaces(string id, bool isGood) =>
        Assert.Equal(isGood, Errors(Good with { DisplayableOrderId = id }).Length == 0);

    [Theory]
    [InlineData("a@example.com", true)]
    [InlineData("a", false)]
    [InlineData("@example.com", false)]
    [InlineData("a@", false)]
    [InlineData("a@b@c", false)]
    [InlineData("a@x.com,b@x.com", false)]
    [InlineData("a b@x.com", false)]
    [InlineData("", false)]
    public void AnEmailHasOneAt(string email, bool isGood) =>
        Assert.Equal(isGood, Errors(Good with { NotificationEmails = [email] }).Length == 0);

    [Theory]
    [InlineData("US", true)]
    [InlineData("us", true)]
    [InlineData("USA", false)]
    [InlineData("U1", false)]
    [InlineData("U", false)]
    public void ACountryIsTwoLetters(string country, bool isGood)
    {
        Assert.Equal(isGood, Errors(Good with { DestinationAddress = Recipient with { CountryCode = country } }).Length == 0);
        Assert.Equal(isGood, Errors(Good with { ShipFromCountryCode = country }).Length == 0);
    }

    [Theory]
    [InlineData("UK", 1)]
    [InlineData("ZZ", 1)]
    [InlineData("xx", 1)]
    [InlineData("GB", 0)]
    [InlineData("is", 0)]
    public void ACodeThatNoCountryHasIsWarnedOf(string country, int warnings) => Assert.Equal(
        Enumerable.Repeat("CountryCodeInvalid DestinationAddress.CountryCode", warnings),
        Warnings(
            Good with { DestinationAddress = Recipient with { CountryCode = country } }
        ).Where(warning => warning.StartsWith("CountryCode", StringComparison.Ordinal)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void AQuantityIsOneOrMore(int quantity) =>
        Assert.Equal(["QuantityInvalid Items[0].Quantity"], Errors(Good with { Items = [Item with { Quantity = quantity }] }));

    [Fact]
    public void AQuantityIsNamedAsItWasFound()
    {
        string Said(int? quantity) =>
            Assert.Single(OrderValidator.Validate(Good with { Items = [Item with { Quantity = quantity }] }, s_us)).Message;
        Assert.Equal("Items[0].Quantity is -2: give a whole number of 1 or more.", Said(-2));
        Assert.Equal("Items[0].Quantity is blank or missing: give a whole number of 1 or more.", Said(null));
        Assert.StartsWith("Items has 1 line and 300 units", Said(300), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("USD", "-1.00", false)]
    [InlineData("USD", "0", true)]
    [InlineData("USD", "1.25", true)]
    [InlineData("USD", "1.250", false)]
    [InlineData("JPY", "1.250", false)]
    [InlineData("KWD", "1.250", true)]
    [InlineData("USD", "0.0125", true)]
    public void AnAmountIsNotNegativeAndNotAmbiguous(string currency, string value, bool isGood)
    {
        var money = new Money { Value = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), CurrencyCode = currency };
        Assert.Equal(isGood, Errors(Good with { Items = [Item with { PerUnitDeclaredValue = money }] }).Length == 0);
        Assert.Equal(isGood, Errors(Good with { Items = [Item with { PerUnitPrice = money }] }).Length == 0);
    }

    [Theory]
    [InlineData(-30, false)]
    [InlineData(-20, true)]
    [InlineData(0.9, true)]
    [InlineData(1.1, false)]
    public void ADateIsNotAbsurdlyFarAway(double years, bool isGood)
    {
        var date = s_now.AddDays(years * 365);
        Assert.Equal(isGood, Errors(Good with { DisplayableOrderDate = date }).Length == 0);
        Assert.Equal(
            isGood,
            OrderValidator.ValidateUpdate(new() { SellerFulfillmentOrderId = "FBA-1", DisplayableOrderDate = date }, s_us).Count == 0);
    }

    [Theory]
    [InlineData("Name", "jo@example.com", "US")]
    [InlineData("Name", "5550101", "US")]
    [InlineData("Name", "USA", "US")]
    [InlineData("Name", "DE", "DE")]
    [InlineData("Name", "50667", "DE")]
    [InlineData("City", "jo@example.com", "US")]
    [InlineData("City", "97000", "US")]
    [InlineData("City", "Germany", "DE")]
    [InlineData("City", "gb", "UK")]
    public void WhatBelongsIntoAnotherColumnIsNoNameAndNoCity(string member, string text, string country)
    {
        var address = Recipient with
        {
            CountryCode = country, PostalCode = country == "US" ? "97000" : country == "DE" ? "50667" : "SW1A 1AA"
        };
        address = member == "Name" ? address with { Name = text } : address with { City = text };
        Assert.Contains($"NameInvalid DestinationAddress.{member}", Errors(Good with { DestinationAddress = address }));
    }

    [Theory]
    [InlineData("jo@example.com", "12 Sample Street", "US", "is an email address")]
    [InlineData("97201", "12 Sample Street", "US", "is the postal code")]
    [InlineData("USA", "12 Sample Street", "US", "is the country")]
    [InlineData("+1 503 555 0101", "12 Sample Street", "US", "is the phone number")]
    [InlineData("(503) 555-0199", null, "US", "has no letters")]
    [InlineData("12", null, "US", "has no letters")]
    [InlineData("03-5550-0101", null, "JP", "has no letters")]
    [InlineData("portland", null, "US", "is the same as the city")]
    public void WhatBelongsIntoAnotherColumnIsNoAddress(string line, string? second, string country, string reason)
    {
        var address = Recipient with
        {
            AddressLine1 = line, AddressLine2 = second, City = country == "JP" ? null : "Portland",
            StateOrRegion = country == "US" ? "OR" : "東京都",
            PostalCode = country == "US" ? "97201" : "105-0011", CountryCode = country, Phone = "1-503-555-0101",
        };
        var problem = Assert.Single(OrderValidator.Validate(Good with { DestinationAddress = address }, s_us));
        Assert.Equal("AddressInvalid DestinationAddress.AddressLine1 Error", $"{problem.Code} {problem.Member} {problem.Severity}");
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.Contains(
            OrderValidator.ValidatePreview(Good with { DestinationAddress = address }, s_us), found => found.Message == problem.Message);
        Assert.Contains(
            OrderValidator.ValidateUpdate(new() { SellerFulfillmentOrderId = "FBA-1", DestinationAddress = address }, s_us),
            found => found.Message == problem.Message);
    }

    [Theory]
    [InlineData("12", "Sample Street", "Portland", "OR", "97201", "US")]
    [InlineData("Portland", "12 Sample Street", "Portland", "OR", "97201", "US")]
    [InlineData("4-2-8", null, null, "東京都港区芝公園", "105-0011", "JP")]
    [InlineData("芝公園４－２－８", null, null, "東京都", "105-0011", "JP")]
    [InlineData("C/O jo@example.com, 1 Sample Street", null, "Portland", "OR", "97201", "US")]
    public void ARealAddressPasses(string line, string? second, string? city, string state, string code, string country) =>
        Assert.Empty(Errors(Good with
        {
            DestinationAddress = Recipient with
            {
                AddressLine1 = line, AddressLine2 = second, City = city, StateOrRegion = state, PostalCode = code, CountryCode = country,
            },
        }));

    [Theory]
    [InlineData("Boston, MA 02134", "02134", "US", true)]
    [InlineData("Boston 02134", "02134-1234", "US", true)]
    [InlineData("Boston 02134-1234", "02134", "US", true)]
    [InlineData("10115 Berlin", "10115", "DE", true)]
    [InlineData("D-10115 Berlin", "10115", "DE", true)]
    [InlineData("London sw1a1aa", "SW1A 1AA", "GB", true)]
    [InlineData("Boston", "02134", "US", false)]
    [InlineData("Suite 102134 Boston", "02134", "US", false)]
    [InlineData("Berlin 10117", "10115", "DE", false)]
    [InlineData("Praha 1", "110 00", "CZ", false)]
    [InlineData("100 Mile House", "V0K 2E0", "CA", false)]
    public void ACityWithThePostalCodeIsWarnedOf(string city, string code, string country, bool isWarned)
    {
        var state = country == "US" ? "MA" : country == "CA" ? "BC" : null;
        var address = Recipient with { City = city, PostalCode = code, CountryCode = country, StateOrRegion = state };
        var found = OrderValidator.Validate(Good with { DestinationAddress = address }, s_us)
            .Where(problem => problem.Member == "DestinationAddress.City").ToList();
        Assert.Equal(isWarned ? 1 : 0, found.Count);
        Assert.All(found, problem => Assert.Equal(ProblemSeverity.Warning, problem.Severity));
        Assert.All(found, problem => Assert.Equal(
            "DestinationAddress.City contains the postal code, so the label has it twice: give the city alone.", problem.Message));
    }

    [Fact]
    public void AVillageOfIrelandNeedsNoStreet()
    {
        var address = Recipient with
        {
            AddressLine1 = "Ballyduff", City = "Ballyduff", StateOrRegion = null, PostalCode = "V31 X002", CountryCode = "IE",
        };
        var problem = Assert.Single(OrderValidator.Validate(Good with { DestinationAddress = address }, s_us));
        Assert.Equal(ProblemSeverity.Warning, problem.Severity);
    }

    [Theory]
    [InlineData("100 Mile House", "CA", "V0K 2E0")]
    [InlineData("1770", "AU", "4677")]
    [InlineData("Singapore", "SG", "018956")]
    [InlineData("Luxembourg", "LU", "1009")]
    [InlineData("México", "MX", "06000")]
    [InlineData("Norwich", "GB", "NR1 1AA")]
    public void ARealCityPasses(string city, string country, string code) =>
        Assert.Empty(Errors(Good with { DestinationAddress = Recipient with { City = city, CountryCode = country, PostalCode = code } }));

    [Fact]
    public void HongKongNeedsAPlaceholderAndIsReported()
    {
        var problem = Assert.Single(
            OrderValidator.Validate(Good with { DestinationAddress = Recipient with { CountryCode = "HK", PostalCode = null } }, s_us));
        Assert.Contains("countries without postal codes", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOrderToIndiaNeedsItsPaymentWhereTheMarketplaceIsNotKnown()
    {
        var order = Good with
        {
            DestinationAddress = Recipient with { CountryCode = "IN", PostalCode = "110001" },
            Items = [Item with { PerUnitDeclaredValue = new() { Value = 1, CurrencyCode = "INR" } }]
        };
        Assert.Equal(["MemberMissing PaymentInformation"], Errors(order, new OrderContext(Rules20200701.Protocol.Rules)));
        Assert.Equal(["MemberMissing PaymentInformation"], Errors(order, s_india));
    }

    [Fact]
    public void ItemIdsAreUniqueInAnOrder() =>
        Assert.Equal(["ItemIdRepeated Items[2].SellerFulfillmentOrderItemId"],
            Errors(
                Good with
                {
                    Items = [Item, Item with { SellerFulfillmentOrderItemId = "2" }, Item with { SellerFulfillmentOrderItemId = " 1" }]
                }));

    [Fact]
    public void ALargeOrderIsAWarning()
    {
        var items = Enumerable.Range(1, 101).Select(id => Item with { SellerFulfillmentOrderItemId = $"{id}" }).ToArray();
        Assert.Equal(["OrderLarge Items"], Warnings(Good with { Items = items }));
        Assert.Equal(["OrderLarge Items"], Warnings(Good with { Items = [Item with { Quantity = 251 }] }));
        Assert.Empty(Warnings(Good with { Items = [Item with { Quantity = 250 }] }));
        Assert.Empty(Errors(Good with { Items = items }));
    }

    [Fact]
    public void WordsAreThoseOfTheService() =>
        Assert.Equal(["WordUnknown Action", "WordUnknown Policy", "WordUnknown ShippingSpeedCategory"],
        Errors(Good with { Action = "Shp", Policy = "x", ShippingSpeedCategory = "Overnight" }).Order());

    [Fact]
    public void ControlCharactersAreRefusedEverywhere()
    {
        const string Bad = "a\u000Bb";
        var order = Good with
        {
            DisplayableOrderComment = Bad,
            DestinationAddress = new()
            {
                Name = Bad, AddressLine1 = Bad, AddressLine2 = Bad, AddressLine3 = Bad, City = Bad, DistrictOrCounty = Bad,
                StateOrRegion = Bad, PostalCode = Bad, CountryCode = "US", Phone = Bad
            },
            Items = [Item with { GiftMessage = Bad, DisplayableComment = Bad, SellerSku = Bad, FulfillmentNetworkSku = Bad }],
        };
        var problems = OrderValidator.Validate(order, s_us);
        Assert.Equal(14, problems.Count(problem => problem.Code == ProblemCodes.TextInvalid));
        Assert.All(problems, problem => Assert.DoesNotContain(Bad, problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void APlusSignInTheIdIsWarnedOfExceptOnMws()
    {
        var order = Good with { SellerFulfillmentOrderId = "order+7" };
        Assert.Empty(Errors(order));
        Assert.Equal(["OrderIdInvalid SellerFulfillmentOrderId"], Warnings(order));
        Assert.Empty(Warnings(order, new OrderContext(MwsRules.Protocol.Rules)));
    }

    [Fact]
    public void TheCityIsNotUsedInJapan()
    {
        var address = Recipient with { CountryCode = "JP", PostalCode = "150-0002" };
        Assert.Empty(Errors(Good with { DestinationAddress = address with { City = null } }));
        Assert.Equal(["CityNotUsed DestinationAddress.City"], Warnings(Good with { DestinationAddress = address }));
        Assert.Equal(
            ["CityNotUsed DestinationAddress.City"],
            Errors(Good with { DestinationAddress = address }, s_japan with { Rules = Rules20260704.Protocol.Rules }));
    }

    [Fact]
    public void ScheduledDeliveryNeedsAWindowAndExcludesHoldExceptOnMws()
    {
        var order = Good with { ShippingSpeedCategory = "ScheduledDelivery", DeliveryWindow = Window };
        Assert.Empty(Errors(order, s_japan));
        Assert.Equal(["MemberMissing DeliveryWindow"], Errors(order with { DeliveryWindow = null }, s_japan));
        Assert.Equal(["HoldNotAllowed Action"], Errors(order with { Action = "Hold" }, s_japan));
        Assert.Empty(Errors(order with { Action = "Hold" }, s_japan with { Rules = MwsRules.Protocol.Rules }));
        Assert.Equal(["DeliveryWindowInvalid DeliveryWindow.StartDate", "MemberMissing DeliveryWindow.EndDate"],
            Errors(order with { DeliveryWindow = new() { StartDate = "soon" } }, s_japan));
        Assert.Equal(
            ["DeliveryWindowInvalid DeliveryWindow.EndDate"],
            Errors(order with { DeliveryWindow = Window with { EndDate = "2026-05-14" } }, s_japan));
    }

    [Fact]
    public void AWindowAndScheduledDeliveryAreJapansWhateverSaysJapan()
    {
        var order = Good with { ShippingSpeedCategory = "ScheduledDelivery", DeliveryWindow = Window };
        Assert.Equal(["NotInMarketplace ShippingSpeedCategory", "NotInMarketplace DeliveryWindow"], Errors(order));
        Assert.Empty(Errors(order with { MarketplaceId = "JP2" }));
        Assert.Empty(Errors(order with { MarketplaceId = "US1" }, s_japan));
        Assert.Empty(
            Errors(order with { DestinationAddress = Recipient with { CountryCode = "JP", PostalCode = "150-0002", City = null } }));
        Assert.Empty(Errors(order, new OrderContext(Rules20200701.Protocol.Rules)));
        Assert.Equal(["NotInMarketplace DeliveryPreferences"], Warnings(Good with { DeliveryPreferences = new() }));
    }

    [Fact]
    public void ANeighborHasANameAndAHouse() => Assert.Equal(
        [
            "MemberMissing DeliveryPreferences.DropOffLocation.Attributes.neighborName",
            "MemberMissing DeliveryPreferences.DropOffLocation.Attributes.houseNumber"],
        Errors(Good with { DeliveryPreferences = new() { DropOffLocation = new() { Type = "FALLBACK_NEIGHBOR_DELIVERY" } } }, s_japan));

    [Theory]
    [InlineData("front_door", true, true)]
    [InlineData("DO_NOT_LEAVE_UNATTENDED", true, true)]
    [InlineData("LOCKER", false, true)]
    [InlineData("PORCH", false, false)]
    [InlineData("FRONT DOOR", false, false)]
    public void APlaceToLeaveTheGoodsIsOneThatTheVersionKnows(string type, bool isInOld, bool isInNew)
    {
        var order = Good with { DeliveryPreferences = new() { DropOffLocation = new() { Type = type } } };
        string[] errors = ["WordUnknown DeliveryPreferences.DropOffLocation.Type"];
        Assert.Equal(isInOld ? [] : errors, Errors(order, s_japan));
        Assert.Equal(isInNew ? [] : errors, Errors(order, s_japan with { Rules = Rules20260704.Protocol.Rules }));
    }

    [Fact]
    public void CashOnDeliveryIsOnlyWhereAmazonHasIt()
    {
        var cod = Good with { CodSettings = new() { IsCodRequired = true, CodCharge = new() { Value = 1, CurrencyCode = "JPY" } } };
        Assert.Empty(Errors(cod, s_japan));
        Assert.Equal(["NotInMarketplace CodSettings"], Errors(cod));
        Assert.Empty(Errors(cod, new OrderContext(Rules20200701.Protocol.Rules)));

        var india = cod with
        {
            PaymentInformation = [Payment], Items = [Item with { PerUnitDeclaredValue = new() { Value = 1, CurrencyCode = "INR" } }]
        };
        Assert.Equal(["CodInvalid CodSettings"], Errors(india, s_india));
        Assert.Empty(Errors(india with { CodSettings = new() { IsCodRequired = true } }, s_india));
        Assert.Equal(
            ["NotInMarketplace CodSettings", "NotInVersion PaymentInformation"],
            Errors(india, s_india with { Rules = MwsRules.Protocol.Rules }));
        Assert.Equal(
            ["CodInvalid CodSettings.IsCodRequired"],
            Errors(cod with { CodSettings = cod.CodSettings with { IsCodRequired = false } }, s_japan));
    }

    private static FulfillmentOrder Cod(bool? isRequired, params string?[] prices) => Good with
    {
        CodSettings = isRequired is null ? null : new() { IsCodRequired = isRequired },
        Items =
        [
            .. prices.Select((price, i) => Item with
            {
                SellerFulfillmentOrderItemId = $"{i}", PerUnitPrice = price is null ? null : Yen(price)
            }),
        ],
    };

    private static Money Yen(string value) =>
        new() { Value = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), CurrencyCode = "JPY" };

    [Fact]
    public void PaymentOnDeliveryCollectsSomething()
    {
        foreach (var japan in new[] { s_japan, s_japan with { Rules = MwsRules.Protocol.Rules } })
        {
            Assert.Equal(["CodInvalid CodSettings"], Errors(Cod(true, null, null), japan));
            Assert.Equal(["CodInvalid CodSettings"], Errors(Cod(true, "0", null), japan));
            Assert.Empty(Warnings(Cod(true, "0", null), japan));
            Assert.Equal(
                ["CodInvalid CodSettings"],
                Errors(Cod(true, "0") with { CodSettings = new() { IsCodRequired = true, CodCharge = Yen("0") } }, japan));
            Assert.Empty(OrderValidator.Validate(Cod(true, "1500", "0"), japan));
            Assert.Empty(Errors(Cod(true, "1500", null), japan));
            Assert.Equal(["CodInvalid Items[1].PerUnitPrice"], Warnings(Cod(true, "1500", null), japan));
            var charge = Cod(true, [null]) with { CodSettings = new() { IsCodRequired = true, CodCharge = Yen("300") } };
            Assert.Empty(Errors(charge, japan));
            Assert.Equal(["CodInvalid Items[0].PerUnitPrice"], Warnings(charge, japan));
        }
    }

    [Fact]
    public void IndiaCollectsTheDeclaredValues()
    {
        FulfillmentOrder With(decimal declared) => Cod(true) with
        {
            PaymentInformation = [Payment],
            Items = [Item with { PerUnitDeclaredValue = new() { Value = declared, CurrencyCode = "INR" } }],
        };
        Assert.Empty(OrderValidator.Validate(With(1), s_india));
        Assert.Equal(["CodInvalid CodSettings"], Errors(With(0), s_india));
    }

    [Fact]
    public void AVersionThatCollectsPricesNeedsOneAboveZero() => Assert.Equal(
        ["NotInVersion CodSettings"],
        Errors(
            Cod(true, "0") with { PaymentInformation = [Payment], Items = [.. Cod(true, "0").Items.Select(item => item with
            {
                PerUnitDeclaredValue = new() { Value = 1, CurrencyCode = "INR" }
            })] },
            s_india with { Rules = Rules20260704.Protocol.Rules }));

    [Fact]
    public void APriceIsRefusedIfNobodyWouldCollectIt()
    {
        Assert.Equal(["CodInvalid Items[0].PerUnitPrice"], Errors(Cod(null, "1500"), s_japan));
        Assert.Equal(["CodInvalid Items[1].PerUnitPrice"], Errors(Cod(false, "0", "1500"), s_japan));
        Assert.Equal(
            ["CodInvalid Items[0].PerUnitTax"],
            Errors(Good with { Items = [Item with { PerUnitTax = Yen("150") }] }, s_japan));
        Assert.Empty(OrderValidator.Validate(Cod(null, "1500"), s_us));
    }

    [Fact]
    public void NoPaymentOnDeliveryIsAllowedEverywhere()
    {
        foreach (var rules in new[] { Rules20200701.Protocol.Rules, Rules20260704.Protocol.Rules, MwsRules.Protocol.Rules })
        {
            Assert.Empty(OrderValidator.Validate(Good with { CodSettings = new() { IsCodRequired = false } }, s_us with { Rules = rules }));
        }
    }

    [Theory]
    [InlineData("JPY", "1500.50", "is 1500.50, but JPY has no decimals: give a whole number, such as 1250.")]
    [InlineData("krw", "0.5", "is 0.5, but KRW has no decimals: give a whole number, such as 1250.")]
    [InlineData("JPY", "1.250", "is 1.250, but JPY has no decimals, and the point may be meant as a thousands separator: "
        + "give a whole number, such as 1250.")]
    [InlineData("JPY", "1500.00", null)]
    [InlineData("USD", "1.250", "is 1.250, which has three decimals, more than USD allows, and the point may be meant as a thousands "
        + "separator: give two decimals, such as 1.25 or 1250.00.")]
    public void AnAmountHasNoMoreDecimalsThanItsCurrency(string currency, string value, string? flaw)
    {
        var item = Item with { PerUnitDeclaredValue = Yen(value) with { CurrencyCode = currency } };
        Assert.Equal(
            flaw is null ? null : "Items[0].PerUnitDeclaredValue " + flaw,
            OrderValidator.Validate(Good with { Items = [item] }, s_us).SingleOrDefault()?.Message);
    }

    private static PaymentInformation Payment =>
        new() { PaymentTransactionId = "T", PaymentMode = "Card", PaymentDate = s_now };

    [Fact]
    public void IndiaNeedsPaymentAndDeclaredValue()
    {
        Assert.Equal(["MemberMissing PaymentInformation", "MemberMissing Items[0].PerUnitDeclaredValue"], Errors(Good, s_india));
        Assert.Equal(3, Errors(Good with { PaymentInformation = [new()] }).Length);
    }

    [Fact]
    public void AnAmountHasACurrency()
    {
        var problems = Errors(
            Good with
            {
                Items =
                [
                    Item with
                    {
                        PerUnitPrice = new() { Value = 1 }, PerUnitTax = new() { Value = 1, CurrencyCode = "US" },
                        PerUnitDeclaredValue = new() { CurrencyCode = "USD" }
                    },
                ]
            });
        Assert.Equal(["CurrencyInvalid Items[0].PerUnitPrice", "CurrencyInvalid Items[0].PerUnitTax"], problems);
    }

    [Fact]
    public void MwsTakesLongerCommentsAndNoBrazil()
    {
        var mws = s_us with { Rules = MwsRules.Protocol.Rules };
        Assert.Empty(Errors(Good with { DisplayableOrderComment = new string('a', 1000) }, mws));
        Assert.Equal(["TextTooLong DisplayableOrderComment"], Errors(Good with { DisplayableOrderComment = new string('a', 1001) }, mws));
        Assert.Equal(["NotInMarketplace MarketplaceId"], Errors(Good with { MarketplaceId = "BR1" }, mws));
        Assert.Empty(Errors(Good with { MarketplaceId = "BR1" }));
    }

    [Fact]
    public void AMessageNamesItsMemberAndItsPageIsThatOfTheVersion()
    {
        string Page(string version) =>
            OrderValidator.Validate(Good with { Items = [] }, s_us with { Rules = KnownProtocols.Find(version, KnownProtocols.All).Rules })
                .Single().Page;
        Assert.Equal("Fulfillment Outbound API v2020-07-01, createFulfillmentOrder", Page("2020-07-01"));
        Assert.Equal("Fulfillment Outbound API v2026-07-04, createOrder", Page("2026-07-04"));
        Assert.Equal("Amazon MWS, Fulfillment Outbound Shipment, CreateFulfillmentOrder", Page("Mws"));
        Assert.StartsWith(
            "Items is empty: an order needs at least one item", OrderValidator.Validate(Good with { Items = [] }, s_us).Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUpdateNeedsAWholeAddressAndItemsWithIdAndQuantity()
    {
        string[] Update(OrderUpdate update, string version = "2020-07-01") =>
            Told(
                OrderValidator.ValidateUpdate(update, s_us with { Rules = KnownProtocols.Find(version, KnownProtocols.All).Rules }),
                ProblemSeverity.Error);
        var update = new OrderUpdate { SellerFulfillmentOrderId = "FBA-1" };
        Assert.Empty(Update(update));
        Assert.Empty(Update(update with { DestinationAddress = Recipient, Items = [Item with { SellerSku = null }] }));
        Assert.Equal(["MemberMissing DestinationAddress.City", "MemberMissing DestinationAddress.PostalCode"],
            Update(update with { DestinationAddress = Recipient with { City = null, PostalCode = null } }).Order());
        Assert.Equal(
            ["MemberMissing Items[0].SellerFulfillmentOrderItemId", "QuantityInvalid Items[0].Quantity"],
            Update(update with { Items = [new()] }));
        Assert.Equal(["OrderIdInvalid SellerFulfillmentOrderId", "TextInvalid DisplayableOrderId", "WordUnknown Policy"],
            Update(new() { DisplayableOrderId = "a  b", Policy = "x" }).Order());
        Assert.Equal(["HoldNotAllowed Action"], Update(update with { ShippingSpeedCategory = "ScheduledDelivery" }));
        Assert.Equal(["WordUnknown ShippingSpeedCategory"], Update(update with { ShippingSpeedCategory = "ScheduledDelivery" }, "Mws"));
        Assert.Equal(
            ["NotInVersion DestinationAddress"], Update(update with { DestinationAddress = new() { AddressLine2 = "Apt 7" } }, "2026-07-04"));
        Assert.Equal(["NotInVersion Items"], Update(update with { Items = [new()] }, "2026-07-04"));
        Assert.Contains("updateFulfillmentOrder", OrderValidator.ValidateUpdate(new(), s_us)[0].Page, StringComparison.Ordinal);
    }
}
