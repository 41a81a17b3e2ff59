using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FbaOutbound.Help;

/// <summary>The help files of the module, made of the folder of pages.</summary>
internal static partial class HelpFiles
{
    private const string AboutFolder = "about";
    private const string ReadMe = "README.md";

    // Where the pages are in the project.
    private const string PagesPath = "/blob/main/docs/cmdlets/";

    /// <summary>Returns the help of the cmdlets.</summary>
    /// <exception cref="HelpFault">A cmdlet or parameter has no text, or a text has no cmdlet or parameter.</exception>
    public static XDocument Cmdlets(IReadOnlyList<CmdletClass> cmdlets, string folder, string manifest)
    {
        var shared = new SharedTexts(MarkdownPage.Read(Path.Combine(folder, SharedTexts.FileName)));
        var pages = Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal)
            .Where(path => Path.GetFileName(path) is not (SharedTexts.FileName or ReadMe)).ToList();
        if (pages.Find(path => cmdlets.All(cmdlet => cmdlet.Name != Path.GetFileNameWithoutExtension(path))) is { } stale)
        {
            throw new HelpFault(stale, 1, "The module has no cmdlet of this name.");
        }

        var helps = cmdlets.Select(cmdlet => CmdletHelp.Of(
            cmdlet,
            MarkdownPage.Read(pages.Find(path => Path.GetFileNameWithoutExtension(path) == cmdlet.Name)
                ?? throw new HelpFault(Path.Combine(folder, cmdlet.Name + ".md"), 1, $"{cmdlet.Name} has no page.")),
            shared)).ToList();
        shared.CheckUse();
        CheckLinks(helps, [.. cmdlets.Select(cmdlet => cmdlet.Name), .. Topics(folder).Select(page => page.Top.Title)]);
        return Maml.Write(helps, ProjectAddress(manifest) + PagesPath);
    }

    /// <summary>Returns the pages of the about_ topics.</summary>
    public static IEnumerable<MarkdownPage> Topics(string folder) => Directory.GetFiles(Path.Combine(folder, AboutFolder), "about_*.md")
        .Order(StringComparer.Ordinal)
        .Select(MarkdownPage.Read)
        .Select(page => page.Top.Title == Path.GetFileNameWithoutExtension(page.Path)
            ? page
            : throw new HelpFault(page.Path, page.Top.Line, "The title and the file must have the same name."));

    private static void CheckLinks(IEnumerable<CmdletHelp> helps, string[] names)
    {
        if (helps.SelectMany(help => help.Links).FirstOrDefault(link => !names.Contains(link.Name)) is { } dead)
        {
            throw new HelpFault(dead.Path, dead.Line, $"There is no help for '{dead.Name}'.");
        }
    }

    private static string ProjectAddress(string manifest) => ProjectUri().Match(File.ReadAllText(manifest)) is { Success: true } found
        ? found.Groups[1].Value.TrimEnd('/')
        : throw new HelpFault(manifest, 1, "The manifest has no ProjectUri, which the addresses of online help begin with.");

    [GeneratedRegex(@"^\s*ProjectUri\s*=\s*'(https://[^']+)'", RegexOptions.Multiline)]
    private static partial Regex ProjectUri();
}
