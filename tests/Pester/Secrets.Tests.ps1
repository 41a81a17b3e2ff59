BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)

    # Each of these words stands in one place only, and nothing that the module says may hold it.
    $planted = @{
        Name = 'Canaryname Planted'; AddressLine1 = '1 Canarylineone'; AddressLine2 = '2 Canarylinetwo'; AddressLine3 = '3 Canarylinethree'; City = 'Canarycity'
        DistrictOrCounty = 'Canarydistrict'; StateOrRegion = 'Canarystate'; PostalCode = '90909'; Phone = 'canaryphone 0100'; NotificationEmail = 'canarymail@example.com'
        GiftMessage = 'Canarygift'; DisplayableOrderComment = 'Canaryordercomment'; DisplayableComment = 'Canaryitemcomment'
    }
    $secret = 'canarysecret-5f2c'
    $refresh = 'Atzr|canaryrefresh'
    $canaries = @('canary', '90909')

    function Assert-NoCanary([string] $Text) {
        foreach ($canary in $canaries) {
            $at = $Text.IndexOf($canary, [StringComparison]::OrdinalIgnoreCase)
            if ($at -ge 0) { throw "A planted word shows: …$($Text.Substring([Math]::Max(0, $at - 80), [Math]::Min(140, $Text.Length - [Math]::Max(0, $at - 80))))…" }
        }
    }

    # Everything that a shell has shown, in every stream and in every form in which logs keep it.
    function Get-Everything($Shell, $Output) {
        $streams = $Shell.Streams
        $records = @($streams.Verbose) + @($streams.Debug) + @($streams.Warning) + @($streams.Information) + @($streams.Progress)
        $text = [Text.StringBuilder]::new()
        foreach ($record in $records) { [void] $text.AppendLine("$record") }
        foreach ($record in $streams.Error) {
            [void] $text.AppendLine(($record | Format-List * -Force | Out-String))
            [void] $text.AppendLine(($record.Exception | Format-List * -Force | Out-String))
            [void] $text.AppendLine((ConvertTo-Json @{ Message = "$record"; Target = $record.TargetObject; Exception = $record.Exception.ToString(); Details = "$($record.ErrorDetails)" } -Depth 5))
            [void] $text.AppendLine([Management.Automation.PSSerializer]::Serialize($record.Exception, 3))
            [void] $text.AppendLine([Management.Automation.PSSerializer]::Serialize($record.TargetObject, 3))
        }

        [void] $text.AppendLine(($Output | Out-String -Width 200))
        $text.ToString()
    }

    $job = @'
$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; $ErrorActionPreference = 'Continue'
$rows | New-FbaFulfillmentOrder -Action Hold
$rows | New-FbaFulfillmentOrder -Action Hold
$rows | ForEach-Object { $_.Quantity = '7'; $_ } | New-FbaFulfillmentOrder
$rows | ForEach-Object { $_.Quantity = $_.Name; $_.Action = $_.AddressLine1; $_.DisplayableOrderDate = $_.City; $_.PerUnitPrice = $_.Phone; $_ } | New-FbaFulfillmentOrder
$rows | Select-Object * -ExcludeProperty SellerFulfillmentOrderId | New-FbaFulfillmentOrder
$rows | Select-Object Name, City, Phone | Get-FbaFulfillmentOrder
$rows | Select-Object Name, City, Phone | Stop-FbaFulfillmentOrder
$rows | Get-FbaFulfillmentOrder
$rows | Resolve-FbaFulfillmentOrder
Get-FbaFulfillmentOrder -Detailed
Get-FbaFulfillmentOrder secret-1 | Format-List
[string](Get-FbaFulfillmentOrder secret-1).DestinationAddress
(Get-FbaFulfillmentOrder secret-1).Items
Get-FbaFulfillmentOrder secret-1 | Format-Table
Set-FbaFulfillmentOrder secret-1 @address -DisplayableOrderComment $rows[0].DisplayableOrderComment -PassThru
Set-FbaFulfillmentOrder secret-1 -City $rows[0].City
Set-FbaFulfillmentOrder secret-1 -Action $rows[0].City
Set-FbaFulfillmentOrder secret-1 -City $rows[0].City -MergeAddress -WhatIf
New-FbaFulfillmentOrder secret-9 -Item @{ SellerSku = 'MUG-RED'; Quantity = $rows[0].Name; GiftMessage = $rows[0].GiftMessage } @address
New-FbaFulfillmentOrder secret-9 -Item @{ SellerSku = 'MUG-RED'; Quantity = 1 } @address -NotificationEmail ('x' + $rows[0].NotificationEmail + ('y' * 60))
Stop-FbaFulfillmentOrder secret-1 -PassThru
$rows[0] | New-FbaFulfillmentOrder -WhatIf
'@
    function New-PlantedRows {
        New-Row secret-1 ($planted + @{ Action = 'Hold'; DisplayableOrderDate = ''; PerUnitPrice = '' })
        New-Row secret-2 ($planted + @{ Action = 'Hold'; DisplayableOrderDate = ''; PerUnitPrice = '' })
    }

    $addressOnly = @{}
    foreach ($name in 'Name', 'AddressLine1', 'City', 'StateOrRegion', 'PostalCode', 'Phone') { $addressOnly[$name] = $planted[$name] }
    $addressOnly.CountryCode = 'US'
}

