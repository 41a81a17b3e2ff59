BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)

    # After whatever ended a pipeline the shell must be able to go on, and so must the module.
    function Assert-Usable {
        1..3 | ForEach-Object { $_ } | Should -Be 1, 2, 3
        (New-Row after | New-FbaFulfillmentOrder -Session $session).Outcome | Should -BeExactly 'Created'
        (Get-FbaFulfillmentOrder after -Session $session).SellerFulfillmentOrderId | Should -BeExactly 'after'
    }

    # What hangs in these tests hangs for 30 seconds; what does not wait for it takes milliseconds. A busy machine may take some seconds for those.
    $soon = 15

    # Measures what the script takes.
    function Get-Seconds([scriptblock] $Script) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        & $Script | Out-Null
        $clock.Elapsed.TotalSeconds
    }
}

Describe 'The main job' {
    It 'runs from a file to the cancellation, line by line' {
        $root = Join-Path $PSScriptRoot '../..'
        $file = Join-Path $root 'samples/orders.csv'
        if (-not (Test-Path $file)) {
            $file = Join-Path $TestDrive 'orders.csv'
            New-Row six-test-order | Export-Csv $file -NoTypeInformation
        }

        $ids = @(Import-Csv $file | ForEach-Object SellerFulfillmentOrderId | Where-Object { $_ } | Select-Object -Unique)
        $job = Connect-FbaSession -Sandbox
        try {
            $receipts = @(Import-Csv $file | New-FbaFulfillmentOrder -Action Hold -ErrorAction Stop)
            $receipts.SellerFulfillmentOrderId | Should -Be $ids
            $receipts.Outcome | Select-Object -Unique | Should -BeExactly 'Created'

            Get-FbaFulfillmentOrder | Should -HaveCount $ids.Count
            Get-FbaFulfillmentOrder six-test-order | Format-List | Out-String | Should -Match 'six-test-order'

            'six-test-order' | Set-FbaFulfillmentOrder -Action Ship
            (Get-FbaFulfillmentOrder six-test-order).IsHeld | Should -BeFalse

            $job.Sandbox.ClearRequests()
            Get-FbaFulfillmentOrder | Where-Object CanCancel -ne $false | Stop-FbaFulfillmentOrder -WhatIf | Should -BeNullOrEmpty
            Get-Request $job cancelFulfillmentOrder | Should -BeNullOrEmpty

            (Get-FbaQuota).Operation | Should -Contain 'createFulfillmentOrder'
        }
        finally {
            $job | Disconnect-FbaSession
        }

        Get-FbaSession | Should -BeNullOrEmpty
    }
}

