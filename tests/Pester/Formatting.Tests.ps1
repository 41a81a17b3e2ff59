BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)

    function Show($Objects) {
        @($Objects | Out-String -Width 80) -split '\r?\n' |
            ForEach-Object { $_.TrimEnd() -replace "`e\[[0-9;]*m" } | Where-Object { $_ }
    }

    # What the host shows where the first object of a script was of another kind: the views of the later ones do not count then.
    function ShowAfterAnother($Objects) { @($session; $Objects) | Out-String -Width 120 }
}

Describe 'Formatting' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox -Name Main
        $personal = 'Alex Example', 'Sample Street', 'Springfield', '62701', '555-0100', 'alex@example.com', 'Enjoy it', 'Kept between us', 'Floor 3'
        $rows = foreach ($number in 1..3) {
            New-Row "2026-05-14-order-00000$number" @{
                AddressLine2 = 'Floor 3'; Phone = '555-0100'; NotificationEmail = 'alex@example.com'; GiftMessage = 'Enjoy it'
                DisplayableOrderComment = 'Kept between us'; DisplayableComment = 'Kept between us'; PerUnitDeclaredValue = '12.50'; SellerSku = 'MUG-RED-LARGE-2026'
            }
        }
        $receipts = @($rows | New-FbaFulfillmentOrder)
        $held = @(New-Row '2026-05-14-order-000009' @{ ShippingSpeedCategory = 'Expedited' } | New-FbaFulfillmentOrder -Action Hold)
        $session.Sandbox.Advance([TimeSpan]::FromHours(12))
        $cancel = @($held | Stop-FbaFulfillmentOrder -Wait)
        $order = Get-FbaFulfillmentOrder '2026-05-14-order-000001'
        $list = @(Get-FbaFulfillmentOrder)
        $quota = @(Get-FbaQuota)
    }
    AfterAll { $session | Disconnect-FbaSession }

    It 'a table of <Kind> fits 80 columns and cuts nothing off' -TestCases @(
        @{ Kind = 'sessions'; Of = { $session } }
        @{ Kind = 'receipts'; Of = { $receipts } }
        @{ Kind = 'orders'; Of = { $list } }
        @{ Kind = 'items'; Of = { $order.Items } }
        @{ Kind = 'shipments'; Of = { $order.Shipments } }
        @{ Kind = 'items of a shipment'; Of = { $order.Shipments[0].Items } }
        @{ Kind = 'packages'; Of = { $order.Shipments[0].Packages } }
        @{ Kind = 'cancels'; Of = { $cancel } }
        @{ Kind = 'quotas'; Of = { $quota } }
    ) {
        $objects = @(& $Of)
        $objects | Should -Not -BeNullOrEmpty
        $lines = Show $objects

        $lines | Where-Object { $_.Length -gt 79 } | Should -BeNullOrEmpty
        $lines -join "`n" | Should -Not -Match '…|\.\.\.$'
        $lines[1] | Should -Match '^[- ]+$'
        $lines | Should -HaveCount ($objects.Count + 2)
    }

    It 'a table of orders shows ids, states and times as they are' {
        $lines = Show $list
        $lines -join "`n" | Should -BeLike '*2026-05-14-order-000001*'
        $lines[0] | Should -Match 'SellerFulfillmentOrderId +Status +Held +Updated$'
    }

    It 'a session shows no more than where it leads' {
        $text = $session | Format-List | Out-String
        $text | Should -Match 'Marketplace'
        $text | Should -Not -Match 'Atzr|Secret|Token|Credential'
    }

    It 'Format-List of an order shows where it goes, and nothing else of the recipient' {
        $text = $order | Format-List | Out-String -Width 120
        $text | Should -Match 'SellerFulfillmentOrderId : 2026-05-14-order-000001'
        foreach ($word in 'alex@example.com', 'Enjoy it', 'Kept between us') { $text | Should -Not -Match ([regex]::Escape($word)) }
    }

    It 'Format-List of <Kind> shows no recipient' -TestCases @(
        @{ Kind = 'an item'; Of = { $order.Items } }
        @{ Kind = 'a receipt'; Of = { $receipts } }
        @{ Kind = 'a shipment'; Of = { $order.Shipments } }
    ) {
        $text = & $Of | Format-List | Out-String -Width 120
        $text.Trim() | Should -Not -BeNullOrEmpty
        foreach ($word in $personal) { $text | Should -Not -Match ([regex]::Escape($word)) }
    }

    It '<Kind> after another object shows no recipient either' -TestCases @(
        @{ Kind = 'an order'; Of = { $order } }
        @{ Kind = 'an address'; Of = { $order.DestinationAddress } }
        @{ Kind = 'an item'; Of = { $order.Items } }
        @{ Kind = 'a shipment'; Of = { $order.Shipments } }
        @{ Kind = 'a listed order'; Of = { $list[0] } }
        @{ Kind = 'an order from a file'; Of = { $order | Export-Clixml "$TestDrive/order.xml"; Import-Clixml "$TestDrive/order.xml" } }
        @{ Kind = 'the address of an order from a file'; Of = { $order | Export-Clixml "$TestDrive/order.xml"; (Import-Clixml "$TestDrive/order.xml").DestinationAddress } }
    ) {
        $text = ShowAfterAnother (& $Of)
        $text | Should -Match ' : '
        foreach ($word in $personal) { $text | Should -Not -Match ([regex]::Escape($word)) }
    }

    It 'an order from a file shows no recipient' {
        $order | Export-Clixml "$TestDrive/order.xml"
        $text = Import-Clixml "$TestDrive/order.xml" | Out-String -Width 120
        $text | Should -Match '2026-05-14-order-000001'
        foreach ($word in $personal) { $text | Should -Not -Match ([regex]::Escape($word)) }
    }

    It 'an order after another object still shows what it is' {
        $text = ShowAfterAnother $order
        $text | Should -Match 'SellerFulfillmentOrderId +: 2026-05-14-order-000001'
        $text | Should -Match 'Status +: '
    }

    It 'a table of <_> does not say no where the service says nothing' -ForEach 'FulfillmentPreview', 'FeatureSku' {
        foreach ($case in @{ Is = $null; Says = $null }, @{ Is = $false; Says = 'no' }, @{ Is = $true; Says = 'yes' }) {
            $object = if ($_ -eq 'FeatureSku') { [FbaOutbound.Orders.FeatureSku] @{ IsEligible = $case.Is } }
            else { [FbaOutbound.Orders.FulfillmentPreview] @{ IsFulfillable = $case.Is } }
            $table = $object | Format-Table | Out-String
            [regex]::Match($table, '\b(yes|no)\b(?![a-z])').Value | Should -BeExactly "$($case.Says)"
        }
    }

    It 'every property can still be shown' {
        $order.DestinationAddress | Select-Object Name, City | Out-String | Should -Match 'Alex Example +Springfield'
        $order | Format-Table SellerFulfillmentOrderId, NotificationEmails | Out-String | Should -Match 'alex@example.com'
        ($order.DestinationAddress | Format-List * | Out-String) | Should -Match 'Sample Street'
    }
}
