using System;
using System.Management.Automation;
using System.Security;

namespace FbaOutbound.Pipeline;

/// <summary>Refuses a secret that is no SecureString. The engine's own error would show it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Returns the argument.</summary>
    /// <param name="engineIntrinsics">The engine.</param>
    /// <param name="inputData">The argument.</param>
    /// <returns>The argument.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The argument is something else; the error does not say what.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PipelineRecord.Unwrap(inputData) is null or SecureString
            ? inputData
            : throw new ArgumentTransformationMetadataException(
                "The argument is not a SecureString: use Read-Host -AsSecureString, Get-Secret or ConvertTo-SecureString -AsPlainText.");
}
