using Xunit;

namespace FbaOutbound.Tests;

/// <summary>Tests that start processes. They run by themselves: tests of timing would notice them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StartsProcesses
{
    public const string Name = "Processes";
}
