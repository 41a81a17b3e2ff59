using System.Management.Automation;

namespace FbaOutbound.Loading;

/// <summary>What the engine runs when the module is imported and removed.</summary>
/// <remarks>
/// <see cref="OnImport"/> comes once per runspace, <see cref="OnRemove"/> not for every one: closed runspaces never call it, and
/// Import-Module -Force does. So the resolver is hooked once per process and stays; removing only drops this runspace's sessions.
/// </remarks>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Makes the dependencies findable, whatever versions other modules have loaded.</summary>
    public void OnImport()
    {
        DependencyResolver.Hook();
        PostgreSqlStores.Offer();
    }

    /// <summary>Closes the sessions of this runspace.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => Sessions.RunspaceSessions.Current.CloseAll();
}
