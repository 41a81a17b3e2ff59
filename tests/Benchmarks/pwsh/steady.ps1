<#
.SYNOPSIS
From the text of a CSV file to receipts, without a rate limit, beside three floors in the same run: a bare HttpClient that posts prepared bodies, a
cmdlet that does nothing with the same rows, and one that reads the properties of each row. Orders have two rows each.
.PARAMETER Runs
How often each case runs; the medians are shown.
.PARAMETER Server
Which server answers: Bucket does next to nothing for a request, Sandbox is the module's sandbox server.
#>
param([int] $Count = 10000, [int] $Runs = 5, [ValidateSet('Bucket', 'Sandbox')] [string] $Server = 'Bucket')
. (Join-Path $PSScriptRoot 'Common.ps1')
Add-Type -Path (Join-Path $PSScriptRoot 'Floor.cs') -PassThru | ForEach-Object Assembly | Select-Object -First 1 | Import-Module

$inFlight = 16
$me = [System.Diagnostics.Process]::GetCurrentProcess()

function New-OrderFile([string] $Path, [string] $Prefix) {
    $writer = [System.IO.StreamWriter]::new($Path)
    $writer.WriteLine('SellerFulfillmentOrderId,DisplayableOrderDate,ShippingSpeedCategory,NotificationEmail,Name,AddressLine1,City,StateOrRegion,' +
        'PostalCode,CountryCode,Phone,SellerSku,Quantity,PerUnitDeclaredValue,Currency')
    for ($number = 1; $number -le $Count; $number++) {
        $order = '{0}-{1:00000},2026-05-12,Standard,ada@example.com,Ada Example,{1} Invented Avenue,Fableville,OR,97000,US,503-555-0101' -f $Prefix, $number
        $writer.WriteLine("$order,SKU-MUG-BLUE,1,12.50,USD")
        $writer.WriteLine("$order,SKU-MUG-RED,2,12.50,USD")
    }

    $writer.Dispose()
}

# Runs a case once. The CPU time is this process's alone.
function Measure-Case($Process, [scriptblock] $Run) {
    [GC]::Collect()
    $me.Refresh(); $Process.Refresh()
    $cpu, $serverCpu, $bytes = $me.TotalProcessorTime, $Process.TotalProcessorTime, [GC]::GetTotalAllocatedBytes()
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    & $Run
    $time = $clock.Elapsed.TotalSeconds
    $me.Refresh(); $Process.Refresh()
    [pscustomobject]@{
        PerSecond = $Count / $time
        CpuMs = ($me.TotalProcessorTime - $cpu).TotalMilliseconds / $Count
        ServerCpuMs = ($Process.TotalProcessorTime - $serverCpu).TotalMilliseconds / $Count
        Bytes = ([GC]::GetTotalAllocatedBytes() - $bytes) / $Count
    }
}

$target = $Server -eq 'Bucket' ? (Start-BucketServer) : (Start-SandboxServer '--rate', '0', '--announced-rate', '10000')
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "fba-steady-$PID"
$null = New-Item $folder -ItemType Directory
try {
    $null = Connect-SandboxServer $target
    $samples = @{}
    $wrong = 0
    for ($run = -1; $run -lt $Runs; $run++) {
        $file = Join-Path $folder 'orders.csv'
        New-OrderFile $file "S$($run + 1)"
        $bodies = [FbaOutbound.Benchmarks.BareClient]::Bodies($Count, "B$($run + 1)")
        $script:receipts = $null
        $cases = [ordered]@{
            'bare HttpClient, prepared bodies' = { [FbaOutbound.Benchmarks.BareClient]::Run($target.Address, $bodies, $inFlight) }
            'Import-Csv | cmdlet that does nothing' = { Import-Csv $file | Receive-Nothing }
            'Import-Csv | cmdlet that reads the properties' = { $null = Import-Csv $file | Read-Row }
            'Import-Csv | New-FbaFulfillmentOrder' = { Import-Csv $file | New-FbaFulfillmentOrder -ThrottleLimit $inFlight | Receive-Nothing }
            'the same with -Stream' = {
                Import-Csv $file.Replace('orders', 'stream') | New-FbaFulfillmentOrder -Stream -ThrottleLimit $inFlight -OutVariable receipts |
                    Receive-Nothing
                $script:receipts = $receipts
            }
        }
        New-OrderFile $file.Replace('orders', 'stream') "T$($run + 1)"
        foreach ($case in $cases.Keys) {
            $sample = Measure-Case $target.Process $cases[$case]
            if ($run -ge 0) { $samples[$case] += @($sample) }
        }

        $wrong += $Count - @($script:receipts | Where-Object Outcome -EQ 'Created').Count
    }
}
finally {
    Stop-SandboxServer $target
    Remove-Item $folder -Recurse
}

$table = foreach ($case in $cases.Keys) {
    $of = $samples[$case]
    [pscustomobject]@{
        Case = $case
        'Orders/s' = Get-Median $of.PerSecond
        'CPU ms/order' = Get-Median $of.CpuMs
        'Server CPU ms/order' = Get-Median $of.ServerCpuMs
        'Bytes/order' = Get-Median $of.Bytes
    }
}

$bare, $engine, $reading, $ours, $null = $table
Write-Host "$Count orders of two rows, $inFlight in flight, no rate limit, $Server server in a separate process; medians of $Runs after one that does not count"
Write-Host ($table | Format-Table Case, @{ n = 'Orders/s'; e = { '{0:N0}' -f $_.'Orders/s' }; a = 'right' },
    @{ n = '/ bare'; e = { '{0:0.00}' -f ($_.'Orders/s' / $bare.'Orders/s') }; a = 'right' },
    @{ n = 'CPU ms/order'; e = { '{0:0.000}' -f $_.'CPU ms/order' }; a = 'right' },
    @{ n = 'Server CPU ms'; e = { '{0:0.000}' -f $_.'Server CPU ms/order' }; a = 'right' },
    @{ n = 'Bytes/order'; e = { '{0:N0}' -f $_.'Bytes/order' }; a = 'right' } | Out-String -Width 140)
$beyond = ($ours.'CPU ms/order' - $engine.'CPU ms/order') / $bare.'CPU ms/order'
$least = ($reading.'CPU ms/order' + $bare.'CPU ms/order' - $engine.'CPU ms/order') / $bare.'CPU ms/order'
Write-Host ('Reading the properties and posting, and nothing else, would be {0:0.00} times.' -f $least)
Write-Host ('CPU beyond the engine''s: {0:0.00} times that of the bare HttpClient (target: at most 2). Orders/s: {1:0.00} of its (target: at least 0.6). Wrong receipts: {2}' -f
    $beyond, ($ours.'Orders/s' / $bare.'Orders/s'), $wrong)
exit [int]($wrong -ne 0)
