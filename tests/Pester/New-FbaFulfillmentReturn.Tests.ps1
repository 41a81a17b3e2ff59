
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'New-FbaFulfillmentReturn' {
    BeforeEach {
        $session = Connect-FbaSession -Sandbox
        Set-QuickReadBack $session
        New-Row | New-FbaFulfillmentOrder | Out-Null
        $session.Sandbox.Advance([TimeSpan]::FromDays(9))
        $order = Get-FbaFulfillmentOrder order-1
        $reason = @(Get-FbaReturnReasonCode MUG-RED)[0].ReturnReasonCode
        $item = @{
            SellerReturnItemId           = 'return-1'
            SellerFulfillmentOrderItemId = $order.Items[0].SellerFulfillmentOrderItemId
            AmazonShipmentId             = $order.Shipments[0].AmazonShipmentId
            ReturnReasonCode             = $reason
        }
        $session.Sandbox.ClearRequests()
    }
    AfterEach { $session | Disconnect-FbaSession }

    It 'creates a return with its authorization' {
        $return = New-FbaFulfillmentReturn order-1 -Item $item
        $return.Outcome | Should -BeExactly 'Created'
        $return.ReturnItems[0].SellerReturnItemId | Should -BeExactly 'return-1'
        $return.ReturnAuthorizations.Count | Should -BeGreaterThan 0
        (Get-FbaFulfillmentOrder order-1).ReturnItems.SellerReturnItemId | Should -BeExactly 'return-1'
    }

    It 'creates it once, however often it is asked' {
        New-FbaFulfillmentReturn order-1 -Item $item | Out-Null
        (New-FbaFulfillmentReturn order-1 -Item $item).Outcome | Should -BeExactly 'AlreadyExisted'
        (Get-FbaFulfillmentOrder order-1).ReturnItems.Count | Should -Be 1
    }

    It 'creates it once where the answer got lost' {
        Add-Fault $session DropAfter createFulfillmentReturn
        $return = New-FbaFulfillmentReturn order-1 -Item $item
        $return.Outcome | Should -BeExactly 'Created'
        $return.ConfirmedBy | Should -BeExactly 'ReadBack'
        (Get-FbaFulfillmentOrder order-1).ReturnItems.Count | Should -Be 1
    }

    It 'takes rows' {
        $row = [pscustomobject] (@{ SellerFulfillmentOrderId = 'order-1' } + $item)
        ($row | New-FbaFulfillmentReturn).Outcome | Should -BeExactly 'Created'
    }

    It 'sends the first of two rows with one key, and refuses the second if it is another item' {
        (New-Row 'order-2' @{ SellerSku = 'MUG-RED'; SellerFulfillmentOrderItemId = 'a' }), (New-Row 'order-2' @{ SellerSku = 'TEAPOT'; SellerFulfillmentOrderItemId = 'b' }) |
            New-FbaFulfillmentOrder | Out-Null
        $session.Sandbox.Advance([TimeSpan]::FromDays(9))
        $shipment = (Get-FbaFulfillmentOrder order-2).Shipments[0].AmazonShipmentId
        $rows = 'a', 'b' | ForEach-Object {
            [pscustomobject]@{ SellerFulfillmentOrderId = 'order-2'; SellerReturnItemId = 'k'; SellerFulfillmentOrderItemId = $_; AmazonShipmentId = $shipment; ReturnReasonCode = $reason }
        }
        $session.Sandbox.ClearRequests()
        $receipts = $rows + $rows[0] | New-FbaFulfillmentReturn -ErrorVariable errors -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
        $receipts.Outcome | Should -BeExactly 'Created'
        Get-ErrorId $errors[0] | Should -BeExactly 'ReturnRepeated'
        $errors[0].Exception.Message | Should -Match "item 'k' of order 'order-2' came earlier.*SellerFulfillmentOrderItemId"
        $warnings | Should -BeLike "The return of 'k' for order 'order-2' is in the input more than once*"
        (Get-Request $session).Operation | Should -Be 'createFulfillmentReturn'
        (Get-FbaFulfillmentOrder order-2).ReturnItems.SellerFulfillmentOrderItemId | Should -BeExactly 'a'
    }

    It 'warns of a misspelled name in a hashtable' {
        New-FbaFulfillmentReturn order-1 -Item ($item + @{ ReturnComent = 'Broken' }) -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        $warnings | Should -BeLike '*ReturnComent (did you mean ReturnComment?)*'
    }

    It 'refuses <What>' -TestCases @(
        @{ What = 'a null item'; Return = { New-FbaFulfillmentReturn order-1 -Item $item, $null @quiet }; Id = 'ReturnInvalid'; Says = '*Item`[1`] is null*' }
        @{ What = 'two ids'; Return = { [pscustomobject] ($item + @{ OrderId = 'order-1'; SellerFulfillmentOrderId = 'order-2' }) | New-FbaFulfillmentReturn @quiet }; Id = 'OrderIdInvalid'; Says = '*different values*' }
        @{ What = 'two SKUs'; Return = { New-FbaFulfillmentReturn order-1 -Item @{ SellerSku = 'A'; Sku = 'B' } -Reason X @quiet }; Id = 'IdentifierMissing'; Says = '*different values in SellerSku and Sku*' }
    ) {
        $session.Sandbox.ClearRequests()
        $quiet = @{ ErrorVariable = 'errs'; ErrorAction = 'SilentlyContinue' }
        . $Return | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -BeExactly $Id
        "$($errs[0])" | Should -BeLike $Says
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'reports items that the service refuses' {
        $item.SellerFulfillmentOrderItemId = 'no-such-item'
        New-FbaFulfillmentReturn order-1 -Item $item -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -Match '^(ReturnRefused|RequestRefused),'
        $errors[0].TargetObject | Should -BeExactly 'order-1'
    }

    It 'names SKU and reason of items that the service refuses, and no identifier that the user has not seen' {
        New-FbaFulfillmentReturn order-1 -Item MUG-RED -Quantity 1 -Reason NOPE -ErrorVariable errors -ErrorAction SilentlyContinue
        "$($errors[0])" | Should -BeLike "*was refused: MUG-RED with the reason 'NOPE': *reason (InvalidValues)*"
    }

    It 'sends nothing with -WhatIf, nor what is known to be wrong' {
        New-FbaFulfillmentReturn order-1 -Item $item -WhatIf
        $item.Remove('ReturnReasonCode')
        New-FbaFulfillmentReturn order-1 -Item $item -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'ReturnInvalid,*'
        $errors[0].Exception.Message | Should -Match 'ReturnReasonCode'
        Get-Request $session | Should -BeNullOrEmpty
    }
}

Describe 'New-FbaFulfillmentReturn by SKU' {
    BeforeEach {
        $session = Connect-FbaSession -Sandbox
        Set-QuickReadBack $session
        (New-Row), (New-Row -Change @{ SellerSku = 'TEAPOT'; Quantity = '1' }) | New-FbaFulfillmentOrder | Out-Null
        $session.Sandbox.Advance([TimeSpan]::FromDays(9))
        $reason = @(Get-FbaReturnReasonCode TEAPOT)[0]
        $session.Sandbox.ClearRequests()
    }
    AfterEach { $session | Disconnect-FbaSession }

    It 'finds the ids in the order, and a repeat returns nothing more' {
        (New-FbaFulfillmentReturn order-1 -Item TEAPOT -Reason $reason.ReturnReasonCode).Outcome | Should -BeExactly 'Created'
        (Get-FbaFulfillmentOrder order-1 | New-FbaFulfillmentReturn -Item TEAPOT -Reason $reason -Comment 'Too small').Outcome | Should -BeExactly 'AlreadyExisted'
        $items = (Get-FbaFulfillmentOrder order-1).ReturnItems
        $items | Should -HaveCount 1
        $items[0].SellerReturnItemId | Should -BeLike 'order-1-*'
    }

    It 'reads no order that came with its shipments, and one that did not once' {
        $order = Get-FbaFulfillmentOrder order-1
        $session.Sandbox.ClearRequests()
        $order | New-FbaFulfillmentReturn -Item TEAPOT -Reason $reason | Out-Null
        (Get-Request $session).Operation | Should -Be 'createFulfillmentReturn'
        $session.Sandbox.ClearRequests()
        $listed = Get-FbaFulfillmentOrder -UpdatedAfter 2020-01-01
        $session.Sandbox.ClearRequests()
        $listed | New-FbaFulfillmentReturn -Item MUG-RED -Quantity 1 -Reason $reason | Out-Null
        (Get-Request $session).Operation | Should -Be 'getFulfillmentOrder', 'createFulfillmentReturn'
    }

    It 'tells that more units could be returned, and that the reason does not exist' {
        New-FbaFulfillmentReturn order-1 -Item MUG-RED -Quantity 1 -Reason $reason -WarningVariable warnings | Out-Null
        $warnings | Should -BeNullOrEmpty
        New-FbaFulfillmentReturn order-1 -Item MUG-RED -Quantity 1 -Reason NOPE -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike "*1 of 2 units of MUG-RED*-Quantity 2*reason 'NOPE' does not exist*"
        New-FbaFulfillmentReturn order-1 -Item MUG-RED -Quantity 2 -Reason $reason | Out-Null
        New-FbaFulfillmentReturn order-1 -Item MUG-RED -Quantity 1 -Reason $reason -WarningVariable warnings | Out-Null
        $warnings | Should -BeNullOrEmpty
    }

    It 'takes rows with the SKU, once for each item' {
        $file = Join-Path $TestDrive 'returns.csv'
        'OrderId,Sku,Quantity,ReturnReasonCode', 'order-1,MUG-RED,2,', "order-1,TEAPOT,,$($reason.ReturnReasonCode)", 'order-1,MUG-RED,1,' | Set-Content $file
        $receipts = Import-Csv $file | New-FbaFulfillmentReturn -Reason $reason -ErrorVariable errors -ErrorAction SilentlyContinue
        $receipts.Outcome | Should -Be 'Created', 'Created'
        $errors | Should -HaveCount 1
        "$($errors[0])" | Should -BeLike "Row 3 was not sent*order 'order-1' names 'MUG-RED', too*Quantity*"
        (Get-FbaFulfillmentOrder order-1).ReturnItems | Should -HaveCount 3
        'order-1' | New-FbaFulfillmentReturn -Reason $reason -ErrorVariable errors -ErrorAction SilentlyContinue
        "$($errors[0])" | Should -BeLike '*does not say which item*-Item*'
    }

    It '-Quantity counts all units that come back' {
        New-FbaFulfillmentReturn order-1 -Item MUG-RED -Reason $reason -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'ReturnInvalid,*'
        $errors[0].Exception.Message | Should -Match '2 units.*-Quantity'
        New-FbaFulfillmentReturn order-1 -Item MUG-RED -Quantity 1 -Reason $reason | Out-Null
        $both = 'order-1' | New-FbaFulfillmentReturn -Item @{ SellerSku = 'MUG-RED'; Quantity = 2 } -Reason $reason
        $both.ReturnItems | Should -HaveCount 2
        (Get-FbaFulfillmentOrder order-1).ReturnItems | Should -HaveCount 2
    }

    It 'needs a reason and an item before any request' {
        New-FbaFulfillmentReturn order-1 -Item TEAPOT, @{ AmazonShipmentId = 'x' } -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'ReturnInvalid,*'
        $errors[0].Exception.Message | Should -Match 'SellerSku.*ReturnReasonCode|ReturnReasonCode.*SellerSku'
        New-FbaFulfillmentReturn order-1 -Item TEAPOT -Reason $reason -WhatIf
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'lists the choices where it cannot tell the item' {
        New-FbaFulfillmentReturn order-1 -Item KETTLE -Reason $reason -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'ReturnInvalid,*'
        $errors[0].Exception.Message | Should -Match 'MUG-RED.*TEAPOT'
        (Get-FbaFulfillmentOrder order-1).ReturnItems | Should -BeNullOrEmpty
    }
}

Describe 'New-FbaFulfillmentReturn on 2026-07-04' {
    It 'says that the version has none, and which one has, before a request' {
        $session = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04
        $session.Sandbox.ClearRequests()
        New-FbaFulfillmentReturn order-1 -Item @{ SellerReturnItemId = 'r'; SellerFulfillmentOrderItemId = '1'; AmazonShipmentId = 's'; ReturnReasonCode = '0' } -ErrorVariable errors -ErrorAction SilentlyContinue 2> $null
        $errors[-1].FullyQualifiedErrorId | Should -BeLike 'OperationNotSupported,*'
        $errors[-1].Exception.Message | Should -Match '2026-07-04.*2020-07-01'
        Get-Request $session | Should -BeNullOrEmpty
        $session | Disconnect-FbaSession
    }
}
