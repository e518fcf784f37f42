import Foundation
import Replay
import Vocabulary

/// An alarm as a line of JSON.
struct AlarmLine: Encodable {
  /// One channel's part in it.
  struct Channel: Encodable {
    var name: String
    /// Evidence less the threshold per channel, summed over the hops above the threshold: an exact whole number.
    var evidence: Int64
    /// Its part of all positive evidence, 0 to 1, in thousandths rounded down.
    var share: Double
  }

  var type = "alarm"
  var file: String
  /// Seconds from the recording's start to the last sample used.
  var t_s: Double
  var kind: String
  var phase: String
  var event: UInt32
  var reason: String?
  /// Ranked, the largest share first; none for a technical alarm.
  var channels: [Channel]

  init(_ event: AlarmEvent, file: String, in session: ReplaySession) {
    self.file = file
    t_s = session.seconds(event.sampleIndex)
    kind = "\(event.kind)"
    phase = "\(event.phase)"
    self.event = event.eventNumber
    reason = event.reason == .none ? nil : "\(event.reason)"
    channels = (0..<Int(event.rankedCount)).map { place in
      let channel = Int(event.ranked[place])
      return Channel(
        name: session.name(channel), evidence: event.excess[channel],
        share: Double(event.sharePermille[channel]) / 1000)
    }
  }
}
