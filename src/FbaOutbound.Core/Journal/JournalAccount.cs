using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using FbaOutbound.Orders;
using FbaOutbound.Shipments;

namespace FbaOutbound.Journal;

/// <summary>
/// What a journal may say of an account and of the content of its changes: hashes whose key is derived from the credential, so that who
/// holds a journal alone can guess no address.
/// </summary>
internal sealed class JournalAccount
{
    private const int HashBytes = 16;
    private const int MemberLength = 12;

    private readonly byte[] _key;

    /// <param name="account">The session's mark of its account.</param>
    public JournalAccount(string account)
    {
        _key = Hmac(Encoding.UTF8.GetBytes(account), "FbaOutbound.Journal.Content");
        Mark = Hex(Hmac(Encoding.UTF8.GetBytes(account), "FbaOutbound.Journal.Account"));
    }

    /// <summary>The account's mark in a journal: it tells one account from another and nothing else.</summary>
    public string Mark { get; }

    /// <summary>Returns the content of an order: the members that are compared with an existing order, and no others.</summary>
    public JournalContent Of(FulfillmentOrder order)
    {
        var given = new Given();
        OrderComparison.TellGiven(Tidy(order), given.Add);
        return Content(order.SellerFulfillmentOrderId, given.Essentials, given.Rest);
    }

    /// <summary>
    /// Returns a keyed hash of each member that an order gives, by the member's name. The members of all items are taken together.
    /// </summary>
    public IReadOnlyDictionary<string, string> MembersOf(FulfillmentOrder order) => MembersOf(order, _ => true);

    /// <summary>Returns the same of the members in which two orders of one id may differ and still be one order.</summary>
    public IReadOnlyDictionary<string, string> LesserMembersOf(FulfillmentOrder order) =>
        MembersOf(order, kind => kind != DifferenceKind.Conflict);

    private Dictionary<string, string> MembersOf(FulfillmentOrder order, Func<string, bool> counts)
    {
        var members = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        OrderComparison.TellGiven(Tidy(order), (member, kind, text) =>
        {
            if (!counts(kind))
            {
                return;
            }

            var name = WithoutKey(member);
            if (!members.TryGetValue(name, out var texts))
            {
                members.Add(name, texts = []);
            }

            texts.Add(FormattableString.Invariant($"{member.Length}:{member}={text.Length}:{text};"));
        });
        return members.ToDictionary(
            member => member.Key, member => Hash($"{member.Key} {order.SellerFulfillmentOrderId}", member.Value).Substring(0, MemberLength));
    }

    /// <summary>Returns a keyed hash that tells which order of a shop an id was made for.</summary>
    /// <param name="id">The id.</param>
    /// <param name="wholeId">The id of the whole order, without a suffix.</param>
    public string MarkOf(string id, string wholeId) => Hash($"shop order {id}", [wholeId]).Substring(0, MemberLength);

    /// <summary>Returns a keyed hash of what the rows of an order say about refunds.</summary>
    public string RefundsOf(string id, string refunds) => Hash($"refunds {id}", [refunds]).Substring(0, MemberLength);

    /// <summary>Returns a keyed hash of the rows of an order that have errors.</summary>
    public string RowsOf(string id, string rows) => Hash($"faulty rows {id}", [rows]).Substring(0, MemberLength);

    /// <summary>Returns a keyed hash of a part of <see cref="OrderRecipient"/>.</summary>
    public string RecipientOf(string id, string text) => Hash($"recipient {id}", [text]).Substring(0, MemberLength);

    /// <summary>Returns a keyed hash of what a shop knows an order by besides its number.</summary>
    public string ShopIdOf(string id, string shopId) => Hash($"shop id {id}", [shopId]).Substring(0, MemberLength);

    /// <summary>Returns a keyed hash of what tells an order from all others, whatever its number is.</summary>
    public string ShopKeyOf(string shopKey) => Hash("shop key", [shopKey]);

    /// <summary>Returns a keyed hash of what a line of a shop's order stands for at Amazon.</summary>
    public string LineGoodsOf(string id, string goods) => Hash($"line goods {id}", [goods]).Substring(0, MemberLength);

