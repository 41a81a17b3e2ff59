BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
    $credential = [pscredential]::new('amzn1.application-oa2-client.example', (ConvertTo-Secret 'any'))
    $refreshToken = ConvertTo-Secret 'Atzr|any'

    # A connection that is refused is tried again for some seconds; the other tests run meanwhile.
    $nobody = @{ Marketplace = 'US'; ClientCredential = $credential; RefreshToken = $refreshToken; Endpoint = 'http://127.0.0.1:9/'; TokenEndpoint = 'http://127.0.0.1:9/auth/o2/token' }
    $refused = New-Shell '$VerbosePreference = "Continue"; Connect-FbaSession @nobody' @{ nobody = $nobody }
    $refusing = $refused.BeginInvoke()
}

Describe 'Sessions of a runspace' {
    AfterEach { Get-FbaSession | Disconnect-FbaSession }

    It 'show where they lead' {
        $session = Connect-FbaSession -Sandbox -Marketplace de
        $session.Name | Should -Match '^Sandbox\d*$'
        $session.Marketplace | Should -BeExactly 'DE'
        $session.MarketplaceId | Should -BeExactly 'A1PA6795UKMFR9'
        $session.Region | Should -BeExactly 'EU'
        $session.IsSandbox | Should -BeTrue
        $session.State | Should -BeExactly 'Open'
    }

    It 'get names that none had before' {
        $shell = New-Shell @'
(Connect-FbaSession -Sandbox).Name
(Connect-FbaSession -Sandbox).Name
Disconnect-FbaSession
(Connect-FbaSession -Sandbox).Name
'@
        $shell.Invoke() | Should -Be 'Sandbox', 'Sandbox2', 'Sandbox3'
        Remove-Shell $shell
    }

    It 'can be named' {
        (Connect-FbaSession -Sandbox -Name Shop).Name | Should -BeExactly 'Shop'
        (Get-FbaSession shop).Name | Should -BeExactly 'Shop'
        (Get-FbaSession Sh*).Name | Should -BeExactly 'Shop'
    }

    It 'are refused a name that another account''s session has' {
        Connect-FbaSession -Sandbox -Name Shop | Out-Null
        { Connect-FbaSession -Sandbox -Name Shop } | Should -Throw -ErrorId 'SessionNameInUse,*' -ExpectedMessage "*'Shop'*another account*"
        Get-FbaSession | Should -HaveCount 1
    }

    It 'that could not be opened leave their state file to the next one' {
        $state = Join-Path $TestDrive 'state.jsonl'
        { Connect-FbaSession -Sandbox -SandboxState $state -ApiVersion 1999-01-01 } | Should -Throw -ErrorId 'SettingInvalid,*'
        (Connect-FbaSession -Sandbox -SandboxState $state).State | Should -BeExactly 'Open'
    }

    It 'are not chosen by a -Session without a value' {
        $session = Connect-FbaSession -Sandbox
        New-Row a | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $session.Sandbox.ClearRequests()
        $none = & {}
        foreach ($nothing in $null, $none) {
            { Set-FbaFulfillmentOrder a -Action Ship -Session $nothing } | Should -Throw -ErrorId 'SessionNotFound,*' -ExpectedMessage '*-Session is null*'
            { 'a' | Get-FbaFulfillmentOrder -Session $nothing } | Should -Throw -ErrorId 'SessionNotFound,*'
            { New-Row b | New-FbaFulfillmentOrder -Session $nothing } | Should -Throw -ErrorId 'SessionNotFound,*'
            { Disconnect-FbaSession $nothing -ErrorAction Stop } | Should -Throw -ErrorId 'SessionNotFound,*'
        }
        { Set-FbaFulfillmentOrder a -Action Ship -Session '' } | Should -Throw -ErrorId 'SessionNotFound,*'
        $session.Sandbox.Requests | Should -BeNullOrEmpty
        $session.State | Should -BeExactly 'Open'
        [pscustomobject] @{ OrderId = 'a'; Session = $null } | Get-FbaFulfillmentOrder | Should -Not -BeNullOrEmpty
    }

    It 'the last one opened is the default, and after it the one before' {
        $first = Connect-FbaSession -Sandbox
        $second = Connect-FbaSession -Sandbox
        (New-Row a | New-FbaFulfillmentOrder).Session | Should -BeExactly $second.Name
        Disconnect-FbaSession
        (New-Row a | New-FbaFulfillmentOrder).Session | Should -BeExactly $first.Name
    }

    It 'are chosen by -Session, as an object and by name' {
        $first = Connect-FbaSession -Sandbox
        Connect-FbaSession -Sandbox | Out-Null
        (New-Row a | New-FbaFulfillmentOrder -Session $first).Session | Should -BeExactly $first.Name
        (New-Row b | New-FbaFulfillmentOrder -Session $first.Name.ToUpperInvariant()).Session | Should -BeExactly $first.Name
        $first.Sandbox.OrderCount | Should -Be 2
    }

    It 'keep their orders apart' {
        $first = Connect-FbaSession -Sandbox
        New-Row a | New-FbaFulfillmentOrder | Out-Null
        Connect-FbaSession -Sandbox | Out-Null
        Get-FbaFulfillmentOrder | Should -BeNullOrEmpty
        Get-FbaFulfillmentOrder -Session $first | Should -HaveCount 1
    }

    It 'are found by the input that was read with them' {
        $first = Connect-FbaSession -Sandbox
        New-Row a | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $second = Connect-FbaSession -Sandbox
        $receipt = Get-FbaFulfillmentOrder -Session $first | Stop-FbaFulfillmentOrder
        $receipt.Session | Should -BeExactly $first.Name
        Get-Request $second | Should -BeNullOrEmpty
    }

    It 'are never mixed up: input of one and -Session of another is an error (<Kind>)' -TestCases @(
        @{ Kind = 'object'; Choose = { param($session) $session } }
        @{ Kind = 'name'; Choose = { param($session) $session.Name } }
    ) {
        $first = Connect-FbaSession -Sandbox
        New-Row a | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $second = Connect-FbaSession -Sandbox
        $with = & $Choose $second
        Get-FbaFulfillmentOrder -Session $first | Stop-FbaFulfillmentOrder -Session $with -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Get-ErrorId $errs[0] | Should -BeExactly 'SessionMismatch'
        $errs[0].TargetObject | Should -BeExactly 'a'
        $errs[0].ToString() | Should -BeLike "*$($first.Name)*$($second.Name)*"
        Get-Request $second | Should -BeNullOrEmpty
        $first.Sandbox.Find('a').CancelRequested | Should -BeFalse
    }

    It 'input of a session that is closed is an error, not the default''s' {
        $first = Connect-FbaSession -Sandbox
        New-Row a | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $order = Get-FbaFulfillmentOrder a
        $second = Connect-FbaSession -Sandbox
        New-Row a | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $second.Sandbox.ClearRequests()
        $first | Disconnect-FbaSession
        $order | Stop-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue

        Get-ErrorId $errs[0] | Should -BeExactly 'SessionMismatch'
        Get-Request $second | Should -BeNullOrEmpty
    }

    It 'of another account are refused by an order''s account, whatever their names are (<Kind>)' -TestCases @(
        @{ Kind = 'object'; Keep = { param($one) $one } }
        @{ Kind = 'object of Import-Clixml'; Keep = { param($one) [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($one, 5)) } }
        @{ Kind = 'object without its session'; Keep = { param($one) $one | Select-Object * -ExcludeProperty Session } }
        @{ Kind = 'receipt'; Keep = { param($one) $one | Set-FbaFulfillmentOrder -DisplayableOrderComment x -PassThru } }
    ) {
        Connect-FbaSession -Sandbox -Name Shop | Out-Null
        New-Row a | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $order = & $Keep (Get-FbaFulfillmentOrder a)
        Disconnect-FbaSession
        $other = Connect-FbaSession -Sandbox -Name Shop
        New-Row a | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $other.Sandbox.ClearRequests()
        $order | Set-FbaFulfillmentOrder -Action Ship -ErrorVariable errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $order | Stop-FbaFulfillmentOrder -Session Shop -ErrorVariable +errs -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-ErrorId $errs[0] | Should -BeExactly 'SessionMismatch'
        Get-ErrorId $errs[-1] | Should -BeExactly 'SessionMismatch'
        $errs[0].ToString() | Should -BeLike "*another account*'Shop'*"
        Get-Request $other | Should -BeNullOrEmpty
    }

    It 'that do not exist are an error that lists those that do' {
        Connect-FbaSession -Sandbox -Name Shop | Out-Null
        { Get-FbaFulfillmentOrder -Session Shoop } | Should -Throw -ErrorId 'SessionNotFound,*' -ExpectedMessage '*Shoop*Shop*'
        Get-FbaSession Shoop -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'SessionNotFound'
        $errs[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'that are closed are an error' {
        $session = Connect-FbaSession -Sandbox
        $session | Disconnect-FbaSession
        $session.State | Should -BeExactly 'Closed'
        { Get-FbaFulfillmentOrder -Session $session } | Should -Throw -ErrorId 'SessionEnded,*' -ExpectedMessage '*Connect-FbaSession*'
    }

    It 'a thing that is no session is an error' {
        Connect-FbaSession -Sandbox | Out-Null
        { Get-FbaFulfillmentOrder -Session 17 } | Should -Throw -ErrorId 'SessionNotFound,*'
        { Get-FbaFulfillmentOrder -Session @{ Name = 'Sandbox' } } | Should -Throw -ErrorId 'SessionNotFound,*'
    }

    It 'none at all is a terminating error that says what to run: <_>' -ForEach @(
        'Get-FbaFulfillmentOrder', 'Get-FbaQuota', "'a' | Set-FbaFulfillmentOrder -Action Ship", "'a' | Stop-FbaFulfillmentOrder",
        'New-Row | New-FbaFulfillmentOrder', "Resolve-FbaFulfillmentOrder a", "'a' | Get-FbaFulfillmentOrder"
    ) {
        $script = [scriptblock]::Create($_)
        { & $script } | Should -Throw -ErrorId 'NotConnected,*' -ExpectedMessage '*Connect-FbaSession*-Session $using:session*'
    }

    It 'Disconnect-FbaSession takes a name, an object and several from the pipeline' {
        Connect-FbaSession -Sandbox -Name a1 | Out-Null
        $two = Connect-FbaSession -Sandbox -Name a2
        Connect-FbaSession -Sandbox -Name a3 | Out-Null
        Connect-FbaSession -Sandbox -Name a4 | Out-Null
        Disconnect-FbaSession a1
        Disconnect-FbaSession -Session $two
        (Get-FbaSession).Name | Should -Be 'a3', 'a4'
        Get-FbaSession | Disconnect-FbaSession
        Get-FbaSession | Should -BeNullOrEmpty
    }

    It 'Disconnect-FbaSession without one is an error' {
        Disconnect-FbaSession -ErrorVariable errs -ErrorAction SilentlyContinue
        Get-ErrorId $errs[0] | Should -BeExactly 'NotConnected'
    }

    It '-SandboxState keeps orders beyond the session' {
        $file = Join-Path $TestDrive 'state.json'
        Connect-FbaSession -Sandbox -SandboxState $file | Out-Null
        New-Row kept | New-FbaFulfillmentOrder | Out-Null
        Disconnect-FbaSession
        Connect-FbaSession -Sandbox -SandboxState $file | Out-Null
        (Get-FbaFulfillmentOrder kept).SellerFulfillmentOrderId | Should -BeExactly 'kept'
    }

    It '-SandboxState is relative to the current location of the shell' {
        Push-Location $TestDrive
        try {
            Connect-FbaSession -Sandbox -SandboxState here.json | Out-Null
            New-Row kept | New-FbaFulfillmentOrder | Out-Null
            Disconnect-FbaSession
            Join-Path $TestDrive 'here.json' | Should -Exist
        }
        finally {
            Pop-Location
        }
    }

    It '-SandboxState that is no state file is an error' {
        $file = Join-Path $TestDrive 'broken.json'
        Set-Content $file 'not a state'
        { Connect-FbaSession -Sandbox -SandboxState $file } | Should -Throw -ErrorId 'SandboxStateUnusable,*'
        Get-FbaSession | Should -BeNullOrEmpty
    }
}

Describe 'Settings of a session' {
    BeforeAll {
        $names = 'FBA_CLIENT_ID', 'FBA_CLIENT_SECRET', 'FBA_REFRESH_TOKEN', 'FBA_MARKETPLACE'
        $before = @{}
        foreach ($name in $names) { $before[$name] = [Environment]::GetEnvironmentVariable($name) }
        function Set-Settings([hashtable] $Values) {
            foreach ($name in $names) { [Environment]::SetEnvironmentVariable($name, [string] $Values[$name]) }
        }
    }
    AfterEach {
        Set-Settings $before
        Get-FbaSession | Disconnect-FbaSession
    }

    It '-FromEnvironment names every variable that is missing' {
        Set-Settings @{ FBA_CLIENT_ID = 'id'; FBA_MARKETPLACE = ' ' }
        { Connect-FbaSession -FromEnvironment } | Should -Throw -ErrorId 'CredentialIncomplete,*' -ExpectedMessage '*FBA_CLIENT_SECRET, FBA_REFRESH_TOKEN, FBA_MARKETPLACE*'
    }

    It '-FromEnvironment needs no FBA_MARKETPLACE where -Marketplace is given' {
        Set-Settings @{ FBA_CLIENT_ID = 'id' }
        { Connect-FbaSession -FromEnvironment -Marketplace US } | Should -Throw -ErrorId 'CredentialIncomplete,*' -ExpectedMessage '*FBA_CLIENT_SECRET, FBA_REFRESH_TOKEN.*'
    }

    It '-Connection with a misspelled field sends no credential anywhere' {
        { Connect-FbaSession -Connection @{ ClientId = 'a'; ClientSecret = 'b'; RefreshToken = 'c'; Marketplace = 'US'; Endpont = 'http://localhost:1/' } } |
            Should -Throw -ErrorId 'SettingInvalid,*' -ExpectedMessage "*'Endpont' (did you mean Endpoint?). Nothing was sent.*"
    }

    It '-Connection names every field that is missing' {
        { Connect-FbaSession -Connection @{ ClientId = 'id'; ClientSecret = '' } } | Should -Throw -ErrorId 'CredentialIncomplete,*' -ExpectedMessage '*ClientSecret*RefreshToken*Marketplace*'
    }

    It 'an unknown marketplace is an error that lists them' {
        { Connect-FbaSession -Sandbox -Marketplace XX } | Should -Throw -ErrorId 'SettingInvalid,*' -ExpectedMessage "*'XX'*US*JP*"
    }

    It 'a marketplace is found by <_>' -ForEach 'us', 'US', 'ATVPDKIKX0DER', ' US ' {
        (Connect-FbaSession -Sandbox -Marketplace $_).Marketplace | Should -BeExactly 'US'
    }

    It 'GB is the UK' {
        (Connect-FbaSession -Sandbox -Marketplace GB).Marketplace | Should -BeExactly 'UK'
    }

    It 'a version that is not spoken is an error' {
        { Connect-FbaSession -Sandbox -ApiVersion 2010-10-01 } | Should -Throw -ErrorId 'SettingInvalid,*' -ExpectedMessage '*2020-07-01*'
    }

    It 'plain HTTP to another machine is refused before anything is sent: -<Parameter>' -TestCases @(
        @{ Parameter = 'Endpoint' }
        @{ Parameter = 'TokenEndpoint' }
    ) {
        $with = @{ Marketplace = 'US'; ClientCredential = $credential; RefreshToken = $refreshToken; $Parameter = 'http://sandbox.example.com/' }
        { Connect-FbaSession @with } | Should -Throw -ErrorId 'SettingInvalid,*' -ExpectedMessage "*-$Parameter*plain HTTP*"
        Get-FbaSession | Should -BeNullOrEmpty
    }

    It 'an endpoint that is no address is an error' {
        { Connect-FbaSession -Marketplace US -ClientCredential $credential -RefreshToken $refreshToken -Endpoint 'nowhere' } | Should -Throw -ErrorId 'SettingInvalid,*'
    }

    It 'a blank refresh token is an error' {
        { Connect-FbaSession -Marketplace US -ClientCredential $credential -RefreshToken ([securestring]::new()) } | Should -Throw -ErrorId 'CredentialIncomplete,*' -ExpectedMessage '*refresh token*'
    }
}

Describe 'A server' {
    BeforeAll {
        $server = Start-Server '--rate', '50', '--burst', '50'
        $environment = 'FBA_CLIENT_ID', 'FBA_CLIENT_SECRET', 'FBA_REFRESH_TOKEN', 'FBA_MARKETPLACE'
    }
    AfterAll { Stop-Server $server }
    AfterEach { Get-FbaSession | Disconnect-FbaSession }

    It 'is reached with -ClientCredential and -RefreshToken' {
        $session = Connect-Server $server -Account first
        $session.Name | Should -Match '^US\d*$'
        $session.Endpoint | Should -Be $server.Endpoint
        (New-Row http-1 | New-FbaFulfillmentOrder).Outcome | Should -BeExactly 'Created'
    }

    It 'is reached with -FromEnvironment' {
        try {
            $env:FBA_CLIENT_ID = 'id'; $env:FBA_CLIENT_SECRET = 'secret'; $env:FBA_REFRESH_TOKEN = 'Atzr|environment'; $env:FBA_MARKETPLACE = 'DE'
            $session = Connect-FbaSession -FromEnvironment -Endpoint $server.Endpoint -TokenEndpoint $server.TokenEndpoint
        }
        finally {
            foreach ($name in $environment) { [Environment]::SetEnvironmentVariable($name, $null) }
        }

        $session.Marketplace | Should -BeExactly 'DE'
    }

    It 'is reached with -Connection, whose secrets may be SecureStrings' {
        $connection = @{ clientid = 'id'; ClientSecret = ConvertTo-Secret 'secret'; RefreshToken = ConvertTo-Secret 'Atzr|connection'; Marketplace = 'US'; Endpoint = "$($server.Endpoint)"; TokenEndpoint = "$($server.TokenEndpoint)" }
        (Connect-FbaSession -Connection $connection).State | Should -BeExactly 'Open'
        { Connect-FbaSession -Connection (@{} + $connection + @{ Extra = 1 }) } | Should -Throw -ErrorId 'SettingInvalid,*' -ExpectedMessage "*unknown fields: 'Extra'. Nothing*"
    }

    It 'that does not know the client secret is an error that says what to check' {
        { Connect-Server $server -Secret wrong } | Should -Throw -ErrorId 'CredentialRejected,*' -ExpectedMessage 'The access token request failed: *invalid_client*client secret*'
        Get-FbaSession | Should -BeNullOrEmpty
    }

    It 'that does not take the refresh token is an error that says what to check' {
        try { Connect-Server $server -Account revoked } catch { $caught = $_ }
        Get-ErrorId $caught | Should -BeExactly 'CredentialRejected'
        $caught.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $caught.ToString() | Should -BeLike '*invalid_grant*authorize*'
    }

    It 'has one account in the output of all its sessions, which no view shows' {
        $first = Connect-Server $server -Account same -Name SameOne
        New-Row same-1 | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $order = Get-FbaFulfillmentOrder same-1
        $second = Connect-Server $server -Account same -Name SameTwo
        $order.Account | Should -MatchExactly '^[0-9a-f]{16}$'
        (Get-FbaFulfillmentOrder same-1 -Session $second).Account | Should -BeExactly $order.Account
        $order, ($order | Format-List) | Out-String | Should -Not -BeLike "*$($order.Account)*"
        $first | Disconnect-FbaSession
        $third = Connect-Server $server -Account same -Name SameOne
        ($order | Stop-FbaFulfillmentOrder -Session $third).Session | Should -BeExactly 'SameOne'
    }

    It 'may be connected to again under the same name, with the same account' {
        $first = Connect-Server $server -Account again -Name Shop
        $second = Connect-Server $server -Account again -Name Shop
        $first.State | Should -BeExactly 'Closed'
        (Get-FbaSession Shop) | Should -Be $second
        { Connect-Server $server -Account other -Name Shop } | Should -Throw -ErrorId 'SessionNameInUse,*'
        $second.State | Should -BeExactly 'Open'
    }

    It 'keeps its name for its account after it was closed, because orders that were read with it carry the name' {
        Connect-Server $server -Account first -Name Kept | Disconnect-FbaSession
        { Connect-Server $server -Account other -Name Kept } | Should -Throw -ErrorId 'SessionNameInUse,*'
        (Connect-Server $server -Account first -Name Kept).State | Should -BeExactly 'Open'
    }

    It 'stays open where connecting again under its name fails' {
        $first = Connect-Server $server -Account twice -Name Twice
        { Connect-Server $server -Account twice -Name Twice -Secret wrong } | Should -Throw -ErrorId 'CredentialRejected,*'
        $first.State | Should -BeExactly 'Open'
        (Get-FbaSession Twice) | Should -Be $first
    }

    It 'serves ForEach-Object -Parallel with one session and one quota, without a 429' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $session = Connect-Server $server -Account parallel
        $module = Get-ModuleFile
        $null = Invoke-RestMethod "$($server.Endpoint)sandbox/requests" -Method Delete
        $receipts = @(New-Rows 60 parallel | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:module
                $_ | New-FbaFulfillmentOrder -Session $using:session
            })

        $receipts.SellerFulfillmentOrderId | Sort-Object -Unique | Should -HaveCount 60
        $receipts.Outcome | Select-Object -Unique | Should -BeExactly 'Created'
        $requests = Get-ServerRequest $server
        $requests | Should -HaveCount 60
        $requests | Where-Object status -eq 429 | Should -BeNullOrEmpty
        (Get-FbaQuota -Session $session).Throttled | Should -Be 0
    }

    It 'shares the quota of an account between two sessions of the process' {
        $first = Connect-Server $server -Account shared -Name One
        $second = Connect-Server $server -Account shared -Name Two
        New-Rows 5 shared | New-FbaFulfillmentOrder -Session $first | Out-Null
        $before = (Get-FbaQuota -Session $second).Where({ $_.Operation -eq 'createFulfillmentOrder' })
        $before | Should -HaveCount 1
        $before.Session | Should -BeExactly 'Two'
    }
}

