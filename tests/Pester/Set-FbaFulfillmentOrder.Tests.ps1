BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Set-FbaFulfillmentOrder' {
    BeforeEach {
        $session = Connect-FbaSession -Sandbox
        New-Rows 2 | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $session.Sandbox.ClearRequests()
    }
    AfterEach { $session | Disconnect-FbaSession }

    It '-Action Ship ships a held order and writes nothing' {
        'order-1' | Set-FbaFulfillmentOrder -Action Ship | Should -BeNullOrEmpty
        $session.Sandbox.Find('order-1').IsHeld | Should -BeFalse
        $session.Sandbox.Find('order-2').IsHeld | Should -BeTrue
    }

    It 'keeps an order held unless it is told to ship' {
        Set-FbaFulfillmentOrder order-1 -DisplayableOrderComment 'Changed'
        $order = Get-FbaFulfillmentOrder order-1
        $order.DisplayableOrderComment | Should -BeExactly 'Changed'
        $order.IsHeld | Should -BeTrue
    }

    It 'judges a change by the version of the session that takes it, and not by that of the newest session' {
        $newest = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04 -Name Newest
        try {
            { Set-FbaFulfillmentOrder order-1 -DisplayableOrderComment Changed -Session $newest } | Should -Throw -ErrorId 'ParameterInvalid,*'
            Get-FbaFulfillmentOrder order-1 -Session $session | Set-FbaFulfillmentOrder -DisplayableOrderComment Changed
            (Get-FbaFulfillmentOrder order-1 -Session $session).DisplayableOrderComment | Should -BeExactly 'Changed'
        }
        finally { Disconnect-FbaSession $newest }
    }

    It 'warns of an address as a new order does, by <By>' -TestCases @(
        @{ By = 'parameters'; Change = { param($bad) Set-FbaFulfillmentOrder order-1 @bad } }
        @{ By = 'parameters for orders of the pipeline'; Change = { param($bad) 'order-1', 'order-2' | Set-FbaFulfillmentOrder @bad } }
        @{ By = 'rows'; Change = { param($bad) [pscustomobject] (@{ OrderId = 'order-1' } + $bad) | Set-FbaFulfillmentOrder } }
        @{ By = '-MergeAddress'; Change = { param($bad) Set-FbaFulfillmentOrder order-1 -MergeAddress -CountryCode US -StateOrRegion OR -PostalCode 10115 } }
    ) {
        $bad = @{ Name = 'Kim Sample'; AddressLine1 = '3 Other Road'; City = 'Springfield'; StateOrRegion = 'OR'; PostalCode = '10115'; CountryCode = 'US' }
        $warnings = @(& $Change $bad 3>&1)
        $warnings | Should -HaveCount 1
        $warnings[0] | Should -BeLike '*DestinationAddress.StateOrRegion does not match the first digits of the postal code*'
        (Get-FbaFulfillmentOrder order-1).DestinationAddress.PostalCode | Should -BeExactly '10115'
    }

    It 'warns of what -MergeAddress keeps of another country' {
        $country = if ((Get-FbaFulfillmentOrder order-1).DestinationAddress.CountryCode -eq 'DE') { 'AT' } else { 'DE' }
        $warnings = @(Set-FbaFulfillmentOrder order-1 -MergeAddress -CountryCode $country -PostalCode 10115 3>&1)
        $warnings | Should -BeLike "*the country changes, but City* of the order's address stay*"
    }

    It 'takes the id alone of an order that was saved as <_>' -ForEach 'JSON', 'CSV' {
        $order = Get-FbaFulfillmentOrder order-1
        $saved = if ($_ -eq 'JSON') { $order | ConvertTo-Json -Depth 8 | ConvertFrom-Json } else { $order | ConvertTo-Csv | ConvertFrom-Csv }
        Set-FbaFulfillmentOrder order-1 -DisplayableOrderComment 'Newer'
        $saved | Set-FbaFulfillmentOrder -ShippingSpeedCategory Expedited
        $now = Get-FbaFulfillmentOrder order-1
        $now.ShippingSpeedCategory | Should -BeExactly 'Expedited'
        $now.DisplayableOrderComment | Should -BeExactly 'Newer'
    }

    It 'says once that the content of an imported order changes nothing, also <How>' -ForEach @(
        @{ How = 'after it was saved as JSON'; Read = { Import-FbaOrder $file | ConvertTo-Json -Depth 9 | ConvertFrom-Json }; More = @{} }
        @{ How = 'with -WhatIf'; Read = { Import-FbaOrder $file }; More = @{ WhatIf = $true } }
        @{ How = 'where a parameter changes it'; Read = { Import-FbaOrder $file }; More = @{ DisplayableOrderComment = 'New' } }
    ) {
        $file = Join-Path $TestDrive 'edited.csv'
        New-Rows 2 | ForEach-Object { $_.AddressLine1 = '77 New Road'; $_ } | Export-Csv $file
        & $Read 6>$null | Set-FbaFulfillmentOrder -Action Hold @More -WarningVariable told -WarningAction Ignore
        $told | Should -HaveCount 1
        $told[0].Message | Should -BeExactly ('Set-FbaFulfillmentOrder takes only the ids of orders that Import-FbaOrder returns: their ' +
            'addresses, items and other content change nothing at Amazon. To change held orders, pipe in rows with the new values; ' +
            'ConvertTo-FbaOrderRow makes rows of orders.')
        (Get-FbaFulfillmentOrder order-1).DestinationAddress.AddressLine1 | Should -Not -Be '77 New Road'
    }

    It 'changes held orders to what their file says where they are rows' {
        $file = Join-Path $TestDrive 'rows.csv'
        New-Rows 2 | Select-Object *, @{ Name = 'ItemId'; Expression = { '1' } } |
            ForEach-Object { $_.AddressLine1 = '77 New Road'; $_.Quantity = 5; $_ } | Export-Csv $file
        Import-FbaOrder $file 6>$null | ConvertTo-FbaOrderRow | Set-FbaFulfillmentOrder -WarningVariable told
        $told | Should -BeNullOrEmpty
        $order = Get-FbaFulfillmentOrder order-1
        $order.DestinationAddress.AddressLine1, $order.Items[0].Quantity, $order.IsHeld | Should -Be '77 New Road', 5, $true

        # Without ids of items, only the address can be taken.
        New-Rows 2 | ForEach-Object { $_.AddressLine1 = '99 Newer Road'; $_ } | Export-Csv $file
        Import-FbaOrder $file 6>$null | ConvertTo-FbaOrderRow |
            Select-Object SellerFulfillmentOrderId, Name, AddressLine*, City, StateOrRegion, PostalCode, CountryCode, Phone |
            Set-FbaFulfillmentOrder
        (Get-FbaFulfillmentOrder order-1).DestinationAddress.AddressLine1 | Should -Be '99 Newer Road'
    }

    It 'warns of nothing where orders come from Amazon' {
        Get-FbaFulfillmentOrder -Held | Set-FbaFulfillmentOrder -Action Ship -WarningVariable told
        $told | Should -BeNullOrEmpty
    }

    It 'takes an empty list in a row as a blank cell' {
        [pscustomobject]@{ OrderId = 'order-1'; DisplayableOrderComment = 'Changed'; FurtherSpeed = @() } | Set-FbaFulfillmentOrder
        (Get-FbaFulfillmentOrder order-1).DisplayableOrderComment | Should -BeExactly 'Changed'
    }

    It '-PassThru returns the order as it is after the change' {
        $order = 'order-1' | Set-FbaFulfillmentOrder -ShippingSpeedCategory Expedited -PassThru
        $order.PSObject.TypeNames[0] | Should -BeExactly 'FbaOutbound.Orders.FulfillmentOrder'
        $order.ShippingSpeedCategory | Should -BeExactly 'Expedited'
        $order.Session | Should -BeExactly $session.Name
    }

    It 'says that the change was made where -PassThru cannot read the order' {
        $session.Sandbox.Faults.Add('ReadDenied', 'getFulfillmentOrder', 'order-1')
        $output = 'order-1' | Set-FbaFulfillmentOrder -Action Ship -PassThru -WarningVariable warnings -WarningAction SilentlyContinue -ErrorVariable errs -ErrorAction SilentlyContinue

        $output | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -BeExactly 'AccessDenied'
        $warnings | Should -BeLike "Order 'order-1' was updated (Ship)*"
        $session.Sandbox.Find('order-1').IsHeld | Should -BeFalse
    }

    It 'takes orders, receipts and ids from the pipeline and applies one change to all' {
        $orders = Get-FbaFulfillmentOrder | Set-FbaFulfillmentOrder -DisplayableOrderComment 'For all' -PassThru
        $orders | Should -HaveCount 2
        $orders.DisplayableOrderComment | Select-Object -Unique | Should -BeExactly 'For all'
    }

    It 'takes a corrected address from the columns of rows, and keeps the order held' {
        New-Row 'order-1' @{ Name = 'Kim Sample'; AddressLine1 = '3 Other Road'; SellerSku = $null; Quantity = $null } | Set-FbaFulfillmentOrder
        $order = Get-FbaFulfillmentOrder order-1
        $order.DestinationAddress.AddressLine1 | Should -BeExactly '3 Other Road'
        $order.IsHeld | Should -BeTrue
        (Get-FbaFulfillmentOrder order-2).DestinationAddress.Name | Should -BeExactly 'Alex Example'
    }

    It 'makes one change of the rows of an order, wherever they stand, after the last one' {
        (New-Row 'two' @{ SellerFulfillmentOrderItemId = 'a' }), (New-Row 'two' @{ SellerFulfillmentOrderItemId = 'b'; SellerSku = 'MUG-BLUE' }) |
            New-FbaFulfillmentOrder -Action Hold | Out-Null
        $rows = @(
            [pscustomobject] @{ OrderId = 'two'; ItemId = 'a'; Quantity = '5'; DisplayableOrderComment = 'New' }
            [pscustomobject] @{ OrderId = 'order-1'; ItemId = ''; Quantity = ''; DisplayableOrderComment = 'One' }
            [pscustomobject] @{ OrderId = 'two'; ItemId = 'b'; Quantity = '6'; DisplayableOrderComment = '' }
        )
        $orders = $rows | Set-FbaFulfillmentOrder -PassThru
        $orders.SellerFulfillmentOrderId | Should -Be 'two', 'order-1'
        $orders[0].Items.Quantity | Should -Be 5, 6
        $orders.DisplayableOrderComment | Should -Be 'New', 'One'
        Get-Request $session updateFulfillmentOrder | Should -HaveCount 2
    }

    It 'a parameter replaces its column in every row' {
        [pscustomobject] @{ OrderId = 'order-1'; Action = 'Hold'; DisplayableOrderComment = 'Row' } |
            Set-FbaFulfillmentOrder -Action Ship -DisplayableOrderComment 'Parameter'
        $session.Sandbox.Find('order-1').IsHeld | Should -BeFalse
        (Get-FbaFulfillmentOrder order-1).DisplayableOrderComment | Should -BeExactly 'Parameter'
    }

    It 'refuses a row with <Says>, and the others are changed' -TestCases @(
        @{ Says = 'Action'; Row = @{ ' fulfillmentaction ' = 'Shp'; Quantity = 'x' } }
        @{ Says = 'DeliveryInstructions'; Row = @{ DeliveryInstructions = 'Ring New' } }
        @{ Says = 'AddressLine1'; Row = @{ Name = 'New Name' } }
        @{ Says = 'Quantity'; Row = @{ ItemId = '1'; Quantity = '1,5' } }
        @{ Says = 'DisplayableOrderDate'; Row = @{ DisplayableOrderDate = '5/14/2026' } }
    ) {
        [pscustomobject] ($Row + @{ OrderId = 'order-1' }), [pscustomobject] @{ OrderId = 'order-2'; DisplayableOrderComment = 'Changed' } |
            Set-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs | Should -HaveCount 1
        Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
        $errs[0].TargetObject | Should -BeExactly 'order-1'
        "$($errs[0])" | Should -BeLike "*$Says*"
        "$($errs[0]) $($errs[0].ErrorDetails.RecommendedAction)" | Should -Not -BeLike '*send this order*'
        "$($errs[0])" | Should -Not -BeLike '*New*'
        (Get-FbaFulfillmentOrder order-2).DisplayableOrderComment | Should -BeExactly 'Changed'
        Get-Request $session updateFulfillmentOrder | Should -HaveCount 1
    }

    It 'names unknown columns once' {
        1..2 | ForEach-Object { [pscustomobject] @{ OrderId = "order-$_"; DisplayableOrderComment = 'New'; GiftMesage = 'x' } } |
            Set-FbaFulfillmentOrder -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        $warnings | Should -BeLike '*GiftMesage*GiftMessage*'
    }

    It 'takes a row with <What>' -TestCases @(
        @{ What = 'blank columns'; Row = [pscustomobject] @{ OrderId = 'order-1'; Name = ''; Action = $null } }
        @{ What = 'columns of other tables'; Row = [pscustomobject] @{ OrderId = 'order-1'; Customer = 'X'; Total = 3 } }
        @{ What = 'the columns of a receipt that was in a file'; Row = [pscustomobject] @{ SellerFulfillmentOrderId = 'order-1'; Action = 'Hold'; Outcome = 'Created'; ConfirmedBy = 'Answer' } }
    ) {
        $Row | Set-FbaFulfillmentOrder -Action Ship
        $session.Sandbox.Find('order-1').IsHeld | Should -BeFalse
    }

    It 'takes orders and receipts that were in another process' {
        $file = Join-Path $TestDrive 'orders.xml'
        Get-FbaFulfillmentOrder order-1 | Export-Clixml $file
        Import-Clixml $file | Set-FbaFulfillmentOrder -Action Ship
        $session.Sandbox.Find('order-1').IsHeld | Should -BeFalse
    }

    It 'refuses <Name>, which was given without a value' -TestCases @(
        @{ Name = '-Name'; Given = @{ Name = $null } }
        @{ Name = '-Name and others'; Given = @{ Name = ''; AddressLine1 = '3 Other Road'; City = 'Shelbyville' } }
        @{ Name = '-AddressLine2'; Given = @{ AddressLine2 = '' } }
        @{ Name = '-AddressLine2 with -MergeAddress'; Given = @{ AddressLine2 = ''; AddressLine1 = '3 Other Road'; Name = 'Kim Sample'; MergeAddress = $true } }
        @{ Name = '-DisplayableOrderComment'; Given = @{ DisplayableOrderComment = '  ' } }
        @{ Name = '-DisplayableOrderDate'; Given = @{ DisplayableOrderDate = $null } }
        @{ Name = '-NotificationEmail'; Given = @{ NotificationEmail = @() } }
        @{ Name = '-NotificationEmail'; Given = @{ NotificationEmail = 'kim@example.com', '' } }
        @{ Name = '-Feature'; Given = @{ Feature = $null } }
        @{ Name = '-Item'; Given = @{ Item = $null } }
        @{ Name = '-Item'; Given = @{ Item = @() } }
        @{ Name = 'GiftMessage'; Given = @{ Item = @{ SellerFulfillmentOrderItemId = '1'; Quantity = 2; GiftMessage = $null } } }
    ) {
        { 'order-1' | Set-FbaFulfillmentOrder -Action Ship @Given } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage "*$($Name.Split(' ')[0])* is *"
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'refuses an action without a value' {
        { Set-FbaFulfillmentOrder order-1 -Action $null } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*-Action*'
    }

    It 'changes an order once that is in the input more than once' {
        'order-1', 'order-1' | Set-FbaFulfillmentOrder -Action Ship -WarningVariable warnings -WarningAction SilentlyContinue
        Get-Request $session updateFulfillmentOrder | Should -HaveCount 1
        $warnings | Should -BeLike "*'order-1'*more than once*"
    }

    It 'makes two different changes of one order, one after the other' {
        'order-1', [pscustomobject] @{ SellerFulfillmentOrderId = 'order-1'; DisplayableOrderComment = 'Second' } |
            Set-FbaFulfillmentOrder -Action Hold -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        Get-Request $session updateFulfillmentOrder | Should -HaveCount 2
        (Get-FbaFulfillmentOrder order-1).DisplayableOrderComment | Should -BeExactly 'Second'
    }

    It 'says of a part of an address only that version 2026-07-04 can change only the action<With>' -ForEach @(
        @{ With = ''; Given = @{} }
        @{ With = ', with -MergeAddress'; Given = @{ MergeAddress = $true } }
    ) {
        $own = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04
        { Set-FbaFulfillmentOrder order-1 -AddressLine2 'Apt 7' -Session $own @Given } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage (
            'Nothing was changed: DestinationAddress cannot be updated in this version, which can change only the action: cancel the order ' +
            'and create a new one, or use version 2020-07-01 (the session uses version 2026-07-04).')
        $own | Disconnect-FbaSession
    }

    It 'clears the blank parts of a whole address' {
        $address = @{ Name = 'Kim Sample'; AddressLine1 = '3 Other Road'; City = 'Shelbyville'; StateOrRegion = 'IL'; PostalCode = '62565'; CountryCode = 'US' }
        (Set-FbaFulfillmentOrder order-1 @address -AddressLine2 'Flat 2' -PassThru).DestinationAddress.AddressLine2 | Should -BeExactly 'Flat 2'
        (Set-FbaFulfillmentOrder order-1 @address -AddressLine2 '' -Phone '' -PassThru).DestinationAddress.AddressLine2 | Should -BeNullOrEmpty
    }

    It 'is refused where a hold is requested and the order is <State> on version <Version>' -TestCases @(
        foreach ($version in '2020-07-01', '2026-07-04', 'Mws') { foreach ($state in 'shipped', 'cancelled') { @{ Version = $version; State = $state } } }
    ) {
        $own = Connect-FbaSession -Sandbox -ApiVersion $Version
        New-Row held | New-FbaFulfillmentOrder -Action Hold -Session $own | Out-Null
        if ($State -eq 'shipped') { Set-FbaFulfillmentOrder held -Action Ship -Session $own } else { Stop-FbaFulfillmentOrder held -Session $own | Out-Null }
        $own.Sandbox.Advance([TimeSpan]::FromMinutes(3))

        $journal = Join-Path $TestDrive "hold-$Version-$State.jsonl"
        Set-FbaFulfillmentOrder held -Action Hold -Session $own -Journal $journal -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'RequestRefused'
        Get-Content $journal | Should -Not -BeLike '*Updated*'
        $own | Disconnect-FbaSession
    }

    It 'replaces a whole address' {
        $order = Set-FbaFulfillmentOrder order-1 -Name 'Kim Sample' -AddressLine1 '3 Other Road' -City Shelbyville -StateOrRegion IL -PostalCode 62565 -CountryCode US -PassThru
        $order.DestinationAddress.Name | Should -BeExactly 'Kim Sample'
        $order.DestinationAddress.City | Should -BeExactly 'Shelbyville'
        $order.IsHeld | Should -BeTrue
    }

    It 'refuses a part of an address before anything is sent, and mentions -MergeAddress' {
        { 'order-1' | Set-FbaFulfillmentOrder -City Shelbyville } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*MergeAddress*'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It '-MergeAddress reads the address and changes the given parts alone' {
        $order = Set-FbaFulfillmentOrder order-1 -City Shelbyville -MergeAddress -PassThru
        $order.DestinationAddress.City | Should -BeExactly 'Shelbyville'
        $order.DestinationAddress.Name | Should -BeExactly 'Alex Example'
        $order.DestinationAddress.PostalCode | Should -BeExactly '62701'
    }

    It '-MergeAddress refuses an address that the service masks, and changes nothing' {
        Add-Fault $session ReadMasked getFulfillmentOrder order-1
        Set-FbaFulfillmentOrder order-1 -City Shelbyville -MergeAddress -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'AddressMasked'
        $errs[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
        $errs[0].ErrorDetails.RecommendedAction | Should -BeLike '*whole address*'
        Get-Request $session updateFulfillmentOrder | Should -BeNullOrEmpty
    }

    It '-MergeAddress refuses an address that the service shows in part, and changes nothing' {
        Add-Fault $session ReadSparse getFulfillmentOrder order-1
        Set-FbaFulfillmentOrder order-1 -City Shelbyville -Action Ship -MergeAddress -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'AddressMasked'
        "$($errs[0])" | Should -BeLike '*shows no City of it*would clear*'
        Get-Request $session updateFulfillmentOrder | Should -BeNullOrEmpty
    }

    It 'does not advise -MergeAddress to whom it was given' {
        Set-FbaFulfillmentOrder order-1 -MergeAddress -CountryCode CA -ErrorVariable errs -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        "$($errs[0])" | Should -BeLike '*postal code*'
        "$($errs[0])" | Should -Not -BeLike '*MergeAddress*'
    }

    It 'gives an amount the currency of the marketplace, by <By>' -TestCases @(
        @{ By = 'parameters'; Change = { Set-FbaFulfillmentOrder order-1 -Item @{ SellerFulfillmentOrderItemId = '1'; Quantity = 3; PerUnitDeclaredValue = 12.5 } } }
        @{ By = 'rows'; Change = { [pscustomobject] @{ OrderId = 'order-1'; SellerFulfillmentOrderItemId = '1'; Quantity = 3; PerUnitDeclaredValue = 12.5 } | Set-FbaFulfillmentOrder } }
    ) {
        & $Change
        (Get-FbaFulfillmentOrder order-1).Items[0].PerUnitDeclaredValue.ToString() | Should -BeExactly '12.5 USD'
    }

    It 'names a column that it does not know where nothing else is given' {
        [pscustomobject] @{ OrderId = 'order-1'; Actoin = 'Ship' } | Set-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        "$($errs[0])" | Should -BeLike "*order 'order-1': row 1 has nothing but the id and unknown columns: Actoin (did you mean Action*"
        'OrderId,Adress Line 2', 'order-1,Apt 9' | ConvertFrom-Csv | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue
        "$($errs[0])" | Should -BeLike "*order 'order-1': row 1: Adress Line 2 is almost the same as AddressLine2*"
        $session.Sandbox.Find('order-1').IsHeld | Should -BeTrue
    }

    It 'refuses rows whose part of an address would be lost' {
        [pscustomobject] @{ OrderId = 'order-1'; DisplayableOrderComment = 'x'; Apt = '4' } | Set-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        "$($errs[0])" | Should -BeLike "*order 'order-1': row 1: Apt is not read, but is probably AddressLine2*"
        [pscustomobject] @{ OrderId = 'order-1'; DisplayableOrderComment = 'x'; Status = 'Cancelled' } | Set-FbaFulfillmentOrder -WarningAction SilentlyContinue
        (Get-FbaFulfillmentOrder order-1).DisplayableOrderComment | Should -BeExactly 'x'
    }

    It 'changes an item by its id and leaves the others' {
        @(New-Row two; New-Row two @{ SellerSku = 'MUG-BLUE'; Quantity = '5' }) | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $order = Set-FbaFulfillmentOrder two -Item @{ SellerFulfillmentOrderItemId = '2'; Quantity = 3 } -PassThru
        ($order.Items | Sort-Object SellerFulfillmentOrderItemId).Quantity | Should -Be 2, 3
    }

    It 'refuses an item without <Missing> before anything is sent' -TestCases @(
        @{ Missing = 'an id'; Item = @{ Quantity = 3 }; Says = 'SellerFulfillmentOrderItemId' }
        @{ Missing = 'a quantity'; Item = @{ SellerFulfillmentOrderItemId = '1' }; Says = 'Quantity' }
        @{ Missing = 'a whole quantity'; Item = @{ SellerFulfillmentOrderItemId = '1'; Quantity = '1,5' }; Says = 'Quantity' }
    ) {
        { Set-FbaFulfillmentOrder order-1 -Item $Item } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage "*$Says*"
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'refuses a word that is not known before anything is read' {
        $script:read = 0
        { 'order-1' | ForEach-Object { $script:read++; $_ } | Set-FbaFulfillmentOrder -Action Shp } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*did you mean Ship*'
        $script:read | Should -Be 0
    }

    It 'is an error where there is nothing to change' {
        { Set-FbaFulfillmentOrder order-1 } | Should -Throw -ErrorId 'NothingToChange,*' -ExpectedMessage '*-Action Ship*'
        { 'order-1' | Set-FbaFulfillmentOrder } | Should -Throw -ErrorId 'NothingToChange,*'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'a blank row is an error that names it, and the others are changed' {
        "OrderId,DisplayableOrderComment`norder-1,Thanks`norder-2,`norder-1," | ConvertFrom-Csv |
            Set-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        foreach ($err in $errs) { Get-ErrorId $err | Should -BeExactly 'ChangeInvalid' }
        $errs.TargetObject | Should -BeExactly 'order-2', 'order-1'
        "$($errs[0])" | Should -BeLike '*row 2 *'
        (Get-FbaFulfillmentOrder order-1).DisplayableOrderComment | Should -BeExactly 'Thanks'
    }

    It 'releases by its id an order that is unchanged, <How>' -TestCases @(
        @{ How = 'as it was read'; Save = { $input } }
        @{ How = 'from a list'; Save = { Get-FbaFulfillmentOrder -Held | Where-Object SellerFulfillmentOrderId -EQ order-1 } }
        @{ How = 'after Select-Object *'; Save = { $input | Select-Object * } }
        @{ How = 'after JSON'; Save = { $input | ConvertTo-Json -Depth 6 | ConvertFrom-Json } }
        @{ How = 'after JSON that lacks depth'; Save = { $input | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json } }
        @{ How = 'after CSV'; Save = { $input | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ How = 'after Clixml'; Save = { $file = Join-Path $TestDrive 'order.xml'; $input | Export-Clixml $file; Import-Clixml $file } }
        @{ How = 'with a column of a script'; Save = { $input | Add-Member Note 'checked' -PassThru } }
    ) {
        Get-FbaFulfillmentOrder order-1 | & $Save | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs
        $errs | Should -BeNullOrEmpty
        $session.Sandbox.Find('order-1').IsHeld | Should -BeFalse
    }

    It 'never releases an order whose change would be lost, <How>' -TestCases @(
        @{ How = 'a column that Select-Object added'; Edit = { $input | Select-Object *, @{ Name = 'AddressLine2'; Expression = { 'Apt 9' } } } }
        @{ How = 'a column that Add-Member added'; Edit = { $input | Add-Member AddressLine2 'Apt 9' -PassThru } }
        @{ How = 'an edited address'; Edit = { $order = @($input)[0]; $order.DestinationAddress.AddressLine2 = 'Apt 9'; $order } }
        @{ How = 'an edited item'; Edit = { $order = @($input)[0]; $order.Items[0].Quantity = 7; $order } }
        @{ How = 'an edited comment'; Edit = { $order = @($input)[0]; $order.DisplayableOrderComment = 'New'; $order } }
        @{ How = 'an edited address in JSON'; Edit = { $order = $input | ConvertTo-Json -Depth 6 | ConvertFrom-Json; $order.DestinationAddress.AddressLine2 = 'Apt 9'; $order } }
        @{ How = 'an address in JSON without its second line'; Edit = { $order = $input | ConvertTo-Json -Depth 6 | ConvertFrom-Json; $order.DestinationAddress.PostalCode = ''; $order } }
        @{ How = 'an edited quantity in JSON'; Edit = { $order = $input | ConvertTo-Json -Depth 6 | ConvertFrom-Json; $order.Items[0].Quantity = 7; $order } }
        @{ How = 'a column of a receipt'; Edit = { $receipt | Select-Object *, @{ Name = 'AddressLine2'; Expression = { 'Apt 9' } } } }
    ) {
        $receipt = New-Row order-1 | New-FbaFulfillmentOrder -Action Hold -WarningAction Ignore
        $receipt | Should -Not -BeNullOrEmpty
        $edited = Get-FbaFulfillmentOrder order-1 | & $Edit
        $edited, 'order-2' | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
        "$($errs[0])" | Should -BeLike "*'order-1': only the id is taken*"
        "$($errs[0])" | Should -Not -BeLike '*Apt 9*'
        $session.Sandbox.Find('order-1').IsHeld | Should -BeTrue
        $session.Sandbox.Find('order-2').IsHeld | Should -BeFalse
    }

    It 'makes the changes of an object with an address and items, <How>' -TestCases @(
        @{ How = 'a hashtable'; Convert = { $input } }
        @{ How = 'JSON'; Convert = { $input | ConvertTo-Json -Depth 5 | ConvertFrom-Json } }
    ) {
        $address = @{ Name = 'Kim Sample'; AddressLine1 = '3 Other Road'; AddressLine2 = 'Apt 9'; City = 'Fableville'; StateOrRegion = 'OR'; PostalCode = '97000'; CountryCode = 'US' }
        $id = (Get-FbaFulfillmentOrder order-1).Items[0].SellerFulfillmentOrderItemId
        @{ SellerFulfillmentOrderId = 'order-1'; DestinationAddress = $address; Items = @(@{ SellerFulfillmentOrderItemId = $id; Quantity = 5 }) } |
            & $Convert | Set-FbaFulfillmentOrder -Action Ship
        $order = Get-FbaFulfillmentOrder order-1
        $order.DestinationAddress.AddressLine2, $order.Items[0].Quantity, $order.IsHeld | Should -Be 'Apt 9', 5, $false
    }

    It 'refuses <What>, and releases nothing' -TestCases @(
        @{ What = 'an unreadable part of an object'; Value = { @{ OrderId = 'order-1'; DestinationAddress = @{ AddressLine1 = 'x'; Line1 = 'y' } } } }
        @{ What = 'a null in its items'; Value = { @{ OrderId = 'order-1'; Items = @($null) } } }
        @{ What = 'a name that is not known in it'; Value = { @{ OrderId = 'order-1'; Items = @(@{ SellerFulfillmentOrderItemId = '1'; Quantity = 2; GiftMesage = 'Hi' }) } } }
        @{ What = 'an order of a script'; Value = { [FbaOutbound.Orders.FulfillmentOrder] @{ SellerFulfillmentOrderId = 'order-1'; DisplayableOrderComment = 'New' } } }
    ) {
        & $Value | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
        { Set-FbaFulfillmentOrder order-1 -Item @($null) -Action Ship } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*Item`[0] is null*'
        $session.Sandbox.Find('order-1').IsHeld | Should -BeTrue
    }

    It 'is an error where -MergeAddress has nothing to merge, by <By>' -TestCases @(
        @{ By = 'an id'; Change = { Set-FbaFulfillmentOrder order-1 -MergeAddress -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue; $errs } }
        @{ By = 'a row'; Change = { [pscustomobject] @{ OrderId = 'order-1'; DisplayableOrderComment = 'x' } | Set-FbaFulfillmentOrder -MergeAddress -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue; $errs } }
    ) {
        $errs = & $Change
        Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
        "$($errs[0])" | Should -BeLike '*-MergeAddress has nothing to merge*'
        $session.Sandbox.Find('order-1').IsHeld | Should -BeTrue
    }

    It 'makes no change of rows after which a record is null' {
        $rows = 'OrderId,DisplayableOrderComment', 'order-1,x', 'order-2,y' | ConvertFrom-Csv
        $rows[0], $null, $rows[1] | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
        "$($errs[0])" | Should -BeLike "*order 'order-1': row 2: the record is null, and may have been a row of this order."
        $errs | Should -HaveCount 1
        $session.Sandbox.Find('order-1').IsHeld, $session.Sandbox.Find('order-2').IsHeld | Should -Be $true, $false
    }

    It 'leaves alone what a saved import says is to be cancelled' {
        'OrderId,ToCancel', 'order-1,True', 'order-2,False' | ConvertFrom-Csv | Set-FbaFulfillmentOrder -Action Ship 6>$null
        $session.Sandbox.Find('order-1').IsHeld | Should -BeTrue
        $session.Sandbox.Find('order-2').IsHeld | Should -BeFalse
    }

    It 'never releases what an import skipped' {
        $skipped = [FbaOutbound.OrderFiles.SkippedOrder] @{ SellerFulfillmentOrderId = 'order-1'; SkipReason = 'Cancelled' }
        $file = Join-Path $TestDrive 'skipped.csv'
        $skipped | Export-Csv $file
        $skipped, 'order-2' | Set-FbaFulfillmentOrder -Action Ship -InformationVariable said 6>$null
        "$said" | Should -BeExactly '1 order was left alone, because the import skipped it: order-1 (Cancelled).'
        Import-Csv $file | Set-FbaFulfillmentOrder -Action Ship 6>$null
        (Get-FbaFulfillmentOrder order-1).IsHeld | Should -BeTrue
        (Get-FbaFulfillmentOrder order-2).IsHeld | Should -BeFalse
    }

    It 'is an error for an order that is no longer held, and the others continue' {
        Set-FbaFulfillmentOrder order-1 -Action Ship
        $session.Sandbox.Advance([TimeSpan]::FromHours(1))
        'order-1', 'order-2' | Set-FbaFulfillmentOrder -DisplayableOrderComment 'Late' -ErrorVariable errs -ErrorAction SilentlyContinue

        $errs | Should -HaveCount 1
        Get-ErrorId $errs[0] | Should -BeExactly 'RequestRefused'
        $errs[0].TargetObject | Should -BeExactly 'order-1'
        (Get-FbaFulfillmentOrder order-2).DisplayableOrderComment | Should -BeExactly 'Late'
    }

    It 'is an error for an order that is not there' {
        Set-FbaFulfillmentOrder nowhere -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderNotFound'
        $errs[0].TargetObject | Should -BeExactly 'nowhere'
    }

    It '-WhatIf names what changes, and no value' {
        $log = Join-Path $TestDrive "$(New-Guid).txt"
        $null = Start-Transcript $log
        try {
            Set-FbaFulfillmentOrder order-1 -City Shelbyville -MergeAddress -DisplayableOrderComment Thanks -Item @{ SellerFulfillmentOrderItemId = 'item-1'; Quantity = 2 } -WhatIf
            Set-FbaFulfillmentOrder order-1 -Action Ship -WhatIf
        }
        finally { $null = Stop-Transcript }
        $text = Get-Content $log -Raw
        $text | Should -BeLike '*Change fulfillment order and keep it held: DisplayableOrderComment, DestinationAddress.City, item-1 × 2 (session*'
        $text | Should -BeLike '*"Ship fulfillment order (session*'
        $text | Should -Not -Match 'Shelbyville|Thanks'
    }

    It '-WhatIf changes nothing and sends nothing, also with -MergeAddress and -PassThru' {
        'order-1', 'order-2' | Set-FbaFulfillmentOrder -Action Ship -WhatIf
        Set-FbaFulfillmentOrder order-1 -City Shelbyville -MergeAddress -PassThru -WhatIf | Should -BeNullOrEmpty
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'never takes <Kind> for an id' -TestCases @(
        @{ Kind = 'null'; Value = $null }
        @{ Kind = 'blanks'; Value = ' ' }
        @{ Kind = 'an object without one'; Value = [pscustomobject] @{ Name = 'Alex Example' } }
    ) {
        , $Value | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdMissing'
        $errs[0].ToString() | Should -Not -BeLike '*Alex*'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'does nothing for an empty pipeline' {
        @() | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs
        $errs | Should -BeNullOrEmpty
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'releases no order that an import with the journal recorded as refunded, until the shop wants it' {
        $shop = Join-Path $PSScriptRoot '../../samples/shops'
        $export, $journal = (Join-Path $TestDrive 'export.csv'), (Join-Path $TestDrive 'shop.journal')
        $import = @{ Path = $export; Shop = "$shop/main.psd1"; Journal = $journal; InformationAction = 'Ignore'; WarningAction = 'Ignore' }
        $paid = Import-Csv "$shop/shopify.csv" | Where-Object Name -EQ '#1001'
        $release = @{ Action = 'Ship'; Journal = $journal; ErrorVariable = 'errs'; ErrorAction = 'SilentlyContinue' }

        $paid | Export-Csv $export
        Import-FbaOrder @import | New-FbaFulfillmentOrder -Action Hold -Journal $journal | Should -HaveCount 1
        $paid | Select-Object * | ForEach-Object { $_.'Financial Status' = 'refunded'; $_ } | Export-Csv $export
        Import-FbaOrder @import | Should -BeNullOrEmpty
        Set-FbaFulfillmentOrder 'MAIN-#1001' @release
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderStoppedInShop'
        $session.Sandbox.Find('MAIN-#1001').IsHeld | Should -BeTrue

        $paid | Export-Csv $export
        Import-FbaOrder @import -Include StoppedBefore | Should -BeNullOrEmpty
        Set-FbaFulfillmentOrder 'MAIN-#1001' @release
        $errs | Should -BeNullOrEmpty
        $session.Sandbox.Find('MAIN-#1001').IsHeld | Should -BeFalse
    }

    It 'is confirmed by reading where the response was lost' {
        Set-QuickReadBack $session
        Add-Fault $session DropAfter updateFulfillmentOrder
        'order-1' | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs
        $errs | Should -BeNullOrEmpty
        $session.Sandbox.Find('order-1').IsHeld | Should -BeFalse
    }

    Context 'What would be lost' {
        It 'refuses an unknown member in <What>' -ForEach @(
            @{ What = 'an item'; More = @{ Items = @(@{ item_id = 'item-1'; qty = 3 }); Action = 'Ship' }; Says = 'Items`[0`].qty (did you mean Quantity?)' }
            @{ What = 'one of two items'; More = @{ Items = @(@{ ItemId = 'item-1'; Quantity = 3 }, @{ Id = 'x' }) }; Says = 'Items`[1`].Id' }
            @{ What = 'an item that is read'; More = @{ Items = @(@{ ItemId = 'item-1'; Quantity = 3; Colour = 'red' }) }; Says = 'Items`[0`].Colour' }
            @{ What = 'an address'; More = @{ DestinationAddress = @{ recipient = 'Kim Sample'; street = '1 St' }; Action = 'Ship' }; Says = 'DestinationAddress.street' }
            @{ What = 'an address beside a comment'; More = @{ DestinationAddress = @{ Citty = 'Foo' }; DisplayableOrderComment = 'Hi' }; Says = 'DestinationAddress.Citty' }
        ) {
            $change = @{ OrderId = 'order-1' } + $More
            foreach ($form in [pscustomobject] $change, ($change | ConvertTo-Json -Depth 5 | ConvertFrom-Json)) {
                $form | Set-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
                Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
                "$($errs[0])" | Should -BeLike "Nothing was changed for order 'order-1': unknown members: *$Says*"
            }
            { Set-FbaFulfillmentOrder order-1 -Item @{ ItemId = 'item-1'; Quantity = 3; Colour = 'red' } } | Should -Throw -ErrorId 'ParameterInvalid,*'
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'refuses a column that holds objects, with and without a change beside it' {
            $objects = @{ OrderId = 'order-1'; line_items = @(@{ sku = 'A' }) },
                @{ OrderId = 'order-1'; ShippingAddress = [pscustomobject] @{ Name = 'Kim Sample' }; DisplayableOrderComment = 'Hi' }
            foreach ($one in $objects) {
                [pscustomobject] $one | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue
                Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
                "$($errs[0])" | Should -BeLike '*is not read, and holds objects*-ExcludeProperty*'
            }
            Get-FbaFulfillmentOrder order-1 | Add-Member lines @(@{ sku = 'A' }) -PassThru | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue
            Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
            Get-Request $session updateFulfillmentOrder | Should -BeNullOrEmpty
        }

        It 'does not ship an order whose row says <Column> <Value>, but changes it' -ForEach @(
            @{ Column = 'Status'; Value = 'cancelled' }
            @{ Column = 'Hold'; Value = 'yes' }
            @{ Column = 'cancelled_at'; Value = '2026-01-02' }
            @{ Column = 'Release'; Value = 'no' }
        ) {
            $row = [pscustomobject] @{ OrderId = 'order-1'; $Column = $Value }
            $row | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue -WarningVariable warned
            Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
            "$($errs[0])" | Should -BeLike "*$Column is not read, and says that the order is not to be shipped*-ExcludeProperty '$Column'*"
            $warned | Should -BeNullOrEmpty
            $row | Add-Member Action Ship -PassThru | Set-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue -WarningAction Ignore
            Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
            Get-Request $session updateFulfillmentOrder | Should -BeNullOrEmpty
            [pscustomobject] @{ OrderId = 'order-1'; $Column = $Value } | Set-FbaFulfillmentOrder -DisplayableOrderComment 'Hi' -WarningAction Ignore
            (Get-FbaFulfillmentOrder order-1).IsHeld | Should -BeTrue
        }

        It 'names other columns in one warning, and ships' {
            'OrderId,Note,Total,Date,NewQuantity', 'order-1,a,1,2026-01-02,3', 'order-2,b,2,2026-01-02,4' | ConvertFrom-Csv |
                Set-FbaFulfillmentOrder -Action Ship -WarningVariable warned -WarningAction SilentlyContinue
            $warned | Should -HaveCount 1
            $warned | Should -BeLike '*Note, Total, Date*, NewQuantity*'
            'order-1', 'order-2' | ForEach-Object { $session.Sandbox.Find($_).IsHeld | Should -BeFalse }
        }

        It 'ships by the members of an order without a warning' {
            Get-FbaFulfillmentOrder order-1 | Select-Object SellerFulfillmentOrderId, Status, IsHeld, CanCancel, HoldExpires |
                Set-FbaFulfillmentOrder -Action Ship -WarningVariable warned
            $warned | Should -BeNullOrEmpty
            $session.Sandbox.Find('order-1').IsHeld | Should -BeFalse
        }

        It 'refuses an order whose id was changed after it was read' {
            $order = Get-FbaFulfillmentOrder order-1
            $order.SellerFulfillmentOrderId = 'order-2'
            $order | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue
            Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
            "$($errs[0])" | Should -BeLike '*edited after it was read (SellerFulfillmentOrderId)*'
            $order | Stop-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
            Get-ErrorId $errs[0] | Should -BeExactly 'ChangeInvalid'
            $session.Sandbox.Find('order-2').IsHeld | Should -BeTrue
        }

        It 'takes the new id of an imported order' {
            $file = Join-Path $TestDrive 'new-id.csv'
            New-Row 'imported' | Export-Csv $file
            $order = Import-FbaOrder $file -InformationAction Ignore
            $order.SellerFulfillmentOrderId = 'order-9'
            ($order | New-FbaFulfillmentOrder -Action Hold).SellerFulfillmentOrderId | Should -BeExactly 'order-9'
            $order | Set-FbaFulfillmentOrder -Action Ship -WarningAction Ignore
            $session.Sandbox.Find('order-9').IsHeld | Should -BeFalse
        }
    }
}
