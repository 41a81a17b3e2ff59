using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.Mws;

internal sealed partial class FulfillmentService
{
    public Task<Answer<PackageTracking>> TrackAsync(int packageNumber, CancellationToken cancellationToken)
    {
        var id = packageNumber.ToString(CultureInfo.InvariantCulture);
        return AskAsync(
            MwsOperations.GetPackageTrackingDetails,
            "package " + id,
            MwsRequestWriter.Package(packageNumber),
            ErrorText.Default,
            MwsAnswerReader.Tracking,
            answer => AnswerNames.Of(answer, packageNumber),
            cancellationToken);
    }
}
