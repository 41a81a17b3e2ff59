using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Finds the columns that a script names of its row: PowerShell gives a blank for one that is not there. Where <c>$_</c> is something else,
/// as in the script blocks of other commands, in a switch and in a catch, it is not the row.
/// </summary>
internal static class RowScript
{
    // What every object of PowerShell has.
    private static readonly HashSet<string> s_members = new(StringComparer.OrdinalIgnoreCase)
    {
        "PSObject", "PSBase", "PSAdapted", "PSExtended", "PSTypeNames", "Count", "Length",
    };

    /// <summary>Returns the columns.</summary>
    public static IReadOnlyList<string> ColumnsOf(Ast script)
    {
        var rows = RowsOf(script);
        return
        [
            .. Parts(script).Select(part => NameOf(part, rows)).OfType<string>().Where(name => !s_members.Contains(name))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>Whether a script takes its row for a hashtable.</summary>
    public static bool Indexes(Ast script)
    {
        var rows = RowsOf(script);
        return Parts(script).Any(part =>
            part is IndexExpressionAst { Target: VariableExpressionAst row } && rows.Contains(row.VariablePath.UserPath));
    }

    // A variable that takes the row is the row.
    private static HashSet<string> RowsOf(Ast script)
    {
        var rows = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "_", "PSItem" };
        if (script is ScriptBlockAst { ParamBlock.Parameters: { Count: > 0 } parameters })
        {
            rows.Add(parameters[0].Name.VariablePath.UserPath);
        }

        foreach (var assignment in Parts(script).OfType<AssignmentStatementAst>())
        {
            if (assignment is { Left: VariableExpressionAst variable, Right: CommandExpressionAst right }
                && right.Expression is VariableExpressionAst value && rows.Contains(value.VariablePath.UserPath))
            {
                rows.Add(variable.VariablePath.UserPath);
            }
        }

        return rows;
    }

    private static string? NameOf(Ast part, HashSet<string> rows) => part switch
    {
        InvokeMemberExpressionAst => null,
        MemberExpressionAst { Static: false, Expression: VariableExpressionAst row, Member: StringConstantExpressionAst name }
            when rows.Contains(row.VariablePath.UserPath) => name.Value,
        _ => null,
    };

    private static IEnumerable<Ast> Parts(Ast script) => script.FindAll(_ => true, searchNestedScriptBlocks: false)
        .Where(part => IsOfRow(part, script));

    private static bool IsOfRow(Ast part, Ast script)
    {
        for (var (child, parent) = (part, part.Parent); parent is not null && child != script; (child, parent) = (parent, parent.Parent))
        {
            if (parent is CatchClauseAst or TrapStatementAst || (parent is SwitchStatementAst switches && child != switches.Condition))
            {
                return false;
            }
        }

        return true;
    }
}
