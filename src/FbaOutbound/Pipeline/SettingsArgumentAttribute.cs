using System;
using System.Collections;
using System.Management.Automation;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Takes the settings of a session as a hashtable, a dictionary or an object, such as one from ConvertFrom-Json. Anything else is refused
/// without being shown: the engine's own error would show the secrets in it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingsArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Returns the settings as a hashtable.</summary>
    /// <param name="engineIntrinsics">The engine.</param>
    /// <param name="inputData">The argument.</param>
    /// <returns>The argument, or a hashtable of its properties.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The argument has no names and values.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = PipelineRecord.Unwrap(inputData);
        if (value is null or Hashtable)
        {
            return inputData;
        }

        if (value is not (IDictionary or PSObject) || PipelineRecord.Properties(value) is not { } members)
        {
            throw new ArgumentTransformationMetadataException(
                "The argument has no names and values: give a hashtable such as Get-AutomationConnection returns.");
        }

        var settings = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, setting) in members)
        {
            settings[name] = setting;
        }

        return settings;
    }
}
