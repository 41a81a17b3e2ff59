using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Services;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>
/// Sets the status of orders, or of one of their packages, in a sandbox. Nothing is sent to an endpoint where orders are real.
/// </summary>
[
    Cmdlet(
        VerbsCommon.Set,
        "FbaSandboxOrder",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FulfillmentOrder))]
public sealed class SetFbaSandboxOrderCommand : OrderIdCommand
{
    private static readonly string[] s_ofPackage =
    [
        nameof(PackageId), nameof(PackageStatus), nameof(EstimatedArrivalDate), nameof(CarrierCode), nameof(TrackingNumber),
        nameof(CarrierTrackingUrl),
        nameof(AmazonTrackingNumber), nameof(AmazonTrackingUrl), nameof(DropOffType), nameof(DropOffAttribute), nameof(DeliveryPhotoUrl),
        nameof(ReceivedBy),
    ];

    private PackageUpdate? _package;
    private string _status = "";

    /// <summary><b>-Status:</b> the state to give the orders, such as Processing or Complete.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OrderStatusCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? Status { get; set; }

    /// <summary>
    /// <b>-PackageId:</b> the package of the orders to change instead of the orders themselves, only on version 2026-07-04.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(PackageNumberCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? PackageId { get; set; }

    /// <summary><b>-PackageStatus:</b> the state to give the package, such as IN_TRANSIT or DELIVERED. -PackageId needs it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PackageStatusCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? PackageStatus { get; set; }

    /// <summary><b>-EstimatedArrivalDate:</b> when the package is to arrive: a date, or ISO 8601 text.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    public object? EstimatedArrivalDate { get; set; }

    /// <summary><b>-CarrierCode:</b> the carrier of the package.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? CarrierCode { get; set; }

    /// <summary><b>-TrackingNumber:</b> the carrier's tracking number. It needs -CarrierCode.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? TrackingNumber { get; set; }

    /// <summary><b>-CarrierTrackingUrl:</b> the carrier's page for the package. It needs -CarrierCode.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? CarrierTrackingUrl { get; set; }

    /// <summary><b>-AmazonTrackingNumber:</b> Amazon's tracking number.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? AmazonTrackingNumber { get; set; }

    /// <summary><b>-AmazonTrackingUrl:</b> Amazon's page for the package.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? AmazonTrackingUrl { get; set; }

    /// <summary><b>-DropOffType:</b> where the package was left, such as FRONT_DOOR.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? DropOffType { get; set; }

    /// <summary>
    /// <b>-DropOffAttribute:</b> more about that place, as a hashtable, or as text such as <c>name=value</c>. It needs -DropOffType.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? DropOffAttribute { get; set; }

    /// <summary><b>-DeliveryPhotoUrl:</b> the URL of a picture of the delivery.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? DeliveryPhotoUrl { get; set; }

    /// <summary><b>-ReceivedBy:</b> who received the package.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? ReceivedBy { get; set; }

    /// <summary><b>-PassThru:</b> return the order, read back after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Activity => "Setting the status of sandbox orders";

    private protected override void Begin()
    {
        base.Begin();
        DefaultSession.Operations.RequireSandbox();
        var hasPackage = s_ofPackage.Any(MyInvocation.BoundParameters.ContainsKey);
        if (hasPackage == Status is not null)
        {
            throw new ParameterInvalidException("Give -Status to change orders, or -PackageId and -PackageStatus to change one of their packages.");
        }

        if (!hasPackage)
        {
            _status = OrderStatus.IsKnown(Status!)
                ? OrderStatus.Normalize(Status!)!
                : throw new ParameterInvalidException(
                    $"-Status '{Spelling.Showable(Status!)}' is not a status. Give one of {OrderStatus.Names}.");
            return;
        }

        if (PackageId is null || PackageStatus is null || (CarrierCode is null && (TrackingNumber ?? CarrierTrackingUrl) is not null))
        {
            throw new ParameterInvalidException(
                "To change a package, give -PackageId and -PackageStatus; -TrackingNumber and -CarrierTrackingUrl also need "
                    + "-CarrierCode.");
        }

        _package = new PackageUpdate
        {
            PackageId = PackageId.Trim(),
            Status = PackageStatus.Trim().ToUpperInvariant(),
            EstimatedArrivalDate = EstimatedArrivalDate is null
                ? null
                : ParameterValues.Time(nameof(EstimatedArrivalDate), EstimatedArrivalDate),
            CarrierCode = CarrierCode,
            TrackingNumber = TrackingNumber,
            CarrierTrackingUrl = CarrierTrackingUrl,
            AmazonTrackingNumber = AmazonTrackingNumber,
            AmazonTrackingUrl = AmazonTrackingUrl,
            DropOffLocation = ReadDropOff(),
            DeliveryPhotoUrl = DeliveryPhotoUrl,
            ReceivedBy = ReceivedBy,
        };
    }

    private DropOffLocation? ReadDropOff()
    {
        var attributes = ParameterValues.Map(nameof(DropOffAttribute), DropOffAttribute);
        return DropOffType is not null ? new DropOffLocation { Type = DropOffType.Trim().ToUpperInvariant(), Attributes = attributes ?? [] }
            : attributes is null ? null
            : throw new ParameterInvalidException("-DropOffAttribute needs -DropOffType.");
    }

    private protected override void ProcessOrder(string id, FbaSession session)
    {
        var action = _package is { } package ? $"Set package {package.PackageId} to {package.Status}" : $"Set sandbox order to {_status}";
        if (Engine.ShouldProcess(id, $"{action} (session {session.Name})"))
        {
            Pump.Add(id, (output, cancellationToken) => SetAsync(id, session, output, cancellationToken));
        }
    }

    private async Task SetAsync(string id, FbaSession session, ICommandOutput output, CancellationToken cancellationToken)
    {
        await (_package is { } package
            ? session.Operations.SetPackageAsync(id, package, cancellationToken)
            : session.Operations.SetStatusAsync(id, _status, cancellationToken)).ConfigureAwait(false);
        if (PassThru.IsPresent)
        {
            output.Write(await session.Orders.GetAsync(id, cancellationToken).ConfigureAwait(false));
        }
    }
}
