using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Rows;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Protocols.SpApi20260704;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>Rows as users write them, from the cells to the request: what the rules accept is valid for Amazon's model.</summary>
public sealed class AcceptedOrderTests
{
    private const int Orders = 1_200;

    private readonly Random _random = new(7);

    [ModelFact]
    public Task WhatIsAcceptedIsValid() => AcceptedIsValidAsync(
        Rules20200701.Protocol.Rules, OutboundModel.File, pipeline => new FbaOutbound.Protocols.SpApi20200701.FulfillmentService(pipeline));

    [ModelFact(OutboundModel.File2026)]
    public Task WhatIsAcceptedIsValidForTheNewVersion() =>
        AcceptedIsValidAsync(Rules20260704.Protocol.Rules, OutboundModel.File2026, Version2026Tests.Service);

    private async Task AcceptedIsValidAsync(ProtocolRules rules, string file, Func<FakePipeline, IFulfillmentService> serviceOf)
    {
        var model = OutboundModel.Load(file);
        var sent = new HashSet<string>();
        for (var i = 0; i < Orders; i++)
        {
            var country = Pick("US", "JP", "JP", "IN", "DE");
            var context = new OrderContext(rules) { MarketplaceId = "M1", CountryCode = country };
            var density = Pick(0.03, 0.08, 0.2);
            var cells = OrderColumns.OfOrder.Cast<OrderColumn>().Concat(OrderColumns.OfItem)
                .Where(column => IsNeeded(column.Name, country) || _random.NextDouble() < density)
                .Select(column => (column.Name, Value: ValueOf(column, country))).Where(cell => cell.Value is not null).ToArray();
            if (SampleRows.Assemble(new OrderRow(1, cells)) is not [{ Order: { } read }])
            {
                continue;
            }

            var order = OrderDefaults.Fill(read, context);
            var update = rules.UpdatesContent
                ? OrderDefaults.FillCurrency(OrderUpdate.Of(read), context)
                : new OrderUpdate { SellerFulfillmentOrderId = read.SellerFulfillmentOrderId, Action = read.Action ?? OrderStatus.Hold };
            var options = new PreviewOptions { Speeds = [order.ShippingSpeedCategory!], IncludeCod = true };
            var pipeline = new FakePipeline();
            var service = serviceOf(pipeline);
            (IReadOnlyList<OrderProblem> Problems, Func<Task> Send)[] calls =
            [
                (OrderValidator.Validate(order, context), () => service.CreateAsync(order, CancellationToken.None)),
                (
                    OrderValidator.ValidatePreview(order, context),
                    () => ((IPreviewService)service).PreviewAsync(order, options, CancellationToken.None)),
                (OrderValidator.ValidateUpdate(update, context), () => service.UpdateAsync(update, CancellationToken.None)),
                ([], () => service.GetAsync(order.SellerFulfillmentOrderId, CancellationToken.None)),
            ];
            foreach (var (_, send) in calls.Where(call => call.Problems.All(problem => problem.Severity != ProblemSeverity.Error)))
            {
                try
                {
                    await send();
                }
                catch (AnswerNotReadException)
                {
                    // The canned answer is nobody's.
                }

                var problems = model.ValidateRequest(pipeline.Last.Method, pipeline.Last.Target, pipeline.Last.Body);
                Assert.True(problems.Count == 0, $"{string.Join("; ", problems)}\n{string.Join("\n", cells)}");
                sent.Add(pipeline.Last.Operation.Name);
            }
        }

        Assert.Equal(4, sent.Count);
    }

    private T Pick<T>(params T[] all) => all[_random.Next(all.Length)];

    private string Text(int length) => new(Pick('a', 'Z', 'é', '9'), length);

    private static bool IsNeeded(string column, string country) => column switch
    {
        nameof(OrderColumns.SellerFulfillmentOrderId) or nameof(OrderColumns.Name) or nameof(OrderColumns.AddressLine1)
            or nameof(OrderColumns.City) or nameof(OrderColumns.PostalCode) or nameof(OrderColumns.CountryCode)
            or nameof(OrderColumns.SellerSku) or nameof(OrderColumns.Quantity) => true,
        nameof(OrderColumns.PaymentTransactionId) or nameof(OrderColumns.PaymentMode) or nameof(OrderColumns.PaymentDate)
            or nameof(OrderColumns.PerUnitDeclaredValue) => country == "IN",
        _ => false,
    };

