using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Pipeline;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>How Import-FbaOrder reads files: what its parameters say, and otherwise the shop's file.</summary>
internal sealed class ImportSettings
{
    private const string Auto = "Auto";

    private readonly ImportFbaOrderCommand _given;
    private readonly string? _shopFile;
    private readonly Dictionary<string, object?> _shop;
    private readonly Func<string, string> _resolve;

    /// <summary>Reads the shop's file.</summary>
    /// <param name="given">The command with its parameters.</param>
    /// <param name="shopFile">The whole path of the shop's file; null if there is none.</param>
    /// <param name="resolve">Makes a whole path of one that a parameter gives.</param>
    /// <exception cref="OrderFileException">The file cannot be used.</exception>
    public ImportSettings(ImportFbaOrderCommand given, string? shopFile, Func<string, string> resolve)
    {
        (_given, _shopFile, _resolve) = (given, shopFile, resolve);
        _shop = shopFile is null ? new(StringComparer.OrdinalIgnoreCase) : ShopSettings.ReadFile(shopFile);
    }

    /// <summary>How many orders may be returned.</summary>
    /// <exception cref="ParameterInvalidException">The shop's file has no number.</exception>
    public int MostOrders => IsBound(nameof(_given.MaxOrders)) ? _given.MaxOrders : Number("MaxOrders") ?? _given.MaxOrders;

    /// <summary>Returns how orders are made of rows.</summary>
    /// <param name="session">The session; null if none is open.</param>
    /// <exception cref="ParameterInvalidException">A value cannot be used.</exception>
    public ImportOptions Options(FbaSession? session)
    {
        var format = _given.Format ?? Value("Format") as string ?? Auto;
        var known = string.Equals(format.Trim(), Auto, StringComparison.OrdinalIgnoreCase) ? null
            : ShopSettings.Format(Where(nameof(_given.Format), _given.Format), format);
        var context = session is null ? new OrderContext(KnownProtocols.All[0].Rules) : session.OrderContext;
        var marketplace = MarketplaceOf(session, context);
        context = context with
        {
            MarketplaceId = marketplace,
            CountryCode = marketplace is null ? null : Marketplace.IsoCountryOf(marketplace),
            CountryOf = Marketplace.IsoCountryOf,
        };
        return ImportOptions.Of(context) with
        {
            Format = known,
            // The columns of a list of orders to cancel are not the shop's.
            Map = (_given.Map ?? (known?.Cancels == true ? null : Value("Map"))) is { } map ? ShopSettings.Columns(map) : ColumnMap.None,
            IdPrefix = _given.IdPrefix ?? Value("IdPrefix") as string,
            IdSuffix = _given.IdSuffix?.Trim(),
            SkuMap = (_given.SkuMap ?? Value("SkuMap")) is { } skus
                ? ShopSettings.Skus(skus, _given.SkuMap is null ? ResolveOfShop : _resolve, OrderFileAccess.Open)
                : null,
            SpeedMap = (_given.SpeedMap ?? Value("SpeedMap")) is { } speeds ? ShopSettings.Speeds(speeds) : SpeedMap.None,
            Features = _given.Feature is null ? null : ShopSettings.Features($"-{nameof(_given.Feature)}", _given.Feature),
            FeatureMap = Value("FeatureMap") is IDictionary features ? ShopSettings.FeatureMap(features) : null,
            Culture = (_given.Culture ?? Value("Culture") as string) is { } culture ? ShopSettings.Culture(culture.Trim()) : null,
            HasEncoding = (_given.Encoding ?? Value("Encoding")) is not null,
            MaxAge = (IsBound(nameof(_given.MaxAge)) ? _given.MaxAge : Number("MaxAge")) is { } days ? TimeSpan.FromDays(days) : null,
            After = (_given.After ?? Value("FirstImport")) is { } after
                ? ShopSettings.Day(_given.After is null ? "FirstImport" : $"-{nameof(_given.After)}", after)
                : null,
            HoldWords = (_given.HoldWord ?? Value("HoldWord")) is { } words ? ShopSettings.HoldWords(words) : [],
            IncludesUncertain = Includes(SkipReason.QuantityUncertain),
            IncludesStopped = Includes(SkipReason.StoppedBefore),
            AllowsExport = _given.AllowExport.IsPresent,
            AllowsAmazonOrders = _given.AllowAmazonOrders.IsPresent,
            MarketplaceId = marketplace,
            CountryOf = id => id is null ? null : Marketplace.IsoCountryOf(id),
            Validate = order => OrderValidator.Validate(OrderDefaults.Fill(order, context), context)
                .Where(problem => problem.Severity == ProblemSeverity.Error),
        };
    }

    /// <summary>Returns how rows are made of a file.</summary>
    public TableOptions Table(ImportOptions options) => new()
    {
        Encoding = _given.Encoding ?? Value("Encoding") as string,
        Delimiter = IsBound(nameof(_given.Delimiter)) ? _given.Delimiter
            : Value("Delimiter") is string { Length: 1 } delimiter ? delimiter[0] : null,
        Sheet = _given.Sheet ?? Value("Sheet") as string,
        IsWanted = header => OrderFormats.Fits(options.Format, header, options.Map),
    };

    private string? MarketplaceOf(FbaSession? session, OrderContext context)
    {
        var where = Where(nameof(_given.MarketplaceId), _given.MarketplaceId);
        var marketplace = (_given.MarketplaceId ?? Value("Marketplace") as string) is { } given
            ? ShopSettings.Market(where, given).Id : session?.MarketplaceId;
        if (marketplace is not null && context.ServesMarketplace?.Invoke(marketplace) == false)
        {
            var code = Marketplace.Find(marketplace).Code;
            throw new ParameterInvalidException(
                $"Nothing was read: marketplace {code} of {where} is in a different region than session {session!.Name} "
                    + $"({session.Marketplace}). Connect with -Marketplace {code}.");
        }

        return marketplace;
    }

    private static string Where(string parameter, object? given) => given is null ? "the shop file" : $"-{parameter}";

    private bool Includes(SkipReason reason) => _given.Include?.Contains(reason.ToString(), StringComparer.OrdinalIgnoreCase) == true;

    private bool IsBound(string parameter) => _given.MyInvocation.BoundParameters.ContainsKey(parameter);

    // A path in a shop's file is meant from the file's folder.
    private string ResolveOfShop(string path) =>
        Path.IsPathRooted(path) ? _resolve(path) : Path.Combine(Path.GetDirectoryName(_shopFile)!, path);

    private object? Value(string key) => _shop.TryGetValue(key, out var value) ? PipelineRecord.Unwrap(value) : null;

    // A text is read as a parameter reads it: 30d is 30.
    private int? Number(string key) => Value(key) is { } value
        ? FileValues.Units(Convert.ToString(
            value is string text && LanguagePrimitives.TryConvertTo(text, CultureInfo.InvariantCulture, out decimal read) ? read : value,
            CultureInfo.InvariantCulture) ?? "") is > 0 and var number
            ? number
            : throw new ParameterInvalidException($"{key} in the shop file must be a number of 1 or more.")
        : null;
}
