<#
.SYNOPSIS
Writes the tracking numbers of shipped orders to a file for the shop.
.DESCRIPTION
Each parcel is written once. Move the file away after the upload: if new parcels are due and the file is still there, it is not
replaced, and a person is needed. After a run that was killed, start it again before you upload the file.
Exit code 0: no person is needed. Exit code 1 (in Azure Automation: the job failed): a person is needed, and the last message says why.
It can be killed and started again at any time.
.EXAMPLE
$format = @{ Format = 'ShopifyMatrixify'; TrackingFile = './fba/Orders.csv' }
./samples/runbooks/return-tracking.ps1 -Shop ./samples/shops/main.psd1 @format -Folder ./fba -Sandbox
#>
[CmdletBinding()]
param(
    # The shop file (.psd1).
    [Parameter(Mandatory)]
    [string] $Shop,

    # The form of the rows, for example ShopifyMatrixify.
    [Parameter(Mandatory)]
    [string] $Format,

    # The file that the shop reads.
    [Parameter(Mandatory)]
    [string] $TrackingFile,

    # Holds the journal, the reports and everything else that the next start needs.
    [Parameter(Mandatory)]
    [string] $Folder,

    # The name of a connection in Azure Automation. Without it, FBA_CLIENT_ID and the other variables of the environment are used.
    [string] $Connection,

    # Uses a sandbox that is kept in the folder.
    [switch] $Sandbox
)

$runbook = 'return-tracking'
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
    $errs = @()
    $state = Join-Path $Folder 'tracking.state'
    $orders = @(Get-FbaFulfillmentOrder -UpdatedAfter 30d -Detailed -Session $session)
    $orders | ConvertTo-FbaTrackingRow -Format $Format -Shop $Shop -StatePath $state -Path $TrackingFile `
        -ErrorVariable errs -ErrorAction SilentlyContinue | Out-Null
    $orders, $errs | Export-FbaReport $report
}
finally {
    Disconnect-FbaSession $session -WarningAction Ignore
}

foreach ($failure in $errs) { "$($failure.TargetObject): $($failure.FullyQualifiedErrorId.Split(',')[0]): $($failure.Exception.Message)" }
"Orders read: $($orders.Count); need attention: $(@($errs).Count). Report: $report"
if ($errs) { throw "Tracking numbers of some orders were not written: $($errs[0].Exception.Message)" }
