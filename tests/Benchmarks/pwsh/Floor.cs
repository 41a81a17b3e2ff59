using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Benchmarks
{
    /// <summary>The floor of a pipeline: a cmdlet that takes each object and does nothing with it.</summary>
    [Cmdlet("Receive", "Nothing")]
    public sealed class ReceiveNothingCommand : PSCmdlet
    {
        [Parameter(ValueFromPipeline = true)]
        [AllowNull]
        public PSObject InputObject { get; set; }
    }

    /// <summary>The floor of a cmdlet that takes rows: it reads the properties of each, and does nothing with them.</summary>
    [Cmdlet("Read", "Row")]
    public sealed class ReadRowCommand : PSCmdlet
    {
        private int _length;

        [Parameter(ValueFromPipeline = true)]
        public PSObject InputObject { get; set; }

        protected override void ProcessRecord()
        {
            foreach (var property in InputObject.Properties)
            {
                _length += property.Name.Length + ((string)property.Value).Length;
            }
        }

        protected override void EndProcessing()
        {
            WriteObject(_length);
        }
    }

    /// <summary>The floor of a first order: a cmdlet that gets a token and posts a prepared body, with a bare HttpClient.</summary>
    [Cmdlet("Send", "OneOrder")]
    public sealed class SendOneOrderCommand : PSCmdlet
    {
        [Parameter(Mandatory = true, Position = 0)]
        public string Server { get; set; }

        protected override void EndProcessing()
        {
            using (var client = new HttpClient { BaseAddress = new Uri(Server) })
            {
                var grant = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["grant_type"] = "refresh_token", ["refresh_token"] = "Atzr|benchmark", ["client_id"] = "benchmark", ["client_secret"] = "benchmark",
                });
                var token = client.PostAsync("/auth/o2/token", grant).GetAwaiter().GetResult();
                token.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
                client.DefaultRequestHeaders.TryAddWithoutValidation("x-amz-access-token", "Atza|benchmark");
                var content = new ByteArrayContent(BareClient.Bodies(1, "F")[0]);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                var order = client.PostAsync("/fba/outbound/2020-07-01/fulfillmentOrders", content).GetAwaiter().GetResult();
                WriteObject(order.EnsureSuccessStatusCode().Content.ReadAsStringAsync().GetAwaiter().GetResult());
            }
        }
    }

    /// <summary>The floor of a request: a bare HttpClient that posts prepared bodies and reads whatever comes back.</summary>
    public static class BareClient
    {
        private static readonly MediaTypeHeaderValue s_json = new MediaTypeHeaderValue("application/json");

        public static byte[][] Bodies(int count, string prefix)
        {
            return Enumerable.Range(1, count).Select(number => Encoding.UTF8.GetBytes(Body(number, prefix))).ToArray();
        }

        public static void Run(string server, byte[][] bodies, int inFlight)
        {
            using (var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(server) })
            {
                client.DefaultRequestHeaders.TryAddWithoutValidation("x-amz-access-token", "Atza|benchmark");
                client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
                var next = -1;
                Task.WaitAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
                {
                    int index;
                    while ((index = Interlocked.Increment(ref next)) < bodies.Length)
                    {
                        using (var content = new ByteArrayContent(bodies[index]))
                        {
                            content.Headers.ContentType = s_json;
                            using (var response = await client.PostAsync("/fba/outbound/2020-07-01/fulfillmentOrders", content))
                            {
                                await response.Content.ReadAsByteArrayAsync();
                            }
                        }
                    }
                })).ToArray());
            }
        }

        private static string Body(int number, string prefix)
        {
            var id = prefix + "-" + number.ToString("00000");
            var item = "{{\"sellerSku\":\"SKU-MUG-{0}\",\"sellerFulfillmentOrderItemId\":\"{1}\",\"quantity\":{2},"
                + "\"perUnitDeclaredValue\":{{\"currencyCode\":\"USD\",\"value\":\"12.50\"}}}}";
            return "{\"marketplaceId\":\"ATVPDKIKX0DER\",\"sellerFulfillmentOrderId\":\"" + id + "\",\"displayableOrderId\":\"" + id + "\","
                + "\"displayableOrderDate\":\"2026-05-12T00:00:00Z\",\"displayableOrderComment\":\"Thank you for your order.\","
                + "\"shippingSpeedCategory\":\"Standard\",\"fulfillmentAction\":\"Ship\",\"fulfillmentPolicy\":\"FillOrKill\","
                + "\"destinationAddress\":{\"name\":\"Ada Example\",\"addressLine1\":\"" + number + " Invented Avenue\",\"city\":\"Fableville\","
                + "\"stateOrRegion\":\"OR\",\"postalCode\":\"97000\",\"countryCode\":\"US\",\"phone\":\"503-555-0101\"},"
                + "\"notificationEmails\":[\"ada@example.com\"],\"items\":["
                + string.Format(item, "BLUE", 1, 1) + "," + string.Format(item, "RED", 2, 2) + "]}";
        }
    }
}
