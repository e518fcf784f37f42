import Vocabulary

/// What recovery needs to know about one segment.
struct SegmentSurvey<Hasher: Hashing> {
  /// The header, if it can be read.
  var header: SegmentHeader?
  /// Where the unbroken run of records from the header on ends.
  var end = 0
  /// The check stored there.
  var check: UInt32 = 0
  /// Records in that run.
  var recordCount: UInt32 = 0
  /// A hasher that has taken the header and that run, but for the closing record.
  var hasher = Hasher()
  /// Whether that run ends with a closing record.
  var isClosed = false
  /// Whether readable records follow after damage.
  var isDamaged = false
  /// The digest in the last closing record that can be read.
  var closingDigest = Digest()
  /// The last sequence that can be read, 0 if none.
  var lastSequence: UInt64 = 0
  /// The epoch behind that of the newest seal that can be read; 0 if there is none.
  var nextEpoch: UInt32 = 0
  /// Sequence of the newest seal that can be read; 0 if there is none.
  var sealedSequence: UInt64 = 0
  /// Boot records up to here.
  var boots: UInt64 = 0
  /// Whether nothing in it can be read.
  var isEmpty: Bool { header == nil && !isDamaged }
  /// Where the last byte that is not zero ends.
  var usedEnd = 0

  /// Reads a whole segment.
  init<Storage: SegmentStorage & ~Copyable>(
    of segment: UInt32, in storage: inout Storage, using buffer: inout RecordBuffer
  ) throws(StorageFault) {
    var scanner = try readHeader(of: segment, in: &storage, using: &buffer)
    var isUnbroken = header != nil
    while true {
      if isUnbroken || isDamaged, case .record(let envelope) = try scanner.step(in: &storage, into: &buffer) {
        take(envelope, in: buffer, at: scanner, isUnbroken: isUnbroken)
        continue
      }
      if isUnbroken {
        usedEnd = try SegmentScanner.used(from: end, segment: segment, in: &storage, using: &buffer).upperBound
        isUnbroken = false
        if usedEnd == end { return }
      }
      guard try scanner.resynchronise(in: &storage, using: &buffer) else { return }
      isDamaged = true
    }
  }

  private mutating func readHeader<Storage: SegmentStorage & ~Copyable>(
    of segment: UInt32, in storage: inout Storage, using buffer: inout RecordBuffer
  ) throws(StorageFault) -> SegmentScanner {
    try buffer.read(SegmentHeader.byteCount, of: segment, at: 0, in: &storage)
    guard let (header, stored) = Self.header(of: segment, in: buffer) else {
      usedEnd = try SegmentScanner.used(from: 0, segment: segment, in: &storage, using: &buffer).upperBound
      // One before the first record, so that the search begins with it.
      return SegmentScanner(segment: segment, offset: SegmentHeader.byteCount - 1, check: 0)
    }
    self.header = header
    hasher.update(buffer.storage.span.extracting(0..<buffer.count))
    check = stored
    end = SegmentHeader.byteCount
    lastSequence = header.firstSequence - 1
    boots = header.bootsBefore
    nextEpoch = header.keyEpoch
    return SegmentScanner(segment: segment, check: check)
  }

  /// The header, with the check that it ends with.
  private static func header(of segment: UInt32, in buffer: borrowing RecordBuffer) -> (SegmentHeader, UInt32)? {
    let bytes = buffer.storage.span.extracting(0..<buffer.count)
    guard let header = try? SegmentHeader(decoding: bytes), header.number == segment,
      let check = try? bytes.littleEndian(UInt32.self, at: SegmentHeader.byteCount - RecordEnvelope.checkBytes)
    else { return nil }
    return (header, check)
  }

  private mutating func take(
    _ envelope: RecordEnvelope, in buffer: borrowing RecordBuffer, at scanner: SegmentScanner, isUnbroken: Bool
  ) {
    lastSequence = envelope.sequence
    if envelope.kind == .boot { boots += 1 }
    takeOwn(envelope, in: buffer.storage.span)
    guard isUnbroken else { return }
    recordCount += 1
    end = scanner.offset
    check = scanner.check
    isClosed = envelope.kind == .closing
    if !isClosed { hasher.update(buffer.storage.span.extracting(0..<buffer.count)) }
  }

  /// Takes what the log itself wrote.
  private mutating func takeOwn(_ envelope: RecordEnvelope, in record: Span<UInt8>) {
    let body = record.extracting(RecordEnvelope.headingBytes..<(RecordEnvelope.headingBytes + envelope.bodyBytes))
    var seal: SealBody?
    if envelope.kind == .seal { seal = try? SealBody(decoding: body) }
    if envelope.kind == .closing, let closing = try? ClosingBody(decoding: body) {
      closingDigest = closing.digest
      seal = closing.seal
    }
    guard let seal else { return }
    nextEpoch = max(nextEpoch, seal.epoch &+ 1)
    sealedSequence = envelope.sequence
  }
}
