using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace FbaOutbound.Tests.Conventions;

/// <summary>The text form that the compiler writes for a record shows every member: a recipient would be in logs and transcripts.</summary>
public sealed class RecordTests
{
    private const string Canary = "canary:";

    public static TheoryData<string> Names => [.. Recipients.Records.Select(record => record.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ARecordHasItsOwnTextForm(string name)
    {
        var method = Find(name).GetMethod(nameof(ToString), Type.EmptyTypes)!;
        Assert.Equal(name, method.DeclaringType!.Name);
        Assert.Null(method.GetCustomAttribute<CompilerGeneratedAttribute>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheTextFormShowsNothingOfTheRecipient(string name)
    {
        var text = Fill(Find(name)).ToString()!;
        Assert.DoesNotContain(Recipients.Members, member => text.Contains(Canary + member + ":", StringComparison.Ordinal));
    }

    [Fact]
    public void TheMembersOfTheRecipientExist()
    {
        var members = Recipients.Records.SelectMany(record => record.GetProperties()).Select(property => property.Name)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Recipients.Members.Except(members));
    }

    private static Type Find(string name) => Recipients.Records.Single(record => record.Name == name);

    private static object Fill(Type type)
    {
        var filled = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is not null))
        {
            property.SetValue(filled, Value(property.PropertyType, property.Name));
        }

        return filled;
    }

    private static object? Value(Type type, string member)
    {
        if (type == typeof(string))
        {
            return $"{Canary}{member}:";
        }

        if (type == typeof(IReadOnlyDictionary<string, string>))
        {
            return new Dictionary<string, string> { [member] = $"{Canary}{member}:" };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var element = type.GetGenericArguments()[0];
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
            list.Add(Value(element, member));
            return list;
        }

        return Recipients.Records.Contains(type) ? Fill(type) : type.IsValueType ? Activator.CreateInstance(type) : null;
    }
}
