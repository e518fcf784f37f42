import Configuration
import Foundation
import Station
import Vocabulary

/// A recording's decisions and seizure alarms under one bundle, for comparison with another.
public struct PlayedRecording: Sendable {
  /// What the bundle says at each hop, by the second of its last sample.
  public let hops: [(seconds: Double, state: Verdict.State)]
  /// Its seizure alarms.
  public let alarms: [ClosedRange<Double>]

  /// Plays a recording.
  ///
  /// - Parameters:
  ///   - recording: An EDF or BDF file.
  ///   - bundle: The bundle.
  /// - Throws: What is wrong with the recording or the bundle.
  public init(_ recording: URL, _ bundle: DetectorBundle) throws {
    let gathering = Gathering()
    let session = try ReplaySession(recording: recording, bundle: bundle) { gathering.take($0) }
    try session.run()
    _ = try session.finish()
    hops = gathering.decisions.map { (session.seconds($0.sampleIndex), $0.state) }
    var events: [LoggedEvent] = []
    for alarm in gathering.alarms { events.take(alarm, in: session.body) }
    alarms = events.map { $0.onsetSeconds...max($0.onsetSeconds, $0.endSeconds ?? session.durationSeconds) }
  }

  /// Takes what is already known of a recording.
  init(hops: [(seconds: Double, state: Verdict.State)], alarms: [ClosedRange<Double>]) {
    self.hops = hops
    self.alarms = alarms
  }

  /// What a hop says by itself: an event that is open stays open through hops that are not judged.
  static func state(of decision: Decision) -> Verdict.State { decision.isJudged ? decision.verdict.state : .unknown }

  private final class Gathering {
    private(set) var decisions: [(sampleIndex: UInt64, state: Verdict.State)] = []
    private(set) var alarms: [AlarmEvent] = []

    func take(_ event: ReplayEvent) {
      switch event {
      case .decision(let decision): decisions.append((decision.sampleIndex, PlayedRecording.state(of: decision)))
      case .alarm(let alarm): if alarm.kind == .seizure { alarms.append(alarm) }
      case .evidence, .fault, .features, .polygraphy: break
      }
    }
  }
}
