using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Rows;
using FbaOutbound.Sandbox;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Texts;

namespace FbaOutbound.Sandboxes;

/// <summary>One change of a sandbox, as a user requested and confirms it.</summary>
/// <param name="Action">What is done, as -WhatIf says it.</param>
/// <param name="Add">Adds it to the changes that are made together.</param>
internal sealed record ChangeRequest(string Action, Action<SandboxChange> Add)
{
    private const int MostNamed = 5;

    /// <summary>Returns the changes that are made together.</summary>
    public static SandboxChange Combine(IEnumerable<ChangeRequest> requests)
    {
        var change = new SandboxChange();
        foreach (var request in requests)
        {
            request.Add(change);
        }

        return change;
    }

    public static IEnumerable<ChangeRequest> If(bool isGiven, string action, Action<SandboxChange> add) =>
        isGiven ? [new ChangeRequest(action, add)] : [];

    public static IEnumerable<ChangeRequest> Advance(TimeSpan by) =>
        [new ChangeRequest($"Move the clock forward by {by:c}", change => change.Advance = by)];

    /// <summary>Reads ids, or SKUs.</summary>
    /// <exception cref="ParameterInvalidException">One of them is blank.</exception>
    public static IEnumerable<ChangeRequest> Ids(
        string parameter, string action, IReadOnlyList<string?>? ids, Action<SandboxChange, IReadOnlyList<string>> add)
    {
        if (ids is null)
        {
            return [];
        }

        return ids.Count == 0 || ids.Any(string.IsNullOrWhiteSpace)
            ? throw new ParameterInvalidException($"-{parameter} is blank, or contains a blank value. Nothing was changed.")
            : [new ChangeRequest($"{action} {Names(ids!)}", change => add(change, ids!))];
    }

    /// <summary>Reads units by SKU.</summary>
    /// <exception cref="ParameterInvalidException">There are none, or a quantity is not a whole number of units.</exception>
    public static IEnumerable<ChangeRequest> Stock(
        string parameter, string action, IReadOnlyList<(string Name, object? Value)>? entries,
        Action<SandboxChange, IDictionary<string, long>> add)
    {
        if (entries is null)
        {
            return [];
        }

        if (entries.Count == 0 || entries.Any(entry => string.IsNullOrWhiteSpace(entry.Name)))
        {
            throw new ParameterInvalidException(
                $"-{parameter} is empty, or has a blank SKU. Give units by SKU, such as @{{ 'MUG-RED' = 5 }}. Nothing was changed.");
        }

        var units = entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .ToDictionary(entry => entry.Name, entry => Units(parameter, entry.Name, entry.Value), StringComparer.Ordinal);
        var named = Names([.. units.Select(pair => string.Format(CultureInfo.InvariantCulture, "{0} = {1}", pair.Key, pair.Value))]);
        return [new ChangeRequest($"{action} {named}", change => add(change, units))];
    }

    /// <summary>Reads orders that the seller ships.</summary>
    /// <exception cref="ParameterInvalidException">An order has an unknown member, or one that cannot be used.</exception>
    public static IEnumerable<ChangeRequest> MerchantOrders(IEnumerable<IReadOnlyList<(string Name, object? Value)>> orders)
    {
        foreach (var members in orders)
        {
            var order = new SandboxMerchantOrder();
            foreach (var (name, value) in members)
            {
                SetMember(order, name, value);
            }

            yield return new ChangeRequest(
                $"Add the order {Spelling.Showable(order.AmazonOrderId)} that you ship yourself",
                change => change.MerchantOrders = [.. change.MerchantOrders, order]);
        }
    }

    private static void SetMember(SandboxMerchantOrder order, string name, object? value)
    {
        var members = typeof(SandboxMerchantOrder).GetProperties();
        var member = Array.Find(members, member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ParameterInvalidException(
                $"-MerchantOrder has the unknown member '{Spelling.Showable(name)}'. Its members are: "
                    + $"{string.Join(", ", members.Select(known => known.Name))}.");
        if (member.PropertyType == typeof(string))
        {
            member.SetValue(order, Convert.ToString(value, CultureInfo.InvariantCulture));
            return;
        }

        order.Items = value is System.Collections.IDictionary items
            ? items.Cast<System.Collections.DictionaryEntry>().ToDictionary(
                entry => Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!,
                entry => (int)Math.Min(int.MaxValue, Units("MerchantOrder", entry.Key, entry.Value)),
                StringComparer.Ordinal)
            : throw new ParameterInvalidException(
                "Items of -MerchantOrder must be units by item id, such as @{ '40525960574974' = 1 }.");
    }

    private static long Units(string parameter, object name, object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture);
        return decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            && number >= 0 && number <= long.MaxValue && number == decimal.Truncate(number)
            ? (long)number
            : throw new ParameterInvalidException(
                $"-{parameter}: '{Spelling.Showable(text ?? "")}' is not a number of units for '{Spelling.Showable($"{name}")}'. "
                    + "Give a whole number of 0 or more. Nothing was changed.");
    }

    private static string Names(IReadOnlyCollection<string> names) => NameList.Of([.. names.Select(Spelling.Showable)], MostNamed);
}
