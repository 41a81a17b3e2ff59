using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>The generated writers of the wire's objects. The generator requires a different name for each context of a project.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(WireOrder))]
[JsonSerializable(typeof(WirePreviewRequest))]
[JsonSerializable(typeof(WireOffersRequest))]
[JsonSerializable(typeof(WirePackage))]
[JsonSerializable(typeof(Dictionary<string, string?>))]
internal sealed partial class WireJson2026 : JsonSerializerContext
{
    /// <summary>The context with the house's own way of writing.</summary>
    public static WireJson2026 Strict { get; } = new(RequestJson.CreateOptions());
}
