using System;
using System.Management.Automation;

namespace FbaOutbound.Pipeline;

/// <summary>Reads an address. One that cannot be read is not shown, as the engine's own error would: it may contain a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UriArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Returns the address.</summary>
    /// <param name="engineIntrinsics">The engine.</param>
    /// <param name="inputData">The argument.</param>
    /// <returns>The address.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The argument is no address.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PipelineRecord.Unwrap(inputData) switch
        {
            null or Uri => inputData,
            string text when Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out var address) => address,
            _ => throw new ArgumentTransformationMetadataException(
                "The argument is not the address of a host, such as http://proxy.example.com:8080."),
        };
}
