/// A port for the place where segments lie: files on the host and on the board, memory in tests.
///
/// Segments have numbers from 1 to `SegmentHeader.highestNumber`; others are not there. What was written is durable
/// only after `flush`; before, a cut of the power may lose or tear it in any way.
public protocol SegmentStorage: ~Copyable {
  /// The lowest and the highest segment there is up to a number.
  mutating func segments(through last: UInt32) throws(StorageFault) -> SegmentRange

  /// Makes sure that a segment exists and has room for `byteCount` bytes; bytes that are new are zero, others stay.
  /// Durable on return.
  mutating func prepare(segment: UInt32, byteCount: Int) throws(StorageFault)

  /// Removes a segment; it may already be gone.
  mutating func remove(segment: UInt32) throws(StorageFault)

  /// Reads from a segment.
  ///
  /// - Parameters:
  ///   - segment: Its number; one that does not exist has no bytes.
  ///   - offset: Offset of the first byte.
  ///   - count: How many bytes to read; `bytes` has room for them.
  ///   - bytes: Filled from its start.
  /// - Returns: How many bytes were read: fewer than asked only where the segment ends.
  /// - Throws: `StorageFault`.
  mutating func read(
    segment: UInt32, at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int

  /// Writes all of `bytes`, within the room that was prepared.
  mutating func write(_ bytes: Span<UInt8>, segment: UInt32, at offset: Int) throws(StorageFault)

  /// Makes everything written to a segment durable.
  mutating func flush(segment: UInt32) throws(StorageFault)
}

extension SegmentStorage where Self: ~Copyable {
  /// The lowest and the highest segment there is.
  public mutating func segments() throws(StorageFault) -> SegmentRange { try segments(through: .max) }
}
