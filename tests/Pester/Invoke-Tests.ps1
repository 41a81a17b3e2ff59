<#
.SYNOPSIS
Runs the Pester tests against the staged module and leaves the counts for the build script.
.DESCRIPTION
Two processes more run than the machine has processors, because many tests wait. Each takes the next file that no other one has taken:
first Loading.Tests.ps1, which takes longest, then the others by their size.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ResultsFolder,

    [string[]] $Path = $PSScriptRoot
)

$ErrorActionPreference = 'Stop'
$ResultsFolder = (New-Item $ResultsFolder -ItemType Directory -Force).FullName
$engine = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')
$runner = Join-Path $PSScriptRoot 'Invoke-TestFile.ps1'
Remove-Item (Join-Path $ResultsFolder '*.taken')
$started = [Diagnostics.Stopwatch]::StartNew()

# Most code of the tests runs a few times only, and what is compiled once more to be faster is seldom worth it.
$env:DOTNET_TC_CallCountingDelayMs = '1000'
$files = Get-ChildItem $Path -Recurse -Filter *.Tests.ps1 | Sort-Object { $_.Name -ne 'Loading.Tests.ps1' }, { -$_.Length }
1..[Math]::Min($files.Count, 2 + [Environment]::ProcessorCount) | ForEach-Object -ThrottleLimit 100 -Parallel {
    & $using:engine -NoProfile -NonInteractive -File $using:runner -Shared -ResultsFolder $using:ResultsFolder ($using:files).FullName 2>&1 | Out-Host
}

$results = foreach ($file in $files) {
    # A file without counts was in a process that ended before it could count: a failure.
    $counts = Join-Path $ResultsFolder "pester-$($file.BaseName).counts"
    $passed, $failed, $skipped, $seconds = (Test-Path $counts) ? -split (Get-Content $counts -Raw) : (0, 1, 0, 0)
    [pscustomobject]@{ File = $file.Name; Passed = [int] $passed; Failed = [int] $failed; Skipped = [int] $skipped; Seconds = [int] $seconds }
}

# What the engines print does not reach the console from where they are started.
foreach ($file in $results | Where-Object Failed -gt 0) {
    $xml = Join-Path $ResultsFolder "pester-$([IO.Path]::GetFileNameWithoutExtension($file.File)).xml"
    if (-not (Test-Path $xml)) { "[-] $($file.File) ended without results"; continue }
    Select-Xml -LiteralPath $xml -XPath "//test-case[@success='False']" | ForEach-Object {
        "[-] $($file.File): $($_.Node.description)"
        ($_.Node.failure.message, $_.Node.failure.'stack-trace' | Where-Object { $_ }).ForEach{ "    $_" }
    }
}

$results | Where-Object Seconds -gt 10 | Sort-Object Seconds -Descending | Format-Table File, Seconds | Out-Host
$sum = $results | Measure-Object Passed, Failed, Skipped -Sum
"Pester: $($sum[0].Sum) passed, $($sum[1].Sum) failed, $($sum[2].Sum) skipped in $([int] $started.Elapsed.TotalSeconds) s"
"$($sum[0].Sum) $($sum[1].Sum) $($sum[2].Sum)" | Set-Content (Join-Path $ResultsFolder 'pester-counts.txt')
exit [int] ($sum[1].Sum -gt 0)
