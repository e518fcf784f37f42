import EventLog
import Station
import Vocabulary

/// What all drawings of one seizure alarm share: the order of its channels, its scales and its clock.
struct EpisodeView {
  let episode: SeizureEpisode
  let clock: ClockText
  /// What a person who looked says of it.
  let mark: Mark?
  /// The montage in its customary order.
  let places: [ChannelPlace]
  /// Height of a channel's row, in pixels.
  let rowUnits: Double
  let scale: EEGScale
  /// The colours of evidence.
  let evidence: EvidenceColours
  private let hops: [UInt64: Decision]

  init(_ episode: SeizureEpisode, clock: ClockText, mark: Mark? = nil) {
    self.episode = episode
    self.clock = clock
    self.mark = mark
    places = ChannelPlace.montage(episode.settings)
    rowUnits = max(16, min(44, (480 / Double(max(1, places.count))).rounded()))
    scale = EEGScale(fitting: episode, rowUnits: rowUnits)
    hops = Dictionary(episode.decisions.map { ($0.hopIndex, $0) }, uniquingKeysWith: { $1 })
    var magnitudes: [Int] = []
    for decision in episode.decisions {
      for channel in places.indices {
        if let excess = decision.excess(of: channel), excess > 0 { magnitudes.append(Int(excess)) }
      }
    }
    evidence = EvidenceColours(magnitudes: magnitudes)
  }

  /// The page's name for this alarm.
  var identifier: String { Self.identifier(session: episode.session, event: episode.number) }

  static func identifier(session: Int, event: UInt32) -> String { "event-\(session)-\(event)" }

  /// A hop's decision.
  func decision(_ hop: UInt64) -> Decision? { hops[hop] }

  /// What happened around the alarm, with the words beside its line.
  var marks: [(seconds: Double, word: String, style: String)] {
    var marks: [(seconds: Double, word: String, style: String)] = []
    if let onset = episode.onsetSeconds, onset < episode.raisedSeconds { marks.append((onset, "first sign", "onset")) }
    marks.append((episode.raisedSeconds, episode.isRiseLost ? "ALARM, or before" : "ALARM", "raised"))
    marks += episode.escalations.map { ($0.seconds, "more urgent", "raised") }
    if let seconds = episode.acknowledgedSeconds { marks.append((seconds, "acknowledged", "answer")) }
    if let seconds = episode.clearedSeconds { marks.append((seconds, "end", "cleared")) }
    if let seconds = mark?.onsetSeconds { marks.append((seconds, "reviewer: onset", "review")) }
    if let seconds = mark?.endSeconds { marks.append((seconds, "reviewer: end", "review")) }
    return marks
  }

  /// Where each sheet begins, in seconds of the session: the alarm stands seven seconds into its own.
  var sheetStarts: [Double] {
    guard let extent = episode.clipSeconds else { return [] }
    let length = EEGScale.sheetSeconds
    let aligned = episode.raisedSeconds.rounded() - 7
    var start = aligned - ((aligned - extent.lowerBound) / length).rounded(.up) * length
    var starts: [Double] = []
    while start < extent.upperBound && starts.count < 720 {
      starts.append(start)
      start += length
    }
    return starts
  }
}
