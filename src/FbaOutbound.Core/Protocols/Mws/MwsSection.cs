using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Quota;

namespace FbaOutbound.Protocols.Mws;

/// <summary>A section of MWS: the address that all its operations are sent to, and its version.</summary>
/// <param name="Name">Amazon's name of the section.</param>
/// <param name="Path">The path, as the section's pages write it.</param>
/// <param name="Version">The version.</param>
internal sealed record MwsSection(string Name, string Path, string Version)
{
    public static readonly MwsSection Outbound = new(
        "FulfillmentOutboundShipment", "FulfillmentOutboundShipment/2010-10-01/", "2010-10-01");

    public static readonly MwsSection MerchantFulfillment = new("MerchantFulfillment", "MerchantFulfillment/2015-06-01", "2015-06-01");

    /// <summary>All sections.</summary>
    public static IReadOnlyList<MwsSection> All { get; } = [Outbound, MerchantFulfillment];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(section => section.Name)];

    private static readonly UsagePlan s_statusPlan = new(Rate: 1.0 / 300, Burst: 2);

    /// <summary>
    /// Returns the status of the section's service. Each section has its own quota: 2 requests, one more every 5 minutes.
    /// </summary>
    public Operation GetServiceStatus => new("GetServiceStatus", Version, IsRead: true, s_statusPlan, MwsOperations.Statuses);

    /// <summary>Sends a request whose parameters are a tree.</summary>
    /// <param name="pipeline">The pipeline, which signs.</param>
    /// <param name="operation">One of the section's operations.</param>
    /// <param name="subject">What the request is about, as errors name it.</param>
    /// <param name="parameters">The operation's own parameters.</param>
    /// <param name="errors">Reads errors.</param>
    /// <param name="read">Reads a success.</param>
    /// <param name="names">What the response says it is about; null for nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<T> SendAsync<T>(
        IRequestPipeline pipeline,
        Operation operation,
        string? subject,
        WireNode parameters,
        MwsErrorDialect errors,
        Func<HttpAnswer, T> read,
        Func<T, IEnumerable<AnswerName>>? names,
        CancellationToken cancellationToken) => pipeline.SendAsync(
            new ServiceRequest<T>
            {
                Operation = operation,
                Subject = subject,
                CreateMessage = () => CreateMessage(operation, parameters),
                Read = read,
                Names = names,
                Errors = errors,
            },
            cancellationToken);

    private HttpRequestMessage CreateMessage(Operation operation, WireNode parameters)
    {
        var form = new QueryForm([new("Action", operation.Name), new("Version", Version), .. QueryForm.ParametersOf(parameters)]);
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(Path, UriKind.Relative)) { Content = form };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/xml"));
        return message;
    }
}
