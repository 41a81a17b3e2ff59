BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
    $moduleFile = Get-ModuleFile

    function Show($Objects, [int] $Width = 80) {
        @($Objects | Out-String -Width $Width) -split '\r?\n' |
            ForEach-Object { $_.TrimEnd() -replace "`e\[[0-9;]*m" } | Where-Object { $_ }
    }

    # A script in a process of its own, whose output is a file and where nobody can answer.
    function Invoke-Apart([string] $Script, [hashtable] $Environment = @{}) {
        $start = [Diagnostics.ProcessStartInfo]::new((Get-Engine))
        $text = "Import-Module '$moduleFile'; $Script"
        $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text))
        $start.Arguments = "-NoProfile -NonInteractive -EncodedCommand $encoded"
        $start.UseShellExecute = $false
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        $start.RedirectStandardInput = $true
        foreach ($name in $Environment.Keys) { $start.EnvironmentVariables[$name] = $Environment[$name] }
        $process = [Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $errors = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject] @{ Output = $output; Error = $errors.Result }
    }

    function Complete([string] $Line) {
        [Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
    }
}

Describe 'Tables' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox -Name Tables
        $long = 'order-of-a-shop-with-a-very-long-name-0'
        $receipts = @(1, 2 | ForEach-Object { New-Row "$long$_" @{ SellerSku = 'MUG-RED' } } | New-FbaFulfillmentOrder)
        $session.Sandbox.Advance([TimeSpan]::FromDays(1))
        $listed = @(Get-FbaFulfillmentOrder)
        $order = Get-FbaFulfillmentOrder "$($long)1"
    }
    AfterAll { Disconnect-FbaSession Tables }

    It 'of <Kind> fit <Width> columns, with whole headers and whole ids' -TestCases @(
        foreach ($width in 80, 100, 120) {
            @{ Width = $width; Kind = 'orders'; Of = { $listed } }
            @{ Width = $width; Kind = 'receipts'; Of = { $receipts } }
            @{ Width = $width; Kind = 'items'; Of = { $order.Items } }
            @{ Width = $width; Kind = 'shipments'; Of = { $order.Shipments } }
            @{ Width = $width; Kind = 'quotas'; Of = { Get-FbaQuota } }
            @{ Width = $width; Kind = 'tests'; Of = { New-Row $long | Test-FbaFulfillmentOrder } }
            @{ Width = $width; Kind = 'sessions'; Of = { $session } }
        }
    ) {
        $lines = Show (& $Of) $Width
        $lines | Where-Object Length -GT $Width | Should -BeNullOrEmpty
        $lines[1] | Should -Match '^[- ]+$'
        ($lines -join "`n") | Should -Not -Match '…|\.\.\.'
    }

    It 'two ids that differ at the end look different' {
        $text = (Show $listed) -join ''
        $text | Should -Match '01'
        $text | Should -Match '02'
    }

    It 'show numbers of 22 digits, long operations and the reason of a preview in one line' {
        $number = '9400110278135050065000'
        $tracking = Get-FbaPackageTracking -SellerFulfillmentOrderId "$($long)1" | Select-Object -First 1
        $tracking.GetType().GetProperty('TrackingNumber').SetValue($tracking, $number)
        (Show $tracking) -join "`n" | Should -Match $number
        $what = New-ShipmentRequest
        Get-MfnShippingService @what | Out-Null
        (Show (Get-FbaQuota)) -match 'getEligibleShipmentServices' | Should -HaveCount 1
        Set-FbaSandbox -Stock @{ 'MUG-NONE' = 0 }
        $preview = New-Row 'preview-1' @{ SellerSku = 'MUG-NONE' } | Get-FbaFulfillmentPreview
        (Show $preview) -match 'Standard +no .*MUG-NONE: \w+' | Should -HaveCount 1
    }

    It 'show what confirmed an order where several sessions are open, too' {
        $other = Connect-FbaSession -Sandbox -Name Second
        try {
            $lines = Show (New-Row 'second-1' | New-FbaFulfillmentOrder -Session Second)
            $lines[0] | Should -Match 'Outcome +ConfirmedBy +Row Session'
            $lines[2] | Should -Match 'Created +Answer +1 Second'
        }
        finally { $other | Disconnect-FbaSession 3> $null }
    }

    It 'show the session only where several are open' {
        (Show (Get-FbaFulfillmentOrder))[0] | Should -Not -Match 'Session'
        $other = Connect-FbaSession -Sandbox -Name Other
        try {
            $lines = Show (Get-FbaFulfillmentOrder -Session Tables)
            $lines[0] | Should -Match 'Session'
            $lines | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        }
        finally { $other | Disconnect-FbaSession }
    }

    It 'in a redirected process are whole, and without colours' {
        $made = Invoke-Apart "`$null = Connect-FbaSession -Sandbox
            Import-Csv '$PSScriptRoot/../../samples/orders.csv' | New-FbaFulfillmentOrder | Out-Default
            Get-FbaFulfillmentOrder | Out-Default"
        $plain = $made.Output -replace "`e\[[0-9;]*m"
        $plain | Should -Match 'SellerFulfillmentOrderId +Outcome +ConfirmedBy'
        $plain | Should -Match 'SellerFulfillmentOrderId +Status +Held +Updated'
        # The engine colours its headers all the same.
        $made.Output -split '\r?\n' -match 'Created|Received' | Should -Not -Match "`e\["
    }
}

