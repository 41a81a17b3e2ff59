using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Sandbox;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Tests.Conventions;

/// <summary>docs/migrating.md names every operation of Amazon's models and of MWS, and what it says about each is true.</summary>
public sealed class OperationTableTests
{
    private static readonly Row[] s_rows = [.. Read()];

    // The folder of each protocol, by the last word of its heading.
    private static readonly Dictionary<string, string> s_folders = new(StringComparer.Ordinal)
    {
        ["2020-07-01"] = "SpApi20200701",
        ["2026-07-04"] = "SpApi20260704",
        ["v0"] = "SpApiMerchantV0",
        ["v1"] = "FbaInventoryV1",
        ["MWS"] = "Mws",
    };

    public static TheoryData<string, string> Models => new()
    {
        { "2020-07-01", "fulfillmentOutbound_2020-07-01.json" },
        { "2026-07-04", "fulfillmentOutbound_2026-07-04.json" },
        { "v0", "merchantFulfillmentV0.json" },
    };

    public static TheoryData<string> Operations => [.. s_rows.Select(row => row.Operation)];

    [Theory]
    [MemberData(nameof(Models))]
    public void EveryOperationOfTheModelIsInTheTableAndNothingElse(string version, string file)
    {
        if (AmazonModel.TryLoad(file) is { } model)
        {
            Assert.Equal(
                model.OperationIds.Order(StringComparer.Ordinal),
                s_rows.Where(row => row.Version == version).Select(row => row.Operation).Order(StringComparer.Ordinal));
        }
    }

    // MWS has no model: the operations that the client has are the list.
    [Fact]
    public void EveryOperationOfMwsIsInTheTableAndNothingElse()
    {
        var operations = Sources("MWS").SelectMany(source => Regex.Matches(source, @"public (?:static readonly )?Operation (\w+) ="))
            .Select(match => match.Groups[1].Value);
        Assert.Equal(
            operations.Order(StringComparer.Ordinal),
            s_rows.Where(row => row.Version == "MWS").Select(row => row.Operation).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void TheClientHasTheOperation(string operation)
    {
        var row = s_rows.Single(one => one.Operation == operation);
        Assert.Contains(Sources(row.Version), source => source.Contains($"\"{operation}\"", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void ItsCmdletsExist(string operation)
    {
        var row = s_rows.Single(one => one.Operation == operation);
        Assert.NotEmpty(row.Cmdlets);
        Assert.All(row.Cmdlets, name => Assert.Contains(CmdletClass.All, cmdlet => cmdlet.Name == name));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void ItsContractTestsExist(string operation)
    {
        var row = s_rows.Single(one => one.Operation == operation);
        var tests = Repository.Files("tests", ".cs")
            .Where(path => row.Tests.Contains(Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal)).ToList();
        Assert.NotEmpty(row.Tests);
        Assert.All(row.Tests, name => Assert.Contains(tests, path => Path.GetFileNameWithoutExtension(path) == name));
        Assert.True(
            tests.Select(Repository.Read).Any(text => text.Contains($"\"{operation}\"", StringComparison.Ordinal)),
            $"no test names {operation}");
    }

    [Theory]
    [InlineData("2020-07-01", "fulfillmentOutbound_2020-07-01.json")]
    [InlineData("2026-07-04", "fulfillmentOutbound_2026-07-04.json")]
    public async Task WhatTheTableSaysOfTheSandboxIsSo(string version, string file)
    {
        var serves = s_rows.Where(row => row.Version == version).ToDictionary(row => row.Operation, row => row.IsInSandbox);
        Assert.All(
            await ServedAsync(file),
            served => Assert.Equal((served.Operation, served.IsServed), (served.Operation, serves[served.Operation])));
    }

    private static IEnumerable<string> Sources(string version) =>
        Repository.Files($"src/FbaOutbound.Core/Protocols/{s_folders[version]}", ".cs").Select(Repository.Read);

    // A sandbox answers 403 for an address that it does not know, as Amazon does.
    private static async Task<List<(string Operation, bool IsServed)>> ServedAsync(string file)
    {
        List<(string, bool)> served = [];
        var model = FindModel(file);
        if (model is null)
        {
            return served;
        }

        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(model));
        using var sandbox = new SandboxService(new SandboxOptions { Rate = 0 });
        using var client = new HttpClient(sandbox.CreateHandler()) { BaseAddress = new Uri("https://sandbox.localhost/") };
        using var grant = new StringContent(
            "grant_type=refresh_token&refresh_token=Atzr|x&client_id=x&client_secret=x",
            Encoding.UTF8,
            "application/x-www-form-urlencoded");
        using var tokens = await client.PostAsync(new Uri("auth/o2/token", UriKind.Relative), grant, CancellationToken.None);
        using var token = JsonDocument.Parse(await tokens.Content.ReadAsStringAsync());
        client.DefaultRequestHeaders.Add("x-amz-access-token", token.RootElement.GetProperty("access_token").GetString());
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var verb in path.Value.EnumerateObject()
                .Where(member => member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("operationId", out _)))
            {
                var address = Regex.Replace(path.Name, @"\{\w+\}", "1").TrimStart('/');
                using var request = new HttpRequestMessage(
                    new HttpMethod(verb.Name.ToUpperInvariant()), new Uri(address, UriKind.Relative));
                if (verb.Name is not "get")
                {
                    request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
                }

                using var answer = await client.SendAsync(request, CancellationToken.None);
                served.Add((verb.Value.GetProperty("operationId").GetString()!, (int)answer.StatusCode is not 403));
            }
        }

        return served;
    }

    private static string? FindModel(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "amazon-models", file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static IEnumerable<Row> Read()
    {
        var version = "";
        foreach (var line in Repository.Read("docs/migrating.md").Split('\n'))
        {
            version = line.StartsWith("## ", StringComparison.Ordinal) ? line.Split(' ')[^1] : version;
            if (line.StartsWith("| `", StringComparison.Ordinal))
            {
                var cells = line.Trim('|', ' ').Split('|').Select(cell => cell.Trim(' ', '`')).ToArray();
                yield return new Row(version, cells[0], cells[1].Split(", "), cells[2] == "yes", cells[3].Split(", "));
            }
        }
    }

    private sealed record Row(string Version, string Operation, string[] Cmdlets, bool IsInSandbox, string[] Tests);
}
