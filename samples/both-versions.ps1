<#
.SYNOPSIS
The same job on either version of the protocol: only the Connect-FbaSession line differs. It runs on the sandbox, without an account or a network.
.EXAMPLE
./samples/both-versions.ps1 -ApiVersion 2026-07-04
#>
[CmdletBinding()]
param(
    [ValidateSet('2020-07-01', '2026-07-04')]
    [string] $ApiVersion = '2020-07-01'
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot -Parent
Import-Module (Join-Path $root 'artifacts/FbaOutbound/FbaOutbound.psd1')

$session = Connect-FbaSession -Sandbox -ApiVersion $ApiVersion
try {
    $rows = Import-Csv -LiteralPath (Join-Path $root 'samples/orders.csv') | Where-Object SellerFulfillmentOrderId -in 'six-test-order', 'FBA-1001'

    'Checked, without a request:'
    $rows | Test-FbaFulfillmentOrder | Format-Table

    'What it would cost, and when it would arrive:'
    $rows | Get-FbaFulfillmentPreview | Format-Table

    'How long a delivery date can be promised to a shopper:'
    Get-FbaDeliveryOffer $rows[0].SellerSku -PostalCode 97000 | Select-Object -First 1 | Format-List

    'Ordered, and held:'
    $receipts = $rows | New-FbaFulfillmentOrder -Action Hold
    $receipts | Format-Table SellerFulfillmentOrderId, Outcome, ConfirmedBy, ApiVersion
    Get-FbaFulfillmentOrder -Held | Format-Table

    'One is shipped, and read back; the other is cancelled:'
    $receipts[0] | Set-FbaFulfillmentOrder -Action Ship -PassThru | Format-Table
    $receipts[1] | Stop-FbaFulfillmentOrder -Wait -TimeoutSec 30 | Format-Table

    'Some days later:'
    Set-FbaSandbox -AdvanceBy 9d
    $receipts[0] | Wait-FbaFulfillmentOrder -For Complete -TimeoutSec 60 | Format-Table
    $receipts[0] | Get-FbaPackageTracking | Format-Table
}
finally {
    Disconnect-FbaSession $session
}