Describe 'Objects' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox -Name Objects
        New-Rows 2 'shop' | New-FbaFulfillmentOrder | Out-Null
    }
    AfterAll { Disconnect-FbaSession Objects }

    It 'of a list say that items and shipments are unknown' {
        $listed = @(Get-FbaFulfillmentOrder)[0]
        $null -eq $listed.Items | Should -BeTrue
        $null -eq $listed.Shipments | Should -BeTrue
        $listed | Format-List | Out-String | Should -Match 'use -Detailed'
        (Get-FbaFulfillmentOrder -Detailed)[0].Items | Should -HaveCount 1
    }

    It 'of one order show where it goes in a list, and not in a table' {
        $order = Get-FbaFulfillmentOrder shop-1
        $order | Format-List | Out-String | Should -Match 'DestinationAddress +: \(hidden: use \.DestinationAddress\)'
        $order.DestinationAddress | Out-String | Should -Match 'AddressLine1 +: 12 Sample Street'
        $order | Out-String | Should -Not -Match 'Alex'
        "$($order.DestinationAddress)" | Should -Be '(US)'
    }

    It 'print dates in a form that parameters read' {
        $text = Get-FbaFulfillmentOrder shop-1 | Format-List | Out-String
        $text | Should -Match 'ReceivedDate +: ([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z)'
        [void] ($text -match 'ReceivedDate +: (.*Z)')
        @(Get-FbaFulfillmentOrder -UpdatedAfter $Matches[1]) | Should -HaveCount 2
    }

    It 'a session becomes JSON without its sandbox' {
        $json = ConvertTo-Json $session
        $json | Should -Match '"Marketplace"'
        $json | Should -Not -Match 'Sandbox"\s*:\s*\{|Requests'
        $session.Sandbox.GetType().Name | Should -Be 'SandboxService'
        (Complete '(Get-FbaSession).Sandbox.Adv').CompletionText | Should -Be 'Advance('
    }
}

