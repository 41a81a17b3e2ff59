BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Export-FbaReport' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox
        function Read-Report { [IO.File]::ReadAllText($file) }

        # The totals, such as 'Created 3'.
        function Get-Total { [regex]::Matches((Read-Report), '</span>([A-Za-z ]+)</dt><dd>([0-9,]+)') | ForEach-Object { "$($_.Groups[1].Value) $($_.Groups[2].Value)" } | Where-Object { $_ -notlike '* 0' } }
    }
    AfterAll { $session | Disconnect-FbaSession }
    BeforeEach {
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).html"
        $id = "r$([guid]::NewGuid().ToString('N').Substring(0, 8))"
        $rows = @(New-Rows 3 -Prefix $id) + (New-Row "$id-bad" @{ Quantity = 'two' })
    }

    It 'reports receipts and the errors of the error stream' {
        $rows | New-FbaFulfillmentOrder -ErrorAction Continue 2>&1 | Export-FbaReport -Path $file | Should -BeNullOrEmpty
        Get-Total | Should -Be 'Created 3', 'Refused 1'
        (Read-Report) -match "(?s)<h3>OrderInvalid</h3>.*What to do:.*<code>$id-bad</code>" | Should -BeTrue
    }

    It 'reports variables, and counts rows without an outcome as left over' {
        $receipts = $rows | Select-Object -First 2 | New-FbaFulfillmentOrder
        $rows, $receipts, $null | Export-FbaReport -Path $file
        Get-Total | Should -Be 'Created 2', 'Left over 2'
    }

    It 'takes the advice from the list of errors' {
        $rows | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue | Out-Null
        $errs | Export-FbaReport -Path $file
        $line = Get-Content (Join-Path $PSScriptRoot '../../docs/errors.md') | Where-Object { $_ -like '| `OrderInvalid` |*' }
        (Read-Report) -match ([regex]::Escape(([Net.WebUtility]::HtmlEncode(($line -split ' \| ')[1])))) | Should -BeTrue
    }

    It 'reads receipts, errors and orders that went through <Form>' -TestCases @(@{ Form = 'Clixml' }, @{ Form = 'a job' }) {
        $receipts = $rows | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue
        $orders = $receipts | Get-FbaFulfillmentOrder
        $all = @($receipts) + $errs + $orders
        if ($Form -eq 'Clixml') {
            $all | Export-Clixml "$file.xml"
            $read = Import-Clixml "$file.xml"
        }
        else {
            $read = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($all, 4))
        }

        $read | Export-FbaReport -Path $file
        Get-Total | Should -Be 'Created 3', 'Refused 1', 'Received 3'
    }

    It 'reads receipts of a CSV file' {
        $rows | Select-Object -First 3 | New-FbaFulfillmentOrder | Export-Csv "$file.csv"
        Import-Csv "$file.csv" | Export-FbaReport -Path $file
        Get-Total | Should -Be 'Created 3'
        (Read-Report) -match '3 outcomes from' | Should -BeTrue
    }

    It 'shows no recipient unless it is asked to' {
        $rows | New-FbaFulfillmentOrder -ErrorVariable errs -ErrorAction SilentlyContinue | Out-Null
        $orders = $rows | Select-Object -First 3 | Get-FbaFulfillmentOrder
        $rows + $errs + $orders | Export-FbaReport -Path $file
        (Read-Report) -match 'Alex Example|Sample Street|Springfield|62701' | Should -BeFalse
        $orders | Export-FbaReport -Path $file -Force -IncludeAddress
        (Read-Report) -match 'Alex Example, 12 Sample Street, Springfield' | Should -BeTrue
    }

    It 'shows no errors of other commands, and none of the engine about our parameters' {
        $errs = @(
            try { Get-Item -Path (Join-Path $TestDrive 'Jordan Canary') -ErrorAction Stop } catch { $_ }
            try { New-FbaFulfillmentOrder $id -City { Canary } } catch { $_ }
            try { throw 'Canary' } catch { $_ })
        $errs | Export-FbaReport -Path $file
        (Read-Report) -match 'Canary' | Should -BeFalse
        (Read-Report) -match '3 errors from other commands' | Should -BeTrue
    }

    It 'reports an error that ended its command once, also from $Error' {
        $other = "$id-x"
        try { Get-FbaFulfillmentOrder $other -Session nobody -ErrorVariable errs } catch { $caught = $_ }
        @($caught) + $errs | Export-FbaReport -Path $file
        (Read-Report) -match '<h3>SessionNotFound</h3><span class="count">1 case<' | Should -BeTrue
    }

    It 'reports the journal of a run, and what of the input it does not know' {
        $journal = "$file.journal"
        $rows | Select-Object -First 2 | New-FbaFulfillmentOrder -Journal $journal | Out-Null
        Export-FbaReport -Path $file -Journal $journal
        Get-Total | Should -Be 'Created 2'
        $before = (Get-FileHash $journal).Hash
        $rows | Export-FbaReport -Path $file -Journal $journal -Force
        Get-Total | Should -Be 'Created 2', 'Left over 2'
        (Get-FileHash $journal).Hash | Should -BeExactly $before
        { Export-FbaReport -Path "$file.2" -Journal "$journal.no" } | Should -Throw -ErrorId 'JournalUnusable,*'
        { Export-FbaReport -Path "$file.2" -Journal 'Host=localhost;Database=x' } | Should -Throw -ErrorId 'ParameterInvalid,*'
    }

    It 'sends nothing if the file exists already' {
        Set-Content $file 'mine'
        $session.Sandbox.ClearRequests()
        { $rows | New-FbaFulfillmentOrder | Export-FbaReport -Path $file } | Should -Throw -ErrorId 'ReportFileExists,*'
        Get-Request $session | Should -BeNullOrEmpty
        Get-Content $file | Should -BeExactly 'mine'
    }

    It 'names a folder that is not there' {
        { $rows | Export-FbaReport -Path (Join-Path $TestDrive 'no/x.html') } | Should -Throw -ErrorId 'ReportNotSaved,*' -ExpectedMessage 'Folder not found*'
        { $rows | Export-FbaReport -Path $TestDrive } | Should -Throw -ErrorId 'ReportNotSaved,*' -ExpectedMessage '*is a folder*'
    }

    It 'returns the file only with -PassThru, with the title, for its owner alone' {
        $written = $rows | Export-FbaReport -Path $file -Title 'A <b>bold</b> title' -PassThru
        $written | Should -BeOfType [IO.FileInfo]
        (Read-Report) -match '<h1>A &lt;b&gt;bold&lt;/b&gt; title</h1>' | Should -BeTrue
        if ($IsLinux) { $written.UnixFileMode | Should -Be ([IO.UnixFileMode] 'UserRead, UserWrite') }
    }

    It 'writes nothing with -WhatIf' {
        $rows | Export-FbaReport -Path $file -WhatIf
        Test-Path $file | Should -BeFalse
    }

    It 'says what it cannot show, and shows the rest' {
        $receipt = $rows[0] | New-FbaFulfillmentOrder
        $other = [pscustomobject] @{ SellerFulfillmentOrderId = 'x'; Outcome = 'Jordan Canary' }
        'text', 5, $null, $receipt, $other | Export-FbaReport -Path $file -ErrorVariable errs -ErrorAction SilentlyContinue
        $errs | ForEach-Object FullyQualifiedErrorId | Should -Be (@('ReportInputUnknown,FbaOutbound.Commands.ExportFbaReportCommand') * 3)
        "$(Read-Report) $errs" | Should -Not -Match 'Canary'
        Get-Total | Should -Be 'Created 1'
    }

    It 'writes nothing if it can show nothing of its input: <Name>' -TestCases @(
        @{ Name = 'a text'; Given = 'text' }, @{ Name = 'texts and nulls'; Given = 'text', $null, 5 }, @{ Name = 'files'; Given = Get-Item . }
    ) {
        { $Given | Export-FbaReport -Path $file -ErrorAction SilentlyContinue } |
            Should -Throw -ErrorId 'ReportInputUnknown,*' -ExpectedMessage "Nothing was written to*"
        Test-Path $file | Should -BeFalse
    }

    It 'writes a report of a run without orders' {
        foreach ($given in @(), @($null), 'a warning') {
            if ($given -is [string]) { & { Write-Warning $given } 3>&1 | Export-FbaReport -Path $file -Force }
            else { $given | Export-FbaReport -Path $file -Force }
            Test-Path $file | Should -BeTrue
        }
    }
}
