using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox;

/// <summary>A buyer's order that the seller ships, as a test defines it.</summary>
public sealed class SandboxMerchantOrder
{
    /// <summary>Gets or sets the order's id, of three, seven and seven digits.</summary>
    /// <value>There is no default value.</value>
    public string AmazonOrderId { get; set; } = "";

    /// <summary>Gets or sets how many units of each item were ordered, by the items' ids.</summary>
    /// <value>The default value is empty, which no order may be.</value>
    public IDictionary<string, int> Items { get; set; } = new Dictionary<string, int>();

    /// <summary>Gets or sets the recipient's name.</summary>
    /// <value>The default value is null: an invented one.</value>
    public string? Name { get; set; }

    /// <summary>Gets or sets the first line of the recipient's address.</summary>
    /// <value>The default value is null: an invented one.</value>
    public string? AddressLine1 { get; set; }

    /// <summary>Gets or sets the recipient's city.</summary>
    /// <value>The default value is null: an invented one.</value>
    public string? City { get; set; }

    /// <summary>Gets or sets the recipient's state or province.</summary>
    /// <value>The default value is null: that of the invented city, or none with a city that is given.</value>
    public string? StateOrProvinceCode { get; set; }

    /// <summary>Gets or sets the recipient's postal code.</summary>
    /// <value>The default value is null: an invented one.</value>
    public string? PostalCode { get; set; }

    /// <summary>Gets or sets the recipient's country.</summary>
    /// <value>The default value is US.</value>
    public string CountryCode { get; set; } = "US";

    internal static SandboxMerchantOrder FromJson(ReadOnlyMemory<byte> body) =>
        JsonSerializer.Deserialize<SandboxMerchantOrder>(body.Span)!;

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this);

    internal MerchantOrder ToOrder()
    {
        if (!MerchantOrder.IsId(AmazonOrderId))
        {
            throw new ArgumentException($"'{AmazonOrderId}' is not an order id of the form 3-7-7.");
        }

        if (Items is null || Items.Count == 0 || Items.Values.Any(quantity => quantity <= 0))
        {
            throw new ArgumentException("An order needs at least one item, with at least one unit of each item.");
        }

        var invented = MerchantOrder.Invent(AmazonOrderId, CountryCode).ShipTo;
        return new MerchantOrder
        {
            AmazonOrderId = AmazonOrderId,
            Items = new Dictionary<string, int>(Items, StringComparer.Ordinal),
            ShipTo = new ShippingAddress
            {
                Name = Name ?? invented.Name,
                Line1 = AddressLine1 ?? invented.Line1,
                City = City ?? invented.City,
                State = StateOrProvinceCode ?? (City is null ? invented.State : null),
                PostalCode = PostalCode ?? invented.PostalCode,
                CountryCode = Carriers.Normalize(CountryCode),
                Email = "",
                Phone = "",
            },
        };
    }
}
