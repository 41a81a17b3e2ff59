<#
.SYNOPSIS
Order files through Import-FbaOrder: a Shopify export of 100,000 rows, and a workbook of 50,000, beside Import-Csv on the same rows. Each case runs in
a pwsh of its own. Target: at most 300 MB above an idle pwsh.
.PARAMETER Folder
Where the files are made; they stay there if the folder is given.
.PARAMETER Rows
A multiple of four, and so is WorkbookRows: each fourth row is the second line of an order.
#>
param([int] $Rows = 100000, [int] $WorkbookRows = 50000, [string] $Folder)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
$root = Resolve-Path (Join-Path $PSScriptRoot '../../..')
$mostMB = 300

$header = 'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,' +
    'Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,' +
    'Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,' +
    'Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,' +
    'Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,' +
    'Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,' +
    'Lineitem discount' -split ','

# Three of four rows begin an order; the fourth is the second line of the order above.
function Get-ShopifyRow([int] $Number) {
    $order = 1000 + $Number - [math]::Floor($Number / 4)
    $values = @{
        'Name' = "#$order"; 'Email' = "buyer$order@example.com"; 'Lineitem quantity' = "$(1 + $Number % 3)"; 'Lineitem name' = "Invented mug $($Number % 500)"
        'Lineitem price' = '12.50'; 'Lineitem sku' = "SKU-$($Number % 500)"; 'Lineitem requires shipping' = 'true'; 'Lineitem taxable' = 'true'
        'Lineitem fulfillment status' = 'pending'; 'Vendor' = 'Invented'; 'Lineitem discount' = '0.00'
    }
    if ($Number % 4 -ne 0) {
        $units = 1 + $Number % 3 + ($Number % 4 -eq 3 ? 1 + ($Number + 1) % 3 : 0)
        $subtotal = (12.5 * $units).ToString('0.00', [cultureinfo]::InvariantCulture)
        $street = "$Number Invented Avenue"
        $person = "Ada Example $Number"
        $values += @{
            'Financial Status' = 'paid'; 'Paid at' = $day; 'Fulfillment Status' = 'unfulfilled'; 'Accepts Marketing' = 'no'; 'Currency' = 'USD'
            'Subtotal' = $subtotal; 'Shipping' = '0.00'; 'Taxes' = '0.00'; 'Total' = $subtotal; 'Discount Amount' = '0.00'; 'Shipping Method' = 'Standard'
            'Created at' = $day; 'Billing Name' = $person; 'Billing Street' = $street; 'Billing Address1' = $street; 'Billing City' = 'Fableville'
            'Billing Zip' = "'97000"; 'Billing Province' = 'OR'; 'Billing Country' = 'US'; 'Billing Phone' = '503-555-0101'; 'Shipping Name' = $person
            'Shipping Street' = $street; 'Shipping Address1' = $street; 'Shipping City' = 'Fableville'; 'Shipping Zip' = "'97000"
            'Shipping Province' = 'OR'; 'Shipping Country' = 'US'; 'Shipping Phone' = '503-555-0101'; 'Payment Method' = 'Invented Payments'
            'Payment Reference' = "c$order.1"; 'Refunded Amount' = '0.00'; 'Outstanding Balance' = '0.00'; 'Id' = "$(5000000000000 + $order)"
            'Risk Level' = 'Low'; 'Source' = 'web'
        }
    }

    foreach ($name in $header) { [string] $values[$name] }
}

function New-TextFile([string] $Path, [int] $Count) {
    $writer = [System.IO.StreamWriter]::new($Path)
    $writer.WriteLine($header -join ',')
    for ($number = 1; $number -le $Count; $number++) { $writer.WriteLine((Get-ShopifyRow $number) -join ',') }
    $writer.Dispose()
}

