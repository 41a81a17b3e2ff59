$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
$ProgressPreference = 'SilentlyContinue'

$root = Resolve-Path (Join-Path $PSScriptRoot '../../..')
Import-Module (Join-Path $root 'artifacts/FbaOutbound/FbaOutbound.psd1')

# Starts the sandbox server in a process of its own, on a free port.
function Start-SandboxServer([string[]] $Options) {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.RedirectStandardOutput = $true
    $server = Join-Path $root 'src/FbaOutbound.Sandbox.Server/bin/Release/net10.0/FbaOutbound.Sandbox.Server.dll'
    @($server, 'serve', '--urls', 'http://127.0.0.1:0') + $Options | ForEach-Object { $start.ArgumentList.Add($_) }
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if ($line -notmatch 'listens on (http://127\.0\.0\.1:[0-9]+)') { throw "The server did not start: $line" }
    [pscustomobject]@{ Process = $process; Address = $Matches[1] }
}

# Starts the benchmarks' own server, which does next to nothing for a request; it ends when its standard input does.
function Start-BucketServer {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $program = Join-Path $root 'tests/Benchmarks/bin/Release/net10.0/FbaOutbound.Benchmarks.dll'
    @($program, 'server', '{"Rate":10000,"Burst":1000000}') | ForEach-Object { $start.ArgumentList.Add($_) }
    $process = [System.Diagnostics.Process]::Start($start)
    [pscustomobject]@{ Process = $process; Address = $process.StandardOutput.ReadLine() }
}

function Stop-SandboxServer($Server) {
    $Server.Process.Kill()
    $Server.Process.WaitForExit()
    $Server.Process.Dispose()
}

# What the server knows, through its test control.
function Get-SandboxInfo($Server, [string] $Path) { Invoke-RestMethod "$($Server.Address)/sandbox/$Path" }

# Each run is an account of its own, so that none inherits what another has learnt or spent.
function Connect-SandboxServer($Server) {
    Connect-FbaSession -Connection @{
        ClientId = 'amzn1.application-oa2-client.benchmark'
        ClientSecret = 'benchmark'
        RefreshToken = "Atzr|$([guid]::NewGuid())"
        Marketplace = 'US'
        Endpoint = $Server.Address
    }
}

# Connect-FbaSession -Sandbox has Amazon's quotas; a sandbox without any can only be handed to a session behind the cmdlets' back.
function New-InProcessSession($Sandbox) {
    $type = [FbaOutbound.Sessions.FbaSession].Assembly.GetType('FbaOutbound.Sessions.SessionOptions')
    $options = [Activator]::CreateInstance($type)
    $transport = [Delegate]::CreateDelegate([Func[System.Net.Http.HttpMessageHandler]], $Sandbox, 'CreateHandler')
    foreach ($setting in @{ Name = 'Benchmark'; Marketplace = 'US'; Sandbox = $Sandbox.PSObject.BaseObject; Transport = $transport }.GetEnumerator()) {
        $type.GetProperty($setting.Key).SetValue($options, $setting.Value)
    }
    [FbaOutbound.Sessions.FbaSession].GetConstructors('NonPublic,Instance')[0].Invoke(@($options))
}

function New-SampleRow([int] $Number, [string] $Prefix) {
    [pscustomobject]@{
        SellerFulfillmentOrderId = '{0}-{1:00000}' -f $Prefix, $Number
        DisplayableOrderDate = '2026-05-12'
        ShippingSpeedCategory = 'Standard'
        NotificationEmail = 'ada@example.com'
        Name = 'Ada Example'
        AddressLine1 = "$Number Invented Avenue"
        City = 'Fableville'
        StateOrRegion = 'OR'
        PostalCode = '97000'
        CountryCode = 'US'
        Phone = '503-555-0101'
        SellerSku = 'SKU-MUG-BLUE'
        Quantity = 1 + $Number % 5
        PerUnitDeclaredValue = '12.50'
        Currency = 'USD'
    }
}

function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[math]::Floor($Values.Count / 2)] }
