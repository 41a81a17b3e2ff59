BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)

    # Whoever runs the tests may want to stop at errors; these are about those that stop nothing.
    $ErrorActionPreference = 'Continue'
}

Describe 'Errors' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    It '<Id> of <Command>' -TestCases @(
        @{ Id = 'OrderNotFound'; Category = 'ObjectNotFound'; Target = 'nowhere'; Command = 'GetFbaFulfillmentOrder'; Do = { 'nowhere' | Get-FbaFulfillmentOrder } }
        @{ Id = 'OrderNotFound'; Category = 'ObjectNotFound'; Target = 'nowhere'; Command = 'SetFbaFulfillmentOrder'; Do = { 'nowhere' | Set-FbaFulfillmentOrder -Action Ship } }
        @{ Id = 'OrderNotFound'; Category = 'ObjectNotFound'; Target = 'nowhere'; Command = 'StopFbaFulfillmentOrder'; Do = { 'nowhere' | Stop-FbaFulfillmentOrder } }
        @{ Id = 'OrderIdMissing'; Category = 'InvalidArgument'; Target = 'row 1'; Command = 'GetFbaFulfillmentOrder'; Do = { '' | Get-FbaFulfillmentOrder } }
        @{ Id = 'OrderIdInvalid'; Category = 'InvalidArgument'; Target = 'x' * 41; Command = 'StopFbaFulfillmentOrder'; Do = { 'x' * 41 | Stop-FbaFulfillmentOrder } }
        @{ Id = 'OrderIdMissing'; Category = 'InvalidArgument'; Target = 'row 1'; Command = 'NewFbaFulfillmentOrder'; Do = { New-Row '' | New-FbaFulfillmentOrder } }
        @{ Id = 'OrderInvalid'; Category = 'InvalidData'; Target = 'a'; Command = 'NewFbaFulfillmentOrder'; Do = { New-Row a @{ Quantity = '0' } | New-FbaFulfillmentOrder } }
        @{ Id = 'OrderContentDiffers'; Category = 'ResourceExists'; Target = 'a'; Command = 'NewFbaFulfillmentOrder'; Do = { New-Row a | New-FbaFulfillmentOrder | Out-Null; New-Row a @{ Quantity = '9' } | New-FbaFulfillmentOrder } }
        @{ Id = 'OrderIdUsedByDeadOrder'; Category = 'ResourceExists'; Target = 'a'; Command = 'NewFbaFulfillmentOrder'; Do = { New-Row a | New-FbaFulfillmentOrder -Action Hold | Stop-FbaFulfillmentOrder | Out-Null; New-Row a | New-FbaFulfillmentOrder -Action Hold } }
        @{ Id = 'RequestRefused'; Category = 'InvalidArgument'; Target = 'a'; Command = 'NewFbaFulfillmentOrder'; Do = { $session.Sandbox.RemoveSku('MUG-RED'); New-Row a | New-FbaFulfillmentOrder } }
        @{ Id = 'AccessDenied'; Category = 'PermissionDenied'; Target = 'a'; Command = 'GetFbaFulfillmentOrder'; Do = { Add-Fault $session ReadDenied; 'a' | Get-FbaFulfillmentOrder } }
        @{ Id = 'SessionMismatch'; Category = 'InvalidArgument'; Target = 'a'; Command = 'GetFbaFulfillmentOrder'; Do = { [pscustomobject] @{ OrderId = 'a'; Session = 'Other' } | Get-FbaFulfillmentOrder } }
        @{ Id = 'SessionNotFound'; Category = 'ObjectNotFound'; Target = 'Other'; Command = 'GetFbaSession'; Do = { Get-FbaSession Other } }
    ) {
        $errs = $null
        & { & $Do 2>&1 } | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | Set-Variable errs
        $errs | Should -HaveCount 1
        $errs.FullyQualifiedErrorId | Should -BeExactly "$Id,FbaOutbound.Commands.${Command}Command"
        $errs.CategoryInfo.Category | Should -Be $Category
        $errs.TargetObject | Should -Be $Target
        if ($null -ne $Target) { $errs.TargetObject | Should -BeOfType [string] }
        $errs.ErrorDetails.Message | Should -Not -BeNullOrEmpty
        $errs.Exception | Should -BeOfType [FbaOutbound.FbaException]
        $errs.ToString() | Should -Match '[.?]$'
    }

    It 'that end the command before anything is sent: <Id>' -TestCases @(
        @{ Id = 'ParameterInvalid'; Do = { New-Row | New-FbaFulfillmentOrder -Action Shp } }
        @{ Id = 'ParameterInvalid'; Do = { 'a' | Set-FbaFulfillmentOrder -Action Shp } }
        @{ Id = 'ParameterInvalid'; Do = { Get-FbaFulfillmentOrder -UpdatedAfter 'soon' } }
        @{ Id = 'NothingToChange'; Do = { 'a' | Set-FbaFulfillmentOrder } }
        @{ Id = 'SessionNotFound'; Do = { 'a' | Get-FbaFulfillmentOrder -Session Other } }
        @{ Id = 'SettingInvalid'; Do = { Connect-FbaSession -Sandbox -Marketplace XX } }
    ) {
        { & $Do } | Should -Throw -ErrorId "$Id,FbaOutbound.Commands.*"
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'are one per record, and the records between them go on' {
        New-Rows 2 | New-FbaFulfillmentOrder | Out-Null
        $orders = 'x', 'order-1', '', 'order-2', 'y' | Get-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        $orders.SellerFulfillmentOrderId | Should -Be 'order-1', 'order-2'
        $errs | Should -HaveCount 3
        $errs[0].TargetObject | Should -BeExactly 'x'
        $errs[2].TargetObject | Should -BeExactly 'y'
    }

    It 'stand in the order of the input, between the output' {
        New-Rows 2 | New-FbaFulfillmentOrder | Out-Null
        Add-Fault $session LateAnswer getFulfillmentOrder order-1 -Seconds 0.2
        $all = 'order-1', 'x', 'order-2' | Get-FbaFulfillmentOrder 2>&1
        $all | ForEach-Object { if ($_ -is [Management.Automation.ErrorRecord]) { $_.TargetObject } else { $_.SellerFulfillmentOrderId } } | Should -Be 'order-1', 'x', 'order-2'
    }

    It 'set $? to false, and successes to true' {
        'nowhere' | Get-FbaFulfillmentOrder -ErrorAction SilentlyContinue
        $? | Should -BeFalse
        Get-FbaFulfillmentOrder | Out-Null
        $? | Should -BeTrue
    }

    It 'are collected with -ErrorVariable +' {
        $errs = @()
        'x' | Get-FbaFulfillmentOrder -ErrorVariable +errs -ErrorAction SilentlyContinue
        'y' | Get-FbaFulfillmentOrder -ErrorVariable +errs -ErrorAction SilentlyContinue
        $errs.TargetObject | Should -Be 'x', 'y'
    }

    It 'are caught with -ErrorAction Stop, by their type' {
        $caught = try { 'nowhere' | Get-FbaFulfillmentOrder -ErrorAction Stop } catch [FbaOutbound.FbaServiceException] { $_ }
        $caught.Exception.StatusCode | Should -Be 400
        $caught.Exception.ServiceCode | Should -BeExactly 'InvalidInput'
        $caught.Exception.RequestId | Should -Not -BeNullOrEmpty
        $caught.Exception.Operation | Should -BeExactly 'getFulfillmentOrder'
    }

    It 'are never an AggregateException' {
        'nowhere' | Get-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs[0].Exception | Should -Not -BeOfType [AggregateException]
    }

    It 'of the service quote it, with its code and request id' {
        'nowhere' | Get-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs[0].ToString() | Should -BeLike "*'nowhere'*400 InvalidInput*Requested order 'nowhere' not found*request id $($errs[0].Exception.RequestId)*"
    }

    It 'recommend one thing to do where there is one: <Id>' -TestCases @(
        @{ Id = 'OrderInvalid'; Do = { New-Row a @{ Quantity = '0' } | New-FbaFulfillmentOrder }; Says = '*send this order again*' }
        @{ Id = 'OrderIdMissing'; Do = { '' | Get-FbaFulfillmentOrder }; Says = '*SellerFulfillmentOrderId*' }
        @{ Id = 'OrderContentDiffers'; Do = { New-Row a | New-FbaFulfillmentOrder | Out-Null; New-Row a @{ Quantity = '9' } | New-FbaFulfillmentOrder }; Says = '*Get-FbaFulfillmentOrder*' }
    ) {
        $errs = @(& { & $Do 2>&1 } | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
        # The console shows the message and the advice, which repeats nothing of it.
        "$($errs[0]) $($errs[0].ErrorDetails.RecommendedAction)" | Should -BeLike $Says
    }

    It 'an expired access token is no error: it is refreshed' {
        $session.Sandbox.ExpireTokens()
        (New-Row | New-FbaFulfillmentOrder).Outcome | Should -BeExactly 'Created'
        @($session.Sandbox.Requests | Where-Object Path -eq '/auth/o2/token') | Should -HaveCount 2
    }

    It 'a throttled request is no error: it is repeated' {
        Add-Fault $session ThrottledForSeconds getFulfillmentOrder -Seconds 1
        New-Row | New-FbaFulfillmentOrder | Out-Null
        (Get-FbaFulfillmentOrder order-1 -ErrorAction Stop).SellerFulfillmentOrderId | Should -BeExactly 'order-1'
    }

    It 'a role that is missing is an error that names the role' {
        $denied = Connect-FbaSession -Sandbox
        Add-Fault $denied ReadDenied listAllFulfillmentOrders
        try { Get-FbaFulfillmentOrder -ErrorAction Stop } catch { $caught = $_ }
        Get-ErrorId $caught | Should -BeExactly 'AccessDenied'
        $caught.ToString() | Should -BeLike '*role*Amazon Fulfillment*'
        $what = New-ShipmentRequest
        Add-Fault $denied ReadDenied getEligibleShipmentServices
        try { Get-MfnShippingService @what -ErrorAction Stop } catch { $caught = $_ }
        Get-ErrorId $caught | Should -BeExactly 'AccessDenied'
        $caught.ToString() | Should -BeLike '*role*Direct-to-Consumer Shipping (Restricted)*'
        $denied | Disconnect-FbaSession
    }

    It 'all ids are their own names' {
        $type = [FbaOutbound.Commands.GetFbaSessionCommand].Assembly.GetType('FbaOutbound.Errors.ErrorIds')
        $fields = $type.GetFields()
        $fields.Count | Should -BeGreaterThan 20
        foreach ($field in $fields) { $field.GetRawConstantValue() | Should -BeExactly $field.Name }
    }
}

Describe 'An outcome that stays unknown' {
    It 'is said to be unknown, with what to do, and never that it failed' {
        # The order is taken, its answer is lost, and the services deny every look at it.
        $session = Connect-FbaSession -Sandbox
        Set-QuickReadBack $session
        Add-Fault $session DropUnreadable createFulfillmentOrder -Seconds 600
        Add-Fault $session ReadDenied listAllFulfillmentOrders -Times 50
        New-Row a | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Get-ErrorId $errs[0] | Should -BeExactly 'OrderOutcomeUnknown'
        $errs[0].TargetObject | Should -BeExactly 'a'
        "$($errs[0])" | Should -BeLike '*Resolve-FbaFulfillmentOrder*'
        $errs[0].ErrorDetails.RecommendedAction | Should -BeExactly 'Do not send the order under another id.'
        $errs[0].ToString() | Should -Not -Match '\bfailed\b'
        Get-Request $session createFulfillmentOrder | Should -HaveCount 1
        $session | Disconnect-FbaSession
    }
}

Describe 'An order id that is not one' {
    BeforeAll { $session = Connect-FbaSession -Sandbox; New-Row FBA-1001 | New-FbaFulfillmentOrder -Action Hold | Out-Null }
    AfterAll { $session | Disconnect-FbaSession }

    It 'names its row, or itself, for <_>' -ForEach 'Get', 'Stop', 'Wait', 'Resolve', 'Set' {
        $more = if ($_ -eq 'Set') { @{ Action = 'Ship' } } else { @{} }
        $long = 'x' * 41
        $given = '', $null, "a`nb", $long, [datetime] '2026-05-14', [pscustomobject] @{ Total = 3 }
        $given | & "$_-FbaFulfillmentOrder" @more -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs | ForEach-Object { Get-ErrorId $_ } | Should -Be 'OrderIdMissing', 'OrderIdMissing', 'OrderIdInvalid', 'OrderIdInvalid', 'OrderIdInvalid', 'OrderIdMissing'
        $errs | ForEach-Object { "$($_.TargetObject)" } | Should -Be 'row 1', 'row 2', 'row 3', $long, 'row 5', 'row 6'
        "$($errs[3])" | Should -BeLike "*'$long'*"

        & "$_-FbaFulfillmentOrder" '', $long @more -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs | ForEach-Object { "$($_.TargetObject)" } | Should -Be 'row 1', $long
    }

    It 'is answered with the order of other capitals' {
        Resolve-FbaFulfillmentOrder fba-1001 -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'OrderOutcomeUnknown'
        "$($errs[0])" | Should -BeLike "*'FBA-1001'*"
    }
}

Describe 'A value that is not one' {
    BeforeAll { $session = Connect-FbaSession -Sandbox; New-Row order-1 | New-FbaFulfillmentOrder -Action Hold | Out-Null }
    AfterAll { $session | Disconnect-FbaSession }

    It 'is named: <Says>' -TestCases @(
        @{ Says = '-UpdatedAfter has no value*30d*'; Command = { Get-FbaFulfillmentOrder -UpdatedAfter '' } }
        @{ Says = '-UpdatedAfter*ISO 8601*'; Command = { Get-FbaFulfillmentOrder -UpdatedAfter '3 dogs' } }
        @{ Says = "*'3' has no unit*"; Command = { Get-FbaFulfillmentOrder -HoldExpiringWithin '3' } }
        @{ Says = '*is blank*'; Command = { Get-FbaFulfillmentOrder -HoldExpiringWithin ' ' } }
        @{ Says = '*Held*IsHeld*HoldExpires*'; Command = { Wait-FbaFulfillmentOrder order-1 -For Held } }
        @{ Says = '*Bogus*Received, Planning*'; Command = { Set-FbaSandboxOrder order-1 -Status Bogus } }
        @{ Says = '*for the preview*'; Command = { Get-FbaFulfillmentPreview -Item @{ SellerSku = 'SKU-A' } -ErrorAction Stop } }
        @{ Says = '*-Action is null or blank*default*'; Command = { New-FbaFulfillmentOrder new-1 -Action $null -Item @{ SellerSku = 'TEA-100'; Quantity = 1 } } }
        @{ Says = '*-Name is null or blank*values of the input*'; Command = { New-Row new-1 | New-FbaFulfillmentOrder -Name '' } }
        @{ Says = '*-Action is null or blank*values of the input*'; Command = { New-Row new-1 | New-FbaFulfillmentOrder -Action $null } }
    ) {
        $Command | Should -Throw -ExpectedMessage $Says
    }

    It 'is no status in small letters' {
        (Set-FbaSandboxOrder order-1 -Status complete -PassThru).Status | Should -BeExactly 'Complete'
    }
}

Describe 'A file without a header' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox
        $values = 'six@example.com', 'Sixtus Sample', '6 Sample Street', 'Exampleton', 'WA', '98000', 'SKU-MUG-BLUE', '1'
        $row = [ordered] @{}
        foreach ($value in $values) { $row[$value] = 'Ada Example' }
        $headless = [pscustomobject] $row
        $extra = @{
            'Set-FbaFulfillmentOrder' = @{ Action = 'Ship' }
            'Set-FbaSandboxOrder' = @{ Status = 'Complete' }
            'Get-FbaFulfillmentPreview' = @{ Name = 'A'; AddressLine1 = 'B'; City = 'C'; PostalCode = '98000'; CountryCode = 'US' }
            'Save-MfnLabel' = @{ Path = $TestDrive }
            'Export-FbaReport' = @{ Path = Join-Path $TestDrive 'report.html' }
            'Wait-FbaFulfillmentOrder' = @{ TimeoutSec = 1 }
        }

        # Everything that a command says, with what only shows in the details of an error.
        function Get-Said([scriptblock] $Script) {
            $said = try { & $Script *>&1 } catch { $_ }
            ($said | ForEach-Object {
                "$_"
                if ($_ -is [Management.Automation.ErrorRecord]) { "$($_.Exception.Message) $($_.TargetObject) $($_.ErrorDetails)" }
            }) -join "`n"
        }
    }
    AfterAll { $session | Disconnect-FbaSession -WarningAction Ignore }

    It 'has its data in no message of <_>' -ForEach @(
        'ConvertTo-FbaOrderRow', 'ConvertTo-FbaTrackingRow', 'Export-FbaReport', 'Get-FbaDeliveryOffer', 'Get-FbaFeatureInventory',
        'Get-FbaFulfillmentOrder', 'Get-FbaFulfillmentPreview', 'Get-FbaInventory', 'Get-FbaPackageTracking', 'Get-FbaReturnReasonCode',
        'Get-MfnSellerInput', 'Get-MfnShipment', 'Import-FbaOrder', 'New-FbaFulfillmentOrder', 'New-FbaFulfillmentReturn',
        'New-MfnShipment', 'Resolve-FbaFulfillmentOrder', 'Save-MfnLabel', 'Set-FbaFulfillmentOrder', 'Set-FbaSandboxOrder',
        'Stop-FbaFulfillmentOrder', 'Stop-FbaSandboxServer', 'Stop-MfnShipment', 'Test-FbaFulfillmentOrder', 'Wait-FbaFulfillmentOrder'
    ) {
        $command, $more = $_, ($extra[$_] ?? @{})
        $said = Get-Said { $headless | & $command @more }
        $said | Should -Not -BeNullOrEmpty
        foreach ($value in $values | Where-Object Length -GT 2) { $said | Should -Not -Match ([regex]::Escape($value)) }
    }

    It 'covers every command that takes the pipeline, other than sessions' {
        $commands = Get-Command -Module FbaOutbound | Where-Object { $_.Parameters.Values.Attributes.ValueFromPipeline -contains $true }
        $commands.Name | Where-Object { $_ -ne 'Disconnect-FbaSession' } | Should -HaveCount 25
    }

    It 'is told by the commands that take ids' -ForEach 'Get', 'Set', 'Stop', 'Wait', 'Resolve' {
        $more = $extra["$_-FbaFulfillmentOrder"] ?? @{}
        $headless | & "$_-FbaFulfillmentOrder" @more -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs | Should -HaveCount 1
        "$($errs[0])" | Should -BeLike '*None of its properties is known. If it was read from a file, the file probably has no header line*'
    }

    It 'is not named by items and addresses that it is given for' {
        $address = @{ Name = 'A'; AddressLine1 = 'B'; City = 'C'; StateOrRegion = 'WA'; PostalCode = '98000'; CountryCode = 'US' }
        $said = (Get-Said { New-FbaFulfillmentOrder x-1 -Item $headless @address }) +
            (Get-Said { Get-MfnShippingService -AmazonOrderId 1 -Item $headless -ShipFromAddress $headless -PackageDimensions $headless -Weight 1 }) +
            (Get-Said { [pscustomobject] @{ SellerFulfillmentOrderId = 'x-1'; Items = $headless; DestinationAddress = $headless } | New-FbaFulfillmentOrder })
        foreach ($value in $values | Where-Object Length -GT 2) { $said | Should -Not -Match ([regex]::Escape($value)) }
    }

    It 'is shown in part where one column is known' {
        [pscustomobject] @{ Name = 'x'; Colour = 'y'; '77 Hidden Lane' = 'z' } | Stop-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        "$($errs[0])" | Should -BeLike "*The input's properties are: Name, Colour and 1 more.*"
    }
}
