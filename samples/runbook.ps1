<#
.SYNOPSIS
An Azure Automation runbook that sends the orders of a file, and can be killed and started again at any time.
.DESCRIPTION
The connection of the type FbaOutbound holds the credentials. The encrypted variable FbaStore holds what all runbooks of the account share: a PostgreSQL connection string, or, for
hybrid workers on one machine, a folder on a local disk. It needs only a schedule: each start continues where the last one ended, and once all orders are done it sends nothing.
A file with a new name is a new run. With -Sandbox it runs here, without an account.
.EXAMPLE
./samples/runbook.ps1 -OrderFile ./samples/orders.csv -Sandbox
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $OrderFile,

    [string] $ConnectionName = 'FbaOutbound',

    [string] $StoreVariable = 'FbaStore',

    # Azure Automation ends a cloud job after three hours, without a warning.
    [int] $DeadlineSec = 10200,

    [switch] $Sandbox
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module FbaOutbound)) {
    $built = if ($PSScriptRoot) { Join-Path $PSScriptRoot '../artifacts/FbaOutbound/FbaOutbound.psd1' }
    Import-Module $(if ($built -and (Test-Path -LiteralPath $built)) { $built } else { 'FbaOutbound' })
}

if (-not "$(Get-Content -LiteralPath $OrderFile -Raw)".Trim()) { throw "The order file '$OrderFile' is empty." }
$rows = @(Import-Csv -LiteralPath $OrderFile)
$run = [IO.Path]::GetFileNameWithoutExtension($OrderFile)

if ($Sandbox) {
    # The sandbox and its orders exist only as long as this session does.
    $journal = @{ Journal = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).journal" }
    $session = Connect-FbaSession -Sandbox
}
else {
    $store = Get-AutomationVariable -Name $StoreVariable
    if (Test-Path -LiteralPath $store -PathType Container) {
        $quotas = Join-Path $store 'fba.quotas'
        $journal = @{ Journal = Join-Path $store "$run.journal" }
    }
    else {
        $quotas = $store
        $journal = @{ Journal = $store; JournalName = $run }
    }

    $session = Connect-FbaSession -Connection (Get-AutomationConnection -Name $ConnectionName) -QuotaStore $quotas
}

try {
    $receipts = @($rows | New-FbaFulfillmentOrder -Session $session @journal -DeadlineSec $DeadlineSec -ErrorVariable errs -ErrorAction SilentlyContinue)
}
finally {
    Disconnect-FbaSession $session
    if ($Sandbox) { Remove-Item -LiteralPath $journal.Journal -ErrorAction Ignore }
}

$left = @($errs | Where-Object FullyQualifiedErrorId -like 'DeadlineReached,*')
$failed = @($errs | Where-Object FullyQualifiedErrorId -notlike 'DeadlineReached,*')
$earlier = @($receipts | Where-Object ConfirmedBy -eq 'Journal')
"Orders done: $($receipts.Count), by an earlier run: $($earlier.Count); left for the next run: $($left.Count); need attention: $($failed.Count)."

# Messages name orders and columns, but never show a recipient's data.
foreach ($one in $failed) { "$($one.TargetObject): $($one.FullyQualifiedErrorId.Split(',')[0]): $($one.Exception.Message)" }

# The job fails only if an order needs attention; the next run sends the orders that are left.
if ($failed) { throw "Orders of the file $run that need attention: $($failed.Count); see the output." }
