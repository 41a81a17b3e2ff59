BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile) -Force
    $samples = (Resolve-Path (Join-Path $PSScriptRoot '../../samples/shops')).Path
}

Describe 'Import-FbaOrder with orders that were sent another way' {
    BeforeAll {
        $header = 'SellerFulfillmentOrderId,DisplayableOrderDate,Name,AddressLine1,City,StateOrRegion,PostalCode,CountryCode,Phone,' +
            'SellerSku,Quantity,PerUnitDeclaredValue,Currency'
        function Save-Order([string] $Path, [int] $Quantity, [string] $Address) {
            Set-Content $Path $header, "A-1,2026-11-25,Rosa Invented,$Address,Exampleton,MA,02134,US,617 555 0101,MUG,$Quantity,12.50,USD"
        }
        $sent = Join-Path $TestDrive 'sent.csv'
        $edited = Join-Path $TestDrive 'edited.csv'
        Save-Order $sent 2 '1  Old Street'
        Save-Order $edited 5 '99 New Street'
    }

    BeforeEach {
        $session = Connect-FbaSession -Sandbox
        $import = @{ Journal = Join-Path $TestDrive "$([guid]::NewGuid())"; IncludeSkipped = $true; InformationAction = 'Ignore' }
    }

    AfterEach { Disconnect-FbaSession $session -WarningAction Ignore }

    It 'names their rows of the file in receipts and tests' {
        $options = @{ InformationAction = 'Ignore'; WarningAction = 'Ignore'; ErrorAction = 'Ignore' }
        $orders = @(Import-FbaOrder (Join-Path $samples 'shopify.csv') -Shop (Join-Path $samples 'main.psd1') @options)
        $rows = $orders | ForEach-Object { $_.Source.Rows[0] }
        $rows | Should -Not -BeNullOrEmpty
        ($orders | Test-FbaFulfillmentOrder -WarningAction SilentlyContinue).Row | Should -Be $rows
        ($orders | New-FbaFulfillmentOrder -WarningAction SilentlyContinue).Row | Should -Be $rows
    }

    It 'compares them with what was sent as <Way>' -ForEach @(
        @{ Way = 'rows'; Read = { Import-Csv $sent } }
        @{ Way = 'rows with parameters'; Read = { Import-Csv $sent | Select-Object * -ExcludeProperty Currency, DisplayableOrderDate } }
        @{ Way = 'objects of a file'; Read = { Import-FbaOrder $sent 6>$null | Export-Clixml "$sent.xml"; Import-Clixml "$sent.xml" } }
        @{ Way = 'JSON'; Read = { Import-FbaOrder $sent 6>$null | ConvertTo-Json -Depth 9 | ConvertFrom-Json } }
        @{ Way = 'rows of orders'; Read = { Import-FbaOrder $sent 6>$null | ConvertTo-FbaOrderRow } }
    ) {
        (& $Read | New-FbaFulfillmentOrder -Action Hold -Journal $import.Journal -WarningAction Ignore).Outcome | Should -Be 'Created'

        $first = Import-FbaOrder $edited @import -WarningVariable told -WarningAction Ignore
        $first.SkipReason, $first.WasEdited, $first.Detail |
            Should -Be 'ChangedSinceSent', $true, 'It differs in DestinationAddress, Items.'
        "$told" | Should -BeLike "Order 'A-1'*was edited in the shop after it was sent*"

        $same = Import-FbaOrder $sent @import -WarningAction Ignore
        $same.Detail | Should -BeLike 'The shop shows again what was first sent*'
    }

    It 'says nothing of them if they are what was sent' {
        Import-Csv $sent | New-FbaFulfillmentOrder -Action Hold -Journal $import.Journal | Out-Null
        $same = Import-FbaOrder $sent @import -WarningVariable told
        $same.SkipReason, $same.WasEdited | Should -Be 'AlreadySent', $false
        $told | Should -BeNullOrEmpty
    }

    It 'asks for a file where -Shop has settings' -ForEach '{ "Format": "Shopify" }', "@{ Format = 'Shopify' }" {
        { Import-FbaOrder $sent -Shop $_ } | Should -Throw '*-Shop needs the path of a shop file, not its content*'
        { Get-FbaFulfillmentOrder -All | ConvertTo-FbaTrackingRow -Format ShopifyMatrixify -Shop $_ } |
            Should -Throw '*-Shop needs the path of a shop file*'
    }
}

