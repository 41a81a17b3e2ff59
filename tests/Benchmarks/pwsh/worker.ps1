<#
.SYNOPSIS
One of several workers that are given the same file of orders, an account's quota and a journal. It writes what came of it as one line of JSON.
#>
param(
    [Parameter(Mandatory)] [string] $File,
    [Parameter(Mandatory)] [string] $Endpoint,
    [Parameter(Mandatory)] [string] $Store,
    [Parameter(Mandatory)] [string] $RefreshToken,
    [int] $ThrottleLimit = 64
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../../../artifacts/FbaOutbound/FbaOutbound.psd1')

$connection = @{
    ClientId = 'amzn1.application-oa2-client.workers'
    ClientSecret = 'workers'
    RefreshToken = $RefreshToken
    Marketplace = 'US'
    Endpoint = $Endpoint
    QuotaStore = $Store
}
$null = Connect-FbaSession -Connection $connection
$outcomes = @{}
Import-Csv $File |
    New-FbaFulfillmentOrder -Journal $Store -ThrottleLimit $ThrottleLimit -ErrorVariable failed -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue |
    ForEach-Object { $outcomes["$($_.Outcome) by $($_.ConfirmedBy)"]++ }
@{
    outcomes = $outcomes
    errors = $failed.Count
    firstErrors = @($failed | Select-Object -First 3 | ForEach-Object { "$_" })
    warnings = @($warned | Select-Object -First 3 | ForEach-Object { "$_" })
    processorSeconds = (Get-Process -Id $PID).CPU
} | ConvertTo-Json -Compress -Depth 3
exit [int]($failed.Count -gt 0)
