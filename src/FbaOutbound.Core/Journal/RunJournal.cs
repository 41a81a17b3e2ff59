using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Settlement;
using FbaOutbound.Shipments;

namespace FbaOutbound.Journal;

/// <summary>
/// Makes changes with a journal: what it holds decides whether a change is sent, read back first, or known to be done. It knows nothing of
/// how a store keeps entries. Any number of changes may run at a time.
/// </summary>
/// <remarks>
/// <para>No entry, or <see cref="JournalState.NotDone"/>: the change is sent. <see cref="JournalState.Done"/>: it is not. <see
/// cref="JournalState.Sent"/>: what happened to it is read first, and it is sent again only by the rule of its operation.</para>
/// <para>
/// Another worker's changes are waited for. A claim that is lost right before a change leaves is made again, as if the change had never
/// been looked at.
/// </para>
/// </remarks>
/// <param name="store">Where entries are kept; the journal owns it.</param>
/// <param name="account">The account that the entries belong to.</param>
/// <param name="apiVersion">The protocol version that carries the changes.</param>
/// <param name="time">The session's clock.</param>
internal sealed class RunJournal(IJournalStore store, JournalAccount account, string apiVersion, TimeProvider time) : IDisposable
{
    private const int LongestRequestId = 200;

    private int _skipped;
    private int _readBack;
    private readonly ConcurrentDictionary<string, bool> _sentImports = new(StringComparer.Ordinal);
    private volatile JournalException? _broken;
    private volatile IReadOnlyDictionary<JournalKey, JournalRead>? _shop;
    private volatile bool _isClosed;

    /// <summary>What messages call the journal.</summary>
    public string Name => store.Name;

    /// <summary>How many changes were not sent, because they were done.</summary>
    public int Skipped => Volatile.Read(ref _skipped);

    /// <summary>How many changes an earlier run had left uncertain.</summary>
    public int ReadBack => Volatile.Read(ref _readBack);

