using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using FbaOutbound.Errors;

namespace FbaOutbound.Pipeline;

/// <summary>The ways to call a command, for who has called it with nothing to work on: a prompt would ask for one way alone.</summary>
internal static class CallWays
{
    /// <summary>The default parameter set of a command that takes nothing from the pipeline: no parameter belongs to it.</summary>
    public const string NoInput = "NoInput";

    /// <summary>
    /// The default parameter set of a command that chooses among its sets itself: every parameter belongs to it. Of parameters that do not
    /// go together the engine says no more than that.
    /// </summary>
    public const string AnyWay = "AnyWay";

    private const string Input = "InputObject";

    /// <summary>Says how the command is called where input or a required parameter is missing; otherwise null.</summary>
    /// <param name="invocation">The call; a test may have none.</param>
    /// <param name="parameterSet">The parameter set that the engine has chosen.</param>
    public static string? MissingInput(InvocationInfo? invocation, string? parameterSet)
    {
        if (invocation?.MyCommand is not CmdletInfo command)
        {
            return null;
        }

        var sets = command.ParameterSets;
        if (sets.FirstOrDefault(set => set.Name == parameterSet) is not { } chosen)
        {
            return null;
        }

        var missing = Required(command, chosen).Where(name => !invocation.BoundParameters.ContainsKey(name)).ToList();
        var problem = missing.Count > 0
            ? $"without {Names(missing)}"
            : IsCalledWithoutInput(invocation, chosen) ? "without input" : null;
        if (problem is null)
        {
            return null;
        }

        var takesInput = sets.Any(set => Has(set, Input));
        var aside = invocation.ExpectingInput && takesInput && !Has(chosen, Input)
            ? $" {Names(invocation.BoundParameters.Keys.Where(name => IsOfOtherWay(sets, name)))} cannot be used with piped objects."
            : "";
        return $"{command.Name} was called {problem}.{aside} {Ways(command, takesInput)} Get-Help {command.Name} -Examples shows how.";
    }

    /// <summary>Returns the parameter set that was called; null if the parameters name none.</summary>
    /// <param name="invocation">The call of a command whose default parameter set is <see cref="AnyWay"/>.</param>
    /// <exception cref="SettingException">Parameters were given that do not go together.</exception>
    public static string? Choose(InvocationInfo invocation)
    {
        var sets = ((CmdletInfo)invocation.MyCommand).ParameterSets.Where(set => set.Name != AnyWay).ToList();
        var named = invocation.BoundParameters.Keys
            .Select(name => (Name: name, Sets: sets.Where(set => Has(set, name)).ToList()))
            .Where(given => given.Sets.Count == 1)
            .ToList();
        if (named.Count == 0)
        {
            return null;
        }

        var (first, chosen) = (named[0].Name, named[0].Sets[0]);
        if (named.Find(given => given.Sets[0] != chosen) is { Name: { } second })
        {
            throw new SettingException(
                $"-{first} and -{second} belong to different ways to connect and cannot be used together. Leave one of them out.");
        }

        if (invocation.BoundParameters.Keys.FirstOrDefault(name => !Has(chosen, name)) is { } stray)
        {
            var with = sets.Where(set => Has(set, stray)).Select(set => "-" + OwnOf(set, sets));
            throw new SettingException($"-{stray} cannot be used with -{first}. It goes with {string.Join(", ", with)}.");
        }

        return chosen.Name;
    }

    // The first parameter that only this set has.
    private static string OwnOf(CommandParameterSetInfo set, List<CommandParameterSetInfo> sets) =>
        set.Parameters.First(parameter => sets.Count(other => Has(other, parameter.Name)) == 1).Name;

    private static bool IsCalledWithoutInput(InvocationInfo invocation, CommandParameterSetInfo chosen) =>
        !invocation.ExpectingInput
        && chosen.Name is NoInput or Input or ParameterAttribute.AllParameterSets
        && !invocation.BoundParameters.ContainsKey(Input)
        && (chosen.Name == NoInput || Has(chosen, Input));

    private static bool Has(CommandParameterSetInfo set, string name) => set.Parameters.Any(parameter => parameter.Name == name);

    private static bool IsOfOtherWay(IEnumerable<CommandParameterSetInfo> sets, string name) =>
        !sets.Any(set => Has(set, Input) && Has(set, name));

    private static string Names(IEnumerable<string> names)
    {
        List<string> all = [.. names.Select(name => "-" + name)];
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all.Take(all.Count - 1))} and {all[all.Count - 1]}";
    }

    // What the engine calls mandatory, it asks the user for.
    private static IEnumerable<string> Required(CmdletInfo command, CommandParameterSetInfo set) => set.Parameters
        .Where(parameter => parameter.IsMandatory || IsRequired(command, parameter.Name, set.Name))
        .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position)
        .Select(parameter => parameter.Name)
        .Where(name => name != Input);

    private static bool IsRequired(CmdletInfo command, string parameter, string set) =>
        command.ImplementingType.GetProperty(parameter)?.GetCustomAttributes<RequiredInAttribute>()
            .Any(required => required.ParameterSetName == set) == true;

    private static string Ways(CmdletInfo command, bool takesInput)
    {
        var ways = command.ParameterSets.Where(set => set.Name != Input)
            .Select(set => Names(Required(command, set)))
            .Where(way => way.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var given = string.Join(", or ", ways);
        return (takesInput, ways.Count) switch
        {
            (true, 0) => "Pipe objects to it.",
            (true, _) => $"Pipe objects to it, or give {given}.",
            _ => $"Give {given}.",
        };
    }
}
