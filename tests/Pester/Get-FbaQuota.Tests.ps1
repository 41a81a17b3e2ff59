BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Get-FbaQuota' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    It 'is empty before the first request' {
        Get-FbaQuota | Should -BeNullOrEmpty
    }

    It 'tells each operation that was used, its plan and what is left' {
        New-Rows 3 | New-FbaFulfillmentOrder | Out-Null
        Get-FbaFulfillmentOrder order-1 | Out-Null
        $quota = Get-FbaQuota

        $quota.Operation | Sort-Object | Should -Be 'createFulfillmentOrder', 'getFulfillmentOrder'
        $create = $quota | Where-Object Operation -eq createFulfillmentOrder
        $create.Rate | Should -Be 2
        $create.Burst | Should -Be 30
        $create.Available | Should -BeLessThan 30
        $create.Available | Should -BeGreaterThan 24
        $create.Throttled | Should -Be 0
        $create.Session | Should -BeExactly $session.Name
    }

    It 'is each sandbox''s own' {
        New-Row | New-FbaFulfillmentOrder | Out-Null
        $other = Connect-FbaSession -Sandbox
        Get-FbaQuota | Should -BeNullOrEmpty
        Get-FbaQuota -Session $session | Should -Not -BeNullOrEmpty
        $other | Disconnect-FbaSession
    }

    It 'sends nothing' {
        Get-FbaQuota
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'counts what the service pushed back, and the order is created all the same' {
        Add-Fault $session ThrottledForSeconds createFulfillmentOrder -Seconds 1
        (New-Row | New-FbaFulfillmentOrder).Outcome | Should -BeExactly 'Created'
        (Get-FbaQuota).Where({ $_.Operation -eq 'createFulfillmentOrder' }).Throttled | Should -Be 1
    }
}
