using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using static FbaOutbound.Rows.CellForm;

namespace FbaOutbound.Rows;

/// <summary>The one table of what a row can say. Rows, parameters, hashtables and order objects are all read through it.</summary>
internal static class OrderColumns
{
    public static readonly IReadOnlyList<string> Actions = ["Ship", "Hold"];
    public static readonly IReadOnlyList<string> Policies = ["FillOrKill", "FillAll", "FillAllAvailable"];
    public static readonly IReadOnlyList<string> Speeds = ["Standard", "Expedited", "Priority", "ScheduledDelivery"];

    private static readonly ColumnTable<FulfillmentOrder> s_order = new();
    private static readonly ColumnTable<FulfillmentOrderItem> s_item = new();

    private static readonly ColumnGroup<FulfillmentOrder, FulfillmentOrder> s_top = new(
        s_order, ColumnScope.Order, null, order => order, (_, order) => order);
    private static readonly ColumnGroup<FulfillmentOrder, Address> s_address = s_top.Part(
        nameof(FulfillmentOrder.DestinationAddress), o => o.DestinationAddress, (o, part) => o with { DestinationAddress = part });
    private static readonly ColumnGroup<FulfillmentOrder, DeliveryWindow> s_window = s_top.Part(
        nameof(FulfillmentOrder.DeliveryWindow), o => o.DeliveryWindow, (o, part) => o with { DeliveryWindow = part });
    private static readonly ColumnGroup<FulfillmentOrder, DeliveryPreferences> s_wishes = s_top.Part(
        nameof(FulfillmentOrder.DeliveryPreferences), o => o.DeliveryPreferences, (o, part) => o with { DeliveryPreferences = part });
    private static readonly ColumnGroup<FulfillmentOrder, DropOffLocation> s_dropOff = s_wishes.Part(
        nameof(DeliveryPreferences.DropOffLocation), w => w.DropOffLocation, (w, part) => w with { DropOffLocation = part });
    private static readonly ColumnGroup<FulfillmentOrder, PackingSlip> s_slip = s_top.Part(
        nameof(FulfillmentOrder.PackingSlip), o => o.PackingSlip, (o, part) => o with { PackingSlip = part });

    // What is collected without a word on whether it is required is not required.
    private static readonly ColumnGroup<FulfillmentOrder, CodSettings> s_cod = s_top.Part(
        nameof(FulfillmentOrder.CodSettings),
        o => o.CodSettings,
        (o, part) => o with { CodSettings = part with { IsCodRequired = part.IsCodRequired ?? false } });

    // A row has one payment. Others that an order object has stay behind it.
    private static readonly ColumnGroup<FulfillmentOrder, PaymentInformation> s_payment = s_top.Part(
        null,
        o => o.PaymentInformation.Count > 0 ? o.PaymentInformation[0] : null,
        (o, part) => o with { PaymentInformation = [part, .. o.PaymentInformation.Skip(1)] });

