# What the tests share: rows of invented orders, the sandbox's log, and commands that run in a runspace of their own.
Set-StrictMode -Version Latest

$client = [Net.Http.HttpClient]::new()
$moduleFile = (Resolve-Path (Join-Path $PSScriptRoot '../../artifacts/FbaOutbound/FbaOutbound.psd1')).Path

function Get-ModuleFile { $moduleFile }

# The engine that runs the tests. The process may be a launcher of another name; $PSHOME is the engine's own folder.
function Get-Engine {
    $name = if ($PSVersionTable.PSEdition -eq 'Core') { 'pwsh' } else { 'powershell' }
    (Get-Command (Join-Path $PSHOME $name) -CommandType Application).Source
}

# A row as Import-Csv gives it: text only. Numbered orders have recipients of their own, the first lives at 12 Sample Street. What $Change names is replaced or added, and removed where it is $null.
function New-Row {
    param([string] $Id = 'order-1', [hashtable] $Change = @{})
    $row = [ordered] @{
        SellerFulfillmentOrderId = $Id
        SellerSku                = 'MUG-RED'
        Quantity                 = '2'
        Name                     = 'Alex Example'
        AddressLine1             = "$(if ($Id -match '-([0-9]{1,6})$') { 11 + [int] $Matches[1] } else { 12 }) Sample Street"
        City                     = 'Springfield'
        StateOrRegion            = 'IL'
        PostalCode               = '62701'
        CountryCode              = 'US'
    }
    foreach ($name in $Change.Keys) {
        if ($null -eq $Change[$name]) { $row.Remove($name) } else { $row[$name] = $Change[$name] }
    }

    [pscustomobject] $row
}

function New-Rows([int] $Count, [string] $Prefix = 'order') {
    for ($number = 1; $number -le $Count; $number++) { New-Row -Id "$Prefix-$number" }
}

# What is shipped in the tests of merchant fulfillment: the order that every sandbox has, and an invented sender.
function New-ShipmentRequest([hashtable] $Change = @{}) {
    $request = @{
        AmazonOrderId     = '903-1713775-3598252'
        Item              = @{ OrderItemId = '40525960574974'; Quantity = 1 }
        ShipFromAddress   = @{
            Name = 'Sender Example'; AddressLine1 = '1 Sample Street'; City = 'Seattle'; StateOrProvinceCode = 'WA'
            PostalCode = '98121'; CountryCode = 'US'; Email = 'sender@example.com'; Phone = '206-555-0100'
        }
        PackageDimensions = @{ Length = 5; Width = 5; Height = 5; Unit = 'inches' }
        Weight            = '10 oz'
    }
    foreach ($name in $Change.Keys) { $request[$name] = $Change[$name] }
    $request
}

# The requests that the session's sandbox saw, those for tokens left out.
function Get-Request($Session, [string] $Operation = '*') {
    @($Session.Sandbox.Requests | Where-Object { $_.Path -ne '/auth/o2/token' -and $_.Operation -like $Operation })
}

# Lets requests hang, or fail, as the sandbox's faults describe it.
function Add-Fault($Session, [string] $Kind, [string] $Operation = '', [string] $OrderId = '', [double] $Seconds = 30, [int] $Times = 1) {
    $Session.Sandbox.Faults.Add([Enum]::Parse([FbaOutbound.Sandbox.Faults.FaultKind], $Kind), $Operation, $OrderId, [TimeSpan]::FromSeconds($Seconds), $Times)
}

# How long an unknown outcome is looked into is an option of the client and of no cmdlet: nobody needs to wait less but these tests.
function Set-QuickReadBack($Session) {
    $options = $Session.GetType().GetField('_options', [Reflection.BindingFlags] 'NonPublic, Instance').GetValue($Session)
    $delays = [TimeSpan[]] (0.01, 0.02, 0.05, 0.1 | ForEach-Object { [TimeSpan]::FromSeconds($_) })
    $options.Settlement.GetType().GetProperty('ReadBackDelays').SetValue($options.Settlement, $delays)
}

