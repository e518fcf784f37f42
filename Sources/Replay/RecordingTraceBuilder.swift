import Evaluation
import EventLog
import Station
import Vocabulary

/// Builds the trace of a recording, or of a stretch of a session, from its records.
struct RecordingTraceBuilder {
  private var trace: RecordingTrace
  private let session: SessionBody
  private let disabling: Quality
  private let firstHop: Int
  private var durationSeconds: Double?
  private var technicalSince: Double?
  /// Each channel's evidence in the hop at hand: not a new array for each of a month's.
  private var evidence: [Int?]

  /// No recording has more hops.
  private static let mostHops = 1e12

  /// Creates a builder; nil if the settings make no sense, which only a log can hold.
  ///
  /// - Parameters:
  ///   - session: The session's settings.
  ///   - startSeconds: Where the stretch begins; rounded down to a hop.
  ///   - durationSeconds: Its length; nil where it is not known yet.
  ///   - disabling: The defects that keep a channel out.
  init?(
    _ session: SessionBody, from startSeconds: Double = 0, durationSeconds: Double?,
    disabling: Quality = Quality(rawValue: .max)
  ) {
    let hopSeconds = Double(session.hopSamples) / session.modelRate.hertz
    let end = session.startSeconds + startSeconds + (durationSeconds ?? 0)
    guard hopSeconds > 0, durationSeconds ?? 0 >= 0, end / hopSeconds < Self.mostHops else { return nil }
    self.session = session
    self.durationSeconds = durationSeconds
    self.disabling = disabling
    firstHop = Int((session.startSeconds + startSeconds) / hopSeconds)
    evidence = Array(repeating: nil, count: Int(session.channelCount))
    trace = RecordingTrace(
      channels: session.channelNames, threshold: Int(Int32(clamping: session.thresholdPerChannel)),
      hopSeconds: hopSeconds, durationSeconds: durationSeconds)
  }

  /// Where the stretch begins.
  var startSeconds: Double { Double(firstHop) * trace.hopSeconds - session.startSeconds }

  /// Takes one event.
  mutating func take(_ event: ReplayEvent) {
    switch event {
    case .decision(let decision): take(decision)
    case .alarm(let alarm) where alarm.kind == .technical: take(alarm)
    case .fault(let fault) where fault.reason == .framesLost && fault.phase == .raised: take(fault)
    case .alarm, .evidence, .fault, .features, .polygraphy: break
    }
  }

  /// Sets the length, once it is known.
  ///
  /// - Parameter durationSeconds: The length.
  /// - Returns: Whether it makes sense.
  mutating func end(at durationSeconds: Double) -> Bool {
    guard (session.startSeconds + durationSeconds) / trace.hopSeconds < Self.mostHops else { return false }
    self.durationSeconds = durationSeconds
    trace.end(at: durationSeconds)
    return true
  }

  /// The trace, after all events.
  var finished: RecordingTrace {
    var trace = trace
    if let technicalSince { trace.technicalAlarms.append(Interval(technicalSince, .infinity)) }
    trace.technicalAlarms = stretch(trace.technicalAlarms)
    trace.gaps = stretch(trace.gaps)
    return trace
  }

  /// What lies in the stretch, counted from its start.
  private func stretch(_ intervals: [Interval]) -> [Interval] {
    Interval.union(
      intervals.map { Interval($0.onset - startSeconds, $0.end - startSeconds) }, within: durationSeconds ?? .infinity)
  }

  private mutating func take(_ decision: Decision) {
    let channels = trace.channels.indices
    guard Int(decision.channelCount) == channels.count, decision.hopIndex >= UInt64(firstHop), fits(decision) else {
      return
    }
    for channel in channels { evidence[channel] = nil }
    for channel in decision.usable.channels { evidence[channel] = Int(decision.evidence[channel]) }
    trace.addHop(
      Int(clamping: decision.hopIndex) - firstHop, score: decision.meanEvidence, evidence: evidence)
    let lastHop = firstHop + trace.columns.count * trace.hopsPerColumn
    guard decision.hopIndex < UInt64(lastHop) else { return }
    for channel in channels where !decision.usable[channel] {
      trace.note(decision.quality[channel].intersection(disabling).names, channel: channel)
    }
  }

  /// Whether the hop can be where its samples are: one that is far from them would take all columns for itself.
  private func fits(_ decision: Decision) -> Bool {
    let seconds = session.startSeconds + session.seconds(through: decision.sampleIndex)
    let hop = Double(decision.hopIndex)
    return hop < Self.mostHops && hop * trace.hopSeconds <= seconds
  }

  private mutating func take(_ alarm: AlarmEvent) {
    guard alarm.phase != .escalated else { return }
    let seconds = session.seconds(through: alarm.sampleIndex)
    if alarm.phase == .raised {
      technicalSince = seconds
    } else if let start = technicalSince {
      trace.technicalAlarms.append(Interval(start, seconds))
      technicalSince = nil
    }
  }

  /// The lost samples lie before the one that came.
  private mutating func take(_ fault: FaultEvent) {
    guard case .framesLost(let count) = fault.detail else { return }
    let end = Double(fault.sampleIndex) / session.inputRate.hertz - session.startSeconds
    trace.gaps.append(Interval(end - Double(count) / session.inputRate.hertz, end))
  }
}

extension Decision {
  /// The mean evidence over the usable channels, so that montages of any size compare; nil without one.
  var meanEvidence: Double? { usable.isEmpty ? nil : Double(score) / Double(usable.count) }
}
