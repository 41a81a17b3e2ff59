namespace FbaOutbound.Files;

/// <summary>The values of columns without room for those that were not given: of many columns a row fills few, and files have many rows.</summary>
internal readonly struct CompactValues
{
    private readonly ulong _given;
    private readonly object[]? _values;

    private CompactValues(ulong given, object[]? values) => (_given, _values) = (given, values);

    /// <summary>How many columns fit.</summary>
    public const int MostColumns = 64;

    /// <summary>Returns the value of a column; null where it was not given.</summary>
    public object? this[int column] => (_given & (1UL << column)) == 0 ? null : _values![CountBelow(column)];

    /// <summary>Takes the values of all columns, each at its index.</summary>
    public static CompactValues Of(object?[] values)
    {
        var given = 0UL;
        var count = 0;
        for (var column = 0; column < values.Length; column++)
        {
            if (values[column] is not null)
            {
                given |= 1UL << column;
                count++;
            }
        }

        if (count == 0)
        {
            return default;
        }

        var compact = new object[count];
        var at = 0;
        foreach (var value in values)
        {
            if (value is not null)
            {
                compact[at++] = value;
            }
        }

        return new CompactValues(given, compact);
    }

    /// <summary>Returns the values with one more, of a column that was not given.</summary>
    public CompactValues With(int column, object value)
    {
        var count = _values?.Length ?? 0;
        var at = CountBelow(column);
        var values = new object[count + 1];
        values[at] = value;
        for (var i = 0; i < count; i++)
        {
            values[i < at ? i : i + 1] = _values![i];
        }

        return new CompactValues(_given | (1UL << column), values);
    }

    /// <summary>Returns the values of all columns, each at its index.</summary>
    public object?[] Expand(int columns)
    {
        var values = new object?[columns];
        var at = 0;
        for (var column = 0; column < columns; column++)
        {
            if ((_given & (1UL << column)) != 0)
            {
                values[column] = _values![at++];
            }
        }

        return values;
    }

    private int CountBelow(int column)
    {
        var count = 0;
        for (var bits = _given & ((1UL << column) - 1); bits != 0; bits &= bits - 1)
        {
            count++;
        }

        return count;
    }
}
