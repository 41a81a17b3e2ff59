using System;
using System.IO;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FbaOutbound.Shipments;
using Xunit;

namespace FbaOutbound.Core.Tests.Shipments;

public sealed class LabelDocumentTests
{
    private static readonly byte[] s_pdf = Encoding.ASCII.GetBytes("%PDF-1.4 an invented label");

    [Theory]
    [InlineData("application/pdf", null, ".pdf")]
    [InlineData("image/png", null, ".png")]
    [InlineData("application/zpl", null, ".zpl")]
    [InlineData(null, "ZPL203", ".zpl")]
    [InlineData(null, null, ".pdf")]
    [InlineData("application/x-new", null, ".pdf")]
    public void TheFileIsNamedByTheIdAndTheType(string? type, string? format, string extension)
    {
        var label = LabelDocument.Read(Shipment(Zip(s_pdf), Md5(s_pdf), type, format));
        Assert.Equal("6f77095e-9f75" + extension, label.FileName);
        Assert.Equal(s_pdf, label.Bytes);
    }

    [Fact]
    public void TheChecksumMayBeThatOfTheDocumentOrOfWhatWasSent()
    {
        Assert.True(LabelDocument.Read(Shipment(Zip(s_pdf), Md5(s_pdf))).IsIntact);
        Assert.True(LabelDocument.Read(Shipment(Zip(s_pdf), Md5(Zip(s_pdf)))).IsIntact);
        Assert.True(LabelDocument.Read(Shipment(Zip(s_pdf), null)).IsIntact);
        Assert.False(LabelDocument.Read(Shipment(Zip(s_pdf), Md5([1, 2, 3]))).IsIntact);
    }

    [Fact]
    public void ADocumentThatIsNotZippedIsTakenAsItIs() => Assert.Equal(s_pdf, LabelDocument.Read(Shipment(s_pdf, Md5(s_pdf))).Bytes);

    [Fact]
    public void BrokenLinesOfBase64AreRead()
    {
        var shipment = Shipment(Zip(s_pdf), Md5(s_pdf));
        var broken = shipment.Label!.FileContents!.Contents!.Insert(10, "\r\n    ");
        Assert.Equal(
            s_pdf,
            LabelDocument.Read(
                shipment with
                {
                    Label = shipment.Label with { FileContents = shipment.Label.FileContents with { Contents = broken } }
                }).Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData(null)]
    public void AnEmptyLabelWasCancelledAndIsNoBrokenChecksum(string? contents)
    {
        var shipment = new Shipment
        {
            ShipmentId = "s", Status = "RefundPending",
            Label = new ShippingLabel { FileContents = new LabelFile { Contents = contents, Checksum = "x" } }
        };
        Assert.Contains(
            "cancelled", Assert.Throws<LabelMissingException>(() => LabelDocument.Read(shipment)).Message, StringComparison.Ordinal);
        Assert.Throws<LabelMissingException>(() => LabelDocument.Read(shipment with { Label = null }));
    }

    [Fact]
    public void ALabelThatBrokeOffIsNotIntactEvenWithoutAChecksum()
    {
        var whole = Zip(s_pdf);
        Assert.False(LabelDocument.Read(Shipment(whole[..^6], null)).IsIntact);
        Assert.False(LabelDocument.Read(Shipment(whole[..^6], Md5(whole[..^6]))).IsIntact);
    }

    [Theory]
    [InlineData("no base64!")]
    [InlineData("H4sIAAAAAAAA//////////////////////8=")]
    public void WhatCannotBeUnpackedIsBroken(string contents)
    {
        var shipment = new Shipment
        {
            ShipmentId = "s", Label = new ShippingLabel { FileContents = new LabelFile { Contents = contents } }
        };
        Assert.Null(Assert.Throws<LabelBrokenException>(() => LabelDocument.Read(shipment)).InnerException);
    }

    [Fact]
    public void AnIdIsNoPath() =>
        Assert.Equal(
            "______etc_passwd.pdf", LabelDocument.Read(Shipment(Zip(s_pdf), null) with { ShipmentId = "../../etc/passwd" }).FileName);

    private static Shipment Shipment(byte[] sent, string? checksum, string? type = "application/pdf", string? format = null) => new()
    {
        ShipmentId = "6f77095e-9f75",
        Label = new ShippingLabel
        {
            LabelFormat = format,
            FileContents = new LabelFile { Contents = Convert.ToBase64String(sent), FileType = type, Checksum = checksum }
        },
    };

    private static byte[] Zip(byte[] document)
    {
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Optimal))
        {
            zip.Write(document);
        }

        return target.ToArray();
    }

#pragma warning disable CA5351 // The service's own checksum.
    private static string Md5(byte[] bytes) => Convert.ToBase64String(MD5.HashData(bytes));
#pragma warning restore CA5351
}
