namespace FbaOutbound.Reports;

/// <summary>What something says about one change of an order.</summary>
/// <param name="Kind">What became of the change.</param>
/// <param name="Weight">How much that weighs against what else is said of the change.</param>
/// <param name="Text">The receipt's word for it, or the id of the error.</param>
/// <param name="Detail">More about it.</param>
/// <param name="Advice">What to do; null if there is nothing to do.</param>
internal sealed record ReportOutcome(ReportKind Kind, ReportWeight Weight, string Text, string Detail, ReportAdvice? Advice = null);
