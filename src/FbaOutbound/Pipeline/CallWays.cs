using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace FbaOutbound.Pipeline;

/// <summary>The ways to call a command, for who has called it with nothing to work on: a prompt would ask for one way alone.</summary>
internal static class CallWays
{
    private const string Input = "InputObject";

    /// <summary>Says how the command is called where it was called without input; otherwise null.</summary>
    /// <param name="invocation">The call; a test may have none.</param>
    /// <param name="parameterSet">The parameter set that the engine has chosen.</param>
    public static string? MissingInput(InvocationInfo? invocation, string? parameterSet)
    {
        if (parameterSet is not (Input or ParameterAttribute.AllParameterSets)
            || invocation?.MyCommand is not CmdletInfo command
            || invocation.ExpectingInput
            || invocation.BoundParameters.ContainsKey(Input))
        {
            return null;
        }

        var sets = command.ParameterSets;
        return sets.Any(set => set.Name == parameterSet && set.Parameters.Any(parameter => parameter.Name == Input))
            ? $"{command.Name} was called without input. {Ways(sets)} Get-Help {command.Name} -Examples shows how."
            : null;
    }

    private static string Ways(IEnumerable<CommandParameterSetInfo> sets)
    {
        var given = sets.Where(set => set.Name != Input)
            .Select(set => set.Parameters.Where(parameter => parameter.IsMandatory && parameter.Name != Input))
            .Select(set => string.Join(" and ", set.Select(parameter => "-" + parameter.Name)))
            .Where(way => way.Length > 0)
            .Distinct(StringComparer.Ordinal);
        return string.Join(", or give ", new[] { "Pipe objects to it" }.Concat(given)) + ".";
    }
}
