
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Wait-FbaFulfillmentOrder on <version>' -ForEach @{ version = '2020-07-01' }, @{ version = '2026-07-04' } {
    BeforeEach { $session = Connect-FbaSession -Sandbox -ApiVersion $version }
    AfterEach { $session | Disconnect-FbaSession }

    It 'waits for many orders with one list for all' {
        $receipts = New-Rows 40 | New-FbaFulfillmentOrder
        $session.Sandbox.Advance([TimeSpan]::FromDays(9))
        $session.Sandbox.ClearRequests()
        $orders = @($receipts | Wait-FbaFulfillmentOrder -For Complete -TimeoutSec 5)
        $orders.Count | Should -Be 40
        $orders.Status | Sort-Object -Unique | Should -BeExactly 'Complete'
        $orders[0].Session | Should -BeExactly $session.Name
        (Get-Request $session).Count | Should -BeLessThan 5
    }

    It 'says at once that an order has reached another final status' {
        New-Row | New-FbaFulfillmentOrder -Action Hold | Stop-FbaFulfillmentOrder -Wait | Out-Null
        Wait-FbaFulfillmentOrder order-1 -For Complete -TimeoutSec 60 -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'OrderEndedOtherwise,*'
        $errors[0].TargetObject | Should -BeExactly 'order-1'
    }

    It 'warns of an order that is not found' {
        Wait-FbaFulfillmentOrder nope -TimeoutSec 1 -WarningVariable warned -ErrorAction SilentlyContinue 3> $null
        "$warned" | Should -BeLike "Order 'nope' was not found.*ends after 1 s*"
    }

    It 'gives up when the time is up' {
        New-Row | New-FbaFulfillmentOrder -Action Hold | Out-Null
        Wait-FbaFulfillmentOrder order-1 -TimeoutSec 1 -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'WaitTimedOut,*'
        $errors[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
    }
}
