# Export-Csv writes the text form of a value. Of an array, or of a record without a text form of its own, that is the name of a type.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Get-ModuleFile)
    $types = Get-Command -Module FbaOutbound | ForEach-Object { $_.ImplementingType.GetCustomAttributes([Management.Automation.OutputTypeAttribute], $true) } |
        ForEach-Object { $_.Type.Type } | Where-Object { $_.FullName -like 'FbaOutbound.*' -and $_.Name -ne 'FbaSession' } | Sort-Object FullName -Unique
    $cases = $types | ForEach-Object { @{ Name = $_.Name; Type = $_ } }
}

Describe 'Export-Csv of an output' {
    BeforeAll {
        # Fills everything that can be set, with two elements in a list.
        function New-Filled([type] $Type, [int] $Depth = 0) {
            $inner = [Nullable]::GetUnderlyingType($Type)
            if ($inner) { $Type = $inner }
            if ($Type -eq [string]) { return 'text' }
            if ($Type.IsEnum) { return [Enum]::GetValues($Type).GetValue(0) }
            if ($Type -eq [DateTimeOffset]) { return [DateTimeOffset]::new(2026, 5, 14, 0, 0, 0, [TimeSpan]::Zero) }
            if ($Type.IsValueType) { return [Activator]::CreateInstance($Type) }
            if ($Type.IsGenericType -and $Type.GetGenericTypeDefinition() -eq [Collections.Generic.IReadOnlyList`1]) {
                $element = $Type.GetGenericArguments()[0]
                $list = [Activator]::CreateInstance([Collections.Generic.List`1].MakeGenericType($element))
                if ($Depth -lt 6) { 1..2 | ForEach-Object { $list.Add((New-Filled $element ($Depth + 1))) } }
                return , $list
            }
            if ($Type.IsGenericType -and $Type.GetGenericTypeDefinition() -eq [Collections.Generic.IReadOnlyDictionary`2]) {
                $value = $Type.GetGenericArguments()[1]
                $map = [Activator]::CreateInstance([Collections.Generic.Dictionary`2].MakeGenericType([string], $value))
                $map.Add('name', (New-Filled $value ($Depth + 1)))
                return , $map
            }
            if ($Type.Namespace -notlike 'FbaOutbound*' -or -not $Type.GetConstructor([type[]] @()) -or $Depth -gt 6) { return $null }
            $filled = [Activator]::CreateInstance($Type)
            foreach ($property in $Type.GetProperties()) {
                if ($property.SetMethod -and $property.SetMethod.IsPublic) {
                    $value = New-Filled $property.PropertyType ($Depth + 1)
                    if ($null -ne $value) { $property.SetValue($filled, $value) }
                }
            }
            return , $filled
        }
    }

    It 'writes values of <Name>, and no name of a type' -TestCases $cases {
        $filled = New-Filled $Type
        if ($null -eq $filled) { Set-ItResult -Skipped -Because 'it cannot be made without a service'; return }
        $cells = ($filled | ConvertTo-Csv | ConvertFrom-Csv).PSObject.Properties
        foreach ($cell in $cells) {
            $cell.Value | Should -Not -Match '(^|\W)(System|FbaOutbound)\.[A-Za-z.]+' -Because $cell.Name
            $cell.Value | Should -Not -Match '\[\]|`\d' -Because $cell.Name
        }
    }

    It 'joins what a list holds' {
        $order = New-Filled ([FbaOutbound.Orders.FulfillmentOrder])
        ($order | ConvertTo-Csv | ConvertFrom-Csv).FurtherSpeeds | Should -BeExactly 'text; text'
        $order.FurtherSpeeds[1] | Should -BeExactly 'text'
        $order.Items.Count | Should -Be 2
    }
}
