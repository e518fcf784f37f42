import Foundation
import Station

/// All beds on one screen. Whatever is wrong is said in words: colour only repeats it.
public struct BedView: Sendable {
  /// Characters in a line.
  public var width: Int
  /// Whether the terminal shows colours.
  public var isColoured: Bool
  /// Whose time is shown; its zone is named once, below the details.
  public var clock: ClockText

  /// Creates a view.
  public init(width: Int, isColoured: Bool, clock: ClockText = .here) {
    self.width = max(40, width)
    self.isColoured = isColoured
    self.clock = clock
  }

  /// The lines that show the beds.
  ///
  /// - Parameters:
  ///   - beds: The beds in the order they were named.
  ///   - details: Whether channels, version and clock are shown below each.
  /// - Returns: Lines no longer than the width, colours aside.
  public func lines(_ beds: [Bed], details: Bool) -> [String] {
    let column = min(24, beds.map(\.name.count).max() ?? 0)
    let lines = beds.flatMap { bed in
      [headline(bed, column)] + (details ? self.details(bed).map { fit("  " + $0) } : [])
    }
    return details && !beds.isEmpty ? lines + [fit("times      \(clock.name)")] : lines
  }

  private func headline(_ bed: Bed, _ column: Int) -> String {
    let state = bed.state
    let name = String(bed.name.suffix(column)).padding(toLength: column, withPad: " ", startingAt: 0)
    let words = state.condition.words.padding(toLength: 13, withPad: " ", startingAt: 0)
    let line = fit("\(name)  \(words)  \(state.reason)")
    return isColoured ? colour(state.condition) + line + "\u{1B}[0m" : line
  }

  private func details(_ bed: Bed) -> [String] {
    let state = bed.state
    guard state.contact != nil else { return [] }
    var lines: [String] = []
    let since = state.sessionStart.map { "since \(clock.moment($0))" } ?? "since a time that is not known"
    lines.append("monitoring \(since)\(state.decisionAge.map { ", newest decision \(Int($0)) s old" } ?? "")")
    if !state.channels.isEmpty {
      lines.append("signal     " + state.channels.map(Self.channel).joined(separator: "  "))
    }
    if let event = state.lastEventWords(by: clock) { lines.append("last       \(event)") }
    if !state.polygraph.isEmpty { lines.append("beside     \(state.polygraphWords.joined(separator: ", "))") }
    if let update = state.lastUpdate { lines.append("update     \(update)") }
    let version = state.version.map { "prodromed \($0)" } ?? "prodromed of a version that is not known"
    let right = state.clockOffset.map { abs($0) <= 2 ? "clock right" : "clock off by \($0) s" } ?? "clock not known"
    lines.append("board      \(version), \(right)")
    return lines
  }

  private static func channel(_ channel: (name: String, isUsable: Bool, defects: [String])) -> String {
    let state = channel.isUsable ? "ok" : "OFF"
    return "\(channel.name) \(state)\(channel.defects.isEmpty ? "" : " (\(channel.defects.joined(separator: ",")))")"
  }

  /// A line cut to the width.
  private func fit(_ line: String) -> String {
    line.count <= width ? line : String(line.prefix(width - 3)) + "..."
  }

  private func colour(_ condition: BedState.Condition) -> String {
    switch condition {
    case .seizure: "\u{1B}[1;41;97m"
    case .cannotJudge, .notDeciding, .noContact: "\u{1B}[1;33m"
    case .watching: "\u{1B}[32m"
    }
  }
}
