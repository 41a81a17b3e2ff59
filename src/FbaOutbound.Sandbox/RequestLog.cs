using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox;

/// <summary>The newest requests, as a ring; the count goes on.</summary>
internal sealed class RequestLog(int length)
{
    private readonly object _gate = new();
    private readonly SandboxRequest?[] _ring = new SandboxRequest?[Math.Max(length, 1)];
    private long _count;
    private long _cleared;

    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    public SandboxRequest Add(DateTimeOffset time, string method, string path)
    {
        lock (_gate)
        {
            var entry = new SandboxRequest(_count + 1, time, method, path);
            _ring[_count++ % _ring.Length] = entry;
            return entry;
        }
    }

    public IReadOnlyList<SandboxRequest> ToList()
    {
        lock (_gate)
        {
            List<SandboxRequest> entries = [];
            for (var i = Math.Max(_cleared, _count - _ring.Length); i < _count; i++)
            {
                entries.Add(_ring[i % _ring.Length]!);
            }

            return entries;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _cleared = _count;
            Array.Clear(_ring, 0, _ring.Length);
        }
    }
}
