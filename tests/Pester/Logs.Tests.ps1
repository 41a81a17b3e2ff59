BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)

    function Get-Log([string] $Path) { Get-Content $Path | ConvertFrom-Json }
}

Describe '-Verbose of a run' {
    BeforeEach { $session = Connect-FbaSession -Sandbox }
    AfterEach { $session | Disconnect-FbaSession }

    It 'tells the course of an order in order, before its receipt' {
        Set-QuickReadBack $session
        Add-Fault $session Throttled createFulfillmentOrder
        $output = @(New-Row | New-FbaFulfillmentOrder -Verbose 4>&1 | ForEach-Object { if ($_ -is [Management.Automation.VerboseRecord]) { $_.Message } else { $_.Outcome } })
        $story = $output -replace ' in \d+ ms.*' -replace 'about [\d.]+ s', 'about n s' -replace 'after [\d.]+ s', 'after n s' -join '|'
        $story | Should -BeLike '*|POST */fulfillmentOrders, attempt 1: 429|Retrying createFulfillmentOrder: the request was throttled.|*POST */fulfillmentOrders, attempt 2: 200|createFulfillmentOrder for ''order-1'' succeeded on attempt 2, after n s.|Created'
    }

    It 'tells of a new token' {
        $lines = @(Connect-FbaSession -Sandbox -Name Other -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object Message)
        Disconnect-FbaSession -Session Other
        $lines[-1] | Should -BeExactly 'A new token was received (access token request).'
    }
}

Describe 'Connect-FbaSession -LogPath' {
    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('N'))
        [void] (New-Item -ItemType Directory $folder)
        Push-Location $folder
    }

    AfterEach {
        Get-FbaSession | Disconnect-FbaSession
        Pop-Location
    }

    It 'logs the requests of <_>, and the session shows the file' -ForEach '2020-07-01', '2026-07-04', 'Mws' {
        $session = Connect-FbaSession -Sandbox -Name Logged -ApiVersion $_ -LogPath ./fba.log
        $session.LogPath | Should -BeExactly (Join-Path $folder 'fba.log')
        New-Row | New-FbaFulfillmentOrder | Out-Null
        $session | Disconnect-FbaSession

        $events = @(Get-Log fba.log | Where-Object subject -eq 'order-1')
        $events.event | Should -Be 'request', 'response', 'end'
        $events.session | Sort-Object -Unique | Should -BeExactly 'Logged'
        $events[1].status | Should -BeIn 200, 202
        $events[1].requestId | Should -Not -BeNullOrEmpty
        $events[2].outcome | Should -BeExactly 'succeeded'
        $events.version | Sort-Object -Unique | Should -BeIn $_, '2010-10-01'
    }

    It 'logs merchant fulfillment' {
        $session = Connect-FbaSession -Sandbox -LogPath ./fba.log
        $what = New-ShipmentRequest
        Get-MfnShippingService @what | Out-Null
        (Get-Log fba.log).operation | Should -Contain 'getEligibleShipmentServices'
    }

    It 'logs nothing of an address, a name, a phone number, a token or a path, whatever goes wrong' {
        $session = Connect-FbaSession -Sandbox -LogPath ./fba.log
        Set-QuickReadBack $session
        $planted = @{ Name = 'Canaryname'; AddressLine1 = '1 Canaryline'; City = 'Canarycity'; StateOrRegion = 'Canarystate'; PostalCode = '90909'; Phone = 'canaryphone 0100'; DisplayableOrderComment = 'Canarycomment' }
        $rows = 1..3 | ForEach-Object { New-Row "log-$_" $planted }
        foreach ($kind in 'Throttled', 'ErrorBefore', 'DropAfter', 'HtmlBody', 'TokenExpired') {
            Add-Fault $session $kind createFulfillmentOrder
            $rows | ForEach-Object { $_.SellerFulfillmentOrderId += 'x'; $_ } | New-FbaFulfillmentOrder -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Out-Null
        }

        $rows | ForEach-Object { $_.CountryCode = 'US'; $_.Quantity = '7'; $_ } | New-FbaFulfillmentOrder -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Out-Null
        $text = Get-Content fba.log -Raw
        @(Get-Log fba.log | Where-Object error).Count | Should -BeGreaterThan 3
        $text | Should -Not -Match 'canary|90909|Atza|Atzr|/fulfillmentOrders|localhost'
    }

    It 'adds to a log that is there, and several sessions share it' {
        1..2 | ForEach-Object { Connect-FbaSession -Sandbox -Name "s$_" -LogPath ./fba.log | Out-Null }
        's1', 's2' | ForEach-Object { New-Row "shared-$_" | New-FbaFulfillmentOrder -Session $_ | Out-Null }
        Get-FbaSession | Disconnect-FbaSession
        Connect-FbaSession -Sandbox -Name s3 -LogPath ./fba.log | Out-Null
        (Get-Log fba.log).session | Sort-Object -Unique | Should -Be 's1', 's2', 's3'
    }

    It 'does not mix the lines of processes' {
        $module = Get-ModuleFile
        $file = Join-Path $folder 'fba.log'
        $jobs = 1..3 | ForEach-Object {
            Start-Job {
                Import-Module $using:module
                Connect-FbaSession -Sandbox -Name "job$using:_" -LogPath $using:file | Out-Null
                1..20 | ForEach-Object { [pscustomobject] @{ SellerFulfillmentOrderId = "j-$_"; SellerSku = 'MUG-RED'; Quantity = 1; Name = 'Alex Example'; AddressLine1 = '12 Sample Street'; City = 'Springfield'; StateOrRegion = 'IL'; PostalCode = '62701'; CountryCode = 'US' } } |
                    New-FbaFulfillmentOrder -WarningAction Ignore | Out-Null
            }
        }
        $jobs | Receive-Job -Wait -AutoRemoveJob
        $events = @(Get-Log $file | Where-Object { $_.event -eq 'end' -and $_.operation -eq 'createFulfillmentOrder' })
        $events | Should -HaveCount 60
        $events.process | Sort-Object -Unique | Should -HaveCount 3
    }

    It 'makes a file that only its owner can read' -Skip:($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop') {
        Connect-FbaSession -Sandbox -LogPath ./fba.log | Out-Null
        (Get-Item ./fba.log).UnixMode | Should -BeExactly '-rw-------'
    }

    It 'warns of a log that others can read' -Skip:($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop') {
        [void] (New-Item fba.log)
        chmod 644 fba.log
        Connect-FbaSession -Sandbox -LogPath ./fba.log -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        $warnings | Should -BeLike '*chmod 600*'
    }

    It 'leaves nothing open where the warning is made an error' -Skip:($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop') {
        [void] (New-Item fba.log)
        Connect-FbaSession -Sandbox -SandboxState ./sandbox.state | Disconnect-FbaSession
        chmod 644 fba.log sandbox.state
        { Connect-FbaSession -Sandbox -SandboxState ./sandbox.state -WarningAction Stop } | Should -Throw
        { Connect-FbaSession -Sandbox -LogPath ./fba.log -WarningAction Stop } | Should -Throw
        foreach ($file in 'fba.log', 'sandbox.state') { [IO.File]::Open((Resolve-Path $file).ProviderPath, 'Open', 'ReadWrite', 'None').Dispose() }
    }

    It 'refuses <Path> with <Id>' -TestCases @(
        @{ Path = 'Env:\x'; Id = 'ParameterInvalid'; Says = '*provider Environment*' }
        @{ Path = ' '; Id = 'ParameterInvalid'; Says = '*-LogPath is blank*' }
        @{ Path = './no-folder/x'; Id = 'LogFileUnusable'; Says = 'The log cannot be written: Folder not found*' }
        @{ Path = '.'; Id = 'LogFileUnusable'; Says = '*is a folder*' }
        @{ Path = 'orders.csv'; Id = 'LogFileUnusable'; Says = '*is not a log*was not changed*' }
    ) {
        'SellerFulfillmentOrderId,SellerSku' | Set-Content orders.csv
        { Connect-FbaSession -Sandbox -LogPath $Path } | Should -Throw -ErrorId "$Id,*" -ExpectedMessage $Says
        Get-FbaSession | Should -BeNullOrEmpty
        Get-Content orders.csv | Should -BeExactly 'SellerFulfillmentOrderId,SellerSku'
    }
}

