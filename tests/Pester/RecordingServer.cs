using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace FbaOutboundTests
{
    /// <summary>
    /// A service that keeps what it is asked and responses with one text, tokens apart. The page after the token "more" is the last one.
    /// </summary>
    public sealed class RecordingServer : IDisposable
    {
        private readonly HttpListener _listener = new HttpListener();

        public RecordingServer()
        {
            var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            Endpoint = new Uri("http://127.0.0.1:" + port + "/");
            Requests = new List<RecordedRequest>();
            Status = 400;
            Answer = "{\"errors\":[{\"code\":\"InvalidInput\",\"message\":\"No.\"}]}";
            _listener.Prefixes.Add(Endpoint.AbsoluteUri);
            _listener.Start();
            Task.Run(RunAsync);
        }

        public Uri Endpoint { get; private set; }

        public IList<RecordedRequest> Requests { get; private set; }

        public int Status { get; set; }

        public string Answer { get; set; }

        public void Dispose()
        {
            _listener.Close();
        }

        private async Task RunAsync()
        {
            while (true)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync().ConfigureAwait(false);
                }
                catch (Exception)
                {
                    return;
                }

                string body;
                using (var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8))
                {
                    body = reader.ReadToEnd();
                }

                var path = context.Request.Url.AbsolutePath;
                var isToken = path == "/auth/o2/token" || path.StartsWith("/tokens/", StringComparison.Ordinal);
                if (!isToken)
                {
                    lock (Requests)
                    {
                        Requests.Add(new RecordedRequest(context.Request.HttpMethod, context.Request.RawUrl, body));
                    }
                }

                var answer = isToken
                    ? "{\"access_token\":\"Atza|example\",\"token_type\":\"bearer\",\"expires_in\":3600,\"restrictedDataToken\":\"Atz.sprdt|example\",\"expiresIn\":3600}"
                    : context.Request.RawUrl.Contains("Token=") ? Answer.Replace("\"more\"", "null") : Answer;
                context.Response.StatusCode = isToken ? 200 : Status;
                context.Response.ContentType = "application/json";
                var bytes = Encoding.UTF8.GetBytes(answer);
                context.Response.OutputStream.Write(bytes, 0, bytes.Length);
                context.Response.Close();
            }
        }
    }

    public sealed class RecordedRequest
    {
        public RecordedRequest(string method, string target, string body)
        {
            Method = method;
            Target = target;
            Body = body;
        }

        public string Method { get; private set; }

        public string Target { get; private set; }

        public string Body { get; private set; }
    }
}
