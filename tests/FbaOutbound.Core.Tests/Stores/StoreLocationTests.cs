using FbaOutbound.Stores;
using Xunit;

namespace FbaOutbound.Core.Tests.Stores;

public sealed class StoreLocationTests
{
    [Fact]
    public void WhereNoOtherKindOfStoreIsOfferedEveryTextIsAPath()
    {
        var location = StoreLocation.Parse("./host=1/run.journal");
        Assert.Equal("./host=1/run.journal", location.FilePath);
        Assert.Equal("/x/./host=1/run.journal", location.Resolve(static path => "/x/" + path).FilePath);
    }
}
