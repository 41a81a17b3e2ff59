<#
.SYNOPSIS
Runs the Pester tests against the staged module and leaves the counts for the build script.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ResultsFolder,

    [string] $Path = $PSScriptRoot
)

$ErrorActionPreference = 'Stop'

$wanted = [version]'5.5.0'
if (-not (Get-Module Pester -ListAvailable | Where-Object Version -ge $wanted)) {
    $modules = Join-Path $PSScriptRoot '../../artifacts/modules'
    try {
        if (-not (Test-Path (Join-Path $modules 'Pester'))) {
            $null = New-Item $modules -ItemType Directory -Force
            if (Get-Command Save-PSResource -ErrorAction Ignore) {
                Save-PSResource Pester -Version '5.7.1' -Path $modules -TrustRepository
            }
            else {
                Save-Module Pester -RequiredVersion '5.7.1' -Path $modules -Force
            }
        }

        $env:PSModulePath = (Resolve-Path $modules).Path + [IO.Path]::PathSeparator + $env:PSModulePath
    }
    catch {
        Write-Host "Not run: the Pester tests, because Pester $wanted or newer is not installed and could not be fetched."
        exit 0
    }
}

Import-Module Pester -MinimumVersion $wanted
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
