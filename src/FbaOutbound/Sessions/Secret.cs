using System;
using System.Runtime.InteropServices;
using System.Security;

namespace FbaOutbound.Sessions;

/// <summary>The way from PowerShell's secrets to the text that goes to the token service, and back for a vault.</summary>
internal static class Secret
{
    public static string Text(SecureString secret)
    {
        var memory = IntPtr.Zero;
        try
        {
            memory = Marshal.SecureStringToGlobalAllocUnicode(secret);
            return Marshal.PtrToStringUni(memory) ?? "";
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }

    public static SecureString Of(string text)
    {
        var secret = new SecureString();
        foreach (var character in text)
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        return secret;
    }
}
