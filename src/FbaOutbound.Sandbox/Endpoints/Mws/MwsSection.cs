using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Endpoints.Mws;

/// <summary>One section of MWS: where it is, and what it can do.</summary>
internal sealed class MwsSection
{
    private readonly Dictionary<string, Operation> _operations = new(StringComparer.Ordinal);

    public MwsSection(string name, string version, string space, params Operation[] operations)
    {
        Name = name;
        Version = version;
        Namespace = space;
        foreach (var operation in operations)
        {
            _operations.Add(operation.Name, operation);
        }
    }

    public string Name { get; }

    public string Version { get; }

    public string Namespace { get; }

    public IReadOnlyList<Operation> Operations => [.. _operations.Values];

    public string Path => "/" + Name + "/" + Version;

    /// <summary>Whether a path means this section in any version.</summary>
    public bool Owns(string path) => path.StartsWith("/" + Name, StringComparison.Ordinal)
        && (path.Length == Name.Length + 1 || path[Name.Length + 1] == '/');

    public bool IsPath(string path) => path.StartsWith(Path, StringComparison.Ordinal)
        && (path.Length == Path.Length || (path.Length == Path.Length + 1 && path[Path.Length] == '/'));

    public Operation? Find(string? action) => action is not null && _operations.TryGetValue(action, out var operation) ? operation : null;
}
