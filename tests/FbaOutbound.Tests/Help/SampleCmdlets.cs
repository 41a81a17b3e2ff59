using System.Management.Automation;

namespace FbaOutbound.Tests.Help;

/// <summary>What several cmdlets share.</summary>
public abstract class SampleCommand : PSCmdlet
{
    [Parameter]
    public string? Session { get; set; }
}

/// <summary>A cmdlet with two parameter sets and every kind of parameter.</summary>
[Cmdlet(VerbsCommon.Set, "Sample", SupportsShouldProcess = true, DefaultParameterSetName = "Pipe")]
[OutputType(typeof(string))]
public sealed class SetSampleCommand : SampleCommand
{
    [Parameter(ParameterSetName = "Named")]
    public int? Size { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Named")]
    public string[]? Tag { get; set; }

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Named")]
    [Alias("Id", "Key")]
    [SupportsWildcards]
    public string? Name { get; set; }

    [Parameter(Position = 0, ParameterSetName = "Named")]
    public string? Folder { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Pipe")]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }
}

/// <summary>A cmdlet of one set, without input and output.</summary>
[Cmdlet(VerbsCommon.Get, "Sample")]
[OutputType(typeof(void))]
public sealed class GetSampleCommand : SampleCommand
{
}
