BeforeDiscovery {
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
    $hasOthers = Test-Path (Join-Path $PSScriptRoot '../LoadingHost/bin/*/*/others.txt')

    # Each version with each build, with each way, and each build with each way.
    $kinds = @(
        @{ Kind = 'lower net'; Way = 'LoadFrom' }
        @{ Kind = 'lower netstandard'; Way = 'Add-Type' }
        @{ Kind = 'equal net'; Way = 'Add-Type' }
        @{ Kind = 'equal netstandard'; Way = 'LoadFrom' }
        @{ Kind = 'higher net'; Way = 'LoadFrom' }
        @{ Kind = 'higher netstandard'; Way = 'Add-Type' }
    )

    # How a script names types of the module, and what it writes.
    $named = @(
        @{ What = 'type literals'; Script = '[FbaOutbound.Orders.Address].Name; [fbaoutbound.sandbox.SandboxService].Name; [FbaOutbound.Orders.Address[]].Name; [Collections.Generic.List[FbaOutbound.Orders.Address]]::new().Count'; Expected = 'Address', 'SandboxService', 'Address[]', '0' }
        @{ What = 'casts and comparisons'; Script = '$session -is [FbaOutbound.Sessions.FbaSession]; ([FbaOutbound.Orders.Address] @{ City = "Springfield" }).City; "DropBefore" -as [FbaOutbound.Sandbox.Faults.FaultKind]'; Expected = 'True', 'Springfield', 'DropBefore' }
        @{ What = 'catch'; Script = 'try { Connect-FbaSession -Connection @{} -ErrorAction Stop } catch [FbaOutbound.FbaException] { "ours" } catch { "others" }'; Expected = 'ours' }
        @{ What = 'New-Object'; Script = '(New-Object FbaOutbound.Orders.Address -Property @{ City = "Springfield" }).City; (New-Object -TypeName FbaOutbound.Orders.Address).GetType().Name'; Expected = 'Springfield', 'Address' }
        @{ What = 'parameters and classes'; Script = 'function Test([FbaOutbound.Sessions.FbaSession] $Session) { $Session.State }; Test $session; Invoke-Expression "class Shop { [FbaOutbound.Sessions.FbaSession] `$Session }; ([Shop] @{ Session = `$session }).Session.State"'; Expected = 'Open', 'Open' }
        @{ What = 'assembly-qualified names'; Script = '[FbaOutbound.Orders.Address, FbaOutbound.Core].Name; [type]::GetType("FbaOutbound.Sandbox.SandboxService, FbaOutbound.Sandbox").Name'; Expected = 'Address', 'SandboxService' }
        @{ What = 'views'; Script = '$PSStyle.OutputRendering = "PlainText"; ($session | Out-String).Trim() -match "^Name +Marketplace +ApiVersion +State +Endpoint"; ($session | Format-List | Out-String) -match "(?m)^Endpoint +:"'; Expected = 'True', 'True' }
        @{ What = 'Update-TypeData'; Script = 'Update-TypeData -TypeName FbaOutbound.Sessions.FbaSession -MemberName Shop -MemberType NoteProperty -Value "mine"; $session.Shop'; Expected = 'mine' }
        @{ What = 'completion'; Script = '[Management.Automation.CommandCompletion]::CompleteInput("(Get-FbaSession).Market", 22, $null).CompletionMatches.CompletionText; [Management.Automation.CommandCompletion]::CompleteInput("`$session.ApiV", 13, $null).CompletionMatches.CompletionText'; Expected = 'Marketplace', 'MarketplaceId', 'ApiVersion' }
    )
}

