import EventLog
import Foundation
import Station

/// All beds on one screen. Whatever is wrong is said in words: colour only repeats it.
///
/// Lines end between words. Where a terminal is narrow, a bed's state and since when it is in it stand below its name.
public struct BedView: Sendable {
  /// Characters in a line.
  public var width: Int
  /// Whether the terminal shows colours.
  public var isColoured: Bool
  /// Whose time is shown; its zone is named once, below the details.
  public var clock: ClockText

  /// With fewer characters in a line name, state and reason do not stand beside each other.
  private static let narrowWidth = 60
  private static let leastWidth = 8
  private static let labelWidth = 11
  private static let stateWidth = 13

  /// Creates a view.
  public init(width: Int, isColoured: Bool, clock: ClockText = .here) {
    self.width = max(Self.leastWidth, width)
    self.isColoured = isColoured
    self.clock = clock
  }

  private var isNarrow: Bool { width < Self.narrowWidth }

  /// The lines that show the beds.
  ///
  /// - Parameters:
  ///   - beds: The beds in the order they were named.
  ///   - details: Whether channels, version and clock are shown below each.
  /// - Returns: Lines no longer than the width, colours aside.
  public func lines(_ beds: [Bed], details: Bool) -> [String] {
    let lines = blocks(beds, reasons: details, details: details).flatMap(\.self)
    return details && !beds.isEmpty ? lines + labelled("times", clock.name, indent: 0) : lines
  }

  /// The lines that show the beds in a terminal of so many rows: with details where they fit, else without, the most
  /// urgent first; and where they do not fit either, as many as do, and how many others there are.
  ///
  /// - Parameters:
  ///   - beds: The beds in the order they were named.
  ///   - rows: Lines of the terminal.
  ///   - time: This computer's time.
  /// - Returns: No more lines than rows.
  public func screen(_ beds: [Bed], rows: Int, at time: Date) -> [String] {
    let head = [heading(beds.count, time)]
    let full = head + lines(beds, details: true)
    if full.count <= rows { return full }
    let urgent = beds.sorted { $0.state.condition.rank < $1.state.condition.rank }
    for reasons in [true, false] {
      let lines = head + blocks(urgent, reasons: reasons, details: false).flatMap(\.self)
      if lines.count <= rows { return lines }
    }
    let most = most(blocks(urgent, reasons: false, details: false), in: rows - head.count)
    return Array((head + most).prefix(max(1, rows)))
  }

  /// As many blocks as fit, whole, and how many do not.
  private func most(_ blocks: [[String]], in rows: Int) -> [String] {
    var shown: [String] = []
    for (index, block) in blocks.enumerated() {
      let others = "... and \(blocks.count - index) more beds; make the terminal higher"
      let note = isNarrow ? "... \(blocks.count - index) more" : others
      guard shown.count + block.count < rows else { return shown + [note.cut(to: width)] }
      shown += block
    }
    return shown
  }

  private func heading(_ count: Int, _ time: Date) -> String {
    let beds = count == 1 ? "1 bed" : "\(count) beds"
    let now = WallTime(nanoseconds: 0).adding(seconds: Int64(time.timeIntervalSince1970))
    let long = "\(beds), asked at \(clock.moment(now)) (\(clock.name)); ctrl-C ends"
    return long.count <= width ? long : "\(beds), \(clock.time(now))".cut(to: width)
  }

  private func blocks(_ beds: [Bed], reasons: Bool, details: Bool) -> [[String]] {
    let column = min(24, beds.map(\.name.count).max() ?? 0)
    return beds.map { bed in
      let head = isNarrow ? narrowHead(bed, reasons: reasons) : wideHead(bed, column, details: details)
      let lines = head.map { isColoured ? colour(bed.state.condition) + $0 + "\u{1B}[0m" : $0 }
      return lines + (details ? self.details(bed).flatMap { labelled($0.label, $0.text, indent: 2) } : [])
    }
  }

