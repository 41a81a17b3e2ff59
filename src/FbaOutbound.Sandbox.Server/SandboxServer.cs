using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Server.Page;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FbaOutbound.Sandbox.Server;

/// <summary>A sandbox behind real HTTP. It carries requests to the sandbox and responses back, and knows nothing else.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private SandboxServer(WebApplication application) => _application = application;

    /// <summary>Where the server listens; a port of 0 has become a real one.</summary>
    public Uri Address =>
        new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts a server.</summary>
    /// <param name="sandbox">The sandbox that it leads to.</param>
    /// <param name="urls">Where it listens.</param>
    /// <param name="isOwned">Whether another program ends it, so that Ctrl+C does not.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<SandboxServer> StartAsync(
        SandboxService sandbox, string[] urls, bool isOwned = false, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Kestrel would end the connection before the sender has its response.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Logging.AddFilter((_, level) => level >= LogLevel.Error);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        if (isOwned)
        {
            builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        }

        var application = builder.Build();
        var control = new TestControl(sandbox);
        var page = new PageEndpoint(sandbox);
        application.Run(context => context.Request.Path.StartsWithSegments("/sandbox", StringComparison.Ordinal)
            ? control.HandleAsync(context)
            : context.Request.Path == "/" ? page.HandleAsync(context) : Carrier.HandleAsync(sandbox.Dispatcher, context));
        await application.StartAsync(cancellationToken);
        return new SandboxServer(application);
    }

    /// <summary>Waits until the process is asked to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
