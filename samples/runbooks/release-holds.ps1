<#
.SYNOPSIS
Releases held orders that the shop still wants.
.DESCRIPTION
Reads a fresh export of the shop. A held order is released only if the export has it and the shop has not stopped it.
Orders that the shop stopped stay on hold for cancel-stopped.ps1, and orders that are not in the export stay on hold, too.
So do orders whose action in the export itself is Hold: a message names them, and no person is needed.
So do orders that were edited in the shop after they were sent: change them at Amazon and release them yourself, or cancel them.
An order that an earlier export showed as stopped, and this one does not, stays on hold and is named, because this one may be older.
An order that belongs to one of the export, and of which the journal does not know whether the shop wants it, is named. So is an order
that now has an unknown status, or of which it is uncertain how many units are left.
Exit code 0: no person is needed. Exit code 1 (in Azure Automation: the job failed): a person is needed, and the last message says why.
It can be killed and started again at any time.
.EXAMPLE
./samples/runbooks/release-holds.ps1 -OrderFile ./samples/shops/shopify.csv -Shop ./samples/shops/main.psd1 -Folder ./fba -Sandbox
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

if (-not (Test-Path -LiteralPath (Join-Path $Folder 'orders.journal') -PathType Leaf)) {
    throw "The folder '$Folder' has no orders.journal, so it is not known what was sent. Use the -Folder of send-orders.ps1."
}

$runbook = 'release-holds'
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
try {
    $options = @{ Session = $session; ErrorVariable = '+errs'; ErrorAction = 'SilentlyContinue' }
    $errs = @()
    $known = @(
        Import-FbaOrder -LiteralPath $OrderFile -Shop $Shop -Journal $journal -IncludeSkipped -Session $session -ErrorAction Ignore
    )
    $wanted = @(
        $known | Where-Object { $_.SkipReason -eq 'AlreadySent' -and -not $_.ToCancel -and -not $_.WasEdited -and $_.Action -ne 'Hold' }
    )
    $toHold = @($known | Where-Object Action -EQ 'Hold')
    $changed = @(
        $known | Where-Object { $_.SkipReason -ne 'StoppedBefore' -and ($_.SkipReason -eq 'ChangedSinceSent' -or $_.WasEdited) }
    )
    $uncertain = @($known | Where-Object SkipReason -In 'UnknownStatus', 'QuantityUncertain', 'StoppedBefore')
    $held = @(Get-FbaFulfillmentOrder -All -Held -Session $session)
    $edited = @($held | Where-Object SellerFulfillmentOrderId -CIn $changed.SellerFulfillmentOrderId)
    $release = @($held | Where-Object SellerFulfillmentOrderId -CIn $wanted.SellerFulfillmentOrderId)
    $kept = @($held | Where-Object SellerFulfillmentOrderId -CIn $toHold.SellerFulfillmentOrderId)
    # Such as an order that was sent again with another ending, and without the journal.
    $open = @{}
    $known | Where-Object { -not $_.ToCancel -and $_.SkipReason -in 'AlreadySent', 'ChangedSinceSent', 'PartlyFulfilled' } |
        ForEach-Object { $open[$_.SellerFulfillmentOrderId] = $true }
    $told = @($edited + $release + $kept | ForEach-Object SellerFulfillmentOrderId)
    $unclear = @(
        $held | Where-Object SellerFulfillmentOrderId -CNotIn $told | Where-Object {
            $id = $_.SellerFulfillmentOrderId
            $id -cin $uncertain.SellerFulfillmentOrderId -or
                (1..$id.Length | Where-Object { $open[$id.Substring(0, $_)] -and $id.Substring($_) -notmatch '^[\p{L}\p{Nd}]' })
        }
    )
    $receipts = @($release | Set-FbaFulfillmentOrder -Action Ship -PassThru -DeadlineSec $DeadlineSec @options)
    $receipts, $edited, $unclear, $errs | Export-FbaReport $report
}
finally {
    Disconnect-FbaSession $session -WarningAction Ignore
}

$failed = @($errs | Where-Object { $_.FullyQualifiedErrorId.Split(',')[0] -notin $later })
$waiting = @($errs).Count - $failed.Count

"On hold: $($held.Count); released: $($receipts.Count); left for the next start: $waiting; " +
    "need attention: $($failed.Count + $edited.Count + $unclear.Count). Report: $report"
foreach ($order in $kept) { "$($order.SellerFulfillmentOrderId): left on hold, because its action in the export is Hold" }
foreach ($order in $edited) {
    "$($order.SellerFulfillmentOrderId): edited in the shop after it was sent, or the export cannot be compared with what was sent"
}
foreach ($order in $unclear) { "$($order.SellerFulfillmentOrderId): left on hold, because it is unknown whether the shop wants it" }
foreach ($failure in $failed) { "$($failure.TargetObject): $($failure.FullyQualifiedErrorId.Split(',')[0]): $($failure.Exception.Message)" }
if ($failed -or $edited -or $unclear) {
    throw "Not released because of errors: $($failed.Count); see the report. Edited in the shop after they were sent: $($edited.Count); " +
        "change them at Amazon and release them yourself, or cancel them. Left on hold because it is unknown whether the shop wants " +
        "them: $($unclear.Count); release or cancel them yourself."
}
