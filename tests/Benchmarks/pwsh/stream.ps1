<#
.SYNOPSIS
A long CSV file streamed through New-FbaFulfillmentOrder with a quota that never binds: nothing lost, nothing doubled, output in the order of the
input, and memory that does not grow with the rows.
#>
param([int] $Count = 40000)
. (Join-Path $PSScriptRoot 'Common.ps1')

$me = [System.Diagnostics.Process]::GetCurrentProcess()
$sampleAt = 0.05, 0.25, 0.5, 1 | ForEach-Object { [int]($Count * $_) }

# Streams the file and compares the receipts with what the service has counted.
function Measure-Stream([string] $Service, [string] $File, [scriptblock] $GetCounts, [double] $MostGrowthMB) {
    # The first orders teach the client the rate and load what is loaded once.
    1..200 | ForEach-Object { New-SampleRow $_ 'W' } | New-FbaFulfillmentOrder -ThrottleLimit 16 | Out-Null
    $before = & $GetCounts
    $script:seen = 0
    $script:wrong = 0
    $me.Refresh()
    $cpu = $me.TotalProcessorTime
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $samples = Import-Csv $File | New-FbaFulfillmentOrder -Stream -ThrottleLimit 16 | ForEach-Object {
        $script:seen++
        if ($_.Outcome -ne 'Created' -or $_.Row -ne $script:seen -or $_.SellerFulfillmentOrderId -ne ('S-{0:00000}' -f $script:seen)) { $script:wrong++ }
        if ($script:seen -in $sampleAt) {
            $me.Refresh()
            [pscustomobject]@{
                Orders = $script:seen
                'Live heap MB' = [math]::Round([GC]::GetTotalMemory($true) / 1MB, 1)
                'Working set MB' = [int]($me.WorkingSet64 / 1MB)
            }
        }
    }
    $time = $clock.Elapsed
    $me.Refresh()
    $cpuMs = ($me.TotalProcessorTime - $cpu).TotalMilliseconds / $Count
    $after = & $GetCounts
    $orders = $after.Orders - $before.Orders
    $requests = $after.Requests - $before.Requests
    $growth = $samples[-1].'Live heap MB' - $samples[0].'Live heap MB'

    Write-Host ("$Count rows of a CSV file, -ThrottleLimit 16, $Service`: {0:0} orders/s, {1:0.00} ms of processor time per order" -f ($Count / $time.TotalSeconds), $cpuMs)
    Write-Host ($samples | Format-Table -AutoSize | Out-String -Width 140)
    Write-Host "receipts $script:seen, out of order or wrong $script:wrong, orders at the service $orders, requests $requests"
    $script:seen -eq $Count -and $script:wrong -eq 0 -and $orders -eq $Count -and $requests -eq $Count -and $growth -le $MostGrowthMB
}

$server = Start-SandboxServer '--rate', '0', '--announced-rate', '10000'
$file = New-TemporaryFile
try {
    1..$Count | ForEach-Object { New-SampleRow $_ 'S' } | Export-Csv $file
    $null = Connect-SandboxServer $server
    $overHttp = Measure-Stream 'sandbox server in a process of its own' $file {
        @{ Orders = (Get-SandboxInfo $server 'orders').count; Requests = (Get-SandboxInfo $server 'requests').count }
    } -MostGrowthMB 5
    Disconnect-FbaSession

    # The module loads its sandbox when it is first asked for.
    $null = Connect-FbaSession -Sandbox
    Disconnect-FbaSession
    $sandbox = [FbaOutbound.Sandbox.SandboxService]::new([FbaOutbound.Sandbox.SandboxOptions]@{ Rate = 0; AnnouncedRate = 10000 })
    $PSDefaultParameterValues = @{ 'New-FbaFulfillmentOrder:Session' = New-InProcessSession $sandbox }
    # The sandbox's own orders are what grows here.
    $inProcess = Measure-Stream 'sandbox in this process' $file { @{ Orders = $sandbox.OrderCount; Requests = $sandbox.RequestCount } } -MostGrowthMB ([double]::MaxValue)
}
finally {
    Stop-SandboxServer $server
    Remove-Item $file
}

exit [int](-not ($overHttp -and $inProcess))
