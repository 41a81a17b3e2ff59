using System;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Protocols;
using FbaOutbound.Quota;
using FbaOutbound.Services;

namespace FbaOutbound.Core.Tests.FourthProtocol;

/// <summary>Its orders: one item, and a path that no other protocol has.</summary>
internal sealed class FourthService(IRequestPipeline pipeline) : IFulfillmentService
{
    private static readonly DeclaredStatuses s_statuses = new([200], [400, 403, 404, 429]);

    private static readonly UsagePlan s_plan = new(10, 10);

    private static readonly Operation s_create = new("placeOrder", FourthRules.Version, IsRead: false, s_plan, s_statuses);

    private static readonly Operation s_get = new("readOrder", FourthRules.Version, IsRead: true, s_plan, s_statuses)
    {
        About = SubjectKind.Order,
    };

    private static readonly Operation s_cancel = new("dropOrder", FourthRules.Version, IsRead: false, s_plan, s_statuses)
    {
        About = SubjectKind.Order,
    };

    private readonly SpApiSender _sender = new(pipeline);

    public ProtocolRules Rules => FourthRules.Protocol.Rules;

    public Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken) => _sender.SendAsync(
        s_create,
        order.SellerFulfillmentOrderId,
        HttpMethod.Post,
        new Uri("fourth/orders", UriKind.Relative),
        JsonSerializer.SerializeToUtf8Bytes(
            new { id = order.SellerFulfillmentOrderId, sku = order.Items[0].SellerSku, units = order.Items[0].Quantity }),
        SpApiErrorDialect.Default,
        answer => new CreateAnswer(SpApiAnswer.ReadEmpty(answer, SpApiErrorDialect.Default)),
        names: null,
        cancellationToken);

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => _sender.SendAsync(
        s_get,
        sellerFulfillmentOrderId,
        HttpMethod.Get,
        ServiceUri.ForId("fourth/orders", sellerFulfillmentOrderId),
        body: null,
        SpApiErrorDialect.Default,
        answer => SpApiAnswer.Read(answer, SpApiErrorDialect.Default, root => new OrderAnswer(Read(root), answer.Call)),
        answer => AnswerNames.Of(answer, sellerFulfillmentOrderId),
        cancellationToken);

    public Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => _sender.SendAsync(
        s_cancel,
        sellerFulfillmentOrderId,
        HttpMethod.Delete,
        ServiceUri.ForId("fourth/orders", sellerFulfillmentOrderId),
        body: null,
        SpApiErrorDialect.Default,
        answer => SpApiAnswer.ReadEmpty(answer, SpApiErrorDialect.Default),
        names: null,
        cancellationToken);

    private static FulfillmentOrder Read(WireNode order) => new()
    {
        SellerFulfillmentOrderId = order.Text("id") ?? "",
        ServiceStatus = order.Text("state"),
        Items = [new FulfillmentOrderItem { SellerSku = order.Text("sku") ?? "", Quantity = 1 }],
    };
}
