BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
    $script:samples = (Resolve-Path (Join-Path $PSScriptRoot '../../samples/shops')).Path
}

Describe 'The walk of a shop' {
    It '<Shop> leads from its export to the file with the tracking numbers' -TestCases @(
        @{ Shop = 'Shopify'; Orders = @('MAIN-#1001'); Rejects = 1; Count = 2; Column = 'Fulfillment: Tracking Number' }
        @{ Shop = 'WooCommerce'; Orders = @('WOO-3301'); Rejects = 0; Count = $null; Column = 'tracking_number' }
        @{ Shop = 'Ebay'; Orders = '24-00001-00001', '24-00002-00002'; Rejects = 0; Count = 3; Column = 'Tracking Number' }
        @{ Shop = 'Walmart'; Orders = @('108000000000001'); Rejects = 0; Count = 0; Column = $null }
        @{ Shop = 'Etsy'; Orders = @('3300000001'); Rejects = 0; Count = 2; Column = 'TrackingNumber' }
        @{ Shop = 'ShipStation'; Orders = @('SHIP-SS-5001'); Rejects = 1; Count = 2; Column = 'TrackingNumber' }
        @{ Shop = 'AmazonMcf'; Orders = 'US-7001', 'US-7002'; Rejects = 0; Count = 3; Column = 'TrackingNumber' }
    ) {
        $folder = Join-Path $TestDrive $Shop
        $file = & (Join-Path $samples 'walk.ps1') $Shop -Folder $folder 6>$null 3>$null
        $file | Should -BeOfType [IO.FileInfo]
        $state = Get-Content (Get-Item (Join-Path $folder '*.tracking')) -Raw
        $Orders | ForEach-Object { $state | Should -BeLike "*$_*" }
        @(Get-Item (Join-Path $folder 'rejects.*') -ErrorAction Ignore) | Should -HaveCount $Rejects
        if ($Column) {
            $rows = @(Import-Csv $file)
            if ($Count) { $rows | Should -HaveCount $Count } else { $rows | Should -Not -BeNullOrEmpty }
            $rows.$Column | ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
        }
        else {
            $zip = [IO.Compression.ZipFile]::OpenRead($file.FullName)
            try { $zip.Entries.FullName | Should -Contain 'xl/worksheets/sheet1.xml' } finally { $zip.Dispose() }
        }
    }
}

Describe 'Refused orders of a file' {
    BeforeEach {
        $session = Connect-FbaSession -Sandbox
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        $null = New-Item $folder -ItemType Directory
        $source = Join-Path $folder 'orders.csv'
        $reject = Join-Path $folder 'rejects.csv'
        $settings = Join-Path $samples 'amazonmcf.psd1'
        Copy-Item (Join-Path $samples 'amazonmcf.txt') $source
        $common = @{ WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue'; InformationAction = 'Ignore' }
    }
    AfterEach { $session | Disconnect-FbaSession }

    It 'come back as rows of the file, and are created once they are corrected' {
        # Both ids are taken by orders with other goods, so the service refuses them.
        'US-7001', 'US-7002' | ForEach-Object { New-Row $_ @{ Quantity = '7' } } | New-FbaFulfillmentOrder | Out-Null
        $text = [IO.File]::ReadAllText($source).Replace('Kay Invented', 'Käy "Q" Invented')
        [IO.File]::WriteAllText($source, $text + $text.Split("`n")[1].Replace('US-7001', 'US-7003') + "`n")
        $receipts = Import-FbaOrder $source -Shop $settings @common |
            New-FbaFulfillmentOrder -RejectPath $reject -ErrorVariable errs -ErrorAction SilentlyContinue @common
        $receipts.SellerFulfillmentOrderId | Should -BeExactly 'US-7003'
        $errs | Should -HaveCount 2
        if (-not $IsWindows) { (Get-Item $reject).UnixMode | Should -BeExactly '-rw-------' }
        $lines = [IO.File]::ReadAllText($reject) -split "`r?`n"
        $lines[0] | Should -BeExactly (($text -split "`r?`n")[0] + "`tReason")
        $lines[2] | Should -BeLike (($text -split "`r?`n")[2] + "`t*already exists*")
        $lines | Should -HaveCount 5

        [IO.File]::WriteAllText($reject, [IO.File]::ReadAllText($reject).Replace('US-700', 'US-800'))
        $back = Import-FbaOrder $reject -Shop $settings @common
        $warnings | Should -BeNullOrEmpty
        $back.Source.Format | Select-Object -Unique | Should -BeExactly 'AmazonMcf'
        ($back | New-FbaFulfillmentOrder -RejectPath "$reject.2" @common).Outcome | Should -BeExactly 'Created', 'Created'
        (Get-FbaFulfillmentOrder US-8001).Items.Quantity | Sort-Object | Should -Be 1, 2
        "$reject.2" | Should -Not -Exist
    }

    It 'recognizes the file of refused orders without -Format' {
        Set-Content $source (Get-Content $source | ForEach-Object { if ($first++) { "$_`twhy" } else { "$_`tReason" } })
        (Import-FbaOrder $source @common).SellerFulfillmentOrderId | Should -BeExactly 'US-7001', 'US-7002'
        $warnings | Should -BeNullOrEmpty
    }

    It 'are written in our own columns if the file was changed after the import, or orders of something else are among them' {
        'US-7001', 'US-7002' | ForEach-Object { New-Row $_ @{ Quantity = '7' } } | New-FbaFulfillmentOrder | Out-Null
        $orders = Import-FbaOrder $source -Shop $settings @common
        $orders + (Get-FbaFulfillmentOrder US-7001) | New-FbaFulfillmentOrder -AddressLine1 '9 Other Road' -RejectPath $reject -ErrorAction SilentlyContinue @common | Out-Null
        (Import-Csv $reject).SellerFulfillmentOrderId | Should -Contain 'US-7002'

        $lines = Get-Content $source
        Set-Content $source $lines[0, 3, 1, 2]
        $orders | New-FbaFulfillmentOrder -RejectPath "$reject.2" -ErrorAction SilentlyContinue @common
        @(Import-Csv "$reject.2") | Should -HaveCount 3
        "$warnings" | Should -BeLike "*could not be read again*"
    }

    It 'names an order that no row can express' {
        [pscustomobject] @{ SellerFulfillmentOrderId = 'bad'; Items = @(@{ SellerSku = 'MUG-RED'; Quantity = 1 }, 'MUG-BLUE') } |
            New-FbaFulfillmentOrder -RejectPath $reject -ErrorAction SilentlyContinue @common
        "$warnings" | Should -BeLike "*1 refused order is not in the -RejectPath file*order 'bad'*"
        $reject | Should -Not -Exist
    }

    It 'imports the column Reason of rows without a warning' {
        $row = New-Row 'again' @{ Reason = 'it was refused' }
        ($row | New-FbaFulfillmentOrder @common).Outcome | Should -BeExactly 'Created'
        $warnings | Should -BeNullOrEmpty
    }
}
