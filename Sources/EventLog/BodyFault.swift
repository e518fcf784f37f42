import Vocabulary

/// Why bytes are not a record body.
public enum BodyFault: ByteRangeError, Equatable, Sendable {
  /// The body ends before a field that it must have.
  case short(offset: Int, needed: Int, available: Int)
  /// The body's first byte names a version that there never was, or that this program no longer reads.
  case version(found: UInt8)
  /// The body's first byte names a version above those this program knows: a newer one wrote it, and nothing is wrong.
  case newer(version: UInt8)
  /// The record is of a kind that this program does not know: a newer one wrote it, and nothing is wrong.
  case newerKind(number: UInt8)
  /// A field holds a value that it cannot have.
  case value(offset: Int, found: UInt64)
  /// The body goes on after its last field.
  case trailing(offset: Int, count: Int)

  /// The fault for a read past the end.
  public init(_ range: ByteRangeFault) {
    self = .short(offset: range.offset, needed: range.count, available: range.available - range.offset)
  }
}
