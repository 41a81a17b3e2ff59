using System;

namespace FbaOutbound.OrderFiles;

/// <summary>What opens order files. Its libraries are loaded when it is first asked for.</summary>
internal static class OrderFileAccess
{
    /// <summary>Returns what opens files; set once, when the module is loaded.</summary>
    public static Func<ITableFiles> Open { get; set; } =
        static () => throw new OrderFileException("Order files cannot be read, because the module was not imported.");
}
