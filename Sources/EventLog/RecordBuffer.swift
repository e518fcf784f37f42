import Vocabulary

/// Room for one whole record, to be written or just read.
///
/// The bytes are reached through `storage.span`, since a computed property cannot yet return a span.
public struct RecordBuffer: ByteSink, ~Copyable {
  /// The room; the first `count` bytes are in use.
  public internal(set) var storage: InlineArray<32_804, UInt8>
  /// How many bytes are in use.
  public internal(set) var count: Int

  /// Creates an empty buffer.
  public init() {
    storage = InlineArray(repeating: 0)
    count = 0
  }

  /// Forgets all bytes.
  public mutating func removeAll() {
    count = 0
  }

  /// Appends one byte.
  ///
  /// - Precondition: The buffer is not full: it is as long as the longest record.
  public mutating func append(_ byte: UInt8) {
    storage[count] = byte
    count += 1
  }

  /// Fills the buffer with one whole record.
  ///
  /// - Parameters:
  ///   - envelope: What stands around the body.
  ///   - body: `envelope.bodyBytes` bytes.
  ///   - previousCheck: The check stored before the record.
  /// - Returns: The record's own check.
  mutating func compose(_ envelope: RecordEnvelope, body: Span<UInt8>, after previousCheck: UInt32) -> UInt32 {
    removeAll()
    envelope.encodeHeading(into: &self)
    append(contentsOf: body)
    let check = RecordEnvelope.check(over: storage.span.extracting(0..<count), after: previousCheck)
    append(littleEndian: check)
    return check
  }
}

extension RecordBuffer {
  /// Fills the buffer from a segment.
  ///
  /// - Parameters:
  ///   - byteCount: Bytes to read, at most `RecordEnvelope.longestBytes`; `count` is less only where the segment ends.
  ///   - segment: The segment's number.
  ///   - offset: Offset of the first byte.
  ///   - source: Where the segment lies.
  /// - Throws: `StorageFault` if the segment cannot be read.
  public mutating func read<Storage: SegmentStorage & ~Copyable>(
    _ byteCount: Int, of segment: UInt32, at offset: Int, in source: inout Storage
  ) throws(StorageFault) {
    count = 0
    var room = storage.mutableSpan
    count = try source.read(segment: segment, at: offset, count: byteCount, into: &room)
  }
}
