BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
    $shared = Start-FbaSandboxServer

    function Get-Failure([scriptblock] $Script) {
        try { & $Script } catch { return $_ }
    }

    # A script in a runspace where no method can be called.
    function Invoke-Constrained([string] $Script) {
        $shell = New-Shell
        try {
            $shell.Runspace.SessionStateProxy.LanguageMode = 'ConstrainedLanguage'
            $output = $shell.AddScript($Script).Invoke()
            [pscustomobject] @{ Output = @($output); Error = @($shell.Streams.Error) }
        }
        finally { Remove-Shell $shell }
    }
}

AfterAll {
    Get-FbaSession | Disconnect-FbaSession
    Stop-FbaSandboxServer -All
}

Describe 'The sandbox <Where>' -ForEach @{ Where = 'in the process' }, @{ Where = 'of a server' } {
    BeforeAll {
        if ($Where -eq 'of a server') {
            $session = Connect-FbaSession -Connection $shared.Connection -Name Controlled
        }
        else {
            $session = Connect-FbaSession -Sandbox -Name Tried
        }
    }
    BeforeEach { Reset-FbaSandbox }
    AfterAll { $session | Disconnect-FbaSession }

    It 'completes an order when its clock moves by <By>' -TestCases @(
        @{ By = { Set-FbaSandbox -AdvanceBy 3d } }
        @{ By = { Set-FbaSandbox 72h } }
        @{ By = { Set-FbaSandbox -AdvanceBy '2 days 23h 3600s' } }
        @{ By = { Set-FbaSandbox -AdvanceBy ([timespan]::FromDays(3)) } }
        @{ By = { 1..48 | ForEach-Object { Set-FbaSandbox -AdvanceBy 5400s } } }
    ) {
        New-Row | New-FbaFulfillmentOrder | Out-Null
        $before = (Get-FbaSandbox).Now
        & $By
        ((Get-FbaSandbox).Now - $before).TotalDays | Should -BeGreaterOrEqual 3
        (Get-FbaFulfillmentOrder order-1).Status | Should -BeExactly Complete
    }

    It 'has the stock that is set, and shows it' {
        { Set-FbaSandbox -Stock @{ 'MUG-RED' = 9 } -ScanShipment none } | Should -Throw "The sandbox has no shipment 'none'. Nothing was changed."
        $status = Set-FbaSandbox -Stock @{ 'MUG-RED' = 1; 'MUG-BLUE' = '7' } -UnknownSku GONE -PassThru
        $status | Should -BeOfType FbaOutbound.Sandbox.SandboxStatus
        $status.Session | Should -BeExactly $session.Name
        $status.Stock[1].SellerSku | Should -BeExactly MUG-BLUE
        $status.Stock | ForEach-Object { "$_" } | Should -Be @('GONE: unknown', 'MUG-BLUE: 7', 'MUG-RED: 1')
        New-Row | New-FbaFulfillmentOrder -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed | Should -Not -BeNullOrEmpty
    }

    It 'knows that nothing is real' { $session.IsSandbox | Should -BeTrue }

    It 'counts the shipments of its orders, and the labels that were bought' {
        Reset-FbaSandbox
        New-Rows 2 'count' | New-FbaFulfillmentOrder | Out-Null
        Set-FbaSandbox -AdvanceBy 1d
        $what = New-ShipmentRequest
        Get-MfnShippingService @what | Select-Object -First 1 | New-MfnShipment | Out-Null
        $status = Get-FbaSandbox
        $status.ShipmentCount | Should -Be 2
        $status.LabelCount | Should -Be 1
    }

    It 'knows no SKU beside those of its catalog' {
        Set-FbaSandbox -Catalog @{ 'CAT-1' = 3; 'CAT-2' = 0 } -Stock @{ 'CAT-2' = 2 }
        ((Get-FbaInventory).SellerSku | Sort-Object) -join ' ' | Should -Be 'CAT-1 CAT-2'
        New-Row 'cat-1' @{ SellerSku = 'CAT-2' } | New-FbaFulfillmentOrder | Should -Not -BeNullOrEmpty
        New-Row 'cat-2' @{ SellerSku = 'CAT-3' } | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs | Should -HaveCount 1
        { Set-FbaSandbox -Catalog @{ 'CAT-1' = -1 } } | Should -Throw -ErrorId 'ParameterInvalid,*'
        Reset-FbaSandbox
    }

    It 'loses the response that it is told to lose, and the order is created once' {
        Set-FbaSandbox -Fault DropAfter -Operation createFulfillmentOrder -SellerFulfillmentOrderId order-1 -ClearRequest
        (New-Row | New-FbaFulfillmentOrder).Outcome | Should -BeExactly Created
        $requests = @(Get-FbaSandbox -Request | Where-Object Operation -EQ createFulfillmentOrder)
        $requests[0] | Should -BeOfType FbaOutbound.Sandbox.SandboxRequest
        $requests[0].Outcome | Should -BeExactly 'taken, DropAfter'
        (Get-FbaSandbox).OrderCount | Should -Be 1
        (Get-FbaSandbox).Faults | Should -BeNullOrEmpty
    }

    It 'changes nothing with -WhatIf' {
        New-Row | New-FbaFulfillmentOrder | Out-Null
        $before = Get-FbaSandbox
        Set-FbaSandbox -AdvanceBy 3d -Stock @{ A = 1 } -Fault Stall -WhatIf
        Reset-FbaSandbox -WhatIf
        $after = Get-FbaSandbox
        ($after.Now - $before.Now).TotalHours | Should -BeLessThan 1
        $after.Stock.SellerSku | Should -Be MUG-RED
        $after.Faults | Should -BeNullOrEmpty
        $after.OrderCount | Should -Be 1
    }

    It 'refuses <Wrong>, and nothing is changed' -TestCases @(
        @{ Wrong = { Set-FbaSandbox -Stock @{ A = 1 } -AdvanceBy 3 }; Id = 'ParameterInvalid'; Message = '*-AdvanceBy 3 has no unit*' }
        @{ Wrong = { Set-FbaSandbox -Stock @{ A = 1 } -AdvanceBy 9999999d }; Id = 'ParameterInvalid'; Message = '*beyond the year 9000*' }
        @{ Wrong = { Set-FbaSandbox -Stock @{ A = 1; B = 'x' } }; Id = 'ParameterInvalid'; Message = "*'x' is not a number of units for 'B'*" }
        @{ Wrong = { Set-FbaSandbox -Stock @{ A = 1 } -Fault BurntId -Operation getFulfillmentOrder }; Id = 'ParameterInvalid'; Message = '*cannot affect getFulfillmentOrder*' }
        @{ Wrong = { Set-FbaSandbox -Stock @{ A = 1 } -StickInPlanning $null }; Id = 'ParameterArgumentValidationError'; Message = '*StickInPlanning*' }
        @{ Wrong = { Set-FbaSandbox }; Id = 'ParameterInvalid'; Message = '*at least one change*' }
    ) {
        $failure = Get-Failure $Wrong
        Get-ErrorId $failure | Should -BeExactly $Id
        "$failure" | Should -BeLike $Message
        (Get-FbaSandbox).Stock | Should -BeNullOrEmpty
    }

    It 'fits 80 columns' {
        Set-FbaSandbox -Stock @{ 'SKU-OF-A-SHOP-WITH-A-LONG-NAME-0001' = 12; B = 3 } -Fault DropAfter, ThrottledUntilDate -Operation getFulfillmentOrder
        New-Row | New-FbaFulfillmentOrder | Out-Null
        $status = Get-FbaSandbox
        $shown = { $status }, { $status | Format-Table }, { $status.Stock }, { $status.Faults }, { Get-FbaSandbox -Request }
        $lines = ($shown | ForEach-Object { & $_ | Out-String -Width 80 }) -split '\r?\n' -replace "`e\[[0-9;]*m"
        $lines | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        $lines -match '^[- ]+$' | Should -Not -BeNullOrEmpty
    }
}

