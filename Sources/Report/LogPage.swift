import Evaluation
import EventLog
import Foundation
import Replay
import Station
import Text
import Vocabulary

/// A log for people: the night at a glance, each seizure alarm with its EEG, trends, and last what the log itself is.
///
/// The pages depend on the log and the place's clock only: the same log gives the same bytes.
public struct LogPage: Sendable {
  let name: String
  let summary: LogSummary
  let findings: [LogFinding]
  let history: MonitoringHistory
  let clock: ClockText
  let events: [EventBrief]
  private let refusedMarks: [String]

  /// No page of an alarm is larger, in bytes.
  public static let mostPageBytes = 1_000_000

  private static let warning =
    "Research software, not a certified medical device: nobody's safety may depend on this log."

  /// Creates pages.
  ///
  /// - Parameters:
  ///   - name: The log as it was named.
  ///   - summary: What the log holds.
  ///   - findings: What is wrong with it.
  ///   - history: What it says of the watching itself.
  ///   - marks: What people who looked say of its alarms; of several of one alarm the last signed one counts,
  ///     else the last.
  ///   - refusedMarks: What is wrong with marks that cannot be relied on.
  ///   - clock: The place's clock.
  public init(
    _ name: String, _ summary: LogSummary, findings: [LogFinding], history: MonitoringHistory, marks: [Mark] = [],
    refusedMarks: [String] = [], clock: ClockText
  ) {
    self.name = name
    self.summary = summary
    self.findings = findings
    self.history = history
    self.clock = clock
    self.refusedMarks = refusedMarks
    events = EventBrief.all(summary, history, marks)
  }

  /// Everything on one page: HTML that is well-formed XML, too.
  ///
  /// - Parameters:
  ///   - episodes: Its seizure alarms with their EEG.
  ///   - traces: Its sessions' traces.
  /// - Returns: The page.
  public func text(_ episodes: [SeizureEpisode], _ traces: LogTraces) -> String {
    let sections = episodes.map { section($0).markup }
    let hint = Markup(
      "p", ["class": "note keys"],
      ["Keys: n and p go to the next and the previous alarm, the arrows to the next and the previous page of EEG."])
    return page(
      [Page.Section("alarms", "Seizure alarms", [hint] + sections)].filter { _ in !episodes.isEmpty },
      traces, script: episodes.isEmpty ? nil : .keys
    ) { "#" + $0.identifier }
  }

  /// The first page of a folder that has a page for each seizure alarm.
  ///
  /// - Parameter traces: The sessions' traces.
  /// - Returns: The page.
  public func index(_ traces: LogTraces) -> String {
    page([], traces, script: events.isEmpty ? nil : .keys) { Self.file($0.identifier, part: 0) }
  }

  private func page(
    _ alarms: [Page.Section], _ traces: LogTraces, script: PageScript?, _ target: @escaping (EventBrief) -> String
  ) -> String {
    let night = NightSummary(summary: summary, history: history, clock: clock, events: events)
    let calendar = AlarmCalendar(events: events, clock: clock).markup.map { [$0] } ?? []
    let glance =
      [
        Markup("p", ["class": "told"], [Markup(night.sentences.joined(separator: " "))])
      ] + refusals + [whose] + cautions + [
        NightStrip(night: night, target: target).markup,
        EventTable(events: events, clock: clock, mayLackAlarms: night.mayLackAlarms, target: target).markup,
      ] + calendar + CauseTables(night: night).markup + [QualityTable(history: history).markup]
    return Page(
      title: "Log \(name)", warning: Self.warning,
      sections: [Page.Section("night", "At a glance", glance)] + alarms + [trends(traces), log(traces)],
      script: script
    ).text
  }

  /// What reviewers' marks do not count, and why.
  private var refusals: [Markup] {
    guard !refusedMarks.isEmpty else { return [] }
    let items = refusedMarks.map { Markup("li", [:], [Markup("bdi", [:], [Markup("A mark does not count: \($0)")])]) }
    return [Markup("ul", ["class": "cautions"], items)]
  }

  private func section(_ episode: SeizureEpisode) -> EventSection {
    let identifier = EpisodeView.identifier(session: episode.session, event: episode.number)
    let mark = events.first { $0.identifier == identifier }?.mark
    let board = history.boots[episode.session].map { ", board \($0.machine.label)" } ?? ""
    let origin = "Log \(name), person \(episode.settings.pseudonymText.prefix(8))\(board)"
    return EventSection(view: EpisodeView(episode, clock: clock, mark: mark), origin: origin)
  }

  /// Who was watched, and by what.
  private var whose: Markup {
    var facts: [String] = []
    for session in summary.sessions {
      let boot = history.boots[session.number]
      let version = boot.map { " \($0.versionMajor).\($0.versionMinor).\($0.versionPatch)" } ?? ""
      let board = boot.map { "Board: \($0.machine.label), prodromed\(version). " } ?? ""
      let text =
        "Person: \(session.settings.pseudonymText.prefix(8)) (a random name). \(board)Detector: "
        + "\(session.settings.model.label), \(session.settings.operatingPoint.label)."
      if !facts.contains(text) { facts.append(text) }
    }
    return Markup(
      "p", ["class": "note"], [Markup(facts.prefix(4).joined(separator: " ") + (facts.count > 4 ? " And others." : ""))]
    )
  }

