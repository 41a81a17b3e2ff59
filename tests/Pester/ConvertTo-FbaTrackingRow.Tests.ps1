BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'ConvertTo-FbaTrackingRow' {
    BeforeEach {
        $session = Connect-FbaSession -Sandbox
        1..3 | ForEach-Object { New-Row "main-100$_" @{ SellerFulfillmentOrderItemId = "1:SHOP-$_" } } | New-FbaFulfillmentOrder | Out-Null
        'main-1001', 'main-1002' | Set-FbaSandboxOrder -Status Complete
        $orders = Get-FbaFulfillmentOrder -Detailed
        $folder = New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory
        $state = Join-Path $folder 'shop.tracking'
        $common = @{ Format = 'ShopifyMatrixify'; IdPrefix = 'main-'; StatePath = $state }
    }
    AfterEach { $session | Disconnect-FbaSession }

    It 'has a row for each parcel and line, in columns of its own' {
        $rows = $orders | ConvertTo-FbaTrackingRow
        $rows.SellerFulfillmentOrderId | Sort-Object | Should -Be 'main-1001', 'main-1002'
        $rows.Quantity | Should -Be 2, 2
        $rows.TrackingNumber | Should -Not -BeNullOrEmpty
    }

    It 'names the shop''s order and SKU, and mails nobody' {
        $rows = $orders | ConvertTo-FbaTrackingRow -Format ShopifyMatrixify -IdPrefix main- | Sort-Object Name
        $rows.Name | Should -Be '1001', '1002'
        $rows.'Line: SKU' | Should -Be 'SHOP-1', 'SHOP-2'
        $rows.'Fulfillment: Send Receipt' | Select-Object -Unique | Should -BeExactly 'FALSE'
        ($orders | ConvertTo-FbaTrackingRow -Format ShopifyMatrixify -IdPrefix main- -Notify).'Fulfillment: Send Receipt' |
            Select-Object -Unique | Should -BeExactly 'TRUE'
    }

    It 'tells of each parcel once, and again when asked' {
        $orders | ConvertTo-FbaTrackingRow @common | Should -HaveCount 2
        $orders | ConvertTo-FbaTrackingRow @common -InformationVariable said 6>$null | Should -BeNullOrEmpty
        "$said" | Should -BeExactly 'There are no new parcels.'
        'main-1003' | Set-FbaSandboxOrder -Status Complete
        $later = Get-FbaFulfillmentOrder -Detailed
        ($later | ConvertTo-FbaTrackingRow @common).Name | Should -BeExactly '1003'
        ($later | ConvertTo-FbaTrackingRow @common -Again).Name | Should -BeExactly '1003'
        ($later | ConvertTo-FbaTrackingRow @common -Again).Name | Should -BeExactly '1003'
        $later | ConvertTo-FbaTrackingRow @common | Should -BeNullOrEmpty
    }

    It 'says that an order was serialized, and what is no order' {
        $file = Join-Path $folder 'orders.xml'
        $orders[0] | Export-Clixml $file
        @(Import-Clixml $file), 'x', $null, [pscustomobject] @{ OrderId = 'main-1001' } | ForEach-Object { $_ } |
            ConvertTo-FbaTrackingRow -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errs | ForEach-Object { Get-ErrorId $_ } | Select-Object -Unique | Should -BeExactly 'OrderIncomplete'
        "$($errs[0])" | Should -BeLike "Order 'main-100?' was serialized*Read it again with Get-FbaFulfillmentOrder 'main-100?'.*"
        "$($errs[1])" | Should -BeLike 'The input is a String, not an order with shipments.*-Detailed*'
        $errs | Should -HaveCount 4
        "$errs" | Should -Not -Match 'Pipe in ids'
    }

    It 'keeps nothing when the pipeline does not end normally' {
        $orders | ConvertTo-FbaTrackingRow @common | Select-Object -First 1 | Should -HaveCount 1
        { $orders | ConvertTo-FbaTrackingRow @common | ForEach-Object { throw 'full disk' } } | Should -Throw
        $orders | ConvertTo-FbaTrackingRow @common | Should -HaveCount 2
    }

    It '-WhatIf writes no file and keeps nothing' {
        $file = Join-Path $folder 'Orders.csv'
        $orders | ConvertTo-FbaTrackingRow @common -Path $file -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem $folder | Should -BeNullOrEmpty
        $orders | ConvertTo-FbaTrackingRow @common -Path $file | Should -BeOfType [IO.FileInfo]
        @(Import-Csv $file) | Should -HaveCount 2
        if (-not $IsWindows) { (Get-Item $file).UnixMode, (Get-Item $state).UnixMode | Should -Be '-rw-------', '-rw-------' }
    }

    It 'keeps nothing when the file cannot be written' {
        $file = Join-Path $folder 'Orders.csv'
        Set-Content $file 'not read yet'
        { $orders | ConvertTo-FbaTrackingRow @common -Path $file } | Should -Throw -ErrorId 'TrackingFileExists,*'
        Get-Content $file | Should -BeExactly 'not read yet'
        { $orders | ConvertTo-FbaTrackingRow @common -Path (Join-Path $folder 'none/Orders.csv') } | Should -Throw -ErrorId 'TrackingFileNotSaved,*'
        $orders | ConvertTo-FbaTrackingRow @common -Path $file -Force | Should -HaveCount 1
        @(Import-Csv $file) | Should -HaveCount 2
    }

    It 'a run that was killed before it saved the state is finished by the same command: <Name>' -TestCases @(
        @{ Name = 'Orders.csv'; Given = @{ Format = 'ShopifyMatrixify' } }
        @{ Name = 'w.xlsx'; Given = @{ Format = 'Walmart'; CarrierMap = @{ AMZN_US = 'UPS' } } }
        @{ Name = 'own.csv'; Given = @{} }
    ) {
        New-Row 'main-1' @{ SellerFulfillmentOrderItemId = '1' } | New-FbaFulfillmentOrder 3>$null | Out-Null
        'main-1' | Set-FbaSandboxOrder -Status Complete
        $mine = Get-FbaFulfillmentOrder main-1
        $file = Join-Path $folder $Name
        $all = @{ IdPrefix = 'main-'; StatePath = $state; Path = $file } + $Given
        $mine | ConvertTo-FbaTrackingRow @all | Should -HaveCount 1
        $saved = [IO.File]::ReadAllText($state)
        $written = (Get-FileHash $file).Hash
        Remove-Item $state

        $mine | ConvertTo-FbaTrackingRow @all | Should -BeOfType [IO.FileInfo]
        [IO.File]::ReadAllText($state) | Should -BeExactly $saved
        (Get-FileHash $file).Hash | Should -BeExactly $written

        Remove-Item $state
        New-Row 'main-2' @{ SellerFulfillmentOrderItemId = '1' } | New-FbaFulfillmentOrder 3>$null | Out-Null
        'main-2' | Set-FbaSandboxOrder -Status Complete
        $both = Get-FbaFulfillmentOrder main-1, main-2
        $both | ConvertTo-FbaTrackingRow @all -WarningVariable warned 3>$null | Should -BeOfType [IO.FileInfo]
        "$warned" | Should -BeLike '*already has 1 parcel of this run*1 parcel is not in the file*'
        (Get-FileHash $file).Hash | Should -BeExactly $written
        [IO.File]::ReadAllText($state) | Should -BeExactly $saved
        { $both | ConvertTo-FbaTrackingRow @all } | Should -Throw -ErrorId 'TrackingFileExists,*'
        Remove-Item $file
        $both | ConvertTo-FbaTrackingRow @all -WarningVariable warned | Should -BeOfType [IO.FileInfo]
        $warned | Should -BeNullOrEmpty
        @(Get-Content $state | Select-Object -Skip 1 | ConvertFrom-Json).order | Should -BeExactly 'main-1', 'main-2'
        $both | ConvertTo-FbaTrackingRow @all 6>$null | Should -BeNullOrEmpty
    }

    It 'a file with the same parcels and other values is named, and stays as it is' {
        $file = Join-Path $folder 'Orders.csv'
        $own = @{ IdPrefix = 'main-'; StatePath = $state; Path = $file }
        $orders | ConvertTo-FbaTrackingRow @own | Out-Null
        Remove-Item $state
        (Get-Content $file) -replace '(.*main-1001.*,)2(,.*)', '${1}7$2' | Set-Content $file
        { $orders | ConvertTo-FbaTrackingRow @own } |
            Should -Throw -ErrorId 'TrackingFileExists,*' -ExpectedMessage '*those of main-100?, main-100?.*delete the rows*'
        @(Get-Content $state).Count | Should -Be 0
    }

    It 'two runs at once do not share a state' {
        $orders | ConvertTo-FbaTrackingRow @common | ForEach-Object {
            { $orders | ConvertTo-FbaTrackingRow @common } | Should -Throw -ErrorId 'TrackingStateInUse,*'
        }
        @(Get-Content $state | Select-Object -Skip 1) | Should -HaveCount 2
    }

    It 'writes a workbook for Walmart' {
        New-Row 'PO-1' @{ SellerFulfillmentOrderItemId = '1' } | New-FbaFulfillmentOrder | Out-Null
        'PO-1' | Set-FbaSandboxOrder -Status Complete
        $file = Get-FbaFulfillmentOrder PO-1 | ConvertTo-FbaTrackingRow -Format Walmart -IdPrefix PO- -CarrierMap @{ AMZN_US = 'UPS' } -Path (Join-Path $folder 'w.xlsx')
        $zip = [IO.Compression.ZipFile]::OpenRead($file.FullName)
        try {
            $zip.Entries.FullName | Should -Contain 'xl/worksheets/sheet1.xml'
        } finally { $zip.Dispose() }
    }

    It 'a shop''s file gives the prefix' {
        $shop = Join-Path $folder 'main.psd1'
        Set-Content $shop "@{ Format = 'Shopify'; IdPrefix = 'main-' }"
        ($orders | ConvertTo-FbaTrackingRow -Format ShopifyMatrixify -Shop $shop).Name | Sort-Object | Should -Be '1001', '1002'
        Set-Content $shop '@{ IdPrefix = (Get-Date) }'
        { $orders | ConvertTo-FbaTrackingRow -Format ShopifyMatrixify -Shop $shop } | Should -Throw -ErrorId 'OrderFileInvalid,*'
    }

    It 'leaves out orders of other shops, names them, and never records them' {
        $orders | ConvertTo-FbaTrackingRow -IdPrefix other- -InformationVariable said 6>$null | Should -BeNullOrEmpty
        "$said" | Should -Match '^3 orders left out, because they are not of this shop: main-100\d, main-100\d, main-100\d\.$'
    }

    It 'a shop without a prefix takes no order of another: <Format>' -TestCases @(
        @{ Format = 'Walmart'; Of = '108000000000001'; Line = '1' }
        @{ Format = 'Ebay'; Of = '24-00001-00001'; Line = '110123456789:220012' }
        @{ Format = 'AmazonOrderFulfillment'; Of = '113-1234567-1234567'; Line = '12345678901234' }
        @{ Format = $null; Shop = 'etsy'; Of = '3300000001'; Line = '4400000001' }
    ) {
        @{ '108000000000001' = '1'; '24-00001-00001' = '110123456789:220012'; '113-1234567-1234567' = '12345678901234'; '3300000001' = '4400000001' }.GetEnumerator() |
            ForEach-Object { New-Row $_.Key @{ SellerFulfillmentOrderItemId = $_.Value } } | New-FbaFulfillmentOrder 3>$null | Out-Null
        Get-FbaFulfillmentOrder | Set-FbaSandboxOrder -Status Complete
        $given = @{ StatePath = $state }
        if ($Format) { $given.Format = $Format; $given.CarrierMap = @{ AMZN_US = 'UPS' } }
        if ($Shop) { $given.Shop = Join-Path $PSScriptRoot "../../samples/shops/$Shop.psd1" }
        $rows = @(Get-FbaFulfillmentOrder -Detailed | ConvertTo-FbaTrackingRow @given -InformationVariable said 6>$null)
        $rows | Should -HaveCount 1
        ($rows[0].PSObject.Properties.Value -join '|') | Should -BeLike "*$Of*"
        "$said" | Should -BeLike '6 orders left out, because they are not of this shop: *main-1001*'
        $told = Get-Content $state | Select-Object -Skip 1 | ConvertFrom-Json
        $told.order | Should -BeExactly $Of
    }

    It 'the order of a shop is known by its prefix or its numbers: <What>' -TestCases @(
        @{ What = 'neither is given'; Given = @{ Format = 'ShopifyMatrixify' }; Message = '*needs -Shop or -IdPrefix*' }
        @{ What = 'the prefix is blank'; Given = @{ Format = 'ShopifyMatrixify'; IdPrefix = ' ' }; Message = '*-IdPrefix is blank*' }
        @{ What = 'the shop is another'; Given = @{ Format = 'Ebay'; Shop = 'walmart' }; Message = '*shop file of Walmart*' }
        @{ What = 'the shop is another one'; Given = @{ Format = 'ShopifyMatrixify'; Shop = 'ebay' }; Message = '*shop file of eBay*' }
    ) {
        if ($Given.Shop) { $Given.Shop = Join-Path $PSScriptRoot "../../samples/shops/$($Given.Shop).psd1" }
        { $orders | ConvertTo-FbaTrackingRow @Given } | Should -Throw $Message -ErrorId 'ParameterInvalid,*'
    }

    It 'a shop file with an empty prefix says that all orders are the shop''s' {
        $shop = Join-Path $folder 'only.psd1'
        Set-Content $shop "@{ Format = 'Shopify'; IdPrefix = '' }"
        ($orders | ConvertTo-FbaTrackingRow -Format ShopifyMatrixify -Shop $shop).Name | Sort-Object | Should -Be 'main-1001', 'main-1002'
    }

    It 'refuses <What>' -TestCases @(
        @{ What = 'a format that is none'; Given = @{ Format = 'Shopfy' } }
        @{ What = '-Again without a state'; Given = @{ Again = $true } }
        @{ What = 'a file name that Matrixify does not take'; Given = @{ Format = 'ShopifyMatrixify'; Path = 'tracking.csv' } }
        @{ What = 'a text file for Walmart'; Given = @{ Format = 'Walmart'; Path = 'tracking.csv' } }
        @{ What = 'a workbook for eBay'; Given = @{ Format = 'Ebay'; Path = 'tracking.xlsx' } }
        @{ What = '-Notify without a format'; Given = @{ Notify = $true } }
        @{ What = 'a carrier without a name'; Given = @{ Format = 'Ebay'; CarrierMap = @{ UPS = '' } } }
    ) {
        { $orders | ConvertTo-FbaTrackingRow @Given } | Should -Throw -ErrorId 'ParameterInvalid,*'
    }

    It 'an unknown carrier refuses its order alone, and the order comes when it is mapped' {
        $all = $orders | Where-Object Shipments
        $shared = @{ Format = 'WooAst'; IdPrefix = 'main-'; StatePath = $state }
        $all | ConvertTo-FbaTrackingRow @shared -ErrorVariable errs -ErrorAction SilentlyContinue | Out-Null
        @($errs).Count | Should -Be @($all.Shipments.Packages | Where-Object CarrierCode -eq AMZN_US).Count
        foreach ($err in $errs) { Get-ErrorId $err | Should -BeExactly 'CarrierUnknown' }
        $rest = $all | ConvertTo-FbaTrackingRow @shared -CarrierMap @{ AMZN_US = 'Amazon' }
        @($rest).Count | Should -Be $errs.Count
    }
}
