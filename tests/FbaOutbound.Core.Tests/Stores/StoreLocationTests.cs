using FbaOutbound.Stores;
using Xunit;

namespace FbaOutbound.Core.Tests.Stores;

public sealed class StoreLocationTests
{
    [Theory]
    [InlineData("run.journal")]
    [InlineData(@"C:\runs\orders;1.journal")]
    [InlineData("./server/host.journal")]
    [InlineData("//nas/share/run.journal")]
    [InlineData("./host=1/run.journal")]
    public void APathIsAPath(string text) => Assert.Equal(text, Assert.IsType<StoreLocation.FilePath>(StoreLocation.Parse(text)).Path);

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
    public void AConnectionStringIsKnownAndNeverShown(string text, string shown)
    {
        var location = Assert.IsType<StoreLocation.PostgreSql>(StoreLocation.Parse(text));
        Assert.Equal(text.Trim(), location.ConnectionString);
        Assert.Equal(shown, location.ToString());
    }
}
