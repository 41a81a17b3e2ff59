using System;
using System.IO;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>
/// A fact about one of Amazon's models, that of version 2020-07-01 unless another is named; skipped, and shown as skipped, where the model
/// is not there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ModelFactAttribute : FactAttribute
{
    public ModelFactAttribute(string file = OutboundModel.File)
    {
        File = file;
        if (AmazonModel.TryLoad(file) is null)
        {
            Skip = $"{file} is not in a folder shared/amazon-models above the tests.";
        }
    }

    public string File { get; }
}

internal static class OutboundModel
{
    public const string File = "fulfillmentOutbound_2020-07-01.json";

    public const string File2026 = "fulfillmentOutbound_2026-07-04.json";

    public static AmazonModel Load(string file = File) => AmazonModel.TryLoad(file)!;

    public static byte[] Bytes(string file = File)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "amazon-models", file);
            if (System.IO.File.Exists(path))
            {
                return System.IO.File.ReadAllBytes(path);
            }
        }

        throw new FileNotFoundException(file);
    }
}