    /// <summary>Returns a keyed hash of what the items of an order bring, however they are divided into lines and named.</summary>
    public string ItemsOf(FulfillmentOrder order) => Hash(
        $"items {order.SellerFulfillmentOrderId}",
        order.Items
            .GroupBy(TextOf, StringComparer.Ordinal)
            .Select(same => FormattableString.Invariant($"{same.Key.Length}:{same.Key}={same.Sum(item => (long)(item.Quantity ?? 0))};")))
        .Substring(0, MemberLength);

    /// <summary>Returns a keyed hash of the units of each SKU of an order, however they are divided into items.</summary>
    public string SkusOf(FulfillmentOrder order) => Hash(
        $"skus {order.SellerFulfillmentOrderId}",
        order.Items
            .GroupBy(item => (item.SellerSku ?? "").Trim(), StringComparer.Ordinal)
            .Select(same => FormattableString.Invariant($"{same.Key.Length}:{same.Key}={same.Sum(item => (long)(item.Quantity ?? 0))};")))
        .Substring(0, MemberLength);

    /// <summary>Returns what the recipient and the goods of an order are known by; null if it lacks one of them.</summary>
    public string? GoodsOf(FulfillmentOrder order) => OrderGoods.TextOf(order) is { } text ? Hex(Hmac(_key, "goods;" + text)) : null;

    /// <summary>Returns the content of a change. All of it is essential: a change that says another thing is another change.</summary>
    public JournalContent Of(OrderUpdate update)
    {
        var given = new Given();
        given.Add(nameof(update.Action), DifferenceKind.Conflict, DifferenceList.Canonical(update.Action));
        OrderComparison.TellGiven(Tidy(update.ToOrder()), given.Add);
        return Content(update.SellerFulfillmentOrderId, [.. given.Essentials, .. given.Rest], []);
    }

    /// <summary>Returns the content of a cancellation, which is all in its key.</summary>
    public JournalContent OfCancel(string sellerFulfillmentOrderId) => Content(sellerFulfillmentOrderId, [], []);

    /// <summary>
    /// Returns the content of a purchase. The offer's id does not count: every request for services returns a different one.
    /// </summary>
    public JournalContent Of(ShipmentPurchase purchase) => Of(purchase, withItems: true);

    /// <summary>
    /// Whether a content is that of a purchase, in the words of the purchase or in others that mean the same. Earlier versions left out
    /// what the items are: it counts as the same only where the shipment shows it.
    /// </summary>
    public bool IsOf(JournalContent content, ShipmentPurchase purchase, Shipment bought)
    {
        var isShown = ShipmentComparison.ShowsItems(purchase, bought);
        return SamePurchases.Of(purchase, bought).Any(same => Of(same) == content || (isShown && Of(same, withItems: false) == content));
    }

