using System.Collections.Generic;

namespace FbaOutbound.Protocols.SpApi20260704;

// The objects of requests. Several requests share one class where the model has some that differ in a few members.

internal sealed class WireOrder
{
    public string? OrderId { get; set; }

    public string? Channel { get; set; }

    public string? Status { get; set; }

    public WireConfiguration? FulfillmentConfiguration { get; set; }

    public WireOrigin? Origin { get; set; }

    public WireDestination? Destination { get; set; }

    public List<WireLineItem>? LineItems { get; set; }

    public WirePayments? PaymentInformation { get; set; }
}

internal sealed class WireConfiguration
{
    public WireServiceLevel? ServiceLevel { get; set; }

    public string? Action { get; set; }

    public string? Policy { get; set; }

    public WireServices? Services { get; set; }
}

internal sealed class WireServiceLevel
{
    public List<string>? ServiceTiers { get; set; }

    public WireInterval? DeliveryInterval { get; set; }
}

internal sealed class WireInterval
{
    public string? StartTime { get; set; }

    public string? EndTime { get; set; }
}

internal sealed class WireServices
{
    public WirePackaging? Packaging { get; set; }

    public WireDeliveryServices? Delivery { get; set; }

    public Dictionary<string, string?>? Additional { get; set; }
}

internal sealed class WirePackaging
{
    public string? PackagingOption { get; set; }

    public string? Overbox { get; set; }

    public WirePackingSlip? PackingSlip { get; set; }
}

internal sealed class WirePackingSlip
{
    public string? TemplateName { get; set; }

    public Dictionary<string, string?>? TemplateAttributes { get; set; }
}

internal sealed class WireDestination
{
    public WireAddress? DeliveryAddress { get; set; }

    public string? IpAddress { get; set; }

    public string? DeliveryNotes { get; set; }

    public WireDropOffLocation? DropOffLocation { get; set; }
}

internal sealed class WireLineItem
{
    public string? LineItemId { get; set; }

    public WireProduct? Product { get; set; }

    public WireAmount? Amount { get; set; }

    public WireConfiguration? FulfillmentConfiguration { get; set; }
}

internal sealed class WireProduct
{
    public WireProductIdentifier? ProductIdentifier { get; set; }

    public WireMoney? PerUnitDeclaredValue { get; set; }
}

internal sealed class WireProductIdentifier
{
    public string? AmazonSku { get; set; }
}

internal sealed class WireAmount
{
    public string? Unit { get; set; }

    public string? Value { get; set; }
}

internal sealed class WireMoney
{
    public string? CurrencyCode { get; set; }

    public string? Amount { get; set; }
}

internal sealed class WirePayments
{
    public List<WirePayment>? Payments { get; set; }
}

internal sealed class WirePayment
{
    public string? PaymentId { get; set; }

    public string? PaymentMethod { get; set; }

    public string? PaymentTime { get; set; }
}

internal sealed class WireDeliveryServices
{
    public WirePaymentOnDelivery? PaymentOnDelivery { get; set; }
}

internal sealed class WirePaymentOnDelivery
{
    public WireMoney? PerUnitServicePrice { get; set; }
}
