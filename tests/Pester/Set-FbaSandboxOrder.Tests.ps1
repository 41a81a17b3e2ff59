
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Set-FbaSandboxOrder on <version>' -ForEach @{ version = '2020-07-01' }, @{ version = '2026-07-04' } {
    BeforeEach { $session = Connect-FbaSession -Sandbox -ApiVersion $version }
    AfterEach { $session | Disconnect-FbaSession }

    It 'sets the state of an order' {
        $order = New-Row | New-FbaFulfillmentOrder | Set-FbaSandboxOrder -Status Processing -PassThru
        $order.Status | Should -BeExactly 'Processing'
    }

    It 'sends nothing with -WhatIf, nor without a state' {
        New-Row | New-FbaFulfillmentOrder | Out-Null
        $session.Sandbox.ClearRequests()
        Set-FbaSandboxOrder order-1 -Status Processing -WhatIf
        { Set-FbaSandboxOrder order-1 -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterInvalid,*'
        Get-Request $session | Should -BeNullOrEmpty
    }
}

Describe 'Set-FbaSandboxOrder and packages' {
    AfterEach { $session | Disconnect-FbaSession }

    It 'sets a package on 2026-07-04' {
        $session = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04
        New-Row | New-FbaFulfillmentOrder | Out-Null
        $session.Sandbox.Advance([TimeSpan]::FromDays(2))
        $package = (Get-FbaFulfillmentOrder order-1).Shipments[0].Packages[0]
        $order = Set-FbaSandboxOrder order-1 -PackageId $package.PackageId -PackageStatus delayed -PassThru
        $order.Shipments[0].Packages[0].Status | Should -BeExactly 'DELAYED'
    }

    It 'refuses a package on 2020-07-01 before a request' {
        $session = Connect-FbaSession -Sandbox
        $session.Sandbox.ClearRequests()
        Set-FbaSandboxOrder order-1 -PackageId 1 -PackageStatus DELIVERED -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'OperationNotSupported,*'
        Get-Request $session | Should -BeNullOrEmpty
    }
}
