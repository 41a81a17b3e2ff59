<#
.SYNOPSIS
A long CSV file streamed through New-FbaFulfillmentOrder with a quota that never binds: nothing lost, nothing doubled, output in the order of the
input, and memory that does not grow with the rows.
#>
param([int] $Count = 40000, [int[]] $SampleAt = @(2000, 10000, 20000, 40000))
. (Join-Path $PSScriptRoot 'Common.ps1')

$server = Start-SandboxServer '--rate', '0', '--announced-rate', '10000'
$file = New-TemporaryFile
try {
    1..$Count | ForEach-Object { New-SampleRow $_ 'S' } | Export-Csv $file
    $null = Connect-SandboxServer $server
    # The first orders teach the client the rate and load what is loaded once.
    1..200 | ForEach-Object { New-SampleRow $_ 'W' } | New-FbaFulfillmentOrder -ThrottleLimit 16 | Out-Null
    $before = (Get-SandboxInfo $server 'orders').count
    $requestsBefore = (Get-SandboxInfo $server 'requests').count

    $script:seen = 0
    $script:disorder = 0
    $me = [System.Diagnostics.Process]::GetCurrentProcess()
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $cpu = $me.TotalProcessorTime
    $samples = Import-Csv $file | New-FbaFulfillmentOrder -ThrottleLimit 16 | ForEach-Object {
        $script:seen++
        if ($_.Outcome -ne 'Created' -or $_.Row -ne $script:seen -or $_.SellerFulfillmentOrderId -ne ('S-{0:00000}' -f $script:seen)) { $script:disorder++ }
        if ($script:seen -in $SampleAt) {
            $time = $clock.Elapsed
            $me.Refresh()
            [pscustomobject]@{
                Orders = $script:seen
                'Orders/s so far' = [int]($script:seen / $time.TotalSeconds)
                'Live heap MB' = [math]::Round([GC]::GetTotalMemory($true) / 1MB, 1)
                'Working set MB' = [math]::Round($me.WorkingSet64 / 1MB)
            }
        }
    }
    $time = $clock.Elapsed
    $me.Refresh()
    $cpuMs = ($me.TotalProcessorTime - $cpu).TotalMilliseconds / $Count
    $atServer = (Get-SandboxInfo $server 'orders').count - $before
    $requests = (Get-SandboxInfo $server 'requests').count - $requestsBefore
}
finally {
    Stop-SandboxServer $server
    Remove-Item $file
}

$growth = $samples[-1].'Live heap MB' - $samples[0].'Live heap MB'
"$Count rows of a CSV file, -ThrottleLimit 16, sandbox server in a process of its own: {0:0} orders/s, {1:0.00} ms of processor time per order" -f ($Count / $time.TotalSeconds), $cpuMs
$samples | Format-Table -AutoSize | Out-String -Width 140
"receipts $script:seen, out of order or wrong $script:disorder, orders at the server $atServer, requests $requests, live heap $('{0:+0.0;-0.0}' -f $growth) MB"
exit [int]($script:seen -ne $Count -or $script:disorder -ne 0 -or $atServer -ne $Count -or $requests -ne $Count -or $growth -gt 5)
