using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FbaOutbound.Loading;

/// <summary>
/// Makes the public types of Core and Sandbox known to PowerShell, which does not look into other contexts than the default one: each is a
/// type accelerator under its full name. The engine has one table of them for the process, so they stay until the last runspace that
/// imported the module removes it or closes.
/// </summary>
internal static class TypeNames
{
    private static readonly Type? s_table = typeof(PSObject).Assembly.GetType(
        "System.Management.Automation.TypeAccelerators", throwOnError: false);
    private static readonly List<WeakReference<Runspace>> s_users = [];

    // The engine locks its table while it looks a type up, and does not while it adds one.
    private static readonly object s_gate = s_table?.GetField(
        "userTypeAccelerators", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null)
        ?? new object();

    /// <summary>Adds the types for this runspace, unless another one did.</summary>
    public static void Register() => Change(isUser: true);

    /// <summary>Removes the types, unless another runspace uses them.</summary>
    public static void Unregister() => Change(isUser: false);

    private static void Change(bool isUser)
    {
        if (s_table is null || !ModuleContext.Exists || Runspace.DefaultRunspace is not { } runspace)
        {
            return;
        }

        lock (s_gate)
        {
            var hadUsers = s_users.Count > 0;
            s_users.RemoveAll(user => !user.TryGetTarget(out var other) || other == runspace || IsOver(other.RunspaceStateInfo.State));
            if (isUser)
            {
                s_users.Add(new WeakReference<Runspace>(runspace));
            }

            if (isUser && !hadUsers)
            {
                var add = (Action<string, Type>)s_table.GetMethod(
                    "Add", [typeof(string), typeof(Type)])!.CreateDelegate(typeof(Action<string, Type>));
                foreach (var type in Types())
                {
                    add(type.FullName!, type);
                }
            }
            else if (hadUsers && s_users.Count == 0)
            {
                var remove = (Func<string, bool>)s_table.GetMethod("Remove", [typeof(string)])!.CreateDelegate(typeof(Func<string, bool>));
                foreach (var type in Types())
                {
                    remove(type.FullName!);
                }
            }
        }
    }

    private static bool IsOver(RunspaceState state) => state is RunspaceState.Closed or RunspaceState.Closing or RunspaceState.Broken;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<Type> Types() =>
        typeof(Sessions.FbaSession).Assembly.GetExportedTypes().Concat(typeof(Sandbox.SandboxService).Assembly.GetExportedTypes());
}
