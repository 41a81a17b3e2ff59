using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Storage;

namespace FbaOutbound.Sessions;

/// <summary>
/// The log of a session: a line of JSON for each thing that happens to its requests. It has names of operations, numbers, times, the ids of
/// responses and what a request is about; nothing else of a request or a response, and no text that could quote one.
/// </summary>
internal sealed class SessionLog : IRequestSink, IDisposable
{
    /// <summary>The member that every line begins with.</summary>
    private const string First = "time";

    private const int LongestSubject = 128;
    private const int LongestId = 128;

    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(1);
    private static readonly byte[] s_begin = Encoding.ASCII.GetBytes($"{{\"{First}\":\"");
    private static readonly int s_process = GetProcess();

    private readonly object _gate = new();
    private readonly string _session;
    private readonly TimeProvider _time;
    private readonly Action<byte[], int> _append;
    private readonly IDisposable? _file;
    private long _calls;
    private bool _isTorn;
    private bool _hasWarned;
    private bool _isClosed;

    /// <param name="path">The file, as warnings name it.</param>
    /// <param name="session">The session's name.</param>
    /// <param name="time">The clock of the lines.</param>
    /// <param name="append">Writes bytes to the end of the file.</param>
    /// <param name="file">What is closed with the log.</param>
    internal SessionLog(string path, string session, TimeProvider time, Action<byte[], int> append, IDisposable? file = null)
    {
        Path = path;
        _session = session;
        _time = time;
        _append = append;
        _file = file;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Opens or creates the file of a log. Its times are those of this machine, whatever a sandbox's clock says.</summary>
    /// <exception cref="LogFileException">The file cannot be opened, or is something else than a log.</exception>
    public static SessionLog Open(string path, string session) => Open(path, session, TimeProvider.System);

    /// <summary>Opens or creates the file of a log whose times are those of a clock.</summary>
    /// <exception cref="LogFileException">The file cannot be opened, or is something else than a log.</exception>
    internal static SessionLog Open(string path, string session, TimeProvider time)
    {
        AppendFile file;
        try
        {
            file = AppendFile.Open(path, s_begin.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LogFileException(
                $"The log cannot be written: {exception.Message.TrimEnd('.')}. Give another file for -LogPath.", exception);
        }

        // A list of orders, or a journal, that is named by mistake must not get lines of a log.
        if (file.Begin.Length > 0 && !file.Begin.AsSpan().SequenceEqual(s_begin))
        {
            file.Dispose();
            throw new LogFileException(
                $"'{path}' exists, but is not a log written by this module. It was not changed. Give another file for -LogPath.");
        }

        return new SessionLog(path, session, time, file.Append, file) { _isTorn = file.IsTorn };
    }

    public long NextCall() => Interlocked.Increment(ref _calls);

    public void Write(in RequestEvent one)
    {
        using var line = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(line))
        {
            WriteLine(json, one);
        }

        line.WriteByte((byte)'\n');
        Append(line);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _file?.Dispose();
        }
    }

    private void WriteLine(Utf8JsonWriter json, in RequestEvent one)
    {
        var call = one.Call;
        json.WriteStartObject();
        json.WriteString(
            First, _time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("event", Name(one));
        json.WriteString("session", ServiceText.Clean(_session));
        json.WriteNumber("process", s_process);
        json.WriteNumber("call", call.Number);
        json.WriteString("operation", call.Operation.Name);
        json.WriteString("version", call.Operation.Version);
        if (ServiceText.Clean(call.Subject) is { Length: <= LongestSubject } subject)
        {
            json.WriteString("subject", subject);
        }

        json.WriteNumber(
            one.Kind == RequestEventKind.Ended ? "attempts" : "attempt",
            one.Kind == RequestEventKind.Waiting ? call.Attempts + 1 : call.Attempts);

        Write(json, "method", one.Method);
        if (one.StatusCode is { } status)
        {
            json.WriteNumber("status", status);
        }

        Write(json, "requestId", ErrorKinds.Word(one.RequestId, LongestId));
        Write(json, "durationMs", one.Duration);
        if (one.Wait is { } wait && (wait >= s_shortestWait || one.Kind != RequestEventKind.Sent))
        {
            Write(json, "waitMs", wait);
            json.WriteString("waitsFor", one.Kind == RequestEventKind.Retrying ? "retry" : "rateLimit");
        }

        if (one.Kind == RequestEventKind.Ended)
        {
            json.WriteString("outcome", Outcome(one));
        }

        Write(json, "error", one.Error);
        Write(json, "errorCode", ErrorKinds.Code(one.Failure));
        json.WriteEndObject();
    }

    private static string Name(in RequestEvent one) => one.Kind switch
    {
        RequestEventKind.Waiting => "wait",
        RequestEventKind.Sent => "request",
        RequestEventKind.Answered => one.StatusCode is null ? "noResponse" : "response",
        RequestEventKind.Retrying => "retry",
        _ => one is { Failure: null, IsCancelled: false, Call.Operation.GrantsToken: true } ? "token" : "end",
    };

    private static string Outcome(in RequestEvent one) => one switch
    {
        { IsCancelled: true } => "cancelled",
        { Failure: null } => "succeeded",
        { Failure.Outcome: RequestOutcome.Refused } => "refused",
        { Failure.Outcome: RequestOutcome.NotTaken } => "notTaken",
        _ => "unknown",
    };

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } value)
        {
            json.WriteNumber(name, Math.Round((decimal)value.TotalMilliseconds, 1));
        }
    }

    // Nothing that the file does may end a request.
    private void Append(MemoryStream line)
    {
        Exception failure;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            try
            {
                if (_isTorn)
                {
                    _append([(byte)'\n'], 1);
                    _isTorn = false;
                }

                _append(line.GetBuffer(), (int)line.Length);
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _isTorn = true;
                failure = exception;
                if (_hasWarned || ReferenceEquals(CallLog.Current, CallLog.None))
                {
                    return;
                }

                _hasWarned = true;
            }
        }

        CallLog.Current.Warning(
            $"The log '{Path}' cannot be written: {failure.Message.TrimEnd('.')}. Requests continue, but some of them are missing from the log.");
    }

    private static int GetProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.Id;
    }
}

/// <summary>A file that cannot be the log of a session.</summary>
internal sealed class LogFileException(string message, Exception? innerException = null) : FbaException(message, innerException);
