
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

    It 'shows which row has no id, and not the order above it as if that had none' {
        $test = (New-Row -Id a), [pscustomobject] @{ SellerFulfillmentOrderId = ''; SellerSku = 'MUG-BLUE'; Quantity = '1' } | Test-FbaFulfillmentOrder
        $test.SellerFulfillmentOrderId | Should -BeExactly 'a'
        $test.Problems[0].Row | Should -Be 2
        $test | Out-String -Width 300 | Should -BeLike '*row 2: SellerFulfillmentOrderId is missing*'
        $test | Format-List | Out-String -Width 300 | Should -BeLike '*row 2: SellerFulfillmentOrderId is missing*'
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

    It 'tells which order objects New-FbaFulfillmentOrder would not send, because their id came earlier' {
        $address = @{ Name = 'Alex Example'; AddressLine1 = '12 Sample Street'; City = 'Springfield'; StateOrRegion = 'IL'; PostalCode = '62701'; CountryCode = 'US' }
        $tests = @('A', 'B', 'A' | ForEach-Object {
                [pscustomobject] @{ SellerFulfillmentOrderId = 'order-1'; DestinationAddress = $address; Items = @(@{ SellerSku = $_; Quantity = 1 }) }
            } | Test-FbaFulfillmentOrder)

        $tests.IsValid | Should -Be $true, $false, $true
        $tests[1].Problems.Code | Should -BeExactly 'OrderRepeated'
        $tests[2].Problems.Code | Should -BeExactly 'OrderRepeated'
        $tests[2].Problems.Severity | Should -Be 'Warning'
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

Describe 'Test-FbaFulfillmentOrder -Stock on MWS' {
    It 'ends with OperationNotSupported, and says to leave it out' {
        $own = Connect-FbaSession -Sandbox -ApiVersion Mws
        { New-Rows 2 | Test-FbaFulfillmentOrder -Stock -Session $own -ErrorAction Continue -WarningVariable script:warned } |
            Should -Throw -ErrorId 'OperationNotSupported,*' -ExpectedMessage '*leave out -Stock*'
        $warned | Should -BeNullOrEmpty
        Get-Request $own | Should -BeNullOrEmpty
        $own | Disconnect-FbaSession
    }
}

Describe 'Test-FbaFulfillmentOrder -Stock and -Preview on <version>' -ForEach @{ version = '2020-07-01' }, @{ version = '2026-07-04' } {
    BeforeEach {
        $session = Connect-FbaSession -Sandbox -ApiVersion $version
        $session.Sandbox.SetStock('MUG-RED', 5)
        $session.Sandbox.ClearRequests()
    }
    AfterEach { $session | Disconnect-FbaSession }

    It '-Stock finds the orders that come too late for the stock, in the order of the input' {
        $rows = (New-Row -Id a), (New-Row -Id b -Change @{ Action = 'Hold'; Name = 'B Example' }), (New-Row -Id c -Change @{ Name = 'C Example' }),
            (New-Row -Id d -Change @{ Quantity = '1'; Name = 'D Example' }), (New-Row -Id e -Change @{ PostalCode = '' })
        $tests = @($rows | Test-FbaFulfillmentOrder -Stock)
        $tests.SellerFulfillmentOrderId | Should -Be 'a', 'b', 'c', 'd', 'e'
        $tests.IsValid | Should -Be $true, $true, $false, $true, $false
        $tests[2].Problems[0].Code | Should -BeExactly 'StockShort'
        $tests[2].Problems[0].Row | Should -Be 3
        $tests[4].Problems.Code | Should -Not -Contain 'StockShort'
        (Get-Request $session).Operation | Should -Be 'getInventorySummaries'
        $rows | Test-FbaFulfillmentOrder -Stock -Quiet | Should -BeFalse
    }

    It '-Stock asks once for 50 SKUs' {
        $rows = 1..60 | ForEach-Object { New-Row -Id "order-$_" -Change @{ SellerSku = "SKU-$_" } }
        @($rows | Test-FbaFulfillmentOrder -Stock).IsValid | Should -Not -Contain $false
        Get-Request $session | Should -HaveCount 2
    }

    It '-Stock lists no order as valid where the stock is not known' {
        Add-Fault $session ReadDenied getInventorySummaries -Times 5
        $tests = @((New-Row -Id a), (New-Row -Id b -Change @{ PostalCode = '' }) |
                Test-FbaFulfillmentOrder -Stock -ErrorVariable errors -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue)
        $tests.SellerFulfillmentOrderId | Should -Be 'b'
        $errors | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        "$warnings" | Should -BeLike '*1 valid order is not listed*'
    }

    It '-Preview asks again for features after the answer has failed for an order' -Skip:($version -ne '2020-07-01') {
        Add-Fault $session ReadDenied getFeatures
        $rows = 'a', 'b' | ForEach-Object { New-Row -Id $_ -Change @{ Name = "$_ Example"; Feature = 'BLANK_BOX=Required' } }
        $tests = @($rows | Test-FbaFulfillmentOrder -Preview -ThrottleLimit 1 -ErrorVariable errors -ErrorAction SilentlyContinue)
        $tests.SellerFulfillmentOrderId | Should -Be 'b'
        $errors.TargetObject | Should -Be 'a'
        Add-Fault $session ReadDenied getFeatures
        $rows | Test-FbaFulfillmentOrder -Preview -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
    }

    It '-Preview shows each speed, and what cannot be fulfilled and why' {
        $tests = @((New-Row -Id a), (New-Row -Id b -Change @{ Quantity = '6' }), (New-Row -Id c -Change @{ Quantity = '0' }) | Test-FbaFulfillmentOrder -Preview)
        $tests.IsValid | Should -Be $true, $false, $false
        $tests[0].Previews.ShippingSpeedCategory | Should -Contain 'Expedited'
        $tests[0].Previews[0].TotalFee.Value | Should -BeGreaterThan 0
        $tests[0].Previews[0].Shipments[0].LatestArrivalDate | Should -Not -BeNullOrEmpty
        $tests[1].Problems.Code | Should -Contain 'PreviewUnfulfillable'
        $tests[1].Problems.Message -join ' ' | Should -BeLike "*Item '1' cannot be fulfilled*"
        $tests[2].Previews | Should -BeNullOrEmpty
        Get-Request $session | Should -HaveCount 2
    }

    It 'leaves alone what an import skipped, which makes nothing invalid' {
        $skipped = [FbaOutbound.OrderFiles.SkippedOrder] @{ SellerFulfillmentOrderId = 'gone'; SkipReason = 'OnHold' }
        $test = $skipped, (New-Row good), $skipped | Test-FbaFulfillmentOrder -InformationVariable said 6>$null
        $test.SellerFulfillmentOrderId | Should -BeExactly 'good'
        "$said" | Should -BeExactly '1 order was left alone, because the import skipped it: gone (OnHold).'
        $skipped, (New-Row good) | Test-FbaFulfillmentOrder -Quiet 6>$null | Should -BeTrue
        $skipped | ConvertTo-Csv | ConvertFrom-Csv | Test-FbaFulfillmentOrder -Stock 6>$null | Should -BeNullOrEmpty
    }

    It 'a message about stock names the item by its id' {
        (New-Row -Change @{ Quantity = '6'; SellerFulfillmentOrderItemId = '7:MUG' } | Test-FbaFulfillmentOrder -Stock).Problems.Message |
            Should -BeLike "Item '7:MUG' needs 6 of *"
    }

    It '-Preview and -Stock go together, and -Stream does not go with -Stock' {
        $test = New-Row -Change @{ Quantity = '6' } | Test-FbaFulfillmentOrder -Preview -Stock
        $test.Problems.Code | Should -Contain 'StockShort'
        $test.Problems.Code | Should -Contain 'PreviewUnfulfillable'
        { New-Row | Test-FbaFulfillmentOrder -Stock -Stream } | Should -Throw -ErrorId 'ParameterInvalid,*'
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
