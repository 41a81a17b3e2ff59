using System;
using System.Globalization;
using FbaOutbound.Loading;
using FbaOutbound.Stores;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FbaOutbound.Tests.Loading;

public sealed class ConnectionNameTests
{
    [Theory]
    [InlineData("run.journal")]
    [InlineData(@"C:\runs\orders;1.journal")]
    [InlineData("./server/host.journal")]
    [InlineData("//nas/share/run.journal")]
    [InlineData("./host=1/run.journal")]
    public void APathIsAPath(string text) => Assert.Equal(text, Parse(text).FilePath);

    [Theory]
    [InlineData("Host=db.example;Username=fba;Password=canary-1;Database=fba", "PostgreSQL at db.example, database fba")]
    [InlineData(" server = db.example ; Port=5433; pwd='canary-1;Host=canary-1'", "PostgreSQL at db.example:5433")]
    [InlineData("Host=/var/run/postgresql;Database=fba", "PostgreSQL at /var/run/postgresql, database fba")]
    [InlineData("Username=fba;Password=canary-1", "PostgreSQL")]
    [InlineData("Password=canary-1", "PostgreSQL")]
    [InlineData("Host=db;Password='canary-1", "PostgreSQL")]
    [InlineData("postgres://fba:canary-1@db.example/fba", "PostgreSQL at db.example, database fba")]
    [InlineData("postgresql://fba:canary-1@db.example:5433/fba?password=canary-1", "PostgreSQL at db.example:5433, database fba")]
    [InlineData("postgresql://fba:canary-1@db example/ca", "PostgreSQL")]
    [InlineData("host=db.example user=fba password=canary-1 dbname=fba", "PostgreSQL")]
    [InlineData("user=fba password=canary-1 host=db.example", "PostgreSQL")]
    [InlineData("jdbc:postgresql://db.example/fba?user=fba&password=canary-1", "PostgreSQL")]
    [InlineData("npgsql://fba:canary-1@db.example/fba", "PostgreSQL")]
    [InlineData("postgres:/fba:canary-1@db.example/fba", "PostgreSQL")]
    [InlineData("SSL Password=canary-1", "PostgreSQL")]
    [InlineData("PGPASSWORD=canary-1 Host=db", "PostgreSQL")]
    [InlineData("postgresql://fba:12/canary-1@db.example/fba", "PostgreSQL")]
    [InlineData("postgresql://fba:12#canary-1@db.example/fba", "PostgreSQL")]
    [InlineData("postgresql://fba:1=a;Host=canary-1 x@db.example/fba", "PostgreSQL at db.example, database fba")]
    [InlineData("Host=db\u001b[2J;Database=fba", "PostgreSQL")]
    public void AConnectionStringIsKnownAndNeverShown(string text, string shown)
    {
        var location = Parse(text);
        Assert.IsType<PostgreSqlProvider>(location.Provider);
        Assert.Equal(text.Trim(), location.Text);
        Assert.Equal(shown, location.ToString());
    }

    // The pieces that passwords are made of where something goes wrong.
    private static readonly Gen<string> s_password = Gen.Elements(
            "canary-1", "12", "/", "?", "#", "@", ";", "'", "\"", "=", " ", "Host=", "Database=", "\\", "%", "%2F", ":", "&", "//", "[",
            "]", "\u001b", "\n", "é")
        .NonEmptyListOf().Select(pieces => "canary-1" + string.Concat(pieces));

    [Fact]
    public void NoPasswordIsShownOfAnAddressThatIsWrittenWrongly() => Prop.ForAll(
        Gen.Zip(
            Gen.Elements("postgresql://fba:", "postgres://", " POSTGRES://fba:12", "postgresql:/fba:", "jdbc:postgresql://fba:"),
            s_password).ToArbitrary(),
        given => DoesNotShow($"{given.Item1}{given.Item2}@db.example/fba")).QuickCheckThrowOnFailure();

    [Fact]
    public void NoPasswordIsShownOfKeysAndValues() => Prop.ForAll(
        Gen.Zip(
            Gen.Elements(
                "Host=db;Password={0}",
                "Password={0};Host=db",
                "pwd = {0} ;Database=fba",
                "host=db password={0} dbname=fba",
                "user=fba password={0}",
                "dbname=fba pwd={0}",
                "Host=db;SSL Password={0}"),
            s_password).ToArbitrary(),
        given =>
        {
            var value = given.Item1.Contains(';')
                ? "'" + given.Item2.Replace("'", "''", StringComparison.Ordinal) + "'"
                : given.Item2.Replace(";", "", StringComparison.Ordinal);
            DoesNotShow(string.Format(CultureInfo.InvariantCulture, given.Item1, value));
        }).QuickCheckThrowOnFailure();

    private static void DoesNotShow(string text)
    {
        var location = Parse(text);
        Assert.DoesNotContain("canary", $"{location} {location.Resolve(static path => path)}", StringComparison.Ordinal);
        Assert.DoesNotContain(location.ToString(), char.IsControl);
    }

    private static StoreLocation Parse(string text)
    {
        StoreProviders.Offer();
        return StoreLocation.Parse(text);
    }
}
