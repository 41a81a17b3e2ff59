using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using FbaOutbound.OrderFiles.Formats;
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

    private protected abstract IEnumerable<Word> Words { get; }

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
        var given = GivenBefore(commandAst, typed);

        // Two sessions may have shown the same id.
        var words = WordsFor(fakeBoundParameters)
            .Where(word => !given.Contains(word.Text))
            .GroupBy(word => word.Text, StringComparer.Ordinal)
            .Select(group => group.First())
            .ToList();
        var found = words.Where(word => Begins(word.Text, typed)).ToList();
        if (found.Count == 0)
        {
            found = [.. words.Where(word => word.OtherNames.Any(name => Begins(name, typed)))];
        }

        // Where there is no list, the engine offers files.
        return (found.Count, MayBeFile) switch
        {
            (0, true) => null!,
            (0, false) when typed.Length > 0 => [ToResult(typed)],
            _ => [.. found.Select(ToResult)],
        };
    }

    private protected virtual bool MayBeFile => false;

    private protected virtual IEnumerable<Word> WordsFor(IDictionary? otherArguments) => Words;

    // The other values of the list that is being typed, which nobody means twice.
    private static List<string> GivenBefore(CommandAst? command, string typed) =>
        [.. (command?.FindAll(ast => ast is ArrayLiteralAst, searchNestedScriptBlocks: false) ?? [])
            .SelectMany(list => ((ArrayLiteralAst)list).Elements)
            .OfType<StringConstantExpressionAst>()
            .Select(element => element.Value)
            .Where(value => value != typed)];

    private static bool Begins(string name, string typed) => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    private static CompletionResult ToResult(Word word) =>
        new(
            word.IsCode ? word.Text : Quote(word.Text),
            word.Text,
            CompletionResultType.ParameterValue,
            word.Tip.Length == 0 ? word.Text : word.Tip);

    // What the engine would read as something else than a text is quoted.
    private static string Quote(string word) =>
        word.Length > 0 && word.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or ':' or '/' or '\\')
            ? word
            : $"'{word.Replace("'", "''")}'";
}

/// <summary>What Tab offers.</summary>
/// <param name="Text">What is written.</param>
/// <param name="Tip">What is said about it.</param>
/// <param name="OtherNames">By what else it is found.</param>
internal sealed record Word(string Text, string Tip, params string[] OtherNames)
{
    /// <summary>Whether the text is code, which is not quoted.</summary>
    public bool IsCode { get; init; }

    public static implicit operator Word(string text) => new(text, "");

    /// <summary>A word that is found by the names of the countries that use it.</summary>
    public static Word Of(string text, IEnumerable<string> countries)
    {
        string[] names = [.. countries];
        return new Word(text, string.Join(", ", names), names);
    }
}

/// <summary>Offers nothing where only the user knows what to write: the engine would offer files.</summary>
public sealed class NothingCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => [];
}

/// <summary>Completes the cultures of Amazon's marketplaces.</summary>
public sealed class CultureCompleter : WordCompleter
{
    private static readonly string[] s_names =
    [
        "en-US", "en-GB", "en-CA", "en-AU", "de-DE", "fr-FR", "it-IT", "es-ES", "es-MX", "nl-NL", "pl-PL", "sv-SE", "pt-BR", "tr-TR", "ja-JP",
    ];

    private protected override IEnumerable<Word> Words =>
        s_names.Select(name => new Word(name, CultureInfo.GetCultureInfo(name).EnglishName));
}

/// <summary>Completes the encodings that order files have.</summary>
public sealed class EncodingCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
    [
        new("utf-8", "Unicode"), new("utf-16", "Unicode, two bytes for most letters"), new("windows-1252", "Western Europe, North America"),
        new("windows-1250", "Polish, Czech, Hungarian"), new("windows-1251", "Cyrillic"), new("windows-1254", "Turkish"),
        new("shift_jis", "Japanese"), new("euc-jp", "Japanese"), new("gb18030", "Chinese, simplified"), new("big5", "Chinese, traditional"),
        new("macintosh", "Excel on a Mac"), new("ibm850", "Excel's CSV (MS-DOS), Western Europe"), new("ibm437", "Excel's CSV (MS-DOS), US"),
    ];
}

/// <summary>Completes Ship and Hold.</summary>
public sealed class ActionCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
    [
        new("Ship", "Ship the order as soon as it can be"), new("Hold", "Reserve the stock; Amazon cancels the order after 14 days"),
    ];
}