Describe 'Other runspaces and processes' {
    AfterEach { Get-FbaSession | Disconnect-FbaSession }

    It 'two runspaces have a default session each' {
        $here = Connect-FbaSession -Sandbox
        $one = New-Shell 'Connect-FbaSession -Sandbox -Name One -Marketplace DE | Out-Null; ($row | New-FbaFulfillmentOrder).Session; @(Get-FbaSession).Count' @{ row = New-Row }
        $two = New-Shell 'Connect-FbaSession -Sandbox -Name Two -Marketplace US | Out-Null; ($row | New-FbaFulfillmentOrder).Session; @(Get-FbaSession).Count' @{ row = New-Row }
        $one.Invoke() | Should -Be 'One', 1
        $two.Invoke() | Should -Be 'Two', 1
        (Get-FbaSession).Name | Should -Be $here.Name
        Remove-Shell $one
        Remove-Shell $two
    }

    It 'a parallel runspace without -Session is told to pass it' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        Connect-FbaSession -Sandbox | Out-Null
        $module = Get-ModuleFile
        $message = 1 | ForEach-Object -Parallel {
            Import-Module $using:module
            try { Get-FbaFulfillmentOrder } catch { "$($_.FullyQualifiedErrorId) $_" }
        }
        $message | Should -BeLike 'NotConnected,*-Session $using:session*'
    }

    It 'Start-ThreadJob takes a session with -Session $using:session' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $session = Connect-FbaSession -Sandbox
        $module = Get-ModuleFile
        $row = New-Row
        $receipt = Start-ThreadJob { Import-Module $using:module; $using:row | New-FbaFulfillmentOrder -Session $using:session } | Receive-Job -Wait -AutoRemoveJob
        $receipt.Outcome | Should -BeExactly 'Created'
        $session.Sandbox.OrderCount | Should -Be 1
    }

    It 'what was made with a passed session chains in the other runspace, by the same -Session' {
        $session = Connect-FbaSession -Sandbox
        $shell = New-Shell '$row | New-FbaFulfillmentOrder -Session $session -Action Hold | Stop-FbaFulfillmentOrder -Session $session' @{ session = $session; row = New-Row }
        $shell.Invoke()[0].Outcome | Should -BeExactly 'CancelRequested'
        $shell.Streams.Error | Should -BeNullOrEmpty
        Remove-Shell $shell
    }

    It 'an order that comes back from a job can be piped on' {
        $session = Connect-FbaSession -Sandbox
        New-Row | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $file = Join-Path $TestDrive 'order.xml'
        Get-FbaFulfillmentOrder order-1 | Export-Clixml $file
        (Import-Clixml $file | Stop-FbaFulfillmentOrder).Session | Should -BeExactly $session.Name
    }

    It 'a session that was written to a file is refused, and says what to do' {
        $session = Connect-FbaSession -Sandbox
        $file = Join-Path $TestDrive 'session.xml'
        $session | Export-Clixml $file
        $copy = Import-Clixml $file
        { Get-FbaFulfillmentOrder -Session $copy } | Should -Throw -ErrorId 'SessionNotTransferable,*' -ExpectedMessage '*Connect-FbaSession*'
    }

    It 'a job in another process refuses the session and orders of another account, and takes and returns rows' {
        $session = Connect-FbaSession -Sandbox
        New-Row | New-FbaFulfillmentOrder -Action Hold | Out-Null
        $order = Get-FbaFulfillmentOrder order-1
        $module = Get-ModuleFile
        $output = @(Start-Job {
                Import-Module $using:module
                try { Get-FbaFulfillmentOrder -Session $using:session } catch { $_.FullyQualifiedErrorId }
                Connect-FbaSession -Sandbox -Name $using:order.Session | Out-Null
                try { $using:order | New-FbaFulfillmentOrder -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
                $using:order | ConvertTo-FbaOrderRow | New-FbaFulfillmentOrder
            } | Receive-Job -Wait -AutoRemoveJob)

        $output[0] | Should -BeLike 'SessionNotTransferable,*'
        $output[1] | Should -BeLike 'SessionMismatch,*'
        $output[2].Outcome | Should -BeExactly 'Created'
        $output[2].SellerFulfillmentOrderId | Should -BeExactly 'order-1'
        $output[2].Session | Should -BeExactly $order.Session
        { $output[2] | Get-FbaFulfillmentOrder -ErrorAction Stop } | Should -Throw -ErrorId 'SessionMismatch,*'
    }
}

