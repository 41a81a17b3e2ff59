<#
.SYNOPSIS
Finds orders that went wrong overnight.
.DESCRIPTION
These are orders that became Invalid, Unfulfillable, Cancelled or CompletePartialled, and orders with a status that is not documented.
An order whose cancellation the journal in the folder records does not count. Every other cancelled order does, no matter who cancelled it.
An order that could not be read ends the runbook with its error.
Exit code 0: no person is needed. Exit code 1 (in Azure Automation: the job failed): a person is needed, and the last message says why.
It can be killed and started again at any time.
.EXAMPLE
./samples/runbooks/find-problems.ps1 -Folder ./fba -Sandbox
#>
[CmdletBinding()]
param(
    # How far back the check goes.
    [string] $Within = '1d',

    # Holds the journal, the reports and everything else that the next start needs.
    [Parameter(Mandatory)]
    [string] $Folder,

    # The name of a connection in Azure Automation. Without it, FBA_CLIENT_ID and the other variables of the environment are used.
    [string] $Connection,

    # Uses a sandbox that is kept in the folder.
    [switch] $Sandbox
)

$runbook = 'find-problems'
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
    $fine = 'New', 'Received', 'Planning', 'Processing', 'Complete'
    # The journal has one JSON object per line. While another runbook uses it, it cannot be read everywhere.
    $journal = Join-Path $Folder 'orders.journal'
    $asked = @(
        if (Test-Path -LiteralPath $journal) {
            try { $lines = Get-Content -LiteralPath $journal -Encoding utf8 }
            catch [IO.IOException] { $lines = @(); Write-Warning 'The journal is in use, so orders that you cancelled count, too.' }
            $lines | Where-Object { $_ -like '*"op":"cancel"*' } | ConvertFrom-Json |
                Where-Object { $_.op -eq 'cancel' -and $_.state -eq 'Done' } | ForEach-Object id
        }
    )
    $found = @(
        Get-FbaFulfillmentOrder -UpdatedAfter $Within -Detailed -Session $session | Where-Object {
            "$($_.Status)" -notin $fine -and -not ($_.Status -eq 'Cancelled' -and $_.SellerFulfillmentOrderId -cin $asked)
        }
    )
    $found | Export-FbaReport $report
}
finally {
    Disconnect-FbaSession $session -WarningAction Ignore
}

foreach ($order in $found) { "$($order.SellerFulfillmentOrderId): $($order.Status)" }
"Orders that went wrong: $($found.Count). Report: $report"
if ($found) { throw "Orders that went wrong: $($found.Count); see the report." }
