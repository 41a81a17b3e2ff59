using System;
using System.Collections.Generic;
using System.Text;

namespace FbaOutbound.Sandbox.Endpoints.Mws;

/// <summary>The parameters of an MWS call: those of the query and those of a form body, which count alike.</summary>
internal sealed class Parameters
{
    private readonly List<KeyValuePair<string, string>> _all = [];
    private readonly Dictionary<string, string> _byName = new(StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<string, string>> All => _all;

    public static Parameters Read(SandboxCall call)
    {
        var parameters = new Parameters();
        parameters.AddForm(call.Query);
        if (call.Body.Length > 0
            && (
                call.ContentType is null
                    || call.ContentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)))
        {
            parameters.AddForm(Encoding.UTF8.GetString(call.Body.ToArray()));
        }

        return parameters;
    }

    public void Add(string name, string value)
    {
        _all.Add(new KeyValuePair<string, string>(name, value));
        _byName[name] = value;
    }

    /// <summary>The value as it was sent; null if it is missing or empty.</summary>
    public string? Find(string name) => _byName.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Whether any parameter stands below a name, such as <c>DestinationAddress.</c></summary>
    public bool HasBelow(string prefix)
    {
        foreach (var parameter in _all)
        {
            if (parameter.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private void AddForm(string form)
    {
        foreach (var pair in form.Split('&'))
        {
            if (pair.Length > 0)
            {
                var equals = pair.IndexOf('=');
                Add(Unescape(equals < 0 ? pair : pair.Substring(0, equals)), equals < 0 ? "" : Unescape(pair.Substring(equals + 1)));
            }
        }
    }
}
