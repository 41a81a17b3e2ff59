<#
.SYNOPSIS
Orders while a quarter of all requests meets a fault, in PowerShell: what was said of each beside what the server knows, and the same file again.
#>
param([int] $Count = 400, [int] $Seed = 1)
. (Join-Path $PSScriptRoot 'Common.ps1')

$ofCreates = 'ConnectionRefused', 'DropBefore', 'DropAfter', 'LandLater', 'ErrorBefore', 'ErrorAfter', 'UnavailableBefore', 'UnavailableAfter', 'TruncatedBody',
    'HtmlBody', 'EmptyBody', 'WrongContentType', 'TokenExpired', 'Throttled', 'ThrottledForSeconds', 'ThrottledUntilDate', 'Stall', 'LateAnswer', 'Unreadable',
    'DropUnreadable', 'BurntId', 'SilentDuplicate', 'OkWithErrors'
$ofReads = 'ReadDenied', 'ReadFailed', 'ReadUpperCase', 'ReadMasked', 'ReadSparse'
$chance = [math]::Round(0.25 / $ofCreates.Count, 5)
$options = @('--seed', $Seed, '--rate', '100', '--burst', '30', '--fault-delay-s', '4') + ($ofCreates + $ofReads | ForEach-Object { '--fault', "$_=$chance" })

# Sends the file and puts beside each order's end what the server knows of it.
function Send-File($Server, [string] $File, [switch] $Wait) {
    $receipts = @(Import-Csv $File | New-FbaFulfillmentOrder -ThrottleLimit 64 -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)
    if ($Wait) { Start-Sleep -Seconds 6 }
    $ends = @($receipts | ForEach-Object { [pscustomobject]@{ Id = $_.SellerFulfillmentOrderId; Said = "$($_.Outcome), by $($_.ConfirmedBy)" } }) +
        @($failed | ForEach-Object { [pscustomobject]@{ Id = $_.TargetObject; Said = $_.FullyQualifiedErrorId -replace ',.*' } })
    foreach ($end in $ends) {
        $isThere = $null -ne (Find-Order $Server $end.Id)
        $end | Add-Member Truth $(if ($isThere) { 'there' } else { 'not there' })
        $end | Add-Member IsRight $(
            if ($end.Said -like '*, by *') { $isThere }
            elseif ($end.Said -eq 'OrderOutcomeUnknown') { $true }
            else { -not $isThere })
    }
    $ends
}

function Find-Order($Server, [string] $Id) {
    try { Get-SandboxInfo $Server "orders/$Id" } catch { if ([int]$_.Exception.Response.StatusCode -ne 404) { throw } }
}

function Show-Ends([string] $Title, $Ends) {
    $Title
    $Ends | Group-Object Said, Truth, IsRight | Sort-Object Count -Descending |
        ForEach-Object { [pscustomobject]@{ Orders = $_.Count; Said = $_.Group[0].Said; 'At the server' = $_.Group[0].Truth; Right = $_.Group[0].IsRight } } |
        Format-Table -AutoSize | Out-String -Width 140
}

$server = Start-SandboxServer $options
$file = New-TemporaryFile
try {
    1..$Count | ForEach-Object { New-SampleRow $_ 'F' } | Export-Csv $file
    $null = Connect-SandboxServer $server
    $first = Send-File $server $file -Wait
    $requests = (Get-SandboxInfo $server 'requests').requests
    $null = Invoke-RestMethod "$($server.Address)/sandbox/faults" -Method Delete
    $second = Send-File $server $file
    $orders = (Get-SandboxInfo $server 'orders').count
}
finally {
    Stop-SandboxServer $server
    Remove-Item $file
}

$creates = @($requests | Where-Object operation -EQ 'createFulfillmentOrder')
$hit = @($creates | Where-Object fault -NE 'None')
$kinds = @($requests.fault | Where-Object { $_ -ne 'None' } | Sort-Object -Unique).Count
$burnt = @($creates | Where-Object fault -EQ 'BurntId' | ForEach-Object orderId)
$doubled = @($creates | Where-Object taken | Group-Object orderId | Where-Object Count -GT 1).Count
$unsettled = @($second | Where-Object { $_.Said -notlike '*, by *' -and $_.Id -notin $burnt }).Count
"$Count orders, seed $Seed`: $($hit.Count) of $($creates.Count) creates met a fault, $kinds kinds of faults in all"
Show-Ends 'The first run' $first
Show-Ends 'The same file again, without faults (unknown are only the ids that the service has burnt)' $second
"orders at the server $orders, doubled $doubled, wrongly said $(@($first + $second | Where-Object IsRight -EQ $false).Count), not settled by the second run $unsettled"
exit [int](@($first).Count -ne $Count -or @($second).Count -ne $Count -or $doubled -ne 0 -or $unsettled -ne 0 -or ($first + $second).IsRight -contains $false)
