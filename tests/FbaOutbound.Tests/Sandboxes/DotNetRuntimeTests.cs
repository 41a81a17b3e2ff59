using System;
using System.Collections.Generic;
using FbaOutbound.Errors;
using FbaOutbound.Sandboxes;
using Xunit;

namespace FbaOutbound.Tests.Sandboxes;

public sealed class DotNetRuntimeTests
{
    private const string Ten = "Microsoft.AspNetCore.App 10.0.12 [/x/shared/Microsoft.AspNetCore.App]";
    private const string Eight = "Microsoft.AspNetCore.App 8.0.1 [/x/shared/Microsoft.AspNetCore.App]";
    private const string Core = "Microsoft.NETCore.App 10.0.12 [/x/shared/Microsoft.NETCore.App]";

    [Fact]
    public void TheFirstThatHasTheRuntimeIsUsed()
    {
        Assert.Equal("/usr/bin/dotnet", Find(new() { ["/usr/bin/dotnet"] = [Ten, Core] }));
        Assert.Equal("/root/dotnet", Find(new() { ["/usr/bin/dotnet"] = [Ten], ["/root/dotnet"] = [Core, Ten] }));
        Assert.Equal("/usr/bin/dotnet", Find(new() { ["/usr/bin/dotnet"] = [Eight, Ten], ["/root/dotnet"] = [Core, Eight] }));
        Assert.Equal("/home/a/.dotnet/dotnet", Find(new() { ["/usr/bin/dotnet"] = [], ["/home/a/.dotnet/dotnet"] = [Ten] }));
    }

    [Fact]
    public void WithoutDotNetTheErrorSaysWhereToGetIt()
    {
        var error = Assert.Throws<SandboxServerException>(() => Find([]));
        Assert.Contains("needs the ASP.NET Core 10 runtime, and no dotnet was found", error.Message, StringComparison.Ordinal);
        Assert.Contains("https://dotnet.microsoft.com/download/dotnet/10.0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADotNetWithoutTheRuntimeIsNamedWithWhatItHas()
    {
        var error = Assert.Throws<SandboxServerException>(
            () => Find(new() { ["/usr/bin/dotnet"] = [Eight, Core], ["/root/dotnet"] = [Core] }));
        Assert.Contains("/usr/bin/dotnet has only ASP.NET Core 8.0.1", error.Message, StringComparison.Ordinal);
        Assert.Contains("/root/dotnet has no ASP.NET Core runtime", error.Message, StringComparison.Ordinal);
        Assert.Contains("DOTNET_ROOT", error.Message, StringComparison.Ordinal);
    }

    private static string Find(Dictionary<string, string[]> installed) => new DotNetRuntime
    {
        IsWindows = false,
        Variable = name => name switch
        {
            "PATH" => "/bin::/usr/bin", "HOME" => "/home/a", "DOTNET_ROOT" => "/root", _ => null
        },
        Exists = installed.ContainsKey,
        ListRuntimes = dotnet => installed[dotnet],
    }.Find();
}
