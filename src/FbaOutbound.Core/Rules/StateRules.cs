using System;
using System.Collections.Generic;

namespace FbaOutbound.Rules;

/// <summary>The states and provinces of the countries where merchant fulfillment requires one: the United States, Canada, the United Kingdom and China.</summary>
internal static class StateRules
{
    // With the district, the territories and the military.
    private static readonly HashSet<string> s_unitedStates = Set(
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI UM FM MH PW AA AE AP");

    private static readonly HashSet<string> s_canada = Set("AB BC MB NB NL NS NT NU ON PE QC SK YT");

    /// <summary>Refuses a state that is missing or unknown where it is known which ones there are.</summary>
    public static void Check(ProblemList problems, string? country, string? state, string member)
    {
        var codes = ProblemList.Is(country, "US") ? s_unitedStates : ProblemList.Is(country, "CA") ? s_canada : null;
        if (string.IsNullOrWhiteSpace(state))
        {
            if (codes is not null || ProblemList.Is(country, "CN"))
            {
                problems.Error(ProblemCodes.MemberMissing, member, codes is null ? "is required in China: give the province" : $"is required in {(codes == s_canada ? "Canada" : "the United States")}: give its two letters");
            }
            else if (ProblemList.Is(country, "GB") || ProblemList.Is(country, "UK"))
            {
                problems.Warning(ProblemCodes.MemberMissing, member, "is missing, which the page requires in the United Kingdom: give the county where the address has one");
            }
        }
        else if (codes is not null && !codes.Contains(state!.Trim()))
        {
            problems.Error(ProblemCodes.StateInvalid, member,
                codes == s_canada ? "is not a province of Canada: write its two letters, such as ON" : "is not a state of the United States: write its two letters, such as OR");
        }
    }

    private static HashSet<string> Set(string codes) => new(codes.Split(' '), StringComparer.OrdinalIgnoreCase);
}
