BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile) -Force

    # Fails where somebody still has the file open.
    function Assert-Closed([string] $Path) { [IO.File]::Open($Path, 'Open', 'ReadWrite', 'None').Dispose() }
}

Describe 'Commands with a journal' {
    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('N'))
        [void] (New-Item -ItemType Directory $folder)
        Push-Location $folder
        $journal = Join-Path $folder 'run.journal'
        $session = Connect-FbaSession -Sandbox
    }

    AfterEach {
        Disconnect-FbaSession $session
        Pop-Location
    }

    It 'makes no journal with -WhatIf, and resolves its path by the location of PowerShell' {
        New-Rows 2 | New-FbaFulfillmentOrder -Journal run.journal -WhatIf
        Test-Path $journal | Should -BeFalse
        New-Rows 2 | New-FbaFulfillmentOrder -Journal run.journal | Should -HaveCount 2
        Test-Path $journal | Should -BeTrue
        Assert-Closed $journal
    }

    It 'says that a file is not a journal, and nothing else' {
        Set-Content $journal 'Id,Name'
        if (-not $IsWindows) { chmod 644 $journal }
        { New-Rows 1 | New-FbaFulfillmentOrder -Journal $journal -WarningVariable script:told } | Should -Throw -ErrorId 'JournalDamaged,*' -ExpectedMessage '*is not a journal*'
        $told | Should -BeNullOrEmpty
    }

    It 'says that a file is the state of an open sandbox' {
        $state = Join-Path $folder 'sandbox.state'
        $kept = Connect-FbaSession -Sandbox -SandboxState $state
        try {
            { New-Rows 1 | New-FbaFulfillmentOrder -Journal ./sandbox.state } | Should -Throw -ErrorId 'JournalDamaged,*' -ExpectedMessage "*is the sandbox state of the session '$($kept.Name)'*"
            { Connect-FbaSession -Sandbox -SandboxState ./sandbox.state } | Should -Throw -ErrorId 'SandboxStateUnusable,*' -ExpectedMessage '*in use*'
        }
        finally { Disconnect-FbaSession $kept }
    }

    It 'refuses a path with <name>, and shows none of it' -ForEach @(
        @{ Name = 'a line break'; Character = "`n" }, @{ Name = 'NUL'; Character = [string][char]0 }, @{ Name = 'an escape'; Character = [string][char]27 }
    ) {
        $path = Join-Path $folder "a$($Character)b"
        foreach ($use in { New-Rows 1 | New-FbaFulfillmentOrder -Journal $path }, { Connect-FbaSession -Sandbox -SandboxState $path }) {
            $failure = { & $use } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*has a control character (U+00*' -PassThru
            "$($failure.Exception.Message) $($failure.TargetObject)".Contains($Character) | Should -BeFalse
        }
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'reads an order whose cancel is in the journal' {
        $rows = New-Rows 2
        $ids = @($rows | New-FbaFulfillmentOrder -Journal $journal).SellerFulfillmentOrderId
        $ids[0] | Stop-FbaFulfillmentOrder -Journal $journal -Wait | Out-Null
        $receipts = @($rows | New-FbaFulfillmentOrder -Journal $journal -ErrorVariable script:dead -ErrorAction SilentlyContinue)
        $dead.FullyQualifiedErrorId | Should -BeLike 'OrderIdUsedByDeadOrder,*'
        $receipts.SellerFulfillmentOrderId | Should -Be $ids[1]
        $receipts.ConfirmedBy | Should -Be 'Journal'
    }

    It 'warns of an order that repeats one of the journal before its receipt' {
        $rows = New-Rows 1
        $rows | New-FbaFulfillmentOrder -Journal $journal | Out-Null
        $rows[0].SellerFulfillmentOrderId = 'again-1'
        $told = @($rows | New-FbaFulfillmentOrder -Journal $journal 3>&1)
        $told[0] | Should -BeOfType ([Management.Automation.WarningRecord])
        $told[0].Message | Should -BeLike "Order 'again-1' has the same recipient and items as order*"
        $told[1].Outcome | Should -Be 'Created'
    }

    It 'sends nothing that is done, gives the same receipts, and reports how many' {
        New-Rows 3 | New-FbaFulfillmentOrder -Journal $journal | Should -HaveCount 3
        $sent = (Get-Request $session).Count
        $lines = New-Rows 4 | New-FbaFulfillmentOrder -Journal $journal -Verbose 4>&1
        $receipts = @($lines | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] })
        $receipts.Outcome | Should -Be @('Created', 'Created', 'Created', 'Created')
        $receipts.ConfirmedBy | Should -Be @('Journal', 'Journal', 'Journal', 'Answer')
        (Get-Request $session).Count | Should -Be ($sent + 1)
        "$lines" | Should -BeLike "*3 already done (skipped)*"
    }

    It 'refuses other content and continues with the rest' {
        New-Rows 2 | New-FbaFulfillmentOrder -Journal $journal | Out-Null
        $receipts = @((New-Row 'order-1' @{ Quantity = '3' }), (New-Row 'order-2')) | New-FbaFulfillmentOrder -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable errs
        Get-ErrorId $errs[0] | Should -Be 'JournalContentDiffers'
        $errs[0].TargetObject | Should -Be 'order-1'
        $receipts.SellerFulfillmentOrderId | Should -Be 'order-2'
    }

    It 'lets other content be sent after Resolve-FbaFulfillmentOrder has recorded that the order does not exist' {
        Set-FbaSandbox -Fault DropBefore -Operation createFulfillmentOrder -Times 9
        New-Row 'order-1' | New-FbaFulfillmentOrder -Journal $journal -DeadlineSec 2 -ErrorAction SilentlyContinue -ErrorVariable errs
        Get-ErrorId $errs[0] | Should -Be 'OrderOutcomeUnknown'
        Set-FbaSandbox -ClearFault
        Set-FbaSandbox -AdvanceBy 1h
        ('order-1' | Resolve-FbaFulfillmentOrder -Journal $journal).Outcome | Should -Be 'NotFound'
        $sent = (Get-Request $session).Count
        $receipt = New-Row 'order-1' @{ Quantity = '3' } | New-FbaFulfillmentOrder -Journal $journal
        $receipt.Outcome, $receipt.ConfirmedBy | Should -Be @('Created', 'Answer')
        (Get-Request $session).Count | Should -Be ($sent + 1)
        Assert-Closed $journal
    }

    It 'is for the commands that change, ship and cancel, too' {
        New-Rows 2 | New-FbaFulfillmentOrder -Action Hold | Out-Null
        'order-1', 'order-2' | Set-FbaFulfillmentOrder -Action Ship -Journal $journal
        'order-1', 'order-2' | Set-FbaFulfillmentOrder -Action Ship -Journal $journal -PassThru | Should -HaveCount 2
        Get-Request $session 'updateFulfillmentOrder' | Should -HaveCount 2
        'order-1', 'order-2' | Stop-FbaFulfillmentOrder -Journal $journal | Out-Null
        $receipts = 'order-1', 'order-2' | Stop-FbaFulfillmentOrder -Journal $journal
        $receipts.Outcome | Should -Be @('CancelRequested', 'CancelRequested')
        $receipts.Attempts | Should -Be @(0, 0)
        $receipts | Out-String -Width 120 | Should -Match '(order-\d\s+CancelRequested\s+\(use -Wait\)\s+){2}$'
        Get-Request $session 'cancelFulfillmentOrder' | Should -HaveCount 2
        Assert-Closed $journal
    }

    It 'buys a shipment once, and reads it the second time' {
        $request = New-ShipmentRequest
        $service = Get-MfnShippingService @request | Sort-Object { $_.Rate.Value } | Select-Object -First 1
        $first = $service | New-MfnShipment -Journal $journal
        $second = $service | New-MfnShipment -Journal $journal
        $second.ShipmentId | Should -Be $first.ShipmentId
        Get-Request $session 'createShipment' | Should -HaveCount 1
    }

    It 'gives no shipment to another package of the same items: <Says>' -TestCases @(
        @{ Says = 'Weight is 10 oz, not 300 oz'; Given = @{ Weight = '300 oz' } }
        @{ Says = 'PackageDimensions is 5 × 5 × 5 inches, not 20 × 5 × 5 inches'; Given = @{ PackageDimensions = @{ Length = 20; Width = 5; Height = 5; Unit = 'inches' } } }
        @{ Says = 'ShipFromAddress is another address'; Given = @{ ShipFromAddress = @{
            Name = 'Bob Example'; AddressLine1 = '9 Other Road'; City = 'Miami'; StateOrProvinceCode = 'FL'; PostalCode = '33101'
            CountryCode = 'US'; Email = 'b@example.com'; Phone = '503-555-0199' } } }
        @{ Says = 'DeclaredValue is 0 USD, not 50.00 USD'; Given = @{ DeclaredValue = '50.00' } }
    ) {
        $request = New-ShipmentRequest
        $other = New-ShipmentRequest $Given
        $first = Get-MfnShippingService @request | Where-Object ShippingServiceId -eq UPS_PTP_GND | New-MfnShipment -Journal $journal
        $offer = Get-MfnShippingService @other | Where-Object ShippingServiceId -eq UPS_PTP_GND
        $offer | New-MfnShipment -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable errs | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -Be 'JournalContentDiffers'
        "$($errs[0])" | Should -BeLike "*$($first.ShipmentId)*$Says*Nothing was bought. Another journal buys a second label*($($offer.Rate)).*"
        "$($errs[0])" | Should -Not -Match 'Bob|Miami|33101'
        Get-Request $session 'createShipment' | Should -HaveCount 1
        ($request | ForEach-Object { New-MfnShipment @_ -ShippingServiceId UPS_PTP_GND -Journal $journal }).ShipmentId | Should -Be $first.ShipmentId
    }

    It 'names the service that was bought and the one that is wanted' {
        $request = New-ShipmentRequest
        $offers = Get-MfnShippingService @request | Sort-Object Rate
        $null = $offers[0] | New-MfnShipment -Journal $journal
        $offers[1] | New-MfnShipment -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable errs | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -Be 'JournalContentDiffers'
        "$($errs[0])" | Should -BeLike "*ShippingServiceId is $($offers[0].ShippingServiceId), not $($offers[1].ShippingServiceId).*charged*"
        $errs[0].ErrorDetails.RecommendedAction | Should -BeExactly 'Run Get-MfnShipment with the shipment''s id to get its label again.'
    }

    It 'tells that a shipment was cancelled, and buys another one only in its place' {
        $request = New-ShipmentRequest
        $buy = @{ ShippingServiceId = 'UPS_PTP_GND'; Journal = $journal; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'errs' }
        $first = New-MfnShipment @request @buy
        $null = $first | Stop-MfnShipment
        New-MfnShipment @request @buy | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -Be 'ShipmentCancelled'
        $errs[0].Exception.Status | Should -Be 'RefundPending'
        "$($errs[0])" | Should -BeLike "*cancelled (status RefundPending). Nothing was bought.*-ReplaceShipmentId $($first.ShipmentId).*"
        $second = New-MfnShipment @request @buy -ReplaceShipmentId $first.ShipmentId
        $second.Status | Should -Be 'Purchased'
        $second.ShipmentId | Should -Not -Be $first.ShipmentId
        (New-MfnShipment @request @buy -ReplaceShipmentId $first.ShipmentId).ShipmentId | Should -Be $second.ShipmentId
        (New-MfnShipment @request @buy).ShipmentId | Should -Be $second.ShipmentId
        Get-Request $session 'createShipment' | Should -HaveCount 2
        { New-MfnShipment @request -ShippingServiceId UPS_PTP_GND -ReplaceShipmentId $first.ShipmentId } |
            Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*-Journal*'
    }

    It 'never buys again what may have been bought' {
        $request = New-ShipmentRequest
        $service = Get-MfnShippingService @request | Sort-Object { $_.Rate.Value } | Select-Object -First 1
        Add-Fault $session DropAfter 'createShipment'
        $service | New-MfnShipment -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable first | Should -BeNullOrEmpty
        $service | New-MfnShipment -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable second | Should -BeNullOrEmpty
        Get-ErrorId $first[0] | Should -Be 'ShipmentOutcomeUnknown'
        Get-ErrorId $second[0] | Should -Be 'ShipmentOutcomeUnknown'
        $second[0].Exception.FirstSent | Should -Not -BeNullOrEmpty
        Get-Request $session 'createShipment' | Should -HaveCount 1
    }

    It 'leaves no lock behind after <Name>' -TestCases @(
        @{ Name = 'a downstream stop'; Run = { New-Rows 9 | New-FbaFulfillmentOrder -Journal $journal -WarningAction SilentlyContinue | Select-Object -First 1 } }
        @{ Name = 'a throw downstream'; Run = { try { New-Rows 9 | New-FbaFulfillmentOrder -Journal $journal -WarningAction SilentlyContinue | ForEach-Object { throw 'enough' } } catch { } } }
        @{ Name = 'a throw upstream'; Run = { try { & { New-Rows 9; throw 'enough' } | New-FbaFulfillmentOrder -Stream -Journal $journal -WarningAction SilentlyContinue } catch { } } }
        @{ Name = '-ErrorAction Stop'; Run = { try { @((New-Rows 5), (New-Row 'bad' @{ Quantity = 'x' }), (New-Rows 5 'more')) | ForEach-Object { $_ } | New-FbaFulfillmentOrder -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue } catch { } } }
    ) {
        $null = & $Run
        Assert-Closed $journal
    }

    It 'leaves no lock behind after Ctrl+C, and the next run decides what was on its way' {
        Add-Fault $session LateAnswer 'createFulfillmentOrder' 'order-2' -Seconds 30
        $shell = New-Shell '$rows | New-FbaFulfillmentOrder -Session $session -Journal $journal' @{ session = $session; journal = $journal; rows = New-Rows 3 }
        try {
            $run = $shell.BeginInvoke()
            Wait-Until { (Get-Request $session 'createFulfillmentOrder').Count -ge 3 } 'three orders'
            $shell.Stop()
            { $shell.EndInvoke($run) } | Should -Throw
            Assert-Closed $journal
        }
        finally {
            Remove-Shell $shell
        }

        Set-QuickReadBack $session
        $receipts = New-Rows 3 | New-FbaFulfillmentOrder -Journal $journal
        $receipts.Outcome | Should -Be @('Created', 'Created', 'Created')
        $session.Sandbox.OrderCount | Should -Be 3
        Get-Request $session 'createFulfillmentOrder' | Should -HaveCount 3
    }

    It 'continues with the file of a sandbox after a restart' {
        $first = Connect-FbaSession -Sandbox -SandboxState (Join-Path $folder 'state')
        New-Rows 2 | New-FbaFulfillmentOrder -Session $first -Journal $journal | Out-Null
        Disconnect-FbaSession $first
        $again = Connect-FbaSession -Sandbox -SandboxState (Join-Path $folder 'state')
        try {
            (New-Rows 2 | New-FbaFulfillmentOrder -Session $again -Journal $journal).ConfirmedBy | Should -Be @('Journal', 'Journal')
        }
        finally {
            Disconnect-FbaSession $again
        }
    }

    It 'refuses <Id> before anything is sent' -TestCases @(
        @{ Id = 'JournalOfAnotherAccount'; Prepare = { $other = Connect-FbaSession -Sandbox; New-Row | New-FbaFulfillmentOrder -Session $other -Journal $journal | Out-Null; Disconnect-FbaSession $other } }
        @{ Id = 'JournalInUse'; Prepare = { $script:held = [IO.File]::Open($journal, 'OpenOrCreate', 'ReadWrite', 'None') } }
        @{ Id = 'JournalDamaged'; Prepare = { 'SellerFulfillmentOrderId,SellerSku' | Set-Content $journal } }
        @{ Id = 'JournalOfNewerFormat'; Prepare = { '{"format":"FbaOutbound.Journal","version":9}' | Set-Content $journal } }
        @{ Id = 'JournalUnusable'; Prepare = { [void] (New-Item -ItemType Directory $journal) } }
    ) {
        $held = $null
        $script:held = $null
        . $Prepare
        try {
            { New-Rows 3 | New-FbaFulfillmentOrder -Session $session -Journal $journal } | Should -Throw -ErrorId "$Id,*"
        }
        finally {
            if ($script:held) { $script:held.Dispose() }
        }

        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'refuses a second run while the first one works, and leaves the first one alone' {
        Add-Fault $session LateAnswer 'createFulfillmentOrder' 'order-1' -Seconds 30
        $shell = New-Shell '$rows | New-FbaFulfillmentOrder -Session $session -Journal $journal' @{ session = $session; journal = $journal; rows = New-Rows 2 }
        try {
            $run = $shell.BeginInvoke()
            Wait-Until { (Get-Request $session 'createFulfillmentOrder').Count -ge 2 } 'two orders'
            { New-Row 'order-3' | New-FbaFulfillmentOrder -Session $session -Journal $journal } | Should -Throw -ErrorId 'JournalInUse,*' -ExpectedMessage "*$journal*"
            $session.Sandbox.OrderIds | Should -Not -Contain 'order-3'
            $run.IsCompleted | Should -BeFalse
        }
        finally {
            $shell.Stop()
            Remove-Shell $shell
        }
    }

    It 'refuses <Path>, which is no path of a file' -TestCases @(@{ Path = 'Env:\x' }, @{ Path = 'NoSuchDrive:\x' }, @{ Path = ' ' }) {
        { New-Row | New-FbaFulfillmentOrder -Session $session -Journal $Path } | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*-Journal*'
        Get-Request $session | Should -BeNullOrEmpty
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It '<Name> leaves out what is of another account, and does the rest' -TestCases @(
        @{ Name = 'Set-'; Command = { $input | Set-FbaFulfillmentOrder -Action Ship -PassThru -Journal $journal -ErrorVariable script:errors -ErrorAction SilentlyContinue } }
        @{ Name = 'Stop-'; Command = { $input | Stop-FbaFulfillmentOrder -PassThru -Journal $journal -ErrorVariable script:errors -ErrorAction SilentlyContinue } }
        @{ Name = 'Resolve-'; Command = { $input | Resolve-FbaFulfillmentOrder -Journal $journal -ErrorVariable script:errors -ErrorAction SilentlyContinue } }
    ) {
        $other = Connect-FbaSession -Sandbox -Name Other
        try {
            New-Row 'order-1' | New-FbaFulfillmentOrder -Session $session -Action Hold | Out-Null
            New-Row 'order-2' | New-FbaFulfillmentOrder -Session $other -Action Hold | Out-Null
            New-Row 'order-3' | New-FbaFulfillmentOrder -Session $session -Action Hold | Out-Null
            $orders = (Get-FbaFulfillmentOrder order-1 -Session $session), (Get-FbaFulfillmentOrder order-2 -Session $other),
                (Get-FbaFulfillmentOrder order-3 -Session $session)
            @($orders | & $Command).SellerFulfillmentOrderId | Should -Be 'order-1', 'order-3'
            $errors | Should -HaveCount 1
            $errors[0].FullyQualifiedErrorId | Should -BeLike 'JournalOfAnotherAccount,*'
            $errors[0].TargetObject | Should -Be 'order-2'
        }
        finally { Disconnect-FbaSession $other }
    }

    It 'New-MfnShipment shows the label that it has bought where the next offer is of another account' {
        $other = Connect-FbaSession -Sandbox -Name Other
        try {
            Set-FbaSandbox -Session $other -MerchantOrder @{ AmazonOrderId = '903-1111111-2222222'; Items = @{ '40525960574999' = 1 } }
            $mine = New-ShipmentRequest
            $theirs = New-ShipmentRequest @{ AmazonOrderId = '903-1111111-2222222'; Item = @{ OrderItemId = '40525960574999'; Quantity = 1 } }
            $services = (Get-MfnShippingService @mine -Session $session | Select-Object -First 1), (Get-MfnShippingService @theirs -Session $other | Select-Object -First 1)
            $bought = @($services | New-MfnShipment -Journal $journal -ErrorVariable errors -ErrorAction SilentlyContinue)
            $bought.AmazonOrderId | Should -Be $mine.AmazonOrderId
            $errors | Should -HaveCount 1
            $errors[0].FullyQualifiedErrorId | Should -BeLike 'JournalOfAnotherAccount,*'
            $errors[0].TargetObject | Should -Be $theirs.AmazonOrderId
        }
        finally { Disconnect-FbaSession $other }
    }

    It 'takes no -JournalName without -Journal: <name>' -TestCases @(
        @{ Name = 'New-'; Command = { New-Rows 1 | New-FbaFulfillmentOrder -JournalName a } }
        @{ Name = 'Set-'; Command = { Set-FbaFulfillmentOrder A-1 -Action Ship -JournalName a } }
        @{ Name = 'Stop-'; Command = { Stop-FbaFulfillmentOrder A-1 -JournalName a } }
        @{ Name = 'Resolve-'; Command = { Resolve-FbaFulfillmentOrder A-1 -JournalName a } }
        @{ Name = 'New- with -WhatIf'; Command = { New-Rows 1 | New-FbaFulfillmentOrder -JournalName a -WhatIf } }
        @{ Name = 'Stop- without input'; Command = { @() | Stop-FbaFulfillmentOrder -JournalName a } }
    ) {
        $Command | Should -Throw -ErrorId 'ParameterInvalid,*' -ExpectedMessage '*-JournalName needs -Journal*'
        Get-FbaFulfillmentOrder -All | Should -BeNullOrEmpty
    }

    It 'takes -JournalName with a database only' {
        { New-Rows 1 | New-FbaFulfillmentOrder -Journal $journal -JournalName a } | Should -Throw -ErrorId 'ParameterInvalid,*'
        Test-Path $journal | Should -BeFalse
    }

    It 'contains nothing about a recipient' {
        $canaries = @{ Name = 'canary-name'; AddressLine1 = 'canary-line'; City = 'canary-city'; PostalCode = '90909'; Phone = '555-0199'; NotificationEmail = 'canary@example.com'; DisplayableOrderComment = 'canary-comment'; SellerSku = 'SKU-CANARY' }
        New-Row 'order-1' $canaries | New-FbaFulfillmentOrder -Journal $journal -ErrorAction SilentlyContinue | Out-Null
        $text = Get-Content -Raw $journal
        $text | Should -BeLike '*order-1*'
        $text | Should -Not -Match 'canary|90909|555-0199|SKU-'
    }
}

Describe 'A run that is killed' {
    BeforeAll { $server = Start-Server '--rate', '60', '--burst', '10' }
    AfterAll { Stop-Server $server }

    It 'gives one receipt and one order for each, however often it is killed' {
        $journal = Join-Path $TestDrive 'killed.journal'
        $receipts = Join-Path $TestDrive 'receipts'
        $count = 60
        $script = Join-Path $TestDrive 'run.ps1'
        @"
Import-Module '$(Get-ModuleFile)'
Import-Module '$PSScriptRoot/Support.psm1'
`$session = Connect-Server ([pscustomobject] @{ Endpoint = [uri] '$($server.Endpoint)'; TokenEndpoint = [uri] '$($server.TokenEndpoint)' })
Set-QuickReadBack `$session
New-Rows $count | New-FbaFulfillmentOrder -Journal '$journal' -WarningAction SilentlyContinue | ForEach-Object { "`$(`$_.SellerFulfillmentOrderId) `$(`$_.Outcome)" }
"@ | Set-Content $script
        $shell = Get-Engine
        # After so many orders; the last one is not killed.
        foreach ($after in 20, 40, 0) {
            $start = [Diagnostics.ProcessStartInfo]::new($shell, "-NoProfile -File `"$script`"")
            $start.UseShellExecute = $false
            $start.RedirectStandardOutput = $true
            $process = [Diagnostics.Process]::Start($start)
            $output = $process.StandardOutput.ReadToEndAsync()
            if ($after) {
                while (-not $process.HasExited -and (Get-ServerRequestCount $server createFulfillmentOrder) -lt $after) { [Threading.Thread]::Sleep(20) }
                $process.Kill()
            }
            $process.WaitForExit()
            $process.Dispose()
        }

        $lines = @($output.Result.Trim() -split '\r?\n')
        $lines | Should -HaveCount $count
        @($lines | Where-Object { $_ -notmatch ' Created$' }) | Should -BeNullOrEmpty
        $taken = @(Get-ServerRequest $server | Where-Object { $_.operation -eq 'createFulfillmentOrder' -and $_.taken })
        @($taken | Group-Object orderId | Where-Object Count -ne 1) | Should -BeNullOrEmpty
        $taken | Should -HaveCount $count
    }
}