/// <summary>Completes the fulfillment policies.</summary>
public sealed class PolicyCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
    [
        new("FillOrKill", "All items, or the order is cancelled"), new("FillAll", "All items, shipped as they become available"),
        new("FillAllAvailable", "What is in stock now; the rest is cancelled"),
    ];
}

/// <summary>Completes the formats of tracking files.</summary>
public sealed class TrackingFormatCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => TrackingFormat.All.Select(format => (Word)format.Name);
}

/// <summary>Completes the shipping methods.</summary>
public sealed class ShippingSpeedCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => OrderColumns.Speeds.Select(name => (Word)name);
}

/// <summary>Completes the formats of order files, and Auto, which finds the format.</summary>
public sealed class OrderFormatCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => OrderFormatNameCompleter.Names.Prepend("Auto");
}

/// <summary>Completes the names of the formats of order files.</summary>
public sealed class OrderFormatNameCompleter : WordCompleter
{
    internal static IEnumerable<Word> Names => OrderFormats.All.Select(format => (Word)format.Name);

    private protected override IEnumerable<Word> Words => Names;
}

/// <summary>Completes true and false, as PowerShell writes them.</summary>
public sealed class TruthCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
        [new("$true", "true", "true", "yes") { IsCode = true }, new("$false", "false", "false", "no") { IsCode = true }];
}

/// <summary>Completes what a label can have printed on it.</summary>
public sealed class StandardIdCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => ShipmentRules.StandardIds.Select(name => (Word)name);
}

/// <summary>Completes the states of orders.</summary>
public sealed class OrderStatusCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
        [
            new("New", "Just created"), new("Received", "Received; can be cancelled and, while held, changed"),
            new("Planning", "Being planned; can still be cancelled"), new("Processing", "Being picked or shipped"),
            new("Cancelled", "Cancelled"), new("Complete", "All items shipped"),
            new("CompletePartialled", "Some items shipped, the rest cancelled"),
            new("Unfulfillable", "Cannot be fulfilled"), new("Invalid", "Refused, for instance because of its address"),
        ];
}

/// <summary>Completes the marketplaces.</summary>
public sealed class MarketplaceCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
        MarketplaceNames.All.SelectMany(
            names => names.Codes.Select(code => new Word(code, names.Tip, names.Id, names.Country, names.Domain)));
}

/// <summary>Completes the versions of the protocol.</summary>
public sealed class ApiVersionCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => KnownProtocols.Names.Select(name => (Word)name);
}

/// <summary>Completes the ways of confirming delivery.</summary>
public sealed class DeliveryExperienceCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => ShipmentRules.DeliveryExperiences.Select(name => (Word)name);
}

/// <summary>Completes the ways of confirming delivery that offers are filtered by.</summary>
public sealed class OfferedDeliveryExperienceCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => ShipmentRules.OfferedDeliveryExperiences.Select(name => (Word)name);
}

/// <summary>Completes the ways of handing a package over.</summary>
public sealed class PickUpOptionCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => ShipmentRules.PickUpOptions.Select(name => (Word)name);
}

/// <summary>Completes the formats of labels.</summary>
public sealed class LabelFormatCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => ShipmentRules.LabelFormats.Select(name => (Word)name);
}

/// <summary>Completes the kinds of dangerous goods.</summary>
public sealed class HazmatTypeCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => ShipmentRules.HazmatTypes.Select(name => (Word)name);
}

/// <summary>Completes the sections of MWS.</summary>
public sealed class ServiceSectionCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => MwsSection.Names.Select(name => (Word)name);
}

/// <summary>Completes the features that version 2020-07-01 names.</summary>
public sealed class FeatureNameCompleter : WordCompleter
{
    internal static IReadOnlyList<string> Names { get; } =
        ["BLANK_BOX", "BLOCK_AMZL", "DELIVER_TOGETHER", "OVERBOX", "PACKING_SLIP", "SIGNATURE_CONFIRMATION"];

    private protected override IEnumerable<Word> Words => Names.Select(name => (Word)name);
}

/// <summary>Completes the states of packages.</summary>
public sealed class PackageStatusCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
        ["PROCESSING", "IN_TRANSIT", "DELAYED", "OUT_FOR_DELIVERY", "DELIVERED", "UNDELIVERABLE", "EXPIRED"];
}