Describe 'Telemetry' -Skip:($PSVersionTable.PSVersion -lt '7.6') {
    It 'is seen by a listener in the process, which has the engine''s own types' {
        $listener = Join-Path $PSScriptRoot 'TelemetryListener.cs'
        $module = Get-ModuleFile
        $script = @"
Add-Type -Path '$listener'
Import-Module '$module'
`$listener = [TelemetryListener]::new()
Connect-FbaSession -Sandbox | Out-Null
[pscustomobject] @{ SellerFulfillmentOrderId = 'K-1'; SellerSku = 'MUG-RED'; Quantity = 1; Name = 'Alex Example'; AddressLine1 = '12 Sample Street'; City = 'Springfield'; StateOrRegion = 'IL'; PostalCode = '62701'; CountryCode = 'US' } | New-FbaFulfillmentOrder | Out-Null
`$listener.Seen
"@
        $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script))
        $lines = @(& (Get-Engine) -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded)
        $version = (Get-Module FbaOutbound).Version
        $lines | Where-Object { $_ -match 'createFulfillmentOrder' } | Should -Be @(
            "meter $version fba.permit.wait s createFulfillmentOrder"
            "meter $version fba.requests {request} createFulfillmentOrder"
            "meter $version fba.request.duration s createFulfillmentOrder"
            "activity $version POST createFulfillmentOrder Client 200"
            "activity $version createFulfillmentOrder Internal"
        )
        $lines | Should -Contain "activity $version access token request Internal"
    }
}
