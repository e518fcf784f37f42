import Station
import Vocabulary

/// A seizure alarm in a line.
struct EventBrief: Sendable {
  let session: Int
  let event: LoggedEvent
  /// The wall clock around it.
  let clock: SessionClock
  /// Its length in seconds; to the session's end where it was still up.
  let durationSeconds: Double
  /// Seconds from its rise to its first acknowledgement; nil where the log has none.
  let reactionSeconds: Double?
  /// Where most of its evidence lies.
  let region: String?
  /// What a person who looked says of it.
  let mark: Mark?

  /// All of a log, in order.
  static func all(_ summary: LogSummary, _ history: MonitoringHistory, _ marks: [Mark]) -> [EventBrief] {
    summary.sessions.flatMap { session in
      let known = history.session(session.number)
      let places = Dictionary(
        ChannelPlace.montage(session.settings).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
      return session.seizures.map { event in
        let parts = event.channels.compactMap { channel in
          places[channel.name]?.region.map { ($0, Int(channel.sharePermille)) }
        }
        return EventBrief(
          session: session.number, event: event,
          clock: known?.clock(of: .seizure, event: event.number) ?? SessionClock(),
          durationSeconds: max(0, (event.endSeconds ?? session.durationSeconds) - event.onsetSeconds),
          reactionSeconds: known?.acknowledgement(of: .seizure, event: event.number)
            .map { max(0, $0 - event.onsetSeconds) },
          region: EvidenceList.region(parts),
          mark: marks.latest(of: event.number, in: session))
      }
    }
  }

  /// Its page's or heading's name.
  var identifier: String { EpisodeView.identifier(session: session, event: event.number) }

  /// Such as `48 s`, or `32 s or more: still up at the end`.
  var durationText: String {
    let length = PlainWords.length(durationSeconds)
    let urgent = event.escalations.isEmpty ? "" : ", became more urgent"
    return event.endSeconds == nil ? "\(length), still up at the end of the session\(urgent)" : length + urgent
  }

  /// Such as `after 21 s`.
  var reactionText: String { reactionSeconds.map { "after \(PlainWords.length($0))" } ?? "not acknowledged" }

  /// The channels with the largest shares, or what hiding channels took off the evidence.
  func channels(_ most: Int) -> String {
    if event.isRiseLost { return "not known: the record of its rise is lost" }
    if let occlusion = event.occlusion { return occlusion.text }
    return event.channels.prefix(most).map { "\($0.name) \(NumberText.permille(Int($0.sharePermille)))" }
      .joined(separator: ", ")
  }
}
