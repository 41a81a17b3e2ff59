<#
.SYNOPSIS
Builds, tests, demonstrates, measures and packages FbaOutbound.
.EXAMPLE
./build.ps1 test
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateSet('build', 'test', 'demo', 'bench', 'faults', 'fuzz', 'package', 'clean')]
    [string] $Task,

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    [Parameter(ValueFromRemainingArguments)]
    [string[]] $Arguments = @()
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
Set-Location $PSScriptRoot
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$results = 'artifacts/results'
$onWindows = [Environment]::OSVersion.Platform -eq 'Win32NT'

function Invoke-Checked([string] $Command, [string[]] $With) {
    & $Command @With
    if ($LASTEXITCODE -ne 0) {
        throw "$Command $($With[0]) ended with exit code $LASTEXITCODE."
    }
}

function Build { Invoke-Checked dotnet @('build', 'FbaOutbound.sln', '--configuration', $Configuration, '--nologo', '--verbosity', 'quiet') }

# The engine of the tests and the demo: the one that FBA_PWSH names, or else the pinned one of the tool manifest. Its own program is started,
# because 'dotnet tool run' would make it a process named dotnet, which no test could start again.
function Find-Engine {
    if ($env:FBA_PWSH) {
        $named = Get-Command $env:FBA_PWSH -CommandType Application -ErrorAction Ignore | Select-Object -First 1
        if (-not $named) {
            Write-Host 'FBA_PWSH is not the path of a program. Set it to the path of pwsh, or unset it to use the pinned version.'
            exit 1
        }

        $env:FBA_PWSH = $named.Source
        return
    }

    $version = (Get-Content .config/dotnet-tools.json -Raw | ConvertFrom-Json).tools.powershell.version
    $packages = (& dotnet nuget locals global-packages --list) -replace '^global-packages:\s*', ''
    $program = if ($onWindows) { 'win/pwsh.exe' } else { 'unix/pwsh' }
    $pattern = Join-Path $packages "powershell/$version/tools/*/any/$program"
    $reason = ''
    if (-not (Test-Path $pattern)) {
        $reason = & dotnet tool restore | Out-String
    }

    $found = Get-Item $pattern -ErrorAction Ignore | Select-Object -First 1
    if (-not $found) {
        Write-Host "PowerShell $version could not be restored as a .NET tool, so no cmdlet can run. Correct the cause, or set FBA_PWSH to the path of pwsh. $($reason -replace '\s+', ' ')"
        exit 1
    }

    $env:FBA_PWSH = $found.FullName
    if (-not $env:DOTNET_ROOT) {
        # The engine is a program of its own and asks where the runtime is: two folders above the SDK's.
        $env:DOTNET_ROOT = Split-Path ((& dotnet --list-runtimes | Select-Object -First 1) -replace '^.*\[(.*)\]$', '$1' | Split-Path)
    }
}

function Get-Count([string] $Folder) {
    $passed = $failed = $skipped = 0
    foreach ($file in Get-ChildItem $Folder -Filter *.trx) {
        $counters = ([xml](Get-Content $file.FullName -Raw)).TestRun.ResultSummary.Counters
        $passed += [int]$counters.passed
        $failed += [int]$counters.failed
        $skipped += [int]$counters.total - [int]$counters.passed - [int]$counters.failed
    }

    if (Test-Path "$Folder/pester-counts.txt") {
        $counts = -split (Get-Content "$Folder/pester-counts.txt" -Raw)
        $passed += [int]$counts[0]
        $failed += [int]$counts[1]
        $skipped += [int]$counts[2]
    }

    "$passed passed, $failed failed, $skipped skipped"
}

switch ($Task) {
    'build' {
        Build
        'The module is in artifacts/FbaOutbound: Import-Module ./artifacts/FbaOutbound'
    }
    'test' {
        if (Test-Path $results) { Remove-Item $results -Recurse -Force }
        $null = New-Item $results -ItemType Directory -Force
        Find-Engine
        # Compilers and test processes are short: a second compilation by profile costs them more than it gains.
        $env:DOTNET_TieredPGO = '0'
        Build
        $status = 0
        # The assemblies are named because evaluating the solution's projects once more takes longer than some of them run.
        $assemblies = Get-ChildItem tests -Directory -Filter FbaOutbound.*Tests | ForEach-Object {
            Join-Path $_.FullName "bin/$Configuration/net10.0/$($_.Name).dll"
        }
        $xunit = Start-Process dotnet -PassThru -NoNewWindow -RedirectStandardOutput "$results/xunit.log" -ArgumentList (
            @('test') + @($assemblies | ForEach-Object { "`"$_`"" }) +
            @('--nologo', '--verbosity', 'quiet', '--logger', 'trx', '--results-directory', $results, '--', 'RunConfiguration.MaxCpuCount=0'))
        $null = $xunit.Handle
        & $env:FBA_PWSH -NoProfile -NonInteractive -File tests/Pester/Invoke-Tests.ps1 -ResultsFolder $results
        if ($LASTEXITCODE -ne 0) { $status = 1 }
        $xunit.WaitForExit()
        Get-Content "$results/xunit.log"
        if ($xunit.ExitCode -ne 0) { $status = 1 }
        Get-Count $results
        exit $status
    }
    'demo' {
        Find-Engine
        Build
        Invoke-Checked $env:FBA_PWSH @('-NoProfile', '-NonInteractive', '-File', 'samples/quickstart.ps1')
    }
    'faults' {
        Invoke-Checked dotnet @('build', 'tests/FaultSchedules', '--configuration', 'Release', '--nologo', '--verbosity', 'quiet')
        Invoke-Checked dotnet (@('tests/FaultSchedules/bin/Release/net10.0/FbaOutbound.FaultSchedules.dll') + $Arguments)
    }
    'bench' {
        $Configuration = 'Release'
        Find-Engine
        Build
        Invoke-Checked dotnet (@('run', '--project', 'tests/Benchmarks', '--configuration', 'Release', '--no-build', '--') + $Arguments)
    }
    'fuzz' {
        Build
        $env:FBA_FUZZ = if ($Arguments.Count -gt 0) { $Arguments[0] } else { '10000' }
        $env:FBA_FUZZ_SEED = if ($Arguments.Count -gt 1) { $Arguments[1] } else { "$(Get-Random -Maximum 32768)" }
        Invoke-Checked dotnet @('test', 'tests/FbaOutbound.Core.Tests', '--configuration', $Configuration, '--no-build', '--nologo', '--verbosity', 'quiet',
            '--filter', 'FullyQualifiedName~FuzzTests|FullyQualifiedName~TextCleaningTests|FullyQualifiedName~ImportMutationTests|FullyQualifiedName~HostileIdTests', '--logger', 'console;verbosity=detailed')
    }
    'package' {
        Invoke-Checked dotnet @('build', 'src/FbaOutbound/FbaOutbound.csproj', '--configuration', 'Release', '--nologo', '--verbosity', 'quiet', '--target:PackageModule')
        Get-ChildItem artifacts/packages -Name
    }
    'clean' {
        if (Test-Path artifacts) { Remove-Item artifacts -Recurse -Force }
        Get-ChildItem src, tests -Directory -Recurse | Where-Object Name -in 'bin', 'obj' | Remove-Item -Recurse -Force
    }
}
