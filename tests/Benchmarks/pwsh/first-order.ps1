<#
.SYNOPSIS
The first order in a fresh process: Import-Module, Connect-FbaSession and one order, next to Invoke-RestMethod with the same two requests.
.DESCRIPTION
The two take turns, because the machine is never quiet. The server is a process of its own and does next to nothing. Milliseconds are
those of the process after PowerShell has started.
#>
param([int] $Runs = 9)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
$root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).Path
$engine, [string[]] $library = (Test-Path "$PSHOME/pwsh.exe") ? @("$PSHOME/pwsh.exe") : @('dotnet', "$PSHOME/pwsh.dll")

function Start-Server {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.RedirectStandardOutput = $start.RedirectStandardInput = $true
    $program = Join-Path $root 'tests/Benchmarks/bin/Release/net10.0/FbaOutbound.Benchmarks.dll'
    $program, 'server', '{"Rate":0,"Burst":30,"LatencyMs":0}' | ForEach-Object { $start.ArgumentList.Add($_) }
    $process = [System.Diagnostics.Process]::Start($start)
    [pscustomobject]@{ Process = $process; Address = $process.StandardOutput.ReadLine() }
}

$module = {
    param($root, $address)
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    Import-Module (Join-Path $root 'artifacts/FbaOutbound/FbaOutbound.psd1')
    $imported = $clock.Elapsed.TotalMilliseconds
    $null = Connect-FbaSession -Connection @{
        ClientId = 'amzn1.application-oa2-client.benchmark'; ClientSecret = 'benchmark'; RefreshToken = 'Atzr|benchmark'
        Marketplace = 'US'; Endpoint = $address
    }
    $connected = $clock.Elapsed.TotalMilliseconds
    $receipt = [pscustomobject]@{
        SellerFulfillmentOrderId = 'F-1'; DisplayableOrderDate = '2026-05-12'; ShippingSpeedCategory = 'Standard'; Name = 'Ada Example'
        AddressLine1 = '1 Invented Avenue'; City = 'Fableville'; StateOrRegion = 'OR'; PostalCode = '97000'; CountryCode = 'US'
        SellerSku = 'SKU-MUG-BLUE'; Quantity = 1
    } | New-FbaFulfillmentOrder
    $clock.Stop()
    if ($receipt.Outcome -ne 'Created') { throw 'No order was created.' }
    $all = $clock.Elapsed.TotalMilliseconds
    '{0:0} {1:0} {2:0} {3:0} {4} {5:0}' -f $all, $imported, ($connected - $imported), ($all - $connected), [Runtime.JitInfo]::GetCompiledMethodCount(), (Get-Process -Id $PID).TotalProcessorTime.TotalMilliseconds
}

$byHand = {
    param($root, $address)
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $token = Invoke-RestMethod "${address}/auth/o2/token" -Method Post -Body @{
        grant_type = 'refresh_token'; refresh_token = 'Atzr|benchmark'; client_id = 'benchmark'; client_secret = 'benchmark'
    }
    $body = @{
        sellerFulfillmentOrderId = 'F-1'; displayableOrderId = 'F-1'; displayableOrderDate = '2026-05-12T00:00:00Z'
        displayableOrderComment = 'Thank you for your order.'; shippingSpeedCategory = 'Standard'; fulfillmentAction = 'Ship'
        destinationAddress = @{
            name = 'Ada Example'; addressLine1 = '1 Invented Avenue'; city = 'Fableville'; stateOrRegion = 'OR'
            postalCode = '97000'; countryCode = 'US'
        }
        items = @(@{ sellerSku = 'SKU-MUG-BLUE'; sellerFulfillmentOrderItemId = '1'; quantity = 1 })
    } | ConvertTo-Json -Depth 4
    $null = Invoke-RestMethod "${address}/fba/outbound/2020-07-01/fulfillmentOrders" -Method Post -Body $body -ContentType 'application/json' -Headers @{
        'x-amz-access-token' = $token.access_token
    }
    $clock.Stop()
    $all = $clock.Elapsed.TotalMilliseconds
    '{0:0} 0 0 {0:0} {1} {2:0}' -f $all, [Runtime.JitInfo]::GetCompiledMethodCount(), (Get-Process -Id $PID).TotalProcessorTime.TotalMilliseconds
}

function Measure-Process([scriptblock] $Script, [string] $Address) {
    $text = & $engine @library -NoProfile -NonInteractive -Command "& { $Script } '$root' '$Address'"
    if ($text -notmatch '^[0-9]+( [0-9]+){5}$') { throw "The process has failed: $text" }
    $values = [double[]] (-split $text)
    [pscustomobject]@{ All = $values[0]; Import = $values[1]; Connect = $values[2]; Order = $values[3]; Methods = $values[4]; Cpu = $values[5] }
}

function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[math]::Floor($Values.Count / 2)] }

function Get-Row([string] $Name, $Results, [double] $Ratio) {
    $row = [ordered]@{ Client = $Name }
    foreach ($what in 'All', 'Import', 'Connect', 'Order', 'Cpu', 'Methods') { $row[$what] = '{0:0}' -f (Get-Median $Results.$what) }
    $row['/ by hand'] = '{0:0.00}' -f $Ratio
    [pscustomobject] $row
}

$server = Start-Server
try {
    # The files are in the system's cache for both.
    $null = (Measure-Process $module $server.Address), (Measure-Process $byHand $server.Address)
    $pairs = foreach ($run in 1..$Runs) {
        [pscustomobject]@{ Module = Measure-Process $module $server.Address; Hand = Measure-Process $byHand $server.Address }
    }
}
finally {
    $server.Process.StandardInput.Close()
    $server.Process.WaitForExit()
}

$ratio = Get-Median @($pairs | ForEach-Object { $_.Module.All / $_.Hand.All })
"First order in a fresh PowerShell $($PSVersionTable.PSVersion), milliseconds after its start (CPU: with its start); medians of $Runs pairs"
@(
    Get-Row 'FbaOutbound' $pairs.Module $ratio
    Get-Row 'Invoke-RestMethod' $pairs.Hand 1
) | Format-Table -AutoSize | Out-String -Width 140
