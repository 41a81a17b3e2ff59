using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Sandbox.Control;

/// <summary>Sends a request to the test control of a server, and returns the status and the body of its response.</summary>
/// <param name="isRead">Whether it is a GET; otherwise it is a POST.</param>
/// <param name="path">The path, relative to the server's address.</param>
/// <param name="body">The body; null for none.</param>
/// <param name="cancellationToken">Ends the call.</param>
internal delegate Task<(int Status, byte[] Body)> ControlSender(
    bool isRead, string path, byte[]? body, CancellationToken cancellationToken);

/// <summary>The hand on a sandbox server, through its test control.</summary>
internal sealed class RemoteSandbox(ControlSender send) : ISandboxControl
{
    private const string Root = "sandbox";

    public Task<SandboxStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        SendAsync<SandboxStatus>(isRead: true, Root, body: null, cancellationToken);

    public async Task<IReadOnlyList<SandboxRequest>> GetRequestsAsync(CancellationToken cancellationToken) =>
        (await SendAsync<RequestList>(isRead: true, Root + "/requests", body: null, cancellationToken).ConfigureAwait(false)).Requests;

    public Task ApplyAsync(SandboxChange change, CancellationToken cancellationToken) =>
        ChangeAsync<SandboxStatus>(Root, ControlBody.Write(change), cancellationToken);

    public Task ResetAsync(CancellationToken cancellationToken) => ChangeAsync<Nothing>(Root + "/reset", body: null, cancellationToken);

    // Nothing but a sandbox is told to change.
    private async Task ChangeAsync<T>(string path, byte[]? body, CancellationToken cancellationToken)
    {
        await GetStatusAsync(cancellationToken).ConfigureAwait(false);
        await SendAsync<T>(isRead: false, path, body, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> SendAsync<T>(bool isRead, string path, byte[]? body, CancellationToken cancellationToken)
    {
        var (status, answer) = await send(isRead, path, body, cancellationToken).ConfigureAwait(false);
        try
        {
            return status == 200
                ? JsonSerializer.Deserialize<T>(answer, ControlBody.Json) ?? throw new JsonException()
                : status == 400
                    ? throw new ArgumentException(JsonSerializer.Deserialize<Refusal>(answer, ControlBody.Json)!.Error)
                    : throw new NoSandboxException();
        }
        catch (JsonException)
        {
            throw new NoSandboxException();
        }
    }

    private sealed record RequestList(long Count, IReadOnlyList<SandboxRequest> Requests);

    private sealed record Refusal(string Error);

    private sealed record Nothing;
}

/// <summary>What answered is not the test control of a sandbox.</summary>
internal sealed class NoSandboxException : Exception
{
    public NoSandboxException()
    {
    }

    public NoSandboxException(string message)
        : base(message)
    {
    }

    public NoSandboxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
