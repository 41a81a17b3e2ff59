using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace FbaOutbound.Tests.Conventions;

public sealed class DependencyTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    // ValueTask is .NET's in every PowerShell 7, and nobody can load another there.
    private static readonly string[] s_visibleToCmdlets =
    [
        "netstandard", "System.Management.Automation", "FbaOutbound.Core", "FbaOutbound.Sandbox", "System.Threading.Tasks.Extensions",
    ];

    [Fact]
    public void TheClientKnowsNoPowerShellAndNoSandbox() => Assert.DoesNotContain(ReferencesOf(Repository.Core), IsOursOrPowerShell);

    [Fact]
    public void TheSandboxKnowsNoPowerShellAndNoClient() => Assert.DoesNotContain(ReferencesOf(Repository.Sandbox), IsOursOrPowerShell);

    [Theory]
    [InlineData("src/FbaOutbound.Core", "")]
    [InlineData("src/FbaOutbound.Sandbox", "")]
    [InlineData("src/FbaOutbound.PostgreSql", "FbaOutbound.Core")]
    [InlineData("src/FbaOutbound.Files", "FbaOutbound.Core")]
    [InlineData("src/FbaOutbound", "FbaOutbound.Core FbaOutbound.Files FbaOutbound.Help FbaOutbound.PostgreSql FbaOutbound.Sandbox "
        + "FbaOutbound.Sandbox.Server")]
    [InlineData("src/FbaOutbound.Help", "")]
    [InlineData("src/FbaOutbound.Sandbox.Server", "FbaOutbound.Sandbox")]
    public void AProjectReferencesNoMoreThanTheDesignAllows(string folder, string allowed)
    {
        var project = Assert.Single(Repository.Files(folder, ".csproj"));
        var referenced = Regex.Matches(
            Repository.Read(project), @"<ProjectReference Include=""[^""]*?([\w.]+)\.csproj""").Select(match => match.Groups[1].Value);
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), referenced.Order(StringComparer.Ordinal));
    }

    // It is built before the module and staged with it; a reference would load it with the module, where only PowerShell 7.4 could.
    [Fact]
    public void TheCmdletsDoNotReferToWhatOnlyADatabaseNeeds()
    {
        Assert.DoesNotContain("FbaOutbound.PostgreSql", ReferencesOf(Repository.Cmdlets));
        Assert.DoesNotContain("FbaOutbound.PostgreSql", ReferencesOf(Repository.Core));
        Assert.DoesNotContain("Npgsql", ReferencesOf(Repository.Cmdlets).Concat(ReferencesOf(Repository.Core)));
    }

    [Fact]
    public void OnlyTheCmdletsReferToPowerShell()
    {
        var users = Repository.Files("src", ".cs", ".csproj").Where(path => Repository.Read(path) is var text
            && (
                text.Contains("System.Management.Automation", StringComparison.Ordinal)
                    || text.Contains("PowerShellStandard", StringComparison.Ordinal)));
        Assert.All(users, path => Assert.StartsWith("src/FbaOutbound/", path, StringComparison.Ordinal));
    }

    // FbaOutbound.dll lies where other modules' assemblies lie. What it refers to is found there first: in their versions, or built for
    // another framework.
    [Fact]
    public void TheCmdletsReferToNothingThatAnotherModuleMayHaveLoaded() =>
        Assert.Empty(ReferencesOf(Repository.Cmdlets).Except(s_visibleToCmdlets));

    [Fact]
    public void NoMemberOfCoreOrSandboxThatTheCmdletsUseHasAThirdPartyType()
    {
        var used = UsedMembers.Of(Repository.Cmdlets).Where(member => member.Of.Any(IsOurs)).ToList();
        Assert.True(used.Count > 100, "The metadata was not understood.");
        Assert.Contains(used, member => member.Signature.Contains("FbaOutbound.Core"));
        Assert.Empty(
            used.Where(member => member.Signature.Concat(member.Of).Except(s_visibleToCmdlets).Any()).Select(member => member.Name));
    }

    // The same reader finds what is looked for where it is.
    [Fact]
    public void AThirdPartyTypeInASignatureIsSeen() =>
        Assert.Contains(
            UsedMembers.Of(Repository.Core),
            member => member.Of.Contains("Polly.Core") && member.Signature.Contains("Microsoft.Bcl.TimeProvider"));

    // The engine loads the exported types before it calls OnImport, when nothing but FbaOutbound.dll can be found yet.
    [Fact]
    public void NoPublicTypeOfTheModuleIsMadeOfADependency()
    {
        var faults = from type in Repository.Cmdlets.GetExportedTypes()
                     from used in ShapeOf(type)
                     where IsDependency(used) || IsOurs(used.Assembly.GetName().Name!)
                     select $"{type.Name}: {used}";
        Assert.Empty(faults);
    }

    [Fact]
    public void NoPublicMemberOfTheModuleShowsADependency()
    {
        var faults = from type in Repository.Cmdlets.GetExportedTypes()
                     from member in type.GetMembers(Declared)
                     where IsVisible(member)
                     from used in TypesOf(member)
                     where IsDependency(used)
                     select $"{type.Name}.{member.Name}: {used}";
        Assert.Empty(faults);
    }

    [Fact]
    public void NoStaticFieldHoldsACommand()
    {
        var fields = Repository.Cmdlets.GetTypes().SelectMany(type => type.GetFields(Declared)).Where(field => field.IsStatic);
        Assert.DoesNotContain(
            fields, field => Parts(field.FieldType).Any(part => part.IsSubclassOf(typeof(System.Management.Automation.Cmdlet))));
    }

    [Theory]
    [InlineData("FbaOutbound")]
    [InlineData("FbaOutbound.Core")]
    [InlineData("FbaOutbound.Sandbox")]
    public void NoStaticFieldChanges(string assembly)
    {
        var fields = from type in Assembly.Load(assembly).GetTypes()
                     where !type.Name.Contains('<', StringComparison.Ordinal)
                     from field in type.GetFields(Declared)
                     where field is { IsStatic: true, IsInitOnly: false, IsLiteral: false }
                         && !field.Name.Contains('<', StringComparison.Ordinal)
                     where !type.GetCustomAttributesData().Any(data => data.AttributeType.Name == "GeneratedCodeAttribute")
                     where !field.GetCustomAttributesData().Any(data => data.AttributeType == typeof(ThreadStaticAttribute))
                     select $"{type.Name}.{field.Name}";
        Assert.Empty(fields);
    }

    private static IEnumerable<string> ReferencesOf(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static bool IsOursOrPowerShell(string name) =>
        name.StartsWith("FbaOutbound", StringComparison.Ordinal) || name == "System.Management.Automation";

    private static bool IsOurs(string name) => name is "FbaOutbound.Core" or "FbaOutbound.Sandbox";

    private static bool IsDependency(Type type) => type.FullName is { } name
        && (name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            || name.StartsWith("Polly.", StringComparison.Ordinal)
            || name.StartsWith("System.Text.Json.", StringComparison.Ordinal)
            || name is "System.TimeProvider" or "System.Threading.ITimer" or "System.IAsyncDisposable"
            || name.StartsWith("System.Collections.Generic.IAsync", StringComparison.Ordinal));

    private static IEnumerable<Type> ShapeOf(Type type) =>
    [
        .. type.BaseType is { } parent ? Parts(parent) : [],
        .. type.GetInterfaces().SelectMany(Parts),
        .. AttributesOf(type),
        .. type.GetMembers(Declared).SelectMany(AttributesOf),
        .. type.GetFields(Declared).Where(field => field.FieldType.IsValueType).SelectMany(field => Parts(field.FieldType)),
    ];

    private static IEnumerable<Type> AttributesOf(MemberInfo member) => member.GetCustomAttributesData().Select(data => data.AttributeType);

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo happening => IsVisible(happening.AddMethod!),
        _ => false,
    };

    private static IEnumerable<Type> TypesOf(MemberInfo member) => (member switch
    {
        MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        EventInfo happening => [happening.EventHandlerType!],
        _ => Enumerable.Empty<Type>(),
    }).SelectMany(Parts);

    private static IEnumerable<Type> Parts(Type type) =>
        [
            type, .. type.HasElementType ? Parts(type.GetElementType()!) : [],
            .. type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts) : []];
}