Describe 'Every way out of a pipeline' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    Context 'downstream' {
        It 'Select-Object -First 1 gets the first receipt, sends nothing more and names the orders whose outcome is not shown' {
            # Twice the quota's burst: the rest waits for its turn, however late the first receipt is shown.
            $rows = New-Rows 60
            $first = $rows | New-FbaFulfillmentOrder -ThrottleLimit 4 -WarningVariable warnings -WarningAction SilentlyContinue | Select-Object -First 1

            $first.SellerFulfillmentOrderId | Should -BeExactly 'order-1'
            $sent = $session.Sandbox.OrderIds
            $sent.Count | Should -BeLessThan 60
            $named = @($warnings | ForEach-Object Message) -join ' '
            foreach ($id in $sent | Where-Object { $_ -ne 'order-1' }) { $named | Should -Match "\b$id\b" }
            $named | Should -Not -Match '\border-1\b'
            Assert-Usable
        }

        It 'Select-Object -First 1 of reads warns of nothing' {
            New-Rows 5 | New-FbaFulfillmentOrder | Out-Null
            $first = 'order-1', 'order-2', 'order-3' | Get-FbaFulfillmentOrder -WarningVariable warnings | Select-Object -First 1

            $first.SellerFulfillmentOrderId | Should -BeExactly 'order-1'
            $warnings | Should -BeNullOrEmpty
        }

        It 'a throw comes out as it is, and names the orders whose outcome is not shown' {
            $warnings = $null
            { New-Rows 60 | New-FbaFulfillmentOrder -WarningVariable +warnings -WarningAction SilentlyContinue | ForEach-Object { throw 'downstream' } } | Should -Throw 'downstream'
            $session.Sandbox.OrderCount | Should -BeLessThan 60
            Assert-Usable
        }

        It 'a break in a loop ends the loop and nothing else' {
            # Rows that are made while the pipeline runs would be made in a loop of their own, and a break ends the innermost.
            $rows = New-Rows 10
            $rounds = 0
            foreach ($round in 1..2) {
                $rounds++
                $rows | New-FbaFulfillmentOrder -WarningAction SilentlyContinue | ForEach-Object { break }
            }

            $rounds | Should -Be 1
            Assert-Usable
        }

        It 'a stop does not wait for changes that hang' {
            Add-Fault $session LateAnswer createFulfillmentOrder order-1 -Seconds 0.3
            Add-Fault $session LateAnswer createFulfillmentOrder order-3 -Seconds 30
            $seconds = Get-Seconds { New-Rows 3 | New-FbaFulfillmentOrder -WarningVariable script:late -WarningAction SilentlyContinue | Select-Object -First 1 }

            $seconds | Should -BeLessThan $soon
            $script:late[0].Message | Should -Match 'order-3'
            Assert-Usable
        }

        It 'a stop waits for nothing where only reads hang' {
            New-Rows 2 | New-FbaFulfillmentOrder | Out-Null
            Add-Fault $session LateAnswer getFulfillmentOrder order-2 -Seconds 30
            $seconds = Get-Seconds { 'order-1', 'order-2' | Get-FbaFulfillmentOrder | Select-Object -First 1 }
            $seconds | Should -BeLessThan $soon
            Assert-Usable
        }
    }

    Context 'upstream' {
        It 'a throw comes out as it is, and no order of rows was sent' {
            { New-Rows 60 | ForEach-Object { if ($_.SellerFulfillmentOrderId -eq 'order-60') { throw 'upstream' }; $_ } | New-FbaFulfillmentOrder -WarningVariable warnings } | Should -Throw 'upstream'
            $warnings | Should -BeNullOrEmpty
            Get-Request $session | Should -BeNullOrEmpty
            Assert-Usable
        }

        It 'a throw in a stream comes out as it is, sends nothing more and names the orders whose outcome is not shown' {
            $shell = New-Shell @'
$session = Connect-FbaSession -Sandbox
$session
$session.Sandbox.Faults.Add('LateAnswer', 'createFulfillmentOrder', 'order-1', [TimeSpan]::FromSeconds(30), 1)
$rows | ForEach-Object {
    if ($_.SellerFulfillmentOrderId -eq 'order-3') {
        while (-not ($session.Sandbox.Requests | Where-Object OrderId -eq 'order-1')) { }
        throw 'upstream'
    }
    $_
} | New-FbaFulfillmentOrder -Stream
'@ @{ rows = @(New-Rows 5) }
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $output = [Management.Automation.PSDataCollection[psobject]]::new()
            { $shell.Invoke($null, $output) } | Should -Throw '*upstream*'

            $clock.Elapsed.TotalSeconds | Should -BeLessThan $soon
            $shell.Streams.Warning | ForEach-Object Message | Should -Match 'order-1'
            $output[0].Sandbox.OrderIds | Should -Not -Contain 'order-3'
            $output[0].Sandbox.OrderIds | Should -Not -Contain 'order-4'
            Remove-Shell $shell
        }

        It 'an error that is no throw stops nothing' {
            $receipts = New-Rows 3 | ForEach-Object { Write-Error 'not so bad' -ErrorAction SilentlyContinue; $_ } | New-FbaFulfillmentOrder
            $receipts | Should -HaveCount 3
        }
    }

    Context '-ErrorAction Stop' {
        It 'ends with the first order''s error, after all receipts before it' {
            $rows = New-Rows 20
            $rows[2].Quantity = '1,5'
            $seen = [Collections.Generic.List[string]]::new()
            { $rows | New-FbaFulfillmentOrder -ErrorAction Stop -WarningAction SilentlyContinue | ForEach-Object { $seen.Add($_.SellerFulfillmentOrderId) } } |
                Should -Throw -ErrorId 'OrderInvalid,*'

            $seen | Should -Be 'order-1', 'order-2'
            $session.Sandbox.OrderCount | Should -BeLessThan 20
            $session.Sandbox.OrderIds | Should -Not -Contain 'order-3'
            Assert-Usable
        }

        It 'names the orders that had left and are not shown' {
            $session.Sandbox.RemoveSku('MUG-BLUE')
            $rows = New-Rows 4
            $rows[0].SellerSku = 'MUG-BLUE'
            try {
                $rows | New-FbaFulfillmentOrder -ErrorAction Stop -WarningVariable warnings -WarningAction SilentlyContinue
            }
            catch {
                $caught = $_
            }

            $caught.TargetObject | Should -BeExactly 'order-1'
            $named = @($warnings | ForEach-Object Message) -join ' '
            foreach ($id in $session.Sandbox.OrderIds) { $named | Should -Match "\b$id\b" }
            Assert-Usable
        }

        It 'of reads ends with the order that is not there' {
            New-Rows 2 | New-FbaFulfillmentOrder | Out-Null
            { 'order-1', 'nowhere', 'order-2' | Get-FbaFulfillmentOrder -ErrorAction Stop } | Should -Throw -ErrorId 'OrderNotFound,*'
            Assert-Usable
        }
    }

    Context 'Ctrl+C' {
        BeforeAll {
            # Starts a script in which requests hang, stops it as Ctrl+C does, and says how long that took.
            function Stop-Hanging([string] $Script, [string] $Operation) {
                $shell = New-Shell $Script @{ session = $session; rows = @(New-Rows 20) }
                $running = $shell.BeginInvoke()
                Wait-Until { Get-Request $session $Operation } "a request $Operation"
                $clock = [Diagnostics.Stopwatch]::StartNew()
                $shell.Stop()
                $seconds = $clock.Elapsed.TotalSeconds
                try { $shell.EndInvoke($running) | Out-Null } catch [Management.Automation.PipelineStoppedException] { $null = $_ }
                [pscustomobject] @{ Seconds = $seconds; State = $shell.InvocationStateInfo.State; Shell = $shell; Progress = @($shell.Streams.Progress); Errors = @($shell.Streams.Error) }
            }
        }
        BeforeEach { $stopped = $null }
        AfterEach {
            if ($stopped) { Remove-Shell $stopped.Shell }
            $session.Sandbox.Faults.Clear()
        }

        It 'ends soon while <Kind> hang' -TestCases @(
            @{ Kind = 'creations'; Operation = 'createFulfillmentOrder'; Script = '$rows | New-FbaFulfillmentOrder -Session $session' }
            @{ Kind = 'reads'; Operation = 'getFulfillmentOrder'; Script = "'a', 'b', 'c' | Get-FbaFulfillmentOrder -Session `$session" }
            @{ Kind = 'lists'; Operation = 'listAllFulfillmentOrders'; Script = 'Get-FbaFulfillmentOrder -Session $session' }
            @{ Kind = 'changes'; Operation = 'updateFulfillmentOrder'; Script = "'a' | Set-FbaFulfillmentOrder -Action Ship -Session `$session" }
            @{ Kind = 'cancels'; Operation = 'cancelFulfillmentOrder'; Script = "'a' | Stop-FbaFulfillmentOrder -Session `$session" }
        ) {
            Add-Fault $session Stall $Operation -Seconds 30 -Times 100
            $stopped = Stop-Hanging $Script $Operation

            $stopped.Seconds | Should -BeLessThan $soon
            $stopped.State | Should -Be 'Stopped'
            $stopped.Errors | Should -BeNullOrEmpty
            $session.Sandbox.Faults.Clear()
            Assert-Usable
            $stopped.Shell.Commands.Clear()
            $stopped.Shell.AddScript('(Get-FbaFulfillmentOrder after -Session $session).SellerFulfillmentOrderId').Invoke() | Should -Be 'after'
        }

        It 'ends soon while the upstream is slow' {
            $shell = New-Shell '& { $rows[0]; [Threading.Thread]::Sleep(0); while ($true) { $null = 1 } } | New-FbaFulfillmentOrder -Session $session' @{ session = $session; rows = @(New-Rows 1) }
            $running = $shell.BeginInvoke()
            Wait-Until { -not $running.IsCompleted -and $shell.InvocationStateInfo.State -eq 'Running' } 'the start'
            $seconds = Get-Seconds { $shell.Stop() }
            $seconds | Should -BeLessThan $soon
            Remove-Shell $shell
        }

        It 'ends soon while -Wait waits' {
            New-Row a | New-FbaFulfillmentOrder -Session $session | Out-Null
            $session.Sandbox.Advance([TimeSpan]::FromMinutes(11))
            $session.Sandbox.ClearRequests()
            Add-Fault $session Stall getFulfillmentOrder -Seconds 30 -Times 100
            $stopped = Stop-Hanging "'a' | Stop-FbaFulfillmentOrder -Wait -Session `$session" getFulfillmentOrder
            $stopped.Seconds | Should -BeLessThan $soon
        }

        It 'ends soon while the quota makes it wait' {
            $session.Sandbox.ClearRequests()
            $shell = New-Shell '$rows | New-FbaFulfillmentOrder -Session $session -ThrottleLimit 40' @{ session = $session; rows = @(New-Rows 120) }
            $running = $shell.BeginInvoke()
            Wait-Until { (Get-Request $session createFulfillmentOrder).Count -ge 30 } 'the burst'
            $seconds = Get-Seconds { $shell.Stop() }
            $seconds | Should -BeLessThan $soon
            $session.Sandbox.OrderCount | Should -BeLessThan 120
            Remove-Shell $shell
            $null = $running
        }
    }
}

