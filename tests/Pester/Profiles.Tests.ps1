BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
    $server = Start-Server
    $path = $env:PSModulePath
    $stubs = Join-Path $PSScriptRoot 'Stubs'
    $client = [pscredential]::new('amzn1.application-oa2-client.example', (ConvertTo-Secret 'amzn1.oa2-cs.canary'))
    $token = ConvertTo-Secret 'Atzr|canary'
    $where = @{ Endpoint = $server.Endpoint; TokenEndpoint = $server.TokenEndpoint }

    function Use-Vault {
        $env:PSModulePath = $stubs + [IO.Path]::PathSeparator + $path
        Import-Module Microsoft.PowerShell.SecretManagement -Force
    }
}

AfterAll {
    $env:PSModulePath = $path
    Remove-Module Microsoft.PowerShell.SecretManagement -ErrorAction Ignore
    Stop-Server $server
}

Describe 'Without SecretManagement' {
    BeforeAll { Remove-Module Microsoft.PowerShell.SecretManagement -ErrorAction Ignore }

    It '<Name> says what is missing, before any request' -TestCases @(
        @{ Name = '-Profile'; Call = { Connect-FbaSession -Profile US-Shop } }
        @{ Name = '-SaveProfile'; Call = { Connect-FbaSession -ClientCredential $client -RefreshToken $token -Marketplace US -SaveProfile US-Shop @where } }
    ) {
        $before = @((Invoke-RestMethod "$($server.Endpoint)sandbox/requests").requests).Count
        $Call | Should -Throw -ErrorId 'ProfileUnusable,*' -ExpectedMessage '*Microsoft.PowerShell.SecretManagement*not installed*Install-PSResource*'
        @((Invoke-RestMethod "$($server.Endpoint)sandbox/requests").requests).Count | Should -Be $before
    }
}

