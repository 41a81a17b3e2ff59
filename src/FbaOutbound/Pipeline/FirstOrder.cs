using System.Collections;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Compiles what the first order of a process needs while Connect-FbaSession waits for the access token: an invented row becomes an order
/// and the body of a request, which is thrown away. Nothing is sent, logged or kept.
/// </summary>
internal static class FirstOrder
{
    private static readonly Hashtable s_row = new()
    {
        ["SellerFulfillmentOrderId"] = "REHEARSAL-1", ["DisplayableOrderDate"] = "2026-01-02", ["ShippingSpeedCategory"] = "Standard",
        ["Name"] = "Ada Example", ["AddressLine1"] = "1 Invented Avenue", ["City"] = "Fableville", ["StateOrRegion"] = "OR",
        ["PostalCode"] = "97000", ["CountryCode"] = "US", ["SellerSku"] = "SKU-MUG-BLUE", ["Quantity"] = "1",
    };

    /// <summary>Begins on a thread of its own. Returns whether the order came through.</summary>
    public static Task<bool> PrepareAsync(FbaSession session) => SharedWork.Begin(() => Task.Factory.StartNew(
        () => RunAsync(session), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());

    private static async Task<bool> RunAsync(FbaSession session)
    {
        var intake = new OrderIntake(
            RowOverrides.None, isStream: false, new SkippedInput(),
            new OrderCheck(_ => session, OrderValidator.Validate, static id => id));
        if (intake.Take(s_row).Any() || intake.Complete().Single() is not { Order: { } order })
        {
            return false;
        }

        await session.RehearseAsync(order).ConfigureAwait(false);
        return true;
    }
}
