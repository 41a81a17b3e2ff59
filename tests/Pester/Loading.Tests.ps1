BeforeDiscovery {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $lower = Get-ChildItem (Join-Path $root 'tests/LoadingHost/bin') -Recurse -Filter Microsoft.Extensions.Http.dll -ErrorAction Ignore |
        Where-Object { $_.Directory.Name -eq 'lower' } | Select-Object -First 1
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
}

BeforeAll {
    $script:root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $script:manifest = Join-Path $root 'artifacts/FbaOutbound/FbaOutbound.psd1'
    $script:lower = Get-ChildItem (Join-Path $root 'tests/LoadingHost/bin') -Recurse -Filter Microsoft.Extensions.Http.dll -ErrorAction Ignore |
        Where-Object { $_.Directory.Name -eq 'lower' } | Select-Object -First 1 -ExpandProperty DirectoryName
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $script:engine = Get-Engine

    # Assemblies cannot be unloaded, so each test has a process of its own.
    function Invoke-Fresh([string] $Script) {
        $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; $Script"))
        $output = & $engine -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded 2>&1
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Lines = @($output | ForEach-Object { "$_" } | Where-Object { $_ }) }
    }

    $script:show = @'
[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -match '^(Microsoft\.Extensions\.(Http|DependencyInjection\.Abstractions)|Polly\.Core|FbaOutbound(\.\w+)?)$' } | ForEach-Object {
    '{0} {1} {2}' -f $_.GetName().Name, $_.GetName().Version.Major, [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name
} | Sort-Object
'@
    $script:use = "Connect-FbaSession -Sandbox | Out-Null; Get-FbaFulfillmentOrder; "
}

Describe 'Loading the module' -Skip:(-not $isCore) {
    It 'keeps its dependencies in a context of their own' {
        $run = Invoke-Fresh "Import-Module '$manifest'; $use $show"
        $run.ExitCode | Should -Be 0
        $run.Lines | Should -Contain 'FbaOutbound 0 Default'
        $run.Lines | Should -Contain 'FbaOutbound.Core 0 Default'
        $run.Lines | Should -Contain 'Microsoft.Extensions.Http 10 FbaOutbound'
        $run.Lines | Should -Contain 'Polly.Core 8 FbaOutbound'
    }

    It 'loads what speaks to PostgreSQL only when a database is asked for' -Skip:($PSVersionTable.PSVersion -lt '7.4') {
        $find = "([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -in 'Npgsql', 'FbaOutbound.PostgreSql' } | ForEach-Object { `$_.GetName().Name } | Sort-Object) -join ' '"
        $ask = "try { Connect-FbaSession -Connection @{ ClientId = 'c'; ClientSecret = 's'; RefreshToken = 'r'; Marketplace = 'US'; Endpoint = 'http://127.0.0.1:1'; QuotaStore = 'Host=127.0.0.1;Port=1;Username=nobody' } } catch { 'refused' }"
        $run = Invoke-Fresh "Import-Module '$manifest'; $use 'before: ' + ($find); $ask; 'after: ' + ($find)"
        $run.Lines | Should -Be 'before: ', 'refused', 'after: FbaOutbound.PostgreSql Npgsql'
    }

    It 'works beside lower versions that another module has loaded' -Skip:(-not $lower) {
        $run = Invoke-Fresh "Get-ChildItem '$lower' -Filter *.dll | ForEach-Object { [void][Reflection.Assembly]::LoadFrom(`$_.FullName) }; Import-Module '$manifest'; $use $show"
        $run.ExitCode | Should -Be 0
        $run.Lines | Should -Contain 'Microsoft.Extensions.Http 9 Default'
        $run.Lines | Should -Contain 'Microsoft.Extensions.Http 10 FbaOutbound'
        $run.Lines | Should -Contain 'Microsoft.Extensions.DependencyInjection.Abstractions 9 Default'
        $run.Lines | Should -Contain 'Microsoft.Extensions.DependencyInjection.Abstractions 10 FbaOutbound'
    }

    It 'does not answer for other modules' {
        $run = Invoke-Fresh "Import-Module '$manifest'; $use; try { [void][Reflection.Assembly]::Load('Polly.Core, Version=8.0.0.0') ; 'found' } catch { 'not found' }"
        $run.Lines | Should -Be 'not found'
    }

    It 'imports again after Remove-Module and by force' {
        $run = Invoke-Fresh "Import-Module '$manifest'; $use Remove-Module FbaOutbound; Import-Module '$manifest'; $use Import-Module '$manifest' -Force; $use $show"
        $run.ExitCode | Should -Be 0
        @($run.Lines | Where-Object { $_ -like 'Polly.Core*' }).Count | Should -Be 1
    }

    It 'closes the sessions of the runspace when it is removed' {
        $run = Invoke-Fresh "Import-Module '$manifest'; `$session = Connect-FbaSession -Sandbox; Remove-Module FbaOutbound; `$session.State"
        $run.Lines | Should -Be 'Closed'
    }

    It 'is imported by many runspaces at once' {
        $run = Invoke-Fresh "1..12 | ForEach-Object -Parallel { Import-Module '$manifest'; $use } -ThrottleLimit 12; $show"
        $run.ExitCode | Should -Be 0
        @($run.Lines | Where-Object { $_ -like 'Polly.Core*' }).Count | Should -Be 1
    }

    It 'loads from a folder with spaces, by a symbolic link, and with letters of other scripts' {
        $folder = Join-Path ([IO.Path]::GetTempPath()) "fba outbound $([guid]::NewGuid())"
        try {
            $copy = Join-Path $folder 'Módulos 模块/FbaOutbound'
            $null = New-Item (Split-Path $copy) -ItemType Directory
            Copy-Item (Split-Path $manifest) $copy -Recurse
            $run = Invoke-Fresh "Import-Module '$copy/FbaOutbound.psd1'; $use $show"
            $run.Lines | Should -Contain 'Polly.Core 8 FbaOutbound'
            if (-not $IsWindows) {
                $link = Join-Path $folder 'link to it'
                $null = New-Item $link -ItemType SymbolicLink -Target $copy
                $run = Invoke-Fresh "Import-Module '$link/FbaOutbound.psd1'; $use $show"
                $run.Lines | Should -Contain 'Polly.Core 8 FbaOutbound'
            }
        }
        finally {
            Remove-Item $folder -Recurse -Force
        }
    }

    It 'is found by its commands where its folder is on the module path' {
        $run = Invoke-Fresh "`$env:PSModulePath = '$(Split-Path (Split-Path $manifest))' + [IO.Path]::PathSeparator + `$env:PSModulePath; (Connect-FbaSession -Sandbox).State"
        $run.Lines | Should -Be 'Open'
    }

    It 'passes the check of manifests' {
        (Test-ModuleManifest $manifest).ExportedCmdlets.Count | Should -BeGreaterOrEqual 9
    }
}
