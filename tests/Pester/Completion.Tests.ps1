BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)

    function Complete([string] $Line) {
        [Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches | ForEach-Object CompletionText
    }
}

Describe 'Completion' {
    BeforeAll { $session = Connect-FbaSession -Sandbox -Name 'Big Shop' }
    AfterAll { $session | Disconnect-FbaSession }

    It 'of <Line>' -TestCases @(
        @{ Line = 'New-FbaFulfillmentOrder -Action '; Expected = 'Ship', 'Hold' }
        @{ Line = 'New-FbaFulfillmentOrder -Action h'; Expected = , 'Hold' }
        @{ Line = 'New-FbaFulfillmentOrder -FulfillmentAction h'; Expected = , 'Hold' }
        @{ Line = 'Set-FbaFulfillmentOrder x -Action '; Expected = 'Ship', 'Hold' }
        @{ Line = 'New-FbaFulfillmentOrder -Policy '; Expected = 'FillOrKill', 'FillAll', 'FillAllAvailable' }
        @{ Line = 'New-FbaFulfillmentOrder -ShippingSpeedCategory '; Expected = 'Standard', 'Expedited', 'Priority', 'ScheduledDelivery' }
        @{ Line = 'Set-FbaFulfillmentOrder x -ShippingSpeedCategory e'; Expected = , 'Expedited' }
        @{ Line = 'Import-FbaOrder x.csv -Culture d'; Expected = , 'de-DE' }
        @{ Line = 'Import-FbaOrder x.csv -Encoding ibm'; Expected = 'ibm850', 'ibm437' }
        @{ Line = 'Get-FbaFulfillmentOrder -Status comp'; Expected = 'Complete', 'CompletePartialled' }
        @{ Line = 'Get-FbaFulfillmentOrder -Status Received, c'; Expected = 'Cancelled', 'Complete', 'CompletePartialled' }
        @{ Line = 'Connect-FbaSession -Sandbox -Marketplace u'; Expected = 'US', 'UK' }
        @{ Line = 'Connect-FbaSession -Sandbox -ApiVersion 2020'; Expected = , '2020-07-01' }
        @{ Line = 'Get-FbaFulfillmentOrder -Session '; Expected = , "'Big Shop'" }
        @{ Line = "Get-FbaFulfillmentOrder -Session 'big"; Expected = , "'Big Shop'" }
        @{ Line = 'Disconnect-FbaSession '; Expected = , "'Big Shop'" }
        @{ Line = 'Get-FbaSession '; Expected = , "'Big Shop'" }
        @{ Line = 'Get-FbaOrderFormat -Name a'; Expected = 'AmazonMcf', 'AmazonMcfCancel', 'AmazonOrderReport' }
        @{ Line = 'Import-FbaOrder x.csv -Format a'; Expected = 'Auto', 'AmazonMcf', 'AmazonMcfCancel', 'AmazonOrderReport' }
        @{ Line = 'New-MfnShipment -StandardIdForLabel '; Expected = , 'AmazonOrderId' }
        @{ Line = 'New-FbaFulfillmentOrder -IsCodRequired '; Expected = '$true', '$false' }
        @{ Line = 'New-FbaFulfillmentOrder -IsCodRequired t'; Expected = , '$true' }
    ) {
        Complete $Line | Should -Be $Expected
    }

    It 'sends nothing' {
        Complete 'Get-FbaFulfillmentOrder -Session ' | Out-Null
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'knows the members of what comes out, by OutputType: <Line>' -TestCases @(
        @{ Line = 'New-FbaFulfillmentOrder | Where-Object Conf'; Expected = 'ConfirmedBy' }
        @{ Line = '(Get-FbaFulfillmentOrder).HoldE'; Expected = 'HoldExpires' }
        @{ Line = 'Get-FbaFulfillmentOrder | Select-Object CanC'; Expected = 'CanCancel' }
        @{ Line = '(Get-FbaSession).Market'; Expected = 'Marketplace' }
    ) {
        Complete $Line | Should -Contain $Expected
    }
}
