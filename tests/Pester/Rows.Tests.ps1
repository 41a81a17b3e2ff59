BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)

    # Sends records and keeps what came of them apart.
    function Send($Records, [hashtable] $With = @{}) {
        $receipts = @($Records | New-FbaFulfillmentOrder @With -ErrorVariable errs -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue)
        [pscustomobject] @{ Receipts = $receipts; Errors = @($errs); Warnings = @($warnings) }
    }

    function SendOne([hashtable] $Change, [hashtable] $With = @{}) { Send (New-Row -Change $Change) $With }

    # Reads back the order that was made of a row.
    function SendAndRead([hashtable] $Change, [hashtable] $With = @{}) {
        $sent = SendOne $Change $With
        $sent.Errors | Should -BeNullOrEmpty
        Get-FbaFulfillmentOrder order-1
    }
}

Describe 'Rows' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    Context 'A value that cannot be read' {
        It 'is an error that names row and column and sends nothing: <Column> <Value>' -TestCases @(
            @{ Column = 'Action'; Value = 'Shp'; Says = 'did you mean Ship' }
            @{ Column = 'ShippingSpeedCategory'; Value = 'Standart'; Says = 'did you mean Standard' }
            @{ Column = 'Policy'; Value = 'FillOrKil'; Says = 'did you mean FillOrKill' }
            @{ Column = 'Quantity'; Value = '1,5'; Says = "'1,5' is not a whole number" }
            @{ Column = 'Quantity'; Value = '1.5'; Says = "'1.5' is not a whole number" }
            @{ Column = 'Quantity'; Value = '1e3'; Says = "'1e3' is not a whole number" }
            @{ Column = 'Quantity'; Value = '1,000'; Says = 'is not a whole number' }
            @{ Column = 'Quantity'; Value = '0x10'; Says = 'is not a whole number' }
            @{ Column = 'Quantity'; Value = '99999999999'; Says = 'is not a whole number' }
            @{ Column = 'Quantity'; Value = 'two'; Says = 'is not a whole number' }
            @{ Column = 'PerUnitDeclaredValue'; Value = '1,50'; Says = "'1,50' is not an amount" }
            @{ Column = 'PerUnitDeclaredValue'; Value = '1.234,50'; Says = 'is not an amount' }
            @{ Column = 'PerUnitDeclaredValue'; Value = '1e3'; Says = 'is not an amount' }
            @{ Column = 'PerUnitDeclaredValue'; Value = '$5'; Says = 'is not an amount' }
            @{ Column = 'DisplayableOrderDate'; Value = '05/14/2026'; Says = 'is not an ISO 8601 date' }
            @{ Column = 'DisplayableOrderDate'; Value = '14.05.2026'; Says = 'is not an ISO 8601 date' }
            @{ Column = 'DisplayableOrderDate'; Value = '2026-02-30'; Says = 'is not an ISO 8601 date' }
            @{ Column = 'IsCodRequired'; Value = 'maybe'; Says = 'is neither true nor false' }
        ) {
            $sent = SendOne @{ $Column = $Value }

            $sent.Receipts | Should -BeNullOrEmpty
            $sent.Errors | Should -HaveCount 1
            Get-ErrorId $sent.Errors[0] | Should -BeExactly 'OrderInvalid'
            $sent.Errors[0].CategoryInfo.Category | Should -Be 'InvalidData'
            $sent.Errors[0].TargetObject | Should -BeExactly 'order-1'
            $sent.Errors[0].ToString() | Should -BeLike "*row 1: ${Column} *$Says*"
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'with a replacement character is an error that mentions encoding' {
            $sent = SendOne @{ Name = "Jos$([char]0xFFFD) Example" }

            $sent.Errors[0].ToString() | Should -BeLike '*row 1: Name *encod*'
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'is told with all others of the order in one error' {
            $sent = SendOne @{ Action = 'Shp'; Quantity = '1,5' }

            $sent.Errors | Should -HaveCount 1
            $sent.Errors[0].ToString() | Should -BeLike '*row 1: Quantity *'
            $sent.Errors[0].ToString() | Should -BeLike '*row 1: Action *'
        }

        It 'refuses its whole order, and all other orders continue' {
            $sent = Send @(
                New-Row a
                New-Row b
                New-Row b @{ SellerSku = 'MUG-BLUE'; Quantity = '1,5' }
                New-Row c
            )

            $sent.Receipts.SellerFulfillmentOrderId | Should -Be 'a', 'c'
            $sent.Errors.TargetObject | Should -Be 'b'
            $session.Sandbox.OrderIds | Sort-Object | Should -Be 'a', 'c'
        }

        It 'is never quoted where it could be a recipient''s' {
            $sent = SendOne @{ Quantity = 'Alex Example'; Action = '12 Sample Street'; DisplayableOrderDate = 'Springfield' }

            $sent.Errors[0].ToString() | Should -Not -Match 'Alex|Sample|Springfield'
        }
    }

    Context 'An order that is known to be wrong' {
        It 'is told by its rows and members, each once' {
            $sent = Send @((New-Row a @{ PostalCode = '' }), (New-Row a @{ PostalCode = ''; SellerSku = 'MUG-BLUE'; Quantity = '0' }))

            $sent.Errors | Should -HaveCount 1
            $sent.Errors[0].ToString() | Should -BeLike '*: row 1: *PostalCode is required: give a value; row 2: *Quantity is 0: *.'
            $sent.Errors[0].ToString() | Should -Not -Match '\.\.|\.;|\?\.'
        }

        It 'is told without a full stop after a question' {
            (SendOne @{ Action = 'Shp' }).Errors[0].ToString() | Should -BeLike '*did you mean Ship[?]'
        }
    }

    Context 'A blank cell' {
        It 'is not given: <Column>' -TestCases @(
            @{ Column = 'Action'; Read = { param($order) $order.Action }; Expected = 'Ship' }
            @{ Column = 'Policy'; Read = { param($order) $order.Policy }; Expected = 'FillOrKill' }
            @{ Column = 'ShippingSpeedCategory'; Read = { param($order) $order.ShippingSpeedCategory }; Expected = 'Standard' }
            @{ Column = 'DisplayableOrderId'; Read = { param($order) $order.DisplayableOrderId }; Expected = 'order-1' }
            @{ Column = 'PerUnitDeclaredValue'; Read = { param($order) $order.Items[0].PerUnitDeclaredValue }; Expected = $null }
            @{ Column = 'SellerFulfillmentOrderItemId'; Read = { param($order) $order.Items[0].SellerFulfillmentOrderItemId }; Expected = '1' }
            @{ Column = 'GiftMessage'; Read = { param($order) $order.Items[0].GiftMessage }; Expected = $null }
        ) {
            $order = SendAndRead @{ $Column = '   ' }

            & $Read $order | Should -Be $Expected
        }

        It 'in a required column is an error and not a zero' {
            $sent = SendOne @{ Quantity = ' ' }

            $sent.Errors[0].ToString() | Should -BeLike '*Quantity*'
            $session.Sandbox.OrderCount | Should -Be 0
        }

        It 'may stand for what the order''s first row said' {
            $later = [pscustomobject] @{ SellerFulfillmentOrderId = 'order-1'; SellerSku = 'MUG-BLUE'; Quantity = '1'; Name = ''; AddressLine1 = ' '; City = ''; PostalCode = ''; CountryCode = '' }
            $sent = Send @((New-Row order-1), $later)

            $sent.Receipts | Should -HaveCount 1
            $order = Get-FbaFulfillmentOrder order-1
            $order.Items.SellerSku | Should -Be 'MUG-RED', 'MUG-BLUE'
            $order.DestinationAddress.Name | Should -BeExactly 'Alex Example'
        }

        It 'in all columns makes a row that is skipped, as spreadsheets write them below their last line' {
            $blank = New-Row -Change @{}
            foreach ($property in $blank.PSObject.Properties) { $property.Value = '' }
            $sent = Send @((New-Row order-1), $blank)

            $sent.Receipts | Should -HaveCount 1
            $sent.Errors | Should -BeNullOrEmpty
        }
    }

    Context 'Columns' {
        It 'are known by their aliases, in any case and with blanks around them' {
            $row = [pscustomobject] @{
                ' orderid ' = 'order-1'; SKU = 'MUG-RED'; quantity = '2'; NAME = 'Alex Example'; Line1 = '12 Sample Street'; city = 'Springfield'
                StateOrProvinceCode = 'IL'; ' PostalCode' = '62701'; countrycode = 'us'; FulfillmentAction = 'hold'; ShippingSpeed = 'EXPEDITED'; FulfillmentPolicy = 'fillall'
            }
            $sent = Send $row

            $sent.Errors | Should -BeNullOrEmpty
            $sent.Warnings | Should -BeNullOrEmpty
            $order = Get-FbaFulfillmentOrder order-1
            $order.Action | Should -BeExactly 'Hold'
            $order.Policy | Should -BeExactly 'FillAll'
            $order.ShippingSpeedCategory | Should -BeExactly 'Expedited'
            $order.DestinationAddress.CountryCode | Should -BeExactly 'US'
            $order.DestinationAddress.AddressLine1 | Should -BeExactly '12 Sample Street'
        }

        It 'that are not known are warned of once for all rows, with what was probably meant' {
            $sent = Send @(1..3 | ForEach-Object { New-Row "order-$_" @{ Quantitty = '9'; Warehouse = 'x'; AddressLine1 = "$_ Sample Street" } })

            $sent.Receipts | Should -HaveCount 3
            $sent.Warnings | Should -HaveCount 1
            $sent.Warnings[0].Message | Should -BeLike '*Quantitty (did you mean Quantity?)*'
            $sent.Warnings[0].Message | Should -BeLike '*Warehouse*'
        }

        It 'that are probably mistyped refuse their order if they have a value, unless a parameter replaces them' {
            $rows = (New-Row order-1 @{ Apt = '4'; Hold = '' }), (New-Row order-2 @{ Apt = ''; Hold = 'yes' }), (New-Row order-3 @{ Apt = ''; Hold = '' })
            $rows | Get-FbaFulfillmentPreview -ErrorVariable previews -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Out-Null
            $previews | Should -HaveCount 2
            ($rows | Test-FbaFulfillmentOrder -WarningAction SilentlyContinue).IsValid | Should -Be $false, $false, $true
            $sent = Send $rows
            $sent.Receipts.SellerFulfillmentOrderId | Should -BeExactly 'order-3'
            $sent.Errors[0].ToString() | Should -BeLike '*order-1*Apt is not read, but is probably AddressLine2*'
            $sent.Errors[1].ToString() | Should -BeLike "*order-2*Hold is not read, and says that the order is not to be shipped*-ExcludeProperty 'Hold'*"
            ($rows[1] | New-FbaFulfillmentOrder -Action Hold -WarningAction SilentlyContinue).Outcome | Should -BeExactly 'Created'
        }

        It 'given twice by two names with different values are an error' {
            $sent = SendOne @{ Sku = 'MUG-BLUE' }

            $sent.Errors[0].ToString() | Should -BeLike '*row 1: SellerSku is given twice*'
        }

        It 'are all read: <Column>' -TestCases @(
            @{ Column = 'DisplayableOrderId'; Value = 'ABC 1'; Read = { param($order) $order.DisplayableOrderId }; Expected = 'ABC 1' }
            @{ Column = 'DisplayableOrderDate'; Value = '2026-05-14T10:30:00+02:00'; Read = { param($order) $order.DisplayableOrderDate.UtcDateTime.ToString('s') }; Expected = '2026-05-14T08:30:00' }
            @{ Column = 'DisplayableOrderDate'; Value = '2026-05-14'; Read = { param($order) $order.DisplayableOrderDate.UtcDateTime.ToString('s') }; Expected = '2026-05-14T00:00:00' }
            @{ Column = 'DisplayableOrderComment'; Value = 'Welcome'; Read = { param($order) $order.DisplayableOrderComment }; Expected = 'Welcome' }
            @{ Column = 'ShippingSpeedCategory'; Value = 'Priority'; Read = { param($order) $order.ShippingSpeedCategory }; Expected = 'Priority' }
            @{ Column = 'Action'; Value = 'Hold'; Read = { param($order) $order.Action }; Expected = 'Hold' }
            @{ Column = 'Policy'; Value = 'FillAllAvailable'; Read = { param($order) $order.Policy }; Expected = 'FillAllAvailable' }
            @{ Column = 'NotificationEmail'; Value = 'a@example.com; b@example.com'; Read = { param($order) $order.NotificationEmails -join '|' }; Expected = 'a@example.com|b@example.com' }
            @{ Column = 'AddressLine2'; Value = 'Floor 3'; Read = { param($order) $order.DestinationAddress.AddressLine2 }; Expected = 'Floor 3' }
            @{ Column = 'AddressLine3'; Value = 'Door 7'; Read = { param($order) $order.DestinationAddress.AddressLine3 }; Expected = 'Door 7' }
            @{ Column = 'DistrictOrCounty'; Value = 'Sangamon'; Read = { param($order) $order.DestinationAddress.DistrictOrCounty }; Expected = 'Sangamon' }
            @{ Column = 'Phone'; Value = '555-0100'; Read = { param($order) $order.DestinationAddress.Phone }; Expected = '555-0100' }
            @{ Column = 'PostalCode'; Value = '02134'; Read = { param($order) $order.DestinationAddress.PostalCode }; Expected = '02134' }
            @{ Column = 'Feature'; Value = 'BLANK_BOX=Required;SIGNATURE_CONFIRMATION=NotRequired'; Read = { param($order) ($order.FeatureConstraints | ForEach-Object { "$($_.FeatureName)=$($_.FeatureFulfillmentPolicy)" }) -join '|' }; Expected = 'BLANK_BOX=Required|SIGNATURE_CONFIRMATION=NotRequired' }
            @{ Column = 'SellerFulfillmentOrderItemId'; Value = 'line-7'; Read = { param($order) $order.Items[0].SellerFulfillmentOrderItemId }; Expected = 'line-7' }
            @{ Column = 'GiftMessage'; Value = 'Enjoy'; Read = { param($order) $order.Items[0].GiftMessage }; Expected = 'Enjoy' }
            @{ Column = 'DisplayableComment'; Value = 'Red'; Read = { param($order) $order.Items[0].DisplayableComment }; Expected = 'Red' }
            @{ Column = 'PerUnitDeclaredValue'; Value = '1234.50'; Read = { param($order) '{0} {1}' -f $order.Items[0].PerUnitDeclaredValue.Value.ToString([cultureinfo]::InvariantCulture), $order.Items[0].PerUnitDeclaredValue.CurrencyCode }; Expected = '1234.50 USD' }
        ) {
            $order = SendAndRead @{ $Column = $Value }

            & $Read $order | Should -BeExactly $Expected
        }

        It 'are read the same in a culture with comma decimals' {
            $culture = [Threading.Thread]::CurrentThread.CurrentCulture
            try {
                [Threading.Thread]::CurrentThread.CurrentCulture = [cultureinfo] 'de-DE'
                SendOne @{ PerUnitDeclaredValue = '1.50' } | Out-Null
                SendOne @{ SellerFulfillmentOrderId = 'order-2'; PerUnitDeclaredValue = 1.5 } | Out-Null
                $values = (Get-FbaFulfillmentOrder order-1, order-2).Items.PerUnitDeclaredValue.Value
            }
            finally {
                [Threading.Thread]::CurrentThread.CurrentCulture = $culture
            }

            $values | Should -Be 1.5, 1.5
        }

        It 'of the amounts take the currency of the row' {
            $order = SendAndRead @{ PerUnitDeclaredValue = '5'; Currency = 'cad' }

            $order.Items[0].PerUnitDeclaredValue.CurrencyCode | Should -BeExactly 'CAD'
        }
    }

    Context 'Rows of one order' {
        It 'that follow one another make one order, an item each' {
            $sent = Send @((New-Row order-1), (New-Row order-1 @{ SellerSku = 'MUG-BLUE'; Quantity = '3' }))

            $sent.Receipts | Should -HaveCount 1
            $items = (Get-FbaFulfillmentOrder order-1).Items
            $items.SellerSku | Should -Be 'MUG-RED', 'MUG-BLUE'
            $items.Quantity | Should -Be 2, 3
            $items.SellerFulfillmentOrderItemId | Should -Be '1', '2'
        }

        It 'that differ are an error that says both rows and the column' {
            $sent = Send @((New-Row order-1), (New-Row order-1 @{ SellerSku = 'MUG-BLUE'; City = 'Shelbyville' }))

            $sent.Receipts | Should -BeNullOrEmpty
            $sent.Errors | Should -HaveCount 1
            $sent.Errors[0].ToString() | Should -BeLike '*row 2: City differs from row 1*'
            $sent.Errors[0].ToString() | Should -Not -BeLike '*Shelbyville*'
        }

        It 'make one order wherever they are, and the output keeps the order in which they began' {
            $sent = Send @((New-Row a), (New-Row b @{ Name = 'Kim Sample' }), (New-Row a @{ SellerSku = 'MUG-BLUE' }), (New-Row c @{ Name = 'Lou Sample' }))

            $sent.Errors | Should -BeNullOrEmpty
            $sent.Warnings | Should -BeNullOrEmpty
            $sent.Receipts.SellerFulfillmentOrderId | Should -Be 'a', 'b', 'c'
            $sent.Receipts.Row | Should -Be 1, 2, 4
            $session.Sandbox.Find('a').Items.SellerSku | Should -Be 'MUG-RED', 'MUG-BLUE'
        }

        It 'send nothing before the last row, and nothing where the input fails' {
            $seen = [Collections.Generic.List[int]]::new()
            New-Rows 3 | ForEach-Object { $seen.Add($session.Sandbox.OrderCount); $_ } | New-FbaFulfillmentOrder | Should -HaveCount 3
            $seen | Should -Be 0, 0, 0

            # Rows that are made while the pipeline runs would be made in a loop of their own, and a break ends the innermost.
            $rows = New-Rows 3 late
            { $rows | ForEach-Object { if ($_.SellerFulfillmentOrderId -eq 'late-3') { throw 'upstream' }; $_ } | New-FbaFulfillmentOrder } | Should -Throw 'upstream'
            foreach ($once in 1) { $rows | ForEach-Object { $_; if ($_.SellerFulfillmentOrderId -eq 'late-2') { break } } | New-FbaFulfillmentOrder }
            $session.Sandbox.OrderCount | Should -Be 3
        }

        It 'may end the order before the input ends with -Stream, and a late row is an error that says what the order lacks' {
            $sent = Send @((New-Row a), (New-Row b @{ Name = 'Kim Sample' }), (New-Row a @{ SellerSku = 'MUG-BLUE' })) @{ Stream = $true }

            $sent.Receipts.SellerFulfillmentOrderId | Should -Be 'a', 'b'
            $sent.Errors | Should -HaveCount 1
            Get-ErrorId $sent.Errors[0] | Should -BeExactly 'OrderRowsLate'
            $sent.Errors[0].TargetObject | Should -BeExactly 'a'
            $sent.Errors[0].ToString() | Should -BeLike "Order 'a' was already sent without row 3*"
            $session.Sandbox.Find('a').Items | Should -HaveCount 1
        }

        It 'with -Stream do not wait for the end of the input' {
            $first = & { New-Row a; New-Row b; while ($true) { New-Row c } } | New-FbaFulfillmentOrder -Stream -WarningAction SilentlyContinue | Select-Object -First 1
            $first.SellerFulfillmentOrderId | Should -BeExactly 'a'
        }

        It 'of an order that a late row of a stream belongs to may not have been sent' {
            $sent = Send @((New-Row a @{ Quantity = '1,5' }), (New-Row b), (New-Row a)) @{ Stream = $true }
            $sent.Errors | Should -HaveCount 2
            $sent.Errors[1].ToString() | Should -BeLike "Order 'a' was already processed (nothing was sent)*row 3*"
        }

        It 'given to one command each are an error that says where they belong' {
            $receipts = @(foreach ($row in (New-Row a), (New-Row a @{ SellerSku = 'MUG-BLUE' })) { $row | New-FbaFulfillmentOrder -ErrorVariable +errs -ErrorAction SilentlyContinue })

            $receipts.Outcome | Should -Be 'Created'
            $errs | Should -HaveCount 1
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderContentDiffers'
            $errs[0].ToString() | Should -BeLike "*Send all rows of an order with one command*"
        }

        It 'of a whole file may be sent again in the same session' {
            $rows = (New-Row a), (New-Row b @{ Name = 'Kim Sample' }), (New-Row a @{ SellerSku = 'MUG-BLUE' })
            (Send $rows).Receipts.Outcome | Should -Be 'Created', 'Created'
            $again = Send $rows
            $again.Errors | Should -BeNullOrEmpty
            $again.Receipts.Outcome | Should -Be 'AlreadyExisted', 'AlreadyExisted'
        }

        It 'that bring the same goods to the same recipient under two ids are sent, with a warning that names the ids' {
            $journal = Join-Path $TestDrive 'goods.journal'
            $sent = Send @((New-Row a), (New-Row b)) @{ Journal = $journal }
            $sent.Receipts.Outcome | Should -Be 'Created', 'Created'
            $sent.Warnings | Should -HaveCount 1
            $sent.Warnings[0].Message | Should -BeLike "Order 'b' has the same recipient and items as order 'a'.*"

            $again = Send @((New-Row a), (New-Row c)) @{ Journal = $journal }
            $again.Warnings | Should -HaveCount 1
            $again.Warnings[0].Message | Should -Not -Match 'Alex|Sample'
            (Send (New-Row d) @{ Journal = $journal }).Warnings.Message | Should -Match "^Order 'd' has the same recipient and items as order '[ab]', which is in the journal"
            Get-Content -Raw $journal | Should -Not -Match 'Alex|Sample'
        }

        It 'of which one has no id refuse the order above, where the row says nothing of a recipient' {
            $sent = Send @((New-Row order-1), ([pscustomobject] @{ SellerFulfillmentOrderId = ''; SellerSku = 'MUG-BLUE'; Quantity = '1' }))

            $sent.Receipts | Should -BeNullOrEmpty
            $sent.Errors[0].TargetObject | Should -BeExactly 'order-1'
            $session.Sandbox.OrderCount | Should -Be 0
        }

        It 'never carry a row without an id, which is a separate error' {
            $sent = Send @((New-Row a), (New-Row '' @{ Name = 'Kim Sample' }), (New-Row c))

            $sent.Receipts.SellerFulfillmentOrderId | Should -Be 'a', 'c'
            Get-ErrorId $sent.Errors[0] | Should -BeExactly 'OrderIdMissing'
            $sent.Errors[0].TargetObject | Should -BeExactly 'row 2'
            $sent.Errors[0].ToString() | Should -Not -Match 'Kim|Sample Street'
        }

        It 'may spell the same value differently where it means the same' {
            $sent = Send @((New-Row order-1 @{ Action = 'Hold'; DisplayableOrderDate = '2026-05-14T10:00:00Z' }), (New-Row order-1 @{ SellerSku = 'B'; Action = 'HOLD'; DisplayableOrderDate = '2026-05-14T12:00:00+02:00' }))

            $sent.Receipts | Should -HaveCount 1
        }
    }

    Context 'Parameters' {
        It 'replace the column in every record' {
            $sent = Send @((New-Row a @{ Action = 'Ship' }), (New-Row b @{ Action = 'Shp' })) @{ Action = 'hold'; ShippingSpeedCategory = 'expedited' }

            $sent.Errors | Should -BeNullOrEmpty
            $sent.Receipts.Action | Should -Be 'Hold', 'Hold'
            (Get-FbaFulfillmentOrder a, b).ShippingSpeedCategory | Should -Be 'Expedited', 'Expedited'
        }

        It 'are checked before anything is read: -<Parameter> <Value>' -TestCases @(
            @{ Parameter = 'Action'; Value = 'Shp'; Says = 'did you mean Ship' }
            @{ Parameter = 'ShippingSpeedCategory'; Value = 'Fast'; Says = 'must be Standard, Expedited, Priority or ScheduledDelivery' }
            @{ Parameter = 'DisplayableOrderDate'; Value = '05/14/2026'; Says = 'is not an ISO 8601 date' }
            @{ Parameter = 'CodCharge'; Value = '1,50'; Says = 'is not an amount' }
            @{ Parameter = 'IsCodRequired'; Value = 'maybe'; Says = 'is neither true nor false' }
            @{ Parameter = 'Feature'; Value = 'BLANK_BOX=Sometimes'; Says = 'must be Required or NotRequired' }
        ) {
            $script:read = 0
            $with = @{ $Parameter = $Value }
            { New-Rows 3 | ForEach-Object { $script:read++; $_ } | New-FbaFulfillmentOrder @with } |
                Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage "*${Parameter}*$Says*"

            $script:read | Should -Be 0
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'take no pipeline input, even where a row has a property of that name: -<_>' -ForEach @(
            'Action', 'Session', 'ThrottleLimit', 'Name', 'City', 'SellerFulfillmentOrderId', 'Item', 'NotificationEmail', 'WhatIf'
        ) {
            $parameter = (Get-Command New-FbaFulfillmentOrder).Parameters[$_]
            $parameter | Should -Not -BeNullOrEmpty
            $parameter.Attributes.Where({ $_ -is [Parameter] }) | ForEach-Object {
                $_.ValueFromPipeline | Should -BeFalse
                $_.ValueFromPipelineByPropertyName | Should -BeFalse
            }
        }

        It 'of the command are not set by columns of their names' {
            $sent = SendOne @{ WhatIf = 'true'; ThrottleLimit = '1'; Confirm = 'true' }

            $sent.Receipts | Should -HaveCount 1
            $sent.Warnings[0].Message | Should -BeLike '*ThrottleLimit*'
        }
    }

    Context 'Where rows come from' {
        It 'Import-Csv' {
            $file = Join-Path $TestDrive 'orders.csv'
            Set-Content $file -Encoding utf8 -Value @(
                'SellerFulfillmentOrderId,SellerSku,Quantity,Name,AddressLine1,City,StateOrRegion,PostalCode,CountryCode'
                'a,MUG-RED,2,Alex Example,12 Sample Street,Springfield,IL,62701,US'
                'a,MUG-BLUE,1,,,,,,'
                'b,MUG-RED,1,"Example, Kim",3 Sample Street,Springfield,IL,62701,US'
            )
            $sent = Send (Import-Csv $file)

            $sent.Receipts.SellerFulfillmentOrderId | Should -Be 'a', 'b'
            (Get-FbaFulfillmentOrder b).DestinationAddress.Name | Should -BeExactly 'Example, Kim'
        }

        It 'ConvertFrom-Csv with another delimiter' {
            $text = 'OrderId;Sku;Quantity;Name;Line1;City;StateOrRegion;PostalCode;CountryCode', 'a;MUG-RED;2;Alex Example;12 Sample Street;Springfield;IL;62701;US'
            (Send ($text | ConvertFrom-Csv -Delimiter ';')).Receipts.SellerFulfillmentOrderId | Should -Be 'a'
        }

        It 'a file that was read with the wrong delimiter is one error that says so, and shows none of its data' {
            $text = 'OrderId;Sku;Quantity;Name', 'a;MUG-RED;2;Alex Example', 'b;MUG-RED;2;Alex Example', 'c;MUG-RED;2;Alex Example'
            $sent = Send ($text | ConvertFrom-Csv)

            $sent.Errors | Should -HaveCount 1
            Get-ErrorId $sent.Errors[0] | Should -BeExactly 'OrderFileInvalid'
            $sent.Errors[0].ToString() | Should -BeLike "*Import-Csv -Delimiter ';'*"
            $sent.Errors[0].ToString() | Should -Not -BeLike '*Alex*'
        }

        It 'objects with numbers and dates as values' {
            $order = SendAndRead @{ Quantity = 3; PerUnitDeclaredValue = 1.5; DisplayableOrderDate = [DateTimeOffset]::new(2026, 5, 14, 10, 0, 0, [TimeSpan]::FromHours(2)) }

            $order.Items[0].Quantity | Should -Be 3
            $order.DisplayableOrderDate.UtcDateTime | Should -Be ([datetime]::new(2026, 5, 14, 8, 0, 0))
        }

        It 'hashtables' {
            $table = @{}
            foreach ($property in (New-Row).PSObject.Properties) { $table[$property.Name] = $property.Value }

            (Send $table).Receipts.SellerFulfillmentOrderId | Should -Be 'order-1'
        }

        It 'DataRows' {
            $table = [Data.DataTable]::new()
            $row = New-Row
            foreach ($property in $row.PSObject.Properties) { [void] $table.Columns.Add($property.Name) }
            [void] $table.Columns.Add('GiftMessage')
            [void] $table.Rows.Add(@($row.PSObject.Properties.Value) + [DBNull]::Value)
            $sent = Send $table.Rows

            $sent.Errors | Should -BeNullOrEmpty
            $sent.Warnings | Should -BeNullOrEmpty
            $sent.Receipts.SellerFulfillmentOrderId | Should -Be 'order-1'
        }

        It 'an array as an argument' {
            $rows = New-Rows 2
            (New-FbaFulfillmentOrder -InputObject $rows).SellerFulfillmentOrderId | Should -Be 'order-1', 'order-2'
        }

        It 'an order by value' {
            Send (New-Row) | Out-Null
            $order = Get-FbaFulfillmentOrder order-1
            $other = Connect-FbaSession -Sandbox
            $copy = $order | Select-Object * -ExcludeProperty Session, Account
            $sent = Send $copy

            $sent.Errors | Should -BeNullOrEmpty
            $sent.Receipts.Session | Should -Be $other.Name
            $other.Sandbox.Find('order-1').Items[0].Quantity | Should -Be 2
            $other | Disconnect-FbaSession
        }

        It 'an order that was written to a file and read again' {
            Send (New-Row) | Out-Null
            $file = Join-Path $TestDrive 'order.xml'
            Get-FbaFulfillmentOrder order-1 | Export-Clixml $file
            $order = Import-Clixml $file
            $session.Sandbox.Reset()
            $sent = Send $order

            $sent.Errors | Should -BeNullOrEmpty
            $sent.Receipts.Outcome | Should -BeExactly 'Created'
            $read = Get-FbaFulfillmentOrder order-1
            $read.Items[0].SellerSku | Should -BeExactly 'MUG-RED'
            $read.DestinationAddress.Name | Should -BeExactly 'Alex Example'
        }

        It 'anything else is an error that says what to pipe in: <Kind>' -TestCases @(
            @{ Kind = 'a text'; Value = 'order-1' }
            @{ Kind = 'a number'; Value = 17 }
            @{ Kind = 'null'; Value = $null }
        ) {
            $sent = Send (, $Value)

            $sent.Receipts | Should -BeNullOrEmpty
            $sent.Errors | Should -HaveCount 1
            $sent.Errors[0].TargetObject | Should -BeExactly 'row 1'
            $sent.Errors[0].ToString() | Should -BeLike '*Import-Csv*'
        }

        It 'nothing at all is no error' {
            $sent = Send @()

            $sent.Receipts | Should -BeNullOrEmpty
            $sent.Errors | Should -BeNullOrEmpty
            Get-Request $session | Should -BeNullOrEmpty
        }
    }

    Context 'What comes out' {
        It 'is in the order of the input, however late a response arrives' {
            Add-Fault $session LateAnswer createFulfillmentOrder order-1 -Seconds 0.3
            $sent = Send (New-Rows 6)

            $sent.Receipts.SellerFulfillmentOrderId | Should -Be (1..6 | ForEach-Object { "order-$_" })
        }

        It 'carries the number of the order''s first row' {
            $sent = Send @((New-Row a), (New-Row a @{ SellerSku = 'B' }), (New-Row b), (New-Row c))

            $sent.Receipts.Row | Should -Be 1, 3, 4
        }

        It 'names the orders that failed by ids, so that they can be sent again' {
            $rows = New-Rows 4
            $rows[1].SellerSku = 'MUG-BLUE'
            $rows[2].Quantity = '1,5'
            $session.Sandbox.RemoveSku('MUG-BLUE')
            $first = Send $rows
            $first.Errors.TargetObject | Should -Be 'order-2', 'order-3'
            $session.Sandbox.SetStock('MUG-BLUE', 10)
            $rows[2].Quantity = '1'
            $errs = $first.Errors
            $again = Send ($rows | Where-Object SellerFulfillmentOrderId -in $errs.TargetObject)

            $again.Receipts.SellerFulfillmentOrderId | Should -Be 'order-2', 'order-3'
            $again.Receipts.Outcome | Should -Be 'Created', 'Created'
        }

        It 'keeps the rows of orders that are skipped in the count' {
            (Send @((New-Row a), (New-Row b @{ Quantity = 'x' }), (New-Row c))).Receipts.Row | Should -Be 1, 3
        }

        It 'reports that the same rows were sent before, and creates no duplicates' {
            Send (New-Rows 3) | Out-Null
            $sent = Send (New-Rows 3)

            $sent.Receipts.Outcome | Should -Be 'AlreadyExisted', 'AlreadyExisted', 'AlreadyExisted'
            $session.Sandbox.OrderCount | Should -Be 3
        }

        It 'reports that another order has the id, by members and never by values' {
            Send (New-Row) | Out-Null
            $sent = SendOne @{ Quantity = '7'; Name = 'Kim Sample' }

            Get-ErrorId $sent.Errors[0] | Should -BeExactly 'OrderContentDiffers'
            $sent.Errors[0].ToString() | Should -Match 'Quantity'
            $sent.Errors[0].ToString() | Should -Not -Match 'Kim|Alex|one command'
        }

        It 'reports that the id belongs to an order that is cancelled' {
            Send (New-Row) @{ Action = 'Hold' } | Out-Null
            Stop-FbaFulfillmentOrder order-1 | Out-Null
            $sent = Send (New-Row)

            Get-ErrorId $sent.Errors[0] | Should -BeExactly 'OrderIdUsedByDeadOrder'
        }
    }
}
