using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.Rows;

/// <summary>
/// The properties of an object, or the entries of a dictionary, by their names, whatever the case and the blanks around them. Values are
/// read as exactly as cells are; what is wrong with one is a problem of the reader.
/// </summary>
internal sealed class ObjectMembers(ObjectReader reader, IReadOnlyList<(string Name, object? Value)> members, string place)
{
    private const int MostNames = 50;

    private static readonly HashSet<string> s_engine = new(StringComparer.OrdinalIgnoreCase)
    {
        "PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId",
    };

    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<(string Name, object? Value)> Entries => members;

    /// <summary>Tells which properties there are, for an error about <paramref name="asked"/>; values never show.</summary>
    public string Describe(IReadOnlyCollection<string> asked) =>
        ShownNames.Describe([.. members.Select(member => member.Name)], asked, MostNames);

    /// <summary>Names the members with a value that were not asked for, or counts them if none was; null if there are none.</summary>
    public string? Unasked
    {
        get
        {
            var unasked = members.Where(member => member.Value is not null && !IsAsked(member.Name) && !IsOfEngine(member.Name.Trim()))
                .Select(member => member.Name.Trim()).ToList();
            return unasked.Count == 0 ? null
                : members.Any(member => IsAsked(member.Name)) ? $"has unknown members: {ShownNames.Join(unasked)}"
                : FormattableString.Invariant($"has no known members, but {unasked.Count} unknown ones");
        }
    }

    /// <summary>Looks into an object or a dictionary whose flaws nobody is told; null for a single value and for a list.</summary>
    public static ObjectMembers? Of(object? value, IObjectView view) =>
        view.Unwrap(value) is { } given && view.PropertiesOf(given) is { } members
            ? new ObjectMembers(new ObjectReader(view), members, "")
            : null;

    /// <summary>Whether the engine adds a member of this name to what it brings from elsewhere.</summary>
    public static bool IsOfEngine(string name) => s_engine.Contains(name);

    /// <summary>Returns the value of a member; null where there is none.</summary>
    public object? Find(string name)
    {
        var isFirst = _asked.Add(name);
        object? found = null;
        foreach (var value in All(name))
        {
            if (isFirst && found is not null && !found.Equals(value))
            {
                reader.AddProblem(PlaceOf(name), ObjectReader.IsTwice);
            }

            found ??= value;
        }

        return found;
    }

    /// <summary>Whether a name in an object is that of a member, in another case or with blanks around it, too.</summary>
    public static bool IsNamed(string name, string member) => string.Equals(name.Trim(), member, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns each value of a member: a name may stand in an object twice, in another case or with blanks around it.</summary>
    public IEnumerable<object> All(string name)
    {
        foreach (var member in members)
        {
            if (IsNamed(member.Name, name)
                && reader.View.Unwrap(member.Value) is { } value)
            {
                yield return value;
            }
        }
    }

    public string? Text(string name) => (string?)Read(CellForm.Text with { Use = TextUses.OfMember(name) }, name);

    public bool? Flag(string name) => (bool?)Read(CellForm.Boolean, name);

    public int? Integer(string name) => (int?)Read(CellForm.Integer, name);

    public decimal? Number(string name) => (Read(CellForm.Amount, name) as Money)?.Value;

    public DateTimeOffset? Date(string name) => (DateTimeOffset?)Read(CellForm.Date, name);

    public T? Object<T>(string name, Func<ObjectMembers, T> map)
        where T : class =>
        reader.Object(Find(name), PlaceOf(name), map);

    public T? Value<T>(string name, Func<object?, string, ObjectReader, T?> read)
        where T : class =>
        read(Find(name), PlaceOf(name), reader);

    public IReadOnlyList<T> List<T>(string name, Func<object, string, T?> map)
        where T : class =>
        reader.List(Find(name), PlaceOf(name), map);

    private bool IsAsked(string name) => _asked.Contains(name.Trim());

    private object? Read(CellForm form, string name) => reader.Parse(form, Find(name), PlaceOf(name));

    private string PlaceOf(string name) => $"{place}.{name}";
}
