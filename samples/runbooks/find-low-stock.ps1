<#
.SYNOPSIS
Finds SKUs whose stock is below a limit.
.DESCRIPTION
The report is a CSV file.
Exit code 0: no person is needed. Exit code 1 (in Azure Automation: the job failed): a person is needed, and the last message says why.
It can be killed and started again at any time.
.EXAMPLE
./samples/runbooks/find-low-stock.ps1 -Limit 10 -Folder ./fba -Sandbox
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [int] $Limit,

    # Holds the journal, the reports and everything else that the next start needs.
    [Parameter(Mandatory)]
    [string] $Folder,

    # The name of a connection in Azure Automation. Without it, FBA_CLIENT_ID and the other variables of the environment are used.
    [string] $Connection,

    # Uses a sandbox that is kept in the folder.
    [switch] $Sandbox
)

$runbook = 'find-low-stock'
#region The same in every runbook: one session, one report for each start
$ErrorActionPreference = 'Stop'
$account = if ($Sandbox) { @{ Sandbox = $true; SandboxState = Join-Path $Folder 'sandbox.json' } }
    elseif ($Connection) { @{ Connection = Get-AutomationConnection -Name $Connection } }
    else { @{ FromEnvironment = $true } }
$null = New-Item (Join-Path $Folder 'reports') -ItemType Directory -Force
$report = Join-Path $Folder "reports/$runbook $(Get-Date -Format yyyyMMdd-HHmmss-fff).html"
# The next start settles these errors. Every other error needs a person.
$later = 'DeadlineReached', 'OrderOutcomeUnknown', 'ConnectionFailed', 'RequestThrottled', 'RequestTimedOut', 'ServiceUnavailable'
$session = Connect-FbaSession @account
#endregion

$report = [IO.Path]::ChangeExtension($report, '.csv')
try {
    $found = @(Get-FbaInventory -Below $Limit -Session $session | Sort-Object FulfillableQuantity, SellerSku)
    $found | Select-Object SellerSku, FulfillableQuantity | Export-Csv -LiteralPath $report
}
finally {
    Disconnect-FbaSession $session -WarningAction Ignore
}

foreach ($sku in $found) { "$($sku.SellerSku): $($sku.FulfillableQuantity)" }
"SKUs below ${Limit}: $($found.Count). Report: $report"
if ($found) { throw "SKUs below ${Limit}: $($found.Count); see the report." }
