BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Get-FbaFulfillmentOrder' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox
        $receipts = @(New-Rows 3 | New-FbaFulfillmentOrder -Action Hold)
    }
    AfterAll { $session | Disconnect-FbaSession }
    BeforeEach { $session.Sandbox.ClearRequests() }

    Context 'By id' {
        It 'takes an id on the command line' {
            (Get-FbaFulfillmentOrder order-1).SellerFulfillmentOrderId | Should -BeExactly 'order-1'
        }

        It 'takes several ids on the command line, under the alias too' {
            (Get-FbaFulfillmentOrder -OrderId order-3, order-1).SellerFulfillmentOrderId | Should -Be 'order-3', 'order-1'
        }

        It 'takes ids from the pipeline and answers in their order' {
            ('order-3', 'order-1', 'order-2' | Get-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -Be 'order-3', 'order-1', 'order-2'
        }

        It 'takes an object by its property <_>' -ForEach 'SellerFulfillmentOrderId', 'OrderId', 'orderid', 'SELLERFULFILLMENTORDERID' {
            $read = [pscustomobject] @{ $_ = 'order-2'; Other = 'x' } | Get-FbaFulfillmentOrder
            $read.SellerFulfillmentOrderId | Should -BeExactly 'order-2'
        }

        It 'takes a hashtable by its key' {
            (@{ OrderId = 'order-2' } | Get-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -BeExactly 'order-2'
        }

        It 'takes receipts' {
            ($receipts | Get-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -Be 'order-1', 'order-2', 'order-3'
        }

        It 'takes orders' {
            (Get-FbaFulfillmentOrder -First 2 | Get-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -HaveCount 2
        }

        It 'takes numbers as ids' {
            New-Row 4711 | New-FbaFulfillmentOrder | Out-Null
            (4711 | Get-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -BeExactly '4711'
            ([pscustomobject] @{ OrderId = 4711 } | Get-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -BeExactly '4711'
        }

        It 'takes an array as an argument' {
            (Get-FbaFulfillmentOrder -InputObject 'order-1', 'order-2').SellerFulfillmentOrderId | Should -Be 'order-1', 'order-2'
        }

        It 'trims blanks around an id' {
            (' order-1 ' | Get-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -BeExactly 'order-1'
        }

        It 'reads the items and shows the session' {
            $order = Get-FbaFulfillmentOrder order-1
            $order.Items[0].SellerSku | Should -BeExactly 'MUG-RED'
            $order.Session | Should -BeExactly $session.Name
            $order.IsHeld | Should -BeTrue
            $order.CanCancel | Should -BeTrue
            ($order.HoldExpires - $order.ReceivedDate).TotalDays | Should -Be 14
        }

        It 'makes an error of an order that is not there, and the rest goes on' {
            $orders = 'order-1', 'nowhere', 'order-2' | Get-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue

            $orders.SellerFulfillmentOrderId | Should -Be 'order-1', 'order-2'
            $errs | Should -HaveCount 1
            $errs[0].FullyQualifiedErrorId | Should -BeExactly 'OrderNotFound,FbaOutbound.Commands.GetFbaFulfillmentOrderCommand'
            $errs[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $errs[0].TargetObject | Should -BeExactly 'nowhere'
        }

        It 'escapes an id in the path' {
            New-Row 'a/b ?#%' | New-FbaFulfillmentOrder | Out-Null
            ('a/b ?#%' | Get-FbaFulfillmentOrder).SellerFulfillmentOrderId | Should -BeExactly 'a/b ?#%'
        }
    }

    Context 'Nothing given as an id never lists' {
        It 'an empty pipeline' {
            $orders = @() | Get-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
            $orders | Should -BeNullOrEmpty
            $errs | Should -BeNullOrEmpty
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'in the pipeline: <Kind>' -TestCases @(
            @{ Kind = 'null'; Value = $null }
            @{ Kind = 'empty text'; Value = '' }
            @{ Kind = 'blanks'; Value = '   ' }
        ) {
            $orders = , $Value | Get-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
            $orders | Should -BeNullOrEmpty
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdMissing'
            $errs[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'on the command line: <Kind>' -TestCases @(
            @{ Kind = 'null'; Value = $null }
            @{ Kind = 'empty text'; Value = '' }
            @{ Kind = 'blanks'; Value = ' ' }
            @{ Kind = 'an array with null'; Value = @($null) }
        ) {
            $orders = Get-FbaFulfillmentOrder -SellerFulfillmentOrderId $Value -ErrorVariable errs -ErrorAction SilentlyContinue
            $orders | Should -BeNullOrEmpty
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdMissing'
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'an empty array on the command line' {
            $orders = Get-FbaFulfillmentOrder -SellerFulfillmentOrderId @() -ErrorVariable errs -ErrorAction SilentlyContinue
            $orders | Should -BeNullOrEmpty
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'an input object of null on the command line' {
            $orders = Get-FbaFulfillmentOrder -InputObject $null -ErrorVariable errs -ErrorAction SilentlyContinue
            $orders | Should -BeNullOrEmpty
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdMissing'
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'an object whose id is blank' {
            $orders = [pscustomobject] @{ SellerFulfillmentOrderId = ' ' } | Get-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
            $orders | Should -BeNullOrEmpty
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdMissing'
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'an object whose id is an object: <Kind>' -TestCases @(
            @{ Kind = 'a row'; Value = [pscustomobject] @{ Name = 'Alex Example' } }
            @{ Kind = 'a hashtable'; Value = @{ Name = 'Alex Example' } }
            @{ Kind = 'a list'; Value = 'order-1', 'order-2' }
        ) {
            $orders = [pscustomobject] @{ SellerFulfillmentOrderId = $Value } | Get-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
            $orders | Should -BeNullOrEmpty
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdMissing'
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'a null among ids is a separate error, and the others are read' {
            $orders = 'order-1', $null, 'order-2' | Get-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
            $orders.SellerFulfillmentOrderId | Should -Be 'order-1', 'order-2'
            $errs | Should -HaveCount 1
        }

        It 'an object without an id is an error that lists its properties and none of their values' {
            [pscustomobject] @{ Number = 'order-1'; Phone = 'Alex Example' } | Get-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdMissing'
            $errs[0].ToString() | Should -BeLike '*Number, Phone.*'
            $errs[0].ToString() | Should -Not -Match 'Alex|order-1'
            $errs[0].TargetObject | Should -BeExactly 'row 1'
            $errs[0].ErrorDetails.RecommendedAction | Should -BeLike '*SellerFulfillmentOrderId*'
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'an id that is too long is an error before anything is sent' {
            ('x' * 41) | Get-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
            Get-ErrorId $errs[0] | Should -BeExactly 'OrderIdInvalid'
            Get-Request $session | Should -BeNullOrEmpty
        }
    }

    Context 'Parameter sets' {
        It 'ids and -<Parameter> do not go together' -TestCases @(
            @{ Parameter = 'First'; Value = 1 }
            @{ Parameter = 'Status'; Value = 'Received' }
            @{ Parameter = 'Held'; Value = $true }
        ) {
            $with = @{ $Parameter = $Value }
            { Get-FbaFulfillmentOrder -SellerFulfillmentOrderId order-1 @with } | Should -Throw -ErrorId 'ParameterInvalid,*'
            { Get-FbaFulfillmentOrder order-1 @with } | Should -Throw -ErrorId 'ParameterInvalid,*'
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'ids without wildcards and -<Parameter> do not go together' -TestCases @(
            @{ Parameter = 'UpdatedAfter'; Value = '2026-05-14' }
            @{ Parameter = 'All'; Value = $true }
        ) {
            $arguments = @{ $Parameter = $Value }
            { Get-FbaFulfillmentOrder order-1 @arguments } | Should -Throw -ErrorId 'ParameterInvalid,*'
            Get-Request $session | Should -BeNullOrEmpty
        }

        It 'ids in the pipeline and -First do not go together' {
            'order-1' | Get-FbaFulfillmentOrder -First 1 -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $errs | Should -Not -BeNullOrEmpty
            Get-Request $session | Should -BeNullOrEmpty
        }
    }

    Context 'The list' {
        BeforeAll {
            $list = Connect-FbaSession -Sandbox
            New-Rows 3 held | New-FbaFulfillmentOrder -Action Hold | Out-Null
            $list.Sandbox.Advance([TimeSpan]::FromDays(10))
            New-Rows 2 late | New-FbaFulfillmentOrder -Action Hold | Out-Null
            New-Rows 2 ship | New-FbaFulfillmentOrder | Out-Null
            $long = $list.Sandbox.Now.AddDays(-20)
        }
        AfterAll { $list | Disconnect-FbaSession }
        BeforeEach { $list.Sandbox.ClearRequests() }

        It 'is what comes without an id' {
            (Get-FbaFulfillmentOrder -UpdatedAfter $long).SellerFulfillmentOrderId | Should -HaveCount 7
        }

        It 'reaches back 36 hours unless told otherwise, and says so' {
            $output = Get-FbaFulfillmentOrder -Verbose 4>&1
            ($output | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Message -join "`n" | Should -BeLike '*36 hours*-UpdatedAfter*'
        }

        It '-Held is the held ones' {
            (Get-FbaFulfillmentOrder -UpdatedAfter $long -Held).SellerFulfillmentOrderId | Sort-Object | Should -Be 'held-1', 'held-2', 'held-3', 'late-1', 'late-2'
        }

        It '-Status takes several, in any case' {
            $list.Sandbox.Advance([TimeSpan]::FromMinutes(11))
            (Get-FbaFulfillmentOrder -UpdatedAfter $long -Status planning).SellerFulfillmentOrderId | Sort-Object | Should -Be 'ship-1', 'ship-2'
            Get-FbaFulfillmentOrder -UpdatedAfter $long -Status PLANNING, Received | Should -HaveCount 7
        }

        It '-First ends it' {
            Get-FbaFulfillmentOrder -UpdatedAfter $long -First 2 | Should -HaveCount 2
        }

        It 'holds no items' {
            (Get-FbaFulfillmentOrder -UpdatedAfter $long -First 1).Items | Should -BeNullOrEmpty
        }

        It '-Detailed goes with ids, whose orders are read with their items anyway' {
            (Get-FbaFulfillmentOrder held-1 -Detailed).Items.Count | Should -BeGreaterThan 0
            ('held-1' | Get-FbaFulfillmentOrder -Detailed).Items.Count | Should -BeGreaterThan 0
        }

        It '-Detailed reads each order, with its items' {
            $orders = Get-FbaFulfillmentOrder -UpdatedAfter $long -Detailed -First 3
            $orders | Should -HaveCount 3
            $orders | ForEach-Object { $_.Items[0].SellerSku | Should -BeExactly 'MUG-RED' }
            Get-Request $list getFulfillmentOrder | Should -HaveCount 3
        }

        It '-UpdatedAfter takes a <Kind>' -TestCases @(
            @{ Kind = 'text'; Value = '2026-01-01' }
            @{ Kind = 'text with a time'; Value = '2026-01-01T10:00:00Z' }
            @{ Kind = 'DateTime'; Value = [datetime]::new(2026, 1, 1) }
            @{ Kind = 'DateTimeOffset'; Value = [DateTimeOffset]::new(2026, 1, 1, 0, 0, 0, [TimeSpan]::Zero) }
        ) {
            Get-FbaFulfillmentOrder -UpdatedAfter $Value -First 1 -ErrorAction Stop | Should -HaveCount 1
        }

        It '-UpdatedAfter refuses text that is no ISO 8601 date, and says what is: <_>' -ForEach '14.05.2026', '5/14/2026', 'yesterday' {
            $value = $_
            { Get-FbaFulfillmentOrder -UpdatedAfter $value } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*-UpdatedAfter*ISO 8601*'
            Get-Request $list | Should -BeNullOrEmpty
        }

        It '-First refuses <_>' -ForEach 0, -1 {
            { Get-FbaFulfillmentOrder -First $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        }
    }

    Context '-HoldExpiringWithin' {
        It 'is the held orders that Amazon cancels soon' {
            $soon = Connect-FbaSession -Sandbox
            New-Row old | New-FbaFulfillmentOrder -Action Hold | Out-Null
            New-Row ship | New-FbaFulfillmentOrder | Out-Null

            (Get-FbaFulfillmentOrder -HoldExpiringWithin 15.00:00:00).SellerFulfillmentOrderId | Should -Be 'old'
            Get-FbaFulfillmentOrder -HoldExpiringWithin 13.00:00:00 | Should -BeNullOrEmpty
            $soon | Disconnect-FbaSession
        }
    }

    Context 'Laziness' {
        BeforeAll {
            $server = Start-Server '--page-size', '2', '--rate', '200', '--burst', '200'
            $remote = Connect-Server $server
            New-Rows 5 page | New-FbaFulfillmentOrder | Out-Null
        }
        AfterAll {
            $remote | Disconnect-FbaSession
            Stop-Server $server
        }
        BeforeEach { $null = Invoke-RestMethod "$($server.Endpoint)sandbox/requests" -Method Delete }

        It 'all pages are read for the whole list, each order once' {
            (Get-FbaFulfillmentOrder -Session $remote).SellerFulfillmentOrderId | Sort-Object | Should -Be (1..5 | ForEach-Object { "page-$_" })
            Get-ServerRequest $server | Should -HaveCount 3
        }

        It '-First reads no page more than it needs: <First> of pages of two' -TestCases @(
            @{ First = 1; Pages = 1 }
            @{ First = 2; Pages = 1 }
            @{ First = 3; Pages = 2 }
        ) {
            Get-FbaFulfillmentOrder -Session $remote -First $First | Should -HaveCount $First
            Get-ServerRequest $server | Should -HaveCount $Pages
        }

        It 'Select-Object -First 1 reads no second page' {
            Get-FbaFulfillmentOrder -Session $remote | Select-Object -First 1 | Should -HaveCount 1
            Get-ServerRequest $server | Should -HaveCount 1
        }

        It '-Held with -First reads on until it has found enough' {
            New-Row held-one | New-FbaFulfillmentOrder -Session $remote -Action Hold | Out-Null
            (Get-FbaFulfillmentOrder -Session $remote -Held -First 1).SellerFulfillmentOrderId | Should -Be 'held-one'
        }
    }
}
