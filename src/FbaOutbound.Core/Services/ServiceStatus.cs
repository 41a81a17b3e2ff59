using System;
using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Services;

/// <summary>How a section of MWS says that it is.</summary>
public sealed record ServiceStatus
{
    /// <summary>The section: <c>FulfillmentOutboundShipment</c> or <c>MerchantFulfillment</c>.</summary>
    public string Section { get; init; } = "";

    /// <summary><c>GREEN</c>, <c>GREEN_I</c> (with information), <c>YELLOW</c> or <c>RED</c>; any other word, unchanged.</summary>
    public string? Status { get; init; }

    /// <summary>When it was so.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Amazon's identifier of the messages.</summary>
    public string? MessageId { get; init; }

    /// <summary>What Amazon says about it, each in one language.</summary>
    public IReadOnlyList<ServiceMessage> Messages
    {
        get;
        init => field = OutputList<ServiceMessage>.Of(value);
    } = OutputList<ServiceMessage>.None;

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>Returns the section and the status.</summary>
    public override string ToString() => $"{Section} {Status}".TrimEnd();
}

/// <summary>What Amazon says, in one language.</summary>
public sealed record ServiceMessage
{
    /// <summary>The language, such as <c>en_US</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>The text.</summary>
    public string? Text { get; init; }

    /// <summary>Returns the text.</summary>
    public override string ToString() => Text ?? "";
}
