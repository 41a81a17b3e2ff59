namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>Where the sandbox's fulfillment centers stand. The streets are invented.</summary>
internal static class CenterAddress
{
    public static PostalAddress Of(string center) => center switch
    {
        "LEX1" => Make("100 Sample Drive", "Lexington", "KY", "40511"),
        "RNO4" => Make("200 Sample Boulevard", "Reno", "NV", "89506"),
        "IND4" => Make("300 Sample Street", "Indianapolis", "IN", "46241"),
        _ => Make("400 Sample Road", "Phoenix", "AZ", "85043"),
    };

    private static PostalAddress Make(string line, string city, string state, string postalCode) =>
        new() { Name = "Returns Department", Line1 = line, City = city, State = state, PostalCode = postalCode, CountryCode = "US" };
}
