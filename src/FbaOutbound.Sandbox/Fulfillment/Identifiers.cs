using System;
using System.Globalization;
using System.Runtime.InteropServices;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>The ids that Amazon would make up. They follow from the order, so that a replayed history has the same ones.</summary>
internal static class Identifiers
{
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZbcdfghjkmnpqrstvwxz";
    private static readonly string[] s_centers = ["PHX7", "LEX1", "RNO4", "IND4"];
    private const string AmazonLogistics = "AMZN_US";
    private static readonly string[] s_otherCarriers = ["UPS", "USPS", "FEDEX"];
    private static readonly string[] s_carriers = [AmazonLogistics, .. s_otherCarriers];

    /// <summary>FNV-1a, because string.GetHashCode differs from process to process.</summary>
    public static ulong Hash(string text, ulong seed = 14695981039346656037UL)
    {
        var hash = seed;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }

        // FNV's low bits are weak for texts that differ in their last character only.
        hash ^= hash >> 33;
        return unchecked(hash * 0xff51afd7ed558ccdUL) ^ (hash >> 29);
    }

    /// <summary>A hash of bytes. It is another one wherever a single word of eight bytes is another one.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes, ulong seed = 14695981039346656037UL)
    {
        var hash = seed ^ (ulong)bytes.Length;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            hash = Mix(hash ^ word);
        }

        foreach (var rest in bytes.Slice(words.Length * sizeof(ulong)))
        {
            hash = Mix(hash ^ rest);
        }

        return hash;

        static ulong Mix(ulong value) => unchecked((value ^ (value >> 32)) * 0xff51afd7ed558ccdUL);
    }

    private static string Base36(ulong hash, int length)
    {
        const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var characters = new char[length];
        for (var i = 0; i < length; i++)
        {
            characters[i] = Digits[(int)(hash % 36)];
            hash = (hash / 36) ^ (hash << 59);
        }

        return new string(characters);
    }

    public static string CenterOf(string sku) => s_centers[Hash(sku) % (ulong)s_centers.Length];

    public static string ShipmentId(string orderId, int number)
    {
        var hash = Hash(orderId, (ulong)number + 7);
        var characters = new char[9];
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = Letters[(int)(hash % (ulong)Letters.Length)];
            hash /= (ulong)Letters.Length;
        }

        return new string(characters);
    }

    /// <summary>The id that version 2026-07-04 has for a package's number.</summary>
    public static string PackageId(int number) =>
        "PKG-" + (Hash("package", (ulong)number) & 0xFFFFFFFFFFFFUL).ToString("x12", CultureInfo.InvariantCulture);

    public static string AmazonTracking(int number) =>
        "TBA" + (Hash("tracking", (ulong)number) % 1_000_000_000_000UL).ToString("D12", CultureInfo.InvariantCulture);

    public static string ReturnAuthorization(string orderId, int number) => "RMA" + Base36(Hash(orderId, (ulong)number + 101), 13);

    public static string Rma(string orderId, int number) => "D" + Base36(Hash(orderId, (ulong)number + 211), 6) + "RRMA";

    public static string NetworkSku(string sku) => "X00" + Base36(Hash(sku, 307), 7);

    public static string Asin(string sku) => "B0" + Base36(Hash(sku, 401), 8);

    /// <summary>The carrier of a package, which is not Amazon's own one where the order blocks it.</summary>
    public static string Carrier(int parcel, string shipmentId, bool blocksAmazonLogistics)
    {
        var hash = Hash(shipmentId, (ulong)parcel);
        var carrier = s_carriers[hash % (ulong)s_carriers.Length];
        return blocksAmazonLogistics && carrier == AmazonLogistics
            ? s_otherCarriers[hash / (ulong)s_carriers.Length % (ulong)s_otherCarriers.Length]
            : carrier;
    }

    public static string CarrierTracking(int parcel, string shipmentId, string carrier)
    {
        var digits = (Hash(shipmentId, (ulong)parcel) / 7 % 1_000_000_000_000UL).ToString("D12", CultureInfo.InvariantCulture);
        return carrier switch
        {
            AmazonLogistics => "TBA" + digits,
            "UPS" => "1Z999AA1" + digits.Substring(2),
            "USPS" => "9400110" + digits + "000",
            _ => digits,
        };
    }
}
