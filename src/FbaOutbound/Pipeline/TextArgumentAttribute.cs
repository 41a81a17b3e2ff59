using System;
using System.Collections;
using System.IO;
using System.Linq;
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

    /// <summary>Gets or sets whether the texts are paths of files, so that the files themselves stand for them.</summary>
    /// <value>The default value is false.</value>
    public bool IsPath { get; set; }

    /// <summary>Gets or sets whether the paths have wildcards, which the name of a file itself has not.</summary>
    /// <value>The default value is false.</value>
    public bool HasWildcards { get; set; }

    /// <summary>Returns the argument, with paths for files.</summary>
    /// <param name="engineIntrinsics">The engine.</param>
    /// <param name="inputData">The argument.</param>
    /// <returns>The argument.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The argument is not a text.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (IsList && PipelineRecord.Unwrap(inputData) is IEnumerable list and not (string or IDictionary))
        {
            object?[] elements = [.. list.Cast<object?>().Select(PathOf)];
            foreach (var element in elements)
            {
                Require(element);
            }

            return IsPath ? elements : inputData;
        }

        var argument = PathOf(inputData);
        Require(argument);
        return argument!;
    }

    private object? PathOf(object? argument) => !IsPath ? argument : PipelineRecord.Unwrap(argument) switch
    {
        FileInfo file => HasWildcards ? WildcardPattern.Escape(file.FullName) : file.FullName,
        DirectoryInfo => throw new ArgumentTransformationMetadataException(
            "The argument is a folder: give a file, or all files in the folder with Get-ChildItem."),
        _ => argument,
    };

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
