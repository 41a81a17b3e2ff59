<#
.SYNOPSIS
Sends orders from rows, as a user's first command in a fresh process would. Writes the seconds from before Connect-FbaSession to the
last receipt, and the number of orders that were created.
#>
param(
    [Parameter(Mandatory)] [string] $Endpoint,
    [Parameter(Mandatory)] [int] $First,
    [Parameter(Mandatory)] [int] $Count,
    [string] $QuotaStore,
    [string] $Journal
)
. (Join-Path $PSScriptRoot 'Common.ps1')

$rows = foreach ($number in $First..($First + $Count - 1)) { New-SampleRow $number 'Q' }
$connection = @{
    ClientId = 'amzn1.application-oa2-client.benchmark'
    ClientSecret = 'benchmark'
    RefreshToken = 'Atzr|benchmark'
    Marketplace = 'US'
    Endpoint = $Endpoint
}
$store = if ($QuotaStore) { @{ QuotaStore = $QuotaStore } } else { @{} }
$run = if ($Journal) { @{ Journal = $Journal } } else { @{} }
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$null = Connect-FbaSession -Connection $connection @store
$receipts = @($rows | New-FbaFulfillmentOrder -ThrottleLimit 8 @run)
'{0:0.0000} {1}' -f $clock.Elapsed.TotalSeconds, @($receipts | Where-Object Outcome -EQ 'Created').Count
