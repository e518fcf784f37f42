import Deployment
import Foundation
import Station

/// All beds on a page for a screen on a wall, written anew every few seconds.
///
/// The page shows beds only while its script sees that it is still written; else, and where scripts do not run, it says
/// that there is no contact. No clock of the showing computer is compared with this one's.
public struct WardPage {
  /// How old a page may be, in seconds on top of the time between two: as long as the beds' answers may take.
  public static let answerSeconds = 30.0

  private static let warning =
    "A view, not an alarm: the alarm is each board's own line. Research software, not a certified medical device."

  let beds: [(name: String, state: BedState)]
  let written: Date
  let turn: Int
  let everySeconds: Double
  let clock: ClockText

  /// Creates a page.
  ///
  /// - Parameters:
  ///   - beds: The beds in the order they were named.
  ///   - written: This computer's time.
  ///   - turn: How many pages were written before.
  ///   - everySeconds: The time from one page to the next.
  ///   - clock: Whose time is shown; its zone is named once.
  public init(
    beds: [(name: String, state: BedState)], written: Date, turn: Int, everySeconds: Double, clock: ClockText = .here
  ) {
    self.beds = beds
    self.written = written
    self.turn = turn
    self.everySeconds = everySeconds
    self.clock = clock
  }

  /// HTML that is well-formed XML, too.
  public var text: String {
    Page(
      title: "Beds", warning: Self.warning,
      sections: [
        Page.Section("beds", nil, [contact, summary, Markup("div", ["class": "beds"], beds.map(bed)), zone])
      ],
      script: .ward, style: "ward"
    ).text
  }

  private var contact: Markup {
    let milliseconds = Int(written.timeIntervalSince1970 * 1000)
    return Markup(
      "p",
      [
        "id": "contact", "class": "contact", "data-stamp": "\(milliseconds)-\(turn)",
        "data-limit": NumberText.coordinate(Self.answerSeconds + everySeconds),
        "data-every": NumberText.coordinate(max(1, everySeconds)),
      ],
      [
        Markup(
          "NO CONTACT. Look at the beds. This page shows them only in a browser that runs its script, which sees whether "
            + "the page is still written.")
      ])
  }

  /// What needs somebody comes first, also where not all beds fit.
  private var summary: Markup {
    let others = BedState.Condition.allCases.filter { $0 != .watching }.flatMap { condition in
      beds.filter { $0.state.condition == condition }.map { "\($0.name): \(condition.words)" }
    }
    let text =
      others.isEmpty
      ? "\(NumberText.counted(beds.count, "bed")), all monitored"
      : "\(others.count) of \(NumberText.counted(beds.count, "bed")) not monitored as they should be. "
        + others.joined(separator: "; ")
    return Markup("p", ["class": others.isEmpty ? "summary" : "summary urgent"], [Markup(text)])
  }

  private var zone: Markup { Markup("p", ["class": "zone"], [Markup("Times: \(clock.name).")]) }

  private func bed(_ bed: (name: String, state: BedState)) -> Markup {
    let state = bed.state
    let condition = state.condition
    var lines = [Markup("h2", [:], [Markup("bdi", [:], [Markup(bed.name)])])]
    lines.append(Markup("p", ["class": "state"], [Markup(condition.words)]))
    if !state.reason.isEmpty { lines.append(Markup("p", [:], [Markup(state.reason)])) }
    return Markup("section", ["class": "bed bed-\(condition.rawValue)"], lines + details(state))
  }

  private func details(_ state: BedState) -> [Markup] {
    guard state.condition != .noContact else { return [] }
    var lines: [String] = []
    let since = state.sessionStart.map { "Monitoring since \(clock.moment($0))" } ?? "Monitoring since a time not known"
    lines.append(since + (state.decisionAge.map { ", newest decision \(Int($0)) s old" } ?? ""))
    let off = state.channels.filter { !$0.isUsable }.map(\.name)
    if !state.channels.isEmpty {
      let all = NumberText.counted(state.channels.count, "channel")
      lines.append(
        off.isEmpty
          ? "Signal: \(all), all usable" : "Signal: \(off.count) of \(all) off: \(off.joined(separator: ", "))")
    }
    if let event = state.lastEventWords(by: clock) {
      let isOpen = state.seizureAlarm != nil && state.lastEvent?.alarm.kind == .seizure
      lines.append("\(isOpen ? "Alarm since" : "Last alarm:") \(event)")
    }
    lines.append("Forecast: \(state.forecastWords(by: clock))")
    lines.append("Storage: \(state.storageWords)")
    return lines.map { Markup("p", ["class": "detail"], [Markup($0)]) }
  }
}