# What a constrained language mode forbids is named there, not by the module: [pscustomobject] @{ ... }, methods and most types.
Describe 'A restricted runspace' {
    BeforeAll {
        $file = Join-Path $TestDrive 'restricted.csv'
        @((New-Row 'order-1'), (New-Row 'order-2')) | Export-Csv $file
    }

    It 'of constrained language imports the module, sends a file, shows the orders and writes a report' {
        $shell = [powershell]::Create()
        try {
            $shell.Runspace.SessionStateProxy.LanguageMode = 'ConstrainedLanguage'
            $output = $shell.AddScript("Import-Module '$(Get-ModuleFile)'; `$folder = '$TestDrive'" + @'

Connect-FbaSession -Sandbox | Format-List | Out-String | Out-Null
$receipts = Import-Csv $folder/restricted.csv | New-FbaFulfillmentOrder -Action Hold -Journal $folder/restricted.journal
$receipts | ForEach-Object Outcome
$receipts | Out-String | Out-Null
(@{ SellerFulfillmentOrderId = 'order-3'; SellerSku = 'MUG-RED'; Quantity = 1; Name = 'Jo Example'; AddressLine1 = '1 Sample Way'
        City = 'Springfield'; StateOrRegion = 'IL'; PostalCode = '62701'; CountryCode = 'US' } | New-FbaFulfillmentOrder).Outcome
Set-FbaFulfillmentOrder order-1 -Action Ship
(Stop-FbaFulfillmentOrder order-2).Outcome
Get-FbaFulfillmentOrder | Out-String | Out-Null
Get-FbaFulfillmentOrder order-1 | Format-List | Out-String | Out-Null
$receipts | Export-FbaReport $folder/restricted.html
Test-Path $folder/restricted.html
$ExecutionContext.SessionState.LanguageMode
'@).Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $output | Should -Be 'Created', 'Created', 'Created', 'CancelRequested', $true, 'ConstrainedLanguage'
        }
        finally { Remove-Shell $shell }
    }

    It 'without a language, as of a JEA endpoint, has the cmdlets that its makers show' {
        $state = [Management.Automation.Runspaces.InitialSessionState]::CreateRestricted('RemoteServer')
        $state.ImportPSModule([string[]] @(Get-ModuleFile))
        $shell = [powershell]::Create($state)
        try {
            $state.LanguageMode | Should -Be NoLanguage
            $shell.AddCommand('Connect-FbaSession').AddParameter('Sandbox').Invoke().Marketplace | Should -BeExactly US
            $shell.Commands.Clear()
            $shell.AddCommand('New-FbaFulfillmentOrder').Invoke(@(Import-Csv $file)).Outcome | Should -Be Created, Created
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally { Remove-Shell $shell }
    }
}

Describe 'A connection that is refused' {
    It 'is an error that says where nobody listens, and that nothing was sent' {
        $ended = $refusing.AsyncWaitHandle.WaitOne(10000)
        $errors = @($refused.Streams.Error)
        $verbose = @($refused.Streams.Verbose)
        if (-not $ended) { $refused.Stop() }
        Remove-Shell $refused

        $ended | Should -BeTrue -Because 'who waits at a prompt wants to know soon'
        Get-ErrorId $errors[0] | Should -BeExactly 'ConnectionFailed'
        $errors[0].CategoryInfo.Category | Should -Be 'ConnectionError'
        $errors[0].ToString() | Should -BeLike '*127.0.0.1:9 could not be reached*Nothing was sent*'
        $verbose.Count | Should -BeGreaterThan 1
    }
}
