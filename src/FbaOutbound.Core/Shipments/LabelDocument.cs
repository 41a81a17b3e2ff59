using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace FbaOutbound.Shipments;

/// <summary>A label as a file: what the service sends is Base64 of the gzip format, with an MD5 checksum.</summary>
/// <param name="Bytes">The document.</param>
/// <param name="FileName">A name made of the shipment's id and the document's type.</param>
/// <param name="IsIntact">
/// Whether the checksum is that of the document, or of its gzip format: which of the two is not documented.
/// </param>
internal sealed record LabelDocument(byte[] Bytes, string FileName, bool IsIntact)
{
    private const int LargestDocument = 64 * 1024 * 1024;
    private const int LongestName = 100;

    private static readonly Regex s_device = new(
        "^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Reads the label of a shipment.</summary>
    /// <exception cref="LabelMissingException">The service has left the label out: it was cancelled.</exception>
    /// <exception cref="LabelBrokenException">The label cannot be read.</exception>
    public static LabelDocument Read(Shipment shipment)
    {
        if (shipment.Label?.FileContents is not { } file || string.IsNullOrWhiteSpace(file.Contents))
        {
            throw new LabelMissingException(
                $"Shipment '{shipment.ShipmentId}' has no "
                    + $"label{(shipment.Status is null ? "" : $" (its status is {shipment.Status})")}: Amazon does not return the label of a cancelled shipment.");
        }

        var (sent, document) = Decode(shipment.ShipmentId, file.Contents!);
        var checksum = file.Checksum?.Trim();
        return new LabelDocument(
            document,
            Name(shipment.ShipmentId) + Extension(file.FileType, shipment.Label.LabelFormat, document),
            IsWhole(sent, document) && (string.IsNullOrEmpty(checksum) || checksum == Md5(document) || checksum == Md5(sent)));
    }

    private static (byte[] Sent, byte[] Document) Decode(string shipmentId, string contents)
    {
        try
        {
            var sent = Convert.FromBase64String(contents);
            return (sent, Begins(sent, 0x1F, 0x8B) ? Unzip(sent) : sent);
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or IOException)
        {
            // Kept without its cause, whose message may quote what it read.
            throw new LabelBrokenException(
                $"The label of shipment '{shipmentId}' cannot be read: it is not Base64-encoded gzip data. Nothing was saved.");
        }
    }

    private static byte[] Unzip(byte[] zipped)
    {
        using var source = new GZipStream(new MemoryStream(zipped, writable: false), CompressionMode.Decompress);
        using var target = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = source.Read(buffer, 0, buffer.Length)) > 0)
        {
            if (target.Length + count > LargestDocument)
            {
                throw new InvalidDataException();
            }

            target.Write(buffer, 0, count);
        }

        return target.ToArray();
    }

    // The gzip format ends with the document's length; a truncated stream is unpacked silently as far as it goes.
    private static bool IsWhole(byte[] sent, byte[] document) =>
        !Begins(sent, 0x1F, 0x8B)
        || (
            sent.Length > 18
                && (
                    sent[sent.Length - 4] | (sent[sent.Length - 3] << 8) | (sent[sent.Length - 2] << 16)
                        | (sent[sent.Length - 1] << 24)) == document.Length);

    // The checksum is the service's; it protects against nothing but accidents.
#pragma warning disable CA5351 // It protects against nothing but accidents.
    private static string Md5(byte[] bytes)
    {
        using var md5 = MD5.Create();
        return Convert.ToBase64String(md5.ComputeHash(bytes));
    }
#pragma warning restore CA5351

    // An id that comes from a service is not a path, and none of the devices that Windows knows by name, whatever the ending.
    private static string Name(string shipmentId)
    {
        var name = new string(
            [
                .. shipmentId.Take(LongestName).Select(
                    character =>
                        character is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' ? character : '_')]);
        return name.Length == 0 || s_device.IsMatch(name) ? "_" + name : name;
    }

    private static string Extension(string? fileType, string? format, byte[] document) =>
        (fileType?.Trim().ToLowerInvariant(), format?.Trim().ToUpperInvariant()) switch
    {
        ("application/pdf", _) or (null, "PDF") => ".pdf",
        ("image/png", _) or (null, "PNG") => ".png",
        ("application/zpl", _) or (null, "ZPL203" or "ZPL300") => ".zpl",
        _ when Begins(document, (byte)'%', (byte)'P', (byte)'D', (byte)'F') => ".pdf",
        _ when Begins(document, 0x89, (byte)'P', (byte)'N', (byte)'G') => ".png",
        _ when Begins(document, (byte)'^', (byte)'X', (byte)'A') => ".zpl",
        _ => ".bin",
    };

    private static bool Begins(byte[] bytes, params byte[] signature) =>
        bytes.Length >= signature.Length && bytes.Take(signature.Length).SequenceEqual(signature);
}

/// <summary>A shipment whose label the service leaves out.</summary>
internal sealed class LabelMissingException(string message) : FbaException(message);

/// <summary>A label that cannot be read, or whose checksum does not match.</summary>
internal sealed class LabelBrokenException(string message) : FbaException(message);
