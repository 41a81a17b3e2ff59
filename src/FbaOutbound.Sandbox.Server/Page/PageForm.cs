using System;
using System.Collections.Generic;
using System.Globalization;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Fulfillment;
using Microsoft.Extensions.Primitives;

namespace FbaOutbound.Sandbox.Server.Page;

/// <summary>What a form of the page asks for.</summary>
internal static class PageForm
{
    /// <summary>What is said after a change, by the form's name.</summary>
    public static readonly IReadOnlyDictionary<string, string> Done = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["advance"] = "The clock was advanced.",
        ["order"] = "The order's status was changed.",
        ["stick"] = "The order stays in Planning.",
        ["unstick"] = "The order is no longer kept in Planning.",
        ["stock"] = "The stock was changed.",
        ["fault"] = "The fault was added.",
        ["clearFaults"] = "The pending faults were removed.",
        ["tokens"] = "All tokens issued so far are no longer valid.",
        ["scan"] = "The carrier scanned the package.",
        ["clearRequests"] = "The request log was emptied.",
        ["reset"] = "The sandbox was reset; the clock was not.",
    };

    /// <summary>Makes the change that a form asks for, and returns the form's name.</summary>
    /// <exception cref="ArgumentException">A value cannot be used; nothing was changed.</exception>
    public static string Apply(SandboxService sandbox, IReadOnlyDictionary<string, StringValues> fields)
    {
        var name = Text("do");
        switch (name)
        {
            case "order":
                if (!sandbox.SetStatus(Text("order"), Word<OrderStatus>("status")))
                {
                    throw new ArgumentException(
                        $"Order '{Text("order")}' cannot be changed to {Text("status")}: "
                            + "it does not exist, or its status does not allow it.");
                }

                break;
            case "reset":
                sandbox.Reset();
                break;
            default:
                sandbox.Apply(Read(name));
                break;
        }

        return name;

        SandboxChange Read(string form) => form switch
        {
            "advance" => new SandboxChange { Advance = Span("by") },
            "stick" => new SandboxChange { StuckOrders = [Text("order")] },
            "unstick" => new SandboxChange { UnstuckOrders = [Text("order")] },
            "stock" => ReadStock(),
            "fault" => new SandboxChange
            {
                Faults =
                [
                    new FaultChange(
                        Word<FaultKind>("kind"), Optional("operation"), Optional("order"), Times: (int)Number("times", int.MaxValue))
                ],
            },
            "clearFaults" => new SandboxChange { ClearFaults = true },
            "tokens" => Text("what") switch
            {
                "expire" => new SandboxChange { ExpireTokens = true, ExpireRestrictedTokens = true },
                "revoke" => new SandboxChange { RevokeTokens = true },
                _ => throw new ArgumentException("Choose whether the tokens expire or are revoked."),
            },
            "scan" => new SandboxChange { ScannedShipments = [Text("shipment")] },
            "clearRequests" => new SandboxChange { ClearRequests = true },
            _ => throw new ArgumentException("The form is unknown. Reload the page."),
        };

        SandboxChange ReadStock() => Text("what") switch
        {
            "set" => new SandboxChange { Stock = { [Text("sku")] = Number("quantity", long.MaxValue) } },
            "lose" => new SandboxChange { LostStock = { [Text("sku")] = Number("quantity", long.MaxValue) } },
            "unknown" => new SandboxChange { UnknownSkus = [Text("sku")] },
            _ => throw new ArgumentException("Choose whether to set or lose the units, or to make the SKU unknown."),
        };

        string Text(string field) => fields.TryGetValue(field, out var values) ? values.ToString().Trim() : "";

        string? Optional(string field) => Text(field) is { Length: > 0 } text ? text : null;

        TimeSpan Span(string field) =>
            TimeSpanText.Read(Text(field), out var fault) ?? throw new ArgumentException($"The time span {fault}.");

        long Number(string field, long most) =>
            long.TryParse(Text(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
                ? number
                : throw new ArgumentException($"'{Text(field)}' is not a whole number from 0 to {most}.");

        T Word<T>(string field)
            where T : struct, Enum =>
            Array.IndexOf(Enum.GetNames<T>(), Text(field)) >= 0
                ? Enum.Parse<T>(Text(field))
                : throw new ArgumentException($"'{Text(field)}' is not one of {string.Join(", ", Enum.GetNames<T>())}.");
    }
}
