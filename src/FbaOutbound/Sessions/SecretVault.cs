using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Errors;

namespace FbaOutbound.Sessions;

/// <summary>
/// Profiles in the vaults of Microsoft.PowerShell.SecretManagement, which a machine may have. Nothing of them is kept anywhere else.
/// </summary>
/// <param name="commands">Finds the module's commands, importing it if it is installed.</param>
/// <param name="vault">The name of a vault; null for the default.</param>
internal sealed class SecretVault(CommandInvocationIntrinsics commands, string? vault)
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    /// <summary>Reads a profile.</summary>
    /// <exception cref="ProfileException">It cannot be read, or is no hashtable.</exception>
    public Hashtable Read(string name)
    {
        var secret = Invoke("Get-Secret", $"The profile '{name}' could not be read", ("Name", name));
        return secret switch
        {
            Hashtable profile => profile,
            null => throw new ProfileException(
                $"There is no profile '{name}' in {Place}. Get-SecretInfo lists what the vaults hold. To save a profile, connect once with "
                    + $"-SaveProfile '{name}'."),
            _ => throw new ProfileException(
                $"The secret '{name}' is {TypeText.Of(secret)}, but a profile is a hashtable with ClientCredential, RefreshToken and "
                    + "Marketplace. Give the name of a profile, or pass the secret to -ClientCredential or -RefreshToken."),
        };
    }

    /// <summary>Saves a profile, in place of what the vault has under its name.</summary>
    /// <exception cref="ProfileException">It cannot be saved.</exception>
    public void Save(string name, Hashtable profile) =>
        Invoke("Set-Secret", $"The profile '{name}' was not saved", ("Name", name), ("Secret", profile));

    /// <summary>Checks, before anything is sent, that there are vaults at all.</summary>
    /// <exception cref="ProfileException">The module is not installed.</exception>
    public void Require() => Find("Set-Secret");

    private string Place => vault is null ? "any vault" : $"the vault '{vault}'";

    // The module's own message names the secret and never holds its value.
    private object? Invoke(string command, string failed, params (string Name, object Value)[] arguments)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(Find(command));
        foreach (var (parameter, value) in arguments)
        {
            shell.AddParameter(parameter, value);
        }

        if (vault is not null)
        {
            shell.AddParameter("Vault", vault);
        }

        try
        {
            var found = shell.Invoke();
            return shell.Streams.Error.FirstOrDefault() is not { } error ? found.FirstOrDefault()?.BaseObject
                : IsNotFound(error) ? null
                : throw Failed(failed, error.Exception);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            return IsNotFound(exception.ErrorRecord) ? null : throw Failed(failed, exception);
        }
    }

    private static ProfileException Failed(string what, Exception exception) => new(
        $"{what}: {ServiceText.Plain(exception.Message).TrimEnd('.')}. Get-SecretVault shows the vaults, and Unlock-SecretVault opens one.");

    private static bool IsNotFound(ErrorRecord? error) => 
        error?.FullyQualifiedErrorId.StartsWith("GetSecretNotFound", StringComparison.Ordinal) == true;

    // Returns the name: a function that is run by its CommandInfo would not see its module.
    private string Find(string command)
    {
        var name = $@"{Module}\{command}";
        CommandInfo? found;
        try
        {
            found = commands.GetCommand(name, CommandTypes.Cmdlet | CommandTypes.Function);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw new ProfileException($"The module {Module} could not be imported: {ServiceText.Plain(exception.Message)}", exception);
        }

        return found is not null
            ? name
            : throw new ProfileException(
                $"Profiles are kept in the vaults of {Module}, which is not installed. Install it and a vault (Install-PSResource {Module}, "
                    + "Microsoft.PowerShell.SecretStore), or connect with -ClientCredential and -RefreshToken.");
    }
}
