BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Get-MfnShippingService and dangerous goods' {
    AfterEach { $session | Disconnect-FbaSession }

    It 'takes their words in any case' {
        $session = Connect-FbaSession -Sandbox
        $what = New-ShipmentRequest
        $what.Item.DangerousGoodsDetails = @{ UnitedNationsRegulatoryId = 'UN3481'; PackingGroup = 'ii' }
        (Get-MfnShippingService @what | Select-Object -First 1).Request.ItemList[0].DangerousGoodsDetails.PackingGroup | Should -BeExactly 'II'
    }
}

Describe 'New-MfnShipment over <_>' -ForEach 'Mws', '2020-07-01' {
    BeforeAll { $version = $_ }
    BeforeEach {
        $session = Connect-FbaSession -Sandbox -ApiVersion $version
        $what = New-ShipmentRequest
        $create = if ($version -eq 'Mws') { 'CreateShipment' } else { 'createShipment' }
    }
    AfterEach { $session | Disconnect-FbaSession }

    It 'buys the service that is piped in, for what it was requested' {
        $service = Get-MfnShippingService @what | Sort-Object { $_.Rate.Value } | Select-Object -First 1
        $shipment = $service | New-MfnShipment
        $shipment.Status | Should -BeExactly 'Purchased'
        $shipment.AmazonOrderId | Should -BeExactly $what.AmazonOrderId
        $shipment.ShippingService.ShippingServiceId | Should -BeExactly $service.ShippingServiceId
        $shipment.Session | Should -BeExactly $session.Name
        $shipment.ItemList.OrderItemId | Should -Be '40525960574974'
        $session.Sandbox.ShipmentIds | Should -Be $shipment.ShipmentId
    }

    It 'buys a service that is described by parameters' {
        $shipment = New-MfnShipment @what -ShippingServiceId UPS_PTP_GND -DeclaredValue '10.00' -LabelFormat PDF
        $shipment.ShippingService.ShippingServiceId | Should -BeExactly 'UPS_PTP_GND'
        $shipment.Insurance.ToString() | Should -BeExactly '10.00 USD'
    }

    It 'refuses <Says>, and buys nothing' -TestCases @(
        @{ Says = 'in EUR'; Given = @{ DeclaredValue = '5 EUR' } }
        @{ Says = 'in GBP'; Given = @{ DeclaredValue = @{ Value = 5; CurrencyCode = 'gbp' } } }
        @{ Says = 'hashtable'; Given = @{ PackageDimensions = '5x5x5 in' } }
        @{ Says = 'hashtable'; Given = @{ PackageDimensions = '5 5 5' } }
        @{ Says = 'Weight has no unit'; Given = @{ Weight = 3 } }
        @{ Says = 'Weight must be above 0'; Given = @{ Weight = -1 } }
        @{ Says = 'Weight has no unit'; Given = @{ Weight = '3' } }
        @{ Says = 'Weight'; Given = @{ Weight = '3 stone' } }
    ) {
        foreach ($name in $Given.Keys) { $what[$name] = $Given[$name] }
        { New-MfnShipment @what -ShippingServiceId UPS_PTP_GND } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage "*$Says*"
        $session.Sandbox.ShipmentIds | Should -BeNullOrEmpty
    }

    It 'reads <_>' -ForEach '10oz', '10 OZ', '10  Ounces', '3 lb' {
        $what.Weight = $_
        (New-MfnShipment @what -ShippingServiceId UPS_PTP_GND -DeclaredValue '5usd' -LabelFormat pdf -DeliveryExperience notracking).Status | Should -BeExactly 'Purchased'
    }

    It 'sends the words of a filter in the spelling of Amazon, and refuses others before a request' {
        Get-MfnShippingService @what -OfferedPickUpOption nopreference -OfferedDeliveryExperience notracking -StandardIdForLabel amazonorderid |
            Should -Not -BeNullOrEmpty
        $session.Sandbox.ClearRequests()
        { Get-MfnShippingService @what -OfferedPickUpOption Never } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*OfferedPickUpOption*'
        { Get-MfnShippingService @what -OfferedDeliveryExperience NoTrackin } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*NoTracking*'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'takes units and words of items in any case, in what was read before, too' {
        $what.Item = [FbaOutbound.Shipments.ShipmentItem] @{
            OrderItemId = '40525960574974'; Quantity = 1; ItemWeight = [FbaOutbound.Orders.Weight] @{ Value = 5; Unit = 'Ounces' }
        }
        $what.Weight = [FbaOutbound.Orders.Weight] @{ Value = 10; Unit = 'OZ' }
        $offer = Get-MfnShippingService @what | Select-Object -First 1
        $offer.Request.Weight.Unit, $offer.Request.ItemList[0].ItemWeight.Unit | Should -BeExactly 'oz', 'oz'
    }

    It 'sends a whole number as one, whatever its size in memory: <Given>' -TestCases @(
        @{ Given = [long] 5 }, @{ Given = [byte] 5 }, @{ Given = (ConvertFrom-Json '{"n":5}').n }
    ) {
        $what.Item.ItemLevelSellerInputsList = @{ F = $Given }
        $offer = Get-MfnShippingService @what -IncludeComplexShippingOption | Select-Object -First 1
        $value = $offer.Request.ItemList[0].ItemLevelSellerInputsList[0].AdditionalSellerInput
        $value.DataType, $value.ValueAsInteger | Should -Be 'Integer', 5
        $what.Item.ItemLevelSellerInputsList = @{ F = [long]::MaxValue }
        { Get-MfnShippingService @what } | Should -Throw -ErrorId 'ParameterInvalid,*'
    }

    It 'refuses a null among the items, and a service that was saved or copied' {
        $service = Get-MfnShippingService @what | Select-Object -First 1
        $what.Item = $what.Item, $null
        { New-MfnShipment @what -ShippingServiceId UPS_PTP_GND } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*Item`[1`] is null*'
        $file = Join-Path $TestDrive 'service.xml'
        $service | Export-Clixml $file
        foreach ($saved in ($service | Select-Object *), ($service | ConvertTo-Json -Depth 6 | ConvertFrom-Json), (Import-Clixml $file)) {
            $saved | New-MfnShipment -ErrorVariable errs -ErrorAction SilentlyContinue
            Get-ErrorId $errs[0] | Should -BeExactly 'OfferMissing'
            "$($errs[0])" | Should -BeLike 'This service was saved or copied*Run Get-MfnShippingService again*'
        }

        $session.Sandbox.ShipmentIds | Should -BeNullOrEmpty
    }

    It 'never guesses which of two shipments is meant' {
        $two = @{ ShipmentId = '7e2d21e8-f4f8-4e6b-a347-ec7e95bd8721'; 'shipmentId ' = '7e2d21e8-f4f8-4e6b-a347-ec7e95bd8722' }
        foreach ($command in 'Get-MfnShipment', 'Stop-MfnShipment') {
            $two | & $command -ErrorVariable errs -ErrorAction SilentlyContinue
            "$($errs[0])" | Should -BeLike '*different values in ShipmentId*'
        }
    }

    It 'buys nothing with -WhatIf' {
        Get-MfnShippingService @what | Select-Object -First 1 | New-MfnShipment -WhatIf
        $session.Sandbox.ShipmentIds | Should -BeNullOrEmpty
    }

    It 'buys none of several services for the same items, and says what to do; with -WhatIf, too' {
        foreach ($how in @{}, @{ WhatIf = $true }) {
            $text = Get-MfnShippingService @what | Select-Object -First 3 |
                New-MfnShipment @how -ErrorAction SilentlyContinue -ErrorVariable errs 6>&1
            $text | Should -BeNullOrEmpty
            $session.Sandbox.ShipmentIds | Should -BeNullOrEmpty
            $errs | Should -HaveCount 1
            $errs[0].FullyQualifiedErrorId | Should -BeLike 'ShipmentRepeated,*'
            $errs[0].TargetObject | Should -BeExactly $what.AmazonOrderId
            "$($errs[0])" | Should -BeLike '3 services were piped in*none was bought*Select-Object -First 1.'
        }
    }

    It 'buys the one service of an order, also where there are several of another one' {
        Set-FbaSandbox -MerchantOrder @{ AmazonOrderId = '903-1111111-2222222'; Items = @{ '40525960574999' = 1 } }
        $other = New-ShipmentRequest @{ AmazonOrderId = '903-1111111-2222222'; Item = @{ OrderItemId = '40525960574999'; Quantity = 1 } }
        $offers = @(Get-MfnShippingService @other | Select-Object -First 2) + @(Get-MfnShippingService @what | Select-Object -First 1)
        $bought = @($offers | New-MfnShipment -ErrorAction SilentlyContinue -ErrorVariable errs)
        $bought.AmazonOrderId | Should -Be $what.AmazonOrderId
        $errs.TargetObject | Should -Be '903-1111111-2222222'
    }

    It 'warns of several packages with the same item in one pipeline, before it buys them' {
        Set-FbaSandbox -MerchantOrder @{ AmazonOrderId = '903-1111111-2222222'; Items = @{ '40525960574999' = 3; '40525960574998' = 1 } }
        $one, $two = foreach ($items in @{ OrderItemId = '40525960574999'; Quantity = 1 }, @(
            @{ OrderItemId = '40525960574999'; Quantity = 2 }, @{ OrderItemId = '40525960574998'; Quantity = 1 })) {
            $other = New-ShipmentRequest @{ AmazonOrderId = '903-1111111-2222222'; Item = $items }
            Get-MfnShippingService @other | Select-Object -First 1
        }
        { $one, $two | New-MfnShipment -WarningAction Stop } | Should -Throw '*40525960574999*'
        Get-Request $session $create | Should -BeNullOrEmpty

        $bought = @($one, $two | New-MfnShipment -WarningAction SilentlyContinue -WarningVariable warnings)
        $bought | Should -HaveCount 2
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike "2 labels are bought for item '40525960574999' of order '903-1111111-2222222', 3 units in all*"
    }

    It 'buys no package with an item of one whose outcome is unknown, in one pipeline' {
        Set-FbaSandbox -MerchantOrder @{ AmazonOrderId = '903-1111111-2222222'; Items = @{ '40525960574999' = 3; '40525960574998' = 1 } }
        $offers = foreach ($items in @{ '40525960574999' = 1 }, @{ '40525960574999' = 2 }, @{ '40525960574998' = 1 }) {
            $other = New-ShipmentRequest @{ AmazonOrderId = '903-1111111-2222222'; Item = @{ OrderItemId = "$($items.Keys)"; Quantity = [int] "$($items.Values)" } }
            Get-MfnShippingService @other | Select-Object -First 1
        }
        Add-Fault $session DropAfter $create
        $bought = @($offers | New-MfnShipment -ErrorAction SilentlyContinue -ErrorVariable errs -WarningAction SilentlyContinue)
        $bought.ItemList.OrderItemId | Should -Be '40525960574998'
        $errs.FullyQualifiedErrorId | Should -BeLike 'ShipmentOutcomeUnknown,*'
        $errs | Should -HaveCount 2
        "$($errs[1])" | Should -BeLike "Nothing was bought*item '40525960574999'*run the command again for this package."
        Get-Request $session $create | Should -HaveCount 2
    }

    It 'sends a day as the whole day of the marketplace, whether it is text or a DateTime, also as <_>' -ForEach 'text', 'Unspecified', 'Local', 'Utc' {
        $ship, $arrive = foreach ($days in 3, 20) {
            $day = [DateTime]::UtcNow.Date.AddDays($days)
            if ($_ -eq 'text') { $day.ToString('yyyy-MM-dd') } else { [DateTime]::SpecifyKind($day, $_) }
        }
        $offer = Get-MfnShippingService @what -MustArriveByDate $arrive -ShipDate $ship | Select-Object -First 1
        $offer.Request.ShipDate.UtcDateTime | Should -Be ([DateTime]::UtcNow.Date.AddDays(3).AddHours(20))
        $offer.Request.MustArriveByDate.UtcDateTime | Should -Be ([DateTime]::UtcNow.Date.AddDays(21).AddHours(8).AddSeconds(-1))
    }

    It 'keeps a time as it is given' {
        $day = [DateTime]::UtcNow.Date.AddDays(20).ToString('yyyy-MM-dd')
        $offer = Get-MfnShippingService @what -MustArriveByDate "${day}T00:00:00Z" -ShipDate ([DateTime]::UtcNow.Date.AddDays(3).AddHours(1)) |
            Select-Object -First 1
        $offer.Request.ShipDate.UtcDateTime | Should -Be ([DateTime]::UtcNow.Date.AddDays(3).AddHours(1))
        $offer.Request.MustArriveByDate.UtcDateTime | Should -Be ([DateTime]::UtcNow.Date.AddDays(20))
    }

    It 'offers what arrives on the day of -MustArriveByDate' {
        $latest = (Get-MfnShippingService @what | Sort-Object LatestEstimatedDeliveryDate | Select-Object -First 1).LatestEstimatedDeliveryDate
        Get-MfnShippingService @what -MustArriveByDate $latest.UtcDateTime.ToString('yyyy-MM-dd') | Should -Not -BeNullOrEmpty
    }

    It 'takes a seller input in the shape of the service as one hashtable, too, as <Says>' -TestCases @(
        @{ Says = 'a hashtable'; Given = @{ AdditionalInputFieldName = 'F'; AdditionalSellerInput = @{ DataType = 'String'; ValueAsString = 'US' } } }
        @{ Says = 'a list'; Given = @(@{ AdditionalInputFieldName = 'F'; AdditionalSellerInput = @{ DataType = 'String'; ValueAsString = 'US' } }) }
        @{ Says = 'an ordered hashtable'; Given = [ordered] @{ additionalInputFieldName = 'F'; additionalSellerInput = @{ DataType = 'String'; ValueAsString = 'US' } } }
        @{ Says = 'an object'; Given = [pscustomobject] @{ AdditionalInputFieldName = 'F'; AdditionalSellerInput = @{ DataType = 'String'; ValueAsString = 'US' } } }
        @{ Says = 'names and values'; Given = @{ F = 'US' } }
    ) {
        $what.Item.ItemLevelSellerInputsList = $Given
        $offer = Get-MfnShippingService @what -IncludeComplexShippingOption | Select-Object -First 1
        $read = @($offer.Request.ItemList[0].ItemLevelSellerInputsList)
        $read | Should -HaveCount 1
        $read[0].AdditionalInputFieldName, $read[0].AdditionalSellerInput.DataType, $read[0].AdditionalSellerInput.ValueAsString | Should -Be 'F', 'String', 'US'

        # Of the shipment as a whole.
        $journal = Join-Path $TestDrive "$(New-Guid).journal"
        $null = New-MfnShipment @what -ShippingServiceId UPS_PTP_GND -SellerInput $Given -Journal $journal
        (New-MfnShipment @what -ShippingServiceId UPS_PTP_GND -SellerInput @{ F = 'US' } -Journal $journal -ErrorVariable errs) | Should -Not -BeNullOrEmpty
        $errs | Should -BeNullOrEmpty
    }

    It 'says which cmdlet lists the fields that a service requires' {
        $offer = Get-MfnShippingService @what -IncludeComplexShippingOption | Where-Object RequiresAdditionalSellerInputs | Select-Object -First 1
        $offer | New-MfnShipment -ErrorAction SilentlyContinue -ErrorVariable errs | Should -BeNullOrEmpty
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'RequestRefused,*'
        $errs[0].ErrorDetails.RecommendedAction | Should -BeLike '*Get-MfnSellerInput*'
    }

    It 'buys nothing after -DeadlineSec, and says which packages are left' {
        Set-FbaSandbox -MerchantOrder (1..3 | ForEach-Object { @{ AmazonOrderId = "903-1111111-222222$_"; Items = @{ '40525960574999' = 1 } } })
        $offers = 1..3 | ForEach-Object {
            $one = New-ShipmentRequest @{ AmazonOrderId = "903-1111111-222222$_"; Item = @{ OrderItemId = '40525960574999'; Quantity = 1 } }
            Get-MfnShippingService @one | Select-Object -First 1
        }
        Add-Fault $session Stall $create -Seconds 1.5
        $bought = @($offers | New-MfnShipment -DeadlineSec 1 -ErrorAction SilentlyContinue -ErrorVariable errs -WarningAction SilentlyContinue -WarningVariable warnings)
        $bought.AmazonOrderId | Should -Be '903-1111111-2222221'
        $errs.TargetObject | Should -Be '903-1111111-2222222', '903-1111111-2222223'
        $errs.FullyQualifiedErrorId | Should -BeLike 'DeadlineReached,*'
        "$warnings" | Should -BeLike '*1 result returned, 2 not finished*for the packages with this error only*'
        Get-Request $session $create | Should -HaveCount 1
    }

    It 'says with -WhatIf which rate it would pay' {
        $log = Join-Path $TestDrive "$(New-Guid).txt"
        $null = Start-Transcript $log
        try { New-MfnShipment @what -ShippingServiceId UPS_PTP_GND -WhatIf } finally { $null = Stop-Transcript }
        Get-Content $log -Raw | Should -BeLike '*Buy shipment of 40525960574974 × 1 with UPS_PTP_GND at the current rate*'
    }

    It 'never repeats a purchase whose response is lost, and says where to look' {
        $service = Get-MfnShippingService @what | Select-Object -First 1
        Add-Fault $session DropAfter $create
        $service | New-MfnShipment -ErrorAction SilentlyContinue -ErrorVariable errs | Should -BeNullOrEmpty
        $session.Sandbox.ShipmentIds | Should -HaveCount 1
        Get-Request $session $create | Should -HaveCount 1
        $errs | Should -HaveCount 1
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'ShipmentOutcomeUnknown,*'
        "$($errs[0])" | Should -Match $what.AmazonOrderId
        "$($errs[0])" | Should -Match $service.ShippingServiceId
        "$($errs[0])" | Should -Match 'Seller Central'
        $errs[0].Exception.FirstSent | Should -Not -BeNullOrEmpty
    }

    It 'reports all that is wrong with the parameters before anything is sent' {
        $bad = New-ShipmentRequest @{ Item = @{ OrderItemId = '1'; Quantity = '1,5'; Colour = 'red' }; Weight = 'heavy' }
        { New-MfnShipment @bad -ShippingServiceId X } | Should -Throw -ErrorId 'ParameterInvalid,*' -PassThru | ForEach-Object {
            "$_" | Should -Match 'Quantity'
            "$_" | Should -Match 'Colour'
            "$_" | Should -Match 'Weight'
        }
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'lists in one error what cannot be read and what the rules say, over <Name>' -TestCases @(
        @{ Name = 'Get-MfnShippingService'; More = @{}; Run = { param($given) Get-MfnShippingService @given } }
        @{ Name = 'New-MfnShipment'; More = @{ SellerInput = @{ A = @{ Colour = 1 } }; HazmatType = 'Nuclear' }
            Run = { param($given) New-MfnShipment @given -ShippingServiceId X } }
    ) {
        $bad = @{
            AmazonOrderId = '903-17'; Item = @{ OrderItemId = '4.05E+13'; Quantity = 0 }, 'mug', @{ OrderItemId = '1'; Quantity = -1 }
            ShipFromAddress = @{ Name = 'A'; PostCode = '97000' }; PackageDimensions = @{ Length = 5 }; Weight = '10 stone'
            ShipDate = 'soon'; MustArriveByDate = ' '; LabelFormat = 'GIF'; DeclaredValue = 'much'
        } + $More
        $text = "$({ & $Run $bad } | Should -Throw -ErrorId 'ParameterInvalid,*' -PassThru)"
        foreach ($part in @(
            "'903-17' is not an Amazon order id", 'Item[0].OrderItemId was changed to scientific notation', 'Item[0].Quantity is 0: give a whole number of 1 or more'
            'Item[1] must be a hashtable', 'Item[2].Quantity is -1: give a whole number of 1 or more'
            'ShipFromAddress has unknown members: PostCode', 'ShipFromAddress.City is required', 'ShipFromAddress.PostalCode is required'
            'PackageDimensions needs a Length', 'PackageDimensions.Unit is required', 'Weight.Unit must be'
            'ShipDate', 'MustArriveByDate has no value', 'LabelFormat', 'DeclaredValue') + $(if ($More.Count) { 'SellerInput.A', 'HazmatType' })
        ) {
            $text | Should -BeLike "*$([WildcardPattern]::Escape($part))*"
        }

        # What cannot be read is not missing, too.
        foreach ($once in 'Item[0].OrderItemId', 'Item[1]', 'ShipDate', 'MustArriveByDate', 'DeclaredValue', 'Weight') {
            [regex]::Matches($text, "(?<!\w)$([regex]::Escape($once))(?= |\.Unit)").Count | Should -Be 1 -Because "$once in $text"
        }

        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'Get-MfnSellerInput lists in one error what cannot be read and what the rules say' {
        $text = "$({ Get-MfnSellerInput 903-17 X -ShipFromAddress @{ Name = 'A'; PostCode = 1 } } | Should -Throw -ErrorId 'ParameterInvalid,*' -PassThru)"
        foreach ($part in "'903-17' is not an Amazon order id", 'unknown members: PostCode', 'ShipFromAddress.City is required') {
            $text | Should -BeLike "*$part*"
        }
    }

    It 'takes only what Get-MfnShippingService has returned' {
        [pscustomobject] @{ ShippingServiceId = 'UPS_PTP_GND' } | New-MfnShipment -ErrorAction SilentlyContinue -ErrorVariable errs
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'OfferMissing,*'
    }
}
