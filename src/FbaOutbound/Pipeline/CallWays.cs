using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace FbaOutbound.Pipeline;

/// <summary>The ways to call a command, for who has called it with nothing to work on: a prompt would ask for one way alone.</summary>
internal static class CallWays
{
    /// <summary>The default parameter set of a command that takes nothing from the pipeline: no parameter belongs to it.</summary>
    public const string NoInput = "NoInput";

    private const string Input = "InputObject";

    /// <summary>Says how the command is called where it was called without input; otherwise null.</summary>
    /// <param name="invocation">The call; a test may have none.</param>
    /// <param name="parameterSet">The parameter set that the engine has chosen.</param>
    public static string? MissingInput(InvocationInfo? invocation, string? parameterSet)
    {
        if (invocation?.MyCommand is not CmdletInfo command
            || invocation.ExpectingInput
            || parameterSet is not (NoInput or Input or ParameterAttribute.AllParameterSets)
            || invocation.BoundParameters.ContainsKey(Input))
        {
            return null;
        }

        var sets = command.ParameterSets;
        var takesInput = sets.Any(set => Has(set, Input));
        return parameterSet == NoInput || sets.Any(set => set.Name == parameterSet && Has(set, Input))
            ? $"{command.Name} was called without input. {Ways(sets, takesInput)} Get-Help {command.Name} -Examples shows how."
            : null;
    }

    private static bool Has(CommandParameterSetInfo set, string name) => set.Parameters.Any(parameter => parameter.Name == name);

    private static string Ways(IEnumerable<CommandParameterSetInfo> sets, bool takesInput)
    {
        var ways = sets.Where(set => set.Name != Input)
            .Select(set => set.Parameters.Where(parameter => parameter.IsMandatory && parameter.Name != Input))
            .Select(set => string.Join(" and ", set.Select(parameter => "-" + parameter.Name)))
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
