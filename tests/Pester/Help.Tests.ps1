BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/FbaOutbound/FbaOutbound.psd1') -Force
    $commands = @(Get-Command -Module FbaOutbound | ForEach-Object { @{ Name = $_.Name } })
    $examples = @(foreach ($command in $commands) {
            foreach ($example in (Get-Help $command.Name -Full).examples.example) {
                $title = "$($example.title)".Trim(' ', '-')
                @{ Command = $command.Name; Title = $title; Code = "$($example.code)"; NeedsAccount = $title.EndsWith('with an account') }
            }
        })
}

BeforeAll {
    $script:root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    Import-Module (Join-Path $root 'artifacts/FbaOutbound/FbaOutbound.psd1') -Force
    $script:common = [System.Management.Automation.Cmdlet]::CommonParameters

    # A required parameter that is not mandatory to the engine, which would ask for it.
    function Test-Required($Info, $Parameter, $Set) {
        $property = $Info.ImplementingType.GetProperty($Parameter)
        # -WhatIf and -Confirm are the engine's own.
        if (-not $property) { return $false }
        $property.GetCustomAttributes($true).Where({ $_.GetType().Name -eq 'RequiredInAttribute' }).ParameterSetName -contains $Set
    }
}

Describe 'Help of <Name>' -ForEach $commands {
    BeforeAll {
        $script:help = Get-Help $Name -Full
        $script:info = Get-Command $Name
    }

    It 'has its own synopsis' {
        $help.Synopsis | Should -Match '^[A-Z].*\.$'
        $help.Synopsis | Should -Not -Match "^\s*$Name\s"
    }

    It 'has a description' {
        "$($help.description.Text)".Length | Should -BeGreaterThan 100
    }

    It 'has three examples or more' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
    }

    It 'describes every parameter' {
        $declared = $info.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
        $described = $help.parameters.parameter | Where-Object { $_.description.Text } | ForEach-Object name | Sort-Object
        $described | Should -Be $declared
    }

    It 'shows a parameter by its name' {
        # The engine finds each the same way, so the first and the last stand for all; the test above has seen that all are described.
        $own = @($info.Parameters.Keys | Where-Object { $_ -notin $common })
        foreach ($parameter in @($own[0], $own[-1] | Select-Object -Unique)) {
            (Get-Help $Name -Parameter $parameter).name | Should -Be $parameter
        }
    }

    # The sets NoInput and AnyWay are none of them: with these the command itself says what is missing or does not go together.
    It 'shows as many ways to call it as there are parameter sets' {
        @($help.syntax.syntaxItem).Count | Should -Be @($info.ParameterSets | Where-Object Name -NotIn 'NoInput', 'AnyWay').Count
    }

    It 'shows the parameters of each set as the engine knows them' {
        $declared = $info.ParameterSets | Where-Object Name -NotIn 'NoInput', 'AnyWay' | ForEach-Object {
            $set = $_.Name
            ($_.Parameters | Where-Object Name -NotIn $common | ForEach-Object { "$($_.Name):$($_.IsMandatory -or (Test-Required $info $_.Name $set)):$(if ($_.Position -ge 0) { $_.Position } else { 'named' })" } | Sort-Object) -join ' '
        }
        $shown = $help.syntax.syntaxItem | ForEach-Object {
            ($_.parameter | ForEach-Object { "$($_.name):$([bool]::Parse($_.required)):$($_.position)" } | Sort-Object) -join ' '
        }
        $shown | Sort-Object | Should -Be ($declared | Sort-Object)
    }

    It 'names what comes out' {
        $help.returnValues.returnValue.type.name | Should -Not -BeNullOrEmpty
    }

    It 'has the address of its page, which -Online opens' {
        $addresses = @($help.relatedLinks.navigationLink.uri | Where-Object { $_ })
        $addresses | Should -Be "$($info.Module.ProjectUri)/blob/main/docs/cmdlets/$Name.md"
        $help.relatedLinks.navigationLink[0].uri | Should -Be $addresses
    }

    # The other forms show parts of it.
    It 'can be shown' {
        ($help | Out-String).Length | Should -BeGreaterThan 1000
    }
}

Describe 'Help of any cmdlet' {
    It 'can be shown in the form <_>' -ForEach 'Full', 'Detailed', 'Examples', '' {
        $form = if ($_) { @{ $_ = $true } } else { @{} }
        (Get-Help New-FbaFulfillmentOrder @form | Out-String).Length | Should -BeGreaterThan 200
    }
}

Describe 'Topics' {
    It 'are listed with what they are about' {
        $topics = @(Get-Help about_FbaOutbound*)
        $topics.Name | Sort-Object | Should -Be @(
            'about_FbaOutbound'
            'about_FbaOutbound_Automation'
            'about_FbaOutbound_Errors'
            'about_FbaOutbound_OrderFiles'
            'about_FbaOutbound_Quota'
            'about_FbaOutbound_Sandbox'
            'about_FbaOutbound_Sessions'
        )
        $topics | ForEach-Object { $_.Synopsis | Should -Match '^[A-Z].*\.$' }
    }

    It 'are shown by their names' {
        Get-Help about_FbaOutbound_Quota | Should -Match 'QuotaStore'
    }
}

Describe 'Examples' {
    BeforeAll {
        $script:state = Join-Path ([IO.Path]::GetTempPath()) 'fba-sandbox.json'
        $script:journals = Join-Path ([IO.Path]::GetTempPath()) 'fba-*.journal'
        Push-Location $root
    }

    BeforeEach {
        Remove-Item $state, $journals -ErrorAction Ignore
    }

    # The sessions stay open: who tries the examples one after the other has those of the earlier ones.
    AfterEach {
        Stop-FbaSandboxServer -All
        Remove-Item $state, $journals -ErrorAction Ignore
    }

    AfterAll {
        Get-FbaSession | Disconnect-FbaSession
        Pop-Location
    }

    It '<Command>: <Title>' -ForEach @($examples | Where-Object { -not $_.NeedsAccount }) {
        $output = & ([scriptblock]::Create($Code)) 2>&1 3>&1
        $failures = @($output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -or ($_ -is [System.Management.Automation.WarningRecord] -and $_.Message -notlike 'No *order changed in the last*' -and $_.Message -notlike 'The default session is now*') })
        $failures | Should -BeNullOrEmpty
        Get-FbaSession | Where-Object { -not $_.IsSandbox -and -not $_.Endpoint.IsLoopback } | Should -BeNullOrEmpty
    }

    It 'are told apart: only those of Connect-FbaSession need an account' {
        $needy = foreach ($command in Get-Command -Module FbaOutbound) {
            (Get-Help $command.Name -Full).examples.example | Where-Object title -Like '*with an account*' | ForEach-Object { $command.Name }
        }
        $needy | Sort-Object -Unique | Should -Be 'Connect-FbaSession'
    }
}