  /// What makes the decisions doubtful, whichever sessions it was of.
  private var cautions: [Markup] {
    var sentences: [String] = []
    for caution in summary.sessions.flatMap(\.cautions) where !sentences.contains(caution) { sentences.append(caution) }
    guard !sentences.isEmpty else { return [] }
    return [
      Markup(
        "ul", ["class": "cautions"],
        sentences.map { Markup("li", [:], [Markup("bdi", [:], [Markup("Caution: \($0)")])]) })
    ]
  }

  private func trends(_ traces: LogTraces) -> Page.Section {
    let stretches = traces.sessions(of: summary).compactMap { $0.whole }
    let scale = EvidenceColours(stretches.map(\.trace))
    let sessions = traces.sessions(of: summary).flatMap { traces -> [Markup] in
      let heading = Markup("h3", [:], [Markup(sessionTitle(traces.session))])
      let watched = history.session(traces.session.number)
      let lanes = watched.flatMap { TrendLanes(session: $0, clock: clock).markup }
      let section = SessionSection(
        traces: traces, scale: scale, clock: clock, time: watched?.clock ?? SessionClock())
      return [heading] + (section.timeline.map { [$0] } ?? []) + (lanes.map { [$0] } ?? [])
    }
    return Page.Section(
      "trends", "Trends", (stretches.isEmpty ? [] : [EvidenceLegend(scale: scale).markup]) + sessions)
  }

  private func sessionTitle(_ session: LoggedSession) -> String {
    let start = history.session(session.number)?.clock.start.map { ", from \(clock.moment($0))" } ?? ""
    return "Session \(session.number)\(start)"
  }

  /// What the log itself is.
  private func log(_ traces: LogTraces) -> Page.Section {
    let facts: [(name: String, value: Markup)] = [
      ("Log", Markup(name)), ("Segments", Markup("\(summary.segments)")),
      ("Records", Markup(NumberText.grouped(Int(clamping: summary.records)))), ("Boots", Markup("\(summary.boots)")),
      ("Sessions", Markup("\(summary.sessions.count)")),
      ("Bundles", Markup(bundles)),
      (
        "Intact",
        Markup(summary.isIntact ? "yes" : "NO: \(NumberText.counted(Int(clamping: summary.findings), "finding"))")
      ),
    ]
    let warnings =
      findings.map { "\($0)" } + summary.erasures.map { "Erased \($0.text)." }
      + (summary.newerText.map { ["\($0)."] } ?? []) + (summary.limits.map { [$0] } ?? [])
    let list = Markup("ul", ["class": "cautions"], warnings.map { Markup("li", [:], [Markup($0)]) })
    let sessions = traces.sessions(of: summary).flatMap { traces in
      [Markup("h3", [:], [Markup(sessionTitle(traces.session))])]
        + SessionSection(traces: traces, scale: EvidenceColours([]), clock: clock).content
    }
    return Page.Section(
      "log", "The log", [FactList(facts: facts).markup] + (warnings.isEmpty ? [] : [list]) + sessions)
  }

  private var bundles: String {
    var digests: [String] = []
    for session in summary.sessions {
      guard let digest = history.boots[session.number]?.bundle.hexadecimal, !digests.contains(digest) else { continue }
      digests.append(digest)
    }
    return digests.isEmpty ? "not known" : digests.joined(separator: ", ")
  }
}

// Pages of a folder.
extension LogPage {
  private static func file(_ identifier: String, part: Int) -> String {
    part == 0 ? "\(identifier).html" : "\(identifier)-\(part + 1).html"
  }

  /// The pages of one seizure alarm, as many as its EEG takes at `mostPageBytes` each.
  ///
  /// - Parameter episode: The alarm.
  /// - Returns: The files' names and texts.
  public func pages(of episode: SeizureEpisode) -> [(name: String, text: String)] {
    let section = self.section(episode)
    let parts = section.parts(mostBytes: Self.mostPageBytes - 100_000)
    return parts.indices.map { part in
      let place = parts.count > 1 ? "\(part + 1) of \(parts.count)" : nil
      let links = links(section.view.identifier, part: part, of: parts)
      let page = Page(
        title: "Log \(name)", warning: Self.warning,
        sections: [
          Page.Section(
            "alarms", "Seizure alarm\(place.map { ", part \($0)" } ?? "")",
            [section.markup(parts[part], paper: place.map { "sheet \($0)" }, links: links)])
        ], script: .keys, style: "alone")
      return (Self.file(section.view.identifier, part: part), page.text)
    }
  }

  /// To the parts and alarms before and after.
  private func links(_ identifier: String, part: Int, of parts: [EventSection.Part]) -> [Markup] {
    var links = [Markup("a", ["href": "index.html"], ["At a glance"])]
    let place = events.firstIndex { $0.identifier == identifier } ?? 0
    if place > 0 {
      let before = Self.file(events[place - 1].identifier, part: 0)
      links.append(Markup("a", ["href": before, "rel": "prev"], ["Previous alarm"]))
    }
    func link(_ part: Int, sheet: Int, _ words: String, _ style: String) -> Markup {
      let href = "\(Self.file(identifier, part: part))#\(identifier)-page-\(sheet)"
      return Markup("a", ["class": style, "href": href], [Markup(words)])
    }
    if part > 0 { links.append(link(part - 1, sheet: parts[part - 1].sheets.upperBound, "Previous part", "earlier")) }
    if part + 1 < parts.count {
      links.append(link(part + 1, sheet: parts[part + 1].sheets.lowerBound + 1, "Next part", "later"))
    }
    if place + 1 < events.count {
      let next = Self.file(events[place + 1].identifier, part: 0)
      links.append(Markup("a", ["href": next, "rel": "next"], ["Next alarm"]))
    }
    return links
  }
}
