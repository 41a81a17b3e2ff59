using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Rows;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>
/// The states and provinces of the countries where merchant fulfillment requires one: the United States, Canada, the United Kingdom and
/// China; and those of Australia. Multi-Channel Fulfillment takes any text, so only a code of two letters that there is not is refused
/// there, and any other unknown text is a warning.
/// </summary>
internal static class StateRules
{
    // With the district, the territories and the military.
    private static readonly HashSet<string> s_unitedStates = Set(
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX "
            + "UT VT VA WA WV WI WY DC AS GU MP PR VI UM FM MH PW AA AE AP");

    private static readonly HashSet<string> s_canada = Set("AB BC MB NB NL NS NT NU ON PE QC SK YT");

    // Québec and Newfoundland, as they were until 1991 and 2002, and are still written.
    private static readonly HashSet<string> s_former = Set("PQ NF");

    private static readonly HashSet<string> s_australia = Set("ACT NSW NT QLD SA TAS VIC WA");

    // The first digits of ZIP codes, as three digits from and to; those of the territories and the military are known with the postal
    // codes.
    private static readonly Dictionary<string, string> s_zips = Names(
        "AL=350-369,AK=995-999,AZ=850-865,AR=716-729,CA=900-961,CO=800-816,CT=060-069,DE=197-199,DC=200-205 569-569,FL=320-349,GA=300-319 "
            + "398-399,HI=967-968,ID=832-838,IL=600-629,IN=460-479,"
        + "IA=500-528,KS=660-679,KY=400-427,LA=700-714,ME=039-049,MD=206-219,MA=010-027 "
        + "055-055,MI=480-499,MN=550-567,MS=386-397,MO=630-658,MT=590-599,NE=680-693,NV=889-898,NH=030-038,NJ=070-089,"
        + "NM=870-884,NY=005-005 063-063 "
        + "100-149,NC=270-289,ND=580-588,OH=430-459,OK=730-749,OR=970-979,PA=150-196,RI=028-029,SC=290-299,SD=570-577,TN=370-385 "
        + "422-422,TX=733-733 750-799 885-885,"
        + "UT=840-847,VT=050-059,VA=201-201 220-246,WA=980-994,WV=247-268,WI=530-549,WY=820-831 834-834");

    // The first letter of a Canadian postal code.
    private static readonly Dictionary<string, string> s_canadianLetters = Names(
        "NL=A,NS=B,PE=C,NB=E,QC=GHJ,ON=KLMNP,MB=R,SK=S,AB=T,BC=V,NU=X,NT=X,YT=Y");

    /// <summary>
    /// Refuses a code of two letters that no state of the United States has. Warns of another text that is no state of its country, and of
    /// a state that does not fit the postal code.
    /// </summary>
    public static void CheckDestination(ProblemList problems, string? country, string? state, string? postalCode, string member)
    {
        if (string.IsNullOrWhiteSpace(state) || CodesOf(country) is not { } codes)
        {
            return;
        }

        var given = state!.Trim();
        var code = given.Replace(".", "").Replace(" ", "").ToUpperInvariant();
        if (!codes.Contains(code))
        {
            var known = country!.Trim().ToUpperInvariant();
            code = StateNames.CodeOf(known, given) ?? StateNames.CodeOf(known, given.Replace(".", "").Replace(",", "")) ?? code;
            if (!codes.Contains(code) && !(codes == s_canada && s_former.Contains(code)))
            {
                var fault = NoState(codes, StateNames.Nearest(known, given));
                if (codes == s_unitedStates && code.Length <= 2)
                {
                    problems.Error(ProblemCodes.StateInvalid, member, fault);
                }
                else if (!IsAbbreviated(given))
                {
                    problems.Warning(ProblemCodes.StateInvalid, member, fault);
                }

                return;
            }
        }

        var start = postalCode?.Trim() ?? "";
        if (codes == s_unitedStates && s_zips.TryGetValue(code, out var ranges)
            && start.Length >= 5 && int.TryParse(start.Substring(0, 3), out var first)
            && !ranges.Split(' ').Any(
                range => first >= int.Parse(range.Substring(0, 3), CultureInfo.InvariantCulture)
                    && first <= int.Parse(range.Substring(4), CultureInfo.InvariantCulture)))
        {
            problems.Warning(
                ProblemCodes.StateInvalid,
                member,
                "does not match the first digits of the postal code, which belong to another state: check both");
        }
        else if (codes == s_canada && s_canadianLetters.TryGetValue(code, out var letters) && start.Length > 0
            && letters.IndexOf(char.ToUpperInvariant(start[0])) < 0)
        {
            problems.Warning(
                ProblemCodes.StateInvalid,
                member,
                "does not match the first letter of the postal code, which belongs to another province: check both");
        }
    }

    /// <summary>Refuses a state that is missing or unknown if it is known which ones there are.</summary>
    public static void Check(ProblemList problems, string? country, string? state, string member)
    {
        var codes = ProblemList.Is(country, "US") ? s_unitedStates : ProblemList.Is(country, "CA") ? s_canada : null;
        if (string.IsNullOrWhiteSpace(state))
        {
            if (codes is not null || ProblemList.Is(country, "CN"))
            {
                problems.Error(
                    ProblemCodes.MemberMissing,
                    member,
                    codes is null
                        ? "is required in China: give the province"
                        : $"is required in {(codes == s_canada ? "Canada" : "the United States")}: give its two-letter code");
            }
            else if (ProblemList.Is(country, "GB") || ProblemList.Is(country, "UK"))
            {
                problems.Warning(
                    ProblemCodes.MemberMissing,
                    member,
                    "is missing, but Amazon's documentation requires it in the United Kingdom: give the county if the address has one");
            }
        }
        else if (codes is not null && !codes.Contains(state!.Trim()))
        {
            problems.Error(ProblemCodes.StateInvalid, member, NoState(codes, near: null));
        }
    }

    // PEI, Fla., N. Carolina, US-OR: people and carriers read what no list has.
    private static bool IsAbbreviated(string state) =>
        state.Length is > 2 and < 6 || state.IndexOf(' ') == 1 || !state.All(character => char.IsLetter(character) || character == ' ');

    private static HashSet<string>? CodesOf(string? country) => ProblemList.Is(country, "US") ? s_unitedStates
        : ProblemList.Is(country, "CA") ? s_canada
        : ProblemList.Is(country, "AU") ? s_australia
        : null;

    private static string NoState(HashSet<string> codes, string? near) => codes == s_unitedStates
        ? $"is not a state of the United States{Spelling.Hint(near)}: use its two-letter code, such as OR"
        : codes == s_canada ? $"is not a province of Canada{Spelling.Hint(near)}: use its two-letter code, such as ON"
        : $"is not a state of Australia{Spelling.Hint(near)}: use its code, such as NSW";

    private static Dictionary<string, string> Names(string pairs) =>
        pairs.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    private static HashSet<string> Set(string codes) => new(codes.Split(' '), StringComparer.OrdinalIgnoreCase);
}
