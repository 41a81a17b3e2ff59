using System;
using System.Linq;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>
/// The words of the domain, which are those of version 2020-07-01, and this version's. An unknown word goes either way as it is.
/// </summary>
internal static class Words
{
    private static readonly (string Domain, string Wire)[] s_tiers =
        [("Standard", "STANDARD"), ("Expedited", "EXPEDITED"), ("Priority", "PRIORITY"), ("ScheduledDelivery", "SCHEDULED")];

    private static readonly (string Domain, string Wire)[] s_actions = [("Ship", "SHIP"), ("Hold", "HOLD")];

    private static readonly (string Domain, string Wire)[] s_policies =
        [("FillOrKill", "FILL_OR_KILL"), ("FillAll", "FILL_ALL"), ("FillAllAvailable", "FILL_ALL_AVAILABLE")];

    private static readonly (string Domain, string Wire)[] s_required = [("Required", "REQUIRED"), ("NotRequired", "NOT_REQUIRED")];

    private static readonly (string Domain, string Wire)[] s_packaging = [("Required", "UNBRANDED"), ("NotRequired", "ANY")];

    private static readonly (string Domain, string Wire)[] s_statuses =
    [
        ("Processing", "PROCESSING"), ("Complete", "COMPLETE"), ("CompletePartialled", "COMPLETE_PARTIAL"), ("Cancelled", "CANCELLED"),
        ("Unfulfillable", "UNFULFILLABLE"), ("Invalid", "INVALID"),
    ];

    public static string? Tier(string? speed) => ToWire(s_tiers, speed);

    public static string? Speed(string? tier) => ToDomain(s_tiers, tier);

    public static string? WireAction(string? action) => ToWire(s_actions, action);

    public static string? Action(string? action) => ToDomain(s_actions, action);

    public static string? WirePolicy(string? policy) => ToWire(s_policies, policy);

    public static string? Policy(string? policy) => ToDomain(s_policies, policy);

    public static string? WireRequired(string? policy) => ToWire(s_required, policy);

    public static string? Required(string? required) => ToDomain(s_required, required);

    /// <summary>Whether boxes must be blank, as this version's kind of packaging.</summary>
    public static string? PackagingOption(string? policy) => ToWire(s_packaging, policy);

    public static string? BlankBox(string? packagingOption) => ToDomain(s_packaging, packagingOption);

    public static string? WireStatus(string? status) => ToWire(s_statuses, status);

    private static string? ToWire((string Domain, string Wire)[] words, string? word) => string.IsNullOrWhiteSpace(word)
        ? null
        : words.FirstOrDefault(pair => Is(pair.Domain, word!) || Is(pair.Wire, word!)).Wire ?? word;

    private static string? ToDomain((string Domain, string Wire)[] words, string? word) =>
        word is null ? null : words.FirstOrDefault(pair => Is(pair.Wire, word)).Domain ?? word;

    private static bool Is(string known, string word) => string.Equals(known, word.Trim(), StringComparison.OrdinalIgnoreCase);
}
