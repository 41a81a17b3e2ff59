using System;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;
using FbaOutbound.Shipments;

namespace FbaOutbound.Commands;

/// <summary>Gets what a carrier requires from the seller before its service can be bought.</summary>
[Cmdlet(VerbsCommon.Get, "MfnSellerInput", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(SellerInputField))]
public sealed class GetMfnSellerInputCommand : DeadlineCommand
{
    private const string DetailsSet = "Details";
    private const string InputObjectSet = "InputObject";

    /// <summary><b>-AmazonOrderId:</b> Amazon's identifier of the order, such as 903-1713775-3598252.</summary>
    [Parameter(Position = 0, ParameterSetName = DetailsSet)]
    [RequiredIn(DetailsSet)]
    [ArgumentCompleter(typeof(AmazonOrderIdCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? AmazonOrderId { get; set; }

    /// <summary><b>-ShippingServiceId:</b> the identifier of the service, as Get-MfnShippingService tells it.</summary>
    [Parameter(Position = 1, ParameterSetName = DetailsSet)]
    [RequiredIn(DetailsSet)]
    [ArgumentCompleter(typeof(ShippingServiceIdCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? ShippingServiceId { get; set; }

    /// <summary>
    /// <b>-ShipFromAddress:</b> the address that the package leaves from, as a hashtable or an object with Name, AddressLine1, City,
    /// PostalCode, CountryCode, Email and Phone.
    /// </summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [RequiredIn(DetailsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    public object? ShipFromAddress { get; set; }

    /// <summary><b>-InputObject:</b> services that Get-MfnShippingService has returned.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    private long _row;

    private protected override string Activity => "Reading the inputs that carriers require";

    private protected override void Process()
    {
        if (ParameterSetName == DetailsSet)
        {
            var reader = new ObjectReader(PipelineRecord.View);
            var address = ShipmentInput.Address(ShipFromAddress, "ShipFromAddress", reader);
            ShipmentRequestCommand.Require(
                AmazonOrderId!, ShipmentInput.Errors(reader, ShipmentRules.CheckSellerInputs(AmazonOrderId, address)));
            Read(AmazonOrderId!.Trim(), ShippingServiceId!.Trim(), address!, DefaultSession);
            return;
        }

        _row++;
        try
        {
            var (service, request) = OfferedService.From(InputObject);
            var session = SessionFor(new SessionMark(service.Session, service.Account));
            Read(request.AmazonOrderId, service.ShippingServiceId ?? "", request.ShipFromAddress!, session);
        }
        catch (FbaException exception)
        {
            var target = OfferedService.OrderOf(InputObject) ?? FormattableString.Invariant($"row {_row}");
            Pump.Show(engine => engine.Error(Errors.ErrorTable.From(exception, target)));
        }
    }

    private void Read(
        string orderId,
        string serviceId,
        ShipmentAddress address,
        FbaSession session) => Pump.Add(orderId, async (output, cancellationToken) =>
    {
        foreach (var field in await session.Shipments.GetSellerInputsAsync(orderId, serviceId, address, cancellationToken)
            .ConfigureAwait(false))
        {
            output.Write(field);
        }
    });
}
