namespace FbaOutbound.Sandbox.Endpoints.Mws;

/// <summary>Errors as MWS says them. What the gateway refuses carries a RequestID, what a service refuses a RequestId.</summary>
internal sealed class MwsErrors(string space)
{
    public SandboxAnswer Gateway(int status, string code, string message, string requestId) =>
        Write(status, code, message, requestId, "RequestID", "Sender");

    public SandboxAnswer Throttled(string requestId) => Gateway(503, "RequestThrottled", "Request is throttled", requestId);

    public SandboxAnswer Refuse(string code, string message, string requestId) =>
        Write(400, code, message, requestId, "RequestId", "Sender");

    public SandboxAnswer InternalError(string requestId, int status = 500) =>
        Write(status, "InternalError", "We encountered an internal error. Please try again.", requestId, "RequestId", "Receiver");

    public SandboxAnswer Unavailable(string requestId) =>
        Write(503, "ServiceUnavailable", "Service is temporarily unavailable. Please try again.", requestId, "RequestId", "Receiver");

    private SandboxAnswer Write(int status, string code, string message, string requestId, string idName, string type) =>
        new(status, XmlBody.Write((space, code, message, requestId, idName, type), static (writer, error) =>
        {
            writer.WriteStartElement("ErrorResponse", error.space);
            writer.WriteStartElement("Error");
            writer.WriteElementString("Type", error.type);
            writer.WriteElementString("Code", error.code);
            writer.WriteGiven("Message", error.message);
            writer.WriteEndElement();
            writer.WriteElementString(error.idName, error.requestId);
            writer.WriteEndElement();
        }), XmlBody.ContentType);
}
