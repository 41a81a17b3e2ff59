<#
.SYNOPSIS
Time and memory for growing numbers of orders of two rows: created from a CSV file, created from an order file, and listed. Each case runs in a pwsh
of its own against a sandbox server, and the table says what it cost.
.PARAMETER Counts
How many orders; 1,000,000 take an hour or more.
.PARAMETER Plot
Where an SVG of the table goes, if anywhere.
.PARAMETER MostFileCount
The largest number of orders that the order files have.
#>
param([int[]] $Counts = @(1000, 10000, 100000), [int] $MostFileCount = 100000, [string] $Plot)
. (Join-Path $PSScriptRoot 'Common.ps1')
$mostMB = 300

function New-OrderFile([string] $Path, [string] $Prefix, [int] $Count) {
    $writer = [System.IO.StreamWriter]::new($Path)
    $writer.WriteLine('SellerFulfillmentOrderId,DisplayableOrderDate,ShippingSpeedCategory,NotificationEmail,Name,AddressLine1,City,StateOrRegion,' +
        'PostalCode,CountryCode,Phone,SellerSku,Quantity,PerUnitDeclaredValue,Currency')
    for ($number = 1; $number -le $Count; $number++) {
        $order = '{0}-{1:0000000},2026-05-12,Standard,ada@example.com,Ada Example,{1} Invented Avenue,Fableville,OR,97000,US,503-555-0101' -f $Prefix, $number
        $writer.WriteLine("$order,SKU-MUG-BLUE,1,12.50,USD")
        $writer.WriteLine("$order,SKU-MUG-RED,2,12.50,USD")
    }

    $writer.Dispose()
}

# Runs a command in a pwsh of its own. The command prints how many objects it returned.
function Measure-Run([string] $Name, [int] $Count, [string] $Command) {
    $script = "`$ProgressPreference = 'SilentlyContinue'; . '$PSScriptRoot/Common.ps1'; `$null = Connect-SandboxServer @{ Address = '$($server.Address)' }; " +
        "`$me = [System.Diagnostics.Process]::GetCurrentProcess(); `$idle = `$me.PeakWorkingSet64; `$cpu = `$me.TotalProcessorTime; " +
        "`$clock = [System.Diagnostics.Stopwatch]::StartNew(); `$found = ($Command | Measure-Object).Count; `$time = `$clock.Elapsed.TotalSeconds; `$me.Refresh(); " +
        "`"`$found;`$time;`$((`$me.TotalProcessorTime - `$cpu).TotalSeconds);`$((`$me.PeakWorkingSet64 - `$idle) / 1MB)`""
    $engine, [string[]] $library = (Test-Path "$PSHOME/pwsh.exe") ? @("$PSHOME/pwsh.exe") : @('dotnet', "$PSHOME/pwsh.dll")
    $answer = & $engine @library -NoProfile -NonInteractive -Command $script 3>$null 6>$null | Select-Object -Last 1
    $found, $time, $cpu, $above = $answer -split ';' | ForEach-Object { [double] $_ }
    $row = [pscustomobject]@{
        Case = $Name; Orders = $Count; Returned = $found; 'Time s' = [math]::Round($time, 1); 'CPU s' = [math]::Round($cpu, 1)
        'CPU ms/order' = [math]::Round($cpu * 1000 / $Count, 3); 'Above idle MB' = [int] $above
    }
    Write-Host ($row -replace '[@{}]')
    $row
}

# One curve for each case, both axes logarithmic.
function ConvertTo-Svg($Rows) {
    $colors = '#1f6feb', '#c4432b', '#2f8f4e', '#8a5cc2'
    $x = { param($count) 70 + 300 * ([math]::Log10($count) - 3) / 3 }
    $panels = foreach ($panel in @{ Left = 0; Title = 'CPU, seconds'; Of = 'CPU s'; From = -1 }, @{ Left = 420; Title = 'Memory above idle, MB'; Of = 'Above idle MB'; From = 0 }) {
        $y = { param($value) 270 - 220 * ([math]::Log10([math]::Max($value, [math]::Pow(10, $panel.From))) - $panel.From) / 4 }
        "<g transform='translate($($panel.Left) 0)'><text x='70' y='30' class='title'>$($panel.Title)</text>"
        foreach ($power in 0..4) {
            $at = 270 - 55 * $power
            "<path d='M70 ${at}H370' class='line'/><text x='62' y='$($at + 4)' text-anchor='end'>$([math]::Pow(10, $panel.From + $power))</text>"
        }

        foreach ($power in 3..6) { "<text x='$(& $x ([math]::Pow(10, $power)))' y='290' text-anchor='middle'>$('{0:N0}' -f [math]::Pow(10, $power))</text>" }
        $number = 0
        foreach ($case in $Rows | Group-Object Case) {
            $points = $case.Group | ForEach-Object { '{0:0.#},{1:0.#}' -f (& $x $_.Orders), (& $y $_.($panel.Of)) }
            "<polyline points='$($points -join ' ')' fill='none' stroke='$($colors[$number])' stroke-width='2'/>"
            $points | ForEach-Object { $at = $_ -split ','; "<circle cx='$($at[0])' cy='$($at[1])' r='3' fill='$($colors[$number])'/>" }
            $number++
        }

        '</g>'
    }

    $number = 0
    $names = foreach ($case in $Rows | Group-Object Case) {
        $text = $case.Name.Replace('|', 'to')
        "<circle cx='75' cy='$(320 + 20 * $number)' r='4' fill='$($colors[$number])'/><text x='86' y='$(324 + 20 * $number)'>$text</text>"
        $number++
    }

    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 820 $(330 + 20 * $number)' font-family='sans-serif' font-size='12'>" +
        "<title>CPU time and memory by the number of orders</title><style>.title { font-weight: bold } .line { stroke: #d0d7de } text { fill: #57606a }</style>" +
        "<rect width='100%' height='100%' fill='#ffffff'/>$($panels -join "`n")`n$($names -join "`n")</svg>"
}

$server = Start-SandboxServer '--rate', '0', '--announced-rate', '10000', '--default-stock', '1000000000'
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "fba-growth-$PID"
$null = New-Item $folder -ItemType Directory
try {
    $table = foreach ($count in $Counts) {
        $null = Invoke-RestMethod "$($server.Address)/sandbox/reset" -Method Post
        $file = Join-Path $folder "orders-$count.csv"
        New-OrderFile $file "C$count" $count
        Measure-Run 'Import-Csv | New-FbaFulfillmentOrder' $count "Import-Csv '$file' | New-FbaFulfillmentOrder -ThrottleLimit 16"
        Measure-Run 'Get-FbaFulfillmentOrder -All' $count 'Get-FbaFulfillmentOrder -All'
        if ($count -le $MostFileCount) {
            Measure-Run 'Import-FbaOrder | New-FbaFulfillmentOrder' $count "Import-FbaOrder '$file' -IdPrefix 'F-' -After 2026-01-01 | New-FbaFulfillmentOrder -ThrottleLimit 16"
        }
    }
}
finally {
    Stop-SandboxServer $server
    Remove-Item $folder -Recurse
}

$table = $table | Sort-Object Case, Orders
if ($Plot) { ConvertTo-Svg $table | Set-Content $Plot }
Write-Host ($table | Format-Table -AutoSize | Out-String -Width 160)
$lost = @($table | Where-Object { $_.Returned -ne $_.Orders })
$heavy = @($table | Where-Object { $_.Case -like 'Import-FbaOrder*' -and $_.'Above idle MB' -gt $mostMB })
exit [int]($lost.Count + $heavy.Count -gt 0)