/// <summary>Completes the names of the sessions that are open in this runspace.</summary>
public sealed class SessionNameCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => RunspaceSessions.Current.All.Select(
        session => new Word(session.Name, $"{session.Marketplace}, {session.Endpoint.Host}"));
}

/// <summary>Completes the ids of marketplaces, by their codes, countries and domains, too.</summary>
public sealed class MarketplaceIdCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
        MarketplaceNames.All.Select(names => new Word(names.Id, names.Tip, [.. names.Codes, names.Country, names.Domain]));
}

/// <summary>Completes the codes of countries, by their names, too.</summary>
public sealed class CountryCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => CountryCodes.All.Select(code => CountryNames.Of(code) is { Length: > 0 } names
        ? new Word(code, names[0], names)
        : new Word(code, code));
}

/// <summary>Completes the currencies of the marketplaces.</summary>
public sealed class CurrencyCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => MarketplaceNames.All
        .Select(names => (Currency: Currencies.Of(names.Codes[0]), names.Country))
        .Where(pair => pair.Currency is not null)
        .GroupBy(pair => pair.Currency!)
        .Select(group => Word.Of(group.Key, group.Select(pair => pair.Country)));
}

/// <summary>Completes the languages of the marketplaces.</summary>
public sealed class LanguageCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
        MarketplaceNames.All.SelectMany(names => names.Languages.Select(language => (language, names.Country)))
            .GroupBy(pair => pair.language)
            .Select(group => Word.Of(group.Key, group.Select(pair => pair.Country)));
}

/// <summary>Completes features of an order with their policies.</summary>
public sealed class FeatureConstraintCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
        FeatureNameCompleter.Names.SelectMany(name => new Word[] { $"{name}=Required", $"{name}=NotRequired" });
}

/// <summary>Completes what was shown lately in this runspace, of the session that the command names or of all that are open.</summary>
public abstract class SeenCompleter : WordCompleter
{
    private protected SeenCompleter()
    {
    }

    private protected abstract SeenKind Kind { get; }

    private protected override IEnumerable<Word> Words => WordsFor(null);

    private protected override IEnumerable<Word> WordsFor(IDictionary? otherArguments)
    {
        var sessions = RunspaceSessions.Current;
        var named = otherArguments?["Session"] switch
        {
            string name => name, FbaSession session => session.Name, _ => null
        };
        return sessions.Seen.Of(Kind)
            .Where(seen => seen.Session is null || (named is null ? sessions.Find(seen.Session) is not null : Same(seen.Session, named)))
            .GroupBy(seen => seen.Text, StringComparer.Ordinal).Select(group => group.First())
            .Select(seen => new Word(seen.Text, seen.State is { Length: > 0 } state ? $"{seen.Text}: {state}" : seen.Text));
    }

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Completes the ids of orders.</summary>
public sealed class OrderIdCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.Order;
}

/// <summary>Completes the ids of shipments.</summary>
public sealed class ShipmentIdCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.Shipment;
}

/// <summary>Completes the numbers of packages.</summary>
public sealed class PackageNumberCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.Package;
}

/// <summary>Completes SKUs.</summary>
public sealed class SkuCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.Sku;
}

/// <summary>Completes items of orders, one unit of each SKU.</summary>
public sealed class ItemCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.Sku;

    private protected override IEnumerable<Word> WordsFor(IDictionary? otherArguments) => base.WordsFor(otherArguments).Select(
        word => new Word($"@{{ SellerSku = '{word.Text.Replace("'", "''")}'; Quantity = 1 }}", word.Tip, word.Text) { IsCode = true });
}

/// <summary>Completes the codes of reasons for returns.</summary>
public sealed class ReturnReasonCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.ReturnReason;
}

/// <summary>Completes Amazon's ids of orders that the seller ships.</summary>
public sealed class AmazonOrderIdCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.AmazonOrder;
}

/// <summary>Completes the ids of shipping services.</summary>
public sealed class ShippingServiceIdCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.ShippingService;
}

/// <summary>Completes the ids of offers of shipping services.</summary>
public sealed class ShippingServiceOfferIdCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.ShippingServiceOffer;
}

/// <summary>
/// Completes the profiles that were opened or saved in this runspace. Those that a vault has are not asked for: it may be far away, or want
/// a password.
/// </summary>
public sealed class ProfileCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.Profile;
}

/// <summary>Completes the journals that were used; other files are offered where none fits.</summary>
public sealed class JournalCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.Journal;

    private protected override bool MayBeFile => true;
}
