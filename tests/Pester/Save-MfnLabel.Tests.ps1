BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
}

Describe 'Save-MfnLabel' {
    BeforeAll {
        $session = Connect-FbaSession -Sandbox
        $what = New-ShipmentRequest
        $shipment = New-MfnShipment @what -ShippingServiceId UPS_PTP_GND -LabelFormat PDF
    }
    AfterAll { $session | Disconnect-FbaSession }
    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        $null = New-Item $folder -ItemType Directory
        $session.Sandbox.ClearRequests()
    }

    It 'writes the label that came with the shipment, named by its id, without another request' {
        $file = $shipment | Save-MfnLabel -Path $folder
        $file | Should -BeOfType [IO.FileInfo]
        $file.Name | Should -BeExactly "$($shipment.ShipmentId).pdf"
        [Text.Encoding]::ASCII.GetString([IO.File]::ReadAllBytes($file.FullName), 0, 4) | Should -BeExactly '%PDF'
        Get-Request $session | Should -BeNullOrEmpty
    }

    It 'says that -Path is a folder' {
        { $shipment | Save-MfnLabel -Path (Join-Path $folder one.pdf) } | Should -Throw -ErrorId 'LabelNotSaved,*' -ExpectedMessage '*folder*'
        Set-Content (Join-Path $folder two.pdf) x
        { $shipment | Save-MfnLabel -Path (Join-Path $folder two.pdf) } | Should -Throw -ErrorId 'LabelNotSaved,*' -ExpectedMessage '*is a file*folder*'
    }

    It 'writes a <Format> as <Extension>' -TestCases @(@{ Format = 'PNG'; Extension = '.png' }, @{ Format = 'ZPL203'; Extension = '.zpl' }) {
        $other = Connect-FbaSession -Sandbox
        $file = New-MfnShipment @what -ShippingServiceId UPS_PTP_GND -LabelFormat $Format -Session $other | Save-MfnLabel -Path $folder
        $file.Extension | Should -BeExactly $Extension
        $other | Disconnect-FbaSession
    }

    It 'reads the shipment where only its id is given' {
        (Save-MfnLabel $shipment.ShipmentId -Path $folder).Length | Should -BeGreaterThan 100
        Get-Request $session | Should -HaveCount 1
    }

    It 'takes a folder relative to the location, and of a drive of PowerShell' {
        $null = New-PSDrive -Name Labels -PSProvider FileSystem -Root $folder
        Push-Location $folder
        try { ($shipment | Save-MfnLabel).DirectoryName | Should -BeExactly $folder } finally { Pop-Location }
        ($shipment | Save-MfnLabel -Path Labels: -Force).DirectoryName.TrimEnd('/', '\') | Should -BeExactly $folder
        Remove-PSDrive Labels
    }

    It 'never overwrites a file without -Force' {
        $path = Join-Path $folder "$($shipment.ShipmentId).pdf"
        Set-Content $path 'mine' -NoNewline
        $shipment | Save-MfnLabel -Path $folder -ErrorAction SilentlyContinue -ErrorVariable errs
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'LabelFileExists,*'
        Get-Content $path -Raw | Should -BeExactly 'mine'
        $null = $shipment | Save-MfnLabel -Path $folder -Force
        Get-Content $path -Raw | Should -Not -BeExactly 'mine'
        Get-ChildItem $folder | Should -HaveCount 1
    }

    It 'leaves no file of a label whose checksum is another one''s; -Force saves it with a warning' {
        $contents = $shipment.Label.FileContents
        $field = $contents.GetType().GetField('<Checksum>k__BackingField', [Reflection.BindingFlags] 'NonPublic, Instance')
        $good = $contents.Checksum
        $field.SetValue($contents, 'AAAAAAAAAAAAAAAAAAAAAA==')
        try {
            $shipment | Save-MfnLabel -Path $folder -ErrorAction SilentlyContinue -ErrorVariable errs
            $errs[0].FullyQualifiedErrorId | Should -BeLike 'LabelBroken,*'
            Get-ChildItem $folder | Should -BeNullOrEmpty
            $null = $shipment | Save-MfnLabel -Path $folder -Force -WarningVariable warned -WarningAction SilentlyContinue
            Get-ChildItem $folder | Should -HaveCount 1
            "$warned" | Should -Match 'checksum'
        }
        finally { $field.SetValue($contents, $good) }
    }

    It 'a folder that is not there ends the command, and nothing is made' {
        { $shipment | Save-MfnLabel -Path (Join-Path $folder 'none') } | Should -Throw -ErrorId 'LabelNotSaved,*'
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'writes nothing with -WhatIf' {
        $shipment | Save-MfnLabel -Path $folder -WhatIf
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'the label of a cancelled shipment is missing, not broken' {
        $null = $shipment | Stop-MfnShipment
        Save-MfnLabel $shipment.ShipmentId -Path $folder -ErrorAction SilentlyContinue -ErrorVariable errs
        $errs[0].FullyQualifiedErrorId | Should -BeLike 'LabelMissing,*'
    }
}
