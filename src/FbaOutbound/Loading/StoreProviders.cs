using System.Runtime.CompilerServices;
using FbaOutbound.Stores;

namespace FbaOutbound.Loading;

/// <summary>The kinds of stores that the module brings beside files.</summary>
internal static class StoreProviders
{
    /// <summary>Offers them. Nothing that they need is loaded yet.</summary>
    /// <remarks>Compiled into its caller, it would need Core before the resolver is hooked.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Offer() => SharedStores.Providers = [PostgreSqlProvider.Instance];
}
