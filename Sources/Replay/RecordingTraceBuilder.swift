import Configuration
import Evaluation
import Station
import Vocabulary

/// Builds a recording's trace from the events of one pass.
struct RecordingTraceBuilder {
  private var trace: RecordingTrace
  private let inputHertz: Double
  private let disabling: Quality
  private var technicalSince: Double?

  /// Creates the builder for a session that was not played yet.
  init(_ session: ReplaySession, bundle: DetectorBundle) {
    trace = RecordingTrace(
      channels: session.channelNames, threshold: Int(session.thresholdPerChannel),
      hopSeconds: Double(bundle.model.hopSamples) / bundle.model.rate.hertz, durationSeconds: session.durationSeconds)
    inputHertz = session.design.inputRate.hertz
    // Everything that can keep a channel out: the site's choice, and what always does.
    disabling = bundle.design.quality.unusable.union(.gap).union(.invalid).union(.settling).union(.unknown)
  }

  /// Takes one event.
  mutating func take(_ event: ReplayEvent) {
    switch event {
    case .decision(let decision): take(decision)
    case .alarm(let alarm) where alarm.kind == .technical: take(alarm)
    case .fault(let fault) where fault.reason == .framesLost && fault.phase == .raised: take(fault)
    case .alarm, .fault, .features: break
    }
  }

  /// The trace of the session, played to its end.
  func finished(in session: ReplaySession) -> RecordingTrace {
    var trace = trace
    if let technicalSince { trace.technicalAlarms.append(Interval(technicalSince, session.durationSeconds)) }
    return trace
  }

  private mutating func take(_ decision: Decision) {
    let channels = 0..<Int(decision.channelCount)
    trace.addHop(
      Int(clamping: decision.hopIndex), score: decision.meanEvidence,
      evidence: channels.map { decision.usable[$0] ? Int(decision.evidence[$0]) : nil })
    for channel in channels where !decision.usable[channel] {
      trace.note(decision.quality[channel].intersection(disabling).names, channel: channel)
    }
  }

  private mutating func take(_ alarm: AlarmEvent) {
    let seconds = Double(alarm.sampleIndex + 1) / inputHertz
    if alarm.phase == .raised {
      technicalSince = seconds
    } else if let start = technicalSince {
      trace.technicalAlarms.append(Interval(start, seconds))
      technicalSince = nil
    }
  }

  /// The lost samples lie before the one that came.
  private mutating func take(_ fault: FaultEvent) {
    let end = Double(fault.sampleIndex) / inputHertz
    trace.gaps.append(Interval(max(0, end - Double(fault.detail) / inputHertz), end))
  }
}

extension Decision {
  /// The mean evidence over the usable channels, so that montages of any size compare; nil without one.
  var meanEvidence: Double? { usable.isEmpty ? nil : Double(score) / Double(usable.count) }
}
