# Stands in for the module of this name: the same two commands, with the parameters, types and errors that its documentation names. Secrets
# are kept in this process alone.
$vaults = @{ Store = @{}; Other = @{} }

function Get-Secret {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Name,
        [Parameter(Position = 1, ValueFromPipelineByPropertyName)] [string] $Vault,
        [switch] $AsPlainText
    )
    process {
        if ($Vault -and -not $vaults.ContainsKey($Vault)) {
            $exception = [Management.Automation.ItemNotFoundException]::new("Vault $Vault does not exist in registry.")
            $PSCmdlet.ThrowTerminatingError([Management.Automation.ErrorRecord]::new($exception, 'VaultNotFound', 'ObjectNotFound', $null))
        }

        foreach ($place in $(if ($Vault) { $Vault } else { 'Store', 'Other' })) {
            if ($vaults[$place].ContainsKey($Name)) { return ConvertTo-Returned $vaults[$place][$Name] $AsPlainText }
        }

        $exception = [Management.Automation.ItemNotFoundException]::new("The secret $Name was not found.")
        $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new($exception, 'GetSecretNotFound', 'ObjectNotFound', $null))
    }
}

function Set-Secret {
    [CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'SecureString')]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Name,
        [Parameter(Mandatory, ParameterSetName = 'Object')] [object] $Secret,
        [Parameter(Mandatory, ParameterSetName = 'SecureString')] [securestring] $SecureStringSecret,
        [Parameter(Position = 1)] [string] $Vault = 'Store',
        [Parameter(Position = 2)] [hashtable] $Metadata,
        [switch] $NoClobber
    )
    $value = if ($PSCmdlet.ParameterSetName -eq 'Object') { $Secret } else { $SecureStringSecret }
    if ($value -is [psobject]) { $value = $value.PSObject.BaseObject }
    $parts = if ($value -is [hashtable]) { $value.Values } else { , $value }
    foreach ($part in $parts) {
        if ($part -isnot [string] -and $part -isnot [securestring] -and $part -isnot [pscredential]) {
            throw "The secret object type $($part.GetType()) is not supported."
        }
    }

    $vaults[$Vault][$Name] = $value
}

function ConvertTo-Returned($Value, [bool] $AsPlainText) {
    if ($Value -is [hashtable]) {
        $copy = @{}
        foreach ($key in $Value.Keys) { $copy[$key] = ConvertTo-Returned $Value[$key] $AsPlainText }
        return $copy
    }

    if ($Value -is [string] -and -not $AsPlainText) {
        $secret = [securestring]::new()
        foreach ($character in $Value.ToCharArray()) { $secret.AppendChar($character) }
        return $secret
    }

    if ($Value -is [securestring] -and $AsPlainText) { return [Net.NetworkCredential]::new('', $Value).Password }
    $Value
}
