<#
.SYNOPSIS
Orders under a quota, from rows, in PowerShell: how much longer than ideal, and how many 429s.
#>
param([int] $Runs = 3)
. (Join-Path $PSScriptRoot 'Common.ps1')

function Measure-Quota([string] $Name, [double] $Rate, [int] $Count, [switch] $Hang) {
    $ideal = ($Count - 30) / $Rate
    $results = foreach ($run in 1..$Runs) {
        $server = Start-SandboxServer '--rate', $Rate, '--burst', '30', '--latency-ms', '100'
        try {
            if ($Hang) {
                $fault = @{ kind = 'LateAnswer'; operation = 'createFulfillmentOrder'; orderId = 'Q-00100'; delay = '00:00:10' } | ConvertTo-Json
                $null = Invoke-RestMethod "$($server.Address)/sandbox/faults" -Method Post -Body $fault -ContentType 'application/json'
            }

            $null = Connect-SandboxServer $server
            $rows = foreach ($number in 1..$Count) { New-SampleRow $number 'Q' }
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $receipts = @($rows | New-FbaFulfillmentOrder -ThrottleLimit 8)
            $clock.Stop()
            $requests = (Get-SandboxInfo $server 'requests').requests
            [pscustomobject]@{
                OverIdeal = $clock.Elapsed.TotalSeconds / $ideal
                Throttled = @($requests | Where-Object status -EQ 429).Count
                Created = @($receipts | Where-Object Outcome -EQ 'Created').Count
                AtServer = (Get-SandboxInfo $server 'orders').count
            }
            Disconnect-FbaSession
        }
        finally {
            Stop-SandboxServer $server
        }
    }

    $median = Get-Median $results.OverIdeal
    $throttled = [int]($results | Measure-Object Throttled -Sum).Sum
    [pscustomobject]@{
        Case = $Name
        Orders = $Count
        'Time / ideal' = '{0:0.000}' -f $median
        Worst = '{0:0.000}' -f ($results | Measure-Object OverIdeal -Maximum).Maximum
        '429s' = $throttled
        Created = ($results.Created | Sort-Object)[0]
        'At the server' = ($results.AtServer | Sort-Object)[0]
        Good = $median -le 1.03 -and $throttled -eq 0 -and -not ($results | Where-Object { $_.Created -ne $Count -or $_.AtServer -ne $Count })
    }
}

$cases = @(
    Measure-Quota 'plan 2/s, server grants 20/s' 20 330
    Measure-Quota 'the same, one hangs for 10 s' 20 330 -Hang
    Measure-Quota 'plan 2/s, server grants 2/s' 2 90
)
"PowerShell $($PSVersionTable.PSVersion), -ThrottleLimit 8, burst 30, 100 ms latency, medians of $Runs"
$cases | Format-Table -AutoSize | Out-String -Width 140
exit [int]($cases.Good -contains $false)
