using System;
using System.CommandLine;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Server;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

[Collection(ReplacesTheConsole.Name)]
public class ServeTests
{
    [Fact]
    public void OptionsOfTheCommandLineBecomeTheSandboxsSettings()
    {
        var options = Read("--rate 20 --burst 30 --latency-ms 100 --jitter-ms 5 --seed 7 --state s.jsonl --client-id a --client-secret b "
            + "--refresh-token c --token-lifetime-s 2 --announced-token-lifetime-s 3600 --short-stock-found-later --unknown-order "
            + "UnableToGetOrderInfo --fault DropAfter=0.05 --fault htmlbody=0.1 --fault-delay-s 3 --most-faults-per-order 2");
        Assert.Equal((20d, 30, 7), (options.Rate, options.Burst, options.Seed));
        Assert.Equal((100, 5), (options.Latency.TotalMilliseconds, options.LatencyJitter.TotalMilliseconds));
        Assert.Equal(("s.jsonl", "a", "b", "c"), (options.StateFile, options.ClientId, options.ClientSecret, options.RefreshToken));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromHours(1)), (options.TokenLifetime, options.AnnouncedTokenLifetime));
        Assert.True(options.ShortStockFoundLater);
        Assert.Equal(UnknownOrderAnswer.UnableToGetOrderInfo, options.UnknownOrder);
        Assert.Equal((0.05, 0.1), (options.Faults.Chances[FaultKind.DropAfter], options.Faults.Chances[FaultKind.HtmlBody]));
        Assert.Equal((TimeSpan.FromSeconds(3), 2), (options.Faults.Delay, options.Faults.MostPerOrder));
    }

    [Fact]
    public void TheSettingsOfBothVersionsAreOptionsToo()
    {
        var options = Read("--create-answer Accepted --apply-after-s 3 --leave-out-status --separate-versions --any-delivery-window "
            + "--offers-last-s 60 --ineligible-preview-not-found --unknown-package-status 404 --not-enrolled BLANK_BOX,OVERBOX");
        Assert.Equal(CreateAnswer.Accepted, options.CreateAnswer);
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(1)), (options.LifeCycle.TimeToApply, options.LifeCycle.OffersLast));
        Assert.True(
            options is { LeaveOutStatus: true, SeparateVersions: true, TakesAnyDeliveryWindow: true, IneligiblePreviewIsNotFound: true });
        Assert.Equal(404, options.UnknownPackageStatus);
        Assert.Equal(["BLANK_BOX", "OVERBOX"], options.FeaturesNotEnrolled.Order());
    }

    [Fact]
    public void WhatIsNotSaidHasTheSandboxsDefaults()
    {
        var (said, defaults) = (Read(""), new SandboxOptions());
        foreach (var property in typeof(SandboxOptions).GetProperties().Where(property => property.CanWrite))
        {
            Assert.Equal(property.GetValue(defaults), property.GetValue(said));
        }
    }

    [Theory]
    [InlineData("--fault Nonsense=1", "Nonsense=1")]
    [InlineData("--fault DropAfter=2", "DropAfter=2")]
    [InlineData("--rate fast", "fast")]
    public void WhatCannotBeUnderstoodIsAnErrorThatQuotesIt(string line, string quoted)
    {
        var (command, _) = Command();
        var error = Assert.Single(command.Parse(line).Errors).Message;
        Assert.Contains($"'{quoted}'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownOptionIsAnError()
    {
        var (command, _) = Command();
        Assert.Contains(command.Parse("--unknown 1").Errors, error => error.Message.Contains("'--unknown'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://127.0.0.1:0;http://10.0.0.1:0")]
    public async Task OtherMachinesAreLetInOnlyWhenThatIsSaid(string urls) => Assert.Equal(2, await ServeVerb.RunAsync(["--urls", urls]));

    [Theory]
    [InlineData("--urls https://127.0.0.1:0")]
    [InlineData("--urls nonsense")]
    [InlineData("--urls http://127.0.0.1:99999")]
    [InlineData("--urls http://127.0.0.1:0/path")]
    [InlineData("--urls ftp://127.0.0.1:0")]
    [InlineData("--urls http://loopback:0")]
    [InlineData("--urls http://example.com:0")]
    [InlineData("--token-lifetime-s 1e300")]
    [InlineData("--token-lifetime-s NaN")]
    [InlineData("--latency-ms -1")]
    [InlineData("--rate -1")]
    [InlineData("--page-size 0")]
    [InlineData("--rate fast")]
    [InlineData("--nonsense")]
    [InlineData("--fault DropAfter")]
    public async Task WhatCannotBeServedEndsWithASentenceAndExitCode2(string line)
    {
        var error = Console.Error;
        using var written = new System.IO.StringWriter();
        try
        {
            Console.SetError(written);
            Assert.Equal(
                2,
                await ServeVerb.RunAsync(
                    line.Contains("--urls", StringComparison.Ordinal)
                        ? line.Split(' ')
                        : [.. line.Split(' '), "--urls", "http://127.0.0.1:0"]));
        }
        finally
        {
            Console.SetError(error);
        }

        Assert.NotEqual("", written.ToString().Trim());
        Assert.DoesNotContain("   at ", written.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--latency-ms -5", "--latency-ms: -5 ms is not a duration from 0 to 3153600000000 ms.")]
    [InlineData("--latency-ms 1e10", "--latency-ms: Latency must be from 0 to 30 days.")]
    [InlineData("--token-lifetime-s NaN", "--token-lifetime-s: NaN s is not a duration from 0 to 3153600000 s.")]
    [InlineData("--rate -1", "--rate: Rate must be from 0 to 1000000.")]
    [InlineData("--apply-after-s 1e10", "--apply-after-s: 10000000000 s is not a duration from 0 to 3153600000 s.")]
    [InlineData("--fault-delay-s 1e9", "--fault-delay-s: The delay of a fault must be from 0 to 30 days.")]
    public void AnErrorNamesTheOption(string line, string error) =>
        Assert.Equal(error, Assert.Throws<ArgumentException>(() => Read(line)).Message);

    [Theory]
    [InlineData(2, "--urls", "")]
    [InlineData(2, "--urls", ";")]
    [InlineData(2, "--state", " ")]
    [InlineData(1, "--state", "/no/such/folder/state.jsonl")]
    [InlineData(1, "--state", "no\nfile")]
    public async Task WrongArgumentsEndWith2AndWhatCannotStartWith1(int code, string option, string value)
    {
        var error = Console.Error;
        using var written = new System.IO.StringWriter();
        try
        {
            Console.SetError(written);
            Assert.Equal(
                code, await ServeVerb.RunAsync(option == "--urls" ? [option, value] : [option, value, "--urls", "http://127.0.0.1:0"]));
        }
        finally
        {
            Console.SetError(error);
        }

        Assert.Single(written.ToString().Trim().Split('\n'));
    }

    internal static SandboxOptions Read(string line)
    {
        var (command, settings) = Command();
        return settings.Read(command.Parse(line));
    }

    private static (RootCommand Command, ServeOptions Settings) Command()
    {
        var settings = new ServeOptions();
        var command = new RootCommand();
        foreach (var option in settings.All)
        {
            command.Options.Add(option);
        }

        return (command, settings);
    }
}
