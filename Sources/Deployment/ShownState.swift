import EventLog
import Supervisor
import Vocabulary

/// The copies of a board's kept state as the board showed them, for the board's own reading of them.
struct ShownState: StateStorage, ~Copyable {
  /// The copies of the alarms.
  let copies: [[UInt8]]

  /// Reads a copy; of the alarms alone.
  mutating func read(
    _ part: KeptPart, copy: Int, into bytes: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int? {
    guard part == .alarms, copies.indices.contains(copy) else { return nil }
    let count = min(copies[copy].count, bytes.count)
    for index in 0..<count { bytes[index] = copies[copy][index] }
    return count
  }

  /// Nothing is written here.
  mutating func write(_ bytes: Span<UInt8>, _ part: KeptPart, copy: Int) throws(StorageFault) {
    throw StorageFault(.write, segment: 0, code: 0)
  }

  /// Nothing is taken away here.
  mutating func remove(_ part: KeptPart, copy: Int) throws(StorageFault) {
    throw StorageFault(.remove, segment: 0, code: 0)
  }
}
