<#
.SYNOPSIS
Cancels the orders of a list.
.DESCRIPTION
The list is a CSV file with the column SellerFulfillmentOrderId or OrderId. An order that is already cancelled is not an error.
It is too late to cancel orders that have shipped, and a person has to deal with them.
Exit code 0: no person is needed. Exit code 1 (in Azure Automation: the job failed): a person is needed, and the last message says why.
It can be killed and started again at any time.
.EXAMPLE
./samples/runbooks/cancel-orders.ps1 -ListFile ./cancel.csv -Folder ./fba -Sandbox
#>
[CmdletBinding()]
param(
    # The list of orders to cancel.
    [Parameter(Mandatory)]
    [string] $ListFile,

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

$runbook = 'cancel-orders'
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
    $options = @{ Journal = $journal; Session = $session; ErrorVariable = '+errs'; ErrorAction = 'SilentlyContinue' }
    $errs = @()
    $list = "$(Get-Content -LiteralPath $ListFile -Raw)"
    if (-not $list.Trim()) { throw "The list '$ListFile' is empty." }
    # Spreadsheets write semicolons in many countries.
    $header = $list.Trim() -split '\r?\n' | Select-Object -First 1
    $delimiter = ';', "`t" | Where-Object { $header.Contains($_) } | Select-Object -First 1
    if (-not $delimiter) { $delimiter = ',' }
    $names = $header.Trim([char]0xFEFF) -split $delimiter | ForEach-Object { $_.Trim('" ') }
    $column = 'SellerFulfillmentOrderId', 'OrderId' | Where-Object { $_ -in $names } | Select-Object -First 1
    if (-not $column) { throw "The list '$ListFile' has no column SellerFulfillmentOrderId. Its first line must be the header." }
    $rows = @(Import-Csv -LiteralPath $ListFile -Delimiter $delimiter -Header $names | Select-Object -Skip 1)
    $blank = @($rows | Where-Object { -not "$($_.$column)".Trim() -and "$($_.PSObject.Properties.Value)".Trim() }).Count
    $receipts = @(
        $rows | ForEach-Object { "$($_.$column)".Trim() } | Where-Object { $_ } | Select-Object -Unique |
            Stop-FbaFulfillmentOrder -Wait -DeadlineSec $DeadlineSec @options
    )
    $receipts, $errs | Export-FbaReport $report
}
finally {
    Disconnect-FbaSession $session -WarningAction Ignore
}

$failed = @($errs | Where-Object { $_.FullyQualifiedErrorId.Split(',')[0] -notin $later })
$waiting = @($errs).Count - $failed.Count

$late = @($receipts | Where-Object Outcome -In 'NotCancelled', 'PartlyCancelled')
foreach ($order in $late) { "$($order.SellerFulfillmentOrderId): not cancelled, or only in part; its status is $($order.Status)" }
foreach ($failure in $failed) { "$($failure.TargetObject): $($failure.FullyQualifiedErrorId.Split(',')[0]): $($failure.Exception.Message)" }
if ($blank) { "Rows of the list without an id: $blank" }
"Cancelled or being cancelled: $($receipts.Count - $late.Count); too late: $($late.Count); left for the next start: $waiting; " +
    "need attention: $($failed.Count + $blank). Report: $report"
if ($late -or $failed -or $blank) { throw "Orders that could not be read or cancelled: $($late.Count + $failed.Count + $blank); see the report." }
