using System.Linq;
using System.Runtime.InteropServices;

namespace FbaOutbound.Http;

/// <summary>How the client names itself to Amazon.</summary>
internal static class UserAgent
{
    public static string Value { get; } =
        $"FbaOutbound/{typeof(UserAgent).Assembly.GetName().Version.ToString(3)} (Language=C#; "
            + $"Platform={Clean(RuntimeInformation.FrameworkDescription)})";

    internal static string Clean(string platform) => string.Concat(platform.Where(IsPlain)).Trim();

    private static bool IsPlain(char character) =>
        character is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or ' ' or '_' or '-';
}