Describe 'The window of a list' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox -Name Window
        New-Rows 3 'shop' | New-FbaFulfillmentOrder | Out-Null
        $session.Sandbox.Advance([TimeSpan]::FromDays(20))
    }
    AfterAll { Disconnect-FbaSession Window }

    It 'is named where nothing is found in it' {
        Get-FbaFulfillmentOrder -Status Complete -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warned | Should -Match '36 hours.*-UpdatedAfter'
    }

    It 'is as long as <Ago> says' -TestCases @(
        @{ Ago = 30 }, @{ Ago = '30' }, @{ Ago = '-30d' }, @{ Ago = '30 days' }, @{ Ago = [TimeSpan]::FromDays(30) }
        @{ Ago = [TimeSpan]::FromDays(-30) }, @{ Ago = '2020-01-01' }, @{ Ago = [datetime] '2020-01-01' }, @{ Ago = 7d }
    ) {
        $expected = if ($Ago -is [decimal]) { 0 } else { 3 }
        @(Get-FbaFulfillmentOrder -UpdatedAfter $Ago) | Should -HaveCount $expected
    }

    It 'cannot begin in the future' {
        { Get-FbaFulfillmentOrder -UpdatedAfter 2090-01-01 } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*in the future*'
        { Get-FbaFulfillmentOrder -UpdatedAfter yesterday } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage "*'yesterday'*such as 30d*"
    }

    It 'filters apply to patterns, and to no id' {
        @(Get-FbaFulfillmentOrder shop-* -Status Complete -All -First 2) | Should -HaveCount 2
        Get-FbaFulfillmentOrder shop-* -Held -All | Should -BeNullOrEmpty
        { Get-FbaFulfillmentOrder shop-1 -Status Complete } | Should -Throw -ExpectedMessage '-Status applies only to lists*'
    }

    It 'has no end with -All' { @(Get-FbaFulfillmentOrder -All) | Should -HaveCount 3 }

    It 'patterns are typed, and piped ids are literal' {
        @(Get-FbaFulfillmentOrder 'shop-[12]' -All).SellerFulfillmentOrderId | Sort-Object | Should -Be 'shop-1', 'shop-2'
        @(Get-FbaFulfillmentOrder SHOP-* -UpdatedAfter 30d) | Should -HaveCount 3
        'shop-*' | Get-FbaFulfillmentOrder -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed | Should -HaveCount 1
        Get-FbaFulfillmentOrder -LiteralId 'shop-*' -ErrorVariable literal -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $literal | Should -HaveCount 1
    }
}

Describe 'Prompts' {
    It 'no cmdlet asks where it is called without arguments' {
        $script = @'
foreach ($command in Get-Command -Module FbaOutbound -CommandType Cmdlet) {
    $error.Clear()
    try { & $command | Out-Null } catch { }
    "$command`t$(($error | ForEach-Object FullyQualifiedErrorId) -join ' ')`t$($error -join ' ')"
}
'@
        $lines = (Invoke-Apart $script).Output -split '\r?\n' -match "`t"
        $lines | Should -Not -BeNullOrEmpty
        foreach ($line in $lines) {
            $name, $ids, $message = $line -split "`t"
            $line | Should -Not -Match 'MissingMandatoryParameter|prompt|AmbiguousParameterSet'
            if ($name -notin 'Get-FbaSession', 'Get-FbaOrderFormat', 'Start-FbaSandboxServer') {
                $ids | Should -Match '^(InputMissing|NotConnected|SettingInvalid),' -Because $line
            }
            if ($ids -match '^InputMissing') { $message | Should -Match "(Pipe objects to it|Give -).*Get-Help $name" }
        }
    }

    # One or two arguments, each parameter alone, and each two of those that the default set does not have; with and without a row piped in.
    It 'no cmdlet asks, and none leaves the engine without a parameter set, whatever part of a set is given' {
        $script = @'
$common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters
$values = @{ String = 'x'; 'String[]' = @('x'); Int32 = 1; Int64 = 1; Double = 1; SwitchParameter = $true; Uri = [uri] 'http://localhost:1/'; Char = 'x'
    Hashtable = @{ a = 1 }; 'Hashtable[]' = @(@{ a = 1 }); IDictionary = @{ a = 1 }; PSCredential = [pscredential]::Empty; SecureString = [securestring]::new()
    Object = 'x'; 'Object[]' = @('x'); PSObject = 'x'; 'Nullable`1' = 1 }
# They would start a process, read a file, or open what is not there.
$apart = 'Start-FbaSandboxServer', 'Import-FbaOrder'
$called = [Collections.Generic.HashSet[string]]::new()
function Try-Call($Name, $Arguments, $Pipe) {
    $error.Clear()
    try { if ($Pipe) { [pscustomobject] @{ a = 1 } | & $Name @Arguments *> $null } else { & $Name @Arguments *> $null } } catch { }
    if ($Name -eq 'Connect-FbaSession') { Get-FbaSession | Disconnect-FbaSession }
    foreach ($e in $error) {
        if ("$($e.FullyQualifiedErrorId)" -match 'MissingMandatoryParameter|AmbiguousParameterSet' -or "$e" -match 'NonInteractive') {
            "$Name $(($Arguments.Keys ?? $Arguments) -join ' ') $(if ($Pipe) { 'piped' }): $e"
        }
    }
}
foreach ($command in Get-Command -Module FbaOutbound -CommandType Cmdlet | Where-Object Name -NotIn $apart) {
    foreach ($count in 1, 2) { foreach ($pipe in $false, $true) { Try-Call $command.Name (@('x') * $count) $pipe } }
    foreach ($set in $command.ParameterSets) {
        $own = @($set.Parameters | Where-Object { $_.Name -notin $common -and $_.Name -notin 'WhatIf', 'Confirm', 'InputObject' })
        $other = @($own | Where-Object Name -NotIn @($command.ParameterSets | Where-Object IsDefault).Parameters.Name)
        foreach ($first in $own) {
            foreach ($second in @($first) + @($other | Where-Object { $first.Name -in $other.Name -and $_.Name -gt $first.Name })) {
                if (-not $called.Add("$($command.Name) $($first.Name) $($second.Name)")) { continue }
                $arguments = @{ $first.Name = $values[$first.ParameterType.Name] }
                $arguments[$second.Name] = $values[$second.ParameterType.Name]
                foreach ($pipe in $false, $true) { Try-Call $command.Name $arguments $pipe }
            }
        }
    }
}
'done'
'@
        $made = Invoke-Apart "`$ProgressPreference = 'SilentlyContinue'; Set-Location '$TestDrive'; $script"
        $lines = $made.Output -split '\r?\n' | Where-Object { $_ }
        $lines | Should -BeExactly 'done' -Because $made.Error
        $made.Error | Should -BeNullOrEmpty
    }

    It 'Connect-FbaSession says what is missing, and where it is' -TestCases @(
        @{ With = @{ Marketplace = 'US' }; Message = '-Sandbox' }
        @{ With = @{ RefreshToken = (ConvertTo-SecureString 'Atzr|x' -AsPlainText -Force) }
            Message = '-ClientCredential and -Marketplace are missing.*LWA credentials' }
        @{ With = @{ SellerId = 'A1' }; Message = '-AccessKey is missing' }
    ) {
        { Connect-FbaSession @With } | Should -Throw -ExpectedMessage "*$($Message -replace '\.\*', '*')*"
    }
}

