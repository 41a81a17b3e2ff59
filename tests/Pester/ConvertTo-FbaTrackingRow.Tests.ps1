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
        ($orders | ConvertTo-FbaTrackingRow -Format ShopifyMatrixify -Notify).'Fulfillment: Send Receipt' |
            Select-Object -Unique | Should -BeExactly 'TRUE'
    }

    It 'tells of each parcel once, and again when asked' {
        $orders | ConvertTo-FbaTrackingRow @common | Should -HaveCount 2
        $orders | ConvertTo-FbaTrackingRow @common | Should -BeNullOrEmpty
        'main-1003' | Set-FbaSandboxOrder -Status Complete
        $later = Get-FbaFulfillmentOrder -Detailed
        ($later | ConvertTo-FbaTrackingRow @common).Name | Should -BeExactly '1003'
        ($later | ConvertTo-FbaTrackingRow @common -Again).Name | Should -BeExactly '1003'
        ($later | ConvertTo-FbaTrackingRow @common -Again).Name | Should -BeExactly '1003'
        $later | ConvertTo-FbaTrackingRow @common | Should -BeNullOrEmpty
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

    It 'leaves out orders of other shops' {
        $orders | ConvertTo-FbaTrackingRow -IdPrefix other- | Should -BeNullOrEmpty
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
