using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace FbaOutboundTests
{
    /// <summary>A host that answers questions in turn and keeps them.</summary>
    public sealed class AnsweringHost : PSHost
    {
        private readonly AnsweringUI _ui;

        public AnsweringHost(int[] answers)
        {
            _ui = new AnsweringUI(answers ?? new int[0]);
        }

        public IList<string> Questions { get { return _ui.Questions; } }

        public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }

        public override CultureInfo CurrentUICulture { get { return CultureInfo.InvariantCulture; } }

        public override Guid InstanceId { get; } = Guid.NewGuid();

        public override string Name { get { return "AnsweringHost"; } }

        public override PSHostUserInterface UI { get { return _ui; } }

        public override Version Version { get { return new Version(1, 0); } }

        public override void EnterNestedPrompt()
        {
        }

        public override void ExitNestedPrompt()
        {
        }

        public override void NotifyBeginApplication()
        {
        }

        public override void NotifyEndApplication()
        {
        }

        public override void SetShouldExit(int exitCode)
        {
        }

        private sealed class AnsweringUI : PSHostUserInterface
        {
            private readonly Queue<int> _answers;

            public AnsweringUI(IEnumerable<int> answers)
            {
                _answers = new Queue<int>(answers);
            }

            public IList<string> Questions { get; } = new List<string>();

            public override PSHostRawUserInterface RawUI { get { return null; } }

            // The engine's choices are Yes, Yes to All, No, No to All, ...
            public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
            {
                Questions.Add(message);
                return _answers.Dequeue();
            }

            public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
            {
                throw new NotSupportedException();
            }

            public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
            {
                throw new NotSupportedException();
            }

            public override PSCredential PromptForCredential(
                string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes,
                PSCredentialUIOptions options)
            {
                throw new NotSupportedException();
            }

            public override string ReadLine()
            {
                throw new NotSupportedException();
            }

            public override SecureString ReadLineAsSecureString()
            {
                throw new NotSupportedException();
            }

            public override void Write(string value)
            {
            }

            public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
            {
            }

            public override void WriteLine(string value)
            {
            }

            public override void WriteDebugLine(string message)
            {
            }

            public override void WriteErrorLine(string value)
            {
            }

            public override void WriteProgress(long sourceId, ProgressRecord record)
            {
            }

            public override void WriteVerboseLine(string message)
            {
            }

            public override void WriteWarningLine(string message)
            {
            }
        }
    }
}