Describe 'Progress' {
    BeforeAll {
        function Get-Progress([string] $Script, [scriptblock] $Prepare) {
            $session = Connect-FbaSession -Sandbox
            & $Prepare
            $shell = New-Shell "`$ProgressPreference = 'Continue'; $Script" @{ session = $session; rows = @(New-Rows 12) }
            $clock = [Diagnostics.Stopwatch]::StartNew()
            try { $shell.Invoke() | Out-Null } catch { $null = $_ }
            $result = [pscustomobject] @{ Seconds = $clock.Elapsed.TotalSeconds; Records = @($shell.Streams.Progress | Where-Object Activity -like '* orders') }
            Remove-Shell $shell
            $session | Disconnect-FbaSession
            $result
        }
    }

    It 'ends with Completed, and updates at most five times a second' {
        $progress = Get-Progress '$rows | New-FbaFulfillmentOrder -Session $session' { Add-Fault $session LateAnswer createFulfillmentOrder order-1 -Seconds 1.3 }

        $progress.Records.Count | Should -BeGreaterThan 2
        $progress.Records[-1].RecordType | Should -Be 'Completed'
        ($progress.Records | Where-Object RecordType -eq Completed) | Should -HaveCount 1
        ($progress.Records.Count - 1) / $progress.Seconds | Should -BeLessOrEqual 5
        $progress.Records[0].StatusDescription | Should -BeLike '* of 12*'
    }

    It 'ends with Completed after -ErrorAction Stop' {
        $progress = Get-Progress '$rows[1].Quantity = "1,5"; $rows | New-FbaFulfillmentOrder -Session $session -ErrorAction Stop' { Add-Fault $session LateAnswer createFulfillmentOrder order-1 -Seconds 0.9 }

        $progress.Records | Should -Not -BeNullOrEmpty
        $progress.Records[-1].RecordType | Should -Be 'Completed'
    }

    It 'ends with Completed after Select-Object -First 1' {
        $progress = Get-Progress '$rows | New-FbaFulfillmentOrder -Session $session | Select-Object -First 1' { Add-Fault $session LateAnswer createFulfillmentOrder order-1 -Seconds 0.9 }

        $progress.Records | Should -Not -BeNullOrEmpty
        $progress.Records[-1].RecordType | Should -Be 'Completed'
    }

    It 'is not shown for what is done at once' {
        (Get-Progress '$rows | New-FbaFulfillmentOrder -Session $session' { }).Records | Should -BeNullOrEmpty
    }
}

