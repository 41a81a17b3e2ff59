<#
.SYNOPSIS
From a shop's export to shipped parcels, and tracking numbers back to the shop, on the sandbox: import, hold, check, release, and the file with the tracking numbers. The data is invented.
.EXAMPLE
./samples/shops/walk.ps1 Shopify
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [ValidateSet('Shopify', 'WooCommerce', 'Ebay', 'Walmart', 'Etsy', 'ShipStation', 'AmazonMcf')]
    [string] $Shop,

    # Where the files with the tracking numbers and the state go.
    [string] $Folder = (Join-Path ([IO.Path]::GetTempPath()) "fba-walk-$([guid]::NewGuid())")
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module FbaOutbound)) { Import-Module (Join-Path $PSScriptRoot '../../artifacts/FbaOutbound/FbaOutbound.psd1') }

# The file that each shop takes back. Shops without one get the module's own columns.
# Orders of eBay and Walmart have the feature BLOCK_AMZL, so Amazon's own carrier, which these shops do not know, gets none of them.
$back = @{
    Shopify     = @{ Format = 'ShopifyMatrixify'; File = 'Orders.csv' }
    WooCommerce = @{ Format = 'WooAst'; File = 'tracking.csv'; CarrierMap = @{ AMZN_US = 'Amazon Logistics' } }
    Ebay        = @{ Format = 'Ebay'; File = 'tracking.csv' }
    Walmart     = @{ Format = 'Walmart'; File = 'tracking.xlsx' }
}[$Shop]

$name = $Shop.ToLowerInvariant()
$export = (Get-ChildItem -LiteralPath $PSScriptRoot -Filter "$name.*" | Where-Object Extension -ne '.psd1').FullName
$settings = Join-Path $PSScriptRoot $(if ($Shop -eq 'Shopify') { 'main.psd1' } else { "$name.psd1" })
$null = New-Item $Folder -ItemType Directory -Force

$session = Connect-FbaSession -Sandbox
try {
    # Orders that are refused stay in the file of -RejectPath, with the reason. Correct them there and import that file.
    $orders = @(Import-FbaOrder -LiteralPath $export -Shop $settings -RejectPath (Join-Path $Folder "rejects$([IO.Path]::GetExtension($export))") -ErrorAction SilentlyContinue)

    # On hold, nothing ships until you have looked at it.
    $orders | New-FbaFulfillmentOrder -Action Hold | Out-String | Write-Host
    Get-FbaFulfillmentOrder -Held -Detailed | Format-Table SellerFulfillmentOrderId, ShippingSpeedCategory, Items | Out-String | Write-Host
    Get-FbaFulfillmentOrder -Held | Set-FbaFulfillmentOrder -Action Ship | Out-String | Write-Host

    # On a real account the parcels leave in a day or two.
    Get-FbaFulfillmentOrder | Set-FbaSandboxOrder -Status Complete

    $tracking = @{ StatePath = Join-Path $Folder "$name.tracking"; Path = Join-Path $Folder 'tracking.csv'; Shop = $settings }
    if ($back) {
        $tracking.Format = $back.Format
        $tracking.Path = Join-Path $Folder $back.File
        if ($back.CarrierMap) { $tracking.CarrierMap = $back.CarrierMap }
    }

    Get-FbaFulfillmentOrder -Detailed -UpdatedAfter 30d | ConvertTo-FbaTrackingRow @tracking
}
finally {
    Disconnect-FbaSession $session
}
