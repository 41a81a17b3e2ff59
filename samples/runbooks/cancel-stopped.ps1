<#
.SYNOPSIS
Cancels orders that the shop cancelled or refunded, or that the buyer asked to cancel, after they were sent.
.DESCRIPTION
Reads a fresh export of the shop. It is too late to cancel orders that have shipped, and a person has to deal with them.
The same applies to orders that cannot be read from the export, because the shop may have stopped them.
An order that a start began to cancel is kept in cancel-stopped.txt in the folder until a start has reported what came of it.
Exit code 0: no person is needed. Exit code 1 (in Azure Automation: the job failed): a person is needed, and the last message says why.
It can be killed and started again at any time.
.EXAMPLE
./samples/runbooks/cancel-stopped.ps1 -OrderFile ./samples/shops/shopify.csv -Shop ./samples/shops/main.psd1 -Folder ./fba -Sandbox
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

$runbook = 'cancel-stopped'
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
$begun = Join-Path $Folder 'cancel-stopped.txt'
function Save-Begun([string[]] $Ids) {
    Set-Content -LiteralPath "$begun.new" -Value $Ids
    Move-Item -LiteralPath "$begun.new" -Destination $begun -Force
}

try {
    $options = @{ Session = $session; ErrorVariable = '+errs'; ErrorAction = 'SilentlyContinue' }
    $errs = @()
    # A refund of an order of which return-tracking.ps1 has reported a parcel is an ordinary return.
    $state = Join-Path $Folder 'tracking.state'
    $parcels = if (Test-Path -LiteralPath $state) { @{ TrackingStatePath = $state } } else { @{} }
    $known = @(Import-FbaOrder -LiteralPath $OrderFile -Shop $Shop -Journal $journal -IncludeSkipped @parcels @options)
    $unread = @($known | Where-Object HasErrors)
    $stopped = @($known | Where-Object ToCancel)
    $ids = @($stopped | ForEach-Object SellerFulfillmentOrderId)
    $wanted = @($known | Where-Object SkipReason -In $null, 'AlreadySent', 'ChangedSinceSent' | ForEach-Object SellerFulfillmentOrderId)
    # What a start began that was killed before it could report the end. It is only read: the shop may want an order again.
    $earlier = @(
        if (Test-Path -LiteralPath $begun) {
            Get-Content -LiteralPath $begun | Where-Object { $_ -and $_ -cnotin $ids -and $_ -cnotin $wanted }
        }
    )
    Save-Begun ($ids + $earlier)
    $receipts = @($stopped | Stop-FbaFulfillmentOrder -Wait -Journal $journal -DeadlineSec $DeadlineSec @options)
    $read = @(if ($earlier) { Get-FbaFulfillmentOrder $earlier @options })
    $shipping = @($read | Where-Object { $_.CanCancel -eq $false -and $_.Status -ne 'Cancelled' })
    $receipts, $shipping, $unread, $errs | Export-FbaReport $report
}
finally {
    Disconnect-FbaSession $session -WarningAction Ignore
}

# An order that does not exist needs no cancellation.
$errs = @($errs | Where-Object { $_.TargetObject -cnotin $earlier -or $_.FullyQualifiedErrorId -notlike 'OrderNotFound,*' })
$waiting = @($errs | Where-Object { $_.FullyQualifiedErrorId.Split(',')[0] -in $later })
$failed = @($errs | Where-Object { $_.FullyQualifiedErrorId.Split(',')[0] -notin $later })

$late = @($receipts | Where-Object Outcome -In 'NotCancelled', 'PartlyCancelled') + $shipping
foreach ($order in $late) { "$($order.SellerFulfillmentOrderId): not cancelled, or only in part; its status is $($order.Status)" }
foreach ($order in $unread) { "$($order.SellerFulfillmentOrderId): $($order.Detail)" }
foreach ($failure in $failed) { "$($failure.TargetObject): $($failure.FullyQualifiedErrorId.Split(',')[0]): $($failure.Exception.Message)" }
"Cancelled or being cancelled: $($receipts.Count + $shipping.Count - $late.Count); too late: $($late.Count); " +
    "left for the next start: $($waiting.Count); need attention: $($failed.Count + $unread.Count). Report: $report"
$unsettled = @($waiting | ForEach-Object TargetObject) +
    @($receipts | Where-Object Outcome -EQ 'CancelRequested' | ForEach-Object SellerFulfillmentOrderId) +
    @($read | Where-Object CanCancel -NE $false | ForEach-Object SellerFulfillmentOrderId)
Save-Begun @($ids + $earlier | Where-Object { $_ -cin $unsettled })
if ($late -or $failed -or $unread) {
    throw "Orders that could not be read or cancelled: $($late.Count + $failed.Count + $unread.Count); see the report."
}
