using System.Collections.Generic;

namespace FbaOutbound.Rows;

/// <summary>How the objects of a host are looked into, so that an order that comes as one can be read without knowing the host.</summary>
internal interface IObjectView
{
    /// <summary>
    /// Returns what a wrapper of the host holds where that is a text, a number, another single value or a list; else the value itself.
    /// </summary>
    object? Unwrap(object? value);

    /// <summary>Returns the names and values of an object or a dictionary; null for a single value and for a list.</summary>
    IReadOnlyList<(string Name, object? Value)>? PropertiesOf(object value);
}
