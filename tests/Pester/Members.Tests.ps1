# What Amazon's models let a client say, against what the cmdlets say. The models are not part of this repository; where they are absent, the tests are skipped.
BeforeDiscovery {
    $folder = $PSScriptRoot
    while ($folder -and -not (Test-Path (Join-Path $folder 'shared/amazon-models'))) { $folder = Split-Path $folder }
    $models = if ($folder) { Join-Path $folder 'shared/amazon-models' }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
    if (-not ('FbaOutboundTests.RecordingServer' -as [type])) {
        Add-Type -TypeDefinition (Get-Content (Join-Path $PSScriptRoot 'RecordingServer.cs') -Raw)
    }

    # The members of a schema that hold a value; a free map is one. An object that the model gives no members says nothing.
    function Get-Leaf($Definitions, $Schema, [string] $Path) {
        while ($Schema.Contains('$ref')) { $Schema = $Definitions[($Schema['$ref'] -split '/')[-1]] }
        if ($Schema['type'] -eq 'array') { Get-Leaf $Definitions $Schema['items'] $Path }
        elseif ($Schema.Contains('properties')) {
            foreach ($name in $Schema['properties'].Keys) { Get-Leaf $Definitions $Schema['properties'][$name] "$Path.$name".TrimStart('.') }
        }
        elseif ($Schema['type'] -ne 'object' -or $Schema.Contains('additionalProperties')) { $Path }
    }

    function Get-Operation([string] $Folder, [string] $File) {
        $model = Get-Content (Join-Path $Folder $File) -Raw | ConvertFrom-Json -AsHashtable
        foreach ($path in $model['paths'].Keys) {
            foreach ($verb in $model['paths'][$path].Keys) {
                $operation = $model['paths'][$path][$verb]
                if ($operation -isnot [System.Collections.IDictionary] -or -not $operation.Contains('responses')) { continue }
                $parameters = @(@($model['paths'][$path]['parameters']) + @($operation['parameters']) | Where-Object { $_ } | ForEach-Object {
                        if ($_.Contains('$ref')) { $model['parameters'][($_['$ref'] -split '/')[-1]] } else { $_ }
                    })
                [pscustomobject] @{
                    Id      = $operation['operationId']
                    Verb    = $verb
                    Pattern = '^' + ([regex]::Replace([regex]::Escape($path), '\\\{[^}]*}', '[^/?]+')) + '(\?|$)'
                    Holes   = ([regex]::Matches($path, '\{')).Count
                    Query   = @($parameters | Where-Object { $_['in'] -eq 'query' } | ForEach-Object { $_['name'] })
                    Leaves  = @($parameters | Where-Object { $_['in'] -eq 'body' } | ForEach-Object { Get-Leaf $model['definitions'] $_['schema'] '' } | Select-Object -Unique)
                }
            }
        }
    }

    function Get-SentLeaf($Node, [string] $Path) {
        if ($Node -is [System.Collections.IDictionary]) {
            if ($Path) { $Path }
            foreach ($name in $Node.Keys) { Get-SentLeaf $Node[$name] "$Path.$name".TrimStart('.') }
        }
        elseif ($Node -is [array]) { foreach ($one in $Node) { Get-SentLeaf $one $Path } }
        elseif ($null -ne $Node) { $Path }
    }

    # What no request has said: an operation that was not asked, a query parameter or a member that was not sent.
    function Get-Missing($Operations, $Requests) {
        foreach ($operation in $Operations) {
            $own = @($Requests | Where-Object {
                    $request = $_
                    $best = $Operations | Where-Object { $_.Verb -eq $request.Method -and $request.Target -match $_.Pattern } | Sort-Object Holes | Select-Object -First 1
                    $best.Id -eq $operation.Id
                })
            if (-not $own) { "$($operation.Id): not asked"; continue }
            foreach ($name in $operation.Query) {
                if (-not ($own.Target -match "[?&]$name=")) { "$($operation.Id)?$name" }
            }

            $sent = @($own.Body | Where-Object { $_ } | ForEach-Object { Get-SentLeaf ($_ | ConvertFrom-Json -AsHashtable) '' } | Select-Object -Unique)
            foreach ($leaf in $operation.Leaves) { if ($leaf -notin $sent) { "$($operation.Id): $leaf" } }
        }
    }

    function Connect-Recorder([string] $Marketplace, [string] $ApiVersion) {
        $session = Connect-FbaSession -Marketplace $Marketplace -ApiVersion $ApiVersion -Endpoint $server.Endpoint -TokenEndpoint "$($server.Endpoint)auth/o2/token" `
            -ClientCredential ([pscredential]::new('amzn1.application-oa2-client.example', (ConvertTo-Secret 'any'))) -RefreshToken (ConvertTo-Secret "Atzr|$Marketplace$ApiVersion")
        Set-QuickReadBack $session
        $session
    }

    $quiet = @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
    $address = @{
        Name = 'Alex Example'; AddressLine1 = '12 Sample Street'; AddressLine2 = 'Floor 2'; AddressLine3 = 'Door 3'; DistrictOrCounty = 'North'; StateOrRegion = 'IL'
        PostalCode = '62701'; CountryCode = 'US'; Phone = '206-555-0100'
    }
    $displayable = @{ DisplayableOrderId = 'D-1'; DisplayableOrderDate = '2026-05-14T10:00:00Z'; DisplayableOrderComment = 'Thank you.' }
    $item = @{
        SellerSku = 'MUG-RED'; SellerFulfillmentOrderItemId = 'i1'; Quantity = 2; GiftMessage = 'Enjoy.'; DisplayableComment = 'Red.'; FulfillmentNetworkSku = 'X001'
        PerUnitDeclaredValue = '5.00'
    }
    $paid = $item + @{ PerUnitPrice = '6.00'; PerUnitTax = '1.00' }
}

Describe 'Every member that Amazon''s models have for requests can be sent' {
    BeforeEach { $server = [FbaOutboundTests.RecordingServer]::new() }
    AfterEach {
        Get-FbaSession | Disconnect-FbaSession
        $server.Dispose()
    }

    It 'are 406, the one object of version 2026-07-04 that has no members left out' -Skip:(-not $models) -ForEach @{ Models = $models } {
        $operations = 'fulfillmentOutbound_2020-07-01.json', 'fulfillmentOutbound_2026-07-04.json', 'merchantFulfillmentV0.json' | ForEach-Object { Get-Operation $Models $_ }
        ($operations | ForEach-Object { $_.Query.Count + $_.Leaves.Count } | Measure-Object -Sum).Sum | Should -Be 406
    }

    It 'by version 2020-07-01' -Skip:(-not $models) -ForEach @{ Models = $models } {
        $us, $jp, $in = 'US', 'JP', 'IN' | ForEach-Object { Connect-Recorder $_ '2020-07-01' }
        $common = $displayable + @{ NotificationEmail = 'a@example.com'; Feature = 'BLANK_BOX=Required'; MarketplaceId = 'ATVPDKIKX0DER'; ShipFromCountryCode = 'US' }
        New-FbaFulfillmentOrder o-1 -Item $item @common @address -City Springfield -ShippingSpeedCategory Expedited -Action Hold -Policy FillAll -Session $us @quiet
        $toJapan = $address + @{ DeliveryWindowStart = '2026-05-20T09:00:00+09:00'; DeliveryWindowEnd = '2026-05-20T12:00:00+09:00'; DeliveryInstructions = 'Ring twice.' }
        $toJapan.CountryCode, $toJapan.PostalCode, $toJapan.StateOrRegion = 'JP', '100-0001', 'Tokyo'
        New-FbaFulfillmentOrder o-2 -Item $paid @displayable @toJapan -ShippingSpeedCategory ScheduledDelivery -DropOffType FALLBACK_NEIGHBOR_DELIVERY `
            -DropOffAttribute @{ neighborName = 'Sam Example'; houseNumber = '7' } -IsCodRequired true -CodCharge 1 -CodChargeTax 1 -ShippingCharge 1 -ShippingChargeTax 1 -Session $jp @quiet
        $toIndia = $address.Clone()
        $toIndia.CountryCode, $toIndia.PostalCode, $toIndia.StateOrRegion = 'IN', '110001', 'DL'
        New-FbaFulfillmentOrder o-3 -Item $item @displayable @toIndia -City Delhi -PaymentTransactionId T-1 -PaymentMode Card -PaymentDate '2026-05-13T00:00:00Z' -Session $in @quiet

        Set-FbaFulfillmentOrder o-1 @common @address -City Springfield -ShippingSpeedCategory Expedited -Policy FillAll -Item ($paid + @{ OrderItemDisposition = 'Sellable' }) -Currency USD -Session $us @quiet
        Stop-FbaFulfillmentOrder o-1 -Session $us @quiet
        Set-FbaSandboxOrder o-1 -Status Processing -Session $us @quiet
        Get-FbaFulfillmentOrder o-1 -Session $us @quiet
        Get-FbaFulfillmentPreview -Item $item @address -City Springfield -MarketplaceId ATVPDKIKX0DER -Feature BLANK_BOX -Speed Standard -IncludeCod -IncludeDeliveryWindow -Session $us @quiet
        $to = $address.Clone(); $to.Remove('Name'); $to.Remove('Phone')
        Get-FbaDeliveryOffer MUG-RED @to -City Springfield -IpAddress 192.0.2.7 -Quantity 2 -Session $us @quiet
        Get-FbaPackageTracking 1 -Session $us @quiet
        Get-FbaReturnReasonCode MUG-RED -MarketplaceId ATVPDKIKX0DER -SellerFulfillmentOrderId o-1 -Language fr_FR -Session $us @quiet
        New-FbaFulfillmentReturn o-1 -Session $us @quiet -Item @{
            SellerReturnItemId = 'r1'; SellerFulfillmentOrderItemId = 'i1'; AmazonShipmentId = 'S1'; ReturnReasonCode = 'R'; ReturnComment = 'Too red.'
        }
        try { Get-FbaFeature -Session $us @quiet } catch { $_.Exception.Message | Should -Match 'getFeatures' }
        Get-FbaFeatureInventory BLANK_BOX -SellerSku MUG-RED -Session $us @quiet
        $server.Status, $server.Answer = 200, '{"payload":{"fulfillmentOrders":[],"featureSkus":[],"nextToken":"more"}}'
        Get-FbaFulfillmentOrder -UpdatedAfter 2026-05-01 -Session $us @quiet
        Get-FbaFeatureInventory BLANK_BOX -UpdatedAfter 2026-05-01 -Session $us @quiet

        Get-Missing @(Get-Operation $Models 'fulfillmentOutbound_2020-07-01.json') $server.Requests | Should -BeNullOrEmpty
    }

    It 'by version 2026-07-04' -Skip:(-not $models) -ForEach @{ Models = $models } {
        $in, $jp = 'IN', 'JP' | ForEach-Object { Connect-Recorder $_ '2026-07-04' }
        $toIndia = $address.Clone()
        $toIndia.CountryCode, $toIndia.PostalCode, $toIndia.StateOrRegion = 'IN', '110001', 'DL'
        $slip = @{ PackingSlipTemplate = 'plain'; PackingSlipAttribute = @{ colour = 'blue' } }
        $line = @{
            SellerSku = 'MUG-RED'; SellerFulfillmentOrderItemId = 'i1'; Quantity = 2; Unit = 'EACHES'; GiftMessage = 'Enjoy.'; PerUnitDeclaredValue = '5.00'; PerUnitPrice = '6.00'
            PackingSlip = @{ TemplateName = 'small'; Attributes = @{ colour = 'red' } }
        }
        $features = 'BLANK_BOX=Required', 'OVERBOX=Required', 'BLOCK_AMZL=Required', 'CHANNEL.SHOP=Required'
        New-FbaFulfillmentOrder o-1 -Item $line @displayable @toIndia @slip -City Delhi -NotificationEmail a@example.com -Feature $features -ShippingSpeedCategory Priority `
            -FurtherSpeed Expedited, Standard -IsCodRequired true -PaymentTransactionId T-1 -PaymentMode Card -PaymentDate '2026-05-13T00:00:00Z' -DeliveryInstructions 'Ring twice.' `
            -DropOffType FALLBACK_NEIGHBOR_DELIVERY -DropOffAttribute 'neighborName=Sam Example;houseNumber=7' -Session $in @quiet
        $toJapan = $address.Clone()
        $toJapan.CountryCode, $toJapan.PostalCode, $toJapan.StateOrRegion = 'JP', '100-0001', 'Tokyo'
        New-FbaFulfillmentOrder o-2 -Item @{ SellerSku = 'MUG-RED'; Quantity = 1 } @toJapan -ShippingSpeedCategory ScheduledDelivery `
            -DeliveryWindowStart '2026-05-20T09:00:00+09:00' -DeliveryWindowEnd '2026-05-20T12:00:00+09:00' -Session $jp @quiet
        Set-FbaFulfillmentOrder o-1 -Action Ship -Session $in @quiet
        Stop-FbaFulfillmentOrder o-1 -Session $in @quiet
        Get-FbaFulfillmentOrder o-1 -ExcludeShipment -Session $in @quiet
        Get-FbaFulfillmentPreview -Item $line @toIndia -City Delhi -NotificationEmail a@example.com -Feature $features -Speed Standard, Expedited -IncludeCod -ExcludeFee -Session $in @quiet
        $to = $toIndia.Clone(); $to.Remove('Name'); $to.Remove('Phone')
        Get-FbaDeliveryOffer MUG-RED @to -City Delhi -IpAddress 192.0.2.7 -Speed Expedited -Session $in @quiet
        Set-FbaSandboxOrder o-1 -Status Processing -Session $in @quiet
        Set-FbaSandboxOrder o-1 -PackageId P-1 -PackageStatus DELIVERED -EstimatedArrivalDate 2026-05-20 -CarrierCode UPS -TrackingNumber 1Z1 -CarrierTrackingUrl https://carrier.example/1 `
            -AmazonTrackingNumber TBA1 -AmazonTrackingUrl https://amazon.example/1 -DropOffType GARAGE -DropOffAttribute @{ side = 'left' } -DeliveryPhotoUrl https://photo.example/1 `
            -ReceivedBy 'Sam Example' -Session $in @quiet
        $server.Status, $server.Answer = 200, '{"orders":[],"pagination":{"nextToken":"more"}}'
        Get-FbaFulfillmentOrder -UpdatedAfter 2026-05-01 -Session $in @quiet

        Get-Missing @(Get-Operation $Models 'fulfillmentOutbound_2026-07-04.json') $server.Requests | Should -BeNullOrEmpty
    }

    It 'by merchant fulfillment' -Skip:(-not $models) -ForEach @{ Models = $models } {
        $us = Connect-Recorder 'US' '2020-07-01'
        $from = @{
            Name = 'Sender Example'; AddressLine1 = '1 Sample Street'; AddressLine2 = 'Dock 2'; AddressLine3 = 'Gate 3'; DistrictOrCounty = 'North'; City = 'Seattle'; StateOrProvinceCode = 'WA'
            PostalCode = '98121'; CountryCode = 'US'; Email = 'sender@example.com'; Phone = '206-555-0100'
        }
        $value = @{
            DataType = 'String'; ValueAsString = 'a'; ValueAsBoolean = 'true'; ValueAsInteger = 1; ValueAsTimestamp = '2026-05-20T00:00:00Z'; ValueAsAddress = $from
            ValueAsWeight = '1 oz'; ValueAsDimension = @{ Value = 1; Unit = 'inches' }; ValueAsCurrency = '1 USD'
        }
        $inputs = @(@{ AdditionalInputFieldName = 'F'; AdditionalSellerInput = $value })
        $request = @{
            AmazonOrderId = '903-1713775-3598252'; SellerOrderId = 'O-1'; ShipFromAddress = $from; Weight = '10 oz'; MustArriveByDate = '2026-05-30'; ShipDate = '2026-05-20'
            DeliveryExperience = 'NoTracking'; CarrierWillPickUp = $true; CarrierWillPickUpOption = 'NoPreference'; DeclaredValue = '10.00 USD'; LabelFormat = 'PDF'
            CustomTextForLabel = 'A'; StandardIdForLabel = 'AmazonOrderId'
            Item = @{
                OrderItemId = '40525960574974'; Quantity = 1; ItemWeight = '5 oz'; ItemDescription = 'Mug'; TransparencyCodeList = 'AZ:1'; ItemLevelSellerInputsList = $inputs
                LiquidVolume = @{ Value = 1; Unit = 'L' }; IsHazmat = 'true'
                DangerousGoodsDetails = @{ UnitedNationsRegulatoryId = 'UN3480'; TransportationRegulatoryClass = '9'; PackingGroup = 'II'; PackingInstruction = 'PI965_SECTION_II' }
            }
        }
        $size = @{ Length = 5; Width = 5; Height = 5; Unit = 'inches' }
        foreach ($package in $size, 'FedEx_Box_Small_1') {
            Get-MfnShippingService @request -PackageDimensions $package -IncludeComplexShippingOption -IncludePackingSlipWithLabel -OfferedPickUpOption NoPreference -OfferedDeliveryExperience NoPreference -Session $us @quiet
            New-MfnShipment @request -PackageDimensions $package -ShippingServiceId S -ShippingServiceOfferId O -HazmatType None -IncludePackingSlipWithLabel -SellerInput $inputs -Session $us @quiet
        }

        Get-MfnSellerInput 903-1713775-3598252 -ShippingServiceId S -ShipFromAddress $from -Session $us @quiet
        Get-MfnShipment 6f77095e-9f75-47eb-aaab-a42d5428fa1a -Session $us @quiet
        Stop-MfnShipment 6f77095e-9f75-47eb-aaab-a42d5428fa1a -Session $us @quiet

        Get-Missing @(Get-Operation $Models 'merchantFulfillmentV0.json') $server.Requests | Should -BeNullOrEmpty
    }
}