Describe 'Secrets and recipients' {
    It 'show in no stream at -Verbose and -Debug, in no error and in no default view' {
        $shell = New-Shell "Connect-FbaSession -Sandbox -Verbose -Debug; $job" @{ rows = @(New-PlantedRows); address = $addressOnly }
        $output = $shell.Invoke()
        $everything = Get-Everything $shell $output
        $shell.Streams.Error.Count | Should -BeGreaterThan 5
        $shell.Streams.Verbose.Count | Should -BeGreaterThan 10
        Remove-Shell $shell

        Assert-NoCanary $everything
    }

    It 'show in no journal, nor in what the engine keeps of errors' {
        $journal = Join-Path $TestDrive 'run.journal'
        $shell = New-Shell @'
$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'
Connect-FbaSession -Sandbox
$rows | New-FbaFulfillmentOrder -Action Hold -Journal $journal
$rows | New-FbaFulfillmentOrder -Action Hold -Journal $journal
Set-FbaFulfillmentOrder secret-1 @address -DisplayableOrderComment $rows[0].DisplayableOrderComment -Journal $journal
Stop-FbaFulfillmentOrder secret-1, nowhere -Journal $journal
$rows | ForEach-Object { $_.Quantity = $_.Name; $_ } | New-FbaFulfillmentOrder -Journal $journal
$Error | Format-List * -Force | Out-String -Width 400
$Error | ForEach-Object { $_ | Select-Object Exception, TargetObject, CategoryInfo, ErrorDetails, FullyQualifiedErrorId | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue }
$Error | ForEach-Object { $_.Exception.ToString() }
'@ @{ rows = @(New-PlantedRows); address = $addressOnly; journal = $journal }
        $output = $shell.Invoke()
        $everything = (Get-Everything $shell $output) + (Get-Content $journal -Raw)
        Remove-Shell $shell

        $everything | Should -Match 'secret-1'
        (Get-Content $journal -Raw) | Should -Match 'secret-2'
        Assert-NoCanary $everything
    }

    It 'show in no stream where an order has all members, in <_>' -ForEach 'US', 'JP', 'IN' {
        $journal = Join-Path $TestDrive "whole-$_.journal"
        $shell = New-Shell @'
$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'
$session = Connect-FbaSession -Sandbox -Marketplace $country
$order.SellerFulfillmentOrderId = 'whole-0'
$order | New-FbaFulfillmentOrder
$order.SellerFulfillmentOrderId = 'whole-1'
if ($country -ne 'JP') { $order.Remove('DeliveryPreferences') }
if ($country -ne 'IN') { $order.Remove('PaymentInformation') } else { $order.CodSettings = @{ IsCodRequired = $false }; $order.Items[0].PerUnitDeclaredValue = @{ Value = '40.00'; CurrencyCode = 'INR' } }
$order | New-FbaFulfillmentOrder -Journal $journal
$order | New-FbaFulfillmentOrder -Journal $journal
$order.SellerFulfillmentOrderId = 'whole-2'
$order | New-FbaFulfillmentOrder
$order | New-FbaFulfillmentOrder
$order.DestinationAddress.CountryCode = $order.DestinationAddress.Name
$order | New-FbaFulfillmentOrder
$order.DeliveryPreferences = $order.DestinationAddress.Name
$order.PaymentInformation = $order.Items[0].GiftMessage
$order | New-FbaFulfillmentOrder
foreach ($member in 'DestinationAddress', 'Items', 'CodSettings', 'DeliveryWindow', 'NotificationEmails') { $broken = $order.Clone(); $broken[$member] = 'Canary' + $member; [pscustomobject]$broken | New-FbaFulfillmentOrder }
$broken = $order.Clone(); $broken.CanaryMember = 'Canaryvalue'; $broken.DestinationAddress = @{ CanaryPart = 'Canaryvalue' }; [pscustomobject]$broken | New-FbaFulfillmentOrder
$read = 'whole-1', 'whole-2' | Get-FbaFulfillmentOrder
$read
$read | Format-List
$read.Items
$read.DeliveryPreferences
$read.PaymentInformation
'@ @{
            country = $_
            journal = $journal
            order   = @{
                SellerFulfillmentOrderId = 'whole-1'; DisplayableOrderId = 'whole-1'; DisplayableOrderDate = (Get-Date).ToUniversalTime(); DisplayableOrderComment = 'Canaryordercomment'; ShippingSpeedCategory = 'Standard'; Action = 'Hold'
                DestinationAddress = @{
                    Name = 'Canaryname'; AddressLine1 = '1 Canaryone'; AddressLine2 = 'Canarytwo'; AddressLine3 = 'Canarythree'; City = 'Canarycity'; DistrictOrCounty = 'Canarydistrict'
                    StateOrRegion = 'Canarystate'; PostalCode = @{ US = '90909'; JP = '909-0909'; IN = '909090' }[$_]; Phone = 'canaryphone 0100'; CountryCode = $_
                }
                DeliveryPreferences = @{ DeliveryInstructions = 'Canaryinstructions'; DropOffLocation = @{ Type = 'FRONT_DOOR'; Attributes = @{ neighborName = 'Canaryneighbor'; houseNumber = 'Canaryhouse' } } }
                PaymentInformation = @(@{ PaymentTransactionId = 'Canarypayment'; PaymentMode = 'Card'; PaymentDate = '2026-05-14' })
                NotificationEmails = @('canarymail@example.com')
                Items = @(@{ SellerSku = 'MUG-RED'; SellerFulfillmentOrderItemId = '1'; Quantity = 1; GiftMessage = 'Canarygift'; DisplayableComment = 'Canaryitemcomment' })
            }
        }
        $output = $shell.Invoke()
        $everything = (Get-Everything $shell $output) + (Get-Content $journal -Raw -ErrorAction SilentlyContinue)
        Remove-Shell $shell
        $everything | Should -Match 'whole-1 +(Created|AlreadyExisted)'

        # A name of a property is no value of it, and is shown so that it can be corrected.
        Assert-NoCanary ($everything -replace 'CanaryMember|CanaryPart')
    }

    It 'the search finds what is there' {
        { Assert-NoCanary (New-PlantedRows | Out-String -Width 500) } | Should -Throw '*planted word*'
    }

    It 'show in no stream where the service fails: <_>' -ForEach @(
        'OkWithErrors', 'HtmlBody', 'TruncatedBody', 'ErrorBefore', 'ReadDenied', 'ReadFailed', 'TokenExpired', 'WrongContentType'
    ) {
        $shell = New-Shell @'
$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'
$session = Connect-FbaSession -Sandbox
$rows | New-FbaFulfillmentOrder -Action Hold
$session.Sandbox.Faults.Add($kind, '', '', [TimeSpan]::Zero, 1)
'secret-1' | Get-FbaFulfillmentOrder
'secret-2' | Get-FbaFulfillmentOrder
'@ @{ rows = @(New-PlantedRows); kind = $_ }
        $output = $shell.Invoke()
        $everything = Get-Everything $shell $output
        Remove-Shell $shell

        $everything | Should -Match 'secret-1'
        Assert-NoCanary $everything
    }

    It 'show in no row that cannot be read, however its columns have slipped' {
        $shell = New-Shell '$rows | New-FbaFulfillmentOrder' @{ rows = @() }
        $shell.Commands.Clear()
        $csv = "SellerFulfillmentOrderId,SellerSku,Quantity,Name,AddressLine1,City,PostalCode,CountryCode,Action`nslip-1,MUG-RED,Canaryname,1 Canaryline,Canarycity,90909,US,canary@example.com,Canaryphone"
        $null = $shell.AddScript("Connect-FbaSession -Sandbox; '$csv' | ConvertFrom-Csv | New-FbaFulfillmentOrder; 'Canaryname,1 Canaryline,Canarycity', 'x,y,z' | ConvertFrom-Csv | New-FbaFulfillmentOrder")
        $output = $shell.Invoke()
        $everything = Get-Everything $shell $output
        $count = $shell.Streams.Error.Count
        Remove-Shell $shell

        $count | Should -Be 2
        Assert-NoCanary $everything
    }

    It 'show in no transcript of default output' {
        $file = Join-Path $TestDrive 'transcript.txt'
        $script = Join-Path $TestDrive 'job.ps1'
        $rows = Join-Path $TestDrive 'rows.csv'
        New-PlantedRows | Select-Object * -ExcludeProperty DisplayableOrderDate, PerUnitPrice | Export-Csv $rows -NoTypeInformation
        Set-Content $script -Value @"
`$null = Start-Transcript '$file'
Import-Module '$(Get-ModuleFile)'
Connect-FbaSession -Sandbox
Import-Csv '$rows' | New-FbaFulfillmentOrder -Action Hold -Verbose
Get-FbaFulfillmentOrder -Detailed -Verbose
Get-FbaFulfillmentOrder secret-1, nowhere
[string](Get-FbaFulfillmentOrder secret-1).DestinationAddress
Import-Csv '$rows' | ForEach-Object { `$_.Quantity = `$_.Name; `$_ } | New-FbaFulfillmentOrder
`$null = Stop-Transcript
"@
        & (Get-Engine) -NoProfile -NonInteractive -File $script *> $null
        $text = Get-Content $file -Raw

        $text | Should -Match 'secret-1'
        $text | Should -Match 'nowhere'
        Assert-NoCanary $text
    }
}

Describe 'Credentials' {
    BeforeAll { $server = Start-Server }
    AfterAll { Stop-Server $server }
    AfterEach { Get-FbaSession | Disconnect-FbaSession }

    It 'show in no stream, session, dump or file' {
        $with = @{
            Marketplace = 'US'; ClientCredential = [pscredential]::new('amzn1.application-oa2-client.example', (ConvertTo-Secret $secret)); RefreshToken = ConvertTo-Secret $refresh
            Endpoint = $server.Endpoint; TokenEndpoint = $server.TokenEndpoint; Name = 'Shop'
        }
        $shell = New-Shell @'
$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'
$session = Connect-FbaSession @with
$session
$session | Format-List * -Force
$session | Format-Custom * -Depth 4
Get-FbaFulfillmentOrder
Get-FbaFulfillmentOrder nowhere
Get-FbaQuota | Format-List *
[Management.Automation.PSSerializer]::Serialize($session, 6)
ConvertTo-Json ($session | Select-Object *) -Depth 4 -WarningAction SilentlyContinue
"$session"
$session | Export-Clixml $file
'@ @{ with = $with; file = Join-Path $TestDrive 'session.xml' }
        $output = $shell.Invoke()
        $everything = (Get-Everything $shell $output) + (Get-Content (Join-Path $TestDrive 'session.xml') -Raw)
        Remove-Shell $shell

        $everything | Should -Match 'Shop'
        $everything | Should -Match 'fulfillmentOrders'
        Assert-NoCanary $everything
        $everything | Should -Not -Match 'Atza\||Atzr\||Bearer'
    }

    It 'show in no error of a refused connection: <Kind>' -TestCases @(
        @{ Kind = 'the secret'; Id = 'canaryclient'; Secret = 'wrong'; Token = 'Atzr|canaryrefresh' }
        @{ Kind = 'the refresh token'; Id = 'canaryclient'; Secret = 'canarysecret'; Token = 'Atzr|revoked' }
    ) {
        $with = @{
            Marketplace = 'US'; ClientCredential = [pscredential]::new($Id, (ConvertTo-Secret $Secret)); RefreshToken = ConvertTo-Secret $Token
            Endpoint = $server.Endpoint; TokenEndpoint = $server.TokenEndpoint
        }
        $shell = New-Shell '$VerbosePreference = "Continue"; $DebugPreference = "Continue"; Connect-FbaSession @with' @{ with = $with }
        $output = $shell.Invoke()
        $everything = Get-Everything $shell $output
        Remove-Shell $shell

        $everything | Should -Match 'CredentialRejected'
        Assert-NoCanary $everything
        $everything | Should -Not -Match 'Atzr\|revoked'
    }

    It 'show in no error of a connection that lacks a field' {
        try { Connect-FbaSession -Connection @{ ClientId = 'canaryclient'; ClientSecret = $secret; RefreshToken = $refresh } } catch { $caught = $_ }
        Get-ErrorId $caught | Should -BeExactly 'CredentialIncomplete'
        Assert-NoCanary ($caught | Format-List * -Force | Out-String)
    }

    It 'show in no error of an endpoint that holds them' {
        try { Connect-FbaSession -Connection @{ ClientId = 'a'; ClientSecret = $secret; RefreshToken = $refresh; Marketplace = 'US'; Endpoint = 'http://canaryuser:canarypass@sandbox.example.com/?canaryquery' } } catch { $caught = $_ }
        Get-ErrorId $caught | Should -BeExactly 'SettingInvalid'
        Assert-NoCanary ("$caught" + $caught.Exception.ToString())
    }

    It 'show in no error of an argument of the wrong type: <Name>' -ForEach @(
        @{ Name = 'an object'; With = @{ Connection = [pscustomobject] @{ ClientId = 'canaryclient'; ClientSecret = 'canary-1'; RefreshToken = 'canary-2' } }; Id = 'CredentialIncomplete' }
        @{ Name = 'a dictionary'; With = @{ Connection = [Collections.Generic.Dictionary[string, string]]::new() }; Id = 'CredentialIncomplete' }
        @{ Name = 'a text'; With = @{ Connection = 'ClientSecret=canary-1' }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'a list'; With = @{ Connection = @('canary-1', 'canary-2') }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'a token in plain text'; With = @{ Marketplace = 'US'; RefreshToken = 'Atzr|canary-1' }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'the token of MWS in plain text'; With = @{ Marketplace = 'US'; MwsAuthToken = 'canary-1' }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'a proxy that is no address'; With = @{ FromEnvironment = $true; Proxy = 'http://canaryuser:canarypass@[bad' }; Id = 'ParameterArgumentTransformationError' }
        @{ Name = 'an endpoint that is no address'; With = @{ FromEnvironment = $true; Endpoint = 'http://canaryuser:canarypass@h ost' }; Id = 'ParameterArgumentTransformationError' }
    ) {
        try { Connect-FbaSession @With } catch { $caught = $_ }
        Get-ErrorId $caught | Should -BeExactly $Id
        Assert-NoCanary ("$caught" + $caught.Exception.ToString())
    }

    # What a user types is in the history of the user's own shell; what the module makes of it is not to hold a password.
    It 'of a database show nowhere: <_>' -ForEach @(
        'Host=127.0.0.1;Port=1;Username=fba;Password=canary-1;Database=fba;Timeout=1', 'postgresql://fba:canary-1@127.0.0.1:1/fba', 'host=127.0.0.1 port=1 user=fba password=canary-1', 'postgresql://fba:12/canary-1@127.0.0.1/fba'
        'Password=canary-1', 'Host=127.0.0.1;Port=1;Password=canary-1;Minimum Pool Size=100000', 'Host=127.0.0.1;canary-1', 'jdbc:postgresql://127.0.0.1:1/fba?password=canary-1'
    ) {
        $with = @{
            Marketplace = 'US'; ClientCredential = [pscredential]::new('id', (ConvertTo-Secret 'any')); RefreshToken = ConvertTo-Secret 'Atzr|any'
            Endpoint = $server.Endpoint; TokenEndpoint = $server.TokenEndpoint; Name = 'Shop'; QuotaStore = $_
        }
        $shell = New-Shell @'
$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'
try { $null = Connect-FbaSession @with } catch { $_ | Format-List * -Force; $_.Exception.ToString() }
if (-not (Get-FbaSession)) { $with.Remove('QuotaStore'); $null = Connect-FbaSession @with }
$session = Get-FbaSession
$session
$session | Format-List * -Force
$session | Format-Table *
$session | Format-Custom * -Depth 4
"$session"
ConvertTo-Json ($session | Select-Object *) -Depth 4 -WarningAction SilentlyContinue
[Management.Automation.PSSerializer]::Serialize($session, 6)
$session | Export-Clixml $file
if ($isTold) { Get-FbaFulfillmentOrder nowhere }
Get-FbaQuota | Format-List *
foreach ($command in { $rows | New-FbaFulfillmentOrder -Journal $store }, { Set-FbaFulfillmentOrder a -Action Hold -Journal $store }, { Stop-FbaFulfillmentOrder a -Journal $store -JournalName runs }) {
    try { & $command } catch { $_ | Select-Object * -ExcludeProperty InvocationInfo | Format-List -Force; $_.Exception.ToString() }
}
'@ @{ with = $with; store = $_; isTold = $_ -match 'Timeout'; rows = @(New-Row db-1); file = Join-Path $TestDrive 'database.xml' }
        $output = $shell.Invoke()
        $everything = (Get-Everything $shell $output) + (Get-Content (Join-Path $TestDrive 'database.xml') -Raw)
        Remove-Shell $shell

        $everything | Should -Match 'Shop'
        if ($_ -match 'Timeout') { $everything | Should -Match 'quota store PostgreSQL at 127.0.0.1:1, database fba cannot be used' }
        [regex]::Matches($everything, 'journal in PostgreSQL').Count | Should -BeGreaterThan 2
        Assert-NoCanary $everything
    }

    It 'and ids of orders are in no file of quotas' {
        $quotas = Join-Path $TestDrive 'quotas'
        $with = @{
            Marketplace = 'US'; ClientCredential = [pscredential]::new('canaryclient', (ConvertTo-Secret $secret)); RefreshToken = ConvertTo-Secret $refresh
            Endpoint = $server.Endpoint; TokenEndpoint = $server.TokenEndpoint; QuotaStore = $quotas
        }
        $shell = New-Shell 'Connect-FbaSession @with; $rows | New-FbaFulfillmentOrder -Action Hold; Get-FbaFulfillmentOrder canary-id' @{ with = $with; rows = @(New-Row canary-id) }
        $null = $shell.Invoke()
        Remove-Shell $shell

        $text = Get-Content $quotas -Raw
        $text | Should -Match 'FbaOutbound quotas'
        Assert-NoCanary $text
        $text | Should -Not -Match 'Atz'
    }

    It 'of the environment show in no stream' {
        try {
            $env:FBA_CLIENT_ID = 'canaryclient'; $env:FBA_CLIENT_SECRET = 'wrong'; $env:FBA_REFRESH_TOKEN = $refresh; $env:FBA_MARKETPLACE = 'US'
            $shell = New-Shell 'Connect-FbaSession -FromEnvironment -Endpoint $server.Endpoint -TokenEndpoint $server.TokenEndpoint -Verbose -Debug' @{ server = $server }
            $output = $shell.Invoke()
        }
        finally {
            foreach ($name in 'FBA_CLIENT_ID', 'FBA_CLIENT_SECRET', 'FBA_REFRESH_TOKEN', 'FBA_MARKETPLACE') { [Environment]::SetEnvironmentVariable($name, $null) }
        }

        $everything = Get-Everything $shell $output
        Remove-Shell $shell
        $everything | Should -Match 'CredentialRejected'
        Assert-NoCanary $everything
    }
}
