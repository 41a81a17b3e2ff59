BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
    $whole = @{ Item = @{ SellerSku = 'MUG-RED'; Quantity = 1 }; Name = 'Alex Example'; AddressLine1 = '12 Sample Street'; City = 'Springfield'; StateOrRegion = 'IL'; CountryCode = 'US'; Action = 'Hold' }
}

Describe 'Text that cannot be intended' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { Disconnect-FbaSession $session }

    It 'is refused by every text parameter: <Kind>' -ForEach @(
        @{ Kind = 'a script block'; Value = { $_.New }; Says = '*script block*' }
        @{ Kind = 'an array'; Value = @('a', 'b'); Says = '*list of 2 values*' }
        @{ Kind = 'a hashtable'; Value = @{ a = 1 }; Says = '*Hashtable*' }
        @{ Kind = 'an object'; Value = [pscustomobject] @{ a = 1 }; Says = '*object of type*' }
        @{ Kind = 'a type'; Value = [int]; Says = '*RuntimeType*' }
        @{ Kind = 'a switch'; Value = [switch] $true; Says = '*SwitchParameter*' }
        @{ Kind = 'a Boolean'; Value = $true; Says = '*Boolean*' }
        @{ Kind = 'a date'; Value = [datetime] '2026-01-02'; Says = '*date*' }
        @{ Kind = 'a stream'; Value = [IO.MemoryStream]::new(); Says = '*MemoryStream*' }
        @{ Kind = 'the text of an object'; Value = '@{a=1}'; Says = '*object or a list*' }
        @{ Kind = 'the text of a list'; Value = 'System.Object[]'; Says = '*object or a list*' }
    ) {
        { New-FbaFulfillmentOrder text-1 @whole -PostalCode 62701 -AddressLine2 $Value } | Should -Throw -ExpectedMessage $Says
        { Set-FbaFulfillmentOrder text-1 -DisplayableOrderComment $Value } | Should -Throw
        { Set-FbaSandboxOrder text-1 -Status $Value } | Should -Throw
        { Get-FbaDeliveryOffer MUG-RED -PostalCode $Value } | Should -Throw
        $session.Sandbox.OrderCount | Should -Be 0
    }

    It 'is refused in a row: <Kind>' -ForEach @(
        @{ Kind = 'a script block'; Value = { 'x' } }, @{ Kind = 'a list'; Value = @('x') }, @{ Kind = 'a hashtable'; Value = @{ x = 1 } }, @{ Kind = 'a date'; Value = [datetime] '2026-01-02' }
    ) {
        foreach ($column in 'Name', 'SellerSku', 'PostalCode', 'SellerFulfillmentOrderId') {
            New-Row -Change @{ $column = $Value } | New-FbaFulfillmentOrder -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $errors | Should -HaveCount 1
        }
    }

    It 'is not the id of anything' {
        $ErrorActionPreference = 'Continue'
        foreach ($id in @('x'), { 'x' }, @{ y = 1 }, [datetime] '2026-01-02', $true) {
            foreach ($read in { $input | Get-FbaFulfillmentOrder }, { $input | Stop-FbaFulfillmentOrder }, { $input | Wait-FbaFulfillmentOrder -TimeoutSec 1 }, { $input | New-FbaFulfillmentReturn }, { $input | Get-FbaReturnReasonCode }, { $input | Get-MfnShipment }) {
                $output = [pscustomobject] @{ SellerFulfillmentOrderId = $id; SellerSku = $id; ShipmentId = $id } | & $read 2>&1
                $output | Should -BeOfType System.Management.Automation.ErrorRecord
            }
        }

        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'is not what a calculated property holds that gives nothing' {
        $receipt = New-Row | Select-Object *, @{ n = 'AddressLine2'; e = { if ($false) { 'never' } } } | New-FbaFulfillmentOrder
        $receipt.Outcome | Should -Be 'Created'
        (Get-FbaFulfillmentOrder $receipt.SellerFulfillmentOrderId).DestinationAddress.AddressLine2 | Should -BeNullOrEmpty
    }

    It 'is not reported where PowerShell keeps the digits of a number' {
        $null = New-FbaFulfillmentOrder text-1 @whole -PostalCode 02134 -WarningAction SilentlyContinue
        (Get-FbaFulfillmentOrder text-1).DestinationAddress.PostalCode | Should -BeExactly '02134'
    }

    It 'is repaired with a warning in an address, without the value' {
        $null = New-FbaFulfillmentOrder text-1 @whole -PostalCode "'62701" -WarningVariable warnings -WarningAction SilentlyContinue
        (Get-FbaFulfillmentOrder text-1).DestinationAddress.PostalCode | Should -BeExactly '62701'
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike '*PostalCode was repaired: *apostrophe*'
        $warnings[0].Message | Should -Not -Match '62701'
    }

    It 'names the id of an order whose address is in a list' {
        $order = @{ SellerFulfillmentOrderId = 'list-1'; DestinationAddress = @(, @{ Name = 'Alex Example' }); Items = @(@{ SellerSku = 'MUG-RED'; Quantity = 1 }) }
        $order | New-FbaFulfillmentOrder -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].TargetObject | Should -Be 'list-1'
        $errors[0].ToString() | Should -BeLike '*DestinationAddress*list with one object*'
    }
}

