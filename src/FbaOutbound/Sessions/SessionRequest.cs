using System;
using System.Collections;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using FbaOutbound.Errors;
using FbaOutbound.Quota;
using FbaOutbound.Sandbox;
using FbaOutbound.Stores;

namespace FbaOutbound.Sessions;

/// <summary>What Connect-FbaSession was requested, and the ways to open it.</summary>
internal sealed record SessionRequest(RunspaceSessions Registry)
{
    private const string DefaultMarketplace = "US";

    public string? Name { get; init; }

    public string? Marketplace { get; init; }

    public string? ApiVersion { get; init; }

    public Uri? Endpoint { get; init; }

    public Uri? TokenEndpoint { get; init; }

    public bool AmazonSandbox { get; init; }

    /// <summary>Whether the endpoint is that of a sandbox server.</summary>
    public bool IsSandbox { get; init; }

    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>The path or connection string of a quota store.</summary>
    public string? QuotaStore { get; init; }

    /// <summary>The proxy between this machine and the services.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Who the proxy lets through.</summary>
    public PSCredential? ProxyCredential { get; init; }

    /// <summary>The full path of the session's log.</summary>
    public string? LogPath { get; init; }

    /// <summary>Takes what the session is opened with, as a profile that opens it again.</summary>
    public Action<Hashtable>? Profile { get; init; }

    /// <summary>Makes a path of PowerShell's location a full one.</summary>
    public Func<string, string> ResolvePath { get; init; } = Path.GetFullPath;

    /// <summary>Takes a warning about a file that the session uses.</summary>
    public Action<string> Warn { get; init; } = static _ => { };

    /// <summary>Opens a session with its own sandbox, in this process.</summary>
    public FbaSession OpenSandbox(string? stateFile)
    {
        var marketplace = FindMarketplace();
        var service = StartSandbox(stateFile, marketplace.Id);
        try
        {
            WarnOf(service.StateExposure);
            return Open("Sandbox", new SessionOptions
            {
                Marketplace = marketplace.Code,
                Endpoint = new Uri("https://localhost/"),
                Sandbox = service,
                SandboxAccount = service.StateName,
                Transport = service.CreateHandler,
            }.WithDates(() => service.Now));
        }
        catch
        {
            // It holds its state file, which the next try needs.
            service.Dispose();
            throw;
        }
    }

    /// <summary>Opens a session with these credentials.</summary>
    public FbaSession Open(string clientId, string clientSecret, string refreshToken)
    {
        (clientId, clientSecret, refreshToken) = (
            Read(clientId, CredentialText.ClientId),
            Read(clientSecret, CredentialText.ClientSecret),
            Read(refreshToken, CredentialText.RefreshToken));
        TellProfile(
            (SessionProfile.ClientCredential, new PSCredential(clientId, Secret.Of(clientSecret))),
            (SessionProfile.RefreshToken, Secret.Of(refreshToken)));
        return Open(null, new SessionOptions
        {
            Marketplace = Marketplace ?? DefaultMarketplace,
            Credential = new LwaCredential(clientId, clientSecret, refreshToken),
            Endpoint = Endpoint,
            TokenEndpoint = TokenEndpoint,
            AmazonSandbox = AmazonSandbox,
        });
    }

    /// <summary>Opens a session of MWS with these credentials.</summary>
    public FbaSession OpenMws(string accessKeyId, string secretKey, string sellerId, string? authToken)
    {
        if (ApiVersion is not null && !string.Equals(ApiVersion, KnownProtocols.SignedVersion, StringComparison.OrdinalIgnoreCase))
        {
            throw new SettingException(
                $"-AccessKey and -SellerId are for MWS, but -ApiVersion is '{ApiVersion}'. Leave -ApiVersion out, or give "
                    + "-ClientCredential and -RefreshToken.");
        }

        if (Endpoint is null)
        {
            throw new SettingException(MwsHosts.Ended);
        }

        if (!Endpoint.IsAbsoluteUri)
        {
            throw new SettingException("-Endpoint is not an absolute URL, such as https://example.com/.");
        }

        (accessKeyId, secretKey, sellerId) = (
            Read(accessKeyId, CredentialText.AccessKeyId),
            Read(secretKey, CredentialText.SecretKey),
            Read(sellerId, CredentialText.SellerId));
        authToken = CredentialText.Trim(authToken).Length == 0 ? null : Read(authToken!, CredentialText.AuthToken);
        TellProfile(
            (SessionProfile.AccessKey, new PSCredential(accessKeyId, Secret.Of(secretKey))),
            (SessionProfile.SellerId, sellerId),
            (SessionProfile.MwsAuthToken, authToken is null ? null : Secret.Of(authToken)));
        return Open(null, new SessionOptions
        {
            ApiVersion = KnownProtocols.SignedVersion,
            Marketplace = Marketplace
                ?? MwsHosts.CountryOf(Endpoint)
                ?? (
                    Endpoint.IsLoopback
                        ? DefaultMarketplace
                        : throw new SettingException(
                            $"The host '{Endpoint.Host}' does not identify a marketplace: give -Marketplace.")),
            MwsCredential = new MwsCredential(accessKeyId, secretKey, sellerId, authToken),
            Endpoint = Endpoint,
        });
    }

