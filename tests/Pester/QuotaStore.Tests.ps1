BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile) -Force
    $server = Start-Server

    # What Connect-FbaSession needs for the server, as a connection has it.
    $connection = @{
        ClientId      = 'amzn1.application-oa2-client.example'
        ClientSecret  = 'any'
        RefreshToken  = 'Atzr|stores'
        Marketplace   = 'US'
        Endpoint      = "$($server.Endpoint)"
        TokenEndpoint = "$($server.TokenEndpoint)"
    }
}

AfterAll { Stop-Server $server }

Describe 'Connect-FbaSession -QuotaStore' {
    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('N'))
        [void] (New-Item -ItemType Directory $folder)
        Push-Location $folder
    }

    AfterEach {
        Get-FbaSession | Disconnect-FbaSession
        Pop-Location
    }

    It 'resolves a path by the location of PowerShell, and the session and the quota show it' {
        $session = Connect-FbaSession -Connection $connection -QuotaStore ./a.quotas
        $session.QuotaStore | Should -BeExactly (Join-Path $folder 'a.quotas')
        (New-Row path-1 | New-FbaFulfillmentOrder).Outcome | Should -Be 'Created'
        (Get-FbaQuota | Where-Object Operation -eq 'createFulfillmentOrder').Store | Should -BeExactly $session.QuotaStore
        (Get-FbaQuota).Store | Should -BeLike '*a.quotas'
    }

    It 'comes from a connection, too, and the parameter wins' {
        (Connect-FbaSession -Connection ($connection + @{ QuotaStore = 'field.quotas' })).QuotaStore | Should -BeExactly (Join-Path $folder 'field.quotas')
        (Connect-FbaSession -Connection ($connection + @{ QuotaStore = 'field.quotas' }) -QuotaStore given.quotas).QuotaStore | Should -BeExactly (Join-Path $folder 'given.quotas')
    }

    It 'is not used unless it is requested' {
        (Connect-FbaSession -Connection $connection).QuotaStore | Should -BeNullOrEmpty
    }

    It 'shows no password of a database' {
        $session = Connect-FbaSession -Connection $connection -QuotaStore 'Host=127.0.0.1;Port=1;Database=quotas;Username=u;Password=hunter2'
        $session.QuotaStore | Should -BeExactly 'PostgreSQL at 127.0.0.1:1, database quotas'
        $session | Format-List * | Out-String | Should -Not -Match 'hunter2'
    } -Skip:($PSVersionTable.PSVersion -lt '7.4')

    It 'refuses <Store> with <Id>, and makes no file' -TestCases @(
        @{ Store = 'Env:\x'; Id = 'ParameterInvalid'; Says = '*provider Environment*' }
        @{ Store = 'Function:x'; Id = 'ParameterInvalid'; Says = '*provider Function*' }
        @{ Store = 'NoSuchDrive:\x'; Id = 'ParameterInvalid'; Says = '*quota store*NoSuchDrive*' }
        @{ Store = ' '; Id = 'ParameterInvalid'; Says = '*-QuotaStore is blank*' }
        @{ Store = './no-folder/x'; Id = 'QuotaStoreUnusable'; Says = '*no-folder*' }
        @{ Store = 'Host='; Id = 'QuotaStoreUnusable'; Says = 'The quota store cannot be used*' }
    ) {
        { Connect-FbaSession -Connection $connection -QuotaStore $Store } | Should -Throw -ErrorId "$Id,*" -ExpectedMessage $Says
        Get-ChildItem $folder | Should -BeNullOrEmpty
        Get-FbaSession | Should -BeNullOrEmpty
    }

    It 'leaves a file of another kind as it is' {
        'SellerFulfillmentOrderId,SellerSku' | Set-Content orders.csv
        { Connect-FbaSession -Connection $connection -QuotaStore orders.csv } | Should -Throw -ErrorId 'QuotaStoreUnusable,*'
        Get-Content orders.csv | Should -BeExactly 'SellerFulfillmentOrderId,SellerSku'
    }

    It 'warns once when the store becomes unavailable during the run, and continues' {
        $null = Connect-FbaSession -Connection $connection -QuotaStore gone.quotas
        New-Row gone-0 | New-FbaFulfillmentOrder | Out-Null
        Remove-Item gone.quotas
        $receipts = New-Rows 2 gone | New-FbaFulfillmentOrder -WarningVariable warnings -WarningAction SilentlyContinue
        $receipts.Outcome | Should -Be @('Created', 'Created')
        @($warnings | Where-Object { $_.Message -like '*gone.quotas*no longer exists*paces its own requests*' }) | Should -HaveCount 1
    }
}
