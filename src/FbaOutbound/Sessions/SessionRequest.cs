using System;
using System.Collections;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
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

    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>The path or connection string of a quota store.</summary>
    public string? QuotaStore { get; init; }

    /// <summary>Makes a path of PowerShell's location a full one.</summary>
    public Func<string, string> ResolvePath { get; init; } = Path.GetFullPath;

    /// <summary>Takes a warning about a file that the session uses.</summary>
    public Action<string> Warn { get; init; } = static _ => { };

    /// <summary>Opens a session with its own sandbox, in this process.</summary>
    public FbaSession OpenSandbox(string? stateFile)
    {
        var service = StartSandbox(stateFile);
        WarnOf(service.StateExposure);
        try
        {
            return Open("Sandbox", new SessionOptions
            {
                Marketplace = Marketplace ?? DefaultMarketplace,
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
    public FbaSession Open(string clientId, string clientSecret, string refreshToken) => Open(null, new SessionOptions
    {
        Marketplace = Marketplace ?? DefaultMarketplace,
        Credential = new LwaCredential(
            Read(clientId, CredentialText.ClientId),
            Read(clientSecret, CredentialText.ClientSecret),
            Read(refreshToken, CredentialText.RefreshToken)),
        Endpoint = Endpoint,
        TokenEndpoint = TokenEndpoint,
        AmazonSandbox = AmazonSandbox,
    });

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
            MwsCredential = new MwsCredential(
                Read(accessKeyId, CredentialText.AccessKeyId),
                Read(secretKey, CredentialText.SecretKey),
                Read(sellerId, CredentialText.SellerId),
                CredentialText.Trim(authToken).Length == 0 ? null : Read(authToken!, CredentialText.AuthToken)),
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

    /// <summary>Opens a session from the hashtable of an Azure Automation connection.</summary>
    public FbaSession OpenFromConnection(Hashtable connection)
    {
        string? Field(string name) => connection.Keys.Cast<object>()
            .Where(key => string.Equals(key.ToString(), name, StringComparison.OrdinalIgnoreCase))
            .Select(key => CredentialText.Trim(Text(connection[key], name)))
            .FirstOrDefault(text => text.Length > 0);

        string[] required = Marketplace is null
            ? ["ClientId", "ClientSecret", "RefreshToken", "Marketplace"]
            : ["ClientId", "ClientSecret", "RefreshToken"];
        var missing = required.Where(name => Field(name) is null).ToList();
        if (missing.Count > 0)
        {
            throw new SettingException(
                $"The connection has no value for: {string.Join(", ", missing)}. "
                    + CredentialAdvice.Of(missing)) { IsCredential = true };
        }

        var request = this with
        {
            Marketplace = Marketplace ?? Field("Marketplace"),
            ApiVersion = ApiVersion ?? Field("ApiVersion"),
            Endpoint = Endpoint ?? ToUri("Endpoint", Field("Endpoint")),
            TokenEndpoint = TokenEndpoint ?? ToUri("TokenEndpoint", Field("TokenEndpoint")),
            RequestTimeout = RequestTimeout ?? ToSeconds("TimeoutSec", Field("TimeoutSec")),
            QuotaStore = QuotaStore ?? Field("QuotaStore"),
        };
        return request.Open(Field("ClientId")!, Field("ClientSecret")!, Field("RefreshToken")!);
    }

    private static SandboxService StartSandbox(string? stateFile)
    {
        try
        {
            return new SandboxService(new SandboxOptions { StateFile = stateFile });
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

    private static string? Text(object? value, string field) => value switch
    {
        PSObject wrapped => Text(wrapped.BaseObject, field),
        SecureString secret => Secret.Text(secret),
        null or string or Uri => value?.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new SettingException(
            $"The connection's field {field} is an object of type {value.GetType().Name}: give text or a secure string."),
    };

    private static Uri? ToUri(string field, string? text) => text is null
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri)
        ? uri
        : throw new SettingException($"The connection's field {field} is not an absolute URL.");

    private static TimeSpan? ToSeconds(string field, string? text) => text is null
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new SettingException($"The connection's field {field} is not a whole number of seconds from 1 to 86400.");

    private FbaSession Open(string? stem, SessionOptions options)
    {
        try
        {
            var name = Name ?? Registry.NewName(stem ?? Sessions.Marketplace.Find(options.Marketplace).Code);
            var location = FindQuotaStore();
            var session = new FbaSession(
                options with
                {
                    Name = name, ApiVersion = ApiVersion ?? options.ApiVersion, RequestTimeout = RequestTimeout ?? options.RequestTimeout,
                    QuotaStore = location
                });
            CheckName(session);
            WarnOf(
                location?.FilePath is { } path
                    ? Storage.PrivateFile.Exposure(path, "hashes of your accounts and their rate limits")
                    : null);
            return session;
        }
        catch (FbaException exception) when (exception.GetType() == typeof(FbaException))
        {
            throw new SettingException(exception.Message);
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
            ? throw new QuotaStoreException($"{flaw}. Give -QuotaStore another file.")
            : location;
    }

    // To connect again under the same name is common in scripts. Under the name of another account, orders of that one would be cancelled
    // in this one.
    private void CheckName(FbaSession session)
    {
        if (Registry.IsOfAnotherAccount(session))
        {
            session.Dispose();
            throw new SessionNameInUseException(
                $"A session named '{session.Name}' is already open for another account. Choose another -Name, or disconnect that session "
                    + "first.");
        }
    }
}