    /// <summary>Opens a session from FBA_CLIENT_ID, FBA_CLIENT_SECRET, FBA_REFRESH_TOKEN and FBA_MARKETPLACE.</summary>
    public FbaSession OpenFromEnvironment(Func<string, string?> variable)
    {
        string[] required = Marketplace is null
            ? ["FBA_CLIENT_ID", "FBA_CLIENT_SECRET", "FBA_REFRESH_TOKEN", "FBA_MARKETPLACE"]
            : ["FBA_CLIENT_ID", "FBA_CLIENT_SECRET", "FBA_REFRESH_TOKEN"];
        var missing = required.Where(name => CredentialText.Trim(variable(name)).Length == 0).ToList();
        if (missing.Count > 0)
        {
            throw new SettingException(
                $"These environment variables are not set: {string.Join(", ", missing)}. "
                    + CredentialAdvice.Of(missing)) { IsCredential = true };
        }

        var request = this with
        {
            Marketplace = Marketplace ?? CredentialText.Trim(variable("FBA_MARKETPLACE")),
            QuotaStore = QuotaStore ?? variable("FBA_QUOTA_STORE")
        };
        return request.Open(variable("FBA_CLIENT_ID")!, variable("FBA_CLIENT_SECRET")!, variable("FBA_REFRESH_TOKEN")!);
    }

    /// <summary>Opens a session from a hashtable: an Azure Automation connection, or a profile.</summary>
    /// <param name="settings">The hashtable.</param>
    /// <param name="what">What messages call it.</param>
    /// <param name="isProfile">Whether it is a profile, which has the client id and secret as a credential as a rule.</param>
    public FbaSession OpenFrom(Hashtable settings, string what, bool isProfile)
    {
        var profile = new SessionProfile(settings, what);
        profile.RequireKnown();
        var request = this with
        {
            Marketplace = Marketplace ?? profile.Text("Marketplace"),
            ApiVersion = ApiVersion ?? profile.Text("ApiVersion"),
            Endpoint = Endpoint ?? profile.Address("Endpoint"),
            TokenEndpoint = TokenEndpoint ?? profile.Address("TokenEndpoint"),
            AmazonSandbox = AmazonSandbox || profile.Flag("AmazonSandbox"),
            IsSandbox = profile.Flag("IsSandbox"),
            RequestTimeout = RequestTimeout ?? profile.Seconds("TimeoutSec"),
            QuotaStore = QuotaStore ?? profile.Text("QuotaStore"),
            Proxy = Proxy ?? profile.Address("Proxy"),
            ProxyCredential = ProxyCredential ?? profile.Credential("ProxyCredential"),
        };
        if (profile.IsOfMws)
        {
            var key = profile.Credential(SessionProfile.AccessKey);
            var seller = profile.Text(SessionProfile.SellerId);
            profile.Require((SessionProfile.AccessKey, key), (SessionProfile.SellerId, seller));
            return request.OpenMws(key!.UserName, Secret.Text(key.Password), seller!, profile.Text(SessionProfile.MwsAuthToken));
        }

        if (request is { IsSandbox: true, Endpoint: null })
        {
            throw new SettingException(
                $"{what} has IsSandbox for a sandbox server, but no Endpoint. Add the server's address, or remove IsSandbox.");
        }

        var (id, secret) = profile.Application;
        var token = profile.Text(SessionProfile.RefreshToken);
        if (isProfile && id is null && secret is null)
        {
            profile.Require(
                (SessionProfile.ClientCredential, null), (SessionProfile.RefreshToken, token), (nameof(Marketplace), request.Marketplace));
        }

        profile.Require(
            ("ClientId", id), ("ClientSecret", secret), (SessionProfile.RefreshToken, token), (nameof(Marketplace), request.Marketplace));
        return request.Open(id!, secret!, token!);
    }

    private Marketplace FindMarketplace()
    {
        try
        {
            return Sessions.Marketplace.Find(Marketplace ?? DefaultMarketplace);
        }
        catch (FbaException exception)
        {
            throw new SettingException(exception.Message);
        }
    }

    private static SandboxService StartSandbox(string? stateFile, string marketplaceId)
    {
        try
        {
            return new SandboxService(new SandboxOptions { StateFile = stateFile, MarketplaceId = marketplaceId });
        }
        catch (Exception exception) when (stateFile is not null)
        {
            throw new SandboxStateException($"The sandbox's state file cannot be used: {exception.Message}", exception);
        }
    }

