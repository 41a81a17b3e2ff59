using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Shipments.Labels;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Merchant;

public class LabelTests
{
    [Theory]
    [InlineData("PDF", "application/pdf", "PDF")]
    [InlineData("PNG", "image/png", "PNG")]
    [InlineData("ZPL203", "application/zpl", "ZPL203")]
    [InlineData("ShippingServiceDefault", "image/png", "PNG")]
    [InlineData(null, "image/png", "PNG")]
    public async Task ALabelHasTheFormatThatWasRequested(string? format, string type, string printed)
    {
        using var client = new MerchantClient();
        var label = await BuyAsync(client, "UPS_PTP_GND", format);
        Assert.Equal((type, printed), (label["FileContents"]!["FileType"]!.GetValue<string>(), label["LabelFormat"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("PDF")]
    [InlineData("PNG")]
    [InlineData("ZPL203")]
    public async Task TheChecksumIsTheDocumentsMd5(string format)
    {
        using var client = new MerchantClient();
        var label = await BuyAsync(client, "USPS_PTP_PRI", format);
#pragma warning disable CA5351 // The services' checksum is an MD5.
        Assert.Equal(
            Convert.ToBase64String(MD5.HashData(MerchantClient.Unpack(label))), label["FileContents"]!["Checksum"]!.GetValue<string>());
#pragma warning restore CA5351
    }

    [Fact]
    public async Task APdfIsOneWhoseTableOfObjectsIsRight()
    {
        using var client = new MerchantClient();
        var text = Encoding.Latin1.GetString(MerchantClient.Unpack(await BuyAsync(client, "FEDEX_PTP_GROUND", "PDF")));
        Assert.StartsWith("%PDF-1.4\n", text, StringComparison.Ordinal);
        Assert.EndsWith("%%EOF\n", text, StringComparison.Ordinal);
        var table = int.Parse(
            text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0], CultureInfo.InvariantCulture);
        Assert.StartsWith("xref\n0 6\n", text[table..], StringComparison.Ordinal);
        var offsets = text[table..].Split('\n')[3..8].Select(line => int.Parse(line[..10], CultureInfo.InvariantCulture)).ToList();
        Assert.All(offsets.Select((offset, index) => (offset, index)), entry =>
            Assert.StartsWith($"{entry.index + 1} 0 obj\n", text[entry.offset..], StringComparison.Ordinal));
        var stream = text[(text.IndexOf("stream\n", StringComparison.Ordinal) + 7)..text.IndexOf("\nendstream", StringComparison.Ordinal)];
        Assert.Contains($"/Length {stream.Length} ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APngIsOneWhoseChunksAndRowsAreRight()
    {
        using var client = new MerchantClient();
        var document = MerchantClient.Unpack(await BuyAsync(client, "UPS_PTP_GND", "PNG"));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], document[..8]);
        var (width, height, rows) = (0, 0, Array.Empty<byte>());
        for (var at = 8; at < document.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(document.AsSpan(at));
            var body = document[(at + 4)..(at + 8 + length)];
            Assert.Equal(Crc(body), BinaryPrimitives.ReadUInt32BigEndian(document.AsSpan(at + 8 + length)));
            switch (Encoding.ASCII.GetString(body[..4]))
            {
                case "IHDR":
                    (width, height) = (
                        BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(4)), BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(8)));
                    break;
                case "IDAT":
                    using (var zlib = new ZLibStream(new MemoryStream(body[4..]), CompressionMode.Decompress))
                    using (var unpacked = new MemoryStream())
                    {
                        zlib.CopyTo(unpacked);
                        rows = unpacked.ToArray();
                    }

                    break;
                default:
                    break;
            }

            at += 12 + length;
        }

        Assert.Equal((812, 1218), (width, height));
        Assert.Equal(height * (1 + ((width + 7) / 8)), rows.Length);
        Assert.Contains(rows, octet => octet is not (0 or 0xFF));
    }

    [Fact]
    public async Task AZplLabelIsOneLabelWithItsTrackingNumber()
    {
        using var client = new MerchantClient();
        var shipment = (await client.BuyAsync(Purchase("UPS_PTP_GND", "ZPL203"))).Ok().Payload;
        var text = Encoding.UTF8.GetString(MerchantClient.Unpack(shipment["Label"]!));
        Assert.StartsWith("^XA\n", text, StringComparison.Ordinal);
        Assert.EndsWith("^XZ\n", text, StringComparison.Ordinal);
        Assert.Contains($"^FD{shipment["TrackingId"]!.GetValue<string>()}^FS", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFormatThatTheCarrierDoesNotPrintIsRefused()
    {
        using var client = new MerchantClient();
        (await client.BuyAsync(Purchase("FEDEX_PTP_GROUND", "PNG"))).Refused(
            "Value PNG for parameter LabelFormat is invalid. Reason: InvalidValue.");
    }

    [Fact]
    public async Task TextOfTheSellersAndTheOrdersIdArePrinted()
    {
        using var client = new MerchantClient();
        var purchase = Purchase("UPS_PTP_GND", "ZPL203");
        purchase["ShipmentRequestDetails"]!["LabelCustomization"] = new JsonObject
        {
            ["CustomTextForLabel"] = "Bin ^7~", ["StandardIdForLabel"] = "AmazonOrderId"
        };
        var label = (await client.BuyAsync(purchase)).Ok().Payload["Label"]!;
        var text = Encoding.UTF8.GetString(MerchantClient.Unpack(label));
        Assert.Contains("^FDBin  7 ^FS", text, StringComparison.Ordinal);
        Assert.Contains(MerchantClient.OrderId, text, StringComparison.Ordinal);
        Assert.Equal("Bin ^7~", label["CustomTextForLabel"]!.GetValue<string>());
    }

    [Fact]
    public void ABarcodeIsMadeOfSymbolsOfElevenModules()
    {
        // Start, five characters, check and stop: the stop symbol has thirteen modules.
        Assert.Equal((7 * 11) + 13, Code128.Encode("1Z999").Sum());
        Assert.Equal([2, 1, 1, 2, 1, 4], Code128.Encode("A").Take(6));
    }

    private static JsonObject Purchase(string service, string? format) => MerchantClient.Purchase(service, details =>
    {
        if (format is not null)
        {
            details["ShippingServiceOptions"]!["LabelFormat"] = format;
        }
    });

    private static async Task<JsonNode> BuyAsync(MerchantClient client, string service, string? format) =>
        (await client.BuyAsync(Purchase(service, format))).Ok().Payload["Label"]!;

    private static uint Crc(byte[] body)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var octet in body)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
            }
        }

        return ~crc;
    }
}