    public static readonly OrderColumn SellerFulfillmentOrderId = s_top.Add(
        nameof(SellerFulfillmentOrderId),
        Text,
        o => o.SellerFulfillmentOrderId,
        (o, v) => o with { SellerFulfillmentOrderId = v },
        "OrderId");
    public static readonly OrderColumn DisplayableOrderId = s_top.Add(
        nameof(DisplayableOrderId), Text, o => o.DisplayableOrderId, (o, v) => o with { DisplayableOrderId = v });
    public static readonly OrderColumn DisplayableOrderDate = s_top.Add(
        nameof(DisplayableOrderDate),
        CellForm.OrderDate,
        o => o.DisplayableOrderDate is { } date ? new OrderDate(date, o.DisplayableOrderDateIsDay) : null,
        (o, v) => o with { DisplayableOrderDate = v.Instant, DisplayableOrderDateIsDay = v.IsDay },
        "DisplayableOrderDateTime");
    public static readonly OrderColumn DisplayableOrderComment = s_top.Add(
        nameof(DisplayableOrderComment), Text.Personal, o => o.DisplayableOrderComment, (o, v) => o with { DisplayableOrderComment = v });
    public static readonly OrderColumn ShippingSpeedCategory = s_top.Add(
        nameof(ShippingSpeedCategory),
        Word(Speeds),
        o => o.ShippingSpeedCategory,
        (o, v) => o with { ShippingSpeedCategory = v },
        "ShippingSpeed");
    public static readonly OrderColumn FurtherSpeed = s_top.Add(
        nameof(FurtherSpeed), List, o => o.FurtherSpeeds, (o, v) => o with { FurtherSpeeds = v }, "FurtherSpeeds");
    public static readonly OrderColumn Action = s_top.Add(
        nameof(Action), Word(Actions), o => o.Action, (o, v) => o with { Action = v }, "FulfillmentAction");
    public static readonly OrderColumn Policy = s_top.Add(
        nameof(Policy), Word(Policies), o => o.Policy, (o, v) => o with { Policy = v }, "FulfillmentPolicy");
    public static readonly OrderColumn MarketplaceId = s_top.Add(
        nameof(MarketplaceId), Text, o => o.MarketplaceId, (o, v) => o with { MarketplaceId = v });
    public static readonly OrderColumn NotificationEmail = s_top.Add(
        nameof(NotificationEmail),
        List.Personal,
        o => o.NotificationEmails,
        (o, v) => o with { NotificationEmails = v },
        "NotificationEmails",
        "NotificationEmailList");
    public static readonly OrderColumn Name = s_address.Add(nameof(Name), Text.Personal, a => a.Name, (a, v) => a with { Name = v });
    public static readonly OrderColumn AddressLine1 = s_address.Add(
        nameof(AddressLine1), Text.Personal, a => a.AddressLine1, (a, v) => a with { AddressLine1 = v }, "Line1");
    public static readonly OrderColumn AddressLine2 = s_address.Add(
        nameof(AddressLine2), Text.Personal, a => a.AddressLine2, (a, v) => a with { AddressLine2 = v }, "Line2");
    public static readonly OrderColumn AddressLine3 = s_address.Add(
        nameof(AddressLine3), Text.Personal, a => a.AddressLine3, (a, v) => a with { AddressLine3 = v }, "Line3");
    public static readonly OrderColumn City = s_address.Add(nameof(City), Text.Personal, a => a.City, (a, v) => a with { City = v });
    public static readonly OrderColumn DistrictOrCounty = s_address.Add(
        nameof(DistrictOrCounty), Text.Personal, a => a.DistrictOrCounty, (a, v) => a with { DistrictOrCounty = v });
    public static readonly OrderColumn StateOrRegion = s_address.Add(
        nameof(StateOrRegion), Text.Personal, a => a.StateOrRegion, (a, v) => a with { StateOrRegion = v }, "StateOrProvinceCode");
    public static readonly OrderColumn PostalCode = s_address.Add(
        nameof(PostalCode), Text.Personal, a => a.PostalCode, (a, v) => a with { PostalCode = v });
    public static readonly OrderColumn CountryCode = s_address.Add(
        nameof(CountryCode), Code.Personal, a => a.CountryCode, (a, v) => a with { CountryCode = v });
    public static readonly OrderColumn Phone = s_address.Add(
        nameof(Phone), Text.Personal, a => a.Phone, (a, v) => a with { Phone = v }, "PhoneNumber");
    public static readonly OrderColumn ShipFromCountryCode = s_top.Add(
        nameof(ShipFromCountryCode), Code, o => o.ShipFromCountryCode, (o, v) => o with { ShipFromCountryCode = v });
    public static readonly OrderColumn DeliveryWindowStart = s_window.Add(
        nameof(DeliveryWindowStart),
        "StartDate",
        DateText,
        w => w.StartDate,
        (w, v) => w with { StartDate = v },
        "DeliveryWindowStartDate");
    public static readonly OrderColumn DeliveryWindowEnd = s_window.Add(
        nameof(DeliveryWindowEnd), "EndDate", DateText, w => w.EndDate, (w, v) => w with { EndDate = v }, "DeliveryWindowEndDate");
    public static readonly OrderColumn DeliveryInstructions = s_wishes.Add(
        nameof(DeliveryInstructions), Text.Personal, w => w.DeliveryInstructions, (w, v) => w with { DeliveryInstructions = v });
    public static readonly OrderColumn DropOffType = s_dropOff.Add(
        nameof(DropOffType), "Type", Code, d => d.Type, (d, v) => d with { Type = v });
    public static readonly OrderColumn DropOffAttribute = s_dropOff.Add(
        nameof(DropOffAttribute), "Attributes", Map.Personal, d => MapOf(d.Attributes), (d, v) => d with { Attributes = v });
    public static readonly OrderColumn PackingSlipTemplate = s_slip.Add(
        nameof(PackingSlipTemplate), "TemplateName", Text, s => s.TemplateName, (s, v) => s with { TemplateName = v });
    public static readonly OrderColumn PackingSlipAttribute = s_slip.Add(
        nameof(PackingSlipAttribute), "Attributes", Map.Personal, s => MapOf(s.Attributes), (s, v) => s with { Attributes = v });
    public static readonly OrderColumn Feature = s_top.Add(
        nameof(Feature),
        Features,
        o => o.FeatureConstraints,
        (o, v) => o with { FeatureConstraints = v },
        "Features",
        "FeatureConstraints");
    public static readonly OrderColumn IsCodRequired = s_cod.Add(
        nameof(IsCodRequired), CellForm.Boolean, c => c.IsCodRequired, (c, v) => c with { IsCodRequired = v });
    public static readonly OrderColumn CodCharge = s_cod.Add(
        nameof(CodCharge), Amount, c => c.CodCharge, (c, v) => c with { CodCharge = v });
    public static readonly OrderColumn CodChargeTax = s_cod.Add(
        nameof(CodChargeTax), Amount, c => c.CodChargeTax, (c, v) => c with { CodChargeTax = v });
    public static readonly OrderColumn ShippingCharge = s_cod.Add(
        nameof(ShippingCharge), Amount, c => c.ShippingCharge, (c, v) => c with { ShippingCharge = v });
    public static readonly OrderColumn ShippingChargeTax = s_cod.Add(
        nameof(ShippingChargeTax), Amount, c => c.ShippingChargeTax, (c, v) => c with { ShippingChargeTax = v });
    public static readonly OrderColumn PaymentTransactionId = s_payment.Add(
        nameof(PaymentTransactionId), Text.Personal, p => p.PaymentTransactionId, (p, v) => p with { PaymentTransactionId = v });
    public static readonly OrderColumn PaymentMode = s_payment.Add(
        nameof(PaymentMode), Text, p => p.PaymentMode, (p, v) => p with { PaymentMode = v });
    public static readonly OrderColumn PaymentDate = s_payment.Add(
        nameof(PaymentDate), Date, p => p.PaymentDate, (p, v) => p with { PaymentDate = v });

