using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Gets where packages are: by their numbers, or all packages of orders and shipments.</summary>
[Cmdlet(VerbsCommon.Get, "FbaPackageTracking", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(PackageTracking))]
public sealed class GetFbaPackageTrackingCommand : BulkCommand
{
    private const string PackageSet = "Package";
    private const string OrderSet = "Order";
    private const string InputObjectSet = "InputObject";

    /// <summary><b>-PackageNumber:</b> the numbers of packages, which version 2020-07-01 tracks by themselves.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PackageSet)]
    [ArgumentCompleter(typeof(PackageNumberCompleter))]
    [Alias("PackageId")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextArgument(IsList = true)]
    public string?[]? PackageNumber { get; set; }

    /// <summary><b>-SellerFulfillmentOrderId:</b> the ids of orders whose packages are tracked; each order is read first.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OrderSet)]
    [ArgumentCompleter(typeof(OrderIdCompleter))]
    [Alias(OrderReference.IdAlias)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextArgument(IsList = true)]
    public string?[]? SellerFulfillmentOrderId { get; set; }

    /// <summary>
    /// <b>-InputObject:</b> package numbers, or orders, shipments and packages, or other objects with the property PackageNumber or
    /// SellerFulfillmentOrderId.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    private protected override string Activity => "Tracking packages";

    private protected override void Process()
    {
        if (ParameterSetName == PackageSet)
        {
            ForEach(PackageNumber ?? [null], TrackInput);
        }
        else if (ParameterSetName == OrderSet)
        {
            foreach (var id in SellerFulfillmentOrderId ?? [null])
            {
                ForTypedOrder(id, order => TrackOrder(order, _ => true));
            }
        }
        else
        {
            ForEach(PipelineRecord.Each(InputObject), TrackInput);
        }
    }

    private void ForEach(IEnumerable inputs, Action<object?> track)
    {
        foreach (var input in inputs)
        {
            var row = NextRow();
            try
            {
                track(input);
            }
            catch (FbaException exception)
            {
                Pump.Show(
                    engine => engine.Error(ErrorTable.From(exception, exception is OrderIdInvalidException { Id: { } id } ? id : row)));
            }
        }
    }

    private void TrackInput(object? input)
    {
        switch (PipelineRecord.Unwrap(input))
        {
            case FulfillmentOrder { Shipments.Count: > 0 } order when SessionFor(new SessionMark(order.Session, order.Account)) is
            {
                Operations.TracksPackages: true
            } session:
                TrackPackages(order.Shipments.SelectMany(shipment => shipment.Packages), session);
                break;
            case FulfillmentShipment shipment when SessionFor(new SessionMark(shipment.Session, shipment.Account)) is
                { Operations.TracksPackages: true } session:
                TrackPackages(shipment.Packages, session);
                break;
            case FulfillmentShipment { SellerFulfillmentOrderId: { } id } shipment:
                TrackOrder(
                    new OrderReference(id, new SessionMark(shipment.Session, shipment.Account)),
                    package => package.AmazonShipmentId == shipment.AmazonShipmentId);
                break;
            case FulfillmentOrder order:
                TrackOrder(OrderReference.From(order), _ => true);
                break;
            default:
                TrackNamed(input);
                break;
        }
    }

    private void TrackNamed(object? input)
    {
        var named = new NamedInput(input);
        var packageId = named.Find("PackageId", "PackageNumber");
        if (named.IsObject && string.IsNullOrWhiteSpace(packageId))
        {
            TrackOrder(OrderReference.From(input), _ => true);
            return;
        }

        packageId = packageId?.Trim() ?? named.Require("PackageNumber", "PackageNumber", "PackageId");
        var session = SessionFor(named.Session);
        if (!session.Operations.TracksPackages && named.Find(OrderReference.IdProperty) is { Length: > 0 } orderId)
        {
            TrackOrder(new OrderReference(orderId, named.Session), package => package.PackageId == packageId);
        }
        else if (session.Operations.TracksPackages && !int.TryParse(packageId, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw new IdentifierMissingException(
                $"'{Spelling.Showable(packageId)}' is not a package number, which is a whole number from 0 to {int.MaxValue}. "
                    + "Get-FbaFulfillmentOrder shows the packages of an order, and -SellerFulfillmentOrderId tracks them.");
        }
        else
        {
            TrackPackage(packageId, PipelineRecord.Unwrap(input) as FulfillmentShipmentPackage, session);
        }
    }

    private void TrackPackages(IEnumerable<FulfillmentShipmentPackage> packages, FbaSession session)
    {
        foreach (var package in packages.Where(package => package.PackageId is not null))
        {
            TrackPackage(package.PackageId!, package, session);
        }
    }

    private void TrackPackage(string packageId, FulfillmentShipmentPackage? package, FbaSession session) => Pump.Add(
        packageId,
        async (output, cancellationToken) =>
            output.Write(await session.Operations.TrackPackageAsync(packageId, package, cancellationToken).ConfigureAwait(false)));

    private void TrackOrder(OrderReference order, Func<FulfillmentShipmentPackage, bool> isWanted)
    {
        var session = SessionFor(order.Session);
        Pump.Add(order.Id, (output, cancellationToken) => TrackOrderAsync(order.Id, isWanted, session, output, cancellationToken));
    }

    private static async Task TrackOrderAsync(
        string id, Func<FulfillmentShipmentPackage, bool> isWanted, FbaSession session, ICommandOutput output,
        CancellationToken cancellationToken)
    {
        var packages = await session.Operations.TrackOrderAsync(id, isWanted, cancellationToken).ConfigureAwait(false);
        output.Verbose($"Order '{id}' has {(packages.Count == 1 ? "1 package" : $"{packages.Count} packages")} to track.");
        foreach (var package in packages)
        {
            output.Write(package);
        }
    }
}
