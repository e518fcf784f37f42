import Configuration
import Evaluation
import Foundation
import Vocabulary

/// The bundle's detector over whole recordings, for `Evaluation`: played through the device's runtime.
public struct ReplayDetector: RecordingDetector {
  private let bundle: DetectorBundle
  private let isTraced: Bool

  /// Creates a detector.
  ///
  /// - Parameters:
  ///   - bundle: The detector and its settings.
  ///   - isTraced: Whether outcomes hold the trace, and what other settings lead to, both from the same pass.
  public init(_ bundle: DetectorBundle, isTraced: Bool = false) {
    self.bundle = bundle
    self.isTraced = isTraced
  }

  public var name: String {
    "\(bundle.model.name.text) (\(bundle.file.image.site.operatingPoint.name.text))"
  }

  public func outcome(of recording: URL) throws -> RecordingOutcome {
    let gathering = Gathering()
    let session = try ReplaySession(recording: recording, bundle: bundle) { gathering.take($0) }
    if isTraced { gathering.tracing = Tracing(session, bundle: bundle) }
    try session.run()
    let digest = try session.finish()
    var outcome = RecordingOutcome(
      durationSeconds: session.durationSeconds, events: SeizureEvents(gathering.alarms).intervals(in: session),
      alarmSeconds: gathering.alarms.filter { $0.phase == .raised }.map { session.seconds($0.sampleIndex) },
      windowSeconds: Double(bundle.model.windowSamples) / bundle.model.rate.hertz,
      windows: gathering.windows(in: session), gapCount: Int(session.gaps), digest: digest.hexadecimal)
    outcome.notes = session.notes
    outcome.cautions = session.cautions
    if let tracing = gathering.tracing {
      outcome.trace = tracing.trace?.finished
      outcome.alternatives = tracing.sweep.outcomes(in: session)
    }
    return outcome
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

  /// What is kept of a recording: a few numbers for each hop.
  private final class Gathering {
    private var hops: [(sampleIndex: UInt64, score: Double?)] = []
    private(set) var alarms: [AlarmEvent] = []
    var tracing: Tracing?

    func take(_ event: ReplayEvent) {
      tracing?.take(event)
      switch event {
      case .decision(let decision): hops.append((decision.sampleIndex, decision.meanEvidence))
      case .alarm(let alarm): if alarm.kind == .seizure { alarms.append(alarm) }
      case .fault, .features: break
      }
    }

    func windows(in session: ReplaySession) -> [RecordingOutcome.Window] {
      hops.map { RecordingOutcome.Window(endSeconds: session.seconds($0.sampleIndex), score: $0.score) }
    }
  }
}
