using System;

namespace FbaOutbound.Help;

/// <summary>A fault of a page, with the place where it is. Its text has the form that MSBuild shows as an error of that file.</summary>
internal sealed class HelpFault(string path, int line, string what) : Exception(what)
{
    public string Path { get; } = path;

    /// <summary>The line, counted from 1.</summary>
    public int Line { get; } = line;

    public override string ToString() => $"{Path}({Line}): error HELP: {Message}";
}
