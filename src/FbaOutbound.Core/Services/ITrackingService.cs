using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;

namespace FbaOutbound.Services;

/// <summary>The tracking of single packages; a protocol without it has the tracking in its orders.</summary>
internal interface ITrackingService
{
    Task<Answer<PackageTracking>> TrackAsync(int packageNumber, CancellationToken cancellationToken);
}
