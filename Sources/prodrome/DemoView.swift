import Foundation
import Replay
import Vocabulary

/// The demo's picture: on a terminal EEG, score, quality and alarm, drawn anew each hop; elsewhere a line a hop.
final class DemoView {
  private static let shownChannels = 8
  private static let traceCharacters = 48
  private static let barCharacters = 30

  private let session: ReplaySession
  private let isTerminal = isatty(STDOUT_FILENO) == 1
  private var traces: [BrailleTrace]
  private var drawnLines = 0
  private var alarm: AlarmEvent?

  init(_ session: ReplaySession) {
    self.session = session
    let perColumn = max(1, Int(session.design.inputRate.hertz / 16))
    traces = Array(
      repeating: BrailleTrace(characters: Self.traceCharacters, samplesPerColumn: perColumn, fullScale: 300),
      count: min(Self.shownChannels, Int(session.design.channelCount)))
  }

  /// Takes the samples of the frame just played.
  func takeSamples() {
    guard isTerminal else { return }
    for channel in traces.indices { traces[channel].append(session.microvolts(channel)) }
  }

  /// Shows a hop.
  func show(_ decision: Decision, alarms: [AlarmEvent]) {
    for event in alarms where event.kind == .seizure && event.phase != .escalated {
      alarm = event.phase == .raised ? event : nil
    }
    if isTerminal { draw(lines(decision)) } else { print(line(decision)) }
  }

  private func draw(_ lines: [String]) {
    let up = drawnLines > 0 ? "\u{1B}[\(drawnLines)A" : ""
    print(up + lines.map { "\u{1B}[2K" + $0 }.joined(separator: "\n"))
    drawnLines = lines.count
  }

  private func lines(_ decision: Decision) -> [String] {
    let eeg = traces.indices.map { channel in
      let name = session.name(channel).padding(toLength: 8, withPad: " ", startingAt: 0)
      return "\(name) \(traces[channel].text) \(text(decision.quality[channel]))"
    }
    let state = alarm == nil ? "\(decision.verdict.state)" : "\u{1B}[1;31mSEIZURE ALARM: \(triggers)\u{1B}[0m"
    return eeg + ["", "score    \(bar(decision)) \(percent(decision))", "\(clock(decision))  \(state)"]
  }

  private func line(_ decision: Decision) -> String {
    let state = alarm == nil ? "\(decision.verdict.state)" : "SEIZURE ALARM: \(triggers)"
    return "\(clock(decision))  score \(percent(decision))  \(state)"
  }

  private var triggers: String { alarm.map { session.triggers(of: $0, most: 4) } ?? "" }

  private func clock(_ decision: Decision) -> String {
    String(format: "%6.1f s", session.seconds(decision.sampleIndex))
  }

  /// How far the mean evidence lies on the way from the model's resting value to the threshold, and past it.
  private func percent(_ decision: Decision) -> String {
    guard !decision.usable.isEmpty else { return "unknown" }
    let mean = Double(decision.score) / Double(decision.usable.count)
    return String(format: "%+.0f (threshold %+d)", mean, session.thresholdPerChannel)
  }

  private func bar(_ decision: Decision) -> String {
    guard !decision.usable.isEmpty else { return String(repeating: "·", count: Self.barCharacters) }
    let distance = Double(decision.score - decision.threshold) / Double(decision.usable.count)
    let scale = max(1, abs(Double(session.thresholdPerChannel)) * 4)
    let half = Self.barCharacters / 2
    let filled = max(0, min(Self.barCharacters, half + Int((distance / scale * Double(half)).rounded())))
    return String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barCharacters - filled)
  }

  private func text(_ quality: Quality) -> String {
    if quality.contains(.unknown) { return "filling" }
    return quality.names.first?.replacingOccurrences(of: "_", with: " ") ?? "good"
  }
}