Describe 'Import-FbaOrder with a journal' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox
        $journal = Join-Path $TestDrive 'main.journal'
        $file = Join-Path $TestDrive 'orders.csv'
        Copy-Item (Join-Path $samples 'shopify.csv') $file
        $import = @{
            LiteralPath = $file; IdPrefix = 'MAIN-'; MaxAge = 3650; Journal = $journal; SpeedMap = @{ 'Express*' = 'Expedited' }
            ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue'
        }
    }

    AfterAll {
        Disconnect-FbaSession $session
    }

    It 'needs -After for the first import' {
        { Import-FbaOrder @import -ErrorAction Stop } | Should -Throw -ErrorId 'OrderFileInvalid,*' -ExpectedMessage '*-After*'
    }

    It 'closes the journal before the orders are sent with it' {
        $script:receipts = @(Import-FbaOrder @import -After 2026-11-01 | New-FbaFulfillmentOrder -Action Hold -Journal $journal -ErrorAction Stop)
        $receipts.Count | Should -BeGreaterThan 0
        $receipts.Outcome | Should -Not -Contain 'AlreadyExisted'
    }

    It 'returns nothing that was sent, and counts it' {
        Import-FbaOrder @import -InformationVariable told | Should -BeNullOrEmpty
        $summary = ($told | Where-Object Tags -Contains 'ImportSummary').MessageData
        $summary.Skipped['AlreadySent'] | Should -Be $receipts.Count
        $summary.Sendable | Should -Be 0
        $ids = Import-FbaOrder @import -IncludeSkipped | Where-Object SkipReason -EQ 'AlreadySent'
        $ids.SellerFulfillmentOrderId | Should -Be $receipts.SellerFulfillmentOrderId
    }

    It 'tells of an edited order until a run has sent orders, by its members and without their values' {
        (Get-Content -Raw $file).Replace('Exampleton', 'Elsewhere') | Set-Content -NoNewline $file
        $changed = @(Import-FbaOrder @import -IncludeSkipped -WarningVariable warned | Where-Object SkipReason -EQ 'ChangedSinceSent')
        $changed.Count | Should -BeGreaterThan 0
        $changed[0].Detail | Should -Be 'It differs in DestinationAddress.City.'
        @($warned -match 'edited in the shop').Count | Should -Be $changed.Count
        "$warned" | Should -Not -Match 'Elsewhere'

        Import-FbaOrder @import -IncludeSkipped | Where-Object SkipReason -EQ 'ChangedSinceSent' | Should -HaveCount $changed.Count
        $rest = $import + @{ IdSuffix = '-2' }
        Import-FbaOrder @rest | New-FbaFulfillmentOrder -WhatIf -Journal $journal
        Import-FbaOrder @import -IncludeSkipped | Where-Object SkipReason -EQ 'ChangedSinceSent' | Should -HaveCount $changed.Count
        Import-FbaOrder @rest | New-FbaFulfillmentOrder -Action Hold -Journal $journal | Should -HaveCount 1
        Import-FbaOrder @import -IncludeSkipped | Where-Object SkipReason -EQ 'ChangedSinceSent' | Should -BeNullOrEmpty
    }

    It 'names an order that the shop shows as shipped although no parcel for it was reported' {
        $before = Get-Content -Raw $file
        $before.Replace(',unfulfilled,', ',fulfilled,') | Set-Content -NoNewline $file
        $state = Join-Path $TestDrive 'main.tracking'
        $told = @{ IncludeSkipped = $true; WarningVariable = 'warned'; InformationVariable = 'notes' }
        $null = Import-FbaOrder @import @told
        "$warned" | Should -BeNullOrEmpty
        "$notes" | Should -BeLike '*The shop shows * as shipped that this journal records as sent*'

        Import-FbaOrder @import @told -TrackingStatePath $state | Should -Not -BeNullOrEmpty
        "$warned" | Should -BeLike "*main.tracking' does not exist*ConvertTo-FbaTrackingRow*"
        Get-FbaFulfillmentOrder -Detailed | ConvertTo-FbaTrackingRow -IdPrefix 'MAIN-' -StatePath $state 6>$null | Should -BeNullOrEmpty
        $skipped = Import-FbaOrder @import @told -TrackingStatePath $state | Where-Object SellerFulfillmentOrderId -EQ 'MAIN-#1001'
        $skipped.Detail | Should -BeLike '*no parcel for it was reported to the shop.'
        # The rest of the other order is open in the file.
        "$warned" | Should -BeLike '*shows 1 order as shipped, but *: MAIN-#1001 (Fulfilled). *it ships twice*'

        Get-FbaFulfillmentOrder -Held | Set-FbaFulfillmentOrder -Action Ship | Out-Null
        Get-FbaFulfillmentOrder | Set-FbaSandboxOrder -Status Complete
        Get-FbaFulfillmentOrder -Detailed | ConvertTo-FbaTrackingRow -IdPrefix 'MAIN-' -StatePath $state 6>$null | Out-Null
        $null = Import-FbaOrder @import @told -TrackingStatePath $state
        "$warned" | Should -BeNullOrEmpty
        $other = Join-Path $TestDrive 'other.tracking'
        Get-FbaFulfillmentOrder -Detailed | ConvertTo-FbaTrackingRow -StatePath $other 6>$null | Out-Null
        { Import-FbaOrder @import -TrackingStatePath $other } |
            Should -Throw -ErrorId 'TrackingStateUnusable,*' -ExpectedMessage "*is for own columns*reads Shopify 'MAIN-'*"
        { Import-FbaOrder $file -IdPrefix 'MAIN-' -TrackingStatePath $state } |
            Should -Throw -ExpectedMessage '*-TrackingStatePath needs -Journal*'
        $before | Set-Content -NoNewline $file
    }

    It 'refuses another prefix, and names both' {
        $other = $import.Clone()
        $other.IdPrefix = 'OTHER-'
        { Import-FbaOrder @other -ErrorAction Stop } | Should -Throw -ErrorId 'JournalOfAnotherShop,*' -ExpectedMessage "*'MAIN-'*'OTHER-'*"
    }

    It 'sends no order with another prefix that was imported without the journal' {
        $other = @{ LiteralPath = $file; IdPrefix = 'NEW-'; After = '2026-11-01'; WarningAction = 'Ignore'; InformationAction = 'Ignore' }
        $new = @(Import-FbaOrder @other -MaxAge 3650 -SpeedMap $import.SpeedMap -ErrorAction SilentlyContinue)
        $new | Should -Not -BeNullOrEmpty
        $new | New-FbaFulfillmentOrder -Action Hold -Journal $journal -ErrorVariable errs -ErrorAction SilentlyContinue -InformationAction Ignore |
            Should -BeNullOrEmpty
        $errs | Should -HaveCount $new.Count
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'JournalOfAnotherShop,*'
        "$($errs[0])" | Should -BeLike "*'$($new[0].SellerFulfillmentOrderId)' was not sent*'MAIN-'*'NEW-'*"
        (Get-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -Not -Contain $new[0].SellerFulfillmentOrderId
    }

    It 'names file and rows in what the service refuses' {
        $order = Import-FbaOrder $file -IdPrefix 'NEW-' -MaxAge 3650 -After 2026-11-01 -SpeedMap @{ 'Express*' = 'Expedited' } -ErrorAction SilentlyContinue -WarningAction SilentlyContinue |
            Select-Object -First 1
        $order | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $order | New-FbaFulfillmentOrder -Action Hold -ShippingSpeedCategory Priority -AddressLine1 '9 Another Street' -ErrorVariable errs -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'OrderContentDiffers,*'
        "$($errs[0])" | Should -BeLike 'orders.csv, row*: *'
    }
}