    private string Read(string value, string name)
    {
        try
        {
            var credential = CredentialText.Read(value, name, out var wasQuoted);
            if (wasQuoted)
            {
                Warn($"The {name} was enclosed in quotation marks, which were removed because they are not part of it.");
            }

            return credential;
        }
        catch (FbaException exception)
        {
            throw new SettingException(exception.Message) { IsCredential = true };
        }
    }

    private void TellProfile(params (string Name, object? Value)[] credentials)
    {
        if (Profile is null)
        {
            return;
        }

        var profile = new Hashtable(StringComparer.OrdinalIgnoreCase);
        (string Name, object? Value)[] others =
        [
            ("Marketplace", Marketplace), ("ApiVersion", ApiVersion), ("Endpoint", Endpoint?.OriginalString),
            ("TokenEndpoint", TokenEndpoint?.OriginalString), ("AmazonSandbox", AmazonSandbox ? "true" : null),
            ("IsSandbox", IsSandbox ? "true" : null),
            ("TimeoutSec", RequestTimeout?.TotalSeconds.ToString(CultureInfo.InvariantCulture)),

            // A connection string may have a password.
            ("QuotaStore", string.IsNullOrWhiteSpace(QuotaStore) ? null : Secret.Of(QuotaStore!)),
            ("Proxy", Proxy?.OriginalString), ("ProxyCredential", ProxyCredential),
        ];
        foreach (var (name, value) in credentials.Concat(others).Where(setting => setting.Value is not null))
        {
            profile[name] = value;
        }

        Profile(profile);
    }

    private WebProxy? ReadProxy()
    {
        if (Proxy is null)
        {
            return ProxyCredential is null
                ? null
                : throw new SettingException("-ProxyCredential needs -Proxy. Give the proxy's address, such as http://proxy.example.com:8080.");
        }

        if (!Proxy.IsAbsoluteUri || Proxy.Scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5") || Proxy.Host.Length == 0)
        {
            throw new SettingException("-Proxy is not the address of a proxy, such as http://proxy.example.com:8080.");
        }

        return Proxy.UserInfo.Length > 0
            ? throw new SettingException(
                "-Proxy contains a user name or a password. Give the address without them, and use -ProxyCredential.")
            : new WebProxy(Proxy) { Credentials = ProxyCredential?.GetNetworkCredential() };
    }

    private FbaSession Open(string? stem, SessionOptions options)
    {
        SessionLog? log = null;
        FbaSession? session = null;
        var isOpen = false;
        try
        {
            var name = Name ?? Registry.NewName(stem ?? Sessions.Marketplace.Find(options.Marketplace).Code);
            var location = FindQuotaStore();
            log = LogPath is null ? null : SessionLog.Open(LogPath, name);
            session = new FbaSession(
                options with
                {
                    Log = log,
                    Name = name, ApiVersion = ApiVersion ?? options.ApiVersion, RequestTimeout = RequestTimeout ?? options.RequestTimeout,
                    QuotaStore = location, Proxy = ReadProxy(), IsSandbox = options.IsSandbox || IsSandbox
                });
            CheckName(session);
            WarnOf(session.LogPath is { } file ? Storage.PrivateFile.Exposure(file, "the requests of your sessions") : null);
            WarnOf(
                location?.FilePath is { } path
                    ? Storage.PrivateFile.Exposure(path, "hashes of your accounts and their rate limits")
                    : null);
            isOpen = true;
            return session;
        }
        catch (FbaException exception) when (exception.GetType() == typeof(FbaException))
        {
            throw new SettingException(exception.Message);
        }
        finally
        {
            // A session closes its log itself. The user may have made errors of warnings.
            if (!isOpen)
            {
                session?.Dispose();
                log?.Dispose();
            }
        }
    }

    private void WarnOf(string? exposure)
    {
        if (exposure is not null)
        {
            Warn(exposure);
        }
    }

    private StoreLocation? FindQuotaStore()
    {
        var location = string.IsNullOrWhiteSpace(QuotaStore) ? null : StoreLocation.Parse(QuotaStore!.Trim()).Resolve(ResolvePath);
        return Registry.StateFlawOf(location) is { } flaw
            ? throw new QuotaStoreException($"{flaw}. Use another file for -QuotaStore.")
            : location;
    }

    // To connect again under the same name is common in scripts. Under the name of another account, orders of that one would be cancelled
    // in this one.
    private void CheckName(FbaSession session)
    {
        if (Registry.IsOfAnotherAccount(session))
        {
            throw new SessionNameInUseException(
                $"The name '{session.Name}' belongs to a session of another account that was opened in this runspace. Choose another "
                    + "-Name.");
        }
    }
}
