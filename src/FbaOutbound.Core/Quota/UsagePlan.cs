namespace FbaOutbound.Quota;

/// <summary>A usage plan: how many requests a second an operation allows, and how many at once after a rest.</summary>
/// <param name="Rate">Requests per second; zero or less means no limit.</param>
/// <param name="Burst">Requests at once, 1 or more.</param>
internal sealed record UsagePlan(double Rate, int Burst);