# Waits for something that another thread does; fails after ten seconds.
function Wait-Until([scriptblock] $Condition, [string] $What = 'the condition') {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.Elapsed.TotalSeconds -gt 10) { throw "Waited in vain for $What." }
        [Threading.Thread]::Sleep(5)
    }
}

# A PowerShell in a runspace of its own, with the module; $Variables are set there.
function New-Shell([string] $Script, [hashtable] $Variables = @{}, $PSHost) {
    $state = [Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
    $state.ImportPSModule([string[]] @($moduleFile))
    foreach ($name in $Variables.Keys) {
        $state.Variables.Add([Management.Automation.Runspaces.SessionStateVariableEntry]::new($name, $Variables[$name], ''))
    }

    $runspace = if ($PSHost) {
        [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($PSHost, $state)
    }
    else {
        [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($state)
    }

    $runspace.Open()
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    if ($Script) { [void] $shell.AddScript($Script) }
    $shell
}

function Remove-Shell($Shell) {
    if ($Shell) {
        $Shell.Runspace.Dispose()
        $Shell.Dispose()
    }
}

# The id of an error without the command's name.
function Get-ErrorId($ErrorRecord) { ($ErrorRecord.FullyQualifiedErrorId -split ',')[0] }

# The sandbox behind real HTTP on a free port of this machine.
function Start-Server([string[]] $Options = @()) {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $program = Get-ChildItem (Join-Path $root 'src/FbaOutbound.Sandbox.Server/bin') -Recurse -Filter FbaOutbound.Sandbox.Server.dll |
        Where-Object { $_.FullName -notmatch '[\\/]ref[\\/]' } |
        Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $program) { throw 'The sandbox server is not built: build the solution first.' }

    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.Arguments = (@("`"$($program.FullName)`"", 'serve', '--urls', 'http://127.0.0.1:0') + $Options) -join ' '
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if ($line -notmatch 'listens on (http://[^\s]+?)\. ') { throw "The sandbox server did not start: $line" }

    [pscustomobject] @{ Process = $process; Endpoint = [uri] $Matches[1]; TokenEndpoint = [uri] "$($Matches[1])/auth/o2/token" }
}

function Stop-Server($Server) {
    if ($Server) {
        $Server.Process.Kill()
        $Server.Process.WaitForExit()
        $Server.Process.Dispose()
    }
}

# The requests that a server's sandbox saw, those for tokens left out.
function Get-ServerRequest($Server) {
    @((Invoke-RestMethod "$($Server.Endpoint)sandbox/requests" -Verbose:$false).requests | Where-Object path -ne '/auth/o2/token')
}

# How many requests of an operation a server has seen. Loops ask this, so the answer is not made into objects.
function Get-ServerRequestCount($Server, [string] $Operation) {
    $text = $client.GetStringAsync("$($Server.Endpoint)sandbox/requests").GetAwaiter().GetResult()
    [regex]::Matches($text, "`"operation`":\s*`"$Operation`"").Count
}

function ConvertTo-Secret([string] $Text) {
    $secret = [Security.SecureString]::new()
    foreach ($character in $Text.ToCharArray()) { $secret.AppendChar($character) }
    $secret.MakeReadOnly()
    $secret
}

# Opens a session with a server as with an account; each refresh token is an account of its own.
function Connect-Server($Server, [string] $Account = 'one', [string] $Secret = 'any', [string] $Name) {
    $arguments = @{
        Marketplace      = 'US'
        ClientCredential = [pscredential]::new('amzn1.application-oa2-client.example', (ConvertTo-Secret $Secret))
        RefreshToken     = ConvertTo-Secret "Atzr|$Account"
        Endpoint         = $Server.Endpoint
        TokenEndpoint    = $Server.TokenEndpoint
    }
    if ($Name) { $arguments.Name = $Name }
    Connect-FbaSession @arguments
}

Export-ModuleMember -Function *
