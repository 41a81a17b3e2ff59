@{
    RootModule        = 'Microsoft.PowerShell.SecretManagement.psm1'
    ModuleVersion     = '1.1.2'
    GUID              = '7f2f7dd0-3a53-4bb1-9b67-3c9b5d4c4d53'
    FunctionsToExport = 'Get-Secret', 'Set-Secret'
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
