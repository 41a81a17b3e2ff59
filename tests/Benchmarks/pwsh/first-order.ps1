<#
.SYNOPSIS
The first order in a fresh process: Import-Module, Connect-FbaSession and one order, next to Invoke-RestMethod with the same two requests, and to
the least that a module can need: one cmdlet with a bare HttpClient.
.DESCRIPTION
The clients take turns, because the machine is never quiet. The server is a process of its own and does next to nothing. Milliseconds,
processor time and compiled methods are those after PowerShell has started. Each client has its own cache folder: PowerShell compiles
ahead what the last process of a user compiled, and would compile for one client what the other one needed.
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
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $methods, $cpu = [Runtime.JitInfo]::GetCompiledMethodCount(), $process.TotalProcessorTime
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    Import-Module "$root/artifacts/FbaOutbound/FbaOutbound.psd1"
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
    $process.Refresh()
    $methods, $cpu = ([Runtime.JitInfo]::GetCompiledMethodCount() - $methods), ($process.TotalProcessorTime - $cpu).TotalMilliseconds
    if ($receipt.Outcome -ne 'Created') { throw 'No order was created.' }
    $all = $clock.Elapsed.TotalMilliseconds
    '{0:0} {1:0} {2:0} {3:0} {4} {5:0}' -f $all, $imported, ($connected - $imported), ($all - $connected), $methods, $cpu
}

$byHand = {
    param($root, $address)
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $methods, $cpu = [Runtime.JitInfo]::GetCompiledMethodCount(), $process.TotalProcessorTime
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
    $process.Refresh()
    $methods, $cpu = ([Runtime.JitInfo]::GetCompiledMethodCount() - $methods), ($process.TotalProcessorTime - $cpu).TotalMilliseconds
    $all = $clock.Elapsed.TotalMilliseconds
    '{0:0} 0 0 {0:0} {1} {2:0}' -f $all, $methods, $cpu
}

$oneCmdlet = {
    param($root, $address, $floor)
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $methods, $cpu = [Runtime.JitInfo]::GetCompiledMethodCount(), $process.TotalProcessorTime
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    Import-Module $floor
    $imported = $clock.Elapsed.TotalMilliseconds
    $null = Send-OneOrder $address
    $clock.Stop()
    $process.Refresh()
    $methods, $cpu = ([Runtime.JitInfo]::GetCompiledMethodCount() - $methods), ($process.TotalProcessorTime - $cpu).TotalMilliseconds
    $all = $clock.Elapsed.TotalMilliseconds
    '{0:0} {1:0} 0 {2:0} {3} {4:0}' -f $all, $imported, ($all - $imported), $methods, $cpu
}

function Measure-Process([string] $Client, [string] $Address) {
    $env:XDG_CACHE_HOME = Join-Path $caches $Client
    $text = & $engine @library -NoProfile -NonInteractive -Command "& { $($clients[$Client]) } '$root' '$Address' '$floor'"
    if ($text -notmatch '^[0-9]+( [0-9]+){5}$') { throw "The process has failed: $text" }
    $values = [double[]] (-split $text)
    [pscustomobject]@{ All = $values[0]; Import = $values[1]; Connect = $values[2]; Order = $values[3]; Methods = $values[4]; Cpu = $values[5] }
}

function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[math]::Floor($Values.Count / 2)] }

function Get-Row([string] $Name, $Results, [double] $Ratio, [double] $CpuRatio) {
    $row = [ordered]@{ Client = $Name }
    foreach ($what in 'All', 'Import', 'Connect', 'Order', 'Cpu', 'Methods') { $row[$what] = '{0:0}' -f (Get-Median $Results.$what) }
    $row['/ by hand'] = '{0:0.00}' -f $Ratio
    $row['CPU / by hand'] = '{0:0.00}' -f $CpuRatio
    [pscustomobject] $row
}

$clients = [ordered]@{ 'FbaOutbound' = $module; 'Invoke-RestMethod' = $byHand; 'a module of one cmdlet' = $oneCmdlet }
$before = $env:XDG_CACHE_HOME
$caches = (New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "first-order-$PID")).FullName
$floor = Join-Path $caches 'Floor.dll'
Add-Type -Path (Join-Path $PSScriptRoot 'Floor.cs') -OutputAssembly $floor
$server = Start-Server
try {
    # The files are in the system's cache for all, and PowerShell has learned what each compiles.
    $null = foreach ($run in 1..2) { foreach ($client in $clients.Keys) { Measure-Process $client $server.Address } }
    $rounds = foreach ($run in 1..$Runs) {
        $round = @{}
        foreach ($client in $clients.Keys) { $round[$client] = Measure-Process $client $server.Address }
        $round
    }
}
finally {
    $env:XDG_CACHE_HOME = $before
    Remove-Item $caches -Recurse -Force
    $server.Process.StandardInput.Close()
    $server.Process.WaitForExit()
}

"First order in a fresh PowerShell $($PSVersionTable.PSVersion), milliseconds after its start; medians of $Runs rounds"
$(foreach ($client in $clients.Keys) {
    $ratio = Get-Median @($rounds | ForEach-Object { $_[$client].All / $_['Invoke-RestMethod'].All })
    $cpuRatio = Get-Median @($rounds | ForEach-Object { $_[$client].Cpu / $_['Invoke-RestMethod'].Cpu })
    Get-Row $client @($rounds | ForEach-Object { $_[$client] }) $ratio $cpuRatio
}) | Format-Table -AutoSize | Out-String -Width 140
