import EventLog
import Supervisor
import Vocabulary

/// The two copies of each part of what outlives a restart.
final class SimulatedState: StateStorage {
  private var parts: [KeptPart: [[UInt8]?]] = [:]
  /// Whether writes fail.
  var isUnwritable = false
  private var isDamaged = false
  private let defect: PlantedDefect?

  init(defect: PlantedDefect?) {
    self.defect = defect
  }

  /// A bit of each copy of the alarms changes.
  func damage() {
    for copy in 0..<2 { parts[.alarms]?[copy]?[20] ^= 0x10 }
    isDamaged = parts[.alarms] != nil
  }

  /// Whether a number is written anywhere.
  func holds(_ pseudonym: [UInt8]) -> Bool {
    parts.values.contains { copies in copies.contains { $0?.firstRange(of: pseudonym) != nil } }
  }

  func read(_ part: KeptPart, copy: Int, into bytes: inout MutableSpan<UInt8>) throws(StorageFault) -> Int? {
    guard let found = parts[part]?[copy], part != .alarms || !isForgotten else { return nil }
    if part == .request && defect == .requestNeverRead { return nil }
    let count = min(found.count, bytes.count)
    for index in 0..<count { bytes[index] = found[index] }
    return count
  }

  /// Whether a planted defect forgets the alarms.
  private var isForgotten: Bool { defect == .latchForgotten || (defect == .damagedStateIsNone && isDamaged) }

  /// Whether a planted defect keeps the second copy of the first person.
  private var isPersonKept: Bool { defect == .lastPersonKept && parts[.person]?[1] != nil }

  func write(_ bytes: Span<UInt8>, _ part: KeptPart, copy: Int) throws(StorageFault) {
    if isUnwritable { throw StorageFault(.write, segment: 0, code: 30) }
    guard defect != .stateNeverWritten, !(part == .person && copy == 1 && isPersonKept) else { return }
    parts[part, default: [nil, nil]][copy] = bytes.indices.map { bytes[$0] }
    if part == .alarms && defect != .damagedStateIsNone { isDamaged = false }
  }

  func remove(_ part: KeptPart, copy: Int) throws(StorageFault) {
    if isUnwritable { throw StorageFault(.remove, segment: 0, code: 30) }
    parts[part]?[copy] = nil
  }
}
