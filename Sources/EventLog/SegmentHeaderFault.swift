import Vocabulary

/// Why bytes are not the header of a segment.
public enum SegmentHeaderFault: ByteRangeError, Equatable, Sendable {
  /// The segment ends before its header does.
  case cut(needed: Int, available: Int)
  /// The bytes do not begin as a segment does.
  case magic
  /// The format's version is one that this program does not know.
  case version(found: UInt16)
  /// The header's own length is not that of its version.
  case headerBytes(found: UInt16)
  /// The header's CRC-32C is not that of its bytes.
  case check(stored: UInt32, computed: UInt32)
  /// No segment has this number.
  case number(found: UInt32)
  /// A count of boots or records is not one there can be.
  case counter(found: UInt64)
  /// The segment's length is not one a segment can have.
  case segmentBytes(found: UInt32)

  /// The fault for a field past the end.
  public init(_ range: ByteRangeFault) {
    self = .cut(needed: range.offset + range.count, available: range.available)
  }
}
