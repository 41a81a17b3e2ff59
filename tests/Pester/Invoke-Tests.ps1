<#
.SYNOPSIS
Runs the Pester tests against the staged module and leaves the counts for the build script.
.DESCRIPTION
Pester comes from artifacts/pester, where the build puts the pinned version; the user's module path is not searched.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ResultsFolder,

    [string[]] $Path = $PSScriptRoot
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../../artifacts/pester/Pester.psd1')
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputPath = Join-Path $ResultsFolder 'pester.xml'
$run = Invoke-Pester -Configuration $configuration
$broken = @($run.Containers | Where-Object Result -eq 'Failed').Count
$failed = [Math]::Max($run.FailedCount, $(if ($run.Result -eq 'Failed') { [Math]::Max(1, $broken) } else { 0 }))
"$($run.PassedCount) $failed $($run.SkippedCount + $run.NotRunCount)" | Set-Content (Join-Path $ResultsFolder 'pester-counts.txt')
exit [int]($failed -gt 0)
