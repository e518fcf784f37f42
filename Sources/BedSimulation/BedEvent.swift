/// Something that begins or ends at a time.
struct BedEvent {
  /// What.
  enum Change {
    case begin(Fault)
    case end(Fault)
    case seizure(Scenario.Seizure?)
  }

  let time: UInt64
  let change: Change

  /// All of a scenario, in order.
  static func all(of scenario: Scenario) -> [BedEvent] {
    func time(_ seconds: Double) -> UInt64 { VirtualBed.epoch + UInt64(seconds * 1e9) }
    var events: [BedEvent] = []
    for fault in scenario.faults {
      events.append(BedEvent(time: time(fault.start), change: .begin(fault)))
      events.append(BedEvent(time: time(fault.end), change: .end(fault)))
    }
    for seizure in scenario.seizures {
      events.append(BedEvent(time: time(seizure.start), change: .seizure(seizure)))
      events.append(BedEvent(time: time(seizure.start + seizure.seconds), change: .seizure(nil)))
    }
    return events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }
}
