using Xunit;

namespace FbaOutbound.Core.Tests;

/// <summary>The tests that measure the memory of the process run after all others, one by one.</summary>
[CollectionDefinition(LiveHeap.Collection, DisableParallelization = true)]
public sealed class LiveHeapTests;
