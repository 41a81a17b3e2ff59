using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Protocols;
using FbaOutbound.Http;
using FbaOutbound.Protocols.Mws;
using Xunit;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>What a response may cost: its size is capped by the transport, and what is made of it by its readers.</summary>
[Collection(nameof(LargeBodies))]
public sealed class HostileSizeTests
{
    private const long MostAllocated = 64L * 1024 * 1024;

    public static TheoryData<string, string, string> Bodies => new()
    {
        { """{"payload":{"fulfillmentOrder":{},"fulfillmentOrderItems":[""", "{},", "{}]}}" },
        { """{"payload":{"fulfillmentOrder":{"a":""", "[", "" },
        { """{"payload":{"fulfillmentOrder":{"a":""", """{"a":""", "" },
        { """{"payload":{"fulfillmentOrder":{"a":1""", "0", "}}}" },
        { """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":1e9""", "9", "}}}" },
        { "{", "\"a\":1,", "\"a\":1}" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task JsonOfTheLargestSizeIsReadOrRefusedInLittleRoom(string begin, string part, string end)
    {
        var pipeline = new FakePipeline { Body = Large(begin, part, end) };
        var service = new FbaOutbound.Protocols.SpApi20200701.FulfillmentService(pipeline);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            await service.GetAsync("a", CancellationToken.None);
        }
        catch (AnswerNotReadException)
        {
            // A clear error.
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated * 3);
    }

    [Theory]
    [InlineData("<a>", "<b/>", "</a>")]
    [InlineData("", "<a>", "")]
    [InlineData("<a ", "b='' ", "/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x '1'>", "<!ENTITY y '&x;&x;'>", "]><a>&y;</a>")]
    [InlineData("<a>", "&#65;", "</a>")]
    public void XmlOfTheLargestSizeIsReadOrRefusedInLittleRoom(string begin, string part, string end)
    {
        var body = Large(begin, part, end);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = XmlTree.Read(body);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, HttpTransport.LargestBody + (MostAllocated * 6));
    }

    [Theory]
    [
        InlineData(
            "<!DOCTYPE lolz [<!ENTITY a '1'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>")]
    public void NoDocumentTypeIsRead(string document) => Assert.Null(XmlTree.Read(Encoding.UTF8.GetBytes(document)));

    private static byte[] Large(string begin, string part, string end)
    {
        var count = (HttpTransport.LargestBody - begin.Length - end.Length) / part.Length;
        return Encoding.UTF8.GetBytes(begin + string.Concat(Enumerable.Repeat(part, count)) + end);
    }
}

/// <summary>Runs by itself: other tests measure how much memory there is in use.</summary>
[CollectionDefinition(nameof(LargeBodies), DisableParallelization = true)]
public sealed class LargeBodies;
