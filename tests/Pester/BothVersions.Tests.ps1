
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'One script on both versions' {
    It 'samples/both-versions.ps1 does the same job on <_>' -ForEach '2020-07-01', '2026-07-04' {
        $script = Join-Path $PSScriptRoot '../../samples/both-versions.ps1'
        $lines = & $script -ApiVersion $_ | Out-String -Width 160
        $lines | Should -Match 'six-test-order\s+Created'
        $lines | Should -Match 'FBA-1001\s+Cancelled\s+Cancelled\s+3\s+0'
        $lines | Should -Match 'six-test-order\s+Complete'
        $lines | Should -Match 'six-test-order\s+DELIVERED'
    }
}

Describe 'What version 2026-07-04 accepts with 202' {
    BeforeEach {
        $session = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04
        New-Row | New-FbaFulfillmentOrder -Action Hold | Out-Null
    }
    AfterEach { $session | Disconnect-FbaSession }

    It 'Set- -PassThru returns the order that shows the change' {
        $order = Set-FbaFulfillmentOrder order-1 -Action Ship -PassThru
        $order.Action | Should -BeExactly 'Ship'
        $order.IsHeld | Should -BeFalse
    }

    It 'Set- refuses all but the action before a request' {
        $session.Sandbox.ClearRequests()
        { Set-FbaFulfillmentOrder order-1 -DisplayableOrderComment New -ErrorAction Stop } | Should -Throw '*2026-07-04*' -ErrorId 'ParameterInvalid,*'
        { Set-FbaFulfillmentOrder order-1 -City Shelbyville -MergeAddress -ErrorAction Stop } | Should -Throw '*2026-07-04*' -ErrorId 'ParameterInvalid,*'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'Stop- -Wait confirms the cancellation by reading' {
        (Stop-FbaFulfillmentOrder order-1 -Wait).Outcome | Should -BeExactly 'Cancelled'
    }

    It 'Get- -Detailed lists shipments without a request for each order' {
        New-Rows 3 -Prefix more | New-FbaFulfillmentOrder | Out-Null
        $session.Sandbox.Advance([TimeSpan]::FromDays(9))
        $session.Sandbox.ClearRequests()
        $orders = @(Get-FbaFulfillmentOrder -Detailed -Status Complete -UpdatedAfter 2020-01-01)
        $orders.Count | Should -Be 3
        $orders.Shipments.Count | Should -BeGreaterOrEqual 3
        Get-Request $session getOrder | Should -BeNullOrEmpty
    }
}
