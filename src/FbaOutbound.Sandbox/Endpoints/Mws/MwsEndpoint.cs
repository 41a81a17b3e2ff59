using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Mws;

/// <summary>What the sections of MWS have in common: paths, signatures, the envelope of responses, GetServiceStatus.</summary>
internal abstract class MwsEndpoint(SandboxOptions options, MwsAdmission admission, MwsSection section) : Endpoint, IReplayed
{
    /// <summary>The name under which the state file keeps the host, which can say which marketplace is meant.</summary>
    protected const string HostName = "@host";

    private const string ServiceStatus = "GetServiceStatus";
    private static readonly Operation s_unknown = new("unknown", OperationKind.Token, 0, 0);

    public static Operation NewServiceStatus() => new(ServiceStatus, OperationKind.List, 1.0 / 300, 2);

    protected MwsErrors Errors { get; } = new(section.Namespace);

    protected MwsSection Section => section;

    /// <summary>The namespace of GetServiceStatus' answer, which is not the others' in every section.</summary>
    protected virtual string StatusNamespace => section.Namespace;

    public override IReadOnlyList<Operation> Operations => section.Operations;

    public override bool TryIdentify(SandboxCall call, out IdentifiedCall identified)
    {
        identified = default;
        if (!section.Owns(call.Path))
        {
            return false;
        }

        var reading = new MwsCall(Parameters.Read(call), section.Name, section.Version);
        call.Reading = reading;
        var operation = call.Method is "POST" or "GET" && section.IsPath(call.Path)
            ? section.Find(reading.Parameters.Find("Action"))
            : null;
        identified = new IdentifiedCall(operation ?? s_unknown, IdOf(reading.Parameters), call.RequestId);
        return true;
    }

    public override SandboxAnswer? Admit(SandboxCall call, in IdentifiedCall identified)
    {
        var reading = (MwsCall)call.Reading!;
        if (identified.Operation == s_unknown)
        {
            var message = section.IsPath(call.Path) && reading.Parameters.Find("Action") is { } action
                ? $"Operation {action} is not available for section {section.Path.Substring(1)}"
                : $"Resource {call.Path} is not found on this server. API Section is missing or you have provided an invalid operation "
                    + "name.";
            return Dress(Errors.Gateway(404, "InvalidAddress", message, call.RequestId), call.RequestId, null);
        }

        return admission.Admit(call, reading, identified.Operation, Errors) is { } refused ? Dress(refused, call.RequestId, reading) : null;
    }

    public override SandboxAnswer Handle(SandboxCall call, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        var reading = (MwsCall)call.Reading!;
        SandboxAnswer answer;
        try
        {
            answer = identified.Operation.Name == ServiceStatus
                ? GetServiceStatus(call.RequestId, now)
                : Handle(call, reading.Parameters, identified, style, now);
        }
        catch (MwsException exception)
        {
            answer = Errors.Refuse(exception.Code, exception.Message, call.RequestId);
        }

        return Dress(answer, call.RequestId, reading);
    }

    public override SandboxAnswer Say(Trouble trouble, in IdentifiedCall identified) => Dress(
        trouble switch
        {
            Trouble.TokenExpired => Errors.Gateway(
                400, "InvalidParameterValue", "Value  for parameter Timestamp is invalid. Reason: RequestExpired.", identified.RequestId),
            Trouble.Throttled => Errors.Throttled(identified.RequestId),
            Trouble.Unavailable => Errors.Unavailable(identified.RequestId),
            Trouble.Denied =>
                Errors.Gateway(
                    401, "AccessDenied", $"Access to {section.Name}.{identified.Operation.Name} is denied", identified.RequestId),
            _ => Errors.InternalError(identified.RequestId),
        },
        identified.RequestId,
        null);

    public override SandboxAnswer SayOkWithErrors(in IdentifiedCall identified) =>
        Dress(Errors.InternalError(identified.RequestId, 200), identified.RequestId, null);

    public override SandboxAnswer SayDone(in IdentifiedCall identified) =>
        Dress(Done(identified.Operation, identified.RequestId), identified.RequestId, null);

    public Action Read(string verb, string id, JsonElement body, DateTimeOffset at)
    {
        var parameters = ReadKept(body);
        return () => Replay(verb, id, parameters, at);
    }

    /// <summary>What <see cref="Keep"/> has written.</summary>
    protected static Parameters ReadKept(JsonElement body)
    {
        var parameters = new Parameters();
        if (body.ValueKind != JsonValueKind.Undefined)
        {
            foreach (var member in body.EnumerateObject())
            {
                parameters.Add(member.Name, member.Value.GetString()!);
            }
        }

        return parameters;
    }

