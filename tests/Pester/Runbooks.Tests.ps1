BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile) -Force
    $runbooks = Join-Path $PSScriptRoot '../../samples/runbooks'
    $samples = Join-Path $PSScriptRoot '../../samples/shops'

    # Runs a runbook on the sandbox of $folder: its output, and what it threw.
    function Invoke-Runbook([string] $Name, [hashtable] $Parameters = @{}) {
        $output = [Collections.Generic.List[string]]::new()
        $thrown = $null
        try {
            & (Join-Path $runbooks "$Name.ps1") -Folder $folder -Sandbox @Parameters 6>$null 3>$null | ForEach-Object { $output.Add("$_") }
        }
        catch { $thrown = "$_" }

        Get-FbaSession | Should -BeNullOrEmpty
        [pscustomobject] @{ Output = $output; Thrown = $thrown }
    }

    # What the shop, Amazon and the time do between two runbooks.
    function Use-Sandbox([scriptblock] $Script) {
        $session = Connect-FbaSession -Sandbox -SandboxState (Join-Path $folder 'sandbox.json')
        try { & $Script } finally { Disconnect-FbaSession $session }
    }
}

Describe 'samples/runbooks' {
    BeforeEach {
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
        $shop = Join-Path $folder 'shop.psd1'
        "@{ Format = 'Shopify'; IdPrefix = 'MAIN-'; MaxAge = 3650; FirstImport = '2026-11-01' }" | Set-Content $shop
        $export = Join-Path $folder 'export.csv'
        # Without #1003, whose rest waits for a person, and #1004, whose line has no SKU.
        Import-Csv (Join-Path $samples 'shopify.csv') | Where-Object Name -NotIn '#1003', '#1004' | Export-Csv $export
        $file = @{ OrderFile = $export; Shop = $shop }
    }

    It 'share one beginning, so that each can be read and imported alone' {
        $beginnings = Get-ChildItem $runbooks -Filter *.ps1 | ForEach-Object {
            [regex]::Match((Get-Content $_ -Raw), '(?s)#region.*?#endregion').Value
        }
        $beginnings | Should -HaveCount 9
        $beginnings | Sort-Object -Unique | Should -HaveCount 1
        $beginnings[0] | Should -Match 'Connect-FbaSession'
    }

    It 'send, release and cancel, and do nothing twice' {
        (Invoke-Runbook send-orders $file).Output[-1] | Should -BeLike 'Sent: 1; left*: 0; need attention: 0.*'
        (Invoke-Runbook send-orders $file).Output[-1] | Should -BeLike 'Sent: 0; left*: 0; need attention: 0.*'
        (Invoke-Runbook release-holds $file).Output[-1] | Should -BeLike 'On hold: 1; released: 1;*need attention: 0.*'
        (Invoke-Runbook release-holds $file).Output[-1] | Should -BeLike 'On hold: 0; released: 0;*need attention: 0.*'

        $list = Join-Path $folder 'list.csv'
        'SellerFulfillmentOrderId', 'MAIN-#1001', 'MAIN-#1001' | Set-Content $list
        foreach ($start in 1, 2) {
            $run = Invoke-Runbook cancel-orders @{ ListFile = $list }
            $run.Output[-1] | Should -BeLike 'Cancelled or being cancelled: 1; too late: 0;*need attention: 0.*'
            $run.Thrown | Should -BeNullOrEmpty
        }

        Get-ChildItem (Join-Path $folder reports) -Filter *.html | Should -HaveCount 6
        (Get-ChildItem (Join-Path $folder reports) | Get-Content -Raw) -join '' | Should -Not -Match 'Rosa|Pretend Court'
    }

    It 'keep an order on hold whose action in the file is Hold, and name it' -ForEach @(
        @{ Format = 'FbaOutbound'; Columns = 'SellerFulfillmentOrderId,Name,AddressLine1,City,StateOrRegion,PostalCode,CountryCode,SellerSku,Quantity,Action,SellerFulfillmentOrderItemId' }
        @{ Format = 'AmazonMcf'; Columns = 'MerchantFulfillmentOrderID,AddressName,AddressFieldOne,AddressCity,AddressStateOrRegion,AddressPostalCode,AddressCountryCode,MerchantSKU,Quantity,FulfillmentAction,MerchantFulfillmentOrderItemID' }
    ) {
        "@{ Format = '$Format' }" | Set-Content $shop
        $recipient = 'Invented,1 Pretend Court,Exampleton,MA,02134,US,MUG-BLUE,1'
        $Columns, "A-1,Rosa $recipient,hold,1", "A-2,Bo $recipient,Ship,1", "A-3,Cy $recipient,,1" | Set-Content $export
        $null = Invoke-Runbook send-orders $file
        $run = Invoke-Runbook release-holds $file
        $run.Output[0] | Should -BeLike 'On hold: 3; released: 2;*need attention: 0.*'
        $run.Output[1] | Should -BeExactly 'A-1: left on hold, because its action in the export is Hold'
        $run.Thrown | Should -BeNullOrEmpty
        (Invoke-Runbook release-holds $file).Output[0] | Should -BeLike 'On hold: 1; released: 0;*need attention: 0.*'
    }

    It 'keep an order on hold that the shop cancelled, and cancel it' {
        $null = Invoke-Runbook send-orders $file
        $rows = Import-Csv $export
        foreach ($row in $rows | Where-Object Name -EQ '#1001') { $row.'Cancelled at' = '2026-11-21 10:00:00 -0500' }
        $rows | Export-Csv $export

        (Invoke-Runbook release-holds $file).Output[-1] | Should -BeLike 'On hold: 1; released: 0;*'
        $run = Invoke-Runbook cancel-stopped $file
        $run.Output[-1] | Should -BeLike 'Cancelled or being cancelled: 1; too late: 0;*'
        $run.Thrown | Should -BeNullOrEmpty
        (Invoke-Runbook cancel-stopped $file).Output[-1] | Should -BeLike 'Cancelled*: 0; too late: 0;*'
    }

    It 'keep an order on hold that the shop has put on hold, also if it has shipped a part of it' {
        $null = Invoke-Runbook send-orders $file
        $rows = @(Import-Csv $export | Where-Object Name -EQ '#1001')
        $rows[0].Tags, $rows[0].'Fulfillment Status' = 'HOLD', 'partial'
        $rows[0].'Fulfilled at' = '2026-11-21 10:00:00 -0500'
        $rows[0].'Lineitem fulfillment status' = 'fulfilled'
        $rows | Export-Csv $export

        (Invoke-Runbook release-holds $file).Output[0] | Should -BeLike 'On hold: 1; released: 0;*'
        Use-Sandbox {
            Import-FbaOrder $export -Shop $shop -Journal (Join-Path $folder 'orders.journal') -WarningVariable told -WarningAction Ignore 6>$null
            "$told" | Should -BeLike '*The shop stopped 1 order after it was sent to Amazon: MAIN-#1001 (OnHold)*'
        }
    }

    It 'ask for a person about an order that was edited after it was sent, and do not release it' {
        $null = Invoke-Runbook send-orders $file
        $rows = @(Import-Csv $export)
        $sent = @($rows | Where-Object Name -EQ '#1001')
        $new = @($sent | ForEach-Object { $_.PSObject.Copy() })
        foreach ($row in $new) { $row.Name = '#1009' }
        $new[0].Id = '9000001009'
        $sent[0].'Shipping Address1' = '9 Other Road'
        $rows + $new | Export-Csv $export

        $run = Invoke-Runbook send-orders $file
        $run.Output[-1] | Should -BeLike 'Sent: 1;*need attention: 1.*'
        $run.Thrown | Should -BeLike 'Refused: 0;*Edited in the shop after they were sent: 1;*'
        (Invoke-Runbook send-orders $file).Thrown | Should -BeNullOrEmpty
        $run = Invoke-Runbook release-holds $file
        $run.Output -like 'MAIN-#1001: edited in the shop after it was sent*' | Should -HaveCount 1
        $run.Output[0] | Should -BeLike 'On hold: 2; released: 1;*need attention: 1.*'
        $run.Thrown | Should -BeLike '*Edited in the shop after they were sent: 1;*'
    }

    It 'ask for a person about an order that waits for one, until it is settled' {
        $rows = @(Import-Csv $export)
        $new = foreach ($number in 1..4) {
            foreach ($row in $rows | Where-Object Name -EQ '#1001') {
                $copy = $row.PSObject.Copy()
                $copy.Name = "#200$number"
                if ($copy.Id) { $copy.Id = "900000200$number" }
                $copy
            }
        }
        $first = @($new | Where-Object Id)
        $first[0].'Fulfillment Status' = 'in_review'
        $first[1].'Financial Status' = 'partially_refunded'
        $first[2].'Fulfillment Status' = 'partial'
        $first[3].'Fulfillment Status' = 'in_review'
        $first[3].Tags = 'hold'
        $rows + $new | Export-Csv $export

        $run = Invoke-Runbook send-orders $file
        $run.Output[-1] | Should -BeLike 'Sent: 1;*need attention: 3.*'
        $run.Output[0] | Should -BeLike ("MAIN-#2001: UnknownStatus. Fulfillment Status in row * has the unknown value 'in_review'. " +
            'Change the status in the shop, or send the order once with -Map and the journal. If it should not ship, cancel it in the shop.')
        $run.Thrown | Should -BeLike '*Waiting for a person: 3; see the report.'
        $report = Get-ChildItem (Join-Path $folder reports) -Filter *.html | Get-Content -Raw
        foreach ($id in 'MAIN-#2001', 'MAIN-#2002', 'MAIN-#2003') { $report | Should -Match $id }
        $report | Should -Not -Match 'MAIN-#2004'

        # One is looked at and sent, one is cancelled in the shop, and of one the rest is sent.
        Use-Sandbox {
            $journal = @{ Journal = Join-Path $folder 'orders.journal' }
            Import-FbaOrder $export -Shop $shop -Include QuantityUncertain @journal 6>$null 3>$null |
                Where-Object SellerFulfillmentOrderId -EQ 'MAIN-#2002' | New-FbaFulfillmentOrder -Action Hold @journal
            Import-FbaOrder $export -Shop $shop -IdSuffix '-2' -Include QuantityUncertain @journal 6>$null 3>$null |
                Where-Object SellerFulfillmentOrderId -EQ 'MAIN-#2003-2' | New-FbaFulfillmentOrder -Action Hold @journal
        }
        $first[0].'Cancelled at' = '2026-11-21 10:00:00 -0500'
        $rows + $new | Export-Csv $export
        $run = Invoke-Runbook send-orders $file
        $run.Output[-1] | Should -BeLike 'Sent: 0;*need attention: 0.*'
        $run.Thrown | Should -BeNullOrEmpty

        # What was looked at and sent is released, and an order that is in doubt now is not.
        @($rows | Where-Object Name -EQ '#1001')[0].'Fulfillment Status' = 'in_review'
        $rows + $new | Export-Csv $export
        $run = Invoke-Runbook release-holds $file
        $run.Output | Should -Contain 'MAIN-#1001: left on hold, because it is unknown whether the shop wants it'
        $run.Output[0] | Should -BeLike 'On hold: 3; released: 1;*'
    }

    It 'compare what was sent also if the next export lacks a column, and do not release what was edited' {
        "@{ Format = 'WooSkyVerge'; IdPrefix = 'W-'; MaxAge = 3650; FirstImport = '2026-11-01'; SpeedMap = @{ Flat = 'Standard' } }" |
            Set-Content $shop
        $columns = 'order_id,order_number,date,status,shipping_total,order_total,refunded_total,order_currency,payment_method,' +
            'shipping_method,shipping_first_name,shipping_last_name,shipping_address_1,shipping_address_2,shipping_postcode,' +
            'shipping_city,shipping_state,shipping_country,shipping_company,customer_note,item_id,item_product_id,item_name,' +
            'item_sku,item_quantity,item_subtotal,item_total,item_refunded,item_refunded_qty,item_meta,order_notes,' +
            'download_permissions_granted'
        $orders = 901..903 | ForEach-Object {
            "$_,$_,2026-11-20 12:00:00,processing,0.00,20.00,0,USD,card,Flat,Rosa,Invented,5 Pretend Court,,02134,Exampleton,MA,US,,," +
                "$_,5,Mug,MUG,2,20,20,0,0,,,"
        }
        $columns, $orders | ForEach-Object { $_ } | Set-Content $export
        (Invoke-Runbook send-orders $file).Output[-1] | Should -BeLike 'Sent: 3;*need attention: 0.*'

        $rows = @(Import-Csv $export)
        $rows[0].shipping_address_1 = '9 Other Road'
        $rows[1].item_refunded_qty, $rows[1].item_refunded, $rows[1].refunded_total = '-1', '-10.00', '-10.00'
        $rows | Select-Object * -ExcludeProperty item_id | Export-Csv $export
        $run = Invoke-Runbook send-orders $file
        $run.Output[-1] | Should -BeLike 'Sent: 0;*need attention: 2.*'
        $run.Thrown | Should -Not -BeNullOrEmpty
        $run = Invoke-Runbook release-holds $file
        $run.Output[0] | Should -BeLike 'On hold: 3; released: 1;*need attention: 2.*'
        $run.Output -like 'W-90[12]: edited in the shop*' | Should -HaveCount 2
        $run.Thrown | Should -Not -BeNullOrEmpty
    }

    It 'name a held order that was sent again under another id, of which the journal knows nothing' {
        $null = Invoke-Runbook send-orders $file
        Use-Sandbox {
            Stop-FbaFulfillmentOrder 'MAIN-#1001' -Journal (Join-Path $folder orders.journal)
            $orders = Import-FbaOrder $export -Shop $shop 3>$null 6>$null
            foreach ($id in 'MAIN-#1001-R', 'MAIN-#10017') {
                $orders[0].SellerFulfillmentOrderId = $id
                $orders[0] | New-FbaFulfillmentOrder -Action Hold
            }
        }
        $run = Invoke-Runbook release-holds $file
        $run.Output[0] | Should -BeLike 'On hold: 2; released: 0;*need attention: 1.*'
        $run.Output[1..9] | Should -Be 'MAIN-#1001-R: left on hold, because it is unknown whether the shop wants it'
        $run.Thrown | Should -BeLike '*unknown whether the shop wants them: 1;*'
    }

    It 'name a sent order that cannot be read from the export' {
        $null = Invoke-Runbook send-orders $file
        $rows = Import-Csv $export
        $rows | Export-Csv $export -UseQuotes AsNeeded
        $all = Get-Content $export -Raw
        Set-Content $export $all.Substring(0, $all.IndexOf('Exampleton', $all.IndexOf('#1001'))) -NoNewline

        $run = Invoke-Runbook cancel-stopped $file
        $run.Output[0] | Should -BeLike 'MAIN-#1001: It was sent, and its rows have errors now: row 2 has fewer cells than the header*'
        $run.Output[-1] | Should -BeLike 'Cancelled or being cancelled: 0;*need attention: 1.*'
        $run.Thrown | Should -BeLike 'Orders that could not be read or cancelled: 1;*'
    }

    It 'take a refund after a parcel for a return' {
        $null = Invoke-Runbook send-orders $file
        Use-Sandbox { Get-FbaFulfillmentOrder | Set-FbaSandboxOrder -Status Complete }
        $tracking = @{ Shop = $shop; Format = 'ShopifyMatrixify'; TrackingFile = Join-Path $folder 'Orders.csv' }
        (Invoke-Runbook return-tracking $tracking).Thrown | Should -BeNullOrEmpty
        $rows = Import-Csv $export
        ($rows | Where-Object Name -EQ '#1001')[0].'Financial Status' = 'refunded'
        $rows | Export-Csv $export

        (Invoke-Runbook cancel-stopped $file).Thrown | Should -BeNullOrEmpty
    }

    It 'release a held order that has become too old to be sent' {
        $null = Invoke-Runbook send-orders $file
        "@{ Format = 'Shopify'; IdPrefix = 'MAIN-'; MaxAge = 1; FirstImport = '2026-11-01' }" | Set-Content $shop
        $rows = Import-Csv $export
        ($rows | Where-Object Name -EQ '#1001')[0].'Created at' = '2026-11-02 10:00:00 -0500'
        $rows | Export-Csv $export
        (Invoke-Runbook release-holds $file).Output[-1] | Should -BeLike 'On hold: 1; released: 1;*need attention: 0.*'
    }

    It 'refuse a list and an export that are empty' {
        $null = Invoke-Runbook send-orders $file
        $empty = (New-Item (Join-Path $folder 'empty.csv')).FullName
        (Invoke-Runbook cancel-orders @{ ListFile = $empty }).Thrown | Should -BeLike '*is empty.'
        foreach ($name in 'send-orders', 'cancel-stopped', 'release-holds') {
            (Invoke-Runbook $name @{ OrderFile = $empty; Shop = $shop }).Thrown | Should -BeLike '*is empty.'
        }
    }

    It 'cancel the orders of a list with the column OrderId, and say what needs attention' {
        $null = Invoke-Runbook send-orders $file
        $list = Join-Path $folder 'list.csv'
        'OrderId', 'MAIN-#1001', 'nowhere' | Set-Content $list
        $run = Invoke-Runbook cancel-orders @{ ListFile = $list }
        $run.Output[-1] | Should -BeLike 'Cancelled or being cancelled: 1; too late: 0;*need attention: 1.*'
        $run.Output[0] | Should -BeLike "nowhere: OrderNotFound: *'nowhere'*"
        $run.Thrown | Should -BeLike 'Orders that could not be read or cancelled: 1;*'
    }

    It 'cancel the orders of a list with <Name>' -ForEach @(
        @{ Name = 'semicolons, a byte order mark and quotes'; Lines = '"Note";"OrderId"', '"lost";"MAIN-#1001"'; Mark = $true; Blank = 0 }
        @{ Name = 'tabs and a row without an id'; Lines = "sellerfulfillmentorderid`tNote", "MAIN-#1001`tlost", "`tlost, too"; Mark = $false; Blank = 1 }
    ) {
        $null = Invoke-Runbook send-orders $file
        $list = Join-Path $folder 'list.csv'
        [IO.File]::WriteAllLines($list, [string[]] $Lines, [Text.UTF8Encoding]::new($Mark))
        $run = Invoke-Runbook cancel-orders @{ ListFile = $list }
        $run.Output[-1] | Should -BeLike "Cancelled or being cancelled: 1; too late: 0;*need attention: $Blank.*"
        [bool] $run.Thrown | Should -Be ([bool] $Blank)
    }

    It 'refuse a list without a header: <_>' -ForEach 'MAIN-#1001', "MAIN-#1001`nMAIN-#1002" {
        $list = Join-Path $folder 'list.csv'
        $_ | Set-Content $list
        (Invoke-Runbook cancel-orders @{ ListFile = $list }).Thrown | Should -BeLike '*no column SellerFulfillmentOrderId*header*'
    }

    It 'refuse a folder without a journal, and create nothing there' {
        $folder = Join-Path $folder 'wrong'
        foreach ($name in 'cancel-stopped', 'release-holds') {
            (Invoke-Runbook $name $file).Thrown | Should -BeLike "The folder '*wrong' has no orders.journal*"
        }

        Test-Path $folder | Should -BeFalse
    }

    It 'keep an order on hold that a newer export showed as cancelled' {
        $null = Invoke-Runbook send-orders $file
        $older = Join-Path $folder 'older.csv'
        Copy-Item $export $older
        $rows = Import-Csv $export
        ($rows | Where-Object Name -EQ '#1001')[0].'Cancelled at' = '2026-11-29 10:00:00 -0500'
        $rows | Export-Csv $export
        (Invoke-Runbook send-orders $file).Output[-1] | Should -BeLike 'Sent: 0;*need attention: 0.*'

        $run = Invoke-Runbook send-orders @{ OrderFile = $older; Shop = $shop }
        $run.Output[-2] | Should -BeLike 'MAIN-#1001: StoppedBefore. *'
        $run.Thrown | Should -BeLike '*Waiting for a person: 1;*'
        $run = Invoke-Runbook release-holds @{ OrderFile = $older; Shop = $shop }
        $run.Output[0] | Should -BeLike 'On hold: 1; released: 0;*need attention: 1.*'
        $run.Thrown | Should -BeLike '*unknown whether the shop wants them: 1;*'
    }

    It 'report what Amazon did not cancel, once, also if the start that was told of it was killed' {
        $null = Invoke-Runbook send-orders $file
        $journal = Join-Path $folder orders.journal
        $wanted = Get-Content $export -Raw
        $rows = Import-Csv $export
        foreach ($row in $rows | Where-Object Name -EQ '#1001') { $row.'Cancelled at' = '2026-11-21 10:00:00 -0500' }
        $rows | Export-Csv $export
        Use-Sandbox {
            Get-FbaFulfillmentOrder 'MAIN-#1001' | Set-FbaSandboxOrder -Status Processing
            # The killed start came as far as this.
            'MAIN-#1001' | Set-Content (Join-Path $folder cancel-stopped.txt)
            Stop-FbaFulfillmentOrder 'MAIN-#1001' -Journal $journal -ErrorAction SilentlyContinue
        }
        $run = Invoke-Runbook cancel-stopped $file
        $run.Output[0] | Should -BeLike 'MAIN-#1001: not cancelled*; its status is Processing'
        $run.Output[-1] | Should -BeLike 'Cancelled or being cancelled: 0; too late: 1; left for the next start: 0; need attention: 0.*'
        $run.Thrown | Should -BeLike 'Orders that could not be read or cancelled: 1;*'
        (Invoke-Runbook cancel-stopped $file).Thrown | Should -BeNullOrEmpty

        # An order that the shop wants again is not cancelled.
        Set-Content $export $wanted
        'MAIN-#1001', 'MAIN-#1' | Set-Content (Join-Path $folder cancel-stopped.txt)
        (Invoke-Runbook cancel-stopped $file).Thrown | Should -BeNullOrEmpty
        Get-Content (Join-Path $folder cancel-stopped.txt) | Should -BeNullOrEmpty
    }

    It 'name a refused cancellation once' {
        $null = Invoke-Runbook send-orders $file
        Use-Sandbox { Get-FbaFulfillmentOrder 'MAIN-#1001' | Set-FbaSandboxOrder -Status Processing }
        $rows = Import-Csv $export
        foreach ($row in $rows | Where-Object Name -EQ '#1001') { $row.'Cancelled at' = '2026-11-21 10:00:00 -0500' }
        $rows | Export-Csv $export

        $run = Invoke-Runbook cancel-stopped $file
        $run.Output[0] | Should -BeLike 'MAIN-#1001: RequestRefused: *cannot cancel*'
        $run.Thrown | Should -BeLike 'Orders that could not be read or cancelled: 1;*'
        (Invoke-Runbook cancel-stopped $file).Thrown | Should -BeNullOrEmpty
    }

    It 'report what is too late to cancel, and write its tracking number once' {
        $null = Invoke-Runbook send-orders $file
        Use-Sandbox { Get-FbaFulfillmentOrder | Set-FbaSandboxOrder -Status Complete }
        'SellerFulfillmentOrderId', 'MAIN-#1001' | Set-Content (Join-Path $folder 'list.csv')
        $run = Invoke-Runbook cancel-orders @{ ListFile = Join-Path $folder 'list.csv' }
        $run.Thrown | Should -BeLike 'Orders that could not be read or cancelled: 1;*'
        $run.Output[0] | Should -BeLike 'MAIN-#1001: RequestRefused: *cannot cancel*'

        $tracking = @{ Shop = $shop; Format = 'ShopifyMatrixify'; TrackingFile = Join-Path $folder 'Orders.csv' }
        (Invoke-Runbook return-tracking $tracking).Thrown | Should -BeNullOrEmpty
        $written = Get-Content $tracking.TrackingFile -Raw
        $written | Should -Match '1001'
        (Invoke-Runbook return-tracking $tracking).Thrown | Should -BeNullOrEmpty
        Get-Content $tracking.TrackingFile -Raw | Should -Be $written
    }

    It 'ask for a person if an order is refused' {
        Copy-Item (Join-Path $samples 'shopify.csv') $export
        $run = Invoke-Runbook send-orders $file
        $run.Thrown | Should -BeLike 'Refused: 1;*'
        $run.Output -like 'MAIN-#1004: OrderInvalid: *SKU*' | Should -HaveCount 1
        Get-ChildItem $folder -Filter 'rejects *.csv' | Should -HaveCount 1
    }

    It 'find what went wrong, expiring holds and low stock, and are quiet otherwise' {
        $null = Invoke-Runbook send-orders $file
        (Invoke-Runbook find-problems).Thrown | Should -BeNullOrEmpty
        (Invoke-Runbook find-expiring-holds).Thrown | Should -BeNullOrEmpty
        (Invoke-Runbook find-stuck-orders).Thrown | Should -BeNullOrEmpty
        (Invoke-Runbook find-low-stock @{ Limit = 10 }).Thrown | Should -BeNullOrEmpty

        $quiet = Join-Path $folder quiet
        & (Join-Path $runbooks 'find-expiring-holds.ps1') -Folder $quiet -Sandbox 3>&1 | Should -HaveCount 1
        (Invoke-Runbook find-expiring-holds @{ Within = '15d' }).Output[0] | Should -BeLike 'MAIN-#1001: *'
        (Invoke-Runbook find-low-stock @{ Limit = 2000000 }).Thrown | Should -BeLike 'SKUs below 2000000: *'
        Use-Sandbox { Get-FbaFulfillmentOrder | Set-FbaSandboxOrder -Status Unfulfillable }
        (Invoke-Runbook find-problems).Output[0] | Should -Be 'MAIN-#1001: Unfulfillable'
    }

    It 'work in a folder whose name has brackets' {
        $folder = (New-Item (Join-Path $TestDrive "fba [1] é $([guid]::NewGuid())") -ItemType Directory).FullName
        (Invoke-Runbook send-orders $file).Output[-1] | Should -BeLike 'Sent: 1; *'
        (Invoke-Runbook find-low-stock @{ Limit = 2000000 }).Thrown | Should -BeLike 'SKUs below 2000000: *'
        (Invoke-Runbook find-problems).Thrown | Should -BeNullOrEmpty
        Get-ChildItem -LiteralPath (Join-Path $folder reports) -Filter *.csv | Should -HaveCount 1
        Get-ChildItem -LiteralPath (Join-Path $folder reports) -Filter *.html | Should -Not -BeNullOrEmpty
    }

    It 'read and write files by their exact names, like all samples' {
        $globbing = '\b((Import|Export)-Csv|(Get|Set|Add|Clear)-Content|Out-File|Tee-Object|(Test|Resolve)-Path|(Get|Remove|Move|Copy)-Item|Get-ChildItem|(Push|Set)-Location|Import-FbaOrder) (?!-LiteralPath|\./)'
        Get-ChildItem (Join-Path $PSScriptRoot '../../samples') -Filter *.ps1 -Recurse | Select-String $globbing |
            ForEach-Object { "$($_.Filename):$($_.LineNumber) $($_.Line.Trim())" } | Should -BeNullOrEmpty
    }

    It 'count no order as a problem that a runbook has cancelled, but one that was cancelled otherwise' {
        $null = Invoke-Runbook send-orders $file
        $rows = Import-Csv $export
        foreach ($row in $rows | Where-Object Name -EQ '#1001') { $row.'Cancelled at' = '2026-11-21 10:00:00 -0500' }
        $rows | Export-Csv $export
        (Invoke-Runbook cancel-stopped $file).Thrown | Should -BeNullOrEmpty
        (Invoke-Runbook find-problems).Thrown | Should -BeNullOrEmpty
        Use-Sandbox {
            $null = New-Row 'other' | New-FbaFulfillmentOrder -Action Hold
            $null = Stop-FbaFulfillmentOrder other -Wait
        }
        $run = Invoke-Runbook find-problems
        $run.Output[0] | Should -Be 'other: Cancelled'
        $run.Thrown | Should -BeLike 'Orders that went wrong: 1;*'
    }

    It 'find orders in Planning after their estimated ship date' {
        Use-Sandbox {
            Set-FbaSandbox -StickInPlanning stuck-1
            $null = New-Row 'stuck-1' | New-FbaFulfillmentOrder
            Set-FbaSandbox -AdvanceBy '6 hours'
        }
        (Invoke-Runbook find-stuck-orders).Thrown | Should -BeNullOrEmpty
        $run = Invoke-Runbook find-stuck-orders @{ At = [DateTimeOffset]::UtcNow.AddDays(30) }
        $run.Thrown | Should -BeLike 'Orders stuck in Planning: 1;*'
        $run.Output[0] | Should -Be 'stuck-1: Planning'
    }

    Context 'in a process of its own' {
        BeforeAll {
            # Amazon's 2 requests a second would only make the tests wait longer.
            $server = Start-Server '--rate', '5'

            # A process that runs a runbook with an account of its own at the server.
            function Start-Runbook([string] $Name, [string] $Account, [string] $Arguments) {
                $script = Join-Path $folder 'job.ps1'
                @"
Import-Module '$(Get-ModuleFile)'
function Get-AutomationConnection { @{
    ClientId = 'amzn1.application-oa2-client.example'; ClientSecret = 'any'; RefreshToken = 'Atzr|$Account'; Marketplace = 'US'
    Endpoint = '$($server.Endpoint)'; TokenEndpoint = '$($server.TokenEndpoint)' } }
& '$runbooks/$Name.ps1' -Folder '$folder' -Connection FbaOutbound $Arguments
"@ | Set-Content $script
                $job = Start-Process (Get-Engine) -ArgumentList '-NoProfile', '-File', $script -PassThru -RedirectStandardOutput (Join-Path $folder 'out.txt')
                $null = $job.Handle
                $job
            }

            # Ends it when the server has seen so many requests of an operation since $Before.
            function Stop-InTheMiddle($Job, [string] $Operation, [int] $Before, [int] $Count) {
                $clock = [Diagnostics.Stopwatch]::StartNew()
                while ((Get-ServerRequestCount $server $Operation) -lt $Before + $Count) {
                    if ($Job.HasExited -or $clock.Elapsed.TotalSeconds -gt 60) { throw 'The runbook did not reach the middle.' }
                    [Threading.Thread]::Sleep(20)
                }
                $Job.Kill()
                $Job.WaitForExit()
            }

            function Wait-Runbook($Job) {
                $Job.WaitForExit()
                $Job.ExitCode | Should -Be 0 -Because (Get-Content (Join-Path $folder 'out.txt') -Raw)
            }

            function Get-Accepted([string] $Operation) {
                @(Get-ServerRequest $server | Where-Object { $_.operation -eq $Operation -and $_.status -eq 200 })
            }
        }

        AfterAll { Stop-Server $server }

        # The rate limit lets 30 requests through at once and holds back the others, so there is a middle to be killed in.
        It 'send nothing twice and lose nothing if the process is killed' {
            "@{ Format = 'FbaOutbound' }" | Set-Content $shop
            New-Rows 38 kill | Export-Csv $export
            $arguments = "-OrderFile '$export' -Shop '$shop'"
            Stop-InTheMiddle (Start-Runbook send-orders kill $arguments) createFulfillmentOrder 0 31
            Wait-Runbook (Start-Runbook send-orders kill $arguments)
            Get-Accepted createFulfillmentOrder | Should -HaveCount 38

            New-Row 'bad-1' @{ Quantity = 'two' } | Export-Csv $export
            $job = Start-Runbook send-orders kill $arguments
            $job.WaitForExit()
            $job.ExitCode | Should -Be 1
        }

        It 'release, cancel and report all of them if the process is killed' {
            "@{ Format = 'FbaOutbound' }" | Set-Content $shop
            1001..1038 | ForEach-Object { New-Row "later-#$_" } | Export-Csv $export
            $arguments = "-OrderFile '$export' -Shop '$shop'"
            Wait-Runbook (Start-Runbook send-orders later $arguments)
            Stop-InTheMiddle (Start-Runbook release-holds later $arguments) updateFulfillmentOrder 0 31
            Wait-Runbook (Start-Runbook release-holds later $arguments)
            $session = Connect-Server $server later
            try {
                @(Get-FbaFulfillmentOrder -Session $session -All -Held | Where-Object SellerFulfillmentOrderId -Like later-*) | Should -HaveCount 0
                Get-Accepted updateFulfillmentOrder | Should -HaveCount 38

                Get-FbaFulfillmentOrder later-#1001, later-#1002, later-#1003 -Session $session | Set-FbaSandboxOrder -Status Complete
                $tracking = Join-Path $folder 'Orders.csv'
                "@{ Format = 'Shopify'; IdPrefix = 'later-' }" | Set-Content $shop
                $arguments = "-Shop '$shop' -Format ShopifyMatrixify -TrackingFile '$tracking'"
                Stop-InTheMiddle (Start-Runbook return-tracking later $arguments) getFulfillmentOrder (Get-Accepted getFulfillmentOrder).Count 20
                Wait-Runbook (Start-Runbook return-tracking later $arguments)
                (Import-Csv $tracking).Name | Sort-Object -Unique | Should -Be '#1001', '#1002', '#1003'

                $list = Join-Path $folder 'list.csv'
                @('SellerFulfillmentOrderId') + (1004..1038 | ForEach-Object { "later-#$_" }) | Set-Content $list
                Stop-InTheMiddle (Start-Runbook cancel-orders later "-ListFile '$list'") cancelFulfillmentOrder 0 20
                Wait-Runbook (Start-Runbook cancel-orders later "-ListFile '$list'")
                @(Get-FbaFulfillmentOrder -Session $session -All -Status Cancelled | Where-Object SellerFulfillmentOrderId -Like later-*) | Should -HaveCount 35
            }
            finally { Disconnect-FbaSession $session }
        }
    }
}