Describe 'What is said of rows' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { Disconnect-FbaSession $session }

    It 'names what a Quantity holds: <Value>' -ForEach @(
        @{ Value = ''; Says = '*Quantity is blank or missing*' }
        @{ Value = '-2'; Says = '*Quantity is -2*' }
        @{ Value = '#N/A'; Says = "*Quantity is #N/A, an error from a spreadsheet formula*" }
    ) {
        New-Row -Change @{ Quantity = $Value } | New-FbaFulfillmentOrder -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].ToString() | Should -BeLike $Says
    }

    It 'suggests Quantity for Qty' {
        $null = New-Row | Select-Object *, @{ n = 'Qty'; e = { 3 } } | New-FbaFulfillmentOrder -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*did you mean Quantity*'
    }

    It 'names Import-Csv for a file' {
        Get-Item $PSCommandPath | New-FbaFulfillmentOrder -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors | Should -HaveCount 1
        $errors[0].ToString() | Should -BeLike '*is a file*Import-Csv*'
        $session.Sandbox.OrderCount | Should -Be 0
    }

    It 'warns once of rows that are the same' {
        $rows = 'same-1', 'same-1', 'same-2', 'same-2', 'other-3' | ForEach-Object { New-Row -Change @{ SellerFulfillmentOrderId = $_; Name = "Alex $_" } }
        $rows | New-FbaFulfillmentOrder -WarningVariable warnings -WarningAction SilentlyContinue | Should -HaveCount 3
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike "Order 'same-1': rows 1 and 2 are the same*1 more order has such rows*"
    }

    It 'names both ids that differ only in case or leading zeros: <First> and <Second>' -ForEach @{ First = 'abc-1'; Second = 'ABC-1' }, @{ First = '0012'; Second = '12' }, @{ First = 'A-007'; Second = 'a-7' } {
        $First, $Second | ForEach-Object { $number = 0 } { New-Row -Change @{ SellerFulfillmentOrderId = $_; Name = "Alex $((++$number))" } } | New-FbaFulfillmentOrder -WarningVariable warnings -WarningAction SilentlyContinue | Should -HaveCount 2
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLikeExactly "*'$First'*'$Second'*"
    }

    It 'mentions a loop only where rows of other goods were sent before' {
        $null = New-Row -Change @{ SellerFulfillmentOrderId = 'apart-1' } | New-FbaFulfillmentOrder
        New-Row -Change @{ SellerFulfillmentOrderId = 'apart-1'; Quantity = 5 } | New-FbaFulfillmentOrder -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].ToString() | Should -Not -Match 'loop'
        New-Row -Change @{ SellerFulfillmentOrderId = 'apart-1'; SellerSku = 'LAMP-DESK' } | New-FbaFulfillmentOrder -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].ToString() | Should -Match 'loop'
    }

    It 'repairs an invisible character in a comment with a warning' {
        $null = New-Row -Change @{ SellerFulfillmentOrderId = 'bidi-1'; GiftMessage = "To $([char] 0x2066)you$([char] 0x2069)" } | New-FbaFulfillmentOrder -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings[0].Message | Should -BeLike '*GiftMessage was repaired: an invisible character*'
        (Get-FbaFulfillmentOrder bidi-1).Items[0].GiftMessage | Should -BeExactly 'To you'
    }
}