Describe 'Import-FbaOrder' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox
        $import = @{
            LiteralPath = Join-Path $samples 'shopify.csv'; IdPrefix = 'MAIN-'; After = '2026-11-01'; MaxAge = 3650
            ErrorAction = 'SilentlyContinue'; InformationAction = 'Ignore'
        }
    }

    AfterAll {
        Disconnect-FbaSession $session
    }

    It 'shows what the orders have' {
        $lines = (Import-FbaOrder @import | Out-String -Width 120) -split '\r?\n'
        $lines | Where-Object { $_ -match '^SellerFulfillmentOrderId +Items +To +Speed +Source' } | Should -HaveCount 1
        "$lines" | Should -Match 'MAIN-#1001 .*MUG-BLUE × 1.* US Standard +shopify.csv, rows 2'
    }

    It 'replaces no file of refused orders' {
        $reject = Join-Path $TestDrive 'rejects.csv'
        Import-FbaOrder @import -RejectPath $reject | Should -HaveCount 1
        $before = Get-Content -Raw $reject
        { Import-FbaOrder @import -RejectPath $reject } | Should -Throw -ErrorId 'RejectFileNotSaved,*' -ExpectedMessage '*already exists*'
        Get-Content -Raw $reject | Should -BeExactly $before
    }

    It 'returns nothing if <path> cannot be written: <why>' -ForEach @(
        @{ path = 'no/such/rejects.csv'; why = 'folder does not exist' }, @{ path = 'rejects.xls'; why = 'only as .xlsx' }
    ) {
        $orders = [Collections.Generic.List[object]]::new()
        { Import-FbaOrder @import -RejectPath (Join-Path $TestDrive $path) | ForEach-Object { $orders.Add($_) } } |
            Should -Throw -ErrorId 'RejectFileNotSaved,*' -ExpectedMessage "Nothing was read*$why*"
        $orders | Should -BeNullOrEmpty
    }

    It 'says which parameter is wrong: <error>' -ForEach @(
        @{ parameters = @{ Format = 'Shopfy' }; error = '*-Format*Shopfy*did you mean Shopify*' }
        @{ parameters = @{ MarketplaceId = 'USA' }; error = '*-MarketplaceId*USA*' }
        @{ parameters = @{ Map = @{ Name = 'a', 'b' } }; error = '*-Map*Name*' }
        @{ shop = "FeatureMap = @{ Walmrt = 'BLANK_BOX=Required' }"; error = '*FeatureMap*Walmrt*did you mean Walmart*' }
        @{ shop = "FeatureMap = @{ Walmart = 'BLANK_BOX=Maybe' }"; error = '*FeatureMap*BLANK_BOX*Required*' }
        @{ shop = "Marketplace = 'USA'"; error = '*the shop file*USA*' }
    ) {
        $parameters ??= @{ Shop = Join-Path $TestDrive 'wrong.psd1' }
        if ($shop) { "@{ $shop }" | Set-Content $parameters.Shop }
        { Import-FbaOrder @import @parameters } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage $error
    }

    It 'writes its summary once' {
        $loud = $import.Clone()
        $loud.Remove('InformationAction')
        $told = Import-FbaOrder @loud 6>&1 | Where-Object { $_ -is [Management.Automation.InformationRecord] }
        $told | Should -HaveCount 1
        "$told" | Should -Match 'to send'
    }

    It 'refuses a marketplace of another region than the session''s' {
        { Import-FbaOrder @import -MarketplaceId DE } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*different region*'
    }

    It 'names the file of a SKU map that is not there' {
        { Import-FbaOrder @import -SkuMap ./nowhere.csv } | Should -Throw -ExpectedMessage '*SKU map file was not found*nowhere.csv*'
    }

    It 'warns that a suffix without a journal may send lines again' {
        $null = Import-FbaOrder @import -IdSuffix '-2' -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*-IdSuffix without -Journal*'
    }

    It 'takes files themselves wherever it takes their paths, and no folders' {
        $folder = New-Item (Join-Path $TestDrive 'orders [1]') -ItemType Directory
        $file = Copy-Item (Join-Path $samples 'shopify.csv') (Join-Path $folder 'a [b].csv') -PassThru
        $shop = Get-Item (Join-Path $samples 'main.psd1')
        $quiet = @{ ErrorAction = 'SilentlyContinue'; InformationAction = 'Ignore'; Shop = $shop }
        Import-FbaOrder $file @quiet | Should -HaveCount 1
        Import-FbaOrder (Get-ChildItem -LiteralPath $folder) @quiet | Should -HaveCount 1
        Import-FbaOrder -LiteralPath $file @quiet | Should -HaveCount 1
        { Import-FbaOrder $folder @quiet } | Should -Throw -ExpectedMessage '*is a folder*Get-ChildItem*'
        { Import-FbaOrder 5, $true @quiet } | Should -Throw -ExpectedMessage '*a Boolean*'
    }

    It 'says where a script block of a shop file can stand' {
        $shop = Join-Path $TestDrive 'script.psd1'
        Set-Content $shop "@{`n  Format = 'Shopify'`n  Map = @{ Quantity = { [int] `$_.Qty } }`n}"
        { Import-FbaOrder (Join-Path $samples 'shopify.csv') -Shop $shop } |
            Should -Throw -ErrorId 'OrderFileInvalid,*' -ExpectedMessage '*script block on line 3*-Map on the command line*'
    }

    It 'takes an empty name for a column that the file does not have, and no $null' {
        $file = Join-Path $TestDrive 'notags.csv'
        Import-Csv (Join-Path $samples 'shopify.csv') | Select-Object * -ExcludeProperty Tags | Export-Csv $file
        $own = $import.Clone()
        $own.LiteralPath = $file
        { Import-FbaOrder @own -ErrorAction Stop } | Should -Throw -ErrorId 'OrderFileInvalid,*' -ExpectedMessage '*Tags*-Map*'
        Import-FbaOrder @own -Map @{ Tags = '' } | Should -HaveCount 1
        { Import-FbaOrder @own -Map @{ Tags = $null } } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*$null for Tags*'
    }

    It 'tells of the surcharge once in a session' {
        $quiet = @{ InformationAction = 'Ignore'; WarningAction = 'SilentlyContinue'; WarningVariable = 'warned' }
        $file = Join-Path $samples 'walmart.csv'
        $shop = Join-Path $samples 'walmart.psd1'
        Import-FbaOrder $file -Shop $shop @quiet | Should -Not -BeNullOrEmpty
        "$warned" | Should -BeLike '*surcharge*'
        $null = Import-FbaOrder $file -Shop $shop @quiet
        "$warned" | Should -Not -BeLike '*surcharge*'
    }

    It 'refuses a file without a column that a script reads: <script>' -TestCases @(
        @{ script = { $_.Tag } }
        @{ script = { $PSItem.Tag } }
        @{ script = { $_.'Tag' } }
        @{ script = { "x $($_.Tag)" } }
        @{ script = { $_.Tag.Trim() } }
        @{ script = { if ($_.Tags) { $_.Tag } } }
        @{ script = { $row = $_; $copy = $row; $copy.Tag } }
        @{ script = { param($row) $row.Tag } }
        @{ script = { foreach ($part in $_.Tag) { $part } } }
        @{ script = { $_.Tag -split ',' | Where-Object { $_.Length } } }
        @{ script = { switch ($_.Tag) { a { $_.Other } } } }
    ) {
        { Import-FbaOrder @import -Map @{ Tags = $script } } |
            Should -Throw -ErrorId 'OrderFileInvalid,*' -ExpectedMessage "*no column 'Tag', which the -Map script reads for Tags (did you mean Tags?)*"
    }

    It 'takes <script>, which reads no column that is missing' -TestCases @(
        @{ script = { $_.TAGS } }
        @{ script = { $_.Tags.Length; $other.Tag | Out-Null } }
        @{ script = { $_.PSObject.Properties['Tag'].Value } }
        @{ script = { $name = 'Tags'; $_.$name } }
        @{ script = { ($_.Tags -split ',' | Where-Object { $_.Length }) -join ',' } }
        @{ script = { switch ($_.Tags) { a { $_.Other } } } }
        @{ script = { try { [int]$_.Tags | Out-Null } catch { $_.Nothing } } }
    ) {
        Import-FbaOrder @import -Map @{ Tags = $script } | Should -HaveCount 1
    }

    It 'refuses a script that takes its row for a hashtable, or has any error' {
        { Import-FbaOrder @import -Map @{ Tags = { $_['Tags'] } } } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage "*`$_.'*"
        { Import-FbaOrder @import -Map @{ Tags = { $_ | Select-Object -ExpandProperty Tag } } } |
            Should -Throw -ErrorId 'OrderFileInvalid,*' -ExpectedMessage '*script for Tags failed*'
        (Import-FbaOrder @import -Map @{ SellerSku = { param($row) "AMZ-$($row.'Lineitem sku')" } }).Items[0].SellerSku |
            Should -BeExactly 'AMZ-MUG-BLUE'
    }

    It 'makes a column with a script, and returns nothing beyond -MaxOrders' {
        (Import-FbaOrder @import -Map @{ SellerSku = { "AMZ-$($_.'Lineitem sku')" } }).Items[0].SellerSku | Should -BeExactly 'AMZ-MUG-BLUE'
        $two = $import + @{ SpeedMap = @{ 'Express*' = 'Expedited' }; IdSuffix = '-2'; WarningAction = 'SilentlyContinue' }
        Import-FbaOrder @two -MaxOrders 2 | Should -HaveCount 2
        { Import-FbaOrder @two -MaxOrders 1 } | Should -Throw -ExpectedMessage '*-MaxOrders allows only 1*'
    }
}

