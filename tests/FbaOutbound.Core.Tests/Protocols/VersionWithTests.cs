using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Protocols;
using FbaOutbound.Services;
using FbaOutbound.Sessions;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class VersionWithTests
{
    private static readonly ProtocolPlace s_place = new("ATVPDKIKX0DER", "US", _ => "US");

    private static readonly IReadOnlyList<Type> s_services =
    [
        typeof(IPreviewService), typeof(IOfferService), typeof(IReturnService), typeof(IFeatureService), typeof(ISandboxService),
        typeof(ISandboxPackageService), typeof(IBriefReadService),
    ];

    public static TheoryData<string> Versions => [.. KnownProtocols.Names];

    [Theory]
    [MemberData(nameof(Versions))]
    public void TheVersionThatIsRecommendedHasWhatThisOneLacks(string version)
    {
        var own = ServiceOf(version);
        var lacking = s_services.Where(service => !service.IsInstanceOfType(own)).ToList();
        Assert.NotEmpty(lacking);
        Assert.All(lacking, service => Assert.IsAssignableFrom(service, ServiceOf(own.Rules.VersionWith(service))));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void EachServiceHasTheRulesOfItsProtocol(string version) => Assert.Equal(version, ServiceOf(version).Rules.ApiVersion);

    private static IFulfillmentService ServiceOf(string version) =>
        KnownProtocols.Find(version, KnownProtocols.All).Orders(new FakePipeline(), s_place);
}
