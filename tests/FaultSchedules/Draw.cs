using System;
using System.Collections.Generic;

namespace FbaOutbound.FaultSchedules;

/// <summary>Numbers that follow from a seed, the same on every machine and version.</summary>
internal sealed class Draw
{
    private ulong _state;

    public Draw(long seed, long stream = 0) =>
        _state = unchecked(((ulong)seed * 0x9E3779B97F4A7C15UL) ^ ((ulong)stream * 0xD1B54A32D192ED03UL));

    /// <summary>A number from 0 up to 1.</summary>
    public double Next()
    {
        unchecked
        {
            var mixed = _state += 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }

    /// <summary>A whole number, both ends included.</summary>
    public int Next(int least, int most) => least + (int)(Next() * (most - least + 1));

    public bool Chance(double probability) => Next() < probability;

    public T Of<T>(IReadOnlyList<T> values) => values[Next(0, values.Count - 1)];

    public TimeSpan Seconds(int least, int most) => TimeSpan.FromMilliseconds(Next(least * 1000, most * 1000));
}
