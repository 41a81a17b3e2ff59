using System;
using System.Collections.Concurrent;
using System.Globalization;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints;

internal enum TokenState
{
    Valid,
    Invalid,
    Expired,
}

/// <summary>
/// Access tokens that say themselves whose they are and how long they last, so that nothing has to be remembered and a sandbox with a
/// state file goes on accepting them after a restart. They protect nothing: this is a sandbox.
/// </summary>
internal sealed class AccessTokens(SandboxOptions options, TimeProvider time)
{
    public const string Prefix = "Atza|";
    private const ulong Key = 0x5AFE_B0C5_0000_2020UL;
    private const int MostRemembered = 4096;
    private readonly ConcurrentDictionary<string, Content> _known = new(StringComparer.Ordinal);
    private readonly TokenEra _era = new(time);

    public string Issue(string clientId, string refreshToken)
    {
        var account = Identifiers.Hash(refreshToken, Identifiers.Hash(clientId));
        var now = time.GetUtcNow().UtcTicks;
        var payload = string.Join(
            "-",
            account.ToString("x16", CultureInfo.InvariantCulture),
            _era.NextStamp().ToString("x", CultureInfo.InvariantCulture),
            (now + options.TokenLifetime.Ticks).ToString("x", CultureInfo.InvariantCulture));
        return Prefix + payload + "-" + Identifiers.Hash(payload, Key).ToString("x16", CultureInfo.InvariantCulture);
    }

    public TokenState Check(string token, out ulong account)
    {
        if (!_known.TryGetValue(token, out var content))
        {
            content = Read(token);
            if (_known.Count >= MostRemembered)
            {
                _known.Clear();
            }

            _known[token] = content;
        }

        account = content.Account;
        if (!content.IsOurs || _era.IsRevoked(content.Issued))
        {
            return TokenState.Invalid;
        }

        return content.Expires <= time.GetUtcNow().UtcTicks || _era.IsExpired(content.Issued)
            ? TokenState.Expired
            : TokenState.Valid;
    }

    public void ExpireAll() => _era.ExpireAll();

    public void RevokeAll() => _era.RevokeAll();

    private static Content Read(string token)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return default;
        }

        var end = token.LastIndexOf('-');
        var payload = end < Prefix.Length ? "" : token.Substring(Prefix.Length, end - Prefix.Length);
        var parts = payload.Split('-');
        return parts.Length == 3
            && token.Substring(end + 1) == Identifiers.Hash(payload, Key).ToString("x16", CultureInfo.InvariantCulture)
            && ulong.TryParse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var account)
            && long.TryParse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var issued)
            && long.TryParse(parts[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var expires)
            ? new Content(account, issued, expires)
            : default;
    }

    private readonly struct Content(ulong account, long issued, long expires)
    {
        public bool IsOurs { get; } = true;

        public ulong Account { get; } = account;

        public long Issued { get; } = issued;

        public long Expires { get; } = expires;
    }
}
