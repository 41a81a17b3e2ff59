using System;
using FbaOutbound.Http;
using Xunit;

namespace FbaOutbound.Core.Tests.Http;

public class AdviceTests
{
    private static readonly Operation s_operation = Harness.Read with { Role = "Some Role" };

    [Theory]
    [InlineData(403, "Unauthorized", "")]
    [InlineData(403, "Unauthorized", null)]
    public void ADenialWithoutDetailsMentionsTheRole(int status, string code, string? details) =>
        Assert.Contains(
            "this operation needs Some Role.",
            Advice.ForRefusal(status, new ServiceError(code, "Access to requested resource is denied.", details), s_operation),
            StringComparison.Ordinal);

    [Fact]
    public void ARefusedCredentialIsNoMatterOfRoles() =>
        Assert.Null(Advice.ForRefusal(401, new ServiceError("invalid_client", "Client authentication failed", null), s_operation));
}