# A workbook as spreadsheets write it: each distinct text once, in the part of the shared texts.
function New-Workbook([string] $Path, [int] $Count) {
    $main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    $relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    $package = 'http://schemas.openxmlformats.org/package/2006'
    $types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
    $texts = [System.Collections.Generic.Dictionary[string, int]]::new()
    $zip = [System.IO.Compression.ZipArchive]::new([System.IO.File]::Create($Path), 'Create')
    function Open-Part([string] $Name) { [System.IO.StreamWriter]::new($zip.CreateEntry($Name).Open()) }
    $parts = [ordered]@{
        '[Content_Types].xml' = "<Types xmlns=`"$package/content-types`"><Default Extension=`"rels`" ContentType=`"application/vnd.openxmlformats-package.relationships+xml`"/>" +
            "<Override PartName=`"/xl/workbook.xml`" ContentType=`"$types.sheet.main+xml`"/>" +
            "<Override PartName=`"/xl/worksheets/sheet1.xml`" ContentType=`"$types.worksheet+xml`"/>" +
            "<Override PartName=`"/xl/sharedStrings.xml`" ContentType=`"$types.sharedStrings+xml`"/></Types>"
        '_rels/.rels' = "<Relationships xmlns=`"$package/relationships`"><Relationship Id=`"r`" Type=`"$relations/officeDocument`" Target=`"xl/workbook.xml`"/></Relationships>"
        'xl/workbook.xml' = "<workbook xmlns=`"$main`" xmlns:r=`"$relations`"><sheets><sheet name=`"Orders`" sheetId=`"1`" r:id=`"s`"/></sheets></workbook>"
        'xl/_rels/workbook.xml.rels' = "<Relationships xmlns=`"$package/relationships`"><Relationship Id=`"s`" Type=`"$relations/worksheet`" Target=`"worksheets/sheet1.xml`"/>" +
            "<Relationship Id=`"t`" Type=`"$relations/sharedStrings`" Target=`"sharedStrings.xml`"/></Relationships>"
    }
    foreach ($part in $parts.GetEnumerator()) {
        $writer = Open-Part $part.Key
        $writer.Write($part.Value)
        $writer.Dispose()
    }

    $columns = 0..($header.Count - 1) | ForEach-Object { ($_ -ge 26 ? [string][char]([int][math]::Floor($_ / 26) + 64) : '') + [char](65 + $_ % 26) }
    $writer = Open-Part 'xl/worksheets/sheet1.xml'
    $writer.Write("<worksheet xmlns=`"$main`"><sheetData>")
    for ($number = 0; $number -le $Count; $number++) {
        $writer.Write("<row r=`"$($number + 1)`">")
        $cells = $number -eq 0 ? $header : @(Get-ShopifyRow $number)
        for ($i = 0; $i -lt $cells.Count; $i++) {
            if ($cells[$i].Length -eq 0) { continue }
            $index = 0
            if (-not $texts.TryGetValue($cells[$i], [ref] $index)) { $texts[$cells[$i]] = $index = $texts.Count }
            $writer.Write("<c r=`"$($columns[$i])$($number + 1)`" t=`"s`"><v>$index</v></c>")
        }

        $writer.Write('</row>')
    }

    $writer.Write('</sheetData></worksheet>')
    $writer.Dispose()
    $writer = Open-Part 'xl/sharedStrings.xml'
    $writer.Write("<sst xmlns=`"$main`">")
    foreach ($text in $texts.Keys) { $writer.Write("<si><t>$text</t></si>") }
    $writer.Write('</sst>')
    $writer.Dispose()
    $zip.Dispose()
}

# Runs a command in a pwsh of its own; the peak is the largest working set that the system has seen.
function Measure-Command1([string] $Name, [int] $Count, [string] $Command) {
    $script = "`$ProgressPreference = 'SilentlyContinue'; Import-Module '$root/artifacts/FbaOutbound/FbaOutbound.psd1'; " +
        "`$clock = [System.Diagnostics.Stopwatch]::StartNew(); $Command; `$time = `$clock.Elapsed.TotalSeconds; " +
        "`$me = [System.Diagnostics.Process]::GetCurrentProcess(); `"`$time;`$(`$me.PeakWorkingSet64 / 1MB);`$(`$me.TotalProcessorTime.TotalSeconds)`""
    $engine, [string[]] $library = (Test-Path "$PSHOME/pwsh.exe") ? @("$PSHOME/pwsh.exe") : @('dotnet', "$PSHOME/pwsh.dll")
    $answer = & $engine @library -NoProfile -NonInteractive -Command $script 3>$null 6>$null | Select-Object -Last 1
    $time, $peak, $cpu = $answer -split ';' | ForEach-Object { [double] $_ }
    [pscustomobject]@{ Case = $Name; Rows = $Count; 'Time s' = [math]::Round($time, 1); 'CPU s' = [math]::Round($cpu, 1); 'Peak MB' = [int] $peak; 'Above idle MB' = 0 }
}

$day = [DateTime]::UtcNow.AddDays(-1).ToString('yyyy-MM-dd HH:mm:ss') + ' +0000'
$isMine = -not $Folder
if ($isMine) { $Folder = Join-Path ([System.IO.Path]::GetTempPath()) "fba-order-files-$PID" }
$null = New-Item $Folder -ItemType Directory -Force
try {
    $csv, $sameCsv, $xlsx = 'orders.csv', 'orders-of-the-workbook.csv', 'orders.xlsx' | ForEach-Object { Join-Path $Folder $_ }
    if (-not (Test-Path $csv)) { New-TextFile $csv $Rows }
    if (-not (Test-Path $sameCsv)) { New-TextFile $sameCsv $WorkbookRows }
    if (-not (Test-Path $xlsx)) { New-Workbook $xlsx $WorkbookRows }
    $options = "-IdPrefix 'B-' -After '$([DateTime]::UtcNow.AddDays(-10).ToString('yyyy-MM-dd'))' -WarningAction SilentlyContinue"
    $connect = '$null = Connect-FbaSession -Sandbox'
    $table = @(
        Measure-Command1 'idle' 0 ''
        Measure-Command1 'Import-Csv, text' $Rows "Import-Csv '$csv' | Out-Null"
        Measure-Command1 'Import-FbaOrder, text' $Rows "Import-FbaOrder '$csv' $options | Out-Null"
        Measure-Command1 'Import-FbaOrder, text, | New-FbaFulfillmentOrder -WhatIf' $Rows "$connect; Import-FbaOrder '$csv' $options | New-FbaFulfillmentOrder -WhatIf *>`$null"
        Measure-Command1 'Import-Csv, rows of the workbook' $WorkbookRows "Import-Csv '$sameCsv' | Out-Null"
        Measure-Command1 'Import-FbaOrder, workbook' $WorkbookRows "Import-FbaOrder '$xlsx' $options | Out-Null"
    )
}
finally {
    if ($isMine) { Remove-Item $Folder -Recurse }
}

foreach ($row in $table) { $row.'Above idle MB' = $row.'Peak MB' - $table[0].'Peak MB' }
Write-Host ($table | Format-Table -AutoSize | Out-String -Width 140)
exit [int](($table | Where-Object Case -Like 'Import-FbaOrder*' | Measure-Object 'Above idle MB' -Maximum).Maximum -gt $mostMB)
