BeforeDiscovery {
    $outputs = 'an order', 'a listed order', 'a receipt', 'a cancel receipt', 'a shipment', 'a package', 'tracking', 'a return', 'a row',
    'an imported row', 'a tracking row', 'an id', 'an object with OrderId'
    $consumers = @(
        @{ Consumer = 'Get-FbaFulfillmentOrder'; Call = { param($Input1) $Input1 | Get-FbaFulfillmentOrder } }
        @{ Consumer = 'Set-FbaFulfillmentOrder'; Call = { param($Input1) $Input1 | Set-FbaFulfillmentOrder -Action Ship -WhatIf } }
        @{ Consumer = 'Stop-FbaFulfillmentOrder'; Call = { param($Input1) $Input1 | Stop-FbaFulfillmentOrder -WhatIf } }
        @{ Consumer = 'Wait-FbaFulfillmentOrder'; Call = { param($Input1) $Input1 | Wait-FbaFulfillmentOrder -For Complete } }
        @{ Consumer = 'Resolve-FbaFulfillmentOrder'; Call = { param($Input1) $Input1 | Resolve-FbaFulfillmentOrder } }
        @{ Consumer = 'Set-FbaSandboxOrder'; Call = { param($Input1) $Input1 | Set-FbaSandboxOrder -Status Complete -WhatIf } }
        @{ Consumer = 'Get-FbaPackageTracking'; Call = { param($Input1) $Input1 | Get-FbaPackageTracking } }
        @{ Consumer = 'New-FbaFulfillmentReturn'; Call = { param($Input1) $Input1 | New-FbaFulfillmentReturn -Item MUG-RED -Reason $reason -WhatIf } }
    )
    $pairs = foreach ($output in $outputs) {
        foreach ($consumer in $consumers) {
            # A bare text is the number of a package, and the rows of Set-FbaFulfillmentOrder are changes of items.
            if ("$output $($consumer.Consumer)" -notin 'an id Get-FbaPackageTracking', 'an imported row Set-FbaFulfillmentOrder') {
                $consumer + @{ Output = $output }
            }
        }
    }
    $skus = foreach ($output in 'an item', 'inventory', 'feature inventory', 'a row') {
        foreach ($command in 'Get-FbaInventory', 'Get-FbaReturnReasonCode', 'Get-FbaDeliveryOffer') { @{ Output = $output; Consumer = $command } }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
    $session = Connect-FbaSession -Sandbox -Name Chain
    $file = Join-Path $TestDrive chain.csv
    New-Row 'chain-1' | Export-Csv $file -NoTypeInformation
    $receipt = New-Row 'chain-1' | New-FbaFulfillmentOrder
    $cancel = New-Row 'chain-2' | New-FbaFulfillmentOrder | Stop-FbaFulfillmentOrder
    Set-FbaSandboxOrder chain-1 -Status Complete
    $order = Get-FbaFulfillmentOrder chain-1
    $reason = @(Get-FbaReturnReasonCode MUG-RED)[0].ReturnReasonCode
    $things = @{
        'an order'               = $order
        'a listed order'         = Get-FbaFulfillmentOrder | Where-Object SellerFulfillmentOrderId -EQ 'chain-1'
        'a receipt'              = $receipt
        'a cancel receipt'       = $cancel
        'a shipment'             = $order.Shipments[0]
        'a package'              = $order.Shipments[0].Packages[0]
        'tracking'               = @($order | Get-FbaPackageTracking)[0]
        'a return'               = $order | New-FbaFulfillmentReturn -Item MUG-RED -Reason $reason -Quantity 1
        'a row'                  = @($order | ConvertTo-FbaOrderRow)[0]
        'an imported row'        = Import-Csv $file
        'a tracking row'         = @($order | ConvertTo-FbaTrackingRow)[0]
        'an id'                  = 'chain-1'
        'an object with OrderId' = [pscustomobject] @{ OrderId = 'chain-1' }
        'an item'                = $order.Items[0]
        'inventory'              = @(Get-FbaInventory MUG-RED)[0]
        'feature inventory'      = @(Get-FbaFeatureInventory BLANK_BOX)[0]
    }
    $what = New-ShipmentRequest
    $service = Get-MfnShippingService @what | Select-Object -First 1
    $label = New-MfnShipment @what -ShippingServiceId UPS_PTP_GND -LabelFormat PDF
}

AfterAll { Disconnect-FbaSession Chain }

Describe 'What names an order' {
    It '<Output> is taken by <Consumer>' -TestCases $pairs {
        $things[$Output] | Should -Not -BeNullOrEmpty
        $ErrorActionPreference = 'Continue'
        $found = & $Call $things[$Output] 2>&1 3>$null
        $errors = @($found | Where-Object { $_ -is [Management.Automation.ErrorRecord] })

        # The cancelled order is in no state to be waited for, and was never shipped.
        if ($Output -eq 'a cancel receipt') { $errors = @($errors | Where-Object FullyQualifiedErrorId -NotMatch '^(OrderEndedOtherwise|ReturnInvalid|OrderIdUsedByDeadOrder)') }
        $errors | Should -BeNullOrEmpty
    }
}

Describe 'What names a SKU' {
    It '<Output> is taken by <Consumer>' -TestCases $skus {
        $things[$Output] | Should -Not -BeNullOrEmpty
        $arguments = if ($Consumer -eq 'Get-FbaDeliveryOffer') { @{ PostalCode = '98121'; CountryCode = 'US' } } else { @{} }
        $things[$Output] | & $Consumer @arguments -ErrorVariable errors -ErrorAction SilentlyContinue | Should -Not -BeNullOrEmpty
        $errors | Should -BeNullOrEmpty
    }
}

Describe 'An order of a list' {
    It 'is no content for <_>, which says how to read it' -ForEach 'New-FbaFulfillmentOrder', 'Get-FbaFulfillmentPreview', 'ConvertTo-FbaOrderRow', 'ConvertTo-FbaTrackingRow' {
        $things['a listed order'], $things['a listed order'] | & $_ -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        @($errors | Where-Object { $_ -is [Management.Automation.ErrorRecord] }).Count | Should -BeGreaterOrEqual 1
        "$($errors[0])" | Should -BeLike '*came from a list*-Detailed*'
    }

    It 'fails its test' { ($things['a listed order'] | Test-FbaFulfillmentOrder).Problems.Message | Should -BeLike '*came from a list*' }
}

Describe 'What else is piped on' {
    It 'features to their inventory' {
        Get-FbaFeature | Where-Object FeatureName -EQ BLANK_BOX | Get-FbaFeatureInventory | Should -Not -BeNullOrEmpty
    }

    It 'an offer to its inputs, and to a purchase' {
        $service | Get-MfnSellerInput -ErrorVariable errors | Out-Null
        $service | New-MfnShipment -WhatIf -ErrorVariable +errors
        $errors | Should -BeNullOrEmpty
    }

    It 'a bought shipment to whatever takes one' {
        $label | Get-MfnShipment -ErrorVariable errors | Should -Not -BeNullOrEmpty
        $label | Save-MfnLabel -Path $TestDrive -ErrorVariable +errors | Should -Not -BeNullOrEmpty
        $label | Stop-MfnShipment -WhatIf -ErrorVariable +errors
        $errors | Should -BeNullOrEmpty
    }

    It 'a session to Get-FbaSession by its name, and to Disconnect-FbaSession' {
        $other = Connect-FbaSession -Sandbox -Name Passing
        ($other | Disconnect-FbaSession -PassThru).State | Should -Be Closed
        Get-FbaSession Pass* | Should -BeNullOrEmpty
    }
}

Describe 'PassThru' {
    # docs/architecture.md, "What a command returns"
    It 'is a parameter of what changes or closes something and returns nothing by itself' {
        $commands = Get-Command -Module FbaOutbound -Verb Set, Disconnect, Export
        $commands | Where-Object { -not $_.Parameters.ContainsKey('PassThru') } | ForEach-Object Name | Should -BeNullOrEmpty
        $commands = Get-Command -Module FbaOutbound -Verb New, Get, Connect, Save, Test, Import, ConvertTo, Wait, Resolve
        $commands | Where-Object { $_.Parameters.ContainsKey('PassThru') } | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'is the only way in which they return anything' {
        New-Row 'quiet-1' | New-FbaFulfillmentOrder -Action Hold | Out-Null
        Set-FbaFulfillmentOrder quiet-1 -Action Ship | Should -BeNullOrEmpty
        Set-FbaSandboxOrder quiet-1 -Status Processing | Should -BeNullOrEmpty
        Connect-FbaSession -Sandbox -Name Quiet | Out-Null
        Disconnect-FbaSession Quiet | Should -BeNullOrEmpty
    }
}
