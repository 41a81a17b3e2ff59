using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Faults;

/// <summary>Which faults happen by themselves and how often. <see cref="SandboxOptions.Seed"/> decides which request is hit.</summary>
public sealed class FaultOptions
{
    /// <summary>
    /// Gets the probability of each fault, from 0 to 1, for every request that it can hit. The token service is never hit.
    /// </summary>
    public IDictionary<FaultKind, double> Chances { get; } = new Dictionary<FaultKind, double>();

    /// <summary>Gets or sets how long a fault lasts that lasts a while.</summary>
    /// <value>The default value is five seconds.</value>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how often one operation on one order is hit at most; 0 means without end.</summary>
    /// <value>The default value is 0.</value>
    public int MostPerOrder { get; set; }
}
