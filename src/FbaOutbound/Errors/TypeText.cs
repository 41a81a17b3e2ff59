namespace FbaOutbound.Errors;

/// <summary>Names the type of an input in a sentence.</summary>
internal static class TypeText
{
    /// <summary>Returns the type's name with its article, such as "an Int32".</summary>
    public static string Of(object value)
    {
        var name = value.GetType().Name;
        return $"{(name[0] is 'A' or 'E' or 'I' or 'O' ? "an" : "a")} {name}";
    }
}
