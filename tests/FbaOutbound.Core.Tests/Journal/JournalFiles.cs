using System;
using System.IO;
using FbaOutbound.Journal;

namespace FbaOutbound.Core.Tests.Journal;

/// <summary>A folder for journals, which goes with the test, and invented entries.</summary>
internal sealed class JournalFiles : IDisposable
{
    public static readonly JournalIdentity Owner = new("account-1", "2020-07-01", "default");

    private readonly string _folder = Directory.CreateTempSubdirectory("journal-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "run.journal");

    public static JournalKey Key(int number) => new(JournalOperations.Create, FormattableString.Invariant($"J-{number:00000}"));

    public static JournalEntry Entry(JournalState state = JournalState.Sent, int sends = 1) => new()
    {
        State = state,
        ApiVersion = "2020-07-01",
        Content = new JournalContent("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"),
        FirstSent = new DateTimeOffset(2026, 5, 14, 10, 0, 0, TimeSpan.Zero).AddTicks(1),
        LastSent = new DateTimeOffset(2026, 5, 14, 10, 0, 1, TimeSpan.Zero),
        Sends = sends,
        Outcome = state == JournalState.Done ? "Created" : null,
        RequestId = state == JournalState.Done ? "request \" 1" : null,
    };

    public FileJournalStore Open(JournalIdentity? owner = null) => FileJournalStore.Open(Path, owner ?? Owner);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
