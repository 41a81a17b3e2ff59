using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace FbaOutbound.Http;

/// <summary>How the client names itself to Amazon.</summary>
internal static class UserAgent
{
    public static string Value { get; } =
        $"FbaOutbound/{typeof(UserAgent).Assembly.GetName().Version.ToString(3)} (Language=C#; "
            + $"Platform={Clean(RuntimeInformation.FrameworkDescription)})";

    internal static string Clean(string platform) => Regex.Replace(platform, "[^A-Za-z0-9. _-]+", "").Trim();
}
