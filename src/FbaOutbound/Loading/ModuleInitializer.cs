using System.Management.Automation;

namespace FbaOutbound.Loading;

/// <summary>What the engine runs when the module is imported and removed.</summary>
/// <remarks>
/// The engine loads the exported types, calls <see cref="OnImport"/>, and only then reads attributes and parameters: until here nothing of
/// Core or Sandbox can be found. <see cref="OnImport"/> comes once per runspace, <see cref="OnRemove"/> not for every one: closed runspaces
/// never call it, and Import-Module -Force does. So the resolver is hooked once per process and stays; removing drops this runspace's
/// sessions and its use of the type names.
/// </remarks>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>
    /// Makes Core, Sandbox and their packages findable, whatever versions other modules have loaded, and their types known to PowerShell.
    /// </summary>
    public void OnImport()
    {
        DependencyResolver.Hook();
        StoreProviders.Offer();
        TableFilesLoader.Offer();
        TypeNames.Register();
    }

    /// <summary>Closes the sessions of this runspace, and stops the sandbox servers that it started.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        Sessions.RunspaceSessions.Current.CloseAll();
        Sandboxes.RunspaceServers.Current.StopAll();
        TypeNames.Unregister();
    }
}
