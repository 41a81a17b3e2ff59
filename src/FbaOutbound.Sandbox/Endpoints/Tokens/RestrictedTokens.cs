using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Tokens;

/// <summary>A method and a path that a restricted data token opens.</summary>
internal readonly struct RestrictedResource(string method, string path)
{
    public string Method { get; } = method;

    public string Path { get; } = path;

    /// <summary>Whether this covers a call. A segment in braces covers any.</summary>
    public bool Covers(string method, string path)
    {
        var (mine, others) = (Path.Split('/'), path.Split('/'));
        return Method == method
            && mine.Length == others.Length
            && mine.Zip(others, (segment, other) => (segment.Length > 2 && segment[0] == '{' && segment[segment.Length - 1] == '}')
                || string.Equals(segment, Uri.UnescapeDataString(other), StringComparison.OrdinalIgnoreCase)).All(fits => fits);
    }
}

/// <summary>Restricted data tokens. Like access tokens they say themselves whose they are, how long they last and what they open.</summary>
internal sealed class RestrictedTokens(SandboxOptions options, TimeProvider time)
{
    public const string Prefix = "Atz.sprdt|";
    private const ulong Key = 0x5AFE_B0C5_0000_2021UL;
    private readonly TokenEra _era = new(time);

    public string Issue(ulong account, IEnumerable<RestrictedResource> resources)
    {
        var list = string.Join("\n", resources.Select(resource => resource.Method + " " + resource.Path));
        var payload = string.Join(
            "-",
            account.ToString("x16", CultureInfo.InvariantCulture),
            _era.NextStamp().ToString("x", CultureInfo.InvariantCulture),
            (time.GetUtcNow() + options.RestrictedTokenLifetime).UtcTicks.ToString("x", CultureInfo.InvariantCulture),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(list)));
        return Prefix + payload + "-" + Identifiers.Hash(payload, Key).ToString("x16", CultureInfo.InvariantCulture);
    }

    public TokenState Check(string token, out ulong account, out IReadOnlyList<RestrictedResource> resources)
    {
        (account, resources) = (0, []);
        var end = token.LastIndexOf('-');
        if (!token.StartsWith(Prefix, StringComparison.Ordinal) || end < Prefix.Length)
        {
            return TokenState.Invalid;
        }

        var payload = token.Substring(Prefix.Length, end - Prefix.Length);
        var parts = payload.Split('-');
        if (parts.Length != 4
            || token.Substring(end + 1) != Identifiers.Hash(payload, Key).ToString("x16", CultureInfo.InvariantCulture)
            || !ulong.TryParse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out account)
            || !long.TryParse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var issued)
            || !long.TryParse(parts[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var expires)
            || _era.IsRevoked(issued))
        {
            return TokenState.Invalid;
        }

        resources =
        [
            .. Encoding.UTF8.GetString(Convert.FromBase64String(parts[3])).Split('\n').Select(line => line.Split([' '], 2))
                .Select(line => new RestrictedResource(line[0], line[1])),
        ];
        return expires <= time.GetUtcNow().UtcTicks || _era.IsExpired(issued) ? TokenState.Expired : TokenState.Valid;
    }

    public void ExpireAll() => _era.ExpireAll();

    public void RevokeAll() => _era.RevokeAll();
}
