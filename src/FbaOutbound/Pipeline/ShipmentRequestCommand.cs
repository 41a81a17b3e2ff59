using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;
using FbaOutbound.Shipments;

namespace FbaOutbound.Pipeline;

/// <summary>The base of the cmdlets that say what is to be shipped, from where and how.</summary>
public abstract class ShipmentRequestCommand : DeadlineCommand
{
    /// <summary>The parameter set of a request that is described by parameters.</summary>
    internal const string DetailsSet = "Details";

    private protected ShipmentRequestCommand()
    {
    }

    /// <summary><b>-AmazonOrderId:</b> Amazon's identifier of the order, such as 903-1713775-3598252.</summary>
    [Parameter(Position = 0, ParameterSetName = DetailsSet)]
    [RequiredIn(DetailsSet)]
    [ArgumentCompleter(typeof(AmazonOrderIdCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument]
    public string? AmazonOrderId { get; set; }

    /// <summary>
    /// <b>-Item:</b> the items of the order that the package holds, as hashtables or objects with OrderItemId and Quantity.
    /// </summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [RequiredIn(DetailsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object[]? Item { get; set; }

    /// <summary>
    /// <b>-ShipFromAddress:</b> the address that the package leaves from, as a hashtable or an object with Name, AddressLine1, City,
    /// PostalCode, CountryCode, Email and Phone.
    /// </summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [RequiredIn(DetailsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    public object? ShipFromAddress { get; set; }

    /// <summary>
    /// <b>-PackageDimensions:</b> the package: a hashtable with Length, Width, Height and Unit (inches or centimeters), or the name of a
    /// carrier's package.
    /// </summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [RequiredIn(DetailsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    public object? PackageDimensions { get; set; }

    /// <summary><b>-Weight:</b> the weight of the package with its unit, such as '10 oz' or '300 g'.</summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [RequiredIn(DetailsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    public object? Weight { get; set; }

    /// <summary><b>-SellerOrderId:</b> the seller's identifier of the order, at most 64 characters.</summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? SellerOrderId { get; set; }

    /// <summary><b>-MustArriveByDate:</b> the latest day of arrival, which counts to its end, or a point in time.</summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? MustArriveByDate { get; set; }

    /// <summary><b>-ShipDate:</b> the day on which, or the time when, the carrier gets the package.</summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? ShipDate { get; set; }

    /// <summary>
    /// <b>-DeliveryExperience:</b> how delivery is confirmed. <value>The default value is DeliveryConfirmationWithoutSignature.</value>
    /// </summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [ArgumentCompleter(typeof(DeliveryExperienceCompleter))]
    [TextArgument]
    public string DeliveryExperience { get; set; } = ShipmentRules.DeliveryExperiences[0];

    /// <summary><b>-CarrierWillPickUp:</b> let the carrier pick the package up.</summary>
    [Parameter(ParameterSetName = DetailsSet)]
    public SwitchParameter CarrierWillPickUp { get; set; }

    /// <summary><b>-CarrierWillPickUpOption:</b> CarrierWillPickUp, ShipperWillDropOff or NoPreference.</summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [ArgumentCompleter(typeof(PickUpOptionCompleter))]
    [TextArgument]
    public string? CarrierWillPickUpOption { get; set; }

    /// <summary><b>-DeclaredValue:</b> the value to insure, such as 10.00 (in the marketplace's currency) or '10.00 USD'.</summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? DeclaredValue { get; set; }

    /// <summary><b>-LabelFormat:</b> PDF, PNG, ZPL203, ZPL300 or ShippingServiceDefault.</summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [ArgumentCompleter(typeof(LabelFormatCompleter))]
    [TextArgument]
    public string? LabelFormat { get; set; }

    /// <summary><b>-CustomTextForLabel:</b> a text for the label, at most 14 characters.</summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? CustomTextForLabel { get; set; }

    /// <summary><b>-StandardIdForLabel:</b> an identifier for the label: AmazonOrderId.</summary>
    [Parameter(ParameterSetName = DetailsSet)]
    [ArgumentCompleter(typeof(StandardIdCompleter))]
    [TextArgument]
    public string? StandardIdForLabel { get; set; }

    /// <summary>Makes a request of the parameters, and checks it before anything is sent.</summary>
    /// <param name="session">The session that it is for.</param>
    /// <param name="reader">The reader of the parameters, with the problems of those that were read before.</param>
    /// <param name="more">The problems of other parameters.</param>
    /// <exception cref="ParameterInvalidException">The parameters are not a request that could be sent.</exception>
    private protected ShipmentRequest ReadRequest(FbaSession session, ObjectReader reader, IReadOnlyList<OrderProblem> more)
    {
        var request = new ShipmentRequest
        {
            AmazonOrderId = AmazonOrderId!.Trim(),
            SellerOrderId = SellerOrderId,
            ItemList = ShipmentInput.Items(Item, reader),
            ShipFromAddress = ShipmentInput.Address(ShipFromAddress, "ShipFromAddress", reader),
            PackageDimensions = ShipmentInput.Package(PackageDimensions, "PackageDimensions", reader),
            Weight = ShipmentInput.Weight(Weight, "Weight", reader),
            MustArriveByDate = ShipmentInput.Time(
                MustArriveByDate, nameof(MustArriveByDate), reader, day => ShipmentDay.End(day, session.DayOffset)),
            ShipDate = ShipmentInput.Time(ShipDate, nameof(ShipDate), reader, day => ShipmentDay.Noon(day, session.DayOffset)),
            ShippingServiceOptions = new ShippingServiceOptions
            {
                DeliveryExperience = Spelled(DeliveryExperience, ShipmentRules.DeliveryExperiences),
                DeclaredValue = ShipmentInput.Amount(DeclaredValue, "DeclaredValue", Currencies.Of(session.EndpointCountry), reader),
                CarrierWillPickUp = CarrierWillPickUp.IsPresent,
                CarrierWillPickUpOption = Spelled(CarrierWillPickUpOption, ShipmentRules.PickUpOptions),
                LabelFormat = Spelled(LabelFormat, ShipmentRules.LabelFormats),
            },
            LabelCustomization = CustomTextForLabel is null && StandardIdForLabel is null
                ? null
                : new LabelCustomization
                {
                    CustomTextForLabel = CustomTextForLabel,
                    StandardIdForLabel = Spelled(StandardIdForLabel, ShipmentRules.StandardIds),
                },
        };

        var found = ShipmentRules.Check(request, session.UtcNow);
        Require(AmazonOrderId!, ShipmentInput.Errors(reader, [.. found, .. more]));
        foreach (var warning in found.Where(problem => problem.Severity == ProblemSeverity.Warning))
        {
            Engine.Warning($"Order '{request.AmazonOrderId}': {warning.Message}");
        }

        return request;
    }

    /// <summary>
    /// Returns a word in the service's spelling, whatever its case; one that is unknown goes on as it is, and is an error later.
    /// </summary>
    private protected static string? Spelled(string? word, IReadOnlyList<string> words) =>
        word is null ? null : Cell.WordIn(word.Trim(), words, out _) ?? word;

    internal static void Require(string orderId, IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new ParameterInvalidException($"Nothing was sent for order '{orderId}': {string.Join("; ", problems)}.");
        }
    }
}
