using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Quota;
using FbaOutbound.Storage;

namespace FbaOutbound.Stores;

/// <summary>
/// The quotas that the processes of one machine share in a small file. Each step opens the file for itself alone, and others try again
/// until it is free. A file that is damaged holds empty buckets, so that nothing is sent that the service would refuse.
/// </summary>
internal sealed class FileQuotaStore : IQuotaStore
{
    private const int LongestFile = 1 << 20;
    private static readonly TimeSpan s_longestTry = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(3);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly string _process = Guid.NewGuid().ToString("N").Substring(0, 8);
    private readonly SemaphoreSlim _turn = new(1);

    // A file that vanishes under its users does not mean that their buckets are full.
    private bool _isNew = true;
    private volatile bool _isLost;

    private FileQuotaStore(string path, TimeProvider time)
    {
        _path = path;
        _time = time;
    }

    public string Name => _path;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="QuotaStoreException">The path cannot be used, or the file is another kind of file.</exception>
    public static FileQuotaStore Open(string path, TimeProvider time)
    {
        var store = new FileQuotaStore(path, time);
        try
        {
            store.Step(static _ => true);
        }
        catch (IOException exception) when (store.IsBusy(exception))
        {
            // Another process has its turn; that the file can be used shows at the first request.
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new QuotaStoreException($"The quota store '{PrivateFile.Shown(path)}' cannot be used: {exception.Message}", exception);
        }

        store._isNew = false;
        return store;
    }

    public Task<QuotaReservation> ReserveAsync(QuotaKey key, UsagePlan plan, CancellationToken cancellationToken) =>
        StepAsync(file => file.Reserve(key, plan, _process), cancellationToken);

    public Task TellAsync(QuotaKey key, UsagePlan plan, QuotaNews news, CancellationToken cancellationToken) =>
        StepAsync(
            file =>
            {
                file.Tell(key, plan, news);
                return true;
            },
            cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async Task<T> StepAsync<T>(Func<QuotaFile, T> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => TryAsync(change, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new QuotaStoreException(exception.Message, exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<T> TryAsync<T>(Func<QuotaFile, T> change, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return Step(change);
            }
            catch (IOException exception) when (IsBusy(exception) && _time.GetElapsedTime(started) < s_longestTry)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            await _time.Delay(TimeSpan.FromTicks((long)(s_longestPause.Ticks * Jitter.Next())), cancellationToken).ConfigureAwait(false);
        }
    }

    private T Step<T>(Func<QuotaFile, T> change)
    {
        using var stream = OpenFile(out var isMade);
        if (stream.Length > LongestFile)
        {
            throw NotOurs();
        }

        var bytes = new byte[stream.Length];
        var count = 0;
        for (int read; count < bytes.Length && (read = stream.Read(bytes, count, bytes.Length - count)) > 0; count += read)
        {
        }

        var file = QuotaFile.Read(bytes, _time.GetElapsedTime(0).Ticks, _time.GetUtcNow().UtcTicks, isMade && count == 0)
            ?? throw NotOurs();
        var result = change(file);
        bytes = file.Write();
        stream.Position = 0;
        stream.Write(bytes, 0, bytes.Length);
        stream.SetLength(bytes.Length);
        _isLost = false;
        return result;
    }

    private FileStream OpenFile(out bool isMade)
    {
        try
        {
            var isThere = File.Exists(_path);
            isMade = !isThere && _isNew;
            return PrivateFile.Open(_path, _isNew || _isLost ? FileMode.OpenOrCreate : FileMode.Open, FileShare.None, bufferSize: 1);
        }
        catch (FileNotFoundException exception)
        {
            _isLost = true;
            throw new QuotaStoreException("the file no longer exists.", exception);
        }
    }

    private QuotaStoreException NotOurs() =>
        new($"The file '{_path}' is not a quota store of this version and was not changed. Give another file, or delete this one.");

    // Which number says that a file is in use differs by platform; what is missing or refused has its own type.
    private bool IsBusy(IOException exception) => exception.GetType() == typeof(IOException) && File.Exists(_path);
}
