/// Which hops of EEG go to the log: from some before an event opens until some after it closes, each hop once.
///
/// At most `hopsPerTick` are handed out at a time, so that the seconds before an event do not make one tick long.
struct ClipSchedule: ~Copyable {
  /// Hops handed out per tick at most.
  static let hopsPerTick = 2
  /// Hops kept of one event at most, so that an event that never closes cannot fill the log.
  static let hopsOfAnEvent: UInt64 = 180

  private let hopsBefore: UInt64
  private let hopsAfter: UInt64
  private var next: UInt64 = 0
  private var end: UInt64 = 0
  /// The event the hops belong to.
  private(set) var eventNumber: UInt32 = 0

  /// Creates a schedule without an event.
  ///
  /// - Parameters:
  ///   - hopsBefore: Hops kept from before an event opens.
  ///   - hopsAfter: Hops kept from after it closes.
  init(hopsBefore: UInt16, hopsAfter: UInt16) {
    self.hopsBefore = UInt64(hopsBefore)
    self.hopsAfter = UInt64(hopsAfter)
  }

  /// An event opened at `hop`.
  mutating func open(eventNumber: UInt32, hop: UInt64) {
    self.eventNumber = eventNumber
    next = max(next, hop - min(hop, hopsBefore))
    end = hop + Self.hopsOfAnEvent
  }

  /// The open event closed at `hop`.
  mutating func close(hop: UInt64) {
    end = min(end, hop + hopsAfter + 1)
  }

  /// The next hop to write, if there is one that has ended.
  ///
  /// - Parameter current: The newest hop that has ended.
  /// - Returns: A hop no later than `current`, each once.
  mutating func takeHop(upTo current: UInt64) -> UInt64? {
    guard next < end && next <= current else { return nil }
    defer { next += 1 }
    return next
  }
}
