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
        # The engine shows the elements of a list that is asked for, whatever the list's text form is.
        $order | Format-Table SellerFulfillmentOrderId, NotificationEmails | Out-String | Should -Match 'alex@example.com'
        ($order.DestinationAddress | Format-List * | Out-String) | Should -Match 'Sample Street'
    }

    It 'the e-mails of an order <Kind> are a list for scripts' -TestCases @(
        @{ Kind = 'that was read'; Of = { $order } }
        @{ Kind = 'from a file'; Of = { $order | Export-Clixml "$TestDrive/order.xml"; Import-Clixml "$TestDrive/order.xml" } }
    ) {
        $read = & $Of
        $read.NotificationEmails[0] | Should -BeExactly 'alex@example.com'
        $read.NotificationEmails -contains 'alex@example.com' | Should -BeTrue
        (ConvertTo-Json $read.NotificationEmails -Compress) | Should -BeLike '*"alex@example.com"*'
        ($read | ConvertTo-FbaOrderRow).NotificationEmail | Should -BeExactly 'alex@example.com'
    }

    It 'the e-mails of an order are a count in a file' {
        ($order | ConvertTo-Csv | ConvertFrom-Csv).NotificationEmails | Should -BeExactly '1 (not shown)'
    }

    It 'Format-List of an order <Kind> shows how many e-mails there are' -TestCases @(
        @{ Kind = 'with one'; Of = { $order }; Shown = '1 (not shown)' }
        @{ Kind = 'without'; Of = { $order | Select-Object * | ForEach-Object { [FbaOutbound.Orders.FulfillmentOrder]::new() } }; Shown = '' }
        @{ Kind = 'from a file'; Of = { $order | Export-Clixml "$TestDrive/order.xml"; Import-Clixml "$TestDrive/order.xml" }; Shown = '1 (not shown)' }
    ) {
        $line = (& $Of | Format-List | Out-String -Width 120) -split '\r?\n' -match 'NotificationEmails'
        ($line -replace "`e\[[0-9;]*m" -replace '^.*?:').Trim() | Should -BeExactly $Shown
    }

    It 'the attributes of a drop-off location are no values in a file' {
        $location = [FbaOutbound.Orders.DropOffLocation] @{ Type = 'RECEIVE_BY_NEIGHBOR'; Attributes = [Collections.Generic.Dictionary[string, string]] @{} }
        ($location | ConvertTo-Csv | ConvertFrom-Csv).Attributes | Should -BeNullOrEmpty
        $values = [Collections.Generic.Dictionary[string, string]]::new()
        $values['neighborName'] = 'Kim Sample'
        $location = [FbaOutbound.Orders.DropOffLocation] @{ Type = 'RECEIVE_BY_NEIGHBOR'; Attributes = $values }
        ($location | ConvertTo-Csv | ConvertFrom-Csv).Attributes | Should -BeExactly '1 (not shown)'
        $location.Attributes['neighborName'] | Should -BeExactly 'Kim Sample'
    }

    It 'dates of objects from a file look like those of live ones, in every culture' {
        $live = Show $list
        $list | Export-Clixml "$TestDrive/list.xml"
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            Show (Import-Clixml "$TestDrive/list.xml") | Should -Be $live
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
        $order | Export-Clixml "$TestDrive/order.xml"
        $text = Import-Clixml "$TestDrive/order.xml" | Format-List | Out-String -Width 120
        $text | Should -Match 'ReceivedDate +: (.*m)?\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ'
    }

    It 'dates of objects from a job, which are texts, look like those of live ones' {
        $offer = Get-FbaDeliveryOffer MUG-RED -PostalCode 62701 | Select-Object -First 1
        $text = [Management.Automation.PSSerializer]::Serialize($offer, 1)
        Show ([Management.Automation.PSSerializer]::Deserialize($text)) | Should -Be (Show $offer)
    }

    It 'a receipt shows when it was finished as all dates' {
        $receipts[0] | Format-List | Out-String | Should -Match 'Finished +: (.*m)?\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ'
    }

    It 'a table of features shows large counts and long names whole' {
        $sku = [FbaOutbound.Orders.FeatureSku] @{ SellerSku = 'MUG-RED'; FeatureName = 'SIGNATURE_CONFIRMATION'; SkuCount = [int]::MaxValue; IsEligible = $true }
        (Show $sku)[2] | Should -BeExactly 'MUG-RED                SIGNATURE_CONFIRMATION yes      2147483647'
    }

    It 'a table of shipping services breaks names between words' {
        $name = 'UPS Next Day Air Saver'
        $lines = Show ([FbaOutbound.Shipments.ShippingService] @{ ShippingServiceId = 'UPS'; ShippingServiceName = $name })
        $lines[2, 3] | ForEach-Object { $_.Substring(3).Trim() } | Should -Be 'UPS Next Day Air', 'Saver'
    }

    It 'a table of imported orders has a line for each item' {
        (New-Row 'FBA-1001' @{ SellerSku = 'MUG-RED' }), (New-Row 'FBA-1001' @{ SellerSku = 'TEA-GREEN' }) | Export-Csv "$TestDrive/two.csv"
        $lines = Show (Import-FbaOrder "$TestDrive/two.csv" 6> $null)
        $lines[2] | Should -Match '^FBA-1001 +MUG-RED × 2, +US'
        $lines[3].Trim() | Should -BeExactly 'TEA-GREEN × 2'
    }

    It 'a cancellation that was only requested says how to see what was cancelled' {
        New-Row '2026-05-14-order-000019' | New-FbaFulfillmentOrder -Action Hold -WarningAction Ignore | Out-Null
        $requested = '2026-05-14-order-000019' | Stop-FbaFulfillmentOrder
        (Show $requested)[2] | Should -Match 'CancelRequested +\(use -Wait\)$'
        $requested | Format-List | Out-String | Should -Match 'Status +: (.*m)?\(use -Wait\)'
        (Show $cancel) -join "`n" | Should -Not -Match 'use -Wait'
    }

    It 'numbers and dates fit their columns, and the session has nine characters' {
        [xml] $views = Get-Content (Join-Path (Split-Path (Get-ModuleFile)) 'formats/FbaOutbound.Format.ps1xml')
        $narrow = foreach ($view in $views.SelectNodes('//View[TableControl]')) {
            $headers = @($view.SelectNodes('.//TableColumnHeader'))
            $cells = @($view.SelectNodes('.//TableColumnItem'))
            for ($i = 0; $i -lt $cells.Count; $i++) {
                $label = $headers[$i].SelectSingleNode('Label').InnerText
                $width = [int] "0$($headers[$i].SelectSingleNode('Width').InnerText)"
                $least = if ($cells[$i].InnerText -match '\{0:u\}') { 20 }
                elseif ($label -eq 'Session' -and $view.Name -ne 'ShipmentWithSession') { 9 }
                elseif ($headers[$i].SelectSingleNode('Alignment') -and $view.Name -notlike 'QuotaStatus*') { 6 } else { 0 }
                if ($width -gt 0 -and $width -lt $least) { "$($view.Name).$label is $width wide" }
            }
        }
        $narrow | Should -BeNullOrEmpty
    }

    It 'a session with a long name stays in its line' {
        $long = Connect-FbaSession -Sandbox -Name 'Production Europe'
        try {
            New-Row 'long-1' | New-FbaFulfillmentOrder -OutVariable receipt | Out-Null
            foreach ($objects in $receipt, (Get-FbaFulfillmentOrder), (Get-FbaQuota -Session $long | Select-Object -First 1)) {
                $lines = Show $objects
                $lines | Should -HaveCount 3
                $lines[2] | Should -Match 'Product\w+…'
            }
        }
        finally { $long | Disconnect-FbaSession 3> $null }
    }
}
