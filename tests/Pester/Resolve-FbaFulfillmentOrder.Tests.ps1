BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Resolve-FbaFulfillmentOrder' {
    BeforeEach {
        $session = Connect-FbaSession -Sandbox
        New-Rows 2 | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $session.Sandbox.ClearRequests()
    }
    AfterEach { $session | Disconnect-FbaSession }

    It 'reports for an id that an order exists' {
        $receipt = Resolve-FbaFulfillmentOrder order-1
        $receipt.Outcome | Should -BeExactly 'AlreadyExisted'
        $receipt.ConfirmedBy | Should -BeExactly 'ReadBack'
    }

    It 'reports for rows whether the existing orders are theirs' {
        (New-Rows 2 | Resolve-FbaFulfillmentOrder -Action Hold).Outcome | Should -Be 'AlreadyExisted', 'AlreadyExisted'
    }

    It 'makes an error of an order that differs, by members and never by values' {
        New-Row -Change @{ Quantity = '9'; Name = 'Kim Sample' } | Resolve-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderContentDiffers'
        $errs[0].ToString() | Should -Not -Match 'Kim|Alex'
    }

    It 'reports that no order exists, and never creates one' {
        $receipt = New-Row nowhere | Resolve-FbaFulfillmentOrder
        $receipt.Outcome | Should -BeExactly 'NotFound'
        Get-Request $session createFulfillmentOrder | Should -BeNullOrEmpty
        $session.Sandbox.OrderCount | Should -Be 2
    }

    It 'takes the targets of errors' {
        ('order-2', 'order-1' | Resolve-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -Be 'order-2', 'order-1'
    }

    It 'takes receipts' {
        (Resolve-FbaFulfillmentOrder order-1 | Resolve-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -BeExactly 'order-1'
    }

    It 'records for an id that an uncertain order exists' {
        $journal = Join-Path $TestDrive 'exists.journal'
        Set-FbaSandbox -Fault LandLater -Operation createFulfillmentOrder -SellerFulfillmentOrderId order-9 -Delay 10m
        New-Row order-9 | New-FbaFulfillmentOrder -Journal $journal -DeadlineSec 2 -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderOutcomeUnknown'
        Set-FbaSandbox -AdvanceBy 1h
        (Resolve-FbaFulfillmentOrder order-9 -Journal $journal).Outcome | Should -BeExactly 'Created'
        $sent = @(Get-Request $session).Count
        (New-Row order-9 | New-FbaFulfillmentOrder -Journal $journal).ConfirmedBy | Should -BeExactly 'Journal'
        @(Get-Request $session) | Should -HaveCount $sent
    }

    It 'refuses a time of the first request that is no date' {
        { Resolve-FbaFulfillmentOrder order-1 -FirstSent 'yesterday' } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage "-FirstSent 'yesterday' is not an ISO 8601 date*"
        { Resolve-FbaFulfillmentOrder order-1 -FirstSent 'gestern' } | Should -Throw -ExpectedMessage "-FirstSent 'gestern' is not an ISO 8601 date*"
    }

    It 'does not say of input that is wrong that nothing was sent, or that it is to be sent' {
        New-Row -Change @{ Quantity = 'two' } | Resolve-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderInvalid'
        $errs[0].ToString() | Should -BeLike "Nothing was looked up for order 'order-1': row 1: Quantity*"
        $errs[0].ErrorDetails.RecommendedAction | Should -BeExactly 'Correct the input and run the command again.'
    }

    It 'makes an error of a blank id' {
        '', 'order-1' | Resolve-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue | ForEach-Object SellerFulfillmentOrderId | Should -Be 'order-1'
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdMissing'
    }
}
