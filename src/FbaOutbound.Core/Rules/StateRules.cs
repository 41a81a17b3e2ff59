using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>
/// The states and provinces of the countries where merchant fulfillment requires one: the United States, Canada, the United Kingdom and
/// China. Multi-Channel Fulfillment takes any text, so only a code of two letters that there is not is refused there.
/// </summary>
internal static class StateRules
{
    private const string NoState = "is not a state of the United States: use its two-letter code, such as OR";

    // With the district, the territories and the military.
    private static readonly HashSet<string> s_unitedStates = Set(
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX "
            + "UT VT VA WA WV WI WY DC AS GU MP PR VI UM FM MH PW AA AE AP");

    private static readonly HashSet<string> s_canada = Set("AB BC MB NB NL NS NT NU ON PE QC SK YT");

    private static readonly Dictionary<string, string> s_names = Names(
        "Alabama=AL,Alaska=AK,Arizona=AZ,Arkansas=AR,California=CA,Colorado=CO,Connecticut=CT,Delaware=DE,Florida=FL,Georgia=GA,Hawaii=HI,Idaho=ID,Illinois=IL,Indiana=IN,Iowa=IA,Kansas=KS,Kentucky=KY,"
        + "Louisiana=LA,Maine=ME,Maryland=MD,Massachusetts=MA,Michigan=MI,Minnesota=MN,Mississippi=MS,Missouri=MO,Montana=MT,Nebraska=NE,Nevada=NV,New Hampshire=NH,New Jersey=NJ,New Mexico=NM,"
        + "New York=NY,North Carolina=NC,North Dakota=ND,Ohio=OH,Oklahoma=OK,Oregon=OR,Pennsylvania=PA,Rhode Island=RI,South "
        + "Carolina=SC,South Dakota=SD,Tennessee=TN,Texas=TX,Utah=UT,Vermont=VT,"
        + "Virginia=VA,Washington=WA,West Virginia=WV,Wisconsin=WI,Wyoming=WY,District of Columbia=DC");

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
    /// Refuses a code of two letters that no state of the United States has, and warns of a state that does not fit the postal code.
    /// </summary>
    public static void CheckDestination(ProblemList problems, string? country, string? state, string? postalCode, string member)
    {
        if (string.IsNullOrWhiteSpace(state))
        {
            return;
        }

        var given = state!.Trim();
        var code = s_names.TryGetValue(given, out var known) ? known : given.Replace(".", "").Replace(" ", "").ToUpperInvariant();
        var start = postalCode?.Trim() ?? "";
        if (ProblemList.Is(country, "US"))
        {
            if (code.Length <= 2 && !s_unitedStates.Contains(code))
            {
                problems.Error(ProblemCodes.StateInvalid, member, NoState);
            }
            else if (s_zips.TryGetValue(code, out var ranges) && start.Length >= 5 && int.TryParse(start.Substring(0, 3), out var first)
                && !ranges.Split(' ').Any(
                    range => first >= int.Parse(range.Substring(0, 3), CultureInfo.InvariantCulture)
                        && first <= int.Parse(range.Substring(4), CultureInfo.InvariantCulture)))
            {
                problems.Warning(
                    ProblemCodes.StateInvalid,
                    member,
                    "does not match the first digits of the postal code, which belong to another state: check both");
            }
        }
        else if (ProblemList.Is(country, "CA")
            && s_canadianLetters.TryGetValue(code, out var letters) && start.Length > 0
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
            problems.Error(ProblemCodes.StateInvalid, member,
                codes == s_canada ? "is not a province of Canada: use its two-letter code, such as ON" : NoState);
        }
    }

    private static Dictionary<string, string> Names(string pairs) =>
        pairs.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    private static HashSet<string> Set(string codes) => new(codes.Split(' '), StringComparer.OrdinalIgnoreCase);
}