Describe 'A session without a sandbox that can be controlled' {
    BeforeAll {
        $elsewhere = $shared.Connection
        'Endpoint', 'IsSandbox' | ForEach-Object { $elsewhere.Remove($_) }
        $real = Connect-FbaSession -Connection $elsewhere -Name Real
    }
    AfterAll { $real | Disconnect-FbaSession }

    It 'does not claim to be one' {
        $real.IsSandbox | Should -BeFalse
        $claimed = $shared.Connection
        $claimed.Remove('Endpoint')
        { Connect-FbaSession -Connection $claimed } | Should -Throw -ErrorId 'SettingInvalid,*' -ExpectedMessage '*IsSandbox*no Endpoint*'
    }

    It 'is refused by <_>, before anything is asked' -ForEach 'Get-FbaSandbox', 'Set-FbaSandbox -AdvanceBy 1d', 'Reset-FbaSandbox' {
        $failure = Get-Failure ([scriptblock]::Create($_))
        Get-ErrorId $failure | Should -BeExactly SandboxOnly
        "$failure" | Should -BeLike '*where orders are real. Nothing was sent.*'
    }

    It 'and with -WhatIf, too' {
        Get-ErrorId (Get-Failure { Reset-FbaSandbox -WhatIf }) | Should -BeExactly SandboxOnly
    }
}

