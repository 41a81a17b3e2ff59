# What PowerShell's own commands do with amounts, weights, dimensions and windows: never something that is silently wrong.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
    if (-not ('FbaOutboundTests.RecordingServer' -as [type])) {
        Add-Type -TypeDefinition (Get-Content (Join-Path $PSScriptRoot 'RecordingServer.cs') -Raw)
    }

    # Offers as a service gives them: rates of 100, 9 and 10 dollars, and one in euros.
    function Get-Offer([string[]] $Rates) {
        $server = [FbaOutboundTests.RecordingServer]::new()
        try {
            $services = foreach ($rate in $Rates) {
                $amount, $currency = $rate -split ' '
                "{`"ShippingServiceName`":`"$rate`",`"ShippingServiceId`":`"$rate`",`"Rate`":{`"CurrencyCode`":`"$currency`",`"Amount`":$amount}}"
            }

            $server.Status, $server.Answer = 200, "{`"payload`":{`"ShippingServiceList`":[$($services -join ',')]}}"
            $session = Connect-Server ([pscustomobject] @{ Endpoint = $server.Endpoint; TokenEndpoint = [uri] "$($server.Endpoint)auth/o2/token" }) -Account ([guid]::NewGuid())
            $request = New-ShipmentRequest
            Get-MfnShippingService @request -Session $session
        }
        finally {
            if ($session) { $session | Disconnect-FbaSession }
            $server.Dispose()
        }
    }

    $dollars = Get-Offer '100 USD', '9 USD', '10 USD'
    $mixed = Get-Offer '100 USD', '9 USD', '5 EUR'
    function New-Weight($Value, $Unit) { New-Object FbaOutbound.Orders.Weight -Property @{ Value = $Value; Unit = $Unit } }
}

Describe 'Amounts of one currency' {
    It 'sort by number: the cheapest label comes first' {
        ($dollars | Sort-Object Rate | Select-Object -First 1).Rate.Value | Should -Be 9
        ($dollars | Sort-Object Rate -Descending | Select-Object -First 1).Rate.Value | Should -Be 100
        ($dollars | Sort-Object Rate -Top 1).Rate.Value | Should -Be 9
        ($dollars | Sort-Object { $_.Rate }).Rate.Value | Should -Be 9, 10, 100
    }

    It 'compare with each other, with a text and with a number' {
        $dollars[1].Rate -lt $dollars[2].Rate | Should -BeTrue
        $dollars[0].Rate -le $dollars[2].Rate | Should -BeFalse
        $dollars[1].Rate -eq '9.00 USD' | Should -BeTrue
        $dollars[1].Rate -eq 9 | Should -BeTrue
        ($dollars | Where-Object Rate -LT 10).ShippingServiceName | Should -Be '9 USD'
        $dollars.Rate -contains '10 USD' | Should -BeTrue
    }

    It 'have a minimum and a maximum' {
        $measure = $dollars | Measure-Object Rate -Minimum -Maximum
        "$($measure.Minimum), $($measure.Maximum)" | Should -Be '9 USD, 100 USD'
    }

    It 'add up with +, and by their Value' {
        $sum = $null
        foreach ($offer in $dollars) { $sum += $offer.Rate }
        "$sum" | Should -Be '119 USD'
        ($dollars.Rate | Measure-Object Value -Sum).Sum | Should -Be 119
    }

    It 'group, are unique, and are keys' {
        ($dollars + $dollars[0] | Group-Object Rate | Sort-Object Count -Descending)[0].Count | Should -Be 2
        ($dollars.Rate + $dollars[0].Rate | Select-Object -Unique).Count | Should -Be 3
        $table = @{ $dollars[0].Rate = 'most' }
        $table[($dollars[0].Rate)] | Should -Be 'most'
    }

    It 'show in JSON and CSV' {
        $dollars[1] | Select-Object Rate | ConvertTo-Json -Compress | Should -Be '{"Rate":{"CurrencyCode":"USD","Value":9.0}}'
        ($dollars[1] | Select-Object Rate | ConvertTo-Csv)[-1] | Should -Be '"9 USD"'
    }
}

