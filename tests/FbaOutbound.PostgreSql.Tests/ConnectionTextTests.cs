using System;
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
    public void AConnectionOverANetworkChecksTheCertificateUnlessItIsToldOtherwise(string text, string expected) => Assert.Equal(expected, Read(text).SslMode.ToString());

    [Fact]
    public void AnAddressSaysWhatKeysAndValuesSay()
    {
        var read = Read("postgresql://us%40er:p%3Aw%2Fd@db.example.com:5433/data%20base?application_name=mine&connect_timeout=7");
        Assert.Equal(("db.example.com", 5433, "us@er", "p:w/d", "data base"), (read.Host, read.Port, read.Username, read.Password, read.Database));
        Assert.Equal(("mine", 7), (read.ApplicationName, read.Timeout));
    }

    [Fact]
    public void WhatTheUserSaysGoesBeforeTheDefaults()
    {
        Assert.Equal((2, 4), (Read("Host=localhost").CommandTimeout, Read("Host=localhost").MaxPoolSize));
        Assert.Equal((9, 1), (Read("Host=localhost;Command Timeout=9;MaxPoolSize=1").CommandTimeout, Read("Host=localhost;Command Timeout=9;Maximum Pool Size=1").MaxPoolSize));
    }

    [Fact]
    public void SettingsThatDoNotGoTogetherAreASpokenError() =>
        Assert.Throws<DatabaseException>(() => new Database("Host=host;Minimum Pool Size=10", 2, 4));

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

    private static NpgsqlConnectionStringBuilder Read(string text) => new(ConnectionText.Read(text, 2, 4));
}
