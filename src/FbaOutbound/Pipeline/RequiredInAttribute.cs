using System;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Says that a parameter is required in a parameter set. The engine asks the user for what is mandatory, one value after the other; for
/// what has this attribute instead, the command ends with an error that lists the ways to call it.
/// </summary>
/// <param name="parameterSetName">The parameter set.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class RequiredInAttribute(string parameterSetName) : Attribute
{
    /// <summary>Gets the parameter set.</summary>
    public string ParameterSetName { get; } = parameterSetName;
}
