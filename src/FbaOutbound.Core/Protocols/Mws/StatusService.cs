using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.Mws;

/// <summary>Asks the sections of MWS how they are.</summary>
internal sealed class StatusService(IRequestPipeline pipeline) : IStatusService
{
    public Task<ServiceStatus> GetAsync(string sectionName, CancellationToken cancellationToken)
    {
        var section = MwsSection.All.Single(one => one.Name == sectionName);
        var operation = section.GetServiceStatus;
        return section.SendAsync(
            pipeline,
            operation,
            sectionName,
            WireNode.Object(""),
            MwsErrorDialect.Default,
            answer => MwsAnswer.Read(answer, operation, MwsErrorDialect.Default, (result, _) => new ServiceStatus
            {
                Section = sectionName,
                Status = result.Text("Status"),
                Timestamp = result.Date("Timestamp"),
                MessageId = result.Text("MessageId"),
                Messages = result.List(
                    "Messages", message => new ServiceMessage { Locale = message.Text("Locale"), Text = message.Lines("Text") }),
            }),
            names: null,
            cancellationToken);
    }
}