Describe 'Ways to connect' {
    It 'that do not go together: <Name>' -TestCases @(
        @{ Name = '-Sandbox, -SaveProfile'; With = @{ Sandbox = $true; SaveProfile = 'X' }; Message = '-SaveProfile cannot be used with -Sandbox. It goes with -ClientCredential,*' }
        @{ Name = '-Sandbox, -Proxy'; With = @{ Sandbox = $true; Proxy = 'http://x' }; Message = '-Proxy cannot be used with -Sandbox.*' }
        @{ Name = '-Sandbox, -Endpoint'; With = @{ Sandbox = $true; Endpoint = 'http://x' }; Message = '-Endpoint cannot be used with -Sandbox.*' }
        @{ Name = '-Sandbox, -Profile'; With = @{ Sandbox = $true; Profile = 'X' }; Message = '*different ways to connect*' }
        @{ Name = '-FromEnvironment, -SellerId'; With = @{ FromEnvironment = $true; SellerId = 'X' }; Message = '*different ways to connect*' }
        @{ Name = '-AmazonSandbox, -SellerId'; With = @{ AmazonSandbox = $true; SellerId = 'X' }; Message = '-AmazonSandbox cannot be used with -SellerId.*' }
    ) {
        { Connect-FbaSession @With } | Should -Throw -ErrorId 'SettingInvalid,*' -ExpectedMessage $Message
    }

    It 'without settings name each place of Seller Central once' {
        try { Connect-FbaSession -FromEnvironment } catch { $message = "$_" }
        [regex]::Matches($message, 'Apps and Services').Count | Should -Be 1
        foreach ($word in 'client id', 'client secret', 'refresh token', 'marketplace') { $message | Should -Match $word }
    }
}

Describe 'The default session' {
    It 'changes with a warning' {
        $a = Connect-FbaSession -Sandbox -Name First
        $b = Connect-FbaSession -Sandbox -Name Last
        Disconnect-FbaSession Last -WarningVariable warned 3> $null
        "$warned" | Should -BeLike "The default session is now 'First' (US, *"
        Disconnect-FbaSession First -WarningVariable warned 3> $null
        $warned | Should -BeNullOrEmpty
    }

    It 'stays without one' {
        $a = Connect-FbaSession -Sandbox -Name First
        $b = Connect-FbaSession -Sandbox -Name Last
        $a | Disconnect-FbaSession -WarningVariable warned
        Get-FbaSession | Disconnect-FbaSession -WarningVariable +warned
        $warned | Should -BeNullOrEmpty
    }
}

