using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Protocols.Mws;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols.Mws;

public sealed class FuzzTests
{
    private static readonly int s_rounds = int.Parse(
        Environment.GetEnvironmentVariable("FBA_FUZZ") ?? "2000", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly byte[] s_answer = Encoding.UTF8.GetBytes("""
        <?xml version="1.0"?><GetFulfillmentOrderResponse xmlns="http://mws.amazonaws.com/FulfillmentOutboundShipment/2010-10-01/"><GetFulfillmentOrderResult>
        <FulfillmentOrder><SellerFulfillmentOrderId>a</SellerFulfillmentOrderId><DisplayableOrderDateTime>2026-05-04</DisplayableOrderDateTime><DestinationAddress><Name>Zoë</Name></DestinationAddress>
        <CODSettings><IsCODRequired>true</IsCODRequired><CODCharge><CurrencyCode>JPY</CurrencyCode><Value>1.50</Value></CODCharge></CODSettings><NotificationEmailList><member>a@example.com</member></NotificationEmailList>
        </FulfillmentOrder><FulfillmentOrderItem><member><SellerSKU>S</SellerSKU><Quantity>2</Quantity></member></FulfillmentOrderItem></GetFulfillmentOrderResult>
        <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetFulfillmentOrderResponse>
        """);

    private static readonly string[] s_pieces =
        [
            "<", ">", "/", "&", "&amp;", "&#0;", "&#x1F381;", "]]>", "<![CDATA[", "<!--", "<?x?>", "<!DOCTYPE a>", "xmlns=\"\"", "1e400",
            "-", "\"", "\0", "\uFFFF", "<a>", "</a>", "<Error>"];

    [Fact]
    public async Task AnyBytesAreReadOrSaidToBeUnreadable()
    {
        var random = new Random(1);
        for (var round = 0; round < s_rounds; round++)
        {
            var pipeline = new FakePipeline { Body = Mutate(random, s_answer), ContentType = "text/xml" };
            var orders = new FulfillmentService(pipeline, "US");
            var shipments = new ShipmentService(pipeline, "US");
            await ReadOrNotAsync(() => orders.GetAsync("a", default));
            await ReadOrNotAsync(() => orders.ListAsync(SampleOrders.Date, null, default));
            await ReadOrNotAsync(() => orders.CancelAsync("a", default));
            await ReadOrNotAsync(() => shipments.GetAsync("a", default));
        }
    }

    [Fact]
    public void ErrorsAreReadFromAnyBytes()
    {
        var random = new Random(2);
        var body = Encoding.UTF8.GetBytes(
            ErrorDialectTests.Error("InvalidParameterValue", "Value Ann for parameter DestinationAddress.Name is invalid."));
        for (var round = 0; round < s_rounds; round++)
        {
            var error = MwsErrorDialect.Default.Read(
                new HttpAnswer(400 + (round % 200), "text/xml", Mutate(random, body), new CallInfo(null, 1, TimeSpan.Zero)));
            Assert.True(error.Message is null || !error.Message.Any(char.IsControl));
        }
    }

    [Fact]
    public void AnyTextComesBackFromAQueryAsItWasSent()
    {
        var random = new Random(3);
        for (var round = 0; round < s_rounds; round++)
        {
            var parameters = Enumerable.Range(0, random.Next(1, 6)).ToDictionary(
                index => $"N{index}.member.{random.Next(100)}", _ => Text(random), StringComparer.Ordinal);
            var form = new QueryForm(parameters);
            Assert.Equal(
                parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal),
                Forms.Parse(form.ToString()).OrderBy(pair => pair.Key, StringComparer.Ordinal));
            Assert.All(form.ToString(), character => Assert.True(character is > ' ' and < '\u007F'));
        }
    }

    private static async Task ReadOrNotAsync<T>(Func<Task<T>> read)
    {
        try
        {
            Assert.NotNull(await read());
        }
        catch (AnswerNotReadException exception)
        {
            Assert.Null(exception.InnerException);
        }
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => random.Next(4) switch
    {
        0 => s_pieces[random.Next(s_pieces.Length)],
        1 => char.ConvertFromUtf32(random.Next(0x1F300, 0x1F6FF)),
        2 => ((char)random.Next(1, 0xD7FF)).ToString(),
        _ => "a+b c%20",
    }));

    private static byte[] Mutate(Random random, byte[] body)
    {
        var bytes = new List<byte>(body);
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }
}
