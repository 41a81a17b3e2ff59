using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;
using System.Security;
using System.Xml;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>What came down the pipeline, read without the engine's binder, which drops values that it cannot convert.</summary>
internal sealed class PipelineRecord : IObjectView
{
    public static readonly PipelineRecord View = new();

    private PipelineRecord()
    {
    }

    /// <summary>Takes the engine's wrapper off; an object that is only a bag of properties stays wrapped.</summary>
    public static object? Unwrap(object? value) => value switch
    {
        // The engine's empty value, which a calculated property holds whose script gives nothing.
        PSObject nothing when ReferenceEquals(nothing, AutomationNull.Value) => null,
        NullString => null,
        PSObject { BaseObject: NullString } => null,

        PSObject { BaseObject: not PSCustomObject } wrapped => wrapped.BaseObject,

        // Export-Clixml and jobs know no DateTimeOffset and take it apart.
        PSObject bag when bag.TypeNames.Contains("Deserialized.System.DateTimeOffset")
            && bag.Properties["UtcDateTime"]?.Value is DateTime utc
            => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
        _ => value,
    };

    /// <summary>
    /// Returns the elements of a list, which the engine does not enumerate where it is given as an argument; of anything else, itself.
    /// </summary>
    public static IEnumerable<object?> Each(object? value) => Unwrap(value) switch
    {
        null => [null],
        IEnumerable list and not (string or IDictionary or XmlNode) => list.Cast<object?>(),
        _ => [value],
    };

    /// <summary>
    /// Returns the properties of an object or the entries of a dictionary; null for single values, such as text and numbers, and for lists.
    /// </summary>
    public static IReadOnlyList<(string Name, object? Value)>? Properties(object? value)
    {
        switch (Unwrap(value))
        {
            // The wrapper itself is IFormattable.
            case PSObject bag:
                return PropertiesOf(bag);
            case null or string or IFormattable or bool or char or Uri:
                return null;
            case IDictionary dictionary:
                return EntriesOf(dictionary);

            case XmlElement element:
                return CellsOf(element);

            // Their properties describe a program, and no order.
            case IEnumerable or ScriptBlock or Type or Delegate or Stream or SecureString:
                return null;

            // The engine shows the row's own members, such as RowState, among its columns.
            case DataRow row:
                return CellsOf(row);
            case DataRowView view:
                return CellsOf(view.Row);
            default:
                return PropertiesOf(PSObject.AsPSObject(value));
        }
    }

    object? IObjectView.Unwrap(object? value) => Unwrap(value);

    IReadOnlyList<(string Name, object? Value)>? IObjectView.PropertiesOf(object value) => Properties(value);

    // As a list, a generic dictionary gives entries of another type than a hashtable does.
    private static List<(string Name, object? Value)> EntriesOf(IDictionary dictionary)
    {
        var entries = new List<(string, object?)>(dictionary.Count);
        for (var entry = dictionary.GetEnumerator(); entry.MoveNext();)
        {
            entries.Add((Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", Unwrap(entry.Value)));
        }

        return entries;
    }

    // The engine shows the element's own members, such as NodeType, among its attributes and elements.
    private static List<(string Name, object? Value)> CellsOf(XmlElement element) =>
    [
        .. element.Attributes.Cast<XmlAttribute>().Select(attribute => (attribute.LocalName, (object?)attribute.Value)),
        .. element.ChildNodes.OfType<XmlElement>().Select(child =>
            (child.LocalName, child.ChildNodes.OfType<XmlElement>().Any() ? child : (object?)child.InnerText)),
    ];

    private static List<(string Name, object? Value)> CellsOf(DataRow row) =>
        [.. row.Table.Columns.Cast<DataColumn>().Select(column => (column.ColumnName, Unwrap(row[column])))];

    private static List<(string Name, object? Value)> PropertiesOf(PSObject value)
    {
        // As many as most rows have.
        var properties = new List<(string, object?)>(16);
        foreach (var property in value.Properties)
        {
            properties.Add((property.Name, Read(property)));
        }

        return properties;
    }

    // A script property may throw; that is its owner's affair, and no reason to lose the record.
    private static object? Read(PSPropertyInfo property)
    {
        try
        {
            return Unwrap(property.Value);
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