Describe 'What an error recommends' {
    BeforeAll { $session = Connect-FbaSession -Sandbox -Name Recommends }
    AfterAll { Disconnect-FbaSession Recommends }

    It 'mentions other orders only where there are some' {
        New-FbaFulfillmentOrder alone -Item @{ SellerSku = 'A' } -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'OrderInvalid,*'
        $errs[0].ErrorDetails.RecommendedAction | Should -Not -Match 'other orders'
        New-Row alone @{ Quantity = 'two' } | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs[0].ErrorDetails.RecommendedAction | Should -Not -Match 'other orders'
        (New-Row bad @{ Quantity = 'two' }), (New-Row good) | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue | Out-Null
        $errs[0].ErrorDetails.RecommendedAction | Should -Match 'The command continued with the other orders\.$'
    }

    It 'is not about a null that the service said' {
        Get-FbaPackageTracking 999 -ErrorVariable errs -ErrorAction SilentlyContinue
        "$($errs[0])" | Should -Not -Match '"null"'
        "$($errs[0])" | Should -Match 'Response: 400 InvalidInput, request id'
    }
}

Describe 'Tab' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox -Name Tab
        New-Rows 2 'shop' | New-FbaFulfillmentOrder | Out-Null
        $session.Sandbox.Advance([TimeSpan]::FromDays(1))
        Get-FbaFulfillmentOrder shop-1 | Out-Null
        $before = @($session.Sandbox.Requests).Count
    }
    AfterAll { Disconnect-FbaSession Tab }

    It 'of <Line> offers <Text>' -TestCases @(
        @{ Line = 'Get-FbaFulfillmentOrder sh'; Text = 'shop-1' }
        @{ Line = 'Stop-FbaFulfillmentOrder '; Text = 'shop-2' }
        @{ Line = 'Get-FbaInventory MU'; Text = 'MUG-RED' }
        @{ Line = 'Connect-FbaSession -Marketplace G'; Text = 'GB' }
        @{ Line = 'Connect-FbaSession -Marketplace ger'; Text = 'DE' }
        @{ Line = 'Connect-FbaSession -Marketplace amazon.co.u'; Text = 'UK' }
        @{ Line = 'Connect-FbaSession -Marketplace A1F83'; Text = 'UK' }
        @{ Line = 'New-FbaFulfillmentOrder -MarketplaceId us'; Text = 'ATVPDKIKX0DER' }
        @{ Line = 'New-FbaFulfillmentOrder -CountryCode germ'; Text = 'DE' }
        @{ Line = 'New-FbaFulfillmentOrder -Currency e'; Text = 'EUR' }
        @{ Line = 'Get-FbaReturnReasonCode X -Language fr'; Text = 'fr_FR' }
        @{ Line = 'New-FbaFulfillmentOrder -Feature blank'; Text = "'BLANK_BOX=Required'" }
    ) {
        (Complete $Line).CompletionText | Should -Contain $Text
        @($session.Sandbox.Requests).Count | Should -Be $before
    }

    It 'says more in a tooltip' {
        (Complete 'Get-FbaFulfillmentOrder shop-1')[0].ToolTip | Should -Match '^shop-1: \w+'
        (Complete 'Connect-FbaSession -Marketplace DE')[0].ToolTip | Should -Match 'Germany'
    }

    It 'offers what two sessions have shown once' {
        Connect-FbaSession -Sandbox -Name Other | Out-Null
        New-Row 'TWICE-1' @{ SellerSku = 'TEA' } | New-FbaFulfillmentOrder | Out-Null
        New-Row 'TWICE-1' @{ SellerSku = 'TEA' } | New-FbaFulfillmentOrder -Session Tab | Out-Null
        Disconnect-FbaSession Other
        (Complete 'Stop-FbaFulfillmentOrder TWICE').CompletionText | Should -Be 'TWICE-1'
    }

    It 'offers nothing twice in one list' {
        New-Row 'LIST-1' @{ SellerSku = 'TEA' } | New-FbaFulfillmentOrder | Out-Null
        New-Row 'LIST-2' @{ SellerSku = 'TEA' } | New-FbaFulfillmentOrder | Out-Null
        (Complete 'Stop-FbaFulfillmentOrder LIST-1, LIST').CompletionText | Should -Be 'LIST-2'
    }

    It 'of <Line> offers <Text>, which was seen or makes sense' -TestCases @(
        @{ Line = 'New-FbaFulfillmentOrder x -Item '; Text = "@{ SellerSku = 'MUG-RED'; Quantity = 1 }" }
        @{ Line = 'New-FbaFulfillmentReturn shop-1 -Item '; Text = 'MUG-RED' }
        @{ Line = 'New-FbaFulfillmentReturn shop-1 -Item MUG-RED -Reason '; Text = 'CR-DEFECTIVE' }
        @{ Line = 'Set-FbaSandbox -AdvanceBy '; Text = '1d' }
        @{ Line = 'Get-FbaFulfillmentOrder -UpdatedAfter '; Text = '30d' }
        @{ Line = 'New-MfnShipment -ShippingServiceId '; Text = 'UPS_PTP_GND' }
        @{ Line = 'Get-MfnShippingService -AmazonOrderId '; Text = '903-1713775-3598252' }
    ) {
        Get-FbaReturnReasonCode MUG-RED | Out-Null
        $what = New-ShipmentRequest
        Get-MfnShippingService @what | Out-Null
        $sent = @($session.Sandbox.Requests).Count
        (Complete $Line).CompletionText | Should -Contain $Text
        (Complete $Line)[0].ToolTip | Should -Not -BeNullOrEmpty
        @($session.Sandbox.Requests).Count | Should -Be $sent
    }

    It 'of <Line> offers no files' -TestCases @(
        @{ Line = 'New-FbaFulfillmentOrder x -City ' }, @{ Line = 'Connect-FbaSession -Profile ' }, @{ Line = 'Connect-FbaSession -Vault ' }
        @{ Line = 'New-MfnShipment -Item ' }, @{ Line = 'Get-FbaFulfillmentOrder -First ' }, @{ Line = 'Stop-FbaFulfillmentOrder -InputObject ' }
    ) {
        Push-Location $TestDrive
        Set-Content a-file.txt ''
        try { (Complete $Line).CompletionText | Should -BeNullOrEmpty } finally { Pop-Location }
    }

    It 'of a path offers files' {
        Push-Location $TestDrive
        Set-Content a-file.txt ''
        try {
            foreach ($line in 'Export-FbaReport ', 'New-FbaFulfillmentOrder -Journal a-f', 'Connect-FbaSession -SandboxState ') {
                (Complete $line).CompletionText -match 'a-file.txt' | Should -HaveCount 1
            }
        }
        finally { Pop-Location }
    }

    It 'offers no files for an id' { (Complete 'Get-FbaFulfillmentOrder x').CompletionText | Should -Be 'x' }
}

