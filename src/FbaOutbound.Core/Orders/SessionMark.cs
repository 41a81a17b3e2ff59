using System.Linq;
using FbaOutbound.Texts;

namespace FbaOutbound.Orders;

/// <summary>What an output says of the session that it was read with.</summary>
/// <param name="Name">The session's name, which a session of another account in another runspace or process can have, too.</param>
/// <param name="Account">A hash that is the same for all sessions of the account.</param>
internal sealed record SessionMark(string? Name, string? Account)
{
    private const int Length = 16;

    /// <summary>Returns the hash of an account. It does not lead to the account's hash in a journal or a quota store.</summary>
    /// <param name="account">The session's mark of its account.</param>
    public static string OfAccount(string account) => TextHash.Hex("session account\n" + account).Substring(0, Length).ToLowerInvariant();

    /// <summary>Returns the hash of an account, or null for another text: shops have columns named Account.</summary>
    public static string? AccountIn(string? text) =>
        text is { Length: Length } && text.All(letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f')) ? text : null;
}
