@{
    RootModule             = 'FbaOutbound.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = 'b1b0c7f8-6d5e-4f0a-9a53-6a3f6c2f9d41'
    Author                 = 'FbaOutbound'
    CompanyName            = 'FbaOutbound'
    Copyright              = '(c) FbaOutbound. All rights reserved.'
    Description            = 'Creates, holds, ships, lists and cancels Multi-Channel Fulfillment orders over Amazon''s Selling Partner API, exactly once, from the console, CSV pipelines and Azure Automation. It includes a sandbox of the services.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @('formats/FbaOutbound.Format.ps1xml')
    TypesToProcess         = @('formats/FbaOutbound.Types.ps1xml')
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Connect-FbaSession'
        'ConvertTo-FbaOrderRow'
        'ConvertTo-FbaTrackingRow'
        'Disconnect-FbaSession'
        'Export-FbaReport'
        'Get-FbaDeliveryOffer'
        'Get-FbaFeature'
        'Get-FbaFeatureInventory'
        'Get-FbaFulfillmentOrder'
        'Get-FbaFulfillmentPreview'
        'Get-FbaInventory'
        'Get-FbaOrderFormat'
        'Get-FbaPackageTracking'
        'Get-FbaQuota'
        'Get-FbaReturnReasonCode'
        'Get-FbaSandbox'
        'Get-FbaServiceStatus'
        'Get-FbaSession'
        'Get-MfnSellerInput'
        'Get-MfnShipment'
        'Get-MfnShippingService'
        'Import-FbaOrder'
        'New-FbaFulfillmentOrder'
        'New-FbaFulfillmentReturn'
        'New-MfnShipment'
        'Reset-FbaSandbox'
        'Resolve-FbaFulfillmentOrder'
        'Save-MfnLabel'
        'Set-FbaFulfillmentOrder'
        'Set-FbaSandbox'
        'Set-FbaSandboxOrder'
        'Start-FbaSandboxServer'
        'Stop-FbaFulfillmentOrder'
        'Stop-FbaSandboxServer'
        'Stop-MfnShipment'
        'Test-FbaFulfillmentOrder'
        'Wait-FbaFulfillmentOrder'
    )
    PrivateData            = @{
        PSData = @{
            Tags         = @('Amazon', 'FBA', 'MCF', 'MFN', 'Fulfillment', 'MultiChannelFulfillment', 'Shipping', 'Orders', 'SellingPartnerAPI', 'SP-API', 'MWS', 'AzureAutomation', 'Sandbox', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://github.com/FbaOutbound/FbaOutbound'
            IconUri      = 'https://raw.githubusercontent.com/FbaOutbound/FbaOutbound/main/docs/icon.png'
            ReleaseNotes = 'https://github.com/FbaOutbound/FbaOutbound/blob/main/CHANGELOG.md'
        }
    }
}
