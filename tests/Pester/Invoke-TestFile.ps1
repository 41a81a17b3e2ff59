<#
.SYNOPSIS
Runs one file of Pester tests and writes its results next to $Result: an .xml file, and the counts of passed, failed and skipped tests.
.DESCRIPTION
Pester comes from artifacts/pester, where the build puts the pinned version; the user's module path is not searched.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $Result
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../../artifacts/pester/Pester.psd1')
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputPath = "$Result.xml"
$run = Invoke-Pester -Configuration $configuration
$isBroken = $run.Result -eq 'Failed' -and $run.FailedCount -eq 0
"$($run.PassedCount) $($run.FailedCount + [int] $isBroken) $($run.SkippedCount + $run.NotRunCount)" | Set-Content "$Result.counts"
