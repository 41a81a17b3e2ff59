using System;
using System.Data.Common;
using System.Text.RegularExpressions;

namespace FbaOutbound.Loading;

/// <summary>
/// Tells the connection string of a PostgreSQL database from a path, and what of it can be shown: never a part that may be a password.
/// </summary>
internal static class ConnectionName
{
    // A text without a host is taken for a connection string, too, and so is one of another program's way: as a path, its password would
    // show in an error.
    private static readonly Regex s_connectionString = new(
        @"(^|;)\s*(host|server|data\s?source|database|db|user\s?name|user\s?id|uid)\s*=|(password|passwd|pwd|psw)\s*=|^\s*([\w.+-]+:)*postgres(ql)?:/|:/[^:]*:.*@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static readonly Regex s_address = new(@"^[^=;]*:/", RegexOptions.CultureInvariant);
    private static readonly Regex s_plain = new(@"^[\w./:@,\[\]+~-]*\z", RegexOptions.CultureInvariant);

    /// <summary>Whether a text is a connection string, well written or not.</summary>
    public static bool Is(string text) => s_connectionString.IsMatch(text);

    /// <summary>Returns the host and the database that a connection string names.</summary>
    public static string Of(string text)
    {
        var (host, database) = s_address.IsMatch(text) ? ReadAddress(text) : Read(text);
        (host, database) = (Plain(host), Plain(database));
        return "PostgreSQL" + (host.Length > 0 ? $" at {host}" : "") + (database.Length > 0 ? $", database {database}" : "");
    }

    // A part with a space or an unusual character may contain the rest of a malformed text, including the password.
    private static string Plain(string text) => s_plain.IsMatch(text) ? text : "";

    // A password with a / or # in it ends the host's part, and what is left of it looks like a host, a port or a database: the @ tells.
    private static (string Host, string Database) ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql"
            && text.IndexOf('@') == text.LastIndexOf('@') && (text.IndexOf('@') < 0 || uri.UserInfo.Length > 0)
            ? (uri.IsDefaultPort || uri.Port < 0 ? uri.Host : $"{uri.Host}:{uri.Port}", uri.AbsolutePath.Trim('/'))
            : ("", "");

    private static (string Host, string Database) Read(string text)
    {
        var keys = new DbConnectionStringBuilder();
        try
        {
            keys.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            // It cannot be read, so no part of it is known to be no secret.
            return ("", "");
        }

        string Value(params string[] names)
        {
            foreach (var name in names)
            {
                if (keys.TryGetValue(name, out var value))
                {
                    return value.ToString();
                }
            }

            return "";
        }

        var host = Value("Host", "Server", "Data Source", "DataSource");
        var port = Value("Port");
        return (port.Length > 0 ? $"{host}:{port}" : host, Value("Database", "DB"));
    }
}