Describe 'In constrained language mode' {
    It 'the cmdlets control the sandbox in the process and a server alike' {
        $made = Invoke-Constrained @'
$ExecutionContext.SessionState.LanguageMode
Connect-FbaSession -Sandbox | Out-Null
(Set-FbaSandbox -AdvanceBy 3d -Stock @{ A = 5 } -Fault Stall -Delay 5s -PassThru).Stock | ForEach-Object { "$_" }
@(Get-FbaSandbox -Request).Count
Reset-FbaSandbox
$server = Start-FbaSandboxServer
Connect-FbaSession -Connection $server.Connection | Out-Null
(Set-FbaSandbox -AdvanceBy 3d -Stock @{ A = 6 } -Fault Stall -Delay 5s -PassThru).Stock | ForEach-Object { "$_" }
Get-FbaSandbox | Out-String | Out-Null
$server | Out-String | Out-Null
$server | Stop-FbaSandboxServer
$server.State
'@
        $made.Error | Should -BeNullOrEmpty
        $made.Output | Should -Be @('ConstrainedLanguage', 'A: 5', 1, 'A: 6', 'Stopped')
    }
}

Describe 'A sandbox server' {
    It 'can be connected to by its line' {
        $shared.State | Should -BeExactly Running
        $shared.Endpoint.IsLoopback | Should -BeTrue
        $session = Invoke-Expression $shared.ConnectLine
        $session.Endpoint | Should -Be $shared.Endpoint
        $session | Disconnect-FbaSession
    }

    It 'keeps its orders in a file, and has the settings that it is given' {
        $state = Join-Path $TestDrive 'server state.jsonl'
        $server = Start-FbaSandboxServer -SandboxState $state -DefaultStock 3 -Rate 0 -Burst 7 -Latency 1ms -Seed 4
        $session = Connect-FbaSession -Connection $server.Connection
        New-Row | New-FbaFulfillmentOrder | Out-Null
        "$((Get-FbaSandbox).Stock)" | Should -BeExactly 'MUG-RED: 1'
        Get-ErrorId (Get-Failure { Start-FbaSandboxServer -SandboxState $state }) | Should -BeExactly SandboxServerNotStarted
        $session | Disconnect-FbaSession
        $server | Stop-FbaSandboxServer

        $server = Start-FbaSandboxServer -SandboxState $state
        $session = Connect-FbaSession -Connection $server.Connection
        (Get-FbaSandbox).OrderCount | Should -Be 1
        $session | Disconnect-FbaSession
        $server | Stop-FbaSandboxServer
    }

    It 'that cannot listen says why' {
        $failure = Get-Failure { Start-FbaSandboxServer -Port $shared.Endpoint.Port }
        Get-ErrorId $failure | Should -BeExactly SandboxServerNotStarted
        "$failure" | Should -BeLike '*address already in use*'
    }

    It 'shows no credential on its command line' -Skip:(-not $IsLinux) {
        $line = (Get-Content "/proc/$($shared.Id)/cmdline" -Raw) -replace "`0", ' '
        $line | Should -Match 'serve --end-with-input --urls http://127\.0\.0\.1:0 $'
    }

    It 'says without input how to call what stops it' {
        $failure = Get-Failure { Stop-FbaSandboxServer }
        Get-ErrorId $failure | Should -BeExactly InputMissing
        "$failure" | Should -BeLike '*Pipe objects to it, or give -All.*'
        $failure = Get-Failure { 3 | Stop-FbaSandboxServer -ErrorAction Stop }
        "$failure" | Should -BeLike '*is not a sandbox server*'
    }

    It 'does not end on Ctrl+C, and ends when the PowerShell that started it does' -Skip:(-not $IsLinux) {
        $start = [Diagnostics.ProcessStartInfo]::new((Get-Engine))
        $text = "Import-Module '$(Get-ModuleFile)'; (Start-FbaSandboxServer).Id; [Console]::ReadLine()"
        $start.Arguments = "-NoProfile -NonInteractive -EncodedCommand $([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text)))"
        $start.UseShellExecute = $false
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $shell = [Diagnostics.Process]::Start($start)
        $server = [Diagnostics.Process]::GetProcessById([int] $shell.StandardOutput.ReadLine())
        kill -INT $server.Id
        $server.WaitForExit(500) | Should -BeFalse
        $shell.Kill()
        $server.WaitForExit(20000) | Should -BeTrue
    }

    It 'ends with the module' {
        $shell = New-Shell '$server = Start-FbaSandboxServer; Remove-Module FbaOutbound; $server.State'
        try { $shell.Invoke() | Should -BeExactly Stopped }
        finally { Remove-Shell $shell }
    }

    It 'is not started and not stopped with -WhatIf, and not missed when it has ended' {
        Start-FbaSandboxServer -WhatIf | Should -BeNullOrEmpty
        $session = Connect-FbaSession -Connection $shared.Connection
        Stop-FbaSandboxServer -All -WhatIf
        $shared.State | Should -BeExactly Running
        Stop-FbaSandboxServer -All
        $shared.State | Should -BeExactly Stopped
        $shared | Stop-FbaSandboxServer
        Get-ErrorId (Get-Failure { Get-FbaSandbox }) | Should -BeExactly ConnectionFailed
        $session | Disconnect-FbaSession
    }
}