    private static readonly ColumnGroup<FulfillmentOrderItem, FulfillmentOrderItem> s_topOfItem = new(
        s_item, ColumnScope.Item, null, item => item, (_, item) => item);
    private static readonly ColumnGroup<FulfillmentOrderItem, PackingSlip> s_slipOfItem = s_topOfItem.Part(
        nameof(FulfillmentOrderItem.PackingSlip), i => i.PackingSlip, (i, part) => i with { PackingSlip = part });

    public static readonly OrderColumn SellerSku = s_topOfItem.Add(
        nameof(SellerSku), Text, i => i.SellerSku, (i, v) => i with { SellerSku = v }, "Sku");
    public static readonly OrderColumn SellerFulfillmentOrderItemId = s_topOfItem.Add(
        nameof(SellerFulfillmentOrderItemId),
        Text,
        i => i.SellerFulfillmentOrderItemId,
        (i, v) => i with { SellerFulfillmentOrderItemId = v },
        "OrderItemId",
        "ItemId");
    public static readonly OrderColumn FulfillmentNetworkSku = s_topOfItem.Add(
        nameof(FulfillmentNetworkSku), Text, i => i.FulfillmentNetworkSku, (i, v) => i with { FulfillmentNetworkSku = v });
    public static readonly OrderColumn Quantity = s_topOfItem.Add(
        nameof(Quantity), Integer, i => i.Quantity, (i, v) => i with { Quantity = v });
    public static readonly OrderColumn Unit = s_topOfItem.Add(nameof(Unit), Code, i => i.Unit, (i, v) => i with { Unit = v });
    public static readonly OrderColumn ItemPackingSlipTemplate = s_slipOfItem.Add(
        nameof(ItemPackingSlipTemplate), "TemplateName", Text, s => s.TemplateName, (s, v) => s with { TemplateName = v });
    public static readonly OrderColumn ItemPackingSlipAttribute = s_slipOfItem.Add(
        nameof(ItemPackingSlipAttribute), "Attributes", Map.Personal, s => MapOf(s.Attributes), (s, v) => s with { Attributes = v });
    public static readonly OrderColumn GiftMessage = s_topOfItem.Add(
        nameof(GiftMessage), Text.Personal, i => i.GiftMessage, (i, v) => i with { GiftMessage = v });
    public static readonly OrderColumn DisplayableComment = s_topOfItem.Add(
        nameof(DisplayableComment), Text.Personal, i => i.DisplayableComment, (i, v) => i with { DisplayableComment = v });
    public static readonly OrderColumn PerUnitDeclaredValue = s_topOfItem.Add(
        nameof(PerUnitDeclaredValue), Amount, i => i.PerUnitDeclaredValue, (i, v) => i with { PerUnitDeclaredValue = v });
    public static readonly OrderColumn PerUnitPrice = s_topOfItem.Add(
        nameof(PerUnitPrice), Amount, i => i.PerUnitPrice, (i, v) => i with { PerUnitPrice = v });
    public static readonly OrderColumn PerUnitTax = s_topOfItem.Add(
        nameof(PerUnitTax), Amount, i => i.PerUnitTax, (i, v) => i with { PerUnitTax = v });

