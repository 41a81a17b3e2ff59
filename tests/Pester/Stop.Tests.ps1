# Ctrl+C after a random request. FBAOUTBOUND_STOPS says how often, and FBAOUTBOUND_SEED repeats a run; a longer one tells how long stops take:
#   FBAOUTBOUND_STOPS=500 pwsh -Command "Invoke-Pester tests/Pester/Stop.Tests.ps1 -Output Detailed"
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

BeforeDiscovery {
    $stops = if ($env:FBAOUTBOUND_STOPS) { [int] $env:FBAOUTBOUND_STOPS } else { 9 }
    $seed = if ($env:FBAOUTBOUND_SEED) { [int] $env:FBAOUTBOUND_SEED } else { [Environment]::TickCount -band 0xffff }
}

Describe 'Ctrl+C after a random request (seed <seed>, <stops> stops)' -ForEach @{ seed = $seed; stops = $stops } {
    BeforeAll {
        $scenarios = [ordered] @{
            'nothing is in the way'      = { }
            'answers are late'           = { Add-Fault $session LateAnswer createFulfillmentOrder -Seconds 0.15 -Times 100 }
            'requests hang'              = { Add-Fault $session Stall createFulfillmentOrder -Seconds 30 -Times 100 }
            'answers are lost'           = { Add-Fault $session DropAfter createFulfillmentOrder -Times 100 }
            'a token is waited for'      = { Add-Fault $session TokenExpired createFulfillmentOrder -Times 8; Add-Fault $session Stall token -Seconds 30 -Times 8 }
            'the service pushes back'    = { Add-Fault $session ThrottledForSeconds createFulfillmentOrder -Seconds 5 -Times 8 }
            'the quota makes it wait'    = { New-Rows 29 used | New-FbaFulfillmentOrder -Session $session | Out-Null }
            'output is taken slowly'     = { }
            'input comes slowly'         = { }
        }
        $scripts = @{
            'output is taken slowly' = '$rows | New-FbaFulfillmentOrder -Session $session @journal | ForEach-Object { [Threading.Thread]::Sleep(20); $_ }'
            'input comes slowly'     = '$rows | ForEach-Object { [Threading.Thread]::Sleep(20); $_ } | New-FbaFulfillmentOrder -Session $session @journal'
        }
        # How many requests come at least while the command runs; where it waits soon, it is one. As many can hang as are sent at a time.
        $most = @{ 'requests hang' = 8; 'a token is waited for' = 1; 'the service pushes back' = 1; 'the quota makes it wait' = 1 }
        $random = [Random]::new($seed)
        $runs = foreach ($number in 1..$stops) {
            $scenario = @($scenarios.Keys)[($number - 1) % $scenarios.Count]
            $session = Connect-FbaSession -Sandbox
            Set-QuickReadBack $session
            $rows = @(New-Rows 12)
            $journal = @{ Journal = Join-Path $TestDrive "stop-$number.journal" }
            & $scenarios[$scenario]
            $session.Sandbox.ClearRequests()
            $before = $session.Sandbox.OrderCount
            $script = if ($scripts[$scenario]) { $scripts[$scenario] } else { '$rows | New-FbaFulfillmentOrder -Session $session @journal' }
            $shell = New-Shell $script @{ session = $session; rows = $rows; journal = $journal }
            $running = $shell.BeginInvoke()
            $awaited = $random.Next(0, 1 + ($most[$scenario] ?? $rows.Count))
            Wait-Until { $running.IsCompleted -or (Get-Request $session createFulfillmentOrder).Count -ge $awaited } "$awaited requests"
            $wasRunning = -not $running.IsCompleted
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $seconds = $clock.Elapsed.TotalSeconds
            $asked = (Get-Request $session createFulfillmentOrder).Count
            $busy = @(Get-FbaQuota -Session $session | Where-Object { $_.Waiting -gt 0 -or $_.InFlight -gt 0 }).Count
            $session.Sandbox.Faults.Clear()
            try { $null = $shell.EndInvoke($running) } catch [Management.Automation.PipelineStoppedException] { $null = $_ }
            # Another command goes the whole way meanwhile; what was still to be sent would have come, too.
            $null = Get-FbaFulfillmentOrder -Session $session -First 1
            $askedLater = (Get-Request $session createFulfillmentOrder).Count
            $failed = $null
            # What has emptied the quota would make the next command wait, too.
            $again = if ($scenario -notlike 'the *') { @($rows | New-FbaFulfillmentOrder -Session $session @journal -ErrorVariable failed -ErrorAction SilentlyContinue) }
            [pscustomobject] @{
                Scenario = $scenario; WasRunning = $wasRunning; Seconds = $seconds; State = "$($shell.InvocationStateInfo.State)"; Errors = $shell.Streams.Error.Count
                RequestsAfter = $askedLater - $asked; Busy = $busy; Again = $again; Failed = @($failed); Orders = $session.Sandbox.OrderCount - $before
            }
            Remove-Shell $shell
            $session | Disconnect-FbaSession
        }

        $stopped = @($runs | Where-Object WasRunning)
        $times = @($stopped.Seconds | Sort-Object)
        if ($env:FBAOUTBOUND_STOPS) {
            Write-Host ("$($times.Count) stops: median {0:0} ms, 95th percentile {1:0} ms, longest {2:0} ms" -f (1000 * $times[$times.Count * 0.5]), (1000 * $times[$times.Count * 0.95]), (1000 * $times[-1]))
            $stopped | Group-Object Scenario | ForEach-Object { Write-Host ('{0,-26} {1,4}  longest {2:0} ms' -f $_.Name, $_.Count, (1000 * ($_.Group.Seconds | Measure-Object -Maximum).Maximum)) }
        }
    }

    It 'stops in a moment' {
        $stopped | Should -Not -BeNullOrEmpty
        # What hangs, hangs for 30 seconds; a busy machine may take some for the rest.
        $times[-1] | Should -BeLessThan 15
        $stopped.State | Sort-Object -Unique | Should -Be 'Stopped'
    }

    It 'leaves no request, no wait and no error behind' {
        ($stopped | Where-Object { $_.RequestsAfter -or $_.Busy -or $_.Errors } | Out-String) | Should -BeNullOrEmpty
    }

    It 'leaves orders that the same command finds or creates, each once' {
        $repeated = $runs | Where-Object Scenario -notlike 'the *'
        ($repeated.Failed | Out-String) | Should -BeNullOrEmpty
        $repeated | ForEach-Object { $_.Again.Count; $_.Orders } | Sort-Object -Unique | Should -Be 12
    }
}

