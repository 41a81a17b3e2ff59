
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Get-FbaFeatureInventory' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    It 'lists what can be sent with a feature, page by page' {
        1..300 | ForEach-Object { $session.Sandbox.SetStock("SKU-$_", 5) }
        $skus = @(Get-FbaFeatureInventory BLANK_BOX)
        $skus.Count | Should -BeGreaterThan 50
        (Get-Request $session getFeatureInventory).Count | Should -BeGreaterThan 1
        $skus[0].FeatureName | Should -BeExactly 'BLANK_BOX'
        $skus[0].IsEligible | Should -BeTrue
        ($skus.SellerSku | Sort-Object -Unique).Count | Should -Be $skus.Count
    }

    It 'asks about single SKUs' {
        $session.Sandbox.SetStock('MUG-RED', 7)
        $sku = Get-FbaFeatureInventory BLANK_BOX -SellerSku MUG-RED
        $sku.SellerSku | Should -BeExactly 'MUG-RED'
        $sku.IsEligible | Should -BeOfType [bool]
    }

    It 'takes features from Get-FbaFeature' {
        $session.Sandbox.SetStock('MUG-RED', 7)
        $skus = @(Get-FbaFeature | Where-Object FeatureName -EQ BLANK_BOX | Get-FbaFeatureInventory -SellerSku MUG-RED)
        $skus.FeatureName | Should -BeExactly 'BLANK_BOX'
    }

    It 'refuses a feature that does not exist' {
        Get-FbaFeatureInventory NO_SUCH_THING -SellerSku MUG-RED -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'RequestRefused,*'
    }
}

Describe 'Get-FbaFeatureInventory on 2026-07-04' {
    It 'says that the version has none, and which one has, before a request' {
        $session = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04
        $session.Sandbox.ClearRequests()
        Get-FbaFeatureInventory BLANK_BOX -ErrorVariable errors -ErrorAction SilentlyContinue 2> $null
        $errors[-1].FullyQualifiedErrorId | Should -BeLike 'OperationNotSupported,*'
        $errors[-1].Exception.Message | Should -Match '2026-07-04.*2020-07-01'
        Get-Request $session | Should -BeNullOrEmpty
        $session | Disconnect-FbaSession
    }
}

Describe 'A SKU or a feature that is not named' {
    BeforeAll { $session = Connect-FbaSession -Sandbox }
    AfterAll { $session | Disconnect-FbaSession }
    BeforeEach { $session.Sandbox.ClearRequests() }

    It 'is an error, and never the whole list' {
        foreach ($sku in '', $null, @('', $null)) {
            Get-FbaFeatureInventory BLANK_BOX -SellerSku $sku -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $errs | ForEach-Object { Get-ErrorId $_ } | Sort-Object -Unique | Should -Be 'IdentifierMissing'
        }
        Get-FbaFeatureInventory '', $null -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs | ForEach-Object { Get-ErrorId $_ } | Should -Be 'IdentifierMissing', 'IdentifierMissing'
        Get-Request $session | Should -BeNullOrEmpty
    }
}