    // It has no member: it goes into the amounts.
    public static readonly OrderColumn Currency = s_topOfItem.Add<string>(
        nameof(Currency), Code, _ => null, (item, _) => item, "CurrencyCode");

    private static readonly Dictionary<string, OrderColumn> s_byName = IndexNames();

    private static readonly Dictionary<string, OrderColumn> s_byMember =
        s_order.Columns.ToDictionary(column => column.Member, column => (OrderColumn)column, StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_parts = new(
        s_order.Columns.Select(column => column.Member).Where(member => member.Contains('.')).Select(member => member.Split('.')[0]),
        StringComparer.OrdinalIgnoreCase);

    // What shops, and Amazon's own template, call them. A name is only suggested: which of two addresses is meant is the user's to say.
    private static readonly Dictionary<string, OrderColumn> s_otherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Qty"] = Quantity, ["ItemQty"] = Quantity, ["Count"] = Quantity, ["Pieces"] = Quantity, ["Units"] = Quantity,
        ["Menge"] = Quantity,
        ["Anzahl"] = Quantity, ["LineitemQuantity"] = Quantity,
        ["MerchantSku"] = SellerSku, ["LineitemSku"] = SellerSku, ["ItemSku"] = SellerSku, ["ProductSku"] = SellerSku, ["Msku"] = SellerSku,
        ["MerchantFulfillmentOrderId"] = SellerFulfillmentOrderId, ["OrderNumber"] = SellerFulfillmentOrderId,
        ["OrderNo"] = SellerFulfillmentOrderId, ["Order"] = SellerFulfillmentOrderId,
        ["MerchantFulfillmentOrderItemId"] = SellerFulfillmentOrderItemId, ["OrderDate"] = DisplayableOrderDate,
        ["Date"] = DisplayableOrderDate, ["DeliverySla"] = ShippingSpeedCategory,
        ["Speed"] = ShippingSpeedCategory, ["ShippingMethod"] = ShippingSpeedCategory, ["Recipient"] = Name, ["RecipientName"] = Name,
        ["FullName"] = Name, ["AddressName"] = Name, ["ShippingName"] = Name,
        ["CustomerName"] = Name, ["Address"] = AddressLine1, ["Address1"] = AddressLine1, ["Street"] = AddressLine1,
        ["AddressField1"] = AddressLine1, ["StreetAddress"] = AddressLine1, ["Street1"] = AddressLine1, ["AddressLine"] = AddressLine1,
        ["Adresszeile1"] = AddressLine1, ["ShippingAddress1"] = AddressLine1,
        ["Address2"] = AddressLine2, ["AddressField2"] = AddressLine2, ["ShippingAddress2"] = AddressLine2, ["Street2"] = AddressLine2,
        ["StreetAddress2"] = AddressLine2, ["StreetLine2"] = AddressLine2, ["Adresszeile2"] = AddressLine2, ["Adresszusatz"] = AddressLine2,
        ["Apt"] = AddressLine2, ["AptNo"] = AddressLine2, ["AptSuite"] = AddressLine2, ["Apartment"] = AddressLine2,
        ["Suite"] = AddressLine2, ["Flat"] = AddressLine2, ["FlatNo"] = AddressLine2, ["Building"] = AddressLine2, ["Floor"] = AddressLine2,
        ["Address3"] = AddressLine3, ["AddressField3"] = AddressLine3, ["ShippingAddress3"] = AddressLine3, ["Street3"] = AddressLine3,
        ["StreetAddress3"] = AddressLine3, ["StreetLine3"] = AddressLine3, ["Adresszeile3"] = AddressLine3,
        ["Town"] = City, ["AddressCity"] = City, ["ShippingCity"] = City, ["State"] = StateOrRegion, ["Province"] = StateOrRegion,
        ["Region"] = StateOrRegion,
        ["AddressStateOrRegion"] = StateOrRegion, ["ShippingProvince"] = StateOrRegion, ["County"] = DistrictOrCounty,
        ["District"] = DistrictOrCounty, ["Zip"] = PostalCode, ["ZipCode"] = PostalCode,
        ["Postcode"] = PostalCode, ["PLZ"] = PostalCode, ["AddressPostalCode"] = PostalCode, ["ShippingZip"] = PostalCode,
        ["Country"] = CountryCode, ["AddressCountryCode"] = CountryCode,
        ["ShippingCountry"] = CountryCode, ["Tel"] = Phone, ["Telephone"] = Phone, ["Mobile"] = Phone, ["AddressPhoneNumber"] = Phone,
        ["ShippingPhone"] = Phone,
        ["OrderAction"] = Action, ["Hold"] = Action, ["OnHold"] = Action, ["HoldOrder"] = Action, ["OrderHold"] = Action,
        ["HoldUntil"] = Action, ["DoNotShip"] = Action, ["DontShip"] = Action, ["DoNotFulfill"] = Action, ["DoNotFulfil"] = Action,
        ["Cancel"] = Action, ["CancelOrder"] = Action, ["Cancelled"] = Action, ["Canceled"] = Action, ["CancelledAt"] = Action,
        ["CanceledAt"] = Action, ["Held"] = Action, ["Blocked"] = Action, ["Paused"] = Action, ["Fraud"] = Action, ["Refunded"] = Action,
        ["Shipped"] = Action, ["ShipAfter"] = Action, ["Storniert"] = Action, ["Gesperrt"] = Action, ["Sperre"] = Action,
        ["Status"] = Action, ["OrderStatus"] = Action, ["PaymentStatus"] = Action, ["FinancialStatus"] = Action,
        ["FulfillmentStatus"] = Action, ["FulfilmentStatus"] = Action,
        ["Email"] = NotificationEmail, ["EmailAddress"] = NotificationEmail, ["DeclaredValue"] = PerUnitDeclaredValue,
    };

