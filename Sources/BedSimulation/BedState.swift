import EventLog
import Supervisor

/// The two copies of what outlives a restart.
final class BedState: StateStorage {
  private var copies: [[UInt8]?] = [nil, nil]
  /// Whether writes fail.
  var isUnwritable = false
  private let defect: PlantedDefect?

  init(defect: PlantedDefect?) {
    self.defect = defect
  }

  /// A bit of each copy changes.
  func damage() {
    for copy in copies.indices { copies[copy]?[20] ^= 0x10 }
  }

  /// Whether there is a copy.
  var isThere: Bool { copies.contains { $0 != nil } }

  func read(copy: Int, into bytes: inout MutableSpan<UInt8>) throws(StorageFault) -> Int? {
    guard var found = copies[copy] else { return nil }
    if defect == .damagedStateIsNone && KeptState(found.span) == nil { return nil }
    if defect == .latchForgotten, var state = KeptState(found.span) {
      state.alarms.isSeizureLatched = false
      found = (0..<KeptState.byteCount).map { state.bytes[$0] }
    }
    let count = min(found.count, bytes.count)
    for index in 0..<count { bytes[index] = found[index] }
    return count
  }

  func write(_ bytes: Span<UInt8>, copy: Int) throws(StorageFault) {
    if isUnwritable { throw StorageFault(.write, segment: 0, code: 30) }
    guard defect != .stateNeverWritten else { return }
    copies[copy] = bytes.indices.map { bytes[$0] }
  }
}
