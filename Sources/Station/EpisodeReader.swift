import EventLog
import Vocabulary

/// Gathers a log's seizure alarms with their EEG and decisions, one at a time: memory is that of one alarm.
public struct EpisodeReader {
  /// Decisions kept before an alarm.
  static let decisionsBefore = 128
  /// Decisions kept of an alarm: an hour of hops of one second.
  private static let mostDecisions = 3600

  private let history: MonitoringHistory
  private var lost: LoggedEvent?
  private var recent: [Decision] = []
  private var open: SeizureEpisode?
  private var session: Int?

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - history: What the log's first reading found: it knows the acknowledgements, which may come late.
  ///   - lost: The alarm that is sought, where no record of its rise can be read: other records begin it.
  public init(_ history: MonitoringHistory, _ lost: LoggedEvent? = nil) {
    self.history = history
    self.lost = lost
  }

  /// Takes the next record.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - session: The session it belongs to.
  /// - Returns: An alarm that is complete by now.
  public mutating func take(_ record: LogRecord, _ session: LoggedSession?) -> SeizureEpisode? {
    guard let session else { return nil }
    var finished: SeizureEpisode?
    if session.number != self.session {
      finished = finish()
      self.session = session.number
      recent.removeAll(keepingCapacity: true)
    }
    if let event = lost, event.isTold(by: record, in: session.settings) {
      lost = nil
      finished = finish() ?? finished
      begin(event.rise(in: session.settings), session)
      open?.isRiseLost = true
      open?.clearedSeconds = event.endSeconds
    }
    switch record.kind {
    case .decision: (try? record.decoded(as: Decision.self)).map { take($0) }
    case .alarm:
      guard let alarm = try? record.decoded(as: AlarmEvent.self), alarm.kind == .seizure else { break }
      if alarm.phase == .raised {
        finished = finish() ?? finished
        begin(alarm, session)
      } else if alarm.phase == .escalated, open?.number == alarm.eventNumber {
        open?.escalations.append(LoggedEvent.Escalation(alarm, in: session.settings))
      } else if alarm.phase == .cleared, open?.number == alarm.eventNumber {
        open?.clearedSeconds = session.settings.seconds(through: alarm.sampleIndex)
      }
    case .clip: take(record)
    case .evidence:
      guard let evidence = try? record.decoded(as: EvidenceBody.self), evidence.hopIndex == open?.alarm.hopIndex else {
        break
      }
      open?.occlusion = Occlusion(evidence, in: session.settings)
    case .polygraphy:
      guard let body = try? record.decoded(as: PolygraphBody.self), body.cause == .event,
        body.number == open.map({ UInt64($0.number) })
      else { break }
      open?.polygraph = body.changes
    case .boot, .session, .inputNote, .acknowledgement, .fault, .health, .features, .person, .forecast, .learned,
      .closing, .seal, nil:
      break
    }
    return finished
  }

  /// Ends the reading.
  ///
  /// - Returns: The last alarm, if there is one.
  public mutating func finish() -> SeizureEpisode? {
    guard var episode = open else { return nil }
    open = nil
    episode.clips.sort { $0.first < $1.first }
    let hop = max(1, UInt64(episode.settings.hopSamples))
    let shown =
      episode.clips.isEmpty
      ? episode.alarm.hopIndex - min(30, episode.alarm.hopIndex)...UInt64.max
      : min(episode.clips[0].first / hop, episode.alarm.hopIndex)...episode.clips[episode.clips.count - 1].first / hop
    episode.decisions.removeAll { !shown.contains($0.hopIndex) }
    return episode
  }

  private mutating func begin(_ alarm: AlarmEvent, _ session: LoggedSession) {
    let known = history.session(session.number)
    var episode = SeizureEpisode(
      session: session.number, settings: session.settings, alarm: alarm,
      clock: known?.clock(of: .seizure, event: alarm.eventNumber) ?? SessionClock())
    episode.acknowledgedSeconds = known?.acknowledgement(of: .seizure, event: alarm.eventNumber)
    episode.decisions = Array(recent.suffix(Self.decisionsBefore))
    open = episode
  }

  private mutating func take(_ decision: Decision) {
    recent.append(decision)
    // Now and then: those before the last ones move each time.
    if recent.count == 2 * Self.decisionsBefore { recent.removeFirst(Self.decisionsBefore) }
    if let count = open?.decisions.count, count < Self.mostDecisions { open?.decisions.append(decision) }
  }

  private mutating func take(_ record: LogRecord) {
    guard let episode = open, case .success(.clip(let clip)) = record.content,
      clip.eventNumber == episode.number, clip.channelCount == episode.settings.channelCount,
      clip.samplesPerChannel > 0, clip.firstModelSample < 1 << 48
    else { return }
    guard !clip.isSealed else {
      open?.sealedClips += 1
      return
    }
    let count = Int(clip.samplesPerChannel)
    var samples: [Int32] = []
    samples.reserveCapacity(Int(clip.channelCount) * count)
    for channel in 0..<Int(clip.channelCount) {
      for index in 0..<count { samples.append(clip.sample(channel: channel, index: index, in: record.body.span)) }
    }
    open?.clips.append(SeizureEpisode.Clip(first: clip.firstModelSample, count: count, samples: samples))
  }
}