    /// <summary>The columns of the order, each at its index.</summary>
    public static IReadOnlyList<OrderColumn<FulfillmentOrder>> OfOrder => s_order.Columns;

    /// <summary>The columns of an item, each at its index.</summary>
    public static IReadOnlyList<OrderColumn<FulfillmentOrderItem>> OfItem => s_item.Columns;

    /// <summary>Returns the order with the values that are given, each at its column's index.</summary>
    public static FulfillmentOrder WriteTo(FulfillmentOrder order, object?[] values) => s_order.Write(order, values);

    /// <summary>Returns the item with the values that are given, each at its column's index.</summary>
    public static FulfillmentOrderItem WriteTo(FulfillmentOrderItem item, object?[] values) => s_item.Write(item, values);

    /// <summary>Finds a column by its name or alias, whatever its case and the blanks around it.</summary>
    public static OrderColumn? Find(string name) => s_byName.TryGetValue(Trim(name), out var column) ? column : null;

    /// <summary>
    /// Finds the column of a member by the name of its part and its own, or by its name alone, which may be that of a column.
    /// </summary>
    public static OrderColumn? FindMember(string part, string name) =>
        s_byMember.TryGetValue($"{part}.{name}", out var column) ? column : Find(name);

    /// <summary>Whether an object's member of this name holds the members of columns, such as an address.</summary>
    public static bool IsPart(string name) => s_parts.Contains(name);