Describe 'Patterns' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox -Name Patterns
        'PAT-1', 'PAT-2' | ForEach-Object { New-Row $_ @{ SellerSku = 'MUG-RED' } } | New-FbaFulfillmentOrder | Out-Null
        'MUG-RED', 'MUG-BLUE', 'TEA' | ForEach-Object { $session.Sandbox.SetStock($_, 5) }
    }
    AfterAll { Disconnect-FbaSession Patterns }

    It 'are refused by <Name>, which says how to use them, and sends nothing' -TestCases @(
        @{ Name = 'Stop-FbaFulfillmentOrder'; Call = { Stop-FbaFulfillmentOrder 'PAT-*' -ErrorVariable script:errs -ErrorAction SilentlyContinue } }
        @{ Name = 'Set-FbaFulfillmentOrder'; Call = { Set-FbaFulfillmentOrder 'PAT-*' -Action Ship -ErrorVariable script:errs -ErrorAction SilentlyContinue } }
        @{ Name = 'Wait-FbaFulfillmentOrder'; Call = { Wait-FbaFulfillmentOrder 'PAT-*' -ErrorVariable script:errs -ErrorAction SilentlyContinue } }
        @{ Name = 'Resolve-FbaFulfillmentOrder'; Call = { Resolve-FbaFulfillmentOrder 'PAT-*' -ErrorVariable script:errs -ErrorAction SilentlyContinue } }
        @{ Name = 'Set-FbaSandboxOrder'; Call = { Set-FbaSandboxOrder 'PAT-*' -Status Complete -ErrorVariable script:errs -ErrorAction SilentlyContinue } }
        @{ Name = 'Get-FbaPackageTracking'; Call = { Get-FbaPackageTracking -SellerFulfillmentOrderId 'PAT-*' -ErrorVariable script:errs -ErrorAction SilentlyContinue } }
        @{ Name = 'New-FbaFulfillmentReturn'; Call = { New-FbaFulfillmentReturn 'PAT-*' -Item MUG-RED -Reason X -ErrorVariable script:errs -ErrorAction SilentlyContinue } }
    ) {
        $before = @(Get-Request $session).Count
        & $Call | Should -BeNullOrEmpty
        $errs | Should -HaveCount 1
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'OrderIdInvalid,*'
        "$($errs[0])" | Should -BeLike "*Get-FbaFulfillmentOrder 'PAT-``*' | $Name*"
        @(Get-Request $session).Count | Should -Be $before
    }

    It 'are literal where they are piped' {
        'PAT-*' | Stop-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'OrderNotFound,*'
    }

    It 'filter the inventory' {
        (Get-FbaInventory 'mug-*').SellerSku | Sort-Object | Should -Be 'MUG-BLUE', 'MUG-RED'
        (Get-FbaInventory 'mug-*', TEA).SellerSku | Sort-Object | Should -Be 'MUG-BLUE', 'MUG-RED', 'TEA'
        Get-FbaInventory 'nothing-*' | Should -BeNullOrEmpty
    }

    It 'of SKUs are refused where no list could be filtered' {
        Get-FbaReturnReasonCode 'MUG-*' -ErrorVariable errs -ErrorAction SilentlyContinue
        "$($errs[0])" | Should -BeLike "*Get-FbaInventory 'MUG-``*' | Get-FbaReturnReasonCode*"
    }
}