Describe 'Import-FbaOrder of files that people type' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox
        $columns = 'SellerFulfillmentOrderId,DisplayableOrderDate,Name,AddressLine1,City,StateOrRegion,PostalCode,CountryCode,SellerSku,Quantity'
        $row = 'A-1,2026-01-01,Rosa Invented,1 Pretend Court,Exampleton,MA,02134,US,MUG-BLUE,1'
        $quiet = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'errs'; WarningVariable = 'warned'; WarningAction = 'SilentlyContinue'; InformationAction = 'Ignore' }
    }

    BeforeEach { $file = Join-Path $TestDrive "$([guid]::NewGuid()).csv" }

    AfterAll { Disconnect-FbaSession $session }

    It 'names the columns that are not read, as New-FbaFulfillmentOrder does' {
        "$columns,Fulfilment Action,Address Line 2", "$row,," | Set-Content $file
        Import-FbaOrder $file @quiet | Should -HaveCount 1
        $told = "$warned"
        Import-Csv $file | Test-FbaFulfillmentOrder -WarningVariable warned -WarningAction SilentlyContinue | Out-Null
        $told | Should -BeExactly 'Unknown columns were ignored: Fulfilment Action (did you mean Action?), Address Line 2 (did you mean AddressLine2?).'
        "$warned" | Should -BeExactly $told

        "$columns,Hold,Apt", "$row,yes,12" | Set-Content $file
        { Import-FbaOrder $file @quiet } |
            Should -Throw -ErrorId 'OrderFileInvalid,*' -ExpectedMessage "*'Hold'*row 2*write Hold for them in a column 'Action'*"
        $map = @{ Action = { if ($_.Hold -eq 'yes') { 'Hold' } }; AddressLine2 = 'Apt' }
        (Import-FbaOrder $file -Map $map @quiet).Action | Should -BeExactly 'Hold'
        "$warned" | Should -BeNullOrEmpty
    }

    It 'warns of notes that do not hold an order before it returns the order' {
        "$columns,Notes", "$row,DO NOT SHIP before Friday" | Set-Content $file
        $all = Import-FbaOrder $file -InformationAction Ignore 3>&1
        "$($all[1])" | Should -BeLike "1 order is returned although the column 'Notes' of * says 'do not ship': A-1.*"
        $all[2].SellerFulfillmentOrderId | Should -BeExactly 'A-1'
    }

    It 'skips orders by their age if it is given' -ForEach @(
        @{ Options = @{ After = '2026-11-01' }; Reason = 'BeforeFirstImport' }
        @{ Options = @{ MaxAge = 10 }; Reason = 'TooOld' }
        @{ Options = @{ Shop = "@{ Format = 'FbaOutbound'; FirstImport = '2026-11-01' }" }; Reason = 'BeforeFirstImport' }
        @{ Options = @{ Shop = "@{ Format = 'FbaOutbound'; MaxAge = 10 }" }; Reason = 'TooOld' }
        @{ Options = @{ MaxAge = '10d' }; Reason = 'TooOld' }
        @{ Options = @{ Shop = "@{ Format = 'FbaOutbound'; MaxAge = '10d' }" }; Reason = 'TooOld' }
        @{ Options = @{}; Reason = $null }
    ) {
        $columns, $row | Set-Content $file
        if ($Options.Shop) {
            $given = @{ Shop = "$file.psd1" }
            $Options.Shop | Set-Content $given.Shop
        }
        else { $given = $Options }
        (Import-FbaOrder $file -IncludeSkipped @given @quiet).SkipReason | Should -Be $Reason
    }

    It 'refuses the order above a row without an id, and writes both into the -RejectPath file' {
        $columns, $row, ',,,,,,,,MUG-RED,2' | Set-Content $file
        Import-FbaOrder $file -RejectPath "$file.rejects.csv" @quiet | Should -BeNullOrEmpty
        (Import-Csv "$file.rejects.csv").SellerSku | Should -BeExactly 'MUG-BLUE', 'MUG-RED'
    }

    It 'refuses an order that has two values of one column, and names both names' {
        "$columns,Sku", "$row,MUG-RED" | Set-Content $file
        Import-FbaOrder $file @quiet | Should -BeNullOrEmpty
        "$errs" | Should -BeLike '*SellerSku and Sku*two names of one column*'
    }
}
