import Evaluation
import Replay
import Station

/// A log as one page that needs nothing else: what it holds, and for each session its alarms, score and evidence over
/// time.
///
/// The page depends on the log only: the same log gives the same bytes.
public struct LogPage {
  let name: String
  let summary: LogSummary
  let findings: [LogFinding]
  let traces: LogTraces

  /// Creates a page.
  ///
  /// - Parameters:
  ///   - name: The log as it was named.
  ///   - summary: What the log holds.
  ///   - findings: What is wrong with it.
  ///   - traces: Its sessions' traces.
  public init(_ name: String, _ summary: LogSummary, findings: [LogFinding], traces: LogTraces) {
    self.name = name
    self.summary = summary
    self.findings = findings
    self.traces = traces
  }

  /// The page: HTML that is well-formed XML, too.
  public var text: String {
    let stretches = traces.sessions.flatMap { ($0.whole.map { [$0] } ?? []) + $0.alarms }
    let scale = EvidenceScale(stretches.map(\.trace))
    let sessions = traces.sessions.map { session in
      Page.Section(
        "session-\(session.session.number)", "Session \(session.session.number)",
        SessionSection(traces: session, scale: scale).content)
    }
    return Page(
      title: "Log \(name)",
      warning: "Research software, not a certified medical device: nobody's safety may depend on this log.",
      sections: [Page.Section("log", "What the log holds", holdings)]
        + (stretches.isEmpty ? [] : [Page.Section("legend", "How to read it", [EvidenceLegend(scale: scale).markup])])
        + sessions
    ).text
  }

  private var holdings: [Markup] {
    let facts: [(name: String, value: Markup)] = [
      ("Log", Markup(name)), ("Segments", Markup("\(summary.segments)")),
      ("Records", Markup(NumberText.grouped(Int(clamping: summary.records)))), ("Boots", Markup("\(summary.boots)")),
      ("Sessions", Markup("\(summary.sessions.count)")),
      (
        "Intact",
        Markup(summary.isIntact ? "yes" : "NO: \(NumberText.counted(Int(clamping: summary.findings), "finding"))")
      ),
    ]
    let warnings =
      findings.map { "\($0)" } + (summary.limits.map { [$0] } ?? [])
    return [FactList(facts: facts).markup]
      + (warnings.isEmpty
        ? [] : [Markup("ul", ["class": "cautions"], warnings.map { Markup("li", [:], [Markup($0)]) })])
  }
}
