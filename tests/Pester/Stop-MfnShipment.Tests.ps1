BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Stop-MfnShipment and Get-MfnShipment over <_>' -ForEach 'Mws', '2020-07-01' {
    BeforeAll { $version = $_ }
    BeforeEach {
        $session = Connect-FbaSession -Sandbox -ApiVersion $version
        $what = New-ShipmentRequest
        $shipment = New-MfnShipment @what -ShippingServiceId UPS_PTP_GND
        $cancel = if ($version -eq 'Mws') { 'CancelShipment' } else { 'cancelShipment' }
        Set-QuickReadBack $session
    }
    AfterEach { $session | Disconnect-FbaSession }

    It 'returns the shipment with its status unchanged' {
        $stopped = $shipment | Stop-MfnShipment
        $stopped.ShipmentId | Should -BeExactly $shipment.ShipmentId
        $stopped.Status | Should -BeExactly 'RefundPending'
        $stopped.Label | Should -BeNullOrEmpty
        ($stopped | Get-MfnShipment).Status | Should -BeExactly 'RefundPending'
    }

    It 'takes ids and rows, on the command line and from the pipeline' {
        (Get-MfnShipment $shipment.ShipmentId).ShipmentId | Should -BeExactly $shipment.ShipmentId
        ($shipment.ShipmentId | Get-MfnShipment).ShipmentId | Should -BeExactly $shipment.ShipmentId
        ([pscustomobject] @{ shipmentid = $shipment.ShipmentId } | Get-MfnShipment).ShipmentId | Should -BeExactly $shipment.ShipmentId
    }

    It 'takes an id in capitals as the GUID that it is' {
        $capitals = $shipment.ShipmentId.ToUpperInvariant()
        (Get-MfnShipment $capitals).ShipmentId | Should -BeExactly $shipment.ShipmentId
        (Stop-MfnShipment $capitals).Status | Should -BeExactly 'RefundPending'
        $session.Sandbox.FindShipment($shipment.ShipmentId).Status | Should -BeLike 'Refund*'
    }

    It 'leaves a warning for the label that was read before' {
        $shipment | Stop-MfnShipment | Out-Null
        $shipment | Save-MfnLabel -Path $TestDrive -Force -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        $warnings | Should -BeLike "*was cancelled*"
    }

    It 'leaves a warning for the label of a shipment whose cancellation is unknown' {
        Add-Fault $session DropBefore $cancel -Times 9
        $shipment | Stop-MfnShipment -ErrorAction SilentlyContinue -ErrorVariable errs
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'ShipmentOutcomeUnknown,*'
        $shipment | Save-MfnLabel -Path $TestDrive -Force -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        $warnings | Should -BeLike '*outcome is unknown*only if Get-MfnShipment shows the status Purchased.'
    }

    It 'leaves the recipient''s phone and email empty, as the page says' {
        $read = $shipment | Get-MfnShipment
        $read.ShipToAddress.Name | Should -Not -BeNullOrEmpty
        $read.ShipToAddress.Phone | Should -BeNullOrEmpty
        $read.ShipToAddress.Email | Should -BeNullOrEmpty
    }

    It 'says with -Verbose what can be done next' {
        $said = $shipment | Stop-MfnShipment -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | Out-String
        $said | Should -Match 'a new one can be created'
        $said | Should -Match 'Seller Central'
    }

    It 'cancels nothing with -WhatIf' {
        $shipment | Stop-MfnShipment -WhatIf
        ($shipment | Get-MfnShipment).Status | Should -BeExactly 'Purchased'
    }

    It 'settles a cancellation whose response is lost by reading the shipment' {
        Add-Fault $session DropAfter $cancel
        ($shipment | Stop-MfnShipment).Status | Should -BeExactly 'RefundPending'
        Get-Request $session $cancel | Should -HaveCount 1
    }

    It 'returns a shipment that is cancelled already, as it is read' {
        $null = $shipment | Stop-MfnShipment
        $again = $shipment | Stop-MfnShipment -ErrorVariable errs
        $again.ShipmentId | Should -BeExactly $shipment.ShipmentId
        $again.Status | Should -BeExactly 'RefundPending'
        $errs | Should -BeNullOrEmpty
    }

    It 'what cannot be a shipment id is an error, and nothing is sent: <_>' -ForEach '../orders/x', '..', '903-1713775-3598252', 'none' {
        $before = @(Get-Request $session).Count
        $_ | Get-MfnShipment -ErrorAction SilentlyContinue -ErrorVariable errs
        $_ | Stop-MfnShipment -ErrorAction SilentlyContinue -ErrorVariable +errs
        $_ | Save-MfnLabel -Path $TestDrive -ErrorAction SilentlyContinue -ErrorVariable +errs
        $errs.FullyQualifiedErrorId | Should -BeLike 'ShipmentIdInvalid,*'
        $errs.TargetObject | Should -Be $_, $_, $_
        Get-Request $session | Should -HaveCount $before
    }

    It 'a null or a blank id is an error' {
        $null, ' ' | Get-MfnShipment -ErrorAction SilentlyContinue -ErrorVariable errs
        $errs | Should -HaveCount 2
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'ShipmentIdMissing,*'
    }
}