Describe 'Lines in comments and gift messages' {
    It 'arrive on <Version>' -ForEach @{ Version = '2020-07-01' }, @{ Version = '2026-07-04' }, @{ Version = 'Mws' } {
        $session = Connect-FbaSession -Sandbox -ApiVersion $Version
        try {
            $change = @{ DisplayableOrderComment = "Dear Alex,`r`nthank you"; GiftMessage = "To you`nfrom me"; DisplayableComment = "one`ntwo"; Action = 'Hold' }
            if ($Version -eq '2026-07-04') { $change.Feature = 'PACKING_SLIP=Required' }
            $row = New-Row -Change $change
            $receipt = $row | New-FbaFulfillmentOrder -ErrorVariable errors
            $receipt.Outcome | Should -Be 'Created'
            $order = Get-FbaFulfillmentOrder $receipt.SellerFulfillmentOrderId
            $order.DisplayableOrderComment -replace '\s*\n', "`n" | Should -BeExactly "Dear Alex,`nthank you"
            $order.Items[0].GiftMessage | Should -BeExactly "To you`nfrom me"

            $again = $row | New-FbaFulfillmentOrder
            $again.Outcome | Should -Be 'AlreadyExisted'
            $again.Differences | Should -BeNullOrEmpty
        }
        finally { Disconnect-FbaSession $session }
    }
}

Describe 'A time span' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { Disconnect-FbaSession $session }

    It 'needs a unit: <_>' -ForEach 15, 15.5, '15' {
        { Get-FbaFulfillmentOrder -HoldExpiringWithin $_ } | Should -Throw -ExpectedMessage "*'3 days'*"
        $before = $session.Sandbox.Now
        { $session.Sandbox.Advance($_) } | Should -Throw -ExpectedMessage "*'3 days'*"
        ($session.Sandbox.Now - $before).TotalMinutes | Should -BeLessThan 5
        { $session.Sandbox.Faults.Add('Stall', $null, $null, $_) } | Should -Throw -ExpectedMessage "*'3 days'*"
    }

    It 'is a TimeSpan or text with a unit: <_>' -ForEach ([timespan]::FromDays(3)), '3 days', '72 h', '3.00:00:00' {
        $null = Get-FbaFulfillmentOrder -HoldExpiringWithin $_
        $before = $session.Sandbox.Now
        $session.Sandbox.Advance($_)
        [math]::Round(($session.Sandbox.Now - $before).TotalDays, 1) | Should -Be 3
    }
}

