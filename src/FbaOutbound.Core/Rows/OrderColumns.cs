using System;
using System.Collections.Generic;
using static FbaOutbound.Rows.CellKind;

namespace FbaOutbound.Rows;

/// <summary>The one table of what a row can say. Rows, parameters, hashtables and order objects are all read through it.</summary>
internal static class OrderColumns
{
    public static readonly IReadOnlyList<string> Actions = ["Ship", "Hold"];
    public static readonly IReadOnlyList<string> Policies = ["FillOrKill", "FillAll", "FillAllAvailable"];
    public static readonly IReadOnlyList<string> Speeds = ["Standard", "Expedited", "Priority", "ScheduledDelivery"];

    private static readonly List<OrderColumn> s_order = [];
    private static readonly List<OrderColumn> s_item = [];

    public static readonly OrderColumn SellerFulfillmentOrderId = Order(nameof(SellerFulfillmentOrderId), Text, "OrderId");
    public static readonly OrderColumn DisplayableOrderId = Order(nameof(DisplayableOrderId), Text);
    public static readonly OrderColumn DisplayableOrderDate = Order(
        nameof(DisplayableOrderDate), CellKind.OrderDate, "DisplayableOrderDateTime");
    public static readonly OrderColumn DisplayableOrderComment = Personal(nameof(DisplayableOrderComment), Text);
    public static readonly OrderColumn ShippingSpeedCategory = Words(nameof(ShippingSpeedCategory), Speeds, "ShippingSpeed");
    public static readonly OrderColumn FurtherSpeed = Order(nameof(FurtherSpeed), List, "FurtherSpeeds");
    public static readonly OrderColumn Action = Words(nameof(Action), Actions, "FulfillmentAction");
    public static readonly OrderColumn Policy = Words(nameof(Policy), Policies, "FulfillmentPolicy");
    public static readonly OrderColumn MarketplaceId = Order(nameof(MarketplaceId), Text);
    public static readonly OrderColumn NotificationEmail = Personal(
        nameof(NotificationEmail), List, "NotificationEmails", "NotificationEmailList");
    public static readonly OrderColumn Name = Personal(nameof(Name), Text);
    public static readonly OrderColumn AddressLine1 = Personal(nameof(AddressLine1), Text, "Line1");
    public static readonly OrderColumn AddressLine2 = Personal(nameof(AddressLine2), Text, "Line2");
    public static readonly OrderColumn AddressLine3 = Personal(nameof(AddressLine3), Text, "Line3");
    public static readonly OrderColumn City = Personal(nameof(City), Text);
    public static readonly OrderColumn DistrictOrCounty = Personal(nameof(DistrictOrCounty), Text);
    public static readonly OrderColumn StateOrRegion = Personal(nameof(StateOrRegion), Text, "StateOrProvinceCode");
    public static readonly OrderColumn PostalCode = Personal(nameof(PostalCode), Text);
    public static readonly OrderColumn CountryCode = Personal(nameof(CountryCode), Code);
    public static readonly OrderColumn Phone = Personal(nameof(Phone), Text, "PhoneNumber");
    public static readonly OrderColumn ShipFromCountryCode = Order(nameof(ShipFromCountryCode), Code);
    public static readonly OrderColumn DeliveryWindowStart = Order(nameof(DeliveryWindowStart), DateText, "DeliveryWindowStartDate");
    public static readonly OrderColumn DeliveryWindowEnd = Order(nameof(DeliveryWindowEnd), DateText, "DeliveryWindowEndDate");
    public static readonly OrderColumn DeliveryInstructions = Personal(nameof(DeliveryInstructions), Text);
    public static readonly OrderColumn DropOffType = Order(nameof(DropOffType), Code);
    public static readonly OrderColumn DropOffAttribute = Personal(nameof(DropOffAttribute), Map);
    public static readonly OrderColumn PackingSlipTemplate = Order(nameof(PackingSlipTemplate), Text);
    public static readonly OrderColumn PackingSlipAttribute = Personal(nameof(PackingSlipAttribute), Map);
    public static readonly OrderColumn Feature = Order(nameof(Feature), Features, "Features", "FeatureConstraints");
    public static readonly OrderColumn IsCodRequired = Order(nameof(IsCodRequired), CellKind.Boolean);
    public static readonly OrderColumn CodCharge = Order(nameof(CodCharge), Amount);
    public static readonly OrderColumn CodChargeTax = Order(nameof(CodChargeTax), Amount);
    public static readonly OrderColumn ShippingCharge = Order(nameof(ShippingCharge), Amount);
    public static readonly OrderColumn ShippingChargeTax = Order(nameof(ShippingChargeTax), Amount);
    public static readonly OrderColumn PaymentTransactionId = Personal(nameof(PaymentTransactionId), Text);
    public static readonly OrderColumn PaymentMode = Order(nameof(PaymentMode), Text);
    public static readonly OrderColumn PaymentDate = Order(nameof(PaymentDate), Date);

