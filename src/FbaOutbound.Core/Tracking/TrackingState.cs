using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using FbaOutbound.Storage;
using FbaOutbound.Texts;

namespace FbaOutbound.Tracking;

/// <summary>A parcel as a state keeps it. It holds no tracking number, which leads to an address.</summary>
/// <param name="Key">What the parcel with its tracking number is known by.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Package">What the parcel is known by whatever its tracking number is; null if Amazon gives it no id.</param>
internal sealed record TrackingEntry(string Key, string OrderId, string? Package = null)
{
    /// <summary>Makes the entry of a parcel.</summary>
    public static TrackingEntry Of(ShippedParcel parcel, string orderId)
    {
        var (shipment, package) = (parcel.Shipment.AmazonShipmentId, parcel.Package.PackageId);
        return new TrackingEntry(
            Hash(orderId, shipment, package, parcel.Package.TrackingNumber),
            orderId,
            string.IsNullOrEmpty(shipment) || string.IsNullOrEmpty(package) ? null : Hash(orderId, shipment, package));
    }

    private static string Hash(params string?[] parts) => TextHash.Hex(string.Join("\n", parts)).Substring(0, 32);
}

/// <summary>
/// A file that keeps which parcels a shop was told of, in batches: a line of JSON for each. It is locked while it is open, and only ever
/// grows. A batch is written at once; a last line that a kill has torn counts as not written, so that its parcel comes again.
/// </summary>
internal sealed class TrackingState : IDisposable
{
    private const string Name = "FbaOutbound tracking";
    private const int Version = 1;

    private readonly FileStream _file;
    private readonly string _format;
    private readonly Dictionary<string, (int Batch, int Place)> _parcels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _firstOf = new(StringComparer.Ordinal);
    private bool _isNew;

    private TrackingState(FileStream file, string format)
    {
        _file = file;
        _format = format;
    }

    private string Header => JsonSerializer.Serialize(new { file = Name, version = Version, format = _format });

    /// <summary>The number of the last batch; 0 if there is none.</summary>
    public int LastBatch { get; private set; }

    /// <summary>How many parcels the last batch has.</summary>
    public int LastBatchCount => _parcels.Values.Count(parcel => parcel.Batch == LastBatch);

    /// <summary>Opens a state file for reading and writing, or makes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What the parcels are told to; a file is of one.</param>
    /// <exception cref="TrackingException">The file cannot be used.</exception>
    public static TrackingState Open(string path, string format)
    {
        FileStream file;
        try
        {
            file = PrivateFile.OpenAlone(path);
        }
        catch (IOException exception) when (PrivateFile.IsLocked(exception))
        {
            throw new TrackingException(
                TrackingProblem.StateInUse, $"Another run has the state file '{path}' open. Nothing was written.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrackingException(
                TrackingProblem.StateUnusable, $"The state file '{path}' cannot be opened: {exception.Message} Nothing was written.", exception);
        }

        var state = new TrackingState(file, format);
        try
        {
            state.Read(path);
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    /// <summary>Names what the parcels of a shop are told to.</summary>
    /// <param name="format">The tracking format; null for the module's own columns.</param>
    /// <param name="prefix">What the shop's orders have before their ids; empty for nothing.</param>
    public static string NameOf(TrackingFormat? format, string prefix) =>
        $"{format?.Name ?? "own columns"}{(prefix.Length > 0 ? $" '{prefix}'" : "")}";

    /// <summary>
    /// Returns the ids of the orders of which a parcel was told; null if there is no file. The file is not changed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="prefix">What the shop's orders have before their ids; empty for nothing.</param>
    /// <param name="orderFormats">The formats of the shop's order files.</param>
    /// <exception cref="TrackingException">
    /// The file cannot be read, is no state file or another shop's, or another run has it open.
    /// </exception>
    public static HashSet<string>? ReadOrders(string path, string prefix, IReadOnlyList<string> orderFormats)
    {
        var orders = new HashSet<string>(StringComparer.Ordinal);
        string[] lines;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.UTF8);
            var text = reader.ReadToEnd();
            lines = LinesOf(text.Substring(0, text.LastIndexOf('\n') + 1));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException exception) when (PrivateFile.IsLocked(exception))
        {
            throw new TrackingException(
                TrackingProblem.StateInUse, $"Another run has the state file '{path}' open. Nothing was read.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrackingException(
                TrackingProblem.StateUnusable, $"The state file '{path}' cannot be read: {exception.Message} Nothing was read.", exception);
        }

        for (var i = 0; i < lines.Length; i++)
        {
            ReadLine(
                path, i, lines[i], root => CheckShop(path, root, prefix, orderFormats),
                root => orders.Add(root.GetProperty("order").GetString() ?? ""));
        }

        return orders;
    }

    /// <summary>Returns the batch that has a parcel, from 1; null if none has.</summary>
    public int? BatchOf(string key) => _parcels.TryGetValue(key, out var parcel) ? parcel.Batch : null;

    /// <summary>Returns where a parcel stands among those that were told, in the order of telling; the end if it was not.</summary>
    public int PlaceOf(string key) => _parcels.TryGetValue(key, out var parcel) ? parcel.Place : int.MaxValue;

