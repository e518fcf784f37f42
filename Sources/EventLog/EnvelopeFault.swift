import Vocabulary

/// Why bytes in a segment are not a record.
public enum EnvelopeFault: ByteRangeError, Equatable, Sendable {
  /// The record's length is not one a record can have.
  case length(found: UInt32)
  /// The bytes end before the record does.
  case cut(needed: Int, available: Int)
  /// No record has this kind.
  case kind(found: UInt8)
  /// No wall clock has this state.
  case wallState(found: UInt8)
  /// Bytes that must be zero are not.
  case reserved(found: UInt16)
  /// No record has this number.
  case sequence(found: UInt64)
  /// The record's CRC-32C is not that of its bytes and the record before it.
  case check(stored: UInt32, computed: UInt32)
  /// There are bytes after the last record that are not zero, the first of them here.
  case unusedBytes(offset: Int)

  /// The fault for a field past the end.
  public init(_ range: ByteRangeFault) {
    self = .cut(needed: range.offset + range.count, available: range.available)
  }
}
