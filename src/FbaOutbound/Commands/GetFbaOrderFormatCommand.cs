using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Pipeline;

namespace FbaOutbound.Commands;

/// <summary>Gets the formats of order files that Import-FbaOrder reads.</summary>
[Cmdlet(VerbsCommon.Get, "FbaOrderFormat")]
[OutputType(typeof(OrderFileFormat))]
public sealed class GetFbaOrderFormatCommand : FbaCommand
{
    /// <summary><b>-Name:</b> the names of the formats, with wildcards. <value>The default value is all formats.</value></summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(OrderFormatNameCompleter))]
    [SupportsWildcards]
    [TextArgument(IsList = true)]
    public string[]? Name { get; set; }

    private protected override void End()
    {
        var formats = OrderFormats.All.Select(format => format.Describe()).ToList();
        foreach (var name in Name ?? ["*"])
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            var found = formats.Where(format => pattern.IsMatch(format.Name)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                ShopSettings.Format($"-{nameof(Name)}", name);
            }

            found.ForEach(format => Engine.Write(format));
        }
    }
}