Describe 'What a version has no place for is refused before a request' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    It '-<Name> on version 2020-07-01' -ForEach @(
        @{ Name = 'FurtherSpeed'; Arguments = @{ FurtherSpeed = 'Expedited' } }
        @{ Name = 'PackingSlipTemplate'; Arguments = @{ PackingSlipTemplate = 'plain' } }
        @{ Name = 'PackingSlipAttribute'; Arguments = @{ PackingSlipAttribute = 'colour=blue' } }
    ) {
        New-Row | New-FbaFulfillmentOrder @Arguments -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].Exception.Message | Should -Match '2020-07-01'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It '-ExcludeShipment on version 2020-07-01' {
        Get-FbaFulfillmentOrder six-test-order -ExcludeShipment -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        Get-ErrorId $problem[0] | Should -Be 'OperationNotSupported'
        Get-Request $session | Should -BeNullOrEmpty
    }
}

Describe 'The sandbox takes and returns the members' {
    It 'of an order of version 2026-07-04' {
        $session = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04
        try {
            New-Row -Change @{ Unit = 'EACHES'; ItemPackingSlipTemplate = 'small' } |
                New-FbaFulfillmentOrder -ShippingSpeedCategory Standard -FurtherSpeed Expedited -PackingSlipTemplate plain -PackingSlipAttribute @{ colour = 'blue' } `
                    -DropOffType FRONT_DOOR -DropOffAttribute @{ side = 'left' } -WarningAction SilentlyContinue | Should -Not -BeNullOrEmpty
            $order = Get-FbaFulfillmentOrder order-1
            $order.FurtherSpeeds | Should -Be 'Expedited'
            $order.PackingSlip.TemplateName | Should -Be 'plain'
            $order.PackingSlip.Attributes['colour'] | Should -Be 'blue'
            $order.Items[0].PackingSlip.TemplateName | Should -Be 'small'
            $order.Items[0].Unit | Should -Be 'EACHES'
            $order.DeliveryPreferences.DropOffLocation.Attributes['side'] | Should -Be 'left'
        }
        finally { $session | Disconnect-FbaSession }
    }
}