    public static readonly OrderColumn SellerSku = Item(nameof(SellerSku), Text, "Sku");
    public static readonly OrderColumn SellerFulfillmentOrderItemId = Item(
        nameof(SellerFulfillmentOrderItemId), Text, "OrderItemId", "ItemId");
    public static readonly OrderColumn FulfillmentNetworkSku = Item(nameof(FulfillmentNetworkSku), Text);
    public static readonly OrderColumn Quantity = Item(nameof(Quantity), Integer);
    public static readonly OrderColumn Unit = Item(nameof(Unit), Code);
    public static readonly OrderColumn ItemPackingSlipTemplate = Item(nameof(ItemPackingSlipTemplate), Text);
    public static readonly OrderColumn ItemPackingSlipAttribute = PersonalItem(nameof(ItemPackingSlipAttribute), Map);
    public static readonly OrderColumn GiftMessage = PersonalItem(nameof(GiftMessage));
    public static readonly OrderColumn DisplayableComment = PersonalItem(nameof(DisplayableComment));
    public static readonly OrderColumn PerUnitDeclaredValue = Item(nameof(PerUnitDeclaredValue), Amount);
    public static readonly OrderColumn PerUnitPrice = Item(nameof(PerUnitPrice), Amount);
    public static readonly OrderColumn PerUnitTax = Item(nameof(PerUnitTax), Amount);
    public static readonly OrderColumn Currency = Item(nameof(Currency), Code, "CurrencyCode");

    private static readonly Dictionary<string, OrderColumn> s_byName = Index();

