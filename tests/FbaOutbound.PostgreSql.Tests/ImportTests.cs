using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using FbaOutbound.PostgreSql.Testing;
using Xunit;

namespace FbaOutbound.PostgreSql.Tests;

/// <summary>An order file that is imported with a journal in a database, as its user does it.</summary>
[Collection(ServerTests.Name)]
public sealed class ImportTests(SharedServer server)
{
    // One line for each run of the same two commands: what was sent, and what is still to be sent.
    private const string Script = """
        $ErrorActionPreference = 'Stop'
        Import-Module $env:FBA_TEST_MODULE
        $null = Connect-FbaSession -Sandbox
        $file = @{
            LiteralPath = $env:FBA_TEST_FILE; IdPrefix = 'M-'; MaxAge = 3650; SpeedMap = @{ 'Express*' = 'Expedited' }
            Journal = $env:FBA_TEST_JOURNAL; JournalName = 'shop'
            ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue'; InformationAction = 'Ignore'
        }
        $journal = @{ Journal = $env:FBA_TEST_JOURNAL; JournalName = 'shop' }
        "sent $(Import-FbaOrder @file -After 2026-11-01 | New-FbaFulfillmentOrder -Action Hold @journal)"
        "again $(Import-FbaOrder @file -IncludeSkipped)"
        "rest $(Import-FbaOrder @file -IdSuffix -2 | New-FbaFulfillmentOrder @journal)"
        "more $((Import-FbaOrder @file -IdSuffix -3 -IncludeSkipped)[2].Detail)"
        $other = $file.Clone()
        $other.IdPrefix = 'X-'
        try { Import-FbaOrder @other } catch { "other $($_.FullyQualifiedErrorId)" }
        """;

    [ImportFact]
    public async Task WhatWasSentIsNotReturnedAgainAndARestIsSentOnce()
    {
        var root = Root();
        var start = new ProcessStartInfo(Engine.Path) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-NoProfile", "-NonInteractive", "-Command", Script])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["FBA_TEST_MODULE"] = Path.Combine(root, "artifacts", "FbaOutbound", "FbaOutbound.psd1");
        start.Environment["FBA_TEST_FILE"] = Path.Combine(root, "samples", "shops", "shopify.csv");
        start.Environment["FBA_TEST_JOURNAL"] = await server.NewDatabaseAsync();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = (await process.StandardOutput.ReadToEndAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        await process.WaitForExitAsync();
        Assert.Equal("", await errors);
        Assert.Equal(
            [
                "sent M-#1001 Created",
                "again M-#1001: AlreadySent M-#1002: Cancelled M-#1003: PartlyFulfilled",
                "rest M-#1003-2 Created",
                "more Order 'M-#1003-2' was sent to Amazon with 2 of MUG-RED. Get-FbaFulfillmentOrder shows what Amazon shipped. To send units "
                    + "again that it will not ship, import the order with -IdSuffix and without -Journal, check its units, and pipe it to "
                    + "New-FbaFulfillmentOrder with -Journal.",
                "other JournalOfAnotherShop,FbaOutbound.Commands.ImportFbaOrderCommand",
            ],
            lines);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "FbaOutbound.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    private sealed class ImportFactAttribute : FactAttribute
    {
        public ImportFactAttribute() => Skip = PrivateServer.Missing ?? Engine.Missing;
    }
}
