using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace FbaOutbound.Tests.Conventions;

public sealed partial class FormatTests
{
    private const int ConsoleWidth = 79;

    private static readonly IReadOnlyList<View> s_views =
    [
        .. Repository.Files("formats", ".ps1xml").SelectMany(path => XDocument.Load($"{Repository.Root}/{path}").Descendants("View"))
            .Select(view => new View(view)),
    ];

    // Who asks for the list of an order or an address, wants to see where the goods go.
    private static readonly string[] s_listsOfRecipients =
        ["FbaOutbound.Orders.FulfillmentOrder (list)", "FbaOutbound.Orders.Address (list)"];

    public static TheoryData<string> Views => [.. s_views.Select(view => view.Key)];

    public static TheoryData<string> Outputs =>
        [
            .. CmdletClass.All.SelectMany(cmdlet => cmdlet.OutputTypes)
                .Where(type => type.Namespace?.StartsWith("FbaOutbound", StringComparison.Ordinal) == true).Select(type => type.FullName!)
                .Distinct().Order(StringComparer.Ordinal)];

    public static TheoryData<string> HoldersOfRecipients =>
        [
            .. Reachable().Where(type => Recipients.Domain.Contains(type) && Recipients.Of(type).Any()).Select(type => type.FullName!)
                .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void EveryOutputHasATableView(string type) => Assert.Contains(s_views, view => view.TypeName == type && view.IsTable);

    // Where a type has no view of the shape that is requested, the engine shows its properties as they stand.
    [Theory]
    [MemberData(nameof(HoldersOfRecipients))]
    public void WhatHoldsSomethingOfTheRecipientHasATableAndAListView(string type) =>
        Assert.Equal([false, true], s_views.Where(view => view.TypeName == type).Select(view => view.IsTable).Distinct().Order());

    [Fact]
    public void NoViewIsDefinedTwice() => Assert.Equal(s_views.Count, s_views.Select(view => view.Key).Distinct().Count());

    [Theory]
    [MemberData(nameof(Views))]
    public void AViewNamesWhatItsTypeHas(string key)
    {
        var view = Find(key);
        Assert.All(view.Properties, name => Assert.NotNull(view.Type.GetProperty(name)));
        foreach (var path in view.ScriptBlocks.SelectMany(block => Member().Matches(block).Select(match => match.Groups[1].Value)))
        {
            var type = view.Type;
            foreach (var name in path.Split('.'))
            {
                var property = Property(type, name);
                Assert.True(property is not null, $"{key}: {type.Name} has no {name} ({path})");
                type = property!.PropertyType;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void AViewShowsNothingOfTheRecipient(string key)
    {
        var view = Find(key);
        if (!Recipients.Domain.Contains(view.Type) || s_listsOfRecipients.Contains(key))
        {
            return;
        }

        Assert.Empty(view.Properties.Intersect(Recipients.Members));
        var shown = view.ScriptBlocks.Select(block => Condition().Replace(block, "")).SelectMany(
            block => Member().Matches(block).Select(match => match.Groups[1].Value));
        Assert.DoesNotContain(
            shown, path => path.Split('.').Any(Recipients.Members.Contains) && !path.EndsWith(".Count", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void ATableFitsTheConsoleAndNamesAsManyColumnsAsItFills(string key)
    {
        var view = Find(key);
        if (!view.IsTable)
        {
            return;
        }

        Assert.Equal(view.Columns.Count, view.Cells);
        Assert.True(view.Wraps, "cuts off what is longer than its column");
        Assert.True(view.Columns.Sum(column => column.Width) + view.Columns.Count - 1 <= ConsoleWidth, string.Join(", ", view.Columns));
        Assert.All(view.Columns, column => Assert.True(column.Label.Length <= column.Width, column.Label));
        Assert.All(view.Columns.SkipLast(1), column => Assert.True(column.IsFixed, $"{column.Label} has no width, and is not the last"));
    }

    // A format string reaches no date of an object from a job or a file, and without one the culture decides.
    [Theory]
    [MemberData(nameof(Views))]
    public void AViewWritesDatesItself(string key)
    {
        var view = Find(key);
        Assert.DoesNotContain(
            view.Properties,
            name => view.Type.GetProperty(name)!.PropertyType is var type
                && (Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset));
    }

    // Whatever a user can get hold of by the properties of what comes out.
    private static HashSet<Type> Reachable()
    {
        var found = new HashSet<Type>();
        var left = new Stack<Type>(CmdletClass.All.SelectMany(cmdlet => cmdlet.OutputTypes));
        while (left.TryPop(out var type))
        {
            foreach (var part in type.IsGenericType ? type.GetGenericArguments() : [type])
            {
                if (part.Namespace?.StartsWith("FbaOutbound", StringComparison.Ordinal) == true && found.Add(part))
                {
                    foreach (var property in part.GetProperties())
                    {
                        left.Push(property.PropertyType);
                    }
                }
            }
        }

        return found;
    }

    private static View Find(string key) => s_views.Single(view => view.Key == key);

    // Lists count; a nullable value shows the members of its value.
    private static PropertyInfo? Property(Type type, string name)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.GetProperty(name)
            ?? bare.GetInterfaces().Select(contract => contract.GetProperty(name)).FirstOrDefault(found => found is not null);
    }

    [GeneratedRegex(@"\$_\.((?:[A-Z]\w*\.)*[A-Z]\w*)(?![\w(])")]
    private static partial Regex Member();

    [GeneratedRegex(@"if \([^)]*\)")]
    private static partial Regex Condition();

    private sealed record Column(string Label, int Width, bool IsFixed);

    private sealed class View(XElement view)
    {
        public string FullTypeName { get; } = view.Element("ViewSelectedBy")!.Element("TypeName")!.Value;

        public string TypeName => FullTypeName.Split('#')[0];

        public bool Wraps { get; } = view.Descendants("Wrap").Any();

        public bool IsTable { get; } = view.Element("TableControl") is not null;

        public string Key => $"{FullTypeName} ({(IsTable ? "table" : "list")})";

        public Type Type => Type(TypeName);

        public IReadOnlyList<string> Properties { get; } = [.. view.Descendants("PropertyName").Select(element => element.Value)];

        public IReadOnlyList<string> ScriptBlocks { get; } = [.. view.Descendants("ScriptBlock").Select(element => element.Value)];

        public int Cells { get; } = view.Descendants("TableColumnItem").Count();

        public IReadOnlyList<Column> Columns { get; } =
        [
            .. view.Descendants("TableColumnHeader").Select(header => new Column(
                header.Element("Label")!.Value,
                (int?)header.Element("Width") ?? header.Element("Label")!.Value.Length,
                header.Element("Width") is not null)),
        ];
    }

    private static Type Type(string name) =>
        new[]
        {
            Repository.Core, Repository.Cmdlets, Repository.Sandbox
        }.Select(assembly => assembly.GetType(name)).First(type => type is not null)!;
}
