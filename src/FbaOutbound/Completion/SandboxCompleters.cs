using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sessions;

namespace FbaOutbound.Completion;

/// <summary>Completes the faults of the sandbox.</summary>
public sealed class FaultKindCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
        ((FaultKind[])Enum.GetValues(typeof(FaultKind))).Where(kind => kind != FaultKind.None)
            .Select(kind => new Word($"{kind}", Tip(kind)));

    private static string Tip(FaultKind kind) => kind switch
    {
        FaultKind.ConnectionRefused => "Not accepted; no connection",
        FaultKind.DropBefore => "Not accepted; the connection is reset",
        FaultKind.DropAfter => "Accepted; the connection is reset before the response",
        FaultKind.LandLater => "Accepted after a while; the connection is reset",
        FaultKind.ErrorBefore => "Not accepted; 500 InternalFailure",
        FaultKind.ErrorAfter => "Accepted; 500 InternalFailure",
        FaultKind.UnavailableBefore => "Not accepted; 503 ServiceUnavailable",
        FaultKind.UnavailableAfter => "Accepted; 503 ServiceUnavailable",
        FaultKind.TruncatedBody => "Accepted; the response ends too early",
        FaultKind.HtmlBody => "Accepted; the response is an HTML page",
        FaultKind.EmptyBody => "Accepted; the response is empty",
        FaultKind.WrongContentType => "Accepted; the response claims to be plain text",
        FaultKind.TokenExpired => "Not accepted; 403, the access token has expired",
        FaultKind.Throttled => "Not accepted; 429 without Retry-After",
        FaultKind.ThrottledForSeconds => "Not accepted; 429 with Retry-After in seconds",
        FaultKind.ThrottledUntilDate => "Not accepted; 429 with Retry-After as a date",
        FaultKind.Stall => "Nothing for a while; accepted if the sender waits",
        FaultKind.LateAnswer => "Accepted; the response arrives after a while",
        FaultKind.Unreadable => "Create: accepted, but the order cannot be read for a while",
        FaultKind.DropUnreadable => "Create: accepted, reset, and the order cannot be read for a while",
        FaultKind.ReadDenied => "Read: 403 with empty details",
        FaultKind.ReadFailed => "Read of an order: 400, the service could not read it",
        FaultKind.BurntId => "Create: 500, and the id can never be used again",
        FaultKind.SilentDuplicate => "Create with a used id: 200, and nothing happens",
        FaultKind.ReadUpperCase => "Read: texts in upper case",
        FaultKind.ReadMasked => "Read: the recipient as ****",
        FaultKind.ReadSparse => "Read: only what the model requires",
        FaultKind.ReadStale => "Read: an old response without newer orders",
        FaultKind.OkWithErrors => "Not accepted; 200 with errors",
        _ => "",
    };
}

/// <summary>Completes the operations that a fault of the sandbox can hit.</summary>
public sealed class SandboxOperationCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words => Names().Select(name => (Word)name);

    private static List<string> Names()
    {
        using var sandbox = new SandboxService();
        return [.. sandbox.Faults.OperationNames];
    }
}

/// <summary>Completes units of SKUs that were shown lately in this runspace.</summary>
public sealed class StockCompleter : SeenCompleter
{
    private protected override SeenKind Kind => SeenKind.Sku;

    private protected override IEnumerable<Word> WordsFor(IDictionary? otherArguments) => base.WordsFor(otherArguments).Select(
        word => new Word($"@{{ '{word.Text.Replace("'", "''")}' = 5 }}", word.Tip, word.Text) { IsCode = true });
}
