using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.Rows;

/// <summary>
/// Reads objects of a host as exactly as rows are read: what cannot be read, and what nobody knows, is a problem and never a guess. The
/// problems name members, never values.
/// </summary>
/// <param name="view">How the objects are looked into.</param>
/// <param name="advice">
/// Says of a single value that stands for an object, and its place, what to give instead, and whether the object was lost when it was
/// saved; null for no advice.
/// </param>
internal sealed class ObjectReader(IObjectView view, Func<object, string, (string Advice, bool WasSaved)>? advice = null)
{
    /// <summary>What is wrong with an entry of a list that is null.</summary>
    public const string IsNull = "is null: remove it, or correct the variable or property that it comes from";

    /// <summary>What is wrong with a member that two names give another value each.</summary>
    public const string IsTwice = "is given twice, under two names, with different values: leave one of them out";

    private const int MostNamed = 5;

    private readonly List<RowProblem> _problems = [];
    private readonly List<string> _unread = [];
    private readonly List<string> _flat = [];
    private int _flatAt;
    private (string Advice, bool WasSaved) _flatAdvice;

    public IObjectView View => view;

    public IReadOnlyList<RowProblem> Problems => _problems;

    /// <summary>Notes that a member could not be read, and why.</summary>
    public void AddProblem(string member, string message)
    {
        _problems.Add(new RowProblem(0, member, message));
        _unread.Add(member);
    }

    /// <summary>Whether a member, a part of it, or what it is a part of could not be read. It is null or incomplete then.</summary>
    public bool IsUnread(string member) => _unread.Exists(place => place == member || IsPart(place, member) || IsPart(member, place));

    /// <summary>
    /// Reads an object by the names of its members; null where there is none, or, as a problem, where it is something else.
    /// </summary>
    public T? Object<T>(object? value, string place, Func<ObjectMembers, T> map)
        where T : class
    {
        if (View.Unwrap(value) is not { } given || Open(given, place) is not { } members)
        {
            return null;
        }

        var read = map(members);
        if (members.Unasked is { } unasked)
        {
            _problems.Add(new RowProblem(0, place, unasked));
        }

        return read;
    }

    /// <summary>Reads a list, or the one thing that is given for it.</summary>
    public IReadOnlyList<T> List<T>(object? value, string place, Func<object, string, T?> map)
        where T : class =>
        Parts(View.Unwrap(value), place).Select(found => map(found.Part, found.Place)).OfType<T>().ToArray();

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
            AddProblem(member, fault);
        }

        return parsed;
    }

    /// <summary>Returns the value of a member that an object may have under two names, which must say the same.</summary>
    public T? Once<T>(T? earlier, T? later, string member)
        where T : class
    {
        if (earlier is not null && later is not null && !CellLists.AreSame(earlier, later))
        {
            AddProblem(member, IsTwice);
        }

        return earlier ?? later;
    }

    private static bool IsPart(string part, string whole) =>
        part.Length > whole.Length && part[whole.Length] is '.' or '[' && part.StartsWith(whole, StringComparison.Ordinal);

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
                    money = Once(money, Parse(form, View.Unwrap(wrapped), member + ".Value") as Money, member + ".Value");
                    break;
                case "CURRENCYCODE" or "CURRENCY":
                    currency = Once(
                        currency, (string?)Parse(CellForm.Code, View.Unwrap(wrapped), member + ".CurrencyCode"), member + ".CurrencyCode");
                    break;
                default:
                    AddProblem(member, $"has the unknown member {Spelling.Showable(name)}: give Value and CurrencyCode");
                    break;
            }
        }

        if (money is null)
        {
            AddProblem(member, "has no amount: give Value together with CurrencyCode");
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
                    "FEATURENAME" => name = Once(name, (string?)Parse(CellForm.Text, View.Unwrap(wrapped), place), place),
                    "FEATUREFULFILLMENTPOLICY" =>
                        policy = Once(policy, (string?)Parse(CellForm.Text, View.Unwrap(wrapped), place), place),
                    _ => null,
                };
            }

            if (CellLists.FeatureOf(name ?? "", policy, out var fault) is { } feature)
            {
                features.Add(feature);
            }
            else
            {
                AddProblem(place, fault!);
            }
        }

        return features;
    }

    /// <summary>Returns the members of an object; null, and a problem, if there is none.</summary>
    public ObjectMembers? Open(object value, string place)
    {
        if (value is not string && View.PropertiesOf(value) is { } members)
        {
            return new ObjectMembers(this, members, place);
        }

        if (value is IEnumerable list and not (string or IDictionary))
        {
            var count = list.Cast<object?>().Count();
            AddProblem(place, count == 1
                ? "is a list with one object: give the object itself"
                : FormattableString.Invariant($"is a list of {count} objects, but must be a single object: give one"));
            return null;
        }

        if (advice is null)
        {
            AddProblem(place, "must be a hashtable or an object with properties");
        }
        else
        {
            AddFlat(place, advice(value, place));
        }

        return null;
    }

    // An order that was saved without its depth has a text for each of its parts: that is one problem.
    private void AddFlat(string place, (string Advice, bool WasSaved) told)
    {
        _unread.Add(place);
        _flat.Add(place);
        if (_flat.Count == 1)
        {
            (_flatAt, _flatAdvice) = (_problems.Count, told);
            _problems.Add(new RowProblem(0, place, $"must be a hashtable or an object with properties{told.Advice}"));
        }
        else
        {
            _flatAdvice = told.WasSaved ? told : _flatAdvice;
            var places = NameList.Of([.. _flat.OrderBy(flat => flat, StringComparer.Ordinal)], MostNamed);
            _problems[_flatAt] = new RowProblem(0, places, $"must be hashtables or objects with properties{_flatAdvice.Advice}");
        }
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
            var place = FormattableString.Invariant($"{member}[{index++}]");
            if (View.Unwrap(wrapped) is { } part)
            {
                yield return (part, place);
            }
            else
            {
                AddProblem(place, IsNull);
            }
        }
    }
}
