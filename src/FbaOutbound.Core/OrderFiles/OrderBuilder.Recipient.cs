using System;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Rules;

namespace FbaOutbound.OrderFiles;

/// <content>Where an order goes, how fast, and how it is packed.</content>
internal sealed partial class OrderBuilder
{
    private sealed partial class Work
    {
        private void ReadAddress(object?[] values)
        {
            var prefix = s_block.All(field => owner.Binding.Values(field, group.Rows).Count == 0)
                && owner.Binding.Values("BillingAddressLine1", group.Rows).Count > 0 ? "Billing" : "";
            if (prefix.Length > 0)
            {
                foreach (var field in s_special)
                {
                    _sources[field] = prefix + field;
                }
            }

            string Text(string field) => One(prefix + field) ?? "";
            string Optional(string field) => Text(field) is var text && MissingValue.Is(text, isState: field == "StateOrRegion") ? "" : text;

            var person = Text("Name");
            person = person.Length > 0 ? person : $"{Text("FirstName")} {Text("LastName")}".Trim();
            var company = Optional("Company");
            var lines = new[] { Text("AddressLine1"), Optional("AddressLine2"), Optional("AddressLine3") };
            if (person.Length == 0)
            {
                (person, company) = (company, "");
                if (person.Length > 0)
                {
                    _sources[nameof(OrderColumns.Name)] = prefix + "Company";
                }
            }
            else if (company.Length > 0 && !string.Equals(company, person, StringComparison.OrdinalIgnoreCase))
            {
                var free = Array.FindIndex(lines, line => line.Length == 0);
                if (free < 0)
                {
                    Problem(prefix + "Company", "does not fit, because all address lines are used: shorten the address to two lines in the shop");
                }
                else
                {
                    lines[free] = company;
                    _sources[FormattableString.Invariant($"AddressLine{free + 1}")] = prefix + "Company";
                }
            }

            var country = Text("CountryCode");
            country = country.Length > 0 ? country : _format.Country ?? "";
            var code = country.Length == 0 ? null : PlaceNames.CountryOf(country);
            if (country.Length > 0 && code is null)
            {
                Problem(prefix + "CountryCode", "is not a country: use its two-letter code, such as US");
            }

            Set(OrderColumns.Name, person, true);
            Set(OrderColumns.AddressLine1, lines[0], true);
            Set(OrderColumns.AddressLine2, lines[1]);
            Set(OrderColumns.AddressLine3, lines[2]);
            Set(OrderColumns.City, Text("City"), code != "JP");
            Set(OrderColumns.PostalCode, Text("PostalCode"), true);
            Set(OrderColumns.StateOrRegion, code == "JP"
                ? PlaceNames.PrefectureOf(Optional("StateOrRegion"), lines.Append(Text("City")).Any(JapaneseAddress.IsJapanese))
                : PlaceNames.StateOf(Optional("StateOrRegion"), code));
            Set(OrderColumns.CountryCode, code ?? "", country.Length == 0);
            Set(OrderColumns.Phone, Optional("Phone"));
            if (code == "JP" && values[OrderColumns.City.Index] is string city && values[OrderColumns.AddressLine1.Index] is string first)
            {
                values[OrderColumns.AddressLine1.Index] = JapaneseAddress.WithCity(first, city, lines[1], lines[2]);
                values[OrderColumns.City.Index] = null;
            }

            void Set(OrderColumn column, string text, bool isRequired = false)
            {
                var field = SourceOf(column.Name);
                values[column.Index] = Read(column, field, text, RowOf(field));
                if (isRequired && text.Length == 0)
                {
                    Problem(field, "is blank");
                }
            }
        }

        private string? ReadSpeed(object?[] values)
        {
            if (values[OrderColumns.ShippingSpeedCategory.Index] is not null || !owner.Binding.Has("ShippingMethod"))
            {
                return null;
            }

            var method = One("ShippingMethod") ?? "";
            values[OrderColumns.ShippingSpeedCategory.Index] = _options.SpeedMap.Of(method, _format, out var fault, out var isAssumed);
            if (fault is not null)
            {
                Problem("ShippingMethod", owner._words.IsMethod(method, group) ? Offending.Quoted(method) + fault : fault);
            }

            return isAssumed ? method : null;
        }

        private string? Channel()
        {
            if (_format.Channel is { } channel)
            {
                return channel;
            }

            return _format.Channels
                .Where(rule => !rule.Unless.Any(other =>
                    owner.Binding.Values(other.Key, group.Rows).Any(value => RuleBook.IsWord(value.Text, other.Value))))
                .SelectMany(rule => owner.Binding.Values(rule.Field, group.Rows).Select(value => RuleBook.ChannelOf(rule, value.Text)))
                .FirstOrDefault(found => found is not null);
        }

        private string? SetFeatures(object?[] values, string? channel, string? marketplaceCountry)
        {
            if (values[OrderColumns.Feature.Index] is not null || _options.Features is not null)
            {
                values[OrderColumns.Feature.Index] = _options.Features ?? values[OrderColumns.Feature.Index];
                return null;
            }

            if (channel is null)
            {
                return null;
            }

            if (_options.FeatureMap?.TryGetValue(channel, out var mapped) == true)
            {
                values[OrderColumns.Feature.Index] = mapped;
                return channel;
            }

            var country = marketplaceCountry ?? values[OrderColumns.CountryCode.Index] as string;
            if (channel == "Walmart" || (channel == "Ebay" && country is "US" or "CA"))
            {
                values[OrderColumns.Feature.Index] = ChannelFeatures.Neutral;
                return channel;
            }

            return null;
        }

        // The number on the packing slip has Western European characters only; the order's own id may have others.
        private void CheckDisplayed(string number)
        {
            if (TextRules.IsWestern(number))
            {
                return;
            }

            var other = owner.Binding.Has("ShopId") ? NameOf("ShopId") : "another column";
            Problem(owner.Binding.Has(nameof(OrderColumns.DisplayableOrderId)) ? nameof(OrderColumns.DisplayableOrderId) : "Key",
                "contains a character outside ISO 8859-1, which Amazon does not take as DisplayableOrderId: use only Western European "
                    + $"characters, or show another number, such as -Map @{{ DisplayableOrderId = '{other}' }}");
        }

        private void CheckDestination(FulfillmentOrder order, string? marketplaceCountry)
        {
            if (marketplaceCountry is { } from && order.DestinationAddress?.CountryCode is { Length: > 0 } to
                && !_options.AllowsExport && !Destinations.Serves(from, to))
            {
                Problem(SourceOf(nameof(OrderColumns.CountryCode)), $"is {to}, where Multi-Channel Fulfillment is not known to deliver from the {from} "
                    + "marketplace: ship it another way, or use -AllowExport if you know that Amazon delivers there");
            }
        }
    }
}