  private func wideHead(_ bed: Bed, _ column: Int, details: Bool) -> [String] {
    let name = String(bed.name.suffix(column)).padding(toLength: column, withPad: " ", startingAt: 0)
    let words = bed.state.condition.words.padding(toLength: Self.stateWidth, withPad: " ", startingAt: 0)
    let text = "\(name)  \(words)  \(bed.state.reason)"
    return details ? text.wrapped(to: width, indent: column + Self.stateWidth + 4) : [text.cut(to: width)]
  }

  /// Name and state, since when, and if wanted why.
  private func narrowHead(_ bed: Bed, reasons: Bool) -> [String] {
    let state = bed.state
    let words = state.condition.words.replacing(" ", with: String.boundSpace)
    var lines = "\(bed.name) \(words)".wrapped(to: width, indent: 1)
    lines += " \(since(state))".wrapped(to: width, indent: 1)
    if reasons && !state.reason.isEmpty { lines += " \(state.reason)".wrapped(to: width, indent: 1) }
    return lines
  }

  private func since(_ state: BedState) -> String {
    if state.condition == .noContact && state.contact == nil { return "never reached" }
    guard let since = state.conditionSince else { return "since when not known" }
    let now = WallTime(nanoseconds: 0).adding(seconds: Int64(state.contact?.timeIntervalSince1970 ?? 0))
    let isToday = clock.date(since) == clock.date(now) && state.condition != .noContact
    return isToday ? "since \(clock.time(since))" : "since \(clock.date(since)) \(clock.minute(since))"
  }

  /// A label and what it stands for; where a line is narrow they do not make two columns.
  private func labelled(_ label: String, _ text: String, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: isNarrow ? indent / 2 : indent)
    guard !isNarrow else { return "\(margin)\(label): \(text)".wrapped(to: width, indent: indent + 1) }
    let padded = label.padding(toLength: Self.labelWidth, withPad: " ", startingAt: 0)
    return "\(margin)\(padded)\(text)".wrapped(to: width, indent: indent + Self.labelWidth)
  }

  private func details(_ bed: Bed) -> [(label: String, text: String)] {
    let state = bed.state
    guard state.contact != nil else { return [] }
    let since = state.sessionStart.map { "since \(clock.moment($0))" } ?? "since a time that is not known"
    var lines = [("monitoring", since + (state.decisionAge.map { ", newest decision \(Int($0)) s old" } ?? ""))]
    if !state.channels.isEmpty { lines.append(("signal", state.channels.map(Self.channel).joined(separator: "  "))) }
    if let event = state.lastEventWords(by: clock) { lines.append(("last", event)) }
    if !state.polygraph.isEmpty { lines.append(("beside", state.polygraphWords.joined(separator: ", "))) }
    lines.append(("forecast", state.forecastWords(by: clock)))
    if let update = state.lastUpdate { lines.append(("update", update)) }
    lines.append(("storage", state.storageWords))
    let version = state.version.map { "prodromed \($0)" } ?? "prodromed of a version that is not known"
    let right = state.clockOffset.map { abs($0) <= 2 ? "clock right" : "clock off by \($0) s" } ?? "clock not known"
    return lines + [("board", "\(version), \(right)")]
  }

  /// A channel's words stay beside each other.
  private static func channel(_ channel: (name: String, isUsable: Bool, defects: [String])) -> String {
    let state = channel.isUsable ? "ok" : "OFF"
    let defects = channel.defects.isEmpty ? "" : " (\(channel.defects.joined(separator: ",")))"
    return "\(channel.name) \(state)\(defects)".replacing(" ", with: String.boundSpace)
  }

  private func colour(_ condition: BedState.Condition) -> String {
    switch condition {
    case .seizure: "\u{1B}[1;41;97m"
    case .cannotJudge, .notDeciding, .noContact, .logAtRisk: "\u{1B}[1;33m"
    case .watching: "\u{1B}[32m"
    }
  }
}