BeforeAll {
    $script:root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $script:manifest = Join-Path $root 'artifacts/FbaOutbound/FbaOutbound.psd1'
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $script:engine = Get-Engine

    # Assemblies cannot be unloaded, so each test has a process of its own.
    function Invoke-Fresh([string] $Script) {
        $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; $Script"))
        $output = & $engine -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded 2>&1
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Lines = @($output | ForEach-Object { "$_" } | Where-Object { $_ }) }
    }

    # The paths of packages as another module brings them.
    function Get-Other([string] $Kind) {
        Get-Content (Get-Item (Join-Path $root 'tests/LoadingHost/bin/*/*/others.txt'))[0] | Where-Object { $_.StartsWith("$Kind ") } | ForEach-Object { $_.Substring($Kind.Length + 1) }
    }

    # Runs named scripts in one fresh process, and returns the lines of each.
    function Invoke-Parts([string] $Before, [Collections.IDictionary] $Parts) {
        $scripts = foreach ($name in $Parts.Keys) { "'### $name'; try { & { $($Parts[$name]) } } catch { `"`$_`" }" }
        $run = Invoke-Fresh "$Before; $($scripts -join '; ')"
        $lines = @{}
        foreach ($line in $run.Lines) {
            if ($line -like '### *') { $name = $line.Substring(4); $lines[$name] = @() } else { $lines[$name] += @($line) }
        }
        $lines
    }

    # .NET takes no higher version of what it has itself: such a file does not load.
    function Get-LoadScript([string] $Way, [string[]] $Path) {
        $load = if ($Way -eq 'LoadFrom') { '[void][Reflection.Assembly]::LoadFrom($file)' } else { 'Add-Type -Path $file' }
        "foreach (`$file in '$($Path -join "', '")') { try { $load } catch { } }; "
    }

    $script:show = @'
[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -match '^(Microsoft\.(Extensions\.Http|Bcl\.TimeProvider)|Polly\.Core|Npgsql|FbaOutbound(\.\w+)?)$' } | ForEach-Object {
    '{0} {1} {2}' -f $_.GetName().Name, $_.GetName().Version.Major, [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name
} | Sort-Object
'@
    $script:use = "Connect-FbaSession -Sandbox | Out-Null; Get-FbaFulfillmentOrder -WarningAction Ignore; "

    # An order is created and read: tokens, JSON, retries, quotas and the sandbox are used.
    $script:order = "@{ SellerFulfillmentOrderId = 'K-1'; SellerSku = 'MUG-RED'; Quantity = 1; Name = 'Alex Example'; AddressLine1 = '12 Sample Street'; City = 'Springfield'; StateOrRegion = 'IL'; PostalCode = '62701'; CountryCode = 'US' }"
    $script:create = "Connect-FbaSession -Sandbox | Out-Null; ([pscustomobject] $order | New-FbaFulfillmentOrder).Outcome; (Get-FbaFulfillmentOrder -SellerFulfillmentOrderId K-1).Items[0].SellerSku; "
    $script:database = "Connect-FbaSession -Sandbox | Out-Null; try { [pscustomobject] $order | New-FbaFulfillmentOrder -Journal 'Host=127.0.0.1;Port=1;Username=nobody' -ErrorAction Stop } catch { 'refused' }; "
}