    // What shops, and Amazon's own template, call them. A name is only suggested: which of two addresses is meant is the user's to say.
    private static readonly Dictionary<string, OrderColumn> s_otherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Qty"] = Quantity, ["ItemQty"] = Quantity, ["Count"] = Quantity, ["Pieces"] = Quantity, ["Menge"] = Quantity,
        ["Anzahl"] = Quantity, ["LineitemQuantity"] = Quantity,
        ["MerchantSku"] = SellerSku, ["LineitemSku"] = SellerSku, ["ItemSku"] = SellerSku, ["ProductSku"] = SellerSku, ["Msku"] = SellerSku,
        ["MerchantFulfillmentOrderId"] = SellerFulfillmentOrderId, ["OrderNumber"] = SellerFulfillmentOrderId,
        ["OrderNo"] = SellerFulfillmentOrderId, ["Order"] = SellerFulfillmentOrderId,
        ["MerchantFulfillmentOrderItemId"] = SellerFulfillmentOrderItemId, ["OrderDate"] = DisplayableOrderDate,
        ["Date"] = DisplayableOrderDate, ["DeliverySla"] = ShippingSpeedCategory,
        ["Speed"] = ShippingSpeedCategory, ["ShippingMethod"] = ShippingSpeedCategory, ["Recipient"] = Name, ["RecipientName"] = Name,
        ["FullName"] = Name, ["AddressName"] = Name, ["ShippingName"] = Name,
        ["CustomerName"] = Name, ["Address"] = AddressLine1, ["Address1"] = AddressLine1, ["Street"] = AddressLine1,
        ["AddressFieldOne"] = AddressLine1, ["ShippingAddress1"] = AddressLine1,
        ["Address2"] = AddressLine2, ["AddressFieldTwo"] = AddressLine2, ["ShippingAddress2"] = AddressLine2, ["Address3"] = AddressLine3,
        ["AddressFieldThree"] = AddressLine3,
        ["Town"] = City, ["AddressCity"] = City, ["ShippingCity"] = City, ["State"] = StateOrRegion, ["Province"] = StateOrRegion,
        ["Region"] = StateOrRegion,
        ["AddressStateOrRegion"] = StateOrRegion, ["ShippingProvince"] = StateOrRegion, ["County"] = DistrictOrCounty,
        ["District"] = DistrictOrCounty, ["Zip"] = PostalCode, ["ZipCode"] = PostalCode,
        ["Postcode"] = PostalCode, ["PLZ"] = PostalCode, ["AddressPostalCode"] = PostalCode, ["ShippingZip"] = PostalCode,
        ["Country"] = CountryCode, ["AddressCountryCode"] = CountryCode,
        ["ShippingCountry"] = CountryCode, ["Tel"] = Phone, ["Telephone"] = Phone, ["Mobile"] = Phone, ["AddressPhoneNumber"] = Phone,
        ["ShippingPhone"] = Phone,
        ["Email"] = NotificationEmail, ["EmailAddress"] = NotificationEmail, ["Price"] = PerUnitPrice,
        ["DeclaredValue"] = PerUnitDeclaredValue, ["Comment"] = DisplayableOrderComment, ["Note"] = DisplayableOrderComment,
    };

    /// <summary>The columns of the order, each at its index.</summary>
    public static IReadOnlyList<OrderColumn> OfOrder => s_order;

    /// <summary>The columns of an item, each at its index.</summary>
    public static IReadOnlyList<OrderColumn> OfItem => s_item;

    /// <summary>Finds a column by its name or alias, whatever its case and the blanks around it.</summary>
    public static OrderColumn? Find(string name) => s_byName.TryGetValue(Trim(name), out var column) ? column : null;

    /// <summary>Returns the known name that was probably meant, or null.</summary>
    public static string? Suggest(string name) => s_otherNames.TryGetValue(Bare(name), out var other)
        ? other.Name
        : Spelling.Nearest(Trim(name), s_byName.Keys) is { } near ? s_byName[near].Name : null;

    /// <summary>Parses what was given as parameters, once, before anything is read.</summary>
    public static RowOverrides ParseOverrides(IReadOnlyList<(string Name, object? Value)> parameters) => RowOverrides.Parse(parameters);

    private static string Bare(string name) => Trim(name).Replace(" ", "").Replace("_", "").Replace("-", "");

    // A byte order mark survives as U+FEFF at the start of the first name where a file was read with the wrong encoding.
    private static string Trim(string name) => name.Trim().Trim('\uFEFF', '\u200B').Trim();

    private static OrderColumn Order(string name, CellKind kind, params string[] aliases) =>
        Add(s_order, ColumnScope.Order, name, kind, false, [], aliases);

    private static OrderColumn Personal(string name, CellKind kind, params string[] aliases) =>
        Add(s_order, ColumnScope.Order, name, kind, true, [], aliases);

    private static OrderColumn Words(string name, IReadOnlyList<string> words, params string[] aliases) =>
        Add(s_order, ColumnScope.Order, name, Word, false, words, aliases);

    private static OrderColumn Item(string name, CellKind kind, params string[] aliases) =>
        Add(s_item, ColumnScope.Item, name, kind, false, [], aliases);

    private static OrderColumn PersonalItem(string name, CellKind kind = Text) => Add(s_item, ColumnScope.Item, name, kind, true, [], []);

    private static OrderColumn Add(
        List<OrderColumn> columns, ColumnScope scope, string name, CellKind kind, bool isPersonal, IReadOnlyList<string> words,
        string[] aliases)
    {
        var column = new OrderColumn(name, scope, columns.Count, kind, isPersonal, words, aliases);
        columns.Add(column);
        return column;
    }

    private static Dictionary<string, OrderColumn> Index()
    {
        var index = new Dictionary<string, OrderColumn>(StringComparer.OrdinalIgnoreCase);
        foreach (var columns in new[] { s_order, s_item })
        {
            foreach (var column in columns)
            {
                index.Add(column.Name, column);
                foreach (var alias in column.Aliases)
                {
                    index.Add(alias, column);
                }
            }
        }

        return index;
    }
}
