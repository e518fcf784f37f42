import EventLog
import Vocabulary

/// Searches a segment for the next whole record behind damage, in time that grows with the bytes searched alone,
/// whatever they are: the CRCs of all beginnings of a window are known, and the CRC of any stretch follows from two of
/// them.
struct RecordSearch {
  /// Two of the longest records: whatever begins in the first half ends within.
  private static let windowBytes = 2 * RecordEnvelope.longestBytes

  private let segment: UInt32
  /// Where the window begins in the segment.
  private var base = 0
  private var bytes: [UInt8] = []
  /// The CRC of the window's first bytes, by their number.
  private var checks: [UInt32] = [0]

  /// Prepares a search; nothing is read yet.
  init(segment: UInt32) {
    self.segment = segment
  }

  /// Searches behind the place where a scanner stands.
  ///
  /// - Parameters:
  ///   - scanner: Stands where no record could be read.
  ///   - storage: Where the segment lies.
  /// - Returns: A scanner whose next step reads the record that was found, or nil if there is none.
  /// - Throws: `StorageFault` if the segment cannot be read.
  mutating func next<Storage: SegmentStorage & ~Copyable>(
    after scanner: SegmentScanner, in storage: inout Storage
  ) throws(StorageFault) -> SegmentScanner? {
    var position = scanner.offset + 1
    while true {
      try reach(position - RecordEnvelope.checkBytes, in: &storage)
      let last = base + bytes.count - RecordEnvelope.overheadBytes
      // What begins in the window's second half may end behind it: the window then moves on.
      let isAtEnd = bytes.count < Self.windowBytes
      let limit = isAtEnd ? last : base + RecordEnvelope.longestBytes
      while position <= limit {
        if let check = checkBefore(position) { return SegmentScanner(segment: segment, offset: position, check: check) }
        position += 1
      }
      if isAtEnd { return nil }
    }
  }

  /// Makes the window hold the place where a record and the check before it may begin, and the longest record from
  /// there on.
  private mutating func reach<Storage: SegmentStorage & ~Copyable>(
    _ start: Int, in storage: inout Storage
  ) throws(StorageFault) {
    let isHeld = start >= base && !bytes.isEmpty
    let isInFirstHalf = start + RecordEnvelope.checkBytes <= base + RecordEnvelope.longestBytes
    if isHeld, isInFirstHalf || bytes.count < Self.windowBytes { return }
    var found = [UInt8](repeating: 0, count: Self.windowBytes)
    var room = found.mutableSpan
    let count = try storage.read(segment: segment, at: start, count: Self.windowBytes, into: &room)
    base = start
    bytes = Array(found.prefix(count))
    var check = CyclicRedundancyCheck()
    checks = [check.value]
    checks.reserveCapacity(count + 1)
    for byte in bytes {
      check.update(byte)
      checks.append(check.value)
    }
  }

  /// The check stored before a place, if a whole record that follows it begins there.
  private func checkBefore(_ position: Int) -> UInt32? {
    let index = position - base
    // Nearly every place fails at its length: its upper bytes are zero and its lower are not.
    guard bytes[index + 3] == 0, bytes[index + 2] == 0, bytes[index] | bytes[index + 1] != 0 else { return nil }
    let heading = bytes.span.extracting(index..<(index + RecordEnvelope.headingBytes))
    guard let envelope = try? RecordEnvelope(heading: heading) else { return nil }
    let end = index + envelope.recordBytes
    guard end <= bytes.count else { return nil }
    let start = index - RecordEnvelope.checkBytes
    let computed = checks[end - RecordEnvelope.checkBytes] ^ CheckShift.advance(checks[start], by: envelope.recordBytes)
    guard computed == value(at: end - RecordEnvelope.checkBytes) else { return nil }
    return value(at: start)
  }

  private func value(at index: Int) -> UInt32 {
    bytes.span.number(UInt32.self, at: index)
  }
}
