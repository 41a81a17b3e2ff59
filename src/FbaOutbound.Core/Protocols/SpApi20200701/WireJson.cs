using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20200701;

/// <summary>The generated writers of the wire's objects.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(WireOrder))]
[JsonSerializable(typeof(WirePreviewRequest))]
[JsonSerializable(typeof(WireOffersRequest))]
[JsonSerializable(typeof(WireReturnRequest))]
[JsonSerializable(typeof(WireStatusUpdate))]
[JsonSerializable(typeof(Dictionary<string, string?>))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>The context with the house's own way of writing.</summary>
    public static WireJson Strict { get; } = new(RequestJson.CreateOptions());
}
