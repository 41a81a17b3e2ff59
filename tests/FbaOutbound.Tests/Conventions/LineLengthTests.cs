using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace FbaOutbound.Tests.Conventions;

/// <summary>What .editorconfig promises of the length of lines, which no build checks.</summary>
public sealed partial class LineLengthTests
{
    private static readonly int s_longest =
        int.Parse(MaxLineLength().Match(Repository.Read(".editorconfig")).Groups[1].Value, CultureInfo.InvariantCulture);

    // A text that fills a line is as long as it is, and so is one of several lines, such as a service's response.
    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void LinesOfCodeAndComments(string folder) => Assert.Empty(
        Repository.Files(folder, ".cs").SelectMany(path => TooLong(path, Repository.Read(path), TextOfLines(), TextLiteral())));

    // Tables and addresses cannot be broken, and code is shown as it is typed.
    [Fact]
    public void LinesOfProse()
    {
        var documents = Repository.Files("docs", ".md").Concat(["README.md", "CHANGELOG.md", "CONTRIBUTING.md"]);
        Assert.Empty(documents.SelectMany(path => TooLong(path, Repository.Read(path), CodeOfLines(), TableOrAddress())));
    }

    private static IEnumerable<string> TooLong(string path, string text, Regex blocks, Regex parts) =>
        blocks.Replace(text, block => new string('\n', block.Value.Count(character => character == '\n'))).Split('\n')
            .Select((line, index) => (Line: line, Number: index + 1))
            .Where(line => line.Line.Length > s_longest && parts.Replace(line.Line, "").Length > s_longest)
            .Select(line => $"{path}({line.Number}) has {line.Line.Length} characters");

    [GeneratedRegex(@"^max_line_length = (\d+)", RegexOptions.Multiline)]
    private static partial Regex MaxLineLength();

    [GeneratedRegex("\"\"\"[^\n]+?\"\"\"|\"\"\"\\s*\n.*?\"\"\"", RegexOptions.Singleline)]
    private static partial Regex TextOfLines();

    [GeneratedRegex("\"\"\".*?\"\"\"|@\"(?:[^\"]|\"\")*\"|\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex TextLiteral();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeOfLines();

    [GeneratedRegex(@"^(\||    ).*|\]\([^)]*\)|https?://\S+")]
    private static partial Regex TableOrAddress();
}
