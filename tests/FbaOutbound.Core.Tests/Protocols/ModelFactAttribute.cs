using System;
using System.IO;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>A fact about Amazon's model of version 2020-07-01; skipped, and shown as skipped, where the model is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ModelFactAttribute : FactAttribute
{
    public ModelFactAttribute()
    {
        if (AmazonModel.TryLoad(OutboundModel.File) is null)
        {
            Skip = $"{OutboundModel.File} is not in a folder shared/amazon-models above the tests.";
        }
    }
}

internal static class OutboundModel
{
    public const string File = "fulfillmentOutbound_2020-07-01.json";

    public static AmazonModel Load() => AmazonModel.TryLoad(File)!;

    public static byte[] Bytes()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "amazon-models", File);
            if (System.IO.File.Exists(path))
            {
                return System.IO.File.ReadAllBytes(path);
            }
        }

        throw new FileNotFoundException(File);
    }
}
