using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using FbaOutbound.Errors;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Sessions;
using FbaOutbound.Texts;

namespace FbaOutbound.Pipeline;

/// <summary>Reads what a shop's file or a parameter says about order files: maps, dates and features, without running any code.</summary>
internal static class ShopSettings
{
    /// <summary>Refuses settings in place of the path of their file: what the engine says of them leads nowhere.</summary>
    /// <exception cref="ParameterInvalidException">The text is the content of a file.</exception>
    public static string RequirePath(string shop) =>
        shop.TrimStart().StartsWith("{", StringComparison.Ordinal) || shop.IndexOf("@{", StringComparison.Ordinal) >= 0
        || shop.IndexOf('\n') >= 0
            ? throw new ParameterInvalidException(
                "Nothing was read: -Shop needs the path of a shop file, not its content. Save the settings in a file such as main.psd1: "
                    + "see docs/order-files.md.")
            : shop;

    /// <summary>Reads a shop's file, which is a data file of PowerShell: one hashtable, and nothing that runs.</summary>
    /// <exception cref="OrderFileException">The file cannot be read, holds code, or has an unknown key.</exception>
    public static Dictionary<string, object?> ReadFile(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OrderFileException($"The shop file '{path}' cannot be read: {exception.Message.TrimEnd('.')}.", exception);
        }

        var tree = Parser.ParseInput(text, out _, out var errors);
        if (errors.Length > 0)
        {
            throw new OrderFileException(
                $"The shop file '{Path.GetFileName(path)}' is not a valid PowerShell data file: line {errors[0].Extent.StartLineNumber}: "
                    + $"{errors[0].Message.TrimEnd('.')}.");
        }

        var table = tree.EndBlock?.Statements is { Count: 1 } statements && tree.ParamBlock is null && tree.BeginBlock is null
            && statements[0] is PipelineAst { PipelineElements: { Count: 1 } elements }
            && elements[0] is CommandExpressionAst { Expression: HashtableAst hashtable } ? hashtable : null;
        if (table is null)
        {
            throw new OrderFileException(
                $"The shop file '{Path.GetFileName(path)}' must contain one hashtable and nothing else, such as @{{ Format = 'Shopify'; IdPrefix = 'MAIN-' }}.");
        }

        // A data file takes a script block for a text, which would be the name of a column that is not there.
        if (table.Find(part => part is ScriptBlockExpressionAst, searchNestedScriptBlocks: false) is { } script)
        {
            throw new OrderFileException(
                $"The shop file '{Path.GetFileName(path)}' has a script block on line {script.Extent.StartLineNumber}, which a data file cannot "
                    + "contain. Leave it out of the file, and give all columns with -Map on the command line, which takes script blocks and "
                    + "replaces the Map of the file.");
        }

