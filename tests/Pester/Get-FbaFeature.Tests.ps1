
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Get-FbaFeature' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    It 'lists the features of the marketplace' {
        $features = @(Get-FbaFeature)
        $features.FeatureName | Should -Contain 'BLANK_BOX'
        $features[0].MarketplaceId | Should -BeExactly $session.MarketplaceId
        $features[0].SellerEligible | Should -BeOfType [bool]
    }

    It 'refuses a marketplace that does not exist' {
        { Get-FbaFeature -MarketplaceId NOWHERE -ErrorAction Stop } | Should -Throw -ErrorId 'RequestRefused,*'
    }
}

Describe 'Get-FbaFeature on 2026-07-04' {
    It 'says that the version has none, and which one has, before a request' {
        $session = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04
        $session.Sandbox.ClearRequests()
        { Get-FbaFeature -ErrorAction Stop } | Should -Throw '*2026-07-04*2020-07-01*' -ErrorId 'OperationNotSupported,*'
        Get-Request $session | Should -BeNullOrEmpty
        $session | Disconnect-FbaSession
    }
}
