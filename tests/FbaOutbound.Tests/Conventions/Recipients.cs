using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace FbaOutbound.Tests.Conventions;

/// <summary>What of an order belongs to its recipient, and must not show by accident.</summary>
internal static class Recipients
{
    /// <summary>The names of the members.</summary>
    public static readonly IReadOnlyCollection<string> Members =
    [
        "Name", "AddressLine1", "AddressLine2", "AddressLine3", "City", "DistrictOrCounty", "StateOrRegion", "PostalCode", "Phone",
        "NotificationEmails",
        "DisplayableOrderComment", "GiftMessage", "DisplayableComment", "DeliveryInstructions", "Attributes", "PaymentTransactionId",
        "ReturnComment",
        "LockerNumber", "LockerAccessCode", "Email", "StateOrProvinceCode", "ShipToAddress", "ShipFromAddress", "Contents", "ValueAsString",
        "ValueAsAddress", "Url", "SignedForBy", "ReceivedBy", "DeliveryPhotoUrl",
    ];

    /// <summary>The public types of the domain.</summary>
    public static IReadOnlyList<Type> Domain { get; } =
    [
        .. Repository.Core.GetExportedTypes().Where(type => type.Namespace is "FbaOutbound.Orders" or "FbaOutbound.Shipments"),
    ];

    /// <summary>The public records of the domain.</summary>
    public static IEnumerable<Type> Records => Domain.Where(type => type.GetMethod("<Clone>$") is not null);

    /// <summary>Returns the members of a type that belong to the recipient.</summary>
    public static IEnumerable<PropertyInfo> Of(Type type) => type.GetProperties().Where(property => Members.Contains(property.Name));
}
