using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;

namespace FbaOutbound.Quota;

/// <summary>
/// The calls that wait for a token of one bucket, first come, first served; cancelling gives up the place. All but
/// <see cref="Waiter.GetAsync"/> is called under the bucket's gate.
/// </summary>
internal sealed class WaitingLine(object gate)
{
    private readonly object _gate = gate;
    private readonly LinkedList<Waiter> _line = new();

    /// <summary>How many wait.</summary>
    public int Count => _line.Count;

    /// <summary>The log of the call that is next; null if nobody waits.</summary>
    public ICallLog? NextLog => _line.First?.Value.Log;

    /// <summary>Takes the last place; who has waited before takes one before all who have not.</summary>
    public Waiter Join(ICallLog log, bool isAgain)
    {
        var waiter = new Waiter(this, log, isAgain);
        var next = isAgain ? _line.First : null;
        while (next is { Value.IsAgain: true })
        {
            next = next.Next;
        }

        waiter.Place = next is null ? _line.AddLast(waiter) : _line.AddBefore(next, waiter);
        return waiter;
    }

    /// <summary>Gives tokens to those who wait, for as long as there are some.</summary>
    public void Serve(Func<QuotaPermit?> take)
    {
        while (_line.First is { } first && take() is { } permit)
        {
            _line.Remove(first);
            first.Value.Place = null;
            first.Value.TrySetResult(permit);
        }
    }

    /// <summary>One call that waits.</summary>
    internal sealed class Waiter(WaitingLine line, ICallLog log, bool isAgain) : TaskCompletionSource<QuotaPermit>(
        TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public ICallLog Log { get; } = log;

        /// <summary>Whether the call has waited before.</summary>
        public bool IsAgain { get; } = isAgain;

        public LinkedListNode<Waiter>? Place { get; set; }

        /// <summary>Waits for the token.</summary>
        public async Task<QuotaPermit> GetAsync(CancellationToken cancellationToken)
        {
            using (cancellationToken.Register(static waiter => ((Waiter)waiter!).Leave(), this))
            {
                return await Task.ConfigureAwait(false);
            }
        }

        private void Leave()
        {
            lock (line._gate)
            {
                if (Place is null)
                {
                    return;
                }

                line._line.Remove(Place);
                Place = null;
            }

            TrySetCanceled();
        }
    }
}
