using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;
using Xunit;

namespace FbaOutbound.PostgreSql.Tests;

public sealed class ConnectionTextTests
{
    private const string Secret = "s3cret";

    [Theory]
    [InlineData("Host=db.example.com;Username=u;Password=p;Database=d", "VerifyFull")]
    [InlineData("Host=db.example.com;Username=u;SSL Mode=Require", "Require")]
    [InlineData("postgresql://u:p@db.example.com/d", "VerifyFull")]
    [InlineData("postgresql://u:p@db.example.com/d?sslmode=verify-ca", "VerifyCA")]
    [InlineData("postgres://u:p@db.example.com:5433/d?sslmode=disable", "Disable")]
    [InlineData("Host=127.0.0.1;Username=u", "Prefer")]
    [InlineData("Host=localhost;Username=u", "Prefer")]
    [InlineData("Host=/var/run/postgresql;Username=u", "Prefer")]
    [InlineData("Host=localhost,db.example.com;Username=u", "VerifyFull")]
    public void AConnectionOverANetworkChecksTheCertificateUnlessConfiguredOtherwise(string text, string expected) =>
        Assert.Equal(expected, Read(text).SslMode.ToString());

    [Fact]
    public void AnAddressSaysWhatKeysAndValuesSay()
    {
        var read = Read("postgresql://us%40er:p%3Aw%2Fd@db.example.com:5433/data%20base?application_name=mine&connect_timeout=7");
        Assert.Equal(
            ("db.example.com", 5433, "us@er", "p:w/d", "data base"), (read.Host, read.Port, read.Username, read.Password, read.Database));
        Assert.Equal(("mine", 7), (read.ApplicationName, read.Timeout));
    }

    [Fact]
    public void WhatTheUserSaysGoesBeforeTheDefaults()
    {
        Assert.Equal((2, 4), (Read("Host=localhost").CommandTimeout, Read("Host=localhost").MaxPoolSize));
        Assert.Equal(
            (9, 1),
            (
                Read("Host=localhost;Command Timeout=9;MaxPoolSize=1").CommandTimeout,
                Read("Host=localhost;Command Timeout=9;Maximum Pool Size=1").MaxPoolSize));
    }

    [Theory]
    [InlineData("Host=h;Password=a;" + Secret + "=b")]
    [InlineData("Host=h;" + Secret + "=")]
    [InlineData("Host=h;" + Secret)]
    [InlineData("Host=h;Port=" + Secret)]
    [InlineData("Username=u;Password=" + Secret)]
    [InlineData("postgresql://u:" + Secret + "/x@host/d")]
    [InlineData("postgresql://u:p@host/d?" + Secret + "=1")]
    [InlineData("postgresql://u:p@host/d?sslmode=" + Secret)]
    public void ATextThatCannotBeUsedIsNotShown(string text)
    {
        var exception = Assert.Throws<DatabaseException>(() => ConnectionText.Read(text, 2, 4));
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    // Keys and values of every kind, wrong ones too: what comes of them is a database that can be tried, or an error that shows nothing of
    // them.
    [Fact]
    public void WhateverIsWrittenEndsInADatabaseOrInAnErrorThatDoesNotShowIt()
    {
        var key = Gen.Elements(
            "Host", "Port", "Password", "Username", "Database", "SSL Mode", "Timeout", "Command Timeout", "Maximum Pool Size",
            "Minimum Pool Size", "Connection Idle Lifetime", "Keepalive", "TCP Keepalive", "Multiplexing",
            "Enlist", "Target Session Attributes", "Load Balance Hosts", "Max Auto Prepare", "Root Certificate", "SSL Certificate",
            "SSL Negotiation", "Channel Binding", "Include Error Detail", "Persist Security Info", "Encoding", "Timezone",
            "Options", "Read Buffer Size", "Kerberos Service Name", "Passfile", "Require Auth", "Search Path", "Pooling",
            "Cancellation Timeout", "Internal Command Timeout", "Connection Pruning Interval", "Unknown", "", " ");
        var value = Gen.Elements(
            "",
            "1",
            "-1",
            "0",
            "2147483648",
            "true",
            "Require",
            "verify-full",
            "localhost",
            "h1,h2:1",
            "/tmp",
            "x",
            "'",
            "\"",
            "%zz",
            "é",
            "any",
            "\u001b",
            "\0",
            "primary").Select(text => Secret + text);
        value = Gen.OneOf(
            value, Gen.Elements("1", "0", "true", "Require", "localhost", "h1,h2:1", "/tmp", "100000", "primary", "Disable", "Direct"));
        var pairs = Gen.Zip(key, value).ListOf();
        var text = Gen.Zip(Gen.Elements("Host=localhost;", "", "postgresql://u:p@localhost/d?", "postgresql://"), pairs)
            .Select(
                given => given.Item1
                    + string.Join(given.Item1.Contains("://") ? '&' : ';', given.Item2.Select(pair => $"{pair.Item1}={pair.Item2}")));
        Prop.ForAll(text.ToArbitrary(), given =>
        {
            try
            {
                using var database = new Database(Places.Of(given), 2, 4);
            }
            catch (DatabaseException error)
            {
                Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static NpgsqlConnectionStringBuilder Read(string text) => new(ConnectionText.Read(text, 2, 4));
}
