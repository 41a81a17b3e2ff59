using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using FbaOutbound.Help;

namespace FbaOutbound.Tests.Help;

/// <summary>A folder of pages about the sample cmdlets, which a test changes and makes help of.</summary>
internal sealed class PagesFolder : IDisposable
{
    public const string Set = """
        # Set-Sample

        Changes a sample.

        ## Description

        A paragraph that goes
        over two lines.

        [Way of the output](_shared.md#way-of-the-output)

        ## Parameters

        What is not described here is in [_shared.md](_shared.md).

        ### -Folder

        Specifies the folder.

        Default: the current location

        ### -InputObject

        Specifies the sample.

        ### -Name

        Specifies the name.

        ### -PassThru

        Returns the sample.

        ### -Size

        Specifies the size.

        Default: 30

        ### -Tag

        Specifies the tags.

        ## Inputs

        ### System.Management.Automation.PSObject

        Samples.

        ## Outputs

        ### System.String

        The sample.

        ## Examples

        ### Change it

        ```powershell
        $one = @{
            Name = '<a>'

            Size = 1 # ## -Not a heading
        }
        ```

        It is `changed`
        now.

        ## Related links

        - [Get-Sample](Get-Sample.md)
        - [about_Sample](about/about_Sample.md)
        """;

    private const string Get = """
        # Get-Sample

        Gets a sample.

        ## Description

        Gets it.

        ## Outputs

        ### None

        Nothing.

        ## Examples

        ### Get it

        ```powershell
        Get-Sample
        ```

        It is there.

        ## Related links

        - [Set-Sample](Set-Sample.md)
        """;

    private const string Shared = """
        # Shared texts

        ## Parameters

        ### -Session

        Specifies the session.

        ### -WhatIf

        Shows what would happen.

        ### -Confirm

        Asks first.

        ## Paragraphs

        ### Way of the output

        It comes in the
        order of the input.
        """;

    public const string Topic = """
        # about_Sample

        Says what samples are.
        """;

    private readonly string _path = Directory.CreateTempSubdirectory("fba-help-").FullName;

    public PagesFolder()
    {
        Write("Set-Sample.md", Set);
        Write("Get-Sample.md", Get);
        Write("_shared.md", Shared);
        Write("about/about_Sample.md", Topic);
        Write("README.md", "No page of a cmdlet.");
        Write("Sample.psd1", "    ProjectUri = 'https://example.com/sample'");
    }

    public PagesFolder Write(string name, string text)
    {
        var path = Path.Combine(_path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public PagesFolder Change(string name, string from, string to)
    {
        var text = File.ReadAllText(Path.Combine(_path, name));
        return text.Contains(from, StringComparison.Ordinal)
            ? Write(name, text.Replace(from, to, StringComparison.Ordinal))
            : throw new ArgumentException($"{name} has no '{from}'.");
    }

    public PagesFolder Remove(string name)
    {
        File.Delete(Path.Combine(_path, name));
        return this;
    }

    public XDocument Make() => HelpFiles.Cmdlets(
        [new CmdletClass(typeof(GetSampleCommand)), new CmdletClass(typeof(SetSampleCommand))], _path, Path.Combine(_path, "Sample.psd1"));

    public string MakeTopic() => AboutTopic.Write(HelpFiles.Topics(_path).Single());

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
