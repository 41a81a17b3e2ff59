BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)

    function New-Key($Secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY') {
        [pscredential]::new('AKIAIOSFODNN7EXAMPLE', (ConvertTo-SecureString $Secret -AsPlainText -Force))
    }
}

Describe 'The jobs of the pages, over both protocols' {
    It 'print the same table' {
        $tables = foreach ($version in 'Mws', '2020-07-01') {
            $session = Connect-FbaSession -Sandbox -ApiVersion $version
            $null = New-Rows 3 | New-FbaFulfillmentOrder -Action Hold -DisplayableOrderDate 2026-05-13
            'order-1', 'order-2' | Set-FbaFulfillmentOrder -DisplayableOrderComment 'Changed' -DisplayableOrderDate 2026-05-14
            'order-1' | Set-FbaFulfillmentOrder -Action Ship
            $null = 'order-2' | Stop-FbaFulfillmentOrder -Wait
            $session.Sandbox.Advance([TimeSpan]::FromDays(3))
            'order-1', 'order-2', 'order-3' | Get-FbaFulfillmentOrder |
                Format-Table SellerFulfillmentOrderId, Status, Action, IsHeld, CanCancel, DisplayableOrderComment, { $_.DisplayableOrderDate.UtcDateTime.ToString('s') }, { $_.Items[0].CancelledQuantity } |
                Out-String -Width 200
            $session | Disconnect-FbaSession
        }
        $tables[0] | Should -BeExactly $tables[1]
        $tables[0] | Should -Match 'order-1 +Complete'
        $tables[0] | Should -Match 'order-2 +Cancelled'
        $tables[0] | Should -Match 'order-3 +(Received|Planning)'
    }

    It 'a create whose response is lost is one order' {
        $session = Connect-FbaSession -Sandbox -ApiVersion Mws
        Set-QuickReadBack $session
        Add-Fault $session DropAfter CreateFulfillmentOrder
        $receipt = New-Row | New-FbaFulfillmentOrder
        $receipt.Outcome | Should -BeExactly 'Created'
        $receipt.ConfirmedBy | Should -BeExactly 'ReadBack'
        $session.Sandbox.OrderIds | Should -Be 'order-1'
        $session | Disconnect-FbaSession
    }
}

