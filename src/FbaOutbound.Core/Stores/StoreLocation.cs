using System;
using System.Data.Common;
using System.Text.RegularExpressions;

namespace FbaOutbound.Stores;

/// <summary>Where a store of quotas or a journal is: a file, or a database. Its text names the place and never shows a password.</summary>
internal abstract record StoreLocation
{
    // A text without a host is taken for a connection string, too, and so is one of another program's way: as a path, its password would
    // show in an error.
    private static readonly Regex s_connectionString = new(
        @"(^|;)\s*(host|server|data\s?source|database|db|user\s?name|user\s?id|uid)\s*=|(password|passwd|pwd|psw)\s*=|^\s*([\w.+-]+:)*postgres(ql)?:/|:/[^:]*:.*@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static readonly Regex s_address = new(@"^[^=;]*:/", RegexOptions.CultureInvariant);
    private static readonly Regex s_plain = new(@"^[\w./:@,\[\]+~-]*\z", RegexOptions.CultureInvariant);

    private StoreLocation()
    {
    }

    /// <summary>Tells a connection string from a path.</summary>
    public static StoreLocation Parse(string text) => s_connectionString.IsMatch(text) ? new PostgreSql(text.Trim()) : new FilePath(text);

    /// <summary>Returns the location with a path that stands in relation to nothing.</summary>
    public StoreLocation Resolve(Func<string, string> resolvePath) => this is FilePath file ? new FilePath(resolvePath(file.Path)) : this;

    /// <summary>A file.</summary>
    /// <param name="Path">The path as it was given.</param>
    public sealed record FilePath(string Path) : StoreLocation
    {
        /// <summary>Returns the path.</summary>
        public override string ToString() => Path;
    }

    /// <summary>A PostgreSQL database.</summary>
    /// <param name="ConnectionString">
    /// The connection string as it was given, with a secret in it: keys and values, or an address that begins with <c>postgresql://</c>.
    /// </param>
    public sealed record PostgreSql(string ConnectionString) : StoreLocation
    {
        /// <summary>Returns host and database.</summary>
        public override string ToString()
        {
            var (host, database) = s_address.IsMatch(ConnectionString) ? ReadAddress(ConnectionString) : Read(ConnectionString);
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
}