    private JournalContent Of(ShipmentPurchase purchase, bool withItems)
    {
        var given = new Given();
        var request = purchase.Request;
        void Essential(string member, object? value) => given.Add(member, DifferenceKind.Conflict, value);
        void Rest(string member, object? value) => given.Add(member, DifferenceKind.Minor, value);

        Essential(nameof(purchase.ShippingServiceId), purchase.ShippingServiceId);
        Rest(nameof(purchase.HazmatType), purchase.HazmatType);
        Rest(nameof(purchase.IncludePackingSlipWithLabel), purchase.IncludePackingSlipWithLabel);
        Rest(nameof(request.SellerOrderId), request.SellerOrderId);
        Rest(nameof(request.MustArriveByDate), request.MustArriveByDate);
        Rest(nameof(request.ShipDate), request.ShipDate);
        given.AddAddress(nameof(request.ShipFromAddress), request.ShipFromAddress);
        Rest("Length", request.PackageDimensions?.Length);
        Rest("Width", request.PackageDimensions?.Width);
        Rest("Height", request.PackageDimensions?.Height);
        Rest("Unit", request.PackageDimensions?.Unit);
        Rest(nameof(PackageDimensions.PredefinedPackageDimensions), request.PackageDimensions?.PredefinedPackageDimensions);
        Rest(nameof(request.Weight), request.Weight?.Value);
        Rest("WeightUnit", request.Weight?.Unit);
        Rest(nameof(ShippingServiceOptions.DeliveryExperience), request.ShippingServiceOptions?.DeliveryExperience);
        Rest(nameof(ShippingServiceOptions.DeclaredValue), request.ShippingServiceOptions?.DeclaredValue?.Value);
        Rest(nameof(ShippingServiceOptions.CarrierWillPickUp), request.ShippingServiceOptions?.CarrierWillPickUp);
        Rest(nameof(ShippingServiceOptions.CarrierWillPickUpOption), request.ShippingServiceOptions?.CarrierWillPickUpOption);
        Rest(nameof(ShippingServiceOptions.LabelFormat), request.ShippingServiceOptions?.LabelFormat);
        Rest(nameof(LabelCustomization.CustomTextForLabel), request.LabelCustomization?.CustomTextForLabel);
        Rest(nameof(LabelCustomization.StandardIdForLabel), request.LabelCustomization?.StandardIdForLabel);
        given.AddInputs(nameof(purchase.SellerInputs), purchase.SellerInputs);
        foreach (var item in request.ItemList)
        {
            given.AddInputs($"{item.OrderItemId}.{nameof(item.ItemLevelSellerInputsList)}", item.ItemLevelSellerInputsList);
            if (withItems)
            {
                given.AddItem(item);
            }
        }

        return Content(IdOf(request), given.Essentials, given.Rest);
    }

    /// <summary>Returns what a purchase is known by: the order, and how much of each of its items.</summary>
    public static string IdOf(ShipmentRequest request) => request.AmazonOrderId + " " + string.Join(",", request.ItemList
        .GroupBy(item => item.OrderItemId ?? "", StringComparer.Ordinal)
        .Select(group => FormattableString.Invariant($"{group.Key}×{group.Sum(item => (long)(item.Quantity ?? 0))}"))
        .OrderBy(item => item, StringComparer.Ordinal));

    // What need not be mentioned and what has no order must make no difference.
    private static FulfillmentOrder Tidy(FulfillmentOrder order) => order with
    {
        FeatureConstraints =
        [
            .. order.FeatureConstraints.Where(feature => !DifferenceList.Same(feature.FeatureFulfillmentPolicy ?? "", "NotRequired")),
        ],
        PaymentInformation =
        [
            .. order.PaymentInformation.OrderBy(
                payment => DifferenceList.Canonical(payment.PaymentTransactionId ?? ""), StringComparer.Ordinal),
        ],
        FilledIn = order.Items.Any(item => string.IsNullOrWhiteSpace(item.SellerFulfillmentOrderItemId))
            ? [.. order.FilledIn, ItemComparison.Ids]
            : order.FilledIn,
    };

    // All of an item but its units and its id.
    private static string TextOf(FulfillmentOrderItem item)
    {
        var given = new Given();
        OrderComparison.TellGiven(
            new FulfillmentOrder { Items = [item with { Quantity = null, SellerFulfillmentOrderItemId = "-" }] }, given.Add);
        return string.Concat(given.Essentials.Concat(given.Rest));
    }

    /// <summary>Returns the name of a member without what tells its item from others, which can hold any character.</summary>
    public static string WithoutKey(string member) =>
        member.IndexOf('[') is >= 0 and var start && member.LastIndexOf(']') is var end && end > start
            ? member.Substring(0, start) + member.Substring(end + 1)
            : member;

    private static byte[] Hmac(byte[] key, string text)
    {
        using var hmac = new HMACSHA256(key);
        return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
    }

