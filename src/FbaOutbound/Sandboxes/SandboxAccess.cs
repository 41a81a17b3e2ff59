using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Errors;
using FbaOutbound.Sandbox;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Sessions;

namespace FbaOutbound.Sandboxes;

/// <summary>The sandbox that a session leads to: the one in this process, or a server on this machine.</summary>
internal sealed class SandboxAccess
{
    private readonly FbaSession _session;
    private readonly ISandboxControl _control;

    private SandboxAccess(FbaSession session, ISandboxControl control) => (_session, _control) = (session, control);

    /// <summary>Returns the sandbox of a session; nothing is sent.</summary>
    /// <exception cref="FbaException">The session is closed, or does not lead to a sandbox that can be controlled.</exception>
    public static SandboxAccess Of(FbaSession session) => new(
        session,
        session.Sandbox is SandboxService sandbox ? new LocalSandbox(sandbox) : new RemoteSandbox(session.Control.SendAsync));

    public async Task<SandboxStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        (await AskAsync(() => _control.GetStatusAsync(cancellationToken)).ConfigureAwait(false)).For(_session.Name);

    public Task<System.Collections.Generic.IReadOnlyList<SandboxRequest>> GetRequestsAsync(CancellationToken cancellationToken) =>
        AskAsync(() => _control.GetRequestsAsync(cancellationToken));

    public Task ApplyAsync(SandboxChange change, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await _control.ApplyAsync(change, cancellationToken).ConfigureAwait(false);
        return true;
    });

    public Task ResetAsync(CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await _control.ResetAsync(cancellationToken).ConfigureAwait(false);
        return true;
    });

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            throw new ParameterInvalidException($"{exception.Message} Nothing was changed.");
        }
        catch (NoSandboxException)
        {
            throw new NoSandboxServerException(
                $"The program at {_session.Endpoint} is not a sandbox server of this version, so session '{_session.Name}' has no sandbox "
                    + "to control. Start-FbaSandboxServer starts one.");
        }
    }
}
