import Alarms
import Configuration
import Evaluation
import Foundation
import Vocabulary

/// The bundle's detector over whole recordings, for `Evaluation`: played through the device's runtime.
public struct ReplayDetector: RecordingDetector {
  let bundle: DetectorBundle
  let isTraced: Bool
  private let gain: Double
  private let people: TrainingPeople?

  /// Creates a detector.
  ///
  /// - Parameters:
  ///   - bundle: The detector and its settings.
  ///   - isTraced: Whether outcomes hold the trace, and what other settings lead to, both from the same pass.
  ///   - gain: What all inputs are multiplied by, above 0.
  ///   - people: Whom the detector learned from: a caution says so of their recordings.
  public init(_ bundle: DetectorBundle, isTraced: Bool = false, gain: Double = 1, people: TrainingPeople? = nil) {
    self.bundle = bundle
    self.isTraced = isTraced
    self.gain = gain
    self.people = people
  }

  public var name: String {
    "\(bundle.model.name.text) (\(bundle.file.image.site.operatingPoint.name.text))"
  }

  public func outcome(of recording: URL) throws -> RecordingOutcome {
    try play(recording, isTraced: isTraced).outcome
  }

  /// Plays a recording.
  ///
  /// - Parameters:
  ///   - recording: The file.
  ///   - level: What was learned of the person before, if anything.
  ///   - isTraced: Whether the outcome holds the trace.
  /// - Returns: What was detected, and every hop.
  /// - Throws: What is wrong with the recording or the bundle.
  func play(
    _ recording: URL, level: PersonalLevel? = nil, isTraced: Bool = false
  ) throws -> (outcome: RecordingOutcome, heard: HeardHops) {
    let gathering = Gathering()
    let session = try ReplaySession(recording: recording, bundle: bundle, gain: gain, level: level) {
      gathering.take($0)
    }
    if isTraced { gathering.tracing = Tracing(session, bundle: bundle) }
    try session.run()
    let digest = try session.finish()
    var outcome = RecordingOutcome(
      durationSeconds: session.durationSeconds, events: SeizureEvents(gathering.alarms).intervals(in: session),
      alarmSeconds: gathering.alarms.filter { $0.phase == .raised }.map { session.seconds($0.sampleIndex) },
      windowSeconds: Double(bundle.model.windowSamples) / bundle.model.rate.hertz,
      windows: gathering.windows(in: session), gapCount: Int(session.gaps), digest: digest.hexadecimal)
    outcome.notes = session.notes
    outcome.cautions = session.cautions + (people?.caution(of: recording).map { [$0] } ?? [])
    if let tracing = gathering.tracing {
      outcome.trace = tracing.trace?.finished
      outcome.alternatives = tracing.sweep.outcomes(in: session)
    }
    outcome.startSeconds = session.start?.secondsSince1970
    return (
      outcome,
      HeardHops(
        hops: gathering.heard(in: session, policy: bundle.policy), channels: session.channelNames,
        windowSeconds: outcome.windowSeconds)
    )
  }

  /// What a report wants beside the outcome.
  private final class Tracing {
    var trace: RecordingTraceBuilder?
    let sweep: AlarmSweep

    init(_ session: ReplaySession, bundle: DetectorBundle) {
      // Everything that can keep a channel out: the site's choice, and what always does.
      let always = Quality.gap.union(.invalid).union(.settling).union(.unknown)
      trace = RecordingTraceBuilder(
        session.body, durationSeconds: session.durationSeconds,
        disabling: bundle.design.quality.unusable.union(always))
      sweep = AlarmSweep(bundle)
    }

    func take(_ event: ReplayEvent) {
      trace?.take(event)
      if case .decision(let decision) = event { sweep.take(decision) }
    }
  }

  /// A few numbers of a hop.
  private struct Hop {
    let sampleIndex: UInt64
    let score: Int64
    let usableCount: UInt8
    var isTechnical: Bool

    init(_ decision: Decision, isTechnical: Bool) {
      sampleIndex = decision.sampleIndex
      score = decision.score
      usableCount = UInt8(decision.usable.count)
      self.isTechnical = isTechnical
    }

    var meanEvidence: Double? { usableCount == 0 ? nil : Double(score) / Double(usableCount) }
  }

  /// What is kept of a recording: a few numbers for each hop.
  private final class Gathering {
    private var hops: [Hop] = []
    private var isTechnical = false
    private(set) var alarms: [AlarmEvent] = []
    var tracing: Tracing?

    func take(_ event: ReplayEvent) {
      tracing?.take(event)
      switch event {
      case .decision(let decision):
        hops.append(Hop(decision, isTechnical: isTechnical))
      case .alarm(let alarm):
        if alarm.kind == .seizure { alarms.append(alarm) } else { takeTechnical(alarm) }
      case .evidence, .fault, .features, .polygraphy: break
      }
    }

    /// A technical alarm's record follows the decision that caused it.
    private func takeTechnical(_ alarm: AlarmEvent) {
      isTechnical = alarm.phase != .cleared
      if !hops.isEmpty { hops[hops.count - 1].isTechnical = isTechnical }
    }

    func windows(in session: ReplaySession) -> [RecordingOutcome.Window] {
      hops.map { RecordingOutcome.Window(endSeconds: session.seconds($0.sampleIndex), score: $0.meanEvidence) }
    }

    func heard(in session: ReplaySession, policy: AlarmPolicy) -> [HeardHop] {
      let quorum = policy.quorum(of: Int(session.design.channelCount))
      return hops.map {
        HeardHop(
          score: $0.score, usableCount: $0.usableCount, isJudged: Int($0.usableCount) >= quorum,
          isTechnical: $0.isTechnical, endSeconds: session.seconds($0.sampleIndex))
      }
    }
  }
}
