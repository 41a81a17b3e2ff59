<#
.SYNOPSIS
Runs files of Pester tests one after the other in this process, and writes each one's results into a folder: an .xml file, and the counts
of passed, failed and skipped tests with the seconds that they took. With -Shared, other processes work on the same files, and each file
is done by the first that takes it, with a .taken file in the folder.
.DESCRIPTION
Pester comes from artifacts/pester, where the build puts the pinned version; the user's module path is not searched. Between two files
the sessions are closed, so that no file depends on what another one opened.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ResultsFolder,

    [switch] $Shared,

    [Parameter(Mandatory, ValueFromRemainingArguments)]
    [string[]] $Path
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../../artifacts/pester/Pester.psd1')
foreach ($file in $Path) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $result = Join-Path $ResultsFolder "pester-$([IO.Path]::GetFileNameWithoutExtension($file))"
    if ($Shared) { try { [IO.File]::Open("$result.taken", 'CreateNew').Dispose() } catch [IO.IOException] { continue } }
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $file
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Normal'
    $configuration.TestResult.Enabled = $true
    $configuration.TestResult.OutputPath = "$result.xml"
    $run = Invoke-Pester -Configuration $configuration
    $isBroken = $run.Result -eq 'Failed' -and $run.FailedCount -eq 0
    "$($run.PassedCount) $($run.FailedCount + [int] $isBroken) $($run.SkippedCount + $run.NotRunCount) $([int] $clock.Elapsed.TotalSeconds)" |
        Set-Content "$result.counts"
    if (Get-Module FbaOutbound) { FbaOutbound\Get-FbaSession | FbaOutbound\Disconnect-FbaSession -WarningAction Ignore }
}
