using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Server;

/// <summary>The sandbox's settings as options of a command line.</summary>
internal sealed class ServeOptions
{
    // A hundred years, the longest of the sandbox's durations.
    private const double MostSeconds = 36_500d * 86_400;

    private readonly List<Option> _all = [];
    private readonly List<Action<ParseResult, SandboxOptions>> _readers = [];

    public ServeOptions()
    {
        Add<double?>(
            "--rate",
            "Requests per second for each operation; 0 means no limit. By default, Amazon's limits apply.",
            (options, value) => options.Rate = value);
        Add<int?>("--burst", "How many requests are allowed at once after a pause.", (options, value) => options.Burst = value);
        Add<double?>(
            "--announced-rate",
            "The rate limit that responses report, if it should differ from the actual one.",
            (options, value) => options.AnnouncedRate = value);
        Add<RetryAfterForm?>(
            "--retry-after", "Whether a 429 has a Retry-After header.", (options, value) => options.RetryAfter = value!.Value);
        Add<double?>("--latency-ms", "How long each response takes.", (options, value) => options.Latency = Milliseconds(value));
        Add<double?>("--jitter-ms", "How much longer a response may take, at random.", (options, value) => options.LatencyJitter = Milliseconds(value));
        Add<int?>("--seed", "The seed for random faults and jitter.", (options, value) => options.Seed = value);
        Add<string?>("--state", "A file in which to keep orders and stock.", (options, value) => options.StateFile = value);
        Add<string?>("--client-id", "The only client id that gets a token.", (options, value) => options.ClientId = value);
        Add<string?>("--client-secret", "The only client secret that gets a token.", (options, value) => options.ClientSecret = value);
        Add<string?>("--refresh-token", "The only refresh token that gets a token.", (options, value) => options.RefreshToken = value);
        Add<double?>(
            "--token-lifetime-s", "How long an access token is valid.", (options, value) => options.TokenLifetime = Seconds(value));
        Add<double?>(
            "--announced-token-lifetime-s",
            "The value of expires_in, if tokens should expire earlier than it says.",
            (options, value) => options.AnnouncedTokenLifetime = Seconds(value));
        Add<int?>("--page-size", "The number of orders on each page of a list.", (options, value) => options.PageSize = value!.Value);
        Add<long?>("--default-stock", "The stock of a SKU whose stock was not set.", (options, value) => options.DefaultStock = value!.Value);
        Add<bool?>(
            "--short-stock-found-later",
            "Accept orders that exceed the stock, and mark them invalid later.",
            (options, value) => options.ShortStockFoundLater = value!.Value);
        Add<bool?>(
            "--silent-duplicates", "Return 200 for a repeated order id, without an error.", (options, value) => options.SilentDuplicates = value!.Value);
        Add<double?>(
            "--readable-after-s", "How long it takes before a new order can be read.", (options, value) => options.ReadableAfter = Seconds(value));
        Add<UnknownOrderAnswer?>(
            "--unknown-order", "The text for an unknown order.", (options, value) => options.UnknownOrder = value!.Value);
        Add<int?>(
            "--unknown-order-status",
            "The HTTP status for an unknown order.",
            (options, value) => options.UnknownOrderStatus = value!.Value);
        Add<CreateAnswer?>(
            "--create-answer",
            "How version 2026-07-04 responds to a new order: with the order, or with Accepted.",
            (options, value) => options.CreateAnswer = value!.Value);
        Add<double?>(
            "--apply-after-s",
            "How long version 2026-07-04 takes to apply an accepted update or cancellation.",
            (options, value) => options.LifeCycle.TimeToApply = Seconds(value));
        Add<bool?>(
            "--leave-out-status",
            "Leave the status out of version 2026-07-04's orders.",
            (options, value) => options.LeaveOutStatus = value!.Value);
        Add<bool?>(
            "--separate-versions",
            "Hide orders from API versions other than the one that created them.",
            (options, value) => options.SeparateVersions = value!.Value);
        Add<bool?>(
            "--any-delivery-window",
            "Accept scheduled deliveries for windows that no preview has offered.",
            (options, value) => options.TakesAnyDeliveryWindow = value!.Value);
        Add<double?>(
            "--offers-last-s",
            "How long delivery offers and delivery windows are valid.",
            (options, value) => options.LifeCycle.OffersLast = Seconds(value));
        Add<bool?>(
            "--ineligible-preview-not-found",
            "Return 404 for a preview if nothing can be fulfilled.",
            (options, value) => options.IneligiblePreviewIsNotFound = value!.Value);
        Add<int?>(
            "--unknown-package-status",
            "The HTTP status for an unknown package.",
            (options, value) => options.UnknownPackageStatus = value!.Value);
        Add<string?>(
            "--not-enrolled",
            "Features for which the seller is not enrolled, separated by commas.",
            (options, value) => options.FeaturesNotEnrolled.UnionWith(value!.Split(',', StringSplitOptions.TrimEntries)));
        Add<bool?>(
            "--role-missing", "Deny every call as if the role were missing.", (options, value) => options.RoleMissing = value!.Value);
        Add<bool?>("--wrong-region", "Respond as if the seller belonged to another region.", (options, value) => options.WrongRegion = value!.Value);
        Add<double?>(
            "--restricted-token-lifetime-s",
            "How long a restricted data token is valid.",
            (options, value) => options.RestrictedTokenLifetime = Seconds(value));
        Add<string?>(
            "--mws-access-key-id", "The only AWS access key id that MWS accepts.", (options, value) => options.MwsAccessKeyId = value!);
        Add<string?>(
            "--mws-secret-key", "The secret that MWS requests are signed with.", (options, value) => options.MwsSecretKey = value!);
        Add<string?>("--seller-id", "The only seller id that MWS accepts.", (options, value) => options.SellerId = value);
        Add<string?>("--mws-auth-token", "The only MWSAuthToken that MWS accepts.", (options, value) => options.MwsAuthToken = value);
        Add<int?>(
            "--mws-hourly-quota", "Requests per hour that MWS allows for each operation.", (options, value) => options.MwsHourlyQuota = value);
        Add<MwsServiceStatus?>(
            "--mws-status", "The status that MWS returns from GetServiceStatus.", (options, value) => options.MwsStatus = value!.Value);
        Add<double?>(
            "--cancellation-window-s",
            "How long a bought shipment can be cancelled.",
            (options, value) => options.Shipping.CancellationWindow = Seconds(value));
        Add<double?>(
            "--time-to-refund-s", "How long a refund stays pending.", (options, value) => options.Shipping.TimeToRefund = Seconds(value));
        Add<LateCancel?>(
            "--late-cancel",
            "What happens to a cancellation after the window has closed.",
            (options, value) => options.Shipping.LateCancel = value!.Value);
        Add<string[]?>(
            "--fault",
            "KIND=CHANCE, for example DropAfter=0.05; can be given several times.",
            (options, values) => ReadFaults(options, values!));
        Add<double?>(
            "--fault-delay-s", "How long a delay caused by a fault lasts.", (options, value) => options.Faults.Delay = Seconds(value));
        Add<int?>(
            "--most-faults-per-order",
            "The maximum number of faults per operation and order.",
            (options, value) => options.Faults.MostPerOrder = value!.Value);
    }

