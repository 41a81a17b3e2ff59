BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Stop-FbaFulfillmentOrder' {
    BeforeEach {
        $session = Connect-FbaSession -Sandbox
        New-Rows 2 | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $session.Sandbox.ClearRequests()
    }
    AfterEach { $session | Disconnect-FbaSession }

    It 'says that the cancellation was requested, because it is a request' {
        $receipt = 'order-1' | Stop-FbaFulfillmentOrder
        $receipt.PSObject.TypeNames[0] | Should -BeExactly 'FbaOutbound.Orders.CancelReceipt'
        $receipt.SellerFulfillmentOrderId | Should -BeExactly 'order-1'
        $receipt.Outcome | Should -BeExactly 'CancelRequested'
        $receipt.Session | Should -BeExactly $session.Name
        $session.Sandbox.Find('order-1').CancelRequested | Should -BeTrue
        $session.Sandbox.Find('order-2').CancelRequested | Should -BeFalse
    }

    It '-PassThru returns the order with the cancelled quantity of each item' {
        $order = Stop-FbaFulfillmentOrder order-1 -PassThru
        $order.PSObject.TypeNames[0] | Should -BeExactly 'FbaOutbound.Orders.FulfillmentOrder'
        $order.Status | Should -BeExactly 'Cancelled'
        $order.Items[0].CancelledQuantity | Should -Be 2
    }

    It 'ids that an import names and that were never sent are no errors' {
        $skipped = foreach ($id in 'order-1', 'never-1', 'never-2') {
            [FbaOutbound.OrderFiles.SkippedOrder] @{ SellerFulfillmentOrderId = $id; SkipReason = 'Cancelled' }
        }
        ($skipped | Stop-FbaFulfillmentOrder -ErrorVariable errs -InformationVariable said 6>$null).SellerFulfillmentOrderId | Should -BeExactly 'order-1'
        $errs | Should -BeNullOrEmpty
        "$said" | Should -BeExactly '2 orders were never sent: never-1, never-2.'

        $file = Join-Path $TestDrive 'skipped.csv'
        $skipped | Export-Csv $file
        $file | ForEach-Object { Import-Csv $_ } | Stop-FbaFulfillmentOrder -ErrorVariable errs -InformationVariable said 6>$null | Out-Null
        $errs | Should -BeNullOrEmpty
        "$said" | Should -BeLike '2 orders were never sent*'
    }

    It 'cancels the orders of a list once each' {
        $list = Join-Path $TestDrive 'list.txt'
        Set-Content $list "MerchantFulfillmentOrderID`norder-1`norder-2`norder-1"
        $stopped = Import-FbaOrder $list -Format AmazonMcfCancel 6>$null | Stop-FbaFulfillmentOrder -ErrorVariable errs
        $errs | Should -BeNullOrEmpty
        $stopped.SellerFulfillmentOrderId | Should -BeExactly 'order-1', 'order-2'
        ('order-1', 'order-1' | Stop-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -BeExactly 'order-1'
    }

    It 'an imported id of a list that differs only in case is named, and not cancelled' {
        $journal = Join-Path $TestDrive 'case.journal'
        New-Row M-1 | Export-Csv (Join-Path $TestDrive 'own.csv')
        Import-FbaOrder (Join-Path $TestDrive 'own.csv') -Format FbaOutbound -Journal $journal 6>$null |
            New-FbaFulfillmentOrder -Action Hold -Journal $journal | Should -HaveCount 1
        $list = Join-Path $TestDrive 'case.txt'
        Set-Content $list "MerchantFulfillmentOrderID`nm-1"
        Import-FbaOrder $list -Format AmazonMcfCancel 6>$null |
            Stop-FbaFulfillmentOrder -Journal $journal -WarningVariable warned 3>$null 6>$null | Should -BeNullOrEmpty
        "$warned" | Should -BeLike "Order 'm-1' was never sent, but 'M-1'*"
        Import-FbaOrder $list -Format AmazonMcfCancel -Journal $journal -WarningVariable warned 6>$null 3>$null |
            Stop-FbaFulfillmentOrder -Journal $journal -WarningVariable +warned 3>$null 6>$null | Should -BeNullOrEmpty
        "$warned" | Should -BeLike "Order 'm-1' was never sent, but 'M-1'*"
        $session.Sandbox.Find('M-1').CancelRequested | Should -BeFalse

        Set-Content $list "MerchantFulfillmentOrderID`nm-1`nM-1"
        $stopped = Import-FbaOrder $list -Format AmazonMcfCancel -Journal $journal -WarningVariable warned 6>$null |
            Stop-FbaFulfillmentOrder -Journal $journal -WarningVariable +warned 6>$null
        $stopped.SellerFulfillmentOrderId | Should -BeExactly 'M-1'
        $warned | Should -BeNullOrEmpty
    }

    It 'the ids of a list are taken as they are, and one without the prefix of the shop is named, and not cancelled' {
        $journal = Join-Path $TestDrive 'prefix.journal'
        New-Row '#77' | Export-Csv (Join-Path $TestDrive 'prefix.csv')
        Import-FbaOrder (Join-Path $TestDrive 'prefix.csv') -Format FbaOutbound -IdPrefix M- -Journal $journal 6>$null |
            New-FbaFulfillmentOrder -Action Hold -Journal $journal | Should -HaveCount 1
        $list = Join-Path $TestDrive 'prefix.txt'
        Set-Content $list "MerchantFulfillmentOrderID`n#77"
        Import-FbaOrder $list -Format AmazonMcfCancel -Journal $journal 6>$null |
            Stop-FbaFulfillmentOrder -Journal $journal -WarningVariable warned 3>$null 6>$null | Should -BeNullOrEmpty
        "$warned" | Should -BeLike "Order '#77' was never sent, but 'M-#77' was, which has the journal's id prefix. To cancel 'M-#77', give*"
        $session.Sandbox.Find('M-#77').CancelRequested | Should -BeFalse

        Set-Content $list "MerchantFulfillmentOrderID`nM-#77"
        $shop = Join-Path $TestDrive 'prefix.psd1'
        Set-Content $shop "@{ Format = 'Shopify'; IdPrefix = 'M-'; HoldWord = 'wait'; Map = @{ Tags = '' } }"
        $listed = Import-FbaOrder $list -Format AmazonMcfCancel -Journal $journal -Shop $shop 6>$null
        $listed.SellerFulfillmentOrderId | Should -BeExactly 'M-#77'
        ($listed | Stop-FbaFulfillmentOrder -Journal $journal 6>$null).SellerFulfillmentOrderId | Should -BeExactly 'M-#77'
    }

    It 'leaves alone what an import returns and the shop has not cancelled, and names it' {
        $output = @(
            [FbaOutbound.OrderFiles.SkippedOrder] @{ SellerFulfillmentOrderId = 'order-1'; SkipReason = 'AlreadySent' }
            [FbaOutbound.OrderFiles.SkippedOrder] @{ SellerFulfillmentOrderId = 'order-2'; SkipReason = 'Refunded' }
            [FbaOutbound.Orders.FulfillmentOrder] @{ SellerFulfillmentOrderId = 'order-3'; Source = [FbaOutbound.Orders.OrderSource]::new() }
        )
        $stopped = $output | Stop-FbaFulfillmentOrder -InformationVariable said 6>$null
        $stopped.SellerFulfillmentOrderId | Should -BeExactly 'order-2'
        "$said" | Should -BeLike '2 orders were left alone*: order-1 (AlreadySent), order-3 (to be sent).'
        $session.Sandbox.Find('order-1').CancelRequested | Should -BeFalse

        $file = Join-Path $TestDrive 'left.csv'
        $output[0] | Export-Csv $file
        Import-Csv $file | Stop-FbaFulfillmentOrder -InformationVariable said 6>$null | Should -BeNullOrEmpty
        "$said" | Should -BeLike '1 order was left alone*'
    }

    It 'cancels only what the shop has cancelled of an import that went through <How>' -TestCases @(
        @{ How = 'a file with some columns'; Save = { $output | Select-Object SellerFulfillmentOrderId, SkipReason, NeedsAttention | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ How = 'Select-Object *'; Save = { $output | Select-Object * } }
        @{ How = 'Select-Object with the reason'; Save = { $output | Select-Object SellerFulfillmentOrderId, SkipReason } }
        @{ How = 'JSON'; Save = { $output | ConvertTo-Json -Depth 6 | ConvertFrom-Json } }
        @{ How = 'JSON as hashtables'; Save = { $output | ConvertTo-Json -Depth 6 | ConvertFrom-Json -AsHashtable } }
        @{ How = 'Clixml'; Save = { $file = Join-Path $TestDrive 'out.xml'; $output | Export-Clixml $file; Import-Clixml $file } }
        @{ How = 'a job'; Save = { Start-ThreadJob { $using:output | Select-Object * } | Receive-Job -Wait -AutoRemoveJob } }
    ) {
        $source = [FbaOutbound.Orders.OrderSource] @{ File = 'shop.csv'; Rows = [Collections.Generic.List[long]] (2, 3) }
        $output = @(
            [FbaOutbound.OrderFiles.SkippedOrder] @{ SellerFulfillmentOrderId = 'order-2'; SkipReason = 'Refunded'; Source = $source }
            [FbaOutbound.Orders.FulfillmentOrder] @{ SellerFulfillmentOrderId = 'order-1'; Source = $source }
            [FbaOutbound.OrderFiles.SkippedOrder] @{ SellerFulfillmentOrderId = 'order-3'; SkipReason = 'Unpaid'; Source = $source }
        )
        $stopped = & $Save | Stop-FbaFulfillmentOrder -InformationVariable said 6>$null
        $stopped.SellerFulfillmentOrderId | Should -BeExactly 'order-2'
        "$said" | Should -BeLike '2 orders were left alone*: order-1 (to be sent), order-3 (Unpaid).'
        $session.Sandbox.Find('order-1').CancelRequested | Should -BeFalse
    }

    It 'leaves alone what says of itself that it is of an import, by <Columns>, and cancels what does not' -TestCases @(
        @{ Columns = 'ToCancel'; Rows = 'Id,ToCancel', 'order-1,False', 'order-2,True' }
        @{ Columns = 'Source'; Rows = 'Id,Source', 'order-1,"shop.csv, rows 2-3"', 'order-2,web' }
        @{ Columns = 'an unknown reason'; Rows = 'Id,SkipReason', 'order-1,bezahlt', 'order-2,Cancelled' }
        @{ Columns = 'a line of an order'; Rows = 'Id,Sku,SkipReason', 'order-1,A,Cancelled', 'order-2,,Cancelled' }
    ) {
        $stopped = $Rows -replace '^Id', 'OrderId' | ConvertFrom-Csv | Stop-FbaFulfillmentOrder 6>$null
        $stopped.SellerFulfillmentOrderId | Should -BeExactly 'order-2'
    }

    It 'never guesses which of two ids is meant' {
        'OrderId,SellerFulfillmentOrderId', 'order-2,order-1' | ConvertFrom-Csv |
            Stop-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdInvalid'
        "$($errs[0])" | Should -BeLike '*different values in SellerFulfillmentOrderId and OrderId*'
        @{ SellerFulfillmentOrderId = 'order-1'; 'sellerFulfillmentOrderId ' = 'order-2' } |
            Stop-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdInvalid'
        Get-Request $session | Should -BeNullOrEmpty
        ('OrderId,SellerFulfillmentOrderId', 'order-1,order-1' | ConvertFrom-Csv | Stop-FbaFulfillmentOrder).Outcome | Should -BeExactly 'CancelRequested'
    }

    It 'an id that is typed, or that the journal records as sent, stays an error' {
        $skipped = [FbaOutbound.OrderFiles.SkippedOrder] @{ SellerFulfillmentOrderId = 'gone'; SkipReason = 'Cancelled' }
        Stop-FbaFulfillmentOrder gone -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderNotFound'

        $journal = Join-Path $TestDrive 'sent.journal'
        New-Row gone | New-FbaFulfillmentOrder -Journal $journal | Out-Null
        $session.Sandbox.Reset()
        $skipped | Stop-FbaFulfillmentOrder -Journal $journal -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderNotFound'
        $skipped | Stop-FbaFulfillmentOrder -Journal (Join-Path $TestDrive 'other.journal') -ErrorVariable errs 6>$null
        $errs | Should -BeNullOrEmpty
    }

    It '-Wait says how many units were cancelled' {
        $receipt = Stop-FbaFulfillmentOrder order-1 -Wait
        $receipt.Outcome | Should -BeExactly 'Cancelled'
        $receipt.Status | Should -BeExactly 'Cancelled'
        $receipt.CancelledQuantity | Should -Be 2
        $receipt.NotCancelledQuantity | Should -Be 0
    }

    It '-Wait gives up after -TimeoutSec and says what is known' {
        $engine = $session.Sandbox.GetType().GetProperty('Engine', [Reflection.BindingFlags] 'NonPublic, Instance').GetValue($session.Sandbox)
        $engine.Settings.Durations.TimeToCancel = [TimeSpan]::FromHours(1)
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $receipt = Stop-FbaFulfillmentOrder order-1 -Wait -TimeoutSec 1

        $clock.Elapsed.TotalSeconds | Should -BeGreaterThan 0.9
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 20
        $receipt.Outcome | Should -BeExactly 'CancelRequested'
        $receipt.Status | Should -BeExactly 'Received'
        $receipt.CancelledQuantity | Should -Be 0
        $receipt.NotCancelledQuantity | Should -Be 2
    }

    It 'says that the cancellation was requested where <Switch> cannot read the order' -TestCases @(
        @{ Switch = 'PassThru' }
        @{ Switch = 'Wait' }
    ) {
        $session.Sandbox.Faults.Add('ReadDenied', 'getFulfillmentOrder', 'order-1')
        $switches = @{ $Switch = $true }
        $output = Stop-FbaFulfillmentOrder order-1 @switches -WarningVariable warnings -WarningAction SilentlyContinue -ErrorVariable errs -ErrorAction SilentlyContinue

        $output | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -BeExactly 'AccessDenied'
        $warnings | Should -BeLike "Cancellation of order 'order-1' was requested*"
        $session.Sandbox.Find('order-1').CancelRequested | Should -BeTrue
    }

    It 'never cancels another order for an id with a plus sign, which Amazon reads as a space' {
        (New-Row 'order 7'), (New-Row 'order+7' @{ Name = 'Kim Sample' }) | New-FbaFulfillmentOrder -Action Hold -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        $warnings | Should -BeLike "Order 'order+7': SellerFulfillmentOrderId contains a plus sign*"

        Stop-FbaFulfillmentOrder 'order+7' -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdInvalid'
        $errs[0].TargetObject | Should -BeExactly 'order+7'
        $session.Sandbox.Find('order 7').CancelRequested | Should -BeFalse
    }

    It 'cancels the same order twice without an error' {
        $receipts = 'order-1', 'order-1' | ForEach-Object { Stop-FbaFulfillmentOrder $_ -ErrorAction Stop }
        $receipts.Outcome | Should -Be 'CancelRequested', 'Cancelled'
        $receipts[1].Status | Should -BeExactly 'Cancelled'
    }

    It 'takes orders and receipts' {
        (Get-FbaFulfillmentOrder | Stop-FbaFulfillmentOrder).Outcome | Should -Be 'CancelRequested', 'CancelRequested'
        (New-Row late | New-FbaFulfillmentOrder -Action Hold | Stop-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -BeExactly 'late'
    }

    It 'returns results in the order of the input' {
        Add-Fault $session LateAnswer cancelFulfillmentOrder order-2 -Seconds 0.3
        ('order-2', 'order-1' | Stop-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -Be 'order-2', 'order-1'
    }

    It 'leaves it to the service to refuse a cancellation, and reports what it said' {
        Set-FbaFulfillmentOrder order-1 -Action Ship
        $session.Sandbox.Advance([TimeSpan]::FromHours(1))
        'order-1', 'order-2' | Stop-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue | ForEach-Object SellerFulfillmentOrderId | Should -Be 'order-2'
        $errs | Should -HaveCount 1
        $errs[0].TargetObject | Should -BeExactly 'order-1'
        $errs[0].ToString() | Should -BeLike '*request id*'
    }

    It 'makes an error of an order that is not there' {
        Stop-FbaFulfillmentOrder nowhere -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderNotFound'
        $errs[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It '-WhatIf sends nothing, also with -Wait and -PassThru' {
        Get-FbaFulfillmentOrder | Stop-FbaFulfillmentOrder -WhatIf | Should -BeNullOrEmpty
        $session.Sandbox.ClearRequests()
        'order-1' | Stop-FbaFulfillmentOrder -Wait -PassThru -WhatIf | Should -BeNullOrEmpty
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'cancels nothing for <Kind>' -TestCases @(
        @{ Kind = 'null'; Value = $null }
        @{ Kind = 'blanks'; Value = ' ' }
        @{ Kind = 'an object without an id'; Value = [pscustomobject] @{ Name = 'Alex Example' } }
        @{ Kind = 'a type'; Value = [TimeSpan] }
    ) {
        , $Value | Stop-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdMissing'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'cancels nothing for an empty pipeline or -SellerFulfillmentOrderId $null' {
        @() | Stop-FbaFulfillmentOrder
        Stop-FbaFulfillmentOrder -SellerFulfillmentOrderId $null -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdMissing'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'cancels an order of a list once, and says that it is cancelled whole' {
        New-Row 'list-1' | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $rows = 'A', 'B' | ForEach-Object { [pscustomobject] @{ OrderId = 'list-1'; SellerSku = $_; Note = 'x' } }
        $receipts = $rows | Stop-FbaFulfillmentOrder -WarningVariable warnings -WarningAction SilentlyContinue
        $receipts | Should -HaveCount 1
        $warnings | Should -HaveCount 1
        $warnings | Should -BeLike '*SellerSku*cancelled as a whole*'
    }

    It 'leaves alone an order whose row says <Column> <Value>' -ForEach @{ Column = 'Cancel'; Value = 'no' }, @{ Column = 'Cancelled'; Value = 'False' }, @{ Column = 'Stop'; Value = '0' } {
        New-Row 'list-2' | New-FbaFulfillmentOrder -Action Hold | Out-Null
        [pscustomobject] @{ OrderId = 'list-2'; $Column = $Value } | Stop-FbaFulfillmentOrder -InformationVariable said 6>$null | Should -BeNullOrEmpty
        "$said" | Should -BeLike "1 order was left alone*list-2 ($Column says no)*"
        ([pscustomobject] @{ OrderId = 'list-2'; $Column = 'yes'; Refunded = 'no' } | Stop-FbaFulfillmentOrder).Outcome | Should -BeExactly 'CancelRequested'
    }
}