        try
        {
            return ShopFile.Check(path, (IDictionary)table.SafeGetValue());
        }
        catch (InvalidOperationException)
        {
            throw new OrderFileException(
                $"The shop file '{Path.GetFileName(path)}' contains code, such as a variable or a command. Use plain values only.");
        }
    }

    /// <summary>Reads a map of SKUs: a path of a CSV file, a hashtable, or rows.</summary>
    public static SkuMap Skus(object value, Func<string, string> resolve, Func<ITableFiles> files)
    {
        var map = new SkuMap();
        switch (PipelineRecord.Unwrap(value))
        {
            case string path:
                ReadSkus(map, resolve(path), files());
                break;
            case FileInfo file:
                ReadSkus(map, file.FullName, files());
                break;
            case IDictionary table:
                foreach (DictionaryEntry entry in table)
                {
                    AddSkus(map, TextOf(entry.Key), PipelineRecord.Unwrap(entry.Value));
                }

                break;
            case IEnumerable rows:
                foreach (var row in rows)
                {
                    var cells = PipelineRecord.Properties(row) ?? [];
                    AddRow(map, name => cells.FirstOrDefault(cell => Is(cell.Name, name)).Value, name =>
                        cells.Any(cell => Is(cell.Name, name)));
                }

                break;
            default:
                throw new ParameterInvalidException(
                    "-SkuMap takes a CSV file with the columns ShopSku, SellerSku and Quantity, or a hashtable such as @{ 'SHOP-1' = 'AMZ-1' }.");
        }

        return map;
    }

    /// <summary>Reads the map of shipping methods.</summary>
    public static SpeedMap Speeds(object value) => PipelineRecord.Unwrap(value) is IDictionary table
        ? new SpeedMap(table.Cast<DictionaryEntry>().Select(entry =>
            new KeyValuePair<string, string>(TextOf(entry.Key), TextOf(entry.Value))))
        : throw new ParameterInvalidException("-SpeedMap takes a hashtable, such as @{ 'Express*' = 'Expedited' }.");

    /// <summary>Reads the name of a format.</summary>
    public static OrderFormat Format(string where, string name)
    {
        string[] names = [.. OrderFormats.All.Select(format => format.Name)];
        return OrderFormats.TryFind(name) ?? throw Unknown(where, name, "format", names);
    }

    /// <summary>Reads the features of each channel.</summary>
    public static Dictionary<string, IReadOnlyList<FeatureConstraint>> FeatureMap(IDictionary table)
    {
        const string Name = "FeatureMap in the shop file";
        var map = new Dictionary<string, IReadOnlyList<FeatureConstraint>>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            var channel = TextOf(entry.Key);
            map[channel] = OrderFormats.Channels.Any(known => Is(known, channel))
                ? Features(Name, entry.Value)
                : throw Unknown(Name, channel, "channel", OrderFormats.Channels);
        }

        return map;
    }

    /// <summary>Reads a marketplace's id or code.</summary>
    public static Marketplace Market(string where, string given)
    {
        try
        {
            return Marketplace.Find(given);
        }
        catch (FbaException exception)
        {
            throw new ParameterInvalidException($"Nothing was read: {where}: {exception.Message}");
        }
    }

    /// <summary>Reads the columns that are added or replaced.</summary>
    public static ColumnMap Columns(object value) => PipelineRecord.Unwrap(value) is IDictionary table
        ? new ColumnMap(table.Cast<DictionaryEntry>().Select(entry => new ColumnMap.Entry(
            TextOf(entry.Key),
            PipelineRecord.Unwrap(entry.Value) switch
            {
                ScriptBlock => null,
                null => throw new ParameterInvalidException(
                    $"-Map has $null for {TextOf(entry.Key)}. Nothing was read. Give the name of a column, or '' if the file has none."),
                string column => column,
                _ => throw new ParameterInvalidException(
                    $"-Map has a value for {TextOf(entry.Key)} that is not text. Nothing was read. Give the name of one column, or a script block."),
            },
            PipelineRecord.Unwrap(entry.Value) is ScriptBlock script ? Maker(TextOf(entry.Key), script) : null)
        {
            Reads = PipelineRecord.Unwrap(entry.Value) is ScriptBlock reader ? RowScript.ColumnsOf(reader.Ast) : [],
        }))
        : throw new ParameterInvalidException("-Map takes a hashtable, such as @{ SellerSku = 'Item SKU' }.");

    /// <summary>Reads the words that hold an order back: one, or a list.</summary>
    public static IReadOnlyList<string> HoldWords(object value)
    {
        string[] words = [.. (value as IEnumerable<object> ?? [value]).Select(TextOf)];
        return Array.Find(words, word => !PlainLetters.AreIn(word)) is { } empty
            ? throw new ParameterInvalidException(
                (string.IsNullOrWhiteSpace(empty) ? "-HoldWord has a blank word"
                    : $"-HoldWord has the word '{Spelling.Showable(empty)}', which has no letters or digits")
                    + ". Nothing was read. Give words such as 'WAIT', 'VIP'.")
            : words;
    }

    /// <summary>Reads features as the column Feature does.</summary>
    public static IReadOnlyList<FeatureConstraint> Features(string name, object? value)
    {
        var read = Cell.Read(OrderColumns.Feature.Form, PipelineRecord.Unwrap(value), out var fault);
        return fault is null
            ? (IReadOnlyList<FeatureConstraint>?)read ?? []
            : throw new ParameterInvalidException($"{name} {fault}. Nothing was read.");
    }

    /// <summary>Reads a day: a date, or ISO 8601 text.</summary>
    public static DateTimeOffset Day(string name, object? value) =>
        Cell.Instant(PipelineRecord.Unwrap(value)) is { } instant ? instant
            : IsoDate.TryParse(TextOf(value), out var date) ? date
            : throw new ParameterInvalidException($"{name} is not a date: use {IsoDate.Forms}. Nothing was read.");

    public static CultureInfo Culture(string name) =>
        // .NET makes up a culture for any name, with the formats of no country.
        CultureInfo.GetCultures(CultureTypes.SpecificCultures).FirstOrDefault(known => known.Name.Length > 0 && Is(known.Name, name))
            ?? throw new ParameterInvalidException(
                $"-Culture '{Spelling.Showable(name)}' is not a culture: use a language and a country, such as de-DE.");

    private static ParameterInvalidException Unknown(string where, string name, string what, IReadOnlyList<string> known) => new(
        $"Nothing was read: {where} has '{Spelling.Showable(name)}', which is not a known {what}{Spelling.Hint(Spelling.Nearest(name, known))}. "
            + $"Use one of {string.Join(", ", known)}.");

    private static Func<IReadOnlyList<(string Name, object? Value)>, object?> Maker(string name, ScriptBlock script)
    {
        if (RowScript.Indexes(script.Ast))
        {
            throw new ParameterInvalidException(
                $"The -Map script for {name} uses $_['…'], which is always blank, because a row has no index. Nothing was read. Write $_.'…' instead.");
        }

        return cells => Value(name, script, cells);
    }

    private static object? Value(string name, ScriptBlock script, IReadOnlyList<(string Name, object? Value)> cells)
    {
        var row = new PSObject();
        foreach (var (column, value) in cells)
        {
            if (column.Length > 0 && row.Properties[column] is null)
            {
                row.Properties.Add(new PSNoteProperty(column, value));
            }
        }

        try
        {
            var values = script.InvokeWithContext(
                null, [new PSVariable("_", row), new PSVariable("ErrorActionPreference", ActionPreference.Stop)], row);
            return values.Count == 1 ? PipelineRecord.Unwrap(values[0]) : values.Count == 0 ? null
                : throw new OrderFileException($"Nothing was read: the -Map script for {name} returned several values for a row.");
        }
        catch (RuntimeException exception)
        {
            // Its message can quote a value of the row.
            throw new OrderFileException(
                $"Nothing was read: the -Map script for {name} failed ({exception.ErrorRecord.FullyQualifiedErrorId}). Try it on a row of the file.");
        }
    }

    private static void ReadSkus(SkuMap map, string path, ITableFiles files)
    {
        if (!File.Exists(path))
        {
            throw new OrderFileException($"Nothing was read: the SKU map file was not found: '{path}'.") { Path = path };
        }

        using var table = files.Open(path, new TableOptions { Kind = "SKU map" });
        string[] names = [.. table.Header];
        foreach (var needed in new[] { "ShopSku", "SellerSku" })
        {
            if (!names.Any(name => Is(name, needed)))
            {
                throw new OrderFileException($"The SKU map '{Path.GetFileName(path)}' has no column {needed}.");
            }
        }

        foreach (var row in table.ReadRows())
        {
            AddRow(
                map,
                name => Array.FindIndex(names, column => Is(column, name)) is >= 0 and var at && at < row.Cells.Count
                    ? row.Cells[at].Text : null,
                name => names.Any(column => Is(column, name)));
        }
    }

    private static void AddRow(SkuMap map, Func<string, object?> cell, Func<string, bool> has)
    {
        if (!has("SellerSku"))
        {
            throw new OrderFileException("The SKU map has an entry without SellerSku. Leave it empty only for goods shipped elsewhere.");
        }

        if (!has("Quantity") || (TextOf(cell("Quantity")).Trim().Length == 0 && TextOf(cell("SellerSku")).Trim().Length > 0))
        {
            throw new OrderFileException(
                $"The SKU map has no Quantity for '{Spelling.Showable(TextOf(cell("ShopSku")))}'. Add the column, with the number of "
                    + "SellerSku units that make up one unit of ShopSku.");
        }

        map.Add(TextOf(cell("ShopSku")), TextOf(cell("SellerSku")), Quantity(cell("Quantity")));
    }

    private static void AddSkus(SkuMap map, string shopSku, object? value)
    {
        switch (value)
        {
            case IDictionary part:
                if (part.Keys.Cast<object>().FirstOrDefault(key => !Is(TextOf(key), "SellerSku") && !Is(TextOf(key), "Quantity")) is { } other)
                {
                    throw new OrderFileException($"The SKU map's entry '{shopSku}' has an unknown key '{other}'.");
                }

                map.Add(shopSku, TextOf(part["SellerSku"]), Quantity(part["Quantity"]));
                break;
            case IEnumerable parts and not string:
                foreach (var one in parts)
                {
                    AddSkus(map, shopSku, PipelineRecord.Unwrap(one));
                }

                break;
            default:
                map.Add(shopSku, TextOf(value), 1);
                break;
        }
    }

    // A blank quantity is one unit; anything that is no number is told by the map.
    private static int Quantity(object? value) => TextOf(value) is { Length: > 0 } text ? FileValues.Units(text) ?? 0 : 1;

    private static string TextOf(object? value) =>
        Convert.ToString(PipelineRecord.Unwrap(value), CultureInfo.InvariantCulture)?.Trim() ?? "";

    private static bool Is(string left, string right) => string.Equals(left.Trim(), right, StringComparison.OrdinalIgnoreCase);
}
