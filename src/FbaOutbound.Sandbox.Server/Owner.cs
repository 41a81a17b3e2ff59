using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Sandbox.Server;

/// <summary>
/// The program that started the server: the server ends when the standard input does, however that program ended. Ctrl+C in its console is
/// meant for its own work.
/// </summary>
internal sealed class Owner : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly PosixSignalRegistration _interrupt =
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
    private readonly PosixSignalRegistration _terminate;

    public Owner()
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            _ended.Cancel();
        });
        _ = Task.Run(WatchAsync);
    }

    /// <summary>Ends when the server has to.</summary>
    public CancellationToken Ended => _ended.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            await using var input = Console.OpenStandardInput();
            await input.CopyToAsync(Stream.Null);
        }
        catch (IOException)
        {
            // A broken pipe has ended, too.
        }

        await _ended.CancelAsync();
    }
}
