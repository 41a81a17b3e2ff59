<#
.SYNOPSIS
Sends the new orders of a shop file and puts them on hold.
.DESCRIPTION
Orders that an earlier start sent are skipped, because the journal records them. Rows of refused orders are written to a reject file.
An order that was edited in the shop after it was sent needs a person, because Amazon has it as it was. So does an order that waits for
one, such as one with an unknown status: it is named at each start until it is settled or too old to be sent.
Exit code 0: no person is needed. Exit code 1 (in Azure Automation: the job failed): a person is needed, and the last message says why.
It can be killed and started again at any time.
.EXAMPLE
./samples/runbooks/send-orders.ps1 -OrderFile ./samples/shops/shopify.csv -Shop ./samples/shops/main.psd1 -Folder ./fba -Sandbox
#>
[CmdletBinding()]
param(
    # The shop's export.
    [Parameter(Mandatory)]
    [string] $OrderFile,

    # The shop file (.psd1).
    [Parameter(Mandatory)]
    [string] $Shop,

    # Azure Automation ends a cloud job after three hours, without a warning.
    [int] $DeadlineSec = 10200,

    # Holds the journal, the reports and everything else that the next start needs.
    [Parameter(Mandatory)]
    [string] $Folder,

    # The name of a connection in Azure Automation. Without it, FBA_CLIENT_ID and the other variables of the environment are used.
    [string] $Connection,

    # Uses a sandbox that is kept in the folder.
    [switch] $Sandbox
)

$runbook = 'send-orders'
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

$journal = Join-Path $Folder 'orders.journal'
$rejects = Join-Path $Folder "rejects $(Get-Date -Format yyyyMMdd-HHmmss-fff).csv"
try {
    $options = @{ Journal = $journal; Session = $session; ErrorVariable = '+errs'; ErrorAction = 'SilentlyContinue' }
    $errs = @()
    $imported = @(Import-FbaOrder -LiteralPath $OrderFile -Shop $Shop -RejectPath $rejects -IncludeSkipped @options)
    $unsettled = @($imported | Where-Object NeedsAttention)
    $receipts = @(
        $imported | Where-Object { $null -eq $_.SkipReason } |
            New-FbaFulfillmentOrder -Action Hold -DeadlineSec $DeadlineSec @options
    )
    $receipts, $unsettled, $errs | Export-FbaReport $report
}
finally {
    Disconnect-FbaSession $session -WarningAction Ignore
}

$failed = @($errs | Where-Object { $_.FullyQualifiedErrorId.Split(',')[0] -notin $later })
$waiting = @($errs).Count - $failed.Count

foreach ($order in $unsettled) {
    "$($order.SellerFulfillmentOrderId): $($order.SkipReason). $($order.Detail) $($order.RecommendedAction)"
}
foreach ($failure in $failed) { "$($failure.TargetObject): $($failure.FullyQualifiedErrorId.Split(',')[0]): $($failure.Exception.Message)" }
"Sent: $($receipts.Count); left for the next start: $waiting; need attention: $($failed.Count + $unsettled.Count). Report: $report"
if ($failed -or $unsettled) {
    $edited = @($unsettled | Where-Object SkipReason -EQ 'ChangedSinceSent')
    throw "Refused: $($failed.Count); see the report and the reject file. Edited in the shop after they were sent: $($edited.Count); " +
        "see the report, and change or cancel them at Amazon. Waiting for a person: $($unsettled.Count - $edited.Count); see the report."
}