    /// <summary>
    /// Returns the known name that was probably meant, or null. A status may say that an order is not to be shipped, but it is no action,
    /// and a part of an order object has no column.
    /// </summary>
    public static string? Suggest(string name) =>
        IsPart(name) || Spelling.Bare(name) is "ITEMS" or "PAYMENTINFORMATION"
            || Spelling.Bare(name).EndsWith("STATUS", StringComparison.Ordinal)
            ? null
            : Probable(name)?.Column.Name;

    /// <summary>
    /// Returns the column that was probably meant, and whether that is hardly in doubt; null if there is none. PerUnitPrice is never
    /// suggested: a shop's price is not the amount that Amazon collects on delivery.
    /// </summary>
    public static (OrderColumn Column, bool IsSure)? Probable(string name) =>
        s_otherNames.TryGetValue(Spelling.Numbered(name), out var other) ? (other, true)
        : AddressPartNames.IsHouseNumber(name) ? null
        : AddressPartNames.IsOther(name) ? (AddressLine2, true)
        : Spelling.Nearest(Trim(name), s_byName.Keys) is { } near && s_byName[near] != PerUnitPrice
            ? (s_byName[near], Spelling.IsClose(name, near)) : null;

    /// <summary>Parses what was given as parameters, once, before anything is read.</summary>
    public static RowOverrides ParseOverrides(IReadOnlyList<(string Name, object? Value)> parameters) => RowOverrides.Parse(parameters);

    // A byte order mark survives as U+FEFF at the start of the first name where a file was read with the wrong encoding.
    private static string Trim(string name) => name.Trim().Trim('\uFEFF', '\u200B').Trim();

    private static Dictionary<string, string>? MapOf(IReadOnlyDictionary<string, string> attributes) =>
        attributes.Count > 0 ? attributes.ToDictionary(pair => pair.Key, pair => pair.Value) : null;

    private static Dictionary<string, OrderColumn> IndexNames()
    {
        var index = new Dictionary<string, OrderColumn>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in s_order.Columns.Concat<OrderColumn>(s_item.Columns))
        {
            index.Add(column.Name, column);
            foreach (var alias in column.Aliases)
            {
                index.Add(alias, column);
            }
        }

        return index;
    }
}