    /// <summary>The id that a call is about, for the log and for faults.</summary>
    protected abstract string? IdOf(Parameters parameters);

    protected abstract SandboxAnswer Handle(
        SandboxCall call, Parameters parameters, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now);

    protected abstract void Replay(string verb, string id, Parameters parameters, DateTimeOffset at);

    /// <summary>A response that holds nothing but its metadata.</summary>
    protected SandboxAnswer Done(Operation operation, string requestId, bool taken = false) =>
        new(200, XmlBody.Write((section.Namespace, operation.Name, requestId), static (writer, done) =>
        {
            writer.WriteStartElement(done.Name + "Response", done.Namespace);
            WriteMetadata(writer, done.requestId);
            writer.WriteEndElement();
        }), XmlBody.ContentType) { Taken = taken };

    /// <summary>A response with a result.</summary>
    public SandboxAnswer Answer<T>(
        Operation operation, string requestId, T state, Action<XmlWriter, T> write, string? space = null, bool taken = false) =>
        new(200, XmlBody.Write((space ?? section.Namespace, operation.Name, requestId, state, write), static (writer, result) =>
        {
            writer.WriteStartElement(result.Name + "Response", result.Item1);
            writer.WriteStartElement(result.Name + "Result");
            result.write(writer, result.state);
            writer.WriteEndElement();
            WriteMetadata(writer, result.requestId);
            writer.WriteEndElement();
        }), XmlBody.ContentType) { Taken = taken };

    /// <summary>What the state file keeps of a call: what it said, and nothing of its signature.</summary>
    protected static ReadOnlyMemory<byte> Keep(Parameters parameters, string? host) =>
        JsonBody.Write((parameters, host), static (writer, kept) =>
    {
        writer.WriteStartObject();
        writer.WriteString(HostName, kept.host ?? "");
        foreach (var parameter in kept.parameters.All)
        {
            if (parameter.Key is not ("AWSAccessKeyId" or "Action" or "MWSAuthToken" or "SellerId" or "Merchant" or "Signature"
                or "SignatureMethod"
                or "SignatureVersion" or "Timestamp" or "Version"))
            {
                writer.WriteString(parameter.Key, parameter.Value);
            }
        }

        writer.WriteEndObject();
    });

    private static void WriteMetadata(XmlWriter writer, string requestId)
    {
        writer.WriteStartElement("ResponseMetadata");
        writer.WriteElementString("RequestId", requestId);
        writer.WriteEndElement();
    }

    private SandboxAnswer GetServiceStatus(string requestId, DateTimeOffset now)
    {
        var status = options.MwsStatus;
        return Answer(section.Find(ServiceStatus)!, requestId, (status, now), static (writer, state) =>
        {
            writer.WriteElementString(
                "Status", state.status == MwsServiceStatus.GreenI ? "GREEN_I" : state.status.ToString().ToUpperInvariant());
            writer.WriteElementString(
                "Timestamp", state.now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            if (state.status != MwsServiceStatus.Green)
            {
                writer.WriteElementString("MessageId", "173964729I");
                writer.WriteStartElement("Messages");
                writer.WriteStartElement("Message");
                writer.WriteElementString("Locale", "en_US");
                writer.WriteElementString("Text", "This status was set in the sandbox.");
                writer.WriteEndElement();
                writer.WriteEndElement();
            }
        }, StatusNamespace);
    }

    private SandboxAnswer Dress(SandboxAnswer answer, string requestId, MwsCall? reading)
    {
        var context = Convert.ToBase64String(
            Encoding.ASCII.GetBytes(Identifiers.Hash(requestId).ToString("x16", CultureInfo.InvariantCulture)));
        List<KeyValuePair<string, string>> headers =
        [
            new("x-mws-request-id", requestId),
            new("x-mws-timestamp", admission.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            new("x-mws-response-context", context),
        ];
        if (reading?.Quota is { } quota)
        {
            headers.Add(new("x-mws-quota-max", quota.Most.ToString("0.0", CultureInfo.InvariantCulture)));
            headers.Add(new("x-mws-quota-remaining", quota.Remaining.ToString("0.0", CultureInfo.InvariantCulture)));
            headers.Add(
                new(
                    "x-mws-quota-resetsOn",
                    quota.Resets.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
        }

        answer.OwnHeaders = headers;
        return answer;
    }
}