Describe 'What is said of a command' {
    BeforeAll {
        # The questions of -WhatIf go to the host, so a transcript has them.
        function Ask([scriptblock] $Script) {
            $file = Join-Path $TestDrive "ask-$([guid]::NewGuid())"
            Start-Transcript $file -UseMinimalHeader | Out-Null
            try { & $Script } finally { Stop-Transcript | Out-Null }
            (Get-Content -Raw $file) -replace "`e\[[0-9;]*m" -replace '\r?\n', ' '
        }
    }
    BeforeEach { $session = Connect-FbaSession -Sandbox -Name Words }
    AfterEach { Disconnect-FbaSession $session }

    It 'before a change names its units: <Says>' -ForEach @(
        @{ Do = { New-Row w-1 @{ SellerSku = 'A'; Quantity = 200 } | New-FbaFulfillmentOrder -WhatIf }; Says = 'Create fulfillment order with A × 200, Ship, Standard' }
        @{ Do = { (New-Row w-1 @{ SellerSku = 'A'; Quantity = 3 }), (New-Row w-1 @{ SellerSku = 'B'; Quantity = 4 }) | New-FbaFulfillmentOrder -WhatIf }; Says = 'with 2 items, 7 units, Ship' }
        @{ Do = { Set-FbaFulfillmentOrder w-1 -Item @{ SellerFulfillmentOrderItemId = '1'; SellerSku = 'A'; Quantity = 200 } -WhatIf }; Says = 'keep it held: A × 200 (session' }
        @{ Do = { New-FbaFulfillmentReturn w-1 -Item A -Quantity 3 -Reason X -WhatIf }; Says = 'Create return of A × 3 (session' }
        @{ Do = { $what = New-ShipmentRequest; New-MfnShipment @what -ShippingServiceId UPS_PTP_GND -WhatIf }; Says = 'Buy shipment of 40525960574974 × 1 with UPS_PTP_GND at' }
    ) {
        Ask $Do | Should -BeLike "*$Says*"
    }

    It 'leaves an action that was not given out' {
        $mws = Connect-FbaSession -Sandbox -ApiVersion Mws -Name Old
        try {
            Ask { New-Row w-1 @{ SellerSku = 'A' } | New-FbaFulfillmentOrder -WhatIf } | Should -BeLike '*with A × 2, Standard (session Old)*'
        }
        finally { $mws | Disconnect-FbaSession 3> $null }
    }

    It 'counts one as one' {
        New-Row w-1 | New-FbaFulfillmentOrder | Out-Null
        $session.Sandbox.Advance([TimeSpan]::FromDays(3))
        Get-FbaPackageTracking -SellerFulfillmentOrderId w-1 -Verbose 4>&1 | Out-String | Should -Match 'has 1 package to track'
        $preview = New-Row w-2 | Get-FbaFulfillmentPreview | Select-Object -First 1
        "$($preview.Shipments[0])" | Should -BeLike '1 item, arrives *'
    }

    It 'begins with what does not exist: <Says>' -ForEach @(
        @{ Do = { Get-FbaFulfillmentOrder NOPE }; Says = "There is no order 'NOPE'. " }
        @{ Do = { Stop-FbaFulfillmentOrder NOPE }; Says = "There is no order 'NOPE'. " }
        @{ Do = { Get-MfnShipment 00000000-0000-0000-0000-000000000000 }; Says = "There is no shipment '00000000-0000-0000-0000-000000000000'. " }
    ) {
        $told = try { & $Do } catch { $_ }
        "$($told.Exception.Message)" | Should -BeLike "$Says*Response*"
    }

    It 'says that nothing was checked' {
        @() | Test-FbaFulfillmentOrder -Quiet -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeTrue
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike 'No order was checked*'
        New-Row w-1 | Test-FbaFulfillmentOrder -Quiet -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeTrue
        $warnings | Should -BeNullOrEmpty
    }

    It 'says once of all orders of a group that they have the same recipient and items, the first pair before it is sent' {
        $rows = 'g-1', 'g-a', 'g-b', 'g-c' | ForEach-Object { New-Row -Change @{ SellerFulfillmentOrderId = $_; AddressLine1 = '12 Sample Street' } }
        $rows += 'h-1', 'h-a' | ForEach-Object { New-Row -Change @{ SellerFulfillmentOrderId = $_; AddressLine1 = '14 Sample Street' } }
        $told = @($rows | New-FbaFulfillmentOrder 3>&1)
        $warnings = @($told | Where-Object { $_ -is [Management.Automation.WarningRecord] } | ForEach-Object Message)
        $warnings | Should -HaveCount 3
        $warnings[0] | Should -BeLike "Order 'g-a' has the same recipient and items as order 'g-1'.*"
        $warnings[1] | Should -BeLike "Order 'h-a' has the same recipient and items as order 'h-1'.*"
        $warnings[2] | Should -BeLike "2 more orders have the same recipient and items as order 'g-1': g-b, g-c.*"
        $told.IndexOf(($told | Where-Object { "$_" -like "*'g-a' has*" })) | Should -BeLessThan $told.IndexOf(($told | Where-Object SellerFulfillmentOrderId -EQ 'g-a'))
        $told[-1] | Should -BeOfType ([Management.Automation.WarningRecord])
        ($rows | Test-FbaFulfillmentOrder).Problems.Code | Should -HaveCount 4
    }

    It 'takes the name of a session exactly' {
        { New-Row w-1 | New-FbaFulfillmentOrder -Session 'Wor*' } | Should -Throw -ErrorId 'SessionNotFound,*' -ExpectedMessage "*'Wor*Words*"
        $session.Sandbox.OrderCount | Should -Be 0
    }
}

