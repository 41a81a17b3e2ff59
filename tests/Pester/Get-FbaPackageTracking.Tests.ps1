
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Get-FbaPackageTracking on <version>' -ForEach @{ version = '2020-07-01' }, @{ version = '2026-07-04' } {
    BeforeEach { $session = Connect-FbaSession -Sandbox -ApiVersion $version }
    AfterEach { $session | Disconnect-FbaSession }

    It 'tracks the packages of <what>' -ForEach @(
        @{ what = 'an order id'; from = { 'order-1' } ; byId = $true }
        @{ what = 'a receipt'; from = { $receipt } ; byId = $false }
        @{ what = 'an order'; from = { Get-FbaFulfillmentOrder order-1 } ; byId = $false }
        @{ what = 'a shipment'; from = { (Get-FbaFulfillmentOrder order-1).Shipments[0] } ; byId = $false }
        @{ what = 'a package'; from = { (Get-FbaFulfillmentOrder order-1).Shipments[0].Packages[0] } ; byId = $false }
    ) {
        $receipt = New-Row | New-FbaFulfillmentOrder
        $session.Sandbox.Advance([TimeSpan]::FromDays(9))
        $source = & $from
        $tracking = @(if ($byId) { Get-FbaPackageTracking -SellerFulfillmentOrderId $source } else { $source | Get-FbaPackageTracking })
        $tracking.Count | Should -Be 1
        $tracking[0].CurrentStatus | Should -BeExactly 'DELIVERED'
        $tracking[0].TrackingNumber | Should -Not -BeNullOrEmpty
        $tracking[0].SellerFulfillmentOrderId | Should -BeExactly 'order-1'
        $tracking[0].Session | Should -BeExactly $session.Name
        $tracking | Format-List | Out-String | Should -Not -Match 'Springfield|Alex'
    }

    It 'has nothing to say of an order without packages' {
        New-Row | New-FbaFulfillmentOrder -Action Hold | Get-FbaPackageTracking | Should -BeNullOrEmpty
    }

    It 'reports an order that is not there' {
        Get-FbaPackageTracking -SellerFulfillmentOrderId nobody -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'OrderNotFound,*'
    }
}

Describe 'A package by its number' {
    AfterEach { $session | Disconnect-FbaSession }

    It 'is tracked with its events on 2020-07-01' {
        $session = Connect-FbaSession -Sandbox
        New-Row | New-FbaFulfillmentOrder | Out-Null
        $session.Sandbox.Advance([TimeSpan]::FromDays(9))
        $number = (Get-FbaFulfillmentOrder order-1).Shipments[0].Packages[0].PackageNumber
        $tracking = Get-FbaPackageTracking $number
        $tracking.PackageId | Should -Be $number
        $tracking.Events.Count | Should -BeGreaterThan 1
        ($number | Get-FbaPackageTracking).PackageId | Should -Be $number
    }

    It 'is refused on 2026-07-04, which has the tracking in its orders' {
        $session = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04
        Get-FbaPackageTracking PKG-1 -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'OperationNotSupported,*'
        $errors[0].Exception.Message | Should -Match 'SellerFulfillmentOrderId'
    }
}

Describe 'Packages and orders that are not named' {
    BeforeAll { $session = Connect-FbaSession -Sandbox }
    AfterAll { $session | Disconnect-FbaSession }
    BeforeEach { $session.Sandbox.ClearRequests() }

    It 'are an error where two differ' {
        'PackageId,PackageNumber', '1,2' | ConvertFrom-Csv | Get-FbaPackageTracking -ErrorVariable errs -ErrorAction SilentlyContinue
        "$($errs[0])" | Should -BeLike '*different values in PackageId and PackageNumber*'
    }

    It 'are an error each, and the others are tracked' {
        Get-FbaPackageTracking 100000001, '', $null, 999 -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs | ForEach-Object { Get-ErrorId $_ } | Should -Be 'RequestRefused', 'IdentifierMissing', 'IdentifierMissing', 'RequestRefused'
        $errs[1].TargetObject | Should -BeExactly 'row 2'
        "$($errs[3])" | Should -BeLike '*Package 999 probably does not exist*'
        Get-FbaPackageTracking -SellerFulfillmentOrderId '', nobody -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs | ForEach-Object { Get-ErrorId $_ } | Should -Be 'OrderIdMissing', 'OrderNotFound'
    }

    It 'cannot be <_>' -ForEach '999999999999', -1, 'abc' {
        Get-FbaPackageTracking $_ -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs | ForEach-Object { Get-ErrorId $_ } | Should -Be 'IdentifierMissing'
        "$($errs[0])" | Should -BeLike "*'$_'*from 0 to 2147483647*"
        Get-Request $session | Should -BeNullOrEmpty
    }
}