    /// <summary>
    /// Creates an order once, whatever became of earlier runs. An order that the journal records as created is not sent; where it also
    /// records a request to cancel it, the order is read, because it may have come to nothing.
    /// </summary>
    /// <param name="orders">The orders of the account.</param>
    /// <param name="order">The order.</param>
    /// <param name="row">The number of its first row in the input; 0 where there were no rows.</param>
    /// <param name="warnUnless">
    /// Tells, by its id, whether another order with the same recipient and items is known to the caller already.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="JournalException">
    /// The journal cannot be used, holds another order under this id, or belongs to orders with another prefix. Nothing was sent.
    /// </exception>
    /// <inheritdoc cref="FulfillmentOrderClient.CreateAsync"/>
    public async Task<OrderReceipt> CreateAsync(
        FulfillmentOrderClient orders, FulfillmentOrder order, long row, Func<string, bool> warnUnless, CancellationToken cancellationToken)
    {
        var goods = new JournalGoods(store, account, apiVersion, order);
        try
        {
            var receipt = await RunAsync(
                new Change<OrderReceipt>(
                    CreateKey(order.SellerFulfillmentOrderId),
                    NameOf(order),
                    account.Of(order),
                    ReferenceOf(order),
                    async earlier =>
                    {
                        if (earlier is null)
                        {
                            await RequirePrefixAsync(order, cancellationToken).ConfigureAwait(false);
                        }

                        await NoteIdAsync(order, cancellationToken).ConfigureAwait(false);

                        await goods.ClaimAsync(warnUnless, cancellationToken).ConfigureAwait(false);
                        return await orders.CreateAsync(order, row, cancellationToken, earlier).ConfigureAwait(false);
                    },
                    receipt => (receipt.Outcome, receipt.RequestId, null))
                {
                    Settle = async uncertain =>
                        (await SettleAsync(orders, order, row, uncertain, cancellationToken).ConfigureAwait(false)).Entry,
                },
                (entry, differs) => entry.Outcome == Outcomes.CancelRequested
                    ? orders.ResolveAsync(order, entry.FirstSent, row, cancellationToken)
                    : SkipAsync(orders, order, row, entry, differs, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            await goods.KeepAsync(cancellationToken).ConfigureAwait(false);
            if (order.Source?.Import is { } import && receipt.ConfirmedBy != ConfirmedBy.Journal && _sentImports.TryAdd(import.Id, true))
            {
                await NoteImportAsync(import, cancellationToken).ConfigureAwait(false);
            }

            return receipt;
        }
        finally
        {
            await goods.ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Finds out what happened to an order that was sent before, and records it if that was uncertain; never creates it. An order that is
    /// not found can be sent again, with other content, too.
    /// </summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    /// <inheritdoc cref="FulfillmentOrderClient.ResolveAsync"/>
    public Task<OrderReceipt> ResolveAsync(
        FulfillmentOrderClient orders, FulfillmentOrder expected, DateTimeOffset? firstSent, long row,
        CancellationToken cancellationToken) =>
        RunAsync(
            CreateKey(expected.SellerFulfillmentOrderId),
            NameOf(expected),
            async earlier =>
            {
                if (earlier is not { State: JournalState.Sent } uncertain)
                {
                    return await orders.ResolveAsync(expected, firstSent ?? earlier?.FirstSent, row, cancellationToken)
                        .ConfigureAwait(false);
                }

                try
                {
                    return (await SettleAsync(orders, expected, row, uncertain, cancellationToken).ConfigureAwait(false)).Receipt;
                }
                catch (OrderConflictException) when (account.Of(expected).Essentials != uncertain.Content.Essentials)
                {
                    // It is not what the caller has by now. Whether it is what was sent can be told by its id.
                    var id = new FulfillmentOrder { SellerFulfillmentOrderId = expected.SellerFulfillmentOrderId };
                    await SettleAsync(orders, id, row, uncertain, cancellationToken).ConfigureAwait(false);
                    throw;
                }
            },
            cancellationToken);

    /// <summary>Changes a held order once.</summary>
    /// <param name="orders">The orders of the account.</param>
    /// <param name="update">The change as it was requested, which is what the journal compares.</param>
    /// <param name="prepare">Makes the change that is sent, such as with an address that was read and merged.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="JournalException">The journal cannot be used, or holds another change of this order. Nothing was sent.</exception>
    /// <exception cref="FbaServiceException">The change was not made.</exception>
    /// <exception cref="OrderOutcomeUnknownException">The change may have been made.</exception>
    public Task<UpdateReceipt> UpdateAsync(
        FulfillmentOrderClient orders, OrderUpdate update, Func<Task<OrderUpdate>> prepare,
        CancellationToken cancellationToken) => RunAsync(
        new Change<UpdateReceipt>(
            new JournalKey(JournalOperations.Update, update.SellerFulfillmentOrderId),
            $"The update of order '{update.SellerFulfillmentOrderId}'",
            account.Of(update),
            null,
            async earlier =>
                await orders.UpdateAsync(await prepare().ConfigureAwait(false), cancellationToken, earlier).ConfigureAwait(false),
            receipt => (receipt.Outcome, receipt.RequestId, null)),
        (entry, _) => Task.FromResult(new UpdateReceipt
        {
            SellerFulfillmentOrderId = update.SellerFulfillmentOrderId,
            Outcome = entry.Outcome ?? Outcomes.Updated,
            ConfirmedBy = ConfirmedBy.Journal,
            Action = update.Action,
            ApiVersion = entry.ApiVersion,
            Session = orders.Session,
            RequestId = entry.RequestId,
        }),
        cancellationToken);

    /// <summary>Requests once that an order be cancelled.</summary>
    /// <exception cref="JournalException">The journal cannot be used. Nothing was sent.</exception>
    /// <inheritdoc cref="FulfillmentOrderClient.CancelAsync"/>
    public Task<CancelReceipt> CancelAsync(
        FulfillmentOrderClient orders, string sellerFulfillmentOrderId, CancellationToken cancellationToken) =>
        RunAsync(
        new Change<CancelReceipt>(
            new JournalKey(JournalOperations.Cancel, sellerFulfillmentOrderId),
            $"The cancellation of order '{sellerFulfillmentOrderId}'",
            account.OfCancel(sellerFulfillmentOrderId),
            null,
            async earlier =>
            {
                await NoteCancelAsync(sellerFulfillmentOrderId, cancellationToken).ConfigureAwait(false);
                try
                {
                    return await orders.CancelAsync(sellerFulfillmentOrderId, cancellationToken, earlier).ConfigureAwait(false);
                }
                catch (FbaException error) when ((error as FbaServiceException ?? error.InnerException as FbaServiceException) is
                    { IsNotFound: true, Outcome: RequestOutcome.Refused } missing)
                {
                    await NoteAbsentAsync(orders, missing, sellerFulfillmentOrderId, cancellationToken).ConfigureAwait(false);
                    throw;
                }
            },
            receipt => (receipt.Outcome, receipt.RequestId, null)),
        (entry, _) => Task.FromResult(new CancelReceipt
        {
            SellerFulfillmentOrderId = sellerFulfillmentOrderId,
            Outcome = entry.Outcome ?? Outcomes.CancelRequested,
            ApiVersion = entry.ApiVersion,
            Session = orders.Session,
            RequestId = entry.RequestId,
        }),
        cancellationToken);

    /// <summary>Records what waiting for a cancellation has found.</summary>
    public async Task NoteEndAsync(CancelReceipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            await JournalNotes.ChangeAsync(
                store,
                new JournalKey(JournalOperations.Cancel, receipt.SellerFulfillmentOrderId),
                entry => entry is { State: JournalState.Done } && entry.Outcome != receipt.Outcome ? EntryAfter(receipt, entry) : null,
                cancellationToken).ConfigureAwait(false);
        }
        catch (JournalException error)
        {
            CallLog.Current.Verbose($"The journal '{Name}' could not record how the cancellation of an order ended. {error.Message}");
        }
    }

    /// <summary>Whether the journal records an order as sent, whatever came of it, or another worker is sending it.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public async Task<bool> MayHaveSentAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken)
    {
        var key = CreateKey(sellerFulfillmentOrderId);
        var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
        if (!claim.IsGranted)
        {
            return true;
        }

        await store.ReleaseAsync(key).ConfigureAwait(false);
        return claim.Earlier is { State: not JournalState.NotDone };
    }

    /// <summary>
    /// Finds an imported order that was sent, or may have been, under an id that differs from another one only in case, or by the prefix of
    /// the journal's shop; null if there is none.
    /// </summary>
    /// <param name="id">The other id.</param>
    /// <param name="coresOf">Returns what all spellings of an id's number may have in common.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public async Task<string?> FindNearAsync(
        string id, Func<string, IEnumerable<string>> coresOf, CancellationToken cancellationToken)
    {
        var shop = await store.ReadAsync([JournalKey.ShopPrefix], cancellationToken).ConfigureAwait(false);
        var prefix = shop.TryGetValue(JournalKey.ShopPrefix, out var read) ? read.Entry?.Reference : null;
        string[] near = [id, prefix + id];
        var lists = await store.ReadAsync(
            [.. near.SelectMany(coresOf).Select(JournalKey.IdsOf).Distinct()], cancellationToken).ConfigureAwait(false);
        foreach (var other in lists.Values.SelectMany(list => ImportedId.ListOf(list.Entry?.Reference, "")).Select(other => other.Id)
            .Where(other => other != id && near.Contains(other, StringComparer.OrdinalIgnoreCase)).Distinct()
            .OrderBy(other => near.Contains(other, StringComparer.Ordinal) ? 0 : 1))
        {
            if (await MayHaveSentAsync(other, cancellationToken).ConfigureAwait(false))
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>
    /// Buys a shipment once. One that was sent and never answered is not sent again; one that was bought is read and compared.
    /// </summary>
    /// <exception cref="JournalException">
    /// The journal cannot be used, or holds another purchase for the same items. Nothing was bought.
    /// </exception>
    /// <exception cref="FbaServiceException">Nothing was bought, or what was bought earlier could not be read.</exception>
    /// <exception cref="ShipmentCancelledException">What was bought earlier was cancelled. Nothing was bought.</exception>
    /// <exception cref="ShipmentOutcomeUnknownException">The shipment may have been bought.</exception>
    public Task<Shipment> BuyAsync(ShipmentClient shipments, ShipmentPurchase purchase, CancellationToken cancellationToken)
    {
        var change = new Change<Shipment>(
            new JournalKey(JournalOperations.Purchase, JournalAccount.IdOf(purchase.Request)),
            $"The shipment of order '{purchase.Request.AmazonOrderId}'",
            account.Of(purchase),
            null,
            _ => shipments.BuyAsync(purchase, cancellationToken),
            shipment => ("Bought", null, shipment.ShipmentId));
        return RunAsync(
            change.Key,
            change.Name,
            async earlier =>
            {
                if (earlier is { State: JournalState.Sent or JournalState.Done })
                {
                    RequireVersion(change.Name, earlier);
                    Interlocked.Add(ref _readBack, earlier.State == JournalState.Sent ? 1 : 0);
                    var before = new EarlierPurchase(Name, earlier, EarlierSendOf(earlier).FirstSent, shipments);
                    if (await before.FindAsync(purchase, change.Content, cancellationToken).ConfigureAwait(false) is { } bought)
                    {
                        Interlocked.Increment(ref _skipped);
                        return bought;
                    }
                }

                return await SendAsync(change, earlier, isKnown: false).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Closes the store. Whatever is under way can write nothing any more, and sends nothing.</summary>
    public void Dispose()
    {
        _isClosed = true;
        store.Dispose();
    }

    private async Task<OrderReceipt> SkipAsync(
        FulfillmentOrderClient orders, FulfillmentOrder order, long row, JournalEntry entry, bool differs,
        CancellationToken cancellationToken)
    {
        var wasHeld = differs && WasHeld(order, entry);
        if (wasHeld)
        {
            // Whether it is still on hold is what the user has to know, and the journal does not.
            try
            {
                var found = await orders.ResolveAsync(order, entry.FirstSent, row, cancellationToken).ConfigureAwait(false);
                if (found.Outcome != Outcomes.NotFound)
                {
                    return found;
                }
            }
            catch (OrderOutcomeUnknownException)
            {
                CallLog.Current.Verbose($"{NameOf(order)} could not be read; the journal answers.");
            }
        }

        if (wasHeld)
        {
            CallLog.Current.Warning(
                $"{NameOf(order)} was sent by an earlier run with the action Hold. If it is still on hold, Set-FbaFulfillmentOrder -Action "
                    + "Ship releases it.");
        }
        else if (differs)
        {
            WarnOfMinor(NameOf(order));
        }

        return new OrderReceipt
        {
            SellerFulfillmentOrderId = order.SellerFulfillmentOrderId,
            Outcome = differs ? Outcomes.AlreadyExisted : entry.Outcome ?? Outcomes.Created,
            ConfirmedBy = ConfirmedBy.Journal,
            Action = order.Action,
            ApiVersion = entry.ApiVersion,
            Session = orders.Session,
            Row = row,
            RequestId = entry.RequestId,
            Differences = wasHeld ? [new OrderDifference { Member = nameof(order.Action), Kind = DifferenceKind.Minor }] : [],
        };
    }

    // Whether an order was sent to be held, and is now to be shipped, and is the same otherwise.
    private bool WasHeld(FulfillmentOrder order, JournalEntry entry) => OrderStatus.IsAction(order.Action, OrderStatus.Ship)
        && entry.Content == account.Of(order with
        {
            Action = OrderStatus.Hold, FilledIn = [.. order.FilledIn.Where(member => member != nameof(order.Action))],
        });

    private static string NameOf(FulfillmentOrder order) => $"Order '{order.SellerFulfillmentOrderId}'";

    private string? ReferenceOf(FulfillmentOrder order) => order.Source is null ? null : SentContent.Of(order, account).ToString();

    private static JournalKey CreateKey(string sellerFulfillmentOrderId) => new(JournalOperations.Create, sellerFulfillmentOrderId);

    // An import without the journal asks nobody. What was sent with another prefix once is still settled.
    private async Task RequirePrefixAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        if (order.Source?.IdPrefix is not { } prefix)
        {
            return;
        }

        var shop = _shop ??= await store.ReadAsync([JournalKey.ShopPrefix], cancellationToken).ConfigureAwait(false);
        if (shop.TryGetValue(JournalKey.ShopPrefix, out var read) && read.Entry is { } entry)
        {
            ImportJournal.RequirePrefix(entry, Name, prefix, $"Order '{order.SellerFulfillmentOrderId}' was not sent", "this order");
        }
    }

    // An import with this journal has noted it. Otherwise later imports would not find the order under its other ids.
    private async Task NoteIdAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        if (order.Source is not { Core: { } core, WholeId: { } whole } source
            || (source.Import?.Journal == Name && (source.Imported ?? order).SellerFulfillmentOrderId == order.SellerFulfillmentOrderId)
            || !order.SellerFulfillmentOrderId.StartsWith(whole, StringComparison.Ordinal))
        {
            return;
        }

        var id = new ImportedId(core, whole, order.SellerFulfillmentOrderId.Substring(whole.Length));
        JournalKey[] keys = source.ShopKey is { } shopKey ? [JournalKey.IdsOf(core), JournalKey.ShopIdOf(account.ShopKeyOf(shopKey))]
            : [JournalKey.IdsOf(core)];
        foreach (var key in keys)
        {
            await JournalNotes.ChangeAsync(
                store,
                key,
                earlier => id.AddedTo(earlier?.Reference) is { } ids ? Note(key.Id) with { Reference = ids } : null,
                cancellationToken).ConfigureAwait(false);
        }
    }

    // Imports tell of an edited order until orders of an import that told of it were sent. If that cannot be written, they tell of it
    // again.
    private async Task NoteImportAsync(ImportMark import, CancellationToken cancellationToken)
    {
        try
        {
            await JournalNotes.ChangeAsync(store, JournalKey.SentImport(import.Id), _ => Note(import.Id), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is JournalException or OperationCanceledException)
        {
            CallLog.Current.Verbose($"The journal '{Name}' could not record that this run has sent imported orders. {error.Message}");
        }
    }

    private JournalEntry Note(string id) => new()
    {
        State = JournalState.Done, ApiVersion = apiVersion, Content = account.OfCancel(id),
    };

    // Noted before the request leaves: after a crash a later run reads the order once too often at worst.
    private async Task NoteCancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken)
    {
        var key = CreateKey(sellerFulfillmentOrderId);
        for (var isNoted = false; !isNoted;)
        {
            var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
            if (!claim.IsGranted)
            {
                // It is being created, and that run learns about the cancellation from the service.
                return;
            }

            try
            {
                if (claim.Earlier is { State: JournalState.Done } entry && entry.Outcome != Outcomes.CancelRequested)
                {
                    await store.WriteAsync(key, entry with { Outcome = Outcomes.CancelRequested }, cancellationToken).ConfigureAwait(false);
                }

                isNoted = true;
            }
            catch (JournalClaimLostException)
            {
                CallLog.Current.Debug($"Checking the journal '{Name}' again for order '{sellerFulfillmentOrderId}'.");
            }
            finally
            {
                await store.ReleaseAsync(key).ConfigureAwait(false);
            }
        }
    }

    // Amazon does not know the order. If the run that sent it did not learn the outcome, that is it, once the order cannot appear any more.
    private async Task NoteAbsentAsync(
        FulfillmentOrderClient orders, FbaServiceException missing, string sellerFulfillmentOrderId, CancellationToken cancellationToken)
    {
        var key = CreateKey(sellerFulfillmentOrderId);
        var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
        if (!claim.IsGranted)
        {
            return;
        }

        try
        {
            if (claim.Earlier is not { State: JournalState.Sent, FirstSent: not null, LastSent: not null } entry)
            {
                return;
            }

            if (!await orders.IsAbsentAsync(sellerFulfillmentOrderId, EarlierSendOf(entry), cancellationToken).ConfigureAwait(false))
            {
                missing.AddNote(
                    "It is unknown whether the order was created, and it may still appear. Run the same command again in a few minutes.");
                return;
            }

            await store.WriteAsync(key, entry with { State = JournalState.NotDone, Outcome = Outcomes.NotFound }, cancellationToken)
                .ConfigureAwait(false);
            missing.AddNote($"The journal '{Name}' records now that the order was not created.");
        }
        catch (JournalClaimLostException)
        {
            CallLog.Current.Verbose($"Order '{sellerFulfillmentOrderId}' was taken over by another worker, which will check the outcome.");
        }
        finally
        {
            await store.ReleaseAsync(key).ConfigureAwait(false);
        }
    }

    private Task<T> RunAsync<T>(Change<T> change, Func<JournalEntry, bool, Task<T>> skip, CancellationToken cancellationToken) =>
        RunAsync(change.Key, change.Name, earlier => DecideAsync(change, skip, earlier), cancellationToken);

    private async Task<T> RunAsync<T>(
        JournalKey key, string name, Func<JournalEntry?, Task<T>> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfBroken();
            var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
            if (!claim.IsGranted)
            {
                CallLog.Current.Debug($"{name} is being processed by another worker; waiting for it.");
                await CallGate.Current.ParkAsync(() => store.WaitAsync(key, cancellationToken)).ConfigureAwait(false);
                continue;
            }

            try
            {
                return await decide(claim.Earlier).ConfigureAwait(false);
            }
            catch (JournalClaimLostException)
            {
                CallLog.Current.Verbose(
                    $"{name} was taken over by another worker just before it was sent. This worker sent nothing for it.");
            }
            finally
            {
                await store.ReleaseAsync(key).ConfigureAwait(false);
            }
        }
    }

    private async Task<T> DecideAsync<T>(Change<T> change, Func<JournalEntry, bool, Task<T>> skip, JournalEntry? earlier)
    {
        if (earlier is { State: JournalState.Sent } uncertain && change.Settle is { } settle
            && uncertain.Content.Essentials != change.Content.Essentials)
        {
            earlier = await settle(uncertain).ConfigureAwait(false);
        }

        var isKnown = earlier is { State: JournalState.Sent or JournalState.Done };
        var differs = isKnown && Differs(change, earlier!);
        if (earlier is { State: JournalState.Done })
        {
            Interlocked.Increment(ref _skipped);
            CallLog.Current.Verbose($"{change.Name} was skipped: the journal records it as {earlier.Outcome}.");
            return await skip(earlier, differs).ConfigureAwait(false);
        }

        if (isKnown)
        {
            Interlocked.Increment(ref _readBack);
            CallLog.Current.Verbose(
                $"{change.Name} was sent by an earlier run, which did not learn the outcome. Checking the outcome first.");
            if (differs)
            {
                WarnOfMinor(change.Name);
            }
        }

        return await SendAsync(change, earlier, isKnown).ConfigureAwait(false);
    }

    private async Task<T> SendAsync<T>(Change<T> change, JournalEntry? earlier, bool isKnown)
    {
        var entry = new JournalEntry
        {
            State = JournalState.Sent, ApiVersion = apiVersion, Content = change.Content, Reference = change.Reference,
        };
        entry = isKnown ? entry with { FirstSent = earlier!.FirstSent, LastSent = earlier.LastSent, Sends = earlier.Sends } : entry;
        var gate = new JournalGate(CallGate.Current, store, change.Key, entry, time);
        T result;
        using (CallGate.Use(gate))
        {
            try
            {
                result = await change.Make(isKnown ? EarlierSendOf(earlier!) : null).ConfigureAwait(false);
            }
            catch (Exception) when (gate.Lost is not null)
            {
                throw gate.Lost;
            }
            catch (Exception error)
            {
                if (StateAfter(error, gate, earlier) is { } end)
                {
                    await EndAsync(change, end, gate.HasLeft).ConfigureAwait(false);
                }

                throw;
            }
        }

        var (outcome, requestId, reference) = change.Read(result);
        var done = gate.Entry with
        {
            State = JournalState.Done, Outcome = outcome, RequestId = Shorten(requestId), Reference = reference ?? change.Reference,
        };
        await EndAsync(change, result is CancelReceipt cancel ? EntryAfter(cancel, done) : done, matters: true).ConfigureAwait(false);
        return result;
    }

    // An earlier run sent the order with other content, or Resolve asks: what became of that send is found out, and recorded.
    private async Task<(JournalEntry Entry, OrderReceipt Receipt)> SettleAsync(
        FulfillmentOrderClient orders, FulfillmentOrder order, long row, JournalEntry uncertain, CancellationToken cancellationToken)
    {
        var (key, name) = (CreateKey(order.SellerFulfillmentOrderId), NameOf(order));
        RequireVersion(name, uncertain);
        Interlocked.Increment(ref _readBack);
        CallLog.Current.Verbose($"{name} was sent by an earlier run, which did not learn the outcome. Checking the outcome first.");
        OrderReceipt receipt;
        try
        {
            receipt = await orders.SettleAsync(order, EarlierSendOf(uncertain), row, cancellationToken).ConfigureAwait(false);
        }
        catch (OrderIdUsedByDeadOrderException)
        {
            // Nothing comes of the id any more, whoever used it: a later run finds the same.
            var dead = uncertain with { State = JournalState.NotDone, Outcome = nameof(OrderIdUsedByDeadOrderException) };
            await EndAsync(key, name, dead, matters: false).ConfigureAwait(false);
            throw;
        }

        // What Amazon has received since is what was sent, because other content is sent only after this was found to be absent.
        var isById = order.Items is not { Count: > 0 } && receipt.Outcome == Outcomes.Created;
        var content = isById ? uncertain.Content : account.Of(order);
        var isSame = content.Essentials == uncertain.Content.Essentials;
        var shows = isById || (order.Items is { Count: > 0 }
            && (isSame || receipt.Differences.All(difference => difference.Kind != DifferenceKind.NotComparable)));
        if (receipt.Outcome != Outcomes.NotFound && !shows)
        {
            // It exists, with one content or the other: a run that sends the content of then can tell.
            return (uncertain, receipt);
        }

        var entry = receipt.Outcome == Outcomes.NotFound
            ? uncertain with { State = JournalState.NotDone, Outcome = receipt.Outcome, FirstSent = null, LastSent = null, Sends = 0 }
            : uncertain with
            {
                State = JournalState.Done, Outcome = receipt.Outcome, Content = content,
                Reference = isSame ? uncertain.Reference : ReferenceOf(order),
            };
        await EndAsync(key, name, entry, matters: true).ConfigureAwait(false);
        return (entry, receipt);
    }

    private void RequireVersion(string name, JournalEntry earlier)
    {
        if (earlier.ApiVersion != apiVersion)
        {
            throw new JournalException(
                JournalProblem.OtherVersion,
                $"According to the journal '{Name}', {name} was sent with version {earlier.ApiVersion}, but this session uses "
                    + $"{apiVersion}. Nothing was sent. Connect with -ApiVersion {earlier.ApiVersion}, or start a new journal.");
        }
    }

    private bool Differs<T>(Change<T> change, JournalEntry earlier)
    {
        RequireVersion(change.Name, earlier);
        if (earlier.Content.Essentials != change.Content.Essentials)
        {
            throw new JournalException(
                JournalProblem.OtherContent,
                $"{change.Name} was sent by an earlier run with different content. The journal '{Name}' contains only hashes and cannot show the "
                    + $"difference. Nothing was sent. {(change.Key.Operation != JournalOperations.Create
                        ? "Repeat the same input, or use a new journal for a different one."
                        : earlier.State == JournalState.Done ? "Correct the input; a different order needs a different id."
                        : "The order exists, and Amazon hides which content it has. See Get-FbaFulfillmentOrder; do not use a new id.")}");
        }

        return earlier.Content.Rest != change.Content.Rest;
    }

    private void WarnOfMinor(string name) => CallLog.Current.Warning(
        $"{name} was sent by an earlier run with different values in minor fields, according to the journal '{Name}'.");

    private EarlierSend EarlierSendOf(JournalEntry earlier) =>
        new(earlier.FirstSent ?? time.GetUtcNow(), earlier.LastSent ?? time.GetUtcNow());

    // What the entry becomes after a change has ended with an error; null if it stays as it was last written.
    private JournalEntry? StateAfter(Exception error, JournalGate gate, JournalEntry? earlier)
    {
        var notDone = gate.Entry with { State = JournalState.NotDone, Outcome = error.GetType().Name };
        var wasSent = earlier is { State: JournalState.Sent };
        if (error is OrderConflictException or OrderIdUsedByDeadOrderException && (gate.HasLeft || wasSent))
        {
            // Another order has the id, or nothing comes of it any more: a later run finds the same.
            return notDone;
        }

        // Cancelled after it had left means: answered as not taken.
        if (!gate.HasLeft || error is OperationCanceledException)
        {
            return !gate.HasWritten ? null : earlier ?? notDone with { FirstSent = null, LastSent = null, Sends = 0, Outcome = null };
        }

        if (error is not FbaServiceException refused
            || !(refused.Outcome == RequestOutcome.Refused || (!wasSent && refused.Outcome == RequestOutcome.NotTaken)))
        {
            return null;
        }

        if (earlier is { State: JournalState.Done })
        {
            // It was to be replaced, and was not.
            return earlier;
        }

        notDone = notDone with { Outcome = refused.Outcome.ToString(), RequestId = Shorten(refused.RequestId) };
        return refused.TooLateStatus is { } status ? notDone.AsTooLate(status) : notDone;
    }

    private static JournalEntry EntryAfter(CancelReceipt receipt, JournalEntry entry) => receipt.Outcome == Outcomes.NotCancelled
        ? entry.AsTooLate(receipt.Status) : entry with { Outcome = receipt.Outcome };

    // Where nothing has left, an entry that says more than there was does no harm: a later run reads back for nothing.
    private Task EndAsync<T>(Change<T> change, JournalEntry entry, bool matters) => EndAsync(change.Key, change.Name, entry, matters);

    private async Task EndAsync(JournalKey key, string name, JournalEntry entry, bool matters)
    {
        try
        {
            await store.WriteAsync(key, entry, CancellationToken.None).ConfigureAwait(false);
        }
        catch (JournalClaimLostException)
        {
            CallLog.Current.Verbose($"{name} was taken over by another worker, which will check the outcome.");
        }
        catch (JournalException) when (!matters)
        {
            CallLog.Current.Verbose($"{name} was not sent, but the journal '{Name}' could not be updated.");
        }
        catch (JournalException error)
        {
            _broken ??= error;
            CallLog.Current.Warning(
                $"The outcome of {key.Operation} '{key.Id}' could not be written to the journal '{Name}'. The next run that uses this "
                    + $"journal will check the outcome first. {error.Message}");
        }
    }

    private void ThrowIfBroken()
    {
        if (_broken is { } error)
        {
            throw new JournalException(error.Problem, $"Nothing was sent because the journal failed earlier. {error.Message}", error);
        }

        if (_isClosed)
        {
            throw new JournalException(JournalProblem.Unusable, $"Nothing was sent because the journal '{Name}' is closed.");
        }
    }

    // It comes from a header, which may hold anything.
    private static string? Shorten(string? text) => text?.Length > LongestRequestId ? text.Substring(0, LongestRequestId) : text;

    private sealed record Change<T>(
        JournalKey Key,
        string Name,
        JournalContent Content,
        string? Reference,
        Func<EarlierSend?, Task<T>> Make,
        Func<T, (string Outcome, string? RequestId, string? Reference)> Read)
    {
        /// <summary>Finds out what became of a send with other content; null where other content is an error.</summary>
        public Func<JournalEntry, Task<JournalEntry>>? Settle { get; init; }
    }
}
