using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using CsvHelper;
using FbaOutbound.Sessions;

namespace FbaOutbound.Sandbox.Server;

/// <summary>The verb that runs the main job without PowerShell: the orders of a file go through the client to a sandbox over real HTTP.</summary>
internal static class DemoVerb
{
    private const int Worked = 0;
    private const int Failed = 1;
    private const int NotUnderstood = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        return await RunAsync(args, Console.Out, Console.Error, stop.Token);
    }

    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (args is not [{ Length: > 0 } path] || path[0] == '-')
        {
            await errors.WriteLineAsync("Name one file of orders: demo samples/orders.csv");
            return NotUnderstood;
        }

        try
        {
            using var sandbox = new SandboxService();
            await using var server = await SandboxServer.StartAsync(sandbox, ["http://127.0.0.1:0"], cancellationToken);
            using var session = new FbaSession(new SessionOptions
            {
                Name = "Sandbox",
                Marketplace = "US",
                Endpoint = server.Address,
                Credential = LwaCredential.OfSandbox,
                IsSandbox = true,
                Quotas = new Quota.QuotaRegistry(),
            });
            var job = new DemoJob(session, output);
            return await job.RunAsync(path, cancellationToken) ? Worked : Failed;
        }
        catch (Exception exception) when (exception is FbaException or IOException or UnauthorizedAccessException or CsvFormatException)
        {
            await errors.WriteLineAsync(exception.Message);
            return Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Failed;
        }
    }
}
