using FbaOutbound.Calls;

namespace FbaOutbound.Services;

/// <summary>A response and the call that brought it.</summary>
internal sealed record Answer<T>(T Value, CallInfo Call);
