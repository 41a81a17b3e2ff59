
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Get-FbaInventory' {
    BeforeEach {
        $session = Connect-FbaSession -Sandbox
        1..120 | ForEach-Object { $session.Sandbox.SetStock(('SKU-{0:D3}' -f $_), $_) }
        $session.Sandbox.ClearRequests()
    }
    AfterEach { $session | Disconnect-FbaSession }

    It 'lists everything, page by page' {
        $all = @(Get-FbaInventory)
        $all | Should -HaveCount 120
        $all[4].FulfillableQuantity | Should -Be 5
        $all[4].Session | Should -BeExactly $session.Name
        Get-Request $session getInventorySummaries | Should -HaveCount 3
    }

    It '-Below returns what has fewer units' {
        (Get-FbaInventory -Below 3).SellerSku | Should -Be 'SKU-001', 'SKU-002'
        (Get-FbaInventory SKU-002, SKU-003, SKU-001 -Below 3).SellerSku | Should -Be 'SKU-002', 'SKU-001'
    }

    It 'asks for 50 SKUs with a request, for each once, and answers in the order of the input' {
        $skus = 60..1 | ForEach-Object { 'SKU-{0:D3}' -f $_ }
        ($skus + $skus | Get-FbaInventory).SellerSku | Should -Be $skus
        Get-Request $session getInventorySummaries | Should -HaveCount 2
    }

    It 'takes rows and items of orders, and SKUs with commas' {
        ((New-Row), (New-Row) | Get-FbaInventory).SellerSku | Should -BeExactly 'MUG-RED'
        New-Row | New-FbaFulfillmentOrder | Out-Null
        ((Get-FbaFulfillmentOrder order-1).Items | Get-FbaInventory).ReservedQuantity | Should -Be 2
        (Get-FbaInventory 'A,B', 'C').SellerSku | Should -Be 'A,B', 'C'
    }

    It 'a SKU that is not there is an error of its own, and the others come' {
        $session.Sandbox.RemoveSku('GONE')
        $found = Get-FbaInventory SKU-001, GONE, SKU-002 -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.SellerSku | Should -Be 'SKU-001', 'SKU-002'
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'SkuNotFound,*'
        $errors[0].TargetObject | Should -BeExactly 'GONE'
    }

    It 'nothing from the pipeline never means everything' {
        @() | Get-FbaInventory | Should -BeNullOrEmpty
        $null | Get-FbaInventory -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'IdentifierMissing,*'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It '-ChangedAfter lists what changed' {
        $session.Sandbox.Advance('2 hours')
        $since = $session.Sandbox.Now.AddHours(-1)
        $session.Sandbox.SetStock('SKU-007', 70)
        (Get-FbaInventory -ChangedAfter $since).SellerSku | Should -BeExactly 'SKU-007'
        { Get-FbaInventory -ChangedAfter 2001-01-01 } | Should -Throw '*18 months*' -ErrorId 'ParameterInvalid,*'
    }

    It 'an answer about another SKU is none' {
        Add-Fault $session ReadUpperCase getInventorySummaries -Times 20
        Get-FbaInventory sku-1 -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'ResponseNotUnderstood,*'
    }

    It 'fits 80 columns' {
        $lines = Get-FbaInventory ('S' * 40), MUG-RED | Out-String -Width 80
        $lines | Should -Not -Match '…'
        $lines | Should -Match ('S' * 40)
    }
}

Describe 'Get-FbaInventory on other versions' {
    It 'works on 2026-07-04' {
        $session = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04
        (Get-FbaInventory 'A,B', C).SellerSku | Should -Be 'A,B', 'C'
        @(Get-FbaInventory) | Should -HaveCount 2
        $session | Disconnect-FbaSession
    }

    It 'says on MWS which version has it, before a request' {
        $session = Connect-FbaSession -Sandbox -ApiVersion Mws
        { Get-FbaInventory -ErrorAction Stop } | Should -Throw '*2020-07-01*' -ErrorId 'OperationNotSupported,*'
        { Get-FbaInventory A -ErrorAction Stop } | Should -Throw '*2020-07-01*' -ErrorId 'OperationNotSupported,*'
        Get-Request $session | Should -BeNullOrEmpty
        $session | Disconnect-FbaSession
    }
}

Describe 'Get-FbaInventory of orders' {
    It 'asks for the SKUs of their items, each once' {
        $session = Connect-FbaSession -Sandbox
        @(New-Row a @{ SellerSku = 'X' }; New-Row b @{ SellerSku = 'X' }; New-Row b @{ SellerSku = 'Y' }) |
            New-FbaFulfillmentOrder 3>$null | Out-Null
        (Get-FbaFulfillmentOrder -Detailed | Get-FbaInventory).SellerSku | Sort-Object | Should -BeExactly 'X', 'Y'
        Get-FbaFulfillmentOrder a | Get-FbaInventory -ErrorVariable errs | Should -HaveCount 1
        $errs | Should -BeNullOrEmpty
        $session | Disconnect-FbaSession
    }
}
