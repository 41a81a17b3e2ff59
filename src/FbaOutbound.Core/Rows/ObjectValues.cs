using System;
using System.Collections;
using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Rows;

/// <summary>Reads the values of an object's members: single ones, lists, and the small objects that amounts and features are.</summary>
internal sealed class ObjectValues(IObjectView view)
{
    private readonly List<RowProblem> _problems = [];

    public IObjectView View => view;

    public IReadOnlyList<RowProblem> Problems => _problems;

    public void AddProblem(string member, string message) => _problems.Add(new RowProblem(0, member, message));

    /// <summary>Reads a member in its form.</summary>
    public object? Leaf(CellForm form, object value, string member)
    {
        return form.Kind switch
        {
            CellKind.Amount => Amount(form, value, member),
            CellKind.Features when value is not string && View.PropertiesOf(value) is null => Features(value, member),
            CellKind.Map when value is not (string or IDictionary) && View.PropertiesOf(value) is { } members =>
                Map(form, members, member),
            CellKind.List when value is IEnumerable and not string => Texts(value, member),
            _ => Parse(form, value, member),
        };
    }

    /// <summary>Reads a single value as a row's cell would be read.</summary>
    public object? Parse(CellForm form, object? value, string member)
    {
        var parsed = Cell.Read(form, value, out var fault);
        if (fault is not null)
        {
            _problems.Add(new RowProblem(0, member, fault));
        }

        return parsed;
    }

    /// <summary>
    /// An amount is an object, a number, or the text that an object becomes where serialization cuts it off, such as <c>40.00 JPY</c>.
    /// </summary>
    private object? Amount(CellForm form, object value, string member)
    {
        if (value is string text && text.Trim() is var trimmed && trimmed.LastIndexOf(' ') is > 0 and var blank)
        {
            return (Parse(form, trimmed.Substring(0, blank), member) as Money) is { } amount
                ? amount with { CurrencyCode = (string?)Parse(CellForm.Code, trimmed.Substring(blank + 1), member) }
                : null;
        }

        if (View.PropertiesOf(value) is not { } members)
        {
            return Parse(form, value, member);
        }

        Money? money = null;
        string? currency = null;
        foreach (var (name, wrapped) in members)
        {
            switch (name.Trim().ToUpperInvariant())
            {
                case "VALUE":
                    money = Parse(form, View.Unwrap(wrapped), member + ".Value") as Money;
                    break;
                case "CURRENCYCODE" or "CURRENCY":
                    currency = (string?)Parse(CellForm.Code, View.Unwrap(wrapped), member + ".CurrencyCode");
                    break;
                default:
                    break;
            }
        }

        if (money is null)
        {
            _problems.Add(new RowProblem(0, member, "has no amount: give Value together with CurrencyCode"));
        }

        return money is null ? null : money with { CurrencyCode = currency };
    }

    private Dictionary<string, string>? Map(CellForm form, IReadOnlyList<(string Name, object? Value)> members, string member)
    {
        var map = new System.Collections.Specialized.OrderedDictionary();
        foreach (var (name, wrapped) in members)
        {
            map[name] = View.Unwrap(wrapped);
        }

        return (Dictionary<string, string>?)Parse(form, map, member);
    }

    private List<string> Texts(object? value, string member)
    {
        var texts = new List<string>();
        foreach (var (part, place) in Parts(value, member))
        {
            if (Parse(CellForm.List, part, place) is string[] read)
            {
                texts.AddRange(read);
            }
        }

        return texts;
    }

    private List<FeatureConstraint> Features(object? value, string member)
    {
        var features = new List<FeatureConstraint>();
        foreach (var (part, place) in Parts(value, member))
        {
            if (part is string || View.PropertiesOf(part) is not { } members)
            {
                features.AddRange(Parse(CellForm.Features, part, place) as FeatureConstraint[] ?? []);
                continue;
            }

            string? name = null, policy = null;
            foreach (var (given, wrapped) in members)
            {
                _ = given.Trim().ToUpperInvariant() switch
                {
                    "FEATURENAME" => name = (string?)Parse(CellForm.Text, View.Unwrap(wrapped), place),
                    "FEATUREFULFILLMENTPOLICY" => policy = (string?)Parse(CellForm.Text, View.Unwrap(wrapped), place),
                    _ => null,
                };
            }

            if (CellLists.FeatureOf(name ?? "", policy, out var fault) is { } feature)
            {
                features.Add(feature);
            }
            else
            {
                _problems.Add(new RowProblem(0, place, fault!));
            }
        }

        return features;
    }

    /// <summary>Returns the members of an object; null, and a problem, if there is none.</summary>
    public IReadOnlyList<(string Name, object? Value)>? MembersOf(object value, string member)
    {
        if (value is not string && View.PropertiesOf(value) is { } members)
        {
            return members;
        }

        if (value is IEnumerable list and not (string or IDictionary))
        {
            var count = 0;
            foreach (var _ in list)
            {
                count++;
            }

            _problems.Add(new RowProblem(0, member, count == 1
                ? "is a list with one object: give the object itself"
                : FormattableString.Invariant($"is a list of {count} objects, but must be a single object: give one")));
            return null;
        }

        _problems.Add(new RowProblem(0, member,
            "must be a hashtable or an object with properties; to serialize an order, use more depth, such as "
                + "Export-Clixml -Depth 5"));
        return null;
    }

    /// <summary>Returns the parts of a list, or the one thing that is given for it, each with its place.</summary>
    public IEnumerable<(object Part, string Place)> Parts(object? value, string member)
    {
        if (value is string || value is not IEnumerable || value is IDictionary)
        {
            if (value is not null)
            {
                yield return (value, FormattableString.Invariant($"{member}[0]"));
            }

            yield break;
        }

        var index = 0;
        foreach (var wrapped in (IEnumerable)value)
        {
            if (View.Unwrap(wrapped) is { } part)
            {
                yield return (part, FormattableString.Invariant($"{member}[{index}]"));
            }

            index++;
        }
    }
}
