<#
.SYNOPSIS
Finds holds that expire within two days.
.DESCRIPTION
Amazon cancels an order when its hold expires. Release the order or cancel it.
Exit code 0: no person is needed. Exit code 1 (in Azure Automation: the job failed): a person is needed, and the last message says why.
It can be killed and started again at any time.
.EXAMPLE
./samples/runbooks/find-expiring-holds.ps1 -Folder ./fba -Sandbox
#>
[CmdletBinding()]
param(
    [string] $Within = '2d',

    # Holds the journal, the reports and everything else that the next start needs.
    [Parameter(Mandatory)]
    [string] $Folder,

    # The name of a connection in Azure Automation. Without it, FBA_CLIENT_ID and the other variables of the environment are used.
    [string] $Connection,

    # Uses a sandbox that is kept in the folder.
    [switch] $Sandbox
)

$runbook = 'find-expiring-holds'
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

try {
    # Amazon ends a hold after 14 days. Without -UpdatedAfter, a day without holds is a warning.
    $found = @(Get-FbaFulfillmentOrder -HoldExpiringWithin $Within -UpdatedAfter 15d -Session $session)
    $found | Export-FbaReport $report
}
finally {
    Disconnect-FbaSession $session -WarningAction Ignore
}

foreach ($order in $found) { "$($order.SellerFulfillmentOrderId): $($order.Status)" }
"Holds that expire soon: $($found.Count). Report: $report"
if ($found) { throw "Holds that expire soon: $($found.Count); see the report." }