Describe 'Feedback' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    It '-Verbose has a line for each request' {
        $lines = @(New-Rows 2 | New-FbaFulfillmentOrder -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object Message)
        @($lines | Where-Object { $_ -match 'POST .*fulfillmentOrders' }) | Should -HaveCount 2
    }

    It 'verbose and debug messages come where they are asked for: <Script>' -TestCases @(
        @{ Script = 'New-FbaFulfillmentOrder -Verbose'; Verbose = $true; Debug = $false }
        @{ Script = 'New-FbaFulfillmentOrder -Debug -Verbose:$false'; Verbose = $false; Debug = $true }
        @{ Script = '& { $VerbosePreference = "Continue"; $input | New-FbaFulfillmentOrder }'; Verbose = $true; Debug = $false }
        @{ Script = '& { $DebugPreference = "Continue"; $input | New-FbaFulfillmentOrder -Debug:$false }'; Verbose = $false; Debug = $false }
        @{ Script = '& { $DebugPreference = "Continue"; $input | New-FbaFulfillmentOrder }'; Verbose = $false; Debug = $true }
        @{ Script = 'New-FbaFulfillmentOrder'; Verbose = $false; Debug = $false }
    ) {
        $records = @(Invoke-Expression "New-Row | $Script 4>&1 5>&1")
        [bool] ($records | Where-Object { $_ -is [Management.Automation.VerboseRecord] -and $_.Message -match 'POST' }) | Should -Be $Verbose
        [bool] ($records | Where-Object { $_ -is [Management.Automation.DebugRecord] }) | Should -Be $Debug
    }

    It 'nothing is written to the information stream' {
        New-Row | New-FbaFulfillmentOrder -InformationVariable information | Out-Null
        Get-FbaFulfillmentOrder -InformationVariable +information | Out-Null
        $information | Should -BeNullOrEmpty
    }

    It '-Verbose lines stand before the receipt of their record, in the order of the input' {
        Add-Fault $session LateAnswer createFulfillmentOrder order-1 -Seconds 0.2
        $output = @(New-Rows 3 | New-FbaFulfillmentOrder -Verbose 4>&1 | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] -or $_.Message -match 'POST' })
        ($output | ForEach-Object { if ($_ -is [Management.Automation.VerboseRecord]) { 'verbose' } else { $_.SellerFulfillmentOrderId } }) |
            Should -Be 'verbose', 'order-1', 'verbose', 'order-2', 'verbose', 'order-3'
    }

    It '-ThrottleLimit bounds what is in flight' {
        'order-1', 'order-2' | ForEach-Object { Add-Fault $session Stall createFulfillmentOrder $_ }
        $shell = New-Shell '$rows | New-FbaFulfillmentOrder -Session $session -ThrottleLimit 2' @{ session = $session; rows = @(New-Rows 6) }
        try {
            $null = $shell.BeginInvoke()
            Wait-Until { @(Get-Request $session createFulfillmentOrder).Count -ge 2 } 'two requests'
            # Another order goes the whole way meanwhile; a third request of the command would have come, too.
            New-Row other | New-FbaFulfillmentOrder | Should -HaveCount 1
            (Get-Request $session createFulfillmentOrder).OrderId | Sort-Object | Should -Be 'order-1', 'order-2', 'other'
        }
        finally {
            $shell.Stop()
            Remove-Shell $shell
        }
    }

    It '-ThrottleLimit refuses <_>' -ForEach 0, 257, -1 {
        { New-Row | New-FbaFulfillmentOrder -ThrottleLimit $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

Describe 'Asking' {
    BeforeAll {
        # Answers the engine's questions in turn; a class of PowerShell itself would be bound to this runspace.
        if (-not ('FbaOutboundTests.AnsweringHost' -as [type])) {
            Add-Type -TypeDefinition (Get-Content (Join-Path $PSScriptRoot 'AnsweringHost.cs') -Raw)
        }

        function Ask([string] $Script, [int[]] $Answers) {
            $session = Connect-FbaSession -Sandbox
            New-Rows 3 | New-FbaFulfillmentOrder -Action Hold | Out-Null
            $session.Sandbox.ClearRequests()
            $answering = [FbaOutboundTests.AnsweringHost]::new($Answers)
            $shell = New-Shell $Script @{ session = $session; rows = @(New-Rows 3 new) } $answering
            $output = $shell.Invoke()
            $result = [pscustomobject] @{ Output = $output; Requests = Get-Request $session; Questions = @($answering.Questions); Errors = @($shell.Streams.Error) }
            Remove-Shell $shell
            $session | Disconnect-FbaSession
            $result
        }
    }

    It '-Confirm sends what is answered with yes, and nothing else' {
        $asked = Ask '$rows | New-FbaFulfillmentOrder -Session $session -Confirm' 0, 2, 0
        $asked.Questions | Should -HaveCount 3
        $asked.Questions[0] | Should -BeLike '*Create fulfillment order with MUG-RED × 2, Ship, Standard (session Sandbox*)*new-1*'
        $asked.Output.SellerFulfillmentOrderId | Should -Be 'new-1', 'new-3'
    }

    It '-Confirm answered with no to all sends nothing' {
        $asked = Ask "'order-1', 'order-2' | Stop-FbaFulfillmentOrder -Session `$session -Confirm" 3
        $asked.Questions | Should -HaveCount 1
        $asked.Requests | Should -BeNullOrEmpty
    }

    It 'asks about each order once, also where requests are repeated' {
        $asked = Ask "`$session.Sandbox.Faults.Add('ConnectionRefused', 'cancelFulfillmentOrder', `$null, `$null, 1); 'order-1' | Stop-FbaFulfillmentOrder -Session `$session -Confirm -PassThru" 0
        $asked.Questions | Should -HaveCount 1
        $asked.Output.Status | Should -Be 'Cancelled'
    }

    It 'does not ask unattended: <_>' -ForEach @(
        '$rows | New-FbaFulfillmentOrder -Session $session'
        "'order-1' | Set-FbaFulfillmentOrder -Action Ship -Session `$session"
        "'order-1' | Stop-FbaFulfillmentOrder -Session `$session"
    ) {
        $asked = Ask $_ @()
        $asked.Questions | Should -BeNullOrEmpty
        $asked.Errors | Should -BeNullOrEmpty
        $asked.Requests | Should -Not -BeNullOrEmpty
    }

    It '$WhatIfPreference counts' {
        $asked = Ask '$WhatIfPreference = $true; $rows | New-FbaFulfillmentOrder -Session $session' @()
        $asked.Requests | Should -BeNullOrEmpty
    }
}

Describe 'The module' {
    It 'is removed and imported again, and its sessions are closed' {
        $shell = New-Shell @"
`$session = Connect-FbaSession -Sandbox
Remove-Module FbaOutbound
`$session.State
Import-Module '$(Get-ModuleFile)'
@(Get-FbaSession).Count
(Connect-FbaSession -Sandbox).State
"@
        $shell.Invoke() | Should -Be 'Closed', 0, 'Open'
        $shell.Streams.Error | Should -BeNullOrEmpty
        Remove-Shell $shell
    }

    It 'goes on after Import-Module -Force, time and again' {
        $shell = New-Shell @"
foreach (`$round in 1..3) {
    Import-Module '$(Get-ModuleFile)' -Force
    `$session = Connect-FbaSession -Sandbox
    (`$row | New-FbaFulfillmentOrder).Outcome
}
`$session | Format-Table | Out-String
"@ @{ row = New-Row }
        $output = $shell.Invoke()
        $output[0..2] | Should -Be 'Created', 'Created', 'Created'
        $output[3] | Should -Match 'Marketplace'
        $shell.Streams.Error | Should -BeNullOrEmpty
        Remove-Shell $shell
    }

    It 'removed in one runspace stays in another' {
        $session = Connect-FbaSession -Sandbox
        $shell = New-Shell 'Connect-FbaSession -Sandbox | Out-Null; Remove-Module FbaOutbound'
        $shell.Invoke() | Out-Null
        Remove-Shell $shell
        $session.State | Should -BeExactly 'Open'
        (New-Row | New-FbaFulfillmentOrder).Outcome | Should -BeExactly 'Created'
        $session | Disconnect-FbaSession
    }
}
