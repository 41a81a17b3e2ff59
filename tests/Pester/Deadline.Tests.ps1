BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe '-DeadlineSec' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    It 'leaves over what the quota had no room for, and the same command continues with that' {
        $rows = New-Rows 40
        $receipts = @($rows | New-FbaFulfillmentOrder -ThrottleLimit 40 -DeadlineSec 1 -ErrorVariable left -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue)

        $receipts.Count | Should -BeGreaterOrEqual 30
        $receipts.Count + $left.Count | Should -Be 40
        $left | ForEach-Object { Get-ErrorId $_ } | Sort-Object -Unique | Should -BeExactly 'DeadlineReached'
        $left[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
        $session.Sandbox.OrderCount | Should -Be $receipts.Count
        $session.Sandbox.OrderIds | Where-Object { $_ -in $left.TargetObject } | Should -BeNullOrEmpty
        $warnings[-1].Message | Should -BeLike "*$($receipts.Count) results returned, $($left.Count) not finished*"
    }

    It 'reads input to its end, and sends none of it where that comes later' {
        $receipts = @(& { New-Row early; [Threading.Thread]::Sleep(1100); New-Row late } |
                New-FbaFulfillmentOrder -DeadlineSec 1 -ErrorVariable left -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)

        $receipts | Should -BeNullOrEmpty
        $left.TargetObject | Should -BeExactly 'early', 'late'
        $session.Sandbox.OrderCount | Should -Be 0
    }

    It 'reads a stream that comes later, also an order that began before, and sends none of it' {
        $items = 'MUG-RED', 'MUG-BLUE' | ForEach-Object { New-Row half @{ SellerSku = $_ } }
        $receipts = @(& { New-Row early; $items[0]; [Threading.Thread]::Sleep(1100); $items[1]; New-Row late } |
                New-FbaFulfillmentOrder -Stream -DeadlineSec 1 -ErrorVariable left -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)

        $receipts.SellerFulfillmentOrderId | Should -BeExactly 'early'
        $left.TargetObject | Should -BeExactly 'half', 'late'
        $session.Sandbox.OrderIds | Should -BeExactly 'early'
    }

    It 'asks about nothing that is not sent' {
        New-Row | New-FbaFulfillmentOrder | Out-Null
        $shell = New-Shell '& { [Threading.Thread]::Sleep(1100); "order-1" } | Stop-FbaFulfillmentOrder -Session $session -DeadlineSec 1 -Confirm' @{ session = $session }
        $shell.Invoke() | Should -BeNullOrEmpty
        $shell.Streams.Error | ForEach-Object { Get-ErrorId $_ } | Should -BeExactly 'DeadlineReached'
        Remove-Shell $shell
    }

    It 'is an error for each order that is waited for' {
        New-Rows 2 | New-FbaFulfillmentOrder | Out-Null
        'order-1', 'order-2' | Wait-FbaFulfillmentOrder -DeadlineSec 1 -ErrorVariable left -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $left.TargetObject | Sort-Object | Should -BeExactly 'order-1', 'order-2'
    }

    It 'ends a list with an error' {
        Add-Fault $session Stall listAllFulfillmentOrders -Seconds 30
        { Get-FbaFulfillmentOrder -DeadlineSec 1 } | Should -Throw -ErrorId 'DeadlineReached,*'
    }

    It 'does not let -Quiet say that what was not checked is valid' {
        & { New-Row; [Threading.Thread]::Sleep(1100); New-Row late } | Test-FbaFulfillmentOrder -Quiet -DeadlineSec 1 -ErrorVariable left -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeFalse
        $left.TargetObject | Should -BeExactly 'order-1', 'late'
    }

    It 'refuses <_>' -ForEach 0, -1, 2592001 {
        { New-Row | New-FbaFulfillmentOrder -DeadlineSec $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

Describe '-TimeoutSec' {
    AfterEach { Get-FbaSession | Disconnect-FbaSession }

    It 'bounds the answer to one request, after which the outcome is looked for' {
        $session = Connect-FbaSession -Sandbox -TimeoutSec 1
        Set-QuickReadBack $session
        Add-Fault $session LateAnswer createFulfillmentOrder -Seconds 30
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $receipt = New-Row | New-FbaFulfillmentOrder

        $receipt.Outcome, $receipt.ConfirmedBy | Should -BeExactly 'Created', 'ReadBack'
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 20
        $session.RequestTimeout | Should -Be ([timespan]::FromSeconds(1))
    }

    It 'is 30 seconds where nothing else is said' {
        (Connect-FbaSession -Sandbox).RequestTimeout | Should -Be ([timespan]::FromSeconds(30))
    }

    It 'refuses <_>' -ForEach 0, -1, 86401 {
        { Connect-FbaSession -Sandbox -TimeoutSec $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'refuses ''<_>'' in a connection' -ForEach '0', '1.5', 'ten', '86401' {
        { Connect-FbaSession -Connection @{ ClientId = 'id'; ClientSecret = 'secret'; RefreshToken = 'token'; Marketplace = 'US'; TimeoutSec = $_ } } | Should -Throw -ErrorId 'SettingInvalid,*' -ExpectedMessage '*TimeoutSec*'
    }
}
