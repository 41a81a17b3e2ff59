using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using Npgsql;

namespace FbaOutbound.PostgreSql;

/// <summary>
/// Reads the text that a user gives for a database: keys and values, or an address that begins with <c>postgresql://</c>.
/// </summary>
internal static class ConnectionText
{
    /// <summary>Returns the connection string with our defaults where it says nothing else.</summary>
    /// <exception cref="DatabaseException">
    /// The text cannot be used. No part of it is shown: a piece of a password can look like a key.
    /// </exception>
    public static string Read(string text, int seconds, int connections)
    {
        var defaults = string.Create(
            CultureInfo.InvariantCulture,
            $"Application Name=FbaOutbound;Timeout={seconds};Command Timeout={seconds};Cancellation Timeout=-1;Maximum Pool "
                + $"Size={connections};Connection Idle Lifetime=60;");
        var given = IsAddress(text) ? FromAddress(text) : text;
        var read = Parse(given);
        if (string.IsNullOrEmpty(read.Host))
        {
            throw Unreadable("it has no host");
        }

        // Npgsql encrypts where it happens to be possible; over a network that is not enough. What the user says goes before.
        var tls = IsThisMachine(read.Host) ? "" : "SSL Mode=VerifyFull;";
        read = Parse(defaults + tls + given);
        read.IncludeErrorDetail = false;
        read.PersistSecurityInfo = false;
        return read.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (
            exception is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException)
        {
            throw Unreadable(
                "it has an unknown key or an invalid value; put a value that contains a semicolon in quotes");
        }
    }

    private static string FromAddress(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri))
        {
            throw Unreadable("it is not a URL; write characters such as / and @ in a password as %2F and %40");
        }

        var builder = new NpgsqlConnectionStringBuilder { Host = uri.IdnHost };
        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        var user = uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        (builder.Username, builder.Password) = (user[0].Length > 0 ? user[0] : null, user.Length > 1 ? user[1] : null);
        builder.Database = uri.AbsolutePath.Trim('/') is { Length: > 0 } name ? Uri.UnescapeDataString(name) : null;
        try
        {
            foreach (var (key, value) in Query(uri))
            {
                builder[key] = value;
            }
        }
        catch (Exception exception) when (
            exception is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException)
        {
            throw Unreadable("it has an unknown parameter");
        }

        return builder.ConnectionString;
    }

    // libpq's names and words are lower case with _ and -.
    private static IEnumerable<(string Key, string Value)> Query(Uri uri) =>
        from pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2).Select(Uri.UnescapeDataString).ToArray()
        let value = parts.Length > 1 ? parts[1] : ""
        select parts[0] switch
        {
            "sslmode" => ("SSL Mode", value.Replace("-", "", StringComparison.Ordinal)),
            "sslrootcert" => ("Root Certificate", value),
            "sslcert" => ("SSL Certificate", value),
            "sslkey" => ("SSL Key", value),
            "connect_timeout" => ("Timeout", value),
            var other => (other.Replace('_', ' '), value),
        };

    private static bool IsAddress(string text) =>
        text.TrimStart().StartsWith("postgres", StringComparison.OrdinalIgnoreCase) && text.Contains("://", StringComparison.Ordinal);

    // A host that begins with a slash is the folder of a socket.
    private static bool IsThisMachine(string host) => host.StartsWith('/') || host.StartsWith('@')
        || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>The error of a text that cannot be used.</summary>
    public static DatabaseException Unreadable(string why) => new(DatabaseProblem.Lasting, $"check the connection string: {why}.");
}
