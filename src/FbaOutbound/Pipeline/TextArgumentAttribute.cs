using System;
using System.Collections;
using System.Management.Automation;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Refuses what the engine would turn into a text that nobody meant, such as a script block, a list or a hashtable. A text, a number and
/// the like pass unchanged; what they say is checked later.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Gets or sets whether the parameter takes a list of texts.</summary>
    /// <value>The default value is false.</value>
    public bool IsList { get; set; }

    /// <summary>Returns the argument as it is.</summary>
    /// <param name="engineIntrinsics">The engine.</param>
    /// <param name="inputData">The argument.</param>
    /// <returns>The argument.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The argument is not a text.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (IsList && PipelineRecord.Unwrap(inputData) is IEnumerable list and not (string or IDictionary))
        {
            foreach (var element in list)
            {
                Require(element);
            }
        }
        else
        {
            Require(inputData);
        }

        return inputData;
    }

    private static void Require(object? argument)
    {
        if (PipelineRecord.Unwrap(argument) is not { } value)
        {
            return;
        }

        var flaw = value switch
        {
            ScriptBlock =>
                "is a script block, which is not evaluated here: give its value, or add a column to the rows with Select-Object first",
            bool => $"is {value}, a Boolean: give text",
            DateTime or DateTimeOffset => "is a date: give text",
            _ => GivenText.FlawOf(value),
        };
        if (flaw is not null)
        {
            throw new ArgumentTransformationMetadataException($"The argument {flaw}.");
        }
    }
}