    private object? ValueOf(OrderColumn column, string country) => column.Name switch
    {
        nameof(OrderColumns.SellerFulfillmentOrderId) => Pick("FBA-1", "Ü/%&#?", "  x y  ", Text(40), $" {Text(40)} ", "..a", "A:B;C", "x'y\"z"),
        nameof(OrderColumns.CountryCode) or nameof(OrderColumns.ShipFromCountryCode) => Pick(country, country.ToLowerInvariant()),
        nameof(OrderColumns.PostalCode) => country switch { "JP" => "150-0002", "IN" => "560001", "DE" => "10115", _ => "98101-1234" },
        nameof(OrderColumns.City) => country == "JP" ? null : "Testville",
        nameof(OrderColumns.StateOrRegion) => country switch { "US" => Pick("WA", "washington"), "JP" => "Tokyo", "IN" => "KA", _ => null },
        nameof(OrderColumns.AddressLine1) => "1 Main Street",
        nameof(OrderColumns.Phone) => "+1 206 555 0100",
        nameof(OrderColumns.NotificationEmail) => Pick("a@example.com", "a@example.com;b@example.com", $"{Text(52)}@example.com"),
        nameof(OrderColumns.DisplayableOrderId) => Pick("A-1", $" {Text(40)}"),
        nameof(OrderColumns.DisplayableOrderComment) => Pick("Thanks", Text(750), "a\nb\tc", " "),
        nameof(OrderColumns.GiftMessage) => Pick("Hi", Text(512), "a\r\nb"),
        nameof(OrderColumns.DisplayableComment) or nameof(OrderColumns.DeliveryInstructions) => Pick("Hi", Text(250)),
        nameof(OrderColumns.MarketplaceId) => Pick(null, "31060", " ATVPDKIKX0DER "),
        nameof(OrderColumns.DeliveryWindowStart) or nameof(OrderColumns.DeliveryWindowEnd) => Pick<object>(
            "2026-05-14", "2026-05-14T03:00:00+09:00", "2026-05-14 03:00", "2026-05-14T03:00Z", "2026-05-14T03:00:00 +0900"),
        nameof(OrderColumns.DropOffType) => Pick("FRONT_DOOR", "delivery_box", "RECEPTIONIST", "LOCKER", "PORCH", "front door"),
        nameof(OrderColumns.DropOffAttribute) => Pick("recipientName=x", "neighborName=a;houseNumber=7", "a="),
        nameof(OrderColumns.Feature) => Pick(
            "BLANK_BOX", "blank_box=required", "OVERBOX=NotRequired;BLOCK_AMZL", "PACKING_SLIP", "channel.ebay=required", "wrap=required"),
        nameof(OrderColumns.SellerSku) => Pick("SKU-1", Text(50), " S K U ", "a\"b"),
        nameof(OrderColumns.SellerFulfillmentOrderItemId) => Pick(null, "1", $" {Text(50)} "),
        nameof(OrderColumns.Quantity) => Pick<object>(1, "2", int.MaxValue, "3.0", 2.0, 5L),
        nameof(OrderColumns.Unit) => Pick(null, "eaches"),
        nameof(OrderColumns.Currency) => country switch { "JP" => "jpy", "IN" => "INR", _ => Pick("USD", "usd") },
        _ => column.Kind switch
        {
            CellKind.Word => Pick(" ", "", null) + Pick<Func<string, string>>(
                word => word, word => word.ToLowerInvariant(), word => word.ToUpperInvariant())(Pick([.. column.Words])),
            CellKind.Boolean => Pick<object>(true, "yes", "FALSE", "1"),
            CellKind.Date or CellKind.OrderDate =>
                Pick<object>("2026-05-14", "2026-05-14 10:30:00 +0100", DateTimeOffset.UnixEpoch.AddYears(50), "2026-05-14T10:30:00.1234567Z"),
            CellKind.Amount => Pick<object>(0, "12", 1.50m, 1e20m, 0.0000001m, 79228162514264337593543950335m),
            CellKind.List => Pick("Expedited", "Priority;standard"),
            CellKind.Map => "colour=blue;a=",
            _ => Pick("Ann Example", " y z "),
        },
    };
}
