import EventLog
import Vocabulary

/// A segment's bytes in memory, and which of them can be read: each record follows the check of the one before, and
/// behind damage the next whole record is searched for.
struct SegmentImage {
  /// All bytes.
  let bytes: [UInt8]
  /// The header, if the bytes begin with one of this segment.
  private(set) var header: SegmentHeader?
  /// Where the header and each whole record lie, in order.
  private(set) var readable: [Range<Int>] = []
  /// Where the unbroken run of records from the header on ends; 0 without a header.
  private(set) var end = 0
  /// Where the last record of that run begins; `end` if there is none.
  private(set) var lastStart = 0
  /// Whether that run ends with a closing record.
  private(set) var isClosed = false
  /// Whether there is a header, and nothing but zeros behind the unbroken run.
  var isClean: Bool { header != nil && !bytes[end...].contains { $0 != 0 } }

  private let number: UInt32
  private let erased: ErasedStretches

  /// Reads what there is.
  ///
  /// - Parameters:
  ///   - number: The segment's number.
  ///   - bytes: Its bytes, all or the first of them.
  ///   - erased: What was erased from the log: in its place are zeros, as good as the records were.
  init(number: UInt32, bytes: [UInt8], erased: ErasedStretches = ErasedStretches()) {
    self.number = number
    self.bytes = bytes
    self.erased = erased
    // Memory has no storage faults.
    try? scan()
  }

  /// The bytes up to the last whole record: to go on from here shows whether that record is still the same, and with
  /// it, since each check follows from the one before, all of them.
  var allButLast: [UInt8] { Array(bytes[..<lastStart]) }

  /// Whether this is all of a segment as it should be: its header says so many bytes, and nothing in them is broken.
  var isWhole: Bool { header.map { Int($0.segmentBytes) == bytes.count } == true && isClean }

  /// Whether everything that can be read in `other` stands here, too.
  func contains(_ other: SegmentImage) -> Bool {
    other.readable.allSatisfy { $0.upperBound <= bytes.count && bytes[$0] == other.bytes[$0] }
  }

  /// These bytes, with what only `other` has readable put into the places where nothing can be read here.
  func completed(by other: SegmentImage) -> SegmentImage {
    if let header, let theirs = other.header, header != theirs { return self }
    var merged = bytes
    for range in other.readable where isUnread(range) {
      // A record needs the check that it follows, in the four bytes before it.
      let start = max(0, range.lowerBound - (range.lowerBound > 0 ? RecordEnvelope.checkBytes : 0))
      let before = start..<range.lowerBound
      guard merged[before] == other.bytes[before] || isUnread(before) else { continue }
      merged.replaceSubrange(start..<range.upperBound, with: other.bytes[start..<range.upperBound])
    }
    return SegmentImage(number: number, bytes: merged, erased: erased)
  }

  /// Whether no readable record has a byte in a range.
  private func isUnread(_ range: Range<Int>) -> Bool {
    guard range.upperBound <= bytes.count else { return false }
    var (low, high) = (0, readable.count)
    while low < high {
      let middle = (low + high) / 2
      if readable[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low == readable.count || readable[low].lowerBound >= range.upperBound
  }

  private mutating func scan() throws(StorageFault) {
    var storage = MemorySegmentStorage(segmentBytes: [number: bytes])
    var buffer = RecordBuffer()
    var search = RecordSearch(segment: number)
    var scanner = readHeader()
    var isUnbroken = header != nil
    var isLost = header == nil
    while true {
      let start = scanner.offset
      if !isLost, let stretch = erased.stretch(number, at: start), let check = try check(behind: stretch, in: &storage)
      {
        scanner = SegmentScanner(segment: number, offset: stretch.offsets.upperBound, check: check)
        readable.append(stretch.offsets)
        if isUnbroken { (lastStart, end) = (scanner.offset, scanner.offset) }
        continue
      }
      if !isLost, case .record(let envelope) = try scanner.step(in: &storage, into: &buffer) {
        readable.append(start..<scanner.offset)
        if isUnbroken { (lastStart, end, isClosed) = (start, scanner.offset, envelope.kind == .closing) }
        isUnbroken = isUnbroken && !isClosed
        continue
      }
      isUnbroken = false
      guard let found = try search.next(after: scanner, in: &storage) else { return }
      scanner = found
      isLost = false
    }
  }

  /// The check that stands behind erased records; nil if they are not erased here.
  private func check(
    behind stretch: ErasedStretch, in storage: inout MemorySegmentStorage
  ) throws(StorageFault) -> UInt32? {
    var buffer = RecordBuffer()
    guard try stretch.isBlank(in: &storage, using: &buffer) else { return nil }
    return try? bytes.span.littleEndian(UInt32.self, at: stretch.zeros.upperBound)
  }

  private mutating func readHeader() -> SegmentScanner {
    guard let header = try? SegmentHeader(decoding: bytes.span), header.number == number,
      let check = try? bytes.span.littleEndian(UInt32.self, at: SegmentHeader.byteCount - RecordEnvelope.checkBytes)
    else {
      // One before the first record, so that the search begins with it.
      return SegmentScanner(segment: number, offset: SegmentHeader.byteCount - 1, check: 0)
    }
    self.header = header
    readable = [0..<SegmentHeader.byteCount]
    (end, lastStart) = (SegmentHeader.byteCount, SegmentHeader.byteCount)
    return SegmentScanner(segment: number, check: check)
  }
}
