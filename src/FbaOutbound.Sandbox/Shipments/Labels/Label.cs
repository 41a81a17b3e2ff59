using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Security.Cryptography;

namespace FbaOutbound.Sandbox.Shipments.Labels;

/// <summary>A printed label, packed as the services pack it: the document in gzip in base64, and the document's MD5 in base64.</summary>
internal sealed class Label
{
    private Label(LabelFormat format, string fileType, decimal width, decimal length, byte[] document)
    {
        Format = format;
        FileType = fileType;
        Width = width;
        Length = length;
        Contents = Convert.ToBase64String(Compress(document));
        Checksum = Digest(document);
    }

    public LabelFormat Format { get; }

    public string FileType { get; }

    public decimal Width { get; }

    public decimal Length { get; }

    public string Contents { get; }

    public string Checksum { get; }

    public string? CustomText { get; private init; }

    public bool PrintsOrderId { get; private init; }

    /// <summary>Returns the document itself.</summary>
    public byte[] Unpack()
    {
        using var packed = new GZipStream(new MemoryStream(Convert.FromBase64String(Contents)), CompressionMode.Decompress);
        using var document = new MemoryStream();
        packed.CopyTo(document);
        return document.ToArray();
    }

    public static Label Print(LabelFormat format, CarrierService service, string tracking, ShipmentRequest request, ShippingAddress shipTo)
    {
        var lines = Compose(service, request, shipTo);
        return format switch
        {
            LabelFormat.PNG => Make("image/png", 4, 6, PngLabel.Print(lines, tracking)),
            LabelFormat.ZPL203 => Make("application/zpl", 4, 6, ZplLabel.Print(lines, tracking, 203)),
            LabelFormat.ZPL300 => Make("application/zpl", 4, 6, ZplLabel.Print(lines, tracking, 300)),
            _ when service.Carrier == "FEDEX" => Make("application/pdf", 8.5m, 11, PdfLabel.Print(lines, tracking, 612, 792)),
            _ => Make("application/pdf", 4, 6, PdfLabel.Print(lines, tracking, 288, 432)),
        };

        Label Make(string type, decimal width, decimal length, byte[] document) =>
            new(format, type, width, length, document) { CustomText = request.CustomText, PrintsOrderId = request.PrintsOrderId };
    }

    private static List<string> Compose(CarrierService service, ShipmentRequest request, ShippingAddress shipTo)
    {
        List<string> lines = ["SANDBOX - NOT FOR SHIPPING", service.Name, "", "FROM"];
        AddAddress(lines, request.ShipFrom);
        lines.Add("");
        lines.Add("SHIP TO");
        AddAddress(lines, shipTo);
        lines.Add("");
        if (request.PrintsOrderId)
        {
            lines.Add(request.AmazonOrderId);
        }

        if (request.CustomText is { Length: > 0 } text)
        {
            lines.Add(text);
        }

        return lines;
    }

    private static void AddAddress(List<string> lines, ShippingAddress address)
    {
        lines.Add(address.Name);
        lines.Add(address.Line1);
        foreach (var line in (string?[])[address.Line2, address.Line3])
        {
            if (!string.IsNullOrEmpty(line))
            {
                lines.Add(line!);
            }
        }

        lines.Add(string.Join(" ", address.City, address.State, address.PostalCode, address.CountryCode).Replace("  ", " "));
    }

    private static byte[] Compress(byte[] document)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(document, 0, document.Length);
        }

        return packed.ToArray();
    }

    private static string Digest(byte[] document)
    {
#pragma warning disable CA5351 // The services' checksum is an MD5.
        using var md5 = MD5.Create();
#pragma warning restore CA5351
        return Convert.ToBase64String(md5.ComputeHash(document));
    }
}
