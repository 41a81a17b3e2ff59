<#
.SYNOPSIS
Finds orders that are still in Planning after their estimated ship date.
.DESCRIPTION
An order counts if one of its items should have shipped. The date is the one that Amazon gives for each item.
Exit code 0: no person is needed. Exit code 1 (in Azure Automation: the job failed): a person is needed, and the last message says why.
It can be killed and started again at any time.
.EXAMPLE
./samples/runbooks/find-stuck-orders.ps1 -Folder ./fba -Sandbox
#>
[CmdletBinding()]
param(
    # The time that the estimated ship dates are compared with. The default value is now.
    [DateTimeOffset] $At = [DateTimeOffset]::UtcNow,

    # Holds the journal, the reports and everything else that the next start needs.
    [Parameter(Mandatory)]
    [string] $Folder,

    # The name of a connection in Azure Automation. Without it, FBA_CLIENT_ID and the other variables of the environment are used.
    [string] $Connection,

    # Uses a sandbox that is kept in the folder.
    [switch] $Sandbox
)

$runbook = 'find-stuck-orders'
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
    $planning = @(Get-FbaFulfillmentOrder -All -Status Planning -Detailed -Session $session)
    $found = @($planning | Where-Object { @($_.Items.EstimatedShipDate | Where-Object { $_ -and $_ -lt $At }) })
    $found | Export-FbaReport $report
}
finally {
    Disconnect-FbaSession $session -WarningAction Ignore
}

foreach ($order in $found) { "$($order.SellerFulfillmentOrderId): $($order.Status)" }
"Orders stuck in Planning: $($found.Count). Report: $report"
if ($found) { throw "Orders stuck in Planning: $($found.Count); see the report." }
