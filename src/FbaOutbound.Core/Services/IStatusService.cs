using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Services;

/// <summary>Describes how a service is. Only MWS has such an operation.</summary>
internal interface IStatusService
{
    /// <summary>Asks one section.</summary>
    Task<ServiceStatus> GetAsync(string sectionName, CancellationToken cancellationToken);
}
