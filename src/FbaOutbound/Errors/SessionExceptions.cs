using System;

namespace FbaOutbound.Errors;

/// <summary>A setting of a session that is missing or cannot be used.</summary>
internal sealed class SettingException(string message) : FbaException(message)
{
    /// <summary>Whether it is one of the credentials.</summary>
    public bool IsCredential { get; init; }
}

/// <summary>A profile that cannot be read from a vault, or saved in one.</summary>
internal sealed class ProfileException(string message, Exception? innerException = null) : FbaException(message, innerException);

/// <summary>A session's name that another account's open session has.</summary>
internal sealed class SessionNameInUseException(string message) : FbaException(message);

/// <summary>A state file that the sandbox cannot use.</summary>
internal sealed class SandboxStateException(string message, Exception innerException) : FbaException(message, innerException);

/// <summary>An endpoint at which no sandbox server listens.</summary>
internal sealed class NoSandboxServerException(string message) : FbaException(message);

/// <summary>A sandbox server that cannot be started.</summary>
internal sealed class SandboxServerException(string message) : FbaException(message);

/// <summary>Why a session cannot be used.</summary>
internal enum SessionChoiceProblem
{
    NotConnected,
    NotFound,
    Closed,
    NotTransferable,
    Mismatch,
}

/// <summary>A session that cannot be used.</summary>
internal sealed class SessionChoiceException(SessionChoiceProblem problem, string message) : FbaException(message)
{
    public SessionChoiceProblem Problem { get; } = problem;
}
