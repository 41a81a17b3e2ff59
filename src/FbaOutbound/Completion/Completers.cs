using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using FbaOutbound.OrderFiles;
using FbaOutbound.Protocols.Mws;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;
using FbaOutbound.Tracking;

namespace FbaOutbound.Completion;

/// <summary>Completes an argument from words that are known here, without a request.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    private protected WordCompleter()
    {
    }

    private protected abstract IEnumerable<string> Words { get; }

    /// <summary>Returns the words that begin with what was typed.</summary>
    /// <param name="commandName">The command.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="wordToComplete">What was typed, with or without quotes.</param>
    /// <param name="commandAst">The command's syntax.</param>
    /// <param name="fakeBoundParameters">The other arguments.</param>
    /// <returns>The completions.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var typed = (wordToComplete ?? "").Trim('\'', '"');
        return Words
            .Where(word => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(word => new CompletionResult(Quote(word), word, CompletionResultType.ParameterValue, word));
    }

    private static string Quote(string word) => word.Any(char.IsWhiteSpace) ? $"'{word.Replace("'", "''")}'" : word;
}

/// <summary>Completes Ship and Hold.</summary>
public sealed class ActionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => OrderColumns.Actions;
}

/// <summary>Completes the fulfillment policies.</summary>
public sealed class PolicyCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => OrderColumns.Policies;
}

/// <summary>Completes the formats of tracking files.</summary>
public sealed class TrackingFormatCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => TrackingFormat.All.Select(format => format.Name);
}

/// <summary>Completes the shipping methods.</summary>
public sealed class ShippingSpeedCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => OrderColumns.Speeds;
}

/// <summary>Completes the formats of order files.</summary>
public sealed class OrderFormatCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => ["Auto", .. OrderFormats.All.Select(format => format.Name)];
}

/// <summary>Completes the states of orders.</summary>
public sealed class OrderStatusCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words =>
        ["New", "Received", "Planning", "Processing", "Cancelled", "Complete", "CompletePartialled", "Unfulfillable", "Invalid"];
}

/// <summary>Completes the marketplaces.</summary>
public sealed class MarketplaceCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => Marketplace.All.Select(marketplace => marketplace.Code);
}

/// <summary>Completes the versions of the protocol.</summary>
public sealed class ApiVersionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => KnownProtocols.Names;
}

/// <summary>Completes the ways of confirming delivery.</summary>
public sealed class DeliveryExperienceCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => ShipmentRules.DeliveryExperiences;
}

/// <summary>Completes the ways of handing a package over.</summary>
public sealed class PickUpOptionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => ShipmentRules.PickUpOptions;
}

/// <summary>Completes the formats of labels.</summary>
public sealed class LabelFormatCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => ShipmentRules.LabelFormats;
}

/// <summary>Completes the kinds of dangerous goods.</summary>
public sealed class HazmatTypeCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => ShipmentRules.HazmatTypes;
}

/// <summary>Completes the sections of MWS.</summary>
public sealed class ServiceSectionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => MwsSection.Names;
}

/// <summary>Completes the features that version 2020-07-01 names.</summary>
public sealed class FeatureNameCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words =>
        ["BLANK_BOX", "BLOCK_AMZL", "DELIVER_TOGETHER", "OVERBOX", "PACKING_SLIP", "SIGNATURE_CONFIRMATION"];
}

/// <summary>Completes the states of packages.</summary>
public sealed class PackageStatusCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words =>
        ["PROCESSING", "IN_TRANSIT", "DELAYED", "OUT_FOR_DELIVERY", "DELIVERED", "UNDELIVERABLE", "EXPIRED"];
}

/// <summary>Completes the names of the sessions that are open in this runspace.</summary>
public sealed class SessionNameCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => RunspaceSessions.Current.All.Select(session => session.Name);
}
