using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed partial class FulfillmentService
{
    public Task<Answer<PackageTracking>> TrackAsync(int packageNumber, CancellationToken cancellationToken)
    {
        var id = packageNumber.ToString(CultureInfo.InvariantCulture);
        return GetAsync(
            Operations20200701.GetPackageTrackingDetails,
            "package " + id,
            ServiceUri.WithQuery(Base + "tracking", ("packageNumber", id)),
            AnswerReader20200701.Tracking,
            answer => AnswerNames.Of(answer, packageNumber),
            cancellationToken);
    }
}
