import EventLog
import Vocabulary

/// The beginning of a segment in memory, and how far its records are whole: each follows the check of the one before.
struct SegmentPrefix {
  /// The header, once there are bytes enough and if they are one.
  private(set) var header: SegmentHeader?
  /// Where the unbroken run of records from the header on ends; 0 without a header.
  private(set) var end = 0
  /// Where the last record of that run begins; `end` if there is none.
  private(set) var lastStart = 0
  /// Whether that run ends with a closing record.
  private(set) var isClosed = false
  /// Whether the bytes at `end` are no record and are not only the beginning of one.
  private(set) var isBroken = false

  private let number: UInt32
  private let memory: MemorySegmentStorage
  private var scanner: SegmentScanner?

  /// Starts with some bytes.
  ///
  /// - Parameters:
  ///   - number: The segment's number.
  ///   - bytes: Its first bytes.
  init(number: UInt32, bytes: [UInt8] = []) {
    self.number = number
    memory = MemorySegmentStorage(segmentBytes: [number: bytes])
    scan()
  }

  /// All bytes so far.
  var bytes: [UInt8] { memory.segmentBytes[number] ?? [] }

  /// The bytes up to the last whole record: to go on from here shows whether that record is still the same, and with it, since
  /// each check follows from the one before, all of them.
  var allButLast: [UInt8] { Array(bytes[..<lastStart]) }

  /// The bytes up to `end`.
  var whole: [UInt8] { Array(bytes[..<end]) }

  /// Adds bytes behind those there are.
  mutating func append(_ more: [UInt8]) {
    memory.segmentBytes[number]?.append(contentsOf: more)
    scan()
  }

  private mutating func scan() {
    if header == nil { readHeader() }
    guard var scanner else { return }
    var storage = memory
    var buffer = RecordBuffer()
    isBroken = false
    // Memory has no storage faults.
    while !isClosed, let step = try? scanner.step(in: &storage, into: &buffer) {
      guard case .record(let envelope) = step else {
        isBroken = isDefinite(step)
        break
      }
      lastStart = end
      end = scanner.offset
      isClosed = envelope.kind == .closing
    }
    self.scanner = scanner
  }

  private mutating func readHeader() {
    let bytes = bytes
    guard bytes.count >= SegmentHeader.byteCount else { return }
    guard let header = try? SegmentHeader(decoding: bytes.span), header.number == number,
      let check = try? bytes.span.littleEndian(UInt32.self, at: SegmentHeader.byteCount - RecordEnvelope.checkBytes)
    else {
      isBroken = true
      return
    }
    self.header = header
    end = SegmentHeader.byteCount
    lastStart = end
    scanner = SegmentScanner(segment: number, check: check)
  }

  /// Whether more bytes would not make a record of these.
  private func isDefinite(_ step: SegmentScanner.Step) -> Bool {
    guard case .damaged(let fault) = step else { return false }
    if case .cut = fault { return false }
    return true
  }
}
