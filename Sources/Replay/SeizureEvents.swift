import Evaluation
import Vocabulary

/// The seizure events of a recording, from their alarms' rises and falls.
struct SeizureEvents {
  private let edges: [AlarmEvent]

  /// Takes rises and falls in turns, in order.
  init(_ edges: [AlarmEvent]) {
    self.edges = edges
  }

  /// The events with their channels; one that is still open ends with the recording.
  func intervals(in session: ReplaySession) -> [RecordingOutcome.Event] {
    var events: [RecordingOutcome.Event] = []
    var raised: AlarmEvent?
    for edge in edges where edge.phase != .escalated {
      if edge.phase == .raised {
        raised = edge
      } else if let start = raised {
        events.append(event(start, until: session.seconds(edge.sampleIndex), in: session))
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