Describe 'Tab' {
    BeforeAll {
        function Complete([string] $Line) {
            [Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
        }

        $session = Connect-FbaSession -Sandbox
        Set-FbaSandbox -Stock @{ 'MUG-RED' = 3 }
        Get-FbaSandbox | Out-Null
    }
    AfterAll { $session | Disconnect-FbaSession }

    It 'completes <Line>' -TestCases @(
        @{ Line = 'Set-FbaSandbox -Fault Drop'; Expected = 'DropBefore', 'DropAfter', 'DropUnreadable' }
        @{ Line = 'Set-FbaSandbox -Fault Stall, burn'; Expected = , 'BurntId' }
        @{ Line = 'Set-FbaSandbox -Fault Stall -Operation createf'; Expected = 'createFulfillmentOrder', 'createFulfillmentReturn' }
    ) {
        (Complete $Line).CompletionText | Should -Be $Expected
    }

    # What other tests of the process have seen comes after it.
    It 'completes <Line> with the SKU seen last' -TestCases @(
        @{ Line = 'Set-FbaSandbox -Stock '; Expected = "@{ 'MUG-RED' = 5 }" }
        @{ Line = 'Set-FbaSandbox -UnknownSku m'; Expected = 'MUG-RED' }
    ) {
        @(Complete $Line)[0].CompletionText | Should -Be $Expected
    }

    It 'says what every fault does' {
        $faults = Complete 'Set-FbaSandbox -Fault '
        $faults.Count | Should -Be ([Enum]::GetNames([FbaOutbound.Sandbox.Faults.FaultKind]).Count - 1)
        $faults | Where-Object { $_.ToolTip -eq $_.CompletionText } | Should -BeNullOrEmpty
    }
}
