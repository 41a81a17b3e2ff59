
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Test-FbaFulfillmentOrder on <version>' -ForEach @{ version = '2020-07-01' }, @{ version = '2026-07-04' } {
    BeforeEach { $session = Connect-FbaSession -Sandbox -ApiVersion $version }
    AfterEach { $session | Disconnect-FbaSession }

    It 'says of each order whether it would be sent, without a request' {
        $session.Sandbox.ClearRequests()
        $tests = @((New-Row -Id a), (New-Row -Id b -Change @{ Quantity = '0'; PostalCode = '' }) | Test-FbaFulfillmentOrder)
        $tests.IsValid | Should -Be $true, $false
        $tests[1].SellerFulfillmentOrderId | Should -BeExactly 'b'
        $tests[1].Problems.Code | Should -Contain 'QuantityInvalid'
        $tests[1].Problems.Member | Should -Contain 'DestinationAddress.PostalCode'
        $tests[1].Problems.Row | Should -Contain 2
        $tests[1].Problems.Page | Should -Not -Contain ''
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'looks at whole orders, wherever their rows are' {
        $tests = @((New-Row -Id a), (New-Row -Id b -Change @{ Name = 'Kim Sample' }), (New-Row -Id a -Change @{ SellerSku = 'MUG-BLUE'; Quantity = 'two' }) | Test-FbaFulfillmentOrder)
        $tests.SellerFulfillmentOrderId | Should -Be 'a', 'b'
        $tests.IsValid | Should -Be $false, $true
        $tests[0].Problems.Row | Should -Be 3
    }

    It 'reports a file that is wrong as a whole once' {
        $tests = @(New-Rows 20 | Select-Object * -ExcludeProperty PostalCode | Test-FbaFulfillmentOrder)
        $tests | Should -HaveCount 1
        $tests[0].IsValid | Should -BeFalse
        $tests[0].Problems.Message | Should -BeLike 'No row has a value for PostalCode*'
    }

    It 'warns of a second order of the same goods to the same recipient' {
        $tests = @((New-Row -Id a), (New-Row -Id b) | Test-FbaFulfillmentOrder)
        $tests.IsValid | Should -Be $true, $true
        $tests[1].Problems.Code | Should -Be 'GoodsRepeated'
    }

    It '-Quiet says it of all together' {
        (New-Row | Test-FbaFulfillmentOrder -Quiet) | Should -BeTrue
        (New-Row -Id a), (New-Row -Id b -Change @{ Quantity = 'two' }) | Test-FbaFulfillmentOrder -Quiet | Should -BeFalse
    }

    It 'finds what New-FbaFulfillmentOrder refuses' {
        $row = New-Row -Change @{ CountryCode = 'Utopia' }
        New-FbaFulfillmentOrder -InputObject $row -ErrorVariable errors -ErrorAction SilentlyContinue
        $problem = (Test-FbaFulfillmentOrder -InputObject $row).Problems[0]
        $errors[0].Exception.Message | Should -Match ([regex]::Escape($problem.Message.TrimEnd('.')))
    }
}

Describe 'What only a version or a marketplace refuses' {
    AfterEach { $session | Disconnect-FbaSession }

    It '2026-07-04 names the version and what to do' {
        $session = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04
        $test = New-Row -Change @{ NotificationEmail = 'a@example.com;b@example.com'; Feature = 'SIGNATURE_CONFIRMATION=Required' } | Test-FbaFulfillmentOrder
        $test.Problems.Code | Should -Be 'NotInVersion', 'NotInVersion'
        $test.Problems.Message | ForEach-Object { $_ | Should -Match '2026-07-04' }
    }

    It 'India wants declared values and payments' {
        $session = Connect-FbaSession -Sandbox -Marketplace IN
        $test = New-Row -Change @{ CountryCode = 'IN' } | Test-FbaFulfillmentOrder
        $test.Problems.Member | Should -Contain 'PaymentInformation'
        $test.Problems.Member | Should -Contain 'Items[0].PerUnitDeclaredValue'
    }
}
