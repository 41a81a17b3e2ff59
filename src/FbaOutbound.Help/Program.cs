using System;
using System.IO;
using System.Reflection;

namespace FbaOutbound.Help;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [var assembly, var pages, var manifest, var output])
        {
            Console.Error.WriteLine("Usage: FbaOutbound.Help <FbaOutbound.dll> <folder of pages> <FbaOutbound.psd1> <output folder>");
            return 2;
        }

        try
        {
            Write(assembly, pages, manifest, output);
            return 0;
        }
        catch (HelpFault fault)
        {
            Console.Error.WriteLine(fault);
            return 1;
        }
    }

    private static void Write(string assembly, string pages, string manifest, string output)
    {
        var cmdlets = HelpFiles.Cmdlets(CmdletClass.In(Assembly.LoadFrom(Path.GetFullPath(assembly))), pages, manifest);
        Directory.CreateDirectory(output);
        foreach (var old in Directory.GetFiles(output, "about_*.help.txt"))
        {
            File.Delete(old);
        }

        foreach (var topic in HelpFiles.Topics(pages))
        {
            File.WriteAllText(Path.Combine(output, topic.Top.Title + ".help.txt"), AboutTopic.Write(topic));
        }

        // Written last: the build takes the age of this file for the age of all.
        cmdlets.Save(Path.Combine(output, "FbaOutbound.dll-Help.xml"));
    }
}
