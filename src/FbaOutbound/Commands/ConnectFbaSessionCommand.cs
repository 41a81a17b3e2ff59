using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Security;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Opens a session with Amazon's services or with a sandbox of them; it becomes the default of this runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "FbaSession", DefaultParameterSetName = CallWays.AnyWay)]
[OutputType(typeof(FbaSession))]
public sealed class ConnectFbaSessionCommand : FbaCommand
{
    private const string SandboxSet = "Sandbox";
    private const string CredentialSet = "Credential";
    private const string EnvironmentSet = "Environment";
    private const string ConnectionSet = "Connection";
    private const string MwsSet = "Mws";
    private const string ProfileSet = "Profile";

    private Hashtable? _profile;

    /// <summary>
    /// <b>-Sandbox:</b> use the sandbox that ships with the module, in this process: no account, no server, no network. Each is an account
    /// of its own.
    /// </summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = SandboxSet)]
    [RequiredIn(SandboxSet)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary><b>-SandboxState:</b> a file that keeps the sandbox's orders and stock, so that they outlive the process.</summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateNotNullOrEmpty]
    public string? SandboxState { get; set; }

    /// <summary><b>-ClientCredential:</b> the application's client id (as the user name) and client secret (as the password).</summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = CredentialSet)]
    [RequiredIn(CredentialSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [Credential]
    public PSCredential? ClientCredential { get; set; }

    /// <summary><b>-RefreshToken:</b> the refresh token by which the seller has authorized the application.</summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = CredentialSet)]
    [RequiredIn(CredentialSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [SecretArgument]
    public SecureString? RefreshToken { get; set; }

    /// <summary>
    /// <b>-FromEnvironment:</b> take the credentials from FBA_CLIENT_ID, FBA_CLIENT_SECRET and FBA_REFRESH_TOKEN, the marketplace from
    /// FBA_MARKETPLACE and, if it is set, -QuotaStore from FBA_QUOTA_STORE.
    /// </summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [RequiredIn(EnvironmentSet)]
    public SwitchParameter FromEnvironment { get; set; }

    /// <summary>
    /// <b>-Connection:</b> the hashtable that Get-AutomationConnection returns: ClientId, ClientSecret, RefreshToken, Marketplace and, if
    /// any, Endpoint, TokenEndpoint, ApiVersion and QuotaStore.
    /// </summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = ConnectionSet)]
    [RequiredIn(ConnectionSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    [SettingsArgument]
    public Hashtable? Connection { get; set; }

    /// <summary>
    /// <b>-Profile:</b> the name of a profile: a secret in a vault of Microsoft.PowerShell.SecretManagement that holds the credentials and
    /// the other settings of a session.
    /// </summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = ProfileSet)]
    [RequiredIn(ProfileSet)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? Profile { get; set; }

    /// <summary><b>-SaveProfile:</b> save what the session was opened with as a profile of this name, once it is open.</summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = ConnectionSet)]
    [Parameter(ParameterSetName = MwsSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? SaveProfile { get; set; }

    /// <summary><b>-Vault:</b> the vault of the profile. <value>The default value is the default vault.</value></summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = ConnectionSet)]
    [Parameter(ParameterSetName = MwsSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? Vault { get; set; }

    /// <summary>
    /// <b>-Proxy:</b> the proxy between this machine and Amazon, such as http://proxy.example.com:8080. <value>By default the system's
    /// proxy is used.</value>
    /// </summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = ConnectionSet)]
    [Parameter(ParameterSetName = MwsSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [UriArgument]
    public Uri? Proxy { get; set; }

    /// <summary><b>-ProxyCredential:</b> the user name and the password that the proxy requires.</summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = ConnectionSet)]
    [Parameter(ParameterSetName = MwsSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary><b>-AccessKey:</b> for MWS, the access key id (as the user name) and the secret key (as the password).</summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = MwsSet)]
    [RequiredIn(MwsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [Credential]
    public PSCredential? AccessKey { get; set; }

    /// <summary><b>-SellerId:</b> for MWS, the seller's identifier.</summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = MwsSet)]
    [RequiredIn(MwsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? SellerId { get; set; }

    /// <summary>
    /// <b>-MwsAuthToken:</b> for MWS, the token by which the seller has authorized the owner of the key, if that is somebody else.
    /// </summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = MwsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [SecretArgument]
    public SecureString? MwsAuthToken { get; set; }

    /// <summary><b>-Marketplace:</b> the marketplace by its country code, such as US, or by its id.</summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = ConnectionSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = MwsSet)]
    [RequiredIn(CredentialSet)]
    [ArgumentCompleter(typeof(MarketplaceCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? Marketplace { get; set; }

    /// <summary>
    /// <b>-ApiVersion:</b> the version of the service's protocol: 2020-07-01, or Mws for the protocol that came before. <value>The default
    /// value is 2020-07-01, with -AccessKey Mws.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ApiVersionCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? ApiVersion { get; set; }

    /// <summary>
    /// <b>-Endpoint:</b> a host other than Amazon's, such as a sandbox server's. Access tokens go to it: over HTTPS, or over HTTP to this
    /// machine only.
    /// </summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = ConnectionSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = MwsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [UriArgument]
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// <b>-TokenEndpoint:</b> another address for access tokens than Login with Amazon's. The refresh token and the client secret go to it.
    /// </summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = ConnectionSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [UriArgument]
    public Uri? TokenEndpoint { get; set; }

    /// <summary>
    /// <b>-AmazonSandbox:</b> use Amazon's own sandbox, which needs an account: 5 requests a second and 15 at once for every operation.
    /// </summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = ConnectionSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    public SwitchParameter AmazonSandbox { get; set; }

    /// <summary>
    /// <b>-QuotaStore:</b> where all processes that use this account share its quota: the path of a file, for processes of one machine, or
    /// the connection string of a database. <value>By default the quota is this process's own.</value>
    /// </summary>
    [Parameter(ParameterSetName = CallWays.AnyWay)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = ConnectionSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = MwsSet)]
    [ValidateNotNullOrEmpty]
    public string? QuotaStore { get; set; }

    /// <summary>
    /// <b>-Name:</b> the name of the session. <value>The default value is the marketplace, or Sandbox, with a number where the name was
    /// given before.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? Name { get; set; }

    /// <summary>
    /// <b>-TimeoutSec:</b> how many seconds the response to one request may take, 1 to 86400. <value>The default value is 30.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, 86_400)]
    public int TimeoutSec { get; set; }

    /// <summary>
    /// <b>-LogPath:</b> a file to which what happens to the session's requests is appended, as lines of JSON without personal data.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    private protected override string Activity => "Connecting";

    private protected override void Begin()
    {
        var way = CallWays.Choose(MyInvocation);
        if (QuotaStore is not null && string.IsNullOrWhiteSpace(QuotaStore))
        {
            throw new ParameterInvalidException(
                $"-{nameof(QuotaStore)} is blank. Give the path of a file or the connection string of a database, or leave it out.");
        }

        if (LogPath is not null && string.IsNullOrWhiteSpace(LogPath))
        {
            throw new ParameterInvalidException($"-{nameof(LogPath)} is blank. Give the path of a file, or leave it out.");
        }

        var sessions = RunspaceSessions.Current;
        var request = new SessionRequest(sessions)
        {
            Name = Name,
            Marketplace = Marketplace,
            ApiVersion = ApiVersion,
            Endpoint = Endpoint,
            TokenEndpoint = TokenEndpoint,
            AmazonSandbox = AmazonSandbox.IsPresent,
            RequestTimeout = TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) : null,
            QuotaStore = QuotaStore,
            Proxy = Proxy,
            ProxyCredential = ProxyCredential,
            LogPath = LogPath is null ? null : ResolveFile($"-{nameof(LogPath)}", LogPath),
            Profile = SaveProfile is null ? null : profile => _profile = profile,
            ResolvePath = path => ResolveFile("The quota store", path),
            Warn = Engine.Warning,
        };
        var vault = new SecretVault(InvokeCommand, Vault);
        if (SaveProfile is not null)
        {
            vault.Require();
        }

        var session = way switch
        {
            CredentialSet => OpenWithCredentials(request),
            EnvironmentSet => request.OpenFromEnvironment(Environment.GetEnvironmentVariable),
            ConnectionSet => request.OpenFrom(Connection!, "The connection", isProfile: false),
            ProfileSet => request.OpenFrom(vault.Read(Profile!), $"The profile '{Profile}'", isProfile: true),
            MwsSet => OpenMws(request),
            SandboxSet when Sandbox.IsPresent => request.OpenSandbox(SandboxState is null ? null : ResolveFile($"-{nameof(SandboxState)}", SandboxState)),
            _ => throw new SettingException(CredentialAdvice.Ways),
        };
        _ = FirstOrder.PrepareAsync(session);
        try
        {
            Pump.Run(async cancellationToken =>
            {
                await session.AuthorizeAsync(cancellationToken).ConfigureAwait(false);
                return session;
            });
        }
        catch
        {
            session.Dispose();
            throw;
        }

        sessions.Add(session);
        sessions.Seen.Add(SeenKind.Profile, Profile, session.Marketplace, session: null);
        if (SaveProfile is { } name)
        {
            SaveTo(vault, name);
        }

        Engine.Write(session);
    }

    // The session is open, whether or not its profile can be saved.
    private void SaveTo(SecretVault vault, string name)
    {
        try
        {
            vault.Save(name, _profile!);
            RunspaceSessions.Current.Seen.Add(SeenKind.Profile, name, null, session: null);
            Engine.Verbose($"The profile '{name}' was saved.");
        }
        catch (ProfileException exception)
        {
            Engine.Error(ErrorTable.From(exception, name));
        }
    }

    private FbaSession OpenWithCredentials(SessionRequest request)
    {
        RequireAll((nameof(ClientCredential), ClientCredential), (nameof(RefreshToken), RefreshToken), (nameof(Marketplace), Marketplace));
        return request.Open(ClientCredential!.UserName, Secret.Text(ClientCredential.Password), Secret.Text(RefreshToken!));
    }

    private FbaSession OpenMws(SessionRequest request)
    {
        RequireAll((nameof(AccessKey), AccessKey), (nameof(SellerId), SellerId));
        return request.OpenMws(
            AccessKey!.UserName, Secret.Text(AccessKey.Password), SellerId!, MwsAuthToken is null ? null : Secret.Text(MwsAuthToken));
    }

    private static void RequireAll(params (string Name, object? Value)[] settings)
    {
        var missing = settings.Where(setting => setting.Value is null).Select(setting => setting.Name).ToList();
        if (missing.Count > 0)
        {
            throw new SettingException(
                $"Not connected: {string.Join(" and ", missing.Select(name => "-" + name))} {(missing.Count == 1 ? "is" : "are")} missing. "
                    + CredentialAdvice.Of(missing)) { IsCredential = true };
        }
    }
}