    public IReadOnlyList<Option> All => _all;

    public SandboxOptions Read(ParseResult parsed)
    {
        var options = new SandboxOptions();
        foreach (var reader in _readers)
        {
            reader(parsed, options);
        }

        return options;
    }

    private static TimeSpan Milliseconds(double? value) => Span(value, 1e-3, "ms");

    private static TimeSpan Seconds(double? value) => Span(value, 1, "s");

    private static TimeSpan Span(double? value, double seconds, string unit) => value >= 0 && value * seconds <= MostSeconds
        ? TimeSpan.FromSeconds(value.Value * seconds)
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"{value} {unit} is not a duration from 0 to {MostSeconds / seconds:0} {unit}."));

    private static void ReadFaults(SandboxOptions options, string[] values)
    {
        foreach (var value in values)
        {
            var (kind, chance) = Split(value)!.Value;
            options.Faults.Chances[kind] = chance;
        }
    }

    private static (FaultKind Kind, double Chance)? Split(string text)
    {
        var parts = text.Split('=');
        return parts.Length == 2
            && Enum.TryParse<FaultKind>(parts[0], ignoreCase: true, out var kind)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var chance)
            && chance is >= 0 and <= 1
            ? (kind, chance)
            : null;
    }

    // Checked after each, so that an error names the option.
    private static void Set(string name, SandboxOptions options, Action set, bool isBlank)
    {
        if (isBlank)
        {
            throw new ArgumentException($"{name} is blank.");
        }

        try
        {
            set();
            options.Check();
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"{name}: {exception.Message}", exception);
        }
    }

    private void Add<T>(string name, string description, Action<SandboxOptions, T> set)
    {
        var option = new Option<T>(name) { Description = description };
        if (option is Option<string[]?> faults)
        {
            faults.Validators.Add(result =>
            {
                foreach (var token in result.Tokens)
                {
                    if (Split(token.Value) is null)
                    {
                        result.AddError(
                            $"'{token.Value}' is not a fault and a chance, such as DropAfter=0.05. The faults are: {string.Join(", ", Enum.GetNames<FaultKind>())}.");
                    }
                }
            });
        }

        _all.Add(option);
        _readers.Add((parsed, options) =>
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                Set(
                    name,
                    options,
                    () => set(options, parsed.GetValue(option)!),
                    isBlank: parsed.GetValue(option) is string text && string.IsNullOrWhiteSpace(text));
            }
        });
    }
}