Describe 'Ctrl+C over HTTP' {
    BeforeAll { $server = Start-Server '--rate', '50', '--burst', '50' }
    AfterAll { Stop-Server $server }

    It 'closes the connections of the requests that are under way' {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            $session = Connect-FbaSession -Marketplace US -ClientCredential ([pscredential]::new('id', (ConvertTo-Secret 'any'))) -RefreshToken (ConvertTo-Secret 'Atzr|stop') -Endpoint "http://$($listener.LocalEndpoint)/" -TokenEndpoint $server.TokenEndpoint
            $shell = New-Shell '$rows | New-FbaFulfillmentOrder -Session $session' @{ session = $session; rows = @(New-Rows 3) }
            $running = $shell.BeginInvoke()
            $clients = @(1..3 | ForEach-Object {
                    Wait-Until { $listener.Pending() } 'a connection'
                    $client = $listener.AcceptTcpClient()
                    $client.ReceiveTimeout = 10000
                    $client.GetStream().Read([byte[]]::new(65536), 0, 65536) | Should -BeGreaterThan 0
                    $client
                })
            $shell.Stop()

            foreach ($client in $clients) {
                # The rest of the request may still come; the end has to.
                $ended = $false
                try { while ($client.GetStream().Read([byte[]]::new(65536), 0, 65536) -gt 0) { } $ended = $true } catch [IO.IOException] { $ended = $client.Client.Poll(0, 'SelectRead') }
                $ended | Should -BeTrue
            }

            $listener.Pending() | Should -BeFalse
            $null = $running
        }
        finally {
            $listener.Stop()
            Remove-Shell $shell
            $session | Disconnect-FbaSession
        }
    }
}
