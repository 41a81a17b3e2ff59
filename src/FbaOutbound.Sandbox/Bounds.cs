using System;
using System.Text;

namespace FbaOutbound.Sandbox;

/// <summary>
/// What a sandbox can be told. Everything is checked before it changes anything, whether it comes from a caller, over HTTP or from a state
/// file: a date that cannot be written would stay in the sandbox, and in its file.
/// </summary>
internal static class Bounds
{
    private const long MostUnits = 1_000_000_000_000;

    // A Task waits no longer than 49 days.
    private const int MostDaysOfAFault = 30;
    private const int MostDays = 36_500;
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>How far the sandbox's clock can go. Every duration from there on ends in a year that can be written.</summary>
    public static DateTimeOffset LatestTime { get; } = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TimeSpan Duration(TimeSpan value, string name) => value >= TimeSpan.Zero && value <= TimeSpan.FromDays(MostDays)
        ? value
        : throw new ArgumentException($"{name} must be from 0 to {MostDays} days.");

    public static TimeSpan FaultDelay(TimeSpan value, string name = "The delay of a fault") =>
        value >= TimeSpan.Zero && value <= TimeSpan.FromDays(MostDaysOfAFault)
        ? value
        : throw new ArgumentException($"{name} must be from 0 to {MostDaysOfAFault} days.");

    public static long Units(long value, string name) => value is >= 0 and <= MostUnits
        ? value
        : throw new ArgumentException($"{name} must be from 0 to {MostUnits} units.");

    public static T Number<T>(T value, T least, T most, string name)
        where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new ArgumentException($"{name} must be from {least} to {most}.");

    public static T Word<T>(T value)
        where T : struct, Enum =>
        Enum.IsDefined(typeof(T), value) ? value : throw new ArgumentException($"'{value}' is not a {typeof(T).Name}.");

    /// <summary>An id or a SKU.</summary>
    public static string Id(string value, string name)
    {
        try
        {
            s_strict.GetByteCount(value ?? "");
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException($"{name} contains an incomplete character (an unpaired surrogate).");
        }

        return !string.IsNullOrWhiteSpace(value) ? value! : throw new ArgumentException($"{name} is blank.");
    }
}