Describe 'Loading the module' -Skip:(-not $isCore) {
    # One process serves all: none of these needs another module, and the last one removes this one.
    Context 'alone in a process' {
        BeforeAll {
            $loaded = "([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -in 'Npgsql', 'FbaOutbound.PostgreSql' } | ForEach-Object { `$_.GetName().Name } | Sort-Object) -join ' '"
            $script:linesOf = Invoke-Parts "Import-Module '$manifest'" ([ordered]@{
                    contexts = "$use $show"
                    database = "'before: ' + ($loaded); $database 'after: ' + ($loaded)"
                    others   = "try { [void][Reflection.Assembly]::Load('Polly.Core, Version=8.0.0.0') ; 'found' } catch { 'not found' }"
                    removed  = "`$session = Connect-FbaSession -Sandbox; Remove-Module FbaOutbound; `$session.State"
                })
        }

        It 'keeps its dependencies in a context of their own' {
            $linesOf.contexts | Should -Contain 'FbaOutbound 0 Default'
            $linesOf.contexts | Should -Contain 'FbaOutbound.Core 0 FbaOutbound'
            $linesOf.contexts | Should -Contain 'FbaOutbound.Sandbox 0 FbaOutbound'
            $linesOf.contexts | Should -Contain 'Microsoft.Extensions.Http 10 FbaOutbound'
            $linesOf.contexts | Should -Contain 'Polly.Core 8 FbaOutbound'
        }

        It 'loads what speaks to PostgreSQL only when a database is requested' -Skip:($PSVersionTable.PSVersion -lt '7.4') {
            $linesOf.database | Should -Be 'before: ', 'refused', 'after: FbaOutbound.PostgreSql Npgsql'
        }

        It 'does not answer for other modules' {
            $linesOf.others | Should -Be 'not found'
        }

        It 'closes the sessions of the runspace when it is removed' {
            $linesOf.removed | Should -Be 'Closed'
        }
    }

    It 'works with its own packages where another module has loaded <Kind> ones by <Way>' -Skip:(-not $hasOthers) -TestCases $kinds {
        $run = Invoke-Fresh "$(Get-LoadScript $Way (Get-Other $Kind)) Import-Module '$manifest'; $create $database $show"
        $run.Lines[0..2] | Should -Be 'Created', 'MUG-RED', 'refused'
        $run.Lines | Should -Contain 'Polly.Core 8 FbaOutbound'
        $run.Lines | Should -Contain 'Microsoft.Bcl.TimeProvider 10 FbaOutbound'
        $run.Lines | Should -Contain 'Microsoft.Extensions.Http 10 FbaOutbound'
        $run.Lines | Should -Contain 'Npgsql 10 FbaOutbound'
        @($run.Lines | Where-Object { $_ -like 'Microsoft.Bcl.TimeProvider * Default' }).Count | Should -Be 1
    }

    It 'continues with its own packages where another module loads others later' -Skip:(-not $hasOthers) {
        $run = Invoke-Fresh "Import-Module '$manifest'; $use $(Get-LoadScript 'Add-Type' (Get-Other 'lower net')) $create"
        $run.Lines | Should -Be 'Created', 'MUG-RED'
    }

    It 'leaves another module the packages that it has loaded' -Skip:(-not $hasOthers) {
        $run = Invoke-Fresh "$(Get-LoadScript 'Add-Type' (Get-Other 'lower net')) Import-Module '$manifest'; $use [Polly.ResiliencePipelineBuilder].Assembly.Location -like '*8.4.2*'"
        $run.Lines | Should -Be 'True'
    }

    It 'imports twice, again after Remove-Module and by force' {
        $run = Invoke-Fresh "Import-Module '$manifest'; Import-Module '$manifest'; $use Remove-Module FbaOutbound; Import-Module '$manifest'; $use Import-Module '$manifest' -Force; $create [FbaOutbound.Orders.Address].FullName; $show"
        $run.ExitCode | Should -Be 0
        $run.Lines[0..2] | Should -Be 'Created', 'MUG-RED', 'FbaOutbound.Orders.Address'
        @($run.Lines | Where-Object { $_ -like 'Polly.Core*' }).Count | Should -Be 1
        @($run.Lines | Where-Object { $_ -like 'FbaOutbound.Core*' }).Count | Should -Be 1
    }

    It 'has the next process compile ahead what this one compiled' -Skip:(-not $IsLinux -or [Environment]::ProcessorCount -lt 2) {
        $cache = $env:XDG_CACHE_HOME
        $env:XDG_CACHE_HOME = Join-Path $TestDrive 'cache'
        try {
            (Invoke-Fresh "Import-Module '$manifest'; $create $show").Lines | Should -Not -BeNullOrEmpty
            (Get-Item (Join-Path $TestDrive 'cache/powershell/StartupProfileData-FbaOutbound')).Length | Should -BeGreaterThan 10000
            (Invoke-Fresh "Import-Module '$manifest'; $create $show").Lines | Should -Not -BeNullOrEmpty
        }
        finally { $env:XDG_CACHE_HOME = $cache }
    }

    It 'is imported by many runspaces at once' {
        $run = Invoke-Fresh "1..12 | ForEach-Object -Parallel { Import-Module '$manifest'; $use } -ThrottleLimit 12; $show"
        $run.ExitCode | Should -Be 0 -Because "it printed $($run.Lines -join "`n")"
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
        $path = "`$env:PSModulePath = '$(Split-Path (Split-Path $manifest))' + [IO.Path]::PathSeparator + `$env:PSModulePath; "
        (Invoke-Fresh "$path (Connect-FbaSession -Sandbox).State").Lines | Should -Be 'Open'
        (Invoke-Fresh "$path (Get-Command -Module FbaOutbound -Name Connect-FbaSession).Parameters.Keys -contains 'Sandbox'").Lines | Should -Be 'True'
        (Invoke-Fresh "$path (Get-Help New-FbaFulfillmentOrder).Synopsis.Length -gt 20; (Get-Command New-FbaFulfillmentOrder).OutputType.Type.FullName").Lines | Should -Be 'True', 'FbaOutbound.Orders.OrderReceipt'
    }

    It 'passes the check of manifests' {
        (Test-ModuleManifest $manifest).ExportedCmdlets.Count | Should -BeGreaterOrEqual 9
    }
}

# PowerShell looks for types in the default context only, where none of Core and Sandbox lies.
Describe 'The types of the module' -Skip:(-not $isCore) {
    # One process serves all: none of these loads an assembly.
    Context 'in one process' -ForEach @(@{ Cases = $named }) {
        BeforeAll {
            $file = Join-Path $TestDrive 'order.xml'
            $parts = [ordered]@{}
            foreach ($case in $cases) { $parts[$case.What] = $case.Script }
            $parts.file = "$($create.Substring($create.IndexOf(';') + 1)) `$o = Get-FbaFulfillmentOrder -SellerFulfillmentOrderId K-1; `$o | Export-Clixml '$file'; `$back = Import-Clixml '$file'; `$back.PSTypeNames[0]; `$back.Items[0].SellerSku; (`$back | Get-FbaFulfillmentOrder).SellerFulfillmentOrderId"
            $script:linesOf = Invoke-Parts "Import-Module '$manifest'; `$session = Connect-FbaSession -Sandbox" $parts
        }

        It 'can be named in <What>' -TestCases $named {
            $linesOf[$What] | Should -Be $Expected
        }

        It 'go into files and come back as what the views know' {
            $linesOf.file | Should -Be 'Created', 'MUG-RED', 'Deserialized.FbaOutbound.Orders.FulfillmentOrder', 'MUG-RED', 'K-1'
        }
    }

    It 'can be named by using namespace, before and after the import' {
        $file = Join-Path $TestDrive 'using.ps1'
        Set-Content $file "using namespace FbaOutbound.Orders`nusing namespace FbaOutbound`nImport-Module '$manifest'`n[Address].FullName`ntry { Connect-FbaSession -Connection @{} } catch [FbaException] { 'ours' }`n`$x = [OrderReceipt]; `$x.FullName"
        (Invoke-Fresh "& '$file'").Lines | Should -Be 'FbaOutbound.Orders.Address', 'ours', 'FbaOutbound.Orders.OrderReceipt'
        (Invoke-Fresh "Import-Module '$manifest'; & '$file'").Lines | Should -Be 'FbaOutbound.Orders.Address', 'ours', 'FbaOutbound.Orders.OrderReceipt'
    }

    It 'can be named in ForEach-Object -Parallel and in thread jobs' {
        $run = Invoke-Fresh "Import-Module '$manifest'; `$session = Connect-FbaSession -Sandbox; 1..4 | ForEach-Object -Parallel { Import-Module '$manifest'; `$s = `$using:session; (`$s -is [FbaOutbound.Sessions.FbaSession]) -and @(Get-FbaFulfillmentOrder -WarningAction Ignore -Session `$s).Count -eq 0 }; Start-ThreadJob { Import-Module '$manifest'; ([FbaOutbound.Orders.Address] @{ City = 'Springfield' }).City; @(Get-FbaFulfillmentOrder -WarningAction Ignore -Session `$using:session).Count } | Receive-Job -Wait"
        $run.Lines | Should -Be 'True', 'True', 'True', 'True', 'Springfield', '0'
    }

    It 'are all known, and PowerShell forgets them with the module' {
        $count = "@([psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')::Get.Keys -like 'FbaOutbound*').Count"
        $public = "@([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -in 'FbaOutbound.Core', 'FbaOutbound.Sandbox' } | ForEach-Object { `$_.GetExportedTypes() }).Count"
        $run = Invoke-Fresh "$count; Import-Module '$manifest'; `$all = $count; `$all -gt 100 -and `$all -eq $public; Remove-Module FbaOutbound; $count; try { [FbaOutbound.Orders.Address] } catch { 'not found' }; Import-Module '$manifest'; $count -eq `$all; [FbaOutbound.Orders.Address].Name"
        $run.Lines | Should -Be '0', 'True', '0', 'not found', 'True', 'Address'
    }

    It 'stay while another runspace uses the module, and go with the last one' {
        $count = "@([psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')::Get.Keys -like 'FbaOutbound*').Count -gt 0"
        $run = Invoke-Fresh "`$other = [powershell]::Create(); [void] `$other.AddCommand('Import-Module').AddArgument('$manifest').Invoke(); Import-Module '$manifest'; Import-Module '$manifest' -Force; Remove-Module FbaOutbound; $count; `$other.Dispose(); Import-Module '$manifest'; Remove-Module FbaOutbound; $count"
        $run.Lines | Should -Be 'True', 'False'
    }
}
