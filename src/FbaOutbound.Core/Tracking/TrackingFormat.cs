using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace FbaOutbound.Tracking;

/// <summary>How a shop takes tracking numbers: data of TrackingFormats.json.</summary>
internal sealed record TrackingFormat
{
    private static readonly JsonSerializerOptions s_anyCase = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };
    private static readonly Lazy<IReadOnlyList<TrackingFormat>> s_all = new(() => LoadData<TrackingFormat[]>("TrackingFormats.json"));

    /// <summary>All formats.</summary>
    public static IReadOnlyList<TrackingFormat> All => s_all.Value;

    /// <summary>The name of the format, as -Format takes it.</summary>
    public string Name { get; init; } = "";

    /// <summary>How messages call the shop.</summary>
    public string Shop { get; init; } = "";

    /// <summary><c>csv</c>, <c>tab</c> or <c>xlsx</c>.</summary>
    public string File { get; init; } = "";

    /// <summary>What the file's name must have in it; null for nothing.</summary>
    public string? FileName { get; init; }

    /// <summary>Whether a row is a parcel, and no line.</summary>
    public bool IsOfParcels { get; init; }

    /// <summary>Whether a row can say how many units of its line are in the parcel. Where it cannot, a row says that all are.</summary>
    public bool SaysQuantity => Columns.Any(column => column.Value == "quantity");

    /// <summary>What the keys of the shop's id of a line look like; null if the shop names no line.</summary>
    public string? Line { get; init; }

    /// <summary>How messages call that id.</summary>
    public string? LineName { get; init; }

    /// <summary>What a tracking number looks like; null for anything.</summary>
    public string? Number { get; init; }

    /// <summary>The carrier of those that the shop has no name for; only a user's map leads to it.</summary>
    public string? Other { get; init; }

    /// <summary>Whether such a carrier needs the page of the parcel.</summary>
    public bool OtherNeedsUrl { get; init; }

    /// <summary>The form of dates; null if there are none.</summary>
    public string? Date { get; init; }

    /// <summary>The columns, in the order of the file.</summary>
    public IReadOnlyList<TrackingColumn> Columns { get; init; } = [];

    /// <summary>The shop's names of carriers, by Amazon's.</summary>
    public IReadOnlyDictionary<string, string> Carriers { get; init; } = new Dictionary<string, string>();

    /// <summary>Finds a format by its name, whatever its case.</summary>
    public static TrackingFormat? Find(string name) =>
        All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a data file of this folder.</summary>
    public static T LoadData<T>(string file)
    {
        using var stream = typeof(TrackingFormat).Assembly.GetManifestResourceStream("FbaOutbound.Tracking." + file)!;
        return JsonSerializer.Deserialize<T>(stream, s_anyCase)!;
    }
}

/// <summary>A column of a shop's file.</summary>
/// <param name="Name">The name in the header.</param>
/// <param name="Value">A word for what stands there, or a text after <c>=</c>.</param>
/// <param name="Notify">What stands there instead where the shop is to tell its customers; null for the same.</param>
/// <param name="NotifyPart">What stands there instead where more parcels of the order are to come.</param>
internal sealed record TrackingColumn(string Name, string Value, string? Notify = null, string? NotifyPart = null);
