<#
.SYNOPSIS
The main job on the sandbox: orders from a CSV file, held, read, shipped, listed and cancelled. No account, no server, no network.
#>
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot -Parent
Import-Module (Join-Path $root 'artifacts/FbaOutbound/FbaOutbound.psd1')

function Step([string] $Line) {
    Write-Host "`nPS> $Line" -ForegroundColor Cyan
    Invoke-Expression $Line | Out-String -Width 120 | Write-Host
}

Push-Location $root
try {
    Step 'Connect-FbaSession -Sandbox'
    Step 'Import-Csv ./samples/orders.csv | New-FbaFulfillmentOrder -Action Hold'
    Step 'Get-FbaFulfillmentOrder'
    Step 'Get-FbaFulfillmentOrder six-test-order | Format-List'
    Step "'six-test-order' | Set-FbaFulfillmentOrder -Action Ship"
    Step 'Get-FbaFulfillmentOrder | Where-Object CanCancel -ne $false | Stop-FbaFulfillmentOrder -WhatIf'
    Step 'Get-FbaQuota'
    Step 'Disconnect-FbaSession'
}
finally {
    Pop-Location
}
