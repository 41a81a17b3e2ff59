BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'ConvertTo-FbaOrderRow' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    It 'makes rows that go through a file to New-, which finds each order there' {
        $file = Join-Path $TestDrive 'orders.csv'
        Import-Csv (Join-Path $PSScriptRoot '../../samples/orders.csv') | New-FbaFulfillmentOrder -Action Hold | Out-Null
        New-Row formula @{ AddressLine1 = '=1+1'; AddressLine2 = '-5'; City = '@home'; Phone = '+49 123'; DisplayableOrderComment = "=a`nb"; Feature = 'BLANK_BOX=Required; BLOCK_AMZL=Required' } |
            New-FbaFulfillmentOrder | Out-Null
        '1:SHOP-1', '1:SHOP-2', '110123456789:220012', '7:KIT/1*2', '7:KIT/2', '007', '=5' |
            ForEach-Object { New-Row lines @{ SellerFulfillmentOrderItemId = $_; SellerSku = "=SKU-$($_.Length)" } } |
            New-FbaFulfillmentOrder -WarningAction SilentlyContinue | Out-Null
        New-Row hostile @{ Name = "O'Neill `"X`", 日本"; AddressLine2 = "a;b=c"; PostalCode = '01234'; SellerSku = '007'; GiftMessage = "one`r`ntwo" } |
            New-FbaFulfillmentOrder | Out-Null
        $session.Sandbox.ClearRequests()

        Get-FbaFulfillmentOrder -Detailed | ConvertTo-FbaOrderRow | Export-Csv $file -NoTypeInformation -Encoding utf8
        $receipts = Import-Csv $file | New-FbaFulfillmentOrder -WarningAction SilentlyContinue
        $receipts.Outcome | Select-Object -Unique | Should -BeExactly 'AlreadyExisted'
        $receipts.Differences | Should -BeNullOrEmpty
        $receipts.Count | Should -Be @(Get-FbaFulfillmentOrder).Count
    }

    It 'refuses an order of a list, whose items are not known' {
        New-Row | New-FbaFulfillmentOrder | Out-Null
        Get-FbaFulfillmentOrder | ConvertTo-FbaOrderRow -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderIncomplete'
        "$($errs[0])" | Should -BeLike '*-Detailed*'
        $errs[0].TargetObject | Should -BeExactly 'order-1'
    }

    It 'takes the order that was serialized, and one of a script' {
        New-Row | New-FbaFulfillmentOrder | Out-Null
        $file = Join-Path $TestDrive 'orders.xml'
        Get-FbaFulfillmentOrder order-1 | Export-Clixml $file
        (Import-Clixml $file | ConvertTo-FbaOrderRow -WarningAction SilentlyContinue).AddressLine1 | Should -BeExactly '12 Sample Street'
        (@{ SellerFulfillmentOrderId = 'x'; Items = @{ SellerSku = 'A'; Quantity = 2 } } | ConvertTo-FbaOrderRow).Quantity | Should -Be 2
    }

    It 'refuses <What>' -TestCases @(
        @{ What = 'a text'; Value = 'order-1' }
        @{ What = 'a row'; Value = [pscustomobject] @{ SellerFulfillmentOrderId = 'x'; Quantity = 1 } }
        @{ What = 'nothing'; Value = $null }
    ) {
        $Value | ConvertTo-FbaOrderRow -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderIncomplete'
        "$($errs[0]) $($errs[0].ErrorDetails.RecommendedAction)" | Should -BeLike '*Get-FbaFulfillmentOrder -Detailed*'
        "$($errs[0]) $($errs[0].ErrorDetails.RecommendedAction)" | Should -Not -Match 'Pipe in ids'
    }

    It 'shows nothing of the recipient by itself' {
        New-Row | New-FbaFulfillmentOrder | Out-Null
        Get-FbaFulfillmentOrder order-1 | ConvertTo-FbaOrderRow | Out-String | Should -Not -BeLike '*Alex*'
    }
}
