using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20200701;

/// <summary>The generated readers and writers of the wire's objects.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(WireOrder))]
[JsonSerializable(typeof(WireGetOrderAnswer))]
[JsonSerializable(typeof(WireListOrdersAnswer))]
[JsonSerializable(typeof(WirePreviewRequest))]
[JsonSerializable(typeof(WirePreviewAnswer))]
[JsonSerializable(typeof(WireOffersRequest))]
[JsonSerializable(typeof(WireOffersAnswer))]
[JsonSerializable(typeof(WireTrackingAnswer))]
[JsonSerializable(typeof(WireReasonsAnswer))]
[JsonSerializable(typeof(WireReturnRequest))]
[JsonSerializable(typeof(WireReturnAnswer))]
[JsonSerializable(typeof(WireFeaturesAnswer))]
[JsonSerializable(typeof(WireFeatureInventoryAnswer))]
[JsonSerializable(typeof(WireFeatureSkuAnswer))]
[JsonSerializable(typeof(WireStatusUpdate))]
[JsonSerializable(typeof(Dictionary<string, string?>))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>The context with the house's own way of reading and writing.</summary>
    public static WireJson Tolerant { get; } = new(TolerantJson.CreateOptions());
}
