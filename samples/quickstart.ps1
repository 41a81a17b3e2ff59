<#
.SYNOPSIS
The main job on the sandbox: orders from a CSV file, checked, held, read, shipped, completed and cancelled. No account, no server, no network.
#>
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot -Parent
Import-Module (Join-Path $root 'artifacts/FbaOutbound/FbaOutbound.psd1')

function Step([string] $Line) {
    Write-Host "`nPS> $Line" -ForegroundColor Cyan
    Invoke-Expression $Line | Out-String -Width 120 | Write-Host
}

Push-Location -LiteralPath $root
try {
    Step 'Connect-FbaSession -Sandbox'
    Step 'Import-Csv ./samples/orders.csv | Test-FbaFulfillmentOrder'
    Step 'Import-Csv ./samples/orders.csv | New-FbaFulfillmentOrder -Action Hold'
    Step 'Get-FbaFulfillmentOrder six-test-order | Format-List'
    Step 'Set-FbaFulfillmentOrder six-test-order -Action Ship'
    Step 'Get-FbaFulfillmentOrder -Held | Stop-FbaFulfillmentOrder -WhatIf'
    Step 'Set-FbaSandbox -AdvanceBy 1d'
    Step 'Get-FbaFulfillmentOrder six-test-order'
    Step 'Get-FbaPackageTracking -SellerFulfillmentOrderId six-test-order'
    Step 'Get-FbaQuota'
    Step 'Disconnect-FbaSession'
}
finally {
    Pop-Location
}