Describe 'Amounts of two currencies' {
    It 'end in an error that names both: <Name>' -ForEach @(
        @{ Name = 'Sort-Object'; Act = { $mixed | Sort-Object Rate } }
        @{ Name = 'Sort-Object -Top'; Act = { $mixed | Sort-Object Rate -Top 1 } }
        @{ Name = '-lt'; Act = { $mixed[0].Rate -lt $mixed[2].Rate } }
        @{ Name = '-lt a text'; Act = { $mixed[0].Rate -lt '5 EUR' } }
        @{ Name = 'Measure-Object -Minimum'; Act = { $mixed | Measure-Object Rate -Minimum } }
        @{ Name = 'Group-Object'; Act = { $mixed | Group-Object Rate } }
        @{ Name = 'Select-Object -Unique'; Act = { $mixed.Rate | Select-Object -Unique } }
        @{ Name = '+'; Act = { $mixed[0].Rate + $mixed[2].Rate } }
    ) {
        $failure = $null
        try { & $Act } catch { $failure = $_.Exception }
        # The engine's sort wraps it.
        $messages = while ($failure) { $failure.Message; $failure = $failure.InnerException }
        ($messages -join ' ') | Should -Match 'USD'
        ($messages -join ' ') | Should -Match 'EUR'
    }

    It 'are not equal' {
        $mixed[2].Rate -eq '5 USD' | Should -BeFalse
        $mixed[2].Rate -eq '5 EUR' | Should -BeTrue
    }

    It 'are not summed without a word' {
        $mixed | Measure-Object Rate -Sum -ErrorAction SilentlyContinue -ErrorVariable problems | Out-Null
        $problems.Count | Should -BeGreaterThan 0
    }
}

Describe 'Measures' {
    It 'weights sort, compare, group and measure in whatever unit' {
        $weights = (New-Weight 1 lb), (New-Weight 15 oz), (New-Weight 2 kg), (New-Weight 16.0 oz)
        ($weights | Sort-Object | Select-Object -First 1).ToString() | Should -Be '15 oz'
        ($weights | Measure-Object -Maximum).Maximum.ToString() | Should -Be '2 kg'
        $weights[0] -eq $weights[3] | Should -BeTrue
        ($weights | Group-Object).Count | Should -Be 3
        ($weights | Select-Object -Unique).Count | Should -Be 3
        @{ $weights[0] = 'pound' }[$weights[3]] | Should -Be 'pound'
        { $weights[0] -lt (New-Weight 1 STONE) } | Should -Throw '*lb*STONE*'
        $weights[0] | ConvertTo-Json -Compress | Should -Be '{"Unit":"lb","Value":1.0}'
    }

    It 'dimensions have no order, and say so' {
        $small, $large = 9, 10 | ForEach-Object { New-Object FbaOutbound.Shipments.PackageDimensions -Property @{ Length = $_; Width = 5; Height = 5; Unit = 'inches' } }
        { $small -lt $large } | Should -Throw '*sort by Length*'
        $small -eq $large | Should -BeFalse
        @($small, $small | Group-Object).Count | Should -Be 1
    }

    It 'windows of delivery sort by time' {
        $early, $late = @{ StartDate = '2026-05-10T23:00:00+09:00'; EndDate = '2026-05-11T01:00:00+09:00' }, @{ StartDate = '2026-05-10T15:00:00Z'; EndDate = '2026-05-10T16:00:00Z' } |
            ForEach-Object { New-Object FbaOutbound.Orders.DeliveryWindow -Property $_ }
        ($late, $early | Sort-Object)[0].StartDate | Should -Be $early.StartDate
    }
}

Describe 'Values in a response that cannot be read' {
    BeforeAll {
        $server = [FbaOutboundTests.RecordingServer]::new()
        $session = Connect-FbaSession -Marketplace US -ApiVersion 2026-07-04 -Endpoint $server.Endpoint -TokenEndpoint "$($server.Endpoint)auth/o2/token" `
            -ClientCredential ([pscredential]::new('amzn1.application-oa2-client.example', (ConvertTo-Secret 'any'))) -RefreshToken (ConvertTo-Secret 'Atzr|unread')
        $server.Status = 200
        $server.Answer = '{"order":{"orderId":"a","receiveTime":"Jane Example","lineItems":[{"lineItemId":"1","amount":{"unit":"EACHES","value":"1040.5"}}]}}'
    }
    AfterAll {
        $session | Disconnect-FbaSession
        $server.Dispose()
    }

    It 'are null, keep their text, and are told once in a command' {
        $orders = 'a', 'a', 'a' | Get-FbaFulfillmentOrder -WarningAction SilentlyContinue -WarningVariable warnings
        $orders.Count | Should -Be 3
        $orders[0].Items[0].Quantity | Should -BeNullOrEmpty
        ($orders[0].Unread | Where-Object Path -EQ 'lineItems[0].amount.value').Text | Should -Be '1040.5'
        $warnings.Count | Should -Be 1
        "$warnings" | Should -Match 'lineItems\[0\]\.amount\.value'
        "$warnings" | Should -Not -Match 'Jane'
    }
}
