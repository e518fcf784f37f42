import Configuration
import Evaluation
import Foundation
import Vocabulary

/// The bundle's detector over whole recordings, for `Evaluation`: played through the device's runtime.
public struct ReplayDetector: RecordingDetector {
  private let bundle: DetectorBundle

  /// Creates a detector.
  public init(_ bundle: DetectorBundle) {
    self.bundle = bundle
  }

  public var name: String {
    "\(bundle.model.name.text) (\(bundle.file.image.site.operatingPoint.name.text))"
  }

  public func outcome(of recording: URL) throws -> RecordingOutcome {
    let gathering = Gathering()
    let session = try ReplaySession(recording: recording, bundle: bundle) { gathering.take($0) }
    try session.run()
    let digest = try session.finish()
    return RecordingOutcome(
      durationSeconds: session.durationSeconds, events: gathering.intervals(in: session),
      alarmSeconds: gathering.alarms.filter { $0.phase == .raised }.map { session.seconds($0.sampleIndex) },
      windowSeconds: Double(bundle.model.windowSamples) / bundle.model.rate.hertz,
      windows: gathering.windows(in: session), gapCount: Int(session.gaps), digest: digest.hexadecimal)
  }

  /// What is kept of a recording: a few numbers for each hop.
  private final class Gathering {
    private var hops: [(sampleIndex: UInt64, score: Double?)] = []
    private(set) var alarms: [AlarmEvent] = []

    func take(_ event: ReplayEvent) {
      switch event {
      case .decision(let decision):
        // The mean over the usable channels, so that montages of any size compare.
        let count = decision.usable.count
        hops.append((decision.sampleIndex, count == 0 ? nil : Double(decision.score) / Double(count)))
      case .alarm(let alarm): if alarm.kind == .seizure { alarms.append(alarm) }
      case .fault, .features: break
      }
    }

    func windows(in session: ReplaySession) -> [RecordingOutcome.Window] {
      hops.map { RecordingOutcome.Window(endSeconds: session.seconds($0.sampleIndex), score: $0.score) }
    }

    func intervals(in session: ReplaySession) -> [RecordingOutcome.Event] {
      var events: [RecordingOutcome.Event] = []
      var raised: AlarmEvent?
      for alarm in alarms {
        if alarm.phase == .raised {
          raised = alarm
        } else if let start = raised {
          events.append(event(start, until: session.seconds(alarm.sampleIndex), in: session))
          raised = nil
        }
      }
      if let raised { events.append(event(raised, until: session.durationSeconds, in: session)) }
      return events
    }

    private func event(_ raised: AlarmEvent, until end: Double, in session: ReplaySession) -> RecordingOutcome.Event {
      let channels = (0..<Int(raised.rankedCount)).map { Int(raised.ranked[$0]) }
        .filter { raised.sharePermille[$0] > 0 }.map(session.name)
      return RecordingOutcome.Event(Interval(session.seconds(raised.sampleIndex), end), channels: channels)
    }
  }
}
