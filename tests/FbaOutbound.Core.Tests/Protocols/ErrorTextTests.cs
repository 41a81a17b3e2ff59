using System;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Protocols;
using FbaOutbound.Protocols.SpApi20200701;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class ErrorTextTests
{
    [Theory]
    [
        InlineData(
            "Value Ann Example for parameter DestinationAddress.Name is invalid. Reason: InvalidValue.",
            "Value *** for parameter DestinationAddress.Name is invalid. Reason: InvalidValue.")]
    [InlineData("Value 1 Main St for parameter AddressLine1 is invalid", "Value *** for parameter AddressLine1 is invalid")]
    [
        InlineData(
            "Value a@example.com for parameter NotificationEmails[0] is invalid.",
            "Value *** for parameter NotificationEmails[0] is invalid.")]
    [InlineData("Value x for parameter Unheard.Of is invalid.", "Value *** for parameter Unheard.Of is invalid.")]
    [
        InlineData(
            "Value Ann for parameter SellerSku is invalid Smith for parameter Name is invalid.",
            "Value *** for parameter Name is invalid.")]
    [InlineData("Value Ann\nExample for parameter Name is invalid.", "Value *** for parameter Name is invalid.")]
    [InlineData("Value Ann for parameter  is invalid.", "Value *** for parameter  is invalid.")]
    [InlineData("Value Ann for parameter PaymentTransactionId is invalid.", "Value *** for parameter PaymentTransactionId is invalid.")]
    public void AQuotedValueIsHiddenAndTheParameterStays(string message, string clean) =>
        Assert.Equal(clean, ErrorText.Default.Clean(message));

    [Theory]
    [InlineData("Value FBATestOrder-11 for parameter SellerFulfillmentOrderId is invalid. Reason: DuplicateCancelRequest.")]
    [InlineData("Value  for parameter CountryCode is invalid. Reason: InvalidValue.")]
    [InlineData("Value XX for parameter DestinationAddress.CountryCode is invalid.")]
    [InlineData("Value Slow for parameter ShippingSpeedCategory is invalid.")]
    [InlineData("Value SKU-9 for parameter Items[3].SellerSku is invalid.")]
    [InlineData("Value -1 for parameter Items.member.1.Quantity is invalid.")]
    [InlineData("A create request already exists for MerchantFulfillmentOrderId : FBATestOrder-1")]
    [InlineData("the SellerSKU for Item Id: xxxx-0 is invalid.")]
    public void TextThatIsNotTheRecipientsIsShown(string message) => Assert.Equal(message, ErrorText.Default.Clean(message));

    // The columns of a row are shifted by one.
    [Theory]
    [InlineData("Value Zanzi Person for parameter MarketplaceId is invalid.", "Value *** for parameter MarketplaceId is invalid.")]
    [InlineData("Value z@example.com for parameter MarketplaceId is invalid.", "Value *** for parameter MarketplaceId is invalid.")]
    [InlineData("Value Zanzi for parameter FeatureName is invalid.", "Value *** for parameter FeatureName is invalid.")]
    [InlineData("Value ATVPDKIKX0DER for parameter MarketplaceId is invalid.", "Value ATVPDKIKX0DER for parameter MarketplaceId is invalid.")]
    [InlineData("Value BLANK_BOX for parameter FeatureName is invalid.", "Value BLANK_BOX for parameter FeatureName is invalid.")]
    public void ATextInThePlaceOfACodeIsHidden(string message, string shown)
    {
        Assert.Equal(shown, ErrorText.Default.Clean(message));
        Assert.Equal(shown, ErrorText.For(SampleOrders.Everything).Clean(message));
        Assert.Equal(shown, ErrorText.For(SampleOrders.Everything with { MarketplaceId = "Zanzi Person" }).Clean(message));
    }

    [Fact]
    public void AReasonInAParametersPlaceShows() => Assert.Equal(
        "Value AllQuantityZero for parameter  is invalid.",
        ErrorText.Default.Clean("Value AllQuantityZero for parameter  is invalid."));

    [Fact]
    public void AMessageIsOneLine() => Assert.Equal(
        "Value OrderNotUpdatable for parameter  is invalid. Reason: 1 error: This order is not updatable. [31mred  .",
        ErrorText.Default.Clean(
            "Value OrderNotUpdatable for parameter  is invalid. Reason: 1 error:\nThis order is not updatable.\u001b[31mred \n."));

    [Fact]
    public void AMessageIsCutAtALengthThatCanBeRead() => Assert.Equal(1001, ErrorText.Default.Clean(new string('x', 5000))!.Length);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n ")]
    public void ATextThatSaysNothingIsNull(string? text) => Assert.Null(ErrorText.Default.Clean(text));

    [Fact]
    public void WhatWasSentAboutTheRecipientIsHiddenInAnyWording()
    {
        var text = ErrorText.For(SampleOrders.Everything);
        Assert.Equal(
            "We do not deliver to ***, ***, ***.", text.Clean("We do not deliver to ZOË O'EXAMPLE, 1 Sample \"Street\", Testville."));
        Assert.Equal("***: *** is not in WA; write to ***", text.Clean("+1 206 555 0100: 98101 is not in WA; write to a@example.com"));
        Assert.Equal("*** is not a number of ***", text.Clean("12065550100 is not a number of Zo\\u00eb%20O&#39;Example"));
        Assert.Equal("Neighbour *** has no number", text.Clean("Neighbour Bo Example has no number"));
    }

    [Fact]
    public void PartsOfWordsAndTheOrdersOwnIdsStay()
    {
        var order = SampleOrders.RequiredOnly with
        {
            DestinationAddress = new Address { Name = "Ann", StateOrRegion = "IN", City = "Orderton", PostalCode = "SKU-1" },
            DisplayableOrderComment = "six-test-order",
        };
        var text = ErrorText.For(order);
        Assert.Equal(
            "An announcement in six-test-order: SKU-1 cannot ship to *** in IN.",
            text.Clean("An announcement in six-test-order: SKU-1 cannot ship to Ann in IN."));
    }

    [Theory]
    [InlineData("Value NotEligibleForExport for parameter Item is invalid. Reason: InvalidValue.")]
    [InlineData("Value Not eligible for export for parameter Item is invalid.")]
    [InlineData("Items missing OR invalid")]
    [InlineData("Value InvalidAddress for parameter DestinationAddress.AddressLine1 is invalid.")]
    [InlineData("the SellerSKU for Item Id: OR-1 is invalid.")]
    [InlineData("Reading the order failed: it is not in a state to ship")]
    [InlineData("Value ADDRESS_NOT_SERVED for parameter DestinationAddress.PostalCode is invalid.")]
    public void TheReasonStaysWhateverTheRecipientIsCalled(string message)
    {
        var order = SampleOrders.RequiredOnly with
        {
            DestinationAddress = new Address
            {
                Name = "Nell Invented", AddressLine1 = "1 Made Up St", City = "Reading", StateOrRegion = "OR", PostalCode = "97000",
                CountryCode = "US", Phone = "1"
            }
        };
        Assert.Equal(message, ErrorText.For(order).Clean(message));
    }

    [Theory]
    [InlineData("Value OR for parameter StateOrRegion is invalid.", "Value *** for parameter StateOrRegion is invalid.")]
    [InlineData("City 'Reading' is not in stateOrRegion: OR", "City '***' is not in stateOrRegion: ***")]
    [
        InlineData(
            "1 validation error detected: Value 'Nell Inven' at 'destinationAddress.name' failed to satisfy constraint",
            "1 validation error detected: Value '***' at 'destinationAddress.name' failed to satisfy constraint")]
    [
        InlineData(
            "Value NELL INV for parameter DestinationAddress.Name is invalid.",
            "Value *** for parameter DestinationAddress.Name is invalid.")]
    [
        InlineData(
            "Value Nell for parameter Item is invalid. Value NotEligibleForExport for parameter Item is invalid.",
            "Value *** for parameter Item is invalid. Value NotEligibleForExport for parameter Item is invalid.")]
    [InlineData("nell\u200b invented", "***")]
    [InlineData("No service for Nell+Invented, 1 MADE UP ST", "No service for ***, ***")]
    public void AValueThatWasSentIsHiddenWhereItStandsAsOne(string message, string shown)
    {
        var order = SampleOrders.RequiredOnly with
        {
            DestinationAddress = new Address
            {
                Name = "Nell Invented", AddressLine1 = "1 Made Up St", City = "Reading", StateOrRegion = "OR", PostalCode = "97000",
                CountryCode = "US"
            }
        };
        Assert.Equal(shown, ErrorText.For(order).Clean(message));
    }

    [Fact]
    public void ANameWithoutBlanksAroundItIsFound() => Assert.Equal(
        "***様の住所",
        ErrorText.For(SampleOrders.RequiredOnly with { DestinationAddress = new Address { Name = "山田太郎" } }).Clean("山田太郎様の住所"));

    [Theory]
    [InlineData("client_secret=abcd1234&x=1", "client_secret=***&x=1")]
    [InlineData("Authorization: Bearer abc.def-123", "Authorization: Bearer ***")]
    [InlineData("proxy http://user:pass@proxy:3128 failed", "proxy http://***@proxy:3128 failed")]
    [
        InlineData(
            "The request has an invalid grant parameter : refresh_token. User may have revoked it.",
            "The request has an invalid grant parameter : refresh_token. User may have revoked it.")]
    [InlineData("Basic information is missing; signature: invalid", "Basic information is missing; signature: invalid")]
    public void WhatCallsItselfASecretIsHidden(string message, string shown) => Assert.Equal(shown, ErrorText.Default.Clean(message));

    [Fact]
    public async Task NothingOfARecipientLeavesWithARefusalWhateverTheServiceRepeats()
    {
        var order = SampleOrders.Everything;
        var repeated = JsonSerializer.Serialize(
            new
            {
                errors = new[]
                {
                    new
                    {
                        code = "InvalidInput", message = "Bad: " + order.DestinationAddress!.Name,
                        details = string.Join(" | ", Recipient(order))
                    }
                }
            });

        var created = await Assert.ThrowsAsync<RefusedException>(
            () => new FulfillmentService(FakePipeline.Answering(repeated, 400)).CreateAsync(order, CancellationToken.None));
        AssertHides(order, created.Error);
        var taken = await Assert.ThrowsAsync<AnswerNotReadException>(
            () => new FulfillmentService(FakePipeline.Answering(repeated)).CreateAsync(order, CancellationToken.None));
        AssertHides(order, taken.Error!);
        var update = SampleOrders.WholeUpdate;
        var updated = await Assert.ThrowsAsync<RefusedException>(
            () => new FulfillmentService(FakePipeline.Answering(repeated, 400)).UpdateAsync(update, CancellationToken.None));
        Assert.All(Recipient(order).Take(8), value => Assert.DoesNotContain(value, updated.Error.Details, StringComparison.Ordinal));
    }

    private static string[] Recipient(FulfillmentOrder order)
    {
        var address = order.DestinationAddress!;
        return
        [
            address.Name!, address.AddressLine1!, address.AddressLine2!, address.AddressLine3!, address.City!, address.DistrictOrCounty!,
            address.PostalCode!, address.Phone!, .. order.NotificationEmails,
        ];
    }

    private static void AssertHides(FulfillmentOrder order, ServiceError error) =>
        Assert.All(Recipient(order), value => Assert.DoesNotContain(value, error.Message + error.Details, StringComparison.Ordinal));
}
