using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>The generated readers and writers of the wire's objects. The generator wants another name for each context of a project.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(WireOrder))]
[JsonSerializable(typeof(WireCreateAnswer))]
[JsonSerializable(typeof(WireOrderAnswer))]
[JsonSerializable(typeof(WireListAnswer))]
[JsonSerializable(typeof(WirePreviewRequest))]
[JsonSerializable(typeof(WirePreviewAnswer))]
[JsonSerializable(typeof(WireOffersRequest))]
[JsonSerializable(typeof(WireOffersAnswer))]
[JsonSerializable(typeof(WirePackage))]
[JsonSerializable(typeof(WirePaymentOnDelivery))]
[JsonSerializable(typeof(Dictionary<string, string?>))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class WireJson2026 : JsonSerializerContext
{
    /// <summary>The context with the house's own way of reading and writing.</summary>
    public static WireJson2026 Tolerant { get; } = new(TolerantJson.CreateOptions());
}
