using System.Linq;
using System.Text;
using FbaOutbound.Protocols;
using FbaOutbound.Protocols.Mws;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols.Mws;

public sealed class XmlTreeTests
{
    [Theory]
    [InlineData("<a><b>text</b></a>")]
    [InlineData("<?xml version=\"1.0\"?>\n<a xmlns=\"urn:x\">\n  <b>\n text \n</b>\n</a>\n")]
    [InlineData("<x:a xmlns:x=\"https://example.com\n/split\"><x:b>te<!-- c -->xt</x:b></x:a>")]
    [InlineData("\uFEFF<a><b><![CDATA[text]]></b></a>")]
    public void TextsAreReadByTheirLocalNamesAndTrimmed(string document) => Assert.Equal("text", Read(document)!.Text("b"));

    [Fact]
    public void AnEmptyElementHoldsNothing()
    {
        var root = Read("<a><b/><c></c><d><e/></d></a>")!;
        Assert.Equal(["b", "c", "d"], root.Children.Select(child => child.Name));
        Assert.Null(root.Text("b"));
        Assert.Null(root.Text("c"));
        Assert.Empty(root.Texts("b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a>&nbsp;</a>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"nonsense\"?><a/>")]
    public void WhatIsNotWellFormedOrDefinesSomethingIsNothing(string document) => Assert.Null(Read(document));

    [Fact]
    public void WhatIsNestedTooDeepIsNothing()
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth));
        Assert.NotNull(Read(Nested(64)));
        Assert.Null(Read(Nested(65)));
        Assert.Null(Read(Nested(100_000)));
    }

    private static WireNode? Read(string document) => XmlTree.Read(Encoding.UTF8.GetBytes(document));
}
