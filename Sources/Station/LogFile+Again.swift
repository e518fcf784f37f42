import EventLog
import Vocabulary

extension LogFile {
  /// Reads records again that a first reading found whole.
  ///
  /// - Parameters:
  ///   - stretches: Where they lie.
  ///   - isWanted: Whether records of a kind are read; others are passed over.
  ///   - body: Takes each record.
  /// - Throws: `LogReadError` if the log is no longer what it was, or what `body` throws.
  public func forEachRecord(
    in stretches: [RecordMap.Stretch], where isWanted: (RecordKind?) -> Bool = { _ in true },
    _ body: (LogRecord) throws -> Void
  ) throws {
    var storage = try FileSegmentStorage(reading: url)
    var buffer = RecordBuffer()
    for stretch in stretches {
      var offset = stretch.offsets.lowerBound
      while offset < stretch.offsets.upperBound {
        let heading = try heading(at: offset, stretch.segment, &storage, &buffer)
        if isWanted(heading.envelope.kind) {
          var scanner = SegmentScanner(segment: stretch.segment, offset: offset, check: heading.check)
          guard case .record(let envelope) = try scanner.step(in: &storage, into: &buffer) else {
            throw changed(stretch.segment, offset)
          }
          let record = LogRecord(envelope, in: buffer, segment: stretch.segment, offset: offset)
          try body(record.opened(with: clipKey))
        }
        offset += heading.envelope.recordBytes
      }
    }
  }

  /// What stands before a record's body, and the check before that.
  private func heading(
    at offset: Int, _ segment: UInt32, _ storage: inout FileSegmentStorage, _ buffer: inout RecordBuffer
  ) throws -> (check: UInt32, envelope: RecordEnvelope) {
    let checkBytes = RecordEnvelope.checkBytes
    try buffer.read(checkBytes + RecordEnvelope.headingBytes, of: segment, at: offset - checkBytes, in: &storage)
    let bytes = buffer.storage.span.extracting(0..<buffer.count)
    guard let check: UInt32 = try? bytes.littleEndian(UInt32.self, at: 0), bytes.count > checkBytes,
      let envelope = try? RecordEnvelope(heading: bytes.extracting(checkBytes..<bytes.count))
    else { throw changed(segment, offset) }
    return (check, envelope)
  }

  private func changed(_ segment: UInt32, _ offset: Int) -> LogReadError {
    LogReadError(
      path: url.path, found: "other bytes than before in segment \(segment) at offset \(offset)",
      expected: "a log that stays as it is while it is read")
  }
}
