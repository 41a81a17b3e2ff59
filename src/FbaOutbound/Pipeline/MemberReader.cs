using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Reads the members of a hashtable or an object as exactly as rows are read: what cannot be read, and what nobody knows, is a problem and
/// never a guess. The problems name members, never values.
/// </summary>
internal sealed class MemberReader
{
    private static readonly HashSet<string> s_engine = new(StringComparer.OrdinalIgnoreCase)
    {
        "PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId"
    };

    private readonly string _place;
    private readonly List<string> _problems;
    private readonly Dictionary<string, object?> _members = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _asked = new(s_engine, StringComparer.OrdinalIgnoreCase);

    private MemberReader(IReadOnlyList<(string Name, object? Value)> members, string place, List<string> problems)
    {
        _place = place;
        _problems = problems;
        foreach (var (name, value) in members)
        {
            _members[name.Trim()] = value;
        }
    }

    public bool Has(string name) => _members.TryGetValue(name, out var value) && value is not null;

    /// <summary>Reads an object; null if there is none, or, as a problem, where it is something else.</summary>
    public static T? Read<T>(object? input, string place, List<string> problems, Func<MemberReader, T> map)
        where T : class
    {
        if (input is null)
        {
            return null;
        }

        if (PipelineRecord.Properties(input) is not { } members)
        {
            problems.Add($"{place} must be a hashtable or an object with properties");
            return null;
        }

        var reader = new MemberReader(members, place, problems);
        var read = map(reader);
        var unknown = reader._members.Where(member => member.Value is not null && !reader._asked.Contains(member.Key))
            .Select(member => Spelling.Showable(member.Key)).ToList();
        if (unknown.Count > 0)
        {
            problems.Add($"{place} has unknown members: {string.Join(", ", unknown)}");
        }

        return read;
    }

    /// <summary>Reads a list, or the one thing that is given for it.</summary>
    public static IReadOnlyList<T> ReadList<T>(object? input, string place, List<string> problems, Func<object, string, T?> map)
        where T : class
    {
        var value = PipelineRecord.Unwrap(input);
        var parts = value is IEnumerable list and not (string or IDictionary) ? list.Cast<object?>() : value is null ? [] : [input];
        return parts.Select((part, index) => part is null ? null : map(part, FormattableString.Invariant($"{place}[{index}]"))).OfType<T>()
            .ToArray();
    }

    public string? Text(string name)
    {
        var text = GivenText.Of(Ask(name), TextUses.OfMember(name), out var fault);
        if (fault is not null)
        {
            _problems.Add($"{_place}.{name} {fault}");
        }

        return text;
    }

    public bool? Flag(string name) => (bool?)Parse(CellForm.Boolean, name);

    public int? Integer(string name) => (int?)Parse(CellForm.Integer, name);

    public decimal? Number(string name) => (Parse(CellForm.Amount, name) as Money)?.Value;

    public DateTimeOffset? Date(string name) => (DateTimeOffset?)Parse(CellForm.Date, name);

    public T? Object<T>(string name, Func<MemberReader, T> map)
        where T : class =>
        Read(Ask(name), $"{_place}.{name}", _problems, map);

    public T? Value<T>(string name, Func<object?, string, List<string>, T?> read)
        where T : class =>
        read(Ask(name), $"{_place}.{name}", _problems);

    public IReadOnlyList<T> List<T>(string name, Func<object, string, T?> map)
        where T : class =>
        ReadList(Ask(name), $"{_place}.{name}", _problems, map);

    /// <summary>Passes over members that belong to responses.</summary>
    public void Ignore(params string[] names) => _asked.UnionWith(names);

    /// <summary>Reads a single value as a cell of a row is read.</summary>
    public static object? Parse(CellForm form, object? value, string place, List<string> problems)
    {
        if (value is null)
        {
            return null;
        }

        var parsed = Cell.Read(form, value, out var fault);
        if (fault is not null)
        {
            problems.Add($"{place} {fault}");
        }

        return parsed;
    }

    private object? Parse(CellForm form, string name) => Parse(form, Ask(name), $"{_place}.{name}", _problems);

    private object? Ask(string name)
    {
        _asked.Add(name);
        return _members.TryGetValue(name, out var value) ? PipelineRecord.Unwrap(value) : null;
    }
}
