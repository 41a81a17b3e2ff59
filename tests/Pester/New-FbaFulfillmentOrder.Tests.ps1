BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)

    $address = @{ Name = 'Alex Example'; AddressLine1 = '12 Sample Street'; City = 'Springfield'; StateOrRegion = 'IL'; PostalCode = '62701'; CountryCode = 'US' }
}

Describe 'New-FbaFulfillmentOrder' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    Context 'The receipt' {
        It 'says what happened to the order and how it is known' {
            $receipt = New-Row | New-FbaFulfillmentOrder -Action Hold

            $receipt.PSObject.TypeNames[0] | Should -BeExactly 'FbaOutbound.Orders.OrderReceipt'
            $receipt.SellerFulfillmentOrderId | Should -BeExactly 'order-1'
            $receipt.Outcome | Should -BeExactly 'Created'
            $receipt.ConfirmedBy | Should -BeExactly 'Answer'
            $receipt.Differences | Should -BeNullOrEmpty
            $receipt.Action | Should -BeExactly 'Hold'
            $receipt.ApiVersion | Should -BeExactly '2020-07-01'
            $receipt.Session | Should -BeExactly $session.Name
            $receipt.Row | Should -Be 1
            $receipt.RequestId | Should -Not -BeNullOrEmpty
            $receipt.Attempts | Should -Be 1
            $receipt.Elapsed | Should -BeGreaterThan ([TimeSpan]::Zero)
        }

        It 'pipes into <_> by its id' -ForEach 'Get-FbaFulfillmentOrder', 'Stop-FbaFulfillmentOrder' {
            $output = New-Row | New-FbaFulfillmentOrder -Action Hold | & $_
            $output.SellerFulfillmentOrderId | Should -BeExactly 'order-1'
        }

        It 'pipes into Set-FbaFulfillmentOrder by its id' {
            New-Row | New-FbaFulfillmentOrder -Action Hold | Set-FbaFulfillmentOrder -Action Ship
            $session.Sandbox.Find('order-1').IsHeld | Should -BeFalse
        }
    }

    Context 'Orders with one id in one pipeline' {
        BeforeAll {
            function Get-OrderOf($Sku) {
                [pscustomobject] @{ SellerFulfillmentOrderId = 'order-1'; DestinationAddress = $address; Items = @(@{ SellerSku = $Sku; Quantity = 1 }) }
            }
        }

        It 'sends the first, and refuses others with an error of their own<With>' -ForEach @(
            @{ With = ''; Given = @{} }
            @{ With = ' with a journal'; Given = @{ Journal = 'once.jsonl' } }
        ) {
            if ($Given.Journal) { $Given = @{ Journal = Join-Path $TestDrive $Given.Journal } }
            $receipts = (Get-OrderOf FIRST), (Get-OrderOf SECOND), (Get-OrderOf THIRD) |
                New-FbaFulfillmentOrder @Given -ErrorVariable errs -ErrorAction SilentlyContinue -WarningVariable warned

            $receipts | Should -HaveCount 1
            $receipts.Outcome | Should -BeExactly 'Created'
            (Get-FbaFulfillmentOrder order-1).Items.SellerSku | Should -BeExactly 'FIRST'
            Get-Request $session createFulfillmentOrder | Should -HaveCount 1
            $errs | ForEach-Object { Get-ErrorId $_ } | Should -BeExactly 'OrderRepeated', 'OrderRepeated'
            $errs[0] | Should -BeLike "Another order 'order-1' came earlier in the same pipeline*differs in items.*"
            $warned | Should -BeNullOrEmpty
        }

        It 'sends equal ones once, with a warning' {
            $receipts = (Get-OrderOf A), (Get-OrderOf A) | New-FbaFulfillmentOrder -WarningVariable warned -WarningAction SilentlyContinue
            $receipts.Outcome | Should -BeExactly 'Created'
            Get-Request $session createFulfillmentOrder | Should -HaveCount 1
            $warned | Should -BeLike "*'order-1' is in the input more than once*"
        }

        It 'writes the refused ones, and not the first, into the -RejectPath file' {
            $file = Join-Path $TestDrive 'repeated.csv'
            (Get-OrderOf A), (New-Row -Change @{ SellerSku = 'OTHER' }) |
                New-FbaFulfillmentOrder -RejectPath $file -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Out-Null
            $rows = @(Import-Csv $file)
            $rows.SellerSku | Should -BeExactly 'OTHER'
            $rows.Reason | Should -BeLike "Another order 'order-1' came earlier*"
        }
    }

    Context 'From parameters' {
        It 'makes an order of hashtables' {
            $receipt = New-FbaFulfillmentOrder order-1 -Item @{ SellerSku = 'MUG-RED'; Quantity = 2 }, @{ Sku = 'MUG-BLUE'; Quantity = '1' } @address

            $receipt.Outcome | Should -BeExactly 'Created'
            $receipt.Row | Should -Be 0
            (Get-FbaFulfillmentOrder order-1).Items.SellerSku | Should -Be 'MUG-RED', 'MUG-BLUE'
        }

        It 'makes an order of objects' {
            $item = [pscustomobject] @{ SellerSku = 'MUG-RED'; Quantity = 2; GiftMessage = 'Enjoy' }
            New-FbaFulfillmentOrder -OrderId order-1 -Item $item @address | Out-Null

            (Get-FbaFulfillmentOrder order-1).Items[0].GiftMessage | Should -BeExactly 'Enjoy'
        }

        It 'refuses an item that cannot be read, and sends nothing' {
            { New-FbaFulfillmentOrder order-1 -Item @{ SellerSku = 'MUG-RED'; Quantity = '1,5' } @address -ErrorAction Stop } |
                Should -Throw -ExpectedMessage "*Quantity*is not a whole number*"
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'warns about an unknown key, with what was probably meant' {
            New-FbaFulfillmentOrder order-1 -Item @{ SellerSku = 'MUG-RED'; Quantity = 2; GiftMesage = 'Enjoy' } @address -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
            $warnings[0].Message | Should -BeLike '*GiftMesage*GiftMessage*'
        }

        It 'names what is missing in one error' {
            New-FbaFulfillmentOrder order-1 -Item @{ Quantity = 2 } -Name 'Alex Example' -ErrorVariable errs -ErrorAction SilentlyContinue

            $errs | Should -HaveCount 1
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderInvalid'
            foreach ($member in 'SellerSku', 'AddressLine1', 'PostalCode', 'CountryCode') { $errs[0].ToString() | Should -BeLike "*$member*" }
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'takes a date as a date and as text' {
            New-FbaFulfillmentOrder a -Item @{ SellerSku = 'MUG-RED'; Quantity = 1 } @address -DisplayableOrderDate ([datetime]::new(2026, 5, 14)) | Out-Null
            New-FbaFulfillmentOrder b -Item @{ SellerSku = 'MUG-RED'; Quantity = 1 } @address -DisplayableOrderDate '2026-05-14' | Out-Null
            (Get-FbaFulfillmentOrder a, b).DisplayableOrderDate.UtcDateTime | Should -Be @([datetime]::new(2026, 5, 14), [datetime]::new(2026, 5, 14))
        }

        It 'takes several email addresses and features' {
            New-FbaFulfillmentOrder a -Item @{ SellerSku = 'MUG-RED'; Quantity = 1 } @address -NotificationEmail a@example.com, b@example.com -Feature 'BLANK_BOX=Required', 'SIGNATURE_CONFIRMATION=NotRequired' | Out-Null
            $order = Get-FbaFulfillmentOrder a
            $order.NotificationEmails | Should -Be 'a@example.com', 'b@example.com'
            $order.FeatureConstraints.FeatureName | Should -Be 'BLANK_BOX', 'SIGNATURE_CONFIRMATION'
        }

        It 'refuses a blank id, and sends nothing' -ForEach '', ' ' {
            { New-FbaFulfillmentOrder $_ -Item @{ SellerSku = 'MUG-RED'; Quantity = 1 } @address -ErrorAction Stop } | Should -Throw
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'does not take pipeline input beside -Item' {
            New-Row a | New-FbaFulfillmentOrder order-1 -Item @{ SellerSku = 'MUG-RED'; Quantity = 1 } @address -ErrorVariable errs -ErrorAction SilentlyContinue | Out-Null
            $errs | Should -Not -BeNullOrEmpty
            $session.Sandbox.OrderIds | Should -Not -Contain 'a'
        }
    }

    Context 'Defaults' {
        It 'are documented ones for what is rarely given' {
            New-Row | New-FbaFulfillmentOrder | Out-Null
            $order = Get-FbaFulfillmentOrder order-1
            $order.Action | Should -BeExactly 'Ship'
            $order.Policy | Should -BeExactly 'FillOrKill'
            $order.ShippingSpeedCategory | Should -BeExactly 'Standard'
            $order.DisplayableOrderId | Should -BeExactly 'order-1'
            $order.DisplayableOrderComment | Should -BeExactly 'Thank you for your order.'
            $order.MarketplaceId | Should -BeExactly 'ATVPDKIKX0DER'
            [Math]::Abs(($order.DisplayableOrderDate - [DateTimeOffset]::UtcNow).TotalMinutes) | Should -BeLessThan 5
        }
    }

    Context 'Asking first' {
        It '-WhatIf sends nothing, and names order, items and session' {
            $shell = New-Shell '$session = Connect-FbaSession -Sandbox; $session; $rows | New-FbaFulfillmentOrder -WhatIf' @{ rows = @(New-Rows 2) }
            $output = $shell.Invoke()

            $output | Should -HaveCount 1
            Get-Request $output[0] | Should -BeNullOrEmpty
            $shell.Streams.Error | Should -BeNullOrEmpty
            Remove-Shell $shell
        }

        It '-WhatIf still reports what is wrong with a row' {
            New-Row -Change @{ Action = 'Shp' } | New-FbaFulfillmentOrder -WhatIf -ErrorVariable errs -ErrorAction SilentlyContinue
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderInvalid'
        }

        It 'does not happen unattended: the impact is medium' {
            $attribute = [FbaOutbound.Commands.NewFbaFulfillmentOrderCommand].GetCustomAttributes([Management.Automation.CmdletAttribute], $false)[0]
            $attribute.ConfirmImpact | Should -Be 'Medium'
            $ConfirmPreference = 'High'
            (New-Row | New-FbaFulfillmentOrder).Outcome | Should -BeExactly 'Created'
        }
    }

    Context 'What the service refuses' {
        It 'is an error with its words and its request id: an unknown SKU' {
            $session.Sandbox.RemoveSku('MUG-RED')
            New-Row | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue

            Get-ErrorId $errs[0] | Should -BeExactly 'RequestRefused'
            $errs[0].TargetObject | Should -BeExactly 'order-1'
            $errs[0].ToString() | Should -BeLike '*request id*'
        }

        It 'is an error: too little stock' {
            $session.Sandbox.SetStock('MUG-RED', 1)
            New-Row | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue

            Get-ErrorId $errs[0] | Should -BeExactly 'RequestRefused'
            $session.Sandbox.OrderCount | Should -Be 0
        }
    }

    Context 'A connection that breaks' {
        It 'after the order was taken ends in one order and a receipt that says how it is known' {
            Set-QuickReadBack $session
            Add-Fault $session DropAfter createFulfillmentOrder
            $receipt = New-Row | New-FbaFulfillmentOrder

            $receipt.Outcome | Should -BeExactly 'Created'
            $receipt.ConfirmedBy | Should -BeExactly 'ReadBack'
            Get-Request $session createFulfillmentOrder | Should -HaveCount 1
        }

        It 'before anything was sent is tried again' {
            Add-Fault $session ConnectionRefused createFulfillmentOrder
            $receipt = New-Row | New-FbaFulfillmentOrder

            $receipt.Outcome | Should -BeExactly 'Created'
            $receipt.ConfirmedBy | Should -BeExactly 'Answer'
            $receipt.Attempts | Should -Be 2
        }
    }

    Context 'An object that says less or more than one order' {
        BeforeEach {
            $address = @{ Name = 'Bo Example'; AddressLine1 = '9 St'; City = 'Fableville'; StateOrRegion = 'OR'; PostalCode = '97000'; CountryCode = 'US' }
            $item = @{ SellerSku = 'A'; Quantity = 1 }
        }

        It 'is refused for <What>, as a hashtable, an object, JSON and Clixml' -TestCases @(
            @{ What = 'a null item'; More = { @{ Items = @($item, $null) } }; Says = 'Items`[1`] is null*' }
            @{ What = 'two ids'; More = { @{ Items = $item; OrderId = 'Web-77' } }; Says = '*OrderId is given twice*' }
            @{ What = 'two actions'; More = { @{ Items = $item; Action = 'Ship'; FulfillmentAction = 'Hold' } }; Says = '*Action is given twice*' }
            @{ What = 'two SKUs'; More = { @{ Items = @(@{ SellerSku = 'A'; Sku = 'B'; Quantity = 1 }) } }; Says = 'Items`[0`].*Sku is given twice*' }
            @{ What = 'two addresses'; More = { @{ Items = $item; DestinationAddress = @{ AddressLine1 = '77 Other Rd' } } }; Says = '*AddressLine1 is given twice*' }
            @{ What = 'an item beside the items'; More = { @{ Items = @($item); SellerSku = 'Z'; Quantity = 4 } }; Says = '*SellerSku belongs to an item: put it into Items*' }
            @{ What = 'a gift message beside the items'; More = { @{ Items = @($item); GiftMessage = 'Hi' } }; Says = '*GiftMessage belongs to an item*' }
            @{ What = 'a part of the address in an item'; More = { @{ Items = @($item + @{ AddressLine2 = 'Apt 9' }) } }; Says = 'Items`[0`].AddressLine2 belongs to the order*' }
            @{ What = 'a mistyped name'; More = { @{ Items = @($item); 'Adress Line 2' = 'Apt 9' } }; Says = '*Adress Line 2 is almost the same as AddressLine2*' }
        ) {
            $order = $address + @{ SellerFulfillmentOrderId = 'one' } + (& $More)
            $file = Join-Path $TestDrive 'object.xml'
            $object = [pscustomobject] $order
            $object | Export-Clixml $file -Depth 5
            foreach ($form in $order, $object, ($order | ConvertTo-Json -Depth 5 | ConvertFrom-Json), (Import-Clixml $file)) {
                $form | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue -WarningVariable warned | Should -BeNullOrEmpty
                Get-ErrorId $errs[0] | Should -BeExactly 'OrderInvalid'
                "$($errs[0])" | Should -BeLike "Nothing was sent for order *': $Says"
                $warned | Should -BeNullOrEmpty
            }
        }

        It 'is sent where two names say the same' {
            $order = $address + @{ OrderId = 'one'; SellerFulfillmentOrderId = 'one'; DestinationAddress = $address; Items = @(@{ Sku = 'A'; SellerSku = 'A'; Quantity = 1; Name = 'Mug' }) }
            ($order | New-FbaFulfillmentOrder -WarningVariable warned -WarningAction SilentlyContinue).Outcome | Should -BeExactly 'Created'
            $warned | Should -BeExactly 'Unknown columns were ignored: Items[0].Name.'
        }

        It 'is refused for what is lost in its parts: <What>' -TestCases @(
            @{ What = 'a column that holds objects'; More = { @{ Sku = 'A'; Quantity = 1; line_items = @(@{ sku = 'A' }, @{ sku = 'B' }) } }; Says = '*line_items is not read, and holds objects*' }
            @{ What = 'a part of the address'; More = { @{ Items = $item; DestinationAddress = @{ Apt = '9' } } }; Says = 'DestinationAddress.Apt is not read, but is probably AddressLine2, which the object lacks*' }
            @{ What = 'a company'; More = { @{ Items = $item; DestinationAddress = @{ Company = 'Invented Ltd' } } }; Says = 'DestinationAddress.Company *' }
            @{ What = 'a part of the address above it'; More = { @{ Items = $item; Apt = '9' } }; Says = 'Apt is not read*' }
            @{ What = 'cancelled items'; More = { @{ Items = @($item, @{ Sku = 'B'; Quantity = 1; Status = 'cancelled' }, @{ Sku = 'C'; Quantity = 1; Cancelled = $true }) } }; Says = 'Items`[1`].Status is not read*Items`[2`].Cancelled*leave such items out*' }
        ) {
            $order = [pscustomobject] ($address + @{ OrderId = 'one' } + (& $More))
            $order | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderInvalid'
            "$($errs[0])" | Should -BeLike "Nothing was sent for order 'one': $Says"
            ($order | Test-FbaFulfillmentOrder).IsValid | Should -BeFalse
            $order | Get-FbaFulfillmentPreview -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderInvalid'

            # The file of refused orders must not lose it either.
            $file = Join-Path $TestDrive "lost-$([guid]::NewGuid()).csv"
            $order | New-FbaFulfillmentOrder -RejectPath $file -ErrorAction SilentlyContinue -WarningAction Ignore | Should -BeNullOrEmpty
            if (Test-Path $file) { Import-Csv $file | New-FbaFulfillmentOrder -ErrorAction SilentlyContinue -WarningAction Ignore | Should -BeNullOrEmpty }
        }

        It 'is sent with members that change nothing, with empty lists, lists of texts and the members of a table' {
            $table = [Data.DataTable]::new('rows')
            'OrderId', 'Sku', 'Quantity' | ForEach-Object { [void] $table.Columns.Add($_) }
            [void] $table.Rows.Add('two', 'A', '1')
            $orders = [pscustomobject] ($address + @{ OrderId = 'one'; Items = @($item + @{ Colour = 'red' }); tags = @('a', 'b'); line_items = @(); Source = @{ a = 1 }; Shipments = @(@{ a = 1 }) }),
                ($table.Rows[0] | Select-Object *)
            ($orders | New-FbaFulfillmentOrder @address -WarningAction Ignore).Outcome | Should -BeExactly 'Created', 'Created'
        }

        It 'a null among the items of a parameter is named' {
            { New-FbaFulfillmentOrder one -Item $item, $null @address } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*Item`[1`] is null*'
            { New-FbaFulfillmentOrder one -Item $item @address -NotificationEmail 'a@example.com', $null } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*null at `[1`]*'
            { New-FbaFulfillmentOrder one -Item A @address } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage "*such as @{ SellerSku = 'A'; Quantity = 1 }."
        }

        It 'a null after a row of an order refuses the order, <How>' -TestCases @(@{ How = 'at once'; More = @{} }; @{ How = 'in a stream'; More = @{ Stream = $true } }) {
            $receipts = (New-Row order-1), $null, (New-Row order-2), ($address + @{ OrderId = 'order-3'; Items = $item }), $null |
                New-FbaFulfillmentOrder @More -ErrorVariable errs -ErrorAction SilentlyContinue
            $receipts.SellerFulfillmentOrderId | Should -BeExactly 'order-2', 'order-3'
            $errs.TargetObject | Should -BeExactly 'order-1', 'row 5'
            "$($errs[0])" | Should -BeLike "*order 'order-1': row 2: the record is null, and may have been a row of this order."
        }
    }

    It 'says that a preview was saved or copied, by <_>' -ForEach 'Select-Object', 'JSON', 'Clixml' {
        $preview = New-Row | Get-FbaFulfillmentPreview | Select-Object -First 1
        $file = Join-Path $TestDrive 'preview.xml'
        $saved = switch ($_) {
            'Select-Object' { $preview | Select-Object * }
            'JSON' { $preview | ConvertTo-Json -Depth 6 | ConvertFrom-Json }
            default { $preview | Export-Clixml $file; Import-Clixml $file }
        }
        $saved | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue -WarningVariable warned
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderInvalid'
        "$($errs[0])" | Should -BeLike 'Row 1 is a preview that was saved or copied*'
        $warned | Should -BeNullOrEmpty
    }

    It 'leaves alone what an import skipped, also as rows' {
        $skipped = [FbaOutbound.OrderFiles.SkippedOrder] @{ SellerFulfillmentOrderId = 'gone'; SkipReason = 'CancelListed' }
        $file = Join-Path $TestDrive 'skipped-rejects.csv'
        $receipts = $skipped, (New-Row good), ($skipped | ConvertTo-Csv | ConvertFrom-Csv) |
            New-FbaFulfillmentOrder -RejectPath $file -ErrorVariable errs -WarningVariable warned -InformationVariable said 6>$null
        $receipts.SellerFulfillmentOrderId | Should -BeExactly 'good'
        $errs | Should -BeNullOrEmpty
        $warned | Should -BeNullOrEmpty
        "$said" | Should -BeExactly '1 order was left alone, because the import skipped it: gone (CancelListed).'
        $file | Should -Not -Exist
    }

    Context '-RejectPath' {
        BeforeEach { $file = Join-Path $TestDrive "$([guid]::NewGuid()).csv" }

        It 'has the rows of refused orders unchanged with a reason, which can be corrected and sent' {
            $rows = @(
                New-Row 'good'
                New-Row 'bad' @{ Quantity = '1,5'; Extra = 'kept'; Name = 'Zoë "Q", 日' }
                New-Row 'bad' @{ Extra = 'kept'; Name = 'Zoë "Q", 日'; SellerSku = 'MUG-BLUE' }
            )
            $rows | New-FbaFulfillmentOrder -RejectPath $file -ErrorAction SilentlyContinue -WarningAction SilentlyContinue |
                Should -HaveCount 1
            $back = Import-Csv $file
            $back | Should -HaveCount 2
            $back.SellerFulfillmentOrderId | Select-Object -Unique | Should -BeExactly 'bad'
            $back[0].Quantity | Should -BeExactly '1,5'
            $back[0].Name | Should -BeExactly 'Zoë "Q", 日'
            $back[0].Extra | Should -BeExactly 'kept'
            $back[0].Reason | Should -BeLike '*Quantity*'
            if (-not $IsWindows) { (Get-Item $file).UnixMode | Should -BeExactly '-rw-------' }
            $back[0].Quantity = '2'
            ($back | New-FbaFulfillmentOrder -WarningAction SilentlyContinue).Outcome | Should -BeExactly 'Created'
        }

        It 'has the row without an id that refused an order, so that the order is not sent without it' -ForEach @{ Stream = $false }, @{ Stream = $true } {
            $rows = @(New-Row 'first'; [pscustomobject] @{ SellerFulfillmentOrderId = ''; SellerSku = 'MUG-BLUE'; Quantity = '1' }; New-Row 'second' @{ Name = 'Kim Sample' })
            $rows | New-FbaFulfillmentOrder -RejectPath $file -Stream:$Stream -ErrorAction SilentlyContinue -WarningAction SilentlyContinue -WarningVariable warned |
                ForEach-Object SellerFulfillmentOrderId | Should -BeExactly 'second'
            "$warned" | Should -BeLike '*1 refused order*'
            (Import-Csv $file).SellerSku | Should -BeExactly 'MUG-RED', 'MUG-BLUE'
            Import-Csv $file | New-FbaFulfillmentOrder -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $back = Import-Csv $file
            $back[1].SellerFulfillmentOrderId = 'first'
            ($back | New-FbaFulfillmentOrder -WarningAction SilentlyContinue).Outcome | Should -BeExactly 'Created'
            (Get-FbaFulfillmentOrder first).Items.SellerSku | Should -BeExactly 'MUG-RED', 'MUG-BLUE'
        }

        It 'has what the service refuses, of order objects in columns of our own' {
            New-Row 'taken' | New-FbaFulfillmentOrder | Out-Null
            New-Row 'taken' @{ Quantity = '7' } | New-FbaFulfillmentOrder -RejectPath $file -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            (Import-Csv $file).Reason | Should -Not -BeNullOrEmpty
            $other = "$file.2"
            $object = Get-FbaFulfillmentOrder taken
            $object | New-FbaFulfillmentOrder -AddressLine1 '9 Other Road' -RejectPath $other -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            (Import-Csv $other).SellerSku | Should -BeExactly 'MUG-RED'
        }

        It 'has <What> with Items as rows, one for each item, which can be corrected and sent' -TestCases @(
            @{ What = 'a hashtable'; Make = { param($order) $order } }
            @{ What = 'a script object'; Make = { param($order) [pscustomobject] $order } }
        ) {
            $order = @{
                SellerFulfillmentOrderId = 'nested'
                DestinationAddress = @{
                    Name = 'Zoë "Q", 日'; AddressLine1 = '12 Sample Street'; City = 'Springfield'; StateOrRegion = 'IL'; CountryCode = 'US'
                }
                FeatureConstraints = @(@{ FeatureName = 'BLANK_BOX'; FeatureFulfillmentPolicy = 'NotRequired' })
                Items = @(
                    @{ SellerSku = 'MUG-RED'; Quantity = 'two'; PerUnitPrice = @{ Value = 5.5; CurrencyCode = 'USD' } }
                    [pscustomobject] @{ SellerSku = 'MUG-BLUE'; Quantity = 1 }
                )
            }
            & $Make $order | New-FbaFulfillmentOrder -RejectPath $file -ErrorAction SilentlyContinue -WarningAction SilentlyContinue |
                Should -BeNullOrEmpty
            $back = Import-Csv $file
            $back | Should -HaveCount 2
            $back.SellerSku | Should -BeExactly 'MUG-RED', 'MUG-BLUE'
            $back.Quantity | Should -BeExactly 'two', '1'
            $back[0].PerUnitPrice, $back[0].Currency | Should -BeExactly '5.5', 'USD'
            $back.Name | Select-Object -Unique | Should -BeExactly 'Zoë "Q", 日'
            $back[0].Feature | Should -BeExactly 'BLANK_BOX=NotRequired'
            $back[0].Reason | Should -BeLike '*Quantity*'

            # Only the rules refuse it now.
            $other = "$file.2"
            $order.Items[0].Quantity = 2
            & $Make $order | New-FbaFulfillmentOrder -RejectPath $other -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            $back = Import-Csv $other
            $back.Quantity | Should -BeExactly '2', '1'
            $back[0].Reason | Should -BeLike '*PostalCode*'
            $back | ForEach-Object { $_.PostalCode = '62701' }
            ($back | New-FbaFulfillmentOrder -WarningAction SilentlyContinue).Outcome | Should -BeExactly 'Created'
            (Get-FbaFulfillmentOrder nested).Items.Quantity | Should -BeExactly 2, 1
        }

        It 'names in a warning what is no order: <What>' -TestCases @(
            @{ What = 'a text'; Given = 'nested'; Says = 'row 1 (it is not a row or an order)' }
            @{ What = 'an object without items'; Given = @{ SellerFulfillmentOrderId = 'nested'; Items = @() }; Says = "order 'nested' (it has no items)" }
            @{ What = 'an item without members'; Given = @{ SellerFulfillmentOrderId = 'nested'; Items = @{ SellerSku = 'MUG-RED'; Quantity = 1 }, 'MUG-BLUE' }; Says = "order 'nested' (Items`[1]" }
        ) {
            $Given | New-FbaFulfillmentOrder -RejectPath $file -WarningVariable warned -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            "$warned" | Should -BeLike "*1 refused order is not in the -RejectPath file*$([WildcardPattern]::Escape($Says))*"
            $file | Should -Not -Exist
        }

        It 'names in a warning an order of a list, which has no items' {
            New-Row 'listed' | New-FbaFulfillmentOrder | Out-Null
            Get-FbaFulfillmentOrder | New-FbaFulfillmentOrder -RejectPath $file -WarningVariable warned -ErrorVariable errs -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            $errs.FullyQualifiedErrorId | Should -BeExactly 'OrderInvalid,FbaOutbound.Commands.NewFbaFulfillmentOrderCommand'
            "$warned" | Should -BeLike "*not in the -RejectPath file*order 'listed' (it has no items)*"
        }

        It 'never has an order whose outcome is not known' {
            Set-QuickReadBack $session
            Add-Fault $session DropAfter createFulfillmentOrder -Times 9
            Add-Fault $session ReadDenied getFulfillmentOrder -Times 9
            New-Row | New-FbaFulfillmentOrder -RejectPath $file -ErrorVariable errs -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            $errs | Should -Not -BeNullOrEmpty
            Test-Path $file | Should -BeFalse
        }

        It 'is no file without refused orders, and with -WhatIf' {
            New-Row | New-FbaFulfillmentOrder -RejectPath $file | Out-Null
            New-Row 'x' @{ Quantity = 'x' } | New-FbaFulfillmentOrder -RejectPath $file -WhatIf -ErrorAction SilentlyContinue
            Test-Path $file | Should -BeFalse
        }

        It 'sends nothing if the file cannot be written' {
            { New-Row | New-FbaFulfillmentOrder -RejectPath (Join-Path $TestDrive 'no/such/rejects.csv') } |
                Should -Throw -ErrorId 'RejectFileNotSaved,*' -ExpectedMessage 'Nothing was sent*folder does not exist*'
            Get-Request $session createFulfillmentOrder | Should -BeNullOrEmpty
        }

        It 'does not overwrite a file' {
            Set-Content $file 'mine'
            { New-Row | New-FbaFulfillmentOrder -RejectPath $file } | Should -Throw -ErrorId 'RejectFileNotSaved,*'
            Get-Request $session createFulfillmentOrder | Should -BeNullOrEmpty
        }
    }
}
