using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class RoundTripTests
{
    [Fact]
    public void AnOrderComesBackAsItWasSent()
    {
        Prop.ForAll(Orders().ToArbitrary(), order =>
        {
            var pipeline = new FakePipeline();
            new FulfillmentService(pipeline).CreateAsync(order, CancellationToken.None).GetAwaiter().GetResult();
            var echo = FakePipeline.Answering(Echo(pipeline.Last.Body!));
            var read = new FulfillmentService(echo).GetAsync(order.SellerFulfillmentOrderId, CancellationToken.None).GetAwaiter()
                .GetResult().Order;
            Assert.Equal(Text(order), Text(read));
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>What a service that keeps everything answers to a get.</summary>
    private static string Echo(string body)
    {
        var order = JsonNode.Parse(body)!.AsObject();
        var payload = new JsonObject
        {
            ["fulfillmentOrderItems"] = order["items"]!.DeepClone(), ["paymentInformation"] = order["paymentInformation"]?.DeepClone()
        };
        order.Remove("items");
        order.Remove("paymentInformation");
        payload["fulfillmentOrder"] = order;
        return new JsonObject { ["payload"] = payload }.ToJsonString();
    }

    private static string Text(FulfillmentOrder order) => JsonSerializer.Serialize(order);

    internal static Gen<FulfillmentOrder> Orders()
    {
        var text = ArbMap.Default.GeneratorFor<NonEmptyString>().Select(one => one.Get)
            .Where(
                one => one.EnumerateRunes().All(rune => rune.Value != 0xFFFD)
                    && !one.Any(unit => ServiceText.IsSteering(unit) && !char.IsSurrogate(unit)));
        var optional = text.OrNull();
        var date = Gen.Choose(0, int.MaxValue).Select(
            milliseconds => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(milliseconds));
        var money = from number in Gen.Choose(int.MinValue, int.MaxValue)
                    from scale in Gen.Choose(0, 20)
                    from currency in text
                    select new Money
                    {
                        CurrencyCode = currency, Value = new decimal(Math.Abs((long)number)) * new decimal(1, 0, 0, false, (byte)scale)
                    };
        var address = from parts in optional.ArrayOf(10)
                      select new Address
                      {
                          Name = parts[0],
                          AddressLine1 = parts[1],
                          AddressLine2 = parts[2],
                          AddressLine3 = parts[3],
                          City = parts[4],
                          DistrictOrCounty = parts[5],
                          StateOrRegion = parts[6],
                          PostalCode = parts[7],
                          CountryCode = parts[8],
                          Phone = parts[9],
                      };
        var item = from parts in optional.ArrayOf(4)
                   from id in text
                   from quantity in Gen.Choose(1, int.MaxValue)
                   from amounts in money.OrNull().ArrayOf(3)
                   select new FulfillmentOrderItem
                   {
                       SellerSku = parts[0],
                       SellerFulfillmentOrderItemId = id,
                       Quantity = quantity,
                       GiftMessage = parts[1],
                       DisplayableComment = parts[2],
                       FulfillmentNetworkSku = parts[3],
                       PerUnitDeclaredValue = amounts[0],
                       PerUnitPrice = amounts[1],
                       PerUnitTax = amounts[2],
                   };
        var preferences = from instructions in optional
                          from type in text
                          from attributes in Gen.Zip(text, text).ListOf()
                          select new DeliveryPreferences
                          {
                              DeliveryInstructions = instructions,
                              DropOffLocation = new DropOffLocation
                              {
                                  Type = type,
                                  Attributes = attributes.GroupBy(pair => pair.Item1).ToDictionary(
                                      same => same.Key, same => same.First().Item2)
                              },
                          };
        var cod = from isRequired in ArbMap.Default.GeneratorFor<bool>()
                  from amounts in money.OrNull().ArrayOf(4)
                  where isRequired || amounts.Any(amount => amount is not null)
                  select new CodSettings
                  {
                      IsCodRequired = isRequired, CodCharge = amounts[0], CodChargeTax = amounts[1], ShippingCharge = amounts[2],
                      ShippingChargeTax = amounts[3]
                  };
        var window = from start in text from end in text select new DeliveryWindow { StartDate = start, EndDate = end };
        var feature = from name in text from policy in optional select new FeatureConstraint
        {
            FeatureName = name, FeatureFulfillmentPolicy = policy
        };
        var payment = from id in text
                      from mode in optional
                      from paid in date
                      select new PaymentInformation { PaymentTransactionId = id, PaymentMode = mode, PaymentDate = paid };

        return from parts in optional.ArrayOf(5)
               from id in text.Where(one => !string.IsNullOrWhiteSpace(one) && one is not ("." or ".."))
               from action in Gen.Elements("Ship", "Hold")
               from policy in text
               from displayed in date
               from to in address.OrNull()
               from wishes in preferences.OrNull()
               from onDelivery in cod.OrNull()
               from slot in window.OrNull()
               from emails in text.ListOf()
               from features in feature.ListOf()
               from items in item.ListOf()
               from payments in payment.ListOf()
               select new FulfillmentOrder
               {
                   SellerFulfillmentOrderId = id,
                   MarketplaceId = parts[0],
                   DisplayableOrderId = parts[1],
                   DisplayableOrderDate = displayed,
                   DisplayableOrderComment = parts[2],
                   ShippingSpeedCategory = parts[3],
                   ShipFromCountryCode = parts[4],
                   DeliveryWindow = slot,
                   DestinationAddress = to,
                   DeliveryPreferences = wishes,
                   Action = action,
                   Policy = policy,
                   CodSettings = onDelivery,
                   NotificationEmails = [.. emails],
                   FeatureConstraints = [.. features],
                   Items = [.. items],
                   PaymentInformation = [.. payments],
               };
    }
}
