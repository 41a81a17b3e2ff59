
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Get-FbaDeliveryOffer on <version>' -ForEach @{ version = '2020-07-01' }, @{ version = '2026-07-04' } {
    BeforeEach { $session = Connect-FbaSession -Sandbox -ApiVersion $version }
    AfterEach { $session | Disconnect-FbaSession }

    It 'promises a delivery until it expires' {
        $offer = @(Get-FbaDeliveryOffer MUG-RED -PostalCode 62701)[0]
        $offer.IsAvailable | Should -BeTrue
        $offer.SellerSku | Should -BeExactly 'MUG-RED'
        $offer.LatestDelivery | Should -BeGreaterThan $offer.EarliestDelivery
        $offer.ExpiresAt | Should -BeGreaterThan $session.Sandbox.Now
    }

    It 'takes SKUs from rows and says which have none' {
        $session.Sandbox.SetStock('TEA', 0)
        $offers = @([pscustomobject] @{ SellerSku = 'MUG-RED' }, [pscustomobject] @{ Sku = 'TEA' } | Get-FbaDeliveryOffer -PostalCode 62701)
        ($offers | Where-Object SellerSku -EQ TEA).IsAvailable | Should -Not -Contain $true
        ($offers | Where-Object SellerSku -EQ MUG-RED).IsAvailable | Should -Contain $true
    }

    It 'needs a destination before a request' {
        $session.Sandbox.ClearRequests()
        { Get-FbaDeliveryOffer MUG-RED -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterInvalid,*'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'sends all of an address, or refuses <Says> before a request' -TestCases @(
        @{ Says = '-City'; Given = @{ IpAddress = '192.0.2.7'; City = 'Springfield' } }
        @{ Says = '-CountryCode'; Given = @{ IpAddress = '192.0.2.7'; CountryCode = 'CA'; AddressLine1 = '1 Main Street' } }
        @{ Says = '-IpAddress'; Given = @{ IpAddress = 'localhost' } }
    ) {
        $session.Sandbox.ClearRequests()
        { Get-FbaDeliveryOffer MUG-RED @Given } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage "$Says *"
        Get-Request $session | Should -BeNullOrEmpty
        Get-FbaDeliveryOffer MUG-RED -IpAddress '2001:db8::7' -City '' | Should -Not -BeNullOrEmpty
    }
}

Describe 'What one version of the offers does not take' {
    AfterEach { $session | Disconnect-FbaSession }

    It '<version> refuses <parameter> before a request' -ForEach @(
        @{ version = '2020-07-01'; parameter = 'Speed'; value = 'Standard' }
        @{ version = '2026-07-04'; parameter = 'Quantity'; value = 2 }
    ) {
        $session = Connect-FbaSession -Sandbox -ApiVersion $version
        $session.Sandbox.ClearRequests()
        $arguments = @{ $parameter = $value }
        Get-FbaDeliveryOffer MUG-RED -PostalCode 62701 @arguments -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'OperationNotSupported,*'
        $errors[0].Exception.Message | Should -Match $version
        Get-Request $session | Should -BeNullOrEmpty
    }
}
