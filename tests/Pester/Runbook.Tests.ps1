BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile) -Force
    $runbook = Join-Path $PSScriptRoot '../../samples/runbook.ps1'
    $orders = Join-Path $PSScriptRoot '../../samples/orders.csv'
}

Describe 'samples/runbook.ps1' {
    It 'runs on the sandbox' {
        & $runbook -OrderFile $orders -Sandbox | Should -BeLike 'Orders done: *, by an earlier run: 0; left for the next run: 0; need attention: 0.'
        Get-FbaSession | Should -BeNullOrEmpty
    }

    It 'refuses an empty file' {
        $empty = (New-Item (Join-Path $TestDrive 'empty.csv')).FullName
        { & $runbook -OrderFile $empty -Sandbox } | Should -Throw '*is empty.'
        Get-FbaSession | Should -BeNullOrEmpty
        Remove-Item $empty
    }

    Context 'as Azure Automation runs it' {
        BeforeAll {
            $server = Start-Server
            $connection = @{
                ClientId = 'amzn1.application-oa2-client.example'; ClientSecret = 'any'; RefreshToken = 'Atzr|runbook'; Marketplace = 'US'
                Endpoint = "$($server.Endpoint)"; TokenEndpoint = "$($server.TokenEndpoint)"
            }
            function Get-AutomationConnection([string] $Name) { if ($Name -eq 'FbaOutbound') { $connection } }
            function Get-AutomationVariable([string] $Name) { if ($Name -eq 'FbaStore') { "$TestDrive" } }
            $file = Join-Path $TestDrive 'night.csv'
        }

        AfterAll { Stop-Server $server }

        It 'sends each order once, continues with what was corrected, and fails only where somebody has to look' {
            @((New-Row 'order-1'), (New-Row 'order-2' @{ Quantity = 'two' }), (New-Row 'order-3')) | Export-Csv $file
            $first = [Collections.Generic.List[string]]::new()
            { & $runbook -OrderFile $file | ForEach-Object { $first.Add($_) } } | Should -Throw 'Orders of the file night that need attention: 1*'
            $first[0] | Should -BeLike 'Orders done: 2, by an earlier run: 0; left*: 0; need attention: 1.'
            $first[1] | Should -BeLike 'order-2: OrderInvalid: *Quantity*'
            Get-FbaSession | Should -BeNullOrEmpty

            New-Rows 3 | Export-Csv $file
            & $runbook -OrderFile $file | Should -BeLike 'Orders done: 3, by an earlier run: 2; left*: 0; need attention: 0.'
            & $runbook -OrderFile $file | Should -BeLike 'Orders done: 3, by an earlier run: 3; left*: 0; need attention: 0.'
            @(Get-ServerRequest $server | Where-Object operation -eq 'createFulfillmentOrder') | Should -HaveCount 3
            Get-ChildItem $TestDrive -File | ForEach-Object Name | Sort-Object | Should -Be 'fba.quotas', 'night.csv', 'night.journal'
        }

        It 'ends with the error of a journal that cannot be used' {
            New-Rows 2 lost | Export-Csv (Join-Path $TestDrive 'lost.csv')
            'no journal' | Set-Content (Join-Path $TestDrive 'lost.journal')
            { & $runbook -OrderFile (Join-Path $TestDrive 'lost.csv') } | Should -Throw -ErrorId 'JournalDamaged,*'
            Get-FbaSession | Should -BeNullOrEmpty
        }

        It 'ends in time and leaves the rest for the next run' {
            New-Rows 40 late | Export-Csv (Join-Path $TestDrive 'late.csv')
            & $runbook -OrderFile (Join-Path $TestDrive 'late.csv') -DeadlineSec 1 -WarningAction SilentlyContinue | Should -Match '^Orders done: \d+, by an earlier run: 0; left for the next run: [1-9]\d*; need attention: 0\.$'
        }
    }
}