Describe 'The example queries of the pages, from the cmdlets'' parameters' {
    BeforeAll {
        # A gateway that answers each action with its empty success and keeps what it was sent.
        $listener = [Net.HttpListener]::new()
        $port = 20000 + (Get-Random -Maximum 20000)
        $listener.Prefixes.Add("http://127.0.0.1:$port/")
        $listener.Start()
        $sent = [Collections.Concurrent.ConcurrentQueue[string]]::new()
        $gateway = [powershell]::Create().AddScript({
            param($listener, $sent)
            while ($listener.IsListening) {
                # A wait without an end is not always woken when the listener stops.
                $wait = $listener.GetContextAsync()
                while (-not $wait.Wait(50)) { if (-not $listener.IsListening) { return } }
                $context = $wait.Result
                $body = [IO.StreamReader]::new($context.Request.InputStream).ReadToEnd()
                $sent.Enqueue("$($context.Request.HttpMethod) $($context.Request.RawUrl)?$body")
                $action = [regex]::Match($body, '(?<=Action=)\w+').Value
                $answer = [Text.Encoding]::UTF8.GetBytes("<?xml version=`"1.0`"?><${action}Response><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>")
                $context.Response.ContentType = 'text/xml'
                $context.Response.OutputStream.Write($answer, 0, $answer.Length)
                $context.Response.Close()
            }
        }).AddArgument($listener).AddArgument($sent)
        $null = $gateway.BeginInvoke()
        $token = ConvertTo-SecureString 'amzn.mws.4ea38b7b-f563-7709-4bae-87aeaEXAMPLE' -AsPlainText -Force
        $session = Connect-FbaSession -AccessKey (New-Key) -SellerId A2NKEXAMPLEF53 -MwsAuthToken $token -Endpoint "http://127.0.0.1:$port/" -Marketplace JP
        $address = @{
            Name = 'Amazon Taro'; AddressLine1 = 'Meguro-ku Shimomeguro 12-34-56'; AddressLine2 = 'XXX building 101'
            CountryCode = 'JP'; StateOrRegion = 'Tokyo'; PostalCode = '1500002'
        }
        $shared = @{
            SellerFulfillmentOrderId = 'mws-test-query-20100713023203751'; DisplayableOrderId = 'mws-test-query-20100713023203751'
            MarketplaceId = 'ATVPDKIKX0DER'; DisplayableOrderComment = 'Seller comment here'; Currency = 'JPY'
            NotificationEmail = 'test1@amazon.com', 'test2@amazon.com'
        }
        $text = @{ DisplayableComment = 'Seller comment here'; GiftMessage = 'Gift comment here' }
        $seeds = Join-Path $PSScriptRoot '../../../shared/seeds'

        # Names and decoded values; the page leaves some colons unencoded.
        function Read-Query([string] $Text, [string] $Pattern) {
            $query = @{}
            foreach ($match in [regex]::Matches($Text, $Pattern)) { $query[$match.Groups[1].Value] = [uri]::UnescapeDataString($match.Groups[2].Value) }
            'Signature', 'Timestamp', 'AWSAccessKeyId' | ForEach-Object { $query.Remove($_) }
            $query.GetEnumerator() | Sort-Object Key | ForEach-Object { "$($_.Key)=$($_.Value)" }
        }

        function Get-Sent { Read-Query (@($sent)[-1] -replace '^[^?]*\?', '&') '&([^=]+)=([^&]*)' }
        function Get-Page($Name) { Read-Query (Get-Content (Join-Path $seeds "$Name.txt") -Raw) '(?m)^\s*[?&]([A-Za-z0-9.]+)=(\S*)\s*$' }
    }
    AfterAll {
        $session | Disconnect-FbaSession
        $listener.Stop()
        $gateway.Dispose()
    }

    It 'CreateFulfillmentOrder' -Skip:(-not (Test-Path (Join-Path $PSScriptRoot '../../../shared/seeds'))) {
        $items = @(
            @{ SellerFulfillmentOrderItemId = 'mws-test-1'; SellerSku = 'Sample_SKU_1'; Quantity = 1; PerUnitDeclaredValue = '30'; PerUnitPrice = '40.00'; PerUnitTax = '2.00' } + $text
            @{ SellerFulfillmentOrderItemId = 'mws-test-2'; SellerSku = 'Sample_SKU_2'; Quantity = 2; PerUnitDeclaredValue = '20.00'; PerUnitPrice = '22.00'; PerUnitTax = '6.00' } + $text
        )
        # The page sends the American marketplace to Japan, which a session refuses.
        $own = $shared.Clone()
        $own.MarketplaceId = $session.MarketplaceId
        $receipt = New-FbaFulfillmentOrder @own @address -Item $items -Action Hold -DisplayableOrderDate 2013-12-29 -ShippingSpeedCategory ScheduledDelivery `
            -DeliveryWindowStart 2014-01-03T03:00:00Z -DeliveryWindowEnd 2014-01-03T05:00:00Z `
            -IsCodRequired true -CodCharge '10.00' -CodChargeTax '2.00' -ShippingCharge '5.00' -ShippingChargeTax '3.00'
        $receipt.Outcome | Should -BeExactly 'Created'
        Get-Sent | Should -Be ((Get-Page 'mws-CreateFulfillmentOrder') -replace '^MarketplaceId=.*', "MarketplaceId=$($session.MarketplaceId)")
        @($sent)[-1] | Should -BeLike 'POST /FulfillmentOutboundShipment/2010-10-01/`?*'
    }

    It 'UpdateFulfillmentOrder' -Skip:(-not (Test-Path (Join-Path $PSScriptRoot '../../../shared/seeds'))) {
        $items = @(
            @{ SellerFulfillmentOrderItemId = 'mws-test-1'; Quantity = 1; PerUnitDeclaredValue = '30' } + $text
            @{ SellerFulfillmentOrderItemId = 'mws-test-2'; Quantity = 2; PerUnitDeclaredValue = '20.00' } + $text
        )
        Set-FbaFulfillmentOrder @shared @address -Item $items -Action Ship -DisplayableOrderDate 2014-01-02 -ShippingSpeedCategory Standard
        Get-Sent | Should -Be (Get-Page 'mws-UpdateFulfillmentOrder')
    }

    It 'CancelFulfillmentOrder' -Skip:(-not (Test-Path (Join-Path $PSScriptRoot '../../../shared/seeds'))) {
        (Stop-FbaFulfillmentOrder six-test-order).Outcome | Should -BeExactly 'CancelRequested'
        Get-Sent | Should -Be (Get-Page 'mws-CancelFulfillmentOrder')
    }
}

Describe 'Connect-FbaSession -ApiVersion Mws' {
    It 'without an endpoint says that Amazon shut down MWS, and what to use' {
        { Connect-FbaSession -ApiVersion Mws -AccessKey (New-Key) -SellerId A2NKEXAMPLEF53 } | Should -Throw -ErrorId 'SettingInvalid,*' -PassThru | ForEach-Object {
            "$_" | Should -Match '2024-03-31'
            "$_" | Should -Match 'Sandbox'
            "$_" | Should -Match 'Selling Partner API'
        }
    }

    It 'takes the marketplace from a host that identifies it, and asks for it otherwise' {
        $session = Connect-FbaSession -AccessKey (New-Key) -SellerId A -Endpoint https://mws.amazonservices.jp/
        $session.Marketplace | Should -BeExactly 'JP'
        $session.ApiVersion | Should -BeExactly 'Mws'
        $session | Out-String | Should -Not -Match 'EXAMPLEKEY|AKIA'
        $session | Disconnect-FbaSession
        { Connect-FbaSession -AccessKey (New-Key) -SellerId A -Endpoint https://gateway.example/ } | Should -Throw -ErrorId 'SettingInvalid,*'
        { Connect-FbaSession -AccessKey (New-Key) -SellerId A -Endpoint https://gateway.example/ -ApiVersion 2020-07-01 } | Should -Throw -ErrorId 'SettingInvalid,*'
    }
}

Describe 'What MWS says of a request' {
    BeforeEach { $session = Connect-FbaSession -Sandbox -ApiVersion Mws }
    AfterEach { $session | Disconnect-FbaSession }

    It 'an order that is not there is OrderNotFound' {
        Get-FbaFulfillmentOrder nowhere -ErrorAction SilentlyContinue -ErrorVariable errs
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'OrderNotFound,*'
    }

    It 'what MWS has no place for is refused before it is sent' {
        New-Row order-1 @{ Feature = 'BLANK_BOX' } | New-FbaFulfillmentOrder -ErrorAction SilentlyContinue -ErrorVariable errs
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'OrderInvalid,*'
        "$($errs[0])" | Should -Match 'FeatureConstraints'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'both sections tell their status' {
        (Get-FbaServiceStatus).Section | Should -Be 'FulfillmentOutboundShipment', 'MerchantFulfillment'
        (Get-FbaServiceStatus MerchantFulfillment).Status | Should -BeExactly 'GREEN'
    }

    It 'the Selling Partner API has no status to tell' {
        $other = Connect-FbaSession -Sandbox
        { Get-FbaServiceStatus MerchantFulfillment -Session $other } | Should -Throw -ErrorId 'OperationNotSupported,*'
        $other | Disconnect-FbaSession
    }
}
