import Vocabulary

/// Steps through the records of one segment, and finds the next readable one after damage.
public struct SegmentScanner: Sendable {
  /// What a step came upon.
  public enum Step: Equatable, Sendable {
    /// A whole record; its bytes are in the buffer.
    case record(RecordEnvelope)
    /// No record begins here: the segment's bytes end or its unused part begins.
    case end
    /// Bytes that are no record.
    case damaged(EnvelopeFault)
  }

  /// The segment's number in its storage.
  public let segment: UInt32
  /// Where the next record begins.
  public private(set) var offset: Int
  /// The check stored before the next record.
  public private(set) var check: UInt32

  /// Starts after a segment's header.
  ///
  /// - Parameters:
  ///   - segment: The segment's number in its storage.
  ///   - offset: Where the first record begins.
  ///   - check: The check stored before it.
  public init(segment: UInt32, offset: Int = SegmentHeader.byteCount, check: UInt32) {
    self.segment = segment
    self.offset = offset
    self.check = check
  }

  /// Reads the next record and moves behind it; stays where it is if there is none.
  ///
  /// - Parameters:
  ///   - storage: Where the segment lies.
  ///   - buffer: Filled with the record.
  /// - Returns: What was found.
  /// - Throws: `StorageFault` if the segment cannot be read.
  public mutating func step<Storage: SegmentStorage & ~Copyable>(
    in storage: inout Storage, into buffer: inout RecordBuffer
  ) throws(StorageFault) -> Step {
    try buffer.read(RecordEnvelope.headingBytes, of: segment, at: offset, in: &storage)
    let envelope: RecordEnvelope
    do throws(EnvelopeFault) {
      guard !Self.isUnused(buffer.storage.span.extracting(0..<buffer.count)) else { return .end }
      envelope = try RecordEnvelope(heading: buffer.storage.span.extracting(0..<buffer.count))
    } catch {
      return .damaged(error)
    }
    try buffer.read(envelope.recordBytes, of: segment, at: offset, in: &storage)
    do throws(EnvelopeFault) {
      check = try envelope.storedCheck(in: buffer.storage.span.extracting(0..<buffer.count), after: check)
    } catch {
      return .damaged(error)
    }
    offset += envelope.recordBytes
    return .record(envelope)
  }

  /// Whether the bytes where a heading could be begin with a length of zero.
  private static func isUnused(_ heading: Span<UInt8>) -> Bool {
    for index in 0..<min(4, heading.count) where heading[index] != 0 { return false }
    return true
  }

  /// Bytes of candidates that are looked at in one search, at most: many headings over each other cost a board no more
  /// time.
  private static let mostTriedBytes = 64 << 20

  /// Searches behind the place where it stands for a record that is whole and follows the check stored before it. The
  /// work is bounded; a segment is not read beyond the bytes that one may have.
  ///
  /// - Parameters:
  ///   - storage: Where the segment lies.
  ///   - buffer: Used for reading.
  /// - Returns: Whether one was found; then the next step reads it.
  /// - Throws: `StorageFault` if the segment cannot be read.
  public mutating func resynchronise<Storage: SegmentStorage & ~Copyable>(
    in storage: inout Storage, using buffer: inout RecordBuffer
  ) throws(StorageFault) -> Bool {
    var position = offset + 1
    var triedBytes = 0
    while position < LogPolicy.mostSegmentBytes && triedBytes < Self.mostTriedBytes {
      // The four bytes before a record are the check that it follows.
      try buffer.read(RecordEnvelope.longestBytes, of: segment, at: position - 4, in: &storage)
      guard buffer.count >= 4 + RecordEnvelope.overheadBytes else { return false }
      guard let index = Self.firstHeading(in: buffer.storage.span.extracting(0..<buffer.count)) else {
        position += buffer.count - 4 - RecordEnvelope.headingBytes + 1
        continue
      }
      guard let stored = try? buffer.storage.span.littleEndian(UInt32.self, at: index - 4) else { return false }
      let candidate = SegmentScanner(segment: segment, offset: position - 4 + index, check: stored)
      var trial = candidate
      if case .record = try trial.step(in: &storage, into: &buffer) {
        self = candidate
        return true
      }
      triedBytes += buffer.count
      position = candidate.offset + 1
    }
    return false
  }

  /// The first place, after four bytes, where a record's heading could be.
  private static func firstHeading(in bytes: Span<UInt8>) -> Int? {
    var index = 4
    while index + RecordEnvelope.headingBytes <= bytes.count {
      // Nearly every place fails at its length: its upper bytes are zero and its lower are not.
      if bytes[index + 3] == 0, bytes[index + 2] == 0, bytes[index] | bytes[index + 1] != 0 {
        let heading = bytes.extracting(index..<(index + RecordEnvelope.headingBytes))
        if (try? RecordEnvelope(heading: heading)) != nil { return index }
      }
      index += 1
    }
    return nil
  }

  /// The bytes from the first to the last that is not zero.
  ///
  /// - Parameters:
  ///   - start: Where to begin looking.
  ///   - segment: The segment's number.
  ///   - storage: Where the segment lies.
  ///   - buffer: Used for reading.
  /// - Returns: Their offsets; empty at `start` if all are zero.
  /// - Throws: `StorageFault` if the segment cannot be read.
  public static func used<Storage: SegmentStorage & ~Copyable>(
    from start: Int, segment: UInt32, in storage: inout Storage, using buffer: inout RecordBuffer
  ) throws(StorageFault) -> Range<Int> {
    var position = start
    var used = start..<start
    while position < LogPolicy.mostSegmentBytes {
      try buffer.read(RecordEnvelope.longestBytes, of: segment, at: position, in: &storage)
      let bytes = buffer.storage.span.extracting(0..<buffer.count)
      for index in bytes.indices where bytes[index] != 0 {
        let offset = position + index
        used = (used.isEmpty ? offset : used.lowerBound)..<(offset + 1)
      }
      guard bytes.count == RecordEnvelope.longestBytes else { return used }
      position += bytes.count
    }
    return used
  }
}
