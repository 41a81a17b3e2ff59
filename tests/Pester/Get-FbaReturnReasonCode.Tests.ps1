
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Get-FbaReturnReasonCode' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    It 'lists the codes of each SKU' {
        $reasons = @('MUG-RED' | Get-FbaReturnReasonCode)
        $reasons.Count | Should -BeGreaterThan 1
        $reasons[0].SellerSku | Should -BeExactly 'MUG-RED'
        $reasons[0].ReturnReasonCode | Should -Not -BeNullOrEmpty
        $reasons[0].Description | Should -Not -BeNullOrEmpty
    }

    It 'asks in the language that is wanted' {
        Get-FbaReturnReasonCode MUG-RED -Language fr_FR | Out-Null
        (Get-Request $session listReturnReasonCodes)[-1].Status | Should -Be 200
    }

    It 'refuses a blank SKU' {
        '' | Get-FbaReturnReasonCode -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'IdentifierMissing,*'
    }
}

Describe 'Get-FbaReturnReasonCode on 2026-07-04' {
    It 'says that the version has none, and which one has, before a request' {
        $session = Connect-FbaSession -Sandbox -ApiVersion 2026-07-04
        $session.Sandbox.ClearRequests()
        Get-FbaReturnReasonCode MUG-RED -ErrorVariable errors -ErrorAction SilentlyContinue 2> $null
        $errors[-1].FullyQualifiedErrorId | Should -BeLike 'OperationNotSupported,*'
        $errors[-1].Exception.Message | Should -Match '2026-07-04.*2020-07-01'
        Get-Request $session | Should -BeNullOrEmpty
        $session | Disconnect-FbaSession
    }
}