Describe 'Outputs' {
    BeforeAll {
        Connect-FbaSession -Sandbox -ApiVersion Mws -Name OutputsOfMws | Out-Null
        $session = Connect-FbaSession -Sandbox -Name Outputs
        New-Row 'shop-1' | New-FbaFulfillmentOrder -Action Hold | Out-Null
        New-Row 'sent-1' | New-FbaFulfillmentOrder | Out-Null
        Set-FbaSandboxOrder sent-1 -Status Complete
        $what = New-ShipmentRequest
        $shipment = New-MfnShipment @what -ShippingServiceId UPS_PTP_GND -LabelFormat PDF
        $file = Join-Path $TestDrive orders.csv
        New-Rows 2 | Export-Csv $file -NoTypeInformation
    }
    AfterAll { 'Outputs', 'OutputsOfMws' | Disconnect-FbaSession }

    BeforeDiscovery {
        $outputs = @(
            @{ Command = 'New-FbaFulfillmentOrder'; Run = { New-Row 'shop-2' | New-FbaFulfillmentOrder } }
            @{ Command = 'Get-FbaFulfillmentOrder'; Run = { Get-FbaFulfillmentOrder } }
            @{ Command = 'Set-FbaFulfillmentOrder'; Run = { Set-FbaFulfillmentOrder shop-1 -ShippingSpeedCategory Expedited -PassThru } }
            @{ Command = 'Test-FbaFulfillmentOrder'; Run = { New-Row 'shop-3' | Test-FbaFulfillmentOrder } }
            @{ Command = 'Get-FbaFulfillmentPreview'; Run = { New-Row 'shop-4' | Get-FbaFulfillmentPreview } }
            @{ Command = 'ConvertTo-FbaOrderRow'; Run = { Get-FbaFulfillmentOrder shop-1 | ConvertTo-FbaOrderRow } }
            @{ Command = 'Get-FbaInventory'; Run = { Get-FbaInventory } }
            @{ Command = 'Get-FbaFeature'; Run = { Get-FbaFeature } }
            @{ Command = 'Get-FbaFeatureInventory'; Run = { Get-FbaFeatureInventory BLANK_BOX } }
            @{ Command = 'Get-FbaReturnReasonCode'; Run = { Get-FbaReturnReasonCode MUG-RED } }
            @{ Command = 'Get-FbaDeliveryOffer'; Run = { Get-FbaDeliveryOffer MUG-RED -PostalCode 98121 -CountryCode US } }
            @{ Command = 'Get-FbaQuota'; Run = { Get-FbaQuota } }
            @{ Command = 'Get-FbaSession'; Run = { Get-FbaSession } }
            @{ Command = 'Stop-FbaFulfillmentOrder'; Run = { Stop-FbaFulfillmentOrder shop-1 } }
            @{ Command = 'Resolve-FbaFulfillmentOrder'; Run = { Resolve-FbaFulfillmentOrder shop-2 } }
            @{ Command = 'Connect-FbaSession'; Run = { Connect-FbaSession -Sandbox -Name Another } }
            @{ Command = 'Disconnect-FbaSession'; Run = { Disconnect-FbaSession Another -PassThru } }
            @{ Command = 'Wait-FbaFulfillmentOrder'; Run = { Wait-FbaFulfillmentOrder sent-1 } }
            @{ Command = 'Get-FbaPackageTracking'; Run = { Get-FbaPackageTracking -SellerFulfillmentOrderId sent-1 } }
            @{ Command = 'New-FbaFulfillmentReturn'; Run = { New-FbaFulfillmentReturn sent-1 -Item MUG-RED -Quantity 1 -Reason @(Get-FbaReturnReasonCode MUG-RED)[0] } }
            @{ Command = 'Set-FbaSandboxOrder'; Run = { Set-FbaSandboxOrder shop-2 -Status Processing -PassThru } }
            @{ Command = 'Get-FbaServiceStatus'; Run = { Get-FbaServiceStatus -Session OutputsOfMws } }
            @{ Command = 'Get-FbaOrderFormat'; Run = { Get-FbaOrderFormat } }
            @{ Command = 'Import-FbaOrder'; Run = { Import-FbaOrder $file -InformationAction Ignore } }
            @{ Command = 'ConvertTo-FbaTrackingRow'; Run = { Get-FbaFulfillmentOrder sent-1 | ConvertTo-FbaTrackingRow } }
            @{ Command = 'Get-FbaSandbox'; Run = { Get-FbaSandbox -Session Outputs } }
            @{ Command = 'Set-FbaSandbox'; Run = { Set-FbaSandbox -Session Outputs -AdvanceBy 1h -PassThru } }
            @{ Command = 'Export-FbaReport'; Run = { New-Row 'shop-5' | New-FbaFulfillmentOrder | Export-FbaReport (Join-Path $TestDrive report.html) -PassThru } }
            @{ Command = 'Get-MfnShippingService'; Run = { Get-MfnShippingService @what } }
            @{ Command = 'Get-MfnSellerInput'; Run = { Get-MfnShippingService @what -IncludeComplexShippingOption | Where-Object RequiresAdditionalSellerInputs | Get-MfnSellerInput } }
            @{ Command = 'New-MfnShipment'; Run = { $shipment } }
            @{ Command = 'Get-MfnShipment'; Run = { $shipment | Get-MfnShipment } }
            @{ Command = 'Save-MfnLabel'; Run = { $shipment | Save-MfnLabel -Path $TestDrive } }
            @{ Command = 'Stop-MfnShipment'; Run = { $shipment | Stop-MfnShipment } }
        )
    }

    It '<Command> writes what its OutputType says' -TestCases $outputs {
        $declared = (Get-Command $Command).OutputType.Name
        $written = @(& $Run)
        $written | Should -Not -BeNullOrEmpty
        foreach ($one in $written) {
            $type = $one.PSObject.BaseObject.GetType().FullName -replace 'PSCustomObject$', 'PSObject'
            $declared | Should -Contain $type
        }
    }

    It 'of every cmdlet are tested' -TestCases @{ Tested = $outputs.Command } {
        # The server is started and ended in the tests of its cmdlets.
        (Get-Command -Module FbaOutbound | Where-Object { $_.OutputType.Name -and $_.OutputType.Name -ne 'System.Void' -and $_.Noun -ne 'FbaSandboxServer' }).Name | Where-Object { $_ -notin $Tested } | Should -BeNullOrEmpty
    }
}
