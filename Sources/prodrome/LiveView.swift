import Foundation
import Replay
import Report
import Station
import Vocabulary

/// A running detector: on a terminal its picture, drawn anew each hop in whatever size the terminal has by then;
/// elsewhere a line a hop.
final class LiveView {
  private static let seconds = 10.0

  private let session: ReplaySession
  private let footer: String
  private let isTerminal = TerminalStyle.current.isScreen
  private var samples: [[Double]]
  private var isDrawn = false
  private var alarm: AlarmEvent?
  private var ranks = EvidenceRanks()

  init(_ session: ReplaySession, footer: String) {
    self.session = session
    self.footer = footer
    samples = Array(repeating: [], count: Int(session.design.channelCount))
  }

  private var span: Int { max(1, Int(session.design.inputRate.hertz * Self.seconds)) }

  /// Takes the samples of the frame just played.
  func takeSamples() {
    guard isTerminal else { return }
    for channel in samples.indices {
      samples[channel].append(session.microvolts(channel))
      if samples[channel].count > 2 * span { samples[channel].removeFirst(samples[channel].count - span) }
    }
  }

  /// Shows a hop.
  func show(_ decision: Decision, alarms: [AlarmEvent]) {
    for event in alarms where event.kind == .seizure && event.phase != .escalated {
      alarm = event.phase == .raised ? event : nil
    }
    guard isTerminal else { return print(line(decision)) }
    // Lines are cleared as they are drawn, so that a picture of another size leaves nothing behind.
    let lines = picture(decision).lines(TerminalStyle.current)
    Console.draw(
      (isDrawn ? "\u{1B}[H" : "\u{1B}[2J\u{1B}[H") + lines.map { $0 + "\u{1B}[K" }.joined(separator: "\n") + "\u{1B}[J")
    isDrawn = true
  }

  private func picture(_ decision: Decision) -> LivePicture {
    ranks.take(decision)
    return LivePicture(
      decision, of: session.body, clock: clock(decision), alarm: alarm.map { $0.triggers(most: 4, name: session.name) },
      channels: samples.indices.map {
        LivePicture.Channel(decision, $0, name: session.name($0), samples: samples[$0].suffix(span), rank: ranks[$0])
      }, span: span, footer: footer)
  }

  private func line(_ decision: Decision) -> String {
    let state = alarm.map { "SEIZURE ALARM: \($0.triggers(most: 4, name: session.name))" } ?? decision.stateWord
    guard let excess = decision.meanExcess else { return "\(clock(decision))  score not known  \(state)" }
    let near = session.body.alarmPace
    let measure = LivePicture.measure(excess, near: near, hop: session.body.hopWord).map { ", \($0)" } ?? ""
    let place = "\(LivePicture.place(excess, near: near)) the threshold"
    return "\(clock(decision))  score \(place) (\(LivePicture.signed(excess))\(measure))  \(state)"
  }

  private func clock(_ decision: Decision) -> String {
    String(format: "%6.1f s", session.seconds(decision.sampleIndex))
  }
}