    /// <summary>Returns whether a parcel was told with another tracking number before.</summary>
    public bool HasOtherNumberOf(TrackingEntry parcel) =>
        parcel.Package is { } package && _firstOf.TryGetValue(package, out var first) && first != parcel.Key;

    /// <summary>Adds a batch. It is on the disk when the method returns.</summary>
    /// <exception cref="TrackingException">It cannot be written.</exception>
    public void Add(IReadOnlyList<TrackingEntry> parcels)
    {
        var text = new StringBuilder();
        if (_isNew)
        {
            text.Append(Header).Append('\n');
        }

        var batch = LastBatch + 1;
        foreach (var (key, orderId, package) in parcels)
        {
            text.Append(JsonSerializer.Serialize(new { batch, order = orderId, parcel = key, package })).Append('\n');
        }

        try
        {
            var bytes = Encoding.UTF8.GetBytes(text.ToString());
            _file.Write(bytes, 0, bytes.Length);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException exception)
        {
            throw new TrackingException(
                TrackingProblem.StateUnusable,
                $"The state file '{_file.Name}' could not be written: {exception.Message} Run the command again before the shop gets these parcels, or the next file repeats them.",
                exception);
        }

        _isNew = false;
        LastBatch = batch;
        foreach (var parcel in parcels)
        {
            Keep(parcel.Key, parcel.Package, batch);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Keep(string key, string? package, int batch)
    {
        _parcels[key] = (batch, _parcels.Count);
        if (package is not null && !_firstOf.ContainsKey(package))
        {
            _firstOf.Add(package, key);
        }
    }

    private void Read(string path)
    {
        var bytes = new byte[_file.Length];
        var read = 0;
        while (read < bytes.Length && _file.Read(bytes, read, bytes.Length - read) is > 0 and var more)
        {
            read += more;
        }

        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        var lines = LinesOf(Encoding.UTF8.GetString(bytes, 0, end));
        _isNew = lines.Length == 0;
        if (_isNew && !Header.StartsWith(Encoding.UTF8.GetString(bytes), StringComparison.Ordinal))
        {
            throw Damaged(path, 1);
        }

        for (var i = 0; i < lines.Length; i++)
        {
            var line = i + 1;
            ReadLine(path, i, lines[i], root => CheckHeader(path, root), root => KeepParcel(path, line, root));
        }

        _file.SetLength(end);
        _file.Position = end;
    }

    private static string[] LinesOf(string text) => text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries);

    private static void ReadLine(string path, int index, string line, Action<JsonElement> takeHeader, Action<JsonElement> takeParcel)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (index > 0)
            {
                takeParcel(root);
                return;
            }

            if (root.GetProperty("file").GetString() != Name)
            {
                throw Damaged(path, 1);
            }

            takeHeader(root);
        }
        catch (Exception exception) when (
            exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(path, index + 1);
        }
    }

    private void KeepParcel(string path, int line, JsonElement root)
    {
        var batch = root.GetProperty("batch").GetInt32();
        var key = root.GetProperty("parcel").GetString();
        if (batch < LastBatch || batch > LastBatch + 1 || string.IsNullOrEmpty(key))
        {
            throw Damaged(path, line);
        }

        LastBatch = batch;
        Keep(key!, root.TryGetProperty("package", out var package) ? package.GetString() : null, batch);
    }

    private void CheckHeader(string path, JsonElement root)
    {
        if (root.GetProperty("version").GetInt32() != Version)
        {
            throw new TrackingException(
                TrackingProblem.StateUnusable, $"The state file '{path}' was written by another version of the module. Nothing was written.");
        }

        if (root.GetProperty("format").GetString() is var format && format != _format)
        {
            throw new TrackingException(
                TrackingProblem.StateUnusable,
                $"The state file '{path}' is for {format}, but this run writes {_format}, so parcels would be left out. Use a separate "
                    + "state file for each shop.");
        }
    }

    // The orders of a shop whose numbers are known go to that shop's tracking format alone.
    private static void CheckShop(string path, JsonElement root, string prefix, IReadOnlyList<string> orderFormats)
    {
        var shops = orderFormats.Select(ShopNumbers.Find).Where(shop => shop is not null).ToList();
        var names = TrackingFormat.All.Where(format => shops.TrueForAll(shop => shop == ShopNumbers.Find(format.Name)))
            .Select(format => NameOf(format, prefix)).Append(NameOf(null, prefix));
        if (root.GetProperty("format").GetString() is var name && !names.Contains(name))
        {
            throw new TrackingException(
                TrackingProblem.StateUnusable,
                $"The state file '{path}' is for {name}, but this import reads {string.Join(" and ", orderFormats)}"
                    + $"{(prefix.Length > 0 ? $" '{prefix}'" : "")}. Nothing was returned. Give the file that ConvertTo-FbaTrackingRow -StatePath "
                    + "writes for this shop.");
        }
    }

    private static TrackingException Damaged(string path, int line) => new(
        TrackingProblem.StateUnusable,
        FormattableString.Invariant(
            $"Line {line} of '{path}' is not valid in a state file, so it is unknown which parcels the shop already has. Nothing ")
            + "was written. Restore the file from a backup, or start a new one and compare the first tracking file with the shop.");
}