    private static string Hex(byte[] hash) =>
        string.Concat(hash.Take(HashBytes).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));

    // With the id in them the hashes do not even tell that two orders go to one recipient.
    private JournalContent Content(string id, IEnumerable<string> essentials, IEnumerable<string> rest) =>
        new(Hash($"essentials {id}", essentials), Hash($"rest {id}", rest));

    private string Hash(string what, IEnumerable<string> members) =>
        Hex(
            Hmac(
                _key,
                FormattableString.Invariant($"{what.Length}:{what};")
                    + string.Concat(members.OrderBy(member => member, StringComparer.Ordinal))));

    private sealed class Given
    {
        public List<string> Essentials { get; } = [];

        public List<string> Rest { get; } = [];

        // The lengths keep two members from being read as one.
        public void Add(string member, string kind, string text)
        {
            var name = DifferenceList.Canonical(member);
            (kind == DifferenceKind.Conflict ? Essentials : Rest).Add(
                FormattableString.Invariant($"{name.Length}:{name}={text.Length}:{text};"));
        }

        public void Add(string member, string kind, object? value)
        {
            var text = value switch
            {
                null => "",
                decimal number => number.ToString("G29", CultureInfo.InvariantCulture),
                DateTimeOffset time => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                _ => DifferenceList.Canonical(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
            };
            if (text.Length > 0)
            {
                Add(member, kind, text);
            }
        }

        public void AddAddress(string member, ShipmentAddress? address)
        {
            foreach (var part in new[]
            {
                address?.Name, address?.AddressLine1, address?.AddressLine2, address?.AddressLine3, address?.DistrictOrCounty,
                address?.City,
                address?.StateOrProvinceCode, address?.PostalCode, address?.CountryCode, address?.Email, address?.Phone,
            }.Select((text, index) => (text, index)))
            {
                Add(FormattableString.Invariant($"{member}[{part.index}]"), DifferenceKind.Minor, (object?)part.text);
            }
        }

        public void AddItem(ShipmentItem item)
        {
            void Rest(string member, object? value) => Add($"{item.OrderItemId}.{member}", DifferenceKind.Minor, value);

            Rest(nameof(item.ItemWeight), item.ItemWeight?.Value);
            Rest("ItemWeightUnit", item.ItemWeight?.Unit);
            Rest(nameof(item.LiquidVolume), item.LiquidVolume?.Value);
            Rest("LiquidVolumeUnit", item.LiquidVolume?.Unit);
            Rest(nameof(item.IsHazmat), item.IsHazmat is true ? "1" : null);
            Rest(nameof(DangerousGoodsDetails.UnitedNationsRegulatoryId), item.DangerousGoodsDetails?.UnitedNationsRegulatoryId);
            Rest(nameof(DangerousGoodsDetails.TransportationRegulatoryClass), item.DangerousGoodsDetails?.TransportationRegulatoryClass);
            Rest(nameof(DangerousGoodsDetails.PackingGroup), item.DangerousGoodsDetails?.PackingGroup);
            Rest(nameof(DangerousGoodsDetails.PackingInstruction), item.DangerousGoodsDetails?.PackingInstruction);
            foreach (var code in item.TransparencyCodeList)
            {
                Rest(nameof(item.TransparencyCodeList), code);
            }
        }

        public void AddInputs(string member, IReadOnlyList<SellerInput> inputs)
        {
            foreach (var input in inputs)
            {
                var name = $"{member}.{input.AdditionalInputFieldName}";
                var value = input.AdditionalSellerInput;
                Add(name + ".Text", DifferenceKind.Minor, (object?)value?.ValueAsString);
                Add(name + ".Flag", DifferenceKind.Minor, value?.ValueAsBoolean);
                Add(name + ".Number", DifferenceKind.Minor, value?.ValueAsInteger);
                Add(name + ".Time", DifferenceKind.Minor, value?.ValueAsTimestamp);
                Add(name + ".Weight", DifferenceKind.Minor, (object?)value?.ValueAsWeight?.ToString());
                Add(name + ".Length", DifferenceKind.Minor, (object?)value?.ValueAsDimension?.ToString());
                Add(name + ".Amount", DifferenceKind.Minor, (object?)value?.ValueAsCurrency?.ToString());
                AddAddress(name, value?.ValueAsAddress);
            }
        }
    }
}
