<#
.SYNOPSIS
Runs the Pester tests against the staged module and leaves the counts for the build script.
.DESCRIPTION
Each file runs in its own process, as many at a time as the machine has processors. Loading.Tests.ps1, which
starts processes of its own and takes longest, comes first.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ResultsFolder,

    [string[]] $Path = $PSScriptRoot
)

$ErrorActionPreference = 'Stop'
$engine = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')
$runner = Join-Path $PSScriptRoot 'Invoke-TestFile.ps1'
$started = [Diagnostics.Stopwatch]::StartNew()
$results = Get-ChildItem $Path -Recurse -Filter *.Tests.ps1 | Sort-Object { $_.Name -ne 'Loading.Tests.ps1' }, { -$_.Length } |
    ForEach-Object -ThrottleLimit ([Environment]::ProcessorCount) -Parallel {
        $result = Join-Path $using:ResultsFolder "pester-$($_.BaseName)"
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $output = & $using:engine -NoProfile -NonInteractive -File $using:runner -Path $_.FullName -Result $result 2>&1
        $output | Out-Host
        # A process that ended before it could count is a failure.
        $counts = (Test-Path "$result.counts") ? -split (Get-Content "$result.counts" -Raw) : (0, 1, 0)
        [pscustomobject]@{
            File = $_.Name; Passed = [int] $counts[0]; Failed = [int] $counts[1]; Skipped = [int] $counts[2]
            Seconds = [int] $clock.Elapsed.TotalSeconds
        }
    }

$results | Where-Object Seconds -gt 10 | Sort-Object Seconds -Descending | Format-Table File, Seconds | Out-Host
$sum = $results | Measure-Object Passed, Failed, Skipped -Sum
"Pester: $($sum[0].Sum) passed, $($sum[1].Sum) failed, $($sum[2].Sum) skipped in $([int] $started.Elapsed.TotalSeconds) s"
"$($sum[0].Sum) $($sum[1].Sum) $($sum[2].Sum)" | Set-Content (Join-Path $ResultsFolder 'pester-counts.txt')
exit [int] ($sum[1].Sum -gt 0)
