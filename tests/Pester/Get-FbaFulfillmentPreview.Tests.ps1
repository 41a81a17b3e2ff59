
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Get-FbaFulfillmentPreview on <version>' -ForEach @{ version = '2020-07-01' }, @{ version = '2026-07-04' } {
    BeforeEach { $session = Connect-FbaSession -Sandbox -ApiVersion $version }
    AfterEach { $session | Disconnect-FbaSession }

    It 'shows fees, shipments and dates of each speed, and orders nothing' {
        $previews = @(New-Row | Get-FbaFulfillmentPreview -Speed Standard, expedited)
        $previews.ShippingSpeedCategory | Should -Be 'Standard', 'Expedited'
        $previews.IsFulfillable | Should -Not -Contain $false
        $previews[0].TotalFee.Value | Should -BeGreaterThan 0
        $previews[1].TotalFee.Value | Should -BeGreaterThan $previews[0].TotalFee.Value
        $previews[0].Shipments[0].LatestArrivalDate | Should -BeGreaterThan $previews[0].Shipments[0].EarliestShipDate
        $previews[0].SellerFulfillmentOrderId | Should -BeExactly 'order-1'
        $session.Sandbox.OrderCount | Should -Be 0
    }

    It 'names what cannot be fulfilled' {
        $session.Sandbox.SetStock('MUG-RED', 1)
        $preview = New-Row | Get-FbaFulfillmentPreview -Speed Standard
        $preview.IsFulfillable | Should -BeFalse
        $preview.UnfulfillableItems[0].SellerSku | Should -BeExactly 'MUG-RED'
    }

    It 'becomes an order with its speed' {
        $receipt = New-Row | Get-FbaFulfillmentPreview -Speed Standard, Expedited |
            Where-Object ShippingSpeedCategory -EQ Expedited | New-FbaFulfillmentOrder
        $receipt.Outcome | Should -BeExactly 'Created'
        (Get-FbaFulfillmentOrder order-1).ShippingSpeedCategory | Should -BeExactly 'Expedited'
    }

    It 'becomes no order where it is one of several of the same order, which is told before anything is sent' {
        $previews = @(New-Row | Get-FbaFulfillmentPreview -Speed Standard, Expedited)
        $previews | Should -HaveCount 2

        $previews | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderRepeated'
        $errs | Should -HaveCount 1
        $errs[0] | Should -BeLike '2 different previews*(Standard, Expedited)*Where-Object*'
        Get-Request $session createFulfillmentOrder | Should -BeNullOrEmpty

        ($previews | Sort-Object TotalFee | Select-Object -First 1 | New-FbaFulfillmentOrder).Outcome | Should -BeExactly 'Created'
    }

    It 'takes parameters without an id' {
        $preview = Get-FbaFulfillmentPreview -Item @{ SellerSku = 'MUG-RED'; Quantity = 1 } -Name 'Alex Example' -AddressLine1 '12 Sample Street' -City Springfield -StateOrRegion IL -PostalCode 62701 -CountryCode US -Speed Standard
        $preview.IsFulfillable | Should -BeTrue
    }

    It 'refuses what is known to be wrong without a request' {
        $session.Sandbox.ClearRequests()
        New-Row -Change @{ PostalCode = $null } | Get-FbaFulfillmentPreview -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'OrderInvalid,*'
        $errors[0].ErrorDetails.RecommendedAction | Should -BeExactly 'Correct the input and run the command again.'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'shows nothing of the recipient' {
        New-Row | Get-FbaFulfillmentPreview | Format-List | Out-String | Should -Not -Match 'Alex|Sample Street|62701'
        New-Row | Get-FbaFulfillmentPreview | Select-Object * | Out-String | Should -Not -Match 'Alex|Sample Street|62701'
    }
}

Describe 'The windows of a scheduled delivery on <version>' -ForEach @{ version = '2020-07-01' }, @{ version = '2026-07-04' } {
    BeforeEach {
        $session = Connect-FbaSession -Sandbox -Marketplace JP -ApiVersion $version
        $row = New-Row -Change @{ CountryCode = 'JP'; City = $null; PostalCode = '100-0001'; StateOrRegion = 'Tokyo'; Currency = 'JPY' }
    }
    AfterEach { $session | Disconnect-FbaSession }

    It 'go back byte for byte' {
        $preview = $row | Get-FbaFulfillmentPreview -Speed ScheduledDelivery -IncludeDeliveryWindow
        $preview.DeliveryWindows.Count | Should -BeGreaterThan 1
        ($preview | New-FbaFulfillmentOrder -DeliveryWindow $preview.DeliveryWindows[1]).Outcome | Should -BeExactly 'Created'
        $order = Get-FbaFulfillmentOrder order-1
        $order.DeliveryWindow.StartDate | Should -BeExactly $preview.DeliveryWindows[1].StartDate
        $order.DeliveryWindow.EndDate | Should -BeExactly $preview.DeliveryWindows[1].EndDate
    }

    It 'come from the first of a piped preview' {
        $preview = $row | Get-FbaFulfillmentPreview -Speed ScheduledDelivery -IncludeDeliveryWindow
        $preview | New-FbaFulfillmentOrder | Out-Null
        (Get-FbaFulfillmentOrder order-1).DeliveryWindow.StartDate | Should -BeExactly $preview.DeliveryWindows[0].StartDate
    }

    It 'are refused where no preview returned them' {
        $row | New-FbaFulfillmentOrder -ShippingSpeedCategory ScheduledDelivery -DeliveryWindow @{ StartDate = '2031-01-01T00:00:00Z'; EndDate = '2031-01-01T02:00:00Z' } -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'RequestRefused,*'
        $errors[0].Exception.Message | Should -Match 'preview'
    }
}
