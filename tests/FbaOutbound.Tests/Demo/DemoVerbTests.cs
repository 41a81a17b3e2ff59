using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Server;
using Xunit;

namespace FbaOutbound.Demo;

public sealed class DemoVerbTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public async Task TheSampleGoesThroughTheWholeJob()
    {
        Assert.Equal(0, await RunAsync(Sample()));
        var text = _output.ToString();
        Assert.Contains("IsHeld                   : True", text, StringComparison.Ordinal);
        Assert.Contains("six-test-order           Updated", text, StringComparison.Ordinal);
        Assert.Contains("on target \"FBA-1001\"", text, StringComparison.Ordinal);
        Assert.Contains("createFulfillmentOrder", text, StringComparison.Ordinal);
        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public async Task NoRecipientIsShown()
    {
        await RunAsync(Sample());
        Assert.DoesNotContain("Sixtus", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Sample Street", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABadRowIsToldAndTheRestGoesOn()
    {
        await File.WriteAllTextAsync(_file, """
            SellerFulfillmentOrderId,DisplayableOrderDate,Name,AddressLine1,City,StateOrRegion,PostalCode,CountryCode,SellerSku,Quantity
            good,2026-05-12,Ada Example,1 Invented Avenue,Fableville,OR,97000,US,SKU-MUG-BLUE,1
            bad,2026-05-12,Ada Example,1 Invented Avenue,Fableville,OR,97000,US,SKU-MUG-BLUE,one
            """);
        Assert.Equal(1, await RunAsync(_file));
        Assert.Contains("row 2, Quantity", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("good                     Created", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNotThereIsToldInOneLine()
    {
        Assert.Equal(1, await RunAsync(_file + ".csv"));
        Assert.Contains("Could not find file", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyFileIsNoSuccess() => Assert.Equal(1, await RunAsync(_file));

    [Theory]
    [InlineData]
    [InlineData("one.csv", "two.csv")]
    [InlineData("--help")]
    public async Task OneFileIsToBeNamed(params string[] args)
    {
        Assert.Equal(2, await DemoVerb.RunAsync(args, _output, _errors, CancellationToken.None));
        Assert.Contains("demo samples/orders.csv", _errors.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        File.Delete(_file);
        _output.Dispose();
        _errors.Dispose();
    }

    private Task<int> RunAsync(string path) => DemoVerb.RunAsync([path], _output, _errors, CancellationToken.None);

    private static string Sample([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "samples", "orders.csv");
}
