import EventLog
import Replay
import Vocabulary

/// Gathers a replay's events between two looks at them.
final class ReplayTally {
  /// Seizure alarms raised.
  private(set) var seizureAlarms = 0
  /// Technical alarms raised.
  private(set) var technicalAlarms = 0
  /// All rises and falls.
  private(set) var edges: [AlarmEvent] = []
  /// What hops' evidence is without each channel.
  private(set) var explanations: [EvidenceBody] = []
  private var newExplanations: [EvidenceBody] = []
  private var polygraphies: [PolygraphBody] = []
  private var decision: Decision?
  private var alarms: [AlarmEvent] = []

  /// Takes one event.
  func take(_ event: ReplayEvent) {
    switch event {
    case .decision(let decision): self.decision = decision
    case .alarm(let alarm):
      edges.append(alarm)
      alarms.append(alarm)
      guard alarm.phase == .raised else { return }
      if alarm.kind == .seizure { seizureAlarms += 1 } else { technicalAlarms += 1 }
    case .evidence(let evidence):
      explanations.append(evidence)
      newExplanations.append(evidence)
    case .polygraphy(let body): polygraphies.append(body)
    case .fault, .features: break
    }
  }

  /// The decision since the last look.
  func takeDecision() -> Decision? {
    defer { decision = nil }
    return decision
  }

  /// The alarms since the last look.
  func takeAlarms() -> [AlarmEvent] {
    defer { alarms.removeAll(keepingCapacity: true) }
    return alarms
  }

  /// What the inputs that are no EEG showed, since the last look.
  func takePolygraphies() -> [PolygraphBody] {
    defer { polygraphies.removeAll(keepingCapacity: true) }
    return polygraphies
  }

  /// The explanations since the last look.
  func takeExplanations() -> [EvidenceBody] {
    defer { newExplanations.removeAll(keepingCapacity: true) }
    return newExplanations
  }
}