Describe 'A profile' {
    BeforeEach { Use-Vault }
    AfterEach { Get-FbaSession | Disconnect-FbaSession }

    It 'is saved, and opens the same session again' {
        $first = Connect-FbaSession -ClientCredential $client -RefreshToken $token -Marketplace DE -SaveProfile DE-Shop @where
        $again = Connect-FbaSession -Profile DE-Shop -Name Again
        $again.Marketplace, $again.Endpoint, $again.ApiVersion | Should -Be $first.Marketplace, $first.Endpoint, $first.ApiVersion
        New-Row 'profile-1' | New-FbaFulfillmentOrder -Session $first | Out-Null
        (Get-FbaFulfillmentOrder profile-1 -Session $again).SellerFulfillmentOrderId | Should -Be 'profile-1'
    }

    It 'is one hashtable of credentials, secure strings and texts' {
        Connect-FbaSession -ClientCredential $client -RefreshToken $token -Marketplace US -SaveProfile US-Shop -QuotaStore (Join-Path $TestDrive q.quotas) @where | Out-Null
        $saved = Get-Secret US-Shop -AsPlainText
        $saved.Keys | Sort-Object | Should -Be 'ClientCredential', 'Endpoint', 'Marketplace', 'QuotaStore', 'RefreshToken', 'TokenEndpoint'
        $saved.ClientCredential | Should -BeOfType pscredential
        $saved.RefreshToken | Should -Be 'Atzr|canary'
        $saved.Marketplace | Should -Be 'US'
    }

    It 'of one vault is not looked for in another' {
        Connect-FbaSession -ClientCredential $client -RefreshToken $token -Marketplace US -SaveProfile Apart -Vault Other @where | Out-Null
        (Connect-FbaSession -Profile Apart).Marketplace | Should -Be 'US'
        { Connect-FbaSession -Profile Apart -Vault Store } | Should -Throw -ErrorId 'ProfileUnusable,*' -ExpectedMessage "There is no profile 'Apart' in the vault 'Store'.*-SaveProfile*"
    }

    It 'can be written by hand, with texts, and a parameter replaces its value' {
        Set-Secret ByHand -Secret @{ clientid = 'amzn1.application-oa2-client.example'; ClientSecret = 'amzn1.oa2-cs.canary'; RefreshToken = 'Atzr|canary'; Marketplace = 'US'; Endpoint = "$($server.Endpoint)"; TokenEndpoint = "$($server.TokenEndpoint)"; TimeoutSec = '7' }
        $session = Connect-FbaSession -Profile ByHand -Marketplace CA
        $session.Marketplace, $session.RequestTimeout.TotalSeconds | Should -Be 'CA', 7
    }

    It 'of MWS opens a session of MWS' {
        $key = [pscredential]::new('AKIAEXAMPLE', (ConvertTo-Secret 'secretkeyexample'))
        Connect-FbaSession -AccessKey $key -SellerId A2NKEXAMPLEF53 -Marketplace JP -Endpoint $server.Endpoint -SaveProfile Old -Name First | Out-Null
        $session = Connect-FbaSession -Profile Old -Name Second
        $session.ApiVersion, $session.Marketplace | Should -Be 'Mws', 'JP'
    }

    It 'that is unknown says how to save one' {
        { Connect-FbaSession -Profile Nowhere } | Should -Throw -ErrorId 'ProfileUnusable,*' -ExpectedMessage "There is no profile 'Nowhere' in any vault.*Connect*-SaveProfile*"
    }

    It 'of a vault that is unknown names the vault' {
        { Connect-FbaSession -Profile US-Shop -Vault Nowhere } | Should -Throw -ErrorId 'ProfileUnusable,*' -ExpectedMessage '*Vault Nowhere does not exist*Get-SecretVault*'
    }

    It 'that lacks <Lacks> names the key and shows no value' -TestCases @(
        @{ Lacks = 'RefreshToken'; Keys = 'ClientCredential', 'Marketplace' }
        @{ Lacks = 'ClientCredential'; Keys = 'RefreshToken', 'Marketplace' }
        @{ Lacks = 'Marketplace'; Keys = 'ClientCredential', 'RefreshToken' }
        @{ Lacks = 'SellerId'; Keys = , 'AccessKey' }
    ) {
        $all = @{ ClientCredential = $client; RefreshToken = 'Atzr|canary'; Marketplace = 'US'; AccessKey = $client }
        $profile = @{}
        $Keys | ForEach-Object { $profile[$_] = $all[$_] }
        Set-Secret Part -Secret $profile
        { Connect-FbaSession -Profile Part } | Should -Throw -ErrorId 'CredentialIncomplete,*' -ExpectedMessage "The profile 'Part' has no value for: $Lacks.*"
        "$($error[0])$($error[0].Exception)" | Should -Not -Match 'canary'
    }

    It 'that is no hashtable says what it should be' {
        Set-Secret Single -Secret $client
        { Connect-FbaSession -Profile Single } | Should -Throw -ErrorId 'ProfileUnusable,*' -ExpectedMessage "*'Single' is a PSCredential*hashtable*-ClientCredential*"
    }

    It 'with a value of another type names the key and shows no value' {
        Set-Secret Wrong -Secret @{ ClientCredential = 'canary'; RefreshToken = 'Atzr|canary'; Marketplace = 'US' }
        { Connect-FbaSession -Profile Wrong } | Should -Throw -ErrorId 'CredentialIncomplete,*' -ExpectedMessage '*SecureString for ClientCredential*Get-Credential*'
        "$($error[0])$($error[0].Exception)" | Should -Not -Match 'canary'
    }

    It 'that cannot be saved leaves the session open' {
        $session = Connect-FbaSession -ClientCredential $client -RefreshToken $token -Marketplace US -SaveProfile X -Vault Nowhere -ErrorVariable errs -ErrorAction SilentlyContinue @where
        $session.State | Should -Be Open
        Get-ErrorId $errs[0] | Should -Be 'ProfileUnusable'
        "$($errs[0])" | Should -Not -Match 'canary'
    }

    It 'is not saved where the credential is refused' {
        { Connect-Server $server -Secret wrong } | Should -Throw -ErrorId 'CredentialRejected,*'
        $refused = [pscredential]::new('amzn1.application-oa2-client.example', (ConvertTo-Secret 'wrong'))
        { Connect-FbaSession -ClientCredential $refused -RefreshToken $token -Marketplace US -SaveProfile Refused @where } | Should -Throw -ErrorId 'CredentialRejected,*'
        { Connect-FbaSession -Profile Refused } | Should -Throw -ErrorId 'ProfileUnusable,*'
    }

    It 'is not needed for single secrets' {
        Set-Secret FbaApp -Secret $client
        Set-Secret FbaToken -SecureStringSecret $token
        (Connect-FbaSession -ClientCredential (Get-Secret FbaApp) -RefreshToken (Get-Secret FbaToken) -Marketplace US @where).State | Should -Be Open
    }
}

Describe 'A proxy' {
    It '<Proxy> is refused before any request' -TestCases @(
        @{ Proxy = @{ Proxy = 'ftp://proxy.example.com' }; Message = '*not the address of a proxy*' }
        @{ Proxy = @{ Proxy = 'proxy.example.com' }; Message = '*not the address of a proxy*' }
        @{ Proxy = @{ Proxy = 'http://user:canary@proxy.example.com' }; Message = '*-ProxyCredential*' }
        @{ Proxy = @{ ProxyCredential = $null }; Message = '*needs -Proxy*' }
    ) {
        if ($Proxy.ContainsKey('ProxyCredential')) { $Proxy.ProxyCredential = $client }
        { Connect-FbaSession -ClientCredential $client -RefreshToken $token -Marketplace US @Proxy } | Should -Throw -ErrorId 'SettingInvalid,*' -ExpectedMessage $Message
        "$($error[0])" | Should -Not -Match 'canary'
    }
}
