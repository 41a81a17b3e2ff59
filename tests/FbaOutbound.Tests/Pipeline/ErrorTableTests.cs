using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Errors;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

public sealed class ErrorTableTests
{
    public static TheoryData<string> Defects => [.. s_defects.Keys];

    // What .NET itself says of what it was given.
    private static readonly Dictionary<string, Action> s_defects = new()
    {
        ["a number"] = () => int.Parse("Canary", System.Globalization.CultureInfo.InvariantCulture),
        ["a word"] = () => Enum.Parse<DayOfWeek>("Canary"),
        ["a key"] = () => _ = new Dictionary<string, int>()["Canary"],
        ["a key twice"] = () => _ = new[] { "Canary", "Canary" }.ToDictionary(text => text),
        ["a task"] = () => System.Threading.Tasks.Task.Run(() => int.Parse("Canary", System.Globalization.CultureInfo.InvariantCulture)).Wait(),
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public void ADefectIsToldByItsTypeAndItsPlaceAndQuotesNothing(string kind)
    {
        var defect = Record.Exception(s_defects[kind]);
        Assert.Contains("Canary", defect.ToString(), StringComparison.Ordinal);

        var error = ErrorTable.From(defect, "A-1");

        Assert.Equal((ErrorIds.UnexpectedFault, "A-1"), (error.Id, error.Target));
        Assert.Contains(defect.GetBaseException().GetType().Name, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ErrorTableTests), error.Exception.StackTrace, StringComparison.Ordinal);
        Assert.Null(error.Exception.InnerException);
        Assert.Empty(error.Exception.Data);
        Assert.DoesNotContain("Canary", $"{error.Exception} {error.RecommendedAction} {error.Exception.Message}", StringComparison.OrdinalIgnoreCase);
    }
}
