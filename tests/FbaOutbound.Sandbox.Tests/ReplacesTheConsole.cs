using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>Tests that replace the console of the process, one at a time.</summary>
[CollectionDefinition(Name)]
public sealed class ReplacesTheConsole
{
    public const string Name = "Console";
}
