using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace FbaOutbound.Testing;

/// <summary>
/// One of Amazon's Swagger 2 models, against which requests and responses are checked. The files are not part of this repository: where
/// they are absent <see cref="TryLoad"/> returns null and the contract tests have nothing to say.
/// </summary>
public sealed class AmazonModel
{
    private readonly AmazonSchema _schema;
    private readonly List<AmazonOperation> _operations = [];

    private AmazonModel(JsonElement root)
    {
        _schema = new AmazonSchema(root);
        foreach (var path in root.GetProperty("paths").EnumerateObject())
        {
            foreach (var member in path.Value.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("responses", out _))
                {
                    _operations.Add(new AmazonOperation(member.Name, path.Name, path.Value, member.Value));
                }
            }
        }
    }

    /// <summary>Whether a member that the model does not know is a mistake. The default is true.</summary>
    public bool RefuseUnknownMembers { get; init; } = true;

    /// <summary>The names of the operations that the model describes.</summary>
    public IReadOnlyList<string> OperationIds => [.. _operations.Select(operation => operation.Id)];

    /// <summary>The statuses that the model declares for an operation.</summary>
    public IReadOnlyList<int> StatusesOf(string operationId) =>
        [
            .. _operations.Single(operation => operation.Id == operationId).Responses.EnumerateObject()
                .Select(response => int.Parse(response.Name, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Loads a model by its file name, for example <c>fulfillmentOutbound_2020-07-01.json</c>; null if there is none.</summary>
    public static AmazonModel? TryLoad(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "amazon-models", file);
            if (File.Exists(path))
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(path));
                return new AmazonModel(document.RootElement.Clone());
            }
        }

        return null;
    }

    /// <summary>The operation that a request means, or null.</summary>
    public string? FindOperation(string method, string pathAndQuery) => Find(method, pathAndQuery, out _, out _)?.Id;

    /// <summary>Every way in which a request breaks the model: its path, its query and its body.</summary>
    public IReadOnlyList<string> ValidateRequest(string method, string pathAndQuery, string? body = null)
    {
        var operation = Find(method, pathAndQuery, out var pathValues, out var query);
        if (operation is null)
        {
            return [$"{method} {pathAndQuery}: no such operation"];
        }

        List<string> problems = [];
        var known = new HashSet<string>(StringComparer.Ordinal);
        var takesBody = false;
        foreach (var parameter in operation.Parameters)
        {
            var name = parameter.GetProperty("name").GetString()!;
            switch (parameter.GetProperty("in").GetString())
            {
                case "path":
                    CheckText(parameter, $"path {name}", pathValues.GetValueOrDefault(name), problems);
                    break;
                case "query":
                    known.Add(name);
                    CheckText(parameter, $"query {name}", query.GetValueOrDefault(name), problems);
                    break;
                case "body":
                    takesBody = true;
                    if (!string.IsNullOrEmpty(body))
                    {
                        CheckJson(parameter.GetProperty("schema"), body!, problems);
                    }
                    else if (IsRequired(parameter))
                    {
                        problems.Add("body: missing");
                    }

                    break;
                default:
                    break;
            }
        }

        if (!takesBody && !string.IsNullOrEmpty(body) && body!.Trim() is not "{}")
        {
            problems.Add("body: the operation takes none");
        }

        if (RefuseUnknownMembers)
        {
            problems.AddRange(query.Keys.Where(name => !known.Contains(name)).Select(name => $"query {name}: unknown"));
        }

        return problems;
    }

    /// <summary>Every way in which a response breaks the model.</summary>
    public IReadOnlyList<string> ValidateResponse(string method, string pathAndQuery, int status, string? body)
    {
        var operation = Find(method, pathAndQuery, out _, out _);
        if (operation is null)
        {
            return [$"{method} {pathAndQuery}: no such operation"];
        }

        if (!operation.Responses.TryGetProperty(status.ToString(System.Globalization.CultureInfo.InvariantCulture), out var response))
        {
            return [$"status {status}: not declared for {operation.Id}"];
        }

        List<string> problems = [];
        if (!response.TryGetProperty("schema", out var schema))
        {
            return string.IsNullOrEmpty(body) ? [] : ["body: none is declared"];
        }

        if (string.IsNullOrEmpty(body))
        {
            return ["body: missing"];
        }

        CheckJson(schema, body!, problems);
        return problems;
    }

    private static bool IsRequired(JsonElement parameter) =>
        parameter.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.True;

    private void CheckText(JsonElement parameter, string where, string? value, List<string> problems)
    {
        if (value is null)
        {
            if (IsRequired(parameter))
            {
                problems.Add($"{where}: missing");
            }

            return;
        }

        _schema.CheckText(parameter, where, value, problems);
    }

    private void CheckJson(JsonElement schema, string body, List<string> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            _schema.Check(schema, "body", document.RootElement, RefuseUnknownMembers, problems);
        }
        catch (JsonException exception)
        {
            problems.Add($"body: not JSON ({exception.Message})");
        }
    }

    private AmazonOperation? Find(
        string method, string pathAndQuery, out Dictionary<string, string> pathValues, out Dictionary<string, string> query)
    {
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? pathAndQuery : pathAndQuery[..mark];
        query = new Dictionary<string, string>(StringComparer.Ordinal);
        if (mark >= 0)
        {
            foreach (var pair in pathAndQuery[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                var name = Uri.UnescapeDataString(equals < 0 ? pair : pair[..equals]);
                query[name] = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..]);
            }
        }

        // A literal path such as /preview is meant before one with a placeholder in the same place.
        AmazonOperation? best = null;
        pathValues = [];
        foreach (var operation in _operations)
        {
            if (operation.Matches(method, path, out var values) && (best is null || values.Count < pathValues.Count))
            {
                best = operation;
                pathValues = values;
            }
        }

        return best;
    }
}
