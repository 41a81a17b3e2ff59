using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Protocols;
using FbaOutbound.Protocols.Mws;
using Xunit;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>
/// Services' texts with secrets, sent values and control characters planted in them, each written in one of the ways that services write:
/// none survives, the reason does, and the length is bounded. <c>./build.sh fuzz COUNT [SEED]</c> makes COUNT of them.
/// </summary>
public sealed class TextCleaningTests
{
    private static readonly int s_count = 10 * int.Parse(
        Environment.GetEnvironmentVariable("FBA_FUZZ") ?? "60", CultureInfo.InvariantCulture);
    private static readonly int s_seed = int.Parse(
        Environment.GetEnvironmentVariable("FBA_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);

    private static readonly string[] s_reasons =
    [
        "NotEligibleForExport", "InvalidValue", "DuplicateCancelRequest", "OrderNotUpdatable", "AllQuantityZero",
        "CARRIER_CANNOT_SHIP_TO_POBOX", "MissingAddressLine",
    ];
    private static readonly string[] s_parameters =
    [
        "Item", "DestinationAddress.Name", "DestinationAddress.StateOrRegion", "Items[0].SellerSku", "", "Unheard.Of",
    ];
    private static readonly string[] s_fillers =
    [
        "the order", "OR invalid", "is not found in", "Reason:", "1 error:", "to ship", "item missing", "IN stock",
        "Reading the request failed", "we", "Größe", "注文", "🎁",
    ];
    private static readonly string[] s_controls =
    [
        "\u001b[31m", "\u001b]0;title\u0007", "\u009b2J", "\r\n", "\t", "\u202e", "\u2066", "\u200b", "\ufeff", "\0", "\u2028", "\u0085",
        "\ud83c",
    ];

    [Fact]
    public void ALineBreakOfWindowsIsOneLineBreak() => Assert.Equal("a\nb c", ServiceText.Prose("a\r\nb\rc", lines: true));

    [Fact]
    public void NoSecretNoSentValueAndNoControlCharacterSurvivesAndTheReasonDoes()
    {
        for (var round = 0; round < s_count; round++)
        {
            var random = new Random(unchecked((s_seed * 1_000_003) + round));
            var plan = new Plan(random);
            var message = plan.Message(random);
            foreach (var shown in plan.Show(message, random))
            {
                // The description is made only where it is needed: making it takes longer than what is tested.
                void Check(bool isRight) => Assert.True(
                    isRight,
                    isRight ? null : $"seed {s_seed}, round {round}: {JsonSerializer.Serialize(message)} -> {JsonSerializer.Serialize(shown)}");

                Check(shown.Length <= ErrorText.Longest + 1);
                Check(!shown.Any(unit => ServiceText.IsSteering(unit) && !char.IsSurrogate(unit)));
                Check(!HoldsHalf(shown));
                foreach (var secret in plan.Secrets)
                {
                    Check(!SharesPiece(shown, secret));
                    Check(!SharesPiece(shown, Convert.ToHexString(Encoding.UTF8.GetBytes(secret))));
                }

                foreach (var value in plan.Sent.Where(value => value.Contains(' ', StringComparison.Ordinal)
                    || value.Contains('@', StringComparison.Ordinal)))
                {
                    Check(!shown.Contains(value, StringComparison.OrdinalIgnoreCase));
                }

                Check(shown.Contains(plan.Reason, StringComparison.Ordinal));
                Check(shown.Contains("OR invalid", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void EveryMemberOfAnAnswerIsFitToBeShownAndNoIdBecomesAnother()
    {
        for (var round = 0; round < s_count; round++)
        {
            var random = new Random(unchecked((s_seed * 7_000_003) + round));
            var id = string.Concat(
                Enumerable.Range(0, random.Next(1, 12)).Select(
                    _ => random.Next(5) == 0 ? s_controls[random.Next(s_controls.Length - 1)] : ((char)random.Next('A', 'Z')).ToString()));
            var text = JsonSerializer.Serialize(id);
            using var document = JsonDocument.Parse($"{{\"id\":{text}}}");
            foreach (var read in new[] { ServiceText.Member(id), JsonTree.Read(document.RootElement).Text("id") ?? "",
                ServiceText.Prose(id) })
            {
                Assert.False(read.Any(ServiceText.IsSteering), text);
            }

            // What was changed cannot be sent, and so cannot name anything else.
            var member = ServiceText.Member(id);
            Assert.True(member == id || FbaOutbound.Texts.TextFlaw.Of(member, FbaOutbound.Texts.TextUse.Id) is not null, text);
        }
    }

    private static bool HoldsHalf(string text) =>
        Enumerable.Range(0, text.Length).Any(
            at => char.IsSurrogate(text[at]) && !char.IsSurrogatePair(text, at) && !(at > 0 && char.IsSurrogatePair(text, at - 1)));

    // A piece as long as one that is found; what the text says anyway is none.
    private static bool SharesPiece(string shown, string secret)
    {
        const int Piece = 14;
        return Enumerable.Range(0, Math.Max(0, secret.Length - Piece + 1)).Any(
            at => shown.Contains(secret.Substring(at, Piece), StringComparison.OrdinalIgnoreCase));
    }

    private sealed class Plan
    {
        private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

        private static readonly JsonSerializerOptions s_relaxed = new()
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        };

        private readonly SecretFilter _filter = new();
        private readonly FulfillmentOrder _order;

        public Plan(Random random)
        {
            string Word(int length) => new([.. Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)])]);
            string Name() => char.ToUpperInvariant(Letters[random.Next(26)]) + "q" + Word(random.Next(3, 8)).ToLowerInvariant();
            Secrets =
            [
                Word(64), "Atzr|" + Word(300), "Atza|" + Word(200), Word(20) + "/" + Word(10) + "+" + Word(9) + "=",
                "amzn.mws." + Guid.NewGuid(),
            ];
            foreach (var secret in Secrets)
            {
                _filter.Add(secret);
            }

            Reason = s_reasons[random.Next(s_reasons.Length)];
            _order = new FulfillmentOrder
            {
                SellerFulfillmentOrderId = "ORDER-" + Word(5),
                DestinationAddress = new Address
                {
                    Name = $"{Name()} {Name()}",
                    AddressLine1 = $"{random.Next(1, 999)} {Name()} St",
                    City = "Reading",
                    StateOrRegion = "OR",
                    PostalCode = random.Next(10000, 99999).ToString(CultureInfo.InvariantCulture),
                    Phone = $"+1 206 {random.Next(100, 999)} {random.Next(1000, 9999)}",
                },
                NotificationEmails = [$"{Name()}@example.com"],
                DisplayableOrderComment = $"For {Name()}, with {Name()}",
                Items = [new FulfillmentOrderItem { SellerSku = "SKU-" + Word(3), SellerFulfillmentOrderItemId = "1", Quantity = 1 }],
            };
            var address = _order.DestinationAddress;
            Sent =
            [
                address.Name!, address.AddressLine1!, address.PostalCode!, address.Phone!, _order.NotificationEmails[0],
                _order.DisplayableOrderComment!,
            ];
        }

        public IReadOnlyList<string> Secrets { get; }

        public IReadOnlyList<string> Sent { get; }

        public string Reason { get; }

        public string Message(Random random)
        {
            var parts = new List<string>
            {
                $"Value {Reason} for parameter {s_parameters[random.Next(s_parameters.Length)]} is invalid. OR invalid;"
            };
            for (var count = random.Next(1, 8); count > 0; count--)
            {
                parts.Add(random.Next(6) switch
                {
                    0 => Secret(Secrets[random.Next(Secrets.Count)], random),
                    1 => Sent[random.Next(Sent.Count)] is var value && random.Next(2) == 0 ? value.ToUpperInvariant() : value,
                    2 => $"Value {Sent[random.Next(Sent.Count)]} for parameter {s_parameters[random.Next(s_parameters.Length)]} is invalid.",
                    3 => s_controls[random.Next(s_controls.Length)],
                    4 => "'" + Sent[random.Next(Sent.Count)] + "'",
                    _ => s_fillers[random.Next(s_fillers.Length)],
                });
            }

            return string.Join(" ", parts) + (random.Next(10) == 0 ? " " + new string('x', random.Next(20_000)) : "");
        }

        /// <summary>The ways of a message to the user, through each syntax.</summary>
        public IEnumerable<string> Show(string message, Random random)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(
                new { errors = new[] { new { code = "InvalidInput", message, details = "" } } },
                random.Next(2) == 0 ? JsonSerializerOptions.Default : s_relaxed);
            var call = new CallInfo(null, 1, TimeSpan.Zero);
            yield return new SpApiErrorDialect(ErrorText.For(_order))
                .Read(new HttpAnswer(400, "application/json", _filter.Clean(json.AsMemory()), call)).Message!;

            var plain = new string([.. message.Where(unit => System.Xml.XmlConvert.IsXmlChar(unit))]);
            var xml = $"<ErrorResponse><Error><Code>InvalidInput</Code><Message>{System.Security.SecurityElement.Escape(plain)}</Message></Error></ErrorResponse>";
            yield return new MwsErrorDialect(ErrorText.For(_order))
                .Read(new HttpAnswer(400, "text/xml", _filter.Clean(Encoding.UTF8.GetBytes(xml).AsMemory()), call)).Message!;
        }

        private static string Secret(string secret, Random random) => random.Next(10) switch
        {
            0 => secret.ToUpperInvariant(),
            1 => Uri.EscapeDataString(secret),
            2 => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('u', random.Next(6)) + secret + new string('v', random.Next(4)))),
            7 => Convert.ToHexString(Encoding.UTF8.GetBytes(secret)),
            8 => Convert.ToHexString(Encoding.UTF8.GetBytes(secret)).ToLowerInvariant(),
            3 => "Bearer " + secret,
            4 => secret[..random.Next(16, secret.Length)] + "…",
            5 => secret[random.Next(secret.Length - 16)..],
            6 => secret.Insert(random.Next(secret.Length), "\u200b"),
            _ => $"client_secret={secret}&",
        };
    }
}
